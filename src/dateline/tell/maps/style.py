"""Colours, widths and wording that all forms of a map share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model.holds import Hold
from dateline.tell.maps.areas import Shade
from dateline.tell.maps.holding import Party

__all__ = [
    "ABROAD", "COAST", "DARK", "HATCH", "INK", "LAND", "LIGHT", "QUIET", "RIVER", "SEA", "Theme",
    "colours_of", "day_in_words", "hatching", "mixed", "shade_fill", "shade_name", "status_in_words",
]  # fmt: skip

# The colours of Okabe and Ito, which people with any common colour blindness tell apart; those first that
# differ most in lightness too, so that a map printed in grey still shows them. Their yellow fades on paper.
_PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_NOBODY = "#777777"

HATCH = "////"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a map beside its parties'.

    `full`, `pale` and `faint` are the shares of a party's colour laid on the land: where it is reported that
    it holds it, where that is inferred, and where that is only claimed; `line` is that of a line on the ink.
    """

    paper: str
    sea: str
    land: str
    abroad: str
    coast: str
    river: str
    ink: str
    quiet: str
    contested: str
    full: float
    pale: float
    faint: float
    line: float


LIGHT = Theme(
    paper="#FFFFFF", sea="#E3ECF2", land="#FAF9F5", abroad="#ECEAE3", coast="#8FA5B3", river="#6C9ABA",
    ink="#222222", quiet="#666666", contested="#EFE9C8", full=0.50, pale=0.24, faint=0.07, line=1.0,
)  # fmt: skip
# For screens in the dark: the same order of lightness between land, sea and what is abroad, turned round.
# More of a party's colour has to be laid on a dark land to be told from another's.
DARK = Theme(
    paper="#16191C", sea="#1A2730", land="#33342F", abroad="#24262A", coast="#5C7180", river="#5E8CAB",
    ink="#F0EFEA", quiet="#A8ABAE", contested="#5A5430", full=0.68, pale=0.36, faint=0.10, line=0.85,
)  # fmt: skip
# Paper is white.
SEA, LAND, ABROAD, COAST, RIVER = LIGHT.sea, LIGHT.land, LIGHT.abroad, LIGHT.coast, LIGHT.river
INK, QUIET = LIGHT.ink, LIGHT.quiet
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BASES = {
    "reported": "reported",
    "inferred": "inferred from places around",
    "baseline": "as on the first day",
}


def colours_of(parties: Sequence[Party]) -> dict[str, str]:
    """A colour for each party by its key; those beyond the palette share its last."""
    return {party.key: _PALETTE[min(i, len(_PALETTE) - 1)] for i, party in enumerate(parties)}


def mixed(colour: str, share: float, under: str = LIGHT.land) -> str:
    """A share of one colour laid on another, as an opaque colour: print does not blend twice."""
    over, below = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (colour, under))
    blend = (round(share * a + (1 - share) * b) for a, b in zip(over, below, strict=True))
    return "#" + "".join(f"{value:02X}" for value in blend)


def shade_fill(shade: Shade, colours: Mapping[str, str], theme: Theme = LIGHT) -> str:
    """The opaque colour of an area."""
    colour = colours.get(shade.holder, _NOBODY)
    if shade.status == "contested":
        return mixed(theme.contested, 0.6 if shade.inferred else 1.0, theme.land)
    if shade.status == "claimed":
        return mixed(colour, theme.faint, theme.land)
    return mixed(colour, theme.pale if shade.inferred else theme.full, theme.land)


def hatching(shade: Shade, theme: Theme = LIGHT) -> str:
    """The colour of the lines over contested land."""
    return mixed(theme.ink, 0.4 if shade.inferred else 0.75, theme.contested)


def shade_name(shade: Shade, names: dict[str, str]) -> str:
    """A shade as the legend has it."""
    name = names.get(shade.holder, shade.holder)
    if shade.status == "contested":
        return "Contested"
    if shade.status == "claimed":
        return f"Claimed by {name}, not confirmed"
    return f"{name}, inferred" if shade.inferred else name


def status_in_words(hold: Hold, names: dict[str, str]) -> str:
    """Who has a settlement, in a few words."""
    name = names.get(hold.holder or "", hold.holder or "")
    words = {
        "held": f"held by {name}",
        "contested": f"contested; {name} had it" if name else "contested",
        "claimed": f"claimed by {name}, not confirmed",
        "unknown": "unknown",
    }
    return words[hold.status] if hold.status == "unknown" else f"{words[hold.status]} ({_BASES[hold.basis]})"


def day_in_words(day: str) -> str:
    """20 August 2022."""
    known = date.fromisoformat(day)
    return f"{known.day} {_MONTHS[known.month - 1]} {known.year}"
