"""JSON Lines: all that a store was given, in lines from which another can be filled.

The first line tells the form. Then each page comes with a line of its own and behind it the documents that no
earlier page had, each with all its records; then what people decided of incidents, and a line that
counts those above it. What follows from records (accounts, incidents, who holds what) is left out: whoever
reads the lines makes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Literal

import msgspec

from dateline.store import PageEntry, encode
from dateline.tell.exports.asking import Wanted

if TYPE_CHECKING:
    from dateline.store import Act, View

__all__ = ["FORM", "ActLine", "EndLine", "HeadLine", "PageLine", "write"]

What = Literal["merge", "split", "withdraw"]
FORM = 1
"""Counts up when a reader of the old form could not read the new one."""


class HeadLine(msgspec.Struct, frozen=True, tag_field="record", tag="export", forbid_unknown_fields=True):
    """The first line."""

    form: int
    version: str


class PageLine(msgspec.Struct, frozen=True, tag_field="record", tag="page", forbid_unknown_fields=True):
    """A page, and the ids of its documents."""

    digest: str
    source: str
    read_at: str
    documents: tuple[str, ...]

    @property
    def entry(self) -> PageEntry:
        """The page as the store knows it."""
        return PageEntry(self.digest, self.source, self.read_at)


class ActLine(msgspec.Struct, frozen=True, tag_field="record", tag="decision", forbid_unknown_fields=True):
    """What a person decided of accounts in one go; `withdraws` is the number of an act above it."""

    number: int
    made_at: str
    what: What
    pairs: tuple[tuple[str, str], ...]
    note: str | None
    withdraws: int | None


class EndLine(msgspec.Struct, frozen=True, tag_field="record", tag="end", forbid_unknown_fields=True):
    """The last line, so that a file that was cut off is noticed; `lines` counts those above it."""

    lines: int


def write(wanted: Wanted, view: View, out: IO[bytes]) -> int:
    """Write the lines; gives how many. With filters: whole documents of which a record passes them all."""
    count = 0
    for line in _lines(wanted, view):
        out.write(line + b"\n")
        count += 1
    out.write(msgspec.json.encode(EndLine(count)) + b"\n")
    return count + 1


def _lines(wanted: Wanted, view: View) -> Iterator[bytes]:
    from dateline import __version__

    yield msgspec.json.encode(HeadLine(FORM, __version__))
    kept = _passing(wanted, view)
    told: set[str] = set()
    for entry, homes in view.paged():
        here = tuple(home for home in homes if kept is None or home in kept)
        if not here:
            continue
        yield msgspec.json.encode(PageLine(entry.digest, entry.source, entry.read_at, here))
        for home in here:
            if home not in told:
                told.add(home)
                yield from map(encode, view.records(None, document=home))
    if kept is None:
        yield from (msgspec.json.encode(_act(one)) for one in view.decisions())


def _passing(wanted: Wanted, view: View) -> set[str] | None:
    """Ids of documents of which a record passes the filters; None: all."""
    if not wanted.filters:
        return None
    filters: dict[str, Any] = dict(wanted.filters)
    return {record.document or record.id for record in view.records(None, **filters)}


def _act(act: Act) -> ActLine:
    return ActLine(act.number, act.made_at, act.what, act.pairs, act.note, act.withdraws)
