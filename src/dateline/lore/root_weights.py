"""The learned weights of roots between two parties (core/root_weights.json.gz): a row for each sign.

The file is gzip over JSON: `roots`, `scale` and `weights`, sign -> a whole number for each root; weight =
number * scale. A root's score is the sum over the signs.
`python -m eval.train_roots` makes the file; nothing in it is set by hand.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.errors import LoreError
from dateline.lore.packs import core_folder

__all__ = ["ALWAYS", "FILE_NAME", "RootWeights", "read_root_weights", "root_weights", "write_root_weights"]

Floats = npt.NDArray[np.float64]

FILE_NAME = "root_weights.json.gz"
# The sign that every sentence has.
ALWAYS = "always"
_MOST = 999


@dataclass(frozen=True, slots=True)
class RootWeights:
    """A weight for each root, by sign."""

    roots: tuple[str, ...]
    weights: Mapping[str, Floats]

    def best(self, signs: Iterable[str]) -> str:
        """The root that these signs speak for; the first in order where several do alike."""
        rows = [self.weights[sign] for sign in (*sorted(set(signs)), ALWAYS) if sign in self.weights]
        if not rows:
            return self.roots[0]
        return self.roots[int(np.argmax(np.sum(rows, axis=0)))]


@cache
def root_weights() -> RootWeights:
    """The shipped weights, read once per process."""
    return read_root_weights(core_folder() / FILE_NAME)


def read_root_weights(path: Path) -> RootWeights:
    """The weights of a file. Raises LoreError with the file and what is wrong in it."""
    try:
        told = json.loads(gzip.decompress(path.read_bytes()))
        roots, scale = tuple(str(root) for root in told["roots"]), float(told["scale"])
        weights = {str(sign): np.asarray(row, np.float64) * scale for sign, row in told["weights"].items()}
        if not roots or any(row.shape != (len(roots),) for row in weights.values()):
            raise ValueError(f"wanted {len(roots)} weights in each row")
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        wanted = "wanted the weights that eval.train_roots writes"
        raise LoreError(f"{path}: {wanted}, found {type(error).__name__}: {error}") from error
    return RootWeights(roots, weights)


def write_root_weights(path: Path, weights: RootWeights) -> None:
    """Writes the file; the same weights give the same bytes."""
    most = max((float(np.abs(row).max()) for row in weights.weights.values()), default=0.0)
    scale = most / _MOST or 1.0
    rows = {sign: np.round(row / scale).astype(int).tolist() for sign, row in weights.weights.items()}
    told = {"roots": weights.roots, "scale": scale, "weights": rows}
    path.write_bytes(gzip.compress(json.dumps(told, sort_keys=True).encode("utf-8"), 9, mtime=0))
