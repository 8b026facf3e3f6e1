"""What happened: the incidents that most speaks for, by type and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.tell.brief.blocks import Block, Bullets, Heading, Line, Paragraph, Quiet, Strong
from dateline.tell.brief.casualties import COUNTS
from dateline.tell.brief.material import Material, clause, counted
from dateline.tell.happenings import grade, ranged
from dateline.tell.incident_facts import Told

__all__ = ["KeyEvents", "key_events"]

# Incidents told of each type; the others are counted.
_MOST = 8
_OTHER = "Other"
# The order in which types are told; those that ACLED has none for come after.
_ORDER = (
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Strategic developments",
    "Riots",
    "Protests",
)


@dataclass
class KeyEvents:
    """Incidents as they come; of each type only those are kept that are told."""

    best: dict[str, list[tuple[tuple[object, ...], Told]]] = field(default_factory=lambda: defaultdict(list))
    totals: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, one: Told) -> None:
        """One more incident. What nobody says has happened is no event."""
        if not one.happened:
            return
        kind = _kind(one)
        self.totals[kind] += 1
        self.places[kind].update(one.happening.places[:1])
        kept = self.best[kind]
        kept.append((_rank(one), one))
        if len(kept) > 4 * _MOST:
            self.best[kind] = sorted(kept, key=lambda row: row[0])[:_MOST]

    @property
    def kinds(self) -> list[str]:
        """Types in the order in which they are told."""
        known = {kind: n for n, kind in enumerate(_ORDER)}
        return sorted(self.totals, key=lambda kind: (known.get(kind, len(known)), kind))


def _kind(one: Told) -> str:
    if one.acled is not None:
        return one.acled.event_type
    return (one.happening.types[0] if one.incident.types else _OTHER).capitalize()


def _rank(one: Told) -> tuple[object, ...]:
    """Before others comes what more independent sources tell, more reports, and with more killed."""
    killed = one.figure("killed")
    return (
        -one.incident.independent,
        -len(one.incident.documents),
        -(killed.low or 0.0) if killed is not None else 0.0,
        one.incident.start or "9999",
        one.incident.id,
    )


def key_events(found: KeyEvents, material: Material) -> Iterator[Block]:
    """The incidents of each type by place, those that most speaks for."""
    yield Heading("Key events by type and place")
    if not found.totals:
        yield Paragraph(("No report tells of anything that happened in these days.",))
    for kind in found.kinds:
        best = [row[1] for row in sorted(found.best[kind], key=lambda row: row[0])[:_MOST]]
        yield Heading(f"{kind} ({found.totals[kind]:,})", 3)
        best.sort(key=lambda one: (_where(one), one.incident.start or "9999", one.incident.id))
        yield Bullets(tuple(_line(one, material) for one in best))
        rest = found.totals[kind] - len(best)
        if rest:
            yield Paragraph(
                (Quiet(f"And {rest:,} more; in all in {counted(len(found.places[kind]), 'place')}."),)
            )


def _where(one: Told) -> str:
    return one.place or "place unknown"


def _line(one: Told, material: Material) -> Line:
    figures = "; ".join(ranged(each) for each in one.incident.figures if each.counts in COUNTS)
    sources = counted(one.incident.independent, "independent source")
    told = [
        f"{one.happening.day}",
        f"{grade(one.happening)}, {sources} in {counted(len(one.incident.documents), 'report')}",
        f"disputed by {', '.join(one.sides[1][:3])}" if one.sides[1] else "",
    ]
    region = f", {one.admin1}" if one.admin1 and one.admin1 != one.place else ""
    return (
        Strong(f"{_where(one)}{region}"),
        f": {clause(one.incident.title, 220)}. ",
        f"{figures[:1].upper()}{figures[1:]}. " if figures else "",
        Quiet("; ".join(filter(None, told))),
        *material.notes.marks(one.happened),
    )
