"""Exported JSON Lines read back: each line checked by itself and against those above it.

A file is gone through twice: once to check every line of it, once to write what it holds. So a broken line
is told before anything is written.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import msgspec

from dateline.errors import StoreError, UsageError
from dateline.model import Document, Record
from dateline.store import decode
from dateline.tell.exports.jsonl import FORM, ActLine, EndLine, HeadLine, PageLine
from dateline.tell.words import clean, clipped

__all__ = ["Group", "check", "groups", "opened"]

Line = HeadLine | PageLine | ActLine | EndLine | Record

_OURS = msgspec.json.Decoder(HeadLine | PageLine | ActLine | EndLine)
_KIND = msgspec.json.Decoder(dict[str, msgspec.Raw])
_NAMES = frozenset({b'"export"', b'"page"', b'"decision"', b'"end"'})
_COPY = 1 << 20  # bytes copied at a time from standard input


@dataclass(frozen=True, slots=True)
class Group:
    """A page with the records of those of its documents that no earlier page had, or an act."""

    head: PageLine | ActLine
    records: list[Record] = field(default_factory=list)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file that can be gone through twice; `-` is standard input. Raises `UsageError`."""
    try:
        if str(path) != "-":
            with path.open("rb") as file:
                yield file
            return
    except OSError as error:
        raise UsageError(f"{clean(str(path))} cannot be read: {error.strerror or error}") from None
    with TemporaryFile() as copy:
        while portion := sys.stdin.buffer.read(_COPY):
            copy.write(portion)
        yield copy


def groups(file: IO[bytes]) -> Iterator[Group]:
    """The pages and acts of a file that was checked, in order."""
    file.seek(0)
    group: Group | None = None
    for _, line in _lines(file, ""):
        if isinstance(line, HeadLine | EndLine):
            continue
        if isinstance(line, PageLine | ActLine):
            if group is not None:
                yield group
            group = Group(line)
        elif group is not None:
            group.records.append(line)
    if group is not None:
        yield group


def check(file: IO[bytes], name: str) -> int:
    """Go through all lines; gives how many pages and acts there are. Raises `StoreError` with the line."""
    file.seek(0, io.SEEK_SET)
    seen = _Seen()
    last = 0
    for number, line in _lines(file, name):
        last = number
        with _at(name, number):
            seen.take(line, number)
    with _at(name, last + 1):
        seen.end()
    return seen.groups


def _lines(file: IO[bytes], name: str) -> Iterator[tuple[int, Line]]:
    for number, raw in enumerate(file, 1):
        with _at(name, number):
            yield number, _decoded(raw)


@contextmanager
def _at(name: str, number: int) -> Iterator[None]:
    """Names the file and the line in what goes wrong, once."""
    try:
        yield
    except StoreError as error:
        told = f"{name}, line {number}: "
        raise StoreError(str(error) if str(error).startswith(told) else f"{told}{error}") from None


def _decoded(raw: bytes) -> Line:
    try:
        kind = _KIND.decode(raw).get("record")
        if kind is not None and bytes(kind) in _NAMES:
            ours: HeadLine | PageLine | ActLine | EndLine = _OURS.decode(raw)
            return ours
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise StoreError(f"this is no line of an export: {error}") from None
    return decode(raw)


@dataclass(slots=True)
class _Seen:
    """What lines have told so far."""

    groups: int = 0
    started: bool = False
    ended: bool = False
    page: int = 0
    waiting: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    acts: set[int] = field(default_factory=set)
    document: Document | None = None
    ids: set[str] = field(default_factory=set)

    def take(self, line: Line, number: int) -> None:
        """One more line. Raises `StoreError` where it does not follow from those above it."""
        if not self.started:
            self._head(line)
        elif self.ended or isinstance(line, HeadLine):
            raise StoreError("the export has ended above; merge one file after the other")
        elif isinstance(line, EndLine):
            self._end(line, number)
        elif isinstance(line, PageLine | ActLine):
            self._whole()
            self.groups += 1
            self.document = None
            self.page = number
            self._page(line) if isinstance(line, PageLine) else self._act(line)
        elif isinstance(line, Document):
            self._document(line)
        else:
            self._record(line)

    def end(self) -> None:
        """No more lines."""
        if not self.started:
            raise StoreError("the file is empty; `dateline export --format jsonl` writes one")
        if not self.ended:
            raise StoreError("the file is cut off: its last line does not tell that it ends; export it again")

    def _head(self, line: Line) -> None:
        if not isinstance(line, HeadLine):
            raise StoreError(
                "the first line must tell that it is an export; give a file that "
                "`dateline export --format jsonl` wrote"
            )
        if line.form != FORM:
            raise StoreError(f"wanted an export of form {FORM}, got one of form {line.form}; update Dateline")
        self.started = True

    def _end(self, line: EndLine, number: int) -> None:
        self._whole()
        if line.lines != number - 1:
            raise StoreError(f"wanted {line.lines} lines above it, got {number - 1}; export the file again")
        self.ended = True

    def _page(self, line: PageLine) -> None:
        from dateline.store.pages import moment_of_reading

        moment_of_reading(line.read_at)
        if not line.documents:
            raise StoreError("a page must name its documents")
        self.waiting = set(line.documents) - self.documents

    def _act(self, line: ActLine) -> None:
        if not line.pairs or (line.what == "withdraw") != (line.withdraws is not None):
            raise StoreError("a decision must name pairs of accounts, and a withdrawal the decision it is of")
        if line.withdraws is not None and line.withdraws not in self.acts:
            raise StoreError(f"it withdraws decision {line.withdraws}, which is not above it")
        self.acts.add(line.number)

    def _document(self, line: Document) -> None:
        if line.id not in self.waiting:
            raise StoreError(f"document {line.id!r} is not one that the page above it still wants")
        self.waiting.discard(line.id)
        self.documents.add(line.id)
        self.document, self.ids = line, {line.id}
        _quoted(line, line)

    def _record(self, line: Record) -> None:
        if self.document is None or line.document != self.document.id:
            raise StoreError(f"{line.record} {line.id!r} does not stand below its document")
        if line.id in self.ids:
            raise StoreError(f"{line.record} {line.id!r} comes twice")
        self.ids.add(line.id)
        _quoted(line, self.document)

    def _whole(self) -> None:
        """Whether the page that ends here has all its documents."""
        if self.waiting:
            lacks = clipped(", ".join(sorted(self.waiting)), 80)
            raise StoreError(
                f"the page of line {self.page} lacks its document {lacks}; export the file again"
            )


def _quoted(record: Record, document: Document) -> None:
    """Evidence must be words of the document."""
    for span in record.evidence:
        if document.text[span.start : span.end] != span.text:
            raise StoreError(
                f"the evidence of {record.record} {record.id!r} is not what stands in its document "
                f"at {span.start}–{span.end}"
            )
