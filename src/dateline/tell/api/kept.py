"""Answers kept ready: what was asked for before is not worked out again until the store changes."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

__all__ = ["Body", "Kept"]

# Of three million bytes of coordinates level 5 leaves a tenth in a sixth of a second; 9 takes far longer.
_LEVEL = 5
# Below this, packing saves no packet on the wire.
_LEAST = 1_000


class Body:
    """The bytes of an answer, packed when first asked for."""

    def __init__(self, plain: bytes) -> None:
        self.plain = plain
        self._packed: bytes | None = None

    @property
    def packed(self) -> bytes | None:
        """Gzipped, always to the same bytes; None where that does not pay."""
        if self._packed is None and len(self.plain) >= _LEAST:
            self._packed = gzip.compress(self.plain, _LEVEL, mtime=0)
        return self._packed


class Kept:
    """The bodies used last, up to so many bytes. What two threads ask for at once is made once."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._bodies: OrderedDict[Hashable, Body] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> Body:
        """The body under a key; made by the first who asks for it, while others wait for that one alone."""
        with self._lock:
            found = self._found(key)
            making = self._making.setdefault(key, Lock()) if found is None else None
        if found is not None or making is None:
            return found or Body(b"")
        with making:
            try:
                return self._made(key, make)
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _made(self, key: Hashable, make: Callable[[], bytes]) -> Body:
        """What another has made while this one waited, else made now."""
        with self._lock:
            found = self._found(key)
        if found is None:
            found = Body(make())
            self._keep(key, found)
        return found

    def _found(self, key: Hashable) -> Body | None:
        found = self._bodies.get(key)
        if found is not None:
            self._bodies.move_to_end(key)
        return found

    def _keep(self, key: Hashable, body: Body) -> None:
        with self._lock:
            if len(body.plain) > self._most // 4:
                return
            self._bodies[key] = body
            self._size += len(body.plain)
            while self._size > self._most:
                _, dropped = self._bodies.popitem(last=False)
                self._size -= len(dropped.plain)
