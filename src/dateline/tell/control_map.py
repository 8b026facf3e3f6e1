"""`dateline map`: who holds what by the store, charted and handed to whoever draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.lore import Lore
from dateline.model import Claim, Document, Hold
from dateline.store import Store
from dateline.tell.control import Charting, checked_charting, holds_until
from dateline.tell.joining import knowledge
from dateline.tell.map_extent import shaped, shown
from dateline.tell.maps.command import MapWanted, draw_wanted
from dateline.tell.maps.projection import Extent
from dateline.tell.meter import Meter
from dateline.tell.words import clean, clipped

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["Pictured", "draw_map", "pictured", "theatre_held"]

# Outlets that the foot of a map names; it has one line.
_MOST_OUTLETS = 3
# Letters of a claim's words that the page shows.
_MOST_WORDS = 400


@dataclass(frozen=True)
class Pictured:
    """What a map tells beside holds: sources, words of claims and names of documents by their ids."""

    sources: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)


def draw_map(wanted: MapWanted, charting: Charting, *, theatre: str | None, store: str) -> None:
    """Draw what is wanted by what the store tells. Raises DatelineError."""
    checked_charting(charting)
    lore = knowledge()
    within = lore.within(theatre)
    with Store.open(store) as opened:
        view = opened.view()
        with Meter("charting"):
            holds = holds_until(view, within, charting, _until(wanted))
        if not holds:
            raise UsageError(f"nothing is known of who held what{_when(wanted, charting)}; {_advice(view)}")
        if theatre is None:
            within = lore.within(theatre_held(holds, lore))
        holds = shown(holds, _seen(wanted), within.theatre.countries if within.theatre else ())
        if not holds:
            raise UsageError("no place that is told of lies in the extent, or has a known point")
        found = pictured(view, holds, charting, told=wanted.out.suffix.casefold() == ".html")
    draw_wanted(wanted, holds, within, sources=found.sources, words=found.words, documents=found.documents)


def _seen(wanted: MapWanted) -> Extent | None:
    """What of the earth the picture shows, if that was said; a page can be moved, and shows what it must."""
    if wanted.extent is None:
        return None
    width, height = wanted.pixels
    return shaped(wanted.extent, width / height)


def _until(wanted: MapWanted) -> str:
    """The last day that is drawn."""
    if wanted.on is not None:
        return wanted.on
    return (date.fromisoformat(wanted.until or "") - timedelta(days=1)).isoformat()


def _when(wanted: MapWanted, charting: Charting) -> str:
    by = f" by what was published until {charting.known_by}" if charting.known_by is not None else ""
    return f" on {_until(wanted)} or before{by}"


def _advice(view: View) -> str:
    if view.count("document") == 0:
        return "the store is empty: `dateline read` fills it"
    if view.last_known() is None:
        return "`dateline store refresh` goes through what an earlier version has read"
    return "give a later day, or a --baseline"


def pictured(view: View, holds: Sequence[Hold], charting: Charting, *, told: bool) -> Pictured:
    """On which sources holds rest; `told`: with words for a page."""
    grounds = [ground for hold in holds for ground in hold.grounds]
    homes = sorted({ground.document for ground in grounds})
    documents = [one for one in view.gather(homes) if isinstance(one, Document)]
    sources = (*_outlets(documents), *_baseline(charting))
    if not told:
        return Pictured(sources)
    claims = view.gather(ground.claim for ground in grounds)
    words = {one.id: _words(one) for one in claims if isinstance(one, Claim)}
    return Pictured(sources, words, {one.id: _name(one) for one in documents})


def _outlets(documents: Sequence[Document]) -> Iterator[str]:
    """How many reports of whom over which days."""
    if not documents:
        return
    days = sorted(one.published.start[:10] for one in documents if one.published.start)
    over = f", {days[0]} to {days[-1]}" if len(days) > 1 else f", {days[0]}" if days else ""
    many = "1 report" if len(documents) == 1 else f"{len(documents):,} reports"
    counts = Counter(clean(one.outlet) for one in documents if one.outlet)
    named = [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    shown = ", ".join(clipped(name, 40) for name in named[:_MOST_OUTLETS])
    unnamed = len(named) > _MOST_OUTLETS or sum(counts.values()) < len(documents)
    by = f" ({shown}{' and others' if unnamed else ''})" if shown else ""
    yield f"{many}{by}{over}"


def _baseline(charting: Charting) -> Iterator[str]:
    if charting.baseline is not None:
        yield f"{clean(charting.baseline.name)} of {charting.baseline_day}"


def _words(claim: Claim) -> str:
    return clipped(" … ".join(span.text for span in claim.content), _MOST_WORDS)


def _name(document: Document) -> str:
    """An outlet, a title and a day, as far as they are known."""
    day = (document.published.start or "")[:10]
    parts = (document.outlet, document.title or (None if document.outlet else document.source), day)
    return ", ".join(clipped(part, 80) for part in parts if part)


def theatre_held(holds: Iterable[Hold], lore: Lore) -> str | None:
    """The theatre whose sides hold most; None where no side of any holds anything."""
    held = Counter(hold.holder for hold in holds if hold.holder is not None)
    counts = {key: sum(held[side] for side in _sides(lore.within(key))) for key in lore.theatres}
    best = min(counts, key=lambda key: (-counts[key], key), default=None)
    return best if best is not None and counts[best] else None


def _sides(lore: Lore) -> set[str]:
    head = lore.theatre.pack.head if lore.theatre is not None else None
    return {side.name for side in head.sides} if head is not None else set()
