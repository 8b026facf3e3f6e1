"""Lists over HTTP: the same as the store gives, part by part, whatever is added meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import Client

from dateline.model import KINDS
from dateline.store import Store, View
from dateline.tell.parties import party
from tests.store.samples import article, entry
from tests.tell.api.conftest import ROOT, Serve, every

FILTERS: list[dict[str, Any]] = [
    {},
    {"place": "Mykolaiv"},
    {"side": "ukraine"},
    {"type": "ASSAULT"},
    {"type": "killed", "place": "UKR"},
    {"actor": "Russia"},
    {"said_by": "mayor"},
    {"contested": "true"},
    {"contested": "false", "type": "denies"},
    {"text": "killed"},
    {"text": '"nine people"', "side": "Russia"},
    {"since": "2023-11-01", "until": "2023-12"},
    {"since": "2024-02-20", "text": "depot", "contested": "true"},
]


def as_asked(given: dict[str, Any]) -> dict[str, Any]:
    """A query as `View.records` takes it."""
    told = {name: value == "true" if name == "contested" else value for name, value in given.items()}
    return told | {name: party(told[name]) for name in ("actor", "said_by") if name in told}


@pytest.mark.parametrize("given", FILTERS, ids=str)
@pytest.mark.parametrize("kind", ["claim", "event", "document"])
def test_records_are_those_of_the_store_in_its_order(
    client: Client, view: View, kind: str, given: dict[str, Any]
) -> None:
    wanted = [record.id for record in view.records(kind, **as_asked(given))]
    found = every(client, f"/records/{kind}", limit=40, order="oldest", **given)
    assert [one["id"] for one in found] == wanted


def test_some_filter_finds_something_and_none_finds_all(view: View) -> None:
    counts = [len(list(view.records("claim", **as_asked(given)))) for given in FILTERS]
    assert counts[0] == max(counts)
    assert sum(count > 0 for count in counts) > len(counts) / 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("limit", [23, 500])
def test_parts_of_any_size_make_the_same_list(client: Client, view: View, kind: str, limit: int) -> None:
    found = [one["id"] for one in every(client, f"/records/{kind}", limit=limit)]
    assert sorted(found) == sorted(record.id for record in view.records(kind))
    assert len(set(found)) == len(found)


def test_the_newest_documents_come_first_and_each_is_in_its_own_order(client: Client, view: View) -> None:
    found = every(client, "/claims", limit=100)
    days = [one["document"]["published"] or "" for one in found]
    assert days == sorted(days, reverse=True)
    documents = dict.fromkeys(one["document"]["id"] for one in found)
    wanted = [claim.id for id in documents for claim in view.records("claim", document=id)]
    assert [one["claim"]["id"] for one in found] == wanted


@pytest.mark.parametrize("given", FILTERS, ids=str)
def test_incidents_are_those_of_the_store_in_its_order(
    client: Client, view: View, given: dict[str, Any]
) -> None:
    from dateline.fuse.incidents import incident

    wanted = [incident(accounts).id for accounts in view.incidents(**as_asked(given))]
    found = [one["id"] for one in every(client, "/incidents", limit=9, order="oldest", **given)]
    assert found == wanted
    assert [one["id"] for one in every(client, "/incidents", limit=9, **given)] == wanted[::-1]


def test_an_earlier_moment_has_less(client: Client) -> None:
    for path in ("/claims", "/incidents", "/documents", "/search?q=killed"):
        name, _, query = path.partition("?")
        given = dict(one.split("=") for one in query.split("&")) if query else {}
        assert every(client, name, known_by="2024-01-01", **given) == []
        assert every(client, name, known_by="2199-01-01", limit=500, **given) == every(
            client, name, limit=500, **given
        )


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("path", ["/documents", "/incidents", "/claims"])
def test_what_is_added_meanwhile_neither_repeats_nor_hides_anything(
    serve: Serve, own: Any, path: str, order: str
) -> None:
    client = serve()
    before = [str(one) for one in every(client, path, limit=500, order=order)]
    first = client.get(ROOT + path, params={"limit": 5, "order": order}).json()
    with Store.open(str(own)) as store, store.writer() as writer:
        # Published before, among and after the others.
        for number, day in enumerate(("2001-01-01", "2024-02-20", "2031-03-08"), 1):
            writer.add(entry(number), article(number, dateline=day, happened=day).records)
    rest = every(client, path, limit=5, order=order, cursor=first["next"])
    found = [str(one) for one in (*first["items"], *rest)]
    assert len(set(found)) == len(found)
    assert set(before) <= set(found)


@pytest.mark.parametrize(
    "cursor",
    ["x", "e30", "WzFd", "WyJhIl0", "W10", "%00", "WyJhIiwiYiIsMSwiXHUwMDAwIl0", "A" * 900, "W251bGxd"],
)
@pytest.mark.parametrize("path", ["/claims", "/incidents", "/parties", "/ledger", "/search?q=a"])
def test_a_cursor_that_never_was_is_refused(client: Client, path: str, cursor: str) -> None:
    answer = client.get(f"{ROOT}{path}{'&' if '?' in path else '?'}cursor={cursor}")
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert answer.json()["errors"][0]["where"] == "query.cursor"
    else:
        # Any number is a place in a list that is ordered by numbers.
        assert path == "/search?q=a"


def test_search_finds_words_where_they_stand(client: Client, view: View) -> None:
    found = every(client, "/search", q="grain", limit=3)
    assert {one["kind"] for one in found} >= {"document", "event", "claim"}
    for one in found:
        document = view.get(one["document"])
        assert document is not None
        assert document.record == "document"
        if one["kind"] == "document":
            assert document.text[one["start"] : one["end"]].casefold() == "grain"
        assert "grain" in one["snippet"].casefold()
        assert one["title"] == document.title
    assert every(client, "/search", q="grain", kind="document") == [
        one for one in found if one["kind"] == "document"
    ]


def test_facets_count_what_the_list_has(client: Client) -> None:
    for given in ({}, {"side": "ukraine"}, {"type": "ASSAULT", "contested": "true"}):
        claims = every(client, "/claims", limit=500, **given)
        facets = client.get(f"{ROOT}/claims/facets", params=given).json()
        assert sum(facets["stance"].values()) == len(claims)
        for stance, count in facets["stance"].items():
            assert count == sum(one["stance"] == stance for one in claims)
        assert sum(facets["side"].values()) == sum(one["side"] is not None for one in claims)


def test_contested_pairs_are_against_each_other(client: Client) -> None:
    found = every(client, "/claims/contested", limit=3)
    assert found
    for pair in found:
        assert pair["how"] in ("denies", "doubts", "contradicts")
        assert pair["response"]["claim"] == pair["one"]["claim"]["id"]
        assert pair["response"]["to"] == pair["other"]["claim"]["id"]
        assert pair["one"]["contested"]
        assert pair["other"]["contested"]
