"""A first scenario from forecasts: whatever they say, it can be reckoned."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.forecast.scenario.checking import check
from dateline.forecast.scenario.drafting import Wordings, draft
from dateline.forecast.scenario.loading import load
from dateline.forecast.scenario.running import reckon
from dateline.forecast.scenario.schema import Scenario
from dateline.lore import Lore
from dateline.model import Actor, Forecast, Likelihood, Moment, Span
from dateline.tell.scenario.drafting import wordings

WORDS = Wordings(("even if", "if"), ("unless",), frozenset({"the", "will", "be"}))


def _forecast(id: str, text: str, *, at: int = 0, **changed: Any) -> Forecast:
    base: dict[str, Any] = {
        "document": "d",
        "evidence": (Span(0, 1, "x"),),
        "proposition": Span(at, at + len(text), text),
        "condition": None,
        "horizon": None,
        "likelihood": None,
        "forecaster": None,
        "depends_on": (),
    }
    return Forecast(id=id, **(base | changed))


def _drafted(*forecasts: Forecast) -> Scenario:
    loaded = load(draft("A title", forecasts, WORDS).encode())
    assert [one for one in check(loaded) if one.level == "error"] == []
    return loaded.scenario


def test_what_is_foreseen_becomes_propositions_with_who_says_so() -> None:
    ada = Actor("she", 0, 1, "Ada Ferrer", None, "person", None, None, None)
    may = Moment("by May", "2031-05-01", "2031-05-31", "month", "relative")
    scenario = _drafted(
        _forecast(
            "f1",
            "the bridge will fall",
            forecaster=ada,
            horizon=may,
            likelihood=Likelihood("likely", 0.6, 0.8),
        )
    )
    assert scenario.title == "A title"
    [(id, one)] = scenario.propositions.items()
    assert (id, one.says, one.by, one.forecast) == (
        "bridge-fall",
        "The bridge will fall.",
        "Ada Ferrer",
        "f1",
    )
    assert (one.horizon, one.probability) == ("2031-05-31", 0.7)


def test_what_follows_hangs_on_what_it_follows_from() -> None:
    scenario = _drafted(
        _forecast("f1", "the bridge will fall"),
        _forecast("f2", "the town will starve", at=40, depends_on=("f1",)),
    )
    starving = scenario.propositions["town-starve"].given
    assert starving is not None
    assert (starving.parents, set(starving.table)) == (("bridge-fall",), {"yes", "no"})
    assert starving.table["yes"] > starving.table["no"]


def test_conditions_are_propositions_and_shared() -> None:
    scenario = _drafted(
        _forecast("f1", "the town will starve", condition=Span(90, 120, "If the bridge falls")),
        _forecast("f2", "the army will leave", at=40, condition=Span(190, 220, "even if the bridge falls")),
        _forecast("f3", "talks will begin", at=80, condition=Span(290, 320, "unless the bridge falls")),
    )
    assert set(scenario.propositions) == {"town-starve", "army-leave", "talks-begin", "bridge-falls"}
    assert scenario.propositions["bridge-falls"].forecast is None
    assert scenario.propositions["army-leave"].parents == ("bridge-falls",)
    assert scenario.propositions["talks-begin"].parents == ("not bridge-falls",)


def test_a_condition_that_is_foreseen_itself_is_that_forecast() -> None:
    scenario = _drafted(
        _forecast("f1", "the bridge falls", at=100),
        _forecast(
            "f2", "the town will starve", at=40, condition=Span(97, 130, "if the bridge falls by some chance")
        ),
    )
    assert scenario.propositions["town-starve"].parents == ("bridge-falls",)


def test_several_reasons_each_bring_it_about() -> None:
    scenario = _drafted(
        _forecast("f1", "the bridge will fall"),
        _forecast("f2", "the ferry will sink", at=40),
        _forecast("f3", "the town will starve", at=80, depends_on=("f1", "f2")),
    )
    mixed = scenario.propositions["town-starve"].any_of
    assert mixed is not None
    assert set(mixed.strengths) == {"bridge-fall", "ferry-sink"}


def test_what_closes_a_ring_is_left_out_and_said() -> None:
    forecasts = [
        _forecast("f1", "the bridge will fall", depends_on=("f2",)),
        _forecast("f2", "the town will starve", at=40, depends_on=("f1",)),
    ]
    text = draft("A title", forecasts, WORDS)
    assert "# left out, as it closes a ring: hangs on bridge-fall" in text
    assert _drafted(*forecasts).propositions["town-starve"].probability is not None


def test_what_is_said_twice_is_one_and_what_contradicts_is_told() -> None:
    text = draft(
        "A title",
        [
            _forecast("f1", "the bridge will fall"),
            _forecast("f2", "The bridge will fall!", at=40),
            _forecast("f3", "the crossing will be lost", at=80, repeats="f1"),
            _forecast("f4", "the bridge will stand", at=120, counters=("f3",)),
        ],
        WORDS,
    )
    assert set(load(text.encode()).scenario.propositions) == {"bridge-fall", "bridge-stand"}
    assert "# said again: the crossing will be lost" in text
    assert "# contradicts bridge-fall" in text


def test_the_same_first_words_make_two_ids() -> None:
    scenario = _drafted(_forecast("f1", "a b c d one"), _forecast("f2", "a b c d two", at=40))
    assert set(scenario.propositions) == {"a-b-c-d", "a-b-c-d-2"}


texts = st.text(min_size=1, max_size=40)


@st.composite
def forecasts(draw: st.DrawFn) -> list[Forecast]:
    count = draw(st.integers(1, 6))
    ids = st.lists(st.sampled_from([f"f{n}" for n in range(count)] + ["elsewhere"]), max_size=4)
    found = []
    for number in range(count):
        condition = draw(st.none() | texts.map(lambda text: Span(500, 500 + len(text), f"if {text}")))
        odds = draw(st.sampled_from([None, Likelihood("likely", 0.5, 0.8), Likelihood("odd", None, None)]))
        who = draw(st.none() | texts.map(lambda t: Actor(t, 0, 1, None, None, "person", None, None, None)))
        found.append(
            _forecast(
                f"f{number}", draw(texts), at=50 * number, condition=condition, likelihood=odds,
                forecaster=who, depends_on=tuple(draw(ids)), repeats=draw(st.none() | st.just("f0")),
            )
        )  # fmt: skip
    return found


@given(texts, forecasts())
@settings(max_examples=60, deadline=None)
def test_whatever_is_foreseen_the_draft_can_be_reckoned(title: str, foreseen: list[Forecast]) -> None:
    loaded = load(draft(title, foreseen, WORDS).encode())
    assert [one for one in check(loaded) if one.level == "error"] == []
    assert all(0 <= one.probability <= 1 for one in reckon(loaded.scenario, {}, of=[]).marginals)


@pytest.mark.parametrize("opener", ["If", "Unless", "once", "provided that"])
def test_the_pack_knows_what_conditions_begin_with(lore: Lore, opener: str) -> None:
    known = wordings(lore.lexicon)
    assert opener.casefold() in {*known.openers, *known.turned}
