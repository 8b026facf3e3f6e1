"""Ids are hashes of content, so that the same page read twice gives the same ids.

A field that a later version added (`LATER` in its metadata) counts only where it says something, so that
what was recorded before it keeps its id.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

__all__ = ["LATER", "digest", "plain", "sealed"]

T = TypeVar("T")
LATER = {"later": True}

# 16 hexadecimal digits: 64 bits keep the chance of a collision in ten million records near 3 in a million.
_DIGITS = 16
_SCALARS = frozenset({type(None), str, int, float, bool})


@cache
def _names(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a kind's fields, and what takes their values from one of the kind."""
    names = tuple(field.name for field in fields(kind))
    # What takes one alone gives no tuple.
    if len(names) > 1:
        return names, attrgetter(*names)
    return names, lambda value: tuple(getattr(value, name) for name in names)


@cache
def _unsaid(kind: type) -> dict[str, Any]:
    """The fields of a kind that came later, and their values that say nothing."""
    return {field.name: field.default for field in fields(kind) if field.metadata.get("later")}


def plain(value: Any) -> Any:
    """A value of the model as dictionaries, lists and scalars, for hashing and writing."""
    kind = value.__class__
    # By exact type first: this runs for every field of every record.
    if kind in _SCALARS:
        return value
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {name: plain(item) for name, item in _content(value).items()}
    if isinstance(value, (str, int, float, dict)):
        return value
    raise TypeError(f"no record holds a {kind.__name__}")


def _content(value: Any) -> dict[str, Any]:
    """The fields of a value of the model that count for an id."""
    kind: type[Any] = value.__class__
    if not is_dataclass(kind):
        raise TypeError(f"no record holds a {kind.__name__}")
    names, values = _names(kind)
    return _counting(kind, dict(zip(names, values(value), strict=True)))


def _counting(kind: type, content: dict[str, Any]) -> dict[str, Any]:
    """The content that counts for an id."""
    unsaid = _unsaid(kind)
    if not unsaid:
        return content
    return {k: v for k, v in content.items() if k not in unsaid or v != unsaid[k]}


# It asks for the fields of values as it comes to them: made plain before, all would be gone through twice.
_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_content
)


def digest(value: Any) -> str:
    """The id of some content: equal content, equal id."""
    canonical = _CANONICAL.encode(value).encode("utf-8", "surrogatepass")
    return hashlib.sha256(canonical).hexdigest()[:_DIGITS]


def sealed(kind: type[T], /, **content: Any) -> T:
    """A record of `kind` with its id computed from everything else in it."""
    make = cast("Callable[..., T]", kind)
    return make(id=digest([kind.__name__.lower(), _counting(kind, content)]), **content)
