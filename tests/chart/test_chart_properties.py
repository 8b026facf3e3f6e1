"""What holds of every chart: order, what was known before, runs of days, JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.chart import Chart
from dateline.chart.days import day_after
from dateline.model import Baseline, Hold, Place, Told, digest
from tests.chart.war import DAY, WEIGHTS, A, B, baseline, claim, day, place, site

LAST = 40
KEYS = [*(site(n).key for n in range(10)), "geonames:91", "name:quarytown"]
# A place that the first day does not list, and one that no gazetteer does.
NEW = replace(place(4), name="Quarrytown", geonameid=91, lat=50.02)
REGION = Place(
    "West Province", 0, 13, "West Province", None, 50.0, 30.0, "region", "ARL", "West Province", 0.9
)
NAMELESS = replace(place(4), name="Quarytown", geonameid=None, lat=None, lon=None)
SIDES = st.sampled_from([A, B])
MAYBE = st.one_of(st.none(), SIDES)


@st.composite
def claims(draw: st.DrawFn) -> Told:
    known = draw(st.integers(1, LAST))
    back = draw(st.integers(0, 6))
    change = draw(st.sampled_from(["gained", "lost", "held", "contested", "threatened"]))
    others = [NEW, NAMELESS, replace(NAMELESS, name="QUARYTOWN"), replace(NAMELESS, kind="facility"), REGION]
    where = draw(st.one_of(st.integers(0, 9), st.sampled_from(others)))
    made = claim(
        known,
        where,
        draw(SIDES) if change in ("gained", "lost", "held") else draw(MAYBE),
        change,
        claimant_side=draw(MAYBE),
        stance=draw(st.sampled_from(["asserts", "denies"])),
        tells=draw(st.sampled_from(["neutral", "distanced", "factive"])),
        certainty=draw(st.sampled_from(["plain", "hedged"])),
        factuality=draw(st.sampled_from(["occurred", "ongoing", "planned", "denied"])),
        origin=draw(st.sampled_from(["x", "y"])),
        against=draw(MAYBE),
        whole=draw(st.booleans()),
    )
    of = day(max(1, known - back))
    made = replace(made, since=of, until=of)
    # As with records, what differs has another id.
    return replace(made, claim=digest(made))


def chart(told: Sequence[Told], first: Baseline | None = None) -> Chart:
    made = Chart(WEIGHTS, first)
    made.add(told)
    return made


def picture(made: Chart, until: int, known_by: int | None = None) -> dict[str, tuple[Hold, ...]]:
    known = None if known_by is None else day(known_by)
    return {key: made.holds(key, day(until), known_by=known) for key in KEYS if key in made.sites}


def nameless(holds: Sequence[Hold]) -> list[Hold]:
    """Without what the place looks like, which for places of texts alone any text may tell."""
    return [replace(hold, site=site(0)) for hold in holds]


FIRST_DAYS = st.sampled_from([baseline(), None])


@settings(deadline=None)  # a busy machine is not a wrong chart
@given(st.lists(claims(), max_size=12), st.randoms(use_true_random=False), FIRST_DAYS)
def test_the_order_in_which_claims_are_read_does_not_matter(
    told: list[Told], random: Random, first: Baseline | None
) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert picture(chart(told, first), LAST) == picture(chart(shuffled, first), LAST)


@settings(deadline=None)  # a busy machine is not a wrong chart
@given(st.lists(claims(), max_size=12), claims())
def test_a_new_report_never_changes_what_was_known_before(told: list[Told], new: Told) -> None:
    before = next(n for n in range(LAST + 1) if day(n) == new.known) - 1
    made = chart(told, baseline())
    was = picture(made, LAST, before)
    made.add([new])
    now = picture(made, LAST, before)
    assert {key: nameless(holds) for key, holds in now.items() if key in was} == {
        key: nameless(holds) for key, holds in was.items()
    }


@settings(deadline=None)  # a busy machine is not a wrong chart
@given(
    st.lists(st.tuples(claims(), st.booleans()), max_size=40),
    st.randoms(use_true_random=False),
    FIRST_DAYS,
    st.integers(1, LAST),
)
def test_adding_one_by_one_in_any_order_is_adding_all(
    drawn: list[tuple[Told, bool]], random: Random, first: Baseline | None, asked: int
) -> None:
    """Asked now and then in between, so that news come to what was followed already, early and late."""
    told = [one for one, _ in drawn]
    random.shuffle(drawn)
    made = Chart(WEIGHTS, first)
    for one, is_asked in drawn:
        made.add([one])
        if is_asked:
            picture(made, LAST)
    anew = chart(told, first)
    assert picture(made, LAST) == picture(anew, LAST)
    assert picture(made, asked, LAST) == picture(anew, asked, LAST)
    assert picture(made, asked) == picture(anew, asked)


@settings(deadline=None)  # a busy machine is not a wrong chart
@given(st.lists(claims(), max_size=40))
def test_runs_of_days_are_those_of_the_standings(told: list[Told]) -> None:
    """Followed without marks, standing by standing: who holds a place on each day is the same."""
    made = chart(told, baseline())
    for key, holds in picture(made, LAST).items():
        for hold in holds:
            within = [one for one in made.standings(key, day(LAST)) if one.day <= hold.since]
            assert (within[-1].holder or None, within[-1].status) == (hold.holder, hold.status)
            assert within[-1].day == hold.since
        last = [one for one in made.standings(key, day(LAST)) if one.day <= day(LAST)][-1]
        assert (last.holder or None, last.status) == (holds[-1].holder, holds[-1].status)


@settings(deadline=None)  # a busy machine is not a wrong chart
@given(st.lists(claims(), max_size=12))
def test_runs_of_days_cover_all_days_and_do_not_overlap(told: list[Told]) -> None:
    for holds in picture(chart(told), LAST).values():
        assert holds[0].since in (DAY, "0001-01-01")
        for one, other in pairwise(holds):
            assert one.until == other.since > one.since
        assert holds[-1].until is None
        assert holds[-1].since < day_after(day(LAST))
        assert all(0 <= hold.confidence <= 1 for hold in holds)


@settings(deadline=None)  # a busy machine is not a wrong chart
@given(st.lists(claims(), max_size=12), claims())
def test_places_that_a_claim_does_not_touch_stay_as_they_are(told: list[Told], new: Told) -> None:
    made = chart(told, baseline())
    was = picture(made, LAST)
    touched = made.touched([new])
    made.add([new])
    for key, holds in picture(made, LAST).items():
        assert holds == was.get(key) or key in touched


@settings(deadline=None)  # a busy machine is not a wrong chart
@given(st.lists(claims(), max_size=12))
def test_holds_read_back_from_json_are_the_same(told: list[Told]) -> None:
    for holds in picture(chart(told), LAST).values():
        assert msgspec.json.decode(msgspec.json.encode(holds), type=tuple[Hold, ...], strict=True) == holds


@settings(deadline=None)  # a busy machine is not a wrong chart
@given(st.lists(claims(), max_size=12))
def test_the_history_ends_where_the_picture_does(told: list[Told]) -> None:
    made = chart(told, baseline())
    for key in picture(made, LAST):
        history = list(made.history(key))
        if history:
            known, standing = history[-1]
            last = made.standings(key, known)[-1]
            assert (standing.holder, standing.taken) == (last.holder, last.taken)
