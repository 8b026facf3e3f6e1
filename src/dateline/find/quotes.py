"""document -> quotations: stretches between quotation marks, in one pass, in time linear in the text.

`marks.py` tells what a mark may do where it stands; here marks are paired within their paragraph. Whatever
never closes is kept to the end of its paragraph and marked; a quotation goes on over paragraphs where the
next one opens again, or where a mark closes that nothing opened.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.find.marks import Family, Mark, marks
from dateline.model import Document, Part, PartKind, Quotation

__all__ = ["find_quotes"]

# A quotation in a quotation in a quotation is writing; deeper ones are damage, of which a little is borne.
_DEEPEST = 6
# Marks of its kind that are looked at ahead to tell a word's own mark from one that closes.
_AHEAD = 8
# Paragraphs without a mark that a quotation may run over: a statement in full has that many.
_PLAIN = 4
# Between marks without any of these nothing is said.
_WORD = re.compile(r"\w")
_SENTENCE_STOPS = frozenset(",.!?…—")
_STOPPED = tuple(".!?:…" + "”’\"'»)")
# What an opening mark stands after that is no mere apostrophe: "He said: ‘…", "“‘…".
_BEFORE_SPEECH = frozenset(':,;—–(“‘"«„-')


def find_quotes(document: Document) -> tuple[Quotation, ...]:
    """Outermost quotations in order, then those nested in them where they stand."""
    found: list[Quotation] = []
    pending = _Pending()
    for kind, offset, text in _paragraphs(document.parts):
        paragraph = _Paragraph(offset, text)
        if kind != pending.kind or kind != "body":
            pending.give_up(found)
            pending.kind = kind
        _add(paragraph, found, pending)
    pending.give_up(found)
    return tuple(sorted(found, key=lambda quotation: quotation.outer))


def _paragraphs(parts: Sequence[Part]) -> Iterator[tuple[PartKind, int, str]]:
    """The paragraphs of the parts; lines broken by hand run on until one ends a sentence."""
    for part in parts:
        if part.kind in ("byline", "dateline"):
            continue
        at = start = part.start
        for line in part.text.split("\n"):
            at += len(line) + 1
            if not line.strip() or line.rstrip().endswith(_STOPPED):
                yield from _worded(part, start, at - 1)
                start = at
        yield from _worded(part, start, part.end)


def _worded(part: Part, start: int, end: int) -> Iterator[tuple[PartKind, int, str]]:
    text = part.text[start - part.start : end - part.start]
    if text.strip():
        yield part.kind, start, text


# -- quotations over paragraphs


@dataclass(slots=True)
class _Pending:
    """A quotation still open at its paragraph's end, and the paragraphs without a mark since."""

    kind: PartKind = "body"
    family: Family | None = None
    outer: list[tuple[int, int]] = field(default_factory=list)
    inner: list[tuple[int, int]] = field(default_factory=list)
    plain: list[tuple[int, int]] = field(default_factory=list)

    def give_up(self, found: list[Quotation]) -> None:
        """It never closes: it ends with its last paragraph that opened."""
        if self.family is not None:
            found.append(Quotation(tuple(self.outer), tuple(self.inner), False))
        self.clear()

    def clear(self) -> None:
        self.family, self.outer, self.inner, self.plain = None, [], [], []

    def add(self, outer: tuple[int, int], inner: tuple[int, int]) -> None:
        self.outer.append(outer)
        self.inner.append(inner)


def _add(paragraph: _Paragraph, found: list[Quotation], pending: _Pending) -> None:
    """The paragraph's quotations; what is open at its end is pending."""
    text, offset = paragraph.text, paragraph.offset
    stretches = list(paragraph.stretches())
    if pending.family is not None:
        _go_on(paragraph, stretches, found, pending)
    for stretch in stretches:
        outer = (offset + stretch.start, offset + stretch.end)
        inner = _trimmed(text, offset, stretch.inner_start, stretch.inner_end)
        if not paragraph.says(stretch.inner_start, stretch.inner_end):
            continue
        if stretch.closed or stretch.end < paragraph.end:
            found.append(Quotation((outer,), (inner,), stretch.closed))
        else:
            pending.give_up(found)
            pending.family = stretch.family
            pending.add(outer, inner)


def _go_on(
    paragraph: _Paragraph, stretches: list[_Stretch], found: list[Quotation], pending: _Pending
) -> None:
    """Takes from the paragraph what belongs to the quotation that is pending."""
    text, offset = paragraph.text, paragraph.offset
    opened = (s for s in stretches if s.start == paragraph.start and s.family == pending.family)
    first = next((s for s in opened if paragraph.says(s.inner_start, s.inner_end)), None)
    orphan = paragraph.orphans.get(pending.family or "double")
    if first is not None and not pending.plain:
        pending.add(
            (offset + first.start, offset + first.end),
            _trimmed(text, offset, first.inner_start, first.inner_end),
        )
        stretches.remove(first)
        if first.closed or first.end < paragraph.end:
            found.append(Quotation(tuple(pending.outer), tuple(pending.inner), first.closed))
            pending.clear()
    elif orphan is not None:
        whole = (offset + paragraph.start, offset + orphan.end)
        for stretch in pending.plain:
            pending.add(stretch, stretch)
        pending.add(whole, _trimmed(text, offset, paragraph.start, orphan.start))
        found.append(Quotation(tuple(pending.outer), tuple(pending.inner), True))
        pending.clear()
    elif pending.family not in paragraph.families and len(pending.plain) < _PLAIN:
        pending.plain.append((offset + paragraph.start, offset + paragraph.end))
    else:
        pending.give_up(found)


def _trimmed(text: str, offset: int, start: int, end: int) -> tuple[int, int]:
    """A stretch of the paragraph without the white space at its ends, which guillemets have within."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    if not words.strip():
        return offset + start, offset + start
    return offset + start + lead, offset + end - len(words) + len(words.rstrip())


# -- within a paragraph


@dataclass(frozen=True, slots=True, order=True)
class _Stretch:
    """What two marks enclose, or what follows one that never closes."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    family: Family
    closed: bool


class _Paragraph:
    """One paragraph's marks, paired.

    Once paired, `families` are those of marks that open or close; `orphans` are the first of a family
    where they close what nothing here opened.
    """

    def __init__(self, offset: int, text: str) -> None:
        self.offset = offset
        self.text = text
        self.start = len(text) - len(text.lstrip())
        self.end = len(text.rstrip())
        self.families: set[Family] = set()
        self._marks = list(marks(text))
        self.orphans: dict[Family, Mark] = {}
        self._kin: dict[Family, list[Mark]] = {}
        for mark in self._marks:
            self._kin.setdefault(mark.family, []).append(mark)
        self._stack: list[Mark] = []
        self._pairs: list[_Stretch] = []
        self._left: list[Mark] = []

    def says(self, start: int, end: int) -> bool:
        """Whether a stretch of the paragraph holds a word."""
        return _WORD.search(self.text, start, end) is not None

    def stretches(self) -> Iterator[_Stretch]:
        """All quotations of the paragraph, none overlapping another in part."""
        for mark in self._marks:
            if not self._stack and mark.family not in self.families and self._is_orphan(mark):
                self.orphans[mark.family] = mark
            if mark.opens or mark.family in self.orphans:
                self.families.add(mark.family)
            self._take(mark)
        self._left.extend(self._stack)
        yield from self._pairs
        yield from self._unclosed()

    def _is_orphan(self, mark: Mark) -> bool:
        stopped = mark.family != "single" or self.text[mark.start - 1] in _SENTENCE_STOPS
        alone = mark.start == self.start or mark.opens or not mark.firm
        return stopped and not alone and not self._belongs_to_word(mark)

    # One mark after the other: it closes the innermost, else opens, else closes over what was left open.

    def _take(self, mark: Mark) -> None:
        top = self._stack[-1] if self._stack else None
        if top is not None and self._two_singles(mark):
            self._close(mark, 1)
            self._close(mark, 1, second=True)
        elif top is not None and top.family == mark.family and self._closes(mark, top):
            self._close(mark, 1)
        elif self._opens(mark):
            self._stack.append(mark)
            if len(self._stack) > _DEEPEST:
                self._left.append(self._stack.pop(0))
        else:
            self._close_over(mark)

    def _close(self, mark: Mark, depth: int, *, second: bool = False) -> None:
        """Pairs a mark with the one that `depth` levels up opened; what lies between was left open."""
        opened = self._stack[-depth]
        del self._stack[-depth:]
        start = mark.start + second
        # Of two single marks written as one double, the first ends the inner quotation.
        double = opened.family == "single" and mark.end - mark.start > 1
        end = mark.end - (double and not second)
        self._pairs.append(_Stretch(opened.start, end, opened.end, start, opened.family, closed=True))

    def _two_singles(self, mark: Mark) -> bool:
        """Two quotations in single marks may end at once: "‘He said ‘no’’"."""
        return (
            mark.end - mark.start == 2
            and mark.closes
            and [opened.family for opened in self._stack[-2:]] == ["single", "single"]
        )

    def _close_over(self, mark: Mark) -> None:
        for depth, opened in enumerate(reversed(self._stack), start=1):
            if opened.family == mark.family:
                if depth > 1 and self._closes(mark, opened) and self._may_close_over(mark):
                    self._close(mark, depth)
                return
        if self._stack and self._ends_other(mark, self._stack[-1]):
            self._close(mark, 1)

    def _ends_other(self, mark: Mark, opened: Mark) -> bool:
        """A slip: "“We go,’ he said". A single mark ends a double quotation that nothing else ends."""
        if {mark.family, opened.family} != {"single", "double"} or mark.end - mark.start > 1:
            return False
        stopped = mark.firm and self.text[mark.start - 1] in _SENTENCE_STOPS
        slip = stopped and not mark.opens and not opened.spaced and self._begins(opened)
        following = self._after(mark, opened.family, 1)
        return slip and not (following and following[0].closes and not following[0].opens)

    def _begins(self, mark: Mark) -> bool:
        return not mark.weak or self._begins_speech(mark)

    def _may_close_over(self, mark: Mark) -> bool:
        """A single mark closes over an open double one only where that one is not closed later itself."""
        if mark.family != "single" or self._stack[-1].family == "single":
            return True
        following = self._after(mark, self._stack[-1].family, 1)
        return mark.firm and not (following and following[0].closes and not following[0].opens)

    def _closes(self, mark: Mark, opened: Mark) -> bool:
        if mark.spaced != opened.spaced or not mark.closes:
            return False
        if opened.family == "single" and opened.lean == "close" and not mark.firm:
            # Two apostrophes are no quotation: "’Nam and the soldiers’ boots".
            return False
        return not self._belongs_to_word(mark)

    def _opens(self, mark: Mark) -> bool:
        if not mark.opens or (mark.year and not self._closed_later(mark)):
            return False
        # A mark that leans the other way opens ("»Ja«", "”Ja”") where nothing of its kind is open.
        return mark.lean != "close" or all(opened.family != mark.family for opened in self._stack)

    def _belongs_to_word(self, mark: Mark) -> bool:
        """A plural's apostrophe, a dropped "g", inches: nothing but the next marks of its kind can tell.

        It is when a later one can still close before another opens: "‘The soldiers’ boots are gone’", but
        "‘The soldiers’ and ‘the generals’".
        """
        return mark.own and self._closed_later(mark)

    def _closed_later(self, mark: Mark) -> bool:
        for later in self._after(mark, mark.family, _AHEAD):
            if later.opens and not later.closes:
                return False
            if later.firm:
                return True
        return False

    def _after(self, mark: Mark, family: Family, most: int) -> Sequence[Mark]:
        kin = self._kin[family]
        at = bisect_right(kin, mark.start, key=lambda one: one.start)
        return kin[at : at + most]

    # What never closes.

    def _unclosed(self) -> Iterator[_Stretch]:
        """Each ends with the paragraph, or where the next of its kind opens."""
        outermost = list(self._outermost())
        ends: dict[Family, int] = {}
        kept: list[_Stretch] = []
        for stretch in reversed(outermost):
            if not stretch.closed:
                end = self._last_before(ends.get(stretch.family, self.end))
                stretch = _Stretch(stretch.start, end, stretch.inner_start, end, stretch.family, closed=False)
                kept.append(stretch)
            ends[stretch.family] = stretch.start
        # One that lies in another of a different kind would end with it or be cut by it: it is left out.
        reach = 0
        for stretch in reversed(kept):
            if stretch.start >= reach:
                yield stretch
                reach = stretch.end

    def _last_before(self, end: int) -> int:
        # No slice: of many that never close, each would copy the text before it.
        while self.text[end - 1].isspace():
            end -= 1
        return end

    def _outermost(self) -> Iterator[_Stretch]:
        """Pairs that lie in no other and, among them in order, marks that were left open and count."""
        left = [
            _Stretch(m.start, m.end, m.end, m.end, m.family, closed=False)
            for m in self._left
            if self._begins(m)
        ]
        reach = 0
        for stretch in sorted([*self._pairs, *left]):
            if stretch.start >= reach:
                yield stretch
                if stretch.closed:
                    reach = stretch.end

    def _begins_speech(self, mark: Mark) -> bool:
        if mark.spaced:
            return False
        before = self.text[max(0, mark.start - 2) : mark.start].rstrip()
        return mark.start == self.start or before[-1:] in _BEFORE_SPEECH
