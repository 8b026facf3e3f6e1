"""Names of parties as a person asks for them, and what the store files them under."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dateline.lore import Lore, normal
from dateline.settings import cache_folder

__all__ = ["named", "party", "with_parties"]

# Filters that name somebody.
_PARTIES = ("actor", "said_by")


@lru_cache
def party(name: str) -> tuple[str, ...]:
    """The name, and the code of the country that it names: "France", "French" are "FRA" in records."""
    return named(name, Lore.open(cache_folder()))


def named(name: str, lore: Lore) -> tuple[str, ...]:
    """The same with the knowledge at hand."""
    asked = normal(name)
    codes = (
        country.key
        for country in lore.countries.values()
        if asked in map(normal, (country.name, *country.aliases, *country.adjectives, *country.people))
    )
    return (name, *codes)


def with_parties(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of `View.records` with the codes of countries beside their names."""
    return {name: party(value) if name in _PARTIES else value for name, value in filters.items()}
