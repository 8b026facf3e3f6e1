"""The learned weights of attribution links (core/link_weights.json.gz): one table of signs for each choice.

The file is gzip over JSON: `bits`, `least`, `enough` and, under `choices`, for each choice its `scale` and
its `weights`: 2**bits signed bytes in base64. A sign is a 32-bit number, whose first `bits` bits say where
its weight stands; weight = byte * scale. A candidate's score is the sum over its signs. `least` is what a
word must score to be looked at as a cue, `enough` what a link must score to be kept.
`python -m eval.train_attribution` makes the file; nothing in it is set by hand.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.errors import LoreError
from dateline.lore.packs import core_folder

__all__ = ["CHOICES", "LinkWeights", "link_weights", "read_link_weights", "write_link_weights"]

Floats = npt.NDArray[np.float32]

CHOICES = (
    "cue",
    "source_start",
    "source_end",
    "content_start",
    "content_end",
    "second_start",
    "cue_start",
    "cue_end",
    "keep",
)
_FILE = "link_weights.json.gz"
_SIGN_BITS = 32
_MOST = 127


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """Tables of weights by choice, each of 2**bits.

    `least`: the score from which a word is looked at as a cue; `enough`: that from which a link is kept.
    """

    bits: int
    tables: Mapping[str, Floats]
    least: float
    enough: float

    def scores(self, choice: str, signs: npt.NDArray[np.uint32]) -> Floats:
        """The scores of candidates, whose signs are rows."""
        places = signs >> np.uint32(_SIGN_BITS - self.bits)
        return np.asarray(self.tables[choice][places].sum(axis=1), np.float32)


@cache
def link_weights() -> LinkWeights:
    """The shipped weights, read once per process."""
    return read_link_weights(core_folder() / _FILE)


def read_link_weights(path: Path) -> LinkWeights:
    """The weights of a file. Raises LoreError with the file and what is wrong in it."""
    try:
        told = json.loads(gzip.decompress(path.read_bytes()))
        bits = int(told["bits"])
        tables = {name: _table(told["choices"][name], bits) for name in CHOICES}
        return LinkWeights(bits, tables, float(told["least"]), float(told["enough"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, binascii.Error) as error:
        wanted = "wanted the weights that eval.train_attribution writes"
        raise LoreError(f"{path}: {wanted}, found {type(error).__name__}: {error}") from error


def _table(choice: Mapping[str, str | float], bits: int) -> Floats:
    raw = np.frombuffer(base64.b64decode(str(choice["weights"]), validate=True), np.int8)
    if len(raw) != 1 << bits:
        raise ValueError(f"a table of {len(raw)} weights, where 2**{bits} are told")
    return raw.astype(np.float32) * np.float32(choice["scale"])


def write_link_weights(path: Path, weights: LinkWeights) -> None:
    """Writes the file; the same weights give the same bytes."""
    choices = {}
    for name in CHOICES:
        table = weights.tables[name]
        scale = float(np.abs(table).max()) / _MOST or 1.0
        raw = np.round(table / scale).astype(np.int8).tobytes()
        choices[name] = {"scale": scale, "weights": base64.b64encode(raw).decode("ascii")}
    told = {"bits": weights.bits, "least": weights.least, "enough": weights.enough, "choices": choices}
    path.write_bytes(gzip.compress(json.dumps(told, sort_keys=True).encode("ascii"), 9, mtime=0))
