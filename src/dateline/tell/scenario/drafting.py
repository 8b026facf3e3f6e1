"""`dateline scenario draft`: a first file from what a document foresees."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import ReadError, UsageError
from dateline.forecast.scenario.drafting import Wordings, draft
from dateline.model import Document, Forecast
from dateline.read import Failure, Limits, pages
from dateline.store import Store
from dateline.tell import reads
from dateline.tell.files import written
from dateline.tell.joining import knowledge
from dateline.tell.meter import Meter
from dateline.tell.words import clean

if TYPE_CHECKING:
    from dateline.lore import Lexicon, Lore

__all__ = ["tell_draft", "wordings"]

_Read = Sequence[tuple[Document, Sequence[Forecast]]]


def tell_draft(
    source: str,
    *,
    published: str | None,
    theatre: str | None,
    article: int | None,
    store: str,
    out: Path | None,
) -> None:
    """Write a first scenario from a page, or from a document that the store has. Raises DatelineError."""
    found, lore = _stored(source, store) or _read(source, published, theatre)
    chosen = _article(found, article, source)
    forecasts = [forecast for _, some in chosen for forecast in some]
    if not forecasts:
        raise ReadError(f"{clean(source)}: nothing is foreseen in it, so there is nothing to draft from")
    title = next((document.title for document, some in chosen if some and document.title), None)
    text = draft(title or ("" if source == "-" else source), forecasts, wordings(lore.lexicon))
    if out is None:
        sys.stdout.write(text)
        return
    written(out, text.encode())
    sys.stdout.write(f"{out}: drafted from {len(forecasts):,} forecasts\n")


def wordings(lexicon: Lexicon) -> Wordings:
    """What the pack knows of the words of conditions."""
    longest = lexicon.wordings
    return Wordings(
        longest["condition-openers"], longest["condition-openers-turned"], lexicon.words["left-out-of-ids"]
    )


def _article(found: _Read, article: int | None, source: str) -> _Read:
    if article is None:
        return found
    if article > len(found):
        raise UsageError(f"--article {article}: {clean(source)} has {len(found):,}")
    return found[article - 1 : article]


def _stored(id: str, store: str) -> tuple[_Read, Lore] | None:
    """A document of the store with its forecasts, where the source is the id of one."""
    if not id.isalnum() or Path(id).exists():
        return None
    with Store.open(store) as opened:
        view = opened.view()
        document = view.get(id)
        if not isinstance(document, Document):
            return None
        records = view.records("forecast", document=id)
        return [(document, [one for one in records if isinstance(one, Forecast)])], knowledge()


def _read(source: str, published: str | None, theatre: str | None) -> tuple[_Read, Lore]:
    """The documents of a page with what each foresees. Raises ReadError where it cannot be read."""
    from dateline.flow import Options

    limits = Limits()
    options = Options(published=published, theatre=theatre, limits=limits)
    reader, found = reads.open_reader(theatre), list[tuple[Document, Sequence[Forecast]]]()
    with Meter("reading") as meter:
        for page in pages([source], stdin=sys.stdin.buffer, limits=limits):
            for outcome in [page] if isinstance(page, Failure) else reader(page, options):
                if isinstance(outcome, Failure):
                    # Causes are sentences that may begin with the source; it is named once.
                    cause = outcome.cause.removeprefix(outcome.source).lstrip(" :")
                    raise ReadError(f"{clean(outcome.source)}: {clean(cause)}")
                foreseen = [one for one in outcome.records if isinstance(one, Forecast)]
                found.append((outcome.document, foreseen))
                meter.step()
    return found, reader.lore
