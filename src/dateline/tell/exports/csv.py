"""Comma-separated values: a record or an incident a row, under the headings of `dateline show --csv`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING

from dateline.model import Response
from dateline.tell import happenings
from dateline.tell.answers import answer_of, answer_row
from dateline.tell.exports.asking import RECORDS, Wanted
from dateline.tell.exports.rows import written
from dateline.tell.flat import HEADS, base, flat
from dateline.tell.incident_facts import told
from dateline.tell.stories import CLAIMS, told_with

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["write"]


def write(wanted: Wanted, view: View, out: IO[bytes]) -> int:
    """Write the rows; gives how many."""
    if wanted.kind == "incidents":
        rows: Iterator[Sequence[object]] = (
            happenings.flat(one.happening) for one in told(view, wanted.filters)
        )
        return written(out, [happenings.HEADS], rows)
    return written(out, [HEADS[wanted.kind]], _rows(wanted, view))


def _rows(wanted: Wanted, view: View) -> Iterator[Sequence[object]]:
    found = view.records(RECORDS[wanted.kind], **wanted.filters)
    for record, story in told_with(found, view, CLAIMS):
        if isinstance(record, Response):
            yield [*base(record, story), *answer_row(answer_of(record, view))]
        else:
            yield flat(record, story)
