"""People and parties as the API tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from dateline.tell.api.shapes.records import ClaimRow, Next, ResponseLine

__all__ = [
    "ClaimFacets", "ClaimantCount", "ContestedPair", "ContestedPairs", "Office", "Parties", "Party",
    "PartyWhole",
]  # fmt: skip

Counts = Annotated[dict[str, int], Meta(description="How many claims there are of each.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantCount:
    """An innermost claimant and the number of its claims."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacets:
    """How many claims pass, by what can be asked for next; of claimants those with most."""

    stance: Counts
    type: Counts
    side: Counts
    claimant: tuple[ClaimantCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedPair:
    """Two claims against each other: `one` responds to `other`."""

    one: ClaimRow
    other: ClaimRow
    response: ResponseLine
    how: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedPairs:
    """A part of a list of pairs."""

    items: tuple[ContestedPair, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who speaks, or holds an office on the day. `confirmed` and `denied` count claims of theirs that another
    claim confirmed, and denied or contradicted; `since` and `until` bound the term of office, half-open."""

    key: str
    name: str
    kind: str
    country: str | None
    side: str | None
    office: str | None
    since: str | None
    until: str | None
    claims: int
    confirmed: int
    denied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """A part of a list of parties, those with most claims first."""

    items: tuple[Party, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A term of office: which, of what, from when to when (half-open; null: open)."""

    role: str
    of: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyWhole:
    """A party with all its names, its terms of office and its last claims."""

    party: Party
    names: tuple[str, ...]
    offices: tuple[Office, ...]
    claims: tuple[ClaimRow, ...]
