"""All errors that Dateline raises on purpose.

The tree::

    DatelineError
    ├── ReadError          a page could not be fetched, decoded or understood
    │   ├── FetchError     the address or file gave nothing usable
    │   └── TooLarge       the page or document is over a stated limit
    ├── LoreError          a pack or gazetteer is wrong; names the file and key
    ├── CorpusError    an annotated corpus is not as its format wants; names the file and place
    ├── LedgerError        the ledger of forecasts is broken or an entry is wrong; names the entry
    ├── ScenarioError      a scenario's file is wrong; names the line
    ├── StoreError         the store cannot be opened, read or written
    └── UsageError         an argument makes no sense; says which and what would

Each message says what was wanted, what came, and what to do.
"""

from __future__ import annotations

__all__ = [
    "CorpusError",
    "DatelineError",
    "FetchError",
    "LedgerError",
    "LoreError",
    "ReadError",
    "ScenarioError",
    "StoreError",
    "TooLarge",
    "UsageError",
]


class DatelineError(Exception):
    """Base of everything raised on purpose; its message is one line for a person."""


class ReadError(DatelineError):
    """A page could not be turned into documents."""


class FetchError(ReadError):
    """An address or file gave nothing usable."""


class TooLarge(ReadError):
    """A page or document is over a limit that the message states."""


class LoreError(DatelineError):
    """A pack or gazetteer is wrong; the message names the file and the key."""


class CorpusError(DatelineError):
    """An annotated corpus is not as its format wants; the message names the file and the place."""


class LedgerError(DatelineError):
    """The ledger of forecasts is broken or an entry is not as it must be; the message names the entry."""


class ScenarioError(DatelineError):
    """A scenario cannot be read or reckoned; the message names the line where there is one."""


class StoreError(DatelineError):
    """The store cannot be opened, read or written."""


class UsageError(DatelineError):
    """An argument makes no sense; the message says which and what would."""
