"""Our own corpora: dispatches, scenes of reports, passages that foresee, disputes: so they have floors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO, TypeVar

from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.measure.corpora import Corpus
from dateline.parse import Parser
from eval.gold.dispute_texts import Dispatch
from eval.gold.disputes import Disputed, dispatches
from eval.gold.disputes import measure as measure_disputed
from eval.gold.disputes import summary as summary_disputed
from eval.gold.events import Happened, measure, summary
from eval.gold.forecast_passages import Annotated
from eval.gold.forecasts import Foreseen, passages
from eval.gold.forecasts import measure as measure_foreseen
from eval.gold.forecasts import summary as summary_foreseen
from eval.gold.incidents import Joined, outcome
from eval.gold.passes import Misannotated, stems
from eval.gold.scenes import Scene, scenes
from eval.gold.score import Tally, count, readings

__all__ = ["DISPATCHES", "DISPUTES", "FORECASTS", "INCIDENTS"]

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


# -- scenes of reports


def _scenes(path: Path) -> list[Scene]:
    found, faults = scenes("hidden", path.parent)
    if faults:
        raise CorpusError(f"{path}: {faults[0]}; mend it")
    return found


def _joined(found: Iterable[Scene], lore: Lore, parser: Parser) -> Iterator[tuple[Scene, Joined]]:
    for scene in found:
        yield scene, outcome(scene, lore, parser)


def _score_joined(pairs: Sequence[tuple[Scene, Joined]]) -> dict[str, float]:
    """Of all pairs of reports within a scene."""
    whole = Joined()
    for _, one in pairs:
        whole.add(one)
    return {
        "pairs_f1": whole.pairs.f1,
        "pairs_precision": whole.pairs.precision,
        "pairs_recall": whole.pairs.recall,
    }


def _write_joined(file: TextIO, scene: Scene, joined: Joined) -> None:
    counts = {"right": joined.pairs.right, "given": joined.pairs.predicted, "wanted": joined.pairs.wanted}
    file.write(json.dumps({"document": scene.name, "pairs": counts}) + "\n")


# Only the part that nobody looks at while working on the program; all of it is held out.
INCIDENTS = Corpus(
    "incidents",
    "gold/incidents/hidden",
    "Pairs of invented reports that do or do not tell of one incident",
    ("pairs_f1",),
    4,
    lambda path, _: _scenes(path),
    lambda scene: str(scene.name),
    _joined,
    _score_joined,
    _write_joined,
    lots=1,
)


T = TypeVar("T")


def _hidden(read: Callable[[Literal["hidden"]], Sequence[T]], path: Path) -> Sequence[T]:
    """The held-out texts of a folder. Raises CorpusError where what is annotated does not stand in them."""
    try:
        return read("hidden")
    except Misannotated as error:
        raise CorpusError(f"{path}: {error}; mend it") from None


# -- passages in which somebody foresees something


def _foreseen(found: Iterable[Annotated], lore: Lore, parser: Parser) -> Iterator[tuple[Annotated, Foreseen]]:
    for passage in found:
        tally = Foreseen()
        measure_foreseen(passage, lore, parser, tally)
        yield passage, tally


def _score_foreseen(pairs: Sequence[tuple[Annotated, Foreseen]]) -> dict[str, float]:
    """Over all passages together."""
    whole = Foreseen()
    for _, one in pairs:
        whole.include(one)
    return summary_foreseen(whole)


def _write_foreseen(file: TextIO, passage: Annotated, tally: Foreseen) -> None:
    counts = {
        name: [some.right, some.predicted, some.wanted]
        for name, some in (
            ("forecasts", tally.forecasts),
            ("conditions", tally.conditions),
            ("links", tally.links),
        )
    }
    file.write(json.dumps({"document": passage.document, "right, given, wanted": counts}) + "\n")


# Only the even numbers, which nobody looks at while working on the program; all of them are held out.
FORECASTS = Corpus(
    "forecasts",
    "gold/forecasts/settled",
    "Invented passages that foresee something: what, on which condition, from what, according to whom",
    ("forecast_f1", "forecaster", "forecast_condition_f1", "forecast_link_f1"),
    1,
    lambda path, _: _hidden(passages, path),
    lambda passage: str(passage.document),
    _foreseen,
    _score_foreseen,
    _write_foreseen,
    lots=1,
)


# -- dispatches in which sources dispute


def _disputed(found: Iterable[Dispatch], lore: Lore, parser: Parser) -> Iterator[tuple[Dispatch, Disputed]]:
    for dispatch in found:
        tally = Disputed()
        measure_disputed(dispatch, lore, parser, tally)
        yield dispatch, tally


def _score_disputed(pairs: Sequence[tuple[Dispatch, Disputed]]) -> dict[str, float]:
    """Over all dispatches together."""
    whole = Disputed()
    for _, one in pairs:
        whole.include(one)
    return summary_disputed(whole)


def _write_disputed(file: TextIO, dispatch: Dispatch, tally: Disputed) -> None:
    counts = {kind: [some.right, some.predicted, some.wanted] for kind, some in tally.kinds.items()}
    file.write(json.dumps({"document": dispatch.name, "right, given, wanted": counts}) + "\n")


# Only the even numbers, which nobody looks at while working on the program; all of them are held out.
DISPUTES = Corpus(
    "disputes",
    "gold/disputes/answers",
    "Invented dispatches in which sources deny, doubt, confirm or contradict each other",
    ("disputes_f1",),
    1,
    lambda path, _: _hidden(dispatches, path),
    lambda dispatch: str(dispatch.name),
    _disputed,
    _score_disputed,
    _write_disputed,
    lots=1,
)
