"""Files written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from dateline.errors import UsageError

__all__ = ["writing"]


@contextmanager
def writing(out: Path | None) -> Iterator[IO[bytes]]:
    """A stream into a file that takes its name when all is written; None: standard output.

    What fails meanwhile leaves an older file as it was. Raises UsageError where it cannot be written.
    """
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with _written(out), NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
        part = Path(file.name)
        try:
            yield file
            file.close()
            _placed(part, out)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _written(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}") from error


def _placed(part: Path, out: Path) -> None:
    from dateline.tell.maps.drawing import placed

    placed(part, out)
