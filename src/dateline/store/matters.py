"""What a claim speaks of, in a word that an index can find: the kind of happening, the place and the day.

Claims of different documents that may answer each other share such a matter, within a few days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model import Claim, Control, Document, Event, Figure, Place, Record
from dateline.store.facets import fold

__all__ = ["WINDOW", "Matter", "around", "matters"]

WINDOW = 3
"""Days on either side. A claim is denied at once or in the days after; later, a place may be struck anew."""

_STANCES = frozenset({"asserts", "denies", "doubts"})
_NO_MARKS = str.maketrans({"-": " ", "'": None})
_TOLD = frozenset({"occurred", "ongoing", "denied"})


@dataclass(frozen=True, slots=True)
class Matter:
    """A claim's id with what it speaks of (`key`) and when (`day`, ISO)."""

    claim: str
    key: str
    day: str


def matters(records: Sequence[Record], published: Mapping[str, str]) -> Iterator[Matter]:
    """What the claims among records speak of; none of one without a place or a day, of a plan or a question.

    `published` gives the days of documents whose own record is not among them.
    """
    known = {record.id: record for record in records}
    days = dict(published) | {
        record.id: record.published.start or "" for record in records if isinstance(record, Document)
    }
    for record in records:
        if isinstance(record, Claim) and record.stance in _STANCES:
            yield from _of_claim(record, known, days.get(record.document, ""))


def _of_claim(claim: Claim, known: Mapping[str, Record], published: str) -> Iterator[Matter]:
    of = known.get(claim.of.id)
    event = known.get(of.event or "") if isinstance(of, Figure | Control) else of
    if not isinstance(event, Event) or event.factuality not in _TOLD:
        return
    moment = event.moment.start if event.moment else None
    said = claim.said.start if claim.said else None
    day = (moment or said or published)[:10]
    if not _is_day(day):
        return
    named = _names([of.place]) if isinstance(of, Control) else _where(event)
    places = {key for name in named for key in _spellings(name)}
    yield from (Matter(claim.id, f"{_topic(of)}@{place}", day) for place in sorted(places) if place)


def _topic(of: Record | None) -> str:
    if isinstance(of, Event):
        return of.type
    return of.counts if isinstance(of, Figure) else "control"


def _where(event: Event) -> Iterator[str]:
    """Names of the places; where none is told, of targets that may be one ("the loss of Robotyne")."""
    yield from _names(event.places)
    if not event.places:
        for target in event.targets:
            name = target.name or target.text or ""
            if target.key is None and name[:1].isupper():
                yield name


def _spellings(name: str) -> Iterator[str]:
    """A name folded, and without hyphens and apostrophes: what no gazetteer knows is written both ways."""
    folded = fold(name)
    yield folded
    yield " ".join(folded.translate(_NO_MARKS).split())


def _names(places: Sequence[Place]) -> Iterator[str]:
    yield from (place.name for place in places if place.name)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def around(day: str) -> tuple[str, str]:
    """The first and the last day of the window around a day."""
    middle = date.fromisoformat(day)
    first = max(middle.toordinal() - WINDOW, date.min.toordinal())
    last = min(middle.toordinal() + WINDOW, date.max.toordinal())
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()
