"""Stores filled by hand-built articles or by reading the examples, for exports and reports to be made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dateline.flow import Options, Reading
from dateline.fuse import responses
from dateline.lore import Lore
from dateline.model import Page
from dateline.store import PageEntry, Store
from dateline.tell.joining import Joiner
from dateline.tell.reading import Reader
from dateline.tell.telling import Teller
from tests.store.samples import Article, article, entry

__all__ = ["ARTICLES", "fill", "read_into"]

TOWNS = (("Orlov Ferry", 101), ("Vell", 102))
ARTICLES: tuple[Article, ...] = tuple(
    article(n, town=TOWNS[n % 2][0], geonameid=TOWNS[n % 2][1], happened=f"2031-03-0{5 + n % 3}")
    for n in range(6)
)


def fill(url: str, numbers: Iterable[int], lore: Lore, *, together: bool = False) -> None:
    """Reads articles into a store, a page each; `together`: a further page that holds all of them."""

    def respond(records: Sequence[Any], earlier: Any) -> Sequence[Any]:
        return responses(records, lore, earlier=earlier.records, published=earlier.published)

    numbers = list(numbers)
    with Store.open(url) as store, store.writer() as writer:
        for n in numbers:
            told = ARTICLES[n].records
            writer.add(entry(n), told, respond, Joiner(lore), Teller(lore))
        if together and numbers:
            told = [record for n in numbers for record in ARTICLES[n].records]
            writer.add(entry(99, read_at="2031-03-11T09:00:00Z"), told, respond, Joiner(lore), Teller(lore))


def read_into(url: str, reader: Reader, pages: Iterable[tuple[Path, str | None]]) -> None:
    """Reads pages by the whole path, each with the day that it was published on, if somebody gave one."""
    with Store.open(url) as store, store.writer() as writer:
        for path, day in pages:
            page = Page(path.name, path.read_bytes())
            found = [one for one in reader(page, Options(published=day)) if isinstance(one, Reading)]
            records = [record for one in found for record in one.records]
            kept = PageEntry.of(page, read_at="2031-01-01T00:00Z")
            writer.add(kept, records, reader.respond, reader.joins, reader.telling)
