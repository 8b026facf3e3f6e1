"""The floors: what was reached on held-out text, pinned with a hash of the corpus, and only ever raised."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from dateline.measure.corpora import Run

__all__ = ["FLOORS", "Floor", "broken", "corpus_hash", "load", "raised", "save"]

FLOORS = Path(__file__).with_name("floors.json")
# Figures of which less is better.
_LESS = frozenset({"mean_error_km", "auc", "errors_left", "calibration_error"})
# Other processors round the parse's sums in another order, which now and then turns a tag.
_SLACK = 0.004


@dataclass(frozen=True, slots=True)
class Floor:
    """The figures that one part of a corpus may not fall below; `corpus` is the hash of its files."""

    corpus: str
    figures: dict[str, float]


def corpus_hash(path: Path) -> str:
    """SHA-256 over a corpus' files, in order of their names."""
    whole = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def load(file: Path = FLOORS) -> dict[str, Floor]:
    """Floors by corpus and part, such as `lgl/held-out` and `lgl/sample`."""
    if not file.exists():
        return {}
    stored = json.loads(file.read_text(encoding="utf-8"))
    return {key: Floor(entry["corpus"], entry["figures"]) for key, entry in stored.items()}


def save(floors: dict[str, Floor], file: Path = FLOORS) -> None:
    """Write the floors, sorted."""
    plain = {key: {"corpus": f.corpus, "figures": f.figures} for key, f in sorted(floors.items())}
    file.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")


def broken(floor: Floor, run: Run, corpus: str) -> list[str]:
    """What is wrong with a run against its floor, a line each: another corpus, or a figure that fell."""
    if corpus != floor.corpus:
        return [
            f"{run.corpus.name}: the corpus ({corpus[:12]}) is not the one of the floor ({floor.corpus[:12]})"
        ]
    found = []
    for name, least in floor.figures.items():
        value = run.figures.get(name)
        if value is None:
            found.append(f"{run.corpus.name}: {name} is measured no more, its floor {least:.4f}")
        elif _worse(name, value, least, _SLACK):
            found.append(f"{run.corpus.name}: {name} is {value:.4f}, its floor {least:.4f}")
    return found


def raised(old: Floor | None, run: Run, corpus: str) -> Floor:
    """The floor after a run: each figure at its best. Raises ValueError if one fell or the corpus changed."""
    if old is not None and (fallen := broken(old, run, corpus)):
        raise ValueError("; ".join(fallen) + ": a floor is never lowered")
    best = {}
    for name in run.corpus.headline:
        value = round(run.figures[name], 4)
        held = old.figures.get(name) if old else None
        best[name] = held if held is not None and _worse(name, value, held, 0.0) else value
    return Floor(corpus, best)


def _worse(name: str, value: float, least: float, slack: float) -> bool:
    if name in _LESS:
        return value > least * (1 + slack * 5) + slack
    return value < least - slack
