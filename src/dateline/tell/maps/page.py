"""A map as one HTML file: it moves, can be searched, tells of each settlement why, and needs no network."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib import resources
from typing import Any

import shapely

from dateline.model.holds import Ground, Hold
from dateline.tell.maps.areas import Area
from dateline.tell.maps.frame import Frame
from dateline.tell.maps.holding import Look, Theatre, histories
from dateline.tell.maps.keys import BORDER, CLAIMED, DISPUTED, Dashes, Entry, entries
from dateline.tell.maps.labels import tier_of, tiers
from dateline.tell.maps.scene import Scene, Town
from dateline.tell.maps.style import (
    ABROAD,
    COAST,
    INK,
    LAND,
    QUIET,
    RIVER,
    SEA,
    colours_of,
    day_in_words,
    hatching,
    mixed,
    shade_fill,
    status_in_words,
)  # fmt: skip

__all__ = ["page"]

# The drawing's width in its own units, with two digits behind the point: a hundredth of a pixel at full view.
_WIDTH = 1000.0
_DIGITS = 2
# Points nearer than this to their line, in units, are left out: a fifth of a pixel at five times the size.
_FINE = 0.04
# Names in the drawing itself, for readers without scripts.
_NAMED = 40
_CHANGES = {
    "gained": "took it",
    "lost": "lost it",
    "held": "holds it",
    "contested": "must fight for it",
    "threatened": "stands to lose it",
}
_STANCES = {
    "denies": "denied: ",
    "doubts": "doubted: ",
    "predicts": "expected: ",
    "threatens": "threatened: ",
}


def page(scene: Scene, holds: Sequence[Hold]) -> bytes:
    """The page; `holds` are all there are, for what each settlement was before and after the day."""
    script, style = _part("page.js"), _part("page.css")
    fill = {
        "policy": f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'",
        "title": escape(scene.title),
        "day": escape(scene.day),
        "day_in_words": escape(day_in_words(scene.day)),
        "style": style,
        "ground": _ground(scene),
        "legend": "".join(_legend(scene)),
        "foot": escape(scene.foot),
        "data": _embedded(_data(scene, holds)),
        "script": script,
    }
    html = _part("page.html")
    # Each mark once and in one pass: what is filled in is never looked at for marks itself.
    pieces = html.split("@@")
    return "".join(fill[piece] if i % 2 else piece for i, piece in enumerate(pieces)).encode(errors="replace")


def _part(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _embedded(value: Any) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(scene: Scene, holds: Sequence[Hold]) -> dict[str, Any]:
    sheet = scene.sheet
    names, colours = sheet.names, colours_of(sheet.parties)
    states: dict[str, int] = {}
    shades: dict[str, int] = {}
    rows = []
    for town in scene.towns:
        state = states.setdefault(status_in_words(town.hold, names), len(states))
        colour = shades.setdefault(_dot(town.hold, colours), len(shades))
        x, y = _placed(town.x, town.y, sheet.frame)
        size = len(tiers()) - 1 - tiers().index(tier_of(town))
        rows.append([x, y, town.hold.site.name, _region(town.hold, sheet.theatre), state, colour, size])
    runs = histories(holds)
    return {
        "size": [_WIDTH, round(_WIDTH * sheet.frame.height / sheet.frame.width, _DIGITS)],
        "states": list(states),
        "colours": list(shades),
        "towns": rows,
        "told": [_told(town.hold, runs[town.hold.site.key], names, sheet.look) for town in scene.towns],
    }


def _region(hold: Hold, theatre: Theatre) -> str:
    """The name of a settlement's region; a code of digits alone tells a reader nothing."""
    code = hold.site.admin1 or ""
    return theatre.region_names.get(code, "" if code.isdigit() else code)


def _dot(hold: Hold, colours: Mapping[str, str]) -> str:
    return mixed(INK, 0.4, colours.get(hold.holder or "", QUIET)) if hold.status == "held" else "#FFFFFF"


def _told(hold: Hold, runs: Sequence[Hold], names: dict[str, str], look: Look) -> dict[str, Any]:
    return {
        "dates": f"Since {_dated(hold.since)}{f' until {_dated(hold.until)}' if hold.until else ''}.",
        "confidence": f"{hold.confidence:.0%}",
        "for": [_ground_line(ground, names, look) for ground in hold.grounds if ground.agrees],
        "against": [_ground_line(ground, names, look) for ground in hold.grounds if not ground.agrees],
        "before": [f"{_dated(run.since)}: {status_in_words(run, names)}" for run in runs]
        if len(runs) > 1
        else [],
    }


def _dated(day: str) -> str:
    try:
        return day_in_words(day)
    except ValueError:
        return day


def _ground_line(ground: Ground, names: dict[str, str], look: Look) -> tuple[str, str, str]:
    """What was claimed by whom and when, the words of it, and the document."""
    who = ground.claimant or "nobody named"
    side = names.get(ground.claimant_side or "", ground.claimant_side or "")
    whose = f" ({side})" if side and side != who else ""
    holder = names.get(ground.holder or "", ground.holder or "somebody")
    of = "" if ground.of == ground.said else f" of {_dated(ground.of)}"
    where = f" in all of {ground.region}" if ground.region else ""
    said = f"{_STANCES.get(ground.stance, '')}{holder} {_CHANGES.get(ground.change, ground.change)}"
    line = f"{_dated(ground.said)}, {who}{whose}: {said}{where}{of}"
    return line, look.words.get(ground.claim, ""), look.documents.get(ground.document, "")


def _placed(x: float, y: float, frame: Frame) -> tuple[float, float]:
    """From kilometres on the plane to the drawing's units, whose y runs down."""
    scale = _WIDTH / frame.width
    return round((x - frame.west) * scale, _DIGITS), round((frame.north - y) * scale, _DIGITS)


def _ground(scene: Scene) -> str:
    """All that lies under the dots and names, from the ground up."""
    sheet, ground, frame = scene.sheet, scene.sheet.basemap, scene.sheet.frame
    colours = colours_of(sheet.parties)
    land = [piece.shape for piece in ground.land]
    layers = [
        _path(land, frame, fill=ABROAD),
        _path([sheet.land], frame, fill=LAND),
        *(part for area in scene.areas for part in _area(area, frame, colours)),
        _path(ground.lakes, frame, fill=SEA, stroke=RIVER, width=0.6),
        _path(ground.rivers, frame, stroke=RIVER, width=1.3),
        _path([shapely.boundary(shapely.union_all(land))], frame, stroke=COAST, width=0.8),
        *(
            _path([edge], frame, stroke=mixed(colours.get(holder, QUIET), 0.85), width=0.9)
            for holder, edge in scene.painting.edges
        ),
        *(_claimed(area, frame, colours) for area in scene.areas if area.shade.status == "claimed"),
        _path(ground.borders, frame, stroke=QUIET, width=1.3, dashes=BORDER),
        _path(ground.disputed, frame, stroke=QUIET, width=1.3, dashes=DISPUTED),
        f'<g class="names">{"".join(_names(scene))}</g>',
    ]
    height = round(_WIDTH * sheet.frame.height / sheet.frame.width, _DIGITS)
    contested = {area.shade.inferred: area for area in scene.areas if area.shade.status == "contested"}
    patterns = "".join(_pattern(contested[inferred]) for inferred in sorted(contested))
    label = escape(scene.title)
    return (
        f'<svg class="ground" viewBox="0 0 {_WIDTH:g} {height:g}" role="img" aria-label="{label}">'
        f"<defs>{patterns}</defs>{''.join(layers)}</svg>"
    )


def _area(area: Area, frame: Frame, colours: dict[str, str]) -> Iterator[str]:
    fill = shade_fill(area.shade, colours)
    yield _path([area.shape], frame, fill=fill, stroke=fill, width=0.5)
    if area.shade.status == "contested":
        yield _path([area.shape], frame, fill=f"url(#{_pattern_id(area)})")


def _claimed(area: Area, frame: Frame, colours: dict[str, str]) -> str:
    edge = shapely.boundary(area.shape)
    return _path([edge], frame, stroke=colours.get(area.shade.holder, QUIET), width=1.7, dashes=CLAIMED)


def _pattern_id(area: Area) -> str:
    return "hatch-pale" if area.shade.inferred else "hatch"


def _pattern(area: Area) -> str:
    return _hatch(_pattern_id(area), hatching(area.shade))


def _hatch(name: str, colour: str) -> str:
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="7" height="7" '
        f'patternTransform="rotate(45)"><rect width="1.4" height="7" fill="{colour}"/></pattern>'
    )


def _path(
    shapes: Iterable[shapely.Geometry],
    frame: Frame,
    *,
    fill: str = "none",
    stroke: str = "none",
    width: float = 0.0,
    dashes: Dashes | None = None,
) -> str:
    """Shapes of one look as one path; nothing where there are none."""
    steps = "".join(_steps(line, frame) for shape in shapes for line in _outlines(shape, frame))
    if not steps:
        return ""
    dashed = f" {_dashed(dashes, width)}" if dashes else ""
    edge = f' stroke="{stroke}" stroke-width="{width:g}"{dashed}' if stroke != "none" else ""
    return f'<path fill="{fill}"{edge} d="{steps}"/>'


def _outlines(shape: shapely.Geometry, frame: Frame) -> Iterator[Any]:
    """Rings of areas and lines as they are, as fine as the drawing shows."""
    fine = shapely.simplify(shape, _FINE * frame.width / _WIDTH)
    for part in shapely.get_parts(fine):
        yield from shapely.get_rings(part) if shapely.get_dimensions(part) == 2 else (part,)


def _steps(line: shapely.Geometry, frame: Frame) -> str:
    points = [_placed(x, y, frame) for x, y in shapely.get_coordinates(line).tolist()]
    closed = len(points) > 2 and points[0] == points[-1]
    rest = " ".join(f"{x:g} {y:g}" for x, y in points[1 : -1 if closed else None])
    return f"M{points[0][0]:g} {points[0][1]:g}L{rest}{'Z' if closed else ''}"


def _names(scene: Scene) -> Iterator[str]:
    for town in scene.towns[:_NAMED]:
        yield _name(town, scene.sheet.frame)


def _name(town: Town, frame: Frame) -> str:
    x, y = _placed(town.x, town.y, frame)
    name = escape(town.hold.site.name)
    return f'<circle cx="{x:g}" cy="{y:g}" r="1.5"/><text x="{x + 3:g}" y="{y + 3:g}">{name}</text>'


def _legend(scene: Scene) -> Iterator[str]:
    sheet, colours = scene.sheet, colours_of(scene.sheet.parties)
    shades = sorted({area.shade for area in scene.areas})
    for i, entry in enumerate(
        entries(shades, sheet.names, borders=sheet.shows_borders, disputed=sheet.shows_disputed)
    ):
        drawn = f'<svg viewBox="0 0 28 13" aria-hidden="true">{_sample(entry, colours, i)}</svg>'
        yield f"<li>{drawn}{escape(entry.text)}</li>"


def _sample(entry: Entry, colours: dict[str, str], index: int) -> str:
    if entry.border is not None:
        return f'<path d="M0 6.5H28" stroke="{QUIET}" stroke-width="1.3" {_dashed(entry.border, 1.3)}/>'
    box = '<rect x=".5" y=".5" width="27" height="12"'
    edge = f'stroke="{QUIET}" stroke-width=".6"'
    shade = entry.shade
    if shade is None:
        return f'{box} fill="{LAND}" {edge}/>'
    fill = f'fill="{shade_fill(shade, colours)}"'
    if shade.status == "contested":
        hatch = _hatch(f"sample-{index}", hatching(shade))
        return f'<defs>{hatch}</defs>{box} {fill}/>{box} fill="url(#sample-{index})" {edge}/>'
    if shade.status == "claimed":
        colour = colours.get(shade.holder, QUIET)
        return f'{box} {fill} stroke="{colour}" stroke-width="1.6" {_dashed(CLAIMED, 1.6)}/>'
    return f"{box} {fill} {edge}/>"


def _dashed(dashes: Dashes, width: float) -> str:
    return f'stroke-dasharray="{" ".join(f"{each * width:g}" for each in dashes[1])}"'
