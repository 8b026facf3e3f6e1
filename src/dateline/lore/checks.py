"""What is wrong with a pack: keys, names, examples, references. Each finding is a line with list and key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from dateline.lore import schema
from dateline.lore.names import normal
from dateline.lore.packs import Pack
from dateline.model import Counts, Factuality

__all__ = ["check_pack"]

_NAMED = ("countries", "organisations", "groups", "parties", "outlets", "areas", "leaders")
_KEYED = (
    *_NAMED,
    "roles",
    "cues",
    "embedders",
    "likelihood",
    "certainty",
    "units",
    "items",
    "nouns",
    "words",
    "frames",
    "deeds",
    "targets",
    "means",
)
# Classes of `form=counts` words.
_COUNTED = (
    "outcomes",
    "outcomes-of-things",
    "outcomes-by-object",
    "outcomes-by-preposition",
    "outcomes-beside",
    "states",
)


def check_pack(pack: Pack, core: Pack | None = None) -> list[str]:
    """All findings, in order; none when the pack is sound. `core` is asked for what a theatre refers to."""
    return [
        *_keys(pack),
        *_examples(pack),
        *_frames(pack),
        *_deeds(pack),
        *_offices(pack, core or pack),
        *_sides(pack, core or pack),
        *_values(pack),
    ]


def _keys(pack: Pack) -> Iterator[str]:
    for name in _KEYED:
        counted = Counter(entry.key for entry in getattr(pack, name))
        yield from (f"{name}: {key}: the key stands {n} times" for key, n in counted.items() if n > 1)


def _examples(pack: Pack) -> Iterator[str]:
    """A named entry's example marks one of its names."""
    for name in _NAMED:
        for entry in getattr(pack, name):
            marked = entry.example.split("*")
            if len(marked) != 3:
                yield f"{name}: {entry.key}: wanted one *marked* name in the example, found {entry.example!r}"
            elif normal(marked[1]) not in _names(entry):
                yield f"{name}: {entry.key}: the example marks {marked[1]!r}, which is none of its names"


def _names(entry: object) -> set[str]:
    fields = (
        "name",
        "surname",
        "capital",
        "aliases",
        "adjectives",
        "people",
        "plural",
        "government",
        "government_bodies",
        "forces",
    )
    found: set[str] = set()
    for field in fields:
        value = getattr(entry, field, None) or ()
        found.update(normal(name) for name in ((value,) if isinstance(value, str) else value))
    return found


def _frames(pack: Pack) -> Iterator[str]:
    classes = {entry.key for entry in pack.nouns}
    for frame in pack.frames:
        if not frame.examples:
            yield f"frames: {frame.key}: wanted at least one example"
        if not (frame.verbs or frame.nouns or frame.adjectives):
            yield f"frames: {frame.key}: wanted a verb, noun or adjective that triggers it"
        for asked in (*frame.subject, *frame.object):
            if asked not in classes:
                yield f"frames: {frame.key}: no class of nouns is called {asked!r}"
        for example in frame.examples:
            yield from _frame_example(frame, example)


def _frame_example(frame: schema.Frame, example: schema.FrameExample) -> Iterator[str]:
    plain = example.text.replace("*", "")
    if example.text.count("*") != 2:
        yield f"frames: {frame.key}: wanted one *marked* trigger in {example.text!r}"
    for role in (example.actor, example.target, example.place):
        if role is not None and role not in plain:
            yield f"frames: {frame.key}: {role!r} does not stand in {plain!r}"
    if example.factuality not in get_args(Factuality):
        yield f"frames: {frame.key}: {example.factuality!r} is no factuality"


def _deeds(pack: Pack) -> Iterator[str]:
    frames = {frame.key for frame in pack.frames}
    for deed in pack.deeds:
        yield from (f"deeds: {deed.key}: no frame is called {f!r}" for f in deed.frames if f not in frames)
        strangers = [f for f in deed.again if f not in deed.frames]
        yield from (f"deeds: {deed.key}: {f!r} is again, but none of its frames" for f in strangers)


def _offices(pack: Pack, core: Pack) -> Iterator[str]:
    if not core.roles:
        return
    roles = {role.key for role in core.roles}
    holders = {
        entry.key
        for one in (pack, core)
        for entry in (*one.countries, *one.organisations, *one.groups, *one.parties)
    }
    for person in pack.leaders:
        for office in person.offices:
            if office.role not in roles:
                yield f"leaders: {person.key}: no role is called {office.role!r}"
            if office.of not in holders:
                yield f"leaders: {person.key}: nothing is called {office.of!r} for an office to be of"
            if office.since and office.until and office.since > office.until:
                told = f"the term ends ({office.until}) before it begins ({office.since})"
                yield f"leaders: {person.key}: {told}"


def _sides(pack: Pack, core: Pack) -> Iterator[str]:
    if pack.head is None:
        return
    countries = {country.key for country in core.countries}
    sides = {side.name for side in pack.head.sides}
    for side in pack.head.sides:
        yield from (
            f"theatre: {side.key}: no country is called {c!r}" for c in side.countries if c not in countries
        )
    known = {e.key for one in (core, pack) for e in (*one.organisations, *one.groups, *one.parties)}
    for side in pack.head.sides:
        yield from (f"theatre: {side.key}: nothing is called {e!r}" for e in side.entities if e not in known)
    named = [
        *((party.key, party.side) for party in pack.parties),
        *((person.key, person.side) for person in pack.leaders),
    ]
    for key, told in named:
        if told is not None and told not in sides:
            yield f"parties or leaders: {key}: no side is called {told!r}"


def _values(pack: Pack) -> Iterator[str]:
    kinds = set(get_args(Counts))
    for table in pack.words:
        told = {entry.partition("=")[2] for entry in table.words} if table.key in _COUNTED else set()
        yield from (f"words: {table.key}: {value!r} is nothing that figures count" for value in told - kinds)
    for word in pack.likelihood:
        if not 0 <= word.low <= word.high <= 1:
            yield f"likelihood: {word.key}: wanted 0 <= low <= high <= 1, found {word.low}, {word.high}"
    for area in pack.areas:
        if not (-90 <= area.lat <= 90 and -180 <= area.lon <= 180):
            yield f"areas: {area.key}: {area.lat}, {area.lon} is no point on Earth"
