"""`dateline scenario run`: what follows from a scenario by its own numbers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.text import Text

from dateline.errors import UsageError
from dateline.forecast.scenario.findings import meant
from dateline.forecast.scenario.network import CERTAIN
from dateline.forecast.scenario.running import Marginal, Reckoned, Target, reckon
from dateline.forecast.scenario.schema import Scenario
from dateline.forecast.scenario.sensitivity import Swing
from dateline.tell.cells import Cells
from dateline.tell.joining import knowledge
from dateline.tell.layout import Column, drawn
from dateline.tell.meter import Meter
from dateline.tell.reads import console_for
from dateline.tell.scenario.files import sound
from dateline.tell.words import clean

__all__ = ["how", "named", "points", "reckoned", "run", "share"]

_BAR = 20  # characters
_MARGINALS = (
    Column("proposition", (("", "id"),), most=28),
    Column("probable", (("", "probability"),), right=True),
    Column("", (("", "bar"),)),
    Column("", (("", "says"),), ratio=1),
)
_INFLUENCES = (
    Column("what bears on it", (("", "id"),), ratio=1),
    Column("if it holds", (("", "holds"),), right=True),
    Column("if not", (("", "fails"),), right=True),
)
_SWINGS = (
    Column("number", (("", "number"),), ratio=1),
    Column("from", (("", "low"),), right=True),
    Column("to", (("", "high"),), right=True),
    Column("makes it", (("", "range"),), right=True),
)
_STORIES = (
    Column("probable", (("", "probability"),), right=True),
    Column("holds", (("", "holds"),), ratio=1),
    Column("does not", (("", "fails"),), ratio=1),
)


def run(
    path: Path,
    *,
    of: Sequence[str],
    given: Sequence[str],
    most: int,
    sampled: bool,
    as_json: bool,
    colour: bool,
) -> None:
    """Reckon a file and tell what follows. Raises DatelineError."""
    scenario = sound(path, knowledge()).scenario
    with Meter("reckoning"):
        result = reckoned(scenario, of=of, given=given, most=most, sampled=sampled)
    if as_json:
        sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
        return
    _told(scenario, result, given, console_for(colour=colour))


def reckoned(
    scenario: Scenario,
    *,
    of: Sequence[str] = (),
    given: Sequence[str] = (),
    most: int = 5,
    sampled: bool = False,
) -> Reckoned:
    """What follows from a sound scenario; `given` are "id=yes" or "id=no". Raises DatelineError."""
    for id in of:
        named(id, scenario.propositions)
    taken = dict(_taken(one, scenario) for one in given)
    return reckon(scenario, taken, of=of, most=most, sampled=sampled)


def _taken(text: str, scenario: Scenario) -> tuple[str, float]:
    id, _, answer = text.partition("=")
    if answer not in ("yes", "no"):
        raise UsageError(f"--given: wanted a proposition with yes or no, such as id=yes, got {text[:80]!r}")
    return named(id, scenario.propositions), CERTAIN if answer == "yes" else -CERTAIN


def named(id: str, known: Mapping[str, object]) -> str:
    """The id, if there is such a part. Raises UsageError otherwise."""
    if id not in known:
        raise UsageError(f"the scenario has no {id[:80]!r}{meant(id, known)}")
    return id


# -- for a person


def _told(scenario: Scenario, result: Reckoned, given: Sequence[str], console: Console) -> None:
    taken = f", given {', '.join(given)}" if given else ""
    console.print(Text(f"{clean(scenario.title)}{taken}", style="bold"))
    console.print(drawn(_MARGINALS, map(_marginal, result.marginals)))
    console.print(Text(how(result.exact, [one.error for one in result.marginals]), style="dim"))
    for target in result.targets:
        _target(scenario, target, console)
    console.print()
    title = f"The likeliest stories, of {len(result.told)} of {len(result.marginals):,} propositions"
    console.print(drawn(_STORIES, _stories(result), title=title))


def how(exact: bool, errors: Sequence[float]) -> str:
    """How it was reckoned, and how far it may be off."""
    if exact:
        return "Reckoned exactly."
    return f"Too wide to be reckoned exactly: sampled; standard error {points(max(errors))} at the most."


def _marginal(one: Marginal) -> Cells:
    error = f" ±{100 * one.error:.1f}" if one.error else ""
    return {
        "id": Text(one.id, style="bold"),
        "probability": Text(share(one.probability) + error),
        "bar": Text("█" * round(_BAR * one.probability), style="cyan"),
        "says": Text(clean(one.says)),
    }


def share(probability: float) -> str:
    """A probability in percent; what is near 0 or 1 does not look as if it were."""
    percent = 100 * probability
    if 0 < percent < 0.1:
        return "<0.1%"
    return ">99.9%" if 99.9 < percent < 100 else f"{percent:.1f}%"


def points(change: float, *, signed: bool = False) -> str:
    """A difference of probabilities in points."""
    sign = "+" if signed else ""
    return f"{100 * change:{sign}.1f} points"


def _target(scenario: Scenario, target: Target, console: Console) -> None:
    console.print()
    title = f"What matters for {target.id}: {clean(scenario.propositions[target.id].says)}"
    rows: list[Cells] = [
        {
            "id": Text(one.proposition),
            "holds": Text(share(one.if_holds)),
            "fails": Text(share(one.if_not)),
        }
        for one in target.influences
    ]
    if rows:
        console.print(drawn(_INFLUENCES, rows, title=title))
    console.print(drawn(_SWINGS, _swings(target), title=None if rows else title))


def _swings(target: Target) -> Iterator[Cells]:
    for one in target.swings:
        low, high = sorted((one.at_low, one.at_high))
        yield {
            "number": Text(f"{_number(one)}: {one.value:g}"),
            "low": Text(f"{one.low:.2f}"),
            "high": Text(f"{one.high:.2f}"),
            "range": Text(f"{share(low)} – {share(high)}"),
        }


def _number(one: Swing) -> str:
    """A number of the file in words, by where it stands."""
    if one.path[-2:-1] == ("strengths",):
        return f"{one.path[-1]} → {one.proposition}"
    if one.path[0] == "given":
        return f"{one.proposition} where its parents are “{one.path[-1]}”"
    return f"{one.proposition}, by itself" if one.path[-1] == "leak" else one.proposition


def _stories(result: Reckoned) -> Iterator[Cells]:
    for one in result.stories:
        yield {
            "probability": Text(share(one.probability)),
            "holds": Text(", ".join(one.holds) or "nothing", style="green"),
            "fails": Text(", ".join(one.fails) or "nothing", style="dim"),
        }
