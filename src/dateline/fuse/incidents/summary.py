"""What is known of one incident: its accounts put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from dateline.fuse.incidents.grading import grade
from dateline.fuse.incidents.origins import sources
from dateline.fuse.incidents.where import POINTS
from dateline.model import Account, Count, Incident, Party, Range, Spot, digest

__all__ = ["incident", "name_of"]

T = TypeVar("T")


def name_of(account: str) -> str:
    """The id of the incident whose first account (by id) this is. Any account's leads to its incident."""
    return digest(["incident", account])


def incident(accounts: Sequence[Account]) -> Incident:
    """The incident that these accounts tell of; at least one. The same in whatever order they come."""
    told = sorted(accounts, key=lambda account: (account.published or "9999", account.id))
    fullest = max(told, key=lambda account: (_fullness(account), account.id))
    start, end, dated = _when(told)
    from_whom = sources(told)
    return Incident(
        id=name_of(min(account.id for account in told)),
        title=fullest.title,
        family=_most(account.family for account in told),
        types=_common(kind for account in told for kind in account.types),
        acled=_common(kind for account in told for kind in account.acled),
        places=_places(told),
        start=start,
        end=end,
        dated=dated,
        actors=_unique(party for account in told for party in account.actors),
        targets=_unique(party for account in told for party in account.targets),
        accounts=tuple(account.id for account in told),
        documents=tuple(dict.fromkeys(account.document for account in told)),
        events=tuple(event for account in told for event in account.events),
        claims_for=_claims(told, "for"),
        claims_against=_claims(told, "against"),
        figures=tuple(_ranges(told)),
        sources=from_whom,
        independent=sum(source.how == "for" for source in from_whom),
        grade=grade(told, from_whom),
    )


def _fullness(account: Account) -> int:
    return sum(map(bool, (_points(account.spots), account.targets, account.actors, account.dated)))


def _claims(told: Sequence[Account], how: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.claim for account in told for v in account.voices if v.how == how))


def _when(told: Sequence[Account]) -> tuple[str | None, str | None, bool]:
    """The days that are told, by most; else what the days of publication leave."""
    dated = Counter((a.start, a.end) for a in told if a.dated)
    if dated:
        most = max(dated.values())
        best = [days for days, n in dated.items() if n == most]
        start, end = min(best, key=lambda days: (days[0] or "", days[1] or ""))
        return start, end, True
    days = [(a.start, a.end) for a in told if a.start and a.end]
    if not days:
        return None, None, False
    # Each is "up to two days before": all hold only where they overlap.
    start, end = max(d[0] or "" for d in days), min(d[1] or "" for d in days)
    return (start, end, False) if start <= end else (end, start, False)


def _points(spots: Sequence[Spot]) -> list[Spot]:
    return [spot for spot in spots if spot.kind in POINTS]


def _places(told: Sequence[Account]) -> tuple[Spot, ...]:
    """The places named, points before regions, what most accounts name first."""
    if len(told) == 1 and len(told[0].spots) < 2:
        return told[0].spots
    counted = Counter(spot for account in told for spot in set(account.spots))

    def order(spot: Spot) -> tuple[object, ...]:
        # All that tells two spots apart, since a set gives them in another order in each process.
        point = spot.lat or 0.0, spot.lon or 0.0, spot.radius_km or 0.0
        named = spot.name, spot.kind, spot.admin1 or "", spot.country or ""
        return spot.kind not in POINTS, -counted[spot], *named, *point, spot.text

    return tuple(sorted(counted, key=order))


def _common(values: Iterable[T]) -> tuple[T, ...]:
    """Values by how often they come, ties in the order of what they are."""
    told = tuple(values)
    if len(told) < 2:
        return told  # most incidents have one account, and nothing to count
    counted = Counter(told)
    return tuple(sorted(counted, key=lambda value: (-counted[value], str(value))))


def _most(values: Iterable[str]) -> str:
    return _common(values)[0]


def _unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, by key, name or noun."""
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.key or party.name or party.noun or party.country or "", party)
    return tuple(found.values())


# -- figures


def _ranges(told: Sequence[Account]) -> Iterator[Range]:
    """What was counted, each with the widest bounds over its sources' latest figures."""
    latest: dict[str, dict[str, Count]] = {}
    for account in told:
        # Accounts come by the day of publication: a source's later figure stands for its earlier one.
        for source, count in _largest(account):
            latest.setdefault(count.counts, {})[source] = count
    for counts, by in sorted(latest.items()):
        given = tuple(by[source] for source in sorted(by))
        lows = [count.low for count in given if count.low is not None]
        highs = [count.high for count in given]
        known = [high for high in highs if high is not None]
        of = _common(count.of for count in given if count.of)
        high = max(known) if len(known) == len(highs) else None
        yield Range(counts, of[0] if of else None, min(lows, default=None), high, given)


def _largest(account: Account) -> Iterator[tuple[str, Count]]:
    """Each source's largest figure of a kind in one account: the whole, not what is named in passing."""
    best: dict[tuple[str, str], Count] = {}
    for count in account.counts:
        key = count.source, count.counts
        if key not in best or _size(count) > _size(best[key]):
            best[key] = count
    yield from ((source, count) for (source, _), count in sorted(best.items()))


def _size(count: Count) -> float:
    return count.low if count.low is not None else count.high or 0.0
