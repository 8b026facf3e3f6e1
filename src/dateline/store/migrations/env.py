"""Run by Alembic: the connection comes from the caller, already inside the one transaction of the upgrade."""

from __future__ import annotations

from alembic import context

from dateline.store.tables import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
