"""The collector of garbage, kept from looking again and again through what stays while a process reads."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

__all__ = ["never", "seldom", "sparingly"]

# Reading makes some hundred thousand small objects a report, and next to none of them in circles. The packs
# and the parser's vocabulary are as many again, which stay. By default the collector looks at the new ones a
# hundred times a report, and at all every few reports: a thirtieth of the time. So seldom, none.
_NEW, _OLDER, _OLD = 20_000, 20, 20


def seldom() -> None:
    """For a process that does nothing but read: collect seldom, and never what is there already."""
    gc.freeze()
    gc.set_threshold(_NEW, _OLDER, _OLD)


class _Blocks:
    """How many blocks are open in which nothing is collected; the last that is left puts all back."""

    def __init__(self) -> None:
        self._lock, self._many, self._before = Lock(), 0, True

    def enter(self) -> None:
        with self._lock:
            if not self._many:
                self._before = gc.isenabled()
            self._many += 1
            gc.disable()

    def leave(self) -> None:
        with self._lock:
            self._many -= 1
            if not self._many and self._before:
                gc.enable()


_blocks = _Blocks()


@contextmanager
def never() -> Iterator[None]:
    """No collecting until the block is left: for making much that stays and holds no circles, as a chart.

    Of charting a hundred thousand claims, looking for garbage is more than half. Blocks of several threads
    may overlap.
    """
    _blocks.enter()
    try:
        yield
    finally:
        _blocks.leave()


@contextmanager
def sparingly() -> Iterator[None]:
    """As `seldom`, until the block is left."""
    before = gc.get_threshold()
    seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
