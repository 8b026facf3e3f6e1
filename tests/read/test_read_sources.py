"""Paths, directories, standard input and addresses; whatever fails is one clear line."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.model import Page
from dateline.read import Failure, Limits, pages
from tests.read.servers import Reply, serving

BODY = b"The brigade left the town on Tuesday, the governor said."
OPEN = Limits(allow_private=True, timeout_s=5)


def read(*sources: str, stdin: bytes | None = None, limits: Limits = OPEN) -> list[Page | Failure]:
    return list(pages(sources, stdin=None if stdin is None else io.BytesIO(stdin), limits=limits))


# --- files --------------------------------------------------------------------------------------------


def test_directory_is_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "c/d.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(BODY)
    (tmp_path / "z.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = read(str(tmp_path))
    names = [Path(item.source).relative_to(tmp_path).as_posix() for item in found]
    assert names == ["a.txt", "b.txt", "z.png", "c/d.txt"]
    assert [isinstance(item, Failure) for item in found] == [False, False, True, False]


def test_failures_do_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_bytes(BODY)
    (tmp_path / "big.txt").write_bytes(b"x" * 101)
    names = ["missing.txt", "empty.txt", "big.txt", "good.txt"]
    found = read(
        *(str(tmp_path / name) for name in names), "ftp://example.org/a", "a\0b", limits=Limits(max_bytes=100)
    )
    causes = [item.cause if isinstance(item, Failure) else "" for item in found]
    assert "no such file" in causes[0]
    assert causes[1].endswith("is empty")
    assert "limit of 100 bytes" in causes[2]
    assert causes[3] == ""
    assert "scheme ftp" in causes[4]
    assert "no name that a file can have" in causes[5]
    assert not any("\n" in cause for cause in causes)


def test_unreadable_and_odd_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    found = read(str(tmp_path))
    assert all(isinstance(item, Failure) for item in found)
    assert len(found) == 2
    if os.geteuid() != 0:
        (tmp_path / "locked").write_bytes(BODY)
        (tmp_path / "locked").chmod(0)
        (failure,) = read(str(tmp_path / "locked"))
        assert isinstance(failure, Failure)
        assert "permission" in failure.cause


def test_empty_directory_and_too_many_files(tmp_path: Path) -> None:
    (failure,) = read(str(tmp_path))
    assert isinstance(failure, Failure)
    assert "no files" in failure.cause
    for at in range(3):
        (tmp_path / f"{at}.txt").write_bytes(BODY)
    found = read(str(tmp_path), limits=Limits(max_files=2))
    assert [isinstance(item, Failure) for item in found] == [False, False, True]


def test_standard_input() -> None:
    (page,) = read("-", stdin=BODY)
    assert isinstance(page, Page)
    assert (page.body, page.source) == (BODY, "standard input")
    (failure,) = read("-")
    assert isinstance(failure, Failure)


# --- addresses ----------------------------------------------------------------------------------------


def test_addresses_are_fetched() -> None:
    with serving() as site:
        site.answers["/page"] = Reply(BODY)
        found = read(site.at("/page"), site.at("/missing"))
        refused = read(site.at("/page"), limits=Limits())
    assert [isinstance(item, Page) for item in found] == [True, False]
    assert all(isinstance(item, Failure) and "private or local" in item.cause for item in refused)


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1", "http://a b/", "http://no-such-host.invalid/", "http://:80/"]
)
def test_bad_addresses_are_failures(address: str) -> None:
    (failure,) = read(address)
    assert isinstance(failure, Failure)
    assert "\n" not in failure.cause


def test_passwords_are_not_repeated() -> None:
    (failure,) = read("http://me:secret@news.example/a")
    assert isinstance(failure, Failure)
    assert failure.source == "http://news.example/a"
    assert "secret" not in failure.cause
    assert "user name or password" in failure.cause


def test_import_is_light() -> None:
    heavy = ("httpx", "trafilatura", "feedparser", "charset_normalizer", "lxml", "yaml")
    code = f"import sys, dateline.read; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "[]"
