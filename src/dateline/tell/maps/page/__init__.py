"""A map as one HTML file: it moves, can be searched, tells of each settlement why, and needs no network."""

from dateline.tell.maps.page.making import page

__all__ = ["page"]
