"""Happenings as told by many: an account is one document's, an incident joins those of one happening.

Accounts are made from one document's records alone and kept beside them; incidents are made from accounts.
Neither is a record of a page: they belong to the picture that the store holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.records import Acled

__all__ = [
    "Account",
    "Because",
    "Count",
    "Decision",
    "Grade",
    "Incident",
    "Joining",
    "Party",
    "Range",
    "Source",
    "Spot",
    "Voice",
]

For = Literal["for", "against", "open"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it is compared; `lat` and `lon` in degrees, `radius_km` how far around it may lie.

    `text` is how the document spells it.
    """

    name: str
    country: str | None
    kind: str
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part or is hit: by pack key or name where known, else by the common `noun`."""

    name: str | None
    key: str | None
    noun: str | None
    side: str | None
    country: str | None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as somebody gives it: bounds (None: open), and `source`, the innermost who says so."""

    counts: str
    of: str | None
    low: float | None
    high: float | None
    approximate: bool
    source: str
    side: str | None
    figure: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim about the happening: whose (innermost), of what side, and whether for or against it.

    `origin` names whom the claim rests on: the same party in two outlets is one origin. `named` is false for
    "officials" and "residents"; `own` is true when the claim goes against the interest of its side.
    """

    claim: str
    how: For
    source: str
    origin: str
    side: str | None
    named: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What one document tells of one happening.

    `start` and `end` are ISO days; `dated` is false where they follow from the day of publication alone.
    `around` are further places that the text around it names, `days` all days it names that may be meant.
    `lead`: it is what a short report is about. `hours` are parts of the day, `means` PLOVER modes; `words`
    what the text around it says by its bases, `gist` the first of them, `heads` the names of all kinds with
    which it begins, `names` what it names beside places, `numbers` those above three in digits, `countries`
    those of its parties, and those it names; `things` and `arms` the kinds of targets and weapons it has
    words for. `print` are hashes of the document's stretches of words, for finding copies. `wire` is the
    agency that the document credits. `meaning` is what a short report says, a packed vector
    (fuse/meaning), of its lead alone.
    """

    id: str
    document: str
    outlet: str | None
    wire: str | None
    published: str | None
    lead: bool
    family: str
    events: tuple[str, ...]
    title: str
    types: tuple[str, ...]
    acled: tuple[Acled, ...]
    deeds: tuple[str, ...]
    spots: tuple[Spot, ...]
    around: tuple[Spot, ...]
    start: str | None
    end: str | None
    dated: bool
    days: tuple[str, ...]
    hours: tuple[str, ...]
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    means: tuple[str, ...]
    counts: tuple[Count, ...]
    voices: tuple[Voice, ...]
    words: tuple[str, ...]
    gist: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    countries: tuple[str, ...]
    things: tuple[str, ...]
    arms: tuple[str, ...]
    print: tuple[int, ...]
    heads: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for or against joining: what it is, its weight (log odds), and what it saw."""

    reason: str
    weight: float
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Joining:
    """Two accounts compared. Above 0 they are taken to tell of one happening."""

    one: str
    other: str
    weight: float
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: two accounts are of one happening (`merge`) or are not (`split`)."""

    what: Literal["merge", "split"]
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Range:
    """What was counted, over all who count it: the widest bounds, and each source's latest figure."""

    counts: str
    of: str | None
    low: float | None
    high: float | None
    by: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One independent origin of what is told, with the accounts that rest on it alone."""

    name: str
    how: For
    accounts: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Grade:
    """Credibility of the information after the Admiralty code, 1 to 6, and the rule that gave it."""

    information: int
    rule: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening as told by one or more accounts; all ids are of records and accounts in the store."""

    id: str
    title: str
    family: str
    types: tuple[str, ...]
    acled: tuple[Acled, ...]
    places: tuple[Spot, ...]
    start: str | None
    end: str | None
    dated: bool
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    accounts: tuple[str, ...]
    documents: tuple[str, ...]
    events: tuple[str, ...]
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...]
    figures: tuple[Range, ...]
    sources: tuple[Source, ...]
    independent: int
    grade: Grade
    record: Literal["incident"] = "incident"
