"""An invented war on a grid in a plain of Chad, for tests of maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model.holds import Ground, Hold, HoldBasis, HoldStatus, Site
from dateline.tell.maps import Look, Party, Theatre
from dateline.tell.maps.projection import Extent
from dateline.tell.maps.scene import Scene, scene_of, sheet_for

__all__ = ["CRIMEA", "DAY", "PARTIES", "SMALL", "THEATRE", "grid", "ground", "hold", "scene"]

DAY = "2031-03-10"
SMALL = Look(width=400, height=300, sources=("a test",))
PARTIES = (Party("north", "The North"), Party("south", "The South"))
CRIMEA: Extent = (32.0, 44.0, 37.0, 47.0)


def hold(  # noqa: PLR0913 - as many as a hold has that matter here
    name: str,
    lat: float,
    lon: float,
    holder: str | None = "north",
    *,
    status: HoldStatus = "held",
    basis: HoldBasis = "reported",
    since: str = "2031-01-01",
    until: str | None = None,
    grounds: tuple[Ground, ...] = (),
) -> Hold:
    site = Site(f"test:{name}", name, lat, lon, country="TCD")
    return Hold(site, since, until, status, holder, 0.9, basis, since, grounds)


def ground(claim: str, *, agrees: bool = True, claimant: str | None = "the governor") -> Ground:
    return Ground(
        claim, f"k{claim}", "d1", agrees, claimant, "north", "north", "gained", "asserts", True, DAY, DAY, 1.0
    )


def grid() -> list[Hold]:
    """Eight by eight settlements a dozen kilometres apart: the north's above, the south's below."""
    found = []
    for row in range(8):
        for column in range(8):
            name, lat, lon = f"Town {row}{column}", 13.0 + row * 0.1, 18.0 + column * 0.1
            holder = "south" if row < 4 else "north"
            found.append(hold(name, lat, lon, holder, basis="inferred" if column < 2 else "baseline"))
    found[30] = replace(found[30], status="contested")
    found[12] = replace(found[12], status="claimed", holder="north")
    found[3] = replace(found[3], status="unknown", holder=None)
    return found


THEATRE = Theatre(
    name="A war", parties=PARTIES, importance={f"test:Town {i}{i}": 1000.0 * i for i in range(8)}
)


def scene(holds: Sequence[Hold], *, theatre: Theatre = THEATRE, look: Look = SMALL) -> Scene:
    return scene_of(sheet_for(holds, theatre, look, aspect=1.4), holds, DAY)
