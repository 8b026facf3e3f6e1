"""Ending on a signal, in the middle of anything: what is half done is undone by those who do it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

__all__ = ["Stopped", "Stopping"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """Somebody wants the watch to end. Like Ctrl-C, so that nothing takes it for an error of its own."""


class Stopping:
    """While it is entered, the signals that end a program raise `Stopped` in the main thread.

    `wanted` says so too: what is raised inside a destructor is swallowed by Python. `wake` is called then.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self.wanted = False
        self._wake = wake
        self._before: dict[int, signal.Handlers | Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        again = self.wanted
        self.wanted = True
        self._wake()
        if not again:  # a second one must not hit the ending itself
            raise Stopped
