"""A scenario as it stands on a day by a store, in values that an interface can hand on as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import ScenarioError
from dateline.forecast.scenario.running import Link
from dateline.forecast.scenario.schema import Scenario
from dateline.forecast.scenario.watching import Step, Watching, steps, watch
from dateline.model import Claim
from dateline.tell.scenario.files import loaded, sound
from dateline.tell.scenario.sighting import Progress, sightings

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.store import View

__all__ = ["MovedBy", "Named", "Placed", "Standing", "scenarios", "standing", "watched"]


@dataclass(frozen=True, slots=True)
class Named:
    """A scenario of a folder: the name of its file without ending, and its title."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class MovedBy:
    """What moved a proposition, and by how much; `side` where only that side tells it.

    `claim` is the first that asserts it, None where something failed to come; `confirmed` a key of the core
    pack's `scenario_weights`.
    """

    signpost: str
    incident: str | None
    claim: str | None
    by: str | None
    known: str
    title: str
    confirmed: str | None
    side: str | None
    change: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A proposition on a day. `prior` is by the scenario's numbers alone; `error` the standard error."""

    id: str
    label: str
    probability: float
    prior: float
    error: float
    moved_by: tuple[MovedBy, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A scenario on a day: its propositions in the order of the file, its links, and how it was reckoned."""

    title: str
    on: str | None
    exact: bool
    propositions: tuple[Placed, ...]
    links: tuple[Link, ...]
    unseen: tuple[str, ...]


def scenarios(folder: Path) -> list[Named]:
    """The scenarios of a folder that can be loaded, by name. Raises ScenarioError without such a folder."""
    if not folder.is_dir():
        raise ScenarioError(f"{folder}: there is no such folder")
    found = []
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        try:
            found.append(Named(path.stem, loaded(path).scenario.title))
        except ScenarioError:
            continue
    return found


def standing(path: Path, view: View | None, lore: Lore, *, on: str | None = None) -> Standing:
    """A scenario as it stands by what was published by the ISO day `on` (None: ever).

    Without a `view` nothing moves it. Raises ScenarioError with its line when the file is wrong, StoreError.
    """
    scenario = sound(path, lore).scenario
    taken = watched(scenario, view, lore, on=on) if view is not None else []
    return _standing(scenario, watch(scenario, taken), on)


def watched(
    scenario: Scenario, view: View, lore: Lore, *, on: str | None, progress: Progress | None = None
) -> list[Step]:
    """What the signposts of a sound scenario add by a day, in the order in which it became known."""
    seen = sightings(scenario, view, lore, on=on, progress=progress)
    return _narrowed(steps(scenario, seen, lore.lexicon.scenario_weights, on), view)


def _narrowed(taken: list[Step], view: View) -> list[Step]:
    """Each step with the claims of what its signpost saw alone, where there are any: an incident has many."""
    claims = view.gather(claimed.claim for step in taken for claimed in step.claims)
    of = {one.id: one.of.id for one in claims if isinstance(one, Claim)}
    found = []
    for step in taken:
        own = tuple(claimed for claimed in step.claims if of.get(claimed.claim) in step.events)
        found.append(replace(step, claims=own or step.claims))
    return found


def _standing(scenario: Scenario, result: Watching, on: str | None) -> Standing:
    moved: dict[str, list[MovedBy]] = {one.id: [] for one in result.propositions}
    for move in result.moves:
        for id, change in move.changes.items():
            moved[id].append(_moved_by(move.step, change))
    placed = (
        Placed(one.id, one.says, one.probability, one.prior, one.error, tuple(moved[one.id]))
        for one in result.propositions
    )
    return Standing(scenario.title, on, result.exact, tuple(placed), result.links, result.unseen)


def _moved_by(step: Step, change: float) -> MovedBy:
    first = step.claims[0] if step.claims else None
    return MovedBy(
        step.signpost,
        step.incidents[0] if step.incidents else None,
        first.claim if first else None,
        first.by if first else None,
        step.known,
        step.title,
        step.confirmed,
        step.side,
        change,
    )
