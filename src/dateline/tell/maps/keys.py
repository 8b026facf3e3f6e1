"""What a legend lists, whatever it is drawn with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.tell.maps.areas import Shade
from dateline.tell.maps.style import shade_name

__all__ = ["BORDER", "CLAIMED", "DISPUTED", "Dashes", "Entry", "entries"]

# Where dashes begin, and their lengths and gaps, in widths of the line.
Dashes = tuple[float, tuple[float, ...]]

BORDER: Dashes = (0, (7, 1.6, 1.2, 1.6))
DISPUTED: Dashes = (0, (2.4, 2.0))
CLAIMED: Dashes = (0, (3, 1.2))

_STATUSES = ("held", "contested", "claimed", "unknown")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: an area of a shade, a border, or with neither land of which nothing is known."""

    text: str
    shade: Shade | None = None
    border: Dashes | None = None


def entries(shades: Sequence[Shade], names: dict[str, str], *, disputed: bool) -> list[Entry]:
    """The legend's lines; shades of one name come once."""
    parties = list(names)

    def order(shade: Shade) -> tuple[int, int, bool]:
        party = parties.index(shade.holder) if shade.holder in names else len(parties)
        return _STATUSES.index(shade.status), party, shade.inferred

    areas: dict[str, Shade] = {}
    for shade in sorted(shades, key=order):
        areas.setdefault(shade_name(shade, names), shade)
    listed = [Entry(text, shade) for text, shade in areas.items()]
    listed += [Entry("Not known"), Entry("Border", border=BORDER)]
    return [*listed, Entry("Border, disputed", border=DISPUTED)] if disputed else listed
