"""The ledger as a whole: whether it is as it was written, and carried from one store to another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from dateline.errors import LedgerError, UsageError
from dateline.forecast.ledger import entry_of, faults, line_of, replay
from dateline.model.ledger import LedgerEntry
from dateline.store import Store, View
from dateline.tell.words import clean

__all__ = ["bring", "export", "verify"]


def verify(view: View, *, head: str | None) -> None:
    """Tell whether the chain is whole, and its last hash. Raises LedgerError that names each fault."""
    entries = view.ledger()
    found = faults(entries, head=head)
    if found:
        told = "; ".join(f"at place {one.place}, entry {one.seq}: {one.what}" for one in found)
        raise LedgerError(f"the ledger is not as it was written: {told}")
    replay(entries)
    last = f" The last hash is {entries[-1].hash}." if entries else ""
    sys.stdout.write(f"The ledger is whole: {len(entries):,} entries.{last}\n")


def export(view: View) -> None:
    """All entries as JSON Lines."""
    sys.stdout.write("".join(f"{line_of(entry)}\n" for entry in view.ledger()))


def bring(path: Path, store: Store) -> None:
    """Add the entries of an exported file that the ledger has not. Raises LedgerError, and adds nothing."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{clean(str(path))} cannot be read: {error.strerror}") from None
    entries = [entry_of(line, number) for number, line in enumerate(lines, 1)]
    _check(entries)
    with store.writer() as writer:
        added = writer.extend_ledger(entries)
    sys.stdout.write(f"{added:,} of {len(entries):,} entries are new.\n")


def _check(entries: Sequence[LedgerEntry]) -> None:
    found = faults(entries)
    if found:
        raise LedgerError(f"the file is not as it was written: line {found[0].place}: {found[0].what}")
    replay(entries)
