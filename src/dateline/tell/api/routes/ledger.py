"""The ledger of forecasts: what is asked, held probable and answered; only ever added to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from msgspec import Meta

from dateline.errors import UsageError
from dateline.model.ledger import LedgerEntry, LedgerForecast
from dateline.tell.api.asking import Body, Day, Listed, Query, Text, body_of, cursor, days, opened, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.guarding import need_token
from dateline.tell.api.problems import Invalid
from dateline.tell.api.replies import desk_of, kept, told
from dateline.tell.api.shapes.foreseen import Calibration, Entered, Forecasts
from dateline.tell.ledger.entering import add, estimate, resolve
from dateline.tell.ledger.looking import Wanted, found, listed, scored
from dateline.tell.ledger.making import Who
from dateline.tell.ledger.taking import enter

__all__ = ["ledger"]

ledger = APIRouter(tags=["ledger"])

Words = Annotated[str, Meta(min_length=1, max_length=2_000)]
Probability = Annotated[
    str, Meta(max_length=40, description="0.7, 70% or a range such as 0.6..0.8.", examples=["70%"])
]
Evidence = Annotated[
    tuple[Annotated[str, Meta(max_length=2_000)], ...],
    Meta(max_length=100, description="Links, or ids of records."),
]
By = Annotated[str, Meta(max_length=200, description="Who makes the entry; default: who runs the server.")]
# Numbers of entries are counted up from 1; no ledger is longer.
_MOST = 2**53


class Asked(Listed, frozen=True):
    """Which forecasts."""

    open: Annotated[bool, Meta(description="Only those without an answer.")] = False
    due: Annotated[Day, Meta(description="Open, with a horizon before this day.")] | None = None
    forecaster: Annotated[Text, Meta(description="With an estimate of theirs.")] | None = None
    topic: Text | None = None
    text: Annotated[Text, Meta(description="With these words.")] | None = None


class Scores(Query, frozen=True):
    """Whose scores."""

    by: Annotated[Literal["forecaster", "topic"], Meta(description="Only by one of these.")] | None = None


class ForecastSent(Body, frozen=True):
    """A forecast to enter: a question of one's own, or the `record` of one that a document makes."""

    text: Words | None = None
    record: Annotated[str, Meta(max_length=100, description="The id of a forecast.")] | None = None
    rule: Annotated[Words, Meta(description="How the answer is settled.")] | None = None
    due: Annotated[Day, Meta(description="The last day of the horizon.")] | None = None
    condition: Words | None = None
    topics: Annotated[tuple[Annotated[str, Meta(max_length=100)], ...], Meta(max_length=50)] = ()
    evidence: Evidence = ()
    probability: Probability | None = None
    by: By | None = None


class EstimateSent(Body, frozen=True):
    """How probable somebody holds a forecast. One made on an earlier day needs evidence of that."""

    probability: Probability
    forecaster: Annotated[str, Meta(max_length=200, description="Whose it is; default: `by`.")] | None = None
    made_on: Annotated[Day, Meta(description="The day on which it was given.")] | None = None
    note: Words | None = None
    evidence: Evidence = ()
    by: By | None = None


class ResolutionSent(Body, frozen=True):
    """How a forecast turned out."""

    answer: Literal["yes", "no", "void", "ambiguous"]
    on: Annotated[Day, Meta(description="The day on which that was settled; default: today.")] | None = None
    note: Words | None = None
    evidence: Evidence = ()
    by: By | None = None


@ledger.get("/ledger", **operation(Forecasts, query=Asked))
def list_forecasts(request: Request) -> Response:
    """Forecasts with estimates and answers; those longest due first where `due` is asked for."""
    asked, desk = query_of(request, Asked), desk_of(request)
    days(due=asked.due)
    return kept(request, lambda: _forecasts(desk, asked))


def _forecasts(desk: Desk, asked: Asked) -> Forecasts:
    wanted = Wanted(
        opened=asked.open, due=asked.due, forecaster=asked.forecaster, topic=asked.topic, text=asked.text
    )
    every = listed(desk.view(asked.known_by), wanted)
    if asked.cursor is not None:
        last = opened(asked.cursor, tuple[int])[0]
        at = next((at for at, one in enumerate(every) if one.number == last), None)
        if at is None:
            raise Invalid("query.cursor", asked.cursor, "its forecast is not in this list any more")
        every = every[at + 1 :]
    shown = every[: asked.limit]
    return Forecasts(items=tuple(shown), next=cursor(shown[-1].number) if len(every) > asked.limit else None)


@ledger.get("/ledger/scores", **operation(Calibration, query=Scores))
def ledger_scores(request: Request) -> Response:
    """How forecasts turned out: Brier and log scores with 95% intervals, and the calibration curve."""
    asked, desk = query_of(request, Scores), desk_of(request)
    return kept(request, lambda: scored(desk.view(), by=asked.by))


@ledger.get("/ledger/{number}", **operation(LedgerForecast, fails=[404]))
def forecast(request: Request, number: str) -> Response:
    """One forecast with all of its estimates."""
    desk = desk_of(request)
    return kept(request, lambda: _forecast(desk, number))


def _forecast(desk: Desk, number: str) -> LedgerForecast:
    try:
        return found(desk.view(), _number(desk, number))
    except UsageError:
        raise desk.missing("forecast", number) from None


def _number(desk: Desk, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < len(str(_MOST))):
        raise desk.missing("forecast", text)
    return int(text)


# -- entries


@ledger.post(
    "/ledger", **operation(Entered, body=ForecastSent, token=True), dependencies=[Depends(need_token)]
)
async def add_forecast(request: Request) -> Response:
    """Enters a question, with an estimate of it if one is given; or a forecast that a document makes."""
    asked, desk = await body_of(request, ForecastSent), desk_of(request)
    if (asked.text is None) == (asked.record is None):
        raise Invalid("body", None, "wanted either the text of a question or the record of a forecast")
    return await _entered(desk, asked.by, lambda who: _ask(asked, who))


def _ask(asked: ForecastSent, who: Who) -> LedgerEntry:
    if asked.record is not None:
        return enter(asked.record, who, rule=asked.rule, due=asked.due, topics=asked.topics)
    return add(
        asked.text or "",
        who,
        rule=asked.rule,
        due=asked.due,
        condition=asked.condition,
        topics=asked.topics,
        evidence=asked.evidence,
        probability=asked.probability,
    )


@ledger.post(
    "/ledger/{number}/estimates",
    **operation(Entered, body=EstimateSent, token=True, fails=[404]),
    dependencies=[Depends(need_token)],
)
async def add_estimate(request: Request, number: str) -> Response:
    """Enters how probable somebody holds a forecast."""
    asked, desk = await body_of(request, EstimateSent), desk_of(request)
    of = _number(desk, number)
    return await _entered(
        desk,
        asked.by,
        lambda who: estimate(
            of,
            asked.probability,
            who,
            forecaster=asked.forecaster,
            made_on=asked.made_on,
            note=asked.note,
            evidence=asked.evidence,
        ),
        of,
    )


@ledger.post(
    "/ledger/{number}/resolution",
    **operation(Entered, body=ResolutionSent, token=True, fails=[404]),
    dependencies=[Depends(need_token)],
)
async def add_resolution(request: Request, number: str) -> Response:
    """Enters how a forecast turned out, with evidence."""
    asked, desk = await body_of(request, ResolutionSent), desk_of(request)
    of = _number(desk, number)
    return await _entered(
        desk,
        asked.by,
        lambda who: resolve(of, asked.answer, who, on=asked.on, note=asked.note, evidence=asked.evidence),
        of,
    )


async def _entered(
    desk: Desk, by: str | None, make: Callable[[Who], LedgerEntry], of: int | None = None
) -> Response:
    def done() -> Entered:
        if of is not None:
            _forecast(desk, str(of))
        entry = make(Who(store=desk.store, by=by))
        number = of if of is not None else entry.seq
        return Entered(entry=entry.seq, hash=entry.hash, forecast=found(desk.view(), number))

    return told(await run_in_threadpool(done))
