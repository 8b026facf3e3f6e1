"""Claims of who holds what are sealed, each to those before it: one row tells whether a picture is current.

A picture that somebody keeps holds as long as the seal of the last claim that it rests on stands where it
stood; without it all claims would have to be looked at again.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None

Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# Rows that are sealed at once: a long war has a hundred thousand, of two thousand letters each.
_AT_ONCE = 1_000


def upgrade() -> None:
    """Add the column, and seal what is there."""
    op.add_column("told", sa.Column("seal", Ordered, nullable=False, server_default=""))
    told = sa.table("told", sa.column("number"), sa.column("body"), sa.column("seal"))
    connection, last, seal = op.get_bind(), 0, ""
    some = sa.select(told.c.number, told.c.body).order_by(told.c.number).limit(_AT_ONCE)
    change = sa.update(told).where(told.c.number == sa.bindparam("at")).values(seal=sa.bindparam("by"))
    while rows := connection.execute(some.where(told.c.number > last)).all():
        sealed = []
        for row in rows:
            seal = hashlib.sha256(f"{seal}\n{row.body}".encode()).hexdigest()[:16]
            sealed.append({"at": row.number, "by": seal})
        connection.execute(change, sealed)
        last = rows[-1].number
