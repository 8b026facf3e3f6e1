"""Incidents listed part by part: indexes for walking them by day, and from an account to its records."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("ix_accounts_start_incident", "accounts", ["start", "incident"])
    op.create_index("ix_account_records_account", "account_records", ["account", "record"])
