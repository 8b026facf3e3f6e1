"""Running over a corpus: its parts, the sample, what is told and kept; and the text as the path reads it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import CorpusError, UsageError
from dateline.measure.corpora import CORPORA, Corpus, corpus_named, run
from dateline.measure.parts import PARTS, in_part
from dateline.measure.texts import as_document

TEXTS = [f"text {n}" for n in range(200)]
# Neither is asked by a corpus that only counts.
NOTHING: Any = None


def counting(texts: Iterable[str] = TEXTS, sample: int = 5) -> Corpus:
    """A corpus whose texts are their own answers and predictions."""

    def predictions(items: Iterable[str], lore: object, parser: object) -> Iterator[tuple[str, str]]:
        return ((item, item.upper()) for item in items)

    return Corpus(
        "counting",
        "nowhere",
        "Texts that are counted",
        ("share", "count"),
        sample,
        lambda path, parser: iter(texts),
        str,
        predictions,
        lambda pairs: {"extra": 0.5, "count": float(len(pairs)), "share": 1.0},
        lambda file, item, predicted: print(json.dumps([item, predicted]), file=file),
    )


def texts_of(part: Any, *, sample: bool = False) -> list[str]:
    out = io.StringIO()
    outcome = run(counting(), Path("there"), part, NOTHING, NOTHING, sample=sample, out=out)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert outcome.documents == len(told) == outcome.figures["count"]
    assert all(predicted == item.upper() for item, predicted in told)
    return [item for item, _ in told]


def test_every_text_is_in_one_part() -> None:
    held_out, development = texts_of("held-out"), texts_of("development")
    assert set(held_out).isdisjoint(development)
    assert sorted((*held_out, *development)) == sorted(texts_of("all")) == sorted(TEXTS)
    assert all(in_part(text, "held-out") for text in held_out)


@pytest.mark.parametrize("part", PARTS)
def test_a_sample_is_a_small_piece_of_its_part_and_stays(part: Any) -> None:
    sample, whole = texts_of(part, sample=True), texts_of(part)
    assert set(sample) < set(whole)
    assert 0.05 < len(sample) / len(whole) < 0.45
    assert sample == texts_of(part, sample=True)


def test_the_sample_has_its_own_lot() -> None:
    # Drawn with the lot that chose the part, a sample of one in four would be the whole part.
    out = run(counting(sample=4), Path("there"), "held-out", NOTHING, NOTHING, sample=True)
    assert out.documents < len(texts_of("held-out")) / 2


def test_headline_figures_come_first() -> None:
    outcome = run(counting(), Path("there"), "all", NOTHING, NOTHING)
    assert list(outcome.figures) == ["share", "count", "extra"]
    assert (outcome.part, outcome.corpus.name) == ("all", "counting")


def test_progress_is_told_for_each_text() -> None:
    told: list[tuple[int, int]] = []
    run(
        counting(["a", "b", "c"]),
        Path("x"),
        "all",
        NOTHING,
        NOTHING,
        progress=lambda n, of: told.append((n, of)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(("texts", "part"), [([], "all"), (["text 0"], None)])
def test_a_part_without_texts_is_an_error(texts: list[str], part: Any) -> None:
    chosen = part or ("development" if in_part("text 0", "held-out") else "held-out")
    with pytest.raises(CorpusError, match=f"part '{chosen}'"):
        run(counting(texts), Path("there.xml"), chosen, NOTHING, NOTHING)


def test_what_a_corpus_raises_while_loading_goes_through() -> None:
    def broken(path: Path, parser: object) -> Iterator[str]:
        yield "text 1"
        raise CorpusError(f"{path}: cut off")

    with pytest.raises(CorpusError, match=r"there\.xml: cut off"):
        run(replace(counting(), load=broken), Path("there.xml"), "all", NOTHING, NOTHING)


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_a_corpus_says_what_it_is(corpus: Corpus) -> None:
    assert corpus_named(corpus.name) is corpus
    assert not Path(corpus.path).is_absolute()
    assert corpus.about
    assert corpus.sample > 1
    # Every headline figure, and no other, may be compared with a peer's.
    figures = corpus.score([])
    assert set(corpus.headline) <= set(figures)
    assert all(isinstance(value, float) for value in figures.values())
    for peer in corpus.peers:
        assert peer.name
        assert peer.on
        assert set(peer.figures) <= set(corpus.headline)
        assert peer.figures
        assert all(0 < value < 1 for value in peer.figures.values())


# The names that scripts rely on.
@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("lgl", ("recognition_f1", "within_161km", "mean_error_km", "auc")),
        ("tr-news", ("recognition_f1", "within_161km", "mean_error_km", "auc")),
        ("wikiwars", ("span_strict_f1", "span_relaxed_f1", "value_f1")),
        ("event-location", ("accuracy",)),
        ("plover", ("root_macro_f1", "events_f1")),
    ],
)
def test_the_headline_figures_have_fixed_names(name: str, figures: tuple[str, ...]) -> None:
    assert corpus_named(name).headline == figures


@pytest.mark.parametrize("name", ["", "LGL", "lgl ", "l" * 9_000])
def test_an_unknown_corpus_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UsageError, match="one of lgl, tr-news, wikiwars, event-location") as caught:
        corpus_named(name)
    assert len(str(caught.value)) < 200


# -- the text as a document


@given(st.text("ab \n\r\t.é€𝔘", max_size=60))
def test_every_line_is_a_part_where_it_stands(text: str) -> None:
    document = as_document(text, "a", published=None)
    assert document.text == text
    assert all(text[p.start : p.end] == p.text and p.text.strip() for p in document.parts)
    assert [p.text for p in document.parts] == [line for line in text.split("\n") if line.strip()]
    assert all(a.end < b.start for a, b in zip(document.parts, document.parts[1:], strict=False))


@pytest.mark.parametrize(
    ("published", "start", "basis"), [(None, None, "unknown"), ("2011-05-06", "2011-05-06", "metadata")]
)
def test_the_day_of_a_document(published: str | None, start: str | None, basis: str) -> None:
    document = as_document("Text.", "a", published=published)
    assert document.published is not None
    assert (document.published.start, document.published.basis) == (start, basis)
    assert (document.source, document.outlet, document.title) == ("a", None, None)
