"""`dateline export`: opens the store, writes what is wanted in its format, and tells how much it was."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, cast

from dateline.errors import StoreError, UsageError
from dateline.store import Store
from dateline.tell.collecting import sparingly
from dateline.tell.ending import complain
from dateline.tell.exports.asking import Wanted, checked
from dateline.tell.files import writing
from dateline.tell.meter import Meter

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["export"]

Write = Callable[[Wanted, "View", IO[bytes]], int]


def export(wanted: Wanted) -> None:
    """Write what is wanted. Raises DatelineError, and then leaves no half a file."""
    write = _writer(checked(wanted).format)
    with Store.open(wanted.store) as store:
        view = _view(store, wanted.known_by)
        if view.count("document") == 0:
            complain(f"the store {wanted.store} holds nothing; `dateline read` fills it")
        # Rows come and go by the million, and none of what they are made of goes in circles.
        with sparingly(), writing(wanted.out) as out, Meter(f"exporting {wanted.format}, bytes") as meter:
            # A bar would run through lines on the same terminal.
            shown = wanted.out is not None or not sys.stdout.isatty()
            count = write(wanted, view, cast(IO[bytes], _Metered(out, meter)) if shown else out)
    if wanted.out is not None:
        what = (
            "lines" if wanted.format == "jsonl" else "statements" if wanted.format == "ftm" else wanted.kind
        )
        complain(f"{wanted.out}: {count:,} {what}")


class _Metered(io.RawIOBase):
    """A stream that tells how much has gone through it."""

    def __init__(self, out: IO[bytes], meter: Meter) -> None:
        self._out = out
        self._meter = meter
        self._count = 0

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, content: Any, /) -> int:
        """All of it goes on."""
        written = self._out.write(content)
        self._count += written
        self._meter.at(self._count, None)
        return written

    def flush(self) -> None:
        """What was written goes on at once; nothing is left of a stream that is closed."""
        if not self._out.closed:
            self._out.flush()


def _writer(name: str) -> Write:
    found: Write = import_module(f"dateline.tell.exports.{name}").write
    return found


def _view(store: Store, known_by: str | None) -> View:
    try:
        return store.view(known_by)
    except StoreError as error:
        raise UsageError(f"--known-by: {error}") from None
