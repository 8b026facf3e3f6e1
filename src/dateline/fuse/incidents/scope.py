"""What the text around a happening tells of it: its words, names, numbers, places and days.

A short report is about one thing, and all of it counts; in a long one the paragraphs count that tell of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.fuse.incidents.where import POINTS, hours_named, spots_of
from dateline.fuse.words import TOKENS, Words
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.lore.schema import Means, Target
from dateline.model import Document, Mention, Moment, Spot

__all__ = ["Scope", "Scopes"]

# Words of a report that is about one thing: an agency's short item.
_SHORT = 300
# Longer texts tell no more about one happening than so many words.
_MOST = 240
# A title and the sentence under it.
_GIST = 25
_OPENING = 260
# A report is of what happened in the last ten days.
_BACK = timedelta(days=10)
_LEAST = 3
# "An ammunition and fuel depot": so many words before a noun may be of its name.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """Words by their bases (`gist`: the first of them), names (`heads`: of places too, where it begins),
    numbers above three; places and days.

    Places stand by how often they are named, days in the order of the text.

    `hours` are parts of the day that are named, `countries` those of the parties and the countries named;
    `things` and `arms` are the kinds of targets and of weapons whose words stand there.
    """

    words: tuple[str, ...]
    gist: tuple[str, ...]
    heads: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    spots: tuple[Spot, ...]
    days: tuple[tuple[str, str], ...]
    hours: tuple[str, ...]
    countries: tuple[str, ...]
    things: tuple[str, ...]
    arms: tuple[str, ...]


class Scopes:
    """Reads the scopes of one document; `short`: it is a report of one thing."""

    def __init__(self, document: Document, mentions: Sequence[Mention], lore: Lore) -> None:
        self._document, self._mentions = document, mentions
        self._words = Words(lore)
        self._hours = lore.lexicon.tables["hours"]
        self._little = lore.lexicon.words["little-words"] | frozenset(self._hours)
        self._targets = lore.lexicon.targets
        self._means = lore.lexicon.means
        self._numbers = lore.lexicon.tables["number-words"]
        self.short = document.text.count(" ") <= _SHORT
        self._known: dict[tuple[tuple[int, int], ...], Scope] = {}

    def around(self, offsets: Iterable[int], *, lead: bool) -> Scope:
        """The scope of what is told at some offsets; of a short report's lead, all of it."""
        stretches = self._whole() if lead and self.short else self._paragraphs(frozenset(offsets))
        if stretches not in self._known:
            self._known[stretches] = self._read(stretches)
        return self._known[stretches]

    def _whole(self) -> tuple[tuple[int, int], ...]:
        told = [part for part in self._document.parts if part.kind not in ("byline", "dateline")]
        return tuple((part.start, part.end) for part in told) or ((0, len(self._document.text)),)

    def _paragraphs(self, offsets: frozenset[int]) -> tuple[tuple[int, int], ...]:
        parts = self._document.parts
        return tuple((p.start, p.end) for p in parts if any(p.start <= at < p.end for at in offsets))

    def _read(self, stretches: tuple[tuple[int, int], ...]) -> Scope:
        inside = [m for m in self._mentions if any(a <= m.start < b for a, b in stretches)]
        text = "\n".join(self._document.text[a:b] for a, b in stretches)
        plain = "\n".join(
            self._without(a, b, [m for m in inside if m.place or m.moment]) for a, b in stretches
        )
        words, names, numbers = self._said(plain)
        spots = Counter(spot for m in inside if m.place for spot in spots_of([m.place]))
        first = {spot: i for i, spot in enumerate(spots)}
        ranked = sorted(spots, key=lambda s: (s.kind not in POINTS, -spots[s], first[s]))
        days = dict.fromkeys(d for m in inside if m.moment and (d := self._days(m.moment)))
        countries = {country for m in inside if (country := _country(m))}
        return Scope(
            words=tuple(sorted(words)),
            gist=tuple(sorted(words[:_GIST])),
            heads=self._heads(text[:_OPENING]),
            names=names,
            numbers=numbers,
            spots=tuple(ranked),
            days=tuple(days),
            hours=tuple(sorted(hours_named(text, self._hours))),
            countries=tuple(sorted(countries)),
            things=_kinds(plain, self._targets),
            arms=_kinds(plain, self._means),
        )

    def _heads(self, text: str) -> tuple[str, ...]:
        """All that is written with a capital where a report says what it is about, places with it."""
        words = (normal(raw).removesuffix("'s") for _, raw in _tokens(text) if raw[:1].isupper())
        return tuple(sorted({word for word in words if len(word) >= _LEAST and word not in self._little}))

    def _without(self, start: int, end: int, mentions: Sequence[Mention]) -> str:
        """The text without what names places and times, which are compared as such."""
        pieces, at = [], start
        for mention in sorted(mentions, key=lambda m: m.start):
            if at <= mention.start and mention.end <= end:
                pieces.append(self._document.text[at : mention.start])
                at = mention.end
        return " ".join((*pieces, self._document.text[at:end]))

    def _said(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Common words by their bases in the order of the text, names beside the places', and numbers."""
        words, names, numbers = dict[str, None](), dict[str, None](), dict[str, None]()
        for before, raw in _tokens(text):
            plain = normal(raw).removesuffix("'s").strip("'")
            digits = self._numbers.get(plain, plain.replace(",", ""))
            if digits.isdigit():
                if int(digits) > _LEAST:
                    numbers[digits] = None
            elif raw[:1].isupper() and (before not in ".!?\n\"“'‘:" or not before):
                if len(plain) >= _LEAST and plain not in self._little:
                    names[plain] = None
            elif len(plain) >= _LEAST and plain not in self._little:
                words[self._words.base(plain)] = None
        return tuple(words)[:_MOST], tuple(sorted(names)), tuple(sorted(numbers))

    def _days(self, moment: Moment) -> tuple[str, str] | None:
        """A moment of a day or two that a report of that day may be about."""
        if not moment.start or not moment.end:
            return None
        try:
            first, last = date.fromisoformat(moment.start[:10]), date.fromisoformat(moment.end[:10])
        except ValueError:
            return None
        published = (self._document.published.start or "")[:10]
        if published and not self._near(first, last, published):
            return None
        return (first.isoformat(), last.isoformat()) if last - first <= timedelta(days=1) else None

    def _near(self, first: date, last: date, published: str) -> bool:
        try:
            day = date.fromisoformat(published)
        except ValueError:
            return True
        return first <= day and day - last <= _BACK


def _kinds(
    text: str, known: Mapping[str, tuple[tuple[tuple[str, ...], Target | Means], ...]]
) -> tuple[str, ...]:
    """The kinds whose words stand in a text, the longest wording at each noun."""
    words = [word.removesuffix("s") for word in TOKENS.findall(normal(text))]
    found = set[str]()
    for i, word in enumerate(words):
        for before, entry in known.get(word, ()):
            if all(each in words[max(0, i - _REACH) : i] for each in before):
                found.add(entry.key)
                break
    return tuple(sorted(found))


def _country(mention: Mention) -> str | None:
    """The country that a country's name, a people or a party stands for; a town may be a namesake's."""
    if mention.place is not None:
        return mention.place.country if mention.place.kind == "country" else None
    return mention.actor.country if mention.actor is not None else None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Words with the last character before them that is no space."""
    before = "\n"
    for line in text.split("\n"):
        for chunk in line.split():
            core = chunk.strip(".,;:!?()[]\"“”‘’'…—–-")
            if core:
                lead = chunk[: chunk.index(core)]
                yield lead[-1:] or before, core
            before = chunk[-1]
        before = "\n"
