"""sentence[] -> mentions: names, places, moments, actors, quantities and quotations, one file each."""

from dateline.find.actors import find_actors
from dateline.find.names import Name, find_names
from dateline.find.places import find_places, find_toponyms
from dateline.find.quantities import find_materiel, find_quantities
from dateline.find.quotes import find_quotes
from dateline.find.times import find_moments, find_times

__all__ = [
    "Name",
    "find_actors",
    "find_materiel",
    "find_names",
    "find_places",
    "find_quantities",
    "find_quotes",
    "find_moments",
    "find_times",
    "find_toponyms",
]
