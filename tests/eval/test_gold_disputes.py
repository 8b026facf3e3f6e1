"""The score of who answers whom: one for one, what is told twice counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.lore import Lore
from dateline.model import How
from dateline.parse import Parser
from eval.gold import disputes
from eval.gold.corpus import DISPUTES
from eval.gold.dispute_texts import Dispatch, Relation, read
from eval.gold.disputes import Disputed, Given, compare, measure
from eval.gold.passes import Piece

TEXT = (
    "The rebels said they had taken Goma. The army denied it. The mayor said nine were killed, "
    "the clinic counted thirty."
)
ANSWERS = """
text: {name}
relations:
- kind: denies
  from: The army denied it
  to: they had taken Goma
"""


def piece(words: str) -> Piece:
    return Piece(words, TEXT.index(words), TEXT.index(words) + len(words))


def at(words: str) -> frozenset[int]:
    return frozenset(range(piece(words).start, piece(words).end))


def told(how: How, words: str, to: str) -> Given:
    return Given(how, at(words), at(words), at(to))


DISPATCH = Dispatch(
    "01",
    TEXT,
    (
        Relation("denies", piece("The army denied it"), (piece("they had taken Goma"),)),
        Relation("contradicts", piece("thirty"), (piece("nine were killed"),)),
    ),
)
DENIED, COUNTED = told("denies", "denied it", "taken Goma"), told("contradicts", "counted thirty", "nine")


@pytest.mark.parametrize(
    ("given", "right", "anyhow", "wrong"),
    [
        ([], 0, 0, ["missed, contradicts", "missed, denies"]),
        ([DENIED, COUNTED], 2, 2, []),
        # What contradicts may be told from the other end; a denial may not.
        ([DENIED, told("contradicts", "nine", "counted thirty")], 2, 2, []),
        ([COUNTED, told("denies", "taken Goma", "denied it")], 1, 1, ["missed, denies", "spurious, denies"]),
        ([COUNTED, told("doubts", "denied it", "taken Goma")], 1, 2, ["missed, denies", "spurious, doubts"]),
        # One answer wanted is given once.
        ([DENIED, told("denies", "denied it", "taken Goma"), COUNTED], 2, 2, ["spurious, denies"]),
        ([DENIED, COUNTED, told("denies", "denied it", "nine")], 2, 2, ["spurious, denies"]),
    ],
)
def test_what_is_right(given: list[Given], right: int, anyhow: int, wrong: list[str]) -> None:
    tally = Disputed()
    compare(DISPATCH, given, tally)
    assert tally.kinds["relations"].right == right
    assert tally.kinds["relations"].predicted == len(given)
    assert tally.kinds["relations, any kind"].right == anyhow
    assert sorted(error.kind for error in tally.errors) == wrong


def test_an_event_and_its_figure_are_one_answer(lore: Lore, parser: Parser) -> None:
    """The program reads both in "nine people were killed", and the clinic's figure excludes the mayor's."""
    text = (
        "The mayor said nine people were killed in the strike on Kharkiv. "
        "The clinic said thirty people were killed in the strike on Kharkiv."
    )
    tally = Disputed()
    measure(Dispatch("01", text, ()), lore, parser, tally)
    assert tally.kinds["relations"].predicted == 1


def kept(folder: Path, name: str, answers: str) -> Path:
    for kind, ending, text in (("texts", "txt", TEXT), ("answers", "yaml", answers)):
        (folder / kind).mkdir(exist_ok=True)
        (folder / kind / f"{name}.{ending}").write_text(text, encoding="utf-8")
    return folder


def test_odd_numbers_are_open_and_even_ones_hidden(tmp_path: Path) -> None:
    for name in ("01_port", "02_mill"):
        kept(tmp_path, name, ANSWERS.format(name=name))
    open_, hidden = read("open", tmp_path), read("hidden", tmp_path)
    assert [one.name for one in (*open_[0], *hidden[0])] == ["01_port", "02_mill"]
    assert open_[1] == hidden[1] == []


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        (ANSWERS.format(name="03_port"), "in the file of 01_port"),
        (ANSWERS.format(name="01_port").replace("denies", "mocks"), "'mocks' is none of"),
        (ANSWERS.format(name="01_port").replace("taken Goma", "taken Kost"), "not in the text"),
        (ANSWERS.format(name="01_port").replace("they had taken Goma", "said"), "stands 2 times"),
        ("relations: [", "ParserError"),
    ],
)
def test_what_is_not_sound_is_told(tmp_path: Path, answers: str, fault: str) -> None:
    _, faults = read("open", kept(tmp_path, "01_port", answers))
    assert len(faults) == 1
    assert fault in faults[0]


def test_errors_of_the_hidden_part_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        disputes.main(["--part", "hidden", "--errors"])
    assert ended.value.code == 2
    assert "open part alone" in capsys.readouterr().err


def test_the_headline_figure_is_scored(lore: Lore, parser: Parser) -> None:
    pairs = list(DISPUTES.predictions([DISPATCH], lore, parser))
    assert set(DISPUTES.headline) <= set(DISPUTES.score(pairs))
