"""A scenario's file: read, checked, and refused with its lines where it is wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import ScenarioError
from dateline.forecast.scenario.beliefs import beliefs
from dateline.forecast.scenario.checking import check, check_marginals
from dateline.forecast.scenario.findings import Finding
from dateline.forecast.scenario.loading import FORM, Loaded, load
from dateline.forecast.scenario.network import network
from dateline.forecast.scenario.pointing import check_signposts
from dateline.tell.words import clean

if TYPE_CHECKING:
    from dateline.lore import Lore

__all__ = ["findings", "loaded", "sound"]


def loaded(path: Path) -> Loaded:
    """The parts of a file; `-` is standard input. Raises ScenarioError that names the file and the line."""
    try:
        # One byte more than is allowed, so that a file that never ends is refused rather than read.
        if str(path) == "-":
            body = sys.stdin.buffer.read(FORM.most_bytes + 1)
        else:
            with path.open("rb") as file:
                body = file.read(FORM.most_bytes + 1)
        return load(body)
    except OSError as error:
        raise ScenarioError(f"{clean(str(path))}: {error.strerror or error}") from None
    except ScenarioError as error:
        raise ScenarioError(f"{clean(str(path))}: {error}") from None


def findings(parts: Loaded, lore: Lore) -> list[Finding]:
    """All that is wrong with a file, in the order of lines."""
    found = check(parts)
    if not _wrong(found) and any(one.marginal is not None for one in parts.scenario.propositions.values()):
        net = network(parts.scenario)
        found += check_marginals(parts, [float(one) for one in beliefs(net, {}).marginals()])
    return sorted({*found, *check_signposts(parts, lore)})


def sound(path: Path, lore: Lore) -> Loaded:
    """The parts of a file that can be reckoned. Raises ScenarioError with its first error."""
    parts = loaded(path)
    wrong = _wrong(findings(parts, lore))
    if wrong:
        rest = f", and {len(wrong) - 1} more; `dateline scenario check` lists them" if len(wrong) > 1 else ""
        raise ScenarioError(f"{clean(str(path))}: line {wrong[0].line}: {clean(wrong[0].text)}{rest}")
    return parts


def _wrong(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.level == "error"]
