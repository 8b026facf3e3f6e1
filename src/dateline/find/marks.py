"""text -> its quotation marks, each with what it may do where it stands: open, close, or belong to a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["Family", "Mark", "marks"]

Family = Literal["double", "single", "guillemet", "small guillemet"]
Lean = Literal["open", "close", "either"]

# What closes what: any mark of a family closes any other of it, since typists mix them ("…”, „…“, »…«).
_FAMILIES: dict[Family, dict[Lean, tuple[str, ...]]] = {
    "double": {
        "open": ("“", "„", "‟", "❝", "〝", "``", "‘‘", ",,"),
        "close": ("”", "❞", "〞", "’’", "´´"),
        "either": ('"', "″", "＂", "''"),
    },
    "single": {"open": ("‘", "‚", "‛", "❛", "`"), "close": ("’", "❜", "´"), "either": ("'", "′", "＇")},
    "guillemet": {"open": ("«",), "close": ("»",), "either": ()},
    "small guillemet": {"open": ("‹",), "close": ("›",), "either": ()},
}
_KINDS = {
    shape: (family, lean)
    for family, leans in _FAMILIES.items()
    for lean, shapes in leans.items()
    for shape in shapes
}
_OPENERS = frozenset(shape for shape, (_, lean) in _KINDS.items() if lean == "open" and len(shape) == 1)
_ONE = "".join(shape for shape in _KINDS if len(shape) == 1)
# Two single marks are a double one; of three that close, the first is single: ''He said 'no'''.
# Two commas are a low mark only right before a word.
_MARK = re.compile(
    rf"(?<=[^\s'])'(?=''(?!'))|(?<=[^\s’])’(?=’’(?!’))|``|''|‘‘|’’|´´|(?<!\S),,(?=\w)|[{_ONE}]"
)
_STOPS = frozenset(",.!?…;:)]}–—-")
# Before a mark that stands apart, these show that it ends what they stand in.
_ENDS = frozenset("'’")
# A straight mark before one of these opens nothing.
_NOT_FIRST = frozenset(",;:)]}>")
# Words that have lost their beginning, years and decades: "’tis", "rock ’n’ roll", "the ’90s", "in ’22".
_ELIDED = re.compile(r"(?:tis|twas|twere|til|em|n|cause|cos|bout|nuff|neath|nother|\d0s)\b", re.IGNORECASE)
_YEAR = re.compile(r"\d\d\b(?![.,:%]\d)")
# No thing begins with these, so what stands before them owns nothing.
_NO_THING = re.compile(r" (?:of|in|on|at|by|from|with|for|to|that|which|who|was|were|is|are|has|had|as) ")
# What a word's own mark stands after: "soldiers’", "fightin’", "ol’", "6’"; '12" guns', "48°37'12\"".
_WORD_END = re.compile(r"(?:s|\w\win|\b(?:ol|an|o|th|mo|wi)|\d)\Z", re.IGNORECASE)
_AND = re.compile(r"(?<!\w)['’‘]n\Z", re.IGNORECASE)
# A stop and the mark that closes: "the soldiers’,’".
_STOPPED = re.compile(rf"[,.!?…][{_ONE}]")
_MEASURE = re.compile(r"\d\Z")
_DEGREES = re.compile(r"\d['’′]\s?\d{1,2}(?:[.,]\d{1,4})?\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark at [start, end) of a text.

    `opens`, `closes`: what it may do where it stands; `firm`: nothing but a mark that closes stands so.
    `weak`: as an opening mark it may as well be an apostrophe, a measure or a slip, so it opens nothing
    unless it is closed. `own`: it may belong to the word before it, `year` to the year after it.
    """

    start: int
    end: int
    family: Family
    lean: Lean
    opens: bool
    closes: bool
    firm: bool = False
    weak: bool = False
    spaced: bool = False
    own: bool = False
    year: bool = False


def marks(text: str) -> Iterator[Mark]:
    """The quotation marks of a paragraph in order; apostrophes within words are none."""
    for match in _MARK.finditer(text):
        start, end = match.span()
        left = text[start - 1] if start else " "
        right = text[end] if end < len(text) else " "
        family, lean = _KINDS[match.group()]
        if family != "single":
            yield _double(text, (start, end), (left, right), family, lean)
        elif not (left.isalnum() and right.isalnum()):
            yield _single(text, (start, end), (left, right), lean)


def _double(text: str, at: tuple[int, int], sides: tuple[str, str], family: Family, lean: Lean) -> Mark:
    left, right = sides
    straight = lean == "either"
    # A mark that stands apart may be either, but not at a text's end or behind another one ("‘never’ ”"),
    # and two single marks that do so close ("`` We go , '' he said").
    spaced = straight and left.isspace() and right.isspace() and at[1] - at[0] == 1
    ends = left.isspace() and (
        at[1] == len(text) or (right.isspace() and text[max(0, at[0] - 2) : max(0, at[0] - 1)] in _ENDS)
    )
    spaced = spaced and not ends
    closes = not right.isalnum() and not left.isspace() and not (lean == "open" and left in _OPENERS)
    if lean == "open":
        opens = not left.isalnum() or right.isalnum()
    elif lean == "close":
        opens = not left.isalnum() and left not in _STOPS and not right.isspace()
        # "“We go, ” he said", "“No”he said", and guillemets that stand apart from what they enclose.
        closes = True
    else:
        opens = not left.isalnum() and not right.isspace() and right not in _NOT_FIRST
        run_on = left in _STOPS and right.islower()
        closes = closes or run_on or (text[at[0] : at[1]] == "''" and not right.isalnum())
    opens, closes = (opens or spaced) and not ends, closes or spaced or ends
    return Mark(
        *at,
        family,
        lean,
        opens=opens,
        closes=closes,
        firm=closes and not spaced and not _MEASURE.search(text, max(0, at[0] - 1), at[0]),
        weak=lean == "close" or (right.isspace() and family == "double") or text[at[0]] == ",",
        spaced=spaced,
        own=_is_measure(text, *at),
    )


def _is_measure(text: str, start: int, end: int) -> bool:
    """Whether inches or seconds may stand there: '12" guns', "48°37'12\"N"."""
    if _goes_on(text, end) and _MEASURE.search(text, max(0, start - 1), start):
        return True
    return _DEGREES.search(text, max(0, start - 12), start) is not None


def _goes_on(text: str, end: int) -> bool:
    """Whether the words go on after a mark, or a stop and another mark follow at once."""
    return text[end : end + 1].isspace() or _STOPPED.match(text, end) is not None


def _disowned(text: str, at: int) -> bool:
    """What somebody owns is a thing: "the soldiers’ boots", but "‘dozens’ of towns"."""
    return text[at - 1 : at] == "s" and _NO_THING.match(text, at + 1) is not None


def _single(text: str, at: tuple[int, int], sides: tuple[str, str], lean: Lean) -> Mark:
    left, right = sides
    before = text[max(0, at[0] - 4) : at[0]]
    elided = _ELIDED.match(text, at[1]) is not None
    opens = not left.isalnum() and not right.isspace() and not elided
    if lean == "close":
        opens = opens and left not in _STOPS and right.isalnum()
    elif lean == "either":
        opens = opens and right not in _NOT_FIRST
    closes = not right.isalnum() and not left.isspace() and _AND.search(before) is None
    if lean == "open":
        closes = closes and left not in _OPENERS
    return Mark(
        *at,
        "single",
        lean,
        opens=opens,
        closes=closes,
        firm=closes and (left in _STOPS or not right.isspace() or at[1] == len(text)),
        weak=lean != "open",
        own=_goes_on(text, at[1]) and _WORD_END.search(before) is not None and not _disowned(text, at[0]),
        year=_YEAR.match(text, at[1]) is not None,
    )
