"""`python -m eval.gold.disputes [--part open|hidden] [--errors]`: who answers whom in the disputes.

A response of the program is right when it has the kind, when its claim (content, source or cue) shares words
with the answer annotated, and the content of the claim that it answers with one that is answered; one for
one, `contradicts` either way round. What the program makes several claims of, an event and its figures, is
one claim here. `--errors` lists what went wrong on the open part; of the other only scores are told.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import get_args

from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.measure.scores import Counts
from dateline.model import Claim, How, Page, Record, Response, Span
from dateline.parse import Parser
from dateline.settings import cache_folder
from eval.gold.dispute_texts import Dispatch, Part, Relation, read
from eval.gold.passes import Misannotated, Piece
from eval.gold.telling import Error, asked, asking, errors_by_kind, line

__all__ = ["Disputed", "Given", "compare", "dispatches", "given", "main", "measure", "summary"]

_ALL, _ANY = "relations", "relations, any kind"
Offsets = frozenset[int]


@dataclass(frozen=True, slots=True)
class Given:
    """A response of the program: the offsets of the claim that answers, with its source, and of the other."""

    how: How
    content: Offsets
    whole: Offsets
    to: Offsets

    def one_with(self, other: Given) -> bool:
        """Whether both tell one thing: the same of claims that share words."""
        return self.how == other.how and bool(self.content & other.content) and bool(self.to & other.to)

    def joined(self, other: Given) -> Given:
        """Both as one."""
        return Given(self.how, self.content | other.content, self.whole | other.whole, self.to | other.to)


@dataclass(slots=True)
class Disputed:
    """What is right of the relations of some dispatches, by kind; `errors` in the order of the texts."""

    kinds: dict[str, Counts] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def add(self, kind: str, right: int, given: int, wanted: int) -> None:
        """Counts those of one more dispatch."""
        self.kinds.setdefault(kind, Counts()).add(right, given, wanted)

    def include(self, other: Disputed) -> None:
        """Adds what is right of other dispatches."""
        for kind, counts in other.kinds.items():
            self.add(kind, counts.right, counts.predicted, counts.wanted)
        self.errors += other.errors


def dispatches(part: Part) -> list[Dispatch]:
    """Those of one part. Raises Misannotated for any that is not sound."""
    found, faults = read(part)
    if faults:
        raise Misannotated("; ".join(faults))
    return found


# -- what the program gives


def given(records: Iterable[Record], shift: int) -> list[Given]:
    """The responses among the records of a document that begins at offset `shift`, none told twice."""
    records = list(records)
    claims = {record.id: record for record in records if isinstance(record, Claim)}
    found: list[Given] = []
    for record in records:
        if isinstance(record, Response):
            one = _given(record, claims[record.claim], claims[record.to], shift)
            same = [other for other in found if other.one_with(one)]
            found = [other for other in found if other not in same]
            for other in same:
                one = one.joined(other)
            found.append(one)
    return found


def _given(response: Response, claim: Claim, to: Claim, shift: int) -> Given:
    content = _offsets(claim.content, shift)
    source = claim.by[0]
    spans = [source.cue] if source.cue else []
    told = range(source.start, source.end) if source.start is not None and source.end is not None else ()
    whole = content | _offsets(spans, shift) | {at + shift for at in told}
    return Given(response.how, content, whole, _offsets(to.content, shift))


def _offsets(spans: Iterable[Span | Piece], shift: int = 0) -> Offsets:
    return frozenset(chain.from_iterable(range(span.start + shift, span.end + shift) for span in spans))


# -- comparing


def compare(dispatch: Dispatch, told: Sequence[Given], tally: Disputed) -> None:
    """Adds how far what is given of a dispatch is what is wanted."""
    pairs = _pairs(dispatch.relations, told, any_kind=False)
    for how in get_args(How):
        wanted = sum(one.how == how for one in dispatch.relations)
        right = sum(one.how == how for one, _ in pairs)
        tally.add(how, right, sum(one.how == how for one in told), wanted)
    tally.add(_ALL, len(pairs), len(told), len(dispatch.relations))
    anyhow = _pairs(dispatch.relations, told, any_kind=True)
    tally.add(_ANY, len(anyhow), len(told), len(dispatch.relations))
    tally.errors += _astray(dispatch, told, pairs)


def _pairs(
    wanted: Sequence[Relation], told: Sequence[Given], *, any_kind: bool
) -> list[tuple[Relation, Given]]:
    """One for one, those that share the most characters first."""
    ranked = sorted(
        (-fit, n, m)
        for n, one in enumerate(wanted)
        for m, other in enumerate(told)
        if (fit := _fit(one, other, any_kind=any_kind))
    )
    mine: set[int] = set()
    theirs: set[int] = set()
    found = []
    for _, n, m in ranked:
        if n not in mine and m not in theirs:
            mine.add(n)
            theirs.add(m)
            found.append((wanted[n], told[m]))
    return found


def _fit(one: Relation, other: Given, *, any_kind: bool) -> int:
    """How many characters both ends share; 0 where one shares none, or the kinds differ."""
    if not any_kind and one.how != other.how:
        return 0
    answer, answered = _offsets([one.answer]), [_offsets([piece]) for piece in one.to]
    ways = [(answer & other.whole, max((to & other.to for to in answered), key=len))]
    if "contradicts" in (one.how, other.how):
        ways.append((answer & other.to, max((to & other.whole for to in answered), key=len)))
    return max(len(a) + len(b) if a and b else 0 for a, b in ways)


def _astray(
    dispatch: Dispatch, told: Sequence[Given], pairs: Sequence[tuple[Relation, Given]]
) -> Iterator[Error]:
    right = {id(one) for pair in pairs for one in pair}
    for one in dispatch.relations:
        if id(one) not in right:
            said = f"‘{one.answer.text}’ of ‘{one.to[0].text}’"
            yield Error(f"missed, {one.how}", dispatch.name, one.answer.start, said)
    for other in told:
        if id(other) not in right:
            said = f"‘{_cut(dispatch, other.whole)}’ of ‘{_cut(dispatch, other.to)}’"
            yield Error(f"spurious, {other.how}", dispatch.name, min(other.whole), said)


def _cut(dispatch: Dispatch, at: Offsets) -> str:
    return " ".join(dispatch.text[min(at) : max(at) + 1].split())


# -- the program


def measure(dispatch: Dispatch, lore: Lore, parser: Parser, tally: Disputed) -> None:
    """Adds what the program reads in one dispatch."""
    told: list[Given] = []
    page = Page(f"{dispatch.name}.txt", dispatch.text.encode())
    for reading in read_page(page, lore, parser, Options()):
        told += given(reading.records, max(dispatch.text.find(reading.document.text), 0))
    compare(dispatch, told, tally)


def summary(tally: Disputed) -> dict[str, float]:
    """The figure that has a floor, and what it is made of."""
    whole = tally.kinds.get(_ALL, Counts())
    return {
        "disputes_f1": whole.f1,
        "disputes_precision": whole.precision,
        "disputes_recall": whole.recall,
    }


def _lines(tally: Disputed) -> Iterator[str]:
    yield from (line(name, counts) for name, counts in tally.kinds.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores of both parts, or of one; the exit code."""
    options = asking("disputes", "Scores who answers whom in the disputes.", get_args(Part))
    given = asked(options, arguments)
    lore, parser = Lore.open(cache_folder()), Parser()
    for part in [given.part] if given.part else get_args(Part):
        tally = Disputed()
        some = dispatches(part)
        for dispatch in some:
            measure(dispatch, lore, parser, tally)
        print(f"{part}: {len(some)} dispatches", *_lines(tally), sep="\n")
        if given.errors and part == "open":
            print(*errors_by_kind(tally.errors), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
