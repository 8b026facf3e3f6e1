"""One document's records to what they tell of who holds a place.

Beside what control records say, three things tell that a side does not have a place: it attacks it, it means
to take it, or it failed to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import (
    Actor,
    Change,
    Claim,
    Claimant,
    Control,
    Document,
    Event,
    Mention,
    Moment,
    Place,
    Record,
    Told,
)

__all__ = ["told"]

# The deed whose actor stands where the others attack: who repels them has the place.
_DEFENCE = "repel"
# What does not happen yet, or did not come about.
_SOUGHT = frozenset({"planned", "promised", "requested", "threatened", "predicted", "conditional", "denied"})
# Kinds of place that an event by itself can be about; a country or a sea is nobody's for being shelled.
_KINDS = frozenset({"settlement", "facility"})
# A river has two banks: its point is nobody's, whoever has a bridgehead over it.
_TWO_SIDED = frozenset({"river"})
# What is told of a piece of a town so, is told of the town.
_FOUGHT = frozenset({"contested", "threatened"})
# Stances that say nothing of what is so.
_IDLE = frozenset({"asks", "demands", "promises", "threatens", "predicts", "doubts"})
# Those that can be of what is still to come alone.
_AHEAD = frozenset({"promises", "threatens", "predicts"})
# How many words before a region say whether all of it is meant.
_BEFORE = 40
# Places that a paragraph names more than this far from its middle are lists; the nearest are enough.
_MOST_NEAR = 24


def told(records: Sequence[Record], lore: Lore) -> tuple[Told, ...]:
    """What a document's records tell, in the order of its text. Nothing without a day of publication."""
    document = next((record for record in records if isinstance(record, Document)), None)
    if document is None or document.published.start is None:
        return ()
    view = _View(document, records, lore)
    found = [*view.of_controls(), *view.of_events()]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].claim)))


class _View:
    """A document's records by what they belong to."""

    def __init__(self, document: Document, records: Sequence[Record], lore: Lore) -> None:
        self._document, self._lore = document, lore
        self._day = str(document.published.start)[:10]
        self._events = {record.id: record for record in records if isinstance(record, Event)}
        self._controls = [record for record in records if isinstance(record, Control)]
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for record in records:
            if isinstance(record, Claim):
                self._claims[record.of.id].append(record)
        self._starts = [part.start for part in document.parts]
        self._near = self._places(record for record in records if isinstance(record, Mention))

    def _places(self, mentions: Iterable[Mention]) -> Mapping[int, list[Place]]:
        """The settlements and facilities with a point that each part of the document names."""
        found: dict[int, list[Place]] = defaultdict(list)
        for mention in mentions:
            place = mention.place
            if place is not None and place.kind in _KINDS and place.lat is not None:
                found[self._part(mention.start)].append(place)
        return found

    def _part(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def of_controls(self) -> Iterator[tuple[int, Told]]:
        for control in self._controls:
            event = self._events[control.event]
            for claim in self._claims.get(control.id, ()):
                if _is_told(claim, event) and self._is_one(control):
                    yield event.trigger.start, self._told(control, event, claim)

    def _is_one(self, control: Control) -> bool:
        """Whether a control record is of a place that one side can have, or fights for a piece of."""
        place, lexicon = control.place, self._lore.lexicon
        if place.kind in _TWO_SIDED:
            return False
        last = (place.qualifier or "").lower().split()[-1:]
        pieces = lexicon.words["parts-of-places"] - lexicon.tables["bearings"].keys()
        piece = any(word in pieces or word in lexicon.tables["sides"] for word in last)
        return _is_itself(place) or (piece and control.change in _FOUGHT)

    def _told(self, control: Control, event: Event, claim: Claim) -> Told:
        return self._made(
            claim,
            event,
            control.id,
            control.place,
            holder=control.holder,
            change=control.change,
            against=self._attacker(event) if control.change in ("threatened", "contested") else None,
        )

    def of_events(self) -> Iterator[tuple[int, Told]]:
        """Attacks on a place, who repels them, and what is meant to be taken or could not be."""
        for event in self._events.values():
            attacker = self._attacker(event)
            change = self._beside(event)
            if attacker is None or change is None or event.standing != "current":
                continue
            claim = next((c for c in self._claims.get(event.id, ()) if c.stance not in _IDLE), None)
            for place in event.places if claim is not None else ():
                if place.kind in _KINDS and place.name is not None and _is_itself(place):
                    holder = None if change == "threatened" else attacker
                    yield (
                        event.trigger.start,
                        self._made(
                            cast("Claim", claim),
                            event,
                            event.id,
                            place,
                            holder=holder,
                            change=change,
                            against=None if change == "held" else attacker,
                        ),
                    )

    def _beside(self, event: Event) -> Change | None:
        """What an event tells that is no control record: an attack, its repulse, a gain that is not made."""
        if self._lore.lexicon.changes.get(event.frame) == "gained":
            return "gained" if event.factuality in _SOUGHT else None
        if _DEFENCE in self._lore.lexicon.deeds.get(event.frame, ()):
            return "held" if event.factuality in ("occurred", "ongoing") else None
        if event.type == "ASSAULT" and event.frame not in self._lore.lexicon.changes:
            return "threatened" if event.factuality in ("occurred", "ongoing", "denied") else None
        return None

    def _attacker(self, event: Event) -> str | None:
        return next((side for actor in event.actors if (side := _side(actor)) is not None), None)

    def _made(
        self,
        claim: Claim,
        event: Event,
        control: str,
        place: Place,
        *,
        holder: str | None,
        change: Change,
        against: str | None,
    ) -> Told:
        since, until, dated = self._days(event.moment)
        source = claim.by[0]
        return Told(
            claim.id,
            control,
            self._document.id,
            place,
            holder,
            change,
            since,
            until,
            self._day,
            dated,
            source.name or source.text,
            source.side,
            source.name is not None,
            _origin(source, self._document),
            claim.stance,
            claim.certainty,
            source.tells,
            _is_outlet(source) or source.tells == "factive",
            place.kind in ("region", "area") and (self._is_whole(place) or self._is_wholly(event, place)),
            event.frame,
            event.factuality,
            against,
            control == event.id and change != "gained",
            event.frame in self._lore.lexicon.again,
            self._around(place),
        )

    def _days(self, moment: Moment | None) -> tuple[str, str, bool]:
        """The days it speaks of, not beyond that of publication; that day where it tells none."""
        if moment is None or moment.start is None or moment.end is None:
            return self._day, self._day, False
        since, until = moment.start[:10], min(moment.end[:10], self._day)
        return (since, until, True) if since <= until else (self._day, self._day, False)

    def _is_whole(self, place: Place) -> bool:
        before = self._document.text[max(0, place.start - _BEFORE) : place.start].lower()
        words = self._lore.lexicon.words["whole-of-region"]
        return any(re.search(rf"\b{re.escape(word)}\W[^.,;]*$", before) for word in words)

    def _is_wholly(self, event: Event, place: Place) -> bool:
        """Whether it is told as done altogether: "completed their withdrawal from", "has fully left"."""
        start = max(0, min(event.trigger.start, place.start) - _BEFORE)
        before = self._document.text[start : place.start].lower()
        words = "|".join(re.escape(word) for word in self._lore.lexicon.words["wholly-done"])
        return re.search(rf"(?<!almost )(?<!not )\b(?:{words})\b[^.,;]*$", before) is not None

    def _around(self, place: Place) -> tuple[Place, ...]:
        """The other places of the paragraph, those nearest in the text first."""
        part = self._near.get(self._part(place.start), ())
        others = [near for near in part if near.start != place.start]
        others.sort(key=lambda near: (abs(near.start - place.start), near.start))
        return tuple(others[:_MOST_NEAR])


def _is_told(claim: Claim, event: Event) -> bool:
    """Whether a claim says that something is so.

    "They hope to reach the town, which they took in May": what is dated and past is not hoped for, though
    the hope's words hold it.
    """
    dated = event.moment is not None and event.moment.start is not None
    past = dated and event.factuality == "occurred" and claim.stance in _AHEAD
    return claim.stance not in _IDLE or past


def _is_itself(place: Place) -> bool:
    """Whether words that narrow a place leave it itself: "30 km west of" and "around" do not."""
    return place.qualifier is None or place.kind in ("region", "area")


def _side(actor: Actor) -> str | None:
    return actor.side or actor.country


def _is_outlet(source: Claimant) -> bool:
    return source.kind == "outlet" and source.text is None


def _origin(source: Claimant, document: Document) -> str:
    """Whom a claim rests on: an army and its ministry are one, unnamed people of one document are one."""
    if _is_outlet(source):
        return f"outlet {normal(document.outlet or '')}"
    if source.country and source.kind in ("government", "military", "country"):
        return f"state {source.country}"
    if source.name:
        return f"named {normal(source.name)}"
    return f"unnamed {normal(source.text or '')}"
