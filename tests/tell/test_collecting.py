"""The collector of garbage: held off where it is in the way, and put back as it was."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Barrier, Thread

import pytest

from dateline.tell.collecting import never, sparingly


def test_it_is_off_until_the_last_block_is_left() -> None:
    """Blocks of two threads that overlap, so that the first one entered is left first."""
    entered, left = Barrier(2, timeout=10), Barrier(2, timeout=10)
    seen: list[bool] = []

    def second() -> None:
        with never():
            entered.wait()
            left.wait()
            seen.append(gc.isenabled())

    thread = Thread(target=second)
    with never():
        thread.start()
        entered.wait()
        assert not gc.isenabled()
    left.wait()
    thread.join()
    assert seen == [False]
    assert gc.isenabled()


def test_who_has_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with never():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("block", [never, sparingly])
def test_an_error_puts_it_back(block: Callable[[], AbstractContextManager[None]]) -> None:
    before = gc.isenabled(), gc.get_threshold()
    with pytest.raises(KeyError), block():
        raise KeyError
    assert (gc.isenabled(), gc.get_threshold()) == before
