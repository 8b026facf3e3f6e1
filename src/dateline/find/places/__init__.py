"""sentence[] -> places: names resolved against packs and gazetteer, and descriptions that point at them."""

from dateline.find.places.finding import find_places, find_toponyms

__all__ = ["find_places", "find_toponyms"]
