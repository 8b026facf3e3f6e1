"""What a site's robots.txt allows (RFC 9309), kept for a day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from dateline.read.http.asking import AGENT
from dateline.read.watching.planning import DAY_S

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["Robots", "allowed", "closed", "delay", "origin_of", "ruled"]

# RFC 9309 asks for 500 KiB at least; what comes after is not looked at.
_MOST_CHARS = 500 * 1024
# How long a file is held to be as it was, and how long one that could not be had is waited for.
_FRESH_S, _CLOSED_S = DAY_S, 3600.0
_LONGEST_DELAY_S = DAY_S  # more would be a page in never
_PARSED = 64  # sites whose rules are held ready
# Agents times rules: each rule is told to each agent above it. Real files stay a factor of ten below; this
# many take a second.
_MOST_TELLINGS = 1_000_000


class Robots(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one site. `at` and `hops` say where redirects have led while they are being fetched.

    `cause` is set when the file could not be had: then nothing may be asked (RFC 9309, 2.3.1.4).
    """

    text: str = ""
    until: float = 0.0
    cause: str | None = None
    at: str | None = None
    hops: int = 0


def origin_of(address: str) -> str:
    """The site of an address: scheme, host and port."""
    import httpx

    url = httpx.URL(address)
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def ruled(status: int, text: str, now: float) -> Robots | None:
    """The rules that an answer gives; None when it says that the file cannot be had now."""
    if status == 200:
        text = text[:_MOST_CHARS]
        agents = text.lower().count("agent")
        if agents * (text.count("\n") + text.count("\r") + 1 - agents) > _MOST_TELLINGS:
            return closed("its robots.txt is too long to be followed", now)
        return Robots(text=text, until=now + _FRESH_S)
    if 400 <= status < 500 and status != 429:  # there are no rules
        return Robots(until=now + _FRESH_S)
    return None


def closed(cause: str, now: float) -> Robots:
    """A site whose rules could not be had: nothing is asked there for a while."""
    return Robots(cause=cause, until=now + _CLOSED_S)


def allowed(robots: Robots, address: str) -> bool:
    """Whether an address may be asked."""
    return robots.cause is None and (not robots.text or _parsed(robots.text).can_fetch(address, AGENT))


def delay(robots: Robots) -> float:
    """Seconds between requests that the site asks for; 0 when it does not."""
    if not robots.text:
        return 0.0
    rules = _parsed(robots.text)
    wanted = [float(rules.crawl_delay(AGENT) or 0.0)]
    rate = rules.request_rate(AGENT)
    if rate is not None and rate.requests:
        wanted.append(rate.seconds / rate.requests)
    return max((min(one, _LONGEST_DELAY_S) for one in wanted if one > 0), default=0.0)


@lru_cache(maxsize=_PARSED)
def _parsed(text: str) -> Protego:
    from protego import Protego

    return Protego.parse(text)
