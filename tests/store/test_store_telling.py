"""Who holds what as documents tell it: kept with the page, found by place, surroundings and region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

import msgspec
import pytest
import sqlalchemy as sa
from explaining import bounded_by, plans, scans
from hypothesis import given
from hypothesis import strategies as st
from joined import Plain
from samples import article, entry, place
from telling import Teller

from dateline.errors import StoreError
from dateline.model import Place, Record, Told
from dateline.store import Store, tables
from dateline.store.engine import connect
from dateline.store.telling import (
    ToldReader,
    all_told,
    cells_around,
    key_words,
    last_known,
    name_word,
    place_word,
    region_word,
    told_under,
)

FERRY, VELL = place("Orlov Ferry", 101, "NRL", "East Mark"), place("Vell", 202, "NRL", "West Mark")


def claim(where: Place, *near: Place, known: str = "2031-03-08", number: int = 1) -> Told:
    document = article(number).document.id
    return Told(
        f"claim {number}", "control", document, where, "Norland", "gained", known, known, known, near=near
    )


class Saying:
    """A teller that is told what documents tell."""

    def __init__(self, *told: Told) -> None:
        self._told = told

    def told(self, records: Sequence[Record]) -> Sequence[Told]:
        return [one for one in self._told if one.document == records[0].id]


def filled(url: str, *told: Told) -> Store:
    store = Store.open(url)
    with store.writer() as writer:
        for number in (1, 2, 3):
            read_at = f"2031-04-{number:02}"
            writer.add(entry(number, read_at=read_at), article(number).records, telling=Saying(*told))
    return store


def test_what_is_told_is_read_back_as_it_was_and_in_order(url: str) -> None:
    told = [
        claim(FERRY, VELL, known="2031-03-09", number=2),
        claim(VELL, known="2031-03-08", number=3),
        claim(FERRY, known="2031-03-08", number=3),
    ]
    with filled(url, *told) as store:
        assert store.view().told() == [told[1], told[2], told[0]]
        assert store.view().told(known_by="2031-03-08") == told[1:]
        assert store.view("2031-04-02").told() == [told[0]]
        assert (store.view().last_known(), store.view().told_count()) == ("2031-03-09", 3)


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from((FERRY, VELL)), max_size=4)), max_size=12
    )
)
def test_claims_in_any_order_are_read_as_they_are_and_share_the_places_beside_them(
    claims: list[tuple[str, list[Place]]],
) -> None:
    told = [replace(claim(FERRY, *near), document=home) for home, near in claims]
    reader = ToldReader()
    read = [reader.told(msgspec.json.encode(one).decode()) for one in told]
    assert read == told
    for one, other in pairwise(read):
        if one.document == other.document:
            made = {id(near) for near in (*one.near, *other.near)}
            assert len(made) == len({*one.near, *other.near})


def test_a_page_again_adds_nothing(url: str) -> None:
    told = claim(FERRY)
    with filled(url, told) as store, store.writer() as writer:
        assert not writer.add(entry(9), article(1).records, telling=Saying(told))
        assert store.view().told() == [told]


def test_without_a_teller_nothing_is_told_until_the_store_is_refreshed(url: str) -> None:
    with filled(url) as store:
        assert (store.view().told(), store.view().last_known()) == ([], None)
        steps: list[tuple[int, int | None]] = []
        store.refresh(Plain(), Teller(), lambda done, total: steps.append((done, total)))
        assert steps == [(1, 3), (2, 3), (3, 3)]
        assert len(store.view().told()) == 3
        assert store.view().tally()[0] == 3


def test_an_error_of_the_teller_leaves_the_store_as_it_was(url: str) -> None:
    class Broken:
        def told(self, records: Sequence[Record]) -> Sequence[Told]:
            raise ValueError(f"nothing to tell of {len(records)} records")

    with filled(url, claim(FERRY)) as store, store.writer() as writer:
        with pytest.raises(ValueError, match="nothing to tell"):
            writer.add(entry(4), article(4).records, telling=Broken())
        with pytest.raises(ValueError, match="nothing to tell"):
            store.refresh(Plain(), Broken())
        assert store.view().told() == [claim(FERRY)]
        assert store.view().count("document") == 3


def test_a_claim_of_another_version_says_what_to_do(url: str) -> None:
    with filled(url, claim(FERRY)) as store:
        engine = connect(url, patience=5)
        with engine.begin() as connection:
            connection.execute(sa.update(tables.told).values(body='{"claim": 1}'))
        engine.dispose()
        with pytest.raises(StoreError, match="dateline store refresh"):
            store.view().told()


UNKNOWN = replace(VELL, geonameid=None, lat=None, lon=None, name="Wel", key=None, admin1=None)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([place_word(FERRY)], ["1"]),
        ([name_word("orlov  FÉRRY")], ["1"]),
        ([name_word("Vell"), place_word(VELL)], ["2"]),
        ([region_word("NRL", "west mark")], ["2"]),
        ([region_word(None, "West Mark")], []),
        ([place_word(UNKNOWN)], ["3"]),
        (cells_around(48.6, 37.1, 25), ["1", "2", "3"]),
        (cells_around(50.0, 37.0, 25), []),
        ([], []),
    ],
)
def test_a_claim_is_found_by_its_place_name_region_and_what_lies_around(
    url: str, words: list[str], found: list[str]
) -> None:
    told = [claim(FERRY), claim(VELL, number=2), claim(UNKNOWN, FERRY, number=3)]
    with filled(url, *told) as store:
        assert sorted(one.claim[-1] for one in store.view().told(words)) == found


POINTS = st.tuples(st.floats(-84, 84), st.floats(-180, 180))


@given(POINTS, st.floats(-0.4, 0.4), st.floats(-4, 4))
def test_whatever_lies_within_reach_is_in_a_cell_around(
    point: tuple[float, float], up: float, across: float
) -> None:
    (lat, lon), reach = point, 25.0
    there = replace(FERRY, lat=lat + up, lon=(lon + across + 180) % 360 - 180)
    if _km(lat, lon, lat + up, lon + across) <= reach:
        assert set(key_words(claim(there))) & set(cells_around(lat, lon, reach))
    assert len(cells_around(lat, lon, reach)) < 100


def _km(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    a, b = radians(lat), radians(to_lat)
    chord = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(to_lon - lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(chord)))


def test_one_place_its_surroundings_and_its_region_are_read_without_a_scan(url: str) -> None:
    words = [
        place_word(FERRY),
        name_word("Orlov Ferry"),
        region_word("NRL", "East Mark"),
        *cells_around(48.5, 37.0, 25),
    ]
    queries = [*told_under(words, None), *told_under(words, "2031-03-08"), last_known()]
    for plan in plans(url, queries):
        assert scans(plan) == [], plan
    [plan] = plans(url, [next(told_under(words, None))])
    assert bounded_by(plan, "key"), plan


def test_claims_until_a_day_are_read_by_that_day(url: str) -> None:
    [plan] = plans(url, [all_told("2031-03-08")])
    assert bounded_by(plan, "known"), plan
