"""What people enter into the ledger: questions, estimates, answers, corrections."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from dateline.errors import UsageError
from dateline.forecast.ledger import Standing, body_of, lacks, replay, standing
from dateline.lore import Lore
from dateline.model import Document, Forecast
from dateline.model.ledger import (
    ANSWERS,
    Body,
    Correction,
    Estimate,
    Evidence,
    LedgerEntry,
    LedgerForecast,
    Question,
    Resolution,
)
from dateline.settings import cache_folder
from dateline.store import Store, View
from dateline.tell.ledger.given import (
    author_of,
    day_of,
    evidence_of,
    forecast_of,
    range_of,
    tags_of,
    words_of,
)
from dateline.tell.words import clean, name_of

__all__ = ["Who", "add", "correct", "enter", "estimate", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who makes an entry (None: whom the account names) and in which store."""

    store: str
    by: str | None = None


Compose = Callable[[Sequence[LedgerEntry]], Sequence[Body]]


def _enter(who: Who, make: Callable[[View, str, str], Compose]) -> list[LedgerEntry]:
    """Enter what `make` composes, given the store as it is, the author, and the day."""
    author, day = author_of(who.by), _now().date().isoformat()
    with Store.open(who.store) as store, store.writer() as writer:
        compose = make(store.view(), author, day)
        return writer.enter(compose, at=lambda: _now().isoformat(), author=author)


def _now() -> datetime:
    return datetime.now(UTC)


def _with_lacks(question: Question) -> Question:
    """The question with what it lacks."""
    return replace(question, lacks=lacks(question, Lore.open(cache_folder()).lexicon.words))


def add(
    text: str,
    who: Who,
    *,
    rule: str | None,
    due: str | None,
    condition: str | None,
    topics: Sequence[str],
    evidence: Sequence[str],
    probability: str | None,
) -> None:
    """Enter a question, and who enters it may estimate it at once. Raises UsageError."""

    def make(view: View, author: str, day: str) -> Compose:
        bare = Question(
            text=words_of(text, "a question"),
            rule=words_of(rule, "a rule") if rule is not None else None,
            due=day_of(due, "--due", since=day) if due is not None else None,
            condition=words_of(condition, "a condition") if condition is not None else None,
            tags=tags_of(topics),
            lacks=(),
            evidence=evidence_of(evidence, view),
            record=None,
        )
        asked = _with_lacks(bare)
        given = range_of(probability) if probability is not None else None

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            own = _estimate(len(entries) + 1, author, given, made=day) if given else None
            return [asked, own] if own else [asked]

        return compose

    _tell_question(_enter(who, make)[0])


def _tell_question(entry: LedgerEntry) -> None:
    question = body_of(entry)
    assert isinstance(question, Question)
    sys.stdout.write(f"Forecast {entry.seq} is entered.\n")
    if question.lacks:
        sys.stdout.write(
            f"It cannot be resolved yet: {', '.join(question.lacks)}. "
            f"`dateline forecast correct {entry.seq}` mends it.\n"
        )


def _estimate(
    number: int, forecaster: str, given: tuple[float, float], *, made: str, **others: Any
) -> Estimate:
    low, high = given
    rest: dict[str, Any] = {"basis": "given", "wording": None, "note": None, "evidence": ()}
    middle = round((low + high) / 2, 12)
    return Estimate(number, forecaster, low, high, probability=middle, made=made, **(rest | others))


def estimate(
    number: int,
    probability: str,
    who: Who,
    *,
    forecaster: str | None,
    made: str | None,
    note: str | None,
    evidence: Sequence[str],
) -> None:
    """Enter how probable somebody holds a forecast. One made on an earlier day needs evidence of that."""

    def make(view: View, author: str, day: str) -> Compose:
        given, shown = range_of(probability), evidence_of(evidence, view)
        on = day_of(made, "--made", until=day) if made is not None else day
        if on < day and not shown:
            raise UsageError("an estimate of an earlier day needs --evidence of where it was given")
        name = author_of(forecaster) if forecaster is not None else author
        said = words_of(note, "a note") if note is not None else None
        body = _estimate(number, name, given, made=on, note=said, evidence=shown)

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            _open(number, entries)
            return [body]

        return compose

    [entry] = _enter(who, make)
    sys.stdout.write(f"Entry {entry.seq}: an estimate of forecast {number}.\n")


def _open(number: int, entries: Sequence[LedgerEntry]) -> LedgerForecast:
    found = forecast_of(number, entries)
    if found.withdrawn:
        raise UsageError(f"forecast {number} was withdrawn")
    if found.resolution is not None:
        raise UsageError(f"forecast {number} was resolved: {found.resolution.answer}; correct that first")
    return found


def resolve(
    number: int,
    answer: str,
    who: Who,
    *,
    on: str | None,
    note: str | None,
    evidence: Sequence[str],
) -> None:
    """Enter how a forecast turned out. Raises UsageError where evidence or a rule to go by is missing."""
    known = {one: one for one in ANSWERS}
    if answer not in known:
        raise UsageError(f"an answer is one of {', '.join(ANSWERS)}, not {clean(answer)[:40]!r}")

    def make(view: View, author: str, day: str) -> Compose:
        del author
        shown = evidence_of(evidence, view)
        if answer in ("yes", "no") and not shown:
            raise UsageError("an answer needs --evidence: the id of a claim in the store, or a link")
        if not shown and not note:
            raise UsageError(f"say with --note or --evidence why it is {answer}")
        settled = day_of(on, "--on", until=day) if on is not None else day
        said = words_of(note, "a note") if note is not None else None
        body = Resolution(number, known[answer], settled, said, shown)

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            _answerable(_open(number, entries), answer)
            return [body]

        return compose

    [entry] = _enter(who, make)
    sys.stdout.write(f"Entry {entry.seq}: forecast {number} is resolved: {answer}.\n")


def _answerable(forecast: LedgerForecast, answer: str) -> None:
    missing = forecast.question.lacks
    if missing and answer != "void":
        raise UsageError(
            f"forecast {forecast.number} can only be void, for it has: {', '.join(missing)}; "
            f"`dateline forecast correct {forecast.number}` mends it"
        )


def correct(
    number: int,
    reason: str,
    who: Who,
    *,
    withdraw: bool,
    changes: dict[str, str | None],
    topics: Sequence[str],
    evidence: Sequence[str],
) -> None:
    """Enter what stands instead of an earlier entry, or that it is withdrawn. Both stay in the ledger."""
    wanted = {name: value for name, value in changes.items() if value is not None}
    if withdraw == bool(wanted or topics or evidence):
        raise UsageError("say what to correct, or --withdraw, and not both")

    def make(view: View, author: str, day: str) -> Compose:
        del author
        said = words_of(reason, "a reason")
        shown = evidence_of(evidence, view)

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            body = _stands(number, entries)
            if withdraw:
                return [Correction(number, said)]
            return [_corrected(number, said, body, _Changes(wanted, tags_of(topics), shown, day))]

        return compose

    [entry] = _enter(who, make)
    sys.stdout.write(f"Entry {entry.seq} corrects entry {number}.\n")


@dataclass(frozen=True, slots=True)
class _Changes:
    given: dict[str, str]
    tags: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    day: str


def _stands(number: int, entries: Sequence[LedgerEntry]) -> Standing:
    """What an entry says after the corrections that there are."""
    found = standing(entries)
    if number not in found:
        raise UsageError(f"entry {number} is no question, estimate or answer; `dateline forecast show` tells")
    body = found[number]
    if body is None:
        raise UsageError(f"entry {number} was withdrawn; enter it anew")
    return body


_OF = {
    Question: {"text", "rule", "due", "condition"},
    Estimate: {"probability", "note"},
    Resolution: {"answer", "on", "note"},
}


def _corrected(number: int, reason: str, body: Standing, changes: _Changes) -> Correction:
    strangers = sorted(changes.given.keys() - _OF[type(body)])
    if strangers or (changes.tags and not isinstance(body, Question)):
        name = type(body).__name__.lower()
        raise UsageError(f"entry {number} is a {name}, and has no {', '.join(strangers) or 'topic'}")
    shown = changes.evidence or body.evidence
    if isinstance(body, Question):
        return Correction(number, reason, question=_question(body, changes, shown))
    if isinstance(body, Estimate):
        return Correction(number, reason, estimate=_better(body, changes, shown))
    return Correction(number, reason, resolution=_answer(body, changes, shown))


def _question(body: Question, changes: _Changes, shown: tuple[Evidence, ...]) -> Question:
    given: dict[str, Any] = {name: words_of(value, name) for name, value in changes.given.items()}
    if "due" in given:
        day_of(given["due"], "--due", since=changes.day if body.record is None else None)
    bare = replace(body, **given, tags=changes.tags or body.tags, evidence=shown)
    return _with_lacks(bare)


def _better(body: Estimate, changes: _Changes, shown: tuple[Evidence, ...]) -> Estimate:
    given = changes.given
    low, high = range_of(given["probability"]) if "probability" in given else (body.low, body.high)
    note = words_of(given["note"], "a note") if "note" in given else body.note
    middle = round((low + high) / 2, 12)
    return replace(body, low=low, high=high, probability=middle, note=note, evidence=shown)


def _answer(body: Resolution, changes: _Changes, shown: tuple[Evidence, ...]) -> Resolution:
    given = changes.given
    answer = next((one for one in ANSWERS if one == given.get("answer", body.answer)), None)
    if answer is None:
        raise UsageError(f"an answer is one of {', '.join(ANSWERS)}")
    if answer in ("yes", "no") and not shown:
        raise UsageError("an answer needs --evidence: the id of a claim in the store, or a link")
    on = day_of(given["on"], "--on", until=changes.day) if "on" in given else body.on
    note = words_of(given["note"], "a note") if "note" in given else body.note
    return replace(body, answer=answer, on=on, note=note, evidence=shown)


def enter(
    id: str, who: Who, *, rule: str | None, due: str | None, text: str | None, topics: Sequence[str]
) -> None:
    """Enter a forecast that was read from a document, with its words as evidence and its likelihood."""

    def make(view: View, author: str, day: str) -> Compose:
        del author
        record = _record(id, view)
        asked = _read(record, rule=rule, due=due, text=text, topics=topics)

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            twice = next((one for one in replay(entries) if one.question.record == record.id), None)
            if twice is not None and not twice.withdrawn:
                raise UsageError(f"forecast {clean(record.id)} is in the ledger already, as {twice.number}")
            own = _from_words(len(entries) + 1, record, view, day)
            return [asked, own] if own else [asked]

        return compose

    _tell_question(_enter(who, make)[0])


def _record(id: str, view: View) -> Forecast:
    record = view.get(id.rpartition("/")[2])
    if not isinstance(record, Forecast):
        raise UsageError(
            f"the store has no forecast {clean(id)[:80]!r}; `dateline show forecasts` lists them"
        )
    return record


def _read(
    record: Forecast, *, rule: str | None, due: str | None, text: str | None, topics: Sequence[str]
) -> Question:
    horizon = record.horizon.end if record.horizon and record.horizon.end else None
    bare = Question(
        text=words_of(text or record.proposition.text, "a question"),
        rule=words_of(rule, "a rule") if rule is not None else None,
        due=day_of(due, "--due") if due is not None else (horizon or "")[:10] or None,
        condition=clean(record.condition.text) if record.condition else None,
        tags=tags_of(topics),
        lacks=(),
        evidence=(Evidence("record", record.id),),
        record=record.id,
    )
    return _with_lacks(bare)


def _from_words(number: int, record: Forecast, view: View, day: str) -> Estimate | None:
    """The range of the likelihood's words as an estimate of the day of publication, by its forecaster."""
    likely = record.likelihood
    if likely is None or likely.low is None or likely.high is None or record.forecaster is None:
        return None
    home = view.get(record.document)
    published = home.published.start if isinstance(home, Document) else None
    return _estimate(
        number,
        clean(name_of(record.forecaster)) or "unnamed",
        (likely.low, likely.high),
        made=min((published or day)[:10], day),
        basis="from words",
        wording=clean(likely.text) if likely.text else None,
        evidence=(Evidence("record", record.id),),
    )
