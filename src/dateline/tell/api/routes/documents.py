"""Documents, and one with all that was read from it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dateline.model import Document, Mention
from dateline.tell.api.asking import Filtered, query_of
from dateline.tell.api.describing import operation
from dateline.tell.api.desk import Desk
from dateline.tell.api.listing import placed
from dateline.tell.api.replies import desk_of, kept
from dateline.tell.api.rows import head_of, shares_of
from dateline.tell.api.shapes.records import Documents, DocumentWhole, raw

__all__ = ["documents"]

documents = APIRouter(tags=["documents"])


@documents.get("/documents", **operation(Documents, query=Filtered))
def list_documents(request: Request) -> Response:
    """Documents without their texts."""
    asked, desk = query_of(request, Filtered), desk_of(request)
    return kept(request, lambda: _documents(desk, asked))


def _documents(desk: Desk, asked: Filtered) -> Documents:
    shown, following = placed(desk.view(asked.known_by), "document", asked)
    return Documents(items=tuple(head_of(one.body) for one in shown), next=following)


@documents.get("/documents/{id}", **operation(DocumentWhole, fails=[404]))
def document(request: Request, id: str) -> Response:
    """A document with its text, the records of it, and what part of it rests on whom."""
    desk = desk_of(request)
    return kept(request, lambda: _document(desk, id))


def _document(desk: Desk, id: str) -> DocumentWhole:
    from dateline.store import encode

    view = desk.view()
    found = view.get(id)
    if not isinstance(found, Document):
        raise desk.missing("document", id)
    beside = [one for one in view.records(None, document=id) if not isinstance(one, Document | Mention)]
    return DocumentWhole(
        document=raw(encode(found)),
        records=tuple(raw(encode(one)) for one in beside),
        shares=shares_of(found, beside),
    )
