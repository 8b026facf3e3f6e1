"""Who holds what: the map of the last day, and what has changed hands, with the claims for and against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.lore import normal
from dateline.model import Ground, Hold, Site
from dateline.tell import words
from dateline.tell.brief.blocks import Block, Heading, Line, Paragraph, Picture, Quiet, Strong, Table
from dateline.tell.brief.material import Material, counted
from dateline.tell.control_map import pictured, theatre_held
from dateline.tell.control_view import says
from dateline.tell.incident_facts import called
from dateline.tell.map_extent import shown
from dateline.tell.maps.command import MapWanted, draw_wanted

__all__ = ["changes", "control"]

# Claims told of each change, the weightiest.
_FOR, _AGAINST = 2, 2
# Changes that are told, those that most claims tell of; more would bury what comes after.
_MOST = 40
# Footnotes of each reason: in a long war the same is said in many documents.
_NOTES = 2
# Fit for a sheet of A4 at 150 dots an inch within its margins, and light enough to lie inside a page.
_SIZE = (1024, 768)


@dataclass(frozen=True, slots=True)
class _Change:
    """A hold that began in the period, and the one before it, of which nothing need be known."""

    before: Hold | None
    hold: Hold


def control(material: Material, *, picture: bool) -> Iterator[Block]:
    """The map and the changes."""
    yield Heading("Who holds what")
    if picture:
        yield from _map(material)
    yield from changes(material)


def _map(material: Material) -> Iterator[Block]:
    asked, held = material.asked, material.holds
    content = _drawn(material)
    if content is None:
        yield Paragraph(("No map: nothing is known of who held what, at a point that can be drawn.",))
        return
    there = sum(1 for hold in held if _covers(hold, asked.last) and hold.status != "unknown")
    yield Picture(
        content,
        f"Map of who holds what on {asked.last}",
        f"Who holds what on {asked.last}; of {counted(there, 'place')} it is known.",
    )


def _drawn(material: Material) -> bytes | None:
    """The map of the last day as PNG, or None where there is nothing to draw."""
    asked, holds = material.asked, material.holds
    theatre = asked.theatre or theatre_held(holds, material.lore)
    lore = material.lore.within(theatre)
    holds = shown(holds, None, lore.theatre.countries if lore.theatre else ())
    if not holds or not any(_covers(hold, asked.last) for hold in holds):
        return None
    sources = pictured(material.view, holds, asked.charting, told=False).sources
    with TemporaryDirectory() as folder:
        out = Path(folder) / "map.png"
        wanted = MapWanted(out=out, on=asked.last, size=_SIZE, inferred=asked.charting.inferred)
        draw_wanted(wanted, holds, lore, sources=sources)
        return out.read_bytes()


def _covers(hold: Hold, day: str) -> bool:
    return hold.since <= day and (hold.until is None or hold.until > day)


# -- changes


def changes(material: Material) -> Iterator[Block]:
    """What changed hands, day by day, as reports tell it."""
    yield Heading("Changes of control", 3)
    found = list(_changes(material))
    told = [one for one in found if one.hold.basis == "reported"]
    inferred = len(found) - len(told)
    if not told:
        yield Paragraph(("No report tells of a change in these days.",))
    else:
        rows = tuple(_row(one, material) for one in _greatest(told))
        yield Table(("day", "place", "change", "because"), rows, (12, 22, 26, 40))
    if len(told) > _MOST:
        rest = counted(len(told) - _MOST, "further change")
        yield Paragraph(
            (f"And {rest} of which fewer claims tell; `dateline show control --place P` has each.",)
        )
    if inferred:
        yield Paragraph(
            (Quiet(f"{counted(inferred, 'place')} more changed by what follows from the places around."),)
        )


def _greatest(told: Sequence[_Change]) -> list[_Change]:
    """Those in which the holder changed and of which most claims tell, in the order of days."""

    def rank(one: _Change) -> tuple[object, ...]:
        same = one.before is not None and one.before.holder == one.hold.holder
        return same, -len(one.hold.grounds), one.hold.since, one.hold.site.key

    kept = {id(one) for one in sorted(told, key=rank)[:_MOST]}
    return [one for one in told if id(one) in kept]


def _changes(material: Material) -> Iterator[_Change]:
    asked = material.asked
    found = []
    for _, group in groupby(material.holds, key=lambda hold: hold.site.key):
        before: Hold | None = None
        for hold in group:
            differs = before is None or (before.status, before.holder) != (hold.status, hold.holder)
            inside = asked.since <= hold.since < asked.until and hold.basis != "baseline"
            nothing = before is None and hold.status == "unknown"
            if differs and inside and not nothing and _concerns(hold, before, material):
                found.append(_Change(before, hold))
            before = hold
    yield from sorted(found, key=lambda one: (one.hold.since, one.hold.site.name, one.hold.site.key))


def _concerns(hold: Hold, before: Hold | None, material: Material) -> bool:
    asked = material.asked
    if asked.place is not None and normal(asked.place) not in _names(hold.site):
        return False
    if asked.side is None:
        return True
    held = {hold.holder, before.holder if before else None}
    return normal(asked.side) in {normal(name) for one in held if one for name in (one, material.party(one))}


def _names(site: Site) -> set[str]:
    named = (site.name, site.admin1, site.country, site.key, site.geonameid)
    return {normal(str(name)) for name in named if name is not None}


def _row(one: _Change, material: Material) -> tuple[Line, ...]:
    site, hold = one.hold.site, one.hold
    where = ", ".join(filter(None, (site.admin1, site.country)))
    sure = "" if hold.status == "unknown" else f" ({words.percent(hold.confidence)})"
    before = _status(one.before, material) if one.before else "nothing known"
    return (
        (hold.since,),
        (Strong(words.clean(site.name)), Quiet(f" {words.clean(where)}") if where else ""),
        (f"{before} → ", Strong(_status(hold, material)), Quiet(sure)),
        _because(hold, material),
    )


def _status(hold: Hold, material: Material) -> str:
    holder = material.party(hold.holder)
    return {
        "held": f"held by {holder}",
        "contested": f"contested ({holder} had it)" if holder else "contested",
        "claimed": f"claimed by {holder}",
        "unknown": "unknown",
    }[hold.status]


def _because(hold: Hold, material: Material) -> Line:
    """The weightiest claims for it, then those against it, each with its words in a footnote."""
    ordered = sorted(hold.grounds, key=lambda one: (-one.weight, one.claim))
    # One party may say the same in many documents; it is told once, with the words of each.
    said: dict[tuple[bool, str], list[Ground]] = {}
    for ground in ordered:
        said.setdefault((ground.agrees, _told(ground, material)), []).append(ground)
    some = [
        pair
        for how, most in ((True, _FOR), (False, _AGAINST))
        for pair in islice((item for item in said.items() if item[0][0] is how), most)
    ]
    line: Line = ()
    for (agrees, told), grounds in some:
        against = "" if agrees else "against it: "
        claims = [material.view.get(ground.claim) for ground in grounds]
        line += ("; " if line else "", f"{against}{told}", *material.notes.marks(claims, _NOTES))
    return line or (Quiet("no new claim: what was told before weighs less by now"),)


def _told(ground: Ground, material: Material) -> str:
    by = words.clipped(called(ground.claimant or "the outlet itself"), 60)
    return f"{says(ground, material.party(ground.holder))}, by {by}"
