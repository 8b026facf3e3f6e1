"""The collector of garbage, kept from looking again and again through what stays while a process reads."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["seldom", "sparingly"]

# Reading makes some hundred thousand small objects a report, and next to none of them in circles. The packs
# and the parser's vocabulary are as many again, which stay. By default the collector looks at the new ones a
# hundred times a report, and at all every few reports: a thirtieth of the time. So seldom, none.
_NEW, _OLDER, _OLD = 20_000, 20, 20


def seldom() -> None:
    """For a process that does nothing but read: collect seldom, and never what is there already."""
    gc.freeze()
    gc.set_threshold(_NEW, _OLDER, _OLD)


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
