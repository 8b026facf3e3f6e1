"""Sentences with a source, a target and a root: read, refused, predicted, scored and written."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.measure.plover import ROOTS, Line, Predicted, load, predict, score, write
from dateline.parse import Parser

HEAD = "sentence\tsource\ttarget\tmarked_sentence\tgold_root\tgold_penta"
MARKED = "<s>Ruritania</s> condemned <t>Freedonia</t> for the raid."


def row(marked: str = MARKED, root: str = "ACCUSE", text: str | None = None) -> str:
    plain = marked
    for mark in ("<s>", "</s>", "<t>", "</t>"):
        plain = plain.replace(mark, "")
    return "\t".join((plain if text is None else text, "a source", "a target", marked, root, "3"))


def given(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "lines.tsv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def line(marked: str, root: str, tmp_path: Path) -> Line:
    (read,) = load(given(tmp_path, row(marked, root)))
    return read


def test_the_marks_become_spans(tmp_path: Path) -> None:
    read = line(MARKED, "ACCUSE", tmp_path)
    assert read == Line("Ruritania condemned Freedonia for the raid.", ((0, 9),), ((20, 29),), "ACCUSE")
    assert read.name == read.text


def test_a_party_marked_twice_or_not_at_all(tmp_path: Path) -> None:
    read = line("<s>Chad</s> swore that <s>Chad</s> would resign.", "AGREE", tmp_path)
    assert read.source == ((0, 4), (16, 20))
    assert read.target == ()


@pytest.mark.parametrize("root", ["CONCEDE", "RETREAT", "YIELD"])
def test_yield_is_not_divided(root: str, tmp_path: Path) -> None:
    assert line(MARKED, root, tmp_path).root == "YIELD"


def test_a_quoted_field(tmp_path: Path) -> None:
    quoted = '"Chad said ""no"" to Mali."\ta\tb\t"<s>Chad</s> said ""no"" to <t>Mali</t>."\tREJECT\t3'
    (read,) = load(given(tmp_path, quoted))
    assert read.text == 'Chad said "no" to Mali.'


# (row, words of the message)
BROKEN: dict[str, tuple[str, str]] = {
    "columns missing": ("Chad left.\tChad", "target and marked_sentence and gold_root missing"),
    "no root": (row(root="NONE"), "the root is 'NONE'"),
    "another sentence": (row(text="Chad left."), "is not the sentence"),
    "mark not closed": (row("<s>Chad left."), "<s> is not closed"),
    "mark not opened": (row("Chad</t> left."), "is not one of a pair"),
    "mark in its like": (row("<s>Chad <s>and</s> Mali</s> left."), "is not one of a pair"),
    "quote within a field": ('"Chad" left.\t' + row(), "expected after"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_ill_formed_line_is_refused_with_its_number(case: str, tmp_path: Path) -> None:
    broken, words = BROKEN[case]
    path = given(tmp_path, row(), broken)
    with pytest.raises(CorpusError) as caught:
        list(load(path))
    assert f"{path}, line 3" in str(caught.value)
    assert words in str(caught.value)


def test_a_file_that_is_missing_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        list(load(tmp_path / "nothing.tsv"))
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(CorpusError, match=r"no UTF-8"):
        list(load(tmp_path / "bytes.tsv"))


# (marked sentence, root chosen, roots joined to both)
READ: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("<s>Uruguay</s> condemned <t>Paraguay</t> over the raid.", "ACCUSE", ("ACCUSE",)),
    ("<t>Paraguay</t> was condemned by <s>Uruguay</s> over the raid.", "ACCUSE", ("ACCUSE",)),
    ("Norway met Sweden after <s>Uruguay</s> condemned <t>Paraguay</t>.", "ACCUSE", ("ACCUSE",)),
    # What nobody is named for may be anybody's.
    ("<s>Uruguay</s> condemned Paraguay over the raid.", "ACCUSE", ("ACCUSE",)),
    # Help refused is no help, and what both do together each does with the other.
    ("<s>Uruguay</s> refused to send food to <t>Paraguay</t>.", "REJECT", ("REJECT",)),
    ("<s>Uruguay</s> and <t>Paraguay</t> signed a treaty.", "SUPPORT", ("SUPPORT",)),
    # Coded, but between others.
    ("<s>Norway</s> was silent when Uruguay condemned <t>Paraguay</t>.", "ACCUSE", ()),
)


@pytest.mark.parametrize(("marked", "root", "joined"), READ)
def test_the_root_between_the_parties(
    marked: str, root: str, joined: tuple[str, ...], tmp_path: Path, lore: Lore, parser: Parser
) -> None:
    predicted = predict(line(marked, "ACCUSE", tmp_path), lore, parser)
    assert (predicted.root, predicted.joined) == (root, joined)


def told(root: str) -> Line:
    return Line("x", (), (), root)


def test_the_figures() -> None:
    figures = score(
        [
            (told("ACCUSE"), Predicted("ACCUSE", ("ACCUSE",))),
            (told("ACCUSE"), Predicted("AID", ())),
            (told("AID"), Predicted("AID", ("AID", "COERCE"))),
        ]
    )
    assert figures["accuracy"] == pytest.approx(2 / 3)
    assert figures["root_macro_f1"] == pytest.approx(2 / 3)
    assert figures["events_precision"] == pytest.approx(2 / 3)
    assert figures["events_recall"] == pytest.approx(2 / 3)
    assert {f"{root.lower()}_f1" for root in ROOTS} <= set(figures)


def test_no_lines_score_nothing() -> None:
    assert set(score([]).values()) == {0.0}


def test_a_written_line(tmp_path: Path) -> None:
    file = io.StringIO()
    write(file, line(MARKED, "ACCUSE", tmp_path), Predicted("AID", ("AID",)))
    row = json.loads(file.getvalue())
    assert (row["root"], row["predicted"], row["joined"]) == ("ACCUSE", "AID", ["AID"])
    assert row["source"] == [[0, 9]]
