"""Small invented wars: who holds which village on which day, and why."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from dateline.chart import Chart
from dateline.lore import Lore
from dateline.model import Hold, Place, Told
from tests.chart.war import DAY, WEIGHTS, A, B, baseline, claim, day, place, site, village


def chart(*told: Told, inferred: bool = True) -> Chart:
    made = Chart(WEIGHTS, baseline(), inferred=inferred)
    made.add(told)
    return made


def at(made: Chart, n: int, on: int, known_by: int | None = None) -> Hold:
    """The hold of a village that a day lies in."""
    known = None if known_by is None else day(known_by)
    return made.holds(site(n).key, day(on), known_by=known)[-1]


def test_without_news_everything_is_as_on_the_first_day() -> None:
    (hold,) = chart().holds(site(2).key, day(30))
    assert (hold.holder, hold.status, hold.basis, hold.since, hold.until) == (
        A,
        "held",
        "baseline",
        DAY,
        None,
    )
    assert hold.taken == DAY
    assert hold.grounds == ()


def test_without_a_first_day_what_nobody_mentions_is_unknown() -> None:
    made = Chart(WEIGHTS)
    made.sites.add(site(1))
    (hold,) = made.holds(site(1).key, day(3))
    assert (hold.holder, hold.status, hold.confidence) == (None, "unknown", 0.0)


def test_without_a_first_day_what_is_told_counts() -> None:
    made = Chart(WEIGHTS)
    made.add([claim(4, 1, B)])
    hold = made.holds(site(1).key, day(5))[-1]
    assert (hold.holder, hold.status, hold.basis, hold.since) == (B, "held", "reported", day(4))


@pytest.mark.parametrize(
    ("told", "holder", "status"),
    [
        (claim(3, 4, B), B, "held"),
        (claim(3, 4, A, "lost"), B, "held"),
        (claim(3, 4, B, claimant_side=A, assessed=False), B, "held"),
        (claim(3, 4, B, claimant_side=B, assessed=False), B, "claimed"),
        (claim(3, 4, B, claimant_side=B, assessed=False, tells="factive"), B, "held"),
        (claim(3, 4, B, certainty="hedged"), A, "contested"),
        (claim(3, 4, B, stance="denies"), A, "held"),
        (claim(3, 4, B, stance="denies", factuality="denied"), A, "held"),
        (claim(3, 4, B, factuality="planned"), A, "held"),
        (claim(3, 4, B, factuality="denied"), A, "held"),
        (claim(3, 4, B, factuality="ongoing"), A, "contested"),
        (claim(3, 4, None, "contested", against=B), A, "contested"),
        (claim(3, 4, None, "threatened", against=B), A, "held"),
        (claim(3, 4, None, "threatened", against=B, attack=True), A, "held"),
        (claim(3, 4, A, "held", attack=True), A, "held"),
    ],
)
def test_one_claim_of_a_village_on_the_front(told: Told, holder: str, status: str) -> None:
    hold = at(chart(told), 4, 3)
    assert (hold.holder, hold.status) == (holder, status)


def test_a_hold_says_why() -> None:
    made = chart(claim(3, 4, B, claimant="the mayor", claimant_side=A), claim(5, 4, A, "held", origin="x"))
    hold = at(made, 4, 6)
    assert hold.taken == day(3)
    ours, theirs = (next(g for g in hold.grounds if g.agrees is agrees) for agrees in (True, False))
    assert (ours.claimant, ours.claimant_side, ours.holder, ours.change, ours.said) == (
        "the mayor",
        A,
        B,
        "gained",
        day(3),
    )
    assert (theirs.holder, theirs.said, theirs.document) == (A, day(5), "report 5")
    assert ours.weight > theirs.weight > 0


def test_a_claim_against_one_s_interest_weighs_more_than_one_for_it() -> None:
    against, own = (at(chart(claim(3, 4, B, claimant_side=side)), 4, 3) for side in (A, B))
    assert against.confidence > own.confidence


def test_repetition_adds_little_and_another_source_much() -> None:
    once = at(chart(claim(3, 4, B, origin="x")), 4, 4)
    again = at(chart(claim(3, 4, B, origin="x"), claim(4, 4, B, origin="x")), 4, 4)
    other = at(chart(claim(3, 4, B, origin="x"), claim(4, 4, B, origin="y")), 4, 4)
    assert once.confidence < again.confidence < other.confidence


def test_an_announcement_that_comes_late_changes_the_day_and_nothing_known_before() -> None:
    made = chart(claim(9, 4, B, since=day(5), until=day(5), dated=True))
    assert at(made, 4, 6, known_by=8).holder == A
    hold = at(made, 4, 6, known_by=9)
    assert (hold.holder, hold.since, hold.taken) == (B, day(5), day(5))
    (flip,) = made.flips(site(4).key)
    assert (flip.to, flip.day, flip.known) == (B, day(5), day(9))


def test_a_place_can_change_hands_and_back() -> None:
    made = chart(claim(3, 4, B), claim(20, 4, A))
    assert [hold.holder for hold in made.holds(site(4).key, day(30))] == [A, B, A]
    assert [flip.to for flip in made.flips(site(4).key)] == [B, A]


def test_a_claim_that_never_came_true_is_taken_back() -> None:
    made = chart(
        claim(3, 4, B, claimant_side=B, assessed=False),
        claim(5, 4, A, "held", origin="x"),
        claim(5, 4, B, factuality="denied", origin="y"),
        claim(6, 4, A, "held", origin="z", claimant_side=B),
    )
    hold = at(made, 4, 8)
    assert (hold.holder, hold.taken) == (A, DAY)
    # It was believed for two days, and its end is no change of hands.
    assert [flip.to for flip in made.flips(site(4).key)] == [B]


def test_certainty_wanes_without_news() -> None:
    made = chart(claim(3, 4, B))
    steps = [one.chance for one in made.standings(site(4).key, day(3))]
    later = chart(claim(3, 4, B), claim(90, 4, None, "contested", against=A))
    assert later.standings(site(4).key, day(90))[2].chance < steps[-1]


def test_fighting_is_over_after_a_quiet_week() -> None:
    made = chart(claim(3, 4, None, "contested", against=B))
    assert [(hold.since, hold.status) for hold in made.holds(site(4).key, day(30))] == [
        (DAY, "held"),
        (day(3), "contested"),
        (day(10), "held"),
    ]


# -- what follows for others


def test_villages_around_follow_and_are_marked() -> None:
    hold = at(chart(claim(3, 3, B, claimant_side=A)), 4, 3)
    assert (hold.holder, hold.basis) == (B, "inferred")
    assert all(ground.at == site(3).key for ground in hold.grounds)


def test_inference_can_be_switched_off() -> None:
    hold = at(chart(claim(3, 3, B, claimant_side=A), inferred=False), 4, 3)
    assert (hold.holder, hold.basis) == (A, "baseline")


def chance_of_a(made: Chart, n: int) -> float:
    last = made.standings(site(n).key, day(3))[-1]
    return last.chance if last.holder == A else 1 - last.chance


def test_what_lies_ahead_follows_less_than_what_lies_behind() -> None:
    made = chart(claim(3, 3, B))
    behind, ahead = (chance_of_a(made, n) for n in (4, 2))
    assert behind < ahead


def test_farther_off_it_tells_less() -> None:
    made = chart(claim(3, 1, B))
    chances = [chance_of_a(made, n) for n in (1, 0)]
    assert chances == sorted(chances)


# -- regions


REGION = Place(
    "West Province", 0, 13, "West Province", None, 50.0, 30.0, "region", "ARL", "West Province", 0.9
)


@pytest.mark.parametrize(
    ("told", "moved"),
    [
        (claim(3, REGION, A, "lost"), True),
        (claim(3, REGION, B, whole=True), True),
        (claim(3, REGION, B), False),
        (claim(3, REGION, None, "contested", against=B, whole=True), False),
    ],
)
def test_regions_carry_their_settlements(told: Told, moved: bool) -> None:
    made = chart(told)
    assert [at(made, n, 4).holder for n in (0, 4, 7)] == [B if moved else A, B if moved else A, B]
    if moved:
        assert at(made, 2, 4).grounds[-1].region == "West Province"


def test_leaving_a_region_and_taking_it_weigh_by_weights_of_their_own() -> None:
    """An army that goes leaves all of it; a side that is said to have a region need not have all."""
    weights = {**WEIGHTS, "region": -5.0, "region-left": 1.0}
    left, taken = (Chart(weights, baseline()) for _ in range(2))
    left.add([claim(3, REGION, A, "lost")])
    taken.add([claim(3, REGION, B, whole=True)])
    assert [at(made, 2, 4).holder for made in (left, taken)] == [B, A]


def test_a_region_left_altogether_is_left_as_one_place_is() -> None:
    weights = {**WEIGHTS, "region-left": -5.0}
    partly, wholly = (Chart(weights, baseline()) for _ in range(2))
    partly.add([claim(3, REGION, A, "lost")])
    wholly.add([claim(3, REGION, A, "lost", whole=True)])
    assert [at(made, 2, 4).holder for made in (partly, wholly)] == [A, B]


# -- names


def test_a_name_shared_by_two_is_that_of_the_one_beside_what_else_is_named() -> None:
    twin = replace(site(9), key="geonames:77", geonameid=77, name=village(0))
    told = claim(3, replace(place(0), geonameid=0), A, near=(place(8), place(9)))
    made = Chart(WEIGHTS, replace(baseline(), rows=(*baseline().rows, (twin, B))))
    made.add([told])
    assert made.holds(twin.key, day(4))[-1].holder == A


def test_a_name_spelt_otherwise_is_found_around_what_else_is_named() -> None:
    told = claim(
        3, replace(place(4), name="Vilagee", geonameid=None, lat=None, lon=None), B, near=(place(5),)
    )
    assert at(chart(told), 4, 3).holder == B


def test_what_no_list_has_is_charted_by_its_name() -> None:
    told = claim(3, replace(place(4), name="Quarrytown", geonameid=None, lat=None, lon=None), B)
    made = chart(told)
    assert made.holds("name:quarrytown", day(4))[-1].holder == B


# -- adding


def test_adding_touches_the_villages_around_and_no_others() -> None:
    told = claim(3, 4, B)
    assert chart().touched([told]) == {site(n).key for n in range(10) if abs(n - 4) <= 4}


def test_holds_as_json_read_back_the_same() -> None:
    made = chart(claim(3, 4, B), claim(6, 4, A, "held"))
    holds = made.holds(site(4).key, day(9))
    assert msgspec.json.decode(msgspec.json.encode(holds), type=tuple[Hold, ...], strict=True) == holds


def test_the_shipped_weights_are_all_that_is_asked_for(lore: Lore) -> None:
    assert lore.lexicon.control_weights.keys() == WEIGHTS.keys()


def test_who_comes_from_outside_may_hold_ground_where_one_side_held_all() -> None:
    made = Chart(WEIGHTS, replace(baseline(), rows=tuple((row[0], A) for row in baseline().rows)))
    made.add([claim(3, 4, B)])
    assert [hold.holder for hold in made.holds(site(4).key, day(5))] == [A, B]


def test_who_is_no_party_to_the_ground_holds_none() -> None:
    assert at(chart(claim(3, 4, "Observers")), 4, 3).holder == A
