"""Moments: (sentence, the moment's words, first day, last day, precision), seen from a Wednesday."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.find import find_times
from dateline.find.times import find_timexes
from dateline.model import Moment, Sentence
from tests.find.finds import Finds, built, check_spans, published

WEDNESDAY = "2022-10-05"

Row = tuple[str, str, str | None, str | None, str]

EXPLICIT: list[Row] = [
    ("The accord was signed on 3 October 2022.", "3 October 2022", "2022-10-03", "2022-10-03", "day"),
    ("The accord was signed on October 3, 2022.", "October 3, 2022", "2022-10-03", "2022-10-03", "day"),
    ("The accord was signed on Oct. 3, 2022, in Vienna.", "Oct. 3, 2022", "2022-10-03", "2022-10-03", "day"),
    ("It was signed on the 3rd of October 2022.", "3rd of October 2022", "2022-10-03", "2022-10-03", "day"),
    ("He spoke on 2022-09-30.", "2022-09-30", "2022-09-30", "2022-09-30", "day"),
    ("The blast on 25/12/2023 killed two.", "25/12/2023", "2023-12-25", "2023-12-25", "day"),
    ("The village burned on 29 February 2024.", "29 February 2024", "2024-02-29", "2024-02-29", "day"),
    (
        "It was calm on Wednesday, Oct. 5, 2022.",
        "Wednesday, Oct. 5, 2022",
        "2022-10-05",
        "2022-10-05",
        "day",
    ),
    ("The talks ran from 3 to 5 May 2021.", "3 to 5 May 2021", "2021-05-03", "2021-05-05", "span"),
    ("The talks ran on May 3-5, 2021, in Doha.", "May 3-5, 2021", "2021-05-03", "2021-05-05", "span"),
    (
        "It lasted from 10 April to 15 May 1999.",
        "10 April to 15 May 1999",
        "1999-04-10",
        "1999-05-15",
        "span",
    ),
    (
        "Between June and August 2020 it lost ground.",
        "June and August 2020",
        "2020-06-01",
        "2020-08-31",
        "span",
    ),
    (
        "Between December and February 2015 it froze.",
        "December and February 2015",
        "2014-12-01",
        "2015-02-28",
        "span",
    ),
    ("The president took office in January 2019.", "January 2019", "2019-01-01", "2019-01-31", "month"),
    ("The peninsula was annexed in 2014.", "2014", "2014-01-01", "2014-12-31", "year"),
    ("The 2008 war lasted five days.", "2008", "2008-01-01", "2008-12-31", "year"),
    ("In 2014 rebels took the city.", "2014", "2014-01-01", "2014-12-31", "year"),
    ("From 2015 to 2018 it held the town.", "2015 to 2018", "2015-01-01", "2018-12-31", "span"),
    ("The siege of 1992-1995 left 11,000 dead.", "1992-1995", "1992-01-01", "1995-12-31", "span"),
    ("The wars of the 1990s still haunt the valley.", "1990s", "1990-01-01", "1999-12-31", "decade"),
    ("The 20th century ended in war.", "20th century", "1901-01-01", "2000-12-31", "century"),
    ("The city was besieged in summer 2022.", "summer 2022", "2022-06-01", "2022-08-31", "season"),
    ("In the winter of 2023 the grid failed.", "winter of 2023", "2023-12-01", "2024-02-29", "season"),
    ("They must leave until 31 May 2024.", "until 31 May 2024", None, "2024-05-31", "day"),
]

RELATIVE: list[Row] = [
    # days
    ("Rebels shelled the port yesterday.", "yesterday", "2022-10-04", "2022-10-04", "day"),
    ("He will return tomorrow morning.", "tomorrow morning", "2022-10-06", "2022-10-06", "day"),
    ("The day before yesterday, they fled.", "day before yesterday", "2022-10-03", "2022-10-03", "day"),
    ("Drones struck the depot overnight.", "overnight", "2022-10-04", "2022-10-05", "day"),
    ("Shelling resumed late last night.", "last night", "2022-10-04", "2022-10-04", "day"),
    ("Shelling resumed this morning.", "this morning", "2022-10-05", "2022-10-05", "day"),
    # weekdays, before and after
    ("The town was taken on Monday.", "Monday", "2022-10-03", "2022-10-03", "day"),
    ("Shells hit the market on Tuesday night.", "Tuesday night", "2022-10-04", "2022-10-04", "day"),
    ("Protests broke out last Friday.", "last Friday", "2022-09-30", "2022-09-30", "day"),
    ("The guns fell silent on Wednesday.", "Wednesday", "2022-10-05", "2022-10-05", "day"),
    ("The guns fell silent last Wednesday.", "last Wednesday", "2022-09-28", "2022-09-28", "day"),
    ("The council called for a meeting on Monday.", "Monday", "2022-10-10", "2022-10-10", "day"),
    ("On Monday he called for talks.", "Monday", "2022-10-03", "2022-10-03", "day"),
    ("The parties will meet on Tuesday.", "Tuesday", "2022-10-11", "2022-10-11", "day"),
    ("The parties meet next Tuesday.", "next Tuesday", "2022-10-11", "2022-10-11", "day"),
    ("A vote is scheduled for Friday.", "Friday", "2022-10-07", "2022-10-07", "day"),
    ("Leaders are expected to arrive on Friday.", "Friday", "2022-10-07", "2022-10-07", "day"),
    ("He said the vote would be held on Sunday.", "Sunday", "2022-10-09", "2022-10-09", "day"),
    ("The talks begin on Monday.", "Monday", "2022-10-10", "2022-10-10", "day"),
    ("The talks are held on Monday.", "Monday", "2022-10-10", "2022-10-10", "day"),
    ("The talks were held on Monday.", "Monday", "2022-10-03", "2022-10-03", "day"),
    ("The talks began on Monday.", "Monday", "2022-10-03", "2022-10-03", "day"),
    ("They have until Friday to leave.", "until Friday", None, "2022-10-07", "day"),
    ("By Friday the militants had left.", "By Friday", None, "2022-09-30", "day"),
    ("Militants were told to leave by Friday.", "by Friday", None, "2022-10-07", "day"),
    ("Since Saturday, 40 have died.", "Since Saturday", "2022-10-01", "2022-10-05", "span"),
    ("It fell back from Monday to Wednesday.", "Monday to Wednesday", "2022-10-03", "2022-10-05", "span"),
    ("It fell back between Friday and Tuesday.", "Friday and Tuesday", "2022-09-30", "2022-10-04", "span"),
    # weeks, months, years
    ("The envoy arrived last week.", "last week", "2022-09-26", "2022-10-02", "week"),
    ("Fighting went on over the weekend.", "weekend", "2022-10-01", "2022-10-02", "weekend"),
    ("The bridge fell two weeks ago.", "two weeks ago", "2022-09-18", "2022-09-24", "week"),
    ("A couple of weeks ago it fell.", "A couple of weeks ago", "2022-09-18", "2022-09-24", "week"),
    ("The convoy left a few days ago.", "a few days ago", "2022-09-29", "2022-10-04", "span"),
    ("Elections are due next month.", "next month", "2022-11-01", "2022-11-30", "month"),
    ("The blockade began three months ago.", "three months ago", "2022-07-01", "2022-07-31", "month"),
    ("Last year's offensive failed.", "Last year", "2021-01-01", "2021-12-31", "year"),
    ("The war began eight years ago.", "eight years ago", "2014-01-01", "2014-12-31", "year"),
    ("More than a decade ago the war began.", "a decade ago", None, "2012-12-31", "year"),
    ("Four were killed in the past 24 hours.", "past 24 hours", "2022-10-04", "2022-10-05", "span"),
    ("Over the past two weeks 20 have died.", "past two weeks", "2022-09-21", "2022-10-05", "span"),
    ("In recent weeks it has lost ground.", "recent weeks", None, "2022-10-05", "span"),
    ("In the coming days the army will attack.", "coming days", "2022-10-05", None, "span"),
    ("Aid will arrive in three days' time.", "in three days' time", "2022-10-08", "2022-10-08", "day"),
    ("36 hours ago the line broke.", "36 hours ago", "2022-10-03", "2022-10-04", "day"),
    ("By the end of the year it will be over.", "By the end of the year", None, "2022-12-31", "year"),
    # months and days without their year
    ("The truce, signed back in February, is void.", "February", "2022-02-01", "2022-02-28", "month"),
    ("Nothing has moved since February.", "since February", "2022-02-01", "2022-10-05", "span"),
    ("It wants the pass cleared by early October.", "by early October", None, "2022-10-31", "month"),
    ("The offensive is planned for mid-November.", "November", "2022-11-01", "2022-11-30", "month"),
    ("They will march in May.", "May", "2023-05-01", "2023-05-31", "month"),
    ("The army took the town in March.", "March", "2022-03-01", "2022-03-31", "month"),
    ("He offered to host negotiations in November.", "November", "2022-11-01", "2022-11-30", "month"),
    ("The accord was signed on Oct. 3.", "Oct. 3", "2022-10-03", "2022-10-03", "day"),
    ("The talks ran on 3-5 May in Geneva.", "3-5 May", "2022-05-03", "2022-05-05", "span"),
    ("The talks ran on 3–5 May in Geneva.", "3–5 May", "2022-05-03", "2022-05-05", "span"),
    ("The talks ran between 3 and 5 May.", "3 and 5 May", "2022-05-03", "2022-05-05", "span"),
    ("The talks ran from May 3 to May 5.", "May 3 to May 5", "2022-05-03", "2022-05-05", "span"),
    ("It was quiet on Thursday, 29 September.", "Thursday, 29 September", "2022-09-29", "2022-09-29", "day"),
    ("The 7 October attacks changed the war.", "7 October", "2021-10-07", "2021-10-07", "day"),
    ("He leaves office on January 20.", "January 20", "2023-01-20", "2023-01-20", "day"),
    ("In May 12 soldiers were killed.", "May", "2022-05-01", "2022-05-31", "month"),
    # seasons
    ("Last winter the grid failed.", "Last winter", "2021-12-01", "2022-02-28", "season"),
    ("The grid may fail this winter.", "this winter", "2022-12-01", "2023-02-28", "season"),
    ("The thaw will begin in spring.", "spring", "2023-03-01", "2023-05-31", "season"),
    ("In the winter the army withdrew.", "winter", "2021-12-01", "2022-02-28", "season"),
]

# (document's date, sentence, first day, last day)
AT_THE_EDGE = [
    ("2024-12-31", "It will start tomorrow.", "2025-01-01", "2025-01-01"),
    ("2024-01-01", "It fell yesterday.", "2023-12-31", "2023-12-31"),
    ("2024-01-03", "It fell over the weekend.", "2023-12-30", "2023-12-31"),
    ("2023-01-15", "It fell in December.", "2022-12-01", "2022-12-31"),
    ("2023-01-15", "It fell on 28 December.", "2022-12-28", "2022-12-28"),
    ("2022-12-20", "It will fall by January.", None, "2023-01-31"),
    ("2024-03-01", "It fell yesterday.", "2024-02-29", "2024-02-29"),
    ("2024-03-31", "It fell last month.", "2024-02-01", "2024-02-29"),
    ("2023-03-10", "It happened on February 29.", "2020-02-29", "2020-02-29"),
    ("2024-01-10", "It froze this winter.", "2023-12-01", "2024-02-29"),
    ("2022-10-01", "It fell over the weekend.", "2022-10-01", "2022-10-02"),
    ("2022-10-02", "It fell last weekend.", "2022-09-24", "2022-09-25"),
    # Where the calendar ends, so does what can be said.
    ("0001-01-01", "It fell yesterday.", None, None),
    ("0001-01-01", "It fell two decades ago.", None, None),
    ("9999-12-31", "It will fall next year.", None, None),
]

# Words that name no moment, whatever the document's date.
NO_MOMENT = [
    "The rebels may march on the capital.",
    "Troops march through the town.",
    "Some 2014 people fled the valley.",
    "About 2,014 people fled.",
    "Resolution 2254 was adopted without a vote.",
    "He uses version 3.10 of the software.",
    "Flight 1812 crashed.",
    "Room 2019 was hit.",
    "Mr May said so.",
    "General March was killed.",
    "Minister June Katende arrived.",
    "The Sun reported it.",
    "The Sat nav failed.",
    "Every Friday people march.",
    "The blockade has lasted three months.",
    "Troops took the hill in two days.",
    "It was the first raid in two weeks.",
    "Spring rains slowed the tanks.",
]


def shown(moments: list[Moment]) -> list[tuple[str | None, ...]]:
    return [(moment.text, moment.start, moment.end, moment.precision, moment.basis) for moment in moments]


@pytest.mark.parametrize("day", [WEDNESDAY, None])
@pytest.mark.parametrize("row", EXPLICIT, ids=lambda row: row[0])
def test_explicit_dates_need_no_date_of_the_document(finds: Finds, row: Row, day: str | None) -> None:
    sentence, *wanted = row
    assert shown(finds.moments(sentence, day)) == [(*wanted, "explicit")]


@pytest.mark.parametrize("row", RELATIVE, ids=lambda row: row[0])
def test_relative_moments_count_from_the_document(finds: Finds, row: Row) -> None:
    sentence, *wanted = row
    assert shown(finds.moments(sentence, WEDNESDAY)) == [(*wanted, "relative")]


@pytest.mark.parametrize("row", RELATIVE, ids=lambda row: row[0])
def test_without_a_date_they_keep_their_words_alone(finds: Finds, row: Row) -> None:
    for moment in finds.moments(row[0], None):
        assert (moment.start, moment.end, moment.basis) == (None, None, "unknown")
        assert moment.text is not None


@pytest.mark.parametrize(("day", "sentence", "first", "last"), AT_THE_EDGE)
def test_edges_of_years_and_of_the_calendar(
    finds: Finds, day: str, sentence: str, first: str | None, last: str | None
) -> None:
    assert [(moment.start, moment.end) for moment in finds.moments(sentence, day)] == [(first, last)]


@pytest.mark.parametrize("sentence", NO_MOMENT)
def test_other_words_and_numbers_are_no_moments(finds: Finds, sentence: str) -> None:
    assert finds.moments(sentence, WEDNESDAY) == []


@pytest.mark.parametrize("words", ["29 February 2023", "03/10/2022"])
def test_a_date_that_is_none_or_one_of_two_stays_unknown(finds: Finds, words: str) -> None:
    assert shown(finds.moments(f"It happened on {words}.", WEDNESDAY)) == [
        (words, None, None, "day", "unknown")
    ]


def test_since_runs_to_the_document_and_is_open_without_one(finds: Finds) -> None:
    sentence = "It has held the town since 2014."
    assert shown(finds.moments(sentence, WEDNESDAY))[0][1:3] == ("2014-01-01", WEDNESDAY)
    assert shown(finds.moments(sentence, None))[0][1:3] == ("2014-01-01", None)


def test_what_is_moved_from_one_day_to_another_is_two_moments(finds: Finds) -> None:
    found = finds.moments("The vote was postponed from May to June.", WEDNESDAY)
    assert [moment.text for moment in found] == ["May", "June"]


def test_each_day_of_a_list_is_a_moment(finds: Finds) -> None:
    found = finds.moments("Shells fell on Monday and Tuesday.", WEDNESDAY)
    assert [moment.start for moment in found] == ["2022-10-03", "2022-10-04"]


# --- properties, on sentences built by hand: words of time in any order, on any tree -------------------

WORDS = st.sampled_from(
    (
        "1 3 5 12 29 31 2014 2022 1990s 20th 2022-09-30 03/10/2022 3–5 two few several couple a an of and to "
        "from between since until by - , the late end last past next this coming every May March February "
        "Oct. December early recent Mon. Monday Friday Sun Wed weekend week month year days weeks decades "
        "hours ago in spring winter yesterday tomorrow overnight morning night before after day century "
        "time 's said BC 490 264–241 later earlier following same that in half third quarter Q3 Christmas "
        "eve 5:34 a.m. noon each now period long 1914–18 August-24 than more beginning AD hours dawn"
    ).split()
)
TAGS = st.sampled_from(["NN", "NNP", "NNS", "CD", "VB", "VBD", "VBZ", "VBN", "IN", "MD"])
DAYS = st.dates().map(date.isoformat)


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    words = draw(st.lists(WORDS, min_size=1, max_size=12))
    tags = draw(st.lists(TAGS, min_size=len(words), max_size=len(words)))
    # A head stands before its word, so that the tree has no circle; the first word is the root.
    heads = [draw(st.integers(0, max(0, i - 1))) for i in range(len(words))]
    return built(words, tags, heads)


@given(sentences(), st.none() | DAYS)
def test_no_moment_ends_before_it_starts(sentence: Sentence, day: str | None) -> None:
    found = find_times([sentence], published(day))
    check_spans(sentence.text, [sentence], found)
    for one, other in pairwise(found):
        assert one.hi <= other.lo
    for moment in (one.thing for one in found):
        # Years BC count down, as texts do.
        before_era = any(edge is not None and edge.startswith("-") for edge in (moment.start, moment.end))
        assert before_era or moment.start is None or moment.end is None or moment.start <= moment.end
        assert (moment.basis == "unknown") == (moment.start is None and moment.end is None)
        # Without the document's date, only another moment of the text is a ground.
        grounded = day is not None or any(one.thing.basis == "explicit" for one in found)
        assert grounded or moment.basis != "relative"


@given(sentences(), st.none() | DAYS)
def test_expressions_of_time_stand_in_order_and_apart(sentence: Sentence, day: str | None) -> None:
    last = 0
    for start, end, value in find_timexes([sentence], published(day)):
        assert last <= start < end <= len(sentence.text)
        assert value
        last = end


@given(st.integers(-6, 6), DAYS)
def test_a_weekday_lies_within_a_week(step: int, day: str) -> None:
    near = date.fromisoformat(day).toordinal() + step
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[(near - 1) % 7]
    sentence = built(["Rebels", "fled", "on", weekday], ["NNS", "VBD", "IN", "NNP"], [1, 1, 1, 2])
    (found,) = find_times([sentence], published(day))
    if found.thing.start is not None:
        back = date.fromisoformat(day) - date.fromisoformat(found.thing.start)
        assert timedelta(0) <= back < timedelta(7)
        assert date.fromisoformat(found.thing.start).strftime("%A") == weekday
