"""Who holds what, as a document's events tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.ascribe import Voices
from dateline.model import Actor, ActorBasis, Control, Event, Happening, Holding, sealed

__all__ = ["controls_told"]


def controls_told(
    voices: Voices, happenings: Sequence[Happening], events: Sequence[Event]
) -> list[tuple[Control, int]]:
    """The records of who holds what, each with the offset of the words that tell it."""
    return _taken(list(_each(voices, happenings, events)))


def _each(
    voices: Voices, happenings: Sequence[Happening], events: Sequence[Event]
) -> Iterator[tuple[Control, int]]:
    """Control only from what is asserted to have happened; promises, denials and doubts stay events."""
    for happening, event in zip(happenings, events, strict=True):
        if happening.factuality not in ("occurred", "ongoing") or _doubted(voices, happening):
            continue
        for holding in happening.holdings:
            side, basis = _side(voices, happening, holding)
            if side is None and holding.place.name is None:
                # "newly liberated towns": neither who nor where is told.
                continue
            control = sealed(
                Control,
                document=voices.document.id,
                evidence=(happening.clause,),
                place=holding.place,
                holder=side,
                change=holding.change,
                moment=happening.moment,
                event=event.id,
                basis=basis,
            )
            yield control, happening.trigger.start


def _taken(controls: Sequence[tuple[Control, int]]) -> list[tuple[Control, int]]:
    """Gains without a taker, where the document itself leaves one: "they left the town … its liberation".

    Who lost the place is told, and of whose holding one other side alone is told.
    """
    sides = {control.holder for control, _ in controls if control.holder is not None}
    losers: dict[str, set[str | None]] = {}
    for control, _ in controls:
        if control.change == "lost" and control.place.name is not None:
            losers.setdefault(control.place.name, set()).add(control.holder)
    found = []
    for control, at in controls:
        lost_by = losers.get(control.place.name or "", set())
        others = sides - lost_by
        if control.holder is None and control.change == "gained" and len(lost_by) == len(others) == 1:
            control = _held_by(control, others.pop())
        found.append((control, at))
    return found


def _held_by(control: Control, side: str) -> Control:
    """The same with a holder that is inferred."""
    return sealed(
        Control,
        document=control.document,
        evidence=control.evidence,
        place=control.place,
        holder=side,
        change=control.change,
        moment=control.moment,
        event=control.event,
        basis="inferred",
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
    """Without a theatre the holder is a party's own name, else its country."""
    if actor.name and (actor.key or actor.kind in ("group", "organisation")):
        return actor.name
    return actor.country or actor.name
