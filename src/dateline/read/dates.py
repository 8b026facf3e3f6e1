"""Dates at the head of a page: date lines, datelines, metadata. Text inside articles is not looked at here.

A date without a year stays without one until somebody else knows the year; a date in figures whose
day and month cannot be told apart is no date.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from dateline.model import Basis, Moment, Precision
from dateline.read.frame import Frame, folded, load

__all__ = [
    "UNKNOWN",
    "Day",
    "Dateline",
    "dateline",
    "from_metadata",
    "from_name",
    "in_line",
    "moment",
    "resolved",
]

UNKNOWN = Moment(None, None, None, "unknown", "unknown")

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_PARTIAL = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?\Z")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}.{0,6})?\Z")
_TIME = re.compile(
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ap]\.?m\.?|[a-z]{1,4})?|\d{1,2}(?:[ap]\.?m\.?)?|\d{4}(?:hrs|h|z)?",
    re.I,
)
_ZONE = re.compile(r"[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{1,2}:?\d{2}")
_LONGEST_DATE_LINE = 140
_LONGEST_DATELINE = 110
# What ends a dateline: a dash, an agency between slashes (/TASS/), or the bracket around an agency.
_ENDS = re.compile(r"\s(?:--|[-–—―])\s|(?<=\w)[—―]\s?|\s?/[A-Z]{3,12}/\.?\s[-–—]?\s?|(?<=\))[:.]?\s")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written at `[start:end]` of some line; `year` None when none is written."""

    year: int | None
    month: int
    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dateline:
    """The run before a first sentence ("KHARTOUM, Oct 3 (Reuters) - "). `end` excludes trailing spaces."""

    end: int
    body: int
    day: Day | None
    agency: str | None


@cache
def _written() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(load().months, key=len, reverse=True))
    month = rf"(?P<month>{names})\b\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    # Four figures before a zone are a time ("March 26, 1500 ET").
    year = r"(?P<year>(?:19|20)\d{2})(?!\d)(?!\s?(?:hrs|h\b|[bcemp][ds]?t\b|cest|eest|gmt|utc|msk|local))"
    return (
        re.compile(rf"(?<![\d.:]){day}\s{{0,2}}(?:of\s)?[-\s]?{month}(?:,?\s{{0,2}}-?{year})?", re.I),
        re.compile(rf"\b{month}\s{{0,2}}{day}(?![\d:])(?:,?\s{{0,2}}{year})?", re.I),
    )


def _valid(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or (year is not None and not 1000 <= year <= 9998):
        return False
    return 1 <= day <= calendar.monthrange(2000 if year is None else year, month)[1]


def _in_words(line: str) -> Day | None:
    found = [match for pattern in _written() if (match := pattern.search(line))]
    for match in sorted(found, key=lambda m: m.start()):
        year = int(match["year"]) if match["year"] else None
        month, day = load().months[match["month"].lower()], int(match["day"])
        if _valid(year, month, day):
            return Day(year, month, day, match.start(), match.end())
    return None


def _in_figures(line: str) -> Day | None:
    for pattern, order in ((_ISO, (1, 2, 3)), (_DOTTED, (3, 2, 1))):
        match = pattern.search(line)
        if match:
            year, month, day = (int(match[i]) for i in order)
            if _valid(year, month, day):
                return Day(year, month, day, match.start(), match.end())
    match = _SLASHED.search(line)
    if match:
        first, second, year = (int(g) for g in match.groups())
        # 3/4/2022 is March in one country and April in another: only one reading may be possible.
        readings = {(m, d) for m, d in ((first, second), (second, first)) if _valid(year, m, d)}
        if len(readings) == 1:
            month, day = readings.pop()
            return Day(year, month, day, match.start(), match.end())
    return None


def _first(line: str) -> Day | None:
    return _in_figures(line) or _in_words(line)


@lru_cache(maxsize=1024)  # the same few lines are asked about while a page's head is read
def in_line(line: str) -> Day | None:
    """The day of a date line ("June 8, 6:30 pm ET", "Published: 5 October 2022"); None for other lines.

    Of several dates the first counts; a line that holds anything besides dates, times, zones and
    the labels of such lines is none.
    """
    if not 4 <= len(line) <= _LONGEST_DATE_LINE or not any(c.isdigit() for c in line):
        return None
    day = _first(line)
    if day is None:
        return None
    rest, low = line, _first(line)
    while low is not None:
        rest = rest[: low.start] + " " + rest[low.end :]
        low = _first(rest)
    return day if _only_date_words(rest, load()) else None


def _only_date_words(rest: str, frame: Frame) -> bool:
    for token in rest.replace(",", " ").replace("|", " ").split():
        bare = token.strip(".:;()[]")
        low = folded(bare)
        known = not bare or low in frame.fillers or low in frame.weekdays or low in frame.labels
        if not (known or _TIME.fullmatch(bare) or _ZONE.fullmatch(bare)):
            return False
    return True


def dateline(paragraph: str) -> Dateline | None:
    """The dateline with which a paragraph begins, if any."""
    head = paragraph[:_LONGEST_DATELINE]
    for mark in _ENDS.finditer(head):
        found = _before(head, mark.start(), mark.group().strip())
        if found is not None and _opens(paragraph, mark.end()):
            rest = head[mark.end() :]
            body = mark.end() + len(rest) - len(rest.lstrip())
            return Dateline(mark.start() + len(mark.group().rstrip()), body, *found)
    return None


def _opens(paragraph: str, at: int) -> bool:
    """A sentence begins here: a dash inside a sentence is followed by a small letter."""
    rest = paragraph[at : at + 3].lstrip("‘“\"'«(…")
    return bool(rest) and (rest[0].isupper() or rest[0].isdigit())


def _before(head: str, end: int, mark: str) -> tuple[Day | None, str | None] | None:
    """Day and agency of a dateline that ends at `end`, or None if what stands there is none."""
    prefix, agency = head[:end].rstrip(), None
    if mark.startswith("/"):
        agency = mark.strip("/. -–—")
    elif prefix.endswith(")") and "(" in prefix:
        prefix, agency = prefix[:-1].rsplit("(", 1)
        agency, prefix = agency.strip(), prefix.rstrip()
        if not 2 <= len(agency) <= 40 or not agency[0].isupper():
            return None
    day = _first(prefix)
    if day is None and mark in ("", ".", ":"):
        return None  # "The Donetsk People's Republic (DNR) said": only a date makes it a dateline
    place = prefix if day is None else prefix[: day.start]
    tail = "" if day is None else prefix[day.end :]
    if not _only_date_words(tail, load()) or not _is_place(place, sure=day is not None or agency is not None):
        return None
    return day, agency


def _is_place(text: str, *, sure: bool) -> bool:
    """Whether text reads as the place of a dateline; without date or agency it must be in capitals."""
    frame = load()
    words = [w.strip(".") for w in text.replace(",", " ").replace("/", " ").split()]
    words = [w for w in words if w and folded(w) not in frame.weekdays]
    if not words or len(words) > 7 or folded(words[0]) in frame.not_places:
        return False
    if not all(w[0].isupper() or folded(w) in frame.particles or w in ("and", "of", "the") for w in words):
        return False
    if any(not (c.isalpha() or c in "-'’.") for w in words for c in w):
        return False
    if len(words) > 4 and not text.isupper() and "," not in text:
        return False  # a body's long name with its abbreviation in brackets
    return sure or (words[0].isupper() and len(words[0]) >= 3 and len(words) <= 5)


def from_name(source: str) -> str | None:
    """The only ISO date in a file's name ("2022-06-08.txt")."""
    name = source.replace("\\", "/").rsplit("/", 1)[-1]
    days = {m.group() for m in _ISO.finditer(name) if _valid(*(int(g) for g in m.groups()))}
    return days.pop() if len(days) == 1 else None


def from_metadata(value: object) -> str | None:
    """An ISO day, month or year as metadata states it: ISO 8601, RFC 822, words, seconds since 1970."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_seconds(float(value))
    if not isinstance(value, str) or not 4 <= len(value.strip()) <= 80:
        return None
    text = value.strip()
    if match := _PARTIAL.match(text):
        year, month = int(match[1]), match[2]
        if month is None:
            return match[1] if _valid(year, 1, 1) else None
        return f"{year:04}-{int(month):02}" if _valid(year, int(month), 1) else None
    if match := _COMPACT.match(text):
        parts = tuple(int(g) for g in match.groups())
        return "{:04}-{:02}-{:02}".format(*parts) if _valid(*parts) else None
    day = _first(text.replace("/", "-", 2) if re.match(r"\d{4}/\d{2}/\d{2}", text) else text)
    if day is None or day.year is None:
        return None
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _from_seconds(value: float) -> str | None:
    seconds = value / 1000 if value > 1e11 else value
    if not 1e8 < seconds < 1e10:
        return None
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def resolved(day: Day, reference: str | None) -> str | None:
    """The ISO day; a missing year is the one that brings it nearest to `reference` (an ISO date)."""
    if day.year is not None:
        return f"{day.year:04}-{day.month:02}-{day.day:02}"
    if reference is None or not _ISO.fullmatch(reference):
        return None
    near = date.fromisoformat(reference)
    years = [year for year in (near.year - 1, near.year, near.year + 1) if _valid(year, day.month, day.day)]
    if not years:
        return None
    best = min((date(year, day.month, day.day) for year in years), key=lambda d: abs((d - near).days))
    return best.isoformat()


def moment(iso: str, basis: Basis, text: str | None = None, span: tuple[int, int] | None = None) -> Moment:
    """A published moment for an ISO day, month or year."""
    pieces = [int(piece) for piece in iso.split("-")]
    precisions: tuple[Precision, ...] = ("year", "month", "day")
    first = date(pieces[0], pieces[1] if len(pieces) > 1 else 1, pieces[2] if len(pieces) > 2 else 1)
    month = pieces[1] if len(pieces) > 1 else 12
    last = first if len(pieces) > 2 else date(pieces[0], month, calendar.monthrange(pieces[0], month)[1])
    return Moment(text, first.isoformat(), last.isoformat(), precisions[len(pieces) - 1], basis, span)
