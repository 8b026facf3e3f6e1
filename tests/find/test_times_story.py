"""Moments counted from the text itself: what was told before, in news and in histories."""

from __future__ import annotations

import pytest

from tests.find.finds import Finds

Row = tuple[str, list[tuple[str | None, str | None, str | None]]]

# A history: five years far from the page's own date, and nothing that counts from today.
HISTORY = (
    "The league was founded in 1851. It grew in 1853 and again in 1856. By 1858 it ruled the coast, and in "
    "1859 the delta too."
)

STORIES: list[Row] = [
    (
        "The rising began on 3 March 1861. On 20 June the rebels took the port.",
        [("3 March 1861", "1861-03-03", "1861-03-03"), ("20 June", "1861-06-20", "1861-06-20")],
    ),
    (
        "The rising began in November 1861. In January it failed.",
        [("November 1861", "1861-11-01", "1861-11-30"), ("January", "1862-01-01", "1862-01-31")],
    ),
    (
        "The rising began on 3 March 1861. The next day it spread, and three days later it was over.",
        [
            ("3 March 1861", "1861-03-03", "1861-03-03"),
            ("next day", "1861-03-04", "1861-03-04"),
            ("three days later", "1861-03-07", "1861-03-07"),
        ],
    ),
    (
        "The rising began in May 1861. That year harvests failed, and the following spring people starved.",
        [
            ("May 1861", "1861-05-01", "1861-05-31"),
            ("That year", "1861-01-01", "1861-12-31"),
            ("following spring", "1862-03-01", "1862-05-31"),
        ],
    ),
    (
        "The rising began in May 1861. Two years earlier the king had died.",
        [("May 1861", "1861-05-01", "1861-05-31"), ("Two years earlier", "1859-01-01", "1859-12-31")],
    ),
    (
        "The rising began on 3 March 1861. The rebels, who had been banned since 1840, won on 9 May.",
        [
            ("3 March 1861", "1861-03-03", "1861-03-03"),
            ("since 1840", "1840-01-01", None),
            ("9 May", "1861-05-09", "1861-05-09"),
        ],
    ),
    (
        "The fleet sailed in 490 BC. The following year it was lost.",
        [("490 BC", "-0489-01-01", "-0489-12-31"), ("following year", "-0488-01-01", "-0488-12-31")],
    ),
    (
        "The rising began on 3 March 1861. The rebels left on the 20th.",
        [("3 March 1861", "1861-03-03", "1861-03-03"), ("20th", "1861-03-20", "1861-03-20")],
    ),
    # A year tells no day: what comes the day after stays unknown.
    (
        "The rising began in 1861. The next day it spread.",
        [("1861", "1861-01-01", "1861-12-31"), ("next day", None, None)],
    ),
]

NEWS: list[Row] = [
    (
        "Rebels took the port on Monday. The following day the army came back.",
        [("Monday", "2022-10-03", "2022-10-03"), ("following day", "2022-10-04", "2022-10-04")],
    ),
    (
        "Rebels took the port on 28 September. Two days later the army came back.",
        [("28 September", "2022-09-28", "2022-09-28"), ("Two days later", "2022-09-30", "2022-09-30")],
    ),
    (
        "Rebels took the port in May 2021. Later that year the army came back.",
        [("May 2021", "2021-05-01", "2021-05-31"), ("Later that year", "2021-01-01", "2021-12-31")],
    ),
    ("The following day they fled.", [("following day", None, None)]),
    ("They fled in the last week of August.", [("last week of August", "2022-08-25", "2022-08-31")]),
    ("They fled earlier this year.", [("earlier this year", "2022-01-01", "2022-12-31")]),
    ("They fled two days after the vote.", [("two days after", None, None)]),
    (
        "Shells fell at 5:34 AM on Monday.",
        [("5:34 AM on Monday", "2022-10-03T05:34", "2022-10-03T05:34")],
    ),
    ("Shells fell at 5:34 AM.", []),
    ("The town is now empty.", [("now", "2022-10-05", "2022-10-05")]),
]


def moments(finds: Finds, text: str, day: str | None) -> list[tuple[str | None, str | None, str | None]]:
    return [(moment.text, moment.start, moment.end) for moment in finds.moments(text, day)]


@pytest.mark.parametrize("day", ["2022-10-05", None])
@pytest.mark.parametrize("row", STORIES, ids=lambda row: row[0])
def test_a_history_counts_from_what_it_told(finds: Finds, row: Row, day: str | None) -> None:
    text, wanted = row
    assert moments(finds, f"{HISTORY}\n\n{text}", day)[5:] == wanted


@pytest.mark.parametrize("row", NEWS, ids=lambda row: row[0])
def test_news_counts_from_its_day_unless_it_says_otherwise(finds: Finds, row: Row) -> None:
    assert moments(finds, row[0], "2022-10-05") == row[1]


def test_a_heading_sets_the_year(finds: Finds) -> None:
    text = f"{HISTORY}\n\nThe war of 1871\n\nIn June the port fell.\n\n1875\n\nIn June it was free again."
    assert [start for _, start, _ in moments(finds, text, None)][5:] == [
        "1871-01-01",
        "1871-06-01",
        "1875-01-01",
        "1875-06-01",
    ]


def test_a_history_has_no_today(finds: Finds) -> None:
    text = f"{HISTORY}\n\nIt fought in 1860, 1862 and 1864. “We march tomorrow,” he said in 1861."
    (tomorrow,) = [moment for moment in finds.moments(text, "2022-10-05") if moment.text == "tomorrow"]
    assert (tomorrow.start, tomorrow.end, tomorrow.basis) == (None, None, "unknown")


def test_a_report_that_looks_back_is_no_history(finds: Finds) -> None:
    text = (
        "Rebels took the port on Monday. They had held it in 1994, 1999 and 2003. The envoy will come next "
        "week, as he did in 2011. Two died in June."
    )
    found = {moment.text: moment.start for moment in finds.moments(text, "2022-10-05")}
    assert (found["Monday"], found["next week"], found["June"]) == ("2022-10-03", "2022-10-10", "2022-06-01")


def test_a_time_of_day_alone_lies_on_the_day_last_told(finds: Finds) -> None:
    told = finds.moments("Troops left on Tuesday. At 0600 hours the shelling stopped.", "2022-10-05")
    assert [(m.text, m.start, m.precision) for m in told] == [
        ("Tuesday", "2022-10-04", "day"),
        ("0600 hours", "2022-10-04T06:00", "hour"),
    ]
