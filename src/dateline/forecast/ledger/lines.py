"""Entries as JSON Lines, to be carried from one store to another."""

from __future__ import annotations

import msgspec

from dateline.errors import LedgerError
from dateline.model.ledger import LedgerEntry, canonical

__all__ = ["entry_of", "line_of"]

_DECODER = msgspec.json.Decoder(LedgerEntry, strict=True)


def line_of(entry: LedgerEntry) -> str:
    """An entry as one line of canonical JSON, without the newline."""
    return canonical(entry)


def entry_of(line: bytes | str, number: int) -> LedgerEntry:
    """The entry on a line that `line_of` wrote. Raises LedgerError that names the line by its number."""
    try:
        entry = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise LedgerError(f"line {number} is no entry of a ledger: {error}; give what export wrote") from None
    text = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
    if line_of(entry) != text.rstrip("\r\n"):
        raise LedgerError(
            f"line {number} is not written as entries are: it was edited; give what export wrote"
        )
    return entry
