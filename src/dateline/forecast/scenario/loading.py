"""A scenario's file to its parts. Each part that is of the wrong shape is a finding; the others are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from dateline.errors import ScenarioError
from dateline.forecast.scenario.findings import Finding, meant
from dateline.forecast.scenario.schema import (
    AllOf,
    AnyOf,
    Bounds,
    Given,
    Pattern,
    Proposition,
    Scenario,
    Signpost,
)
from dateline.lore.lined import Form, Lined, Path, read_lines

__all__ = ["FORM", "MOST_PARTS", "Loaded", "load"]

T = TypeVar("T", Proposition, Signpost)

MOST_PARTS = 2_000
"""Propositions, and signposts: beyond what anybody writes, and reckoned in seconds by sampling."""

FORM = Form(
    name="a scenario",
    most_bytes=1_000_000,  # two thousand propositions have some 400 kB
    empty="`dateline scenario draft` makes a first one",
    error=ScenarioError,
)
_KEYS = ("scenario", "about", "propositions", "signposts")
# How msgspec ends a message: "... - at `$.given.table[...]`".
_AT = re.compile(r"(?P<what>.*?)(?: - at `(?P<keys>key in )?\$(?P<path>[^`]*)`)?\Z", re.DOTALL)
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_SAID = re.compile(r"`([^`]*)`")
# What msgspec calls the kinds of values, and what people do.
_KINDS = {
    "float": "a number",
    "int": "a number",
    "str": "words",
    "array": "a list",
    "object": "keys with values",
}
_KINDS |= {"null": "nothing", "bool": "true or false"}
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`\Z", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`\Z", re.DOTALL)
_FIELDS = tuple(
    field.name
    for kind in (Proposition, Given, AnyOf, AllOf, Signpost, Pattern, Bounds)
    for field in msgspec.structs.fields(kind)
)
# Ids stand in tables, drawings and `not` phrases: no white space at their ends, no control characters.
_ID = re.compile(r"\w[\w .:/+-]{0,79}\Z")


@dataclass(slots=True)
class Loaded:
    """What a file holds: the parts that are of the right shape, and what is wrong with the others."""

    scenario: Scenario
    lined: Lined
    findings: list[Finding] = field(default_factory=list)

    def line(self, *path: str | int) -> int:
        """The line of what stands at a path."""
        return self.lined.line(path)

    @property
    def ids(self) -> tuple[str, ...]:
        """Of all propositions, those of the wrong shape among them: what points at one is not wrong too."""
        whole = self.lined.value
        given = whole.get("propositions") if isinstance(whole, dict) else None
        return tuple(given) if isinstance(given, dict) else ()


def load(body: bytes) -> Loaded:
    """The parts of a scenario's file. Raises ScenarioError that names the line, when it is no such file."""
    lined = read_lines(body, FORM)
    whole, found = lined.value, list[Finding]()
    if not isinstance(whole, dict):
        whole = {}
        found.append(Finding(lined.line(()), "error", "wanted keys: `scenario`, `propositions`, `signposts`"))
    found += _strangers(whole, lined)
    title, about = (_text(whole, key, lined, found) for key in ("scenario", "about"))
    scenario = Scenario(
        title=title or "untitled",
        about=about,
        propositions=_parts(whole, "propositions", Proposition, lined, found),
        signposts=_parts(whole, "signposts", Signpost, lined, found),
    )
    if title is None:
        found.append(Finding(1, "error", "the title is missing: `scenario: some words`"))
    if not scenario.propositions and not found:
        found.append(Finding(lined.line(("propositions",)), "error", "there is no proposition"))
    return Loaded(scenario, lined, found)


def _strangers(whole: dict[str, Any], lined: Lined) -> Iterator[Finding]:
    for key in whole:
        if key not in _KEYS:
            text = f"there is no key {key!r} here{meant(key, _KEYS)}"
            yield Finding(lined.line((key,)), "error", text)


def _text(whole: dict[str, Any], key: str, lined: Lined, found: list[Finding]) -> str | None:
    value = whole.get(key)
    if value is None or isinstance(value, str):
        return value or None
    found.append(Finding(lined.line((key,)), "error", f"`{key}` must be words"))
    return None


def _parts(
    whole: dict[str, Any], key: str, kind: type[T], lined: Lined, found: list[Finding]
) -> dict[str, T]:
    given = whole.get(key) or {}
    if not isinstance(given, dict):
        found.append(Finding(lined.line((key,)), "error", f"`{key}` must have a key for each"))
        return {}
    if len(given) > MOST_PARTS:
        text = f"there are {len(given):,} {key}; {MOST_PARTS:,} are the most"
        found.append(Finding(lined.line((key,)), "error", text))
        return {}
    parts: dict[str, T] = {}
    for id, value in given.items():
        made = _part((key, id), value, kind, lined)
        if isinstance(made, Finding):
            found.append(made)
        else:
            parts[id] = made
    return parts


def _part(path: Path, value: object, kind: type[T], lined: Lined) -> T | Finding:
    name = str(path[-1])
    if not _ID.match(name) or name != name.strip() or name.startswith("not "):
        text = (
            f"{name[:40]!r} cannot be a key here: it wants up to 80 letters, digits, spaces or any of _.:/+-"
        )
        return Finding(lined.line(path), "error", text)
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return _wrong(path, str(error), lined)


def _wrong(path: Path, message: str, lined: Lined) -> Finding:
    """msgspec's message as a finding on the line of what it speaks of."""
    match = _AT.match(message)
    what, inner = (match["what"], match["path"] or "") if match else (message, "")
    within = (*path, *(key or int(place) for key, place in _STEP.findall(inner)))
    of = f"`{path[-1]}`"
    if unknown := _UNKNOWN.match(what):
        key = unknown[1]
        return Finding(lined.line((*within, key)), "error", f"{of} has no key {key!r}{meant(key, _FIELDS)}")
    if missing := _MISSING.match(what):
        return Finding(lined.line(within), "error", f"{of} lacks `{missing[1]}`")
    within = _offending(within, lined) if inner.endswith("[...]") else within
    where = f", at {'.'.join(map(str, within[len(path) :]))}" if inner else ""
    return Finding(lined.line(within), "error", f"{of}: {_plainly(what)}{where}")


def _offending(path: Path, lined: Lined) -> Path:
    """Of a mapping with a wrong value that msgspec does not name: the first that is no number or mapping."""
    value: Any = lined.value
    for step in path:
        value = value[step]
    wrong = [
        key for key, one in value.items() if isinstance(one, bool) or not isinstance(one, int | float | dict)
    ]
    return (*path, wrong[0]) if wrong else path


def _plainly(what: str) -> str:
    """msgspec's words as people say them."""
    said = _SAID.sub(lambda match: " or ".join(_KINDS.get(one, one) for one in match[1].split(" | ")), what)
    return said[:1].lower() + said[1:]
