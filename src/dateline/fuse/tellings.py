"""Claims made ready to be compared: each with its event, its source, where and when it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import (
    Claim,
    Claimant,
    Control,
    Document,
    Event,
    Figure,
    How,
    Place,
    Record,
    Statement,
)

__all__ = ["Spot", "Telling", "deeds_of", "spot_of", "tellings"]

# Characters around a cue that may tell more of it.
_AROUND = 160
_HAPPENED = ("occurred", "ongoing")
_DIRECTED: dict[str, How] = {"denies": "denies", "doubts": "doubts"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it is compared. `name` and `country` make it the same; a wider one may hold another."""

    name: str
    country: str | None
    kind: str
    admin1: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with what it is of. `how` is what its own words make it a response to; None: none.

    `deeds` are the kinds of happening it may be; `at` and `end` are where its content lies in its document;
    `day` is when it was said, else published. `backs`: it bears out what somebody else says, if that is the
    same. `between` are the words from its source to its content, `after` those behind its cue and `behind`
    those behind its content; all are empty where the document is not among the records.
    """

    claim: Claim
    of: Record
    event: Event | None
    source: Claimant
    how: How | None
    deeds: tuple[str, ...]
    spots: tuple[Spot, ...]
    at: int
    end: int
    day: str | None
    backs: bool = False
    between: str = ""
    after: str = ""
    behind: str = ""

    @property
    def positive(self) -> bool:
        """Whether it says, without taking it back, that something is or was so."""
        if self.claim.stance != "asserts" or self.how in ("denies", "doubts"):
            return False
        return self.event is None or self.event.factuality in _HAPPENED

    @property
    def attributed(self) -> bool:
        """Whether somebody other than the outlet says it."""
        return len(self.claim.by) > 1


def tellings(records: Sequence[Record], published: Mapping[str, str], lore: Lore) -> list[Telling]:
    """The claims among records, in the order of their text. What a claim is of must be among them.

    `published` gives the day of a document that is not among them.
    """
    known = {record.id: record for record in records}
    days = dict(published) | {
        record.id: record.published.start for record in records if isinstance(record, Document)
    }
    texts = {record.id: record.text for record in records if isinstance(record, Document)}
    made = (
        _telling(record, known, days.get(record.document), texts.get(record.document, ""), lore)
        for record in records
        if isinstance(record, Claim)
    )
    return sorted((one for one in made if one), key=lambda one: (one.at, one.end, one.claim.id))


def _telling(
    claim: Claim, known: Mapping[str, Record], day: str | None, text: str, lore: Lore
) -> Telling | None:
    of = known.get(claim.of.id)
    if of is None or not claim.by or not claim.content:
        return None
    event = _event(of, known)
    said = claim.said.start if claim.said and claim.said.start else day
    between, after = _around(claim, text)
    return Telling(
        claim=claim,
        of=of,
        event=event,
        source=claim.by[0],
        how=_how(claim, of, lore),
        deeds=deeds_of(event.frame, lore) if event else (),
        spots=tuple(dict.fromkeys(_spots(of, event, lore))),
        at=of.trigger.start if isinstance(of, Event) else claim.content[0].start,
        end=claim.content[-1].end,
        day=said[:10] if said else None,
        backs=_backs(claim, between, lore),
        between=between,
        after=after,
        behind=_line(text, claim.content[-1].end),
    )


def _around(claim: Claim, text: str) -> tuple[str, str]:
    """The words from the source to the content, and those behind the cue."""
    source, cue = claim.by[0], claim.by[0].cue
    if cue is None:
        return "", ""
    start = source.start if source.start is not None else cue.start
    first, last = min(start, cue.start), max(cue.end, claim.content[0].start)
    between = text[first:last] if last - first <= _AROUND else text[cue.start : cue.end]
    return between, _line(text, cue.end)


def _line(text: str, start: int) -> str:
    """Some words from an offset on, within the paragraph."""
    return text[start : start + _AROUND].partition("\n")[0]


def _backs(claim: Claim, between: str, lore: Lore) -> bool:
    """Whether pictures or papers show it, or its source says it "also"."""
    cue, words = claim.by[0].cue, lore.lexicon.words
    if cue is None or claim.stance != "asserts":
        return False
    source = normal(claim.by[0].text or "").split()
    if normal(cue.text) in words["bears-out"] and words["showings"].intersection(source):
        return True
    return bool(words["likewise"].intersection(normal(between).split()))


def _event(of: Record, known: Mapping[str, Record]) -> Event | None:
    if isinstance(of, Figure | Control):
        found = known.get(of.event or "")
        return found if isinstance(found, Event) else None
    return of if isinstance(of, Event) else None


def _how(claim: Claim, of: Record, lore: Lore) -> How | None:
    """What the stance, the factuality and the cue of the innermost source make of it."""
    if claim.stance in _DIRECTED:
        return _DIRECTED[claim.stance]
    if claim.stance != "asserts":
        return None
    if isinstance(of, Event | Statement) and of.factuality == "denied":
        return "denies"
    cue = claim.by[0].cue
    if cue is not None and normal(cue.text) in lore.lexicon.words["confirming"]:
        return "confirms"
    return None


def deeds_of(frame: str, lore: Lore) -> tuple[str, ...]:
    """The kinds of happening that a frame may tell of; of a noun's frame that of its verb."""
    return lore.lexicon.deeds.get(frame) or (frame.removesuffix("_noun"),)


def spot_of(place: Place) -> Spot | None:
    """A place as it is compared; None for one without a name."""
    if place.name is None:
        return None
    return Spot(normal(place.name), place.country, place.kind, normal(place.admin1 or "") or None)


def _spots(of: Record, event: Event | None, lore: Lore) -> Iterator[Spot]:
    if isinstance(of, Control):
        places: tuple[Place, ...] = (of.place,)
    else:
        places = event.places if event else ()
    yield from (spot for place in places if (spot := spot_of(place)))
    if event is not None and not places and event.frame in lore.lexicon.changes:
        # "the loss of Robotyne": the place is told as what was lost.
        for target in event.targets:
            name = target.name or target.text or ""
            if name[:1].isupper() and target.kind == "unknown" and target.key is None:
                yield Spot(normal(name), target.country, "settlement", None)
