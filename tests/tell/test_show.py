"""`dateline show` over a store with two hand-built articles about an invented war."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from dateline.model import Mention, Quote, sealed
from dateline.store import Store, decode
from dateline.tell.flat import HEADS
from tests.store.samples import MINISTER, article, entry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tell.conftest import Run

KINDS = list(HEADS)
FIRST = article(1)
SECOND = article(
    2, town="Vell", geonameid=202, happened="2031-04-01", dateline="2031-04-02", words="left a camp"
)
MINISTER_NAMED = sealed(
    Mention,
    document=SECOND.document.id,
    evidence=SECOND.event.evidence,
    kind="actor",
    text="Mr Véga",
    start=0,
    end=7,
    actor=MINISTER,
)


@pytest.fixture(autouse=True)
def filled(store: str) -> None:
    with Store.open(store) as opened, opened.writer() as writer:
        writer.add(entry(1, read_at="2031-03-10T09:00:00Z"), FIRST.records)
        writer.add(entry(2, read_at="2031-04-10T09:00:00Z"), [*SECOND.records, MINISTER_NAMED])


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_table(run: Run, kind: str, columns: int) -> None:
    result = run("show", kind, columns=columns)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert len(lines) >= 3
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_json_and_csv(run: Run, kind: str) -> None:
    lines = run("show", kind, "--json").stdout_bytes.splitlines()
    records = [decode(line) for line in lines]
    rows = list(csv.DictReader(io.StringIO(run("show", kind, "--csv").stdout)))
    assert list(rows[0]) == list(HEADS[kind])
    if kind not in ("places", "actors"):
        assert [row["id"] for row in rows] == [record.id for record in records]
    assert records


def test_a_row_tells_who_says_it_and_where_it_stands(run: Run) -> None:
    told = " ".join(run("show", "events", columns=240).stdout.split())
    for words in (
        "Army of Norland → Sudland",
        "“took",
        "attack, drone",
        "a spokesman (Sudland)",
        "The Courier",
        "@15",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--place", "vell"), [SECOND.event]),
        (("--place", "101"), [FIRST.event]),
        (("--since", "2031-04"), [SECOND.event]),
        (("--until", "2031-04-01"), [FIRST.event]),
        (("--type", "ASSAULT-drone", "--limit", "1"), [FIRST.event]),
        (("--text", "camp"), [SECOND.event]),
        (("--said-by", "The Courier"), [FIRST.event, SECOND.event]),
        (("--actor", "Sudland"), [FIRST.event, SECOND.event]),
        (("--side", "Norland", "--place", "Vell"), [SECOND.event]),
        (("--known-by", "2031-03-31"), [FIRST.event]),
        (("--known-by", "2031-03-09"), []),
        (("--uncontested",), []),
        (("--contested",), [FIRST.event, SECOND.event]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_filters(run: Run, arguments: tuple[str, ...], found: list[object]) -> None:
    lines = run("show", "events", "--json", *arguments).stdout_bytes.splitlines()
    assert [decode(line) for line in lines] == found


def test_contested_control_names_who_denies_it(run: Run) -> None:
    told = " ".join(run("show", "control", "--contested", columns=240).stdout.split())
    assert "a spokesman (Sudland) (denies) → The Courier" in told


def test_places_are_one_row_each_by_how_often_they_are_named(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("show", "places", "--csv").stdout)))
    assert [(row["name"], row["geonameid"], row["mentions"], row["documents"]) for row in rows] == [
        ("Orlov Ferry", "101", "1", "1"),
        ("Vell", "202", "1", "1"),
    ]
    assert run("show", "places", "--type", "river", "--csv").stdout.count("\n") == 1


def test_a_table_that_is_cut_says_so(run: Run) -> None:
    told = run("show", "claims", "--limit", "2").stdout
    assert "The first 2; there are more" in told
    assert "there are more" not in run("show", "claims").stdout


def test_nothing_found_and_nothing_there(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert "No events answer this." in run("show", "events", "--place", "Atlantis").stdout
    empty = str(tmp_path_factory.mktemp("empty") / "new.db")
    result = run("show", "events", "--store", empty, "--json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "holds nothing; `dateline read` fills it" in result.stderr


def test_formulas_do_not_reach_a_spreadsheet(run: Run, store: str) -> None:
    hostile = article(3, words='=HYPERLINK("http://x.invalid")')
    text = hostile.document.text
    assert "=HYPERLINK" in text
    with Store.open(store) as opened, opened.writer() as writer:
        writer.add(entry(3), article(4, town="=1+1", geonameid=303).records)
    rows = list(csv.DictReader(io.StringIO(run("show", "places", "--csv").stdout)))
    assert "'=1+1" in [row["name"] for row in rows]
    named = [json.loads(line)["text"] for line in run("show", "places", "--json").stdout.splitlines()]
    assert "=1+1" in named


# --- whose words --------------------------------------------------------------------------------------

SAID = (
    "By Ada Quill for the Harbour Post\n\n"
    "“We hold the bridge,” President Volodymyr Zelensky said on Sunday, “and we will keep it.”\n\n"
    "“Nobody came to help us,” the French defence minister, Alain Roc, told reporters.\n\n"
    "“The town is ours,” the general staff in Kyiv said. "
    "“The claims are false,” the Russian defence ministry said.\n\n"
    "Officials organised ‘referendums’ in the east.\n"
)


@pytest.fixture
def quoted(run_read: Run, tmp_path: Path) -> Run:
    page = tmp_path / "said.txt"
    page.write_text(SAID, encoding="utf-8")
    assert run_read("read", str(page), "--date", "2022-10-03", "--theatre", "russo-ukrainian").exit_code == 0
    return run_read


@pytest.mark.parametrize("option", ["--actor", "--said-by"])
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Volodymyr Zelensky", {"We"}),
        ("zelensky", {"We"}),
        ("president", {"We"}),
        ("UKR", {"We", "The town"}),
        ("Ukraine", {"We", "The town"}),
        ("Ukrainian", {"We", "The town"}),
        ("general staff", {"The town"}),
        ("UKRMIL", {"The town"}),
        ("Roc", {"Nobody"}),
        ("France", {"Nobody"}),
        ("French", {"Nobody"}),
        ("FRA", {"Nobody"}),
        ("Russia", {"The claims"}),
        ("Russian defence ministry", {"The claims"}),
        ("defence ministry", {"The claims"}),
        ("Atlantis", set()),
    ],
)
def test_quotes_are_found_by_their_speaker(quoted: Run, option: str, asked: str, words: set[str]) -> None:
    told = quoted("show", "quotes", option, asked, "--json").stdout_bytes.splitlines()
    quotes = [quote for line in told if isinstance(quote := decode(line), Quote)]
    firsts = {
        quote.content[0].text for quote in quotes if quote.speaker and quote.speaker.name != "Anton Véga"
    }
    assert {first for first in firsts if not first.startswith(tuple(words or {"-"}))} == set()
    assert len(firsts) == len(words)


def test_a_row_of_a_quote_has_speaker_cue_and_what_nobody_says(quoted: Run) -> None:
    told = " ".join(quoted("show", "quotes", columns=140).stdout.split())
    assert "Volodymyr Zelensky" in told
    assert "“We hold the bridge, … and we will keep it.”" in told
    assert "nobody: set off" in told
    assert "‘referendums’" in told
