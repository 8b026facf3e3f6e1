"""What an answer means for a feed, its entries and its host: pure functions of the answer and the moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from dateline.errors import ReadError
from dateline.read.http import Answer, Conditions
from dateline.read.limits import Limits
from dateline.read.watching.feed_list import Feed
from dateline.read.watching.listing import Listed, changed, fresh, listed
from dateline.read.watching.planning import pause, retry_after, retry_pause
from dateline.read.watching.states import FeedState, Trouble, Version, Waiting

__all__ = [
    "Said",
    "conditions",
    "feed_answered",
    "feed_failed",
    "feed_revived",
    "page_again",
    "page_answered",
    "page_failed",
    "page_lost",
    "page_read",
    "silence_of",
]

_FOR_GOOD = (301, 308)
_BUSY = (429, 503)
_GONE = 410
# A page that could not be had so many times is given up; with the pauses between that is most of a day.
_MOST_TRIES = 5
# A feed that has moved but fails at its new address so often is asked at the old one again.
_DOUBTS = 5
# Entries that are remembered beyond those that the feed lists now: some feeds drop and list them again.
_MOST_SEEN = 2_000
_MOST_TROUBLES = 10
# Entries that may wait: days of what one host may be asked for. A feed that lists more is not caught up with.
_MOST_WAITING = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a turn came to, for a person: `kind` is what happened, `what` says more, `count` of entries."""

    kind: Literal["new", "same", "onward", "gone", "failed", "read", "unchanged", "lost", "retry"]
    what: str = ""
    count: int = 0


def conditions(state: FeedState) -> Conditions | None:
    """What to ask with: the version that was last had from this very address."""
    if state.version_of != state.address or not (state.etag or state.modified):
        return None
    return Conditions(etag=state.etag, modified=state.modified)


def page_again(state: FeedState, key: str, address: str) -> Conditions | None:
    """What to ask with for a page that was read before: the version that was had from this very address."""
    version = state.versions.get(key)
    if version is None or version.of != address or not (version.etag or version.modified):
        return None
    return Conditions(etag=version.etag, modified=version.modified)


def silence_of(answer: Answer, now: float) -> float | None:
    """Until when the host wants not to be asked; None when it does not say so."""
    if answer.status not in _BUSY:
        return None
    seconds = retry_after(answer.retry_after, now)
    return None if seconds is None else now + seconds


# --- feeds --------------------------------------------------------------------------------------------


def feed_answered(
    state: FeedState,
    feed: Feed,
    answer: Answer,
    *,
    known: frozenset[str],
    limits: Limits,
    now: float,
    share: float,
) -> tuple[FeedState, Said]:
    """The feed after an answer. `known` are keys of entries that any feed has had, `share` is chance."""
    state = replace(state, asked=now)
    if answer.location is not None:
        return _onward(state, feed, answer, limits, now, share)
    if answer.status == _GONE:
        return _gone(state), Said(
            "gone", "the feed is gone for good (410); it is not asked again until it is revived"
        )
    if answer.status not in (200, 304):
        cause = f"answered {answer.status} {answer.reason}".rstrip()
        return feed_failed(state, feed, cause, now=now, share=share, until=silence_of(answer, now))
    if answer.status == 304:
        return _succeeded(state, feed, now, share), Said("same")
    try:
        found = listed(answer.page, limits)
    except ReadError as error:
        return feed_failed(state, feed, str(error), now=now, share=share)
    return _filled(state, feed, answer, found, known, now, share)


def _filled(
    state: FeedState,
    feed: Feed,
    answer: Answer,
    found: Sequence[Listed],
    known: frozenset[str],
    now: float,
    share: float,
) -> tuple[FeedState, Said]:
    """The feed after an answer with entries: the new ones wait for their pages, all others are seen."""
    room = max(0, min(feed.most, _MOST_WAITING - len(state.waiting)))
    new, more = fresh(found, known, room, now)
    again = changed(found, _settled(state), room - len(new), now)
    taken = [*again, *new]
    settled = _moved(state)
    done = _succeeded(state, feed, now, share)
    here = [one.key for one in found]
    waiting = {one.key for one in (*taken, *state.waiting)}
    listed_now = frozenset(here)
    earlier = [key for key in state.seen if key not in listed_now][-_MOST_SEEN:]
    kept = {*earlier, *here, *waiting}
    done = replace(
        done,
        etag=answer.etag,
        modified=answer.modified,
        version_of=state.address,
        waiting=(*state.waiting, *taken),
        seen=(*earlier, *(key for key in here if key not in waiting)),
        versions={key: version for key, version in state.versions.items() if key in kept},
        passed=state.passed + more,
    )
    what = f"moved for good to {settled.moved}" if settled.moved != state.moved else ""
    told = (what, f"{more:,} more passed over" if more else "", _many_changed(len(again)))
    return done, Said("new" if taken else "same", "; ".join(filter(None, told)), len(new))


def _many_changed(count: int) -> str:
    return f"{count:,} {'entry has' if count == 1 else 'entries have'} changed" if count else ""


def _settled(state: FeedState) -> dict[str, Version]:
    """Entries that were read and do not wait to be read again."""
    waiting = {one.key for one in state.waiting}
    return {key: version for key, version in state.versions.items() if key not in waiting}


def _onward(
    state: FeedState, feed: Feed, answer: Answer, limits: Limits, now: float, share: float
) -> tuple[FeedState, Said]:
    location = answer.location or ""
    if state.hops >= limits.max_redirects:
        cause = f"redirects more than {limits.max_redirects} times"
        return feed_failed(state, feed, cause, now=now, share=share)
    # What leaves the protected way is followed, but never kept: the next turn begins at the old address.
    downgrade = answer.address.startswith("https:") and not location.startswith("https:")
    lasting = state.lasting and answer.status in _FOR_GOOD and not downgrade
    onward = replace(state, at=location, hops=state.hops + 1, lasting=lasting, due=now)
    return onward, Said("onward", location)


def _gone(state: FeedState) -> FeedState:
    return replace(_turned(state), gone=True, cause="gone for good (410)")


def feed_revived(state: FeedState, now: float) -> FeedState:
    """A feed that was gone, as somebody wants it asked again: at its own address, whole, at once."""
    return replace(
        state,
        gone=False,
        cause=None,
        failures=0,
        moved=None,
        etag=None,
        modified=None,
        version_of=None,
        due=now,
    )


def _moved(state: FeedState) -> FeedState:
    """With what was learned of the feed's address: redirects that were all for good are remembered."""
    if state.at is None or not state.lasting:
        return state
    return replace(state, moved=state.at if state.at != state.url else None)


def _turned(state: FeedState) -> FeedState:
    """At the end of a turn: the next one begins at the feed's own address."""
    return replace(state, at=None, hops=0, lasting=True, turns=state.turns + 1)


def _succeeded(state: FeedState, feed: Feed, now: float, share: float) -> FeedState:
    done = _turned(_moved(state))
    return replace(done, succeeded=now, failures=0, cause=None, due=now + pause(feed.every, 0, share))


def feed_failed(
    state: FeedState, feed: Feed, cause: str, *, now: float, share: float, until: float | None = None
) -> tuple[FeedState, Said]:
    """The feed after a turn that failed; `until` is when the host lets itself be asked again."""
    failures = state.failures + 1
    due = max(now + pause(feed.every, failures, share), until or 0.0)
    moved = state.moved if failures % _DOUBTS else None
    done = replace(_turned(state), failures=failures, cause=cause, due=due, moved=moved, asked=now)
    return done, Said("failed", cause)


# --- pages --------------------------------------------------------------------------------------------


def page_answered(
    state: FeedState, waiting: Waiting, answer: Answer, *, limits: Limits, now: float, share: float
) -> tuple[FeedState, Said | None]:
    """The feed after an answer to one of its pages; None for the page itself, which is to be read now."""
    if answer.location is not None:
        if waiting.hops >= limits.max_redirects:
            return page_lost(state, waiting, f"redirects more than {limits.max_redirects} times", now=now)
        onward = replace(waiting, at=answer.location, hops=waiting.hops + 1, due=now)
        return _with(state, onward), Said("onward", answer.location)
    if answer.status == 200:
        return state, None
    version = state.versions.get(waiting.key)
    if answer.status == 304 and version is not None:
        return _read(state, waiting, replace(version, mark=waiting.mark)), Said("unchanged")
    cause = f"answered {answer.status} {answer.reason}".rstrip()
    if answer.status >= 500 or answer.status in (408, 425, *_BUSY):
        until = silence_of(answer, now)
        return page_failed(state, waiting, cause, now=now, share=share, until=until)
    return page_lost(state, waiting, cause, now=now)


def page_failed(
    state: FeedState,
    waiting: Waiting,
    cause: str,
    *,
    now: float,
    share: float,
    until: float | None = None,
) -> tuple[FeedState, Said]:
    """The feed after a page that could not be had; it is tried again later, some times."""
    tries = waiting.tries + 1
    if tries >= _MOST_TRIES:
        return page_lost(state, waiting, f"{cause} (tried {tries} times)", now=now)
    due = max(now + retry_pause(tries, share), until or 0.0)
    again = replace(waiting, tries=tries, due=due, at=None, hops=0)
    return _with(state, again), Said("retry", cause)


def page_lost(state: FeedState, waiting: Waiting, cause: str, *, now: float) -> tuple[FeedState, Said]:
    """The feed without a page that is given up."""
    troubles = (*state.troubles, Trouble(waiting.address, cause, now))[-_MOST_TROUBLES:]
    # What is given up once is not asked for again, however often the feed says that it has changed.
    versions = {key: version for key, version in state.versions.items() if key != waiting.key}
    done = replace(_without(state, waiting), versions=versions)
    return replace(done, lost=state.lost + 1, troubles=troubles), Said("lost", cause)


def page_read(state: FeedState, waiting: Waiting, had: Conditions | None) -> FeedState:
    """The feed with one more page read; `had` is the version of the page that was had."""
    before = state.versions.get(waiting.key)
    version = Version(
        mark=waiting.mark,
        again=0 if before is None else before.again + 1,
        of=(waiting.at or waiting.address) if had is not None else None,
        etag=had.etag if had is not None else None,
        modified=had.modified if had is not None else None,
    )
    again = state.again + (before is not None)
    return replace(_read(state, waiting, version), read=state.read + 1, again=again)


def _read(state: FeedState, waiting: Waiting, version: Version) -> FeedState:
    return replace(_without(state, waiting), versions={**state.versions, waiting.key: version})


def _with(state: FeedState, changed: Waiting) -> FeedState:
    return replace(state, waiting=tuple(changed if one.key == changed.key else one for one in state.waiting))


def _without(state: FeedState, done: Waiting) -> FeedState:
    waiting: Sequence[Waiting] = tuple(one for one in state.waiting if one.key != done.key)
    return replace(state, waiting=tuple(waiting), seen=(*state.seen, done.key))
