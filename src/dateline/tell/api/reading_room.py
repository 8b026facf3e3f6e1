"""Reading what somebody pastes: in a process of its own, which is ended when it takes too long."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from dateline.model import Page
from dateline.read import Failure
from dateline.settings import cache_folder
from dateline.tell.api.problems import Refused
from dateline.tell.reading import read_here, start_reading

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from dateline.flow import Options, Reading

__all__ = ["ReadingRoom"]

# Seconds for a process to open its packs and answer that it has; it takes one or two.
_OPENING_S = 60.0


class ReadingRoom:
    """One process that reads page after page. Started at the first; shared by threads, which wait in line."""

    def __init__(self, *, most_waiting: int, seconds: float) -> None:
        self._places = BoundedSemaphore(most_waiting)
        self._reading = Lock()
        self._seconds = seconds
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def read(self, page: Page, options: Options) -> Sequence[Reading | Failure]:
        """What a page gives. Raises `Refused` when too many wait or it takes too long."""
        if not self._places.acquire(blocking=False):
            raise Refused(429, "too much is being read already; try again in some seconds", retry_after="10")
        try:
            with self._reading:
                return self._read(page, options)
        finally:
            self._places.release()

    def _read(self, page: Page, options: Options) -> Sequence[Reading | Failure]:
        line = self._line if self._process is not None and self._process.is_alive() else None
        try:
            line = line or self._open()
            line.send((page, options))
            if not line.poll(self._seconds):
                raise Refused(504, f"reading took longer than {self._seconds:g} s; give a shorter text")
            found: Sequence[Reading | Failure] = line.recv()
            return found
        except (EOFError, OSError):
            self._end()
            raise Refused(
                500, "the reading process was ended from outside, perhaps for want of memory"
            ) from None
        except BaseException:
            # Whatever it is still at, nobody waits for it any more.
            self._end()
            raise

    def _open(self) -> Connection:
        self._end()
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, str(cache_folder())), daemon=True)
        self._process.start()
        theirs.close()
        if not self._line.poll(_OPENING_S):
            raise Refused(504, "the reading process did not start")
        self._line.recv()
        return self._line

    def _end(self) -> None:
        process, line, self._process, self._line = self._process, self._line, None, None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.join()

    def close(self) -> None:
        """End the process, whatever it is at."""
        process = self._process
        if process is not None:
            process.kill()


def _work(line: Connection, cache: str) -> None:
    """The process: reads what comes along the line until it is closed."""
    start_reading(cache)
    line.send(None)
    while True:
        try:
            page, options = line.recv()
        except EOFError:
            return
        line.send(read_here(page, options))
