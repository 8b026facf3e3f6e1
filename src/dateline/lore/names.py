"""Names of the packs: a compact index from a name's normal form to what it may stand for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from dateline.lore.gazetteer.names import normal as _normal
from dateline.lore.packs import Pack
from dateline.lore.schema import Area, Country, Entity, Outlet

__all__ = ["Form", "NameIndex", "NameRef", "normal"]

Form = Literal["name", "adjective", "people", "government", "body", "force", "surname"]
NameKind = Literal["country", "entity", "person", "outlet", "area"]
_FORMS: tuple[tuple[str, Form], ...] = (
    ("aliases", "name"),
    ("adjectives", "adjective"),
    ("people", "people"),
    ("government", "government"),
    ("government_bodies", "body"),
    ("forces", "force"),
)


# The same few thousand words make up most of any text.
normal = lru_cache(maxsize=65536)(_normal)


@dataclass(frozen=True, slots=True)
class NameRef:
    """One reading of a name. `weak` names need context; `exact` ones must keep their capitals (US, WHO)."""

    kind: NameKind
    key: str
    form: Form
    weak: bool
    exact: str | None = None


class NameIndex:
    """Names of one pack, looked up by normal form; `parent` is asked too (a theatre refines the core)."""

    def __init__(self, pack: Pack, parent: NameIndex | None = None) -> None:
        self._parent = parent
        self._refs: dict[str, tuple[NameRef, ...]] = {}
        self._longest: dict[str, int] = dict(parent._longest) if parent else {}
        self._fill(pack)

    def longest(self, first: str) -> int:
        """How many words the longest name starting with the word `first` (normal form) has; 0 when none."""
        return self._longest.get(first, 0)

    def get(self, name: str) -> tuple[NameRef, ...]:
        """The readings of a name given in normal form, the pack's own before its parent's."""
        own = self._refs.get(name, ())
        inherited = self._parent.get(name) if self._parent else ()
        if not inherited:
            return own
        known = {(ref.kind, ref.key) for ref in own}
        return own + tuple(ref for ref in inherited if (ref.kind, ref.key) not in known)

    def begins(self, start: str) -> bool:
        """Whether any name in normal form starts with these letters."""
        at = bisect_left(self._sorted, start)
        if at < len(self._sorted) and self._sorted[at].startswith(start):
            return True
        return self._parent is not None and self._parent.begins(start)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._refs)

    def _fill(self, pack: Pack) -> None:
        for country in pack.countries:
            self._add_country(country)
        for entity in (*pack.organisations, *pack.groups, *pack.parties):
            self._add_named(entity, "entity")
            weak = {normal(name) for name in entity.weak}
            for name in entity.plural:
                self._add(name, "entity", entity.key, "people", weak)
        for person in pack.leaders:
            for name in (person.name, *person.aliases):
                self._add(name, "person", person.key, "name", set())
            self._add(person.surname, "person", person.key, "surname", set())
        for outlet in pack.outlets:
            self._add_named(outlet, "outlet")
        for area in pack.areas:
            self._add_named(area, "area")

    def _add_country(self, country: Country) -> None:
        weak = {normal(name) for name in country.weak}
        self._add(country.name, "country", country.key, "name", weak)
        for field, form in _FORMS:
            for name in getattr(country, field):
                self._add(name, "country", country.key, form, weak)

    def _add_named(self, entry: Entity | Outlet | Area, kind: NameKind) -> None:
        weak = {normal(name) for name in entry.weak}
        for name in (entry.name, *entry.aliases):
            self._add(name, kind, entry.key, "name", weak)

    def _add(self, name: str, kind: NameKind, key: str, form: Form, weak: set[str]) -> None:
        plain = normal(name)
        if not plain:
            return
        # An acronym is matched with its capitals only: "who" is not the WHO.
        exact = name if name.isupper() and len(name) <= 6 else None
        ref = NameRef(kind, key, form, plain in weak, exact)
        held = self._refs.get(plain, ())
        for old in held:
            if (old.kind, old.key, old.form) == (kind, key, form):
                if old.exact is not None and exact is None:
                    # A listed "Nato" frees NATO from its capitals.
                    self._refs[plain] = tuple(ref if other is old else other for other in held)
                return
        self._refs[plain] = (*held, ref)
        first, _, _ = plain.partition(" ")
        self._longest[first] = max(self._longest.get(first, 0), plain.count(" ") + 1)
