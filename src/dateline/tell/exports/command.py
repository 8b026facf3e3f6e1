"""`dateline export`: opens the store, writes what is wanted in its format, and tells how much it was."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import IO, TYPE_CHECKING

from dateline.errors import StoreError, UsageError
from dateline.store import Store
from dateline.tell.ending import complain
from dateline.tell.exports.asking import Wanted, checked
from dateline.tell.files import writing

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["export"]


def export(wanted: Wanted) -> None:
    """Write what is wanted. Raises DatelineError, and then leaves no half a file."""
    write = _writer(checked(wanted).format)
    with Store.open(wanted.store) as store:
        view = _view(store, wanted.known_by)
        if view.count("document") == 0:
            complain(f"the store {wanted.store} holds nothing; `dateline read` fills it")
        with writing(wanted.out) as out:
            count = write(wanted, view, out)
    if wanted.out is not None:
        what = (
            "lines" if wanted.format == "jsonl" else "statements" if wanted.format == "ftm" else wanted.kind
        )
        complain(f"{wanted.out}: {count:,} {what}")


def _writer(name: str) -> Callable[[Wanted, View, IO[bytes]], int]:
    found: Callable[[Wanted, View, IO[bytes]], int] = import_module(f"dateline.tell.exports.{name}").write
    return found


def _view(store: Store, known_by: str | None) -> View:
    try:
        return store.view(known_by)
    except StoreError as error:
        raise UsageError(f"--known-by: {error}") from None
