"""Writes `versions/<newest>.sql`: the rows of two articles as the newest version keeps them.

Run it once when a migration is added (`PYTHONPATH=src python tests/store/keep_version.py`) and commit the
file; earlier files are never changed, since stores of those versions are out in the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from joined import Plain
from keeping import FOLDER
from samples import article, entry
from telling import Teller

from dateline.model.ledger import Question
from dateline.store import Store, decode, tables
from dateline.store.facets import facets
from dateline.store.words import in_rows

QUESTION = Question(
    text="Will Norland hold Orlov Ferry on 1 May 2031?", rule="Yes if both staffs say so.", due="2031-05-01",
    condition=None, tags=("norland",), lacks=(), evidence=(), record=None,
)  # fmt: skip


def quoted(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def rows(connection: sa.Connection) -> Iterator[str]:
    for table in tables.metadata.sorted_tables:
        for row in connection.execute(sa.select(table).order_by(*table.primary_key)):
            yield f"INSERT INTO {table.name} VALUES ({', '.join(map(quoted, row))});"
    # The full-text index keeps no copy of the words, so they are told from the records again.
    for row in connection.execute(sa.select(tables.records.c.number, tables.records.c.body)):
        [facet] = facets([decode(row.body)])
        [words] = in_rows([facet.words])
        yield f"INSERT INTO record_texts (rowid, words) VALUES ({row.number}, {quoted(words)});"


def main() -> None:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/store.db"
        with Store.open(url) as store, store.writer() as writer:
            for number in (1, 2):
                writer.add(entry(number), article(number).records, joins=Plain(), telling=Teller())
            ids = [account.id for told in store.view().incidents() for account in told]
            writer.decide("merge", [(ids[0], ids[1])], Plain(), made_at="2031-03-11", note="one crossing")
            writer.enter(lambda _: [QUESTION], at=lambda: "2031-03-12T10:00Z", author="Ada")
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            text = "\n".join(line.replace("\n", " ") for line in rows(connection))
        engine.dispose()
    (FOLDER / f"{tables.VERSION}.sql").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
