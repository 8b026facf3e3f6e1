"""One document's records to accounts: its events, figures and claims put together by happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dateline.fuse.incidents.copies import sketch
from dateline.fuse.incidents.happenings import REPORT, Happening, Happenings
from dateline.fuse.incidents.scope import Scope, Scopes
from dateline.fuse.incidents.voices import counts_of, voices_of
from dateline.fuse.incidents.where import POINTS
from dateline.fuse.meaning import encoder, wording
from dateline.fuse.tellings import deeds_of
from dateline.fuse.words import TOKENS
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
    Mention,
    Party,
    Record,
    Response,
    Spot,
    digest,
)

__all__ = ["accounts"]

# An undated report is of the day it appeared on or of the two before.
_BACK = 2
# Where an agency signs at the head of a text, and at its end.
_HEAD, _TAIL = 80, 80
# Places that a text names beside.
_AROUND = 8


def accounts(records: Sequence[Record], lore: Lore) -> tuple[Account, ...]:
    """The happenings that one document tells of, in the order of its text.

    `records` are all of the document's. Only what is told to have happened, or denied, counts: no plans, no
    history, no sport. A short report is about one of them, its lead; one whose opening tells of nothing that
    is coded is an account of its own.
    """
    document = next((record for record in records if isinstance(record, Document)), None)
    if document is None:
        return ()
    events = [record for record in records if isinstance(record, Event)]
    found = Happenings(document, lore).of(events)
    making = _Making(document, records, lore)
    lead = _lead(found, document) if making.short else None
    if lead is None and making.short:
        lead = Happening(REPORT)
        found.insert(0, lead)
    return tuple(making.account(one, lead=one is lead) for one in found)


def _lead(found: Sequence[Happening], document: Document) -> Happening | None:
    """The happening that the title tells, or the first paragraph; of several the one told most."""
    opening = [part for part in document.parts if part.kind in ("title", "standfirst", "bullet", "body")]
    body = next((i for i, part in enumerate(opening) if part.kind == "body"), len(opening))
    end = opening[min(body + 1, len(opening)) - 1].end if opening else 0
    there = [one for one in found if any(event.trigger.start < end for event in one.events)]
    return max(there, key=lambda one: (len(one.events), -one.events[0].trigger.start), default=None)


class _Making:
    """What is needed of one document to make its accounts."""

    def __init__(self, document: Document, records: Sequence[Record], lore: Lore) -> None:
        self._document, self._lore = document, lore
        mentions = [record for record in records if isinstance(record, Mention)]
        self._scopes = Scopes(document, mentions, lore)
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

    @property
    def short(self) -> bool:
        """Whether the document is a report of one thing."""
        return self._scopes.short

    def account(self, one: Happening, *, lead: bool) -> Account:
        """A happening's events as an account."""
        document = self._document
        ids = tuple(dict.fromkeys(event.id for event in one.events))
        owned = [record for id in ids for record in self._owned[id]]
        claims = [c for id in (*ids, *(record.id for record in owned)) for c in self._claims[id]]
        events = {event.id: event for event in one.events}
        scope = self._scopes.around((event.trigger.start for event in one.events), lead=lead)
        days = one.days or (scope.days[0] if scope.days else None)
        start, end = days or self._published_days()
        return Account(
            id=digest(["account", document.id, sorted(ids)]),
            document=document.id,
            outlet=document.outlet,
            wire=self._wire,
            published=(document.published.start or "")[:10] or None,
            lead=lead,
            family=one.family,
            events=ids,
            title=self._title(one),
            types=_sorted(event.type for event in one.events),
            acled=tuple(dict.fromkeys(event.acled for event in one.events if event.acled)),
            deeds=_sorted(deed for event in one.events for deed in deeds_of(event.frame, self._lore)),
            spots=_spots(one, scope),
            around=tuple(spot for spot in scope.spots if spot not in one.spots)[:_AROUND] if lead else (),
            start=start,
            end=end,
            dated=days is not None,
            days=_sorted(day for pair in (days, *scope.days) if pair for day in pair),
            hours=_sorted(one.hours or scope.hours),
            actors=self._parties(actor for event in one.events for actor in event.actors),
            targets=self._parties(_things(one)),
            means=_sorted(event.mode for event in one.events if event.mode),
            counts=counts_of(owned, self._claims, document),
            voices=voices_of(claims, events, owned, self._answers, self._by_id, document, self._wire),
            words=scope.words,
            gist=scope.gist,
            heads=scope.heads,
            names=scope.names,
            numbers=scope.numbers,
            countries=scope.countries,
            things=scope.things,
            arms=scope.arms,
            print=self._print,
            meaning=self._meaning() if lead else "",
        )

    def _meaning(self) -> str:
        """What the whole report says, whose lead this is."""
        document = self._document
        return encoder()(wording((document.published.start or "")[:10], document.text))

    def _published_days(self) -> tuple[str | None, str | None]:
        day = (self._document.published.start or "")[:10]
        try:
            last = date.fromisoformat(day)
        except ValueError:
            return None, None
        return date.fromordinal(max(last.toordinal() - _BACK, 1)).isoformat(), day

    def _title(self, one: Happening) -> str:
        """The words that tell the most of it: those of its best placed event, else the document's first."""
        if not one.events:
            parts = self._document.parts
            return self._document.title or (parts[0].text if parts else self._document.text)[:_HEAD]

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
            party = Party(
                normal(actor.name or "") or None,
                actor.key,
                noun if noun and noun not in vague and not (actor.text or "")[:1].isupper() else None,
                actor.side,
                actor.country,
                actor.category,
            )
            made.setdefault((party.name, party.key, party.noun, party.side, party.country), party)
        return tuple(made.values())


def _things(one: Happening) -> Iterator[Actor]:
    """What is hit, taken or met; a target that is the place itself is compared as a place."""
    for event in one.events:
        places = {place.start for place in event.places}
        yield from (actor for actor in event.targets if actor.start not in places)


def _spots(one: Happening, scope: Scope) -> tuple[Spot, ...]:
    """The places of its events; where none of them is a point, those that the text around it names most."""
    if any(spot.kind in POINTS for spot in one.spots):
        return tuple(one.spots)
    points = [spot for spot in scope.spots if spot.kind in POINTS]
    countries = {spot.country for spot in one.spots if spot.country}
    inside = [spot for spot in points if not countries or spot.country in countries]
    return (*one.spots, *(inside[:1] or (() if one.spots else scope.spots[:1])))


def _wire(document: Document, lore: Lore) -> str | None:
    """The agency whose text it is, by the outlet, the byline, or its sign at the head or the end."""
    wires = lore.lexicon.words["wires"]
    if document.outlet and normal(document.outlet) in wires:
        return normal(document.outlet)
    signed = " ".join(part.text for part in document.parts if part.kind in ("byline", "dateline"))
    body = next((part.text for part in document.parts if part.kind == "body"), "")
    head, sign, _ = body[:_HEAD].partition(")")
    told = f"{signed} {head if sign else ''} . {document.text[-_TAIL:]}"
    words = f" {' '.join(TOKENS.findall(normal(told)))} "
    signs = sorted(wires, key=lambda wire: (-len(wire), wire))
    return next((wire for wire in signs if f" {' '.join(TOKENS.findall(wire))} " in words), None)


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
