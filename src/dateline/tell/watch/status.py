"""`dateline watch --status`: how each feed stands, from what the watch remembers."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

from dateline.read.watching import FeedState, Keeper
from dateline.read.watching.states import new
from dateline.tell.reads import console_for
from dateline.tell.watch.setting import Wanted, feed_list, state_folder
from dateline.tell.watch.shows import feed_table
from dateline.tell.watch.words import moment, named, standing
from dateline.tell.words import clean

__all__ = ["tell_status"]


def tell_status(wanted: Wanted, *, as_json: bool, now: float) -> None:
    """Tell it as a table or as JSON Lines; asks no server and disturbs no watch that is running."""
    listed = feed_list(wanted.path, wanted.theatre)
    kept = Keeper(state_folder(wanted.store)).load(seed=0)
    states = [kept.feeds.get(feed.url) or new(feed.url, now) for feed in listed.feeds]
    if as_json:
        sys.stdout.write("".join(f"{json.dumps(_plain(state), ensure_ascii=False)}\n" for state in states))
        return
    console = console_for(colour=wanted.colour)
    console.print(feed_table(states))
    for state in states:
        for trouble in state.troubles:
            cause = clean(trouble.cause)
            console.print(f"{moment(trouble.moment)} {named(trouble.address)} was given up: {cause}")


def _plain(state: FeedState) -> dict[str, Any]:
    return {
        "feed": state.url,
        "state": standing(state),
        "moved": state.moved,
        "asked": _iso(state.asked),
        "succeeded": _iso(state.succeeded),
        "next": None if state.gone else _iso(state.due),
        "failures": state.failures,
        "cause": state.cause,
        "read": state.read,
        "again": state.again,
        "waiting": len(state.waiting),
        "lost": state.lost,
        "passed": state.passed,
        "troubles": [
            {"page": one.address, "cause": one.cause, "moment": _iso(one.moment)} for one in state.troubles
        ],
    }


def _iso(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
