"""Lines of event locations: read, refused, predicted, scored and written."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.measure.event_places import Line, load, predict, predictions, score, write
from dateline.parse import Parser
from eval.train_event_places import REASONS, Example, accuracy, fit, written

TEXT = "In Sorva, rebels shelled Malin well after the half-hour truce near Port Brod."


def given(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "lines.jsonl"
    written = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(written), encoding="utf-8")
    return path


def row(*locations: Sequence[int], text: str = TEXT, verb: Sequence[int] = (17, 24)) -> dict[str, object]:
    return {"text": text, "verb": list(verb), "locations": [list(span) for span in locations]}


# (locations as written, as words of the text)
COUNTED: Sequence[tuple[list[tuple[int, int]], list[str]]] = (
    ([], []),
    ([(3, 8)], ["Sorva"]),
    ([(25, 30)], ["Malin"]),
    ([(3, 8), (25, 30)], ["Sorva", "Malin"]),
    ([(1, 1)], ["Sorva"]),
    ([(5, 5)], ["Malin"]),
    ([(1, 1), (5, 5)], ["Sorva", "Malin"]),
    # "half-hour" is three words to the parser.
    ([(14, 15)], ["Port Brod"]),
)


@pytest.mark.parametrize(("locations", "expected"), COUNTED)
def test_answers_counted_in_characters_or_words(
    locations: list[tuple[int, int]], expected: list[str], tmp_path: Path, parser: Parser
) -> None:
    (line,) = load(given(tmp_path, row(*locations)), parser)
    assert [line.text[start:end] for start, end in line.locations] == expected
    assert line.given == tuple(locations)


# (line, words of the message)
BROKEN: dict[str, tuple[object, str]] = {
    "no JSON": ("{text", "line 2"),
    "no object": ("[1, 2]", "list"),
    "key missing": ('{"text": "x", "verb": [0, 1]}', "locations missing"),
    "text no string": ({"text": 3, "verb": [0, 1], "locations": []}, "string"),
    "verb no span": ({"text": "It fell.", "verb": [3], "locations": []}, "[start, end]"),
    "verb empty": (row(verb=(17, 17)), "empty"),
    "verb outside": (row(verb=(17, 400)), "outside the text"),
    "truth is no number": ({"text": "It fell.", "verb": [True, 2], "locations": []}, "[start, end]"),
    "locations no list": ({"text": "It fell.", "verb": [3, 7], "locations": 4}, "list"),
    "location backwards": (row((30, 25)), "outside the text"),
    "location negative": (row((-1, 3)), "outside the text"),
    "location empty": (row((60, 60)), "counts no word"),
}


@pytest.mark.parametrize(("broken", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_line_is_named(broken: object, words: str, tmp_path: Path, parser: Parser) -> None:
    with pytest.raises(CorpusError) as caught:
        list(load(given(tmp_path, row(), broken), parser))
    assert "lines.jsonl, line 2" in str(caught.value)
    assert words in str(caught.value)


def test_a_file_that_is_none(tmp_path: Path, parser: Parser) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        list(load(tmp_path / "none.jsonl", parser))
    (tmp_path / "bytes.jsonl").write_bytes(b'{"text": "\xff"}')
    with pytest.raises(CorpusError, match="UTF-8"):
        list(load(tmp_path / "bytes.jsonl", parser))


def test_predictions_lie_in_the_text_they_are_of(tmp_path: Path, lore: Lore, parser: Parser) -> None:
    first = row(text="A bomb exploded in Mosul.", verb=(7, 15))
    second = row(text=" \nGunmen attacked Idlib on Friday.\n", verb=(9, 17))
    third = row(text="He was murdered by his brother.", verb=(7, 15))
    lines = list(load(given(tmp_path, first, second, third), parser))
    found = [[line.text[a:b] for a, b in spans] for line, spans in predictions(lines, lore, parser)]
    assert found == [["Mosul"], ["Idlib"], []]
    assert [predict(line, lore, parser) for line in lines] == [
        spans for _, spans in predictions(lines, lore, parser)
    ]


Spans = tuple[tuple[int, int], ...]


def line(*locations: tuple[int, int]) -> Line:
    return Line(TEXT, (17, 24), locations, locations)


# (answers, predictions, accurate, exact)
SCORED: Sequence[tuple[Spans, Spans, float, float]] = (
    ((), (), 1, 1),
    ((), ((3, 8),), 0, 0),
    (((3, 8),), (), 0, 0),
    (((3, 8),), ((3, 8),), 1, 1),
    (((3, 8),), ((0, 4),), 1, 1),
    (((3, 8),), ((8, 10),), 0, 0),
    (((3, 8),), ((3, 8), (25, 30)), 0, 0),
    (((3, 8), (25, 30)), ((3, 8),), 1, 0),
    (((3, 8), (25, 30)), ((25, 30), (3, 8)), 1, 1),
    (((3, 8), (25, 30)), ((3, 30),), 1, 0),
    (((3, 8),), ((3, 4), (5, 8)), 1, 0),
)


@pytest.mark.parametrize(("answers", "predicted", "accurate", "exact"), SCORED)
def test_score(answers: Spans, predicted: Spans, accurate: float, exact: float) -> None:
    found = score([(line(*answers), predicted)])
    assert (found["accuracy"], found["exact"]) == (accurate, exact)


def test_score_of_none_and_of_what_counted_words() -> None:
    counted = Line(TEXT, (17, 24), ((3, 8),), ((1, 1),))
    pairs: list[tuple[Line, Spans]] = [
        (line(), ()),
        (line(), ((3, 8),)),
        (line((3, 8)), ()),
        (counted, ((3, 8),)),
    ]
    found = score(pairs)
    assert (found["none_precision"], found["none_recall"]) == (0.5, 0.5)
    assert (found["accuracy"], found["accuracy_as_given"], found["counted_words"]) == (0.5, 0.25, 0.25)
    assert score([])["accuracy"] == 0.0


def test_predictions_are_written_beside_answers() -> None:
    file = io.StringIO()
    write(file, line((3, 8)), ((25, 30),))
    write(file, Line(TEXT, (17, 24), ((3, 8),), ((1, 1),)), ())
    first, second = map(json.loads, file.getvalue().splitlines())
    assert first == row((3, 8)) | {"predicted": [[25, 30]]}
    assert second == row((1, 1)) | {"locations_in_characters": [[3, 8]], "predicted": []}


def taught(n: int) -> list[Example]:
    """Sentences in which what stands after "in" is right, and none where nothing does."""
    rows = [[("none-voice", "active")], [("role", "p:in")], [("role", "p:from")]]
    said = [Example(f"said {i}", rows, [False, True, False], empty=False) for i in range(n)]
    empty = [Example(f"empty {i}", [rows[0], rows[2]], [True, False], empty=True) for i in range(n)]
    return [*said, *empty]


def test_weights_learn_what_is_right_and_are_the_same_again() -> None:
    weights = fit(taught(30))
    assert weights == fit(taught(30))
    assert weights["role", "p:in"] > 0 > weights["role", "p:from"]
    assert accuracy(taught(30), weights) == 1.0


def test_signs_of_few_lines_teach_nothing() -> None:
    assert fit(taught(1)) == {}


def test_the_shipped_table_has_the_reasons_of_its_families(lore: Lore) -> None:
    assert {family for family, _ in lore.lexicon.event_place_weights} <= set(REASONS)
    assert written({("role", "p:in"): 0.5}, "Learned.").splitlines() == [
        "# Learned.",
        "event_place_weights:",
        "  - key: role",
        f'    reason: "{REASONS["role"]}"',
        "    weights:",
        "      'p:in': 0.5",
    ]
