"""`python -m eval.gold.score [PASS]`: what the program reads in the dispatches, against a pass of annotation.

Each annotated claim is compared with the program's claim about the same trigger, else with the one whose
content has most in common with its own. The innermost source is right when it stands at the annotated
words, bears the annotated name, or is the outlet in both.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.flow import Options, read_page
from dateline.lore import Lore, normal
from dateline.model import Claim, Claimant, Event, Page, Span
from dateline.parse import Parser
from dateline.settings import cache_folder
from eval.gold.agreement import Half, split
from eval.gold.passes import GoldClaim, Piece, read_claims, text_of

__all__ = ["Told", "score", "told"]

# A clause that no frame codes is a statement, which has no factuality of its own.
_CODED = "coded as an event"


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of the program, its offsets those of the dispatch."""

    content: frozenset[int]
    by: tuple[Claimant, ...]
    shift: int
    stance: str
    factuality: str | None
    trigger: tuple[int, int] | None


@dataclass(slots=True)
class Tally:
    """Claims annotated, and how many come out right in each respect; `missed` are those without a partner."""

    claims: int = 0
    missed: int = 0
    right: dict[str, int] = field(default_factory=dict)

    def count(self, name: str, right: bool) -> None:
        """One more claim judged."""
        self.right[name] = self.right.get(name, 0) + right


def told(stem: str, lore: Lore, parser: Parser) -> Iterator[Told]:
    """What the program claims to read in a dispatch."""
    text = text_of(stem)
    for reading in read_page(Page(f"{stem}.txt", text.encode()), lore, parser, Options()):
        shift = max(text.find(reading.document.text), 0)
        events = {record.id: record for record in reading.records if isinstance(record, Event)}
        for record in reading.records:
            if isinstance(record, Claim):
                event = events.get(record.of.id)
                trigger = (event.trigger.start + shift, event.trigger.end + shift) if event else None
                yield Told(
                    _offsets(record.content, shift),
                    record.by,
                    shift,
                    record.stance,
                    event.factuality if event else None,
                    trigger,
                )


def _offsets(spans: Sequence[Span], shift: int) -> frozenset[int]:
    return frozenset(at + shift for span in spans for at in range(span.start, span.end))


def score(name: str, half: Half, lore: Lore, parser: Parser) -> Tally:
    """The tally of one half of the dispatches against a pass."""
    tally = Tally()
    for stem in split(half):
        ours = list(told(stem, lore, parser))
        for claim in read_claims(stem, name)[0]:
            tally.claims += 1
            partner = _partner(claim, ours)
            if partner is None:
                tally.missed += 1
                continue
            tally.count("innermost source", _same_source(claim, partner))
            tally.count("length of the chain", len(claim.by) == len(partner.by))
            tally.count("stance", claim.stance == partner.stance)
            if claim.factuality is not None and partner.factuality is not None:
                tally.count(_CODED, True)
                tally.count("factuality", claim.factuality == partner.factuality)
    return tally


def _partner(claim: GoldClaim, ours: Sequence[Told]) -> Told | None:
    content = frozenset(at for piece in claim.content for at in range(piece.start, piece.end))
    trigger = claim.trigger
    able = [
        (
            trigger is not None and one.trigger is not None and _overlap(trigger, *one.trigger),
            len(content & one.content) / len(content | one.content),
            -n,
        )
        for n, one in enumerate(ours)
        if content & one.content
    ]
    return ours[-max(able)[2]] if able else None


def _overlap(piece: Piece, start: int, end: int) -> bool:
    return piece.start < end and start < piece.end


def _same_source(claim: GoldClaim, partner: Told) -> bool:
    if len(claim.by) == 1:
        return len(partner.by) == 1
    if len(partner.by) == 1:
        return False
    wanted, given = claim.by[0], partner.by[0]
    if wanted.source is None and wanted.stands_for is None:
        return given.text is None or given.name is None
    stands = wanted.source is not None and given.start is not None and given.end is not None
    if stands and _overlap(wanted.source, given.start + partner.shift, given.end + partner.shift):
        return True
    names = {normal(name) for name in (given.name, given.text) if name}
    return wanted.stands_for is not None and normal(wanted.stands_for) in names


def main() -> None:
    """Score both halves and print the shares."""
    options = argparse.ArgumentParser(
        prog="python -m eval.gold.score", description="Scores against the dispatches."
    )
    options.add_argument("name", nargs="?", default="pass_a")
    options.add_argument("--half", choices=("open", "hidden", "all"), action="append")
    given = options.parse_args()
    lore, parser = Lore.open(cache_folder()), Parser()
    for half in given.half or ("open", "hidden"):
        tally = score(given.name, half, lore, parser)
        print(f"{half}: {tally.claims} claims, {tally.missed} of them not read at all")
        for name, right in tally.right.items():
            of = tally.right[_CODED] if name == "factuality" else tally.claims
            print(f"  {name:22} {right / max(of, 1):6.1%} of {of}")


if __name__ == "__main__":
    main()
