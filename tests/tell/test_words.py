"""Parts of records in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Actor, ActorKind, Counts, Likelihood, Moment, Place, Precision, Quantity
from dateline.tell import words


def moment(
    start: str | None, end: str | None, precision: Precision = "day", text: str | None = None
) -> Moment:
    return Moment(text, start, end, precision, "explicit" if start or end else "unknown")


@pytest.mark.parametrize(
    ("given_moment", "told"),
    [
        (None, ""),
        (moment("2022-10-04", "2022-10-04"), "2022-10-04"),
        (moment("2022-10-04T14:00", "2022-10-04T14:00", "hour"), "2022-10-04 14:00"),
        (moment("2022-09-26", "2022-10-02", "week"), "2022-09-26 – 10-02"),
        (moment("2021-12-27", "2022-01-02", "week"), "2021-12-27 – 2022-01-02"),
        (moment("2022-03-01", "2022-03-31", "month"), "2022-03"),
        (moment("2022-01-01", "2022-12-31", "year"), "2022"),
        (moment("2022-01-01", None, "span"), "since 2022-01-01"),
        (moment(None, "2022-01-01", "span"), "until 2022-01-01"),
        (moment(None, None, "unknown", "yesterday"), "“yesterday”, undated"),
        (moment(None, None, "unknown"), ""),
    ],
)
def test_moments_keep_their_precision(given_moment: Moment | None, told: str) -> None:
    assert words.when(given_moment) == told


@pytest.mark.parametrize(
    ("low", "high", "approximate", "unit", "told"),
    [
        (4, 4, False, None, "4"),
        (2, None, False, None, "at least 2"),
        (None, 9, False, None, "up to 9"),
        (3, 5, False, "km", "3–5 km"),
        (24, None, True, None, "about 24 or more"),
        (625e6, 625e6, False, "USD", "625,000,000 USD"),
        (2.5, 2.5, True, "km", "about 2.5 km"),
        (None, None, False, None, "unknown"),
    ],
)
def test_bounds(
    low: float | None, high: float | None, approximate: bool, unit: str | None, told: str
) -> None:
    assert words.amount(low, high, approximate=approximate, unit=unit) == told


def actor(name: str | None, text: str | None = None, kind: ActorKind = "person", **more: str) -> Actor:
    return Actor(text, None, None, name, None, kind, more.get("side"), more.get("country"), None)


OUTLET = actor("The Courier", kind="outlet")
UNKNOWN_OUTLET = actor(None, kind="outlet")


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ((actor("Anton Vega"), OUTLET), "Anton Vega → The Courier"),
        ((actor(None, "a spokesman", country="NRL"), actor("Anton Vega"), OUTLET), None),
        ((actor("Anton Vega"), UNKNOWN_OUTLET), "Anton Vega → the outlet"),
        ((OUTLET,), "the outlet itself"),
        ((UNKNOWN_OUTLET,), "the outlet itself"),
        ((), "the outlet itself"),
        ((actor("Reuters", kind="outlet"), OUTLET), "Reuters → The Courier"),
        ((actor("Anton Vega"), actor("Anton Vega"), OUTLET), "Anton Vega → The Courier"),
        ((actor(None), OUTLET), "an unnamed source → The Courier"),
    ],
)
def test_chains_go_from_the_innermost_source_to_the_outlet(by: tuple[Actor, ...], told: str | None) -> None:
    expected = told or "a spokesman (NRL) → Anton Vega → The Courier"
    assert words.chain(by, "The Courier") == expected


def test_places_say_what_narrows_them_down() -> None:
    town = Place("Ferry", 0, 5, "Orlov Ferry", 1, 1.0, 1.0, "settlement", "NRL", "East Mark", 0.9)
    bank = Place("Vena", 0, 4, "Vena", None, 1.0, 1.0, "river", None, None, 0.9, qualifier="west bank")
    some = Place("eight villages", 0, 14, None, None, None, None, "settlement", None, None, 0.5)
    told = [words.place_name(place) for place in (town, bank, some)]
    assert told == ["Orlov Ferry (East Mark)", "west bank of Vena", "eight villages"]


def test_figures_say_what_became_of_the_counted_once() -> None:
    def figure(text: str, counts: Counts) -> str:
        return words.figure(Quantity(text, 0, 1, counts, 4, 4, False, None, None))

    assert figure("four civilians", "killed") == "four civilians killed"
    assert figure("four killed", "killed") == "four killed"
    assert figure("80 ranges", "other") == "80 ranges"


def test_likelihoods_are_ranges_in_per_cent() -> None:
    assert words.likelihood(Likelihood("likely", 0.55, 0.8)) == "“likely” 55–80 %"
    assert words.likelihood(Likelihood("perhaps", None, None)) == "“perhaps”"
    assert words.likelihood(None) == ""


@given(st.text(st.characters(), max_size=200))
def test_clean_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    told = words.clean(text)
    assert told == words.clean(told)
    assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in told)
    assert not set("\u200b\u200f\u202a\u202e\u2066\u2069\u2028\ufeff") & set(told)
    told.encode()


@given(st.text(max_size=100), st.integers(1, 50))
def test_clipped_text_is_no_longer_than_asked(text: str, most: int) -> None:
    assert len(words.clipped(text, most)) <= most


@pytest.mark.parametrize(
    ("part", "told"), [(0, "0%"), (0.001, "under 1%"), (0.006, "1%"), (0.234, "23%"), (1, "100%")]
)
def test_parts_of_a_whole(part: float, told: str) -> None:
    assert words.percent(part) == told
