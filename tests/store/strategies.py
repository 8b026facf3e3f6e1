"""Arbitrary valid records of every kind, told from the model's own types."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields, replace
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from dateline.model import KINDS, Claim, Document, Record, Ref, digest, plain

__all__ = ["documents", "pages", "records"]

# What UTF-8 can carry: everything but halves of character pairs.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(-(2**31), 2**31),
    # Whole numbers stand in float fields too: a count of killed is 2, not 2.0.
    float: st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53),
    NoneType: st.none(),
}


@cache
def values(hint: Hashable) -> st.SearchStrategy[Any]:
    """Values of a type that the model uses."""
    if hint in SCALARS:
        return SCALARS[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, UnionType):
        return st.one_of([values(arg) for arg in args])
    if origin is tuple and args[-1] is Ellipsis:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, args))
    return st.builds(cast(type[Any], hint), **members(hint))


def members(kind: Any) -> dict[str, st.SearchStrategy[Any]]:
    hints = get_type_hints(kind)
    return {field.name: values(hints[field.name]) for field in fields(kind) if field.init}


def bare(kind: str) -> st.SearchStrategy[Any]:
    """Records of a kind, with an arbitrary id."""
    return values(cast(Hashable, KINDS[kind]))


def sealed_again(record: Record, document: str) -> Record:
    """The record with the document it belongs to, and the id that follows from its content."""
    content = {name: value for name, value in plain(record).items() if name not in ("id", "document")}
    return replace(record, document=document, id=digest([document, content]))


def records(kind: str) -> st.SearchStrategy[Any]:
    """Records of a kind, each of a document of its own."""
    return bare(kind).map(lambda record: sealed_again(record, record.document))


documents: st.SearchStrategy[Document] = records("document").map(
    lambda document: replace(document, document=document.id)
)


@st.composite
def pages(draw: st.DrawFn) -> list[Record]:
    """One page's records: up to two documents, each followed by records of its own; some claim others."""
    page: list[Record] = []
    for document in draw(st.lists(documents, min_size=1, max_size=2, unique_by=lambda document: document.id)):
        kinds = draw(st.lists(st.sampled_from([kind for kind in KINDS if kind != "document"]), max_size=6))
        own: list[Record] = [document]
        for kind in kinds:
            record = draw(bare(kind))
            if isinstance(record, Claim) and draw(st.booleans()):
                target = draw(st.sampled_from(own))
                record = replace(record, of=Ref(target.record, target.id))
            own.append(sealed_again(record, document.id))
        page += {record.id: record for record in own}.values()
    return page
