"""A PostgreSQL server of the tests' own, reached by a socket in its folder and ended with them.

It listens on no network port, asks for no password within its folder, which nobody else may enter, and does
not wait for the disk, since nothing in it is to be kept. Each store has a schema of its own: a database
would cost megabytes each.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any

import psycopg

__all__ = ["Server", "serving"]

USER = "dateline"
# Debian keeps a version's programs out of the path.
FOLDERS = Path("/usr/lib/postgresql")
# A server starts within a second or two; a busy machine gets this many.
PATIENCE = 60.0
# All tests of the store fill about half of this.
ROOM = 2**30
# Words are ordered by a language, as a team's server may: what the store orders by code point must say so.
MAKING = ("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=en-US")
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "mmap",
}


@dataclass
class Server:
    """A running server, reached by the socket in its folder."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def new_url(self) -> str:
        """The address of a schema that was empty until now."""
        name = f"store{next(self.numbers)}"
        with self.connected() as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"postgresql+psycopg://{USER}@/postgres?host={self.folder}&options=-csearch_path%3D{name}"

    def connected(self) -> psycopg.Connection[Any]:
        """A connection that commits each statement by itself."""
        return psycopg.connect(host=str(self.folder), dbname="postgres", user=USER, autocommit=True)


def programs() -> Path:
    """The folder of the newest server that is installed."""
    found = [path.parent for path in FOLDERS.glob("*/bin/initdb")]
    newest = max(found, key=lambda path: float(path.parent.name), default=None)
    elsewhere = shutil.which("initdb")
    if newest is None and elsewhere is None:
        raise FileNotFoundError("found no PostgreSQL server; `make packages` installs Debian's `postgresql`")
    return newest or Path(elsewhere or "").resolve().parent


def home() -> Path:
    """Where the server's folder lies: in memory where there is room, since disks are slow to forget it."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return memory if roomy else Path(gettempdir())


def account() -> dict[str, Any]:
    """Under which account a server runs: it refuses to run under root's, and Debian's has one of its own."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs until the block ends; its folder is gone then.

    A process of its own watches over it, and ends it too when this one is killed.
    """
    watch = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert watch.stdin is not None
    assert watch.stdout is not None
    with watch:
        folder = watch.stdout.readline().strip()
        if not folder:
            raise RuntimeError("no PostgreSQL server could be started; the reason stands above")
        yield Server(Path(folder))
        # The end of its input is what it waits for; leaving the block waits for its end.
        watch.stdin.close()


@contextmanager
def running() -> Iterator[Server]:
    """A server in a new folder, which takes connections."""
    # Not below pytest's folder, which another account cannot enter; and a socket's path must be short.
    folder = Path(mkdtemp(prefix="dateline-pg-", dir=home()))
    try:
        who = account()
        if who:
            os.chown(folder, who["user"], who["group"])
        bin, data = programs(), folder / "data"
        make = [str(bin / "initdb"), "--pgdata", str(data), f"--username={USER}", *MAKING]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        start = [str(bin / "postgres"), "-D", str(data), "-k", str(folder), *settings]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(start, stdout=log, stderr=log, cwd=folder, **who)
        try:
            server = Server(folder)
            wait_for(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE)
    finally:
        shutil.rmtree(folder)


def wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Return when the server takes connections; raise with its log when it does not."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            server.connected().close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((server.folder / "log").read_text(encoding="utf-8")) from None
            time.sleep(0.05)


def main() -> None:
    """Run a server until the input ends, which it does when whoever started this ends."""
    with running() as server:
        print(server.folder, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
