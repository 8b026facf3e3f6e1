"""Who holds what, as a document's events tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.ascribe import Voices
from dateline.model import Actor, ActorBasis, Control, Event, Happening, Holding, sealed

__all__ = ["controls_told"]


@dataclass(frozen=True, slots=True)
class _Taking:
    """What an event tells of one place, before its record is made; `holder` is a side."""

    happening: Happening
    event: str
    holding: Holding
    holder: str | None
    basis: ActorBasis

    @property
    def place(self) -> str | None:
        """The name of the place."""
        return self.holding.place.name


def controls_told(
    voices: Voices, happenings: Sequence[Happening], events: Sequence[Event]
) -> list[tuple[Control, int]]:
    """The records of who holds what, each with the offset of the words that tell it."""
    takings = _with_takers(list(_each(voices, happenings, events)))
    return [(_control(voices, one), one.happening.trigger.start) for one in takings]


def _each(voices: Voices, happenings: Sequence[Happening], events: Sequence[Event]) -> Iterator[_Taking]:
    """Control only from what is asserted to have happened; promises, denials and doubts stay events."""
    for happening, event in zip(happenings, events, strict=True):
        if happening.factuality not in ("occurred", "ongoing") or _doubted(voices, happening):
            continue
        for holding in happening.holdings:
            side, basis = _side(voices, happening, holding)
            # "newly liberated towns": neither who nor where is told.
            if side is not None or holding.place.name is not None:
                yield _Taking(happening, event.id, holding, side, basis)


def _with_takers(takings: Sequence[_Taking]) -> list[_Taking]:
    """Gains without a taker, where the document itself leaves one: "they left the town … its liberation".

    Who lost the place is told, and of whose holding one other side alone is told.
    """
    sides = {one.holder for one in takings if one.holder is not None}
    losers: dict[str, set[str | None]] = {}
    for one in takings:
        if one.holding.change == "lost" and one.place is not None:
            losers.setdefault(one.place, set()).add(one.holder)
    found = []
    for one in takings:
        lost_by = losers.get(one.place or "", set())
        others = sides - lost_by
        if one.holder is None and one.holding.change == "gained" and len(lost_by) == len(others) == 1:
            found.append(replace(one, holder=others.pop(), basis="inferred"))
        else:
            found.append(one)
    return found


def _control(voices: Voices, one: _Taking) -> Control:
    return sealed(
        Control,
        document=voices.document.id,
        evidence=(one.happening.clause,),
        place=one.holding.place,
        holder=one.holder,
        change=one.holding.change,
        moment=one.happening.moment,
        event=one.event,
        basis=one.basis,
    )


def _doubted(voices: Voices, happening: Happening) -> bool:
    bearing = voices.bearing(happening.trigger.start, (happening.clause,))
    return bearing.deed and bearing.stance in ("doubts", "asks")


def _side(voices: Voices, happening: Happening, holding: Holding) -> tuple[str | None, ActorBasis]:
    """The holder's side. Whoever claims a gain without naming the taker claims it for their own side."""
    holder = holding.holder
    if holder is not None:
        return holder.side or _country(holder), "explicit"
    if holding.change == "gained":
        by, _ = voices.chain(happening.trigger.start)
        side = next((side for claimant in by if (side := _sided(claimant))), None)
        if side is not None:
            return side, "inferred"
    return None, "unknown"


def _sided(claimant: Actor) -> str | None:
    """Whose gains a claimant claims: those of its side, else of the state it speaks for."""
    state = claimant.kind == "country" or (claimant.code or "")[3:6] in ("GOV", "MIL")
    return claimant.side or (claimant.country if state else None)


def _country(actor: Actor) -> str | None:
    """Without a theatre the holder is a party's own name, else its country, which its rebels are not."""
    if actor.kind in ("group", "organisation") or (actor.name and actor.key):
        return actor.name
    return actor.country or actor.name
