"""Whether two accounts tell of one happening: reasons for and against, each with its weight in log odds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.fuse.incidents.copies import COPY, overlap
from dateline.fuse.incidents.where import days_apart, lie
from dateline.lore import Lore
from dateline.model import Account, Because, Count, Joining, Party

__all__ = ["Comparing", "Sign"]

# Of the words of the shorter account a fifth are shared by chance.
_BY_CHANCE = 0.2
_FEW_WORDS = 3
# Two dead here and two dead there are no sign; so small numbers are common.
_COMMON = 3
_ROUGH = 0.2
_BOTH = 2


class Sign(NamedTuple):
    """Something seen in two accounts: the reason's key, how strongly (1 is plainly), and what it is."""

    key: str
    strength: float
    seen: str


class Comparing:
    """Compares accounts; the weights are the core pack's."""

    def __init__(self, lore: Lore) -> None:
        self._weights = lore.lexicon.incident_weights
        self._kin = {family.key: frozenset(family.kin) for family in lore.lexicon.families}
        self._growing = lore.lexicon.words["growing"]
        self._vague_means = frozenset({"targeted", "heavy-weapons", "destroy", "aerial", "explosives"})

    def comparable(self, a: Account, b: Account) -> bool:
        """Whether two accounts are of kinds that may be one happening."""
        return a.family == b.family or b.family in self._kin[a.family] or a.family in self._kin[b.family]

    def joining(self, a: Account, b: Account) -> Joining:
        """Two accounts compared, the same whichever comes first."""
        one, other = sorted((a, b), key=lambda account: account.id)
        signs = self.signs(one, other)
        because = tuple(
            Because(sign.key, round(sign.strength * self._weights[sign.key], 3), sign.seen) for sign in signs
        )
        return Joining(one.id, other.id, round(sum(each.weight for each in because), 3), because)

    def signs(self, one: Account, other: Account) -> list[Sign]:
        """All that speaks for and against their being of one happening."""
        found = [Sign("always", 1.0, "")]
        found.extend(self._place(one, other))
        found.extend(self._time(one, other))
        found.extend(self._parties(one, other))
        found.extend(self._deed(one, other))
        found.extend(self._counts(one, other))
        found.extend(_wording(one, other))
        return found

    def _place(self, one: Account, other: Account) -> Iterator[Sign]:
        told = lie(one.spots, other.spots)
        if told is not None:
            yield Sign(told, 1.0, _names_of(one, other, told))

    def _time(self, one: Account, other: Account) -> Iterator[Sign]:
        if (mine := _stretch(one)) and (theirs := _stretch(other)):
            yield _days(mine, theirs, one.dated + other.dated)
        if one.hours and other.hours:
            both = set(one.hours) & set(other.hours)
            yield Sign("same hours" if both else "other hours", 1.0, ", ".join(sorted(both)))

    def _parties(self, one: Account, other: Account) -> Iterator[Sign]:
        who = _parties(one.actors, other.actors)
        if who is not None:
            yield Sign("same actor" if who else "other actor", 1.0, who or "")
        whom = _targets(one.targets, other.targets)
        if whom is not None:
            yield Sign("same target" if whom else "other target", 1.0, whom or "")

    def _deed(self, one: Account, other: Account) -> Iterator[Sign]:
        deeds = set(one.deeds) & set(other.deeds)
        if one.family != other.family:
            yield Sign("kin", 1.0, f"{one.family}, {other.family}")
        if deeds:
            yield Sign("same deed", 1.0, ", ".join(sorted(deeds)))
        first, second = set(one.means) - self._vague_means, set(other.means) - self._vague_means
        if first & second:
            yield Sign("same means", 1.0, ", ".join(sorted(first & second)))
        elif first and second and one.family == other.family == "violence":
            yield Sign("other means", 1.0, "")

    def _counts(self, one: Account, other: Account) -> Iterator[Sign]:
        told = [
            sign
            for a in one.counts
            for b in other.counts
            if a.counts == b.counts
            for sign in self._counted(a, b, one, other)
        ]
        for key in ("same count", "grown count", "other count"):
            sign = next((sign for sign in told if sign.key == key), None)
            if sign is not None:
                yield sign
                return

    def _counted(self, a: Count, b: Count, one: Account, other: Account) -> Iterator[Sign]:
        if (a.low is None and a.high is None) or (b.low is None and b.high is None):
            return
        first, second = _middle(a), _middle(b)
        seen = f"{first:g} and {second:g} {a.counts}"
        if first == second:
            yield Sign("same count", 1.0 if first > _COMMON else 0.5, seen)
        elif abs(first - second) <= _ROUGH * max(first, second) and (a.approximate or b.approximate):
            yield Sign("same count", 0.5, seen)
        elif a.counts in self._growing and _grown(a, b, one, other):
            yield Sign("grown count", 1.0, seen)
        elif _exclude(a, b):
            yield Sign("other count", 1.0, seen)


def _stretch(account: Account) -> tuple[str, str] | None:
    return (account.start, account.end) if account.start and account.end else None


def _days(one: tuple[str, str], other: tuple[str, str], dated: int) -> Sign:
    """How the days lie; `dated` is how many of both are told and do not follow from publication."""
    apart, seen = days_apart(one, other), f"{one[1]}, {other[1]}"
    if apart == 0:
        plain = dated == _BOTH and one == other and one[0] == one[1]
        return Sign("same day" if plain else "days overlap", 1.0, seen)
    if dated == _BOTH:
        return Sign("next day" if apart == 1 else "other day", 1.0, seen)
    return Sign("published next day" if apart == 1 else "published apart", 1.0, seen)


def _names_of(one: Account, other: Account, told: str) -> str:
    first, second = (dict.fromkeys(spot.name for spot in account.spots) for account in (one, other))
    both = [name for name in first if name in second]
    if both and told.startswith("same"):
        return ", ".join(both[:2])
    return " and ".join(next(iter(names), "") for names in (first, second))


def _parties(first: Sequence[Party], second: Sequence[Party]) -> str | None:
    """Whom both name as doing it; empty when they name different ones, None when it cannot be told."""
    if not first or not second:
        return None
    told = [_party(a, b) for a in first for b in second]
    shared = next((name for name in told if name), None)
    if shared is not None:
        return shared
    return None if None in told else ""


def _party(a: Party, b: Party) -> str | None:
    if a.key and a.key == b.key:
        return a.name or a.key
    if a.name and a.name == b.name:
        return a.name
    sides, countries = (a.side, b.side), (a.country, b.country)
    if all(sides):
        return a.side if a.side == b.side else ""
    if all(countries):
        return a.country if a.country == b.country else ""
    if a.name and b.name:
        return ""
    return a.noun if a.noun and a.noun == b.noun else None


def _targets(first: Sequence[Party], second: Sequence[Party]) -> str | None:
    """The same of what is hit or taken: things by noun and category, people by who they are."""
    if not first or not second:
        return None
    nouns = {party.noun for party in first} & {party.noun for party in second} - {None}
    if nouns:
        return min(noun for noun in nouns if noun)
    kinds = ({party.category for party in some if party.category} for some in (first, second))
    mine, theirs = kinds
    if mine and theirs:
        return min(mine & theirs) if mine & theirs else ""
    named = [(a, b) for a in first for b in second if a.name and b.name]
    return next((a.name for a, b in named if a.name == b.name), None)


def _middle(count: Count) -> float:
    return count.low if count.low is not None else count.high or 0.0


def _grown(a: Count, b: Count, one: Account, other: Account) -> bool:
    """Whether the count of the later document is the higher."""
    if not one.published or not other.published or one.published == other.published:
        return False
    early, late = (a, b) if one.published < other.published else (b, a)
    return _middle(late) >= _middle(early)


def _exclude(a: Count, b: Count) -> bool:
    low, high = sorted((a, b), key=_middle)
    gap = _ROUGH * _middle(high) if a.approximate or b.approximate else 0.0
    return low.high is not None and high.low is not None and low.high + gap < high.low


def _wording(one: Account, other: Account) -> Iterator[Sign]:
    if one.document == other.document:
        yield Sign("one document", 1.0, "")
        return
    share = overlap(one.print, other.print)
    if share >= COPY:
        yield Sign("copy", share, f"{share:.0%} of the text")
    names = sorted(set(one.names) & set(other.names))
    if names:
        yield Sign("same names", min(1.0, len(names) / 2), ", ".join(names[:3]))
    shorter = min(len(one.words), len(other.words))
    if shorter >= _FEW_WORDS:
        shared = sorted(set(one.words) & set(other.words))
        yield Sign("words shared", len(shared) / shorter - _BY_CHANCE, ", ".join(shared[:5]))
