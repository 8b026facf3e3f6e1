"""Rows under the columns of a table, for formats that are written as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, TypeVar

from dateline.tell.exports.mapping import Column
from dateline.tell.flat import safe

__all__ = ["Cell", "always", "row_of", "written"]

T = TypeVar("T")
Cell = Callable[[T], object]


def always(value: object) -> Callable[[object], object]:
    """A column that holds the same in each row."""
    return lambda _: value


def row_of(columns: Iterable[Column], fill: Mapping[str, Cell[T]]) -> Callable[[T], list[object]]:
    """What makes a thing's row: each column from where the table says, empty where it says nowhere."""
    empty = always(None)
    cells: list[Cell[T]] = [fill[one.source] if one.source is not None else empty for one in columns]
    return lambda thing: [cell(thing) for cell in cells]


def written(out: IO[bytes], heads: Iterable[Sequence[object]], rows: Iterable[Sequence[object]]) -> int:
    """Write rows below their headings, none of which a spreadsheet takes for a formula; gives how many."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerows(heads)
    count = 0
    for row in rows:
        lines.writerow(safe(row))
        count += 1
    text.flush()
    text.detach()
    return count
