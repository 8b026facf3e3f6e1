"""Words are found by an index, the same ones on every backend, whatever text they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
import sqlalchemy as sa
from alembic import command
from explaining import plans, scans
from hypothesis import given, settings
from hypothesis import strategies as st
from keeping import load, writing
from postgres_server import Server
from samples import article, entry

from dateline.model import Document, sealed
from dateline.store import Store, tables
from dateline.store.engine import is_sqlite
from dateline.store.migrate import configured, version_of
from dateline.store.words import in_rows, worded

LONG = "a" * 300
TEXTS = [
    ("The ferry of Mill Châtel; ÉTÉ, don't", "the ferry of mill chatel ete don t"),
    ("e\u0301te\u0301 и\u0306 Ёлки Straße", "ete и ёлки straße"),
    ("T-72s\nHIMARS_2 x²", "t 72s himars 2 x²"),
    ("河の 町🚢岸", "河の 町 岸"),
    ("— \t…🚢", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "row"), TEXTS)
def test_words_of_a_text(text: str, row: str) -> None:
    assert in_rows(["before", text, "after"]) == ["before", row, "after"]


def test_a_word_that_no_index_takes_has_a_mark_of_its_own() -> None:
    one, same, other, shorter = in_rows([LONG, LONG.upper(), LONG[:-1] + "b", LONG[:200]])
    assert one == same != other
    assert (len(one.encode()) < 2_700, shorter) == (True, LONG[:200])


# -- the same on both

# Letters with and without case and marks, digits, and what stands between words.
WORDS = st.text(st.sampled_from("aAbBÉée\u0301ßиИйЁİ漢١2²_-'’.,🚢ﬁ"), min_size=1, max_size=4)
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@pytest.fixture(scope="module")
def both(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    folder = tmp_path_factory.mktemp("words")
    with Store.open(f"sqlite:///{folder}/store.db") as one, Store.open(server.new_url()) as other:
        yield one, other


def told(text: str) -> Document:
    base = article(1).document
    span = replace(base.evidence[0], text=text, end=len(text))
    content = {"source": text, "outlet": None, "title": None, "byline": None, "language": None}
    return sealed(
        Document, document="", evidence=(span,), published=base.published, text=text, parts=(), **content
    )


NUMBERS = count()


def write(store: Store, texts: list[str]) -> None:
    with store.writer() as writer:
        writer.add(entry(next(NUMBERS)), [told(text) for text in texts])


def found(store: Store, text: str) -> list[str]:
    view = store.view()
    listed = sorted(record.id for record in view.records("document", text=text))
    assert sorted(hit.body for hit in view.search(text, kinds=["document"], limit=10_000)) == sorted(
        view.lines(listed).values()
    )
    return listed


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(LINES, min_size=1, max_size=3, unique=True), data=st.data())
def test_both_find_the_same(both: tuple[Store, Store], texts: list[str], data: st.DataObject) -> None:
    for store in both:
        write(store, texts)
    words = data.draw(st.sampled_from(texts)).split()
    first = data.draw(st.integers(0, len(words) - 1))
    row = " ".join(words[first : first + data.draw(st.integers(1, 3))])
    for asked in (row, f'"{row}"', f'"{row.swapcase()}" {words[0]}', *data.draw(st.lists(LINES, max_size=2))):
        if any(letter.isalnum() for letter in asked):
            one, other = (found(store, asked) for store in both)
            assert one == other


# -- any text


def test_a_text_of_megabytes_and_words_of_any_length_are_found(store: Store) -> None:
    many = " ".join(f"word{number}" for number in range(150_000))
    texts = [f"Orlov Ferry. {many} quay", f"Vell {'ж' * 100_000} quay", f"Vell {LONG}", f"Vell {LONG}b"]
    write(store, texts)
    ids = [told(text).id for text in texts]
    assert len(many) > 2**20
    for asked, wanted in [
        ("orlov word149999", {0}), ('"word149999 quay"', {0}), ('"word99 word101"', set()), ("quay", {0, 1}),
        ("ж" * 100_000, {1}), (LONG, {2}), (f'"vell {LONG}B"', {3}), (LONG[:200], set()),
    ]:  # fmt: skip
        assert found(store, asked) == sorted(ids[number] for number in wanted), asked[:20]


@pytest.mark.parametrize("asked", ["river", "river crossing", '"river crossing" depot'])
def test_words_are_looked_up_in_an_index(url: str, asked: str) -> None:
    sqlite = url.startswith("sqlite")
    [plan] = plans(url, [worded(asked, fts=sqlite)])
    assert any("VIRTUAL TABLE INDEX" in step if sqlite else "Index Cond" in step for step in plan)
    assert sqlite or scans(plan) == []


# -- earlier versions


def test_the_texts_of_an_older_store_become_words_and_texts_again(url: str) -> None:
    rows = sa.select(tables.record_texts).order_by(tables.record_texts.c.rowid)
    with writing(url) as connection:
        load(connection, "0009")
        before = connection.execute(rows).all()
    with Store.open(url) as store:
        hits = store.view().search('"took the RIVER crossing"', kinds=["event", "document"], limit=9)
    assert len(hits) == 4
    with writing(url) as connection:
        after = connection.execute(rows).all()
        if not is_sqlite(connection):
            assert [row.words for row in after] == in_rows([row.words for row in before])
        command.downgrade(configured(connection), "0009")
        assert version_of(connection) == "0009"
        again = connection.execute(rows).all()
    assert [row.rowid for row in again] == [row.rowid for row in before]
    if not url.startswith("sqlite"):
        assert [row.words.split() for row in again] == [row.words.split() for row in before]
    with Store.open(url) as store:
        assert store.view().search('"took the RIVER crossing"', kinds=["event", "document"], limit=9) == hits
