"""What the API answers with. Records stand in answers as the store has them (docs/records.schema.json)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta, Raw

__all__ = [
    "Added", "ClaimLine", "ClaimRow", "Claims", "DocumentHead", "DocumentLine", "DocumentWhole", "Documents",
    "RecordLine", "Records", "ResponseLine", "Side", "SourceShare", "Status", "StreamEvent",
    "Tried", "raw",
]  # fmt: skip

RecordLine = Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/Record"})]
"""A record as it is kept, passed on without being read."""
ClaimLine = Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/Claim"})]
DocumentLine = Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/Document"})]
ResponseLine = Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/Response"})]

Next = Annotated[str | None, Meta(description="The cursor of the next part; null: this is the last.")]


def raw(line: str | bytes) -> Raw:
    """A kept line as a part of an answer."""
    return Raw(line.encode() if isinstance(line, str) else line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side of the theatre: what records call it, its name, and how it is drawn."""

    key: str
    label: str
    colour: str
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the store holds. `first` and `last` are days of documents, `last_known` that of the last claim
    about who holds a place; `writable`: this request bears the token."""

    version: str
    documents: int
    records: dict[str, int]
    accounts: int
    incidents: int
    first: str | None
    last: str | None
    last_known: str | None
    theatre: str | None
    writable: bool
    baseline: bool
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """A document without its text. `published` is an ISO day or moment."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim as a list shows it: what it is of, in which words, who says so, innermost source first."""

    claim: ClaimLine
    of: RecordLine | None
    quote: str
    by: tuple[str, ...]
    side: str | None
    said: str | None
    stance: str
    document: DocumentHead
    contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A part of a list of records."""

    items: tuple[RecordLine, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """A part of a list of claims."""

    items: tuple[ClaimRow, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """A part of a list of documents."""

    items: tuple[DocumentHead, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceShare:
    """What part of a document's text rests on one innermost source."""

    name: str
    side: str | None
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWhole:
    """A document, all records of it but mentions in the order of its text, and on whom it rests."""

    document: DocumentLine
    records: tuple[RecordLine, ...]
    shares: tuple[SourceShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a dispatch says: as a document of the store is told, with the claims as a list shows them.

    `theatre` is the war that it was taken to be about.
    """

    document: DocumentLine
    records: tuple[RecordLine, ...]
    claims: tuple[ClaimRow, ...]
    shares: tuple[SourceShare, ...]
    theatre: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was read into the store. `new`: it had not all of that; `failures`: what cannot be read."""

    new: bool
    documents: tuple[DocumentHead, ...]
    records: int
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamEvent:
    """One event of a stream; `data` is JSON: `kind`, `id` and `document` of a record, nothing of a reset."""

    event: Literal["record", "reset"]
    id: Annotated[str, Meta(pattern=r"^\d+$", description="The number of the record.")]
    data: str
