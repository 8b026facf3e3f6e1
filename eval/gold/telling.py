"""What the commands of this folder share: how scores and errors are told; of hidden parts no error is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.measure.scores import Counts

__all__ = ["Error", "asked", "asking", "errors_by_kind", "line"]


class Error(NamedTuple):
    """Something that went wrong at a place of a dispatch: its kind, and what was wanted and given."""

    kind: str
    stem: str
    at: int
    told: str


def line(name: str, counts: Counts, width: int = 20) -> str:
    """Precision, recall and F1 of something, with what they are counted of; its name padded to a width."""
    return (
        f"  {name:{width}} P {counts.precision:6.1%}, R {counts.recall:6.1%}, F1 {counts.f1:6.1%}"
        f" ({counts.wanted} wanted, {counts.predicted} given, {counts.right} right)"
    )


def errors_by_kind(errors: Sequence[Error]) -> Iterator[str]:
    """Errors under the name of their kind."""
    for kind in sorted({error.kind for error in errors}):
        some = [error for error in errors if error.kind == kind]
        yield f"\n{kind} ({len(some)})"
        yield from (f"  {error.stem}: {error.told}" for error in some)


def asking(command: str, description: str, parts: Sequence[str]) -> argparse.ArgumentParser:
    """What a command that scores is asked: which part, and whether to tell its errors."""
    options = argparse.ArgumentParser(prog=f"python -m eval.gold.{command}", description=description)
    options.add_argument("--part", choices=parts, help="one part (default: all)")
    options.add_argument("--errors", action="store_true", help="what went wrong, on the open part alone")
    return options


def asked(options: argparse.ArgumentParser, arguments: Sequence[str] | None) -> argparse.Namespace:
    """What it was asked. Ends the process when that is errors of a part of which only scores are told."""
    given = options.parse_args(arguments)
    if given.errors and given.part not in (None, "open"):
        options.error("errors are told of the open part alone; of the others nothing but scores is looked at")
    return given
