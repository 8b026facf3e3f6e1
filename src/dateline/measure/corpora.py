"""The corpora that Dateline is measured on: where each lies, how it is scored, what others reach on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from dateline.errors import CorpusError, UsageError
from dateline.lore import Lore
from dateline.measure import control, event_places, geoparsing, plover, polnear, re3d, timeml
from dateline.measure.parts import HELD_OUT, Part, draw, in_part
from dateline.parse import Parser

__all__ = ["CORPORA", "Corpus", "Peer", "Run", "control_corpus", "corpus_named", "run"]

# What one corpus calls an annotated text and a prediction is known to its own module alone.
Item = Any
Predicted = Any


@dataclass(frozen=True, slots=True)
class Peer:
    """What another system reaches, as its authors or a comparison published it; `on` tells on which text."""

    name: str
    figures: Mapping[str, float]
    on: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """An annotated corpus. `path` is relative to the corpora's folder; CI scores one text in `sample`."""

    name: str
    path: str
    about: str
    headline: tuple[str, ...]
    sample: int
    load: Callable[[Path, Parser], Iterable[Item]]
    name_of: Callable[[Item], str]
    predictions: Callable[[Iterable[Item], Lore, Parser], Iterator[tuple[Item, Predicted]]]
    score: Callable[[Sequence[tuple[Item, Predicted]]], dict[str, float]]
    write: Callable[[TextIO, Item, Predicted], None]
    peers: tuple[Peer, ...] = ()
    lots: int = HELD_OUT


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome on one corpus: `figures` by their fixed names, those of `headline` first."""

    corpus: Corpus
    part: Part
    documents: int
    figures: dict[str, float]


def _one_by_one(
    predict: Callable[[Item, Lore, Parser], Predicted],
) -> Callable[[Iterable[Item], Lore, Parser], Iterator[tuple[Item, Predicted]]]:
    return lambda items, lore, parser: ((item, predict(item, lore, parser)) for item in items)


def _resolved_given_spans(share: float) -> dict[str, float]:
    return {"within_161km": share}


def _spans(source: float, cue: float, content: float) -> dict[str, float]:
    return {"source_exact_f1": source, "cue_exact_f1": cue, "content_exact_f1": content}


_LINKS = (
    "source_exact_f1",
    "cue_exact_f1",
    "content_exact_f1",
    "link_overlap_f1",
    "direct_speaker_accuracy",
)
_TEST_HALF = "the corpus' test half"
_GEO = ("recognition_f1", "within_161km", "mean_error_km", "auc")
_WHOLE = "the whole corpus"


def _toponyms(name: str, path: str, about: str, sample: int, peers: tuple[Peer, ...]) -> Corpus:
    """A corpus of toponyms: all of them have one format and one score."""
    return Corpus(
        name,
        path,
        about,
        _GEO,
        sample,
        lambda path, _: geoparsing.load(path),
        lambda item: str(item.name),
        _one_by_one(geoparsing.predict),
        geoparsing.score,
        geoparsing.write,
        peers,
    )


CORPORA: tuple[Corpus, ...] = (
    _toponyms(
        "lgl",
        "geoparsing/lgl.xml",
        "Local-Global Lexicon: toponyms of local news, mostly of small American towns",
        12,
        (
            Peer("Edinburgh Geoparser", {"recognition_f1": 0.667, "within_161km": 0.802}, _WHOLE),
            Peer("CamCoder", {"recognition_f1": 0.667, "within_161km": 0.711}, _WHOLE),
            Peer("Stanford NER + population", {"recognition_f1": 0.732, "within_161km": 0.574}, _WHOLE),
            Peer("Mordecai 3, spans given", _resolved_given_spans(0.827), _WHOLE),
        ),
    ),
    _toponyms(
        "tr-news",
        "geoparsing/TR-News.xml",
        "TR-News: toponyms of world and local news",
        4,
        (
            Peer("Edinburgh Geoparser", {"recognition_f1": 0.651, "within_161km": 0.828}, _WHOLE),
            Peer("CamCoder", {"recognition_f1": 0.751, "within_161km": 0.819}, _WHOLE),
            Peer("Stanford NER + population", {"recognition_f1": 0.826, "within_161km": 0.702}, _WHOLE),
            Peer("Mordecai 3, spans given", _resolved_given_spans(0.873), _WHOLE),
        ),
    ),
    Corpus(
        "wikiwars",
        "times/wikiwars_train",
        "WikiWars: expressions of time in histories of wars",
        ("span_strict_f1", "span_relaxed_f1", "value_f1"),
        3,
        lambda path, _: timeml.load(path),
        lambda item: str(item.name),
        _one_by_one(timeml.predict),
        lambda pairs: timeml.score((item.answers, predicted) for item, predicted in pairs),
        timeml.write,
        (
            Peer("SynTime", {"span_strict_f1": 0.815, "span_relaxed_f1": 0.936}, "all 22 histories"),
            Peer("HeidelTime", {"value_f1": 0.78}, "another corpus (TempEval-3), about"),
        ),
    ),
    Corpus(
        "event-location",
        "events/event_location_dev.jsonl",
        "Event location: which place of its sentence an event happened at, if any",
        ("accuracy",),
        12,
        event_places.load,
        lambda item: str(item.name),
        event_places.predictions,
        event_places.score,
        event_places.write,
    ),
    Corpus(
        "polnear",
        "attribution/polnear_train",
        "PolNeAR: who said, thought or showed what, in news of an American election",
        _LINKS,
        6,
        lambda path, _: polnear.load(path),
        lambda item: str(item.name),
        polnear.predictions,
        polnear.score,
        polnear.write,
        (
            Peer("rules", _spans(0.107, 0.228, 0.056), _TEST_HALF),
            Peer("CRF", _spans(0.506, 0.534, 0.286), _TEST_HALF),
            Peer("BERT-CRF", _spans(0.822, 0.749, 0.710), _TEST_HALF),
            Peer("BERT-Cofe", _spans(0.832, 0.753, 0.729), _TEST_HALF),
        ),
        lots=10,
    ),
    Corpus(
        "plover",
        "events/plover_train.tsv",
        "PLOVER: what a source did to a target, one of fifteen roots",
        ("root_macro_f1", "events_f1"),
        3,
        lambda path, _: plover.load(path),
        lambda item: str(item.name),
        plover.predictions,
        plover.score,
        plover.write,
        (Peer("ZSP (zero-shot NLI), spans given", {"root_macro_f1": 0.743}, _WHOLE),),
    ),
    Corpus(
        "re3d",
        "entities/re3d",
        "re3d: quantities, money, weapons and platforms in reports on Syria and Iraq",
        ("figures_overlap_f1", "figures_exact_f1"),
        4,
        lambda path, _: re3d.load(path),
        lambda item: str(item.name),
        _one_by_one(re3d.predict),
        re3d.score,
        re3d.write,
    ),
)


def control_corpus(wanted: control.Wanted) -> Corpus:
    """Who held what: all its reports belong together, so that it has no parts."""
    return Corpus(
        "control",
        "control",
        "Who held each settlement on each day, charted from daily reports",
        ("recall", "precision", "errors_left", "calibration_error"),
        1,
        lambda path, _: control.load(path, wanted),
        lambda item: str(item.name),
        lambda items, lore, parser: control.predictions(items, lore, parser, wanted),
        control.score,
        control.write,
        (Peer("word patterns", {"recall": 0.23, "precision": 0.06}, "the reports from 1 May 2022 on"),),
        lots=1,
    )


def corpus_named(name: str) -> Corpus:
    """The corpus of a name. Raises UsageError with the names that there are."""
    known = (*CORPORA, control_corpus(control.Wanted()))
    for corpus in known:
        if corpus.name == name:
            return corpus
    raise UsageError(f"wanted a corpus, one of {', '.join(c.name for c in known)}; got {name[:40]!r}")


def run(
    corpus: Corpus,
    path: Path,
    part: Part,
    lore: Lore,
    parser: Parser,
    *,
    sample: bool = False,
    progress: Callable[[int, int], None] | None = None,
    out: TextIO | None = None,
) -> Run:
    """Reads a part of a corpus and scores it; predictions go to `out` beside their answers.

    `sample` takes only the fixed part of the part that CI scores. Raises CorpusError for a corpus that
    is ill-formed, missing, or holds nothing of the part.
    """
    items = [item for item in corpus.load(path, parser) if in_part(corpus.name_of(item), part, corpus.lots)]
    if sample:
        items = [item for item in items if draw(f"{corpus.name_of(item)}/sample", corpus.sample) == 0]
    if not items:
        raise CorpusError(f"{path} holds no text of the part {part!r}; try another part")
    pairs = []
    for done, (item, predicted) in enumerate(corpus.predictions(items, lore, parser), 1):
        pairs.append((item, predicted))
        if out is not None:
            corpus.write(out, item, predicted)
        if progress is not None:
            progress(done, len(items))
    figures = corpus.score(pairs)
    ordered = {name: figures[name] for name in corpus.headline} | figures
    return Run(corpus, part, len(items), ordered)
