"""Whether two claims speak of the same: the reasons why they do, or none.

Unknown parts match anything, parts that differ never do, and something must be the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.fuse.alike import amounts_exclude, dates, parties, party, spots, things, voice
from dateline.fuse.tellings import Telling
from dateline.fuse.words import TOKENS
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import Control, Event, Figure

__all__ = ["Same"]

Reasons = tuple[str, ...]

# Within a document. What is told without a place goes with a place told so many characters away.
_NEAR = 400
# A noun that names a deed and tells nothing of it means one told so many characters before: two paragraphs.
_MEANT = 1_000
# Days, across documents. A denial follows at once or in the days after; later, a place may be struck or
# taken anew.
WINDOW = 3
_HELD = frozenset({"gained", "held"})


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of two happenings is the same (True), differs (False) or is not told (None)."""

    where: bool | None
    when: bool | None
    who: bool | None
    whom: bool | None

    @property
    def differ(self) -> bool:
        return False in (self.where, self.when, self.who, self.whom)


class Same:
    """Compares claims with what the packs know of frames and nouns."""

    def __init__(self, lore: Lore) -> None:
        words = lore.lexicon.words
        self._changes = lore.lexicon.changes
        self._vague = frozenset(word.removesuffix("s") for word in words["whoever"])
        self._tolls, self._growing = words["tolls"], words["growing"]
        self._dead = words["dead"]
        self._whose = words["pronouns"] | words["possessives"]
        noun_frames = lore.lexicon.noun_frames.values()
        self._nouns = frozenset(one.frame.key for triggers in noun_frames for one in triggers)
        self._anybody = words["anybody"]
        self._again = lore.lexicon.again
        self._pronouns, self._ever = words["pronouns"], words["as-ever"]

    def voice(self, a: Telling, b: Telling) -> bool:
        """Whether the sources of two claims are one, or nobody can tell them apart."""
        if not _one_document(a, b):
            return voice(a.source, b.source, self._pronouns) or voice(b.source, a.source, self._pronouns)
        late, early = (a, b) if a.at >= b.at else (b, a)
        return voice(late.source, early.source, self._pronouns)

    def event(self, a: Telling, b: Telling) -> Reasons:
        """Why two claims tell of one event."""
        if a.event is None or b.event is None or not set(a.deeds).intersection(b.deeds):
            return ()
        parts = self._parts(a, b)
        if parts.differ:
            return ()
        return self._here(a, b, parts) if _one_document(a, b) else self._elsewhere(a, b, parts)

    def differ(self, a: Telling, b: Telling) -> bool:
        """Whether what is known of two events differs in place, time or party."""
        return self._parts(a, b).differ

    def apart(self, a: Telling, b: Telling) -> bool:
        """Whether they differ in anything but who did it."""
        parts = self._parts(a, b)
        return False in (parts.where, parts.when, parts.whom)

    def _here(self, a: Telling, b: Telling, parts: _Parts) -> Reasons:
        """In one document a place or a target in common is enough; of ground, it must be the place."""
        if self._of_ground(a):
            return _reasons(parts, "same place and change") if parts.where else ()
        apart = abs(a.at - b.at)
        enough = parts.where or parts.whom or (parts.who and apart <= _NEAR)
        # "denies the killings": a bare noun means what was told last.
        meant = b.at < a.at and apart <= _MEANT and self._bare(a)
        return _reasons(parts, "same event") if enough or meant else ()

    def _bare(self, a: Telling) -> bool:
        """Whether a claim is of a deed without party, place or day: "his death", "anyone was arrested"."""
        event = a.event
        if event is None or event.places or event.moment:
            return False
        told = {normal(actor.text or "") for actor in event.actors + event.targets}
        # Who denies a deed may be told as its doer; that says no more of which deed.
        if told - self._whose - self._anybody - {normal(a.source.text or "")}:
            return False
        said = TOKENS.findall(normal(" ".join(span.text for span in a.claim.content)))
        return event.frame in self._nouns or not self._anybody.isdisjoint(said)

    def _elsewhere(self, a: Telling, b: Telling, parts: _Parts) -> Reasons:
        """Across documents the place must be the same, the time near, and a party or the change the same."""
        if not parts.where or not _narrow(a, b) or not (parts.when or _told_together(a, b)):
            return ()
        if self._of_ground(a):
            return _reasons(parts, "same place and change")
        return _reasons(parts, "same event") if parts.who or parts.whom else ()

    def _of_ground(self, a: Telling) -> bool:
        return a.event is not None and a.event.frame in self._changes

    def _parts(self, a: Telling, b: Telling) -> _Parts:
        first, second = a.event, b.event
        where = spots(a.spots, b.spots)
        if first is None or second is None:
            return _Parts(where, None, None, None)
        when = dates(first.moment, second.moment)
        if self._changes.get(first.frame) != self._changes.get(second.frame):
            # Who took a place and who lost it are told by different frames, in different roles.
            return _Parts(where, when, self._opposed(first, second), None)
        who = parties(first.actors, second.actors, self._vague)
        return _Parts(where, when, who, None if self._of_ground(a) else self._whom(a, b))

    def _opposed(self, first: Event, second: Event) -> bool | None:
        """False when one party would both take and lose the place."""
        pairs = [party(a, b, self._vague) for a in first.actors for b in second.actors]
        return False if True in pairs else None

    def _whom(self, a: Telling, b: Telling) -> bool | None:
        """Whether they have a target in common; one that is a place is compared as a place."""
        assert a.event is not None
        assert b.event is not None
        names = {spot.name for spot in (*a.spots, *b.spots)}
        first, second = (
            [one for one in event.targets if normal(one.name or "") not in names]
            for event in (a.event, b.event)
        )
        return things(first, second, self._vague)

    # -- what excludes each other

    def exclusive(self, a: Telling, b: Telling) -> Reasons:
        """Why two claims cannot both be right, though neither names the other."""
        if isinstance(a.of, Figure) and isinstance(b.of, Figure):
            return self._figures(a, b, a.of, b.of)
        if isinstance(a.of, Control) and isinstance(b.of, Control):
            return self._control(a, b, a.of, b.of)
        return ()

    def blame(self, one: Telling, other: Telling) -> Reasons:
        """Why `one`, whose source the other charges with a deed, charges somebody else with the same deed."""
        if one.event is None or other.event is None or not set(one.deeds).intersection(other.deeds):
            return ()
        parts = self._parts(one, other)
        if False in (parts.where, parts.when, parts.whom) or not (parts.where or parts.whom):
            return ()
        doers = [actor for actor in one.event.actors if normal(actor.text or "") not in self._pronouns]
        charged = parties([one.source], other.event.actors, self._vague)
        if not doers or not charged or parties([one.source], doers, self._vague) or parts.who:
            return ()
        return _reasons(parts, "same event")

    def _figures(self, a: Telling, b: Telling, first: Figure, second: Figure) -> Reasons:
        if first.counts != second.counts or first.counts not in self._tolls:
            return ()
        of = {first.of, second.of}
        if len(of) > 1 and None not in of and not of <= self._dead:
            return ()
        if not amounts_exclude(first, second):
            return ()
        if not _one_document(a, b) and self._brought_up_to_date(a, b, first, second):
            return ()
        return ("figures exclude each other", *reasons) if (reasons := self._counted(a, b)) else ()

    def _counted(self, a: Telling, b: Telling) -> Reasons:
        """Why two figures count one happening."""
        parts = self._parts(a, b)
        if parts.differ:
            return ()
        if _one_document(a, b):
            counted = bool(parts.where) or abs(a.at - b.at) <= _NEAR
        else:
            counted = bool(parts.where) and _narrow(a, b) and (bool(parts.when) or _one_day(a, b))
        return _reasons(parts, "same event") if counted else ()

    def _brought_up_to_date(self, a: Telling, b: Telling, first: Figure, second: Figure) -> bool:
        """Of what only grows, a later and higher count excludes no earlier one."""
        if first.counts not in self._growing or a.day is None or b.day is None or a.day == b.day:
            return False
        early, late = (first, second) if a.day < b.day else (second, first)
        return (late.low or 0) >= (early.low or 0)

    def _control(self, a: Telling, b: Telling, first: Control, second: Control) -> Reasons:
        if first.holder is None or second.holder is None or not spots(a.spots, b.spots):
            return ()
        when = dates(first.moment, second.moment)
        together = when or _one_document(a, b) or _one_day(a, b)
        if when is False or not (together or self._held_on(a, b) or self._held_on(b, a)):
            return ()
        changes = {first.change, second.change}
        if first.holder != second.holder:
            rivals = changes <= _HELD and not (when is None and self._one_after_the_other(a, b))
        else:
            rivals = changes == {"lost", "held"}
        told = ("same place", "same time") if when else ("same place",)
        return told if rivals else ()

    def _held_on(self, a: Telling, b: Telling) -> bool:
        """Whether one says, in the days after the other told of a change, that a place is "still" held."""
        if not isinstance(a.of, Control) or not isinstance(b.of, Control) or not _told_together(a, b):
            return False
        if a.of.change != "held" or b.of.change == "held" or (a.day or "") < (b.day or ""):
            return False
        said = TOKENS.findall(normal(" ".join(span.text for span in a.claim.content)))
        return not self._ever.isdisjoint(said)

    def _one_after_the_other(self, a: Telling, b: Telling) -> bool:
        """Whether, undated, one may have taken back what the other took."""
        return any(one.event is not None and one.event.frame in self._again for one in (a, b)) and all(
            isinstance(one.of, Control) and one.of.change == "gained" for one in (a, b)
        )


def _one_document(a: Telling, b: Telling) -> bool:
    return a.claim.document == b.claim.document


def _one_day(a: Telling, b: Telling) -> bool:
    return a.day is not None and a.day == b.day


def _reasons(parts: _Parts, first: str) -> Reasons:
    told = (
        ("same place", parts.where and first != "same place and change"),
        ("same time", parts.when),
        ("same actor", parts.who),
        ("same target", parts.whom),
    )
    return (first, *(reason for reason, holds in told if holds))


def _narrow(a: Telling, b: Telling) -> bool:
    """Whether the place in common is a point: much happens in one country on one day."""
    wide = ("country", "continent", "region")
    return any(x.name == y.name and x.kind not in wide for x in a.spots for y in b.spots)


def _told_together(a: Telling, b: Telling) -> bool:
    """Whether two claims, of which one at least is undated, were made within the window."""
    if a.day is None or b.day is None:
        return False
    return _days_apart(a.day, b.day) <= WINDOW


def _days_apart(a: str, b: str) -> int:
    """How many days lie between two ISO dates; for what is none, more than the window."""
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
    except ValueError:
        return WINDOW + 1
