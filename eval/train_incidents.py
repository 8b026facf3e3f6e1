"""`python -m eval.train_incidents`: learns how rare words are, and what reasons for joining reports weigh.

Rarity is counted in stretches of some 150 words: of the development part of the attributed news,
and of the sentences of event locations put one behind the other. The weights are learned from the
open scenes of `eval/gold/incidents`: of each pair of reports, what each is about; and of pairs of
different scenes, which a fixed seed draws, that they are two. They start from `PRIOR`, set by hand,
and are held near it; none changes its sign, so that each reason says what it is named for. What the
encoder says of a scene is taken from `unseen.npz`: from an encoder that had not learned from it
(`eval.train_meaning`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.fuse.incidents import Comparing
from dateline.fuse.incidents.grouping import joined
from dateline.fuse.meaning import packed
from dateline.fuse.words import Words
from dateline.lore import Lore
from dateline.lore.names import normal
from dateline.measure.parts import in_part
from dateline.model import Account
from dateline.parse import Parser
from dateline.settings import cache_folder, corpora_folder
from eval.gold.incidents import read
from eval.gold.scenes import FOLDER, Scene, folds, scenes

Floats = npt.NDArray[np.float64]

CORE = Path(__file__).parent.parent / "src/dateline/packs/core"
UNSEEN = FOLDER / "unseen.npz"
WEIGHTS, RARITY = CORE / "incidents.yaml", CORE / "rarity.yaml"
_STRETCH, _SHORTEST = 150, 60
# A word that stands in fewer stretches is as rare as one that stands in none.
_LEAST = 0.001
_LEAST_LETTERS = 3
_WIDTH = 140
_EDGES = ".,;:!?()[]\"“”‘’'…—–-"
# Chosen by cross-validation over the open scenes.
_PENALTY = 0.5
_STEPS = 4_000
# Added to the weight that always counts: with it, grouping by the median did best on unseen scenes.
_LENIENCE = 0.3
# Pairs of different scenes, drawn with this seed: a store holds many, and hardly one that is hard.
_EASY, _SEED = 1_500, 5
# What is not learned: in a scene place and day hardly tell, as its reports share them; in a store they do.
_FIXED = frozenset({"in passing", "in passing and elsewhere", "in passing and undated", "other town"})
_FIXED |= {"other day", "published apart", "weeks apart", "one document"}

_AT_LEAST = {"same town": 0.4, "same day": 0.4, "day named by both": 0.2, "same place and day": 0.2}

# What the weights were before anything was learned, set by hand. Where one is 0 afterwards, the reason says
# nothing beyond the others.
PRIOR: dict[str, float] = {
    "always": -3.0,
    "in passing": -2.5,
    "in passing and elsewhere": -4.0,
    "in passing and undated": -2.0,
    "same town": 2.0,
    "town named by both": 1.0,
    "close by": 1.0,
    "one within the other": 0.5,
    "same region": 0.6,
    "same country": 0.3,
    "neighbouring town": -1.5,
    "other town": -1.0,
    "other region": -2.0,
    "same day": 1.5,
    "day named by both": 0.8,
    "other day, one in common": 0.3,
    "same place and day": 0.8,
    "same place, day and deed": 0.5,
    "days overlap": 0.6,
    "next day": -1.2,
    "published next day": -0.2,
    "other day": -5.0,
    "published apart": -0.7,
    "weeks apart": -16.0,
    "other hours": -1.5,
    "same hours": 0.4,
    "same actor": 0.6,
    "other actor": -0.6,
    "same target": 0.9,
    "other target": -0.7,
    "same deed": 0.6,
    "other deed": -0.4,
    "kin": -0.4,
    "other kind": -2.0,
    "uncoded": -0.3,
    "same means": 0.4,
    "other means": -0.9,
    "same count": 1.2,
    "grown count": 0.3,
    "other count": -0.6,
    "same names": 1.5,
    "rare names": 1.5,
    "same numbers": 1.0,
    "words shared": 6.0,
    "same countries": 1.0,
    "no country shared": -1.0,
    "same things": 1.0,
    "other things": -0.8,
    "same weapons": 0.8,
    "other weapons": -0.8,
    "same names first": 0.8,
    "other names first": -0.8,
    "gist shared": 1.0,
    "told alike": 4.0,
    "told unlike": -4.0,
    "copy": 4.0,
    "one document": -0.5,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts' signs, whether they are one incident, and the scene they count for."""

    scene: int
    one: bool
    signs: Floats


# -- rarity


def stretches(corpora: Path) -> Iterator[list[str]]:
    """Words of the training texts, some 150 at a time."""
    for path in sorted((corpora / "attribution/polnear_train/text").glob("*.txt")):
        if in_part(path.stem, "development", 10):
            words = path.read_text(encoding="utf-8").split()
            yield from (words[i : i + _STRETCH] for i in range(0, len(words), _STRETCH))
    kept: list[str] = []
    for line in (corpora / "events/event_location_dev.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        if in_part(text, "development", 4):
            kept += text.split()
        if len(kept) >= _STRETCH:
            yield kept
            kept = []


def rarity(corpora: Path, words: Words) -> dict[str, float]:
    """Base of a word -> the natural logarithm of one in how many stretches has it; of common ones."""
    found: Counter[str] = Counter()
    total = 0
    for stretch in stretches(corpora):
        if len(stretch) >= _SHORTEST:
            total += 1
            plain = (normal(word).strip(_EDGES).removesuffix("'s") for word in stretch)
            found.update({words.base(word) for word in plain})
    return {
        word: round(log(total / n), 2)
        for word, n in found.items()
        if n >= _LEAST * total and len(word) >= _LEAST_LETTERS and re.fullmatch(r"[a-z][a-z -]*", word)
    }


def write_rarity(found: dict[str, float]) -> None:
    """The table as a pack file, the commonest words first."""
    lines, line = [], "      "
    for word, value in sorted(found.items(), key=lambda item: (item[1], item[0])):
        entry = f'"{word}={value}", '
        if len(line) + len(entry) > _WIDTH:
            lines.append(line.rstrip())
            line = "      "
        line += entry
    lines.append(line.rstrip().rstrip(","))
    RARITY.write_text(
        "# How rare words are in reports: the natural logarithm of one in how many stretches of 150\n"
        "# words has them. By their bases (fuse/words.py); one that is not listed counts as rare as 7.\n"
        "# Counted by `python -m eval.train_incidents`.\n"
        "words:\n  - key: rarity\n"
        '    example: "*The* says nothing."\n'
        '    note: "word=rarity"\n'
        "    words: [\n" + "\n".join(lines) + "\n    ]\n",
        encoding="utf-8",
    )


# -- weights


def examples(found: Sequence[Scene], lore: Lore, parser: Parser) -> list[Pair]:
    """All pairs of reports of each scene, and as many easy ones as `_EASY` says."""
    comparing, meant = Comparing(lore), unseen()
    leads = {
        scene.name: {
            id: replace(_lead(told), meaning=meant[id]) for id, told in read(scene, lore, parser).items()
        }
        for scene in found
    }
    made = [
        Pair(n, one, _signs(leads[scene.name][a.id], leads[scene.name][b.id], comparing))
        for n, scene in enumerate(found)
        for a, b, one in scene.pairs()
    ]
    draw = random.Random(_SEED)
    # What two encoders say cannot be compared, and each part of the scenes has its own.
    for part in folds(found):
        everywhere = [(scene.name, lead) for scene in part for lead in leads[scene.name].values()]
        for _ in range(_EASY * len(part) // len(found)):
            (here, a), (there, b) = draw.sample(everywhere, 2)
            if here != there:
                made.append(Pair(-1, False, _signs(a, b, comparing)))
    return made


def unseen() -> dict[str, str]:
    """Packed vectors of all open reports by encoders that had not learned from them, by the reports' ids."""
    with np.load(UNSEEN, allow_pickle=False) as held:
        rows = zip(held["ids"].tolist(), held["vectors"], strict=True)
        return {str(id): packed(row.astype(np.float32)) for id, row in rows}


def _lead(told: Sequence[Account]) -> Account:
    return next(account for account in told if account.lead)


def _signs(a: Account, b: Account, comparing: Comparing) -> Floats:
    row = np.zeros(len(PRIOR))
    columns = {key: n for n, key in enumerate(PRIOR)}
    for sign in comparing.signs(*sorted((a, b), key=lambda account: account.id)):
        row[columns[sign.key]] += sign.strength
    return row


def fit(pairs: Sequence[Pair]) -> Floats:
    """Weights by gradient steps on the penalised loss, each held on its side of 0 and near `PRIOR`."""
    table, right = np.array([p.signs for p in pairs]), np.array([float(p.one) for p in pairs])
    prior = np.array(list(PRIOR.values()))
    low, high = _bounds(prior)
    rate = 1.0 / (0.25 * np.linalg.norm(table, 2) ** 2 + _PENALTY)
    weights, ahead, momentum = prior.copy(), prior.copy(), 1.0
    for _ in range(_STEPS):
        told = 1.0 / (1.0 + np.exp(-np.clip(table @ ahead, -30.0, 30.0)))
        slope = table.T @ (told - right) + _PENALTY * (ahead - prior)
        new = np.clip(ahead - rate * slope, low, high)
        next_momentum = (1.0 + np.sqrt(1.0 + 4.0 * momentum**2)) / 2.0
        ahead = new + (momentum - 1.0) / next_momentum * (new - weights)
        weights, momentum = new, next_momentum
    weights[list(PRIOR).index("always")] += _LENIENCE
    return weights


def _bounds(prior: Floats) -> tuple[Floats, Floats]:
    """Between what each weight may lie."""
    low, high = np.where(prior < 0, -np.inf, 0.0), np.where(prior < 0, 0.0, np.inf)
    fixed = np.array([key in _FIXED for key in PRIOR])
    low, high = np.where(fixed, prior, low), np.where(fixed, prior, high)
    return np.maximum(low, [_AT_LEAST.get(key, -np.inf) for key in PRIOR]), high


def crossed(pairs: Sequence[Pair], found: Sequence[Scene]) -> float:
    """F1 of the pairs of scenes of hands that the weights had not seen, each scene's reports grouped."""
    right = told = wanted = 0
    at = {scene.name: n for n, scene in enumerate(found)}
    for part in folds(found):
        inside = {at[scene.name] for scene in part}
        weights = fit([pair for pair in pairs if pair.scene not in inside])
        for scene in part:
            scored = [float(pair.signs @ weights) for pair in pairs if pair.scene == at[scene.name]]
            both = [(frozenset((a.id, b.id)), one) for a, b, one in scene.pairs()]
            weighed = dict(zip((key for key, _ in both), scored, strict=True))
            shared = _grouped([report.id for report in scene.reports], weighed)
            one = {key for key, is_one in both if is_one}
            right, told, wanted = right + len(shared & one), told + len(shared), wanted + len(one)
    return 2 * right / (told + wanted)


def _grouped(reports: Sequence[str], weighed: Mapping[frozenset[str], float]) -> set[frozenset[str]]:
    """The pairs of reports that come into one group."""
    weights = {(min(pair), max(pair)): weight for pair, weight in weighed.items()}
    groups = joined([[report] for report in sorted(reports)], weights)
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def write_weights(weights: Floats) -> None:
    """The weights into the pack, whose reasons stay."""
    text = WEIGHTS.read_text(encoding="utf-8")
    for key, weight in zip(PRIOR, weights, strict=True):
        name = re.escape(key if "," not in key else f'"{key}"')
        text, n = re.subn(rf"(\{{key: {name}, weight: )-?[0-9.]+", rf"\g<1>{weight:.2f}", text)
        if n != 1:
            raise SystemExit(f"{WEIGHTS.name} has {key!r} {n} times, wanted once")
    WEIGHTS.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    wanted.add_argument("--check", action="store_true", help="write nothing")
    asked = wanted.parse_args(arguments)
    lore, parser = Lore.open(cache_folder()), Parser()
    if not asked.check:
        write_rarity(rarity(corpora_folder(), Words(lore)))
        lore = Lore.open(cache_folder())
    found, faults = scenes("open")
    if faults:
        raise SystemExit("\n".join(faults))
    pairs = examples(found, lore, parser)
    seen = [pair for pair in pairs if pair.scene >= 0]
    print(f"{len(seen)} pairs; F1 of unseen scenes {crossed(pairs, found):.3f}")
    if not asked.check:
        write_weights(fit(pairs))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
