"""The list of feeds to watch: a YAML file, checked line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias

from dateline.errors import FetchError, UsageError
from dateline.lore.lined import Form, Lined, Path, Plain, read_lines
from dateline.read.http.addresses import refuse_address
from dateline.read.limits import Limits

__all__ = ["Feed", "FeedList", "Mistake", "checked_list"]

_FORM = Form(
    name="a list of feeds",
    most_bytes=4_000_000,  # ten thousand feeds with all their keys stay below
    empty="wanted `feeds:` with a list of feeds",
    error=UsageError,
    words=True,
)
_MOST_FEEDS = 10_000
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_SPELL = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s?(s|m|h|d)", re.I)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DAY_S = 86400.0
# What a stranger's server may be asked at most; a machine of one's own has no such bounds.
_LEAST_EVERY_S, _LEAST_GAP_S = 60.0, 1.0
_MOST_EVERY_S, _MOST_GAP_S = 30 * _DAY_S, _DAY_S
_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: its address, how often it is asked (seconds), and what is said of its pages.

    `most` is how many new entries are read of one answer, the newest. `private` lets its own host lie in the
    own network. `line` is where it stands in the list.
    """

    url: str
    every: float = 30 * 60.0
    theatre: str | None = None
    outlet: str | None = None
    language: str | None = None
    most: int = 50
    private: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """The feeds, and the manners towards any one host: seconds between requests, pages in a day."""

    feeds: tuple[Feed, ...]
    gap: float = 5.0
    pages_a_day: int = 500


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in a line of the list (from 1)."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


class _Wrong(Exception):
    """A value that cannot be what it should; its message is what is wrong."""


def checked_list(body: bytes) -> tuple[FeedList, tuple[Mistake, ...]]:
    """The list and all its mistakes, in order of lines; what is mistaken is left out of the list.

    Raises `UsageError` with the line for what is no list of feeds at all.
    """
    checker = _Checker(read_lines(body, _FORM))
    found = checker.whole()
    return found, tuple(sorted(checker.mistakes))


# --- values -------------------------------------------------------------------------------------------


def _spell(text: str) -> float:
    match = _SPELL.fullmatch(text)
    if match is None:
        raise _Wrong(f"wanted a time such as 15m, 2h or 1d, got {text[:40]!r}")
    return float(match[1]) * _UNITS[match[2].lower()]


def _within(least: float, most: float) -> Callable[[str], float]:
    def spell(text: str) -> float:
        seconds = _spell(text)
        if not least <= seconds <= most:
            raise _Wrong(f"wanted a time between {_told(least)} and {_told(most)}, got {text!r}")
        return seconds

    return spell


def _told(seconds: float) -> str:
    unit = next((unit for unit in "dhm" if seconds >= _UNITS[unit]), "s")
    return f"{seconds / _UNITS[unit]:g}{unit}"


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= 100_000:
        raise _Wrong(f"wanted a number from 1 to 100,000, got {text[:40]!r}")
    return int(text)


def _truth(text: str) -> bool:
    if text.lower() not in _TRUTHS:
        raise _Wrong(f"wanted true or false, got {text[:40]!r}")
    return _TRUTHS[text.lower()]


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise _Wrong(f"wanted a language's code such as en or uk, got {text[:40]!r}")
    return text


def _words(text: str) -> str:
    line = " ".join(text.split())
    if not line or len(line) > 200 or not line.isprintable():
        raise _Wrong(f"wanted a name of up to 200 characters, got {text[:40]!r}")
    return line


def _address(text: str) -> str:
    import httpx

    try:
        url = httpx.URL(text)
        refuse_address(url, limits=Limits(private_hosts=frozenset({url.host})))
    except httpx.InvalidURL as error:
        raise _Wrong(f"{text[:100]!r} is no valid address: {error}") from None
    except FetchError as error:
        raise _Wrong(str(error)) from None
    return str(url.copy_with(fragment=None))


_Read: TypeAlias = Callable[[str], Any]
_FEED: dict[str, tuple[str, _Read]] = {
    "url": ("url", _address),
    "every": ("every", _within(0.1, _MOST_EVERY_S)),
    "theatre": ("theatre", _words),
    "outlet": ("outlet", _words),
    "language": ("language", _language),
    "max_entries": ("most", _count),
    "allow_private": ("private", _truth),
}
# What may stand at the head for all feeds, and the manners.
_SHARED = {name: _FEED[name] for name in ("every", "theatre", "language", "max_entries")}
_MANNERS: dict[str, tuple[str, _Read]] = {
    "gap": ("gap", _within(0.0, _MOST_GAP_S)),
    "pages_a_day": ("pages_a_day", _count),
}


# --- the tree -----------------------------------------------------------------------------------------


class _Checker:
    """Goes through a list and keeps what is wrong."""

    def __init__(self, lined: Lined) -> None:
        self.mistakes: list[Mistake] = []
        self._lined = lined

    def whole(self) -> FeedList:
        """The list without what is mistaken."""
        pairs = self._pairs((), self._lined.value, (*_SHARED, *_MANNERS, "feeds"), "the list")
        shared = self._values((), pairs, _SHARED)
        manners = self._values((), pairs, _MANNERS)
        found = FeedList(feeds=tuple(self._feeds(pairs.get("feeds"), shared)), **manners)
        if found.gap < _LEAST_GAP_S and not all(feed.private for feed in found.feeds):
            self._mistaken(("gap",), f"gap: wanted {_told(_LEAST_GAP_S)} at least between requests to a host")
        return found

    def _feeds(self, given: Plain, shared: dict[str, Any]) -> Iterator[Feed]:
        at: Path = ("feeds",)
        if not isinstance(given, list) or not given:
            self._mistaken(at, "wanted `feeds:` with a list of feeds, each with a url")
            return
        if len(given) > _MOST_FEEDS:
            self._mistaken(at, f"{len(given):,} feeds; wanted {_MOST_FEEDS:,} at the most")
            return
        lines: dict[str, int] = {}
        for place, one in enumerate(given):
            feed = self._feed((*at, place), one, shared)
            if feed is None:
                continue
            if feed.url in lines:
                again = f"{feed.url} stands here again; it is already on line {lines[feed.url]}"
                self._mistaken((*at, place), again)
                continue
            lines[feed.url] = feed.line
            yield feed

    def _feed(self, at: Path, given: Plain, shared: dict[str, Any]) -> Feed | None:
        before = len(self.mistakes)
        pairs = self._pairs(at, given, tuple(_FEED), "a feed")
        values = {**shared, **self._values(at, pairs, _FEED)}
        if len(self.mistakes) == before and "url" not in values:
            self._mistaken(at, "a feed without a url")
        if len(self.mistakes) > before:
            return None
        feed = Feed(**values, line=self._lined.line(at))
        if not feed.private:
            self._courteous(at, feed)
        return feed

    def _courteous(self, at: Path, feed: Feed) -> None:
        """What only a host of the own network may be asked."""
        import httpx

        try:
            refuse_address(httpx.URL(feed.url), limits=Limits())
        except FetchError as error:
            self._mistaken((*at, "url"), f"url: {error}; `allow_private: true` would allow it")
        if feed.every < _LEAST_EVERY_S:
            self._mistaken((*at, "every"), f"every: wanted {_told(_LEAST_EVERY_S)} at least")

    def _pairs(self, at: Path, given: Plain, keys: tuple[str, ...], what: str) -> dict[str, Plain]:
        """The values of a mapping whose keys are known."""
        if not isinstance(given, dict):
            self._mistaken(at, f"{what} must be a mapping with keys such as {keys[0]}")
            return {}
        for name in given:
            if name not in keys:
                near = get_close_matches(name.replace(" ", "_").replace("-", "_"), keys, n=1)
                hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(keys)}"
                self._mistaken((*at, name), f"{name[:40]!r} is no key of {what}{hint}")
        return {name: value for name, value in given.items() if name in keys}

    def _values(
        self, at: Path, pairs: Mapping[str, Plain], kinds: dict[str, tuple[str, _Read]]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, (field, read) in kinds.items():
            if name not in pairs:
                continue
            try:
                given = pairs[name]
                if not isinstance(given, str):
                    raise _Wrong("wanted one value, got a list or mapping")
                values[field] = read(given)
            except _Wrong as wrong:
                self._mistaken((*at, name), f"{name}: {wrong}")
        return values

    def _mistaken(self, at: Path, what: str) -> None:
        self.mistakes.append(Mistake(self._lined.line(at), what))
