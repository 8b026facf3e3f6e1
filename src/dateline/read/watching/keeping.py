"""What a watch remembers over restarts: a folder of small files beside the store, each replaced whole.

It is no part of the store: it says how to be polite to servers, not what is known, and a copy of a store
needs none of it. Losing it costs one unconditional request a feed and reads nothing twice into the store.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.errors import ReadError, UsageError
from dateline.read.watching.planning import Host
from dateline.read.watching.robots import Robots
from dateline.read.watching.states import FeedState

__all__ = ["Keeper", "Kept"]

T = TypeVar("T")
# Raised when what is kept changes its meaning: an older Dateline must not misread it.
_VERSION = 1


class _File(msgspec.Struct, kw_only=True):
    """The head of every file."""

    version: int = _VERSION


class _Feeds(_File, kw_only=True):
    seed: int
    feeds: dict[str, FeedState]


class _Hosts(_File, kw_only=True):
    hosts: dict[str, Host]


class _Rules(_File, kw_only=True):
    rules: dict[str, Robots]


class Kept(msgspec.Struct, kw_only=True):
    """All that is remembered. `seed` is where chance begins, drawn once."""

    seed: int
    feeds: dict[str, FeedState]
    hosts: dict[str, Host]
    rules: dict[str, Robots]


class Keeper:
    """The folder. Its files' names are Dateline's own: nothing in them comes from a feed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone at work on the folder, which is made. Raises `UsageError` when another watch is."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "lock").open("a")
        except OSError as error:
            raise ReadError(f"{self.folder} cannot be written to: {error.strerror or error}") from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UsageError(
                    f"another `dateline watch` is at work on {self.folder}; stop it first"
                ) from None
            for left in self.folder.glob("*.part"):  # of a watch that was killed while it wrote
                left.unlink(missing_ok=True)
            yield

    def load(self, seed: int) -> Kept:
        """What is kept; in a new folder nothing but the seed. Raises `ReadError` for damaged files."""
        feeds = self._read("feeds.json", _Feeds, _Feeds(seed=seed, feeds={}))
        hosts = self._read("hosts.json", _Hosts, _Hosts(hosts={}))
        rules = self._read("robots.json", _Rules, _Rules(rules={}))
        return Kept(seed=feeds.seed, feeds=feeds.feeds, hosts=hosts.hosts, rules=rules.rules)

    def keep_feeds(self, seed: int, feeds: dict[str, FeedState]) -> None:
        """Keep what is known of the feeds; when this returns, it is on the disk."""
        self._write("feeds.json", _Feeds(seed=seed, feeds=feeds), sure=True)

    def keep_hosts(self, hosts: dict[str, Host]) -> None:
        """Keep when the hosts were asked. Not waited for: after a power cut it is late anyway."""
        self._write("hosts.json", _Hosts(hosts=hosts), sure=False)

    def keep_rules(self, rules: dict[str, Robots]) -> None:
        """Keep the sites' rules."""
        self._write("robots.json", _Rules(rules=rules), sure=False)

    def _read(self, name: str, kind: type[T], nothing: T) -> T:
        path = self.folder / name
        try:
            body = path.read_bytes()
            if msgspec.json.decode(body, type=_File).version != _VERSION:
                raise ReadError(f"{path} is of another version of Dateline; move it away to begin anew")
            return msgspec.json.decode(body, type=kind)
        except FileNotFoundError:
            return nothing
        except OSError as error:
            raise ReadError(f"{path} cannot be read: {error.strerror or error}") from error
        except msgspec.DecodeError as error:
            raise ReadError(f"{path} is damaged ({error}); move it away to begin anew") from error

    def _write(self, name: str, content: Any, *, sure: bool) -> None:
        """Written aside and moved into place: whoever reads, or is killed, never leaves half a file."""
        path = self.folder / name
        part: str | None = None
        try:
            handle, part = tempfile.mkstemp(dir=self.folder, prefix=f"{name}.", suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(content))
                if sure:
                    file.flush()
                    os.fsync(file.fileno())
            os.replace(part, path)
        except OSError as error:
            raise ReadError(f"{path} cannot be written: {error.strerror or error}") from error
        finally:
            if part is not None:
                with suppress(OSError):
                    os.unlink(part)
