"""The record contract: what one page yields. Each record points at its words (`evidence`).

Every record has `id` (a hash of its content, see `model.ids`), `document` (the id of the document it
comes from) and `evidence` (spans of that document's text). `record` names its kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dateline.model.ids import LATER
from dateline.model.text import Part, Span
from dateline.model.things import Actor, ActorBasis, Claimant, Likelihood, Metric, Moment, Place, Quantity

__all__ = [
    "KINDS",
    "Acled",
    "Certainty",
    "Change",
    "Claim",
    "Control",
    "Document",
    "Event",
    "Factuality",
    "Figure",
    "Forecast",
    "ForecastKind",
    "How",
    "Mention",
    "MentionKind",
    "Quote",
    "Record",
    "Ref",
    "Response",
    "Stance",
    "Standing",
    "Statement",
]

Factuality = Literal[
    "occurred",
    "ongoing",
    "planned",
    "promised",
    "requested",
    "threatened",
    "predicted",
    "conditional",
    "denied",
]
Stance = Literal["asserts", "denies", "doubts", "predicts", "demands", "promises", "threatens", "asks"]
Certainty = Literal["hedged", "plain", "boosted"]
Change = Literal["gained", "lost", "held", "contested", "threatened"]
MentionKind = Literal["place", "moment", "actor", "quantity"]
Standing = Literal["current", "historical", "sport", "figurative"]
How = Literal["denies", "doubts", "confirms", "contradicts"]
ForecastKind = Literal["prediction", "warning", "expectation", "plan", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to another record."""

    record: str
    id: str


@dataclass(frozen=True, slots=True)
class Acled:
    """ACLED's event type and sub-type."""

    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` is as received; `parts` cover its title, standfirst, bullets, byline and body."""

    id: str
    document: str
    evidence: tuple[Span, ...]
    source: str
    outlet: str | None
    title: str | None
    byline: str | None
    published: Moment
    language: str | None
    text: str
    parts: tuple[Part, ...] = ()
    record: Literal["document"] = "document"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a place, a moment, an actor or a quantity; exactly one of the four is set."""

    id: str
    document: str
    evidence: tuple[Span, ...]
    kind: MentionKind
    text: str
    start: int
    end: int
    place: Place | None = None
    moment: Moment | None = None
    actor: Actor | None = None
    quantity: Quantity | None = None
    record: Literal["mention"] = "mention"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words set in quotation marks. `scare`: words merely set off; a quote without known speaker is kept."""

    id: str
    document: str
    evidence: tuple[Span, ...]
    speaker: Actor | None
    cue: Span | None
    content: tuple[Span, ...]
    scare: bool
    record: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where and when. `type` is a PLOVER root, `frame` the pack's frame for it.

    `standing` sets apart what no count of what happened has: history told as background, sport, and what is
    only called a battle.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    type: str
    mode: str | None
    context: tuple[str, ...]
    acled: Acled | None
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    places: tuple[Place, ...]
    moment: Moment | None
    figures: tuple[Quantity, ...]
    trigger: Span
    factuality: Factuality
    frame: str
    standing: Standing = field(default="current", metadata=LATER)
    record: Literal["event"] = "event"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as a record of its own; `event` is the event it belongs to, if any.

    `part_of` is the figure that it is a part of, so that nobody adds both.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    text: str
    start: int
    end: int
    counts: str
    low: float | None
    high: float | None
    approximate: bool
    unit: str | None
    of: str | None
    event: str | None = None
    part_of: str | None = field(default=None, metadata=LATER)
    metric: Metric | None = field(default=None, metadata=LATER)
    record: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Control:
    """What an event that occurred says about who holds a place. `holder` is a side, `event` the event's id.

    `basis` is `inferred` when the words name no holder and it follows from whose claim it is.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    place: Place
    holder: str | None
    change: Change
    moment: Moment | None
    event: str
    basis: ActorBasis = "explicit"
    record: Literal["control"] = "control"


@dataclass(frozen=True, slots=True)
class Forecast:
    """A proposition about the future, its condition, horizon, likelihood and forecaster.

    `kind` sets apart what somebody announces that he will do himself (`plan`) and what would be in a
    world that is not (`hypothetical`). `depends_on` are ids of forecasts that it is said to follow from,
    `repeats` is that of the first that says the same, `counters` are those by others that it contradicts,
    all in one document.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    proposition: Span
    condition: Span | None
    horizon: Moment | None
    likelihood: Likelihood | None
    forecaster: Actor | None
    depends_on: tuple[str, ...]
    kind: ForecastKind = field(default="prediction", metadata=LATER)
    repeats: str | None = field(default=None, metadata=LATER)
    counters: tuple[str, ...] = field(default=(), metadata=LATER)
    record: Literal["forecast"] = "forecast"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said that is no event, control or forecast, so that a claim has something to be of.

    `factuality` is that of its main verb; None where it only describes.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    content: tuple[Span, ...]
    factuality: Factuality | None = field(default=None, metadata=LATER)
    record: Literal["statement"] = "statement"


@dataclass(frozen=True, slots=True)
class Claim:
    """A record as said by a chain of claimants, innermost first, the outlet last.

    `certainty` is how firmly the innermost puts it; `markers` are the words that make it so.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    of: Ref
    content: tuple[Span, ...]
    by: tuple[Claimant, ...]
    stance: Stance
    said: Moment | None
    certainty: Certainty = field(default="plain", metadata=LATER)
    markers: tuple[Span, ...] = field(default=(), metadata=LATER)
    record: Literal["claim"] = "claim"


@dataclass(frozen=True, slots=True)
class Response:
    """How one claim stands to another, which may be in another document.

    `claim` is the id of the one that responds, of which `document` and `evidence` are; `to` that of the one
    it responds to. `reasons` name why both were taken to speak of the same. What contradicts the other does
    so both ways; it is recorded once, from the later to the earlier.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    how: How
    claim: str
    to: str
    reasons: tuple[str, ...]
    record: Literal["response"] = "response"


Record = Document | Mention | Quote | Event | Figure | Control | Forecast | Statement | Claim | Response
"""Any record of the contract."""

KINDS: dict[str, type[Record]] = {
    "document": Document,
    "mention": Mention,
    "quote": Quote,
    "event": Event,
    "figure": Figure,
    "control": Control,
    "forecast": Forecast,
    "statement": Statement,
    "claim": Claim,
    "response": Response,
}
"""Record kinds by name, in the order in which one document's records are written."""
