"""`dateline map`: what was asked for, checked before anything is loaded, and drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.errors import UsageError
from dateline.lore import Lore
from dateline.model.holds import Hold
from dateline.tell.maps.disputes import UN, checked_view
from dateline.tell.maps.drawing import FORMS, checked_look, draw
from dateline.tell.maps.holding import Look, checked_day
from dateline.tell.maps.knowledge import theatre_of
from dateline.tell.maps.projection import Extent
from dateline.tell.meter import Meter

__all__ = ["FILMS", "MapWanted", "checked", "draw_wanted", "parsed_extent", "parsed_size"]

FILMS = (".gif", ".mp4")
# Fit for print at 200 dots an inch, and for a screen that plays.
# Papers, lying, at 300 dots an inch, as printers have them.
_PAPERS = {"a4": (3508, 2480), "a3": (4961, 3508)}
_PICTURE, _FILM = (1600, 1200), (800, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapWanted:
    """A map of the day `on`, or a film from `since` until (without) `until`; None: what fits the form."""

    out: Path
    on: str | None = None
    since: str | None = None
    until: str | None = None
    title: str | None = None
    view: str = UN
    inferred: bool = True
    size: tuple[int, int] | None = None
    extent: Extent | None = None
    frames_a_second: int = 5

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height that are drawn."""
        return self.size or (_FILM if self.moves else _PICTURE)

    @property
    def moves(self) -> bool:
        """Whether a film is wanted."""
        return self.out.suffix.casefold() in FILMS


def checked(wanted: MapWanted) -> MapWanted:
    """What was asked for, if it makes sense. Raises UsageError otherwise."""
    forms = (*FORMS, *FILMS)
    if wanted.out.suffix.casefold() not in forms:
        raise UsageError(f"wanted --out with a file that ends in {', '.join(forms)}, got {wanted.out.name!r}")
    if wanted.moves and (wanted.on is not None or wanted.since is None or wanted.until is None):
        raise UsageError(f"{wanted.out.name} is a film: give --since and --until, and no --on")
    if not wanted.moves and (wanted.on is None or wanted.since is not None or wanted.until is not None):
        raise UsageError(f"{wanted.out.name} shows one day: give --on, and neither --since nor --until")
    for day in (wanted.on, wanted.since, wanted.until):
        if day is not None:
            checked_day(day)
    checked_view(wanted.view)
    checked_look(_look(wanted))
    return wanted


def _look(wanted: MapWanted) -> Look:
    width, height = wanted.pixels
    return Look(
        width=width,
        height=height,
        title=wanted.title,
        view=checked_view(wanted.view),
        inferred=wanted.inferred,
    )


def draw_wanted(
    wanted: MapWanted,
    holds: Sequence[Hold],
    lore: Lore,
    *,
    sources: tuple[str, ...] = (),
    words: Mapping[str, str] | None = None,
    documents: Mapping[str, str] | None = None,
) -> None:
    """Draws what is wanted from holds of whatever days, with a bar on standard error for a film.

    `lore` is within the theatre. `sources` are named at the foot; `words` is the text of claims and
    `documents` the names of documents, by their ids. Raises UsageError.
    """
    theatre = replace(theatre_of(lore, holds), extent=wanted.extent)
    look = replace(_look(wanted), sources=sources, words=words or {}, documents=documents or {})
    if wanted.on is not None:
        draw(holds, wanted.on, wanted.out, theatre=theatre, look=look)
        return
    from dateline.tell.maps.film import film

    with Meter(f"drawing {wanted.out.name}") as meter:
        film(
            holds,
            wanted.since or "",
            wanted.until or "",
            wanted.out,
            theatre=theatre,
            look=look,
            frames_a_second=wanted.frames_a_second,
            progress=meter.at,
        )


def parsed_size(text: str | None) -> tuple[int, int] | None:
    """Width and height from "1600x1200" or from the name of a paper. Raises UsageError for anything else."""
    if text is None:
        return None
    if text.casefold() in _PAPERS:
        return _PAPERS[text.casefold()]
    width, _, height = text.casefold().partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise UsageError(f"wanted --size such as 1600x1200, or a4 or a3, got {text[:40]!r}")
    return int(width), int(height)


def parsed_extent(text: str | None) -> Extent | None:
    """West, south, east and north from "36,47,39,50". Raises UsageError for anything else."""
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(
            f"wanted --extent as west, south, east and north in degrees, got {text[:40]!r}"
        ) from None
    return west, south, east, north
