"""The words that surround articles: loads `packs/core/page_frame.yaml` and tells a site's lines by it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from dateline.errors import LoreError

__all__ = ["Frame", "FrameFile", "folded", "load"]

_FILE = "packs/core/page_frame.yaml"
_CLOSING = " \t.!:;…»›>→"
# What ends an outlet's name in a credit.
_STOPS = (" on ", " under ", " and ", " in ", " at ", " with ", ". ", ",", ";", "(", " |", " – ", " — ")


class _Checked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of the file's entries: a key that is not foreseen is an error."""


class Line(_Checked, frozen=True):
    """A kind of line that belongs to the site."""

    key: str
    match: Literal["is", "starts", "contains"]
    words: tuple[str, ...]
    example: str
    limit: int = 80
    # Whether a name must follow, told by its capital: "Editing by Ann Smith", not "Editing by hand".
    named: bool = False


class Credit(_Checked, frozen=True):
    """Words after which stands the outlet in which a page's articles first stood."""

    key: str
    words: tuple[str, ...]
    example: str
    outlet: str
    starts: bool = False


class Bylines(_Checked, frozen=True):
    """How lines that name the writers are built."""

    introducers: tuple[str, ...]
    functions: tuple[str, ...]
    outlet_words: tuple[str, ...]
    particles: tuple[str, ...]
    example: str


class DateLines(_Checked, frozen=True):
    """What stands in a line that says when a page was published."""

    labels: tuple[str, ...]
    fillers: tuple[str, ...]
    example: str


class Heading(_Checked, frozen=True):
    """Headings of an article's parts."""

    key: str
    words: tuple[str, ...]
    example: str


class FrameFile(_Checked, frozen=True):
    """The file as a whole."""

    frame: tuple[Line, ...]
    credits: tuple[Credit, ...]
    bylines: Bylines
    date_lines: DateLines
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    not_places: tuple[str, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The file compiled for lookups; all words are folded."""

    file: FrameFile
    whole: frozenset[str]
    openings: tuple[str, ...]
    starts: tuple[tuple[str, int, bool], ...]
    contains: tuple[tuple[str, int], ...]
    headings: frozenset[str]
    introducers: tuple[str, ...]
    functions: frozenset[str]
    outlet_words: frozenset[str]
    particles: frozenset[str]
    labels: tuple[str, ...]
    fillers: frozenset[str]
    months: dict[str, int]
    weekdays: frozenset[str]
    not_places: frozenset[str]

    def holds(self, line: str) -> bool:
        """Whether a line is one of the site's, not of an article."""
        # No listed line is longer; a paragraph of megabytes is not worth folding.
        if len(line) > 400:
            return False
        low = folded(line)
        if low.strip(_CLOSING) in self.whole or low in self.whole:
            return True
        if low.startswith(self.openings):
            return any(
                len(low) <= limit
                and low.startswith(words)
                and (not named or line[len(words) :][:1].isupper())
                for words, limit, named in self.starts
            )
        return any(words in low and len(low) <= limit for words, limit in self.contains)

    def credit(self, line: str) -> str | None:
        """The outlet that a line at a page's edge credits, as written there; None for other lines."""
        # "This article was originally published by … under the title …" is the longest usual form.
        if len(line) > 200:
            return None
        low = folded(line)
        for entry in self.file.credits:
            for words in entry.words:
                at = low.find(words)
                if at < 0 or (entry.starts and at > 0) or not _edge(low, at, at + len(words)):
                    continue
                outlet = _name(line[at + len(words) :])
                if outlet:
                    return outlet
        return None

    def is_heading(self, line: str) -> bool:
        """Whether a line is a usual heading of an article's part."""
        return len(line) < 60 and folded(line).strip(_CLOSING) in self.headings


def folded(line: str) -> str:
    """A line for comparison: lower case, plain apostrophes; as long as the original."""
    low = line.lower()
    if len(low) != len(line):  # a few capitals become two characters; offsets must hold
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in line)
    return low.replace("’", "'").replace("‘", "'").replace("\u00a0", " ")


def _edge(low: str, start: int, end: int) -> bool:
    """Whether the words stand as whole words."""
    before = start == 0 or not low[start - 1].isalnum()
    return before and (end >= len(low) or not low[end].isalnum() or not low[end - 1].isalnum())


def _name(rest: str) -> str | None:
    """The outlet's name at the start of what follows a credit: up to 6 words, capitalised."""
    name = rest.lstrip(" :\u00a0-–—\"“‘'")
    for stop in _STOPS:
        name = name.split(stop, 1)[0]
    name = name.strip(" .:\"”’'\u00a0")
    words = name.split()
    proper = bool(words) and (words[0][0].isupper() or words[-1][0].isupper() or words[0][0].isdigit())
    return name if proper and len(words) <= 6 and not name.startswith("http") else None


@cache
def load() -> Frame:
    """The compiled file. Raises `LoreError` naming the file and what is wrong in it."""
    import yaml

    try:
        # The loader in C, where there is one, saves a tenth of a second before the first page.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        raw = yaml.load((files("dateline") / _FILE).read_text(encoding="utf-8"), Loader=loader)
        return _compiled(msgspec.convert(raw, FrameFile))
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise LoreError(f"{_FILE}: {error}") from error


def _compiled(file: FrameFile) -> Frame:
    def of(match: str) -> tuple[tuple[str, int, bool], ...]:
        lines = (line for line in file.frame if line.match == match)
        return tuple((folded(words), line.limit, line.named) for line in lines for words in line.words)

    longest = sorted((folded(w) for w in file.bylines.introducers), key=len, reverse=True)
    return Frame(
        file=file,
        whole=frozenset(form for words, *_ in of("is") for form in (words, words.strip(_CLOSING))),
        openings=tuple(words for words, *_ in of("starts")),
        starts=of("starts"),
        contains=tuple((words, limit) for words, limit, _ in of("contains")),
        headings=frozenset(folded(w) for entry in file.headings for w in entry.words),
        introducers=tuple(longest),
        functions=frozenset(file.bylines.functions),
        outlet_words=frozenset(file.bylines.outlet_words),
        particles=frozenset(file.bylines.particles),
        labels=tuple(sorted(map(folded, file.date_lines.labels), key=len, reverse=True)),
        fillers=frozenset(file.date_lines.fillers),
        months={name: i for i, names in enumerate(file.months, start=1) for name in names},
        weekdays=frozenset(file.weekdays),
        not_places=frozenset(file.not_places),
    )
