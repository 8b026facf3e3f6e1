"""Histories in TimeML: reading them, predicting beside their answers, scoring."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.measure import timeml
from dateline.measure.timeml import Timex
from dateline.parse import Parser

HISTORY = """<?xml version="1.0" ?>
<TimeML>
<DOCID>reeds</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2009-12-19">2009-12-19</TIMEX3></DCT>
<TEXT>
<TIMEX3 tid="t1" type="DATE" value="1861">1861</TIMEX3>

Reeds &amp; Sons closed on <TIMEX3 tid="t2" type="DATE" value="1861-03-03">3 March</TIMEX3>. It had lasted
<TIMEX3 tid="t3" type="DATE" value="P10Y">ten years</TIMEX3>. In 1862, 1863 and 1864 nobody came.
</TEXT>
</TimeML>
"""


def written(folder: Path, text: str, name: str = "reeds.tml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_answers_stand_where_their_words_stand(tmp_path: Path) -> None:
    (history,) = timeml.load(written(tmp_path, HISTORY))
    assert (history.name, history.published) == ("reeds", "2009-12-19")
    assert "Reeds & Sons" in history.text
    assert [(one.text, one.value) for one in history.answers] == [
        ("1861", "1861"),
        ("3 March", "1861-03-03"),
        ("ten years", "P10Y"),
    ]
    for one in history.answers:
        assert history.text[one.start : one.end] == one.text


def test_an_expression_may_hold_another_and_other_elements_are_plain_text(tmp_path: Path) -> None:
    text = (
        '<TimeML><TEXT>In <TIMEX3 tid="t1" value="P2M">the <b>first</b> months of '
        '<TIMEX3 tid="t2" value="1939">1939</TIMEX3></TIMEX3> it rained.</TEXT></TimeML>'
    )
    (history,) = timeml.load(written(tmp_path, text))
    assert history.text == "In the first months of 1939 it rained."
    assert [one.text for one in history.answers] == ["the first months of 1939", "1939"]
    assert history.published is None


def test_a_folder_is_read_in_order_of_name(tmp_path: Path) -> None:
    for name in ("02_b.tml", "01_a.tml", "notes.txt"):
        written(tmp_path, HISTORY, name)
    assert [history.name for history in timeml.load(tmp_path)] == ["01_a", "02_b"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("<TimeML><TEXT>cut", "no well-formed XML"),
        ("<TimeML><BODY>words</BODY></TimeML>", "no <TEXT>"),
        ('<TimeML><TEXT><TIMEX3 tid="t1" value="">now</TIMEX3></TEXT></TimeML>', "TIMEX3 t1 has value=''"),
        ('<TimeML><TEXT><TIMEX3 tid="t1">now</TIMEX3></TEXT></TimeML>', "TIMEX3 t1 has value=''"),
        ('<TimeML><TEXT><TIMEX3 tid="t1" value="1861"/></TEXT></TimeML>', "TIMEX3 t1 holds no words"),
        (
            '<TimeML><DCT><TIMEX3 value="soon"/></DCT><TEXT>words</TEXT></TimeML>',
            "its <DCT> has value='soon'",
        ),
        (
            '<TimeML><DCT><TIMEX3 value="2009-13-01"/></DCT><TEXT>words</TEXT></TimeML>',
            "its <DCT> has value='2009-13-01'",
        ),
        ('<!DOCTYPE a [<!ENTITY b "c">]><TimeML><TEXT>&b;</TEXT></TimeML>', "declares entities"),
    ],
)
def test_an_ill_formed_history_is_one_error_with_its_cause(tmp_path: Path, text: str, cause: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CorpusError) as raised:
        list(timeml.load(path))
    assert str(path) in str(raised.value)
    assert cause in str(raised.value)


@pytest.mark.parametrize("name", ["missing.tml", "."])
def test_a_path_with_nothing_to_read_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(CorpusError, match=r"cannot be read|holds no histories"):
        list(timeml.load(tmp_path / name))


def test_predictions_are_slices_of_the_text(tmp_path: Path, lore: Lore, parser: Parser) -> None:
    (history,) = timeml.load(written(tmp_path, HISTORY))
    predicted = timeml.predict(history, lore, parser)
    assert [(one.text, one.value) for one in predicted] == [
        ("1861", "1861"),
        ("3 March", "1861-03-03"),
        ("ten years", "P10Y"),
        ("1862", "1862"),
        ("1863", "1863"),
        ("1864", "1864"),
    ]
    for one in predicted:
        assert history.text[one.start : one.end] == one.text


def span(start: int, end: int, value: str = "1861") -> Timex:
    return Timex(start, end, "x" * (end - start), value)


def test_scores_are_micro_over_all_histories() -> None:
    pairs = [
        # One exact, one that overlaps with another value, one missed.
        ([span(0, 4), span(10, 20), span(30, 34)], [span(0, 4), span(14, 20, "1862")]),
        # One found that is none.
        ([], [span(5, 9)]),
    ]
    figures = timeml.score(pairs)
    assert figures["span_strict_f1"] == pytest.approx(2 * 1 / 6)
    assert figures["span_relaxed_f1"] == pytest.approx(2 * 2 / 6)
    assert figures["value_f1"] == pytest.approx(2 * 1 / 6)
    assert figures["span_relaxed_precision"] == pytest.approx(2 / 3)
    assert figures["span_relaxed_recall"] == pytest.approx(2 / 3)


def test_each_prediction_answers_once() -> None:
    figures = timeml.score([([span(0, 4), span(5, 9)], [span(0, 9)])])
    assert figures["span_relaxed_recall"] == 0.5
    assert figures["span_relaxed_precision"] == 1.0


def test_nothing_wanted_and_nothing_found_scores_nothing() -> None:
    assert set(timeml.score([([], [])]).values()) == {0.0}


def test_a_line_holds_predictions_beside_answers(tmp_path: Path) -> None:
    (history,) = timeml.load(written(tmp_path, HISTORY))
    out = io.StringIO()
    timeml.write(out, history, [span(0, 4)])
    row = json.loads(out.getvalue())
    assert row["document"] == "reeds"
    assert row["answers"][0] == {"start": 1, "end": 5, "text": "1861", "value": "1861"}
    assert row["predicted"] == [{"start": 0, "end": 4, "text": "xxxx", "value": "1861"}]
