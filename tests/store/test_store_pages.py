"""Writing pages: whole or not at all, once, and in an order that does not depend on when they came."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import OUTLET, article, entry
from strategies import pages

from dateline.errors import StoreError
from dateline.model import Document, Page, Record, Span
from dateline.store import PageEntry, Store

FEW = settings(max_examples=10, deadline=None)


def everything(store: Store) -> list[Record]:
    return list(store.view().records(None))


@FEW
@given(page=pages())
def test_records_read_back_are_the_records_written(new_url: Callable[[], str], page: list[Record]) -> None:
    with Store.open(new_url()) as store:
        with store.writer() as writer:
            assert writer.add(entry(1), page)
        own = {record.id: record for record in page}
        assert {record.id: record for record in everything(store)} == own
        assert {id: store.view().get(id) for id in own} == own


@FEW
@given(several=st.lists(pages(), max_size=4), seed=st.integers(0, 99))
def test_neither_order_nor_repetition_of_pages_changes_what_is_read_back(
    new_url: Callable[[], str], several: list[list[Record]], seed: int
) -> None:
    moments = [f"2031-03-{number + 1:02}T08:00:00Z" for number in range(len(several))]
    numbered = [
        (entry(number, read_at=moment), page)
        for number, (moment, page) in enumerate(zip(moments, several, strict=True))
    ]
    shuffled = random.Random(seed).sample(numbered, len(numbered))
    with Store.open(new_url()) as one, Store.open(new_url()) as other:
        for store, order in ((one, numbered), (other, shuffled + shuffled[:2])):
            with store.writer() as writer:
                for page, records in order:
                    writer.add(page, records)
        for as_of in (None, *moments):
            assert list(one.view(as_of).records(None)) == list(other.view(as_of).records(None))


def test_the_same_page_again_adds_nothing(store: Store) -> None:
    with store.writer() as writer:
        assert writer.add(entry(1), article(1).records)
        assert not writer.add(entry(1), article(1).records)
        assert not writer.add(entry(1, read_at="2031-04-01T00:00:00Z"), article(1).records)
    assert everything(store) == article(1).records
    assert [page.read_at for page in store.view().pages()] == ["2031-03-10T09:00:00.000000Z"]


def test_the_same_document_on_another_page_adds_that_page(store: Store) -> None:
    with store.writer() as writer:
        assert writer.add(entry(1), article(1).records)
        assert not writer.add(entry(2), article(1).records)
        assert writer.add(entry(3), [*article(1).records, *article(2).records])
    assert len(everything(store)) == 2 * len(article(1).records)
    assert [page.source for page in store.view().pages()] == ["page-1.txt", "page-2.txt", "page-3.txt"]


def test_a_page_without_documents_is_remembered(store: Store) -> None:
    with store.writer() as writer:
        assert not writer.add(entry(1), [])
    assert [page.source for page in store.view().pages()] == ["page-1.txt"]
    assert everything(store) == []


def test_records_come_by_publication_then_document_then_place_in_it(store: Store) -> None:
    datelines = ["2031-03-08", None, "2031-03-05", "2031-03-08"]
    articles = [article(number, dateline=dateline) for number, dateline in enumerate(datelines)]
    with store.writer() as writer:
        for number, each in enumerate(articles):
            writer.add(entry(number), each.records)
    ordered = sorted(articles, key=lambda each: (each.document.published.start or "", each.document.id))
    assert everything(store) == [record for each in ordered for record in each.records]
    assert list(store.view().documents()) == [each.document for each in ordered]


def test_a_record_given_twice_is_kept_once(store: Store) -> None:
    with store.writer() as writer:
        writer.add(entry(1), [*article(1).records, article(1).event])
    assert everything(store) == article(1).records


# Of types that no caller who is checked could give.
WRONG_CONTENT: Any = [Span(0, 1, "S")]
WRONG_STANCE: Any = "mutters"
REFUSED: list[tuple[list[Record], str]] = [
    ([article(1).event], "not on its page"),
    ([article(1).document, article(2).event], "not on its page"),
    ([*article(1).records, replace(article(1).event, mode="beat")], "two different records"),
    ([article(1).document, replace(article(1).quote, speaker=OUTLET)], "read back"),
    ([article(1).document, replace(article(1).figure, low=float("nan"))], "read back"),
    ([article(1).document, replace(article(1).quote, content=WRONG_CONTENT)], "read back"),
    ([article(1).document, replace(article(1).claim, stance=WRONG_STANCE)], "$.stance"),
    ([article(1).document, replace(article(1).mention, text="\udc00")], "'text'"),
]


@pytest.mark.parametrize(("records", "message"), REFUSED)
def test_what_could_not_be_read_back_is_refused_and_leaves_no_trace(
    store: Store, records: list[Record], message: str
) -> None:
    with store.writer() as writer:
        with pytest.raises(StoreError) as raised:
            writer.add(entry(1), records)
        assert message in str(raised.value)
        assert list(store.view().pages()) == []
        assert writer.add(entry(1), article(1).records)


def test_an_id_of_another_document_is_refused_and_leaves_no_trace(store: Store) -> None:
    one, two = article(1), article(2)
    stolen = replace(two.event, id=one.event.id)
    with store.writer() as writer:
        writer.add(entry(1), one.records)
        with pytest.raises(StoreError, match="under another document"):
            writer.add(entry(2), [two.document, stolen])
    assert everything(store) == one.records
    assert len(list(store.view().pages())) == 1


def test_a_thousand_records_of_one_document(store: Store) -> None:
    one = article(1)
    many = [replace(one.statement, id=f"{number:016x}") for number in range(1500)]
    with store.writer() as writer:
        writer.add(entry(1), [one.document, *many])
    assert list(store.view().records("statement")) == many
    assert store.view().count("statement") == 1500


def test_moments_of_reading_are_given_with_or_without_an_offset(store: Store) -> None:
    given = ["2031-03-01", "2031-03-01T12:00:00", "2031-03-01T12:30:00+01:00", "2031-03-01T12:00:00.5Z"]
    with store.writer() as writer:
        for number, read_at in enumerate(given):
            writer.add(entry(number, read_at=read_at), [])
        with pytest.raises(StoreError, match="'noon' is no moment"):
            writer.add(entry(9, read_at="noon"), [])
    found = [page.read_at for page in store.view().pages()]
    assert found[0] == "2031-03-01T00:00:00.000000Z"
    assert found[1] == "2031-03-01T11:30:00.000000Z"
    assert all(earlier <= later for earlier, later in pairwise(found))


def test_a_page_entry_is_told_from_the_page() -> None:
    page = PageEntry.of(Page("somewhere.txt", b"words"), read_at="2031-03-01T12:00Z")
    assert page == PageEntry(hashlib.sha256(b"words").hexdigest(), "somewhere.txt", "2031-03-01T12:00Z")


def test_reading_goes_on_while_another_page_is_written(store: Store) -> None:
    with store.writer() as writer:
        writer.add(entry(1), article(1).records)
        reading = store.view().records(None)
        first = next(reading)
        writer.add(entry(2), article(2).records)
        assert isinstance(first, Document)
        assert [first, *reading] == article(1).records
