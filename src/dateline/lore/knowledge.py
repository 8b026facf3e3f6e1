"""What Dateline knows when it reads: the core pack, at most one theatre, and the gazetteer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from dateline.errors import UsageError
from dateline.lore.gazetteer import Gazetteer
from dateline.lore.lexicon import Lexicon
from dateline.lore.names import NameIndex, normal
from dateline.lore.packs import Pack, core_folder, load_pack, theatre_folders
from dateline.lore.schema import Area, Country, Entity, Office, Outlet, Person

__all__ = ["Lore", "Theatre"]

# A war is named in a report's first pages, and by more than one or two of its names.
_LOOKED_AT = 20_000
_LEAST_SIGNS = 3


class Theatre:
    """A war's pack: names and facts that refine the core's."""

    def __init__(self, pack: Pack, core: NameIndex | None) -> None:
        self.pack = pack
        self.names = NameIndex(pack, core)

    @cached_property
    def key(self) -> str:
        """The pack's key ("russo-ukrainian")."""
        return self.pack.head.key if self.pack.head else ""

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries that take part, alpha-3."""
        return frozenset(self.pack.head.countries if self.pack.head else ())

    @cached_property
    def signs(self) -> frozenset[str]:
        """Names, in normal form, whose presence suggests this war."""
        return frozenset(normal(sign) for sign in (self.pack.head.signs if self.pack.head else ()))

    @cached_property
    def side_of_country(self) -> dict[str, str]:
        """Country -> side."""
        sides = self.pack.head.sides if self.pack.head else ()
        return {country: side.name for side in sides for country in side.countries}

    @cached_property
    def side_of_entity(self) -> dict[str, str]:
        """Entity key -> side."""
        sides = self.pack.head.sides if self.pack.head else ()
        named = {key: side.name for side in sides for key in side.entities}
        return named | {party.key: party.side for party in self.pack.parties if party.side}


class Lore:
    """The knowledge behind one reading. Immutable in use; `within(theatre)` gives a refined view."""

    def __init__(
        self,
        core: Pack,
        theatres: dict[str, Pack],
        gazetteer: Gazetteer,
        theatre: str | None = None,
        core_names: NameIndex | None = None,
    ) -> None:
        self._core = core
        self._theatres = theatres
        self.gazetteer = gazetteer
        # Making this index takes a good part of opening; all views share one.
        self._core_names = core_names or NameIndex(core)
        self._views: dict[str | None, Lore] = {theatre: self}
        self.theatre = Theatre(theatres[theatre], self._core_names) if theatre else None

    @classmethod
    def open(
        cls, cache: Path, progress: Callable[[int, int], None] | None = None, *, added: Path | None = None
    ) -> Lore:
        """Load the packs and open the gazetteer, both compiled into `cache` at the first use.

        `added` is the folder of countries that were added to the gazetteer; None takes none.
        """
        core = load_pack(core_folder(), cache)
        theatres = {}
        for folder in theatre_folders():
            pack = load_pack(folder, cache)
            if pack.head:
                theatres[pack.head.key] = pack
        return cls(core, theatres, Gazetteer.open(cache, progress, added=added))

    @property
    def theatres(self) -> tuple[str, ...]:
        """Keys of the theatre packs at hand."""
        return tuple(sorted(self._theatres))

    def within(self, theatre: str | None) -> Lore:
        """This knowledge refined by a theatre (None: the core alone)."""
        if theatre is not None and theatre not in self._theatres:
            raise UsageError(f"theatre {theatre!r} is not known; there are: {', '.join(self.theatres)}")
        if theatre not in self._views:
            view = Lore(self._core, self._theatres, self.gazetteer, theatre, self._core_names)
            view._views = self._views
            # The lexicon comes from the core alone; one table serves every view.
            view.lexicon = self.lexicon
            self._views[theatre] = view
        return self._views[theatre]

    @cached_property
    def signs(self) -> dict[str, frozenset[str]]:
        """Theatre key -> names in normal form whose presence suggests it."""
        heads = {key: pack.head for key, pack in self._theatres.items()}
        return {key: frozenset(map(normal, head.signs)) for key, head in heads.items() if head}

    def theatre_of(self, text: str) -> str | None:
        """The theatre whose signs a text names most, at least three of them; None when none fits."""
        found = dict.fromkeys(self._theatres, 0)
        words = f" {normal(text[:_LOOKED_AT])} "
        for key, signs in self.signs.items():
            found[key] = sum(f" {sign} " in words for sign in signs) + self._belligerents(key, words)
        best = max(sorted(found), key=lambda key: found[key], default=None)
        return best if best is not None and found[best] >= _LEAST_SIGNS else None

    def _belligerents(self, key: str, words: str) -> int:
        """How many of the theatre's countries a text names beyond the first: one alone makes no war."""
        head = self._theatres[key].head
        named = 0
        for code in head.countries if head else ():
            country = self.countries[code]
            named += any(f" {normal(name)} " in words for name in (country.name, *country.adjectives[:1]))
        return max(0, named - 1) * 2

    @property
    def names(self) -> NameIndex:
        """Names of the theatre and the core."""
        return self.theatre.names if self.theatre else self._core_names

    @cached_property
    def lexicon(self) -> Lexicon:
        """Words looked up by lemma."""
        return Lexicon(self._core)

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Alpha-3 -> country."""
        return {country.key: country for country in self._core.countries}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Key -> organisation, group or party; the theatre's own win."""
        packs = (self._core, *((self.theatre.pack,) if self.theatre else ()))
        return {e.key: e for pack in packs for e in (*pack.organisations, *pack.groups, *pack.parties)}

    @cached_property
    def persons(self) -> dict[str, Person]:
        """Key -> person."""
        packs = (self._core, *((self.theatre.pack,) if self.theatre else ()))
        return {person.key: person for pack in packs for person in pack.leaders}

    @cached_property
    def outlets(self) -> dict[str, Outlet]:
        """Key -> outlet."""
        packs = (self._core, *((self.theatre.pack,) if self.theatre else ()))
        return {outlet.key: outlet for pack in packs for outlet in pack.outlets}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Key -> area."""
        packs = (self._core, *((self.theatre.pack,) if self.theatre else ()))
        return {area.key: area for pack in packs for area in pack.areas}

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Names of the countries' capitals."""
        return frozenset(country.capital for country in self._core.countries if country.capital)

    @cached_property
    def domains(self) -> dict[str, str]:
        """Web domain -> outlet's name."""
        packs = (self._core, *self._theatres.values())
        return {domain: outlet.name for pack in packs for outlet in pack.outlets for domain in outlet.domains}

    def outlet_named(self, name: str) -> str | None:
        """An outlet's canonical name from a name or web domain, None when unknown."""
        host = name.lower().removeprefix("www.")
        if host in self.domains:
            return self.domains[host]
        for key in (None, *self.theatres):
            view = self.within(key)
            for ref in view.names.get(normal(name)):
                if ref.kind == "outlet":
                    return view.outlets[ref.key].name
        return None

    def is_place(self, name: str) -> bool:
        """Whether the gazetteer or a pack lists a place by this name."""
        plain = normal(name)
        return self.gazetteer.has(plain) or any(ref.kind == "area" for ref in self.names.get(plain))

    def side(self, *, country: str | None = None, entity: str | None = None) -> str | None:
        """The side that a country or entity is on in this theatre."""
        if self.theatre is None:
            return None
        if entity is not None and entity in self.theatre.side_of_entity:
            return self.theatre.side_of_entity[entity]
        return self.theatre.side_of_country.get(country or "")

    def holder_of(self, role: str, of: str, day: str | None) -> Person | None:
        """Who held an office on a day (None: nobody known, or no day to ask for)."""
        if day is None:
            return None
        for person, office in self._offices.get((role, of), ()):
            if (office.since is None or office.since <= day) and (office.until is None or day < office.until):
                return person
        return None

    @cached_property
    def _offices(self) -> dict[tuple[str, str], list[tuple[Person, Office]]]:
        found: dict[tuple[str, str], list[tuple[Person, Office]]] = {}
        for person in self.persons.values():
            for office in person.offices:
                found.setdefault((office.role, office.of), []).append((person, office))
        return found
