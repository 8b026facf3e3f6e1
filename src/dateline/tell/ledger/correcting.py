"""Corrections: entries that stand instead of earlier ones, or withdraw them. Both stay in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.errors import UsageError
from dateline.forecast.ledger import Standing, standing
from dateline.model.ledger import Body, Correction, Estimate, Evidence, LedgerEntry, Question, Resolution
from dateline.store import View
from dateline.tell.ledger.given import day_of, evidence_of, range_of, tags_of, words_of
from dateline.tell.ledger.making import Compose, Who, answer_of, made, with_lacks

__all__ = ["FIELDS", "correct"]

FIELDS = {
    Question: frozenset({"text", "rule", "due", "condition"}),
    Estimate: frozenset({"probability", "note"}),
    Resolution: frozenset({"answer", "on", "note"}),
}
"""What can be corrected in an entry, beside its evidence; of a question its topics too."""


def correct(
    number: int,
    reason: str,
    who: Who,
    *,
    withdraw: bool = False,
    changes: Mapping[str, str | None],
    topics: Sequence[str] = (),
    evidence: Sequence[str] = (),
) -> LedgerEntry:
    """Enter what stands instead of an earlier entry, or that it is withdrawn.

    `changes` has new values by the names in `FIELDS`; None leaves what there is. Raises UsageError.
    """
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

    return made(who, make)


@dataclass(frozen=True, slots=True)
class _Changes:
    given: Mapping[str, str]
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


def _corrected(number: int, reason: str, body: Standing, changes: _Changes) -> Correction:
    strangers = sorted(changes.given.keys() - FIELDS[type(body)])
    if strangers or (changes.tags and not isinstance(body, Question)):
        name = "answer" if isinstance(body, Resolution) else type(body).__name__.lower()
        what = ", ".join(strangers) or "topic"
        raise UsageError(f"entry {number} is of the kind {name}, and has no {what}")
    shown = changes.evidence or body.evidence
    if isinstance(body, Question):
        return Correction(number, reason, question=_question(body, changes, shown))
    if isinstance(body, Estimate):
        return Correction(number, reason, estimate=_estimate(body, changes, shown))
    return Correction(number, reason, resolution=_resolution(body, changes, shown))


def _question(body: Question, changes: _Changes, shown: tuple[Evidence, ...]) -> Question:
    given = {name: words_of(value, f"a {name}") for name, value in changes.given.items()}
    if "due" in given:
        day_of(given["due"], "--due", since=changes.day if body.record is None else None)
    bare = replace(
        body,
        text=given.get("text", body.text),
        rule=given.get("rule", body.rule),
        due=given.get("due", body.due),
        condition=given.get("condition", body.condition),
        tags=changes.tags or body.tags,
        evidence=shown,
    )
    return with_lacks(bare)


def _estimate(body: Estimate, changes: _Changes, shown: tuple[Evidence, ...]) -> Estimate:
    given = changes.given
    low, high = range_of(given["probability"]) if "probability" in given else (body.low, body.high)
    middle = round((low + high) / 2, 12)
    return replace(
        body, low=low, high=high, probability=middle, note=_note(body.note, changes), evidence=shown
    )


def _resolution(body: Resolution, changes: _Changes, shown: tuple[Evidence, ...]) -> Resolution:
    given = changes.given
    answer = answer_of(given.get("answer", body.answer), shown)
    on = day_of(given["on"], "--on", until=changes.day) if "on" in given else body.on
    return replace(body, answer=answer, on=on, note=_note(body.note, changes), evidence=shown)


def _note(before: str | None, changes: _Changes) -> str | None:
    return words_of(changes.given["note"], "a note") if "note" in changes.given else before
