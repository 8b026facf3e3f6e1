"""`dateline theatre`: the packs there are, and whether they are sound."""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.errors import LoreError, UsageError
from dateline.lore import Pack, load_pack
from dateline.lore.checks import check_pack
from dateline.lore.packs import core_folder, theatre_folders
from dateline.settings import cache_folder
from dateline.tell.ending import complain

__all__ = ["check", "tell_theatres"]

_LISTS = ("parties", "leaders", "areas", "outlets", "organisations", "groups")


def _say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")


def tell_theatres() -> None:
    """One theatre a paragraph: its key, war, sides and size."""
    for folder in theatre_folders():
        pack = load_pack(folder, cache_folder())
        if pack.head is not None:
            _say(f"{pack.head.key}: {pack.head.name}, since {pack.head.since}{_until(pack)}")
            _say(f"  sides: {', '.join(side.name for side in pack.head.sides)}")
            _say(f"  holds: {_contents(pack)}; version {pack.head.version}")


def _until(pack: Pack) -> str:
    return f" until {pack.head.until}" if pack.head and pack.head.until else ""


def _contents(pack: Pack) -> str:
    counts = ((name, len(getattr(pack, name))) for name in _LISTS)
    return ", ".join(f"{count:,} {name}" for name, count in counts if count)


def check(theatre: str) -> int:
    """Say what is wrong with a pack, a line each; gives how much is. Raises UsageError when there is none."""
    folder = _folder(theatre)
    try:
        pack = load_pack(folder)
    except LoreError as error:
        complain(f"{theatre}: {error}")
        return 1
    faults = (
        []
        if pack.head or folder == core_folder()
        else ["theatre.yaml is missing: wanted the war's key, name, countries, sides and signs"]
    )
    faults += check_pack(pack, load_pack(core_folder(), cache_folder()))
    for fault in faults:
        complain(f"{theatre}: {fault}")
    if not faults:
        _say(f"{pack.head.key if pack.head else theatre}: sound; {_contents(pack)}")
    return len(faults)


def _folder(theatre: str) -> Path:
    path = Path(theatre)
    if path.is_dir():
        return path
    shipped = {"core": core_folder()}
    for folder in theatre_folders():
        head = load_pack(folder, cache_folder()).head
        if head is not None:
            shipped[head.key] = folder
    if theatre in shipped:
        return shipped[theatre]
    raise UsageError(f"wanted a pack's folder or one of {', '.join(sorted(shipped))}, got {theatre!r}")
