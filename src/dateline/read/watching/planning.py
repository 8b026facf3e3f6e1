"""When what may be asked: pure functions of what is wanted, what is known of the hosts, and the moment.

A moment is seconds since 1970 (UTC). A clock that jumps back delays nothing by more than a pause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from random import Random
from typing import Literal

import msgspec

__all__ = [
    "DAY_S",
    "Host",
    "Manners",
    "Want",
    "begun",
    "choose",
    "ended",
    "first_moment",
    "free_at",
    "held",
    "pause",
    "retry_after",
    "retry_pause",
    "share",
]

DAY_S = 86400.0
_MOST_DOUBLINGS = 20  # 2**20 of the shortest interval is longer than any pause
_JITTER = 0.2  # of a pause: enough that feeds that failed together do not come back together
# Whoever asks for a longer silence means for ever; it is asked again after a week.
_LONGEST_HOLD_S = 7 * DAY_S
# A page that fails is tried again after 5 minutes, then 20, 80, 320.
_FIRST_RETRY_S, _RETRY_GROWTH = 300.0, 4.0


class Host(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one host: when it was last asked or answered, until when it wants silence, the gap
    that its robots.txt asks for (seconds), and the pages that it was asked for on a day (ISO, UTC)."""

    last: float | None = None
    silent: float = 0.0
    gap: float = 0.0
    day: str = ""
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """The manners towards any one host (see `FeedList`), and how many hosts are asked at a time."""

    gap: float = 5.0
    pages_a_day: int = 500
    at_once: int = 4


@dataclass(frozen=True, slots=True, order=True)
class Want:
    """One request that somebody waits for, in the order in which a host's requests are made.

    `feed` is the address of the feed that wants it, `key` which of its entries for a page.
    """

    rank: int
    due: float
    address: str
    feed: str
    key: str
    kind: Literal["robots", "feed", "page"]
    host: str

    @classmethod
    def of(
        cls,
        kind: Literal["robots", "feed", "page"],
        address: str,
        *,
        host: str,
        due: float,
        feed: str,
        key: str = "",
    ) -> Want:
        """A want whose rank follows from its kind: rules first, then the light request, then pages."""
        return cls(("robots", "feed", "page").index(kind), due, address, feed, key, kind, host)


# --- hosts --------------------------------------------------------------------------------------------


def free_at(host: Host, want: Want, now: float, manners: Manners) -> float:
    """The earliest moment at which the host may be asked for this."""
    moments = [want.due, min(host.silent, now + _LONGEST_HOLD_S)]
    if host.last is not None:
        # A moment in the future is a clock that was set back: the pause begins anew.
        moments.append(min(host.last, now) + max(manners.gap, host.gap))
    if want.kind == "page" and host.day == _day(now) and host.pages >= manners.pages_a_day:
        moments.append(_next_day(now))
    return max(moments)


def choose(
    wants: Iterable[Want],
    hosts: Mapping[str, Host],
    busy: AbstractSet[str],
    now: float,
    manners: Manners,
) -> list[Want]:
    """What to ask now: at most one request of each host that is not busy, the most urgent first.

    Does not depend on the order of the wants.
    """
    chosen: dict[str, Want] = {}
    for want in sorted(wants):
        if want.host in busy or want.host in chosen:
            continue
        if free_at(hosts.get(want.host, Host()), want, now, manners) <= now:
            chosen[want.host] = want
    return sorted(chosen.values(), key=lambda want: (want.due, want))[: max(0, manners.at_once - len(busy))]


def first_moment(
    wants: Iterable[Want],
    hosts: Mapping[str, Host],
    busy: AbstractSet[str],
    now: float,
    manners: Manners,
) -> float | None:
    """The next moment at which something may be asked of a host that is not busy.

    None when nothing waits, or when no more hosts may be asked before an answer has come.
    """
    if len(busy) >= manners.at_once:
        return None
    free = (
        free_at(hosts.get(want.host, Host()), want, now, manners) for want in wants if want.host not in busy
    )
    return min(free, default=None)


def begun(host: Host, want: Want, now: float) -> Host:
    """The host once a request to it begins."""
    day = _day(now)
    pages = (host.pages if host.day == day else 0) + (want.kind == "page")
    return msgspec.structs.replace(host, last=now, day=day, pages=pages)


def ended(host: Host, now: float) -> Host:
    """The host once a request has ended: the gap counts from there, so that a slow host is asked less."""
    return msgspec.structs.replace(host, last=now)


def held(host: Host, until: float) -> Host:
    """The host that wants no request before a moment."""
    return msgspec.structs.replace(host, silent=max(host.silent, until))


def _day(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def _next_day(now: float) -> float:
    return (now // DAY_S + 1) * DAY_S


# --- pauses -------------------------------------------------------------------------------------------


def share(seed: int, *parts: object) -> float:
    """A number from 0 up to 1 that follows from the seed and what it is for: chance that can be repeated."""
    return Random(":".join(map(str, (seed, *parts)))).random()


def pause(every: float, failures: int, share: float) -> float:
    """Seconds until a feed's next turn, doubled with each failure in a row, a day at the most (or `every`).

    `share` (0 up to 1) adds up to a fifth.
    """
    longest = max(every, DAY_S)
    base = min(longest, every * 2.0 ** min(max(failures, 0), _MOST_DOUBLINGS))
    return base * (1 + _JITTER * share)


def retry_pause(tries: int, share: float) -> float:
    """Seconds until a page that has failed so many times is tried again, a day at the most and a fifth."""
    base = min(DAY_S, _FIRST_RETRY_S * _RETRY_GROWTH ** min(max(tries - 1, 0), _MOST_DOUBLINGS))
    return base * (1 + _JITTER * share)


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds of silence that a Retry-After header asks for, a week at the most; None for none."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return min(float(value[:12]), _LONGEST_HOLD_S)
    try:
        moment = parsedate_to_datetime(value)
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(0.0, seconds), _LONGEST_HOLD_S) if isfinite(seconds) else None
