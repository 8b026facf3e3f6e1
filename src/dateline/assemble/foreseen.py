"""What is foreseen, as records that point at each other, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from dateline.ascribe import Chain, Voices
from dateline.forecast import Outlook
from dateline.model import Actor, Claimant, Forecast, sealed

__all__ = ["forecasts_told"]

_ACTOR_FIELDS = tuple(field.name for field in fields(Actor))


def forecasts_told(voices: Voices, outlooks: Sequence[Outlook]) -> list[tuple[Forecast, Chain]]:
    """One record an outlook, in their order, each with who is answerable for it.

    Each is made after those that it points at, whose ids it keeps.
    """
    answering = [_answering(voices, outlook) for outlook in outlooks]
    made: dict[int, Forecast] = {}
    for n in range(len(outlooks)):
        # No chain of links comes back to where it began: the finder sees to it.
        waiting = [n]
        while waiting:
            at = waiting[-1]
            open_ends = [i for i in _pointed_at(outlooks[at]) if i not in made]
            waiting.extend(open_ends)
            if not open_ends:
                made[waiting.pop()] = _forecast(voices, outlooks[at], answering[at][0], made)
    return [(made[n], claimants) for n, (_, claimants) in enumerate(answering)]


def _pointed_at(outlook: Outlook) -> tuple[int, ...]:
    repeated = () if outlook.repeats is None else (outlook.repeats,)
    return (*outlook.follows, *repeated, *outlook.counters)


def _forecast(
    voices: Voices, outlook: Outlook, forecaster: Claimant, made: Mapping[int, Forecast]
) -> Forecast:
    evidence = tuple(sorted({outlook.proposition, *((outlook.condition,) if outlook.condition else ())}))
    return sealed(
        Forecast,
        document=voices.document.id,
        evidence=evidence,
        proposition=outlook.proposition,
        condition=outlook.condition,
        horizon=outlook.horizon,
        likelihood=outlook.likelihood,
        forecaster=_as_actor(forecaster),
        depends_on=tuple(made[i].id for i in outlook.follows),
        kind=outlook.kind,
        repeats=None if outlook.repeats is None else made[outlook.repeats].id,
        counters=tuple(made[i].id for i in outlook.counters),
    )


def _answering(voices: Voices, outlook: Outlook) -> tuple[Claimant, Chain]:
    """Whose a forecast is, and who claims it: whom its words are ascribed to, else who goes on speaking.

    Who goes on speaking without a cue is the forecaster; a claim wants somebody made answerable.
    """
    by, used = said = voices.chain(outlook.at)
    who = outlook.forecaster
    if who is None:
        return by[0], said
    told = {name: getattr(who, name) for name in _ACTOR_FIELDS}
    first = Claimant(**told, manner=by[0].manner if used else "indirect", cue=by[0].cue if used else None)
    if not used:
        return first, said
    outer = by[1:] if outlook.instead else by
    return first, ((first, *(link for link in outer if link.name is None or link.name != who.name)), used)


def _as_actor(claimant: Claimant) -> Actor:
    """Who a link of a chain is, without its cue."""
    return Actor(**{name: getattr(claimant, name) for name in _ACTOR_FIELDS})
