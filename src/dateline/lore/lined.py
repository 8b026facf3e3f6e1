"""YAML read strictly: plain values with the line that each stands on, and nothing that could surprise.

What people write for Dateline, a scenario or a list of feeds, may come from strangers. So there are no tags,
anchors and aliases, keys are words as they are written ("yes" is no truth value), a key stands once, and
depth and size have bounds. Mistakes are told with their line, in the error of whoever reads the file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from dateline.errors import DatelineError

__all__ = ["Form", "Lined", "Path", "Plain", "read_lines"]

Path = tuple[str | int, ...]
Plain = str | float | int | bool | None | list[Any] | dict[str, Any]

# A scenario's signposts have bounds at a depth of seven, which is the most that anything of ours has.
_DEEPEST = 20
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\Z", re.ASCII)
_NO_NUMBER = re.compile(r"[-+]?\.?(inf|nan)\Z", re.IGNORECASE)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of file: what it is called ("a scenario"), how large it may be, and the error that it raises.

    `empty` is what to do about an empty one. `words`: all values are words as they are written; else numbers,
    truth values and nothing are what they mean.
    """

    name: str
    most_bytes: int
    empty: str
    error: type[DatelineError]
    words: bool = False

    def wrong(self, line: int, what: str) -> DatelineError:
        """The error of a line."""
        return self.error(f"line {line}: {what}")


@dataclass(frozen=True, slots=True)
class Lined:
    """Plain values, and the line (from 1) of each by its path of keys and places."""

    value: Plain
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of what stands at a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_lines(body: bytes, form: Form) -> Lined:
    """The values of a YAML text. Raises the error of its form, which names the line."""
    if len(body) > form.most_bytes:
        size = f"the file has {len(body):,} bytes; {form.name} has {form.most_bytes:,} at the most"
        raise form.wrong(1, size)
    return _built(_decoded(body, form), form)


def _decoded(body: bytes, form: Form) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise form.wrong(line, f"this is no text in UTF-8; {form.name} is YAML") from None
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise form.wrong(line, f"there is a control character; {form.name} is plain text")
    return text


def _built(text: str, form: Form) -> Lined:
    tree = _Tree(form)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            tree.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        # What is missing at the end is missed on the line behind the last.
        line = min(mark.line, text.rstrip("\n").count("\n")) + 1 if mark else 1
        raise form.wrong(line, f"this is no YAML: {problem}") from None
    if not tree.done:
        raise form.wrong(1, f"the file is empty; {form.empty}")
    return Lined(tree.value, tree.lines)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not closed yet. `key` waits for its value."""

    path: Path
    into: list[Any] | dict[str, Any]
    key: str | None = None


@dataclass(slots=True)
class _Tree:
    """Values as they are built from the parser's events, without recursion."""

    form: Form
    value: Plain = None
    lines: dict[Path, int] = field(default_factory=dict)
    done: bool = False
    _stack: list[_Open] = field(default_factory=list)

    def take(self, event: Any) -> None:
        """One event of the parser. Raises the error of the form."""
        line = event.start_mark.line + 1
        self._refuse(event, line)
        if isinstance(event, yaml.DocumentStartEvent) and self.done:
            raise self.form.wrong(line, f"a second document begins here; {self.form.name} is one")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._push([], line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._push({}, line)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._stack.pop()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.into, dict) and top.key is None:
            self._key(top, event.value, line)
        else:
            plain = event.implicit[0] and not event.style and not self.form.words
            self._put(self._resolved(event.value, line) if plain else event.value, line)

    def _key(self, top: _Open, key: str, line: int) -> None:
        if key in top.into:
            first = self.lines[*top.path, key]
            raise self.form.wrong(line, f"{key[:80]!r} stands here again; it is already on line {first}")
        top.key = key
        self.lines[*top.path, key] = line

    def _push(self, into: list[Any] | dict[str, Any], line: int) -> None:
        if len(self._stack) >= _DEEPEST:
            raise self.form.wrong(line, f"this is nested deeper than {_DEEPEST} levels")
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.into, dict) and top.key is None:
            raise self.form.wrong(line, "a key must be a word, not a list or mapping")
        self._stack.append(_Open(self._put(into, line), into))

    def _put(self, value: Plain, line: int) -> Path:
        """Put a value where it belongs; gives its path."""
        if not self._stack:
            self.value, self.done = value, True
            self.lines[()] = line
            return ()
        top = self._stack[-1]
        if isinstance(top.into, list):
            path: Path = (*top.path, len(top.into))
            top.into.append(value)
            self.lines[path] = line
            return path
        path = (*top.path, top.key or "")
        top.into[top.key or ""], top.key = value, None
        return path

    def _refuse(self, event: Any, line: int) -> None:
        for wrong, what in _surprises(event):
            if wrong:
                raise self.form.wrong(line, f"{what} cannot stand in {self.form.name}; write the value out")

    def _resolved(self, text: str, line: int) -> Plain:
        """What a plain word means: a number, a truth value, nothing, or itself."""
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if _NO_NUMBER.match(text):
            raise self.form.wrong(line, f"{text} is no number that can be reckoned with")
        if not _NUMBER.match(text):
            return text
        number = float(text)
        if not math.isfinite(number):
            raise self.form.wrong(line, f"{text[:40]} is no number that can be reckoned with")
        return int(text) if text.lstrip("+-").isdigit() and len(text) < 16 else number


def _surprises(event: Any) -> Iterator[tuple[bool, str]]:
    yield isinstance(event, yaml.AliasEvent), "an alias (*)"
    yield getattr(event, "anchor", None) is not None, "an anchor (&)"
    yield getattr(event, "tag", None) is not None, "a tag (!)"
