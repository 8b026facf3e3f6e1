"""Maps of who holds what: on paper (PNG, SVG), as a page (HTML), as data (GeoJSON), as a film (GIF, MP4).

A film is drawn by `dateline.tell.maps.film`, which loads what draws pictures; the rest loads it when it must.
"""

from dateline.tell.maps.drawing import draw
from dateline.tell.maps.holding import Caption, Look, Party, Theatre

__all__ = ["Caption", "Look", "Party", "Theatre", "draw"]
