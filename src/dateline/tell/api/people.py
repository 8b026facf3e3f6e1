"""People and parties: who holds which office on a day by the packs, and what became of their claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.lore.schema import Person
from dateline.tell.api.shapes.parties import Office, Party

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.tell.api.voices import Speaker, Tally

__all__ = ["names_of", "offices_of", "parties_on", "party_on"]


def parties_on(day: str, lore: Lore, tallies: Mapping[str, Tally]) -> list[Party]:
    """Who holds an office on a day or has claimed anything, by the number of claims and by name."""
    keys = {key for key, person in lore.persons.items() if _office(person, day) is not None} | tallies.keys()
    found = [one for one in (party_on(key, day, lore, tallies) for key in keys) if one is not None]
    return sorted(found, key=lambda one: (-one.claims, one.name, one.key))


def party_on(key: str, day: str, lore: Lore, tallies: Mapping[str, Tally]) -> Party | None:
    """A party as of a day; None: neither the packs nor the store know it."""
    person, tally = lore.persons.get(key), tallies.get(key)
    if person is None and tally is None:
        return None
    office = _office(person, day) if person is not None else None
    speaker = tally.speaker if tally is not None else None
    return Party(
        key=key,
        name=_name(key, person, speaker, lore),
        kind="person" if person is not None or speaker is None else speaker.kind,
        country=_country(person, speaker),
        side=_side(key, person, speaker, lore),
        office=_in_words(office, lore) if office is not None else _role(person, speaker),
        since=office.since if office is not None else None,
        until=office.until if office is not None else None,
        claims=tally.claims if tally is not None else 0,
        confirmed=tally.confirmed if tally is not None else 0,
        denied=tally.denied if tally is not None else 0,
    )


def _office(person: Person, day: str) -> Office | None:
    """The last office that a person holds on a day."""
    held = [
        one
        for one in offices_of(person)
        if (one.since is None or one.since <= day) and (one.until is None or day < one.until)
    ]
    return held[-1] if held else None


def offices_of(person: Person) -> tuple[Office, ...]:
    """All terms of office in order of time."""
    return tuple(Office(role=one.role, of=one.of, since=one.since, until=one.until) for one in person.offices)


def _in_words(office: Office, lore: Lore) -> str:
    """ "president, Ukraine"."""
    country, entity = lore.countries.get(office.of), lore.entities.get(office.of)
    of = country.name if country is not None else entity.name if entity is not None else office.of
    return f"{office.role.replace('-', ' ').replace('_', ' ')}, {of}"


def _name(key: str, person: Person | None, speaker: Speaker | None, lore: Lore) -> str:
    if person is not None:
        return person.name
    entity = lore.entities.get(key)
    return entity.name if entity is not None else speaker.name if speaker is not None else key


def _role(person: Person | None, speaker: Speaker | None) -> str | None:
    """What reports call one of whom no pack knows the terms."""
    return speaker.role if person is None and speaker is not None else None


def _country(person: Person | None, speaker: Speaker | None) -> str | None:
    own = person.country if person is not None else None
    return own or (speaker.country if speaker is not None else None)


def _side(key: str, person: Person | None, speaker: Speaker | None, lore: Lore) -> str | None:
    told = speaker.side if speaker is not None else None
    own = person.side if person is not None else None
    return own or told or lore.side(country=_country(person, speaker), entity=key)


def names_of(key: str, lore: Lore) -> tuple[str, ...]:
    """What the packs know a party by."""
    return tuple(dict.fromkeys(_names(key, lore)))


def _names(key: str, lore: Lore) -> Iterator[str]:
    known = lore.persons.get(key) or lore.entities.get(key)
    if known is not None:
        yield known.name
        yield from known.aliases
