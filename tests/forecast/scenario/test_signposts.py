"""Which events a signpost sees, how much each counts, and what that changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import exp, log
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.forecast.scenario.matching import Matcher
from dateline.forecast.scenario.schema import AnyOf, Bounds, Pattern, Proposition, Scenario, Signpost
from dateline.forecast.scenario.watching import Step, steps, watch
from dateline.forecast.scenario.weighing import Claimed, Confirmed, Sighting, confirmed
from dateline.lore import Lore
from dateline.model import Acled, Actor, Event, Moment, Party, Place, Quantity, Span, Voice
from dateline.store.facets import actor_words, fold, place_words, type_words


class _Names:
    def fold(self, text: str) -> str:
        return fold(text)

    def meant(self, name: str) -> tuple[str, ...]:
        return (name, "NRL") if name == "Norland" else (name,)

    def of_type(self, event: Event) -> Iterator[str | None]:
        return type_words(event)

    def of_place(self, place: Place) -> Iterator[str | int | None]:
        return place_words(place)

    def of_actor(self, actor: Actor) -> Iterator[str | None]:
        return actor_words(actor)


WORD = Span(0, 5, "seized")


def _actor(name: str, side: str | None = None, country: str | None = None) -> Actor:
    return Actor(name, 0, 1, name, None, "military", side, country, None)


def _event(**changed: Any) -> Event:
    base = Event(
        id="e",
        document="d",
        evidence=(WORD,),
        type="ASSAULT",
        mode="drone",
        context=(),
        acled=Acled("Explosions/Remote violence", "Air/drone strike"),
        actors=(_actor("The Norland Army", "North", "NRL"),),
        targets=(_actor("Ferry Guard"),),
        places=(Place("Orlov", 0, 1, "Orlov Ferry", 7, 1.0, 2.0, "settlement", "SUD", "Lower Vale", 1.0),),
        moment=Moment("Friday", "2031-03-07", "2031-03-07", "day", "explicit"),
        figures=(Quantity("at least nine", 0, 1, "killed", 9, None, False, None, "people"),),
        trigger=WORD,
        factuality="occurred",
        frame="assault_strike",
    )
    return replace(base, **changed)


def _sees(pattern: Pattern, event: Event, published: str = "2031-03-08") -> bool:
    matcher = Matcher({"s": Signpost(of="a", ratio=2, event=pattern)}, _Names())
    return list(matcher(event, published)) == ["s"]


@pytest.mark.parametrize(
    ("pattern", "seen"),
    [
        (Pattern(type="ASSAULT"), True),
        (Pattern(type="assault-drone"), True),
        (Pattern(type=("AID", "Air/drone strike")), True),
        (Pattern(type="assault_strike"), True),
        (Pattern(type="ASSAULT-aerial"), False),
        (Pattern(type="AID"), False),
        (Pattern(actors=("Norland Army",)), True),
        (Pattern(actors=("Norland",)), True),
        (Pattern(actors=("Ferry Guard",)), False),
        (Pattern(targets=("ferry guard",)), True),
        (Pattern(sides=("North",)), True),
        (Pattern(sides=("South", "north")), True),
        (Pattern(sides=("South",)), False),
        (Pattern(sides=("NRL",)), False),
        (Pattern(places=("Orlov Ferry",)), True),
        (Pattern(places=("Lower Vale",)), True),
        (Pattern(places=("SUD",)), True),
        (Pattern(places=("7",)), True),
        (Pattern(places=("Upper Vale",)), False),
        (Pattern(figures={"killed": Bounds(least=9)}), True),
        (Pattern(figures={"killed": Bounds(least=10)}), False),
        (Pattern(figures={"killed": Bounds(most=100)}), False),
        (Pattern(figures={"wounded": Bounds(least=1)}), False),
        (Pattern(type="ASSAULT", factuality=("planned",)), False),
        (Pattern(type="ASSAULT", since="2031-03-07", until="2031-03-08"), True),
        (Pattern(type="ASSAULT", since="2031-03-08"), False),
        (Pattern(type="ASSAULT", until="2031-03-07"), False),
        (Pattern(type="ASSAULT", places=("Orlov Ferry",), sides=("South",)), False),
    ],
)
def test_a_signpost_sees_what_fits_all_that_it_says(pattern: Pattern, seen: bool) -> None:
    assert _sees(pattern, _event()) == seen


def test_an_event_without_a_day_counts_as_of_its_publication() -> None:
    pattern = Pattern(type="ASSAULT", since="2031-03-08", until="2031-03-09")
    assert _sees(pattern, _event(moment=None))
    assert not _sees(pattern, _event(moment=None), published="2031-03-09")
    assert not _sees(pattern, _event(moment=None), published="")
    open_end = Moment("since Monday", "2031-03-03", None, "span", "explicit")
    assert not _sees(pattern, _event(moment=open_end))


def test_who_is_on_no_side_is_told_by_the_country() -> None:
    event = _event(actors=(_actor("Farland", None, "FAR"),))
    assert _sees(Pattern(sides=("FAR",)), event)


def test_history_and_sport_are_not_seen() -> None:
    assert not _sees(Pattern(type="ASSAULT"), _event(standing="historical"))


def test_types_to_look_for_are_told_unless_some_signpost_sees_all() -> None:
    typed = Signpost(of="a", ratio=2, event=Pattern(type=("AID", "ASSAULT")))
    free = Signpost(of="a", ratio=2, event=Pattern(sides=("North",)))
    assert Matcher({"s": typed}, _Names()).types == ("aid", "assault")
    assert Matcher({"s": typed, "t": free}, _Names()).types is None


# -- how it is confirmed


def _voice(side: str | None, how: Literal["for", "against"] = "for", *, own: bool = False) -> Voice:
    return Voice("c", how, "x", f"named {side}", side, True, own)


FIGHTING = (Party("Norland Army", None, None, "North", "NRL"), Party("Ferry Guard", None, None, None, "SUD"))


@pytest.mark.parametrize(
    ("rule", "voices", "told"),
    [
        ("one", [_voice("North")], Confirmed("one side", "North")),
        ("several", [_voice("North"), _voice("North")], Confirmed("one side", "North")),
        ("one", [_voice("SUD")], Confirmed("one side", "SUD")),
        ("one", [_voice("West")], Confirmed("one side", "West")),
        ("one", [_voice("North", own=True)], Confirmed("admitted", "North")),
        ("one", [_voice(None)], Confirmed("one")),
        ("one", [_voice("FAR")], Confirmed("one")),
        ("both", [_voice("North"), _voice("SUD")], Confirmed("both")),
        ("several", [_voice("North"), _voice(None)], Confirmed("several")),
        ("disputed", [_voice("North"), _voice("SUD", "against")], Confirmed("disputed")),
        ("denied", [_voice("SUD", "against")], Confirmed("denied")),
        ("unnamed", [], Confirmed("unnamed")),
    ],
)
def test_one_sides_claim_alone_is_told_from_what_others_tell_too(
    rule: str, voices: list[Voice], told: Confirmed
) -> None:
    assert confirmed(rule, voices, FIGHTING, frozenset({"West"})) == told


def test_one_side_counts_less_than_both_and_every_way_has_a_weight(lore: Lore) -> None:
    weights = lore.lexicon.scenario_weights
    assert weights["one side"] < weights["one"] < weights["several"] < weights["both"] == 1
    assert weights["denied"] == 0
    assert set(weights) == {
        "both", "several", "admitted", "one", "one side", "unnamed", "disputed", "outweighed", "denied",
    }  # fmt: skip


# -- what it adds


WEIGHTS = {"both": 1.0, "one side": 0.3, "denied": 0.0}


def _sighting(
    known: str, how: str, incident: str, happened: str | None = None, signpost: str = "s"
) -> Sighting:
    claims = (Claimed(f"c-{incident}", "the staff"),)
    return Sighting(signpost, incident, known, happened or known, "seized", Confirmed(how), claims)


def _scenario(**changed: Any) -> Scenario:
    plain: dict[str, Any] = {"of": "a", "ratio": 4.0, "event": Pattern(type="ASSAULT")}
    return Scenario(
        title="A test",
        about=None,
        propositions={
            "a": Proposition(says="A", probability=0.2),
            "b": Proposition(says="B", any_of=AnyOf(leak=0.1, strengths={"a": 0.5})),
        },
        signposts={"s": Signpost(**(plain | changed))},
    )


SEEN = [
    _sighting("2031-03-03", "one side", "i1"),
    _sighting("2031-03-05", "both", "i2"),
    _sighting("2031-03-12", "one side", "i3"),
]


def _odds(scenario: Scenario, on: str | None = None) -> list[tuple[str, float]]:
    return [(one.known, exp(one.odds)) for one in steps(scenario, SEEN, WEIGHTS, on)]


def test_once_the_best_confirmed_happening_counts() -> None:
    assert _odds(_scenario()) == [("2031-03-05", pytest.approx(4.0))]


def test_each_happening_counts_as_well_as_it_is_confirmed() -> None:
    assert _odds(_scenario(counts="each")) == [
        ("2031-03-03", pytest.approx(4**0.3)),
        ("2031-03-05", pytest.approx(4.0)),
        ("2031-03-12", pytest.approx(4**0.3)),
    ]


def test_of_each_week_the_best_confirmed_happening_counts() -> None:
    assert [day for day, _ in _odds(_scenario(counts="week"))] == ["2031-03-05", "2031-03-12"]


def test_a_cap_bounds_what_all_come_to() -> None:
    found = _odds(_scenario(counts="each", cap=5.0))
    assert found[0][1] * found[1][1] * found[2][1] == pytest.approx(5.0)
    assert found[2][1] == pytest.approx(1.0)


def test_what_fails_to_come_speaks_against() -> None:
    scenario = _scenario(unseen=0.5, event=Pattern(type="ASSAULT", until="2031-04-01"))
    assert steps(scenario, [], WEIGHTS, "2031-03-31") == []
    assert steps(scenario, [], WEIGHTS, None) == []
    [missed] = steps(scenario, [], WEIGHTS, "2031-04-01")
    assert (exp(missed.odds), missed.confirmed) == (pytest.approx(0.5), None)
    assert [one.confirmed for one in steps(scenario, SEEN, WEIGHTS, "2031-04-01")] == ["both"]
    denied = [_sighting("2031-03-03", "denied", "i")]
    assert exp(sum(one.odds for one in steps(scenario, denied, WEIGHTS, "2031-04-01"))) == pytest.approx(0.5)


# -- what it changes


def test_a_sure_happening_moves_by_its_ratio() -> None:
    scenario = _scenario()
    result = watch(scenario, steps(scenario, SEEN, WEIGHTS, None))
    a, b = result.propositions
    # Odds of 1 to 4, times 4.
    assert (a.prior, a.probability) == (pytest.approx(0.2), pytest.approx(0.5))
    assert b.probability == pytest.approx(1 - 0.9 * (1 - 0.5 * 0.5))
    [move] = result.moves
    assert move.step.claims == (Claimed("c-i2", "the staff"),)
    assert move.changes == {"a": pytest.approx(0.3), "b": pytest.approx(b.probability - b.prior)}
    assert result.unseen == ()


def test_one_side_alone_moves_it_less() -> None:
    scenario = _scenario()
    by = {
        how: watch(
            scenario, steps(scenario, [_sighting("2031-03-03", how, "i")], WEIGHTS, None)
        ).propositions[0]
        for how in ("both", "one side", "denied")
    }
    assert by["both"].change > by["one side"].change > by["denied"].change == 0


def test_since_a_day_only_what_came_later_moves_it() -> None:
    scenario = _scenario(counts="each")
    now, before = (steps(scenario, SEEN[:count], WEIGHTS, None) for count in (3, 1))
    result = watch(scenario, now, before)
    assert [move.step.known for move in result.moves] == ["2031-03-05", "2031-03-12"]
    first = result.propositions[0]
    assert first.before == pytest.approx(watch(scenario, before).propositions[0].probability)
    assert sum(move.changes["a"] for move in result.moves) == pytest.approx(first.change)


def test_what_is_confirmed_since_moves_it_by_the_difference() -> None:
    scenario = _scenario()
    early = steps(scenario, [_sighting("2031-03-03", "one side", "i")], WEIGHTS, None)
    late = steps(scenario, [_sighting("2031-03-03", "both", "i")], WEIGHTS, None)
    [move] = watch(scenario, late, early).moves
    assert move.step.odds == pytest.approx(0.7 * log(4))


sighted = st.lists(
    st.tuples(st.integers(1, 28), st.sampled_from(["both", "one side", "denied"]), st.sampled_from("st")),
    max_size=12,
)


@given(sighted, st.integers(0, 12))
@settings(max_examples=30, deadline=None)
def test_all_moves_add_up_to_the_change(seen: list[tuple[int, str, str]], early: int) -> None:
    base = _scenario(counts="each")
    other = Signpost(of="b", ratio=0.4, event=Pattern(type="AID"), counts="week")
    scenario = Scenario(
        title="A test", about=None, propositions=base.propositions, signposts=base.signposts | {"t": other}
    )
    sightings = [
        _sighting(f"2031-03-{day:02}", how, f"i{number}", signpost=signpost)
        for number, (day, how, signpost) in enumerate(seen)
    ]
    now, before = (steps(scenario, some, WEIGHTS, None) for some in (sightings, sightings[:early]))
    result = watch(scenario, now, before)
    for one in result.propositions:
        assert sum(move.changes.get(one.id, 0.0) for move in result.moves) == pytest.approx(
            one.change, abs=1e-4 * (len(result.moves) + 1)
        )


def test_more_steps_than_can_be_told_are_told_together() -> None:
    scenario = _scenario(counts="each", ratio=1.01)
    many = [_sighting(f"2031-03-{1 + n % 20:02}", "both", f"i{n}") for n in range(400)]
    taken: list[Step] = steps(scenario, many, WEIGHTS, None)
    result = watch(scenario, taken)
    assert len(result.moves) == 20
    assert result.moves[0].step.title.startswith("20 happenings, the first:")
    assert result.propositions[0].probability == pytest.approx(1.01**400 / (1.01**400 + 4))
