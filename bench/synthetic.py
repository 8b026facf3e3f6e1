"""A store of an invented war: `python -m bench.synthetic --events 100000 --out FOLDER`.

The war, its towns and all that is said of it are drawn from a seed, so that the same call gives the same
records. They are written as `dateline read` writes what it reads; only their making is quicker than reading.
Accounts of happenings that were drawn apart are not compared, which at this size would take hours; those of
one happening are, by the same judgement as any others. Beside the store stands `baseline.csv`: who held each
town on the first day.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.lore import Lore
from dateline.model import (
    Account,
    Acled,
    Actor,
    Change,
    Claim,
    Claimant,
    Control,
    Document,
    Event,
    Figure,
    Joining,
    Mention,
    Moment,
    Part,
    Place,
    Quantity,
    Quote,
    Record,
    Ref,
    Response,
    Span,
    sealed,
)
from dateline.settings import cache_folder
from dateline.store import PageEntry, Store, tables
from dateline.store.incidents import Incidents, Row
from dateline.store.keys import Keys
from dateline.store.portions import numbers_of
from dateline.tell.joining import Joiner
from dateline.tell.meter import Meter
from dateline.tell.telling import Teller

__all__ = ["FIRST_DAY", "SIDES", "Town", "fill", "towns", "write_baseline"]

FIRST_DAY = "2031-01-01"
SIDES = ("North", "South")
_SEED = 7
_TOWNS = 12_000
_DAYS = 400
# Events of a document, and documents of a page: a daily report, and what one fetch of a feed brings.
_EVENTS, _DOCUMENTS = 10, 40
# Land enough for so many: the south of Chad and the west of Sudan, whose real towns are not meant.
_WEST, _SOUTH, _EAST, _NORTH = 16.0, 9.0, 28.0, 16.0
# Where the front lies, and how far from it, in degrees, most of what happens.
_FRONT, _NEAR = 12.5, 0.6
_SYLLABLES = (
    "ba bel dar dim fa gor gul ha jar kel kor lam lo mar mek mo na nel or pa rak ro sa sil ta tor um wa zar"
).split()
_OUTLETS = (
    "Plains Courier",
    "Desert Wire",
    "The Morning Ledger",
    "Radio Delta",
    "Lakeside Post",
    "Open Monitor",
)
_SOURCES = ("a spokesman", "the governor", "residents", "the general staff", "the mayor", "a relief agency")


@dataclass(frozen=True, slots=True)
class Town:
    """An invented town with its holder on the first day."""

    name: str
    lat: float
    lon: float
    holder: str


@dataclass(frozen=True, slots=True)
class _Deed:
    """A kind of event: how it is told, with `{}` for the town, and how it is coded."""

    words: str
    trigger: str
    frame: str
    mode: str | None
    acled: Acled
    counts: str | None = None
    change: Change | None = None


_DEEDS = (
    _Deed(
        "shelled a market in {}", "shelled", "assault_weapon_hits", "heavy-weapons",
        Acled("Explosions/Remote violence", "Shelling/artillery/missile attack"), "killed",
    ),
    _Deed(
        "struck a depot in {} with drones", "struck", "assault_hit", "drone",
        Acled("Explosions/Remote violence", "Air/drone strike"), "wounded",
    ),
    _Deed(
        "attacked a convoy near {}", "attacked", "assault_attack_noun", None,
        Acled("Battles", "Armed clash"), "killed",
    ),
    _Deed(
        "captured {}", "captured", "control_capture", None,
        Acled("Battles", "Non-state actor overtakes territory"), None, "gained",
    ),
    _Deed(
        "retook {}", "retook", "control_retake", None,
        Acled("Battles", "Government regains territory"), None, "gained",
    ),
)  # fmt: skip
_WEIGHTS = (35, 25, 20, 12, 8)


@dataclass(frozen=True, slots=True)
class _Happening:
    """One thing that happens, and is told by a few documents of the same or the next day."""

    number: int
    day: str
    town: Town
    deed: _Deed
    side: str
    count: int


def towns(count: int = _TOWNS) -> list[Town]:
    """So many towns, strewn about, with a ragged line between the two sides."""
    chance = random.Random(_SEED)
    found: dict[str, Town] = {}
    while len(found) < count:
        name = "".join(chance.choice(_SYLLABLES) for _ in range(3)).title()
        lat, lon = chance.uniform(_SOUTH, _NORTH), chance.uniform(_WEST, _EAST)
        holder = SIDES[lat + chance.gauss(0, 0.15) <= _FRONT]
        found.setdefault(name, Town(name, round(lat, 4), round(lon, 4), holder))
    return list(found.values())


def write_baseline(path: Path, among: Sequence[Town]) -> None:
    """Who holds what on the first day, as `--baseline` takes it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name", "lat", "lon", "holder"))
        rows.writerows((town.name, town.lat, town.lon, town.holder) for town in among)


# -- what happens


def _happenings(count: int, among: Sequence[Town]) -> Iterator[list[_Happening]]:
    """What happens on each day, most of it near the front."""
    chance = random.Random(_SEED + 1)
    near = [town for town in among if abs(town.lat - _FRONT) < _NEAR]
    first = date.fromisoformat(FIRST_DAY)
    number = 0
    for at in range(_DAYS):
        day = (first + timedelta(days=at)).isoformat()
        many = (count * (at + 1)) // _DAYS - (count * at) // _DAYS
        told = []
        for _ in range(many):
            number += 1
            town = chance.choice(near if chance.random() < 0.8 else among)
            deed = chance.choices(_DEEDS, _WEIGHTS)[0]
            told.append(_Happening(number, day, town, deed, chance.choice(SIDES), chance.randint(1, 40)))
        yield told


# -- what is told of it


@dataclass(slots=True)
class _Text:
    """A text as it grows, and the spans of what was added."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> Span:
        """The span of some words at the end."""
        span = Span(self.length, self.length + len(words), words)
        self.parts.append(words)
        self.length = span.end
        return span

    def __str__(self) -> str:
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class _Told:
    """One happening in a text: where its words stand. `denial` and `quote` are there in some."""

    happening: _Happening
    whole: Span
    actor: Span
    trigger: Span
    town: Span
    figure: Span | None
    source: Span
    cue: Span
    denial: Span | None
    quote: Span | None


def _between(one: Span, other: Span, text: str) -> Span:
    return Span(one.start, other.end, text[one.start : other.end])


def _sentence(text: _Text, one: _Happening, chance: random.Random) -> _Told:
    start = text.length
    actor = text.add(f"{one.side}ern forces")
    text.add(" ")
    before, after = one.deed.words.removeprefix(one.deed.trigger).split("{}")
    trigger = text.add(one.deed.trigger)
    text.add(before)
    town = text.add(one.town.name)
    text.add(f"{after} on {one.day}")
    figure = None
    if one.deed.counts is not None:
        text.add(", killing " if one.deed.counts == "killed" else ", wounding ")
        figure = text.add(f"{one.count + chance.randint(0, 3)} people")
    text.add(", ")
    source = text.add(chance.choice(_SOURCES))
    text.add(" ")
    cue = text.add("said")
    text.add(".")
    whole = Span(start, text.length, str(text)[start:])
    denial = quote = None
    if chance.random() < 0.15:
        text.add(" ")
        denial = text.add(f"{_other(one.side)}ern officials denied it.")
    if chance.random() < 0.1:
        text.add(" ")
        quote = text.add("“We will not leave.”")
    text.add(" ")
    return _Told(one, whole, actor, trigger, town, figure, source, cue, denial, quote)


def _other(side: str) -> str:
    return SIDES[side == SIDES[0]]


def _document(number: int, day: str, told_of: Sequence[_Happening], chance: random.Random) -> list[Record]:
    """A document that tells of some happenings, and all that a reader would find in it."""
    text = _Text()
    first = told_of[0]
    title = text.add(f"{first.side}ern forces fight around {first.town.name}")
    text.add("\n\n")
    told = [_sentence(text, one, chance) for one in told_of]
    content = str(text).rstrip()
    outlet = chance.choice(_OUTLETS)
    document = sealed(
        Document,
        document="",
        evidence=(title,),
        source=f"https://{outlet.lower().replace(' ', '-')}.example/{number}",
        outlet=outlet,
        title=title.text,
        byline=None,
        published=Moment(None, day, day, "day", "metadata"),
        language="en",
        text=content,
        parts=tuple(
            Part(kind, start, end, content[start:end])
            for kind, start, end in (("title", 0, title.end), ("body", title.end + 2, len(content)))
        ),
    )
    return [document, *(record for one in told for record in _records(one, document, outlet))]


def _records(told: _Told, document: Document, outlet: str) -> Iterator[Record]:
    one = told.happening
    make: Any = partial(_sealed, document=document.id, evidence=(told.whole,))
    place = Place(
        told.town.text, told.town.start, told.town.end, one.town.name, None, one.town.lat, one.town.lon,
        "settlement", "TCD", None, 0.9,
    )  # fmt: skip
    army = Actor(
        told.actor.text, told.actor.start, told.actor.end, f"Armed forces of the {one.side}", "MIL",
        "military", one.side, None, "army",
    )  # fmt: skip
    yield make(Mention, kind="place", text=place.text, start=place.start, end=place.end, place=place)
    counted = _quantity(told)
    moment = Moment(one.day, one.day, one.day, "day", "explicit")
    event = make(
        Event, type="ASSAULT", mode=one.deed.mode, context=("military",), acled=one.deed.acled,
        actors=(army,), targets=(), places=(place,), moment=moment, figures=(counted,) if counted else (),
        trigger=told.trigger, factuality="occurred", frame=one.deed.frame,
    )  # fmt: skip
    claim = partial(_claim, make, told, outlet)
    yield event
    said = claim(event)
    yield said
    if counted is not None:
        bounds = {
            "low": counted.low,
            "high": counted.high,
            "approximate": False,
            "unit": None,
            "of": "people",
        }
        at = {"text": counted.text, "start": counted.start, "end": counted.end}
        figure = make(Figure, **at, counts=counted.counts, **bounds, event=event.id)
        yield figure
        yield claim(figure)
    if one.deed.change is not None:
        control = make(
            Control, place=place, holder=one.side, change=one.deed.change, moment=moment, event=event.id
        )
        yield control
        yield claim(control)
    if told.denial is not None:
        yield from _denied(told, document, event, said, outlet)
    if told.quote is not None:
        yield _sealed(
            Quote, document=document.id, evidence=(told.quote,), speaker=_source(told), cue=told.cue,
            content=(told.quote,), scare=False,
        )  # fmt: skip


def _sealed(kind: type[Any], /, **content: Any) -> Any:
    return sealed(kind, **content)


def _quantity(told: _Told) -> Quantity | None:
    if told.figure is None:
        return None
    number = float(told.figure.text.split()[0])
    return Quantity(
        told.figure.text, told.figure.start, told.figure.end, told.happening.deed.counts or "killed",
        number, number, False, None, "people",
    )  # fmt: skip


def _source(told: _Told) -> Actor:
    side = told.happening.side
    return Actor(
        told.source.text, told.source.start, told.source.end, None, None, "unknown", side, None, None
    )


def _claim(make: Any, told: _Told, outlet: str, of: Record) -> Any:
    source = Claimant(
        told.source.text, told.source.start, told.source.end, None, None, "unknown", told.happening.side,
        None, None, cue=told.cue, manner="indirect",
    )  # fmt: skip
    by = (source, _outlet(outlet))
    return make(Claim, of=Ref(of.record, of.id), content=(told.whole,), by=by, stance="asserts", said=None)


def _outlet(name: str) -> Claimant:
    return Claimant(None, None, None, name, None, "outlet", None, None, None)


def _denied(told: _Told, document: Document, event: Event, said: Claim, outlet: str) -> Iterator[Record]:
    denial = told.denial
    assert denial is not None
    side = _other(told.happening.side)
    words = Span(denial.start, denial.start + len(f"{side}ern officials"), f"{side}ern officials")
    cue = Span(words.end + 1, words.end + 7, "denied")
    by = Claimant(
        words.text, words.start, words.end, None, "GOV", "government", side, None, "officials", cue=cue,
        manner="indirect",
    )  # fmt: skip
    denies = _sealed(
        Claim, document=document.id, evidence=(denial,), of=Ref("event", event.id), content=(denial,),
        by=(by, _outlet(outlet)), stance="denies", said=None,
    )  # fmt: skip
    yield denies
    yield _sealed(
        Response, document=document.id, evidence=(denial,), how="denies", claim=denies.id, to=said.id,
        reasons=("the same event",),
    )  # fmt: skip


# -- the store


class _Drawn(Incidents):
    """Compares accounts of one drawn happening, as any others are, and leaves the rest apart."""

    def __init__(self, connection: sa.Connection, joiner: Joiner) -> None:
        super().__init__(connection, joiner)
        self._joiner, self._own = joiner, connection
        self.happening: dict[str, int] = {}
        self._of: defaultdict[int, list[tuple[int, Account]]] = defaultdict(list)

    def _link(self, new: Mapping[int, tuple[Account, Keys]]) -> None:
        """Instead of looking through the store for what may be the same: it is known what is."""
        rows: dict[tuple[int, int], Row] = {}
        for number, (account, _) in new.items():
            for drawn in {self.happening[id] for id in account.events if id in self.happening}:
                for other, theirs in self._of[drawn]:
                    joining = self._joiner.joining(account, theirs)
                    if other != number and joining.weight > 0:
                        rows[(min(number, other), max(number, other))] = _link_row(number, other, joining)
                self._of[drawn].append((number, account))
        if rows:
            self._own.execute(sa.insert(tables.account_links), list(rows.values()))
            self.regroup({number for pair in rows for number in pair})


def _link_row(one: int, other: int, joining: Joining) -> Row:
    body = msgspec.json.encode(joining).decode()
    return {"one": min(one, other), "other": max(one, other), "weight": joining.weight, "body": body}


def _documents(count: int, among: Sequence[Town], happening: dict[str, int]) -> Iterator[list[Record]]:
    """Documents with so many events in all; each happening is told one to three times."""
    chance = random.Random(_SEED + 2)
    number = 0
    # On average a happening is told 1.6 times.
    for told in _happenings(int(count / 1.6), among):
        pool = [one for one in told for _ in range(chance.choices((1, 2, 3), (58, 24, 18))[0])]
        chance.shuffle(pool)
        for start in range(0, len(pool), _EVENTS):
            number += 1
            part = list(dict.fromkeys(pool[start : start + _EVENTS]))
            records = _document(number, part[0].day, part, chance)
            events = [record for record in records if isinstance(record, Event)]
            happening |= {event.id: one.number for event, one in zip(events, part, strict=True)}
            yield records


def fill(url: str, count: int, lore: Lore, among: Sequence[Town], meter: Meter | None = None) -> int:
    """Fill a new store with so many events, about; gives how many there are."""
    engine, joiner, teller, made = sa.create_engine(f"sqlite:///{url}"), Joiner(lore), Teller(lore), 0
    happening: dict[str, int] = {}
    with Store.open(url) as store, store.writer() as writer, engine.connect() as connection:
        drawn = _Drawn(connection, joiner)
        drawn.happening = happening
        for page in _pages(_documents(count, among, happening)):
            writer.add(_entry(page), [record for document in page for record in document], telling=teller)
            numbers = numbers_of(connection, tables.documents, [records[0].id for records in page])
            for records in page:
                drawn.add(numbers[records[0].id], records)
                made += sum(isinstance(record, Event) for record in records)
            connection.commit()
            if meter is not None:
                meter.at(made, count)
    engine.dispose()
    return made


def _pages(documents: Iterator[list[Record]]) -> Iterator[list[list[Record]]]:
    while page := list(islice(documents, _DOCUMENTS)):
        yield page


def _entry(page: Sequence[Sequence[Record]]) -> PageEntry:
    first = page[0][0]
    assert isinstance(first, Document)
    day = first.published.start or FIRST_DAY
    return PageEntry(hashlib.sha256(first.id.encode()).hexdigest(), f"feed of {day}", f"{day}T18:00:00Z")


def main() -> None:
    """Make the folder."""
    options = argparse.ArgumentParser(
        prog="python -m bench.synthetic", description="A store of an invented war."
    )
    options.add_argument("--events", type=int, default=100_000, metavar="N")
    options.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    among = towns()
    write_baseline(given.out / "baseline.csv", among)
    with Meter("inventing a war") as meter:
        fill(str(given.out / "store.db"), given.events, Lore.open(cache_folder()), among, meter)


if __name__ == "__main__":
    main()
