"""Incidents as the API tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, Raw

from dateline.model.records import Acled
from dateline.tell.api.shapes.records import ClaimRow, DocumentHead, Next

__all__ = [
    "AccountTold", "Apart", "Decided", "DecisionTold", "FigureRange", "FigureTold", "GivenBy", "GradeTold",
    "IncidentLine", "IncidentSummary", "IncidentWhole", "Incidents", "JoiningTold", "PlaceTold", "ReasonTold",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTold:
    """A place as reports spell it; `lat` and `lon` in degrees."""

    name: str
    lat: float | None
    lon: float | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTold:
    """Credibility after the Admiralty code, 1 to 6, its word, and the rule that gave it."""

    information: int
    word: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRange:
    """What was counted, over all who count it."""

    counts: str
    of: str | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSummary:
    """One happening in short. `first` and `last` are days; `dated`: a report tells them, else they follow
    from days of publication. `type` is the first of `types`. `sources` counts those that are independent of
    each other, for and against; `independent` those for it."""

    id: str
    what: str
    type: str | None
    types: tuple[str, ...]
    acled: tuple[Acled, ...]
    family: str
    first: str | None
    last: str | None
    dated: bool
    places: tuple[PlaceTold, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    sides: tuple[str, ...]
    grade: GradeTold
    reports: int
    sources: int
    independent: int
    claims_for: int
    claims_against: int
    contested: bool
    figures: tuple[FigureRange, ...]


IncidentLine = Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/IncidentSummary"})]
"""An `IncidentSummary` as it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """A part of a list of incidents."""

    items: tuple[IncidentLine, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTold:
    """What one document tells of the happening. `copy_of` is the account whose text it copies."""

    account: str
    title: str
    published: str | None
    wire: str | None
    copy_of: str | None
    document: DocumentHead | None
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonTold:
    """One reason for or against joining; `weight` in log odds, `label` is what it saw."""

    name: str
    weight: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningTold:
    """A link between two accounts. `holds`: it is one of the fewest that hold all together."""

    one: str
    other: str
    weight: float
    holds: bool
    reasons: tuple[ReasonTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBy:
    """A figure as one source gives it."""

    source: str
    side: str | None
    low: float | None
    high: float | None
    approximate: bool
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTold:
    """What was counted: the widest bounds, and each source's latest figure."""

    counts: str
    of: str | None
    low: float | None
    high: float | None
    by: tuple[GivenBy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTold:
    """What somebody decided: `pairs` are of accounts; `stands` is false once it was withdrawn."""

    number: int
    made_at: str
    what: str
    pairs: tuple[tuple[str, str], ...]
    note: str | None
    withdraws: int | None
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided just now, and of which incidents its accounts are."""

    decision: DecisionTold
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Another incident that comes near and was not joined: its best pair, and why not."""

    incident: str
    account: str
    document: str
    title: str
    weight: float
    half: float
    because: str
    reasons: tuple[ReasonTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentWhole:
    """One happening in full."""

    summary: IncidentSummary
    accounts: tuple[AccountTold, ...]
    joinings: tuple[JoiningTold, ...]
    figures: tuple[FigureTold, ...]
    decisions: tuple[DecisionTold, ...]
    apart: tuple[Apart, ...]
