"""What each filter finds, among three articles and all that hangs together in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from samples import article, entry

from dateline.errors import StoreError, UsageError
from dateline.model import KINDS
from dateline.store import Store

FERRY = article(1)
MILL = article(
    2, town="Mill Châtel", geonameid=202, happened="2031-03", dateline="2031-03-20", words="shelled a depot"
)
UNDATED = article(3, town="Old Quay", geonameid=303, happened=None, dateline=None, words="held the bridge")
NAMES = {
    record.id: f"{name}.{part}"
    for name, each in (("ferry", FERRY), ("mill", MILL), ("undated", UNDATED))
    for part, record in zip(each.__dataclass_fields__, each.records, strict=True)
}


@pytest.fixture(scope="module")
def filled(new_url: Callable[[], str]) -> Iterator[Store]:
    with Store.open(new_url()) as store:
        with store.writer() as writer:
            for number, each in enumerate((FERRY, MILL, UNDATED)):
                writer.add(entry(number, read_at=f"2031-03-2{number}T12:00:00Z"), each.records)
        yield store


ALL = {"ferry", "mill", "undated"}
FILTERS: list[tuple[str, dict[str, Any], set[str]]] = [
    ("event", {}, ALL),
    ("event", {"place": "Orlov Ferry"}, {"ferry"}),
    ("event", {"place": "orlov  ferry"}, {"ferry"}),
    ("event", {"place": "MILL CHATEL"}, {"mill"}),
    ("event", {"place": 202}, {"mill"}),
    ("event", {"place": "202"}, {"mill"}),
    ("event", {"place": "nrl"}, ALL),
    ("event", {"place": "East Mark"}, ALL),
    ("event", {"place": "Orlov"}, set()),
    ("figure", {"place": "Orlov Ferry"}, {"ferry"}),
    ("control", {"place": "Orlov Ferry"}, {"ferry"}),
    ("mention", {"place": "Orlov Ferry"}, {"ferry"}),
    ("claim", {"place": "Orlov Ferry"}, {"ferry.claim", "ferry.denial"}),
    ("event", {"actor": "Army of Norland"}, ALL),
    ("event", {"actor": "SUD"}, ALL),
    ("event", {"actor": "The Courier"}, set()),
    ("quote", {"actor": "Vega"}, ALL),
    ("quote", {"actor": "anton véga"}, ALL),
    ("quote", {"actor": "vega", "place": "Orlov Ferry"}, set()),
    (
        "claim",
        {"actor": "The Courier"},
        {f"{name}.{claim}" for name in ALL for claim in ("claim", "denial", "said")},
    ),
    ("claim", {"actor": "NRLMIL"}, {f"{name}.{claim}" for name in ALL for claim in ("claim", "denial")}),
    ("event", {"side": "Sudland"}, ALL),
    ("control", {"side": "norland"}, ALL),
    ("statement", {"side": "norland"}, set()),
    ("event", {"said_by": "The Courier"}, ALL),
    ("event", {"said_by": "SUDMIL"}, ALL),
    ("event", {"said_by": "Anton Véga"}, set()),
    ("statement", {"said_by": "SUDMIL"}, set()),
    ("forecast", {"said_by": "Véga"}, ALL),
    ("event", {"type": "assault"}, ALL),
    ("event", {"type": "ASSAULT-drone"}, ALL),
    ("event", {"type": "Armed clash"}, ALL),
    ("event", {"type": "capture"}, ALL),
    ("event", {"type": "AID"}, set()),
    ("figure", {"type": "killed"}, ALL),
    ("figure", {"type": "wounded"}, set()),
    ("control", {"type": "gained"}, ALL),
    ("claim", {"type": "denies"}, {f"{name}.denial" for name in ALL}),
    ("mention", {"type": "settlement"}, ALL),
    ("event", {"since": "2031-03-07"}, {"ferry", "mill"}),
    ("event", {"since": "2031-03-08"}, {"mill"}),
    ("event", {"since": "2031-03-31T23:59:59"}, {"mill"}),
    ("event", {"since": "2031-04-01"}, set()),
    ("event", {"until": "2031-03-07"}, {"mill"}),
    ("event", {"until": "2031-03-08"}, {"ferry", "mill"}),
    ("event", {"until": "2031-03-01"}, set()),
    ("event", {"since": "2031-03-07", "until": "2031-03-07T01:00:00+01:00"}, {"mill"}),
    ("event", {"since": "2031", "until": "2032"}, {"ferry", "mill"}),
    ("claim", {"until": "2031-03-08"}, {"ferry.claim", "ferry.denial", "mill.claim", "mill.denial"}),
    ("quote", {"since": "2031-03-08", "until": "2031-03-09"}, {"ferry"}),
    ("document", {"since": "2031-03-10"}, {"mill"}),
    ("forecast", {"since": "2032-12-31"}, ALL),
    ("event", {"contested": True}, ALL),
    ("event", {"contested": False}, set()),
    ("figure", {"contested": True}, ALL),
    ("statement", {"contested": True}, set()),
    ("response", {"contested": True}, ALL),
    ("response", {"type": "denies", "place": "Orlov Ferry"}, {"ferry"}),
    ("response", {"type": "confirms"}, set()),
    ("response", {"said_by": "SUDMIL", "since": "2031-03-07", "until": "2031-03-08"}, {"ferry", "mill"}),
    ("control", {"contested": True}, ALL),
    ("control", {"contested": False}, set()),
    ("claim", {"contested": True}, {f"{name}.{claim}" for name in ALL for claim in ("claim", "denial")}),
    ("event", {"text": "depot"}, {"mill"}),
    ("event", {"text": "DEPOT shelled"}, {"mill"}),
    ("event", {"text": '"shelled a depot"'}, {"mill"}),
    ("event", {"text": '"depot shelled"'}, set()),
    ("event", {"text": "epo"}, set()),
    ("event", {"text": "depot."}, {"mill"}),
    ("event", {"text": 'depot AND (NOT "'}, set()),
    ("event", {"text": "Story"}, set()),
    ("document", {"text": "Story 3."}, {"undated"}),
    ("document", {"text": "bridge"}, {"undated"}),
    ("event", {"document": MILL.document.id}, {"mill"}),
    ("event", {"document": "none"}, set()),
    ("event", {"place": "NRL", "until": "2031-03-08", "text": "river", "side": "Norland"}, {"ferry"}),
]


@pytest.mark.parametrize(("kind", "filters", "expected"), FILTERS)
def test_filters(filled: Store, kind: str, filters: dict[str, Any], expected: set[str]) -> None:
    found = [NAMES[record.id] for record in filled.view().records(kind, **filters)]
    assert sorted(found) == sorted(name if "." in name else f"{name}.{kind}" for name in expected)


def test_limit_takes_the_first(filled: Store) -> None:
    whole = list(filled.view().records("claim"))
    assert list(filled.view().records("claim", limit=4)) == whole[:4]
    assert list(filled.view().records("claim", limit=0)) == []


def test_all_kinds_at_once(filled: Store) -> None:
    found = list(filled.view().records(None, document=FERRY.document.id))
    assert found == FERRY.records


AS_OF = [
    ("2031-03-19", set()),
    ("2031-03-20", {"ferry"}),
    ("2031-03-20T11:59:59Z", set()),
    ("2031-03-20T12:00:00Z", {"ferry"}),
    ("2031-03-20T13:00:00+01:00", {"ferry"}),
    ("2031-03-21", {"ferry", "mill"}),
    ("2031-04-01", ALL),
]


@pytest.mark.parametrize(("as_of", "expected"), AS_OF)
def test_a_view_knows_what_had_been_read_by_then(filled: Store, as_of: str, expected: set[str]) -> None:
    view = filled.view(as_of)
    assert {NAMES[record.id] for record in view.records("event")} == {f"{name}.event" for name in expected}
    assert view.count("event") == len(expected)
    assert len(list(view.pages())) == len(expected)
    assert (view.get(MILL.event.id) is not None) == ("mill" in expected)


def test_counts(filled: Store) -> None:
    view = filled.view()
    assert view.count(None) == len(NAMES)
    assert {kind: view.count(kind) for kind in KINDS} == {kind: 9 if kind == "claim" else 3 for kind in KINDS}


def test_get(filled: Store) -> None:
    assert filled.view().get(MILL.claim.id) == MILL.claim
    assert filled.view().get("none") is None


WRONG: list[tuple[str, dict[str, Any], type[Exception], str]] = [
    ("rumour", {}, UsageError, "no kind of record"),
    ("event", {"since": "last week"}, UsageError, "no date"),
    ("event", {"until": "2031-02-30"}, UsageError, "no date"),
    ("event", {"text": "?! "}, UsageError, "no word"),
]


@pytest.mark.parametrize(("kind", "filters", "error", "message"), WRONG)
def test_wrong_arguments(
    filled: Store, kind: str, filters: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        filled.view().records(kind, **filters)


def test_a_view_of_no_moment(filled: Store) -> None:
    with pytest.raises(StoreError, match="no moment"):
        filled.view("yesterday")
