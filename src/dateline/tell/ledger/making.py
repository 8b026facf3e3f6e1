"""Making an entry: who makes it, in which store, and what entries of all kinds share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from dateline.errors import UsageError
from dateline.forecast.ledger import lacks
from dateline.lore import Lore
from dateline.model.ledger import (
    ANSWERS,
    Answer,
    Body,
    Estimate,
    Evidence,
    LedgerEntry,
    Question,
)
from dateline.settings import cache_folder
from dateline.store import Store, View
from dateline.tell.ledger.given import author_of
from dateline.tell.words import clean

__all__ = ["Compose", "Who", "answer_of", "estimate_of", "made", "with_lacks"]

Compose = Callable[[Sequence[LedgerEntry]], Sequence[Body]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who makes an entry (None: whom the account names) and in which store, which is open."""

    store: Store
    by: str | None = None


def made(who: Who, make: Callable[[View, str, str], Compose]) -> LedgerEntry:
    """Enter what `make` composes, given the store as it is, the author and the day; gives its first entry."""
    author, day = author_of(who.by), _now().date().isoformat()
    compose = make(who.store.view(), author, day)
    with who.store.writer() as writer:
        return writer.enter(compose, at=lambda: _now().isoformat(), author=author)[0]


def _now() -> datetime:
    return datetime.now(UTC)


def with_lacks(question: Question) -> Question:
    """The question with what it lacks."""
    return replace(question, lacks=lacks(question, Lore.open(cache_folder()).lexicon.words))


def estimate_of(
    forecast: int,
    forecaster: str,
    given: tuple[float, float],
    *,
    made: str,
    basis: Literal["given", "from words"] = "given",
    wording: str | None = None,
    note: str | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Estimate:
    """An estimate from its range; the probability is the middle of it."""
    low, high = given
    middle = round((low + high) / 2, 12)
    return Estimate(forecast, forecaster, low, high, middle, basis, made, wording, note, evidence)


def answer_of(text: str, shown: Sequence[Evidence]) -> Answer:
    """A known answer that has the evidence it needs. Raises UsageError."""
    answer = next((one for one in ANSWERS if one == text), None)
    if answer is None:
        raise UsageError(f"an answer is one of {', '.join(ANSWERS)}, not {clean(text)[:40]!r}")
    if answer in ("yes", "no") and not shown:
        raise UsageError("an answer needs --evidence: the id of a claim in the store, or a link")
    return answer
