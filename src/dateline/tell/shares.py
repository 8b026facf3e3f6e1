"""How much of a document rests on whom: each character of its text counts for one innermost source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import accumulate, pairwise

from dateline.model import Claim, Claimant, Document, Record, Response
from dateline.tell import words

__all__ = ["Share", "shares"]

# Parts whose words tell something; a byline or dateline rests on nobody.
_TELLING = ("title", "standfirst", "bullet", "body")
_ARTICLES = ("a", "an", "the")
_AGAINST = ("denies", "doubts")
_DISPUTES = (*_AGAINST, "contradicts")


@dataclass(frozen=True, slots=True)
class Share:
    """One innermost source of a document and what rests on it.

    `role`, `side` and `country` are those it is mostly told with. `characters` counts those of the text,
    without white space, for which it answers before anybody else; `share` is their part of the whole text,
    and the shares of a document add up to 1 at most. `claims` counts its claims, `disputed` those of them
    that somebody in the document denies, doubts or contradicts, `denies` those with which it denies or
    doubts something.
    """

    name: str
    kind: str
    role: str | None
    side: str | None
    country: str | None
    characters: int
    share: float
    claims: int
    disputed: int
    denies: int


def shares(document: Document, records: Sequence[Record]) -> tuple[Share, ...]:
    """The innermost sources of a document's claims, the largest share first; without claims there are none.

    Of several claims over the same words the one with the longest chain tells whose they are, then the
    one with the fewest words. Takes time in proportion to the claims, but for a logarithm.
    """
    claims = [record for record in records if isinstance(record, Claim) and record.by]
    disputed = _disputed(claims, records)
    found: dict[str, _Source] = {}
    for claim in claims:
        name = _name(claim.by[0], document.outlet)
        found.setdefault(_key(name), _Source(name)).add(claim, disputed=claim.id in disputed)
    length = list(accumulate(_counted(document), initial=0))
    for start, end, claim in _owned(claims):
        end = min(end, len(document.text))
        source = found[_key(_name(claim.by[0], document.outlet))]
        source.characters += length[end] - length[min(start, end)]
    told = [source.share(length[-1]) for source in found.values()]
    return tuple(sorted(told, key=lambda one: (-one.characters, -one.claims, one.name)))


@dataclass(slots=True)
class _Source:
    """A share as it grows."""

    name: str
    kinds: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    sides: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    claims: int = 0
    disputed: int = 0
    denies: int = 0

    def add(self, claim: Claim, *, disputed: bool) -> None:
        source = claim.by[0]
        self.kinds[source.kind] += 1
        self.roles.update([source.role] if source.role else [])
        self.sides.update([source.side] if source.side else [])
        self.countries.update([source.country] if source.country else [])
        self.claims += 1
        self.disputed += disputed
        self.denies += claim.stance in _AGAINST

    def share(self, whole: int) -> Share:
        part = self.characters / whole if whole else 0.0
        return Share(
            self.name,
            _most(self.kinds) or "unknown",
            _most(self.roles),
            _most(self.sides),
            _most(self.countries),
            self.characters,
            part,
            self.claims,
            self.disputed,
            self.denies,
        )


def _most(counts: Counter[str]) -> str | None:
    """What was told most often, the first of equals."""
    return max(counts, key=lambda one: counts[one], default=None)


def _name(source: Claimant, outlet: str | None) -> str:
    return words.chain([source], outlet)


def _key(name: str) -> str:
    """A name without case and article: "a spokesman" is the "spokesman" of the next sentence."""
    first, _, rest = name.casefold().partition(" ")
    return rest if rest and first in _ARTICLES else name.casefold()


def _counted(document: Document) -> list[int]:
    """For each character of the text, whether it counts."""
    if not document.parts:
        return [not letter.isspace() for letter in document.text]
    counted = [0] * len(document.text)
    for part in document.parts:
        if part.kind in _TELLING:
            stop = min(part.end, len(counted))
            counted[part.start : stop] = [not letter.isspace() for letter in document.text[part.start : stop]]
    return counted


def _owned(claims: Iterable[Claim]) -> Iterator[tuple[int, int, Claim]]:
    """Stretches of the text, none over another, each with the claim that tells whose it is."""
    opening: list[tuple[int, int, tuple[int, int, int], Claim]] = []
    for number, claim in enumerate(claims):
        size = sum(span.end - span.start for span in claim.content)
        rank = (-len(claim.by), size, number)
        opening += [(span.start, span.end, rank, claim) for span in claim.content if span.end > span.start]
    opening.sort(key=lambda one: (one[0], one[2]))
    bounds = sorted({at for start, end, _, _ in opening for at in (start, end)})
    active: list[tuple[tuple[int, int, int], int, int, Claim]] = []
    following = 0
    for at, after in pairwise(bounds):
        while following < len(opening) and opening[following][0] == at:
            _, end, rank, claim = opening[following]
            heappush(active, (rank, following, end, claim))
            following += 1
        while active and active[0][2] <= at:
            heappop(active)
        if active:
            yield at, after, active[0][3]


def _disputed(claims: Sequence[Claim], records: Sequence[Record]) -> set[str]:
    """Ids of claims that somebody else in the document denies, doubts or contradicts."""
    against: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.stance in _AGAINST:
            against[claim.of.id].add(claim.id)
    found = {claim.id for claim in claims if against.get(claim.of.id, set()) - {claim.id}}
    for record in records:
        if isinstance(record, Response) and record.how in _DISPUTES:
            found.add(record.to)
            found.update([record.claim] if record.how == "contradicts" else [])
    return found
