"""Incidents told: one strike in several dispatches, invented but for the towns, and what is decided of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from dateline.fuse.incidents import incident, name_of
from dateline.fuse.incidents.grading import RULES
from dateline.model import Incident, Page, Record
from dateline.store import PageEntry, Store
from dateline.tell.happenings import GRADES, HEADS
from dateline.tell.joining import Joiner
from tests.tell.test_command_line import ended, started

if TYPE_CHECKING:
    from typer.testing import Result

    from tests.tell.conftest import Run

FIRST = """Missile hits market in Kharkiv

By Ada Lind for the Harbour Post
10 May 2024

A Russian missile struck a market in Kharkiv on Thursday, killing nine, the governor, Ivo Lantern, said.
Traders had opened their stalls an hour before, and the roof of the hall fell in on fish and flowers.
"""
SECOND = """Fourteen dead in Kharkiv market strike

By Tom Reed for the Lake Courier
10 May 2024

A missile that hit a market in Kharkiv on Thursday killed 14 people, the mayor said.
The Russian defence ministry denied that its forces had struck the market in Kharkiv.
"""
COPY = FIRST.replace("Ada Lind for the Harbour Post", "Una Vale for the Evening Star").replace(
    "10 May", "11 May"
)
ELSEWHERE = """Rebels take Goma

By Ada Lind for the Harbour Post
10 May 2024

The rebels captured Goma on Thursday, the army said.
"""
LATER = """Drone hits depot in Kharkiv

By Una Vale for the Lake Courier
14 May 2024

A drone hit a fuel depot in Kharkiv on Monday, wounding two firemen, the rescue service said.
"""
DOCS = Path(__file__).parents[2] / "docs"
TEXTS = {"first": FIRST, "second": SECOND, "copy": COPY, "elsewhere": ELSEWHERE, "later": LATER}


@pytest.fixture(scope="module")
def told(lore: Any, parser: Any) -> dict[str, Sequence[Record]]:
    """The records of each dispatch, read once."""
    from dateline.flow import Options, read_page

    return {
        name: [
            record
            for reading in read_page(Page(f"{name}.txt", text.encode()), lore, parser, Options())
            for record in reading.records
        ]
        for name, text in TEXTS.items()
    }


@pytest.fixture(scope="module")
def joins(lore: Any) -> Joiner:
    return Joiner(lore)


def fill(store: str, told: dict[str, Sequence[Record]], joins: Joiner, order: Sequence[str]) -> None:
    with Store.open(store) as opened, opened.writer() as writer:
        for number, name in enumerate(order):
            moment = f"2024-06-{number + 1:02}"
            writer.add(PageEntry(f"{name:0>64}", f"{name}.txt", moment), told[name], joins=joins)


@pytest.fixture
def filled(store: str, told: dict[str, Sequence[Record]], joins: Joiner, run: Run) -> Run:
    fill(store, told, joins, list(TEXTS))
    return run


def outcome(store: str) -> list[Any]:
    with Store.open(store) as opened:
        found = list(opened.view().incidents())
        links = opened.view().joinings([one.id for each in found for one in each])
        return [*map(incident, found), *links]


def test_the_order_of_reading_does_not_matter(
    tmp_path: Path, told: dict[str, Sequence[Record]], joins: Joiner
) -> None:
    outcomes = []
    for number, order in enumerate(permutations(list(TEXTS)[:4])):
        fill(str(tmp_path / f"{number}.db"), told, joins, order)
        outcomes.append(outcome(str(tmp_path / f"{number}.db")))
    assert outcomes[0]
    assert all(one == outcomes[0] for one in outcomes)


def test_several_processes_join_as_one_does(tmp_path: Path) -> None:
    shown = []
    for jobs in ("1", "2"):
        home = tmp_path / jobs
        home.mkdir()
        for name, text in TEXTS.items():
            (home / f"{name}.txt").write_text(text, encoding="utf-8")
        read = ("read", *(f"{name}.txt" for name in TEXTS), "--json", "--jobs", jobs)
        assert ended(started(*read, home=home))[0] == 0
        assert ended(started(*read, home=home))[0] == 0
        shown.append(ended(started("show", "incidents", "--json", home=home)))
    assert shown[0] == shown[1]
    code, out, err = shown[0]
    assert (code, err) == (0, "")
    assert len(out.splitlines()) >= 3


def lines(run: Run, *arguments: str) -> list[dict[str, Any]]:
    result = done(run("show", "incidents", "--json", *arguments))
    return [json.loads(line) for line in result.stdout_bytes.splitlines()]


def done(result: Result) -> Result:
    assert (result.exit_code, result.stderr) == (0, ""), (result.stderr, result.exception)
    return result


def market(run: Run) -> dict[str, Any]:
    """The strike on the market, the one incident with three reports."""
    [found] = [one for one in lines(run) if len(one["documents"]) == 3]
    return found


def test_reports_of_the_strike_are_one_incident(filled: Run) -> None:
    found = market(filled)
    assert next(iter(found)) == "record"
    assert (found["record"], found["start"], found["dated"]) == ("incident", "2024-05-09", True)
    [killed] = [one for one in found["figures"] if one["counts"] == "killed"]
    assert (killed["low"], killed["high"]) == (9, 14)
    assert found["claims_against"]
    assert found["grade"]["information"] == 4


@pytest.mark.parametrize("columns", [80, 140])
def test_a_table_tells_each_on_a_screen(filled: Run, columns: int) -> None:
    result = done(filled("show", "incidents", columns=columns))
    assert max(map(len, result.stdout.splitlines())) <= columns
    shown = " ".join(result.stdout.split())
    for words in ("2024-05-09", "Kharkiv", "killed 9–14", "1 against", "4 doubtful", "--why ID shows"):
        assert words in shown


def test_lines_are_as_the_committed_schema_says(filled: Run) -> None:
    schema = json.loads((DOCS / "incidents.schema.json").read_text(encoding="utf-8"))
    incidents = jsonschema_rs.Draft202012Validator(schema)
    found = lines(filled)
    for one in found:
        incidents.validate(one)
        assert list(one) == list(schema["$defs"]["Incident"]["properties"])
    incidents.validate(lines(filled, "--why", found[0]["id"])[0])
    for wrong in ({"grade": 2}, {"independent": "two"}, {"record": "event"}, {"places": None}):
        assert not incidents.is_valid(found[0] | wrong)
    assert not incidents.is_valid({name: told for name, told in found[0].items() if name != "accounts"})


def test_a_spreadsheet_has_a_row_of_each(filled: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(done(filled("show", "incidents", "--csv")).stdout)))
    assert list(rows[0]) == list(HEADS)
    assert [row["id"] for row in rows] == [one["id"] for one in lines(filled)]
    [row] = [row for row in rows if row["reports"] == "3"]
    assert (row["place"], row["country"], row["outlets"]) == (
        "Kharkiv", "UKR", "Harbour Post; Lake Courier; Evening Star"
    )  # fmt: skip
    assert "killed 9–14" in row["figures"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--place", "Goma"), {"elsewhere"}),
        (("--place", "Kharkiv", "--until", "2024-05-12"), {"first"}),
        (("--type", "ASSAULT", "--place", "COD"), {"elsewhere"}),
        (("--text", "depot"), {"later"}),
        (("--contested", "--place", "Kharkiv"), {"first"}),
        (("--said-by", "Ivo Lantern"), {"first"}),
        (("--place", "Atlantis"), set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_filters(
    filled: Run, told: dict[str, Sequence[Record]], filters: tuple[str, ...], found: set[str]
) -> None:
    documents = {told[name][0].id: name for name in TEXTS}
    shown = {documents[id] for one in lines(filled, *filters) for id in one["documents"]}
    assert shown - {"second", "copy"} == found


def test_why_tells_reports_reasons_figures_sources_and_the_rule(filled: Run) -> None:
    found = market(filled)
    for columns in (80, 160):
        result = done(filled("show", "incidents", "--why", found["id"], columns=columns))
        assert max(map(len, result.stdout.splitlines())) <= columns
    shown = " ".join(result.stdout.split())
    for words in (
        "Reports", "Harbour Post", "Fourteen dead in Kharkiv market strike", "copy of 1", "Why they are one",
        "words shared", "What weighed how much", "Figures by source", "Ivo Lantern", "Sources, each once",
        "grade 4 doubtful: told and denied", "Near, and not joined", "Drone hits depot", found["id"],
    ):  # fmt: skip
        assert words in shown, words
    assert "What was decided" not in shown


def test_why_is_one_object_with_json(filled: Run) -> None:
    found = market(filled)
    whole = json.loads(done(filled("show", "incidents", "--why", found["id"], "--json")).stdout)
    beside = {"reports", "joined", "links", "near", "decisions"}
    assert {name: value for name, value in whole.items() if name not in beside} == found
    assert [one["account"] for one in whole["reports"]] == found["accounts"]
    first, *others = whole["reports"]
    assert first["copy_of"] is None
    assert first["account"] in [one["copy_of"] for one in others]
    assert len(whole["joined"]) == 2
    assert all(one["weight"] > 0 for one in whole["links"])
    for joining in whole["links"]:
        total = sum(each["weight"] for each in joining["because"])
        assert total == pytest.approx(joining["weight"], abs=0.01)
    assert 0 < len(whole["near"]) <= 5
    assert all(one["because"] for one in whole["near"])


def test_an_incident_is_found_by_what_it_tells_of(filled: Run) -> None:
    found = market(filled)
    ids = [found["events"][0], found["claims_for"][0], found["accounts"][1], name_of(found["accounts"][2])]
    for id in ids:
        shown = done(filled("show", "incidents", "--why", id, "--json")).stdout
        assert json.loads(shown)["id"] == found["id"]


def test_what_was_known_by_then(filled: Run) -> None:
    assert len(lines(filled, "--known-by", "2024-06-01")[0]["documents"]) == 1
    early = filled("show", "incidents", "--json", "--known-by", "2024-05-31")
    assert (early.exit_code, early.stdout) == (0, "")


# -- decisions


def reports(run: Run) -> list[int]:
    """How many reports each incident about Kharkiv on that Thursday has."""
    shown = lines(run, "--place", "Kharkiv", "--until", "2024-05-12")
    return sorted(len(one["documents"]) for one in shown)


def split_off(run: Run, told: dict[str, Sequence[Record]], name: str) -> list[str]:
    found = market(run)
    document = told[name][0].id
    own = json.loads(done(run("show", "incidents", "--why", found["id"], "--json")).stdout)["reports"]
    return [found["id"], *(one["account"] for one in own if one["document"] == document)]


def test_split_and_undo(filled: Run, told: dict[str, Sequence[Record]]) -> None:
    before = lines(filled)
    id, account = split_off(filled, told, "second")
    said = done(filled("incident", "split", id, account, "--note", "another \x1b[31mmarket")).stdout
    assert said.startswith("Decision 1. Its accounts are now of 2 incidents: ")
    assert reports(filled) == [1, 2]
    listed = done(filled("incident", "list-decisions", columns=160)).stdout
    assert "another [31mmarket" in listed
    assert "\x1b" not in listed
    assert f"split {account} from" in listed or f"from {account}" in listed
    shown = done(filled("show", "incidents", "--why", account, columns=160)).stdout
    assert "decision 1 splits them" in " ".join(shown.split())
    assert "What was decided" in shown
    done(filled("incident", "rejoin"))
    assert reports(filled) == [1, 2]
    assert "one incident" in done(filled("incident", "undo", "1")).stdout
    assert lines(filled) == before
    acts = [
        json.loads(line) for line in done(filled("incident", "list-decisions", "--json")).stdout.splitlines()
    ]
    assert [(act["number"], act["what"], act["stands"]) for act in acts] == [
        (1, "split", False), (2, "withdraw", True)
    ]  # fmt: skip


def test_split_by_document_is_respected_when_more_is_read(
    run: Run, store: str, told: dict[str, Sequence[Record]], joins: Joiner
) -> None:
    fill(store, told, joins, ["first", "second"])
    [found] = lines(run)
    done(run("incident", "split", found["id"], "--document", told["second"][0].id))
    assert reports(run) == [1, 1]
    fill(store, told, joins, ["copy", "later"])
    assert reports(run) == [1, 2]


def test_merge_joins_what_nothing_else_would(filled: Run) -> None:
    ids = [lines(filled, "--place", name)[0]["id"] for name in ("Goma", "Kharkiv")]
    said = done(filled("incident", "merge", *ids, "--note", "no matter")).stdout
    assert said.startswith("Decision 1. Its accounts are now of one incident: ")
    [found] = [one for one in lines(filled) if len(one["documents"]) == 4]
    shown = done(filled("show", "incidents", "--why", ids[0], columns=160)).stdout
    assert "(merged)" in shown
    # Both former ids lead there.
    for id in ids:
        assert json.loads(filled("show", "incidents", "--why", id, "--json").stdout)["id"] == found["id"]
    done(filled("incident", "rejoin"))
    assert [one["id"] for one in lines(filled)].count(found["id"]) == 1
    again = filled("incident", "merge", *ids)
    assert again.exit_code == 2
    assert "one incident already" in again.stderr


WRONG: list[tuple[Callable[[dict[str, Any]], list[str]], str]] = [
    (lambda found: ["split", found["id"]], "say what to split off"),
    (lambda found: ["split", found["id"], "nobody"], "has no account 'nobody'"),
    (lambda found: ["split", found["id"], "--document", "none"], "no report of document 'none'"),
    (lambda found: ["split", found["id"], *found["accounts"]], "leave at least one"),
    (lambda found: ["merge", found["id"]], "one incident already"),
    (lambda found: ["merge", found["id"], "nothing"], "no incident 'nothing'"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[said for _, said in WRONG])
def test_wrong_ids_end_with_2_and_a_line(
    filled: Run, arguments: Callable[[dict[str, Any]], list[str]], said: str
) -> None:
    before = lines(filled)
    result = filled("incident", *arguments(market(filled)))
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert lines(filled) == before


def test_what_was_read_before_there_were_incidents_is_joined_when_asked(
    run: Run, store: str, told: dict[str, Sequence[Record]]
) -> None:
    with Store.open(store) as opened, opened.writer() as writer:
        writer.add(PageEntry("0" * 64, "first.txt", "2024-06-01"), told["first"])
    shown = done(run("show", "incidents")).stdout
    assert "No incidents answer this." in shown
    assert "`dateline incident rejoin`" in shown
    assert "joined to" in done(run("incident", "rejoin")).stdout
    assert lines(run)


def test_words_of_a_page_are_neither_markup_nor_formulas(run_read: Run, tmp_path: Path) -> None:
    page = tmp_path / "hostile.txt"
    page.write_text(
        "=cmd|' /C calc'!A0\n\nBy Ada Lind for the [red]Harbour[/red] \u202ePost\n10 May 2024\n\n"
        "A missile struck a market in Kharkiv on Thursday, killing nine, [bold]the mayor[/bold] said.\n",
        encoding="utf-8",
    )
    assert run_read("read", str(page)).exit_code == 0
    for arguments in (("show", "incidents"), ("show", "incidents", "--why", lines(run_read)[0]["id"])):
        shown = done(run_read(*arguments, columns=200)).stdout
        assert "\u202e" not in shown
    rows = list(csv.reader(io.StringIO(done(run_read("show", "incidents", "--csv")).stdout)))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]


# -- events and figures beside


PARTS = """Toll of the raid

By Ada Lind for the Harbour Post
10 May 2024

The raid on Kharkiv on Thursday killed 126 people, including 68 children, the mayor said. The front moved by
five miles. Napoleon's army captured Moscow in 1812.
"""


def events(run: Run, *arguments: str) -> Iterator[dict[str, Any]]:
    for line in done(run("show", "events", "--json", *arguments)).stdout.splitlines():
        yield json.loads(line)


def test_occurred_keeps_what_happened_in_the_story(run_read: Run, tmp_path: Path) -> None:
    page = tmp_path / "parts.txt"
    page.write_text(PARTS, encoding="utf-8")
    assert run_read("read", str(page)).exit_code == 0
    every, kept = list(events(run_read)), list(events(run_read, "--occurred"))
    happened = [
        one for one in every if one["factuality"] in ("occurred", "ongoing") and one["standing"] == "current"
    ]
    assert kept == happened
    assert list(events(run_read, "--occurred", "--limit", "1")) == happened[:1]
    shown = done(run_read("show", "events", columns=200)).stdout
    for one in every:
        if one["standing"] != "current":
            assert one["standing"] in shown


def test_figures_tell_their_whole_and_metric_units(run_read: Run, tmp_path: Path) -> None:
    page = tmp_path / "parts.txt"
    page.write_text(PARTS, encoding="utf-8")
    assert run_read("read", str(page)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done(run_read("show", "figures", "--csv")).stdout)))
    by_id = {row["id"]: row for row in rows}
    shown = " ".join(done(run_read("show", "figures", columns=200)).stdout.split())
    for row in rows:
        if row["part_of"]:
            assert f"{row['low']} of {by_id[row['part_of']]['low']}" in shown
        if row["metric_unit"]:
            assert f" {row['metric_unit']})" in shown


def test_the_documentation_has_the_rules_and_the_columns() -> None:
    text = (DOCS / "incidents.md").read_text(encoding="utf-8")
    for information, rule in RULES.values():
        assert f"| {information} {GRADES[information][0]} | {rule} |" in text
    for field in fields(Incident):
        assert f"`{field.name}`" in text
