"""Politeness as properties: gaps, bounds, and no dependence on order."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.watching.planning import (
    DAY_S,
    Host,
    Manners,
    Want,
    begun,
    choose,
    ended,
    first_moment,
    free_at,
    held,
    pause,
    retry_after,
    retry_pause,
    share,
)

NOW = 1_700_000_000.0  # 14 November 2023, 22:13:20 UTC
HOSTS = ("a.example", "b.example", "c.example")


def want(host: str, number: int = 0, due: float = NOW, kind: str = "page") -> Want:
    assert kind in ("page", "feed", "robots")
    address = f"https://{host}/{number}"
    if kind == "feed":
        return Want.of("feed", address, host=host, due=due, feed=address)
    return Want.of("page", address, host=host, due=due, feed="f", key=str(number))


# --- pauses -------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.floats(60, 30 * DAY_S), st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_back_off_is_bounded(every: float, failures: int, chance: float) -> None:
    waited = pause(every, failures, chance)
    assert every <= waited <= 1.2 * max(every, DAY_S)
    assert pause(every, failures + 1, chance) >= waited


@settings(deadline=None)
@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_retries_are_bounded(tries: int, chance: float) -> None:
    assert 300 <= retry_pause(tries, chance) <= 1.2 * DAY_S


@settings(deadline=None)
@given(st.integers(), st.text(), st.integers())
def test_chance_follows_from_its_seed(seed: int, feed: str, turn: int) -> None:
    assert 0 <= share(seed, feed, turn) < 1
    assert share(seed, feed, turn) == share(seed, feed, turn)


def test_feeds_that_fail_together_do_not_come_back_together() -> None:
    back = {round(pause(600, 3, share(7, f"https://a.example/{at}", 1))) for at in range(100)}
    assert len(back) > 80


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999999999", 7 * DAY_S),
        ("Tue, 14 Nov 2023 22:15:20 GMT", 120),
        ("Tue, 14 Nov 2023 21:00:00 GMT", 0),
        ("Tue, 14 Nov 2090 21:00:00 GMT", 7 * DAY_S),
        ("-5", None),
        ("soon", None),
        ("1e9", None),
        ("١٢", None),
        ("", None),
        ("Tue, 99 Nov 2023 22:15:20 GMT", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@settings(deadline=None)
@given(st.text(max_size=40), st.floats(0, 4e9))
def test_any_retry_after_is_bounded(value: str, now: float) -> None:
    found = retry_after(value, now)
    assert found is None or 0 <= found <= 7 * DAY_S


# --- what is chosen -----------------------------------------------------------------------------------


hosts_known = st.dictionaries(
    st.sampled_from(HOSTS),
    st.builds(
        Host,
        last=st.none() | st.floats(NOW - 100, NOW + 100),
        silent=st.floats(NOW - 100, NOW + 100),
        gap=st.floats(0, 50),
        day=st.sampled_from(["2023-11-14", "2023-11-13"]),
        pages=st.integers(0, 5),
    ),
)
wanted = st.lists(
    st.builds(
        want,
        st.sampled_from(HOSTS),
        st.integers(0, 9),
        st.floats(NOW - 50, NOW + 50),
        st.sampled_from(["page", "feed"]),
    ),
    max_size=12,
    unique=True,
)
MANNERS = Manners(gap=5, pages_a_day=4, at_once=2)


@settings(deadline=None)
@given(wanted, hosts_known, st.sets(st.sampled_from(HOSTS)), st.randoms(use_true_random=False))
def test_the_order_of_wants_is_irrelevant(
    wants: list[Want], hosts: dict[str, Host], busy: set[str], chance: Random
) -> None:
    mixed = list(wants)
    chance.shuffle(mixed)
    assert choose(mixed, hosts, busy, NOW, MANNERS) == choose(wants, hosts, busy, NOW, MANNERS)
    assert first_moment(mixed, hosts, busy, NOW, MANNERS) == first_moment(wants, hosts, busy, NOW, MANNERS)


@settings(deadline=None)
@given(wanted, hosts_known, st.sets(st.sampled_from(HOSTS)))
def test_what_is_chosen_may_be_asked(wants: list[Want], hosts: dict[str, Host], busy: set[str]) -> None:
    chosen = choose(wants, hosts, busy, NOW, MANNERS)
    assert len(chosen) + len(busy) <= max(MANNERS.at_once, len(busy))
    assert len({one.host for one in chosen} | busy) == len(chosen) + len(busy)
    assert all(free_at(hosts.get(one.host, Host()), one, NOW, MANNERS) <= NOW for one in chosen)
    moment = first_moment(wants, hosts, busy, NOW, MANNERS)
    if moment is not None and moment <= NOW and len(busy) < MANNERS.at_once:
        assert chosen


@settings(max_examples=150, deadline=None)
@given(
    wanted,
    st.lists(
        st.tuples(st.floats(0, 20), st.floats(0, 8), st.booleans(), st.floats(-30, 30)),
        min_size=5,
        max_size=60,
    ),
    st.floats(0, 20),
)
def test_a_host_is_never_asked_sooner_than_its_gap(
    wants: list[Want], steps: list[tuple[float, float, bool, float]], delay: float
) -> None:
    """Time goes on by steps; each request takes a while, some hosts ask for silence, clocks are set wrong."""
    hosts: dict[str, Host] = {"a.example": Host(gap=delay)}
    gaps = {"a.example": max(MANNERS.gap, delay)}
    asked: dict[str, list[float]] = {}
    real, running = NOW, dict[str, float]()
    for step, lasts, silence, set_wrong in steps:
        real += step
        for host in [host for host, until in running.items() if until <= real]:
            hosts[host] = ended(hosts[host], real)
            if silence:
                hosts[host] = held(hosts[host], real + 30)
            del running[host]
        if set_wrong > 28:  # somebody sets the clock back: what was in the future begins anew
            hosts = {name: ended(host, real + 1_000) for name, host in hosts.items()}
        for one in choose(wants, hosts, running.keys(), real, MANNERS):
            asked.setdefault(one.host, []).append(real)
            hosts[one.host] = begun(hosts.get(one.host, Host()), one, real)
            running[one.host] = real + lasts
            wants = [other for other in wants if other != one]
    for host, moments in asked.items():
        gap = gaps.get(host, MANNERS.gap)
        assert all(later - earlier >= gap for earlier, later in pairwise(moments))


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(1, 30))
def test_no_more_pages_than_a_day_allows(most: int, count: int) -> None:
    manners = Manners(gap=0, pages_a_day=most)
    host, moment, days = Host(), NOW, dict[int, int]()
    for number in range(count):
        one = want("a.example", number)
        moment = free_at(host, one, moment, manners)
        host = begun(host, one, moment)
        days[int(moment // DAY_S)] = days.get(int(moment // DAY_S), 0) + 1
    assert max(days.values()) <= most
    assert len(days) == -(-count // most)


def test_a_feed_may_be_asked_when_the_pages_of_the_day_are_used_up() -> None:
    host = Host(day="2023-11-14", pages=4)
    assert free_at(host, want("a.example", kind="feed"), NOW, MANNERS) == NOW
    assert free_at(host, want("a.example"), NOW, MANNERS) == (NOW // DAY_S + 1) * DAY_S


def test_feeds_come_before_pages_and_old_wants_before_new_ones() -> None:
    feed, early, late = (
        want("a.example", 3, kind="feed"),
        want("a.example", 1, NOW - 9),
        want("a.example", 2, NOW - 1),
    )
    assert choose([late, early, feed], {}, set(), NOW, MANNERS) == [feed]
    assert choose([late, early], {}, set(), NOW, MANNERS) == [early]


def test_a_clock_set_back_delays_by_a_pause_alone() -> None:
    host = Host(last=NOW + 10 * DAY_S)
    assert free_at(host, want("a.example"), NOW, MANNERS) == NOW + MANNERS.gap
