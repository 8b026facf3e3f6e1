"""Scores against the answers of the corpora, each held to its floor."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dateline.errors import DatelineError
from dateline.lore import Lore
from dateline.measure.control import Wanted
from dateline.measure.corpora import CORPORA, Corpus, Run, control_corpus, run
from dateline.parse import Parser
from eval import floors
from eval.gold.corpus import DISPATCHES, DISPUTES, FORECASTS, INCIDENTS

__all__ = ["Scored", "score_all", "show_scores"]

# Corpora of our own, which lie beside this file.
_OWN = (DISPATCHES, INCIDENTS, FORECASTS, DISPUTES)
# Who held what is charted from reports in a row: CI takes nine, and the week before them for the names.
_FIRST_WEEKS = Wanted(baseline="2022-05-01", until="2022-05-10")


@dataclass(frozen=True, slots=True)
class Scored:
    """One corpus: its run (None when it could not be read), its floor, and what is wrong."""

    corpus: Corpus
    key: str
    run: Run | None
    floor: floors.Floor | None
    faults: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, object]:
        """For JSON."""
        return {
            "corpus": self.corpus.name,
            "part": self.key.partition("/")[2],
            "documents": self.run.documents if self.run else 0,
            "figures": {k: round(v, 4) for k, v in self.run.figures.items()} if self.run else {},
            "floor": self.floor.figures if self.floor else None,
            "faults": self.faults,
        }


def score_all(corpora: Path, lore: Lore, parser: Parser, *, sample: bool, update: bool) -> list[Scored]:
    """Score the held-out part of each corpus at hand, or the sample of it; a missing one is passed over."""
    held = floors.load()
    scored = []
    for corpus, path in _places(corpora, sample=sample):
        if not path.exists():
            print(f"eval: {corpus.name} is not scored, there is no {path}", file=sys.stderr)
            continue
        one = _scored(corpus, path, held, lore, parser, sample=sample, update=update)
        print(f"eval: {corpus.name} scored", file=sys.stderr)
        scored.append(one)
        if update and one.floor is not None:
            held[one.key] = one.floor
    if update:
        floors.save(held)
    return scored


def _places(corpora: Path, *, sample: bool) -> Iterator[tuple[Corpus, Path]]:
    control = control_corpus(_FIRST_WEEKS if sample else Wanted())
    yield from ((corpus, corpora / corpus.path) for corpus in (*CORPORA, control))
    yield from ((corpus, Path(__file__).parent / corpus.path) for corpus in _OWN)


def _scored(
    corpus: Corpus,
    path: Path,
    held: dict[str, floors.Floor],
    lore: Lore,
    parser: Parser,
    *,
    sample: bool,
    update: bool,
) -> Scored:
    key = f"{corpus.name}/{'sample' if sample else 'held-out'}"
    floor = held.get(key)
    try:
        outcome = run(corpus, path, "held-out", lore, parser, sample=sample)
    except DatelineError as error:
        return Scored(corpus, key, None, floor, [str(error)])
    whole = floors.corpus_hash(path)
    if not update:
        return Scored(corpus, key, outcome, floor, floors.broken(floor, outcome, whole) if floor else [])
    try:
        return Scored(corpus, key, outcome, floors.raised(floor, outcome, whole))
    except ValueError as error:
        return Scored(corpus, key, outcome, floor, [str(error)])


def show_scores(scored: Sequence[Scored]) -> None:
    """A row for each figure: what is reached, its floor, and what others reach."""
    table = Table("corpus", "figure", title="scores on held-out text")
    for heading in ("texts", "reached", "floor", "best of the others"):
        table.add_column(heading, justify="right")
    for one in scored:
        for name in one.corpus.headline if one.run else ():
            assert one.run is not None
            floor = one.floor.figures.get(name) if one.floor else None
            others = [peer.figures[name] for peer in one.corpus.peers if name in peer.figures]
            table.add_row(
                one.corpus.name,
                name,
                f"{one.run.documents:,}",
                f"{one.run.figures[name]:.3f}",
                "" if floor is None else f"{floor:.3f}",
                f"{max(others):.3f}" if others else "",
            )
    console = Console()
    console.print(table)
    for one in scored:
        for fault in one.faults:
            console.print(f"wrong: {fault}", style="red", markup=False, highlight=False)
