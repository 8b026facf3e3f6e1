"""The whole path against the bare parse, and where its time goes. Processor time of this one thread."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Figure
from bench.material import Size, examples, news, reports
from dateline import flow, read
from dateline.lore import Lore
from dateline.model import Document, Page
from dateline.parse import Parser, pieces, spacy_backend

__all__ = ["documents", "parse_alone", "speed"]

# Steps as `flow` calls them, in its order; what is left over is choosing the theatre.
_STEPS = {
    "find_names": "names",
    "find_actors": "actors",
    "find_places": "places",
    "find_moments": "times",
    "find_quantities": "quantities",
    "find_materiel": "materiel",
    "find_quotes": "quotes",
    "find_attributions": "attribution",
    "find_events": "events",
    "find_forecasts": "forecasts",
    "records": "records",
}
_REPEATED = 2
# Finding places and times may add this much to the bare parse, in percent.
_MOST_ADDED = 33.3
# And so may finding who says what.
_MOST_ATTRIBUTED = 50
# Three times what Citron, the BBC's reader of quotations, does of news on one core of such a machine.
_LEAST_WORDS = 2400


def documents(paths: Sequence[Path], lore: Lore) -> list[Document]:
    """All documents of some pages."""
    limits = flow.Options().limits
    found: list[Document] = []
    for path in paths:
        page = Page(path.name, path.read_bytes())
        found.extend(read.documents(page, published=None, outlets=lore.outlet_named, limits=limits))
    return found


def speed(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """Words a second and shares, for the examples and for reports."""
    texts = {
        "examples": examples() * _REPEATED,
        "daily reports": reports(size.reports),
        "news": news(size.reports),
    }
    for name, paths in texts.items():
        if paths:
            yield from _compared(name, documents(paths, lore), size.rounds, lore, parser)


def _compared(name: str, texts: list[Document], rounds: int, lore: Lore, parser: Parser) -> Iterator[Figure]:
    words = sum(len(document.text.split()) for document in texts)
    spent: dict[str, float] = defaultdict(float)
    _round(texts, lore, parser, {})  # fills the caches of both sides
    pairs = [_round(texts, lore, parser, spent) for _ in range(rounds)]
    group = f"speed, {name} ({words:,} words)"
    yield Figure(group, "bare parse", words / median(bare for bare, _ in pairs), "words/s")
    whole = words / median(whole for _, whole in pairs)
    yield Figure(group, "whole path", whole, "words/s", aim=_LEAST_WORDS, least=True)
    ratio = median(bare / whole for bare, whole in pairs)
    yield Figure(group, f"whole against bare, median of {rounds} pairs", ratio, "", aim=0.7, least=True)
    where_and_when = spent["places"] + spent["times"]
    share = 100 * where_and_when / sum(bare for bare, _ in pairs)
    yield Figure(group, "places and times, as a share of the bare parse", share, "%", aim=_MOST_ADDED)
    share = 100 * spent["attribution"] / sum(bare for bare, _ in pairs)
    yield Figure(group, "attribution, as a share of the bare parse", share, "%", aim=_MOST_ATTRIBUTED)
    total = sum(whole for _, whole in pairs)
    for step in ("parse", *_STEPS.values()):
        yield Figure(f"share of time, {name}", step, 100 * spent[step] / total, "%")


def _round(
    texts: Sequence[Document], lore: Lore, parser: Parser, spent: dict[str, float]
) -> tuple[float, float]:
    """Seconds for the bare parse and for the whole path, document by document in turn."""
    bare = whole = 0.0
    options = flow.Options()
    with _timed_steps(spent):
        for document in texts:
            start = time.process_time()
            parse_alone(document, parser)
            between = time.process_time()
            flow.read_document(document, lore, _Timed(parser, spent), options)  # type: ignore[arg-type]
            bare += between - start
            whole += time.process_time() - between
    return bare, whole


def parse_alone(document: Document, parser: Parser) -> None:
    """The pipeline over the pieces that `Parser` gives it, in its batches; nothing is made of the outcome."""
    texts = (
        document.text[start:end]
        for part in document.parts
        if part.kind not in spacy_backend._UNPARSED
        for start, end in pieces(part)
    )
    for _ in parser.nlp.pipe(texts, batch_size=spacy_backend._BATCH):
        pass


class _Timed:
    """A parser that notes how long it takes."""

    def __init__(self, parser: Parser, spent: dict[str, float]) -> None:
        self._call = _noting(parser, "parse", spent)

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self._call(*given, **named)


def _noting(call: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def noted(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return call(*given, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - start

    return noted


@contextmanager
def _timed_steps(spent: dict[str, float]) -> Iterator[None]:
    """The steps that `flow` calls note their time; a step that is renamed there fails here."""
    own = {step: getattr(flow, step) for step in _STEPS}
    for step, name in _STEPS.items():
        setattr(flow, step, _noting(own[step], name, spent))
    try:
        yield
    finally:
        for step, call in own.items():
            setattr(flow, step, call)
