"""What the steps found in one document, and who is named in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.ascribe import Sourced
from dateline.forecast import Outlook
from dateline.model import Actor, Factuality, Found, Happening, Moment, Mood, Place, Quantity, Sentence

__all__ = ["Findings"]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the steps found in one document."""

    sentences: Sequence[Sentence]
    actors: Sequence[Found[Actor]]
    places: Sequence[Found[Place]]
    times: Sequence[Found[Moment]]
    spells: Sequence[Found[Moment]]
    quantities: Sequence[Found[Quantity]]
    materiel: Sequence[Found[Quantity]]
    sourced: Sourced
    events: Sequence[Happening]
    forecasts: Sequence[Outlook]
    moods: Sequence[Mood]
    deeds: Mapping[int, Factuality]
