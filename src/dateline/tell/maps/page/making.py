"""The page, put together: its drawing, its data, its style and its script."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib import resources
from typing import Any

from dateline.model.holds import Hold
from dateline.tell.maps.holding import Theatre, histories
from dateline.tell.maps.labels import tier_of, tiers
from dateline.tell.maps.page.colours import Colours
from dateline.tell.maps.page.drawing import WIDTH, drawn, height, placed, sample
from dateline.tell.maps.page.reasons import Reasons
from dateline.tell.maps.scene import Scene
from dateline.tell.maps.style import day_in_words, status_in_words

__all__ = ["page"]


def page(scene: Scene, holds: Sequence[Hold]) -> bytes:
    """The page; `holds` are all there are, for what each settlement was before and after the day."""
    colours = Colours(scene.sheet.parties, [area.shade for area in scene.areas])
    script, style = _part("page.js"), f"{_part('page.css')}{colours.rules()}\n"
    fill = {
        "policy": f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'",
        "title": escape(scene.title),
        "day": escape(scene.day),
        "day_in_words": escape(day_in_words(scene.day)),
        "style": style,
        "ground": drawn(scene, colours),
        "legend": "".join(_legend(scene, colours)),
        "foot": escape(scene.foot),
        "data": _embedded(_data(scene, holds, colours)),
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


def _data(scene: Scene, holds: Sequence[Hold], colours: Colours) -> dict[str, Any]:
    sheet = scene.sheet
    states: dict[str, int] = {}
    dots: dict[tuple[str, str], int] = {}
    rows = []
    for town in scene.towns:
        state = states.setdefault(status_in_words(town.hold, sheet.names), len(states))
        dot = dots.setdefault(colours.dot(town.hold), len(dots))
        x, y = placed(town.x, town.y, sheet.frame)
        size = len(tiers()) - 1 - tiers().index(tier_of(town))
        rows.append([x, y, town.hold.site.name, _region(town.hold, sheet.theatre), state, dot, size])
    runs = histories(holds)
    reasons = Reasons(sheet.look, sheet.names, {hold.site.key: hold.site.name for hold in holds})
    told = [reasons.of(town.hold, runs[town.hold.site.key]) for town in scene.towns]
    return {
        "size": [WIDTH, height(sheet.frame)],
        "states": list(states),
        "colours": list(dots),
        "towns": rows,
        "told": told,
        # Rivers have their names along them, which this page cannot write.
        "letters": [
            [*placed(one.x, one.y, sheet.frame), one.text if one.water else one.text.upper(), one.water]
            for one in sheet.lettering
            if one.angle is None
        ],
        "texts": reasons.texts,
        "claims": reasons.claims,
    }


def _region(hold: Hold, theatre: Theatre) -> str:
    """The name of a settlement's region; a code of digits alone tells a reader nothing."""
    code = hold.site.admin1 or ""
    return theatre.region_names.get(code, "" if code.isdigit() else code)


def _legend(scene: Scene, colours: Colours) -> Iterator[str]:
    sheet = scene.sheet
    shades = sorted({area.shade for area in scene.areas})
    for i, entry in enumerate(sheet.legend(shades)):
        shown = f'<svg viewBox="0 0 28 13" aria-hidden="true">{sample(entry, colours, i)}</svg>'
        yield f"<li>{shown}{escape(entry.text)}</li>"
