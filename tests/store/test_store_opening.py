"""Opening: folders are made, and whatever is wrong is one clear line."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from postgres_server import Server
from samples import Article, article, entry

from dateline.errors import StoreError
from dateline.model import Record
from dateline.store import Store
from dateline.store.engine import connect, locked_for_writing


def test_folders_are_made_and_a_path_will_do(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "record.db"
    with Store.open(str(path)) as store, store.writer() as writer:
        assert writer.add(entry(1), article(1).records)
    with Store.open(f"sqlite:///{path}") as store:
        assert store.view().count("event") == 1


def test_a_store_opens_again_with_what_it_had(url: str) -> None:
    with Store.open(url) as store, store.writer() as writer:
        writer.add(entry(1), article(1).records)
    with Store.open(url) as store:
        assert list(store.view().records(None)) == article(1).records


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("sqlite://", "in memory"),
        (":memory:", "in memory"),
        ("nonsense://somewhere/else", "nonsense"),
        ("sqlite://host/path.db:", "SQLite"),
        ("://", "no address of a store"),
    ],
)
def test_addresses_that_make_no_sense(address: str, message: str) -> None:
    with pytest.raises(StoreError) as raised:
        Store.open(address)
    assert message.lower() in str(raised.value).lower()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Nothing but notes here.\n" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="it is not a database"):
        Store.open(str(path))
    assert path.read_text(encoding="utf-8").startswith("Nothing but notes")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(str(tmp_path))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot make the folder"):
        Store.open(str(tmp_path / "file" / "record.db"))


def test_a_database_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="something other than a Dateline store"):
        Store.open(str(path))


def test_a_store_that_is_newer_than_the_program(url: str) -> None:
    Store.open(url).close()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE dateline_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"version 9999 .* install a newer Dateline"):
        Store.open(url)


def test_a_read_only_store_can_be_read_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Store.open(str(path)) as store, store.writer() as writer:
        writer.add(entry(1), article(1).records)
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as store, store.writer() as writer:
        assert store.view().count("event") == 1
        with pytest.raises(StoreError, match="read-only"):
            writer.add(entry(2), article(2).records)


def test_a_new_store_cannot_be_made_where_nothing_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match="read-only"):
        Store.open(f"sqlite:///file:{path}?mode=ro&uri=true")


def much(one: Article) -> list[Record]:
    """More records than the free pages of a database have room for."""
    return [replace(one.statement, id=f"{number:016x}") for number in range(2000)]


def test_a_full_disk_loses_no_earlier_page(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Store.open(str(path)) as store, store.writer() as writer:
        writer.add(entry(1), article(1).records)
        # SQLite's own limit on a database's size gives the very error that a full disk gives.
        sa.event.listen(
            store._engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1")
        )
        with pytest.raises(StoreError, match="disk is full"):
            writer.add(entry(2), [*article(2).records, *much(article(2))])
    with Store.open(str(path)) as store:
        assert list(store.view().records(None)) == article(1).records


def test_waiting_for_a_lock_ends(url: str) -> None:
    other = connect(url, patience=5)
    with Store.open(url, patience=0.1) as store, store.writer() as writer:
        with (
            other.connect() as connection,
            locked_for_writing(connection),
            pytest.raises(StoreError, match="locked for too long"),
        ):
            writer.add(entry(1), article(1).records)
        assert writer.add(entry(1), article(1).records)
    other.dispose()


def test_a_server_that_cannot_be_reached_is_one_clear_error_without_the_password() -> None:
    # No server listens on the port of a service that is long gone.
    with pytest.raises(StoreError, match="cannot open the store postgresql") as raised:
        Store.open("postgresql://ada:secret@127.0.0.1:1/reports")
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_database_that_is_not_there_is_named(server: Server) -> None:
    with pytest.raises(StoreError, match='database "nowhere" does not exist'):
        Store.open(server.new_url().replace("/postgres?", "/nowhere?"))


def test_who_may_only_look_reads_and_is_told_that_writing_is_not_allowed(server: Server) -> None:
    url = server.new_url()
    with Store.open(url) as store, store.writer() as writer:
        writer.add(entry(1), article(1).records)
    schema = url.rpartition("%3D")[2]
    with server.connected() as connection:
        connection.execute("CREATE ROLE onlooker LOGIN")
        connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO onlooker")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO onlooker")
    with Store.open(url.replace("//dateline@", "//onlooker@")) as store, store.writer() as writer:
        assert list(store.view().records(None)) == article(1).records
        with pytest.raises(StoreError, match="permission denied"):
            writer.add(entry(2), article(2).records)


def test_the_driver_need_not_be_named(server: Server) -> None:
    url = server.new_url()
    with Store.open(url.replace("postgresql+psycopg", "postgresql")) as store, store.writer() as writer:
        assert writer.add(entry(1), article(1).records)
    with Store.open(url.replace("postgresql+psycopg", "postgres")) as store:
        assert store.view().count("event") == 1


def test_a_damaged_store_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Store.open(str(path)) as store, store.writer() as writer:
        for number in range(20):
            writer.add(entry(number), article(number).records)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(StoreError, match="damaged"), Store.open(str(path)) as store:
        list(store.view().records(None))


def test_an_unreadable_record_is_named_as_such(url: str) -> None:
    with Store.open(url) as store, store.writer() as writer:
        writer.add(entry(1), article(1).records)
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.execute(sa.text("UPDATE records SET body = '{}' WHERE kind = 'event'"))
        engine.dispose()
        with pytest.raises(StoreError, match="no record"):
            list(store.view().records("event"))


def test_commits_wait_for_the_disk(store: Store) -> None:
    if store._engine.dialect.name == "sqlite":
        with store._engine.connect() as connection:
            found = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
        assert found == ["wal", 2, 1]


def loaded_by(code: str) -> set[str]:
    report = f"import sys\n{code}\nprint(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", report], capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_what_is_not_needed_is_not_imported(tmp_path: Path) -> None:
    url = str(tmp_path / "record.db")
    Store.open(url).close()
    assert "sqlalchemy" not in loaded_by("from dateline.store import encode")
    assert "alembic" not in loaded_by(
        f"from dateline.store import Store\nStore.open({url!r}).view().count('event')"
    )
