"""What a legend lists, whatever it is drawn with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.tell.maps.areas import Shade
from dateline.tell.maps.style import shade_name

__all__ = ["BORDER", "CLAIMED", "DISPUTED", "REGION", "Dashes", "Entry", "entries"]

# Where dashes begin, and their lengths and gaps, in widths of the line.
Dashes = tuple[float, tuple[float, ...]]

BORDER: Dashes = (0, (7, 1.6, 1.2, 1.6))
DISPUTED: Dashes = (0, (2.4, 2.0))
REGION: Dashes = (0, (1.2, 2.2))
CLAIMED: Dashes = (0, (3, 1.2))

_STATUSES = ("held", "contested", "claimed", "unknown")


# With more parties than this, what each is inferred or said to hold is listed once for all.
_EACH = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: an area of a shade, a border, or with neither land of which nothing is known."""

    text: str
    shade: Shade | None = None
    border: Dashes | None = None


def entries(
    shades: Sequence[Shade],
    names: dict[str, str],
    *,
    borders: bool,
    disputed: bool,
    regions: bool = False,
) -> list[Entry]:
    """The legend's lines: parties in their order, then what is open, then land and borders."""
    several = len({shade.holder for shade in shades if shade.holder}) > _EACH
    listed = _together(shades, names) if several else _each(shades, names)
    listed.append(Entry("Not known"))
    if borders:
        listed.append(Entry("Border", border=BORDER))
    if disputed:
        listed.append(Entry("Border, disputed", border=DISPUTED))
    if regions:
        listed.append(Entry("Region, roughly", border=REGION))
    return listed


def _each(shades: Sequence[Shade], names: dict[str, str]) -> list[Entry]:
    """A line for each shade; those of one name come once."""
    parties = list(names)

    def order(shade: Shade) -> tuple[int, int, bool]:
        party = parties.index(shade.holder) if shade.holder in names else len(parties)
        return _STATUSES.index(shade.status), party, shade.inferred

    areas: dict[str, Shade] = {}
    for shade in sorted(shades, key=order):
        areas.setdefault(shade_name(shade, names), shade)
    return [Entry(text, shade) for text, shade in areas.items()]


def _together(shades: Sequence[Shade], names: dict[str, str]) -> list[Entry]:
    """A line for each party, and one each for what is inferred, contested and claimed."""
    holders = {shade.holder for shade in shades if shade.status != "contested"}
    listed = [Entry(name, Shade("held", key, False)) for key, name in names.items() if key in holders]
    for text, kind in (
        ("Inferred: paler", [s for s in shades if s.status == "held" and s.inferred]),
        ("Contested", [s for s in shades if s.status == "contested"]),
        ("Claimed, not confirmed", [s for s in shades if s.status == "claimed"]),
    ):
        if kind:
            listed.append(Entry(text, min(kind)))
    return listed
