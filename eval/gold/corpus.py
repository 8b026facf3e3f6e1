"""The dispatches as a corpus like the others, so that their figures have floors, too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from dateline.lore import Lore
from dateline.measure.corpora import Corpus
from dateline.parse import Parser
from eval.gold.passes import stems
from eval.gold.score import Tally, count

__all__ = ["DISPATCHES"]

# Figures and what they are called in a tally.
_FIGURES = {
    "innermost_source": "innermost source",
    "chain_length": "length of the chain",
    "stance": "stance",
    "factuality": "factuality",
}
_RELATIONS = "relations_f1"


def _tallies(names: Iterable[str], lore: Lore, parser: Parser) -> Iterator[tuple[str, Tally]]:
    for stem in names:
        tally = Tally()
        count(stem, "settled", tally, lore, parser)
        yield stem, tally


def _score(pairs: Sequence[tuple[str, Tally]]) -> dict[str, float]:
    """Shares over all dispatches together."""
    tallies = [tally for _, tally in pairs]
    figures = {
        figure: _share([(t.shares[name].right, t.shares[name].of) for t in tallies if name in t.shares])
        for figure, name in _FIGURES.items()
    }
    found = [tally.links["relations"] for tally in tallies]
    both = sum(links.both for links in found)
    return figures | {_RELATIONS: 2 * both / max(sum(links.wanted + links.given for links in found), 1)}


def _share(counts: Sequence[tuple[int, int]]) -> float:
    return sum(right for right, _ in counts) / max(sum(of for _, of in counts), 1)


def _write(file: TextIO, stem: str, tally: Tally) -> None:
    shares = {name: [share.right, share.of] for name, share in tally.shares.items()}
    file.write(json.dumps({"document": stem, "right": shares}) + "\n")


# Its held-out part is the half that nobody looks at while working on the program.
DISPATCHES = Corpus(
    "dispatches",
    "gold/settled",
    "Claims of 53 dispatches written for this project: who is answerable, how firmly, what answers what",
    (*_FIGURES, _RELATIONS),
    1,
    lambda *_: stems(),
    str,
    _tallies,
    _score,
    _write,
    lots=2,
)
