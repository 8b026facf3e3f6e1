"""Attributions in brat's standoff: read, paired with predictions, counted."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.measure import polnear
from dateline.measure.corpora import corpus_named
from dateline.measure.polnear import Article, Link, load, predictions, score, write
from dateline.parse import Parser

TEXT = '"The bridge is shut," the mayor said, "until May." He hopes for rain.'
SOURCE, CUE = ((22, 31),), ((32, 36),)
CONTENT = ((0, 21), (38, 50))
SAID = Link(SOURCE, CUE, CONTENT)
HOPES = Link(((51, 53),), ((54, 59),), ((60, 68),))
NOTES = """T1\tSource 22 31\tthe mayor
T2\tCue 32 36\tsaid
T3\tContent 0 21;38 50\t"The bridge is shut," "until May."
T4\tAttribution 32 36\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tDiscuss 60 68\tfor rain
"""


def corpus(folder: Path, notes: str, text: str = TEXT) -> Path:
    for name, content in (("text/one.txt", text), ("ann/one.ann", notes)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content.encode())
    return folder


def test_links_are_read_with_their_pieces(tmp_path: Path) -> None:
    (article,) = load(corpus(tmp_path, NOTES))
    assert (article.name, article.text, article.answers) == ("one", TEXT, (SAID,))


@pytest.mark.parametrize(
    ("more", "links"),
    [
        # Several contents of one event are several links.
        ("T9\tContent 60 68\tfor rain\nE2\tAttribution:T4 Source:T1 Cue:T2 Content:T3 Content2:T9\n", 2),
        ("T9\tDiscard 60 68\tfor rain\nE2\tAttribution:T9 Cue:T9 Content:T9\n", 1),
        ("E2\tAttribution:T4\n", 1),
        ("E2\tAttribution:T4 Source:T1 Cue:T2\n", 1),
        ("#1\tAnnotatorNotes T1\tunsure\n\n", 1),
    ],
)
def test_what_else_stands_in_notes(tmp_path: Path, more: str, links: int) -> None:
    (article,) = load(corpus(tmp_path, NOTES + more))
    assert len(article.answers) == links


def test_an_event_without_a_source_has_none(tmp_path: Path) -> None:
    (article,) = load(corpus(tmp_path, NOTES.replace("Source:T1 ", "")))
    assert article.answers == (replace(SAID, source=None),)


def test_white_space_is_no_part_of_a_span(tmp_path: Path) -> None:
    notes = NOTES.replace("Content 0 21;38 50", "Content 0 4;4 22;37 50")
    (article,) = load(corpus(tmp_path, notes))
    assert article.answers == (SAID,)


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ("T1\tSource 3\tx\n", "line 1"),
        ("T1\tSource 9 999\tx\n", "line 1"),
        ("T1\tSource 9 9\tx\n", "line 1"),
        ("T1\tSource a b\tx\n", "line 1"),
        ("\nE1\tAttribution:T4 Cue:T4\n", "line 2: no span T4"),
    ],
)
def test_ill_formed_notes_name_the_line(tmp_path: Path, notes: str, told: str) -> None:
    with pytest.raises(CorpusError, match=told):
        list(load(corpus(tmp_path, notes)))


def test_missing_files_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="text/"):
        list(load(tmp_path))
    corpus(tmp_path, NOTES)
    (tmp_path / "ann/one.ann").unlink()
    with pytest.raises(CorpusError, match=r"one\.ann"):
        list(load(tmp_path))
    (tmp_path / "text/one.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(CorpusError, match="UTF-8"):
        list(load(tmp_path))


def figures(*found: Link, answers: tuple[Link, ...] = (SAID, HOPES)) -> dict[str, float]:
    return score([(Article("one", TEXT, answers), found)])


def test_all_right_is_one_and_nothing_is_zero() -> None:
    assert all(value == 1 for value in figures(SAID, HOPES).values())
    assert all(value == 0 for value in figures().values())
    assert all(value == 0 for value in score([]).values())


def test_a_span_nearly_right_counts_as_overlap_alone() -> None:
    told = figures(replace(SAID, source=((26, 31),)), HOPES)
    assert told["source_exact_f1"] == 0.5
    assert told["source_overlap_f1"] == told["link_overlap_f1"] == told["direct_speaker_accuracy"] == 1


def test_a_content_that_lacks_a_piece_is_not_exact() -> None:
    told = figures(replace(SAID, content=CONTENT[:1]), HOPES)
    assert told["content_exact_f1"] == 0.5
    assert told["content_piece_exact_f1"] == pytest.approx(0.8)
    assert told["link_overlap_f1"] == 1


def test_a_source_where_none_is_told_is_no_right_link() -> None:
    told = figures(SAID, answers=(replace(SAID, source=None),))
    assert told["link_overlap_f1"] == 0
    assert told["cue_exact_f1"] == told["content_exact_f1"] == 1
    assert told["direct_speaker_accuracy"] == 0


def test_one_prediction_serves_one_answer() -> None:
    told = figures(replace(SAID, content=((0, 68),)), answers=(SAID, replace(SAID, content=((60, 68),))))
    assert told["link_overlap_recall"] == 0.5


def test_shared_spans_count_once() -> None:
    told = figures(SAID, replace(HOPES, source=SOURCE))
    assert told["source_exact_f1"] == pytest.approx(2 / 3)


def test_the_wrong_speaker_of_a_quotation() -> None:
    assert figures(replace(SAID, source=((51, 53),)), HOPES)["direct_speaker_accuracy"] == 0
    # A statement that holds the quotation is not taken for it.
    wide = Link(((51, 53),), ((54, 59),), ((0, 50),))
    assert figures(replace(SAID, content=CONTENT), wide)["direct_speaker_accuracy"] == 1


def test_predictions_stand_beside_answers() -> None:
    file = io.StringIO()
    write(file, Article("one", TEXT, (SAID,)), (HOPES,))
    told = json.loads(file.getvalue())
    assert told["document"] == "one"
    content = [piece["text"] for piece in told["answers"][0]["content"]]
    assert content == ['"The bridge is shut,"', '"until May."']
    assert told["predicted"][0]["source"] == [{"start": 51, "end": 53, "text": "He"}]


def test_predictions_lie_in_the_text(lore: Lore, parser: Parser) -> None:
    text = "The mayor said that the bridge was shut.\n\n\n“We wait,” she added."
    ((article, found),) = predictions([Article("one", text, ())], lore, parser)
    assert found
    for link in found:
        for pieces in (link.source or (), link.cue, link.content):
            assert all(0 <= start < end <= len(text) for start, end in pieces)
    assert article.name == "one"


def test_a_tenth_is_held_out() -> None:
    assert corpus_named("polnear").lots == 10
    assert corpus_named("polnear").headline == (
        "source_exact_f1",
        "cue_exact_f1",
        "content_exact_f1",
        "link_overlap_f1",
        "direct_speaker_accuracy",
    )
    assert polnear.load is not None
