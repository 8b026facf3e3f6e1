"""Where the propositions of a scenario stand in a drawing: in columns, each to the right of what it hangs on.

The usual way for such graphs: columns by the longest chain that leads there, a link over several columns led
through a place in each, the order within columns such that few links cross, and all as level as that allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Graph", "Layout", "laid_out"]

# Rounds of ordering and of levelling, there and back; after these little changes any more.
_ROUNDS = 12
# Room between what stands in a column, in the unit of heights.
_GAP = 0.35
# What a link needs where it passes between others.
_PASSING = 0.12


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by name with their heights, and links from one to another that make no ring."""

    heights: Mapping[str, float]
    links: Sequence[tuple[str, str]]


@dataclass(slots=True)
class Layout:
    """Columns from 0, the middle of each node from the top down; `ways` are places that links lead through.

    A way is a list of columns with heights, from the first column after its start to the last before its end.
    """

    columns: dict[str, int]
    middles: dict[str, float]
    ways: dict[tuple[str, str], list[tuple[int, float]]]
    height: float


@dataclass(slots=True)
class _Columns:
    """What stands in each column, nodes and passing links, and what each is joined to before and after."""

    rows: list[list[str]]
    heights: dict[str, float]
    before: dict[str, list[str]] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)


def laid_out(graph: Graph) -> Layout:
    """The layout of a graph; the same for the same graph."""
    columns = _columns(graph)
    made, ways = _with_passings(graph, columns)
    for turn in range(_ROUNDS):
        _order(made, forward=turn % 2 == 0)
    middles = _levelled(made)
    top = min((middles[one] - made.heights[one] / 2 for one in middles), default=0.0)
    middles = {one: middle - top for one, middle in middles.items()}
    return Layout(
        columns,
        {name: middles[name] for name in graph.heights},
        {link: [(column, middles[one]) for column, one in way] for link, way in ways.items()},
        max((middles[one] + made.heights[one] / 2 for one in middles), default=0.0),
    )


def _columns(graph: Graph) -> dict[str, int]:
    """For each node the longest chain that leads to it."""
    before: dict[str, list[str]] = {name: [] for name in graph.heights}
    for start, end in graph.links:
        before[end].append(start)
    found: dict[str, int] = {}
    for name in graph.heights:
        walk = [name]
        while walk:
            waiting = [one for one in before[walk[-1]] if one not in found]
            if waiting:
                walk.append(waiting[0])
            else:
                last = walk.pop()
                found[last] = max((found[one] + 1 for one in before[last]), default=0)
    return _drawn_near(graph, found)


def _drawn_near(graph: Graph, columns: dict[str, int]) -> dict[str, int]:
    """What begins a chain stands right before the first that hangs on it."""
    first: dict[str, int] = {}
    for start, end in graph.links:
        first[start] = min(first.get(start, columns[end]), columns[end])
    ends = {end for _, end in graph.links}
    return {
        name: first[name] - 1 if name in first and name not in ends else column
        for name, column in columns.items()
    }


def _with_passings(
    graph: Graph, columns: dict[str, int]
) -> tuple[_Columns, dict[tuple[str, str], list[tuple[int, str]]]]:
    rows: list[list[str]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    for name, column in columns.items():
        rows[column].append(name)
    made = _Columns(rows, dict(graph.heights))
    ways: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for start, end in graph.links:
        way = ways[start, end] = []
        last = start
        for column in range(columns[start] + 1, columns[end]):
            # No node's name has a line break.
            passing = f"{start}\n{end}\n{column}"
            rows[column].append(passing)
            made.heights[passing] = _PASSING
            way.append((column, passing))
            _join(made, last, passing)
            last = passing
        _join(made, last, end)
    return made, ways


def _join(made: _Columns, one: str, other: str) -> None:
    made.after.setdefault(one, []).append(other)
    made.before.setdefault(other, []).append(one)


def _order(made: _Columns, *, forward: bool) -> None:
    """Each column in the order of the middle places of what it is joined to in the column beside."""
    beside = made.before if forward else made.after
    rows = made.rows if forward else made.rows[::-1]
    places = {one: place for row in made.rows for place, one in enumerate(row)}
    for row in rows[1:]:

        def middle(one: str) -> float:
            joined = beside.get(one)
            return sum(places[other] for other in joined) / len(joined) if joined else places[one]

        row.sort(key=middle)
        places.update({one: place for place, one in enumerate(row)})


def _levelled(made: _Columns) -> dict[str, float]:
    """Middles such that links run level as far as the order and the room between allow."""
    middles: dict[str, float] = {}
    for row in made.rows:
        middles.update(_stacked(made, row, dict.fromkeys(row, 0.0)))
    for turn in range(_ROUNDS):
        beside = made.before if turn % 2 == 0 else made.after
        for row in made.rows if turn % 2 == 0 else made.rows[::-1]:
            wanted = {}
            for one in row:
                joined = beside.get(one, ())
                wanted[one] = (
                    sum(middles[other] for other in joined) / len(joined) if joined else middles[one]
                )
            middles.update(_stacked(made, row, wanted))
    return middles


def _stacked(made: _Columns, row: Sequence[str], wanted: Mapping[str, float]) -> dict[str, float]:
    """Middles as near as can be to those wanted, in this order and without overlap.

    What would overlap stands together as a block whose middle is the mean of what its members want.
    """
    blocks: list[tuple[float, list[str], list[float]]] = []
    for one in row:
        blocks.append((wanted[one], [one], [0.0]))
        while len(blocks) > 1 and _overlap(made, blocks[-2], blocks[-1]):
            later = blocks.pop()
            blocks[-1] = _merged(made, blocks[-1], later, wanted)
    return {
        one: at + offset
        for at, members, offsets in blocks
        for one, offset in zip(members, offsets, strict=True)
    }


def _room(made: _Columns, one: str, other: str) -> float:
    return (made.heights[one] + made.heights[other]) / 2 + _GAP


_Block = tuple[float, list[str], list[float]]


def _overlap(made: _Columns, upper: _Block, lower: _Block) -> bool:
    last, first = upper[0] + upper[2][-1], lower[0] + lower[2][0]
    return first - last < _room(made, upper[1][-1], lower[1][0]) - 1e-9


def _merged(made: _Columns, upper: _Block, lower: _Block, wanted: Mapping[str, float]) -> _Block:
    """Two blocks as one; offsets are from its first member."""
    shift = upper[2][-1] + _room(made, upper[1][-1], lower[1][0]) - lower[2][0]
    members = [*upper[1], *lower[1]]
    offsets = [*upper[2], *(offset + shift for offset in lower[2])]
    at = sum(wanted[one] - offset for one, offset in zip(members, offsets, strict=True)) / len(members)
    return at, members, offsets
