"""What entries come to: each forecast as it stands after all corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from dateline.errors import LedgerError
from dateline.model.ledger import (
    Body,
    Correction,
    Estimate,
    LedgerEntry,
    LedgerForecast,
    MadeEstimate,
    Question,
    Resolution,
    canonical,
)

__all__ = ["Standing", "body_of", "due_by", "newest", "replay", "standing"]

_BODIES: dict[str, type[Body]] = {
    "question": Question,
    "estimate": Estimate,
    "resolution": Resolution,
    "correction": Correction,
}
Standing = Question | Estimate | Resolution


@dataclass(slots=True)
class _Standing:
    """An entry's body after corrections (None: withdrawn), and by which entries it was corrected."""

    entry: LedgerEntry
    body: Standing | None
    forecast: int
    by: list[int] = field(default_factory=list)


def body_of(entry: LedgerEntry) -> Body:
    """What an entry says. Raises LedgerError when its body is none of its kind."""
    kind = _BODIES.get(entry.kind)
    if kind is None:
        raise LedgerError(f"entry {entry.seq} is of an unknown kind; it may come from a newer Dateline")
    try:
        body: Body = msgspec.json.decode(entry.body.encode("utf-8", "surrogatepass"), type=kind, strict=True)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise LedgerError(f"entry {entry.seq} is no {entry.kind}: {error}") from None
    if canonical(body) != entry.body:
        raise LedgerError(f"entry {entry.seq} has fields that a {entry.kind} has not")
    return body


def replay(entries: Iterable[LedgerEntry]) -> tuple[LedgerForecast, ...]:
    """All forecasts by number. Raises LedgerError for an entry that refers to what is not there."""
    taken = _taken(entries)
    numbers = [one.entry.seq for one in taken.values() if one.entry.kind == "question"]
    grouped: dict[int, list[_Standing]] = {number: [] for number in numbers}
    for one in taken.values():
        grouped[one.forecast].append(one)
    return tuple(_forecast(number, grouped[number]) for number in numbers)


def standing(entries: Iterable[LedgerEntry]) -> dict[int, Standing | None]:
    """What each question, estimate and answer says after all corrections, by its entry; None: withdrawn."""
    return {number: one.body for number, one in _taken(entries).items()}


def _taken(entries: Iterable[LedgerEntry]) -> dict[int, _Standing]:
    taken: dict[int, _Standing] = {}
    for entry in entries:
        _take(entry, body_of(entry), taken)
    return taken


def _take(entry: LedgerEntry, body: Body, standing: dict[int, _Standing]) -> None:
    if isinstance(body, Correction):
        _correct(entry, body, standing)
        return
    home = entry.seq if isinstance(body, Question) else body.forecast
    if not isinstance(body, Question):
        _check_home(entry, home, standing)
    if isinstance(body, Estimate) and not 0 <= body.low <= body.probability <= body.high <= 1:
        raise LedgerError(f"entry {entry.seq} gives a probability outside of 0 to 1")
    standing[entry.seq] = _Standing(entry, body, home)


def _check_home(entry: LedgerEntry, home: int, standing: dict[int, _Standing]) -> None:
    if home not in standing or standing[home].entry.kind != "question":
        raise LedgerError(f"entry {entry.seq} is of forecast {home}, and there is none with this number")


def _correct(entry: LedgerEntry, body: Correction, standing: dict[int, _Standing]) -> None:
    corrected = standing.get(body.entry)
    if corrected is None:
        raise LedgerError(f"entry {entry.seq} corrects entry {body.entry}, which cannot be corrected")
    given = [one for one in (body.question, body.estimate, body.resolution) if one is not None]
    if len(given) > 1 or any(not isinstance(one, _BODIES[corrected.entry.kind]) for one in given):
        raise LedgerError(f"entry {entry.seq} corrects a {corrected.entry.kind} by something else")
    if any(not isinstance(one, Question) and one.forecast != corrected.forecast for one in given):
        raise LedgerError(f"entry {entry.seq} moves entry {body.entry} to another forecast")
    corrected.body = given[0] if given else None
    corrected.by.append(entry.seq)


def _forecast(number: int, parts: Sequence[_Standing]) -> LedgerForecast:
    first = parts[0]
    question = first.body if isinstance(first.body, Question) else body_of(first.entry)
    assert isinstance(question, Question)
    estimates = tuple(
        MadeEstimate(one.entry.seq, one.entry.at, one.entry.author, one.body, bool(one.by))
        for one in parts
        if isinstance(one.body, Estimate)
    )
    settled = [one.body for one in parts if isinstance(one.body, Resolution)]
    entries = sorted({seq for one in parts for seq in (one.entry.seq, *one.by)})
    return LedgerForecast(
        number=number,
        at=first.entry.at,
        author=first.entry.author,
        question=question,
        estimates=estimates,
        resolution=settled[-1] if settled else None,
        entries=tuple(entries),
        withdrawn=first.body is None,
    )


def due_by(forecasts: Iterable[LedgerForecast], day: str) -> list[LedgerForecast]:
    """Those that are open and whose horizon lies before an ISO day, the longest due first."""
    due = [
        one
        for one in forecasts
        if not one.withdrawn and one.resolution is None and one.question.due and one.question.due < day
    ]
    return sorted(due, key=lambda one: (one.question.due or "", one.number))


def newest(forecast: LedgerForecast) -> tuple[MadeEstimate, ...]:
    """Each forecaster's last estimate, the newest first; of several on one day the one entered last."""
    by_name: dict[str, MadeEstimate] = {}
    for made in sorted(forecast.estimates, key=_when):
        by_name[made.estimate.forecaster] = made
    return tuple(sorted(by_name.values(), key=_when, reverse=True))


def _when(made: MadeEstimate) -> tuple[str, int]:
    return made.estimate.made, made.seq
