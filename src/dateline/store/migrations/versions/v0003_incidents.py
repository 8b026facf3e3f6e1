"""Accounts of happenings, what they can be found by, how they are linked, and what people decided of them.

Documents that are there already get no accounts here, since making these is not the store's: `Store.rejoin`
and the command for it do that.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    _accounts()
    _found_by()
    _links()
    _decisions()


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("number", Number, primary_key=True),
        sa.Column("id", Ordered, nullable=False, unique=True),
        sa.Column("document", Number, sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("name", Ordered, nullable=False),
        sa.Column("incident", Ordered, nullable=False),
        sa.Column("start", Ordered, nullable=False),
        sa.Column("stop", Ordered, nullable=False),
        sa.Column("dated", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_accounts_document", "accounts", ["document"])
    op.create_index("ix_accounts_name", "accounts", ["name"])
    op.create_index("ix_accounts_incident", "accounts", ["incident", "dated", "start"])


def _found_by() -> None:
    op.create_table(
        "account_keys",
        sa.Column("key", Ordered, primary_key=True),
        sa.Column("day", Ordered, primary_key=True),
        sa.Column("account", Number, sa.ForeignKey("accounts.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_records",
        sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True),
        sa.Column("account", Number, sa.ForeignKey("accounts.number"), primary_key=True),
        sqlite_with_rowid=False,
    )


def _links() -> None:
    op.create_table(
        "account_links",
        sa.Column("one", Number, sa.ForeignKey("accounts.number"), primary_key=True),
        sa.Column("other", Number, sa.ForeignKey("accounts.number"), primary_key=True),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_account_links_other", "account_links", ["other", "one", "weight"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", Number, primary_key=True),
        sa.Column("act", Number, nullable=False),
        sa.Column("made_at", Ordered, nullable=False),
        sa.Column("what", Ordered, nullable=False),
        sa.Column("one", Ordered, nullable=False),
        sa.Column("other", Ordered, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("withdraws", Number),
    )
    op.create_index("ix_decisions_one", "decisions", ["one"])
    op.create_index("ix_decisions_other", "decisions", ["other"])
    op.create_index("ix_decisions_act", "decisions", ["act"])
    op.create_index("ix_decisions_withdraws", "decisions", ["withdraws", "act"])
