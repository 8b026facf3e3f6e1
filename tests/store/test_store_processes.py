"""Several processes, and processes that die: nothing reported as written is lost, nothing is half there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import sqlalchemy as sa
from joined import Plain
from samples import article, entry
from writing_process import long_page

import dateline
from dateline.store import Store

PROGRAM = Path(__file__).parent / "writing_process.py"
ROOM = {
    "PYTHONPATH": str(Path(dateline.__file__).parents[1]),
    # Many short-lived processes: without compiled modules each would spend seconds on imports.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(gettempdir()) / "dateline-test-pycache"),
}


def started(url: str, first: int, last: int) -> subprocess.Popen[str]:
    """A process that is ready to open the store; it waits for a line."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), url, str(first), str(last)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | ROOM,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def told_to_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def killed(url: str, first: int, *, pages: int, delay: float) -> list[int]:
    """Start a writer, kill it a little after it has reported some pages, and give all that it reported."""
    process = started(url, first, first + 10_000)
    told_to_go(process)
    assert process.stdout is not None
    reported = [int(process.stdout.readline()) for _ in range(pages)]
    time.sleep(delay)
    process.kill()
    rest = process.communicate()[0].split("\n")
    # What stands after the last newline was cut off in the middle.
    return reported + [int(line) for line in rest[:-1]]


def assert_whole(url: str, reported: list[int]) -> int:
    """Check that reported pages are there and whole, and at most one more; give the number of pages."""
    with Store.open(url) as store:
        view = store.view()
        sources = {document.source: document.id for document in view.documents()}
        assert {f"page-{number}.txt" for number in reported} <= set(sources)
        assert sources.keys() == {page.source for page in view.pages()}
        for source, id in sources.items():
            number = int(source.removeprefix("page-").removesuffix(".txt"))
            assert list(view.records(None, document=id)) == long_page(number)
        assert view.count("event") == len(sources)
        # All pages tell of one happening, and what was written of it is as if it were made anew.
        assert view.tally() == (len(sources), min(1, len(sources)))
        told = list(view.incidents())
        store.rejoin(Plain())
        assert list(store.view().incidents()) == told
        asked: tuple[dict[str, Any], ...] = (
            {"place": "Orlov Ferry"},
            {"text": "crossing"},
            {"since": "2031-03-07"},
        )
        for filters in asked:
            assert len(list(view.records("event", **filters))) == len(sources)
        return len(sources)


def assert_sound(url: str) -> None:
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
    engine.dispose()


def test_a_killed_process_loses_nothing_that_it_reported_as_written(url: str) -> None:
    chance = random.Random(7)
    reported: list[int] = []
    for kill in range(4):
        reported += killed(url, 1000 * kill, pages=1 + kill, delay=chance.uniform(0, 0.05))
        there = assert_whole(url, reported)
        # One page may have been committed and not yet reported at each kill.
        assert len(reported) <= there <= len(reported) + kill + 1
    assert_sound(url)
    with Store.open(url) as store, store.writer() as writer:
        assert not writer.add(entry(reported[-1]), long_page(reported[-1]), joins=Plain())
        assert writer.add(entry(9999), long_page(9999), joins=Plain())
    assert_whole(url, [*reported, 9999])


def test_a_process_killed_while_it_makes_the_store_leaves_one_that_opens(new_url: Callable[[], str]) -> None:
    for delay in (0.0, 0.03, 0.1):
        url = new_url()
        process = started(url, 0, 10_000)
        told_to_go(process)
        time.sleep(delay)
        process.kill()
        process.communicate()
        assert_whole(url, [])


def test_two_processes_open_a_new_store_and_write_at_once(url: str) -> None:
    # The ranges overlap: both write pages 5 to 9.
    processes = [started(url, 0, 10), started(url, 5, 15)]
    for process in processes:
        told_to_go(process)
    outputs = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert [len(output.split()) for output in outputs] == [10, 10]
    assert assert_whole(url, list(range(15))) == 15
    assert_sound(url)


def test_a_reader_sees_whole_pages_while_another_process_writes(url: str) -> None:
    process = started(url, 0, 20)
    told_to_go(process)
    assert process.stdout is not None
    assert process.stdout.readline() == "0\n"
    whole = len(long_page(0))
    with Store.open(url) as store:
        seen = [store.view().count(None)]
        while process.poll() is None and len(seen) < 1000:
            seen.append(store.view().count(None))
    process.communicate(timeout=60)
    assert seen == sorted(seen)
    assert all(count % whole == 0 for count in seen)
    with Store.open(url) as store:
        assert store.view().get(article(19).event.id) == article(19).event
