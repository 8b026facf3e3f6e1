"""`dateline forecast enter`: what documents predict, taken into the ledger; and claims as evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.tell.conftest import Run

DISPATCH = b"""Tessel Review. 3 April 2024.

Norland will probably lose the crossing at Orlov Ferry by 1 June 2024, the analyst Ada Brandt said on Tuesday.
Sudland's army shelled the town of Kest on Monday, the Norland general staff said.
"""


@pytest.fixture
def predicted(run_read: Run) -> dict[str, Any]:
    """The forecast that a dispatch in the store makes."""
    assert run_read("read", "-", "--date", "2024-04-03", stdin=DISPATCH).exit_code == 0
    [record] = map(json.loads, run_read("show", "forecasts", "--json").stdout.splitlines())
    assert "lose the crossing" in record["proposition"]["text"]
    return dict(record)


def entered(run: Run) -> dict[str, Any]:
    [row] = map(json.loads, run("forecast", "list", "--json").stdout.splitlines())
    return dict(row)


def test_a_forecast_of_a_document_brings_its_words_and_its_likelihood(
    run: Run, predicted: dict[str, Any]
) -> None:
    told = run("forecast", "enter", predicted["id"], "--topic", "front", "--by", "Ines")
    assert told.stdout.startswith("Forecast 1 is entered.\nIt cannot be resolved yet: no resolution rule")
    row = entered(run)
    asked = row["question"]
    assert asked["text"] == predicted["proposition"]["text"]
    assert (asked["due"], asked["tags"], asked["record"]) == ("2024-06-01", ["front"], predicted["id"])
    assert asked["evidence"] == [{"kind": "record", "of": predicted["id"]}]
    [made] = row["estimates"]
    said = made["estimate"]
    likely = predicted["likelihood"]
    assert (said["basis"], said["wording"], said["made"]) == ("from words", likely["text"], "2024-04-03")
    assert (said["low"], said["high"]) == (likely["low"], likely["high"])
    assert said["forecaster"] == "Ada Brandt"
    shown = run("forecast", "show", "1", columns=120).stdout
    assert "from the words" in shown
    assert "will probably lose the crossing" in shown


def test_it_can_be_asked_in_other_words_with_a_rule_and_a_day(run: Run, predicted: dict[str, Any]) -> None:
    given = ("--text", "Will Norland leave Orlov Ferry?", "--rule", "Both staffs.", "--due", "2024-05-31")
    told = run("forecast", "enter", predicted["id"], *given)
    assert told.stdout == "Forecast 1 is entered.\n"
    assert entered(run)["question"]["due"] == "2024-05-31"


def test_it_is_entered_once_unless_it_was_withdrawn(run: Run, predicted: dict[str, Any]) -> None:
    id = predicted["id"]
    run("forecast", "enter", id)
    again = run("forecast", "enter", id)
    assert (again.exit_code, "in the ledger already, as 1" in again.stderr) == (2, True)
    run("forecast", "correct", "1", "--reason", "not now", "--withdraw")
    assert run("forecast", "enter", id).exit_code == 0
    assert entered(run)["number"] == 4


def test_only_forecasts_of_the_store_are_entered(run: Run, predicted: dict[str, Any]) -> None:
    for other in ("0123456789abcdef", predicted["document"]):
        ended = run("forecast", "enter", other)
        assert (ended.exit_code, "has no forecast" in ended.stderr) == (2, True)
    assert run("forecast", "export").stdout == ""


def test_a_claim_of_the_store_is_evidence_and_is_shown_with_who_says_it(
    run: Run, predicted: dict[str, Any]
) -> None:
    rows = [json.loads(line) for line in run("show", "claims", "--json").stdout.splitlines()]
    claim = next(row for row in rows if "shelled" in row["evidence"][0]["text"])
    run("forecast", "enter", predicted["id"], "--rule", "Both staffs.")
    assert run("forecast", "resolve", "1", "no", "--evidence", claim["id"]).exit_code == 0
    assert entered(run)["resolution"]["evidence"] == [{"kind": "record", "of": claim["id"]}]
    told = run("forecast", "show", "1", columns=140).stdout
    assert claim["id"] in told
    assert "shelled the town of Kest" in told
