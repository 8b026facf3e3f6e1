"""The whole path in order: a page in, its records out. Nothing here reads a clock, a store or a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline import read
from dateline.ascribe import find_attributions, find_moods
from dateline.assemble import Findings, records
from dateline.codify import find_deeds, find_events
from dateline.find import (
    find_actors,
    find_materiel,
    find_moments,
    find_names,
    find_places,
    find_quantities,
    find_quotes,
)
from dateline.forecast import find_forecasts
from dateline.fuse import responses
from dateline.lore import Lore
from dateline.model import Document, Page, Record
from dateline.parse import Parser

__all__ = ["Options", "Reading", "read_document", "read_page"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. `published` is the date given by the user (ISO); `theatre` None lets the text choose.

    `stated` is what the page's feed says of it.
    """

    published: str | None = None
    theatre: str | None = None
    limits: read.Limits = read.Limits()
    stated: read.Stated | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One document and everything read from it; `theatre` names the pack that was used, if any."""

    document: Document
    theatre: str | None
    records: tuple[Record, ...]


def read_page(page: Page, lore: Lore, parser: Parser, options: Options) -> Iterator[Reading]:
    """All documents of a page with their records, in its order. Raises ReadError for a page that is none."""
    for document in read.documents(
        page,
        published=options.published,
        outlets=lore.outlet_named,
        limits=options.limits,
        stated=options.stated,
    ):
        yield read_document(document, lore, parser, options)


def read_document(document: Document, lore: Lore, parser: Parser, options: Options) -> Reading:
    """The path for one document: parse, find, code, ascribe, record, compare."""
    theatre = options.theatre or lore.theatre_of(document.text)
    lore = lore.within(theatre)
    sentences = parser(document, lore.is_place)
    names = find_names(sentences, lore)
    actors = find_actors(sentences, names, lore, document.published.start)
    places = find_places(sentences, names, lore)
    times, spells = find_moments(sentences, document.published)
    quantities = find_quantities(sentences, lore)
    materiel = find_materiel(sentences, lore)
    quotes = find_quotes(document)
    sourced = find_attributions(document, sentences, quotes, actors, times, lore)
    moods = find_moods(sentences, actors, lore)
    events = find_events(sentences, actors, places, times, quantities, lore, document.published.start)
    deeds = find_deeds(sentences, lore)
    forecasts = find_forecasts(sentences, sourced.attributions, actors, times, lore, document.published)
    findings = Findings(
        sentences,
        actors,
        places,
        times,
        spells,
        quantities,
        materiel,
        sourced,
        events,
        forecasts,
        moods,
        deeds,
    )
    told = records(document, findings)
    return Reading(document, theatre, (*told, *responses(told, lore)))
