"""Places and actors as their mentions show them: one row for each thing, however it is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.model import Actor, Mention, Place
from dateline.tell.words import clean

if TYPE_CHECKING:
    from dateline.tell.cells import Cells

__all__ = ["ACTOR_HEADS", "PLACE_HEADS", "Named", "gathered"]

_SEEN = ("mentions", "documents", "texts")
PLACE_HEADS = ("name", "kind", "country", "admin1", "lat", "lon", "geonameid", "key", *_SEEN)
ACTOR_HEADS = (
    "name", "kind", "code", "side", "country", "role", "term_start", "term_end", "key", *_SEEN
)  # fmt: skip

# Ways in which one thing is called that a table has room for.
_TEXTS = 4


@dataclass(slots=True)
class Named:
    """A place or actor, the words it goes by, and the documents it stands in."""

    thing: Place | Actor
    texts: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Its name, else its words."""
        return clean(self.thing.name or self.thing.text or "")

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return self.texts.total()

    def flat(self) -> list[object]:
        """A CSV row under `PLACE_HEADS` or `ACTOR_HEADS`."""
        thing, seen = self.thing, [self.mentions, len(self.documents), self._called(None)]
        if isinstance(thing, Place):
            own = [thing.kind, thing.country, thing.admin1, thing.lat, thing.lon, thing.geonameid, thing.key]
        else:
            term = thing.term or (None, None)
            own = [thing.kind, thing.code, thing.side, thing.country, thing.role, *term, thing.key]
        return [self.name, *own, *seen]

    def cells(self) -> Cells:
        """Facets for a table."""
        from rich.text import Text

        thing = self.thing
        plain = {
            "kind": thing.kind,
            "country": thing.country,
            "key": str(getattr(thing, "geonameid", None) or thing.key or ""),
            "admin1": getattr(thing, "admin1", None),
            "code": getattr(thing, "code", None),
            "side": getattr(thing, "side", None),
            "texts": self._called(_TEXTS),
            "mentions": f"{self.mentions:,}",
            "documents": f"{len(self.documents):,}",
        }
        told = {facet: Text(clean(value or "")) for facet, value in plain.items()}
        return {**told, "name": Text(self.name, style="bold")}

    def _called(self, most: int | None) -> str:
        common = self.texts.most_common(most)
        rest = "; …" if len(common) < len(self.texts) else ""
        return "; ".join(text for text, _ in common) + rest


def gathered(mentions: Iterable[Mention]) -> list[Named]:
    """What the mentions stand for, the most often named first, then by name."""
    found: dict[tuple[object, ...], Named] = {}
    for mention in mentions:
        thing = mention.place or mention.actor
        if thing is None:
            continue
        named = found.setdefault(_identity(thing), Named(thing))
        named.texts[clean(mention.text)] += 1
        named.documents.add(mention.document)
    return sorted(found.values(), key=lambda one: (-one.mentions, one.name, one.thing.kind))


def _identity(thing: Place | Actor) -> tuple[object, ...]:
    """What makes two mentions one thing. Things without a name are one only where their words are."""
    if isinstance(thing, Place):
        known = thing.geonameid or thing.key or (thing.name, thing.country)
        return (known, thing.name or thing.text.casefold())
    return (thing.key, thing.name or (thing.text or "").casefold(), thing.code)
