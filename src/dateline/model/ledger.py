"""The ledger of forecasts: entries that are only ever added, each sealed to the one before it.

An entry's `body` is canonical JSON of a `Question`, `Estimate`, `Resolution` or `Correction`. Its `hash` is
a SHA-256 over canonical JSON of everything else in it, the hash before it included.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from dateline.model.ids import plain

__all__ = [
    "ANSWERS",
    "FIRST",
    "Answer",
    "Body",
    "Correction",
    "EntryKind",
    "Estimate",
    "Evidence",
    "Fault",
    "LedgerEntry",
    "LedgerForecast",
    "MadeEstimate",
    "Question",
    "Resolution",
    "canonical",
    "hash_of",
    "kind_of",
    "sealed_entry",
]

EntryKind = Literal["question", "estimate", "resolution", "correction"]
Answer = Literal["yes", "no", "void", "ambiguous"]
ANSWERS: tuple[Answer, ...] = ("yes", "no", "void", "ambiguous")

FIRST = "0" * 64
"""What stands as the hash before the first entry: as long as a hash, and the hash of nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What something rests on: the id of a record in the store, or a link."""

    kind: Literal["record", "link"]
    of: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is forecast. `due` is an ISO day, included. `lacks` names what keeps it from being resolved.

    `record` is the id of the forecast record that it was read from.
    """

    text: str
    rule: str | None
    due: str | None
    condition: str | None
    tags: tuple[str, ...]
    lacks: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    record: str | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """How probable a forecaster held it, 0..1; `probability` is the middle of `low` and `high`.

    `made` is the ISO day on which it was given, which may lie before the day of its entry.
    """

    forecast: int
    forecaster: str
    low: float
    high: float
    probability: float
    basis: Literal["given", "from words"]
    made: str
    wording: str | None
    note: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a forecast turned out; `on` is the ISO day on which that was settled."""

    forecast: int
    answer: Answer
    on: str
    note: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What stands instead of an earlier entry's body; with none of the three, the entry is withdrawn."""

    entry: int
    reason: str
    question: Question | None = None
    estimate: Estimate | None = None
    resolution: Resolution | None = None


Body = Question | Estimate | Resolution | Correction


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry. `seq` counts from 1; `at` is a date-time in UTC; hashes are 64 hexadecimal digits."""

    seq: int
    at: str
    author: str
    kind: str
    body: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain is broken: the place in it, from 1, the number that the entry there bears, and how."""

    place: int
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class MadeEstimate:
    """An estimate as it stands, with the entry that made it; `corrected` by a later one."""

    seq: int
    at: str
    author: str
    estimate: Estimate
    corrected: bool


@dataclass(frozen=True, slots=True)
class LedgerForecast:
    """A forecast as the ledger has it now. Its `number` is that of the entry that asked the question."""

    number: int
    at: str
    author: str
    question: Question
    estimates: tuple[MadeEstimate, ...]
    resolution: Resolution | None
    entries: tuple[int, ...]
    withdrawn: bool


def canonical(value: Any) -> str:
    """The one way to write a value as JSON: sorted keys, no spaces, ASCII alone, so that any text fits."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def hash_of(entry: LedgerEntry) -> str:
    """The hash that the entry ought to bear."""
    content = {name: getattr(entry, name) for name in ("seq", "at", "author", "kind", "body", "previous")}
    return hashlib.sha256(canonical(content).encode("ascii")).hexdigest()


def kind_of(body: Body) -> EntryKind:
    """The kind of entry that a body makes."""
    kinds: dict[type, EntryKind] = {
        Question: "question",
        Estimate: "estimate",
        Resolution: "resolution",
        Correction: "correction",
    }
    return kinds[type(body)]


def sealed_entry(body: Body, *, at: str, author: str, after: LedgerEntry | None) -> LedgerEntry:
    """The entry that follows another, or the first."""
    seq, previous = (after.seq + 1, after.hash) if after else (1, FIRST)
    bare = LedgerEntry(seq, at, author, kind_of(body), canonical(body), previous, "")
    return LedgerEntry(seq, at, author, bare.kind, bare.body, previous, hash_of(bare))
