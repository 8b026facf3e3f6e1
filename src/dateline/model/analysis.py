"""What passes between steps before it is a record. Token indices are within the sentence, end excluded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from dateline.model.records import Factuality, Stance, Standing
from dateline.model.text import Span
from dateline.model.things import Actor, Manner, Moment, Place, Quantity, Tells

__all__ = ["Attribution", "Found", "Happening", "Holding", "Mood", "Quotation", "Use"]

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
    inside of, if any; `thought` marks what is believed rather than said; `beside` what somebody says of the
    words of another, so that both say them and neither reports the other.
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
    tells: Tells = "neutral"
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Mood:
    """How a clause puts what it says, whoever says it. Offsets are the document's.

    `at` is its verb, `pieces` the stretches of its own words, `deeds` the verbs that say what is done. It
    hangs on the clause `above` (an index), there on the word at `under`, by its `link`: as what is said, as a
    condition, as one beside it, or aside ("…, who had shelled the camp, …"). `put`: it tells, asks, orders,
    rejects, doubts, plans or foretells. Of what it foretells `subject` says whose deed it would be, `doer`
    who that is if a finder knows, `able` whether somebody can answer for it, `harm` whether it would hurt,
    as a deed or as what somebody will have coming. `dated`: it names a day or an hour. `hedges`, `boosts`:
    words of certainty.
    """

    at: int
    pieces: tuple[tuple[int, int], ...]
    deeds: tuple[int, ...]
    above: int | None
    under: int
    link: Literal["main", "content", "condition", "beside", "aside"]
    put: Literal["tells", "asks", "orders", "rejects", "doubts", "plans", "foretells"]
    subject: Literal["we", "they", "it", "one", "other", "nobody"]
    doer: Actor | None
    able: bool
    harm: Literal["none", "deed", "payback"]
    dated: bool
    hedges: tuple[Span, ...]
    boosts: tuple[Span, ...]


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
    standing: Standing = "current"
