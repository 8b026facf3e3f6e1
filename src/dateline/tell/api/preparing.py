"""What is made ready before anybody asks, in the pauses that answers leave."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic, sleep
from typing import TYPE_CHECKING

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.tell.api.desk import Desk

__all__ = ["first_map", "prepare"]

# Incidents in short that are made beforehand: five seconds of a processor, half a year of a hundred
# thousand events. So many at a time, with pauses so many times as long, in which answers are made.
_READY, _AT_ONCE, _PAUSE = 50_000, 100, 3.0
# A first map is drawn within so many seconds; where none can be shown by then, nothing is gained by waiting.
_FIRST_S = 6.0


def first_map(desk: Desk) -> None:
    """Makes the map ready, and where that was soon done leaves the processor to who opens the page now."""
    start = monotonic()
    with suppress(DatelineError):
        # Where the chart takes long, who opens the page meanwhile sees the first day.
        desk.early()
        desk.shown()
        if monotonic() - start < _FIRST_S:
            sleep(_FIRST_S)


def prepare(desk: Desk) -> None:
    """Makes incidents in short ready, the last first; until it is done or the server ends."""
    view, after, made = desk.view(), None, 0
    with suppress(DatelineError):
        while made < _READY and not desk.stopping():
            start = monotonic()
            found = view.incident_page(limit=_AT_ONCE, after=after, newest=True)
            for one in found:
                desk.summaries(one)
            if len(found) < _AT_ONCE:
                return
            after, made = (found[-1].day, found[-1].incident), made + len(found)
            sleep(_PAUSE * (monotonic() - start))
