"""What claims speak of, so that those of other documents are found, and what responses are about.

Responses between documents stand behind a document's own records, in order of their ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from dateline.store.codec import decode
from dateline.store.matters import matters

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables and fill them from the records that are there."""
    _tables()
    _order()
    _fill()


def _tables() -> None:
    op.create_table(
        "matters",
        sa.Column("key", Ordered, primary_key=True),
        sa.Column("day", Ordered, primary_key=True),
        sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "record_responses",
        sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True),
        sa.Column("response", Number, sa.ForeignKey("records.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_record_responses_response", "record_responses", ["response", "record"])


def _order() -> None:
    op.drop_index("ix_records_document_position", "records")
    op.drop_index("ix_records_document_kind_position", "records")
    op.create_index("ix_records_document_position", "records", ["document", "position", "id"], unique=True)
    op.create_index("ix_records_document_kind_position", "records", ["document", "kind", "position", "id"])


def _fill() -> None:
    bind = op.get_bind()
    table = sa.table("matters", sa.column("key"), sa.column("day"), sa.column("record"))
    for number, published in list(bind.execute(sa.text("SELECT number, published FROM documents"))):
        rows = list(_rows(bind, number, published))
        if rows:
            bind.execute(sa.insert(table), rows)


def _rows(bind: sa.Connection, document: int, published: str) -> Iterator[dict[str, Any]]:
    # The index must be as today's program seeks it, so this does not keep an older way of making it.
    query = sa.text(
        "SELECT number, body FROM records WHERE document = :document "
        "AND kind IN ('claim', 'event', 'figure', 'control')"
    )
    found = [(row.number, decode(row.body)) for row in bind.execute(query, {"document": document})]
    numbers = {record.id: number for number, record in found}
    records = [record for _, record in found]
    for matter in matters(records, {record.document: published for record in records}):
        yield {"key": matter.key, "day": matter.day, "record": numbers[matter.claim]}
