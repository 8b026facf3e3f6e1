"""HXL: incidents as comma-separated values, with a row of hashtags that says what the columns hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING

from dateline.tell import words
from dateline.tell.exports import acled
from dateline.tell.exports.asking import Wanted
from dateline.tell.exports.mapping import mapping
from dateline.tell.exports.rows import Cell, row_of, written
from dateline.tell.flat import whole
from dateline.tell.incident_facts import Told, told

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["FILL", "write"]


def write(wanted: Wanted, view: View, out: IO[bytes]) -> int:
    """Write the incidents; gives how many."""
    table = mapping("hxl")
    found = (one for one in told(view, wanted.filters) if wanted.every or one.happened)
    heads = [table.names, [column.tag or "" for column in table.columns]]
    return written(out, heads, map(row_of(table.columns, FILL), found))


def _low(counts: str) -> Cell[Told]:
    def cell(one: Told) -> object:
        found = one.figure(counts)
        return whole(found.low) if found is not None else None

    return cell


def _high(counts: str) -> Cell[Told]:
    def cell(one: Told) -> object:
        found = one.figure(counts)
        return whole(found.high) if found is not None else None

    return cell


def _counted() -> Iterator[tuple[str, Cell[Told]]]:
    for counts in ("killed", "wounded", "missing", "displaced"):
        yield f"{counts}_low", _low(counts)
        yield f"{counts}_high", _high(counts)


# A place, its country and who reported it are told as in ACLED's columns.
_SHARED = ("country", "admin1", "location", "latitude", "longitude", "geo_precision", "source", "sub_type")

FILL: Mapping[str, Cell[Told]] = {
    "id": lambda one: one.incident.id,
    "start": lambda one: one.incident.start,
    "end": lambda one: one.incident.end,
    "dated": lambda one: one.incident.dated,
    "type": lambda one: one.acled.event_type if one.acled else one.happening.types[0],
    "title": lambda one: words.clean(one.incident.title),
    "country_code": lambda one: one.spot and one.spot.country,
    "actors": lambda one: "; ".join(map(words.name_of, one.actors)),
    "targets": lambda one: "; ".join(map(words.name_of, one.targets)),
    "figures": lambda one: "; ".join(one.figures),
    "claimed": lambda one: "; ".join(one.sides[0]),
    "disputed": lambda one: "; ".join(one.sides[1]),
    "independent": lambda one: one.incident.independent,
    "reports": lambda one: len(one.incident.documents),
    "grade": lambda one: one.incident.grade.information,
    "reported": lambda one: one.published[1],
    **{name: acled.FILL[name] for name in _SHARED},
    **dict(_counted()),
}
"""What fills a column, by its `from`."""
