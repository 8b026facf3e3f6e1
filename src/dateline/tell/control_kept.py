"""The picture of who holds what, kept in the cache from one run to the next.

Charting a hundred thousand claims takes some twenty seconds, showing what came of it the last time none. What
is kept is what a map shows: runs of days, without the claims that they rest on but for whose word a claimed
place is. It is good as long as all that it follows from is the same: the claims up to a number, told by their
seal, and the first day, the weights and the charting itself, told by a hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from dateline import chart, model
from dateline.errors import UsageError
from dateline.lore import Lore
from dateline.lore.waters import basemap_file
from dateline.model import Hold
from dateline.tell.baseline_file import is_json
from dateline.tell.control import Charting
from dateline.tell.files import written

__all__ = ["Kept", "Picture", "as_shown", "says_so"]

# Pictures of so many stores and first days; one of twelve thousand places takes some ten megabytes.
_MOST = 8
# The charting is the code of these rooms, and of the packs nothing but what is hashed beside it.
_CODE = (Path(chart.__file__).parent, Path(model.__file__).parent)


@dataclass(frozen=True, slots=True)
class Picture:
    """Runs of days as a map shows them, in order of their places' keys; `seal` is that of claim `number`."""

    number: int
    seal: str | None
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class _File:
    basis: str
    picture: Picture


class Kept:
    """Where the picture of one store is kept, charted in one way: `folder` is that of the cache."""

    def __init__(self, folder: Path, store: str, wanted: Charting) -> None:
        self._wanted, self._folder = wanted, folder / "pictures"
        named = f"{store}\n{wanted.baseline}\n{wanted.baseline_day}\n{wanted.inferred}"
        self._path = self._folder / f"{hashlib.sha256(named.encode()).hexdigest()[:16]}.msgpack"

    def read(self, lore: Lore) -> Picture | None:
        """The picture as it was kept; None where there is none that follows from the same."""
        if not self._is_kept():
            return None
        try:
            found = msgspec.msgpack.decode(self._path.read_bytes(), type=_File)
        except (OSError, msgspec.MsgspecError):
            return None
        return found.picture if found.basis == self._basis(lore) else None

    def write(self, picture: Picture, lore: Lore) -> None:
        """Keep a picture in place of an earlier one. What cannot be written is not kept."""
        if not self._is_kept():
            return
        with suppress(OSError, UsageError):
            self._folder.mkdir(parents=True, exist_ok=True)
            written(self._path, msgspec.msgpack.encode(_File(self._basis(lore), picture)))
            for old in sorted(self._folder.glob("*.msgpack"), key=_age)[_MOST:]:
                old.unlink(missing_ok=True)

    def _is_kept(self) -> bool:
        """Only the usual picture is; areas of a first day depend on all places that are told of."""
        wanted = self._wanted
        return wanted.known_by is None and not (wanted.baseline is not None and is_json(wanted.baseline))

    def _basis(self, lore: Lore) -> str:
        """A hash of all but the claims that a picture follows from."""
        found = hashlib.sha256(repr(sorted(lore.lexicon.control_weights.items())).encode())
        gazetteer = (lore.gazetteer.path.name, lore.gazetteer.countries)
        theatre = None if lore.theatre is None else (lore.theatre.key, lore.theatre.pack.head)
        found.update(repr((gazetteer, theatre)).encode())
        files = [path for folder in _CODE for path in sorted(folder.glob("*.py"))]
        for path in (*files, basemap_file(), *filter(None, (self._wanted.baseline,))):
            with suppress(OSError):
                found.update(hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()


def _age(path: Path) -> float:
    """The last written first; what is gone meanwhile does not matter."""
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0


def as_shown(holds: Iterable[Hold]) -> tuple[Hold, ...]:
    """Holds as a map shows them: of their claims only whose word it is that a claimed place was taken."""
    return tuple(replace(hold, grounds=_word(hold)) for hold in holds)


def _word(hold: Hold) -> tuple[model.Ground, ...]:
    if hold.status != "claimed":
        return ()
    said = says_so(hold)
    return () if said is None else (said,)


def says_so(hold: Hold) -> model.Ground | None:
    """The weightiest claim by somebody that the holder has it."""
    said = [ground for ground in hold.grounds if ground.agrees and ground.claimant is not None]
    return max(said, key=lambda ground: ground.weight, default=None)
