"""`python -m eval.gold.score [PASS]`: what the program reads in the dispatches, against the annotation.

Each annotated claim is compared with the program's claim about the same trigger, else with the one whose
content has most in common with its own; of equal ones with the one of the same source. The innermost source
is right when it stands at the annotated words, bears the annotated name, or is the outlet in both. A claim
that is not read at all counts as wrong. Factuality is out of all claims that have one in the annotation:
given by an event or, weaker, by a clause that no frame codes; `of an event` takes the former alone, and
`where both give one` leaves out what has none here. A forecast has none of its own: what it foretells is
conditional if it has a condition, else as the stance of its claim has it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from dateline.flow import Options, Reading, read_page
from dateline.lore import Lore, normal
from dateline.model import Claim, Claimant, Event, Forecast, How, Page, Record, Response, Span, Statement
from dateline.parse import Parser
from dateline.settings import cache_folder
from eval.gold.check import passes
from eval.gold.passes import GoldClaim, Half, Piece, Series, read_claims, split, text_of

__all__ = [
    "Answered",
    "Links",
    "Share",
    "Tally",
    "Told",
    "answered",
    "judge",
    "kinds",
    "links",
    "partner",
    "readings",
    "score",
    "told",
]


# What is foretold, by the stance to it: what its narrator tells as fixed is planned.
_FORETOLD = {
    "asserts": "planned",
    "demands": "requested",
    "predicts": "predicted",
    "doubts": "predicted",
    "promises": "promised",
    "threatens": "threatened",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of the program, its offsets those of the dispatch; only one of an event has a trigger."""

    id: str
    content: frozenset[int]
    by: tuple[Claimant, ...]
    shift: int
    stance: str
    factuality: str | None
    trigger: tuple[int, int] | None


class Answered(NamedTuple):
    """That one claim answers another, by their ids."""

    how: str
    claim: str
    to: str


@dataclass(slots=True)
class Share:
    """So many right `of` so many."""

    right: int = 0
    of: int = 0

    def count(self, right: bool) -> None:
        """One more judged."""
        self.right += right
        self.of += 1

    def __str__(self) -> str:
        return f"{self.right / max(self.of, 1):6.1%} of {self.of}"


@dataclass(slots=True)
class Links:
    """Relations between claims: how many were wanted, were given, and are in both."""

    wanted: int = 0
    given: int = 0
    both: int = 0

    def count(self, wanted: set[Answered], given: set[Answered]) -> None:
        """Those of one more dispatch."""
        self.wanted += len(wanted)
        self.given += len(given)
        self.both += len(wanted & given)

    def __str__(self) -> str:
        precision, recall = self.both / max(self.given, 1), self.both / max(self.wanted, 1)
        f1 = 2 * self.both / max(self.wanted + self.given, 1)
        return (
            f"precision {precision:6.1%}, recall {recall:6.1%}, F1 {f1:6.1%}"
            f" ({self.wanted} wanted, {self.given} given, {self.both} in both)"
        )


@dataclass(slots=True)
class Tally:
    """Claims annotated, those without a partner, and how many come out right in each respect."""

    claims: int = 0
    missed: int = 0
    shares: dict[str, Share] = field(default_factory=dict)
    links: dict[str, Links] = field(default_factory=dict)

    def count(self, name: str, right: bool) -> None:
        """One more claim judged."""
        self.shares.setdefault(name, Share()).count(right)


def told(records: Iterable[Record], shift: int) -> Iterator[Told]:
    """The claims among the records of a document that begins at `shift` of its dispatch."""
    records = list(records)
    of = {record.id: record for record in records if isinstance(record, Event | Statement | Forecast)}
    for record in records:
        if isinstance(record, Claim):
            what = of.get(record.of.id)
            trigger = what.trigger if isinstance(what, Event) else None
            yield Told(
                record.id,
                _offsets(record.content, shift),
                record.by,
                shift,
                record.stance,
                _factuality(what, record.stance) if what else None,
                (trigger.start + shift, trigger.end + shift) if trigger else None,
            )


def _factuality(what: Event | Statement | Forecast, stance: str) -> str | None:
    if not isinstance(what, Forecast):
        return what.factuality
    return "conditional" if what.condition is not None else _FORETOLD.get(stance)


def _offsets(spans: Sequence[Span], shift: int) -> frozenset[int]:
    return frozenset(at + shift for span in spans for at in range(span.start, span.end))


def answered(records: Iterable[Record]) -> Iterator[Answered]:
    """The relations between claims among records."""
    for record in records:
        if isinstance(record, Response):
            yield Answered(record.how, record.claim, record.to)


def readings(
    stem: str, lore: Lore, parser: Parser, series: Series = "dispatches"
) -> list[tuple[int, Reading]]:
    """What the program reads in a dispatch, each document with the offset at which it begins."""
    text = text_of(stem, series)
    return [
        (max(text.find(reading.document.text), 0), reading)
        for reading in read_page(Page(f"{stem}.txt", text.encode()), lore, parser, Options())
    ]


def score(name: str, half: Half, lore: Lore, parser: Parser) -> Tally:
    """The tally of one half of the dispatches against a pass."""
    tally = Tally()
    for stem in split(half):
        count(stem, name, tally, readings(stem, lore, parser))
    return tally


def count(stem: str, name: str, tally: Tally, read: Iterable[tuple[int, Reading]]) -> None:
    """Adds what the program reads in one dispatch, against a pass."""
    ours: list[Told] = []
    answers: list[Answered] = []
    for shift, reading in read:
        ours += told(reading.records, shift)
        answers += answered(reading.records)
    gold, _ = read_claims(stem, name)
    for claim in gold:
        judge(claim, partner(claim, ours), tally)
    wanted = {Answered(answer.how, claim.id, answer.to) for claim in gold for answer in claim.answers}
    given = links(gold, ours, answers)
    for kind, (of_gold, of_ours) in kinds(wanted, given).items():
        tally.links.setdefault(kind, Links()).count(of_gold, of_ours)


def judge(claim: GoldClaim, one: Told | None, tally: Tally) -> None:
    """Counts how far the program's claim agrees with an annotated one."""
    tally.claims += 1
    tally.missed += one is None
    tally.count("innermost source", one is not None and _same_source(claim, one))
    tally.count("length of the chain", one is not None and len(claim.by) == len(one.by))
    tally.count("stance", one is not None and claim.stance == one.stance)
    if claim.factuality is None:
        return
    right = one is not None and claim.factuality == one.factuality
    event = one is not None and one.trigger is not None
    tally.count("factuality", right)
    tally.count("  of an event", right and event)
    tally.count("  coded as an event", event)
    if one is not None and one.factuality is not None:
        tally.count("  where both give one", right)


def partner(claim: GoldClaim, ours: Sequence[Told]) -> Told | None:
    """The program's claim that an annotated one is compared with; None if none shares words with it."""
    content, trigger = _characters(claim), claim.trigger
    able = [
        (
            trigger is not None and one.trigger is not None and _overlap(trigger, *one.trigger),
            len(content & one.content) / len(content | one.content),
            _same_source(claim, one),
            -n,
        )
        for n, one in enumerate(ours)
        if content & one.content
    ]
    return ours[-max(able)[-1]] if able else None


def links(gold: Sequence[GoldClaim], ours: Sequence[Told], answers: Iterable[Answered]) -> set[Answered]:
    """The program's relations, told of the annotated claims; a claim that was not annotated keeps its own id.

    What the program makes several claims of, an event and its figures, is one claim in the annotation.
    """
    partners = {claim.id: partner(claim, ours) for claim in gold}
    home = {one.id: _home(one, gold, partners) for one in ours}
    return {
        Answered(answer.how, home.get(answer.claim) or answer.claim, home.get(answer.to) or answer.to)
        for answer in answers
    }


def _home(one: Told, gold: Sequence[GoldClaim], partners: Mapping[str, Told | None]) -> str | None:
    able = []
    for n, claim in enumerate(gold):
        content = _characters(claim)
        if content & one.content:
            overlap = len(content & one.content) / len(content | one.content)
            able.append((_same_source(claim, one), partners[claim.id] is one, overlap, -n))
    return gold[-max(able)[-1]].id if able else None


def kinds(wanted: set[Answered], given: set[Answered]) -> dict[str, tuple[set[Answered], set[Answered]]]:
    """Relations by kind, all with their kind, and all without: the pair alone."""
    by_kind = {
        how: ({one for one in wanted if one.how == how}, {one for one in given if one.how == how})
        for how in get_args(How)
    }
    return by_kind | {"relations": (wanted, given), "relations, any kind": (_bare(wanted), _bare(given))}


def _bare(links: set[Answered]) -> set[Answered]:
    return {one._replace(how="") for one in links}


def _characters(claim: GoldClaim) -> frozenset[int]:
    return frozenset(at for piece in claim.content for at in range(piece.start, piece.end))


def _overlap(piece: Piece, start: int, end: int) -> bool:
    return piece.start < end and start < piece.end


def _same_source(claim: GoldClaim, one: Told) -> bool:
    if len(claim.by) == 1:
        return len(one.by) == 1
    if len(one.by) == 1:
        return False
    wanted, given = claim.by[0], one.by[0]
    if wanted.source is None and wanted.stands_for is None:
        return given.text is None or given.name is None
    if (
        wanted.source is not None
        and given.start is not None
        and given.end is not None
        and _overlap(wanted.source, given.start + one.shift, given.end + one.shift)
    ):
        return True
    names = {normal(name) for name in (given.name, given.text) if name}
    return wanted.stands_for is not None and normal(wanted.stands_for) in names


def main() -> None:
    """Score both halves and print the shares."""
    options = argparse.ArgumentParser(
        prog="python -m eval.gold.score", description="Scores against the dispatches."
    )
    options.add_argument("name", nargs="?", default="settled", choices=passes())
    options.add_argument("--half", choices=("open", "hidden", "all"), action="append")
    given = options.parse_args()
    lore, parser = Lore.open(cache_folder()), Parser()
    for half in given.half or ("open", "hidden"):
        print(*_lines(half, score(given.name, half, lore, parser)), sep="\n")


def _lines(half: str, tally: Tally) -> Iterator[str]:
    yield f"{half}: {tally.claims} claims, {tally.missed} of them not read at all"
    for name, share in tally.shares.items():
        yield f"  {name:22} {share}"
    for name, of_kind in tally.links.items():
        yield f"  {name:22} {of_kind}"


if __name__ == "__main__":
    main()
