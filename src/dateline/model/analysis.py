"""What passes between steps before it is a record. Token indices are within the sentence, end excluded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from dateline.model.records import Factuality, Stance
from dateline.model.text import Span
from dateline.model.things import Actor, Manner, Moment, Place, Quantity

__all__ = ["Attribution", "Found", "Happening", "Holding", "Quotation", "Use"]

T = TypeVar("T")
Use = Literal["place", "actor", "person", "modifier"]


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A thing named by tokens [lo, hi) of a sentence; `head` is the token that stands for it in the tree."""

    sentence: int
    lo: int
    hi: int
    head: int
    thing: T


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: `outer` with the marks, `inner` without, a pair a paragraph or piece.

    `closed` is False when the closing mark is missing.
    """

    outer: tuple[tuple[int, int], ...]
    inner: tuple[tuple[int, int], ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody made answerable for some words: source, cue, content.

    `sentence` and `cue_head` locate the cue; `outer` is the index of the attribution this one lies
    inside of, if any; `thought` marks what is believed rather than said.
    """

    sentence: int
    source: Actor | None
    source_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance
    manner: Manner
    said: Moment | None
    thought: bool = False
    quotation: int | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """What an event says of who holds a place: the change and the actor it speaks of."""

    place: Place
    change: Literal["gained", "lost", "held", "contested", "threatened"]
    holder: Actor | None


@dataclass(frozen=True, slots=True)
class Happening:
    """A coded event before it is a record. `clause`: the text it rests on; `sentence`: where it stands."""

    sentence: int
    head: int
    frame: str
    root: str
    mode: str | None
    context: tuple[str, ...]
    acled: tuple[str, str] | None
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    places: tuple[Place, ...]
    moment: Moment | None
    figures: tuple[Quantity, ...]
    trigger: Span
    clause: Span
    factuality: Factuality
    holdings: tuple[Holding, ...]
