"""Whether the chain of entries is whole, and where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from dateline.model.ledger import FIRST, Fault, LedgerEntry, canonical, hash_of

__all__ = ["faults"]


def faults(entries: Sequence[LedgerEntry], *, head: str | None = None) -> list[Fault]:
    """Where entries, in their order, are not as they were written; empty when they are.

    A change of one entry is found at it, or at the one after it when it was given a new hash; one that was
    removed, at the one after it. That the last ones are gone shows only against `head`, a hash that was
    noted elsewhere and must be there.
    """
    found = [fault for place in range(len(entries)) for fault in _at(entries, place)]
    if head is not None and head not in {entry.hash for entry in entries}:
        last = entries[-1].seq if entries else 0
        found.append(Fault(len(entries) + 1, last, "the entry with the given hash is missing"))
    return found


def _at(entries: Sequence[LedgerEntry], place: int) -> Iterator[Fault]:
    entry = entries[place]
    before = entries[place - 1] if place else None
    wanted = before.seq + 1 if before else 1
    ways = (
        (entry.hash != hash_of(entry), "it was edited: its hash is not that of its content"),
        (not _is_canonical(entry.body), "its body is not written as entries are"),
        (entry.seq > wanted, f"entries from {wanted} on are missing before it"),
        (entry.seq < wanted, "it is out of order, or was put in"),
        (
            entry.previous != (before.hash if before else FIRST),
            "it does not follow the entry before it: one was edited, removed, moved or put in here",
        ),
        (before is not None and entry.at < before.at, "it is older than the entry before it"),
    )
    yield from (Fault(place + 1, entry.seq, what) for wrong, what in ways if wrong)


def _is_canonical(body: str) -> bool:
    try:
        return canonical(json.loads(body)) == body
    except (ValueError, TypeError, RecursionError):
        return False
