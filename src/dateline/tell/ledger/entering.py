"""What people enter into the ledger: questions, estimates, answers. Each gives the entry that was made."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.errors import UsageError
from dateline.model.ledger import Body, LedgerEntry, LedgerForecast, Question, Resolution
from dateline.store import View
from dateline.tell.ledger.given import author_of, day_of, evidence_of, range_of, tags_of, words_of
from dateline.tell.ledger.looking import forecast_of
from dateline.tell.ledger.making import Compose, Who, answer_of, estimate_of, made, with_lacks

__all__ = ["add", "estimate", "resolve"]


def add(
    text: str,
    who: Who,
    *,
    rule: str | None = None,
    due: str | None = None,
    condition: str | None = None,
    topics: Sequence[str] = (),
    evidence: Sequence[str] = (),
    probability: str | None = None,
) -> LedgerEntry:
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
        asked = with_lacks(bare)
        given = range_of(probability) if probability is not None else None

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            own = estimate_of(len(entries) + 1, author, given, made=day) if given else None
            return [asked, own] if own else [asked]

        return compose

    return made(who, make)


def estimate(
    number: int,
    probability: str,
    who: Who,
    *,
    forecaster: str | None = None,
    made_on: str | None = None,
    note: str | None = None,
    evidence: Sequence[str] = (),
) -> LedgerEntry:
    """Enter how probable somebody holds a forecast. One made on an earlier day needs evidence of that."""

    def make(view: View, author: str, day: str) -> Compose:
        given, shown = range_of(probability), evidence_of(evidence, view)
        on = day_of(made_on, "--made", until=day) if made_on is not None else day
        if on < day and not shown:
            raise UsageError("an estimate of an earlier day needs --evidence of where it was given")
        name = author_of(forecaster) if forecaster is not None else author
        said = words_of(note, "a note") if note is not None else None
        body = estimate_of(number, name, given, made=on, note=said, evidence=shown)

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            _open(number, entries)
            return [body]

        return compose

    return made(who, make)


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
    on: str | None = None,
    note: str | None = None,
    evidence: Sequence[str] = (),
) -> LedgerEntry:
    """Enter how a forecast turned out. Raises UsageError where evidence or a rule to go by is missing."""

    def make(view: View, author: str, day: str) -> Compose:
        del author
        shown = evidence_of(evidence, view)
        known = answer_of(answer, shown)
        if not shown and not note:
            raise UsageError(f"say with --note or --evidence why it is {known}")
        settled = day_of(on, "--on", until=day) if on is not None else day
        said = words_of(note, "a note") if note is not None else None
        body = Resolution(number, known, settled, said, shown)

        def compose(entries: Sequence[LedgerEntry]) -> list[Body]:
            _answerable(_open(number, entries), known)
            return [body]

        return compose

    return made(who, make)


def _answerable(forecast: LedgerForecast, answer: str) -> None:
    missing = forecast.question.lacks
    if missing and answer != "void":
        raise UsageError(
            f"forecast {forecast.number} can only be void, for it has: {', '.join(missing)}; "
            f"`dateline forecast correct {forecast.number}` mends it"
        )
