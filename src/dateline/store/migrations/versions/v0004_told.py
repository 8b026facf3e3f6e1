"""What documents tell of who holds which place, and what that can be found by.

Documents that are there already tell nothing here, since making it is not the store's: `Store.refresh`
and the command for it do that.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "told",
        sa.Column("number", Number, primary_key=True),
        sa.Column("document", Number, sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("known", Ordered, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_told_document", "told", ["document"])
    op.create_index("ix_told_known", "told", ["known"])
    op.create_table(
        "told_keys",
        sa.Column("key", Ordered, primary_key=True),
        sa.Column("told", Number, sa.ForeignKey("told.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_told_keys_told", "told_keys", ["told"])
