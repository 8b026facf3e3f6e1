"""Numbered migrations: the newest is the one the queries know, and every earlier store becomes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from joined import Plain
from keeping import load, writing
from samples import article, entry
from telling import Teller

from dateline.model import Told
from dateline.store import Store, decode, migrate, tables
from dateline.store.migrate import SCRIPTS, upgrade, version_of
from dateline.store.telling import name_word


def numbered() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    return sorted(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())


def test_versions_are_numbered_without_gaps_and_the_last_is_ours() -> None:
    assert numbered() == [f"{number:04}" for number in range(1, len(numbered()) + 1)]
    assert numbered()[-1] == tables.VERSION


def test_migrations_build_the_tables_that_the_queries_know(url: str) -> None:
    Store.open(url).close()
    with writing(url) as connection:
        options = {
            "version_table": tables.VERSION_TABLE,
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith("record_texts"),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, tables.metadata) == []


@pytest.mark.parametrize("version", numbered())
def test_a_store_of_every_version_opens_with_all_it_had(url: str, version: str) -> None:
    """`versions/<number>.sql` holds the rows of two articles as that version wrote them."""
    with writing(url) as connection:
        load(connection, version)
        bodies = connection.exec_driver_sql("SELECT body FROM records ORDER BY document, position").scalars()
        kept = [decode(body) for body in bodies]
    documents = {record.id for record in kept if record.record == "document"}
    assert documents == {article(1).document.id, article(2).document.id}
    with Store.open(url) as store:
        assert {record.id: record for record in store.view().records(None)} == {
            record.id: record for record in kept
        }
        assert list(store.view().records("event", text="river", place="Orlov Ferry", limit=1)) != []
        assert store.view("2031-03-10").count("event") == 2
        with store.writer() as writer:
            assert not writer.add(entry(1), [article(1).document])
            assert writer.add(entry(3), article(3).records)


def test_the_claims_of_an_older_store_are_found_by_what_they_speak_of(url: str) -> None:
    with writing(url) as connection:
        load(connection, "0001")
    Store.open(url).close()
    with writing(url) as connection:
        told = connection.execute(sa.select(tables.matters.c.key, tables.matters.c.day)).all()
    assert sorted(set(told)) == [("ASSAULT@orlov ferry", "2031-03-07"), ("control@orlov ferry", "2031-03-07")]


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_the_reports_of_an_older_store_are_joined_when_that_is_asked_for(url: str, version: str) -> None:
    with writing(url) as connection:
        load(connection, version)
    with Store.open(url) as store:
        assert list(store.view().incidents()) == []
        store.rejoin(Plain())
        [told] = store.view().incidents()
        assert [one.document for one in told] == [article(1).document.id, article(2).document.id]


def test_what_was_decided_in_a_store_of_this_version_stands(url: str) -> None:
    with writing(url) as connection:
        load(connection, "0003")
    with Store.open(url) as store:
        assert [(act.what, act.note) for act in store.view().decisions()] == [("merge", "one crossing")]
        store.rejoin(Plain())
        assert store.view().tally() == (2, 1)


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
def test_who_holds_what_in_an_older_store_is_told_when_that_is_asked_for(url: str, version: str) -> None:
    with writing(url) as connection:
        load(connection, version)
    with Store.open(url) as store:
        assert store.view().told() == []
        store.refresh(Plain(), Teller())
        assert store.view().told() == told_by(1, 2)
        assert store.view().tally()[0] == 2


def test_what_was_told_in_a_store_of_this_version_is_read(url: str) -> None:
    with writing(url) as connection:
        load(connection, "0004")
    with Store.open(url) as store:
        told = store.view().told()
        assert told == told_by(1, 2)
        assert store.view().told([name_word("Orlov Ferry")]) == told
        store.refresh(Plain(), Teller())
        assert store.view().told() == told


def test_the_claims_of_an_older_store_are_sealed_as_if_written_now(url: str, tmp_path: Path) -> None:
    with writing(url) as connection:
        load(connection, "0008")
    with Store.open(url) as store:
        older, last = store.view(), store.view().told_last()
        seals = [older.told_seal(number) for number, _ in older.told_after(0)]
    with Store.open(f"sqlite:///{tmp_path}/new.db") as store:
        with store.writer() as writer:
            for number in (1, 2):
                writer.add(entry(number), article(number).records, joins=Plain(), telling=Teller())
        newer = store.view()
        assert [newer.told_seal(number) for number, _ in newer.told_after(0)] == seals
        assert newer.told_last() == last


def told_by(*numbers: int) -> list[Told]:
    found = [one for number in numbers for one in Teller().told(article(number).records)]
    return sorted(found, key=lambda one: (one.known, one.document))


STEP = '''
"""Pages get a note."""
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"

def upgrade() -> None:
    op.add_column("pages", sa.Column("note", sa.Text))
    {then}
'''


BEFORE = tables.VERSION
NEXT = f"{int(BEFORE) + 1:04}"


def step(then: str) -> str:
    return STEP.format(then=then, revision=NEXT, before=BEFORE)


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program one version ahead of ours, whose migrations lie in the folder returned."""
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "VERSION", NEXT)
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    return scripts


def filled(url: str) -> str:
    with writing(url) as connection:
        upgrade(connection, to=BEFORE)
    return url


def test_an_older_store_is_upgraded_and_keeps_its_records(url: str, next_version: Path) -> None:
    (next_version / "versions" / f"v{NEXT}_note.py").write_text(step("pass"), encoding="utf-8")
    with Store.open(filled(url)) as store, store.writer() as writer:
        writer.add(entry(1), article(1).records)
        assert list(store.view().records(None)) == article(1).records
    with writing(url) as connection:
        assert version_of(connection) == NEXT
        assert "note" in {column["name"] for column in sa.inspect(connection).get_columns("pages")}


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(url: str, next_version: Path) -> None:
    (next_version / "versions" / f"v{NEXT}_note.py").write_text(step("1 / 0"), encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        Store.open(filled(url))
    with writing(url) as connection:
        assert version_of(connection) == BEFORE
        assert "note" not in {column["name"] for column in sa.inspect(connection).get_columns("pages")}
