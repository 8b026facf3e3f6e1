"""What a report is to tell: of which days, places and sides, by what was known when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.tell.control import Charting, checked_charting, checked_day

__all__ = ["FORMS", "Asked", "checked"]

FORMS = (".md", ".html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A report of the days from `since` until (without) `until`.

    `out` None is Markdown on standard output, without a map. `place` and `side` leave out what concerns
    others. `charting` says how who holds what is told.
    """

    since: str
    until: str
    store: str
    out: Path | None = None
    title: str | None = None
    place: str | None = None
    side: str | None = None
    theatre: str | None = None
    charting: Charting = field(default_factory=Charting)

    @property
    def last(self) -> str:
        """The last day that is told of."""
        return (date.fromisoformat(self.until) - timedelta(days=1)).isoformat()

    @property
    def filters(self) -> dict[str, Any]:
        """Arguments of `View.records` for what concerns the report."""
        given: Mapping[str, str | None] = {
            "since": self.since,
            "until": self.until,
            "place": self.place,
            "side": self.side,
        }
        return {name: value for name, value in given.items() if value is not None}

    def within(self, start: str | None, end: str | None) -> bool:
        """Whether days, both included, overlap those of the report; an open end reaches on for ever."""
        if start is None and end is None:
            return False
        # A month or a year ends behind all its days, as "~" comes behind all digits.
        last = (end or "9999")[:10].ljust(10, "~")
        return (start or "")[:10] < self.until and last >= self.since


def checked(asked: Asked) -> Asked:
    """What was asked for, if it makes sense. Raises `UsageError` otherwise."""
    checked_day(asked.since, "--since")
    checked_day(asked.until, "--until")
    if asked.since >= asked.until:
        raise UsageError(
            f"wanted --until after --since, got {asked.since} and {asked.until}; it is the day after the last"
        )
    if asked.out is not None and asked.out.suffix.casefold() not in FORMS:
        raise UsageError(
            f"wanted --out with a file that ends in {' or '.join(FORMS)}, got {asked.out.name!r}"
        )
    checked_charting(asked.charting)
    return asked
