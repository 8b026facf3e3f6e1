"""`dateline scenario watch`: a scenario as of a day, and which claim moved what by how much."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from math import exp
from pathlib import Path

import msgspec
from rich.console import Console
from rich.text import Text

from dateline.errors import UsageError
from dateline.forecast.scenario.schema import Scenario
from dateline.forecast.scenario.watching import Move, Step, Watched, Watching, watch
from dateline.lore import Lore
from dateline.store import Store
from dateline.tell.cells import Cells
from dateline.tell.ending import complain
from dateline.tell.joining import knowledge
from dateline.tell.layout import Column, drawn
from dateline.tell.meter import Meter
from dateline.tell.reads import console_for
from dateline.tell.scenario.files import sound
from dateline.tell.scenario.running import how, points, share
from dateline.tell.scenario.standing import watched
from dateline.tell.words import clean

__all__ = ["told_how", "tell_watch"]

# Claims and propositions that a row names; JSON has all.
_NAMED = 3
_MOVES = (
    Column("known", (("", "known"),), most=12),
    Column(
        "what was seen",
        (("", "title"), ("by ", "signpost"), ("told by ", "by"), ("", "how"), ("", "ids")),
        ratio=3,
    ),
    Column("odds", (("×", "times"), ("of ", "whole")), right=True),
    Column("moved", (("", "moved"),), ratio=2),
)


def tell_watch(
    path: Path,
    *,
    store: str,
    on: str | None,
    since: str | None,
    sampled: bool,
    as_json: bool,
    colour: bool,
) -> None:
    """Tell how a scenario stands on a day, and what moved it there since another. Raises DatelineError."""
    if on is not None and since is not None and since > on:
        raise UsageError(f"--since {since} lies after --on {on}")
    lore = knowledge()
    scenario = sound(path, lore).scenario
    result = _result(scenario, lore, store, (since, on), sampled=sampled)
    if as_json:
        sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
        return
    _told(scenario, result, (since, on), lore.lexicon.scenario_weights, console_for(colour=colour))


def _result(
    scenario: Scenario, lore: Lore, store: str, days: tuple[str | None, str | None], *, sampled: bool
) -> Watching:
    since, on = days
    with Store.open(store) as opened, Meter("looking at events") as meter:
        view = opened.view()
        if view.count("document") == 0:
            complain(f"the store {store} holds nothing; `dateline read` fills it")
        now = watched(scenario, view, lore, on=on, progress=meter.at)
        before = watched(scenario, view, lore, on=since) if since is not None else ()
        return watch(scenario, now, before, sampled=sampled, progress=meter.at)


# -- for a person


def _told(
    scenario: Scenario,
    result: Watching,
    days: tuple[str | None, str | None],
    weights: Mapping[str, float],
    console: Console,
) -> None:
    since, on = days
    ends = filter(None, (f"since {since}" if since else "", f"as of {on}" if on else "by all that is known"))
    console.print(Text(f"{clean(scenario.title)}, {', '.join(ends)}", style="bold"))
    console.print(drawn(_columns(since), map(_proposition, result.propositions)))
    console.print(Text(how(result.exact, [one.error for one in result.propositions]), style="dim"))
    if result.moves:
        console.print()
        rows = [_move(move, weights) for move in result.moves]
        console.print(drawn(_MOVES, rows, title="What moved it"))
    elif scenario.signposts:
        console.print(Text("Nothing that it looks out for moved it.", style="dim"))
    if result.unseen:
        console.print(Text(f"Seen nothing: {', '.join(result.unseen)}", style="dim"))


def _columns(since: str | None) -> tuple[Column, ...]:
    """What a proposition was before: by the numbers alone, or on the earlier day."""
    return (
        Column("proposition", (("", "id"),), most=28),
        Column("prior" if since is None else since, (("", "before"),), right=True),
        Column("now", (("", "now"),), right=True),
        Column("change", (("", "change"),), right=True),
        Column("", (("", "says"),), ratio=1),
    )


def _proposition(one: Watched) -> Cells:
    return {
        "id": Text(one.id, style="bold"),
        "before": Text(share(one.before), style="dim"),
        "now": Text(share(one.probability)),
        "change": Text(
            f"{100 * one.change:+.1f}" if abs(one.change) >= 5e-4 else "", style=_style(one.change)
        ),
        "says": Text(clean(one.says)),
    }


def _style(change: float) -> str:
    return "green" if change > 0 else "red"


def _move(move: Move, weights: Mapping[str, float]) -> Cells:
    step = move.step
    return {
        "known": Text(step.known or "undated"),
        "title": Text(clean(step.title)),
        "signpost": Text(step.signpost, style="bold"),
        "by": Text(_some([claim.by for claim in step.claims])),
        "how": Text(told_how(step, weights), style="yellow" if step.side else "dim"),
        "ids": Text(_ids(step), style="dim"),
        "times": Text(_times(step.odds)),
        "whole": Text(_times(step.whole) if abs(step.whole - step.odds) > 1e-9 else "", style="dim"),
        "moved": Text("\n".join(_changes(move))),
    }


def _some(names: list[str]) -> str:
    unique = list(dict.fromkeys(clean(name) for name in names))
    rest = f" and {len(unique) - _NAMED} more" if len(unique) > _NAMED else ""
    return ", ".join(unique[:_NAMED]) + rest


def _ids(step: Step) -> str:
    """Where to look further: the first claim and the first incident."""
    named = [f"claim {claimed.claim}" for claimed in step.claims[:1]]
    return ", ".join([*named, *(f"incident {incident}" for incident in step.incidents[:1])])


def _times(odds: float) -> str:
    return f"{exp(odds):.2f}"


def _changes(move: Move) -> Iterator[str]:
    yield from (f"{id} {points(change, signed=True)}" for id, change in list(move.changes.items())[:_NAMED])
    if len(move.changes) > _NAMED:
        yield f"and {len(move.changes) - _NAMED} more"


_HOW = {
    "both": "both sides tell it: it counts in full",
    "several": "several independent sources tell it",
    "admitted": "told by one side against its own interest",
    "one": "one source tells it",
    "one side": "one side alone tells it",
    "unnamed": "only unnamed sources tell it",
    "disputed": "told and denied",
    "outweighed": "more sources deny it than tell it",
    "denied": "only denied",
}


def told_how(step: Step, weights: Mapping[str, float]) -> str:
    """How what was seen is confirmed, in words, and how much of it counts for that."""
    if step.confirmed is None:
        return ""
    side = f": {clean(step.side)}" if step.side else ""
    weight = weights.get(step.confirmed, 1.0)
    counted = f"; {weight:.0%} counts" if weight < 1 else ""
    return _HOW.get(step.confirmed, step.confirmed) + side + counted
