"""The view of hand-built records: no language model is needed."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from dateline.model import Event, Quote, Record, Span, sealed
from dateline.tell.story import Story, start_of
from dateline.tell.terminal import draw, in_one_line
from tests.store.samples import MINISTER, Article, article


def drawn(made: Article, *more: Record, width: int = 140, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, markup=False, emoji=False, highlight=False
    )
    draw(Story(made.document, [*made.records, *more], "two-valleys"), console)
    return out.getvalue()


def test_each_section_stands_with_its_source() -> None:
    told = " ".join(drawn(article(1)).split())
    for words in (
        "Story 1", "The Courier", "theatre two-valleys", "What happened", "● occurred", "two killed",
        "Who said what", "Anton Véga → The Courier",
        "Who holds what", "Orlov Ferry (East Mark) Norland gained",
        "(denies)", "Figures", "at least 2", "What is predicted", "“likely” 55–80 %",
        "Sources: whom the text rests on", "90%", "The Courier · narration",
    ):  # fmt: skip
        assert words in told, words


@pytest.mark.parametrize("factuality", ["planned", "denied", "conditional", "requested"])
def test_what_did_not_happen_looks_different(factuality: str) -> None:
    made = article(1)
    fields = {
        name: getattr(made.event, name) for name in Event.__dataclass_fields__ if name not in ("id", "record")
    }
    other = sealed(Event, **{**fields, "factuality": factuality})
    plain = drawn(made, other)
    mark = "✗" if factuality == "denied" else "○"
    assert f"{mark} {factuality}" in plain
    coloured = drawn(made, other, colour=True)
    assert "\x1b[1m“took" in coloured  # it happened: bold
    assert "\x1b[3;3" in coloured  # it did not: slanted, in the colour of its status


def test_scare_quotes_stand_apart() -> None:
    made = article(1)
    span = Span(0, 5, made.document.text[:5])
    scare = sealed(
        Quote,
        document=made.document.id,
        evidence=(span,),
        speaker=None,
        cue=None,
        content=(span,),
        scare=True,
    )
    told = drawn(made, scare)
    assert "Set off in quotation marks, said by nobody: ‘Story’ (line 1)" in told
    assert "“Story”" not in told


def test_words_said_once_stand_once() -> None:
    made = article(1)
    start = made.document.text.index("took")
    part = Span(start, start + 4, "took")
    inner = sealed(
        Quote,
        document=made.document.id,
        evidence=(part,),
        speaker=MINISTER,
        cue=None,
        content=(part,),
        scare=False,
    )
    said = Story(made.document, [*made.records, inner]).sayings()
    assert inner.id not in [saying.record.id for saying in said]
    assert made.quote.id in [saying.record.id for saying in said]


def test_many_quotes_are_laid_out_in_time_linear_in_their_number() -> None:
    made = article(1)
    span = Span(0, 5, made.document.text[:5])
    quotes = [
        Quote(
            f"{number:016x}",
            made.document.id,
            (span,),
            MINISTER,
            None,
            (Span(number, number + 3, "abc"),),
            False,
        )
        for number in range(20_000)
    ]
    assert len(Story(made.document, quotes).sayings()) == 20_000


def test_a_document_in_one_line() -> None:
    made = article(1)
    told = in_one_line(Story(made.document, made.records)).plain
    assert told.startswith("2031-03-08 The Courier Story 1 1 event, 1 quote, 1 figure, 1 forecast")


def test_a_record_stands_where_its_own_words_do() -> None:
    made = article(1)
    assert start_of(made.event) == made.event.trigger.start
    assert start_of(made.quote) == made.quote.content[0].start
    assert start_of(made.forecast) == made.forecast.proposition.start
