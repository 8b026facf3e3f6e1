"""Colours, widths and wording that all forms of a map share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.model.holds import Hold
from dateline.tell.maps.areas import Shade
from dateline.tell.maps.holding import Party

__all__ = [
    "ABROAD", "COAST", "CONTESTED", "HATCH", "INK", "LAND", "QUIET", "RIVER", "SEA",
    "colours_of", "day_in_words", "hatching", "mixed", "shade_fill", "shade_name", "status_in_words",
]  # fmt: skip

# The colours of Okabe and Ito, which people with any common colour blindness tell apart; those first that
# differ most in lightness too, so that a map printed in grey still shows them. Their yellow fades on paper.
_PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_NOBODY = "#777777"

SEA = "#E3ECF2"
LAND = "#FAF9F5"
ABROAD = "#ECEAE3"
COAST = "#8FA5B3"
RIVER = "#6C9ABA"
INK = "#222222"
QUIET = "#666666"
CONTESTED = "#EFE9C8"
HATCH = "////"

# Shares of a colour laid on the land: what is reported, what is inferred, what is only claimed.
_FULL, _PALE, _FAINT = 0.50, 0.24, 0.07
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


def mixed(colour: str, share: float, under: str = LAND) -> str:
    """A share of one colour laid on another, as an opaque colour: print does not blend twice."""
    over, below = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (colour, under))
    blend = (round(share * a + (1 - share) * b) for a, b in zip(over, below, strict=True))
    return "#" + "".join(f"{value:02X}" for value in blend)


def shade_fill(shade: Shade, colours: dict[str, str]) -> str:
    """The opaque colour of an area."""
    colour = colours.get(shade.holder, _NOBODY)
    if shade.status == "contested":
        return mixed(CONTESTED, 0.6 if shade.inferred else 1.0)
    if shade.status == "claimed":
        return mixed(colour, _FAINT)
    return mixed(colour, _PALE if shade.inferred else _FULL)


def hatching(shade: Shade) -> str:
    """The colour of the lines over contested land."""
    return mixed(INK, 0.4 if shade.inferred else 0.75, CONTESTED)


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
