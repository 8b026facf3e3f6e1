"""Accounts joined to incidents: the same in any order, found by index, undoable, and kept through it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations
from typing import Any

import pytest
import sqlalchemy as sa
from explaining import bounded_by, plans, scans
from hypothesis import given, settings
from hypothesis import strategies as st
from joined import Plain, account, spot
from samples import Article, article, entry

from dateline.errors import StoreError, UsageError
from dateline.fuse.incidents import grouped, name_of
from dateline.model import Account
from dateline.store import Joins, Store, links, tables
from dateline.store.decisions import naming, standing
from dateline.store.engine import connect
from dateline.store.incidents import candidates
from dateline.store.keys import keys
from dateline.store.picture import bodies_of, homes_of, incidents_in_order, joinings_of, named

STORIES = (
    article(1, happened="2031-03-07"),
    article(2, happened="2031-03-08"),
    article(3, happened="2031-03-12"),
    article(4, happened="2031-03-07", town="Vell", geonameid=7),
    article(5, happened="2031-03-10"),
)


def incidents(store: Store, **asked: Any) -> list[list[str]]:
    """The incidents as the numbers of the stories that tell of them."""
    at = {story.document.id: str(number) for number, story in enumerate(STORIES, 1)}
    found = store.view(asked.pop("as_of", None)).incidents(**asked)
    return [sorted(at[one.document] for one in told) for told in found]


def written(url: str, stories: Iterable[Article], joins: Joins | None = None) -> Store:
    store = Store.open(url)
    with store.writer() as writer:
        for story in stories:
            number = STORIES.index(story) + 1
            moment = f"2031-04-{number:02}"
            writer.add(entry(number, read_at=moment), story.records, joins=joins or Plain())
    return store


def everything(store: Store) -> list[tuple[Any, ...]]:
    """All accounts with their incidents, and all links."""
    told = [one for each in store.view().incidents() for one in each]
    homes = store.view().homes([one.id for one in told])
    return [*sorted(homes.items()), *store.view().joinings([one.id for one in told])]


def test_reports_of_one_happening_are_one_incident(url: str) -> None:
    with written(url, STORIES) as store:
        told = list(store.view().incidents())
        assert sorted(incidents(store)) == [["1", "2", "5"], ["3"], ["4"]]
        whole = grouped([one for each in told for one in each], Plain().joining)
        assert {frozenset(one.id for one in each) for each in told} == set(map(frozenset, whole))
        assert store.view().tally() == (5, len(whole))


def test_the_order_of_reading_does_not_matter(tmp_path_factory: pytest.TempPathFactory) -> None:
    outcomes = []
    for number, order in enumerate(permutations(STORIES[:4])):
        path = tmp_path_factory.mktemp("orders") / f"{number}.db"
        with written(f"sqlite:///{path}", order) as store:
            outcomes.append(everything(store))
    assert outcomes[0]
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_the_same_page_again_adds_nothing(url: str) -> None:
    joins = Plain()
    with written(url, STORIES, joins) as store, store.writer() as writer:
        before, compared = everything(store), len(joins.compared)
        assert not writer.add(entry(77), STORIES[0].records, joins=joins)
        assert everything(store) == before
        assert len(joins.compared) == compared


def test_without_a_joiner_there_are_none_until_they_are_joined(url: str, new_url: Callable[[], str]) -> None:
    with Store.open(url) as store:
        with store.writer() as writer:
            for number, story in enumerate(STORIES):
                writer.add(entry(number), story.records)
        assert list(store.view().incidents()) == []
        told: list[tuple[int, int | None]] = []
        store.rejoin(Plain(), lambda done, total: told.append((done, total)))
        assert told == [(number, 5) for number in range(1, 6)]
        after = everything(store)
        store.rejoin(Plain())
        assert everything(store) == after
    with written(new_url(), STORIES) as at_once:
        assert everything(at_once) == after


def test_an_error_of_the_joiner_leaves_the_store_as_it_was(url: str) -> None:
    def broken(one: Account, other: Account) -> float:
        raise ValueError("no comparing today")

    with written(url, STORIES[:1]) as store, store.writer() as writer:
        before, count = everything(store), store.view().count(None)
        with pytest.raises(ValueError, match="no comparing today"):
            writer.add(entry(2), STORIES[1].records, joins=Plain(weigh=broken))
        assert (everything(store), store.view().count(None)) == (before, count)


# -- what is asked for


FILTERS: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"1", "2", "3", "4", "5"}),
    ({"place": "Vell"}, {"4"}),
    ({"place": "Vell", "type": "ASSAULT"}, {"4"}),
    ({"type": "AID"}, set()),
    ({"type": "killed", "place": "Vell"}, {"4"}),
    ({"type": "gained", "place": "Vell"}, {"4"}),
    ({"type": "wounded"}, set()),
    ({"since": "2031-03-12"}, {"3"}),
    ({"text": "crossing", "place": "101", "until": "2031-03-08"}, {"1", "2", "5"}),
    ({"contested": False}, set()),
    ({"said_by": "SUDMIL", "place": "Vell"}, {"4"}),
    ({"side": "Sudland", "place": "Vell"}, {"4"}),
    ({"actor": "NRLMIL", "place": "Vell"}, {"4"}),
]


@pytest.fixture(scope="module")
def full(new_url: Callable[[], str]) -> Iterator[Store]:
    """All stories, for those who only look."""
    with written(new_url(), STORIES) as store:
        yield store


@pytest.fixture
def filled(url: str) -> Iterator[Store]:
    with written(url, STORIES) as store:
        yield store


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_an_incident_passes_when_one_of_its_events_does(
    full: Store, filters: dict[str, Any], expected: set[str]
) -> None:
    found = {number for told in incidents(full, **filters) for number in told}
    homes = [told for told in incidents(full) if not expected.isdisjoint(told)]
    assert found == {number for told in homes for number in told}


def test_they_come_by_day_and_id_and_as_many_as_wanted(full: Store) -> None:
    told = list(full.view().incidents())
    homes = full.view().homes([one.id for each in told for one in each])
    order = [(min(one.start or "" for one in each), homes[each[0].id]) for each in told]
    assert order == sorted(order)
    assert list(full.view().incidents(limit=1)) == told[:1]
    assert list(full.view().incidents(limit=0)) == []


def test_an_earlier_view_has_what_was_known_then(full: Store) -> None:
    assert {number for told in incidents(full, as_of="2031-04-02") for number in told} == {"1", "2"}
    assert list(full.view("2031-03-01").incidents()) == []
    first = STORIES[2].event.id
    assert full.view("2031-04-02").incident(first) == ()
    assert full.view("2031-04-03").incident(first) != ()


def test_an_incident_is_found_by_all_that_it_tells_of(full: Store) -> None:
    view = full.view()
    story = STORIES[3]
    [told] = [each for each in view.incidents() if each[0].document == story.document.id]
    own = told[0].id
    ids = (own, name_of(own), story.event.id, story.claim.id, story.figure.id, story.denial.id)
    assert [view.incident(id) for id in ids] == [told] * len(ids)
    assert view.incident("none") == ()
    # Every account's name leads there: an id that the incident had when another account was its first.
    for each in view.incidents():
        assert [view.incident(name_of(one.id)) for one in each] == [each] * len(each)


def test_neighbours_are_those_that_share_a_word(full: Store) -> None:
    [mine] = full.view().incident(STORIES[3].event.id)
    found = {other.document for _, other in full.view().near(mine, Plain())}
    # Vell has the point of Orlov Ferry in these samples.
    assert found <= {story.document.id for story in STORIES} - {mine.document}
    assert STORIES[0].document.id in found


def test_accounts_of_another_version_are_told_to_be_made_anew(filled: Store, url: str) -> None:
    engine = connect(url, patience=5)
    with engine.begin() as connection:
        connection.execute(sa.update(tables.accounts).values(body='{"id":"old"}'))
    engine.dispose()
    with pytest.raises(StoreError, match="incident rejoin"):
        list(filled.view().incidents())
    filled.rejoin(Plain())
    assert list(filled.view().incidents())


# -- decisions


def account_of(store: Store, number: int) -> str:
    home = STORIES[number - 1].document.id
    return next(one.id for each in store.view().incidents() for one in each if one.document == home)


def decide(store: Store, what: Any, *pairs: tuple[int, int], at: str = "2031-05-01") -> int:
    ids = [(account_of(store, a), account_of(store, b)) for a, b in pairs]
    with store.writer() as writer:
        return writer.decide(what, ids, Plain(), made_at=at, note="by hand").number


def together(store: Store, a: int, b: int) -> bool:
    homes = store.view().homes([account_of(store, a), account_of(store, b)])
    return len(set(homes.values())) == 1


def test_what_is_split_stays_apart_and_what_is_merged_together(filled: Store, url: str) -> None:
    assert together(filled, 1, 2)
    assert not together(filled, 1, 4)
    assert decide(filled, "split", (1, 2)) == 1
    assert decide(filled, "merge", (4, 1)) == 2
    assert not together(filled, 1, 2)
    assert together(filled, 1, 4)
    after = everything(filled)
    filled.rejoin(Plain())
    assert everything(filled) == after
    acts = filled.view().decisions()
    assert [(act.what, act.note, act.stands) for act in acts] == [
        ("split", "by hand", True), ("merge", "by hand", True)
    ]  # fmt: skip
    assert filled.view().decisions([account_of(filled, 3)]) == []
    assert filled.view().decisions([account_of(filled, 2)]) == acts[:1]
    assert filled.view("2031-04-30").decisions() == []


def test_what_is_read_later_respects_what_was_decided(url: str) -> None:
    with written(url, STORIES[:2]) as store:
        decide(store, "split", (1, 2))
        with store.writer() as writer:
            writer.add(entry(5), STORIES[4].records, joins=Plain())
            writer.add(entry(4), STORIES[3].records, joins=Plain())
        assert not together(store, 1, 2)


def test_decisions_are_withdrawn_and_the_list_only_grows(filled: Store) -> None:
    before = everything(filled)
    split = decide(filled, "split", (1, 2))
    after = everything(filled)
    assert after != before
    with filled.writer() as writer:
        first = writer.withdraw(split, Plain(), made_at="2031-05-02", note="was wrong")
        assert everything(filled) == before
        second = writer.withdraw(first.number, Plain(), made_at="2031-05-03")
        assert everything(filled) == after
        with pytest.raises(UsageError, match="withdrawn already"):
            writer.withdraw(first.number, Plain(), made_at="2031-05-04")
        with pytest.raises(UsageError, match="no decision 9"):
            writer.withdraw(9, Plain(), made_at="2031-05-04")
    acts = filled.view().decisions()
    assert [(act.number, act.what, act.withdraws, act.stands) for act in acts] == [
        (1, "split", None, True), (2, "withdraw", 1, False), (second.number, "withdraw", 2, True)
    ]  # fmt: skip


def test_the_last_word_on_a_pair_counts(filled: Store) -> None:
    decide(filled, "split", (1, 2))
    decide(filled, "merge", (2, 1))
    assert together(filled, 1, 2)
    decide(filled, "split", (1, 2))
    assert not together(filled, 1, 2)


# -- large ones


class Drawn:
    """Accounts of which each pair weighs what was drawn for it."""

    def __init__(self, weights: Sequence[float], count: int) -> None:
        self.articles = [article(number, words=f"took {number}") for number in range(count)]
        ids = [f"account {one.event.id}" for one in self.articles]
        pairs = combinations(range(count), 2)
        self.weights = {
            frozenset((ids[a], ids[b])): weight for (a, b), weight in zip(pairs, weights, strict=False)
        }
        self.ids = ids

    def joins(self) -> Plain:
        return Plain(weigh=lambda one, other: self.weights.get(frozenset((one.id, other.id)), -1.0))


COUNT = 9
WEIGHTS = st.lists(st.sampled_from([-3.0, -1.0, -0.5, 0.5, 1.5, 2.5, 5.0, 9.0]), min_size=36, max_size=36)
PAIRS = st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)).filter(lambda p: p[0] != p[1])
DECISIONS = st.lists(st.tuples(st.sampled_from(["merge", "split"]), PAIRS), max_size=3)


@settings(max_examples=60, deadline=None)
@given(
    weights=WEIGHTS,
    order=st.permutations(range(COUNT)),
    cuts=st.lists(st.booleans(), min_size=COUNT, max_size=COUNT),
    decisions=DECISIONS,
    most=st.sampled_from([1, 2, 4, 80]),
)
def test_page_by_page_is_as_all_anew_however_many_hang_together(
    tmp_path_factory: pytest.TempPathFactory,
    weights: list[float],
    order: list[int],
    cuts: list[bool],
    decisions: list[tuple[Any, tuple[int, int]]],
    most: int,
) -> None:
    """In any order and on any pages, with what is decided midway, also when a part can hold but a few."""
    drawn = Drawn(weights, COUNT)
    joins = drawn.joins()
    path = tmp_path_factory.mktemp("drawn") / "store.db"
    with pytest.MonkeyPatch.context() as patch, Store.open(f"sqlite:///{path}") as store:
        patch.setattr(links, "MOST", most)
        with store.writer() as writer:
            page: list[Any] = []
            for place, number in enumerate(order):
                page += drawn.articles[number].records
                if cuts[place] or place == COUNT - 1:
                    writer.add(entry(place), page, joins=joins)
                    page = []
                if place == COUNT // 2:
                    for what, (a, b) in decisions:
                        writer.decide(what, [(drawn.ids[a], drawn.ids[b])], joins, made_at="2031-05-01")
        grown = everything(store)
        store.rejoin(joins)
        assert grown == everything(store)
        if most >= COUNT:
            found = {frozenset(one.id for one in each) for each in store.view().incidents()}
            accounts = [one for each in store.view().incidents() for one in each]
            with store._engine.connect() as connection:
                decided = standing(connection, drawn.ids)
            assert found == set(map(frozenset, grouped(accounts, joins.joining, decided)))


def test_copies_without_number_are_joined_along_their_links(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MOST", 3)
    drawn = Drawn([9.0] * 21, 7)
    joins = drawn.joins()
    with Store.open(url) as store, store.writer() as writer:
        for number, one in enumerate(drawn.articles):
            writer.add(entry(number), one.records, joins=joins)
        assert store.view().tally() == (7, 1)
        writer.decide("split", [(drawn.ids[0], drawn.ids[1])], joins, made_at="2031-05-01")
        homes = store.view().homes(drawn.ids)
        assert homes[drawn.ids[0]] != homes[drawn.ids[1]]
        assert store.view().tally() == (7, 2)


# -- by index


def test_candidates_are_sought_by_their_words_and_days(url: str) -> None:
    found = keys(account("a", spots=(spot("vell", country="NRL"),)), Plain())
    assert found is not None
    for plan in plans(url, candidates(found)):
        assert bounded_by(plan, "key", "day"), plan
        assert scans(plan) == []


def test_links_decisions_and_incidents_are_looked_up_and_not_scanned(url: str) -> None:
    queries = [
        *links.links_of([1, 2]),
        *naming(["a", "b"]),
        *named("a"),
        *homes_of(["a"]),
        *joinings_of(["a", "b"]),
        bodies_of(["a", "b"], []),
    ]
    for plan in plans(url, queries):
        assert scans(plan) == [], plan


def test_a_list_of_incidents_reads_their_index_alone(url: str) -> None:
    [plan] = plans(url, [incidents_in_order(None, [])])
    assert any("ix_accounts_incident" in step for step in plan), plan


def test_only_candidates_are_compared(url: str) -> None:
    joins = Plain()
    far = [article(number, town=f"Town {number}", geonameid=number) for number in range(10, 30)]
    with Store.open(url) as store, store.writer() as writer:
        for number, story in enumerate(far):
            moved = [_moved(record, number) for record in story.records]
            writer.add(entry(number), moved, joins=joins)
        assert joins.compared == []


def _moved(record: Any, number: int) -> Any:
    places = getattr(record, "places", None)
    if not places:
        return record
    return replace(record, places=tuple(replace(one, lat=number, lon=number, country=None) for one in places))
