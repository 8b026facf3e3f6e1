"""Ids are hashes of content, so that the same page read twice gives the same ids."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

__all__ = ["digest", "plain", "sealed"]

T = TypeVar("T")

# 16 hexadecimal digits: 64 bits keep the chance of a collision in ten million records near 3 in a million.
_DIGITS = 16
_SCALARS = frozenset({type(None), str, int, float, bool})
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def plain(value: Any) -> Any:
    """A value of the model as dictionaries, lists and scalars, for hashing and writing."""
    kind = value.__class__
    # By exact type first: this runs for every field of every record.
    if kind in _SCALARS:
        return value
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, (str, int, float, dict)):
        return value
    raise TypeError(f"no record holds a {kind.__name__}")


def digest(value: Any) -> str:
    """The id of some content: equal content, equal id."""
    canonical = _CANONICAL.encode(plain(value)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(canonical).hexdigest()[:_DIGITS]


def sealed(kind: type[T], /, **content: Any) -> T:
    """A record of `kind` with its id computed from everything else in it."""
    given = {name: plain(value) for name, value in content.items()}
    return kind(id=digest([kind.__name__.lower(), given]), **content)  # type: ignore[call-arg]
