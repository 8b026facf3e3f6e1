"""Claims and documents as lists show them, of many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.model import Claim, Document, Mention, Record
from dateline.store import decode, encode
from dateline.store.facets import facets
from dateline.tell import words
from dateline.tell.api.shapes.records import ClaimRow, DocumentHead, SourceShare, Tried, raw
from dateline.tell.shares import shares

if TYPE_CHECKING:
    from dateline.flow import Reading
    from dateline.store import View
    from dateline.store.paging import Placed

__all__ = ["claim_rows", "head_of", "heads", "shares_of", "tried"]


class _Published(msgspec.Struct):
    start: str | None


class _Head(msgspec.Struct):
    """Of a document's line only what a list shows; the text is passed over."""

    id: str
    title: str | None
    outlet: str | None
    published: _Published
    source: str


_HEADS = msgspec.json.Decoder(_Head)


def head_of(line: str | bytes | Document) -> DocumentHead:
    """A document, or its line, without its text."""
    if isinstance(line, Document):
        line = encode(line)
    head = _HEADS.decode(line)
    return DocumentHead(
        id=head.id, title=head.title, outlet=head.outlet, published=head.published.start, source=head.source
    )


def heads(ids: Iterable[str], view: View) -> dict[str, DocumentHead]:
    """Documents by their ids, of those that there are."""
    return {id: head_of(line) for id, line in view.lines(ids).items()}


def claim_rows(placed: Sequence[Placed], view: View) -> tuple[ClaimRow, ...]:
    """Claims as a list shows them, with what they are of and where they stand."""
    claims = [(decode(one.body), one) for one in placed]
    of = view.lines(claim.of.id for claim, _ in claims if isinstance(claim, Claim))
    documents = heads({claim.document for claim, _ in claims}, view)
    return tuple(
        _row(claim, one.body, of.get(claim.of.id), documents[claim.document], contested=one.contested)
        for claim, one in claims
        if isinstance(claim, Claim) and claim.document in documents
    )


def _row(
    claim: Claim, line: str | bytes, of: str | bytes | None, document: DocumentHead, *, contested: bool
) -> ClaimRow:
    first = claim.by[0] if claim.by else None
    return ClaimRow(
        claim=raw(line),
        of=None if of is None else raw(of),
        quote=words.spans(claim.content),
        by=tuple(words.name_of(one) for one in claim.by),
        side=first.side if first is not None else None,
        said=claim.said.start if claim.said is not None else None,
        stance=claim.stance,
        document=document,
        contested=contested,
    )


def shares_of(document: Document, records: Sequence[Record]) -> tuple[SourceShare, ...]:
    """What part of a document rests on whom, the most first."""
    return tuple(
        SourceShare(name=one.name, side=one.side, share=one.share) for one in shares(document, records)
    )


def tried(read: Reading) -> Tried:
    """What was read of one document, without a store."""
    lines = {record.id: encode(record) for record in read.records}
    head = head_of(read.document)
    contested = {
        record.id: facet.contested for record, facet in zip(read.records, facets(read.records), strict=True)
    }
    rows = (
        _row(one, lines[one.id], lines.get(one.of.id), head, contested=contested[one.id])
        for one in read.records
        if isinstance(one, Claim)
    )
    return Tried(
        document=raw(lines[read.document.id]),
        records=tuple(raw(lines[one.id]) for one in read.records if not isinstance(one, Document | Mention)),
        claims=tuple(rows),
        shares=shares_of(read.document, read.records),
        theatre=read.theatre,
    )
