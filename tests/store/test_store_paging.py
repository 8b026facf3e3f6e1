"""Lists part by part: the same as the whole, on every backend, whichever way the search is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from joined import Plain
from samples import article, entry
from telling import Teller

from dateline.store import Store, View, view

DAYS = ("2031-03-08", None, "2031-03-01", "2031-03-08", "2031-04-02", "2030-12-31", "2031-03-08")
FILTERS: list[dict[str, Any]] = [
    {},
    {"place": "Orlov Ferry"},
    {"side": "norland", "type": "ASSAULT"},
    {"contested": True},
    {"text": "river crossing", "side": "Sudland"},
    {"since": "2031-03-05", "until": "2031-03-10"},
    {"said_by": "spokesman", "contested": False},
]


@pytest.fixture
def filled(store: Store) -> View:
    with store.writer() as writer:
        for number, day in enumerate(DAYS, 1):
            happened = None if day is None else f"2031-03-{number + 1:02}"
            town = "Orlov Ferry" if number % 2 else "Vell"
            records = article(number, dateline=day, happened=happened, town=town).records
            writer.add(
                entry(number, read_at=f"2031-05-{number:02}"), records, joins=Plain(), telling=Teller()
            )
    return store.view()


@pytest.fixture(params=["listed", "walked"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few or many are found, by bounds that make it so."""
    bound = 10_000 if request.param == "listed" else 1
    monkeypatch.setattr(view, "_FEW", bound)
    monkeypatch.setattr(view, "_SOME", bound)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("given", FILTERS, ids=str)
@pytest.mark.parametrize("newest", [False, True])
def test_parts_make_the_list(filled: View, given: dict[str, Any], newest: bool) -> None:
    found, after = [], None
    while part := filled.page("claim", limit=4, after=after, newest=newest, **given):
        found += part
        after = part[-1].at
    wanted = [record.id for record in filled.records("claim", **given)]
    assert sorted(one.at.id for one in found) == sorted(wanted)
    if not newest:
        assert [one.at.id for one in found] == wanted
    disputed = {record.id for record in filled.records("claim", contested=True)}
    assert {one.at.id for one in found if one.contested} == disputed & set(wanted)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("given", FILTERS, ids=str)
@pytest.mark.parametrize("newest", [False, True])
def test_parts_make_the_list_of_incidents(filled: View, given: dict[str, Any], newest: bool) -> None:
    found, after = [], None
    while part := filled.incident_page(limit=2, after=after, newest=newest, **given):
        found += part
        after = part[-1].day, part[-1].incident
    wanted = list(filled.incidents(**given))
    assert [one.accounts for one in found] == (wanted[::-1] if newest else wanted)


def test_an_earlier_moment_has_what_was_read_by_then(store: Store, filled: View) -> None:
    early = store.view("2031-05-03")
    assert len(early.page("document", limit=50)) == 3
    assert [one.accounts for one in early.incident_page(limit=50)] == list(early.incidents())
    assert len(early.search("crossing", kinds=["event"], limit=50)) == 3
    assert early.tallies()["document"] == 3
    assert filled.tallies() == {kind: filled.count(kind) for kind in filled.tallies()}


def test_search_goes_from_the_last_added_to_the_first(filled: View) -> None:
    every = filled.search("crossing", kinds=["event", "document"], limit=50)
    assert [one.number for one in every] == sorted((one.number for one in every), reverse=True)
    assert len(every) == 2 * len(DAYS)
    rest = filled.search("crossing", kinds=["event", "document"], limit=50, before=every[4].number)
    assert rest == every[5:]


def test_what_was_added_is_told_in_order(filled: View) -> None:
    every = list(filled.added(0))
    assert len(every) == filled.count(None)
    assert every[-1].number == filled.last_added()
    assert (
        list(filled.added(every[9].number, kinds=["claim"], limit=2))
        == [one for one in every[10:] if one.kind == "claim"][:2]
    )


def test_a_mark_differs_after_each_writing_by_whomever(url: str) -> None:
    with Store.open(url) as store, Store.open(url) as other:
        changes = store.changes()
        marks = [changes.mark()]
        assert changes.mark() == marks[0]
        for number, written in enumerate((store, other), 1):
            with written.writer() as writer:
                writer.add(entry(number), article(number).records)
            marks.append(changes.mark())
        assert len(set(marks)) == len(marks)
        changes.close()


def test_what_is_told_of_who_holds_a_place_is_sealed(store: Store, filled: View) -> None:
    last = filled.told_last()
    seal = filled.told_seal(last)
    assert seal
    assert filled.told_seal(last + 1) is None
    assert [one for _, one in filled.told_after(0)] != []
    with store.writer() as writer:
        writer.add(entry(20), article(20).records, joins=Plain(), telling=Teller())
    assert filled.told_seal(last) == seal
    assert [number for number, _ in filled.told_after(last)] == [filled.told_last()]
    assert filled.told_seal(filled.told_last()) not in (seal, None)


def test_the_seal_of_a_claim_is_another_where_an_earlier_one_is(tmp_path: Path) -> None:
    seals = []
    for numbers in ((1, 3), (2, 3), (1, 3)):
        with Store.open(f"sqlite:///{tmp_path}/{len(seals)}.db") as store:
            with store.writer() as writer:
                for number in numbers:
                    writer.add(entry(number), article(number).records, joins=Plain(), telling=Teller())
            seals.append(store.view().told_seal(store.view().told_last()))
    assert seals[0] == seals[2] != seals[1]


def test_days_and_sides(filled: View) -> None:
    assert filled.span() == ("2030-12-31", "2031-04-02")
    assert filled.sides().keys() >= {"norland", "sudland"}
    ids = [record.id for record in filled.records("claim", limit=3)]
    assert [one.at.id for one in filled.placed([*ids, "none"])] == ids
    assert filled.lines([*ids, "none"]).keys() == set(ids)
    assert len(filled.numbers("claim", side="Norland")) == len(list(filled.records("claim", side="Norland")))
