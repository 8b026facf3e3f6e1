"""Claims of other documents: found by index, answered whichever came first, known when both were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import pytest
import sqlalchemy as sa
from explaining import bounded_by, plans, scans
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import Article, article, entry

from dateline.fuse import responses
from dateline.lore import Lore
from dateline.model import Claim, Record, Response, sealed
from dateline.parse import Parser
from dateline.store import Earlier, Store, tables
from dateline.store.comparing import candidates
from dateline.store.matters import WINDOW, Matter, around, matters
from tests.told import tell

# Published on these days, about one river crossing or another.
STORIES = (
    article(1, happened="2031-03-07"),
    article(2, happened="2031-03-09"),
    article(3, happened="2031-03-12"),
    article(4, happened="2031-03-07", town="Vell", geonameid=7),
    article(5, happened=None, dateline="2031-03-08"),
    article(6, happened=None, dateline=None),
)


def respond(records: Sequence[Record], earlier: Earlier) -> list[Response]:
    """Each denial denies each other claim of an event; of a pair it is always the denial that responds."""
    mine = [one for one in records if isinstance(one, Claim)]
    theirs = [one for one in earlier.records if isinstance(one, Claim)]
    pairs = [(one, other) for a, b in ((mine, theirs), (theirs, mine)) for one in a for other in b]
    return [
        sealed(
            Response,
            document=one.document,
            evidence=one.evidence,
            how="denies",
            claim=one.id,
            to=other.id,
            reasons=(),
        )
        for one, other in pairs
        if one.stance == "denies" and other.of.record == "control"
    ]


def between(store: Store, as_of: str | None = None) -> dict[str, Response]:
    """Responses from one document to another."""
    view = store.view(as_of)
    found = {one.id: one for one in view.records("response") if isinstance(one, Response)}
    claims = {one.id: one for one in store.view().records("claim")}
    return {id: one for id, one in found.items() if claims[one.claim].document != claims[one.to].document}


def written(url: str, stories: Sequence[Article], *, one_page: bool = False) -> Store:
    store = Store.open(url)
    with store.writer() as writer:
        if one_page:
            writer.add(entry(99), [record for story in stories for record in story.records], respond)
            return store
        for number, story in enumerate(stories):
            writer.add(entry(number, read_at=f"2031-04-{number + 1:02}"), story.records, respond)
    return store


def test_those_that_speak_of_one_place_in_the_same_days_are_compared(url: str) -> None:
    with written(url, STORIES) as store:
        found = between(store)
        pairs = {(one.document, store.view().get(one.to).document) for one in found.values()}
    days = {one.document.id: n for n, one in enumerate(STORIES, 1)}
    assert {(days[a], days[b]) for a, b in pairs} == {
        (1, 2), (2, 1), (2, 3), (3, 2), (1, 5), (5, 1), (2, 5), (5, 2)
    }  # fmt: skip


def test_the_order_of_reading_does_not_matter(tmp_path_factory: pytest.TempPathFactory) -> None:
    outcomes = []
    for number, order in enumerate(permutations(STORIES[:4])):
        path = tmp_path_factory.mktemp("orders") / f"{number}.db"
        with written(f"sqlite:///{path}", order) as store:
            outcomes.append([record.id for record in store.view().records(None)])
    assert all(outcome == outcomes[0] for outcome in outcomes)


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(STORIES), one_page=st.booleans(), again=st.booleans())
def test_any_order_on_one_page_or_many_and_again_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, order: list[Article], one_page: bool, again: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / "store.db"
    with written(f"sqlite:///{path}", order, one_page=one_page) as store:
        if again:
            with store.writer() as writer:
                assert not writer.add(entry(200), order[0].records, respond)
        found = between(store)
    with written(f"sqlite:///{path.with_name('plain.db')}", STORIES) as plain:
        assert found == between(plain)


def test_a_response_is_known_when_both_documents_were_read(url: str) -> None:
    with written(url, STORIES[:2]) as store:
        assert between(store, "2031-04-01") == {}
        assert len(between(store, "2031-04-02")) == 2
        event = {"contested": True, "type": "gained"}
        assert len(list(store.view("2031-04-01").records("control", **event))) == 1


def test_a_record_that_another_document_disputes_is_contested(url: str) -> None:
    first, second = (article(n, happened="2031-03-07") for n in (1, 2))
    plain = [one for one in first.records if one not in (first.denial, first.response)]
    with Store.open(url) as store, store.writer() as writer:
        writer.add(entry(1, read_at="2031-04-01"), plain, respond)
        assert list(store.view().records("claim", contested=True)) == []

        def deny(records: Sequence[Record], earlier: Earlier) -> Iterator[Response]:
            yield sealed(
                Response,
                document=second.document.id,
                evidence=second.denial.evidence,
                how="denies",
                claim=second.denial.id,
                to=first.claim.id,
                reasons=("same event",),
            )

        writer.add(entry(2, read_at="2031-04-02"), second.records, lambda *told: list(deny(*told)))
        mine = {"contested": True, "document": first.document.id}
        assert list(store.view().records("claim", **mine)) == [first.claim]
        assert list(store.view().records("event", **mine)) == [first.event]
        assert list(store.view("2031-04-01").records("claim", **mine)) == []
        assert [one.to for one in store.view().responses(first.claim.id)] == [first.claim.id]
        assert list(store.view().records("response", place="Orlov Ferry", said_by="SUDMIL", since="2031-03"))


def test_claims_are_sought_by_their_index_alone(url: str) -> None:
    wanted = [Matter("x", key, day) for key in ("ASSAULT@vell", "control@vell") for day in ("2031-03-07",)]
    for plan in plans(url, candidates(wanted)):
        assert bounded_by(plan, "key", "day"), plan
        assert scans(plan) == []


def test_contested_and_responses_are_looked_up_and_not_scanned(url: str) -> None:
    table = tables.record_responses
    [plan] = plans(url, [sa.select(table.c.response).where(table.c.record == 1)])
    assert bounded_by(plan, "record"), plan
    assert scans(plan) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2031-03-07", ("2031-03-04", "2031-03-10")),
        ("0001-01-01", ("0001-01-01", "0001-01-04")),
        ("9999-12-31", ("9999-12-28", "9999-12-31")),
    ],
)
def test_the_window_lies_on_either_side(day: str, expected: tuple[str, str]) -> None:
    assert around(day) == expected
    assert WINDOW == 3


def test_what_has_no_day_or_is_no_fact_is_not_filed() -> None:
    undated = STORIES[5]
    assert list(matters(undated.records, {})) == []
    assert {one.claim for one in matters(undated.records, {undated.document.id: "2031-03-08"})} == set()
    told = STORIES[0]
    assert {(one.claim, one.key) for one in matters(told.records, {})} == {
        (told.claim.id, "ASSAULT@orlov ferry"),
        (told.denial.id, "control@orlov ferry"),
    }


def test_the_store_explains_what_went_wrong_and_stays_as_it_was(url: str) -> None:
    def broken(records: Sequence[Record], earlier: Earlier) -> list[Response]:
        raise ValueError("no comparing today")

    with written(url, STORIES[:1]) as store, store.writer() as writer:
        before = store.view().count(None)
        with pytest.raises(ValueError, match="no comparing today"):
            writer.add(entry(7), STORIES[1].records, broken)
        assert store.view().count(None) == before


VILLAGE = (
    (
        "Moscow Wire",
        "2023-11-14",
        "Russia's defence ministry said its forces had captured the village of Robotyne.",
    ),
    ("London Post", "2023-11-15", "Ukrainian forces still hold Robotyne, the British defence ministry said."),
    ("London Post", "2023-11-15", "Russia's defence ministry acknowledged that it had lost Robotyne."),
    ("London Post", "2023-11-15", "Ukrainian forces hold Robotyne, the British defence ministry said."),
    ("London Post", "2023-11-20", "Ukrainian forces still hold Robotyne, the British defence ministry said."),
    ("London Post", "2023-11-13", "Ukrainian forces still hold Robotyne, the British defence ministry said."),
)


@pytest.mark.parametrize(
    ("others", "count"), [((1,), 1), ((2,), 0), ((1, 2), 1), ((3,), 0), ((4,), 0), ((5,), 0)]
)
@pytest.mark.parametrize("turned", [False, True])
def test_claims_meet_at_a_village_that_no_gazetteer_has(
    url: str, others: tuple[int, ...], count: int, turned: bool, lore: Lore, parser: Parser
) -> None:
    """What is still held the day after contradicts; what is lost later, or held before, is a change."""

    def compared(records: Sequence[Record], earlier: Earlier) -> Sequence[Response]:
        return responses(records, lore, earlier=earlier.records, published=earlier.published)

    order = [0, *others][:: -1 if turned else 1]
    with Store.open(url) as store:
        with store.writer() as writer:
            for number in order:
                outlet, published, text = VILLAGE[number]
                told = tell(text, lore, parser, outlet=outlet, published=published)
                assert all(one.place.geonameid is None for one in told.all("control"))
                writer.add(entry(number), told.reading.records, compared)
        found = [one for one in store.view().records("response") if isinstance(one, Response)]
    assert [one.how for one in found] == ["contradicts"] * count


@pytest.mark.parametrize(
    ("one", "other"), [("Bílá-Hora", "Bila Hora"), ("Mar'inka", "Marinka"), ("VELL", "Vell")]
)
def test_a_name_is_filed_without_case_accents_and_marks(one: str, other: str) -> None:
    keys = [{m.key for m in matters(article(1, town=name).records, {})} for name in (one, other)]
    assert keys[0] & keys[1]
