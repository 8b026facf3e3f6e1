"""Incidents in short and in full, as the API tells them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from dateline.model import Because, Incident, Joining
from dateline.model.incidents import Party, Range
from dateline.tell import words
from dateline.tell.api.rows import claim_rows, heads
from dateline.tell.api.shapes.incidents import (
    AccountTold,
    Apart,
    DecisionTold,
    FigureRange,
    FigureTold,
    GivenBy,
    GradeTold,
    IncidentLine,
    IncidentSummary,
    IncidentWhole,
    JoiningTold,
    PlaceTold,
    ReasonTold,
)
from dateline.tell.api.shapes.records import ClaimRow, raw
from dateline.tell.happenings import GRADES

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.store import Act, View
    from dateline.store.incident_paging import Listed
    from dateline.tell.why import Near, Why

__all__ = ["Brief", "Summaries", "act_told", "summary", "whole"]


# Incidents in short that are remembered: a year of war, at a kilobyte each.
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Brief:
    """An incident in short, as it is written in answers, and what decides whether it is on the map."""

    line: IncidentLine
    point: tuple[float, float] | None
    information: int


class Summaries:
    """Incidents in short by their accounts: the same accounts always tell the same.

    They are kept as they are written: one text takes the memory of a few of its objects, and nothing looks
    through it for garbage.
    """

    def __init__(self, lore: Lore) -> None:
        self._lore = lore
        self._made: OrderedDict[tuple[str, ...], Brief] = OrderedDict()
        self._lock = Lock()

    def __call__(self, one: Listed) -> Brief:
        """What the accounts of one incident tell together, in short."""
        with self._lock:
            found = self._made.get(one.ids)
            if found is not None:
                self._made.move_to_end(one.ids)
        if found is None:
            found = self._brief(one)
            with self._lock:
                self._made[one.ids] = found
                if len(self._made) > _REMEMBERED:
                    self._made.popitem(last=False)
        return found

    def _brief(self, one: Listed) -> Brief:
        from dateline.fuse.incidents import incident

        told = summary(incident(one.accounts), self._lore)
        points = ((place.lon, place.lat) for place in told.places)
        point = next(((lon, lat) for lon, lat in points if lon is not None and lat is not None), None)
        return Brief(raw(msgspec.json.encode(told)), point, told.grade.information)


def summary(told: Incident, lore: Lore) -> IncidentSummary:
    """An incident in short."""
    return IncidentSummary(
        id=told.id,
        what=words.clean(told.title),
        type=told.types[0] if told.types else None,
        types=told.types,
        acled=told.acled,
        family=told.family,
        first=told.start,
        last=told.end,
        dated=told.dated,
        places=tuple(_places(told)),
        actors=tuple(_names(told.actors, lore)),
        targets=tuple(_names(told.targets, lore)),
        sides=tuple(dict.fromkeys(one.side for one in (*told.actors, *told.targets) if one.side)),
        grade=GradeTold(
            information=told.grade.information,
            word=GRADES[told.grade.information][0],
            rule=told.grade.rule,
        ),
        reports=len(told.documents),
        sources=len(told.sources),
        independent=told.independent,
        claims_for=len(told.claims_for),
        claims_against=len(told.claims_against),
        contested=bool(told.claims_against),
        figures=tuple(_range(one) for one in told.figures),
    )


def _range(one: Range) -> FigureRange:
    return FigureRange(counts=one.counts, of=one.of, low=one.low, high=one.high)


def _places(told: Incident) -> Iterator[PlaceTold]:
    for spot in told.places:
        name = _capital(words.clean(spot.text or spot.name))
        yield PlaceTold(name=name, lat=spot.lat, lon=spot.lon, country=spot.country)


def _names(parties: Iterable[Party], lore: Lore) -> Iterator[str]:
    yield from dict.fromkeys(name for name in (_name(one, lore) for one in parties) if name)


def _name(party: Party, lore: Lore) -> str:
    """As the packs have it where they know the party; accounts keep names as they are compared."""
    key = party.key or ""
    known = lore.persons.get(key) or lore.entities.get(key) or lore.countries.get(key)
    if known is not None:
        return known.name
    return _capital(words.clean(party.name)) if party.name else words.clean(party.noun or "")


def _capital(name: str) -> str:
    return name.title() if name.islower() else name


# -- one in full


def whole(found: Why, lore: Lore) -> IncidentWhole:
    """An incident with its reports, what joined them, figures by source, decisions and what came near."""
    return IncidentWhole(
        summary=summary(found.told.incident, lore),
        accounts=tuple(_accounts(found)),
        joinings=tuple(_joinings(found)),
        figures=tuple(_figure(one) for one in found.told.incident.figures),
        decisions=tuple(act_told(act) for act in found.acts),
        apart=tuple(_apart(one) for one in found.near),
    )


def _accounts(found: Why) -> Iterator[AccountTold]:
    documents = heads([account.document for account in found.accounts], found.view)
    claims = _claims([voice.claim for account in found.accounts for voice in account.voices], found.view)
    copies = found.copies()
    for account in found.accounts:
        first = copies.get(account.id)
        yield AccountTold(
            account=account.id,
            title=words.clean(account.title),
            published=account.published,
            wire=account.wire,
            copy_of=found.accounts[first[0] - 1].id if first else None,
            document=documents.get(account.document),
            claims=tuple(claims[voice.claim] for voice in account.voices if voice.claim in claims),
        )


def _claims(ids: Sequence[str], view: View) -> dict[str, ClaimRow]:
    placed = view.placed(ids)
    return {one.at.id: row for one, row in zip(placed, claim_rows(placed, view), strict=True)}


def _joinings(found: Why) -> Iterator[JoiningTold]:
    holding = {(one.one, one.other) for one in found.tree}
    known = {(one.one, one.other) for one in found.joinings}
    # What was merged by hand is no link of its own.
    merged = [one for one in found.tree if (one.one, one.other) not in known]
    for joining in (*found.joinings, *merged):
        yield JoiningTold(
            one=joining.one,
            other=joining.other,
            weight=joining.weight,
            holds=(joining.one, joining.other) in holding,
            reasons=_reasons(joining),
        )


def _reasons(joining: Joining) -> tuple[ReasonTold, ...]:
    def told(one: Because) -> ReasonTold:
        return ReasonTold(name=one.reason, weight=one.weight, label=words.clean(one.seen))

    return tuple(told(one) for one in sorted(joining.because, key=lambda one: (-one.weight, one.reason)))


def _figure(one: Range) -> FigureTold:
    by = tuple(
        GivenBy(
            source=words.clean(count.source),
            side=count.side,
            low=count.low,
            high=count.high,
            approximate=count.approximate,
            figure=count.figure,
        )
        for count in one.by
    )
    return FigureTold(counts=one.counts, of=one.of, low=one.low, high=one.high, by=by)


def act_told(act: Act) -> DecisionTold:
    """What somebody decided."""
    return DecisionTold(
        number=act.number,
        made_at=act.made_at,
        what=act.what,
        pairs=act.pairs,
        note=act.note,
        withdraws=act.withdraws,
        stands=act.stands,
    )


def _apart(one: Near) -> Apart:
    return Apart(
        incident=one.incident,
        account=one.account.id,
        document=one.account.document,
        title=words.clean(one.account.title),
        weight=one.joining.weight,
        half=one.half,
        because=one.because,
        reasons=_reasons(one.joining),
    )
