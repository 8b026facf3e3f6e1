"""Whether two accounts tell of one happening: reasons for and against, each with its weight in log odds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import sqrt
from typing import NamedTuple

from dateline.fuse.incidents.copies import alike, one_text
from dateline.fuse.incidents.happenings import REPORT
from dateline.fuse.incidents.where import days_apart, lie, named_alike, skeleton
from dateline.fuse.meaning import likeness
from dateline.lore import Lore
from dateline.model import Account, Because, Count, Joining, Party, Spot

__all__ = ["Comparing", "Sign"]

# Two dead here and two dead there are no sign; so small numbers are common.
_COMMON = 3
_ROUGH = 0.2
# A word that no text had by which rarity was counted.
_UNSEEN = 7.0
_RARE = 5.0
# Names and numbers in common say no more beyond so many.
_ENOUGH = 3
_FORMULA = 0.85
# Accounts whose words are held ready.
_KNOWN = 4_096
_DIGITS = 3
# The squares of the rarities of two names that hardly any report has.
_RARE_NAMES = 98.0
# The likeness of two reports' vectors from which on they are of one happening more often than not; the
# encoder's own boundary when its training ended (eval/train_meaning.py).
_ONE = 0.5
# A week and more between two undated reports.
_WEEK = 7


_HERE = frozenset({"same town", "close by", "town named by both"})
_NOW = frozenset({"same day", "day named by both"})


class Sign(NamedTuple):
    """Something seen in two accounts: the reason's key, how strongly (1 is plainly), and what it is."""

    key: str
    strength: float
    seen: str


class _Said(NamedTuple):
    """Words and names of an account, with the sums of the squares of their rarities."""

    words: frozenset[str]
    length: float
    names: dict[str, str]
    named: float


class Comparing:
    """Compares accounts; the weights are the core pack's."""

    def __init__(self, lore: Lore) -> None:
        lexicon = lore.lexicon
        self._weights = lexicon.incident_weights
        self._kin = {family.key: frozenset(family.kin) for family in lexicon.families}
        self._growing = lexicon.words["growing"]
        self._vague = lexicon.words["vague-means"]
        self._rarity = {word: float(value) for word, value in lexicon.tables["rarity"].items()}
        self._related = {family: self._kin_of(family) for family in (*self._kin, REPORT)}
        self._known: dict[str, _Said] = {}

    def kin(self, family: str) -> frozenset[str]:
        """The families in which what one family tells may be told; a report's lead may be of any."""
        return self._related[family]

    def _kin_of(self, family: str) -> frozenset[str]:
        if family == REPORT:
            return frozenset(self._kin)
        told = (other for other, kin in self._kin.items() if family in kin)
        return frozenset((REPORT, *self._kin[family], *told))

    def comparable(self, a: Account, b: Account) -> bool:
        """Whether two accounts are of kinds that may be one happening."""
        return a.family == b.family or b.family in self.kin(a.family)

    def joining(self, a: Account, b: Account) -> Joining:
        """Two accounts compared, the same whichever comes first."""
        one, other = sorted((a, b), key=lambda account: account.id)
        because = tuple(
            Because(sign.key, round(sign.strength * self._weights[sign.key], 3), sign.seen)
            for sign in self.signs(one, other)
        )
        return Joining(one.id, other.id, round(sum(each.weight for each in because), 3), because)

    def signs(self, one: Account, other: Account) -> list[Sign]:
        """All that speaks for and against their being of one happening."""
        found = [Sign("always", 1.0, "")]
        found.extend(_place(one, other))
        found.extend(_time(one, other))
        found.extend(_roles(one, other))
        found.extend(self._deed(one, other))
        found.extend(self._counts(one, other))
        found.extend(self._wording(one, other))
        keys = {sign.key for sign in found}
        found.extend(_together(keys))
        if not (one.lead and other.lead):
            found.extend(_in_passing(keys))
        return found

    def _deed(self, one: Account, other: Account) -> Iterator[Sign]:
        if one.family != other.family:
            near = other.family in self.kin(one.family)
            coded = REPORT not in (one.family, other.family)
            key = "uncoded" if not coded else "kin" if near else "other kind"
            yield Sign(key, 1.0, f"{one.family}, {other.family}")
        deeds = set(one.deeds) & set(other.deeds)
        if deeds:
            yield Sign("same deed", 1.0, ", ".join(sorted(deeds)))
        elif one.deeds and other.deeds and one.family == other.family:
            yield Sign("other deed", 1.0, "")
        first, second = set(one.means) - self._vague, set(other.means) - self._vague
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
        first, second = _middle(a), _middle(b)
        seen = f"{first:g} and {second:g} {a.counts}"
        if first == second:
            yield Sign("same count", 1.0 if first > _COMMON else 0.4, seen)
        elif abs(first - second) <= _ROUGH * max(first, second) and (a.approximate or b.approximate):
            yield Sign("same count", 0.4, seen)
        elif a.counts in self._growing and _grown(a, b, one, other):
            yield Sign("grown count", 1.0, seen)
        elif _exclude(a, b):
            yield Sign("other count", 1.0, seen)

    def _wording(self, one: Account, other: Account) -> Iterator[Sign]:
        if one.document == other.document:
            yield Sign("one document", 1.0, "")
            return
        if not (one.lead and other.lead) and alike(one.words, other.words) > _FORMULA:
            # A paragraph that a report prints every day tells nothing of the day.
            return
        yield from _told_alike(one, other)
        share = one_text(one, other)
        if share:
            yield Sign("copy", share, f"{share:.0%} alike")
        if gist := alike(one.gist, other.gist):
            yield Sign("gist shared", gist, ", ".join(sorted(set(one.gist) & set(other.gist))[:_ENOUGH]))
        yield from self._names(one, other)
        yield from self._heads(one, other)
        numbers = sorted(set(one.numbers) & set(other.numbers), key=int, reverse=True)
        if numbers:
            # Eleven here and eleven there may be chance; 339 hardly.
            told = sum(min(1.0, len(number) / _DIGITS) ** 2 for number in numbers)
            yield Sign("same numbers", min(1.0, told), ", ".join(numbers[:_ENOUGH]))
        yield from _countries(one, other)
        yield from _kinds("thing", one.things, other.things)
        yield from _kinds("weapon", one.arms, other.arms)
        mine, theirs = self._said(one), self._said(other)
        shared = sorted(mine.words & theirs.words, key=lambda word: (-self._rare(word), word))
        if mine.words and theirs.words:
            long = sqrt(mine.length * theirs.length)
            yield Sign("words shared", self._length(shared) / long if long else 0.0, ", ".join(shared[:4]))

    def _names(self, one: Account, other: Account) -> Iterator[Sign]:
        """Names in common in whatever spelling, rare ones counting more."""
        mine, theirs = self._said(one), self._said(other)
        if not mine.names or not theirs.names:
            return
        both = sorted(
            (mine.names[key] for key in mine.names.keys() & theirs.names.keys()),
            key=lambda name: (-self._rare(name), name),
        )
        shared, shorter = self._length(both), min(mine.named, theirs.named)
        yield Sign("same names", shared / shorter if shorter else 0.0, ", ".join(both[:_ENOUGH]))
        yield Sign("rare names", min(1.0, shared / _RARE_NAMES), ", ".join(both[:_ENOUGH]))

    def _heads(self, one: Account, other: Account) -> Iterator[Sign]:
        """The names with which reports say what they are about; those of common words are no names."""
        mine, theirs = (
            {skeleton(name) or name: name for name in account.heads if self._rare(name) >= _RARE}
            for account in (one, other)
        )
        both = sorted(mine[key] for key in mine.keys() & theirs.keys())
        if both:
            shorter = min(len(mine), len(theirs))
            yield Sign("same names first", len(both) / shorter, ", ".join(both[:_ENOUGH]))
        elif mine and theirs and one.lead and other.lead:
            yield Sign("other names first", 1.0, "")

    def _said(self, account: Account) -> _Said:
        """An account's words and names made ready, once for many comparisons."""
        found = self._known.get(account.id)
        if found is None:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            names = {skeleton(name) or name: name for name in _named(account)}
            words = frozenset(account.words)
            found = _Said(words, self._length(words), names, self._length(names.values()))
            self._known[account.id] = found
        return found

    def _rare(self, word: str) -> float:
        return self._rarity.get(word, _UNSEEN)

    def _length(self, words: Iterable[str]) -> float:
        return sum(self._rare(word) ** 2 for word in words)


# -- where and when


def _place(one: Account, other: Account) -> Iterator[Sign]:
    told = lie(one.spots, other.spots)
    if told != "same town" and _met(one, other):
        # What one calls by the town another may call by the village, and names the town beside.
        told = "town named by both"
    elif told in ("other town", "other region"):
        told = lie(_fitting(one), _fitting(other))
    if told is not None:
        yield Sign(told, 1.0, _places_of(one, other, told))


def _fitting(account: Account) -> list[Spot]:
    """The places that lie in a country which the text names, or where another of its places lies.

    A name alone in its country ("Enterprise", "Larkspur") is as likely a ship or a firm.
    """
    countries = Counter(spot.country for spot in (*account.spots, *account.around))
    named = set(account.countries)
    return [spot for spot in account.spots if spot.country in named or countries[spot.country] > 1]


def _met(one: Account, other: Account) -> bool:
    mine, theirs = ((*account.spots, *account.around) for account in (one, other))
    return any(named_alike(a, b) for a in mine for b in theirs)


def _places_of(one: Account, other: Account, told: str) -> str:
    first, second = (dict.fromkeys(spot.name for spot in account.spots) for account in (one, other))
    both = [name for name in first if name in second]
    if both and told.startswith("same"):
        return ", ".join(both[:2])
    return " and ".join(next(iter(names), "") for names in (first, second))


def _time(one: Account, other: Account) -> Iterator[Sign]:
    told = _days(one, other)
    if told is not None:
        yield told
    if one.hours and other.hours:
        both = set(one.hours) & set(other.hours)
        yield Sign("same hours" if both else "other hours", 1.0, ", ".join(sorted(both)))


def _days(one: Account, other: Account) -> Sign | None:
    """How the days lie that are told, or that follow from publication."""
    if not (one.start and one.end and other.start and other.end):
        return None
    apart, seen = days_apart((one.start, one.end), (other.start, other.end)), f"{one.end}, {other.end}"
    both = sorted(set(one.days) & set(other.days))
    if one.dated and other.dated:
        if (one.start, one.end) == (other.start, other.end):
            return Sign("same day", 1.0, seen)
        if apart == 0:
            return Sign("day named by both", 1.0, ", ".join(both) or seen)
        if both:
            return Sign("other day, one in common", 1.0, ", ".join(both))
        return Sign("next day" if apart == 1 else "other day" if apart <= _WEEK else "weeks apart", 1.0, seen)
    if not (one.dated or other.dated or (one.lead and other.lead)) and one.end != other.end:
        # Told in passing and without a day it is of the day of the report.
        apart = max(apart, abs((date.fromisoformat(one.end) - date.fromisoformat(other.end)).days))
    if apart == 0:
        return Sign("days overlap", 1.0, seen)
    key = "published next day" if apart == 1 else "published apart" if apart <= _WEEK else "weeks apart"
    return Sign(key, 1.0, seen)


def _together(keys: set[str]) -> Iterator[Sign]:
    """What says more together than by itself."""
    here = keys & _HERE
    now = keys & _NOW
    if here and now:
        yield Sign("same place and day", 1.0, "")
        if keys & {"same deed", "same target"}:
            yield Sign("same place, day and deed", 1.0, "")


def _in_passing(keys: set[str]) -> Iterator[Sign]:
    """What is told among much else must be placed and dated to be known again."""
    yield Sign("in passing", 1.0, "")
    if not keys & _HERE:
        yield Sign("in passing and elsewhere", 1.0, "")
    if not keys & _NOW:
        yield Sign("in passing and undated", 1.0, "")


# -- who and whom


def _roles(one: Account, other: Account) -> Iterator[Sign]:
    who = _parties(one.actors, other.actors)
    if who is not None:
        yield Sign("same actor" if who else "other actor", 1.0, who or "")
    whom = _targets(one.targets, other.targets)
    if whom is not None:
        yield Sign("same target" if whom else "other target", 1.0, whom or "")


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
    if a.side and b.side:
        return a.side if a.side == b.side else ""
    if a.country and b.country:
        return a.country if a.country == b.country else ""
    if a.name and b.name:
        return ""
    return a.noun if a.noun and a.noun == b.noun else None


def _targets(first: Sequence[Party], second: Sequence[Party]) -> str | None:
    """The same of what is hit or taken: things by noun and category, people by who they are."""
    if not first or not second:
        return None
    mine, theirs = ({party.noun for party in some if party.noun} for some in (first, second))
    if mine & theirs:
        return min(mine & theirs)
    kinds = [{party.category for party in some if party.category} for some in (first, second)]
    if all(kinds):
        return min(kinds[0] & kinds[1], default="")
    named = [(a, b) for a in first for b in second if a.name and b.name]
    return next((a.name for a, b in named if a.name == b.name), None)


# -- figures and names


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


def _told_alike(one: Account, other: Account) -> Iterator[Sign]:
    """How near both reports come by what they say, in whatever words; 1 is one text."""
    if not (one.meaning and other.meaning):
        return
    near = likeness(one.meaning, other.meaning)
    if near >= _ONE:
        yield Sign("told alike", (near - _ONE) / (1 - _ONE), f"{near:.2f}")
    else:
        yield Sign("told unlike", (_ONE - near) / _ONE, f"{near:.2f}")


def _countries(one: Account, other: Account) -> Iterator[Sign]:
    """The countries that they name, and whose people: who deals with whom."""
    mine, theirs = set(one.countries), set(other.countries)
    both = sorted(mine & theirs)
    if both:
        yield Sign("same countries", len(both) / len(mine | theirs), ", ".join(both))
    elif mine and theirs:
        yield Sign("no country shared", 1.0, "")


def _kinds(what: str, one: Sequence[str], other: Sequence[str]) -> Iterator[Sign]:
    """The kinds of targets or weapons that both speak of, by the share of those that either does."""
    both = sorted(set(one) & set(other))
    if both:
        yield Sign(f"same {what}s", len(both) / len({*one, *other}), ", ".join(both[:_ENOUGH]))
    elif one and other:
        yield Sign(f"other {what}s", 1.0, "")


def _spelt(account: Account) -> dict[str, str]:
    """Names by what is the same in every spelling."""
    return {skeleton(name) or name: name for name in _named(account)}


def _named(account: Account) -> Iterator[str]:
    """All that it names: what one document has as a place is to another a name that no gazetteer lists."""
    yield from account.names
    for spot in (*account.spots, *account.around):
        if spot.kind != "country":
            yield from (word for word in spot.text.split() if len(word) > 2)
