"""Dateline reads war and diplomatic reporting and keeps the record.

The names below load on first use, so that `import dateline` is quick. The main path::

    from dateline import Lore, Options, Page, Parser, read_page

    lore, parser = Lore.open(cache), Parser()
    for reading in read_page(Page("report.txt", body), lore, parser, Options(published="2022-10-05")):
        for record in reading.records:
            ...
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.errors import (
        DatelineError,
        FetchError,
        LoreError,
        ReadError,
        StoreError,
        TooLarge,
        UsageError,
    )
    from dateline.flow import Options, Reading, read_document, read_page
    from dateline.lore import Lore
    from dateline.model import (
        Claim,
        Control,
        Document,
        Event,
        Figure,
        Forecast,
        Mention,
        Page,
        Quote,
        Record,
        Response,
        Statement,
    )
    from dateline.parse import Parser
    from dateline.read import Limits
    from dateline.store import PageEntry, Store, decode, encode

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Control",
    "DatelineError",
    "Document",
    "Event",
    "FetchError",
    "Figure",
    "Forecast",
    "Limits",
    "Lore",
    "LoreError",
    "Mention",
    "Options",
    "Page",
    "PageEntry",
    "Parser",
    "Quote",
    "ReadError",
    "Reading",
    "Record",
    "Response",
    "Statement",
    "Store",
    "StoreError",
    "TooLarge",
    "UsageError",
    "__version__",
    "decode",
    "encode",
    "read_document",
    "read_page",
]

_HOMES = {
    "errors": (
        "DatelineError",
        "FetchError",
        "LoreError",
        "ReadError",
        "StoreError",
        "TooLarge",
        "UsageError",
    ),
    "flow": ("Options", "Reading", "read_document", "read_page"),
    "lore": ("Lore",),
    "model": (
        "Claim",
        "Control",
        "Document",
        "Event",
        "Figure",
        "Forecast",
        "Mention",
        "Page",
        "Quote",
        "Record",
        "Response",
        "Statement",
    ),
    "parse": ("Parser",),
    "read": ("Limits",),
    "store": ("PageEntry", "Store", "decode", "encode"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
