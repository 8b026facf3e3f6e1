"""Who was killed and hurt, by whom it is said: ranges that are never added up across a dispute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.model import Count, Figure, Range
from dateline.tell import words
from dateline.tell.brief.blocks import Block, Heading, Line, Paragraph, Quiet, Strong, Table
from dateline.tell.brief.material import Material, clause, counted
from dateline.tell.incident_facts import Told, called

__all__ = ["COUNTS", "Toll", "casualties", "contested"]

COUNTS = ("killed", "wounded", "casualties", "missing", "captured", "displaced", "evacuated")
"""What is counted of people."""
# Incidents that are told one by one, those with most killed first; the sums are over all.
_MOST = 30
_MOST_SOURCES = 20


@dataclass(slots=True)
class Toll:
    """What one source counts: the sum of a kind over incidents that nobody contests, and how many these are.

    `high` None: at least one of its figures is open above. `disputed` counts incidents that are left out.
    """

    source: str
    side: str | None
    low: dict[str, float] = field(default_factory=dict)
    high: dict[str, float | None] = field(default_factory=dict)
    incidents: int = 0
    disputed: int = 0

    def add(self, count: Count) -> None:
        """One more figure, of an incident on which nobody contradicts it."""
        low = count.low if count.low is not None else 0.0
        self.low[count.counts] = self.low.get(count.counts, 0.0) + low
        before = self.high.get(count.counts, 0.0)
        self.high[count.counts] = None if before is None or count.high is None else before + count.high


def contested(told: Range, *, disputed: bool) -> bool:
    """Whether somebody denies the incident, or two sources give figures that cannot both be right."""
    return disputed or any(_apart(one, other) for one in told.by for other in told.by)


def _apart(one: Count, other: Count) -> bool:
    if None not in (one.low, one.high, other.low, other.high) and not (one.approximate or other.approximate):
        return (one.low, one.high) != (other.low, other.high)
    return one.high is not None and other.low is not None and one.high < other.low


@dataclass
class Casualties:
    """Incidents with casualties as they come, and the tolls of their sources."""

    found: list[tuple[float, str, str, Told]] = field(default_factory=list)
    tolls: dict[str, Toll] = field(default_factory=dict)
    incidents: int = 0

    def take(self, one: Told) -> None:
        """One more incident; of all only the worst are kept."""
        ranges = [each for each in one.incident.figures if each.counts in COUNTS]
        if not ranges:
            return
        self.incidents += 1
        killed = one.figure("killed")
        most = (killed.low or killed.high or 0.0) if killed is not None else 0.0
        self.found.append((-most, one.incident.start or "9999", one.incident.id, one))
        if len(self.found) > 2 * _MOST:
            self.found = sorted(self.found, key=lambda row: row[:3])[:_MOST]
        self._count(ranges, disputed=bool(one.incident.claims_against))

    def _count(self, ranges: Sequence[Range], *, disputed: bool) -> None:
        touched: dict[str, bool] = {}
        for told in ranges:
            apart = contested(told, disputed=disputed)
            for count in told.by:
                toll = self.tolls.setdefault(count.source, Toll(called(count.source), count.side))
                touched[count.source] = touched.get(count.source, False) or apart
                if not apart:
                    toll.add(count)
        for source, apart in touched.items():
            self.tolls[source].disputed += apart
            self.tolls[source].incidents += not apart

    @property
    def worst(self) -> list[Told]:
        """The incidents that are told, by day."""
        kept = sorted(self.found, key=lambda row: row[:3])[:_MOST]
        return [row[3] for row in sorted(kept, key=lambda row: row[1:3])]


def casualties(found: Casualties, material: Material) -> Iterator[Block]:
    """Each incident with the figures of each source, then the sums of each source."""
    yield Heading("Casualties by source")
    if not found.incidents:
        yield Paragraph(("No report of these days counts anybody killed, hurt, captured or displaced.",))
        return
    yield Table(
        ("day", "place", "what", "figures"),
        tuple(_row(one, material) for one in found.worst),
        (12, 20, 34, 34),
    )
    if found.incidents > len(found.worst):
        yield Paragraph(
            (f"And {counted(found.incidents - len(found.worst), 'further incident')} with fewer killed.",)
        )
    yield Heading("Sums of each source", 3)
    yield Paragraph(
        (
            "Over the incidents on which nobody contradicts the source. Contested incidents are counted, "
            "never added; what two sources count may be the same people.",
        )
    )
    yield _sums(found)


def _row(one: Told, material: Material) -> tuple[Line, ...]:
    events = (one.happened or one.happening.events)[:1]
    where = ", ".join(one.happening.places[:2]) or "place unknown"
    figures: Line = ()
    for told in one.incident.figures:
        if told.counts in COUNTS:
            figures += (("; ",) if figures else ()) + _range(told, material)
    if one.incident.claims_against:
        figures += (Quiet(" (contested)"),)
    what = clause(one.incident.title, 160)
    return ((one.happening.day,), (where,), (what, *material.notes.marks(events, 1)), figures)


def _range(told: Range, material: Material) -> Line:
    """Each source's figure with its words; where one gives it, the figure alone."""
    line: Line = (Strong(told.counts), " ")
    for n, count in enumerate(told.by):
        amount = words.amount(count.low, count.high, approximate=count.approximate)
        figure = material.view.get(count.figure)
        marks = material.notes.marks([figure] if isinstance(figure, Figure) else [], 1)
        source = words.clipped(called(count.source), 60)
        side = f", {words.clean(count.side)}" if count.side and count.side not in count.source else ""
        line += (f"{', ' if n else ''}{amount} ", Quiet(f"({source}{side})"), *marks)
    return line


def _sums(found: Casualties) -> Table:
    order = sorted(found.tolls.values(), key=lambda toll: (-toll.incidents - toll.disputed, toll.source))
    kinds = [kind for kind in COUNTS if any(kind in toll.low for toll in order)]
    rows: list[tuple[Line, ...]] = []
    for toll in order[:_MOST_SOURCES]:
        side = f" ({words.clean(toll.side)})" if toll.side and toll.side not in toll.source else ""
        sums = [_sum(toll, kind) for kind in kinds]
        rows.append(
            (
                (f"{toll.source}{side}",),
                *((one,) for one in sums),
                (f"{toll.incidents:,}",),
                (f"{toll.disputed:,}",),
            )
        )
    share = 60 // (len(kinds) + 2)
    widths = (40, *(share for _ in kinds), share, share)
    return Table(("source", *kinds, "incidents", "contested"), tuple(rows), widths)


def _sum(toll: Toll, kind: str) -> str:
    if kind not in toll.low:
        return "–"
    return words.amount(toll.low[kind], toll.high[kind])
