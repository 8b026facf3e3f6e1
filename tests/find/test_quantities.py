"""Quantities: (sentence, words, what is counted, low, high, approximate, unit, of)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.find import find_quantities
from dateline.lore import Lore
from dateline.model import Sentence
from tests.find.finds import Finds, built, check_spans

Row = tuple[str, str, str, float | None, float | None, bool, str | None, str | None]

BOUNDS: list[Row] = [
    ("No more than 50 rebels died.", "No more than 50 rebels", "killed", None, 50, False, None, "rebel"),
    ("At least two rebels died.", "At least two rebels", "killed", 2, None, False, None, "rebel"),
    ("No fewer than 60 men left.", "No fewer than 60 men", "people", 60, None, False, None, "man"),
    ("Over 1,000 homes burned.", "Over 1,000 homes", "destroyed", 1000, None, False, None, "home"),
    ("Up to 40 people died.", "Up to 40 people", "killed", None, 40, False, None, "people"),
    ("Fewer than 10 drones flew.", "Fewer than 10 drones", "materiel", None, 10, False, None, "drone"),
    ("Nearly 300 civilians fled.", "Nearly 300 civilians", "displaced", 300, 300, True, None, "civilian"),
    ("About 1,500 rebels gave up.", "About 1,500 rebels", "troops", 1500, 1500, True, None, "rebel"),
    ("Between 30 and 50 people died.", "Between 30 and 50 people", "killed", 30, 50, False, None, "people"),
    ("20 to 30 people died.", "20 to 30 people", "killed", 20, 30, False, None, "people"),
    (
        "More than 200,000 people fled.",
        "More than 200,000 people",
        "displaced",
        2e5,
        None,
        False,
        None,
        "people",
    ),
]

BOUNDS += [
    (
        "At least 30 and possibly as many as 50 people left.",
        "At least 30 and possibly as many as 50 people",
        "people",
        30,
        50,
        False,
        None,
        "people",
    ),
    ("Forty or more men left.", "Forty or more men", "people", 40, None, False, None, "man"),
    ("Some 30-odd men left.", "Some 30-odd men", "people", 30, 30, True, None, "man"),
    ("Double-digit losses were told.", "Double-digit losses", "casualties", 10, 99, True, None, "loss"),
]

WORDS: list[Row] = [
    ("Twenty-one soldiers died.", "Twenty-one soldiers", "killed", 21, 21, False, None, "soldier"),
    ("A dozen men were taken.", "A dozen men", "people", 12, 12, False, None, "man"),
    ("Two dozen men were taken.", "Two dozen men", "people", 24, 24, False, None, "man"),
    ("Several dozen men left.", "Several dozen men", "people", 36, None, True, None, "man"),
    ("Half a dozen men left.", "Half a dozen men", "people", 6, 6, False, None, "man"),
    (
        "Over half a million people fled.",
        "Over half a million people",
        "displaced",
        5e5,
        None,
        False,
        None,
        "people",
    ),
    (
        "One and a half million people fled.",
        "One and a half million people",
        "displaced",
        1.5e6,
        1.5e6,
        False,
        None,
        "people",
    ),
    ("Dozens of people fled.", "Dozens of people", "displaced", 24, None, True, None, "people"),
    ("A hundred soldiers died.", "A hundred soldiers", "killed", 100, 100, False, None, "soldier"),
    (
        "Two hundred and fifty soldiers died.",
        "Two hundred and fifty soldiers",
        "killed",
        250,
        250,
        False,
        None,
        "soldier",
    ),
    (
        "Hundreds of thousands of people fled.",
        "Hundreds of thousands of people",
        "displaced",
        2e5,
        None,
        True,
        None,
        "people",
    ),
    (
        "Two to three million people fled.",
        "Two to three million people",
        "displaced",
        2e6,
        3e6,
        False,
        None,
        "people",
    ),
    (
        "It retook dozens of settlements.",
        "dozens of settlements",
        "settlements",
        24,
        None,
        True,
        None,
        "settlement",
    ),
    ("1.5 million people need help.", "1.5 million people", "people", 1.5e6, 1.5e6, False, None, "people"),
]

UNITS: list[Row] = [
    ("It lies half a mile off.", "half a mile", "distance", 0.5, 0.5, False, "mi", None),
    ("The bomb weighed 2,000 pounds.", "2,000 pounds", "other", 2000, 2000, False, "lb", None),
    ("Twelve foot patrols left.", "Twelve foot patrols", "other", 12, 12, False, None, "patrol"),
    ("Washington sent $625million in aid.", "$625million", "money", 625e6, 625e6, False, "USD", "aid"),
    ("Berlin gave 20 million euros.", "20 million euros", "money", 2e7, 2e7, False, "EUR", None),
    ("The grant is worth £2.3bn.", "£2.3bn", "money", 2.3e9, 2.3e9, False, "GBP", None),
    ("It cost US$1.2 billion.", "US$1.2 billion", "money", 1.2e9, 1.2e9, False, "USD", None),
    ("Paris pledged €50m on Monday.", "€50m", "money", 5e7, 5e7, False, "EUR", None),
    ("The column stretched for 16 km.", "16 km", "distance", 16, 16, False, "km", None),
    ("It lies 10 miles from the border.", "10 miles", "distance", 10, 10, False, "mi", None),
    ("The wall is 3 m high.", "3 m", "distance", 3, 3, False, "m", None),
    ("They took 300 square kilometres.", "300 square kilometres", "area", 300, 300, False, "km2", None),
    ("Prices rose by 5 per cent.", "5 per cent", "percent", 5, 5, False, "percent", None),
    ("A nine-year-old girl left.", "nine-year-old", "age", 9, 9, False, "yr", None),
    ("A 12-year-old boy left.", "12-year-old", "age", 12, 12, False, "yr", None),
    ("He was 45 years old.", "45 years old", "age", 45, 45, False, "yr", None),
    ("John Carter, 42, left the town.", "42", "age", 42, 42, False, "yr", None),
    ("It holds 300,000 m3.", "300,000 m3", "other", 3e5, 3e5, False, "m3", None),
    ("They lost 20 cubic metres of gas.", "20 cubic metres", "other", 20, 20, False, "m3", None),
    ("It burned 500 litres of diesel.", "500 litres of diesel", "materiel", 500, 500, False, "litre", "fuel"),
    ("They won a $150-million grant.", "$150-million", "money", 150e6, 150e6, False, "USD", None),
    ("A US$10m fund was set up.", "US$10m", "money", 1e7, 1e7, False, "USD", None),
    (
        "It earned $1 million to $3 million.",
        "$1 million to $3 million",
        "money",
        1e6,
        3e6,
        False,
        "USD",
        None,
    ),
    ("It cost between $20 and $45.", "between $20 and $45", "money", 20, 45, False, "USD", None),
]

SHARES: list[Row] = [
    ("Half of the town is gone.", "Half", "percent", 50, 50, False, "percent", None),
    ("The port works at half capacity.", "half", "percent", 50, 50, False, "percent", None),
    ("More than a third of them left.", "More than a third", "percent", 33.3, None, False, "percent", None),
    ("Three-quarters of it is gone.", "Three-quarters", "percent", 75, 75, False, "percent", None),
    ("One in four children is hungry.", "One in four", "percent", 25, 25, False, "percent", None),
]

NONE = [
    "They dealt a crushing one-two punch.",
    "One rebel soldier said it was over.",
    "They fired 155mm rounds.",
    "Call 555 123 4567 for help.",
    "The team won 3-1.",
    "The vote was 120 to 5.",
    "The 3rd brigade advanced.",
    "In 2014 the war began.",
    "At 3 pm on 5 May shells fell.",
    "Article 5 was invoked.",
    "Resolution 1701 was adopted.",
    "The T-72 tank burned.",
    "A Jan. 3 raid hit the base.",
    "The 2008 raid was the first.",
    "It was built in 575 B.C.",
    "The wreck lies at 33°47′N 44°30′E.",
    "The score was level.",
    "A Type 45 destroyer sailed.",
    "Our number one priority is water.",
    "We left the mill at four.",
    "He asked four times.",
    "No one was there.",
    "There will be one.",
    "The communiqué, numbered 41, was short.",
]


@pytest.mark.parametrize("row", [*BOUNDS, *WORDS, *UNITS, *SHARES], ids=lambda row: row[0])
def test_quantities(finds: Finds, row: Row) -> None:
    sentence, *wanted = row
    found = [
        (q.text, q.counts, q.low, q.high, q.approximate, q.unit, q.of) for q in finds.quantities(sentence)
    ]
    assert found == [tuple(wanted)]


# A ceiling that is no number leaves both bounds unknown.
@pytest.mark.parametrize("words", ["Up to dozens of", "Less than hundreds of", "Up to several"])
def test_vague_ceilings(finds: Finds, words: str) -> None:
    (quantity,) = finds.quantities(f"{words} people died.")
    assert (quantity.low, quantity.high, quantity.approximate) == (None, None, True)


@pytest.mark.parametrize("sentence", NONE)
def test_numbers_that_count_nothing(finds: Finds, sentence: str) -> None:
    assert finds.quantities(sentence) == []


def test_each_of_two_numbers_is_kept(finds: Finds) -> None:
    found = finds.quantities("It killed at least 1,400 people and wounded more than 3,000.")
    assert [(q.low, q.high) for q in found] == [(1400, None), (3000, None)]


def test_a_stop_may_stick_to_the_million(finds: Finds) -> None:
    assert [q.low for q in finds.quantities("Paris pledged €50m.")] == [5e7]


def test_a_heavy_bomb_is_weighed_in_pounds(finds: Finds) -> None:
    units = {q.unit for q in finds.quantities("A 500-pound bomb fell near the 500-pound prize.")}
    assert units == {"lb", "GBP"}


def test_people_of_a_day_in_may_are_counted(finds: Finds) -> None:
    assert [q.low for q in finds.quantities("In May 15 rebels left the town.")] == [15]


def test_so_many_in_so_many_days_is_no_share(finds: Finds) -> None:
    assert [q.low for q in finds.quantities("Shells killed two in three days.")] == [2, 3]


# --- parts of a whole, other units --------------------------------------------------------------------

# (sentence, what each amount counts and of which whole it is a part)
WHOLES: list[tuple[str, list[tuple[str, float | None, str | None]]]] = [
    (
        "A strike killed 126 people, including 68 children.",
        [("killed", 126, None), ("killed", 68, "126 people")],
    ),
    (
        "At least 126 dead, 68 of them children, the ministry said.",
        [("killed", 126, None), ("killed", 68, "At least 126")],
    ),
    ("Three of the nine soldiers were hurt.", [("wounded", 3, "nine soldiers"), ("troops", 9, None)]),
    ("Among the 40 wounded were six children.", [("wounded", 40, None), ("wounded", 6, "40")]),
    ("Six medics were among the 19 killed.", [("killed", 6, "19"), ("killed", 19, None)]),
    ("Of 36 drones launched 28 were shot down.", [("launched", 36, None), ("intercepted", 28, "36 drones")]),
    ("Gunners shot down 28 of 36 drones.", [("intercepted", 28, "36 drones"), ("launched", 36, None)]),
    (
        "Nine people (four of them women) died in the raid.",
        [("killed", 9, None), ("killed", 4, "Nine people")],
    ),
    (
        "It killed 12 people - seven men and five women - on Sunday.",
        [("killed", 12, None), ("killed", 7, "12 people"), ("killed", 5, "12 people")],
    ),
    (
        "The raid killed 14: nine soldiers and five civilians.",
        [("killed", 14, None), ("killed", 9, "14"), ("killed", 5, "14")],
    ),
    ("The blast injured 13, two critically.", [("wounded", 13, None), ("wounded", 2, "13")]),
    (
        "A bomb killed nine men. Three of them were medics.",
        [("killed", 9, None), ("killed", 3, "nine men")],
    ),
    ("It killed 12 and wounded 40.", [("killed", 12, None), ("wounded", 40, None)]),
]


@pytest.mark.parametrize("row", WHOLES, ids=lambda row: row[0])
def test_parts_know_their_whole(
    finds: Finds, row: tuple[str, list[tuple[str, float | None, str | None]]]
) -> None:
    text, expected = row
    found = finds.quantities(text)
    wholes = [text[slice(*q.part_of)] if q.part_of else None for q in found]
    assert [(q.counts, q.low, whole) for q, whole in zip(found, wholes, strict=True)] == expected


# (sentence, the amounts' units, the first one in metric units)
METRIC: list[tuple[str, list[str], tuple[float | None, float | None, str] | None]] = [
    ("It lies 10 miles off.", ["mi"], (16.0934, 16.0934, "km")),
    ("It lies 10 miles (16 km) off.", ["mi"], (16.0934, 16.0934, "km")),
    ("It lies 16 km (10 miles) off.", ["km"], None),
    ("It lies up to 30 miles off.", ["mi"], (None, 48.2803, "km")),
    ("The camp covers 80 acres.", ["acre"], (0.323749, 0.323749, "km2")),
    ("It flew at 900 feet.", ["ft"], (0.27432, 0.27432, "km")),
    ("They hid 300 pounds of explosives.", ["lb"], (136.078, 136.078, "kg")),
    ("The tank leaked 900 gallons.", ["gallon"], (3406.87, 3406.87, "l")),
    ("The mines lie in 500 hectares.", ["ha"], None),
    ("They paid 3 million roubles ($40,000) for it.", ["RUB"], None),
]


@pytest.mark.parametrize("row", METRIC, ids=lambda row: row[0])
def test_other_units_are_told_in_metric_ones_too(
    finds: Finds, row: tuple[str, list[str], tuple[float | None, float | None, str] | None]
) -> None:
    text, units, expected = row
    found = finds.quantities(text)
    assert [q.unit for q in found] == units
    metric = found[0].metric
    assert (metric and (metric.low, metric.high, metric.unit)) == expected


# --- properties, on sentences built by hand ----------------------------------------------------------

PARTS = st.sampled_from(
    "1 12 2,014 3.5 $5 € $ 155mm two twenty - five hundred thousand million m bn dozen dozens several "
    "of people km miles at least more than up to between and or in out year old years "
    "per cent May 4567 the a".split()
)
TAGS = st.sampled_from(["NN", "NNS", "CD", "VBD", "IN"])


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    words = draw(st.lists(PARTS, min_size=1, max_size=10))
    tags = draw(st.lists(TAGS, min_size=len(words), max_size=len(words)))
    heads = [draw(st.integers(0, max(0, i - 1))) for i in range(len(words))]
    return built(words, tags, heads)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sentences())
def test_bounds_are_in_order(lore: Lore, sentence: Sentence) -> None:
    found = find_quantities([sentence], lore)
    check_spans(sentence.text, [sentence], found)
    for quantity in (one.thing for one in found):
        assert quantity.low is not None or quantity.high is not None or quantity.approximate
        assert quantity.low is None or quantity.low >= 0
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
