"""GeoNames' feature codes: what kind of place each is, and which are of the past."""

from __future__ import annotations

from dateline.model import PlaceKind

__all__ = ["is_country", "is_past", "kind_of"]

# By GeoNames' feature class; a class or code that is not here is an area.
_CLASSES: dict[str, PlaceKind] = {"A": "region", "P": "settlement", "R": "road", "S": "facility"}
# By the beginning of the code, within classes that hold several kinds. The longest that fits counts.
_CODES: dict[str, dict[str, PlaceKind]] = {
    "H": {
        **dict.fromkeys(("STM", "CNL", "DTCH", "WAD", "CHN", "RPDS", "FLLS"), "river"),
        **dict.fromkeys(("LK", "RSV", "PND", "LGN"), "lake"),
        **dict.fromkeys(("SEA", "OCN", "GULF", "BAY", "STRT", "SD", "FJD", "COVE", "BGHT"), "sea"),
        **dict.fromkeys(("INLT", "ESTY", "CHNM", "HBR"), "sea"),
    },
    "L": dict.fromkeys(("PRT", "MILB", "NVB"), "facility"),
}
_LONGEST = 4
_PAST = frozenset("PPLH PPLQ PPLW PPLCH ADM1H ADM2H ADM3H ADM4H ADM5H ADMDH PCLH".split())


def kind_of(feature_class: str, feature: str) -> PlaceKind:
    """The kind of a place, from GeoNames' feature class (a letter) and code."""
    codes = _CODES.get(feature_class)
    if codes:
        for length in range(min(_LONGEST, len(feature)), 1, -1):
            if feature[:length] in codes:
                return codes[feature[:length]]
    return _CLASSES.get(feature_class, "area")


def is_country(feature: str) -> bool:
    """Whether the code is of a whole country or territory, which packs know better than a file of places."""
    return feature.startswith("PCL")


def is_past(feature: str) -> bool:
    """Whether the place is abandoned, destroyed or of history. Codes of what is abandoned end in Q."""
    return feature in _PAST or feature.endswith("Q")
