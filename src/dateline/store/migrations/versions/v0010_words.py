"""PostgreSQL too finds words by an index, and the same ones as SQLite: neither case nor accents count.

Before, a search went through the texts themselves. Now `record_texts` holds the words of each text in a row,
and an index lists in which rows a word is. Its own kind of text index takes no text over a megabyte.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op

from dateline.store.codec import decode
from dateline.store.facets import facets
from dateline.store.words import in_rows

revision = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None

# Texts at once: a record's are a sentence or two and a document's a few pages, so some hundred kilobytes.
_AT_ONCE = 500


def upgrade() -> None:
    """Keep words in place of texts, and add the index."""
    if op.get_bind().dialect.name != "postgresql":
        return
    # By code point: a language's order is slower, and differs from one version of its library to the next.
    _replaced(sa.Text(collation="C"), "SELECT rowid, words FROM record_texts WHERE rowid > :last", in_rows)
    # The index must be as today's program seeks it.
    op.execute("CREATE INDEX ix_record_texts_words ON record_texts USING gin (string_to_array(words, ' '))")
    # Until it is known how common words are, all are taken for rare, and half of all records are listed.
    op.execute("ANALYZE record_texts")


def downgrade() -> None:
    """Keep texts again, as the records have them, without an index."""
    if op.get_bind().dialect.name == "postgresql":
        _replaced(
            sa.Text(), "SELECT number AS rowid, body AS words FROM records WHERE number > :last", _texts
        )


def _texts(bodies: Sequence[str]) -> list[str]:
    return [facet.words for body in bodies for facet in facets([decode(body)])]


def _replaced(kind: sa.Text, found: str, made: Callable[[Sequence[str]], list[str]]) -> None:
    """Fill a new table with what is made of what is found, and put it in place of the old one.

    Rows that were changed where they stand would leave as many behind, which the table would keep.
    """
    columns = sa.Column("rowid", sa.BigInteger, autoincrement=False), sa.Column("words", kind, nullable=False)
    table = op.create_table("record_texts_new", *columns)
    connection, last = op.get_bind(), -1
    some = sa.text(f"{found} ORDER BY 1 LIMIT {_AT_ONCE}")
    while rows := connection.execute(some, {"last": last}).all():
        filled = zip((row.rowid for row in rows), made([row.words for row in rows]), strict=True)
        if new := [{"rowid": number, "words": words} for number, words in filled if words]:
            connection.execute(sa.insert(table), new)
        last = rows[-1].rowid
    op.drop_table("record_texts")
    op.rename_table("record_texts_new", "record_texts")
    op.create_primary_key("record_texts_pkey", "record_texts", ["rowid"])
