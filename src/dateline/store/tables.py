"""The tables, as of the newest migration. Queries use these; migrations state their own.

A record is one row whose `body` is its JSON line. What it can be found by lies in narrow tables beside
it: `record_terms` (a facet and a folded word each) and `record_times` (`reach`: days that it lasts at most,
0 where that is more than a year). Words for full-text search lie in
`record_texts`, which is an FTS5 index on SQLite; elsewhere a row has the words of a record's text
(`store/words.py`). `matters` finds claims of other
documents that speak of the same; `record_responses` tells which responses are about a record.

Incidents are rows of `accounts` with the same `incident`. `name` is what the incident is called while this
is its first account; `start` and `stop` are days, empty where unknown. `account_keys` is what an account is
found by, `account_records` the records that it tells of, `account_links` the pairs that weigh above 0.
`decisions` only grows: the rows of one `act` share its number, and a later act may withdraw an earlier one.

`told` is what documents tell of who holds a place, a claim a row; `known` is the day of publication, `seal` a
hash of the claim and of the seal before it. `told_keys` is what it is found by: its place, that place's name,
where it lies, its region.

`ledger` is the ledger of forecasts, each row sealed to the one before it; triggers refuse to change a row.
"""

from __future__ import annotations

import sqlalchemy as sa

__all__ = [
    "VERSION",
    "VERSION_TABLE",
    "AFTER",
    "account_keys",
    "account_links",
    "account_records",
    "accounts",
    "decisions",
    "documents",
    "ledger",
    "matters",
    "metadata",
    "page_documents",
    "pages",
    "record_responses",
    "record_terms",
    "record_texts",
    "record_times",
    "records",
    "told",
    "told_keys",
]

VERSION = "0010"
"""The newest migration; a test holds it equal to the last file in `migrations/versions`."""

VERSION_TABLE = "dateline_version"

AFTER = 2**31 - 1
"""The position of responses to other documents: behind all records of their own, whenever they came."""

metadata = sa.MetaData()

# SQLite numbers rows by itself only when the key is a plain INTEGER.
Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Texts that are ordered or compared are so by code point on every backend, as SQLite does.
Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("digest", Ordered, nullable=False),
    sa.Column("source", Ordered, nullable=False),
    sa.Column("read_at", Ordered, nullable=False, index=True),
    sa.UniqueConstraint("digest", "source", name="uq_pages_digest_source"),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("id", Ordered, nullable=False, unique=True),
    sa.Column("published", Ordered, nullable=False),
    sa.Index("ix_documents_published_id", "published", "id"),
)

page_documents = sa.Table(
    "page_documents",
    metadata,
    sa.Column("document", Number, sa.ForeignKey("documents.number"), primary_key=True),
    sa.Column("page", Number, sa.ForeignKey("pages.number"), primary_key=True),
    sqlite_with_rowid=False,
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("id", Ordered, nullable=False, unique=True),
    sa.Column("document", Number, sa.ForeignKey("documents.number"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", Ordered, nullable=False),
    sa.Column("contested", sa.Boolean, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index("ix_records_document_position", "document", "position", "id", unique=True),
    sa.Index("ix_records_document_kind_position", "document", "kind", "position", "id"),
)

record_terms = sa.Table(
    "record_terms",
    metadata,
    sa.Column("facet", Ordered, primary_key=True),
    sa.Column("term", Ordered, primary_key=True),
    sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True),
    sqlite_with_rowid=False,
)

record_times = sa.Table(
    "record_times",
    metadata,
    sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True, autoincrement=False),
    sa.Column("start", Ordered, nullable=False),
    sa.Column("stop", Ordered, nullable=False),
    sa.Column("reach", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Index("ix_record_times_start_stop", "start", "stop"),
    sa.Index("ix_record_times_reach", "reach", "start", "stop"),
)

matters = sa.Table(
    "matters",
    metadata,
    sa.Column("key", Ordered, primary_key=True),
    sa.Column("day", Ordered, primary_key=True),
    sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True),
    sqlite_with_rowid=False,
)

record_responses = sa.Table(
    "record_responses",
    metadata,
    sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True),
    sa.Column("response", Number, sa.ForeignKey("records.number"), primary_key=True),
    sa.Index("ix_record_responses_response", "response", "record"),
    sqlite_with_rowid=False,
)

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("id", Ordered, nullable=False, unique=True),
    sa.Column("document", Number, sa.ForeignKey("documents.number"), nullable=False, index=True),
    sa.Column("name", Ordered, nullable=False, index=True),
    sa.Column("incident", Ordered, nullable=False),
    sa.Column("start", Ordered, nullable=False),
    sa.Column("stop", Ordered, nullable=False),
    sa.Column("dated", sa.Boolean, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index("ix_accounts_incident", "incident", "dated", "start"),
    sa.Index("ix_accounts_start_incident", "start", "incident"),
)

account_keys = sa.Table(
    "account_keys",
    metadata,
    sa.Column("key", Ordered, primary_key=True),
    sa.Column("day", Ordered, primary_key=True),
    sa.Column("account", Number, sa.ForeignKey("accounts.number"), primary_key=True),
    sqlite_with_rowid=False,
)

account_records = sa.Table(
    "account_records",
    metadata,
    sa.Column("record", Number, sa.ForeignKey("records.number"), primary_key=True),
    sa.Column("account", Number, sa.ForeignKey("accounts.number"), primary_key=True),
    sa.Index("ix_account_records_account", "account", "record"),
    sqlite_with_rowid=False,
)

account_links = sa.Table(
    "account_links",
    metadata,
    sa.Column("one", Number, sa.ForeignKey("accounts.number"), primary_key=True),
    sa.Column("other", Number, sa.ForeignKey("accounts.number"), primary_key=True),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index("ix_account_links_other", "other", "one", "weight"),
    sqlite_with_rowid=False,
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("act", Number, nullable=False, index=True),
    sa.Column("made_at", Ordered, nullable=False),
    sa.Column("what", Ordered, nullable=False),
    sa.Column("one", Ordered, nullable=False, index=True),
    sa.Column("other", Ordered, nullable=False, index=True),
    sa.Column("note", sa.Text),
    sa.Column("withdraws", Number),
    sa.Index("ix_decisions_withdraws", "withdraws", "act"),
)

told = sa.Table(
    "told",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("document", Number, sa.ForeignKey("documents.number"), nullable=False, index=True),
    sa.Column("known", Ordered, nullable=False, index=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("seal", Ordered, nullable=False, server_default=""),
)

told_keys = sa.Table(
    "told_keys",
    metadata,
    sa.Column("key", Ordered, primary_key=True),
    sa.Column("told", Number, sa.ForeignKey("told.number"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("seq", Number, primary_key=True, autoincrement=False),
    sa.Column("at", Ordered, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("kind", Ordered, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", Ordered, nullable=False),
    sa.Column("hash", Ordered, nullable=False),
)

record_texts = sa.table("record_texts", sa.column("rowid", sa.BigInteger), sa.column("words", sa.Text))
"""No `Table`: on SQLite it is virtual, and no migration tool should compare it."""
