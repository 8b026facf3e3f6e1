"""Who holds one place, by hand-made claims about an invented war on ground that is real or listed nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dateline.lore import Lore
from dateline.model import Place, Record, Told
from dateline.store import Store
from dateline.tell.control import Charting, Local, choices, holds_until
from tests.store.samples import Article, article, entry
from tests.tell.test_command_line import ended, started

if TYPE_CHECKING:
    from tests.tell.conftest import Run

# Two towns of one name as the gazetteer has them, a third of another name, and a village that it has not.
LYMAN = Place("Lyman", 0, 5, "Lyman", 704204, 48.99, 37.81, "settlement", "UKR", "Donetsk Oblast", 0.9)
NAMESAKE = replace(LYMAN, geonameid=703071, lat=49.594, lon=36.465, admin1="Kharkiv Oblast")
TOWN = replace(LYMAN, text="Kramatorsk", name="Kramatorsk", geonameid=704508, lat=48.73, lon=37.57)
VILLAGE = replace(LYMAN, text="Vell", name="Vell", geonameid=None, lat=49.02, lon=37.85, key=None)
REGION = replace(LYMAN, text="Donetsk Oblast", name="Donetsk Oblast", geonameid=None, kind="region")


class Saying:
    """Each document tells what stands here."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told

    def told(self, records: Sequence[Record]) -> Sequence[Told]:
        return [one for one in self._told if one.document == records[0].id]


STORIES = [article(n, dateline=f"2031-03-{n:02}", happened=f"2031-03-{n:02}") for n in range(1, 29)]


def says(n: int, place: Place, holder: str, change: Any = "gained", **others: Any) -> Told:
    """What the story of a day of March tells."""
    story, day = STORIES[n - 1], f"2031-03-{n:02}"
    made = Told(
        story.claim.id, story.control.id, story.document.id, place, holder, change, day, day, day,
        claimant="a spokesman", claimant_side="Sudland", named=True, origin="Sudland's army",
    )  # fmt: skip
    return replace(made, **others)


TOLD = [
    says(3, LYMAN, "Norland", dated=True),
    says(4, VILLAGE, "Norland"),
    says(5, TOWN, "Sudland", "held"),
    says(20, LYMAN, "Sudland", claimant="the mayor", claimant_side="Norland", origin="mayor"),
    says(21, LYMAN, "Norland", "lost", claimant=None, claimant_side=None, origin="outlet"),
    says(22, REGION, "Sudland", whole=True),
]


def fill(store: str, told: Sequence[Told], stories: Sequence[Article] = STORIES) -> None:
    with Store.open(store) as opened, opened.writer() as writer:
        for number, story in enumerate(stories, 1):
            writer.add(entry(number, read_at="2031-04-01"), story.records, telling=Saying(told))


@pytest.fixture
def filled(store: str) -> str:
    fill(store, TOLD)
    return store


BASE = """name,geonameid,lat,lon,holder
Lyman,704204,48.99,37.81,Sudland
Vell,,49.02,37.85,Sudland
Kramatorsk,704508,48.73,37.57,Sudland
Sloviansk,692087,48.85,37.61,Norland
"""


@pytest.fixture
def baseline(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "base.csv"
    path.write_text(BASE, encoding="utf-8")
    return "--baseline", str(path), "--baseline-day", "2031-03-01"


def holds(run: Run, *arguments: str) -> list[dict[str, Any]]:
    result = run("show", "control", "--json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout_bytes.splitlines()]


@pytest.mark.usefixtures("filled")
def test_a_place_is_told_in_runs_of_days_with_its_claims(run: Run) -> None:
    told = holds(run, "--place", "Lyman")
    first, last = told[0], told[-1]
    assert (first["record"], first["since"], first["holder"]) == ("hold", "2031-03-03", "Norland")
    # How heavy a claim must be is learned, not told here.
    assert first["until"] in ("2031-03-20", "2031-03-21", "2031-03-22")
    assert (last["holder"], last["until"]) == ("Sudland", None)
    assert last["site"]["key"] == "geonames:704204"
    claims = {ground["claim"] for ground in last["grounds"]}
    assert claims <= {story.claim.id for story in STORIES}
    assert STORIES[20].claim.id in {ground["claim"] for one in told for ground in one["grounds"]}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("columns", [80, 140])
def test_a_person_sees_who_holds_it_since_when_and_who_says_so(run: Run, columns: int) -> None:
    result = run("show", "control", "--place", "lyman", columns=columns)
    assert (result.exit_code, result.stderr) == (0, "")
    assert max(map(len, result.stdout.splitlines())) <= columns
    told = " ".join(result.stdout.split())
    assert "Donetsk Oblast, UKR" in told
    assert re.search(r"On 2031-03-22: (held|claimed|contested).* Sudland.*, since 2031-03-2[012]", told)
    for words in ("the mayor", "Sudland took it", "Norland lost it", "2031-03-21", "weight"):
        assert words in told


@pytest.mark.usefixtures("filled")
def test_what_was_known_and_the_last_day_bound_the_history(run: Run) -> None:
    [only] = holds(run, "--place", "Lyman", "--known-by", "2031-03-19")
    assert (only["since"], only["holder"]) == ("2031-03-03", "Norland")
    [until] = holds(run, "--place", "Lyman", "--on", "2031-03-10")
    assert (until["holder"], until["until"]) == ("Norland", None)
    assert holds(run, "--place", "Lyman", "--on", "2031-03-01") == []


@pytest.mark.usefixtures("filled")
def test_a_baseline_is_where_the_history_begins(run: Run, baseline: tuple[str, ...]) -> None:
    told = holds(run, "--place", "Lyman", *baseline)
    assert (told[0]["since"], told[0]["holder"], told[0]["basis"]) == ("2031-03-01", "Sudland", "baseline")
    until = ("--on", "2031-03-02")
    text = " ".join(run("show", "control", "--place", "Sloviansk", *until, *baseline).stdout.split())
    assert "held by Norland, since 2031-03-01 or before" in text


@pytest.mark.usefixtures("filled")
def test_places_around_tell_of_a_place_unless_that_is_switched_off(
    run: Run, baseline: tuple[str, ...]
) -> None:
    near = [ground for one in holds(run, "--place", "Vell", *baseline) for ground in one["grounds"]]
    assert "geonames:704204" in {ground["at"] for ground in near}
    own = holds(run, "--place", "Vell", "--no-inferred", *baseline)
    assert {ground["at"] for one in own for ground in one["grounds"]} == {None}


def test_namesakes_are_listed_and_told_apart_by_their_keys(run: Run, store: str) -> None:
    fill(store, [*TOLD, says(6, NAMESAKE, "Norland"), says(7, NAMESAKE, "Norland")])
    result = run("show", "control", "--place", "Lyman")
    assert (result.exit_code, result.stdout) == (2, "")
    told = result.stderr
    assert "geonames:704204 Lyman, Donetsk Oblast, UKR (48.990, 37.810): 3 claims" in told
    assert "geonames:703071 Lyman, Kharkiv Oblast, UKR (49.594, 36.465): 2 claims" in told
    assert "2 places may be meant by 'Lyman'" in told
    for asked in ("geonames:703071", "703071"):
        [first, *_] = holds(run, "--place", asked)
        assert (first["site"]["admin1"], first["since"]) == ("Kharkiv Oblast", "2031-03-06")


@pytest.mark.usefixtures("filled")
def test_a_region_and_other_filters_list_records_as_before(run: Run) -> None:
    for arguments in (("--place", "East Mark"), ("--place", "Orlov Ferry", "--type", "gained")):
        found = holds(run, *arguments)
        assert len(found) == len(STORIES)
        assert {one["record"] for one in found} == {"control"}
    assert holds(run, "--place", "Nowhere at all") == []


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("events", "--on", "2031-03-01"), "are for the history of one place"),
        (("control", "--no-inferred"), "are for the history of one place"),
        (("control", "--place", "Lyman", "--on", "2031-03-01", "--csv"), "without other filters"),
        (("control", "--place", "Lyman", "--baseline", "x.csv"), "--baseline and --baseline-day go together"),
        (("control", "--place", "Lyman", "--on", "2031-13-01"), "wanted a date"),
        (("control", "--place", "Lyman", "--known-by", "spring"), "--known-by: wanted a day"),
        (
            ("control", "--place", "Lyman", "--baseline", "none.csv", "--baseline-day", "2031-03-01"),
            "none.csv cannot be read",
        ),
    ],
)
def test_what_makes_no_sense_is_said(run: Run, arguments: tuple[str, ...], told: str) -> None:
    result = run("show", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("with_baseline", [False, True])
@pytest.mark.parametrize("inferred", [False, True])
def test_what_is_read_by_index_is_all_that_bears_on_a_place(
    lore: Lore, filled: str, tmp_path: Path, with_baseline: bool, inferred: bool
) -> None:
    path = tmp_path / "base.csv"
    path.write_text(BASE, encoding="utf-8")
    day = ("2031-03-01", path) if with_baseline else (None, None)
    wanted = Charting(baseline_day=day[0], baseline=day[1], inferred=inferred)
    with Store.open(filled) as store:
        view = store.view()
        every = holds_until(view, lore, wanted, "2031-03-28")
        local = Local(view, lore, wanted)
        for site in {hold.site.key: hold.site for hold in every}.values():
            assert site in [choice.site for choice in choices(site.key, local, lore)]
            own = local.chart(site).holds(site.key, "2031-03-28", known_by=wanted.known)
            assert [hold for hold in own if hold.holder] == [
                hold for hold in every if hold.site.key == site.key and hold.holder
            ]


def test_a_process_of_its_own_says_the_same(filled: str, tmp_path: Path) -> None:
    code, out, err = ended(
        started("show", "control", "--place", "704204", "--json", "--store", filled, home=tmp_path)
    )
    assert (code, err) == (0, "")
    assert [json.loads(line)["holder"] for line in out.splitlines()][-1] == "Sudland"


DISPATCH = """Soldiers take Lyman

By Ada Lind for the Harbour Post
10 May 2024

Russian forces captured Lyman on Thursday, the Russian defence ministry said.
Ukraine's general staff denied that the town had fallen.
"""


def test_what_is_read_is_charted_at_once_and_the_same_page_adds_nothing(
    run: Run, run_read: Run, store: str, tmp_path: Path
) -> None:
    page = tmp_path / "dispatch.txt"
    page.write_text(DISPATCH, encoding="utf-8")
    assert run_read("read", str(page)).exit_code == 0
    with Store.open(store) as opened:
        told = opened.view().told()
    assert {(one.place.name, one.known) for one in told} == {("Lyman", "2024-05-10")}
    text = " ".join(run("show", "control", "--place", "Lyman").stdout.split())
    assert re.search(r"(Russia|RUS) took it", text)
    assert "captured Lyman on" in text
    assert "2024-05-09" in text
    run_read("read", str(page))
    run("incident", "rejoin")
    run("store", "refresh")
    with Store.open(store) as opened:
        assert opened.view().told() == told
