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
    assert ASK in run("forecast", "list", "--open", "--topic", "norland", "--forecaster", "Ben").stdout
    assert run("forecast", "resolve", "1", "no").exit_code == 2
    assert run("forecast", "resolve", "1", "no", "--on", "2024-04-11", *LINK).exit_code == 0
    assert run("forecast", "list", "--open").stdout == ""
    rows = [json.loads(line) for line in run("forecast", "score", "--json").stdout.splitlines()]
    scores = {(row["by"], row["name"]): row["brier"]["value"] for row in rows}
    assert scores["forecaster", "Ben"] == pytest.approx(0.09)
    told = run("forecast", "show", "1").stdout
    assert "2024-04-11  no  https://news.example/1" in told
    assert "Ben" in told


def test_what_a_question_lacks_is_said_and_mended(run: Run) -> None:
    told = run("forecast", "add", ASK)
    assert "no horizon, no resolution rule" in told.stdout
    assert "can only be void" in run("forecast", "resolve", "1", "yes", *LINK).stderr
    mended = run("forecast", "correct", "1", "--reason", "no rule", *FULL[:4])
    assert mended.stdout == "Entry 2 corrects entry 1.\n"
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
    assert run("forecast", "list").stdout == ""
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
    assert ASK in run("forecast", "list", "--due", "2090-05-02", "--text", "orlov").stdout
    assert run("forecast", "list", "--due", "2090-05-01").stdout == ""
    assert run("forecast", "list", "--text", "bridge").stdout == ""
    [row] = run("forecast", "list", "--json").stdout.splitlines()
    assert json.loads(row)["question"]["due"] == "2090-05-01"
