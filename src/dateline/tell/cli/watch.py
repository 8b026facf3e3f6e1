"""`dateline watch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import NoColour, StoreUrl

__all__ = ["watch"]


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.yaml", help="The list of feeds.")],
    store: StoreUrl = None,
    theatre: Annotated[
        str | None, typer.Option(metavar="T", help="The war that feeds without a theatre are about.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="One round: every feed once, then end.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Ask nobody; tell how each feed stands.")] = False,
    revive: Annotated[
        str | None,
        typer.Option(
            "--revive", metavar="FEED", help="Ask nobody; let a feed that was gone (410) be asked again."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --status: JSON Lines.")] = False,
    no_color: NoColour = False,
) -> None:
    """Ask feeds for new entries, politely, and read them into the store, until you end it with Ctrl-C.

    What was read stays known over restarts; an entry that cannot be read is told with its cause.
    """
    from dateline.tell.ending import FAILED, guarded

    with guarded():
        import time
        from secrets import randbits

        from dateline.errors import UsageError
        from dateline.tell.watch import Wanted, revive_feed, tell_status
        from dateline.tell.watch import watch as watch_feeds

        if as_json and not status:
            raise UsageError("--json is for --status")
        if revive is not None and (status or once):
            raise UsageError("--revive asks nobody and tells nothing else: give neither --once nor --status")
        wanted = Wanted(
            path=feeds,
            store=store or settings.default_store(),
            theatre=theatre,
            once=once,
            colour=not no_color,
        )
        if revive is not None:
            revive_feed(wanted, revive, now=time.time())
            return
        if status:
            tell_status(wanted, as_json=as_json, now=time.time())
            return
        failures = watch_feeds(wanted, clock=time.time, seed=randbits(32))
    if failures and once:
        raise typer.Exit(FAILED)
