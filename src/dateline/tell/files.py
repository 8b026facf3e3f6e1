"""Files written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from dateline.errors import UsageError

__all__ = ["placed", "writing", "written"]


@contextmanager
def writing(out: Path | None) -> Iterator[IO[bytes]]:
    """A stream into a file that takes its name when all is written; None: standard output.

    What fails meanwhile leaves an older file as it was. Raises UsageError where it cannot be written.
    """
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with _told(out), NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
        part = Path(file.name)
        try:
            yield file
            file.close()
            placed(part, out)
        finally:
            part.unlink(missing_ok=True)


def written(out: Path, content: bytes) -> None:
    """Writes a file whole or not at all. Raises UsageError where it cannot be written."""
    with writing(out) as file:
        file.write(content)


def placed(finished: Path, out: Path) -> None:
    """Moves a finished file to its name, with the rights that a new file has here."""
    mask = os.umask(0)
    os.umask(mask)
    finished.chmod(0o666 & ~mask)
    finished.replace(out)


@contextmanager
def _told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}") from error
