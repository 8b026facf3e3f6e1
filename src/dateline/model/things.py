"""What mentions refer to: places, moments, actors, quantities. Parts of records, never records.

`None` means unknown. Whatever carries a `text` taken from the document carries its offsets too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dateline.model.ids import LATER
from dateline.model.text import Span

__all__ = [
    "Actor",
    "ActorBasis",
    "ActorKind",
    "Basis",
    "Claimant",
    "Counts",
    "Likelihood",
    "Manner",
    "Metric",
    "Moment",
    "Place",
    "PlaceKind",
    "Precision",
    "Quantity",
    "Tells",
]

PlaceKind = Literal[
    "settlement", "region", "country", "river", "lake", "sea", "road", "facility", "area", "continent"
]
Precision = Literal[
    "minute",
    "hour",
    "day",
    "weekend",
    "week",
    "month",
    "quarter",
    "season",
    "year",
    "decade",
    "century",
    "span",
    "unknown",
]
Basis = Literal["explicit", "relative", "unknown", "given", "metadata", "text"]
ActorKind = Literal[
    "person",
    "government",
    "military",
    "country",
    "organisation",
    "group",
    "party",
    "outlet",
    "population",
    "unknown",
]
ActorBasis = Literal["explicit", "coreference", "metonym", "inferred", "unknown"]
Counts = Literal[
    "killed",
    "wounded",
    "casualties",
    "missing",
    "captured",
    "displaced",
    "evacuated",
    "troops",
    "recruits",
    "people",
    "settlements",
    "sorties",
    "strikes",
    "launched",
    "intercepted",
    "destroyed",
    "money",
    "materiel",
    "vehicles",
    "distance",
    "area",
    "percent",
    "duration",
    "age",
    "ranges",
    "states",
    "regions",
    "other",
]
Manner = Literal["quote", "mixed", "indirect", "narration"]
Tells = Literal["neutral", "distanced", "conceded", "disclosed", "factive", "accused"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time interval. `start`, `end`: ISO dates or date-times, end included; `span`: where the words stand.

    A relative moment without a reference date keeps its text and has neither start nor end.
    """

    text: str | None
    start: str | None
    end: str | None
    precision: Precision
    basis: Basis
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry as named in a text.

    `country` is ISO 3166-1 alpha-3; `confidence` lies in 0..1; `key` names entries that have no
    GeoNames id; `qualifier` keeps words that narrow the place ("west bank", "16 km north of").
    `lat` and `lon` (degrees) are the named place's own point. Where the words tell a distance with a
    bearing from a settlement they are the point so far off; `name` and `geonameid` stay the settlement's.
    `radius_km` is how far from that point the place meant may lie, as the words tell it; None: not told.
    An unnamed place ("eight settlements") has `name` None and keeps what is known around it; one "between
    Izyum and Lyman" has the point in the middle and a radius that reaches both.
    """

    text: str
    start: int
    end: int
    name: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    kind: PlaceKind
    country: str | None
    admin1: str | None
    confidence: float
    key: str | None = None
    qualifier: str | None = None
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a mention stands for. `text` is None for an outlet known only from the page's frame.

    `code` is a PLOVER-style code: ISO country (or IGO/NGO…) and sector, such as `UKRMIL`.
    `role` is an office or function ("president", "spokesman"); `basis` says how it was told. `term`: since
    when and until when (ISO dates) the pack has a person in that office; either end may be open.
    `category` says what kind of thing or people a target is ("civilians", "energy", "air base").
    """

    text: str | None
    start: int | None
    end: int | None
    name: str | None
    code: str | None
    kind: ActorKind
    side: str | None
    country: str | None
    role: str | None
    basis: ActorBasis = "explicit"
    key: str | None = None
    term: tuple[str | None, str | None] | None = field(default=None, metadata=LATER)
    category: str | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Claimant(Actor):
    """One link of a chain of claimants: an actor, the words that make it a source, and the manner.

    `tells` is what the cue lets on of how whoever passes it on takes it ("claimed", "admitted", "confirmed").
    """

    cue: Span | None = None
    manner: Manner = "narration"
    tells: Tells = field(default="neutral", metadata=LATER)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with bounds. Unknown bounds are None: "at least two" is low 2, high None.

    `counts` says what kind of thing is counted, `of` names it ("civilians", "HIMARS"), `unit` is
    an ISO 4217 currency, a unit symbol (km, ha, mm) or None for a bare count. `part_of`: offsets of the
    amount that it is a part of ("126, including 68 children"). `metric`: the same in metric units, where
    the text has others.
    """

    text: str
    start: int
    end: int
    counts: Counts
    low: float | None
    high: float | None
    approximate: bool
    unit: str | None
    of: str | None
    part_of: tuple[int, int] | None = field(default=None, metadata=LATER)
    metric: Metric | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Metric:
    """An amount converted to metric units: kilometres, square kilometres, kilograms, litres."""

    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Words of likelihood and the range of probability the pack maps them to."""

    text: str | None
    low: float | None
    high: float | None
