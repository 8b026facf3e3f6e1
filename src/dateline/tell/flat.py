"""Records as rows of a spreadsheet: one row a record, its document and its sources in columns."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from dateline.model import (
    Actor,
    Claim,
    Control,
    Document,
    Event,
    Figure,
    Forecast,
    Moment,
    Place,
    Quote,
    Record,
    Statement,
)
from dateline.tell import words
from dateline.tell.named import ACTOR_HEADS, PLACE_HEADS
from dateline.tell.story import Story, start_of

__all__ = ["HEADS", "base", "flat", "safe", "whole"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_BASE = ("id", "document", "outlet", "published", "line", "start")
_MOMENT = ("moment", "moment_start", "moment_end")
_PLACE = ("place", "geonameid", "lat", "lon")

HEADS: dict[str, tuple[str, ...]] = {
    "events": (
        *_BASE, "type", "mode", "acled_type", "acled_sub_type", "factuality", "standing", "actors", "targets",
        "target_categories", *_PLACE, *_MOMENT, "figures", "trigger", "sources", "text",
    ),
    "claims": (*_BASE, "of", "of_id", "stance", "sources", "said", "said_start", "said_end", "text"),
    "quotes": (*_BASE, "speaker", "cue", "scare", "text"),
    "figures": (
        *_BASE, "counts", "low", "high", "approximate", "unit", "metric_low", "metric_high", "metric_unit",
        "of", "part_of", "event", "sources", "text",
    ),
    "control": (*_BASE, *_PLACE, "holder", "change", *_MOMENT, "event", "sources", "text"),
    "forecasts": (
        *_BASE, "forecaster", "condition", "horizon", "horizon_start", "horizon_end", "likelihood",
        "low", "high", "depends_on", "sources", "text",
    ),
    "statements": (*_BASE, "sources", "text"),
    "responses": (
        *_BASE, "how", "sources", "text", "claim", "to_sources", "to_text", "to", "to_document", "to_outlet",
        "to_published", "reasons",
    ),
    "documents": (
        "id", "source", "outlet", "published", "published_basis", "byline", "language", "words", "title",
    ),
    "places": PLACE_HEADS,
    "actors": ACTOR_HEADS,
}  # fmt: skip
"""Column headings by what is shown. Several of a thing share a cell, with semicolons between."""


def flat(record: Record, story: Story) -> list[object]:
    """A record's row under the headings of its kind."""
    if isinstance(record, Document):
        return _document(record)
    return [*base(record, story), *_own(record, story)]


def base(record: Record, story: Story) -> list[object]:
    """What the row of any record of a document begins with."""
    document, at = story.document, start_of(record)
    return [record.id, document.id, document.outlet, document.published.start, story.line(at), at]


def safe(values: Iterable[object]) -> list[object]:
    """Cells that a spreadsheet would take for a formula get an apostrophe: pages are not to be trusted."""
    return [
        f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value for value in values
    ]


@singledispatch
def _own(record: Record, story: Story) -> list[object]:
    raise TypeError(f"no row tells a {type(record).__name__} of {story.document.id}")


def _document(document: Document) -> list[object]:
    published, length = document.published, len(document.text.split())
    base = [document.id, document.source, document.outlet, published.start, published.basis]
    return [*base, document.byline, document.language, length, words.clean(document.title or "")]


def _names(actors: Iterable[Actor]) -> str:
    return "; ".join(dict.fromkeys(words.name_of(actor) for actor in actors))


def _sources(record: Record, story: Story) -> str:
    return "; ".join(story.by(record))


def _moment(moment: Moment | None) -> list[object]:
    return [moment.text, moment.start, moment.end] if moment else [None, None, None]


def _places(places: tuple[Place, ...]) -> list[object]:
    """All names, and the point of the first place that has one."""
    first = next((place for place in places if place.lat is not None), None)
    names = "; ".join(dict.fromkeys(words.place_name(place) for place in places))
    return [names, first.geonameid, first.lat, first.lon] if first else [names, None, None, None]


@_own.register
def _event(event: Event, story: Story) -> list[object]:
    acled = [event.acled.event_type, event.acled.sub_event_type] if event.acled else [None, None]
    return [
        event.type, event.mode, *acled, event.factuality, event.standing, _names(event.actors),
        _names(event.targets), _categories(event.targets), *_places(event.places), *_moment(event.moment),
        "; ".join(words.figure(one, event.figures) for one in event.figures),
        words.clean(event.trigger.text), _sources(event, story), words.spans(event.evidence),
    ]  # fmt: skip


def _categories(targets: Iterable[Actor]) -> str:
    return "; ".join(dict.fromkeys(words.clean(one.category) for one in targets if one.category))


@_own.register
def _claim(claim: Claim, story: Story) -> list[object]:
    who = words.chain(claim.by, story.document.outlet)
    said = _moment(claim.said)
    return [claim.of.record, claim.of.id, claim.stance, who, *said, words.spans(claim.content)]


@_own.register
def _quote(quote: Quote, story: Story) -> list[object]:
    del story
    speaker = words.name_of(quote.speaker) if quote.speaker else None
    return [speaker, quote.cue.text if quote.cue else None, quote.scare, words.spans(quote.content)]


def whole(value: float | None) -> float | int | None:
    """A number as people write it: without a point where it is whole."""
    return int(value) if value is not None and value == int(value) else value


@_own.register
def _figure(figure: Figure, story: Story) -> list[object]:
    bounds = [whole(figure.low), whole(figure.high), figure.approximate, figure.unit]
    metric = figure.metric
    metres = [whole(metric.low), whole(metric.high), metric.unit] if metric else [None, None, None]
    told = [_sources(figure, story), words.clean(figure.text)]
    return [figure.counts, *bounds, *metres, figure.of, figure.part_of, figure.event, *told]


@_own.register
def _control(control: Control, story: Story) -> list[object]:
    held = [*_places((control.place,)), control.holder, control.change, *_moment(control.moment)]
    return [*held, control.event, _sources(control, story), words.spans(control.evidence)]


@_own.register
def _forecast(forecast: Forecast, story: Story) -> list[object]:
    likely = forecast.likelihood
    odds = [likely.text, likely.low, likely.high] if likely else [None, None, None]
    who = words.name_of(forecast.forecaster) if forecast.forecaster else None
    condition = words.clean(forecast.condition.text) if forecast.condition else None
    after = "; ".join(forecast.depends_on)
    told = words.clean(forecast.proposition.text)
    return [who, condition, *_moment(forecast.horizon), *odds, after, _sources(forecast, story), told]


@_own.register
def _statement(statement: Statement, story: Story) -> list[object]:
    return [_sources(statement, story), words.spans(statement.content)]
