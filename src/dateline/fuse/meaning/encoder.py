"""The encoder: a small language model whose upper half learned from pairs of reports of one happening.

Two files of the core pack, made by `python -m eval.train_meaning`. `meaning.npz` has the pieces (`pieces`:
lines of UTF-8), a vector for each (`words`, signed bytes, times `scales`) and one for each place in the
text (`places`); `meaning.onnx` are the layers above, with weights of a byte each. A text's vector is the
mean of what comes out for its pieces.
"""

from __future__ import annotations

import base64
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from dateline.errors import LoreError
from dateline.fuse.meaning.pieces import Pieces
from dateline.lore.packs import core_folder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["Encoder", "encoder", "likeness", "packed", "wording"]

Floats = npt.NDArray[np.float32]

_TABLE, _LAYERS = "meaning.npz", "meaning.onnx"
_MOST = 127


class Encoder:
    """Makes vectors of texts; raises `LoreError` when its files are not there or are no model."""

    def __init__(self, folder: Path) -> None:
        try:
            with (folder / _TABLE).open("rb") as file, np.load(file, allow_pickle=False) as table:
                known = table["pieces"].tobytes().decode("utf-8").split("\n")
                self._words, self._scales, self._places = (table[k] for k in ("words", "scales", "places"))
            self._layers = _layers((folder / _LAYERS).read_bytes())
        except (OSError, KeyError, ValueError, BadZipFile) as error:
            raise LoreError(
                f"{folder}: {_TABLE} and {_LAYERS} are not the encoder's weights: {error}"
            ) from None
        self._pieces = Pieces(known)

    def __call__(self, text: str) -> str:
        """A text's vector: signed bytes in base64, in proportion to its values."""
        return packed(self.vector(text))

    def vector(self, text: str) -> Floats:
        """The same as numbers, of length 1; some 10 ms for a hundred words."""
        told = self._layers.run(None, {"pieces": self.embedded(self._pieces(text))[None]})[0][0]
        mean = told.mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)

    def embedded(self, numbers: list[int]) -> Floats:
        """What goes into the first layer for the pieces of these numbers: a row each."""
        rows = self._words[numbers].astype(np.float32) * self._scales[numbers, None]
        return np.asarray(rows + self._places[: len(numbers)], np.float32)


def _layers(held: bytes) -> InferenceSession:
    """The layers ready to run; raises `ValueError` when the bytes are none."""
    from onnxruntime import InferenceSession, SessionOptions
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf

    alone = SessionOptions()
    # One text takes some 10 ms; more threads would only take turns with those of the parse.
    alone.intra_op_num_threads = 1
    try:
        return InferenceSession(held, alone, providers=["CPUExecutionProvider"])
    except (Fail, InvalidGraph, InvalidProtobuf) as error:
        raise ValueError(error) from None


@cache
def encoder() -> Encoder:
    """The shipped encoder, read once per process."""
    return Encoder(core_folder())


def wording(published: str | None, text: str) -> str:
    """What is read of a report: the day it appeared (ISO), and its text."""
    return f"{published or ''} . {text.strip()}"


def packed(vector: Floats) -> str:
    """A vector as signed bytes in base64; only its direction is kept."""
    most = max(float(np.abs(vector).max()), 1e-9)
    return base64.b64encode(np.round(vector * (_MOST / most)).astype(np.int8).tobytes()).decode("ascii")


def likeness(one: str, other: str) -> float:
    """The cosine of two packed vectors, -1 to 1; 0 where one is missing or of another model."""
    a, b = _unpacked(one), _unpacked(other)
    return float(a @ b) if len(a) == len(b) else 0.0


# A report is compared with many.
@lru_cache(maxsize=4_096)
def _unpacked(told: str) -> Floats:
    vector = np.frombuffer(base64.b64decode(told), np.int8).astype(np.float32)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)
