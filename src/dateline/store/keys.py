"""What an account can be found by, in words that an index can find: places, regions, parties, and the day.

Two accounts find each other or neither does, whichever came first: what one is filed under the other seeks,
and the other way round. Every word ends in the family of happenings, and those of kin are sought too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, cos, floor, radians

from dateline.model import Account, Spot
from dateline.store.facets import fold
from dateline.store.joins import Joins

__all__ = ["LONGEST", "WINDOW", "Keys", "keys"]

WINDOW = 4
"""Days between two accounts: what is published is seldom of a day further back, and tolls grow for days."""
LONGEST = 7
"""Days that an account may span; what is told of a longer time is no one happening, and stays alone."""

_POINTS = frozenset({"settlement", "facility"})
# Degrees. A cell is wider than the 12 km within which one desk names what another names by the town, up to
# the Arctic.
_CELL = 0.25
_ROUND = round(360 / _CELL)
_KM_A_DEGREE = 111.2
# Letters. Shorter words in names are articles and the like.
_SHORTEST = 4
# Kilometres. Points told more loosely than this are found by name and region alone.
_LOOSEST = 50.0
# So near the poles there is nothing to be found, and a degree of longitude is no distance.
_POLAR = 0.05


@dataclass(frozen=True, slots=True)
class Keys:
    """What an account is filed under and what it seeks, and its first and last day (ISO)."""

    filed: tuple[str, ...]
    sought: tuple[str, ...]
    start: str
    stop: str


def keys(account: Account, joins: Joins) -> Keys | None:
    """What an account can be found by; None of one without days, places and parties."""
    days = _days(account)
    filed, sought = set[str](), set[str]()
    for mine, theirs in _of(account, joins):
        filed.update(mine)
        sought.update(theirs)
    if days is None or not filed:
        return None
    kin = sorted(joins.kin(account.family) | {account.family})
    return Keys(
        tuple(sorted(f"{word}:{account.family}" for word in filed)),
        tuple(sorted(f"{word}:{family}" for word in sought for family in kin)),
        *days,
    )


def _days(account: Account) -> tuple[str, str] | None:
    try:
        first, last = date.fromisoformat(account.start or ""), date.fromisoformat(account.end or "")
    except ValueError:
        return None
    return (first.isoformat(), last.isoformat()) if 0 <= (last - first).days <= LONGEST else None


_Pair = tuple[set[str], set[str]]


def _of(account: Account, joins: Joins) -> Iterator[_Pair]:
    """Words to file an account under, and words that it seeks, in pairs that mirror each other."""
    named = [spot for spot in (*account.spots, *account.around) if spot.kind in _POINTS]
    if named:
        yield _at(named)
    point = any(spot.kind in _POINTS for spot in account.spots)
    yield _around(account.spots, point=point)
    yield _with(account, placed=joins.placed(account.family))
    if account.lead:
        yield _about(account)


def _at(points: Sequence[Spot]) -> _Pair:
    """Points by name, and by the cells of a grid; what lies in a neighbouring cell is sought too."""
    names = {f"at:{fold(spot.name)}" for spot in points}
    cells = {cell for spot in points for cell in _cells(spot)}
    near = {(y + up, (x + right) % _ROUND) for y, x in cells for up in (-1, 0, 1) for right in (-1, 0, 1)}
    return names | set(map(_cell, cells)), names | set(map(_cell, near))


def _cell(at: tuple[int, int]) -> str:
    return f"cell:{at[0]}/{at[1]}"


def _cells(spot: Spot) -> Iterator[tuple[int, int]]:
    """The cells that a point lies in, or may lie in where it is told with a distance."""
    if spot.lat is None or spot.lon is None:
        return
    loose = spot.radius_km or 0.0
    up = (loose if loose <= _LOOSEST else 0.0) / _KM_A_DEGREE
    across = up / max(_POLAR, cos(radians(spot.lat)))
    for y in range(floor((spot.lat - up) / _CELL), ceil((spot.lat + up) / _CELL) + 1):
        for x in range(floor((spot.lon - across) / _CELL), ceil((spot.lon + across) / _CELL) + 1):
            inside = y * _CELL <= spot.lat + up and x * _CELL <= spot.lon + across
            if inside and (y + 1) * _CELL > spot.lat - up and (x + 1) * _CELL > spot.lon - across:
                yield y, x % _ROUND


def _around(spots: Sequence[Spot], *, point: bool) -> _Pair:
    """Regions and countries: those who name no point find all that lies there, points only those."""
    regions = {label for spot in spots for label in _labels(spot)}
    wide, inside = {f"wide:{label}" for label in regions}, {f"in:{label}" for label in regions}
    return (inside, wide) if point else (wide, wide | inside)


def _labels(spot: Spot) -> Iterator[str]:
    if spot.kind not in _POINTS:
        yield fold(spot.name)
    yield from (fold(label) for label in (spot.country, spot.admin1) if label)


def _about(account: Account) -> _Pair:
    """What a document is about, by the countries and names in it: reports differ in the place that they name.

    One paper has the town, another the river, and a third spells it as nobody else does. A document is about
    one happening, so these are no more than there are documents.
    """
    told = [party.country for party in (*account.actors, *account.targets)]
    told += [spot.country for spot in account.spots]
    lands = {country for country in (*told, *account.countries) if country}
    places = {word for spot in (*account.spots, *account.around) for word in fold(spot.name).split()}
    names = {word for word in (*map(fold, account.names), *places) if len(word) >= _SHORTEST}
    words = {f"land:{fold(land)}" for land in lands} | {f"name:{name}" for name in names}
    return words, words


def _with(account: Account, *, placed: bool) -> _Pair:
    """Parties: all but what is told by its place is found by them, and so is what no place is told of."""
    parties = {
        fold(label)
        for party in (*account.actors, *account.targets)
        for label in (party.key, party.name, party.country)
        if label
    }
    if not account.spots:
        parties.update(map(fold, account.countries))
    who, of, alone = ({f"{word}:{party}" for party in parties} for word in ("who", "of", "alone"))
    if not account.spots:
        return who | alone, who | of
    return (of, alone) if placed else (who, who)
