"""The ledger in the store: only ever added to, and no change of what is there goes unseen."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from keep_version import QUESTION
from keeping import load, writing
from postgres_server import Server
from test_store_processes import ROOM, told_to_go

from dateline.errors import LedgerError, UsageError
from dateline.forecast.ledger import body_of, faults
from dateline.model.ledger import FIRST, Correction, LedgerEntry, canonical, hash_of
from dateline.store import Store

HERE = Path(__file__).parent
GUARDS = {
    "sqlite": ("ledger_no_update", "ledger_no_delete", "ledger_in_order"),
    "postgresql": (
        "ledger_no_change ON ledger",
        "ledger_no_truncate ON ledger",
        "ledger_in_order ON ledger",
    ),
}


def added(store: Store, day: int, author: str = "Ada") -> LedgerEntry:
    with store.writer() as writer:
        [entry] = writer.enter(
            lambda _: [QUESTION], at=lambda: f"2031-03-{day:02}T10:00+02:00", author=author
        )
    return entry


def run(url: str, *statements: str) -> None:
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def edited(url: str, *statements: str) -> list[LedgerEntry]:
    """The entries after somebody with a database tool has taken the guards away and changed the past."""
    guards = GUARDS[sa.make_url(url).get_backend_name()]
    run(url, *(f"DROP TRIGGER {name}" for name in guards), *statements)
    with Store.open(url) as store:
        return store.view().ledger()


def test_entries_are_read_back_in_order_and_follow_each_other(store: Store) -> None:
    made = [added(store, day) for day in (1, 2, 3)]
    assert store.view().ledger() == made
    assert [entry.seq for entry in made] == [1, 2, 3]
    assert [entry.previous for entry in made] == [FIRST, made[0].hash, made[1].hash]
    assert made[0].at == "2031-03-01T08:00:00.000000Z"
    assert body_of(made[2]) == QUESTION
    assert faults(made) == []


def test_the_ledger_of_an_earlier_moment_has_what_was_entered_by_then(store: Store) -> None:
    made = [added(store, day) for day in (1, 2, 3)]
    assert store.view("2031-03-02").ledger() == made[:2]
    assert store.view("2031-02-01").ledger() == []


def test_what_is_composed_sees_what_is_there_and_its_failure_adds_nothing(store: Store) -> None:
    first = added(store, 1)
    with store.writer() as writer:
        with pytest.raises(ZeroDivisionError):
            writer.enter(
                lambda entries: [QUESTION][len(entries) // 0 :], at=lambda: "2031-03-02", author="Ada"
            )
        writer.enter(
            lambda entries: [Correction(entries[-1].seq, "a slip")], at=lambda: "2031-03-02", author="Ben"
        )
    assert [entry.kind for entry in store.view().ledger()] == ["question", "correction"]
    assert store.view().ledger()[0] == first


def test_no_entry_is_older_than_the_one_before(store: Store) -> None:
    added(store, 2)
    with pytest.raises(UsageError, match="not before it"):
        added(store, 1)
    assert len(store.view().ledger()) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET author = 'Ben' WHERE seq = 1",
        "DELETE FROM ledger WHERE seq = 2",
        "DELETE FROM ledger",
        "INSERT INTO ledger SELECT seq, at, 'Ben', kind, body, previous, hash FROM ledger WHERE seq = 1 "
        "ON CONFLICT (seq) DO UPDATE SET author = 'Ben'",
        "INSERT INTO ledger SELECT 9, at, author, kind, body, previous, hash FROM ledger WHERE seq = 1",
    ],
)
def test_the_database_itself_refuses_to_change_entries(url: str, statement: str) -> None:
    assert_refused(url, statement)


def test_sqlite_refuses_to_replace_entries(tmp_path: Path) -> None:
    # It deletes what it replaces without asking a trigger of deletions.
    replaced = "INSERT OR REPLACE INTO ledger SELECT seq, at, 'Ben', kind, body, previous, hash FROM ledger"
    assert_refused(f"sqlite:///{tmp_path / 'store.db'}", replaced)


def test_postgresql_refuses_to_empty_the_table(server: Server) -> None:
    assert_refused(server.new_url(), "TRUNCATE ledger")


def assert_refused(url: str, statement: str) -> None:
    with Store.open(url) as store:
        made = [added(store, day) for day in (1, 2)]
    with pytest.raises(sa.exc.DBAPIError, match="only ever added to"):
        run(url, statement)
    with Store.open(url) as store:
        assert store.view().ledger() == made


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE ledger SET author = 'Ben' WHERE seq = 2", 2),
        ("UPDATE ledger SET at = '2031-03-01T08:00:00.000001Z' WHERE seq = 2", 2),
        ("UPDATE ledger SET body = replace(body, 'both', 'our') WHERE seq = 1", 1),
        ("DELETE FROM ledger WHERE seq = 2", 2),
        ("DELETE FROM ledger WHERE seq = 1", 1),
    ],
)
def test_an_edited_past_is_found_where_it_was_edited(url: str, statement: str, place: int) -> None:
    with Store.open(url) as store:
        for day in (1, 2, 3):
            added(store, day)
    found = faults(edited(url, statement))
    assert found
    assert found[0].place == place


def test_an_edit_with_a_new_hash_is_found_at_the_next_entry(url: str) -> None:
    with Store.open(url) as store:
        first = added(store, 1)
        added(store, 2)
    forged = LedgerEntry(1, first.at, "Ben", first.kind, first.body, first.previous, "")
    found = faults(edited(url, f"UPDATE ledger SET author = 'Ben', hash = '{hash_of(forged)}' WHERE seq = 1"))
    assert [(fault.place, "does not follow" in fault.what) for fault in found] == [(2, True)]


def test_that_the_last_entries_are_gone_shows_against_a_hash_noted_elsewhere(url: str) -> None:
    with Store.open(url) as store:
        added(store, 1)
        last = added(store, 2)
    left = edited(url, "DELETE FROM ledger WHERE seq = 2")
    assert faults(left) == []
    assert len(faults(left, head=last.hash)) == 1


def test_a_longer_copy_extends_the_ledger_and_another_one_does_not(
    store: Store, new_url: Callable[[], str]
) -> None:
    made = [added(store, day) for day in (1, 2, 3)]
    with Store.open(new_url()) as copy:
        with copy.writer() as writer:
            assert [
                writer.extend_ledger(made[:2]),
                writer.extend_ledger(made),
                writer.extend_ledger(made),
            ] == [
                2,
                1,
                0,
            ]
        assert copy.view().ledger() == made
    with Store.open(new_url()) as other:
        mine = added(other, 1, "Ben")
        with other.writer() as writer, pytest.raises(LedgerError, match="part at entry 1"):
            writer.extend_ledger(made)
        assert other.view().ledger() == [mine]


def test_two_processes_that_add_at_once_make_one_chain(url: str) -> None:
    Store.open(url).close()
    program = str(HERE / "ledger_process.py")
    processes = [
        subprocess.Popen(
            [sys.executable, program, url, author, "12"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ROOM,
        )
        for author in ("Ada", "Ben")
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        told_to_go(process)
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0]
    with Store.open(url) as store:
        entries = store.view().ledger()
    assert Counter(entry.author for entry in entries) == {"Ada": 12, "Ben": 12}
    assert faults(entries) == []


def test_the_ledger_of_a_store_of_this_version_is_read_and_goes_on(url: str) -> None:
    with writing(url) as connection:
        load(connection, "0005")
    with Store.open(url) as store:
        [entry] = store.view().ledger()
        assert entry.body == canonical(QUESTION)
        added(store, 20)
        assert faults(store.view().ledger()) == []
