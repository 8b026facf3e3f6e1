"""A page's text to its articles: leaves out the site's frame, splits articles, names each part.

An article begins at a line like a headline that something attests: a byline, bullets, a dateline.
Whatever is in doubt stays body text of the article in which it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from dateline.model import Part, PartKind
from dateline.read.bylines import Byline, Outlets, byline
from dateline.read.dates import Day, dateline, in_line
from dateline.read.frame import folded, load

__all__ = ["Draft", "articles", "whole"]

_ROW = re.compile(r"[^\n]+")
_BULLET = re.compile(r"[•‣◦▪●∙·*–-][ \t\u00a0]{1,8}(?=\S)|[•‣◦▪●](?=\w)")
_NOTE = re.compile(r"(?:\[\d{1,4}\]|\d{1,4}[.)])?\s{0,4}(?:https?://|www\.)\S", re.I)
_FOOTNOTES = re.compile(r"(?:\s?\[\d{1,4}\]){1,20}\Z")
_BLANKS = " \t\u00a0\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\u3000"
_QUOTES = "'\"’”»›)]"
# A line that runs on without a sentence's end and within a typewriter's width was broken by hand.
_WRAP = (40, 120)
_HEADLINE = 320
# Lines at a page's outer edge among which a credit is looked for.
_EDGE = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it becomes a document. `text` is a slice of the page; parts count into it.

    `outlet` and `byline` as written; `day` as written in a date line or dateline, at `day_span`.
    """

    text: str
    parts: tuple[Part, ...]
    title: str | None
    byline: str | None
    outlet: str | None
    day: Day | None
    day_span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the page; `alone` when blank lines or the page's edge stand around it."""

    start: int
    end: int
    text: str
    bullet: bool
    alone: bool


Role = Literal["bullet", "byline", "date", "dateline", "heading", "headline", "prose", "other"]


def articles(text: str, *, outlets: Outlets, title: str | None = None) -> list[Draft]:
    """The articles of a page, in order. `title` is the first one's title when somebody stated it."""
    reader = _Reader(text, outlets)
    lines, credit = reader.without_frame(_paragraphs(text))
    drafts = [reader.draft(piece, title if at == 0 else None) for at, piece in enumerate(reader.split(lines))]
    return [draft if draft.outlet else replace(draft, outlet=credit) for draft in drafts if draft.parts]


def whole(text: str, *, outlets: Outlets, title: str | None = None) -> Draft:
    """A text that is known to be one article: its text stays whole; the site's lines become no parts."""
    reader = _Reader(text, outlets)
    lines = [line for line in _paragraphs(text) if _has_letter(line.text)]
    kept = [line for line in lines if not _is_site(line)]
    draft = reader.draft(kept or lines, title, cut=False)
    return draft if title is None or draft.title else replace(draft, title=title)


# --- paragraphs ---------------------------------------------------------------------------------------


def _paragraphs(text: str) -> list[_Line]:
    """The text's paragraphs: its lines, or its blocks of lines where lines were broken by hand."""
    rows: list[tuple[int, int]] = []
    for row in _ROW.finditer(text):
        bare = row.group().strip(_BLANKS)
        if bare:
            start = row.start() + len(row.group()) - len(row.group().lstrip(_BLANKS))
            rows.append((start, start + len(bare)))
    spans = _joined(text, rows) if _is_wrapped(text, rows) else rows
    return _lines(text, spans)


def _apart(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a blank line stands between two rows."""
    return text.count("\n", before[1], after[0]) > 1


def _is_wrapped(text: str, rows: Sequence[tuple[int, int]]) -> bool:
    """Whether most lines that have a neighbour below break off in mid-sentence at a page's width."""
    neighbours = broken = 0
    for row, below in pairwise(rows):
        if _apart(text, row, below):
            continue
        start, end = row
        if end - start > _WRAP[1]:
            return False
        if end - start >= _WRAP[0]:
            neighbours += 1
            broken += text[end - 1] not in ".!?:;’”\"'" and not _BULLET.match(text, below[0])
    # Two lines could be a headline over its text.
    return broken >= 3 and broken * 2 > neighbours


def _joined(text: str, rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines of one block as one span; bullets and short lines that end a block's title stay apart."""
    spans: list[tuple[int, int]] = []
    open_block = False
    for start, end in rows:
        joins = open_block and not _apart(text, spans[-1], (start, end))
        if joins and not _BULLET.match(text, start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
            # A short first line stands for itself: a byline or date line over its paragraph.
            open_block = end - start >= _WRAP[0]
    return spans


def _lines(text: str, spans: Sequence[tuple[int, int]]) -> list[_Line]:
    lines: list[_Line] = []
    for at, (start, end) in enumerate(spans):
        mark = _BULLET.match(text, start, end)
        begin = mark.end() if mark else start
        alone = (at == 0 or _apart(text, spans[at - 1], (start, end))) and (
            at + 1 == len(spans) or _apart(text, (start, end), spans[at + 1])
        )
        lines.append(_Line(begin, end, text[begin:end], mark is not None, alone))
    return lines


# --- what a line is -----------------------------------------------------------------------------------


def _has_letter(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _sentence_end(text: str) -> bool:
    """Whether the line closes a sentence, perhaps inside quotation marks or before a footnote mark."""
    return _tail(text).endswith((".", "!", "?", "…", ":", ";"))


def _tail(text: str) -> str:
    """The line's end without closing quotation marks and footnote marks."""
    return _FOOTNOTES.sub("", text[-120:].rstrip(_BLANKS)).rstrip(_QUOTES + _BLANKS)


def _is_prose(line: _Line) -> bool:
    """A paragraph of reporting: a closed sentence of some words, or a long one."""
    if len(line.text) > _HEADLINE:
        return True
    words = line.text.count(" ") + 1
    return words >= 6 and _sentence_end(line.text)


def _is_titled(text: str) -> bool:
    """Newspaper capitals: nearly every longer word is capitalised."""
    words = [w.strip("‘’“”\"'(),:;.!?") for w in text.split()]
    long = [w for w in words if len(w) >= 5]
    return len(long) >= 3 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def _is_headline(line: _Line, fewest: int) -> bool:
    """A line that can be a title: some words, no sentence's full stop, no list item, no address."""
    text = line.text
    if line.bullet or len(text) > _HEADLINE or not fewest <= len(text.split()) <= 55:
        return False
    first = text.lstrip("‘“\"'(«[")[:1]
    bare = _tail(text)
    if not (first.isupper() or first.isdigit()) or bare.endswith((":", ";", ",")) or "://" in text:
        return False
    stopped = bare.endswith((".", "…")) and not (line.alone and _is_titled(text) and fewest <= 4)
    return not stopped and not load().is_heading(text) and in_line(text) is None


# --- the reader ---------------------------------------------------------------------------------------


class _Reader:
    """One page's text and who knows the outlets; its methods are the steps of `articles`."""

    def __init__(self, text: str, outlets: Outlets) -> None:
        self._text = text
        self._outlets = outlets

    def without_frame(self, lines: list[_Line]) -> tuple[list[_Line], str | None]:
        """The page's lines without the site's, and the outlet that its frame credits."""
        frame = load()
        credit: str | None = None
        kept: list[_Line] = []
        for at, line in enumerate(lines):
            edge = at < 3 or at >= len(lines) - _EDGE
            short = not line.bullet and not _is_prose_at(line, at)
            found = frame.credit(line.text) if edge and short else None
            if found is not None:
                credit = credit or found
            elif _has_letter(line.text) and not _is_site(line):
                kept.append(line)
        kept, named = self._without_masthead(kept)
        if not kept:  # a page of nothing but such lines is read as it stands
            kept = [line for line in lines if _has_letter(line.text)]
        return kept, credit or named

    def _without_masthead(self, lines: list[_Line]) -> tuple[list[_Line], str | None]:
        """Without the short lines above the first headline: the names of a site or its owner."""
        named: str | None = None
        for _ in range(4):
            if len(lines) < 2 or not _is_short(lines[0], 5) or not lines[0].alone:
                break
            outlet = lines[0].text if self._outlets(lines[0].text) is not None else None
            if outlet is None and not (_is_headline(lines[1], 5) and self._byline(lines[1]) is None):
                break
            named = named or outlet
            lines = lines[1:]
        return lines, named

    def split(self, lines: list[_Line]) -> list[list[_Line]]:
        """The page's lines by article, each without the loose lines that trail it."""
        pieces: list[list[_Line]] = [[]]
        prose = False
        for at, line in enumerate(lines):
            if prose and self._begins(lines, at):
                pieces.append([])
                prose = False
            pieces[-1].append(line)
            prose = prose or (not line.bullet and _is_prose(line))
        return [_without_tail(piece) for piece in pieces]

    def _begins(self, lines: list[_Line], at: int) -> bool:
        """Whether a later article begins here: a headline that a byline, bullets or a dateline attest."""
        if not _is_headline(lines[at], 5) or self._byline(lines[at]) is not None:
            return False
        bullets = 0
        for line in lines[at + 1 : at + 10]:
            if line.bullet:
                # Subheadings carry lists too; a standfirst's bullets are short and have no full stop.
                bullets += 1 if len(line.text) < 200 and not _sentence_end(line.text) else -10
                continue
            if in_line(line.text) is not None or self._byline(line) is not None:
                return True
            if bullets:
                return bullets >= 2 and _is_prose(line) and len(lines[at].text.split()) >= 8
            found = dateline(line.text)
            return found is not None and (found.day is not None or found.agency is not None)
        return False

    def _byline(self, line: _Line, *, single: bool = False) -> Byline | None:
        found = None if line.bullet else byline(line.text, self._outlets)
        if found is None or found.explicit or single or not found.single:
            return found
        marked = found.outlet is not None or " in " in line.text
        return found if marked else None

    # --- parts ---

    def draft(self, lines: list[_Line], title: str | None, *, cut: bool = True) -> Draft:
        """The article of these lines. With `cut`, its text runs from its first part to its last."""
        if not lines:
            return Draft("" if cut else self._text, (), title, None, None, None, None)
        head = _Head()
        body = self._head(lines, head, title)
        parts = list(head.parts)
        for line in lines[body:]:
            parts.extend(self._body(line, head, first=line is lines[body]))
        base = parts[0].start if cut else 0
        end = max(part.end for part in parts) if cut else len(self._text)
        moved = tuple(Part(p.kind, p.start - base, p.end - base, p.text) for p in parts)
        span = (head.day_span[0] - base, head.day_span[1] - base) if head.day_span else None
        found = head.title or title
        return Draft(self._text[base:end], moved, found, head.byline, head.outlet, head.day, span)

    def _head(self, lines: list[_Line], head: _Head, title: str | None) -> int:
        """Fill in what stands above the body; returns the index of the body's first line."""
        at = 0
        while at < len(lines):
            line = lines[at]
            rest = lines[at + 1 : at + 4]
            if head.title is None and self._is_title(line, rest, title, first=not head.parts):
                head.title = " ".join(line.text.split())
                head.add("title", line)
            elif not self._above_body(line, rest, head):
                break
            at += 1
        # A text of nothing but a head has no body to show: its lines are all it says.
        if at == len(lines) and not any(part.kind in ("bullet", "standfirst") for part in head.parts):
            head.forget()
            return 0
        return at

    def _is_title(self, line: _Line, rest: list[_Line], title: str | None, *, first: bool) -> bool:
        if title is not None and first and _same(line.text, title):
            return True
        if not rest or not _is_headline(line, 3) or self._byline(line, single=False) is not None:
            return False
        if self._byline(line, single=True) is not None and in_line(rest[0].text) is not None:
            return False  # one writer's name over the date
        after = rest[0]
        if after.bullet or _is_prose(after) or in_line(after.text) is not None:
            return True
        named = self._byline(after, single=True) is not None
        return named or dateline(after.text) is not None or self._standfirst(rest)

    def _standfirst(self, rest: list[_Line]) -> bool:
        """A line under a title that a byline or date line follows."""
        if len(rest) < 2 or rest[0].bullet:
            return False
        return self._byline(rest[1], single=True) is not None or in_line(rest[1].text) is not None

    def _above_body(self, line: _Line, rest: list[_Line], head: _Head) -> bool:
        """Take a line of the head other than the title; False where the body begins."""
        day = None if line.bullet else in_line(line.text)
        if day is not None:
            head.add("dateline", line)
            head.see(day, line.start)
            return True
        dated = bool(rest) and in_line(rest[0].text) is not None
        found = self._byline(line, single=head.title is not None or dated) if head.byline is None else None
        if found is not None and rest:
            head.byline, head.outlet = found.names, head.outlet or found.outlet
            head.add("byline", line)
        elif line.bullet and head.title is not None:
            head.add("bullet", line)
        elif head.title is not None and head.byline is None and self._standfirst([line, *rest]):
            head.add("standfirst", line)
        else:
            return False
        return True

    def _body(self, line: _Line, head: _Head, *, first: bool) -> list[Part]:
        if line.bullet:
            return [Part("bullet", line.start, line.end, line.text)]
        found = dateline(line.text) if first else None
        if found is None:
            return [Part("body", line.start, line.end, line.text)]
        if found.day is not None:
            head.see(found.day, line.start)
        head.outlet = head.outlet or found.agency
        middle = line.start + found.end
        begin = line.start + found.body
        return [
            Part("dateline", line.start, middle, self._text[line.start : middle]),
            Part("body", begin, line.end, self._text[begin : line.end]),
        ]


class _Head:
    """What has been found above an article's body so far."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start again with nothing found."""
        self.parts: list[Part] = []
        self.title: str | None = None
        self.byline: str | None = None
        self.outlet: str | None = None
        self.day: Day | None = None
        self.day_span: tuple[int, int] | None = None

    def add(self, kind: PartKind, line: _Line) -> None:
        """Take the line as a part of that kind."""
        self.parts.append(Part(kind, line.start, line.end, line.text))

    def see(self, day: Day, base: int) -> None:
        """Keep the first day, or the first with a year."""
        if self.day is None or (self.day.year is None and day.year is not None):
            self.day, self.day_span = day, (base + day.start, base + day.end)


def _is_site(line: _Line) -> bool:
    """Whether a line is the site's or a bare list of addresses."""
    return load().holds(line.text) or _NOTE.match(line.text) is not None


def _is_prose_at(line: _Line, at: int) -> bool:
    """A long paragraph is reporting even at the edge: credits are single short sentences."""
    return len(line.text) > 200 or (at == 0 and len(line.text) > 120)


def _is_short(line: _Line, most: int) -> bool:
    words = len(line.text.split())
    figures = any(c.isdigit() for c in line.text)
    return words <= most and not line.bullet and not figures and not _sentence_end(line.text)


def _without_tail(lines: list[_Line]) -> list[_Line]:
    """Without the few short loose lines that follow the last sentence: names of sites, people, topics."""
    end = len(lines)
    while end > 0 and _is_short(lines[end - 1], 6) and lines[end - 1].alone:
        end -= 1
    # More of them than a frame has, or no sentence above them: then they are the text.
    closed = end > 0 and _is_prose(lines[end - 1])
    return lines[:end] if closed and len(lines) - end <= 4 else lines


def _same(line: str, title: str) -> bool:
    return folded(" ".join(line.split())) == folded(" ".join(title.split()))
