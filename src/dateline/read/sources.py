"""Sources to pages: files, directories, addresses, standard input. A failure for each that gives nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from dateline.errors import DatelineError, FetchError, ReadError, TooLarge
from dateline.model import Page
from dateline.read.http import fetch, named
from dateline.read.kinds import refuse_binary
from dateline.read.limits import Failure, Limits

__all__ = ["pages"]

_STDIN = "standard input"


def pages(sources: Sequence[str], *, stdin: BinaryIO | None, limits: Limits) -> Iterator[Page | Failure]:
    """The pages of the sources, in their order; a directory is walked in sorted order.

    A source is a path, an http(s) address or "-" for standard input. What cannot be read comes out
    as a `Failure`, and the rest goes on.
    """
    for source in sources:
        if source == "-":
            yield _attempt(_STDIN, lambda: _from_stdin(stdin, limits))
        elif source.lower().startswith(("http://", "https://")):
            yield _from_address(source, limits)
        elif "://" in source[:12] and not os.path.exists(source):
            scheme = source.split(":", 1)[0]
            yield Failure(source, f"{source} has the scheme {scheme}; wanted http, https, a path or -")
        else:
            yield from _from_path(source, limits)


def _attempt(source: str, read: Callable[[], Page]) -> Page | Failure:
    """The page that `read` gives, or why it gives none."""
    try:
        page = read()
        _refuse(page)
        return page
    except DatelineError as error:
        return Failure(source, str(error))
    except OSError as error:
        return Failure(source, f"{source} cannot be read: {(error.strerror or str(error)).lower()}")
    except ValueError:
        return Failure(source, f"{source!r} is no name that a file can have")


def _refuse(page: Page) -> None:
    if not page.body.strip():
        raise ReadError(f"{page.source} is empty")
    refuse_binary(page)


def _from_stdin(stdin: BinaryIO | None, limits: Limits) -> Page:
    if stdin is None:
        raise FetchError("standard input is not there; name a file, a directory or an address")
    return Page(_STDIN, _bounded(stdin, _STDIN, limits))


def _from_address(source: str, limits: Limits) -> Page | Failure:
    found = _attempt(source, lambda: fetch(source, limits=limits))
    if isinstance(found, Failure) and "@" in source:
        return Failure(named(source), found.cause)  # logs are no place for passwords
    return found


def _from_path(source: str, limits: Limits) -> Iterator[Page | Failure]:
    try:
        is_folder = stat.S_ISDIR(os.stat(source).st_mode)
    except (OSError, ValueError):
        is_folder = False  # the attempt below says what is wrong with it
    if not is_folder:
        yield _attempt(source, lambda: _from_file(source, limits))
        return
    count = 0
    for path in _walked(source):
        if isinstance(path, Failure):
            yield path
            continue
        count += 1
        if count > limits.max_files:
            most = f"{limits.max_files:,} files"
            yield Failure(source, f"{source} holds more than {most}; the rest is not read")
            return
        yield _attempt(path, partial(_from_listed, path, limits))
    if count == 0:
        yield Failure(source, f"{source} holds no files to read")


def _walked(folder: str) -> Iterator[str | Failure]:
    """Files under a folder, sorted by path; hidden ones are skipped and links to folders not followed."""
    troubles: list[OSError] = []
    for at, folders, names in os.walk(folder, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(at, name) for name in sorted(names) if not name.startswith("."))
    for trouble in troubles:
        name = str(trouble.filename or folder)
        yield Failure(name, f"{name} cannot be read: {(trouble.strerror or str(trouble)).lower()}")


def _from_listed(path: str, limits: Limits) -> Page:
    """A file met on a walk: only regular files, since opening a pipe there would wait for ever."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise FetchError(f"{path} is no regular file")
    return _from_file(path, limits)


def _from_file(source: str, limits: Limits) -> Page:
    with Path(source).open("rb") as file:
        return Page(source, _bounded(file, source, limits))


def _bounded(file: BinaryIO, source: str, limits: Limits) -> bytes:
    """All bytes, or `TooLarge`. Reads piece by piece: pipes give less than was asked for."""
    pieces: list[bytes] = []
    left = limits.max_bytes + 1
    while left > 0 and (piece := file.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    if left <= 0:
        raise TooLarge(f"{source} is over the limit of {limits.max_bytes:,} bytes for one page")
    return b"".join(pieces)
