"""`dateline scenario draw`, and the same drawing for an interface."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from dateline.errors import UsageError
from dateline.store import Store
from dateline.tell.files import written
from dateline.tell.joining import knowledge
from dateline.tell.meter import Meter
from dateline.tell.scenario.standing import Standing, standing

if TYPE_CHECKING:
    from dateline.tell.plots.network import Box

__all__ = ["draw", "picture"]

_FORMS = (".svg", ".png")


def draw(path: Path, out: Path, *, store: str | None, on: str | None) -> None:
    """Draw a file's graph into a file; with a store, as it stands there on a day. Raises DatelineError."""
    form = out.suffix.lower()
    if form not in _FORMS:
        raise UsageError(f"wanted --out with a file that ends in {' or '.join(_FORMS)}, got {out.name!r}")
    lore = knowledge()
    with Meter("drawing"):
        if store is None:
            state = standing(path, None, lore)
        else:
            with Store.open(store) as opened:
                state = standing(path, opened.view(), lore, on=on)
        written(out, picture(state, cast("Literal['png', 'svg']", form[1:])))
    sys.stdout.write(f"{out}: {len(state.propositions):,} propositions and {len(state.links):,} links\n")


def picture(state: Standing, form: Literal["png", "svg"]) -> bytes:
    """A scenario as it stands, drawn: the same state gives the same bytes."""
    from dateline.tell.plots.network import Arrow, drawn

    arrows = [Arrow(one.parent, one.child, one.strength) for one in state.links]
    return drawn(state.title, _note(state), _boxes(state), arrows, form)


def _boxes(state: Standing) -> list[Box]:
    from dateline.tell.plots.network import Box

    return [Box(one.id, one.label, one.probability, one.prior) for one in state.propositions]


def _note(state: Standing) -> str:
    day = f"by what was known on {state.on}" if state.on else "by its own numbers"
    if state.on is None and any(one.moved_by for one in state.propositions):
        day = "by all that is known"
    error = max((one.error for one in state.propositions), default=0.0)
    sampled = "" if state.exact else f"; sampled, standard error {100 * error:.1f} points at the most"
    moved = any(abs(one.probability - one.prior) >= 5e-4 for one in state.propositions)
    mark = "; the black mark is where it stood before, by the numbers alone" if moved else ""
    return f"How probable each is, {day}{sampled}{mark}."
