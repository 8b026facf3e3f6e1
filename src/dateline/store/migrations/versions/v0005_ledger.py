"""The ledger of forecasts, whose rows are only ever added: the database itself refuses to change them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# INSERT OR REPLACE deletes without asking a DELETE trigger, so a row that is not behind the last is refused.
_SQLITE = (
    "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is only ever added to'); END",
    "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is only ever added to'); END",
    "CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger "
    "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger) BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is only ever added to'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the ledger is only ever added to'; END $$",
    "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger "
    "FOR EACH ROW EXECUTE FUNCTION ledger_refuses()",
    "CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()",
)


def upgrade() -> None:
    """Add the table and its guards."""
    op.create_table(
        "ledger",
        sa.Column("seq", Number, primary_key=True, autoincrement=False),
        sa.Column("at", Ordered, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("kind", Ordered, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", Ordered, nullable=False),
        sa.Column("hash", Ordered, nullable=False),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
