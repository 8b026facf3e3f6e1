"""Distances and displacements on the sphere."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

__all__ = ["EARTH_RADIUS_KM", "KM_PER_DEGREE", "haversine_km", "offset"]

EARTH_RADIUS_KM = 6371.0088  # the mean radius R1 of WGS 84; a sphere errs by up to 0.6 %, reports err by more
KM_PER_DEGREE = radians(EARTH_RADIUS_KM)  # of latitude, or of longitude on the equator


def haversine_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres between two points given in degrees."""
    phi_a, phi_b = radians(a_lat), radians(b_lat)
    lat_part = sin((phi_b - phi_a) / 2) ** 2
    lon_part = sin(radians(b_lon - a_lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(lat_part + cos(phi_a) * cos(phi_b) * lon_part)))


def offset(lat: float, lon: float, km: float, bearing_deg: float) -> tuple[float, float]:
    """The point `km` kilometres from (lat, lon) along a bearing (0 north, 90 east), as (lat, lon) in degrees.

    Longitude comes back in [-180, 180). A negative distance goes the other way.
    """
    arc, bearing, phi = km / EARTH_RADIUS_KM, radians(bearing_deg), radians(lat)
    sin_phi = max(-1.0, min(1.0, sin(phi) * cos(arc) + cos(phi) * sin(arc) * cos(bearing)))
    east = atan2(sin(bearing) * sin(arc) * cos(phi), cos(arc) - sin(phi) * sin_phi)
    return degrees(asin(sin_phi)), (degrees(radians(lon) + east) + 180.0) % 360.0 - 180.0
