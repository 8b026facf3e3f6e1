"""`python -m eval.gold.forecast_agreement`: how far both passes over what is predicted agree.

Forecasts of a passage are paired one for one where their anchors overlap, and counted over both halves
together. Of the pairs: the same kind, the same forecaster (the name, but for an article at its head), the
same condition (none in both, or overlapping words). A link is the same when both its ends are paired and
joined in both passes. Kappa is that of forecast against negative on the anchors which both passes list.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.measure.scores import Counts
from eval.gold.agreement import kappa
from eval.gold.forecast_passages import Annotated, Foretold, Part, Span, read

__all__ = ["Agreed", "compare", "main", "paired", "summary"]

_PARTS: tuple[Part, ...] = ("open", "hidden")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)

Pair = tuple[Foretold, Foretold]


@dataclass(slots=True)
class Agreed:
    """What both passes have in common: counts, and of each shared anchor whether it is one to each."""

    forecasts: Counts = field(default_factory=Counts)
    conditions: Counts = field(default_factory=Counts)
    links: Counts = field(default_factory=Counts)
    pairs: list[Pair] = field(default_factory=list)
    labels: list[tuple[str | None, str | None]] = field(default_factory=list)


def main() -> int:
    """Prints how far the passes agree; the exit code, 1 where one of them cannot be read."""
    agreed = Agreed()
    faults: list[str] = []
    for part in _PARTS:
        (first, wrong), (second, strange) = read("pass_a", part), read("pass_b", part)
        faults += [*wrong, *strange]
        by_number = {passage.document: passage for passage in second}
        for passage in first:
            if passage.document in by_number:
                compare(passage, by_number[passage.document], agreed)
    print(*summary(agreed), *faults, sep="\n")
    return 1 if faults else 0


def compare(a: Annotated, b: Annotated, agreed: Agreed) -> None:
    """Adds what two passes over one passage have in common."""
    pairs = paired(a.forecasts, b.forecasts)
    agreed.pairs += pairs
    agreed.forecasts.add(len(pairs), len(a.forecasts), len(b.forecasts))
    held = [[one for one in of.forecasts if one.condition is not None] for of in (a, b)]
    both = sum(one.condition is not None and _same_condition(one, other) for one, other in pairs)
    agreed.conditions.add(both, *map(len, held))
    _compare_links(a, b, pairs, agreed)
    agreed.labels += _labels(a, b)


def paired(first: Sequence[Foretold], second: Sequence[Foretold]) -> list[Pair]:
    """Forecasts whose anchors overlap, each in one pair at most, in the order of the first."""
    left = list(second)
    pairs: list[Pair] = []
    for one in first:
        other = next((two for two in left if one.anchor.meets(two.anchor)), None)
        if other is not None:
            left.remove(other)
            pairs.append((one, other))
    return pairs


def _compare_links(a: Annotated, b: Annotated, pairs: Sequence[Pair], agreed: Agreed) -> None:
    name = {other.id: one.id for one, other in pairs}
    first = {(one.id, cause) for one in a.forecasts for cause in one.follows}
    second = {(one.id, cause) for one in b.forecasts for cause in one.follows}
    mapped = {(name.get(one), name.get(cause)) for one, cause in second}
    agreed.links.add(len(first & mapped), len(first), len(second))


def _labels(a: Annotated, b: Annotated) -> list[tuple[str | None, str | None]]:
    """Of each anchor of the first that overlaps one of the second: what it is in both."""
    others = _anchors(b)
    found: list[tuple[str | None, str | None]] = []
    for anchor, label in _anchors(a):
        at = next((n for n, (other, _) in enumerate(others) if anchor.meets(other)), None)
        if at is not None:
            found.append((label, others.pop(at)[1]))
    return found


def _anchors(passage: Annotated) -> list[tuple[Span, str]]:
    forecasts = [(one.anchor, "forecast") for one in passage.forecasts]
    return forecasts + [(miss.anchor, "negative") for miss in passage.negatives]


def _same_condition(a: Foretold, b: Foretold) -> bool:
    if a.condition is None or b.condition is None:
        return a.condition is b.condition
    return a.condition.meets(b.condition)


def _same_forecaster(a: Foretold, b: Foretold) -> bool:
    return _bare(a.forecaster_name) == _bare(b.forecaster_name)


def _bare(name: str) -> str:
    found = _ARTICLE.match(name)
    return name[found.end() :].casefold() if found else name.casefold()


def summary(agreed: Agreed) -> list[str]:
    """The figures, one line each."""
    lines = [
        f"{what}: F1 {counts.f1:.3f} ({counts.right} in both, {counts.predicted} and {counts.wanted})"
        for what, counts in (
            ("forecasts", agreed.forecasts),
            ("conditions", agreed.conditions),
            ("links", agreed.links),
        )
    ]
    for what, same in (
        ("same kind", sum(a.kind == b.kind for a, b in agreed.pairs)),
        ("same forecaster", sum(_same_forecaster(a, b) for a, b in agreed.pairs)),
        ("same condition or none", sum(_same_condition(a, b) for a, b in agreed.pairs)),
    ):
        lines.append(f"{what}: {same / max(len(agreed.pairs), 1):.3f} ({same} of {len(agreed.pairs)})")
    value = kappa(agreed.labels)
    told = "none" if value is None else f"{value:.3f}"
    lines.append(f"forecast or negative: kappa {told} on {len(agreed.labels)} anchors")
    return lines


if __name__ == "__main__":
    sys.exit(main())
