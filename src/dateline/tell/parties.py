"""Names of parties as a person asks for them, and what the store files them under."""

from __future__ import annotations

from functools import lru_cache

from dateline.lore import Lore, normal
from dateline.settings import cache_folder

__all__ = ["party"]


@lru_cache
def party(name: str) -> tuple[str, ...]:
    """The name, and the code of the country that it names: "France", "French" are "FRA" in records."""
    asked = normal(name)
    countries = Lore.open(cache_folder()).countries.values()
    named = (
        country.key
        for country in countries
        if asked in map(normal, (country.name, *country.aliases, *country.adjectives, *country.people))
    )
    return (name, *named)
