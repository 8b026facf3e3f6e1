"""Pages, documents, records and what they are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Build the first tables."""
    _sources()
    _records()
    _indexes()
    _texts()


def _sources() -> None:
    op.create_table(
        "pages",
        sa.Column("number", Number, primary_key=True),
        sa.Column("digest", Ordered, nullable=False),
        sa.Column("source", Ordered, nullable=False),
        sa.Column("read_at", Ordered, nullable=False, index=True),
        sa.UniqueConstraint("digest", "source", name="uq_pages_digest_source"),
    )
    op.create_table(
        "documents",
        sa.Column("number", Number, primary_key=True),
        sa.Column("id", Ordered, nullable=False, unique=True),
        sa.Column("published", Ordered, nullable=False),
    )
    op.create_index("ix_documents_published_id", "documents", ["published", "id"])
    op.create_table(
        "page_documents",
        sa.Column("document", Number, sa.ForeignKey("documents.number"), primary_key=True),
        sa.Column("page", Number, sa.ForeignKey("pages.number"), primary_key=True),
        sqlite_with_rowid=False,
    )


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("number", Number, primary_key=True),
        sa.Column("id", Ordered, nullable=False, unique=True),
        sa.Column("document", Number, sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", Ordered, nullable=False),
        sa.Column("contested", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_records_document_position", "records", ["document", "position"], unique=True)
    op.create_index("ix_records_document_kind_position", "records", ["document", "kind", "position"])


def _indexes() -> None:
    op.create_table(
        "record_terms",
        sa.Column("facet", Ordered, primary_key=True),
        sa.Column("term", Ordered, primary_key=True),
        sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "record_times",
        sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True, autoincrement=False),
        sa.Column("start", Ordered, nullable=False),
        sa.Column("stop", Ordered, nullable=False),
    )
    op.create_index("ix_record_times_start_stop", "record_times", ["start", "stop"])


def _texts() -> None:
    """On SQLite an index without a copy of the words, since they already stand in the records' bodies."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE record_texts USING fts5"
            "(words, content='', tokenize='unicode61 remove_diacritics 2')"
        )
        return
    op.create_table(
        "record_texts",
        sa.Column("rowid", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("words", sa.Text, nullable=False),
    )
