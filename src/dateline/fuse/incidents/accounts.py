"""One document's records to accounts: its events, figures and claims put together by happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.fuse.incidents.copies import sketch
from dateline.fuse.incidents.voices import counts_of, voices_of
from dateline.fuse.incidents.where import days_apart, lie, spots_of
from dateline.fuse.tellings import deeds_of
from dateline.fuse.words import TOKENS, Words
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.model import (
    Account,
    Actor,
    Claim,
    Control,
    Document,
    Event,
    Figure,
    Party,
    Record,
    Response,
    Span,
    Spot,
    digest,
)

__all__ = ["accounts"]

_TOLD = frozenset({"occurred", "ongoing", "denied"})
# What is told without a place of its own goes with what was told so many characters before: three paragraphs.
_NEAR = 900
# An undated report is of the day it appeared on or of the two before.
_BACK = 2
_NOUN_CHARS = 40


@dataclass(slots=True)
class _Happening:
    """Events of a document that are taken for one happening, as they come in the text."""

    family: str
    events: list[Event] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    days: tuple[str, str] | None = None
    hours: set[str] = field(default_factory=set)
    last: int = 0


def accounts(records: Sequence[Record], lore: Lore) -> tuple[Account, ...]:
    """The happenings that one document tells of, in the order of its text.

    `records` are all of the document's. Only what is told to have happened, or denied, counts: no plans, no
    history, no sport.
    """
    document = next((record for record in records if isinstance(record, Document)), None)
    if document is None:
        return ()
    events = sorted(
        (r for r in records if isinstance(r, Event) and r.factuality in _TOLD and r.standing == "current"),
        key=lambda event: (event.trigger.start, event.id),
    )
    if not events:
        return ()
    making = _Making(document, records, lore)
    return tuple(making.account(one) for one in making.happenings(events))


class _Making:
    """What is needed of one document to make its accounts."""

    def __init__(self, document: Document, records: Sequence[Record], lore: Lore) -> None:
        self._document, self._lore = document, lore
        self._words = Words(lore)
        self._families = _families(lore)
        self._hours = lore.lexicon.tables["hours"]
        self._apart = lore.lexicon.words["apart"]
        self._claims: defaultdict[str, list[Claim]] = defaultdict(list)
        self._owned: defaultdict[str, list[Figure | Control]] = defaultdict(list)
        self._answers: defaultdict[str, list[Response]] = defaultdict(list)
        self._by_id: dict[str, Claim] = {}
        for record in records:
            if isinstance(record, Claim):
                self._claims[record.of.id].append(record)
                self._by_id[record.id] = record
            elif isinstance(record, Figure | Control) and record.event:
                self._owned[record.event].append(record)
            elif isinstance(record, Response):
                self._answers[record.to].append(record)
        self._print = sketch(document.text)
        self._wire = _wire(document, lore)

    # -- events that are one happening

    def happenings(self, events: Sequence[Event]) -> list[_Happening]:
        """Events in groups; each goes to the last group that it may belong to, else begins one."""
        found: list[_Happening] = []
        for event in events:
            family = self._family(event)
            if family is None:
                continue
            home = next((one for one in reversed(found) if self._belongs(event, family, one)), None)
            if home is None:
                home = _Happening(family)
                found.append(home)
            self._join(event, home)
        return found

    def _family(self, event: Event) -> str | None:
        change = self._lore.lexicon.changes.get(event.frame)
        for family in self._lore.lexicon.families:
            if change in family.changes or event.mode in family.modes or event.type in family.roots:
                return family.key
        return None

    def _belongs(self, event: Event, family: str, one: _Happening) -> bool:
        """Whether an event may be of a happening that was told before it."""
        together = event.trigger.start - one.last
        same_words = any(event.trigger == other.trigger for other in one.events)
        if same_words:
            return True
        kin = family == one.family or family in self._families.get(one.family, ())
        if not kin or (family != one.family and together > _NOUN_CHARS * 3):
            return False
        told = lie(list(self._spots(event)), one.spots)
        if told in ("other town", "other region") or self._other_time(event, one):
            return False
        if together > 0 and self._told_apart(event):
            return False
        if told in ("same town", "close by"):
            return True
        return together <= _NEAR or self._in_title(one)

    def _other_time(self, event: Event, one: _Happening) -> bool:
        days = _days(event)
        if days and one.days and days_apart(days, one.days) > 0:
            return True
        hours = self._hours_of(event)
        return bool(hours and one.hours and not hours & one.hours)

    def _told_apart(self, event: Event) -> bool:
        """ "Another rocket", "a second strike", "in a separate raid"."""
        words = TOKENS.findall(normal(event.evidence[0].text))
        return not self._apart.isdisjoint(words[:6])

    def _in_title(self, one: _Happening) -> bool:
        parts = self._document.parts
        title = next((part for part in parts if part.kind == "title"), None)
        return title is not None and all(event.trigger.start < title.end for event in one.events)

    def _join(self, event: Event, one: _Happening) -> None:
        one.events.append(event)
        one.spots.extend(spot for spot in self._spots(event) if spot not in one.spots)
        one.days = one.days or _days(event)
        one.hours |= self._hours_of(event)
        one.last = max(one.last, event.trigger.end)

    def _spots(self, event: Event) -> Iterator[Spot]:
        yield from spots_of(event.places)
        if not event.places and event.frame in self._lore.lexicon.changes:
            for target in event.targets:
                name = target.name or target.text or ""
                if name[:1].isupper() and target.kind == "unknown" and target.key is None:
                    yield Spot(normal(name), target.country, "settlement")

    def _hours_of(self, event: Event) -> set[str]:
        words = TOKENS.findall(normal(" ".join(span.text for span in event.evidence)))
        return {part for word in words for part in self._hours.get(word, "").split("+") if part}

    # -- the account

    def account(self, one: _Happening) -> Account:
        """A happening's events as an account."""
        document = self._document
        ids = tuple(dict.fromkeys(event.id for event in one.events))
        owned = [record for id in ids for record in self._owned[id]]
        claims = [c for id in (*ids, *(record.id for record in owned)) for c in self._claims[id]]
        events = {event.id: event for event in one.events}
        start, end = one.days or self._published_days()
        published = (document.published.start or "")[:10] or None
        return Account(
            id=digest(["account", document.id, sorted(ids)]),
            document=document.id,
            outlet=document.outlet,
            wire=self._wire,
            published=published,
            family=one.family,
            events=ids,
            title=self._title(one),
            types=_sorted(event.type for event in one.events),
            acled=tuple(dict.fromkeys(event.acled for event in one.events if event.acled)),
            deeds=_sorted(deed for event in one.events for deed in deeds_of(event.frame, self._lore)),
            spots=tuple(one.spots),
            start=start,
            end=end,
            dated=one.days is not None,
            hours=_sorted(one.hours),
            actors=self._parties(actor for event in one.events for actor in event.actors),
            targets=self._parties(actor for event in one.events for actor in event.targets),
            means=_sorted(event.mode for event in one.events if event.mode),
            counts=counts_of(owned, self._claims, document),
            voices=voices_of(claims, events, owned, self._answers, self._by_id, document, self._wire),
            words=self._said(one),
            names=self._names(one),
            print=self._print,
        )

    def _published_days(self) -> tuple[str | None, str | None]:
        day = (self._document.published.start or "")[:10]
        try:
            last = date.fromisoformat(day)
        except ValueError:
            return None, None
        first = last.toordinal() - _BACK
        return date.fromordinal(max(first, 1)).isoformat(), day

    def _title(self, one: _Happening) -> str:
        """The words that tell the most of it: those of its best placed event."""

        def fullness(event: Event) -> tuple[int, int]:
            told = (event.places, event.targets, event.actors)
            return sum(map(bool, told)), -event.trigger.start

        return max(one.events, key=fullness).evidence[0].text

    def _parties(self, told: Iterable[Actor]) -> tuple[Party, ...]:
        vague = self._lore.lexicon.words["whoever"]
        pronouns = self._lore.lexicon.words["pronouns"]
        made: dict[tuple[str | None, ...], Party] = {}
        for actor in told:
            words = normal(actor.text or "")
            if words in pronouns and actor.name is None:
                continue
            noun = words.rpartition(" ")[2].removesuffix("s")
            named = actor.name or ""
            party = Party(
                normal(named) or None,
                actor.key,
                noun if noun and noun not in vague and not (actor.text or "")[:1].isupper() else None,
                actor.side,
                actor.country,
                actor.category,
            )
            made.setdefault((party.name, party.key, party.noun, party.side, party.country), party)
        return tuple(made.values())

    def _said(self, one: _Happening) -> tuple[str, ...]:
        """What its clauses say by common words, numbers and places apart."""
        text = " ".join(span.text for span in _spans(one))
        plain = " ".join(word for word in text.split() if not word[:1].isupper())
        said = self._words.read(plain).said
        return _sorted(word for word in said if not word.isdigit())

    def _names(self, one: _Happening) -> tuple[str, ...]:
        """Capitalised words inside its clauses that name no place of it."""
        places = {word for spot in one.spots for word in spot.name.split()}
        places |= {word for spot in one.spots for word in (spot.admin1 or "").split()}
        found = set[str]()
        for span in _spans(one):
            for word in span.text.split()[1:]:
                if word[:1].isupper() and len(word) > 2:
                    found.update(TOKENS.findall(normal(word).removesuffix("'s")))
        little = self._lore.lexicon.words["little-words"]
        return _sorted(name for name in found if name not in places and name not in little)


def _families(lore: Lore) -> Mapping[str, frozenset[str]]:
    return {family.key: frozenset(family.kin) for family in lore.lexicon.families}


def _spans(one: _Happening) -> Iterator[Span]:
    yield from dict.fromkeys(span for event in one.events for span in event.evidence)


def _days(event: Event) -> tuple[str, str] | None:
    """The days that an event's moment names, if they are days: a month or a year tells too little."""
    moment = event.moment
    if moment is None or not moment.start or not moment.end:
        return None
    first, last = moment.start[:10], moment.end[:10]
    try:
        apart = date.fromisoformat(last) - date.fromisoformat(first)
    except ValueError:
        return None
    return (first, last) if timedelta(0) <= apart <= timedelta(days=3) else None


def _wire(document: Document, lore: Lore) -> str | None:
    """The agency whose text it is, by the outlet, the byline, or its sign at the head or the end."""
    wires = lore.lexicon.words["wires"]
    if document.outlet and normal(document.outlet) in wires:
        return normal(document.outlet)
    signed = " ".join(part.text for part in document.parts if part.kind in ("byline", "dateline"))
    body = next((part.text for part in document.parts if part.kind == "body"), "")
    words = normal(f"{signed} {body[:80].partition(') ')[0] if '(' in body[:60] else ''}")
    tail = normal(document.text[-80:])
    found = f" {' '.join(TOKENS.findall(words))} {' '.join(TOKENS.findall(tail))} "
    signs = sorted(wires, key=len, reverse=True)
    return next((wire for wire in signs if f" {' '.join(TOKENS.findall(wire))} " in found), None)


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
