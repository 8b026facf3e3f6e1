"""A joiner without knowledge: accounts are told by hand or made of events, and weigh by town and day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import Any, get_origin, get_type_hints

from dateline.fuse.incidents import grouped, name_of
from dateline.model import Account, Because, Decision, Document, Event, Joining, Party, Record, Spot

__all__ = ["Plain", "account", "spot"]

Weigh = Callable[[Account, Account], float]


def spot(name: str, lat: float | None = 48.5, lon: float | None = 37.0, **told: Any) -> Spot:
    return made(Spot, name=name, kind=told.pop("kind", "settlement"), lat=lat, lon=lon, **told)


def made(of: type[Any], /, **told: Any) -> Any:
    """An object of the model of which only some fields matter; the others tell nothing."""
    hints = get_type_hints(of)
    bare = {one.name: _empty(hints[one.name]) for one in fields(of) if one.default is MISSING}
    return of(**(bare | told))


def _empty(hint: Any) -> Any:
    return () if get_origin(hint) is tuple else {bool: False, str: ""}.get(hint)


def account(id: str, day: str | None = "2031-03-07", **told: Any) -> Account:
    basis = {"id": id, "document": f"{id} document", "family": "violence", "title": id}
    return made(Account, **(basis | {"start": day, "end": day, "dated": day is not None} | told))


def by_town(one: Account, other: Account) -> float:
    """Two for the same town, less a half for each day between."""
    towns = [{spot.name for spot in each.spots} for each in (one, other)]
    days = [date.fromisoformat(each.start or "2031-03-07") for each in (one, other)]
    return (2.0 if towns[0] & towns[1] else -1.0) - 0.5 * abs((days[0] - days[1]).days)


@dataclass
class Plain:
    """`told` are accounts by document; other documents have one for each of their events."""

    told: Mapping[str, Iterable[Account]] = field(default_factory=dict)
    weigh: Weigh = by_town
    compared: list[tuple[str, str]] = field(default_factory=list)

    def accounts(self, records: Sequence[Record]) -> Sequence[Account]:
        document = next(record for record in records if isinstance(record, Document))
        if document.id in self.told:
            return list(self.told[document.id])
        return [_of_event(record) for record in records if isinstance(record, Event)]

    def kin(self, family: str) -> AbstractSet[str]:
        return {"violence": {"ground"}, "ground": {"violence"}}.get(family, set())

    def placed(self, family: str) -> bool:
        return family in ("violence", "ground")

    def comparable(self, one: Account, other: Account) -> bool:
        return other.family in (one.family, *self.kin(one.family))

    def joining(self, one: Account, other: Account) -> Joining:
        a, b = sorted((one, other), key=lambda account: account.id)
        self.compared.append((a.id, b.id))
        weight = self.weigh(a, b)
        return Joining(a.id, b.id, weight, (Because("town and day", weight),))

    def grouped(self, accounts: Sequence[Account], decisions: Sequence[Decision]) -> Sequence[Sequence[str]]:
        return grouped(accounts, self.joining, decisions)

    def name_of(self, account: str) -> str:
        return name_of(account)


def _of_event(event: Event) -> Account:
    day = (event.moment.start if event.moment else None) or None
    spots = tuple(
        spot(place.name or "", place.lat, place.lon, country=place.country) for place in event.places
    )
    parties = tuple(made(Party, name=actor.name, country=actor.country) for actor in event.actors)
    return account(
        f"account {event.id}", day, document=event.document, events=(event.id,), spots=spots, actors=parties
    )
