"""PostgreSQL too refuses an entry of the ledger that is not behind the last one; SQLite does since 0005.

An INSERT … ON CONFLICT is refused with it, before it could become an update.
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

_POSTGRESQL = (
    "CREATE FUNCTION ledger_keeps_order() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger) THEN "
    "RAISE EXCEPTION 'the ledger is only ever added to'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger "
    "FOR EACH ROW EXECUTE FUNCTION ledger_keeps_order()",
)


def upgrade() -> None:
    """Add the guard."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)
