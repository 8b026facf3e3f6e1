"""The dispatches: relations between claims are read and checked, and the score pairs them with its own."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from dateline.lore import Lore
from dateline.measure.parts import in_part
from dateline.model import Claim, Claimant, Forecast, Ref, Response, Span, Stance, Statement
from dateline.parse import Parser
from eval.gold import check, passes, score
from eval.gold.agreement import split
from eval.gold.corpus import DISPATCHES
from eval.gold.passes import Answer, GoldClaim, Link
from eval.gold.score import Answered, Links, Share, Told

TEXT = "Rebels hold the mill, the Front said. The army denied it. The Front was wrong, scouts said."
OUTLET = Link(None, "outlet", None, "narration")
ANNOTATED = """\
text: 01_mill
claims:
- id: 01_mill.1
  content: [Rebels hold the mill]
  by:
  - {source: the Front, stands_for: Front, cue: said, manner: indirect}
  - {source: null, stands_for: outlet, cue: null, manner: narration}
  stance: asserts
  factuality: ongoing
  trigger: hold
- id: 01_mill.2
  content: [it]
  by:
  - {source: The army, stands_for: army, cue: denied, manner: indirect}
  - {source: null, stands_for: outlet, cue: null, manner: narration}
  stance: denies
  factuality: null
  trigger: null
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("texts", "settled"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "01_mill.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(passes, "FOLDER", tmp_path)
    monkeypatch.setattr(check, "FOLDER", tmp_path)
    return tmp_path


def annotated(folder: Path, relations: str) -> tuple[list[GoldClaim], list[str]]:
    (folder / "settled" / "01_mill.yaml").write_text(ANNOTATED + relations, encoding="utf-8")
    return passes.read_claims("01_mill", "settled")


def gold(number: int, words: str, who: str | None, *answers: Answer) -> GoldClaim:
    source = None if who is None else passes.locate(who, TEXT)[0]
    by = (OUTLET,) if who is None else (Link(source, who, None, "indirect"), OUTLET)
    return GoldClaim(str(number), (passes.locate(words, TEXT)[0],), by, "asserts", None, None, answers)


def given(name: str, words: str, who: str | None) -> Told:
    def claimant(words: str | None) -> Claimant:
        at = None if words is None else TEXT.index(words)
        end = None if at is None or words is None else at + len(words)
        return Claimant(words, at, end, words, None, "organisation", None, None, None)

    by = (claimant(who), claimant(None)) if who is not None else (claimant(None),)
    at = TEXT.index(words)
    return Told(name, frozenset(range(at, at + len(words))), by, 0, "asserts", None, None)


MILL = gold(1, "Rebels hold the mill", "the Front")
IT = gold(2, "it", "The army", Answer("denies", "1"))
WRONG = gold(3, "The Front was wrong", "scouts", Answer("contradicts", "1"))


# -- relations in a pass


def test_relations_are_read(folder: Path) -> None:
    claims, faults = annotated(folder, "  denies: [01_mill.1]\n")
    assert faults == []
    assert [claim.answers for claim in claims] == [(), (Answer("denies", "01_mill.1"),)]
    assert check.check("settled") == []


@pytest.mark.parametrize(
    ("relations", "told"),
    [
        ("  denies: [01_mill.7]\n", "01_mill.7, which is not a claim of this text"),
        ("  doubts: [02_ford.1]\n", "02_ford.1, which is not a claim of this text"),
        ("  confirms: [01_mill.2]\n", "01_mill.2 confirms itself"),
        ("  contradicts: 01_mill.1\n", "contradicts wants a list of ids"),
    ],
)
def test_relations_that_lead_nowhere_are_told(folder: Path, relations: str, told: str) -> None:
    _, (fault,) = annotated(folder, relations)
    assert told in fault


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ((MILL, replace(IT, by=MILL.by)), "which has the same sources"),
        ((WRONG, MILL), "which is the later one"),
        ((MILL, replace(IT, answers=(*IT.answers, Answer("doubts", "1")))), "answers a claim twice"),
        ((MILL, MILL), "an id stands twice"),
    ],
)
def test_relations_that_cannot_be_are_told(claims: tuple[GoldClaim, ...], told: str) -> None:
    assert any(told in fault for fault in check.misrelated(claims))


def test_what_is_right_passes() -> None:
    assert list(check.misrelated((MILL, IT, WRONG))) == []


def test_the_settled_pass_is_one_of_the_passes_and_without_fault() -> None:
    assert check.passes() == ["pass_a", "pass_b", "settled"]
    assert check.check("settled") == []


# -- the score


def test_of_equal_contents_the_one_of_the_same_source_is_compared() -> None:
    army = gold(4, "Rebels hold the mill", "The army")
    ours = [
        given("front", "Rebels hold the mill", "the Front"),
        given("army", "Rebels hold the mill", "The army"),
    ]
    assert score.partner(MILL, ours) is ours[0]
    assert score.partner(army, ours) is ours[1]
    assert score.partner(WRONG, ours) is None


def test_relations_are_told_of_the_annotated_claims() -> None:
    ours = [
        given("hold", "Rebels hold the mill", "the Front"),
        given("mill", "the mill", "the Front"),  # the same claim once more, of a figure or a place
        given("it", "it", "The army"),
        given("none", "said", "scouts"),
    ]
    answers = [
        Answered("denies", "it", "hold"),
        Answered("denies", "it", "mill"),
        Answered("contradicts", "none", "hold"),
    ]
    assert score.links([MILL, IT, WRONG], ours, answers) == {
        Answered("denies", "2", "1"),
        Answered("contradicts", "none", "1"),
    }


def test_relations_count_with_their_kind_and_without() -> None:
    wanted = {Answered("denies", "2", "1"), Answered("doubts", "3", "1")}
    found = {Answered("contradicts", "2", "1"), Answered("doubts", "3", "1"), Answered("denies", "3", "2")}
    counted = score.kinds(wanted, found)
    tallied = {name: Links() for name in counted}
    for name, pair in counted.items():
        tallied[name].count(*pair)
    assert tallied["relations"] == Links(wanted=2, given=3, both=1)
    assert tallied["relations, any kind"] == Links(wanted=2, given=3, both=2)
    assert tallied["doubts"] == Links(wanted=1, given=1, both=1)
    assert "precision  33.3%, recall  50.0%, F1  40.0%" in str(tallied["relations"])
    assert "F1   0.0%" in str(Links())


def test_claims_and_their_relations_are_taken_from_records() -> None:
    span = Span(0, 20, TEXT[:20])
    statement = Statement("s", "d", (span,), (span,))
    claim = Claim("c", "d", (span,), Ref("statement", "s"), (span,), (), "asserts", None)
    response = Response("r", "d", (span,), "doubts", "c", "e", ())
    (one,) = score.told((statement, claim, response), 3)
    assert (one.id, one.trigger, min(one.content), max(one.content)) == ("c", None, 3, 22)
    assert list(score.answered((statement, claim, response))) == [Answered("doubts", "c", "e")]


@pytest.mark.parametrize(
    ("stance", "condition", "expected"),
    [
        ("predicts", None, "predicted"),
        ("predicts", Span(5, 9, "hold"), "conditional"),
        ("threatens", None, "threatened"),
        ("asserts", None, "planned"),
        ("asks", None, None),
    ],
)
def test_what_is_foretold_has_the_factuality_of_its_claim(
    stance: Stance, condition: Span | None, expected: str | None
) -> None:
    forecast = Forecast("f", "d", (), Span(0, 6, "Rebels"), condition, None, None, None, ())
    claim = Claim("c", "d", (), Ref("forecast", "f"), (), (), stance, None)
    assert [one.factuality for one in score.told([forecast, claim], 0)] == [expected]


def test_what_is_not_read_is_wrong_and_what_is_no_event_has_the_wrong_factuality() -> None:
    tally = score.Tally()
    held = replace(MILL, factuality="ongoing", trigger=passes.locate("hold", TEXT)[0])
    bare = given("front", "Rebels hold the mill", "the Front")
    score.judge(held, None, tally)
    score.judge(held, bare, tally)
    score.judge(held, replace(bare, factuality="ongoing", trigger=(7, 11)), tally)
    score.judge(MILL, bare, tally)
    assert (tally.claims, tally.missed) == (4, 1)
    assert tally.shares["innermost source"] == Share(3, 4)
    assert tally.shares["factuality"] == Share(1, 3)
    assert tally.shares["  of an event"] == Share(1, 3)
    assert tally.shares["  where both give one"] == Share(1, 1)
    assert str(Share(1, 3)) == " 33.3% of 3"


def test_the_dispatches_are_a_corpus_with_figures(lore: Lore, parser: Parser) -> None:
    stem = split("open")[0]
    pairs = list(DISPATCHES.predictions([stem], lore, parser))
    figures = DISPATCHES.score(pairs)
    assert set(figures) == set(DISPATCHES.headline)
    assert all(0 <= figure <= 1 for figure in figures.values())
    assert in_part(stem, "development", DISPATCHES.lots)
    kept = StringIO()
    DISPATCHES.write(kept, *pairs[0])
    assert json.loads(kept.getvalue())["document"] == stem
