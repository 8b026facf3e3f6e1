"""Expressions of time with their TIMEX3 values: (sentence, [(words, value)]), seen from a Wednesday."""

from __future__ import annotations

import pytest

from dateline.find.times import find_spells, find_timexes
from tests.find.finds import Finds, published

WEDNESDAY = "2022-10-05"

Row = tuple[str, list[tuple[str, str]]]

DATES: list[Row] = [
    ("The accord was signed on the 3rd of October 2022.", [("the 3rd of October 2022", "2022-10-03")]),
    ("It fell at the end of September.", [("the end of September", "2022-09")]),
    ("It fell in the early hours of 3 October.", [("the early hours of 3 October", "2022-10-03TMO")]),
    ("It fell on the night of October 3, 2021.", [("the night of October 3, 2021", "2021-10-03TNI")]),
    ("The front moved in early March 2021.", [("early March 2021", "2021-03")]),
    ("The front moved in mid-2021.", [("mid-2021", "2021")]),
    ("Trade fell in the second half of 2021.", [("the second half of 2021", "2021-H2")]),
    ("Trade fell in the third quarter of 2021.", [("the third quarter of 2021", "2021-Q3")]),
    ("Trade fell in the third quarter.", [("the third quarter", "2022-Q3")]),
    ("It burned in the winter of 2019.", [("the winter of 2019", "2019-WI")]),
    ("It burned in the 2019 summer.", [("the 2019 summer", "2019-SU")]),
    ("The fort was built in the 19th century.", [("the 19th century", "18")]),
    ("The fort was built in the 1860s.", [("the 1860s", "186")]),
    ("The fort was built around 1860.", [("around 1860", "1860")]),
    ("The truce ran from 15 to 22 February.", [("15", "2022-02-15"), ("22 February", "2022-02-22")]),
    ("They fought there on 6–7 May 2021.", [("6", "2021-05-06"), ("7 May 2021", "2021-05-07")]),
    (
        "They fought there (28 April-2 May 2021).",
        [("28 April", "2021-04-28"), ("2 May 2021", "2021-05-02")],
    ),
    ("They fought from 2014–15.", [("2014", "2014"), ("15", "2015")]),
    ("It was taken in May and June 2019.", [("May", "2019-05"), ("June 2019", "2019-06")]),
    ("All was quiet on Christmas Eve 2021.", [("Christmas Eve 2021", "2021-12-24")]),
    ("All was quiet on Easter Sunday 2022.", [("Easter Sunday 2022", "2022-04-17")]),
    ("All was quiet late on Sunday.", [("late on Sunday", "2022-10-02")]),
]

BEFORE_OUR_ERA: list[Row] = [
    ("The city fell in 490 BC.", [("490 BC", "BC0490")]),
    ("The city fell in April 480 BC.", [("April 480 BC", "BC0480-04")]),
    ("The siege lasted from 264 to 241 BC.", [("264", "BC0264"), ("241 BC", "BC0241")]),
    ("The siege (264–241 BC) ruined it.", [("264", "BC0264"), ("241 BC", "BC0241")]),
    ("It was built in the 4th century BC.", [("the 4th century BC", "BC03")]),
    ("It was built in the 470s BC.", [("the 470s BC", "BC047")]),
    ("It was built in AD 70.", [("AD 70", "0070")]),
]

CLOCKS: list[Row] = [
    (
        "Shelling began at 5:34 AM on 3 October 2022.",
        [("5:34 AM", "2022-10-03T05:34"), ("3 October 2022", "2022-10-03")],
    ),
    ("Shelling began at 7 p.m. on Monday.", [("7 p.m.", "2022-10-03T19:00"), ("Monday", "2022-10-03")]),
    ("Shelling began at 0600 hours.", [("0600 hours", "XXXX-XX-XXT06:00")]),
    ("Shelling began at dawn.", [("dawn", "XXXX-XX-XXTMO")]),
    ("Shelling began around noon.", [("around noon", "XXXX-XX-XXT12:00")]),
    ("Shells fell on Tuesday night.", [("Tuesday night", "2022-10-04TNI")]),
]

LASTING: list[Row] = [
    ("They held out for six months.", [("six months", "P6M")]),
    ("They held out for more than two and a half years.", [("more than two and a half years", "P2.5Y")]),
    ("They held out for several weeks.", [("several weeks", "PXW")]),
    ("They held out for twenty-six days.", [("twenty-six days", "P26D")]),
    ("A ten-day truce began.", [("ten-day", "P10D")]),
    ("A year-long siege ended.", [("year-long", "P1Y")]),
    ("A month-and-a-half long siege ended.", [("month-and-a-half long", "P1.5M")]),
    ("The boy was 12 years old.", [("12 years old", "P12Y")]),
    ("They crossed after ten days of heavy fighting.", [("ten days of heavy fighting", "P10D")]),
    ("They paid a toll of 20 a head per day.", [("per day", "P1D")]),
    ("He went there for the past decade.", [("the past decade", "P1DE")]),
    ("Ten died in the past 24 hours.", [("the past 24 hours", "PT24H")]),
]

REPEATED: list[Row] = [
    ("Every Friday people march.", [("Every Friday", "XXXX-WXX-5")]),
    ("Each month the price rises.", [("Each month", "XXXX-XX")]),
    ("They are shelled daily.", [("daily", "XXXX-XX-XX")]),
    ("They meet annually.", [("annually", "XXXX")]),
    ("They meet every two weeks.", [("every two weeks", "P2W")]),
]

VAGUE: list[Row] = [
    ("The former mayor now lives abroad.", [("former", "PAST_REF"), ("now", "PRESENT_REF")]),
    ("The future is unclear.", [("The future", "FUTURE_REF")]),
    ("The council is currently closed.", [("currently", "PRESENT_REF")]),
]

NONE = [
    "The fall of the city was swift.",
    "The long march to the coast ended.",
    "Half of the men fled.",
    "A second convoy left.",
    "He scored 24 points.",
]


def read(finds: Finds, text: str, day: str | None) -> list[tuple[str, str]]:
    found = find_timexes(finds.sentences(text), published(day))
    return [(text[start:end], value) for start, end, value in found]


@pytest.mark.parametrize(
    "row", [*DATES, *BEFORE_OUR_ERA, *CLOCKS, *LASTING, *REPEATED, *VAGUE], ids=lambda row: row[0]
)
def test_expressions_and_their_values(finds: Finds, row: Row) -> None:
    assert read(finds, row[0], WEDNESDAY) == row[1]


@pytest.mark.parametrize("sentence", NONE)
def test_other_words_are_no_times(finds: Finds, sentence: str) -> None:
    assert read(finds, sentence, WEDNESDAY) == []


@pytest.mark.parametrize("row", LASTING[:-2] + REPEATED, ids=lambda row: row[0])
def test_how_long_and_how_often_is_no_moment(finds: Finds, row: Row) -> None:
    assert finds.moments(row[0], WEDNESDAY) == []


@pytest.mark.parametrize("row", REPEATED + LASTING[:4], ids=lambda row: row[0])
def test_how_long_and_how_often_are_spells(finds: Finds, row: Row) -> None:
    (found,) = find_spells(finds.sentences(row[0]), published(WEDNESDAY))
    spell = found.thing
    assert spell.text in row[1][0][0]
    assert (spell.start, spell.end, spell.basis) == (None, None, "unknown")


def test_expressions_stand_in_order_and_apart(finds: Finds) -> None:
    text = " ".join(sentence for sentence, _ in [*DATES, *CLOCKS, *LASTING, *REPEATED, *VAGUE])
    last = 0
    for start, end, _ in find_timexes(finds.sentences(text), published(WEDNESDAY)):
        assert last <= start < end
        last = end
