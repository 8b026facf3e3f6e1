"""Land and borders on which states differ: whose they are depends on who looks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec

from dateline.errors import LoreError, UsageError

__all__ = ["UN", "Dispute", "Line", "checked_view", "disputed_lines", "disputes", "owner", "view_in_words"]

# The view that is taken unless another is asked for.
UN = "un"
_FILE = "disputed.yaml"

Box = tuple[float, float, float, float]


class Dispute(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A piece of land that has more than one owner, depending on who looks; `disputed.yaml` says how."""

    key: str
    name: str
    un: str
    why: str
    feature: str | None = None
    at: tuple[float, float] | None = None
    views: dict[str, str] = {}
    settled: bool = False


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A border that is not settled: between two countries, within a box (west, south, east, north)."""

    between: tuple[str, str]
    why: str
    box: Box | None = None


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    areas: tuple[Dispute, ...]
    lines: tuple[Line, ...]


@cache
def _table() -> _Table:
    text = resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    try:
        return msgspec.yaml.decode(text, type=_Table)
    except msgspec.ValidationError as error:
        raise LoreError(f"{_FILE}: {error}") from error


def disputes() -> Sequence[Dispute]:
    """All disputed pieces of land."""
    return _table().areas


def disputed_lines() -> Sequence[Line]:
    """All borders that are not settled."""
    return _table().lines


def owner(code: str, view: str) -> str:
    """Whose a piece of land is for who looks: a country's code, or the piece's own where nobody's else."""
    found = next((one for one in disputes() if one.key == code), None)
    return code if found is None else found.views.get(view, found.un)


def checked_view(view: str) -> str:
    """The view as the table has it; one that it does not name sees everything as the United Nations do.

    Raises UsageError for what is neither `un` nor three letters.
    """
    if view.casefold() == UN:
        return UN
    if len(view) == 3 and view.isascii() and view.isalpha():
        return view.upper()
    raise UsageError(f"wanted un or a country's code of three letters as --view, got {view[:20]!r}")


def view_in_words(view: str) -> str:
    """Whose borders a map shows, for its foot."""
    return "Borders as the United Nations have them" if view == UN else f"Borders as seen by {view}"
