"""What one report more costs: as much as it tells of, however much was told before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.chart import Chart
from dateline.chart.weighing import Weighed
from dateline.model import Told
from tests.chart.war import WEIGHTS, A, B, baseline, claim, day, site


class Counting(Chart):
    """A chart that counts the claims that it goes through."""

    gone_through = 0

    def told_of(self, key: str, after: str = "") -> Iterator[Weighed]:
        for one in super().told_of(key, after):
            self.gone_through += 1
            yield one


def report(n: int) -> list[Told]:
    """Of each day a report that tells of three villages."""
    return [claim(n, (n * 3 + i) % 10, (A, B)[n // 5 % 2], origin=f"source {i}") for i in range(3)]


def of_one_more(days: int, new: list[Told]) -> int:
    """How many claims are gone through for one report more, after a report a day."""
    made = Counting(WEIGHTS, baseline())
    for n in range(1, days + 1):
        made.add(report(n))
    for n in range(10):
        made.holds(site(n).key, day(days))
    made.gone_through = 0
    touched = made.touched(new)
    made.add(new)
    for key in touched:
        made.holds(key, day(days + 1))
    return made.gone_through


@pytest.mark.parametrize("late", [0, 5])
def test_what_is_gone_through_does_not_grow_with_what_was_told_before(late: int) -> None:
    few, many = (
        of_one_more(days, [claim(days + 1, 4, B, since=day(days + 1 - late), until=day(days + 1 - late))])
        for days in (40, 400)
    )
    assert 0 < many <= few + 60


def test_news_of_long_ago_is_followed_from_there() -> None:
    few, many = (of_one_more(400, [claim(401, 4, B, since=day(n), until=day(n))]) for n in (390, 20))
    assert many > 5 * few


def test_what_is_told_again_weighs_less_whichever_was_read_first() -> None:
    """The claim that comes late is the first of its source: the one that was read before only repeats it."""
    first, again, other = claim(3, 4, B), claim(5, 4, B), claim(7, 4, A, "held", origin="x")
    made = Chart(WEIGHTS, baseline())
    made.add([again, other])
    before = made.holds(site(4).key, day(9))
    made.add([first])
    anew = Chart(WEIGHTS, baseline())
    anew.add([first, again, other])
    assert before != made.holds(site(4).key, day(9)) == anew.holds(site(4).key, day(9))


def test_days_later_than_what_is_asked_for_are_left_out() -> None:
    made = Chart(WEIGHTS, baseline())
    made.add([claim(3, 4, B), claim(9, 4, A)])
    assert [hold.until for hold in made.holds(site(4).key, day(20))] == [day(3), day(9), None]
    assert [hold.until for hold in made.holds(site(4).key, day(8), known_by=day(20))] == [day(3), None]
