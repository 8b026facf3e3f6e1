"""Scenarios: two hundred propositions reckoned, and a hundred thousand events held against signposts."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import sqlalchemy as sa

from bench.figures import Figure
from bench.material import Size
from dateline.flow import Options, read_page
from dateline.forecast.scenario.running import reckon
from dateline.forecast.scenario.schema import AnyOf, Given, Pattern, Proposition, Scenario, Signpost
from dateline.forecast.scenario.watching import watch
from dateline.lore import Lore
from dateline.model import Account, Document, Event, Page, Record
from dateline.parse import Parser
from dateline.store import PageEntry, Store, tables
from dateline.store.facets import facets
from dateline.tell.joining import Joiner
from dateline.tell.scenario.standing import watched

__all__ = ["scenarios"]

_READ_AT = "2031-03-10T09:00:00Z"
_TEXT = "Russian drones hit a depot in Kharkiv on Friday, killing nine people, the mayor said."
# As wide as a junction tree of eight: every new proposition hangs on up to eight that hang together.
_PROPOSITIONS, _WIDTH = 200, 8
_SIGNPOSTS = 50
_DAYS, _TOWNS = 1_000, 200
_AT_ONCE = 5_000
_TYPES = (
    "ASSAULT",
    "COERCE",
    "AID",
    "AGREE",
    "CONSULT",
    "RETREAT",
    "THREATEN",
    "REJECT",
    "PROTEST",
    "MOBILIZE",
)


def scenarios(size: Size, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """The time of a reckoning, exactly and by sampling, and of a replay of a whole store."""
    net = _network()
    # The first loads the library.
    reckon(net, {})
    group = "scenarios"
    for sampled, aim in ((False, 2.0), (True, None)):
        start = time.process_time()
        reckon(net, {"p3": 1.0}, sampled=sampled)
        name = "by sampling" if sampled else f"exactly, tree width {_WIDTH}"
        took = time.process_time() - start
        yield Figure(group, f"{_PROPOSITIONS} propositions reckoned {name}", took, "s", aim=aim)
    took = _replayed(size.events, lore, parser)
    # Fewer events than the aim is for tell nothing of it.
    aim = 10.0 if size.events >= 100_000 else None
    yield Figure(group, f"{size.events:,} events against {_SIGNPOSTS} signposts", took, "s", aim=aim)


def _network() -> Scenario:
    chance = random.Random(1)
    cliques = [list(range(_WIDTH))]
    found: dict[str, Proposition] = {}
    for number in range(_PROPOSITIONS):
        parents = list(range(number))
        if number >= _WIDTH:
            clique = chance.sample(chance.choice(cliques), _WIDTH)
            parents = clique[: chance.choice((2, 4, _WIDTH))]
            cliques.append([*clique[:-1], number])
        found[f"p{number}"] = _proposition([f"p{parent}" for parent in parents], chance)
    return Scenario(title="Wide", about=None, propositions=found, signposts={})


def _proposition(parents: list[str], chance: random.Random) -> Proposition:
    if not parents:
        return Proposition(says="A root.", probability=0.4)
    if chance.random() < 0.5:
        strengths = {parent: chance.random() for parent in parents}
        return Proposition(says="Any of them.", any_of=AnyOf(strengths=strengths, leak=0.1))
    rows = product(("no", "yes"), repeat=len(parents))
    table = {" ".join(row): chance.random() for row in rows}
    return Proposition(says="By its cases.", given=Given(parents=tuple(parents), table=table))


def _watched() -> Scenario:
    """Signposts on what a synthetic store has: a type each, some with a town, a side or a number too."""
    chance = random.Random(2)
    propositions = {f"p{n}": Proposition(says="Something.", probability=0.3) for n in range(10)}
    signposts = {}
    for number in range(_SIGNPOSTS):
        places = (f"Town {chance.randrange(_TOWNS)}",) if number % 2 else ()
        sides = ("Russia",) if number % 5 == 0 else ()
        event = Pattern(type=_TYPES[number % len(_TYPES)], places=places, sides=sides)
        signposts[f"s{number}"] = Signpost(
            of=f"p{number % 10}", ratio=1.5, counts="week", cap=20, event=event
        )
    return Scenario(title="Watched", about=None, propositions=propositions, signposts=signposts)


def _replayed(count: int, lore: Lore, parser: Parser) -> float:
    """Seconds for a scenario as of the last day by a store of so many events, each of an incident."""
    [reading] = read_page(Page("page.txt", _TEXT.encode()), lore, parser, Options(published="2031-03-08"))
    document = reading.document
    event = next(one for one in reading.records if isinstance(one, Event))
    account = Joiner(lore).accounts(reading.records)[0]
    scenario = _watched()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'store.db'}"
        with Store.open(url) as store:
            with store.writer() as writer:
                writer.add(PageEntry("0" * 64, "filling", _READ_AT), [document])
            _fill(url, document, event, account, count)
            start = time.process_time()
            taken = watched(scenario, store.view(), lore, on="2031-03-09")
            result = watch(scenario, taken)
            took = time.process_time() - start
    if not result.moves:
        raise RuntimeError("the signposts saw nothing of a store that was made for them")
    return took


def _fill(url: str, document: Document, event: Event, account: Account, count: int) -> None:
    """Events with what they are filed under, each in an account that is an incident of its own."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        home = connection.scalar(sa.select(tables.documents.c.number))
        for first in range(0, count, _AT_ONCE):
            made = [(n + 10, _moved(event, n)) for n in range(first, min(first + _AT_ONCE, count))]
            connection.execute(sa.insert(tables.records), [_row(n, one, home) for n, one in made])
            filed = [term for n, one in made for term in _terms(n, one, document)]
            connection.execute(sa.insert(tables.record_terms), filed)
            told = [_account_row(n, account, one, home) for n, one in made]
            connection.execute(sa.insert(tables.accounts), told)
            both = [{"record": n, "account": n} for n, _ in made]
            connection.execute(sa.insert(tables.account_records), both)
    engine.dispose()


def _moved(event: Event, number: int) -> Event:
    """The event as of another type, town and day."""
    day = (date(2028, 1, 1) + timedelta(days=number % _DAYS)).isoformat()
    town = f"Town {number * 7_919 % _TOWNS}"
    places = tuple(replace(one, name=town, text=town, geonameid=None, key=None) for one in event.places)
    moment = replace(event.moment, start=day, end=day) if event.moment else None
    kind = _TYPES[number * 31 % len(_TYPES)]
    return replace(event, id=f"{number:016x}", type=kind, places=places, moment=moment)


def _row(number: int, event: Event, home: int | None) -> dict[str, object]:
    body = msgspec.json.encode(event).decode()
    placed = {"document": home, "position": number, "kind": "event", "contested": False}
    return {"number": number, "id": event.id, "body": body} | placed


def _terms(number: int, event: Event, document: Document) -> Iterator[dict[str, object]]:
    records: list[Record] = [event]
    [found] = facets(records, published=document.published)
    yield from ({"facet": facet, "term": term, "record": number} for facet, term in sorted(found.terms))


def _account_row(number: int, account: Account, event: Event, home: int | None) -> dict[str, object]:
    day = event.moment.start if event.moment else None
    own = replace(account, id=event.id, start=day, end=day, published=day, events=(event.id,))
    body = msgspec.json.encode(own).decode()
    days = {"start": day or "", "stop": day or "", "dated": True}
    named = {"id": own.id, "name": own.id, "incident": own.id}
    return {"number": number, "document": home, "body": body} | days | named
