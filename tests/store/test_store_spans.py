"""Times that overlap a range of days, however long they last, found by how long they last at most."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from keeping import load, writing

from dateline.model import Moment
from dateline.store import Store, tables
from dateline.store.spans import overlapping
from dateline.store.times import boundary, interval, reach, shifted

DAY, MONTH = "2031-06-15", "2031-06"
# Starts and ends, as moments have them; None is open.
MOMENTS = [
    ("2031-06-15T10:00", "2031-06-15T11:00"), (DAY, DAY), ("2031-06-14", DAY), ("2031-06-09", DAY),
    (MONTH, MONTH), ("2031-05-16", "2031-06-15"), ("2031-05-15", "2031-06-15"), ("2031", "2031"),
    ("2028", "2028"), ("2028-02-28", "2029-02-28"), ("2021-01-01", "2031-06-15"), ("1914", "1918"),
    (None, "2031-06-15"), ("2031-06-15", None), (None, "1999"), ("2040", None), ("2031-07-01", "2031-07-31"),
    ("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31"),
]  # fmt: skip
RANGES = [
    (DAY, None), (None, DAY), (DAY, "2031-06-16"), ("2031-06-16", "2031-06-17"), (MONTH, "2031-07"),
    ("2031-06-15T10:30", "2031-06-15T10:31"), ("2030", "2032"), ("0001-01-01", "0001-01-02"),
    ("9999-12-31", None), ("2031-06-16", None),
]  # fmt: skip


def spans() -> list[tuple[str, str]]:
    made = [interval(Moment(text="", start=a, end=b, precision="day", basis="explicit")) for a, b in MOMENTS]
    return [span for span in made if span is not None]


@pytest.fixture
def filed(url: str) -> sa.Select[tuple[int]]:
    """Asks for the numbers of records with times; each stands under its place in `spans`."""
    Store.open(url).close()
    return sa.select(tables.record_times.c.record).order_by(tables.record_times.c.record)


@pytest.mark.parametrize(("since", "until"), RANGES)
def test_what_overlaps_is_found_however_long_it_lasts(
    url: str, filed: sa.Select[tuple[int]], since: str | None, until: str | None
) -> None:
    wanted = [
        number
        for number, (start, stop) in enumerate(spans())
        if (since is None or stop > boundary(since)) and (until is None or start < boundary(until))
    ]
    rows = [
        {"record": number, "start": start, "stop": stop, "reach": reach(start, stop)}
        for number, (start, stop) in enumerate(spans())
    ]
    numbered = [{"number": row["record"], "id": str(row["record"])} for row in rows]
    with writing(url) as connection:
        connection.execute(sa.insert(tables.documents), {"number": 1, "id": "d", "published": ""})
        of = {"document": 1, "position": 0, "kind": "event", "contested": False, "body": ""}
        connection.execute(sa.insert(tables.records), [row | of for row in numbered])
        connection.execute(sa.insert(tables.record_times), rows)
        found = connection.scalars(filed.where(*overlapping(since, until))).all()
    assert found == wanted


@pytest.mark.parametrize(
    ("start", "stop", "days"),
    [
        ("2031-06-15T10:00:00", "2031-06-15T11:00:00", 1),
        ("2031-06-15T00:00:00", "2031-06-16T00:00:00", 1),
        ("2031-06-15T00:00:00", "2031-06-16T00:00:01", 31),
        ("2031-07-01T00:00:00", "2031-08-01T00:00:00", 31),
        ("2028-01-01T00:00:00", "2029-01-01T00:00:00", 366),
        ("2028-01-01T00:00:00", "2029-01-02T00:00:00", 0),
        ("0000", "2031-06-15T00:00:00", 0),
        ("2031-06-15T00:00:00", "9999-12-31T23:59:59", 0),
    ],
)
def test_an_interval_reaches_so_many_days_at_most(start: str, stop: str, days: int) -> None:
    assert reach(start, stop) == days
    if days:
        assert shifted(stop[:10], -days) <= start[:10]


def test_the_times_of_an_older_store_get_the_reach_that_they_would_have_had(url: str) -> None:
    with writing(url) as connection:
        load(connection, "0007")
    Store.open(url).close()
    table = tables.record_times
    with writing(url) as connection:
        rows = connection.execute(sa.select(table.c.start, table.c.stop, table.c.reach)).all()
    assert len({row.reach for row in rows}) > 1
    assert [row.reach for row in rows] == [reach(row.start, row.stop) for row in rows]
