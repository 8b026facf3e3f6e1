"""Who said what: statements of named people, and claims beside those that contradict them."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest
from typing import TYPE_CHECKING

from dateline.model import Claim, Claimant, Response, digest
from dateline.tell import words
from dateline.tell.answers import answer_of
from dateline.tell.brief.blocks import Block, Heading, Line, Paragraph, Quiet, Strong, Table
from dateline.tell.brief.material import Material, counted

if TYPE_CHECKING:
    from dateline.tell.answers import Answer

__all__ = ["disputes", "statements"]

# Statements and disputes that are told, and statements of one speaker among them.
_MOST, _MOST_OF_ONE = 14, 2
# Words of each: what fits a few lines of a narrow column.
_MOST_WORDS = 260
# A claim of fewer words tells a reader nothing without the sentences around it.
_LEAST_WORDS = 5
_SAYS = {
    "denies": "denies",
    "doubts": "doubts",
    "predicts": "predicts",
    "demands": "demands",
    "promises": "promises",
    "threatens": "threatens",
    "asks": "asks",
}


def statements(material: Material) -> Iterator[Block]:
    """What named people and bodies said that is no event, those in office first."""
    yield Heading("Statements")
    said = (one for one in material.reported("claim") if isinstance(one, Claim) and _tells(one))
    # Twice as many as are told: some are dropped because one speaker says much.
    best = nsmallest(4 * _MOST, said, key=_rank)
    rows = tuple(_row(one, material) for one in _few_of_each(best)[:_MOST])
    if rows:
        yield Table(("who", "said"), rows, (30, 70))
    else:
        yield Paragraph(("No report of these days quotes anybody by name.",))


def _tells(claim: Claim) -> bool:
    first = claim.by[0] if claim.by else None
    named = first is not None and first.name is not None and first.kind not in ("outlet", "unknown")
    long = len(words.spans(claim.content).split()) >= _LEAST_WORDS
    return named and long and claim.of.record == "statement"


def _rank(claim: Claim) -> tuple[object, ...]:
    first = claim.by[0]
    direct = claim.by[0].manner in ("quote", "mixed")
    day = claim.said.start if claim.said is not None else None
    return (first.kind != "person" or first.role is None, not direct, day or "9999", claim.id)


def _few_of_each(claims: list[Claim]) -> list[Claim]:
    """Not too many of one speaker, and the same words once; in the order of days."""
    kept: list[Claim] = []
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for claim in claims:
        told, who = words.spans(claim.content), words.name_of(claim.by[0])
        if told in seen or counts.get(who, 0) >= _MOST_OF_ONE:
            continue
        seen.add(told)
        counts[who] = counts.get(who, 0) + 1
        kept.append(claim)
    return kept


def _row(claim: Claim, material: Material) -> tuple[Line, ...]:
    stance = f"{_SAYS[claim.stance]}: " if claim.stance in _SAYS else ""
    said = words.when(claim.said)
    return (
        (Strong(words.name_of(claim.by[0])), Quiet(_who(claim.by[0])), Quiet(f", {said}" if said else "")),
        (
            f"{stance}“{words.clipped(words.spans(claim.content), _MOST_WORDS)}”",
            *material.notes.marks([claim]),
        ),
    )


def _who(by: Claimant) -> str:
    """Office and side, where they are known."""
    return "".join(f", {words.clean(one)}" for one in (by.role, by.side) if one)


# -- disputes


def disputes(material: Material) -> Iterator[Block]:
    """Claims side by side with those that deny, doubt or contradict them."""
    yield Heading("Contested claims")
    first: list[Answer] = []
    seen: set[str] = set()
    for answer in _answers(material):
        what = _what(answer)
        if what not in seen and len(first) < _MOST:
            first.append(answer)
        seen.add(what)
    if not first:
        yield Paragraph(("No report of these days denies, doubts or contradicts another, or itself.",))
        return
    yield Table(("claim", "against it"), tuple(_pair(one, material) for one in first), (50, 50))
    if len(seen) > len(first):
        yield Paragraph((Quiet(f"And {counted(len(seen) - len(first), 'further pair')}."),))


def _answers(material: Material) -> Iterator[Answer]:
    """What the reports of these days answer, in themselves and in any other."""
    for one in material.reported("response"):
        if isinstance(one, Response) and one.how != "confirms":
            yield answer_of(one, material.view)


def _what(answer: Answer) -> str:
    """A hash of the words of both sides: several records may lie in the same, and a long war has many."""
    one, other = (words.spans(claim.content) for claim in (answer.one, answer.other))
    return digest([other, one, answer.response.how])


def _pair(answer: Answer, material: Material) -> tuple[Line, ...]:
    how = answer.response.how
    return (
        _side(answer.other, "", answer.away.outlet, material),
        _side(answer.one, f"{how}: ", answer.home.outlet, material),
    )


def _side(claim: Claim, how: str, outlet: str | None, material: Material) -> Line:
    told = words.clipped(words.spans(claim.content), _MOST_WORDS)
    who = words.chain(claim.by, outlet)
    return (Strong(who), f" {how}“{told}”", *material.notes.marks([claim]))
