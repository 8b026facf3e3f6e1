"""Records as JSON: one line each, `record` first, read back strictly; and the JSON Schema of all kinds.

`python -m dateline.store.codec` writes the schema to standard output, `… incidents` that of incidents.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import StoreError
from dateline.model import KINDS, Hold, Incident, Record

if TYPE_CHECKING:
    from dateline.store.decisions import Act

__all__ = [
    "decode",
    "encode",
    "encode_act",
    "encode_hold",
    "encode_incident",
    "incident_schema",
    "schema",
]

_HEAD = ("record", "id", "document", "evidence")
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_NAME = msgspec.json.Decoder(str)


@cache
def _order(kind: str) -> tuple[str, ...]:
    """The fields of a kind as they are written."""
    rest = tuple(field.name for field in fields(KINDS[kind]) if field.name not in _HEAD)
    return _HEAD + rest


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(_order(kind))


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Record]:
    decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(KINDS[kind], strict=True)
    return decoder


def encode(record: Record) -> bytes:
    """A record as one line of JSON in UTF-8, without the newline.

    Keys stand in the order of the contract: `record`, `id`, `document`, `evidence`, then the kind's own.
    Raises `StoreError` when a text holds a lone surrogate, which UTF-8 cannot carry.
    """
    names = _order(record.record)
    try:
        return msgspec.json.encode({name: getattr(record, name) for name in names})
    except UnicodeEncodeError as error:
        name = next((name for name in names if not _writable(getattr(record, name))), "?")
        raise StoreError(
            f"cannot write {record.record} {record.id!r}: field {name!r} holds "
            f"{error.object[error.start]!a}, half of a character pair; replace it when the page is decoded"
        ) from None


def encode_act(act: Act) -> bytes:
    """What a person decided as one line of JSON in UTF-8."""
    return msgspec.json.encode(act)


def encode_incident(incident: Incident, beside: Mapping[str, object] | None = None) -> bytes:
    """An incident as one line of JSON in UTF-8, `record` first. `decode` does not read it.

    `beside` are further members, of what the model has or of plain values.
    """
    return _led(incident, beside)


def encode_hold(hold: Hold, beside: Mapping[str, object] | None = None) -> bytes:
    """Who holds a place over a run of days as one line of JSON in UTF-8, `record` first.

    `beside` are further members, of what the model has or of plain values.
    """
    return _led(hold, beside)


def _led(thing: Incident | Hold, beside: Mapping[str, object] | None) -> bytes:
    told = {name: getattr(thing, name) for name in _record_first(type(thing))}
    return msgspec.json.encode(told | dict(beside or {}))


def _record_first(kind: type[Incident] | type[Hold]) -> tuple[str, ...]:
    """The fields of what is no record of a page, as they are written."""
    return ("record", *(field.name for field in fields(kind) if field.name != "record"))


def _writable(value: Any) -> bool:
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        return False
    return True


def decode(line: bytes | str) -> Record:
    """The record on a line that `encode` wrote, equal to it in every field.

    Strict: the kind must be known, no field missing, unknown or of another type. Raises `StoreError`
    that names the field.
    """
    try:
        members = _MEMBERS.decode(line)
        kind = _kind(members)
        record = _decoder(kind).decode(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise StoreError(f"this is no record: {error}; give one JSON object, as Dateline writes it") from None
    if not members.keys() <= _names(kind):
        stranger = next(name for name in members if name not in _names(kind))
        raise StoreError(
            f"this is no {record.record}: unknown field {stranger!r}; it may come from a newer Dateline"
        )
    return record


def _kind(members: dict[str, msgspec.Raw]) -> str:
    if "record" not in members:
        raise StoreError(
            f"this is no record: field 'record' is missing; it must be one of {', '.join(KINDS)}"
        )
    name = _NAME.decode(members["record"])
    if name not in KINDS:
        raise StoreError(f"'record' is {name!r}, no kind of record; it must be one of {', '.join(KINDS)}")
    return name


def schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) that every line of `--json` satisfies: any one of the record kinds."""
    references, components = msgspec.json.schema_components(
        list(KINDS.values()), ref_template="#/$defs/{name}"
    )
    for name, kind in KINDS.items():
        components[kind.__name__] = _headed(components[kind.__name__], _order(name))
    return _whole(
        components,
        title="Dateline records",
        description="One record a line. Offsets count Unicode code points, end excluded; null is unknown.",
        anyOf=list(references),
    )


def incident_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) that every line of `dateline show incidents --json` satisfies.

    An incident that is told in full has further members.
    """
    [reference], components = msgspec.json.schema_components([Incident], ref_template="#/$defs/{name}")
    headed = _headed(components["Incident"], _record_first(Incident))
    components["Incident"] = {name: told for name, told in headed.items() if name != "additionalProperties"}
    return _whole(
        components,
        title="Dateline incidents",
        description=(
            "One incident a line. Ids are of records and accounts in the store; null is unknown. "
            "What `--why` tells in full has further members."
        ),
        **reference,
    )


def _whole(components: dict[str, dict[str, Any]], **head: object) -> dict[str, Any]:
    defined = {name: _described(one) for name, one in sorted(components.items())}
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **head, "$defs": defined}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(whole))
    return plain


def _described(component: dict[str, Any]) -> dict[str, Any]:
    """A component whose description has no indentation, as from Python 3.13 on it has none."""
    told = component.get("description")
    return component if told is None else component | {"description": cleandoc(told)}


def _headed(component: dict[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    """The schema of a kind with its fields in written order; `record` is always there, nothing unknown is."""
    properties = component["properties"]
    properties["record"] = {"const": properties["record"]["enum"][0]}
    required = [name for name in order if name == "record" or name in component["required"]]
    return component | {
        "properties": {name: properties[name] for name in order},
        "required": required,
        "additionalProperties": False,
    }


def _main() -> None:
    wanted = incident_schema() if sys.argv[1:] == ["incidents"] else schema()
    text = msgspec.json.format(msgspec.json.encode(wanted), indent=2)
    sys.stdout.write(text.decode("utf-8") + "\n")


if __name__ == "__main__":
    _main()
