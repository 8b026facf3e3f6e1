"""`python -m eval.train_roots`: learns the weights by which the root between two parties is chosen.

Training text: the development part of the PLOVER sentences; nothing held out is read. The weights maximise
the likelihood of the answers, with a penalty on their squares; rare roots weigh more. Signs of few sentences
are left out. All sentences are used in each step, from zero: no chance is involved, so there is no seed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.codify import signs_between
from dateline.lore import Lore
from dateline.lore.root_weights import ALWAYS, FILE_NAME, RootWeights, write_root_weights
from dateline.measure.parts import draw, in_part
from dateline.measure.plover import ROOTS, Line, Predicted, load, read, score
from dateline.parse import Parser
from dateline.settings import cache_folder, corpora_folder

Floats = npt.NDArray[np.float64]

FILE = "events/plover_train.tsv"
TABLE = Path(__file__).parent.parent / "src/dateline/packs/core" / FILE_NAME
# Chosen by cross-validation within the development part.
_PENALTY = 2.0
_LEAST_LINES = 3
# A sentence has about so many signs: the penalty is told for tables that are not evened out by them.
_SCALE = 60.0
_FOLDS = 5
_STEPS = 300
# How much more a sentence of a rare root counts: the root's number of sentences to this power.
_RARE = -0.3


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's signs and its root."""

    name: str
    signs: Sequence[str]
    root: str


def examples(lines: Sequence[Line], lore: Lore, parser: Parser) -> list[Example]:
    """The lines as examples."""
    found = []
    for line in lines:
        sentences, events = read(line.text, lore, parser)
        found.append(
            Example(line.text, signs_between(sentences, events, line.source, line.target), line.root)
        )
    return found


def fit(found: Sequence[Example]) -> RootWeights:
    """The weights that these examples teach."""
    seen = Counter(sign for e in found for sign in e.signs)
    able = [*sorted(sign for sign, lines in seen.items() if lines >= _LEAST_LINES), ALWAYS]
    column = {sign: n for n, sign in enumerate(able)}
    table = np.zeros((len(found), len(able)))
    right = np.zeros((len(found), len(ROOTS)))
    for n, e in enumerate(found):
        table[n, [column[sign] for sign in (*e.signs, ALWAYS) if sign in column]] = 1
        right[n, ROOTS.index(e.root)] = 1
    heavy = np.maximum(right.sum(axis=0), 1) ** _RARE
    weight = right @ heavy
    weights = _descend(table, right, weight / weight.mean())
    return RootWeights(ROOTS, {sign: weights[n] for sign, n in column.items()})


def _descend(table: Floats, right: Floats, weight: Floats) -> Floats:
    """Accelerated gradient steps on the penalised loss, each as long as its curvature allows."""
    # A sentence of many signs shall not teach more than one of few.
    table = table / np.sqrt(table.sum(axis=1, keepdims=True))
    rate = 1 / (np.linalg.norm(table, 2) ** 2 * weight.max() / 2 + _PENALTY / _SCALE)
    at = ahead = np.zeros((table.shape[1], right.shape[1]))
    pace = 1.0
    for _ in range(_STEPS):
        told = table @ ahead
        told = np.exp(told - told.max(axis=1, keepdims=True))
        told /= told.sum(axis=1, keepdims=True)
        slope = table.T @ ((told - right) * weight[:, None]) + _PENALTY / _SCALE * ahead
        step, next_pace = ahead - rate * slope, (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead, at, pace = step + (pace - 1) / next_pace * (step - at), step, next_pace
    return at


def predicted(found: Sequence[Example], weights: RootWeights) -> dict[str, float]:
    """The figures that the weights reach on examples."""
    return score((Line(e.name, (), (), e.root), Predicted(weights.best(e.signs), ())) for e in found)


def cross_validated(found: Sequence[Example]) -> dict[str, float]:
    """The figures on each fold with the weights that the others teach, all folds together."""
    pairs = []
    for fold in range(_FOLDS):
        weights = fit([e for e in found if draw(f"{e.name}/fold", _FOLDS) != fold])
        for e in found:
            if draw(f"{e.name}/fold", _FOLDS) == fold:
                pairs.append((Line(e.name, (), (), e.root), Predicted(weights.best(e.signs), ())))
    return score(pairs)


def main() -> None:
    """Learn from the development part, write the weights and print the figures."""
    options = argparse.ArgumentParser(prog="python -m eval.train_roots", description=__doc__)
    options.add_argument("--path", type=Path, default=corpora_folder() / FILE, help="the marked sentences")
    options.add_argument("--out", type=Path, default=TABLE, help="the weights that are written")
    given = options.parse_args()
    lore, parser = Lore.open(cache_folder()), Parser()
    lines = [line for line in load(given.path) if in_part(line.name, "development")]
    found = examples(lines, lore, parser)
    weights = fit(found)
    write_root_weights(given.out, weights)
    told = {"cross-validated": cross_validated(found), "on the training text": predicted(found, weights)}
    print(f"{len(found):,} sentences, {len(weights.weights):,} signs")
    for name, figures in told.items():
        print(f"{name}: macro-F1 {figures['root_macro_f1']:.3f}, accuracy {figures['accuracy']:.3f}")


if __name__ == "__main__":
    main()
