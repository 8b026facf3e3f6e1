"""Who holds what: what is told of a place, who held it on a first day, and the runs of days that follow.

Days are ISO dates; a run of days is half-open, [since, until). Holds are made from what many documents
tell, so that like incidents they belong to the picture that the store holds and are no records of a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.records import Certainty, Change, Factuality, Stance
from dateline.model.things import Place, PlaceKind, Tells

__all__ = ["Baseline", "Ground", "Hold", "HoldBasis", "HoldStatus", "Site", "Told"]

HoldStatus = Literal["held", "contested", "claimed", "unknown"]
HoldBasis = Literal["reported", "inferred", "baseline"]


@dataclass(frozen=True, slots=True)
class Site:
    """A place that can be held, by the gazetteer or a baseline. `lat` and `lon` in degrees.

    `key` names it in the chart: "geonames:" and the id where there is one. `admin1` is its first-level
    region, as the gazetteer writes it.
    """

    key: str
    name: str
    lat: float | None
    lon: float | None
    kind: PlaceKind = "settlement"
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One claim about who holds one place, as the chart weighs it.

    `claim` and `control` are ids of records, `document` that of the one it stands in. `since` and `until`
    bound the day it speaks of, both included; `dated` is false where they follow from the day of publication
    alone. `known` is that day: nothing is known of it before. `claimant` is the innermost source, `named`
    false where it is "officials" or nobody; `origin` is the same for two claims that rest on one party.
    `assessed`: the document says it in its own voice or vouches for it; else it only passes it on.
    `near` are further places that the text around names, which tell namesakes apart. `whole`: it speaks of
    all of a region. `frame` is the key of the frame that coded it, `factuality` that of its event: what is
    planned or failed tells that it is not done. `against` is the side that
    attacks or draws near; `attack`: it is an attack
    or its repulse, and who holds the place only follows from it.
    `again`: the words say that the place was the other side's before ("retook", "liberated").
    """

    claim: str
    control: str
    document: str
    place: Place
    holder: str | None
    change: Change
    since: str
    until: str
    known: str
    dated: bool = False
    claimant: str | None = None
    claimant_side: str | None = None
    named: bool = False
    origin: str = ""
    stance: Stance = "asserts"
    certainty: Certainty = "plain"
    tells: Tells = "neutral"
    assessed: bool = True
    whole: bool = False
    frame: str = ""
    factuality: Factuality = "occurred"
    against: str | None = None
    attack: bool = False
    again: bool = False
    near: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """A claim that a hold rests on, or that speaks against it. `weight` is in log odds, never negative.

    `said` is the day it became known, `of` the day it speaks of. `region` is the name of the region that it
    speaks of, where the place only lies in it; `at` the key of the place that it does, where that is another
    around it.
    """

    claim: str
    control: str
    document: str
    agrees: bool
    claimant: str | None
    claimant_side: str | None
    holder: str | None
    change: Change
    stance: Stance
    assessed: bool
    said: str
    of: str
    weight: float
    factuality: Factuality = "occurred"
    region: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """Who holds a place over a run of days, [since, until); `until` None: as far as is known.

    `held`: `holder` has it. `contested`: both sides are there or the claims weigh alike; `holder` is who had
    it. `claimed`: `holder` is only said to have it, by claims that nobody vouches for. `unknown`: nothing is
    known, and `holder` is None. `confidence` (0..1) is the chance that status and holder are right; of an
    unknown hold it is 0. `basis` says whether claims tell it, it follows from the places around, or it is
    that of the first day. `taken` is since when the holder has it, whatever its status was in between.
    """

    site: Site
    since: str
    until: str | None
    status: HoldStatus
    holder: str | None
    confidence: float
    basis: HoldBasis
    taken: str | None = None
    grounds: tuple[Ground, ...] = ()
    record: Literal["hold"] = "hold"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Who held what on a first day: places in order of their keys, each with its holder (None: not told)."""

    day: str
    rows: tuple[tuple[Site, str | None], ...]
    source: str = ""
