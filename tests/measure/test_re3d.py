"""Reports with entities (re3d): read, refused, predicted, scored and written."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.measure.corpora import corpus_named
from dateline.measure.re3d import Entity, Report, load, predict, score, write
from dateline.parse import Parser

TEXT = "The militia hid twelve rifles near Malin.\nIt paid 3 million dollars for a tank."


def entity(words: str, kind: str, *, text: str = TEXT, name: str = "one", **other: Any) -> dict[str, Any]:
    """The first of these words as the corpus writes an entity."""
    begin = text.index(words)
    row = {"documentId": name, "begin": begin, "end": begin + len(words), "type": kind, "value": words}
    return row | other


def corpus(
    folder: Path, entities: Sequence[object], documents: Sequence[object] = ({"_id": "one", "text": TEXT},)
) -> Path:
    """A source's folder within the corpus' folder, which is returned; a string is a line as it stands."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name, rows in (("documents", documents), ("entities", entities)):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (source / f"{name}.json").write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    return folder


ENTITIES = (
    entity("rifles", "Weapon"),
    entity("twelve", "Quantity"),
    entity("Malin", "Location"),
    entity("3 million dollars", "Money"),
    entity("a tank", "MilitaryPlatform"),
    entity("a tank", "MilitaryPlatform"),
)
ANSWERS = {
    ("quantity", "twelve"),
    ("weapon", "rifles"),
    ("money", "3 million dollars"),
    ("platform", "a tank"),
}


def told(report: Report, entities: Sequence[Entity]) -> set[tuple[str, str]]:
    return {(e.kind, report.text[e.start : e.end]) for e in entities}


def test_the_four_kinds_are_answers(tmp_path: Path) -> None:
    (report,) = load(corpus(tmp_path, ENTITIES))
    assert (report.name, report.text) == ("one", TEXT)
    assert told(report, report.answers) == ANSWERS
    assert [a.start for a in report.answers] == sorted(a.start for a in report.answers)
    assert len(report.answers) == len(ANSWERS)


def test_one_source_is_a_corpus_too(tmp_path: Path) -> None:
    whole = corpus(tmp_path, ENTITIES)
    assert list(load(whole / "source")) == list(load(whole))


def test_marks_may_be_written_otherwise(tmp_path: Path) -> None:
    row = entity("rifles near Malin.\nIt", "Weapon", value="rifles near 'Malin' It")
    (report,) = load(corpus(tmp_path, [row]))
    assert told(report, report.answers) == {("weapon", "rifles near Malin.\nIt")}


# what is wrong: (entities, documents, words of the message)
BROKEN: dict[str, tuple[Sequence[object], Sequence[object], str]] = {
    "no JSON": (["{oops"], [], "entities.json, line 1"),
    "no object": (["[1]"], [], "found list"),
    "key missing": ([{"documentId": "one", "begin": 0}], [], "end and type and value missing"),
    "no such document": ([entity("rifles", "Weapon", name="two")], [], "no document 'two'"),
    "outside": ([entity("rifles", "Weapon", end=900)], [], "no stretch"),
    "backwards": ([entity("rifles", "Weapon", end=3)], [], "no stretch"),
    "no number": ([entity("rifles", "Weapon", begin="3")], [], "no stretch"),
    "other words": (["", entity("rifles", "Weapon", value="tanks")], [], "line 2: .*'rifles', not 'tanks'"),
    "documents broken": ([], ["{}"], "documents.json, line 1: _id and text missing"),
    "text no string": ([], [{"_id": "one", "text": 3}], "wanted strings"),
    "twice": ([], [{"_id": "a", "text": "x"}, {"_id": "a", "text": "y"}], "line 2: .*stands twice"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused(what: str, tmp_path: Path) -> None:
    entities, documents, message = BROKEN[what]
    with pytest.raises(CorpusError, match=message):
        list(load(corpus(tmp_path, entities, documents or ({"_id": "one", "text": TEXT},))))


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no documents\.json"):
        list(load(tmp_path))


def test_missing_entities_and_other_encodings_are_refused(tmp_path: Path) -> None:
    path = corpus(tmp_path, ENTITIES) / "source" / "entities.json"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CorpusError, match=r"entities\.json is no UTF-8"):
        list(load(tmp_path))
    path.unlink()
    with pytest.raises(CorpusError, match=r"entities\.json cannot be read"):
        list(load(tmp_path))


def test_predictions_are_the_path_s_own(tmp_path: Path, lore: Lore, parser: Parser) -> None:
    (report,) = load(corpus(tmp_path, ENTITIES))
    assert told(report, predict(report, lore, parser)) == {
        ("quantity", "twelve"),
        ("weapon", "rifles"),
        ("money", "3 million dollars"),
        ("platform", "tank"),
    }


# The corpus has the number and its unit, not what is counted; "one" and how long something lasts are none.
AMOUNTS: tuple[tuple[str, list[str]], ...] = (
    ("At least 40 young rebels fled.", ["40"]),
    ("The mill lies more than 12 km away.", ["12 km"]),
    ("Several villages fell.", ["Several"]),
    ("One shop was open.", []),
    ("The two envoys met.", []),
    ("The station is heard on 90 MHz.", []),
    ("The siege went on for six months.", []),
    ("The town paid over $5 million.", ["$5 million"]),
)


@pytest.mark.parametrize(("text", "amounts"), AMOUNTS)
def test_amounts_are_what_the_corpus_calls_so(
    text: str, amounts: list[str], lore: Lore, parser: Parser
) -> None:
    found = predict(Report("a", text, ()), lore, parser)
    assert [text[e.start : e.end] for e in found if e.kind in ("quantity", "money")] == amounts


def test_goods_and_people_are_neither_weapons_nor_platforms(lore: Lore, parser: Parser) -> None:
    report = Report("a", "The ship's crew sold wheat and helmets to soldiers.", ())
    assert told(report, predict(report, lore, parser)) <= {("platform", "ship")}


def test_scores_count_kinds_apart() -> None:
    answers = (Entity("quantity", 0, 5), Entity("weapon", 6, 12), Entity("platform", 20, 24))
    found = (Entity("quantity", 0, 12), Entity("weapon", 6, 12), Entity("weapon", 20, 24))
    figures = score([(Report("a", "x" * 30, answers), found)])
    assert figures["figures_overlap_f1"] == pytest.approx(2 / 3)
    assert figures["figures_exact_f1"] == pytest.approx(1 / 3)
    assert (figures["quantity_overlap_f1"], figures["quantity_exact_f1"]) == (1, 0)
    assert figures["weapon_overlap_f1"] == pytest.approx(2 / 3)
    assert (figures["weapon_overlap_precision"], figures["weapon_overlap_recall"]) == (0.5, 1)
    assert figures["platform_overlap_f1"] == figures["money_overlap_f1"] == 0


def test_one_prediction_serves_one_answer() -> None:
    answers = (Entity("weapon", 0, 8), Entity("weapon", 2, 8))
    figures = score([(Report("a", "a rocket", answers), (Entity("weapon", 2, 8),))])
    assert figures["weapon_overlap_recall"] == 0.5
    assert figures["weapon_exact_f1"] == pytest.approx(2 / 3)


def test_predictions_are_written_beside_answers() -> None:
    out = io.StringIO()
    write(out, Report("a", "a rocket", (Entity("weapon", 0, 8),)), (Entity("weapon", 2, 8),))
    assert json.loads(out.getvalue()) == {
        "document": "a",
        "answers": [{"kind": "weapon", "start": 0, "end": 8, "text": "a rocket"}],
        "predicted": [{"kind": "weapon", "start": 2, "end": 8, "text": "rocket"}],
    }


def test_the_headline_figures_have_fixed_names() -> None:
    assert corpus_named("re3d").headline == ("figures_overlap_f1", "figures_exact_f1")
