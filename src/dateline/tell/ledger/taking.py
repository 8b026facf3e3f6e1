"""Forecasts that were read from documents, taken into the ledger with their words and their likelihood."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.errors import UsageError
from dateline.forecast.ledger import replay
from dateline.model import Document, Forecast
from dateline.model.ledger import Body, Estimate, Evidence, LedgerEntry, Question
from dateline.store import View
from dateline.tell.ledger.given import day_of, tags_of, words_of
from dateline.tell.ledger.making import Compose, Who, estimate_of, made, with_lacks
from dateline.tell.words import clean, name_of

__all__ = ["enter"]

_DAY = len("2022-10-05")


def enter(
    id: str,
    who: Who,
    *,
    rule: str | None = None,
    due: str | None = None,
    text: str | None = None,
    topics: Sequence[str] = (),
) -> LedgerEntry:
    """Enter a forecast of a document, by its id. Raises UsageError when it is there already, or unknown."""

    def make(view: View, author: str, day: str) -> Compose:
        del author
        record = _record(id, view)
        asked = _question(record, rule=rule, due=due, text=text, topics=topics)

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            twice = next((one for one in replay(entries) if one.question.record == record.id), None)
            if twice is not None and not twice.withdrawn:
                raise UsageError(f"forecast {clean(record.id)} is in the ledger already, as {twice.number}")
            own = _from_words(len(entries) + 1, record, view, day)
            return [asked, own] if own else [asked]

        return compose

    return made(who, make)


def _record(id: str, view: View) -> Forecast:
    record = view.get(id.rpartition("/")[2])
    if not isinstance(record, Forecast):
        raise UsageError(
            f"the store has no forecast {clean(id)[:80]!r}; `dateline show forecasts --json` tells their ids"
        )
    return record


def _question(
    record: Forecast, *, rule: str | None, due: str | None, text: str | None, topics: Sequence[str]
) -> Question:
    horizon = record.horizon.end if record.horizon and record.horizon.end else None
    bare = Question(
        text=words_of(text or record.proposition.text, "a question"),
        rule=words_of(rule, "a rule") if rule is not None else None,
        due=day_of(due, "--due") if due is not None else (horizon or "")[:_DAY] or None,
        condition=clean(record.condition.text) if record.condition else None,
        tags=tags_of(topics),
        lacks=(),
        evidence=(Evidence("record", record.id),),
        record=record.id,
    )
    return with_lacks(bare)


def _from_words(number: int, record: Forecast, view: View, day: str) -> Estimate | None:
    """The range of the likelihood's words as an estimate of the day of publication, by its forecaster."""
    likely = record.likelihood
    if likely is None or likely.low is None or likely.high is None or record.forecaster is None:
        return None
    home = view.get(record.document)
    published = home.published.start if isinstance(home, Document) else None
    return estimate_of(
        number,
        clean(name_of(record.forecaster)) or "unnamed",
        (likely.low, likely.high),
        made=min((published or day)[:_DAY], day),
        basis="from words",
        wording=clean(likely.text) if likely.text else None,
        evidence=(Evidence("record", record.id),),
    )
