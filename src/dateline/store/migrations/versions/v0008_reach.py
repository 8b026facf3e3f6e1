"""How long each span of days is at most, so that a few days are found among what begins near them.

Before, all that began earlier was gone through. 0 stands for longer than a year, and for what is not told.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

# A side that is open is written as the first or the last instant that there is.
_DAYS = {
    "sqlite": "julianday(stop) - julianday(start)",
    "postgresql": "extract(epoch FROM CAST(stop AS timestamp) - CAST(start AS timestamp)) / 86400",
}
_FILLED = (
    "UPDATE record_times SET reach = CASE WHEN {days} <= 1 THEN 1 WHEN {days} <= 31 THEN 31 "
    "WHEN {days} <= 366 THEN 366 ELSE 0 END WHERE start > '0001' AND stop < '9999'"
)


def upgrade() -> None:
    """Add the column and its index, and fill it."""
    reach = sa.Column("reach", sa.Integer, nullable=False, server_default=sa.text("0"))
    op.add_column("record_times", reach)
    op.execute(_FILLED.format(days=_DAYS[op.get_bind().dialect.name]))
    op.create_index("ix_record_times_reach", "record_times", ["reach", "start", "stop"])
