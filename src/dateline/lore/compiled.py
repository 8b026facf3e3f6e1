"""What is compiled into the cache folder, by version: packs and gazetteer indices. Old versions are removed.

A file is used when it is written or read. Whoever finds one gone compiles it again, so that removing one that
was wanted costs a second or two and nothing else.
"""

from __future__ import annotations

import os
import re
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

__all__ = ["note_use", "prune", "sweep"]

_OURS = re.compile(r"(?P<of>gazetteer|pack-[\w-]{1,80})-[0-9a-f]{16}\.(db|msgpack)")

_NEWEST = 4
"""Versions that stay, of each pack and of the gazetteer: the one at hand, those of two more environments or
branches that take turns with it, and one to go back to. An index is 40 MB, a pack under two."""

_AT_HAND_S = 3_600
"""Seconds within which a used file stays whatever came after it: processes that a long reading starts open
the files that the first of them compiled."""

_STALE_S = 30 * 86_400
"""What nobody has used for a month is of a version that is gone."""

_LEFT_BEHIND_S = 3_600
"""A temporary file older than an hour belongs to a process that died: writing takes seconds."""


def note_use(path: Path) -> None:
    """Marks a compiled file as used now, since not every file system notes when a file is read."""
    with suppress(OSError):  # a folder that may only be read, or somebody else's file
        if time.time() - path.stat().st_mtime > _AT_HAND_S / 2:
            os.utime(path)


def prune(folder: Path, *, keep: Path) -> None:
    """Removes all but the versions of each pack and of the gazetteer that were used last.

    Only whole files named as `gazetteer-….db` and `pack-….msgpack` are removed; `keep` stays in any case.
    """
    used: defaultdict[str, list[tuple[float, Path]]] = defaultdict(list)
    with suppress(OSError):
        for path in folder.iterdir():
            named = _OURS.fullmatch(path.name)
            if named and path.name != keep.name and path.is_file() and not path.is_symlink():
                with suppress(OSError):
                    used[named["of"]].append((_used(path), path))
    kept = _OURS.fullmatch(keep.name)
    for of, found in used.items():
        stay = _NEWEST - (kept is not None and kept["of"] == of)
        for place, (_, path) in enumerate(sorted(found, reverse=True)):
            _remove_unused_for(path, _AT_HAND_S if place >= stay else _STALE_S)


def sweep(folder: Path, pattern: str) -> None:
    """Removes what processes that died while writing have left, by a pattern of names."""
    for leftover in folder.glob(pattern):
        _remove_unused_for(leftover, _LEFT_BEHIND_S)


def _used(path: Path) -> float:
    status = path.stat()
    return max(status.st_mtime, status.st_atime)


def _remove_unused_for(path: Path, seconds: float) -> None:
    with suppress(OSError):  # another process may have been quicker, or holds it
        # Asked again: another process may have begun to use it meanwhile.
        if path.is_file() and time.time() - _used(path) > seconds:
            path.unlink()
