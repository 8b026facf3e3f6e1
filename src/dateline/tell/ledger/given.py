"""What people give on the command line, checked: days, probabilities, names, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dateline.errors import StoreError, UsageError
from dateline.model.ledger import Evidence
from dateline.store import View
from dateline.tell.words import clean

__all__ = ["author_of", "day_of", "evidence_of", "range_of", "tags_of", "words_of"]

# Longer than any question or rule that people settle, shorter than a page pasted by mistake.
_LONGEST, _LONGEST_NAME = 4000, 120
# A horizon further off than anybody who could be scored is a slip of the keyboard.
_FURTHEST_YEARS = 100
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,12})?|\.\d{1,12})(%?)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LINK = re.compile(r"https?://[^\s/]+\S*")


def author_of(name: str | None) -> str:
    """Who makes an entry: as given, else the name of the account that this runs under."""
    if name is not None:
        return words_of(name, "a name", most=_LONGEST_NAME)
    import os
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        raise UsageError("nobody knows who you are here; say it with --by NAME") from None


def words_of(text: str, what: str, *, most: int = _LONGEST) -> str:
    """Words on one line. Raises UsageError for none, or more than `most` characters."""
    cleaned = clean(text)
    if not cleaned or len(cleaned) > most:
        raise UsageError(f"wanted {what} of 1 to {most:,} characters, got {len(cleaned):,}")
    return cleaned


def day_of(text: str, option: str, *, since: str | None = None, until: str | None = None) -> str:
    """A day of the calendar, not before `since`, not after `until`. Raises UsageError."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: wanted a day such as 2022-10-05, got {clean(text)[:40]!r}") from None
    if since is not None and text < since:
        raise UsageError(f"{option}: {text} lies before {since}")
    if until is not None and text > until:
        raise UsageError(f"{option}: {text} lies after {until}")
    if since is not None and day.year > int(since[:4]) + _FURTHEST_YEARS:
        raise UsageError(f"{option}: {text} is over {_FURTHEST_YEARS} years away")
    return text


def range_of(text: str) -> tuple[float, float]:
    """A probability (0.7, 70%) or a range of them (0.6..0.8, 60%..80%). Raises UsageError."""
    ends = [_probability(part, text) for part in text.split("..", 1)]
    low, high = ends[0], ends[-1]
    if low > high:
        raise UsageError(f"the range {clean(text)[:40]} runs backwards; give the lower end first")
    return low, high


def _probability(part: str, whole: str) -> float:
    match = _NUMBER.fullmatch(part.strip())
    value = float(match[1]) / (100 if match[2] else 1) if match else -1.0
    if not 0 <= value <= 1:
        raise UsageError(
            f"wanted a probability from 0 to 1 such as 0.7, 70% or 0.6..0.8, got {clean(whole)[:40]!r}"
        )
    return round(value, 12)


def tags_of(given: Iterable[str]) -> tuple[str, ...]:
    """Topics in lower case, each once."""
    return tuple(sorted({words_of(tag, "a topic", most=_LONGEST_NAME).casefold() for tag in given}))


def evidence_of(given: Sequence[str], view: View) -> tuple[Evidence, ...]:
    """Links, and ids of records, which the store must have. Raises UsageError."""
    return tuple(_evidence(one, view) for one in given)


def _evidence(text: str, view: View) -> Evidence:
    if _LINK.fullmatch(text) and clean(text) == text and len(text) <= _LONGEST:
        return Evidence("link", text)
    id = clean(text)[:_LONGEST_NAME]
    try:
        found = view.get(id)
    except StoreError:
        found = None
    if found is None:
        raise UsageError(f"evidence is a link (https://…) or the id of a claim in the store, not {id!r}")
    return Evidence("record", found.id)
