"""`python -m eval.gold.forecasts [--part open|hidden] [--errors]`: what is foreseen in the passages.

A forecast of the program is right when its proposition covers the annotated anchor and shares at least half
of the words of the shorter of both propositions; one for one. Of those so found: the forecaster by a word of
the name (the narrator: the outlet, or nobody), the condition where both overlap by half, likelihood, horizon.
A link counts when both its ends are found and joined. What the program calls a plan or a hypothetical is no
forecast here, as in the guideline. Negatives: how many of each kind are taken for forecasts. `--errors` lists
what went wrong on the open half; of the other only scores are told.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from dateline.flow import Options, read_page
from dateline.lore import Lore
from dateline.measure.scores import Counts
from dateline.model import Forecast, Page
from dateline.parse import Parser
from dateline.settings import cache_folder
from eval.gold.forecast_passages import KINDS, Annotated, Foretold, Part, Span, read
from eval.gold.passes import Misannotated
from eval.gold.score import Share
from eval.gold.telling import Error, asked, asking, errors_by_kind, line

__all__ = [
    "Foreseen",
    "Outlook",
    "annotated",
    "compare",
    "main",
    "measure",
    "of_records",
    "passages",
    "summary",
]

# Half of the words of the shorter: the edges of a clause are a matter of taste, its middle is not.
_SHARED = 0.5
_WORD = re.compile(r"\w+")
_LITTLE = frozenset("the a an of and in at from for to by his her its their our many some most".split())

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast as it is compared. Ranges are offsets in the passage; `follows` has ids of outlooks."""

    id: str
    anchor: Range
    proposition: Range
    condition: Range | None
    horizon: bool
    likelihood: str | None
    forecaster: str | None
    follows: frozenset[str]
    kind: str = "prediction"


Pairs = list[tuple[Outlook, Outlook]]


@dataclass(slots=True)
class Foreseen:
    """What is right of the forecasts of some passages; `errors` in the order of the texts."""

    forecasts: Counts = field(default_factory=Counts)
    conditions: Counts = field(default_factory=Counts)
    links: Counts = field(default_factory=Counts)
    shares: dict[str, Share] = field(default_factory=dict)
    negatives: dict[str, Share] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def include(self, other: Foreseen) -> None:
        """Adds what is right of other passages."""
        for mine, theirs in (
            (self.forecasts, other.forecasts),
            (self.conditions, other.conditions),
            (self.links, other.links),
        ):
            mine.add(theirs.right, theirs.predicted, theirs.wanted)
        for own, more in ((self.shares, other.shares), (self.negatives, other.negatives)):
            for name, share in more.items():
                held = own.setdefault(name, Share())
                held.right += share.right
                held.of += share.of
        self.errors += other.errors


# -- what is wanted and what is given


def passages(part: Part) -> list[Annotated]:
    """The settled passages of one half. Raises Misannotated for any that is not sound."""
    found, faults = read("settled", part)
    if faults:
        raise Misannotated("; ".join(faults))
    return found


def annotated(passage: Annotated) -> list[Outlook]:
    """The forecasts of a passage as they are compared."""
    return [_annotated(one) for one in passage.forecasts]


def _annotated(one: Foretold) -> Outlook:
    return Outlook(
        one.id,
        _range(one.anchor),
        _range(one.proposition),
        _range(one.condition) if one.condition else None,
        one.horizon is not None,
        one.likelihood.text if one.likelihood else None,
        one.forecaster_name if one.forecaster else None,
        frozenset(one.follows),
        one.kind,
    )


def _range(span: Span) -> Range:
    return span.start, span.end


def of_records(records: Iterable[object], shift: int) -> list[Outlook]:
    """The program's forecasts, without plans, of a document that begins at offset `shift` of the passage."""
    found = []
    for one in records:
        if not isinstance(one, Forecast) or one.kind not in KINDS:
            continue
        at = (one.proposition.start + shift, one.proposition.end + shift)
        held = one.condition
        inside = (held.start + shift, held.end + shift) if held else None
        likely = one.likelihood.text if one.likelihood else None
        who = (one.forecaster.name or one.forecaster.text) if one.forecaster else None
        links, dated = frozenset(one.depends_on), one.horizon is not None
        found.append(Outlook(one.id, at, at, inside, dated, likely, who, links, one.kind))
    return found


# -- comparing


def compare(passage: Annotated, given: Sequence[Outlook], tally: Foreseen) -> None:
    """Adds how far what is given of a passage is what is wanted."""
    wanted = annotated(passage)
    pairs = _pairs(passage.text, wanted, given)
    tally.forecasts.add(len(pairs), len(given), len(wanted))
    _tell_unpaired(passage, wanted, given, pairs, tally)
    for mine, found in pairs:
        _judge(passage, mine, found, tally)
    _count_conditions(passage, wanted, given, pairs, tally)
    _count_links(passage, wanted, given, pairs, tally)
    for negative in passage.negatives:
        taken = any(_covers(one.proposition, _range(negative.anchor)) for one in _wrong(given, pairs))
        _share(tally.negatives, negative.why, taken)


def _wrong(told: Sequence[Outlook], pairs: Pairs) -> list[Outlook]:
    """Those given that are not right, so that a long right one does not count for what stands inside it."""
    right = {id(found) for _, found in pairs}
    return [one for one in told if id(one) not in right]


def _pairs(text: str, wanted: Sequence[Outlook], told: Sequence[Outlook]) -> Pairs:
    """One for one, those that share the larger part first."""
    ranked = sorted(
        (
            (-_like(text, a.proposition, b.proposition), n, m)
            for n, a in enumerate(wanted)
            for m, b in enumerate(told)
            if _covers(b.proposition, a.anchor) and _alike(text, a.proposition, b.proposition)
        )
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


def _covers(outer: Range, inner: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _words(text: str, at: Range) -> set[int]:
    return {found.start() + at[0] for found in _WORD.finditer(text[at[0] : at[1]])}


def _alike(text: str, a: Range, b: Range) -> bool:
    mine, theirs = _words(text, a), _words(text, b)
    return len(mine & theirs) >= _SHARED * max(min(len(mine), len(theirs)), 1)


def _like(text: str, a: Range, b: Range) -> float:
    """Words shared, of all words of both: 1 for the same stretch."""
    mine, theirs = _words(text, a), _words(text, b)
    return len(mine & theirs) / max(len(mine | theirs), 1)


def _judge(passage: Annotated, wanted: Outlook, found: Outlook, tally: Foreseen) -> None:
    right = _same_forecaster(wanted.forecaster, found.forecaster, passage.outlet)
    _share(tally.shares, "forecaster", right)
    if not right:
        told = f"wanted {wanted.forecaster}, given {found.forecaster}"
        tally.errors.append(Error("forecaster", passage.document, wanted.anchor[0], told))
    _share(tally.shares, "kind", wanted.kind == found.kind)
    if wanted.horizon:
        _share(tally.shares, "horizon", found.horizon)
    if wanted.likelihood and wanted.likelihood.lower() not in ("will", "would", "'ll", "’ll"):
        same = found.likelihood is not None and _common(wanted.likelihood, found.likelihood)
        _share(tally.shares, "likelihood words", same)


def _same_forecaster(wanted: str | None, given: str | None, outlet: str | None) -> bool:
    if wanted is None:
        return given is None or (outlet is not None and _common(given, outlet))
    return given is not None and _common(wanted, given)


def _common(a: str, b: str) -> bool:
    mine, theirs = ({word.lower() for word in _WORD.findall(one)} for one in (a, b))
    return bool((mine & theirs) - _LITTLE) or mine == theirs


def _count_conditions(
    passage: Annotated,
    wanted: Sequence[Outlook],
    told: Sequence[Outlook],
    pairs: Pairs,
    tally: Foreseen,
) -> None:
    asked = sum(one.condition is not None for one in wanted)
    given = sum(one.condition is not None for one in told)
    right = sum(
        bool(a.condition and b.condition and _alike(passage.text, a.condition, b.condition)) for a, b in pairs
    )
    tally.conditions.add(right, given, asked)
    for a, b in pairs:
        if (a.condition is None) != (b.condition is None):
            at = a.condition or b.condition or a.anchor
            kind = "condition missed" if a.condition else "condition given"
            tally.errors.append(Error(kind, passage.document, a.anchor[0], passage.text[slice(*at)]))


def _count_links(
    passage: Annotated,
    wanted: Sequence[Outlook],
    told: Sequence[Outlook],
    pairs: Pairs,
    tally: Foreseen,
) -> None:
    """A link given between forecasts that are not annotated counts as given, and is wrong."""
    name = {found.id: mine.id for mine, found in pairs}
    asked = {(one.id, other) for one in wanted for other in one.follows}
    given = {(one.id, other) for one in told for other in one.follows}
    mapped = {(name.get(a), name.get(b)) for a, b in given}
    tally.links.add(len(asked & mapped), len(given), len(asked))
    words = {one.id: one for one in wanted}
    for a, b in sorted(asked - mapped):
        told_by = f"‘{_cut(passage, words[a])}’ from ‘{_cut(passage, words[b])}’"
        tally.errors.append(Error("link missed", passage.document, words[a].anchor[0], told_by))


def _cut(passage: Annotated, one: Outlook) -> str:
    return passage.text[slice(*one.proposition)]


def _tell_unpaired(
    passage: Annotated,
    wanted: Sequence[Outlook],
    told: Sequence[Outlook],
    pairs: Pairs,
    tally: Foreseen,
) -> None:
    found = {id(mine) for mine, _ in pairs}
    for one in wanted:
        if id(one) not in found:
            tally.errors.append(Error("missed", passage.document, one.anchor[0], _cut(passage, one)))
    for wrong in _wrong(told, pairs):
        why = next(
            (n.why for n in passage.negatives if _covers(wrong.proposition, _range(n.anchor))), "other"
        )
        tally.errors.append(
            Error(f"spurious, {why}", passage.document, wrong.proposition[0], _cut(passage, wrong))
        )


def _share(shares: dict[str, Share], name: str, right: bool) -> None:
    shares.setdefault(name, Share()).count(right)


# -- the program


def measure(passage: Annotated, lore: Lore, parser: Parser, tally: Foreseen) -> None:
    """Adds what the program foresees in one passage."""
    given: list[Outlook] = []
    options = Options(published=passage.published)
    for reading in read_page(Page(f"{passage.document}.txt", passage.text.encode()), lore, parser, options):
        given += of_records(reading.records, max(passage.text.find(reading.document.text), 0))
    compare(passage, given, tally)


def summary(tally: Foreseen) -> dict[str, float]:
    """The figures that have floors."""
    found = tally.shares.get("forecaster", Share())
    return {
        "forecast_f1": tally.forecasts.f1,
        "forecaster": found.right / max(found.of, 1),
        "forecast_condition_f1": tally.conditions.f1,
        "forecast_link_f1": tally.links.f1,
    }


def _lines(tally: Foreseen) -> Iterator[str]:
    yield line("forecasts", tally.forecasts)
    yield line("conditions", tally.conditions)
    yield line("links", tally.links)
    for name, share in tally.shares.items():
        yield f"  {name:20} {share}"
    yield "  taken for forecasts:"
    for why, share in sorted(tally.negatives.items()):
        yield f"    {why:18} {share.right} of {share.of}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores of both halves, or of one; the exit code."""
    options = asking("forecasts", "Scores what is foreseen in the passages.", get_args(Part))
    given = asked(options, arguments)
    lore, parser = Lore.open(cache_folder()), Parser()
    for part in [given.part] if given.part else get_args(Part):
        tally = Foreseen()
        some = passages(part)
        for passage in some:
            measure(passage, lore, parser, tally)
        print(f"{part}: {len(some)} passages", *_lines(tally), sep="\n")
        if given.errors and part == "open":
            print(*errors_by_kind(tally.errors), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
