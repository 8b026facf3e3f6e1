"""One map of one day, in the form that the name of its file asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.errors import UsageError
from dateline.model.holds import Hold
from dateline.tell.files import written
from dateline.tell.maps.holding import Look, Theatre, checked_day
from dateline.tell.maps.scene import Scene, scene_of, sheet_for

__all__ = ["FORMS", "checked_look", "draw"]

# The endings of files, each a form.
FORMS = (".png", ".svg", ".html", ".geojson")
# Below the least nothing can be read, beyond the most no printer goes: a metre at 300 dots an inch.
_LEAST_PIXELS, _MOST_PIXELS = 240, 12_000


def draw(holds: Iterable[Hold], day: str, out: Path, *, theatre: Theatre, look: Look | None = None) -> None:
    """Draws who holds what on a day to a file: .png, .svg, .html or .geojson.

    `holds` may be of any days; the page tells of the others too. The same holds give the same bytes. Raises
    UsageError for another ending, a day that is none, or when there is nothing to draw.
    """
    form = out.suffix.casefold()
    if form not in FORMS:
        raise UsageError(f"wanted a file that ends in {', '.join(FORMS)}, got {out.name!r}")
    look = checked_look(look or Look())
    checked_day(day)
    written(out, _content(list(holds), day, form, theatre, look))


def _content(holds: Sequence[Hold], day: str, form: str, theatre: Theatre, look: Look) -> bytes:
    if form in (".png", ".svg"):
        from dateline.tell.maps.paper import Paper, aspect_of

        scene = _scene(holds, day, theatre, look, aspect_of(look.width, look.height))
        return Paper(scene).content(scene, "png" if form == ".png" else "svg")
    scene = _scene(holds, day, theatre, look, None)
    if form == ".geojson":
        from dateline.tell.maps.geojson import features

        return features(scene)
    from dateline.tell.maps.page import page

    return page(scene, holds)


def _scene(holds: Sequence[Hold], day: str, theatre: Theatre, look: Look, aspect: float | None) -> Scene:
    return scene_of(sheet_for(holds, theatre, look, aspect=aspect), holds, day)


def checked_look(look: Look) -> Look:
    """The look as it was given. Raises UsageError for sizes that make no map."""
    for name, value in (("width", look.width), ("height", look.height)):
        if not _LEAST_PIXELS <= value <= _MOST_PIXELS:
            raise UsageError(f"wanted a {name} of {_LEAST_PIXELS} to {_MOST_PIXELS} pixels, got {value}")
    if look.reach_km <= 0:
        raise UsageError(f"wanted a reach of more than 0 km, got {look.reach_km:g}")
    return look
