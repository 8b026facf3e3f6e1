"""What is to be exported: which format, of what, by which filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dateline.errors import UsageError

__all__ = ["FORMATS", "RECORDS", "Wanted", "checked"]

RECORDS: Mapping[str, str] = {
    "events": "event",
    "claims": "claim",
    "quotes": "quote",
    "figures": "figure",
    "control": "control",
    "forecasts": "forecast",
    "statements": "statement",
    "responses": "response",
    "documents": "document",
    "mentions": "mention",
}
"""Kinds of records by what they are called where several are meant."""

_CSV = tuple(one for one in RECORDS if one != "mentions")
FORMATS: Mapping[str, tuple[str, ...]] = {
    "jsonl": (),
    "csv": (*_CSV, "incidents"),
    "parquet": (*RECORDS, "incidents"),
    "geojson": ("incidents", "events", "holds"),
    "acled": ("incidents",),
    "plover": ("events",),
    "ftm": ("incidents",),
    "hxl": ("incidents",),
}
"""What each format can be of, the default first; JSON Lines are always of everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An export. `of` None is the format's default; `out` None is standard output.

    `filters` are arguments of `View.records`. `every`: also what nobody says has happened, of formats that
    leave it out. `known_by` is a day or moment: by what had been read until then.
    """

    format: str
    store: str
    of: str | None = None
    out: Path | None = None
    filters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    known_by: str | None = None
    every: bool = False

    @property
    def kind(self) -> str:
        """What is exported."""
        return self.of or next(iter(FORMATS[self.format]), "documents")


def checked(wanted: Wanted) -> Wanted:
    """What was asked for, if it makes sense. Raises `UsageError` otherwise."""
    can = FORMATS[wanted.format]
    if wanted.of is not None and wanted.of not in can:
        told = f"--of {', '.join(can)}" if can else "no --of: it is always of everything"
        raise UsageError(f"{wanted.format} takes {told}; got {wanted.of!r}")
    if wanted.every and wanted.format not in ("acled", "plover", "hxl", "ftm"):
        raise UsageError(f"--all is for acled, plover, hxl and ftm; {wanted.format} leaves nothing out")
    return wanted
