"""What lies under the dots and names of the page: one drawing, whose colours are classes of its style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

import shapely

from dateline.tell.maps.areas import Area, Shade
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.keys import BORDER, CLAIMED, DISPUTED, REGION, Dashes, Entry
from dateline.tell.maps.page.colours import Colours
from dateline.tell.maps.scene import Scene, Town

__all__ = ["WIDTH", "drawn", "height", "placed", "sample"]

# The drawing's width in its own units, with two digits behind the point: a hundredth of a pixel at full view.
WIDTH = 1000.0
_DIGITS = 2
# Points nearer than this to their line, in units, are left out: a fifth of a pixel at five times the size.
_FINE = 0.04
# Names in the drawing itself, for readers without scripts.
_NAMED = 40
# The hatch of contested land: lines so far apart and so wide, in pixels.
_HATCH, _STROKE = 7, 1.4


def height(frame: Frame) -> float:
    """The drawing's height in its units."""
    return round(WIDTH * frame.height / frame.width, _DIGITS)


def placed(x: float, y: float, frame: Frame) -> tuple[float, float]:
    """From kilometres on the plane to the drawing's units, whose y runs down."""
    scale = WIDTH / frame.width
    return round((x - frame.west) * scale, _DIGITS), round((frame.north - y) * scale, _DIGITS)


def drawn(scene: Scene, colours: Colours) -> str:
    """All of it, from the ground up."""
    sheet, ground, frame = scene.sheet, scene.sheet.basemap, scene.sheet.frame
    land = [piece.shape for piece in ground.land]
    layers = [
        _path(land, frame, "abroad"),
        _path([sheet.land], frame, "land"),
        *(part for area in scene.areas for part in _area(area, frame, colours)),
        *(_path([e], frame, f"line {colours.edge(h)}", width=0.9) for h, e in scene.painting.edges),
        *(_claimed(area, frame, colours) for area in scene.areas if area.shade.status == "claimed"),
        _path(ground.lakes, frame, "lake", width=0.6),
        _path(ground.rivers, frame, "line river", width=1.3),
        _path([shapely.boundary(shapely.union_all(land))], frame, "line coast", width=0.8),
        _path(sheet.regions, frame, "line border", width=0.8, dashes=REGION),
        _path(ground.borders, frame, "line border", width=1.3, dashes=BORDER),
        _path(ground.disputed, frame, "line border", width=1.3, dashes=DISPUTED),
        f'<g class="names">{"".join(_names(scene))}</g>',
    ]
    contested = sorted({area.shade.inferred for area in scene.areas if area.shade.status == "contested"})
    patterns = "".join(_hatch(_hatch_name(pale), colours.hatch(inferred=pale)) for pale in contested)
    return (
        f'<svg class="ground" viewBox="0 0 {WIDTH:g} {height(frame):g}" role="img" '
        f'aria-label="{escape(scene.title)}"><defs>{patterns}</defs>{"".join(layers)}</svg>'
    )


def _area(area: Area, frame: Frame, colours: Colours) -> Iterator[str]:
    yield _path([area.shape], frame, f"area {colours.fill(area.shade)}", width=0.5)
    if area.shade.status == "contested":
        yield _path([area.shape], frame, "", fill=f"url(#{_hatch_name(area.shade.inferred)})")


def _claimed(area: Area, frame: Frame, colours: Colours) -> str:
    edge = shapely.boundary(area.shape)
    return _path([edge], frame, f"line {colours.outline(area.shade.holder)}", width=1.7, dashes=CLAIMED)


def _hatch_name(inferred: bool) -> str:
    return "hatch-pale" if inferred else "hatch"


def _hatch(name: str, drawn_by: str) -> str:
    line = f'<rect class="{drawn_by}" width="{_STROKE}" height="{_HATCH}"/>'
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{_HATCH}" height="{_HATCH}" '
        f'patternTransform="rotate(45)">{line}</pattern>'
    )


def _path(
    shapes: Iterable[shapely.Geometry],
    frame: Frame,
    drawn_by: str,
    *,
    width: float = 0.0,
    dashes: Dashes | None = None,
    fill: str = "",
) -> str:
    """Shapes of one look as one path; nothing where there are none."""
    steps = "".join(_steps(line, frame) for shape in shapes for line in _outlines(shape, frame))
    if not steps:
        return ""
    stroke = f' stroke-width="{width:g}"{f" {_dashed(dashes, width)}" if dashes else ""}' if width else ""
    named = f' class="{drawn_by}"' if drawn_by else ""
    filled = f' fill="{fill}"' if fill else ""
    return f'<path{named}{filled}{stroke} d="{steps}"/>'


def _outlines(shape: shapely.Geometry, frame: Frame) -> Iterator[Any]:
    """Rings of areas and lines as they are, as fine as the drawing shows."""
    fine = shapely.simplify(shape, _FINE * frame.width / WIDTH)
    for part in shapely.get_parts(fine):
        if not shapely.is_empty(part):
            yield from shapely.get_rings(part) if shapely.get_dimensions(part) == 2 else (part,)


def _steps(line: shapely.Geometry, frame: Frame) -> str:
    points = [placed(x, y, frame) for x, y in shapely.get_coordinates(line).tolist()]
    closed = len(points) > 2 and points[0] == points[-1]
    rest = " ".join(f"{x:g} {y:g}" for x, y in points[1 : -1 if closed else None])
    return f"M{points[0][0]:g} {points[0][1]:g}L{rest}{'Z' if closed else ''}"


def _names(scene: Scene) -> Iterator[str]:
    for town in scene.towns[:_NAMED]:
        yield _name(town, scene.sheet.frame)


def _name(town: Town, frame: Frame) -> str:
    x, y = placed(town.x, town.y, frame)
    name = escape(town.hold.site.name)
    return f'<circle cx="{x:g}" cy="{y:g}" r="1.5"/><text x="{x + 3:g}" y="{y + 3:g}">{name}</text>'


def sample(entry: Entry, colours: Colours, index: int) -> str:
    """What an entry of the legend looks like, in 28 by 13 units."""
    if entry.border is not None:
        return f'<path class="line border" d="M0 6.5H28" stroke-width="1.3" {_dashed(entry.border, 1.3)}/>'
    return _box(entry.shade, colours, index)


def _box(shade: Shade | None, colours: Colours, index: int) -> str:
    box = '<rect x=".5" y=".5" width="27" height="12"'
    if shade is None:
        return f'{box} class="land framed"/>'
    fill = f'{box} class="{colours.fill(shade)}'
    if shade.status == "contested":
        hatch = _hatch(f"sample-{index}", colours.hatch(inferred=shade.inferred))
        return f'<defs>{hatch}</defs>{fill}"/>{box} class="framed" fill="url(#sample-{index})"/>'
    if shade.status == "claimed":
        outline = (
            f'{box} class="line {colours.outline(shade.holder)}" stroke-width="1.6" {_dashed(CLAIMED, 1.6)}/>'
        )
        return f'{fill}"/>{outline}'
    return f'{fill} framed"/>'


def _dashed(dashes: Dashes, width: float) -> str:
    return f'stroke-dasharray="{" ".join(f"{each * width:g}" for each in dashes[1])}"'
