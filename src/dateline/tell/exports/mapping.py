"""The tables of the formats: what each column holds and from where, what codes become, what is lost.

A table is a YAML file beside the format's code. The code looks up by a column's `from` what fills it, and the
documentation is made from the same file, so that neither can say anything that the other does not.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from dateline.errors import LoreError

__all__ = ["Column", "Mapping", "mapping"]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """One column or property. `source` is the key under which the code fills it; None: it stays empty.

    `tag` is what the format wants above a column. `type` is the kind of value where the format names one.
    `lost` is what of the thing has no place in it; None where the format as a whole says so.
    """

    name: str
    told: str
    source: str | None = None
    tag: str | None = None
    type: str | None = None
    lost: str | None = None


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A format: what a row is, its columns in order, tables of codes by name, and what is lost."""

    title: str
    row: str
    columns: tuple[Column, ...]
    lost: tuple[str, ...]
    codes: dict[str, dict[str, str]] = {}
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


@cache
def mapping(name: str) -> Mapping:
    """The table of a format. Raises `LoreError` that names the file and the key."""
    import yaml

    content = resources.files("dateline.tell.exports").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(yaml.safe_load(content), Mapping)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise LoreError(f"{name}.yaml: {error}") from None
