"""What accounts are found by: two find each other or neither does, and those of one happening do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joined import Plain, account, made, spot

from dateline.model import Account, Party
from dateline.store.keys import LONGEST, keys

PLAIN = Plain()
FAMILIES = ("violence", "ground", "talks", "custody")

spots = st.builds(
    spot,
    st.sampled_from(["vell", "orlov ferry", "east mark", "norland"]),
    st.sampled_from([48.5, 48.62, 48.75, 49.6, None]),
    st.sampled_from([37.0, 37.2, 179.9, -179.9, None]),
    kind=st.sampled_from(["settlement", "facility", "region", "country", "river"]),
    country=st.sampled_from(["NRL", "SUD", None]),
    admin1=st.sampled_from(["east mark", None]),
    radius_km=st.sampled_from([None, 5.0, 30.0, 200.0]),
)
parties = st.builds(
    lambda **told: made(Party, **told),
    name=st.sampled_from(["anton véga", "army", None]),
    key=st.sampled_from(["vega", None]),
    country=st.sampled_from(["NRL", "SUD", None]),
)
accounts = st.builds(
    lambda lead, family, some, others, who, whom, countries: account(
        "a",
        lead=lead,
        names=("anton",),
        family=family,
        spots=tuple(some),
        around=tuple(others),
        actors=tuple(who),
        targets=tuple(whom),
        countries=tuple(countries),
    ),
    st.booleans(),
    st.sampled_from(FAMILIES),
    st.lists(spots, max_size=2),
    st.lists(spots, max_size=1),
    st.lists(parties, max_size=1),
    st.lists(parties, max_size=1),
    st.lists(st.sampled_from(["NRL", "SUD"]), max_size=1),
)


def finds(one: Account, other: Account) -> bool:
    """Whether the words that one seeks are among those that the other is filed under."""
    mine, theirs = keys(one, PLAIN), keys(other, PLAIN)
    return bool(mine and theirs and not set(mine.sought).isdisjoint(theirs.filed))


@given(accounts, accounts)
def test_two_accounts_find_each_other_or_neither_does(one: Account, other: Account) -> None:
    assert finds(one, other) == finds(other, one)


VELL = spot("vell", country="NRL", admin1="east mark")
ARMY = made(Party, name="army of norland", country="NRL")
MILL = spot("mill", 50.0, 37.0)
LEAD = {"lead": True, "countries": ("NRL",)}
MAYOR = made(Party, name="mayor")
PAIRS: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("same town", {"spots": (VELL,)}, {"spots": (VELL,)}, True),
    ("same name, no point", {"spots": (VELL,)}, {"spots": (spot("VELL", None, None),)}, True),
    ("suburb", {"spots": (VELL,)}, {"spots": (spot("old quay", 48.45, 36.9),)}, True),
    ("other town", {"spots": (VELL,)}, {"spots": (spot("mill", 50.0, 37.0),)}, False),
    ("another kind", {"spots": (VELL,)}, {"spots": (VELL,), "family": "talks"}, False),
    ("kin", {"spots": (VELL,)}, {"spots": (VELL,), "family": "ground"}, True),
    ("its region", {"spots": (VELL,)}, {"spots": (spot("east mark", kind="region"),)}, True),
    ("its country", {"spots": (VELL,)}, {"spots": (spot("norland", kind="country", country="NRL"),)}, True),
    ("across 180°", {"spots": (spot("a", 10, 179.95),)}, {"spots": (spot("b", 10, -179.95),)}, True),
    ("30 km off", {"spots": (VELL,)}, {"spots": (spot("b", 48.9, 37.0, radius_km=30.0),)}, True),
    ("no place, same party", {"spots": (VELL,), "actors": (ARMY,)}, {"targets": (ARMY,)}, True),
    ("no place, other party", {"spots": (VELL,), "actors": (ARMY,)}, {"actors": (MAYOR,)}, False),
    ("both without place", {"actors": (ARMY,)}, {"actors": (ARMY,)}, True),
    ("leads of one land", {"spots": (VELL,), **LEAD}, {"spots": (MILL,), **LEAD}, True),
    ("one lead alone", {"spots": (VELL,), **LEAD}, {"spots": (MILL,)}, False),
    ("leads by name", {"names": ("anton",), "lead": True}, {"names": ("anton", "x"), "lead": True}, True),
    (
        "talks elsewhere",
        {"family": "talks", "spots": (VELL,), "actors": (ARMY,)},
        {"family": "talks", "spots": (spot("geneva", 46.2, 6.1),), "actors": (ARMY,)},
        True,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "found"), [pair[1:] for pair in PAIRS], ids=[p[0] for p in PAIRS])
def test_what_finds_what(one: dict[str, Any], other: dict[str, Any], found: bool) -> None:
    assert finds(account("a", **one), account("b", **other)) is found


@pytest.mark.parametrize(
    "alone",
    [
        account("a", None, spots=(VELL,)),
        account("a"),
        account("a", spots=(VELL,), end="2031-03-07T10:00"),
        account("a", spots=(VELL,), end=f"2031-03-{8 + LONGEST:02}"),
        account("a", spots=(VELL,), end="2031-03-06"),
    ],
    ids=["undated", "nothing told", "no day", "too long", "backwards"],
)
def test_what_nothing_finds(alone: Account) -> None:
    assert keys(alone, PLAIN) is None
