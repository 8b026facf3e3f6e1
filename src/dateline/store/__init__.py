"""The store: one door to what has been read. `Store` gives a `Writer` and read-only `View`s.

Names load on first use, so that writing records as JSON Lines does not pay for the database library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.store.codec import decode, encode, encode_act, encode_hold, encode_incident, schema
    from dateline.store.comparing import Earlier
    from dateline.store.decisions import Act
    from dateline.store.door import Store
    from dateline.store.joins import Joins
    from dateline.store.pages import PageEntry
    from dateline.store.telling import Telling
    from dateline.store.view import View
    from dateline.store.writer import Writer

__all__ = [
    "Act",
    "Earlier",
    "Joins",
    "PageEntry",
    "Store",
    "Telling",
    "View",
    "Writer",
    "decode",
    "encode",
    "encode_act",
    "encode_hold",
    "encode_incident",
    "schema",
]

_HOMES = {
    "Act": "decisions",
    "Earlier": "comparing",
    "Joins": "joins",
    "PageEntry": "pages",
    "Store": "door",
    "Telling": "telling",
    "View": "view",
    "Writer": "writer",
    "decode": "codec",
    "encode": "codec",
    "encode_act": "codec",
    "encode_hold": "codec",
    "encode_incident": "codec",
    "schema": "codec",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
