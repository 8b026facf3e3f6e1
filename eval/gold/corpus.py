"""The dispatches as a corpus like the others, so that their figures have floors, too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from dateline.lore import Lore
from dateline.measure.corpora import Corpus
from dateline.parse import Parser
from eval.gold.events import Happened, measure, summary
from eval.gold.passes import stems
from eval.gold.score import Tally, count, readings

__all__ = ["DISPATCHES"]

# Figures and what they are called in a tally.
_FIGURES = {
    "innermost_source": "innermost source",
    "chain_length": "length of the chain",
    "stance": "stance",
    "factuality": "factuality",
}
_RELATIONS = "relations_f1"
_HAPPENED = ("event_f1", "event_factuality", "casualties_exact")


@dataclass(slots=True)
class _Read:
    """What is right of one dispatch: its claims, and its events and figures."""

    claims: Tally = field(default_factory=Tally)
    events: Happened = field(default_factory=Happened)


def _tallies(names: Iterable[str], lore: Lore, parser: Parser) -> Iterator[tuple[str, _Read]]:
    for stem in names:
        read = _Read()
        told = readings(stem, lore, parser)
        count(stem, "settled", read.claims, told)
        measure(stem, told, read.events)
        yield stem, read


def _score(pairs: Sequence[tuple[str, _Read]]) -> dict[str, float]:
    """Shares over all dispatches together."""
    tallies = [read.claims for _, read in pairs]
    figures = {
        figure: _share([(t.shares[name].right, t.shares[name].of) for t in tallies if name in t.shares])
        for figure, name in _FIGURES.items()
    }
    found = [tally.links["relations"] for tally in tallies]
    both = sum(links.both for links in found)
    figures[_RELATIONS] = 2 * both / max(sum(links.wanted + links.given for links in found), 1)
    return figures | summary([read.events for _, read in pairs])


def _share(counts: Sequence[tuple[int, int]]) -> float:
    return sum(right for right, _ in counts) / max(sum(of for _, of in counts), 1)


def _write(file: TextIO, stem: str, read: _Read) -> None:
    shares = {name: [share.right, share.of] for name, share in read.claims.shares.items()}
    events = {name: [share.right, share.of] for name, share in read.events.shares.items()}
    file.write(json.dumps({"document": stem, "right": shares, "events": events}) + "\n")


# Its held-out part is the half that nobody looks at while working on the program.
DISPATCHES = Corpus(
    "dispatches",
    "gold/settled",
    "Claims of 53 dispatches written for this project: who is answerable, how firmly, what answers what",
    (*_FIGURES, _RELATIONS, *_HAPPENED),
    1,
    lambda *_: stems(),
    str,
    _tallies,
    _score,
    _write,
    lots=2,
)
