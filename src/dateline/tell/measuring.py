"""`dateline eval`: scores against an annotated corpus, beside those that others reach."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table

from dateline.errors import CorpusError, UsageError
from dateline.lore import Lore
from dateline.measure.control import Wanted
from dateline.measure.corpora import Corpus, Run, control_corpus, corpus_named, run
from dateline.measure.parts import Part
from dateline.parse import Parser
from dateline.settings import cache_folder, corpora_folder, gazetteer_folder
from dateline.tell.collecting import sparingly
from dateline.tell.meter import Meter

__all__ = ["charted", "measure"]

_PARTS: dict[Part, str] = {
    "held-out": "The held-out part",
    "development": "The development part",
    "all": "All parts",
}


def measure(
    name: str,
    *,
    path: Path | None,
    part: Part,
    as_json: bool,
    write: Path | None,
    colour: bool,
    wanted: Wanted | None = None,
) -> None:
    """Score, tell, and keep the predictions in `write` if given: whole, or not at all.

    `wanted` says what of the corpus control. Raises UsageError for a corpus nobody knows, CorpusError for
    one that cannot be read.
    """
    corpus = corpus_named(name)
    if name == "control":
        wanted = wanted or Wanted()
        corpus = control_corpus(wanted)
    elif wanted is not None:
        raise UsageError("--reports, --truth, --baseline, --since and --until are for the corpus control")
    found = path or (wanted.reports if wanted and wanted.truth else None) or corpora_folder() / corpus.path
    # A name that is too long is not there either; Path.exists() would raise.
    if not os.path.exists(found):
        raise CorpusError(
            f"{found} is not there: wanted the corpus {name}; give --path, "
            "or set DATELINE_CORPORA to the folder that holds the corpora"
        )
    # Villages are named there, for which the whole of a country's gazetteer is needed.
    lore = Lore.open(cache_folder(), added=gazetteer_folder()) if wanted else Lore.open(cache_folder())
    if wanted and not lore.gazetteer.countries:
        sys.stderr.write("no country's places are added: villages stay unknown; see dateline gazetteer add\n")
    parser = Parser()
    out_of = _whole_file(write) if write else nullcontext()
    with out_of as out, Meter(f"reading {name}") as meter, sparingly():
        outcome = run(corpus, found, part, lore, parser, progress=meter.at, out=out)
    if as_json:
        sys.stdout.write(_as_json(outcome) + "\n")
    else:
        _draw(outcome, Console(no_color=not colour, highlight=False))


def charted(
    reports: Path | None, truth: Path | None, baseline: str | None, since: str | None, until: str | None
) -> Wanted | None:
    """What is wanted of the corpus control; None where nothing is said of it."""
    said = (reports, truth, baseline, since, until)
    return Wanted(*said) if any(one is not None for one in said) else None


@contextmanager
def _whole_file(target: Path) -> Iterator[TextIO]:
    """A file that takes its name when all is written; until then, and if that fails, the old one stays."""
    real = Path(os.path.realpath(target))
    made = real.with_name(f".{real.name}.{os.getpid()}")
    if os.path.exists(real) and not os.path.isfile(real):
        raise CorpusError(f"{target} cannot be written: it is there already and no plain file")
    try:
        with made.open("w", encoding="utf-8") as file:
            yield file
        made.replace(real)
    except OSError as error:
        raise CorpusError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def _as_json(outcome: Run) -> str:
    corpus = outcome.corpus
    return json.dumps(
        {
            "corpus": corpus.name,
            "part": outcome.part,
            "documents": outcome.documents,
            "figures": {name: round(value, 4) for name, value in outcome.figures.items()},
            "peers": [
                {"name": peer.name, "on": peer.on, "figures": dict(peer.figures)} for peer in corpus.peers
            ],
        },
        ensure_ascii=False,
    )


def _draw(outcome: Run, console: Console) -> None:
    corpus = outcome.corpus
    texts = "1 text" if outcome.documents == 1 else f"{outcome.documents:,} texts"
    console.print(f"{corpus.about}\n{_PARTS[outcome.part]}: {texts}\n", style="bold")
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    for name in corpus.headline:
        words = name.replace("_", " ")
        table.add_column(words, justify="right", vertical="bottom", min_width=max(map(len, words.split())))
    table.add_row("[bold green]Dateline", *_cells(corpus, outcome.figures))
    for peer in corpus.peers:
        table.add_row(peer.name, *_cells(corpus, peer.figures))
    console.print(table)
    for line in (*_where_others_are_from(corpus), *_rest(outcome)):
        console.print(line, style="dim")


def _cells(corpus: Corpus, figures: Mapping[str, float]) -> Iterator[str]:
    for name in corpus.headline:
        yield _told(figures[name]) if name in figures else ""


def _where_others_are_from(corpus: Corpus) -> Iterator[str]:
    """On which text the others' figures are: a line for all of them, or one for each text."""
    named: dict[str, list[str]] = {}
    for peer in corpus.peers:
        named.setdefault(peer.on, []).append(peer.name)
    for on, names in named.items():
        yield f"{'The others' if len(named) == 1 else ', '.join(names)}: {on}"


def _rest(outcome: Run) -> Iterator[str]:
    """The figures that have no column."""
    rest = [name for name in outcome.figures if name not in outcome.corpus.headline]
    if rest:
        yield ", ".join(f"{name.replace('_', ' ')} {_told(outcome.figures[name])}" for name in rest)


def _told(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"
