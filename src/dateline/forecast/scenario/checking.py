"""What is wrong with a scenario's propositions: what they hang on, and their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.forecast.scenario.findings import Finding, meant
from dateline.forecast.scenario.loading import Loaded
from dateline.forecast.scenario.network import MOST_PARENTS, bare, cycle, network, rows_of
from dateline.forecast.scenario.schema import AllOf, AnyOf, Given, Proposition

__all__ = ["check", "check_marginals"]

_WAYS = ("probability", "given", "any_of", "all_of")
# Rows of a table that are named as missing; the others are counted.
_NAMED = 4
# What somebody holds a proposition to come to in all is rounded to a few points.
_NEAR = 0.02


def check(loaded: Loaded) -> list[Finding]:
    """All that is wrong with propositions by itself, in the order of lines; the parts' shapes among it."""
    propositions = loaded.scenario.propositions
    found = list(loaded.findings)
    for id, given in propositions.items():
        found += _ways(loaded, id, given)
        found += _parents(loaded, id, given)
        found += _numbers(loaded, id, given)
    ring = cycle(propositions)
    if ring:
        line = loaded.line("propositions", ring[0])
        found.append(Finding(line, "error", f"a cycle: {' hangs on '.join(f'`{id}`' for id in ring)}"))
    return sorted(set(found))


def _ways(loaded: Loaded, id: str, given: Proposition) -> Iterator[Finding]:
    ways = [way for way in _WAYS if getattr(given, way) is not None]
    line = loaded.line("propositions", id)
    if not ways:
        text = f"`{id}` has no number: give it one of {', '.join(_WAYS)}"
        yield Finding(line, "error", text)
    if len(ways) > 1:
        yield Finding(line, "error", f"`{id}` has {' and '.join(ways)}; one says how probable it is")


def _parents(loaded: Loaded, id: str, given: Proposition) -> Iterator[Finding]:
    known = loaded.ids
    line = loaded.line("propositions", id, *_where(given))
    names = [bare(parent)[0] for parent in given.parents]
    if len(names) > MOST_PARENTS:
        text = f"`{id}` hangs on {len(names)} propositions; {MOST_PARENTS} are the most"
        yield Finding(line, "error", text)
    for name in dict.fromkeys(names):
        if name not in known:
            yield Finding(line, "error", f"`{id}` hangs on {name!r}, which there is not{meant(name, known)}")
        if names.count(name) > 1:
            yield Finding(line, "error", f"`{id}` hangs on `{name}` twice")
    if not names and _where(given):
        yield Finding(line, "error", f"`{id}` hangs on nothing: give it a `probability` instead")


def _where(given: Proposition) -> tuple[str, ...]:
    """The path to where a proposition's parents stand, within it."""
    if given.given is not None:
        return ("given", "parents")
    way = next((way for way in ("any_of", "all_of") if getattr(given, way) is not None), None)
    return (way, "strengths") if way else ()


# -- numbers


def _numbers(loaded: Loaded, id: str, given: Proposition) -> Iterator[Finding]:
    for path, value in _given_numbers(given):
        if not 0 <= value <= 1:
            text = f"`{id}`: {value:g} is no probability; it lies between 0 and 1"
            yield Finding(loaded.line("propositions", id, *path), "error", text)
    if given.given is not None and len(given.given.parents) <= MOST_PARENTS:
        yield from _rows(loaded, id, given.given)
    mixed = given.any_of or given.all_of
    if mixed is not None:
        yield from _idle(loaded, id, mixed)


def _given_numbers(given: Proposition) -> Iterator[tuple[tuple[str, ...], float]]:
    for key in ("probability", "marginal"):
        value = getattr(given, key)
        if value is not None:
            yield (key,), value
    if given.given is not None:
        yield from ((("given", "table", row), value) for row, value in given.given.table.items())
    for way in ("any_of", "all_of"):
        mixed: AnyOf | AllOf | None = getattr(given, way)
        if mixed is not None:
            yield (way, "leak"), mixed.leak
            yield from (((way, "strengths", name), value) for name, value in mixed.strengths.items())


def _rows(loaded: Loaded, id: str, given: Given) -> Iterator[Finding]:
    wanted = rows_of(given)
    line = loaded.line("propositions", id, "given", "table")
    missing = [row for row in wanted if row not in given.table]
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        rows = ", ".join(f'"{row}"' for row in missing[:_NAMED])
        yield Finding(line, "error", f"`{id}`: the number is missing for {rows}{more}")
    for row in given.table.keys() - set(wanted):
        text = f"`{id}`: {row!r} is no case of its {len(given.parents)} parents{meant(row, missing)}"
        yield Finding(loaded.line("propositions", id, "given", "table", row), "error", text)
    values = {given.table[row] for row in wanted if row in given.table}
    if not missing and len(wanted) > 1 and len(values) == 1:
        text = f"`{id}` is as probable in every case: its parents do not matter"
        yield Finding(line, "warning", text)


def _idle(loaded: Loaded, id: str, mixed: AnyOf | AllOf) -> Iterator[Finding]:
    way = "any_of" if isinstance(mixed, AnyOf) else "all_of"
    for name, strength in mixed.strengths.items():
        if strength == 0:
            line = loaded.line("propositions", id, way, "strengths", name)
            yield Finding(line, "warning", f"`{id}`: {name!r} has no strength, so it does not matter")


# -- what all numbers together come to


def check_marginals(loaded: Loaded, marginals: Sequence[float]) -> list[Finding]:
    """Where what is said of a proposition in all is not what the numbers come to.

    `marginals` are of `network(loaded.scenario)`'s nodes, in their order, before any signpost.
    """
    found: list[Finding] = []
    for node, comes_to in zip(network(loaded.scenario).nodes, marginals, strict=True):
        said = loaded.scenario.propositions[node.id].marginal
        if said is None:
            continue
        line = loaded.line("propositions", node.id, "marginal")
        low, high = float(node.table.min()), float(node.table.max())
        if not low <= said <= high:
            text = f"`{node.id}`: {said:g} cannot come of numbers from {low:g} to {high:g}"
            found.append(Finding(line, "error", text))
        elif abs(said - comes_to) > _NEAR:
            text = f"`{node.id}`: its numbers come to {comes_to:.3f}, not to {said:g}"
            found.append(Finding(line, "error", text))
    return found
