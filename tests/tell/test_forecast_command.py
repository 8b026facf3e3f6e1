"""`dateline forecast`: the ledger as people use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

if TYPE_CHECKING:
    from tests.tell.conftest import Run

ASK = "Will Norland hold Orlov Ferry at the end of the month?"
FULL = ("--rule", "Yes if both staffs say so.", "--due", "2090-05-01", "--topic", "Norland")
LINK = ("--evidence", "https://news.example/1")


def test_a_forecast_is_asked_estimated_answered_scored_and_shown(run: Run) -> None:
    assert run("forecast", "add", ASK, *FULL, "--probability", "70%", "--by", "Ada").exit_code == 0
    made = ("--forecaster", "Ben", "--made", "2024-04-01", *LINK)
    assert run("forecast", "estimate", "1", "0.2..0.4", *made).exit_code == 0
    kept = ("--open", "--topic", "norland", "--forecaster", "ben")
    assert ASK in run("forecast", "list", *kept, columns=130).stdout
    assert run("forecast", "resolve", "1", "no").exit_code == 2
    assert run("forecast", "resolve", "1", "no", "--on", "2024-04-11", *LINK).exit_code == 0
    assert run("forecast", "list", "--open", "--csv").stdout.count("\n") == 1
    rows = [json.loads(line) for line in run("forecast", "score", "--json").stdout.splitlines()]
    scores = {(row["by"], row["name"]): row["brier"]["value"] for row in rows}
    assert scores["forecaster", "Ben"] == pytest.approx(0.09)
    told = run("forecast", "show", "1").stdout
    assert "no, settled 2024-04-11" in told
    assert "https://news.example/1" in told
    assert "Ben" in told


def test_what_a_question_lacks_is_said_and_mended(run: Run) -> None:
    told = run("forecast", "add", ASK)
    assert "no horizon, no resolution rule" in told.stdout
    assert "can only be void" in run("forecast", "resolve", "1", "yes", *LINK).stderr
    mended = run("forecast", "correct", "1", "--reason", "no rule", *FULL[:4])
    assert mended.stdout == "Entry 2 corrects entry 1.\n"
    assert "no horizon" not in run("forecast", "show", "1").stdout
    assert run("forecast", "resolve", "1", "yes", *LINK).exit_code == 0


def test_an_edited_past_is_found(run: Run, store: str) -> None:
    run("forecast", "add", ASK, *FULL)
    assert "is whole: 1 entries" in run("forecast", "verify").stdout
    assert run("forecast", "verify", "--head", "f" * 64).exit_code == 1
    engine = sa.create_engine(store)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER ledger_no_update")
        connection.exec_driver_sql("UPDATE ledger SET author = 'Ben'")
    engine.dispose()
    found = run("forecast", "verify")
    assert found.exit_code == 1
    assert "it was edited" in found.stderr


def test_a_ledger_is_carried_to_another_store(run: Run, tmp_path: Path) -> None:
    run("forecast", "add", ASK, *FULL, "--probability", "0.7")
    lines = run("forecast", "export").stdout
    path, other = tmp_path / "ledger.jsonl", ("--store", f"sqlite:///{tmp_path / 'other.db'}")
    path.write_text(lines, encoding="utf-8")
    assert run("forecast", "import", str(path), *other).stdout == "2 of 2 entries are new.\n"
    assert run("forecast", "export", *other).stdout == lines
    path.write_text(lines.replace("0.7", "0.9"), encoding="utf-8")
    assert run("forecast", "import", str(path), *other).exit_code == 1


def test_what_is_withdrawn_stays_in_the_ledger_and_takes_nothing_more(run: Run) -> None:
    run("forecast", "add", ASK, *FULL, "--probability", "0.7")
    assert run("forecast", "correct", "2", "--reason", "a slip", "--probability", "0.6").exit_code == 0
    assert "60%" in run("forecast", "show", "1").stdout
    assert run("forecast", "correct", "1", "--reason", "asked twice", "--withdraw").exit_code == 0
    assert "No forecasts" in run("forecast", "list").stdout
    assert "withdrawn" in run("forecast", "show", "1").stdout
    for refused in (
        ("estimate", "1", "0.5"),
        ("resolve", "1", "yes", *LINK),
        ("correct", "1", "--reason", "no", "--due", "2090-06-01"),
    ):
        ended = run("forecast", *refused)
        assert (ended.exit_code, "withdrawn" in ended.stderr) == (2, True)
    assert "is whole: 4 entries" in run("forecast", "verify").stdout


def test_those_due_are_listed(run: Run) -> None:
    run("forecast", "add", ASK, *FULL)
    assert ASK in run("forecast", "list", "--due", "2090-05-02", "--text", "orlov", columns=130).stdout
    for none in (("--due", "2090-05-01"), ("--text", "bridge"), ("--topic", "bridge")):
        assert run("forecast", "list", "--json", *none).stdout == ""
    [row] = run("forecast", "list", "--json").stdout.splitlines()
    assert json.loads(row)["question"]["due"] == "2090-05-01"


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("Peace soon?", "no question, no horizon, no resolution rule, vague word: soon"),
        ("Will they hold the bridge?", "no horizon, no resolution rule, vague subject"),
        ("Will Norland make major gains?", "no horizon, no resolution rule, vague word: major"),
    ],
)
def test_what_is_not_resolvable_is_marked_when_it_is_entered(run: Run, question: str, lacks: str) -> None:
    assert f"It cannot be resolved yet: {lacks}. " in run("forecast", "add", question).stdout
    [row] = map(json.loads, run("forecast", "list", "--json").stdout.splitlines())
    assert ", ".join(row["question"]["lacks"]) == lacks
    assert "cannot be resolved" in run("forecast", "list").stdout


def test_condition_and_notes_are_corrected_and_the_history_says_why(run: Run) -> None:
    run("forecast", "add", ASK, *FULL, "--probability", "0.7", "--condition", "the bridge stands")
    run("forecast", "correct", "1", "--reason", "the other bridge", "--condition", "the old bridge stands")
    run("forecast", "correct", "2", "--reason", "said why", "--note", "High water.")
    run("forecast", "resolve", "1", "no", *LINK, "--note", "Both staffs.")
    run("forecast", "correct", "5", "--reason", "of one staff alone", "--note", "One staff.")
    told = run("forecast", "show", "1", columns=130).stdout
    reasons = ("because: the other bridge", "because: said why")
    for words in ("the old bridge stands", "High water.", "One staff.", *reasons):
        assert words in told
    for entry, wrong in ((1, ("--note", "x")), (2, ("--condition", "x")), (5, ("--probability", "0.1"))):
        assert "has no" in run("forecast", "correct", str(entry), "--reason", "no", *wrong).stderr


def test_evidence_is_a_link_or_something_that_the_store_has(run: Run) -> None:
    run("forecast", "add", ASK, *FULL)
    for nothing in ("0123456789abcdef", "ftp://news.example/1", "https://", "the papers", "\x1b[2J"):
        ended = run("forecast", "resolve", "1", "yes", "--evidence", nothing)
        assert (ended.exit_code, "evidence is a link" in ended.stderr) == (2, True)
    assert "an answer is one of" in run("forecast", "resolve", "1", "perhaps", *LINK).stderr
    assert len(run("forecast", "export").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (("estimate", "1", "1.2"), "from 0 to 1"),
        (("estimate", "1", "0.8..0.2"), "runs backwards"),
        (("estimate", "1", "0.5", "--made", "2024-04-01"), "needs --evidence"),
        (("estimate", "1", "0.5", "--made", "2024-02-30"), "wanted a day"),
        (("estimate", "7", "0.5"), "no forecast 7"),
        (("add", ASK, "--due", "2020-01-01"), "lies before"),
        (("add", " "), "1 to 4,000 characters"),
        (("resolve", "1", "void"), "say with --note"),
        (("correct", "1", "--reason", "no"), "say what to correct"),
        (("correct", "9", "--reason", "no", "--rule", "x"), "no question, estimate or answer"),
        (("show", "9"), "no forecast 9"),
        (("list", "--known-by", "yesterday"), "--known-by"),
        (("import", "nowhere.jsonl"), "cannot be read"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_adds_nothing(
    run: Run, arguments: tuple[str, ...], cause: str
) -> None:
    run("forecast", "add", ASK, *FULL)
    ended = run("forecast", *arguments)
    assert (ended.exit_code, ended.stderr.count("\n")) == (2, 1)
    assert cause in ended.stderr
    assert len(run("forecast", "export").stdout.splitlines()) == 1
