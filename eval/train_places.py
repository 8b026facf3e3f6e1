"""`python -m eval.train_places`: learns which names are places' and which of its candidates a name means.

Training text: the development part of LGL and TR-News. A name is a place's when it overlaps an answer
(a logistic regression, packs/core/toponym_weights.yaml). Of a name that overlaps an answer, the
candidates near the answer's point are right, none of them when no candidate is or the answer has no
point (packs/core/place_weights.yaml). Those weights maximise the likelihood of the right candidates,
with a penalty on their squares; reasons that rest on other names are recomputed with the weights of the
round before. The calibration is fitted on folds that the weights had not seen; its curve is drawn to
docs/reliability.svg. No chance is involved: there is no seed. `--check` fits without writing.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.find import find_names
from dateline.find.places.finding import LIKELY, asks, grouped, ranking, recognised
from dateline.find.places.ranking import REASONS, Ranking
from dateline.find.places.recognising import reasons, witness
from dateline.lore import Candidate, Lore
from dateline.lore.gazetteer.geometry import haversine_km
from dateline.measure import geoparsing
from dateline.measure.parts import draw, in_part
from dateline.measure.texts import as_document
from dateline.model import Sentence
from dateline.parse import Parser
from dateline.settings import cache_folder, corpora_folder

Floats = npt.NDArray[np.float64]

Parsed = tuple[geoparsing.Article, tuple[Sentence, ...]]

FILES = ("geoparsing/lgl.xml", "geoparsing/TR-News.xml")
PACK = Path(__file__).parent.parent / "src/dateline/packs/core"
CURVE = Path(__file__).parent.parent / "docs/reliability.svg"
# Set by hand, for reasons that stand in the tables: the training text cannot teach them.
FIXED = (
    "theatre",
    "like-its-town",
    "befalls-places",
    "said-of-places",
    "main",
    "likeness",
    "area",
    "capital",
    "seat",
)
_NEAR_KM = 50.0
_WIDE_KM = 161.0
_PENALTY = 0.002
_FOLDS = 4
_ROUNDS = 4
_STEPS = 1500
_RATE = 0.03


@dataclass(frozen=True, slots=True)
class Example:
    """A document's ranking, the rows that are right, the answers of each name and those with a point."""

    name: str
    ranking: Ranking
    right: npt.NDArray[np.bool_]
    times: Floats
    located: Floats


def examples(articles: Sequence[Parsed], lore: Lore) -> Iterator[Example]:
    """The articles with their sentences as examples to learn from; names without an answer count nothing."""
    for article, sentences in articles:
        view = lore.within(lore.theatre_of(article.text))
        names = find_names(sentences, view)
        groups = grouped(recognised(sentences, names, asks(sentences, names, view), view), view)
        if not groups:
            continue
        right, times, located = [], [], []
        for group in groups:
            spans = [(sentences[a.name.sentence].tokens, a) for a in group.asks]
            told = [
                answer
                for tokens, ask in spans
                for answer in article.answers
                if answer.start < tokens[ask.hi - 1].end and tokens[ask.lo].start < answer.end
            ]
            rows = [_near(c, told) for c in group.candidates]
            right.extend([*rows, not any(rows)])
            times.append(float(len(told)))
            located.append(float(sum(answer.located for answer in told)))
        yield Example(
            article.name,
            ranking(groups, names, view),
            np.asarray(right),
            np.asarray(times),
            np.asarray(located),
        )


def _near(candidate: Candidate, told: Sequence[geoparsing.Toponym]) -> bool:
    """Whether a candidate is what most of the answers mean."""
    reach = _NEAR_KM if candidate.kind == "settlement" else _WIDE_KM
    hits = sum(_meant(candidate, answer, reach) for answer in told)
    return hits * 2 > len(told)


def _meant(candidate: Candidate, answer: geoparsing.Toponym, reach: float) -> bool:
    if answer.geonameid is not None and answer.geonameid == candidate.geonameid:
        return True
    if answer.lat is None or answer.lon is None:
        return False
    return haversine_km(answer.lat, answer.lon, candidate.lat, candidate.lon) <= reach


def told_apart(articles: Sequence[Parsed], lore: Lore) -> tuple[Floats, Floats]:
    """For every name that no pack knows: its reasons in the table's order, and whether it is a toponym."""
    columns = {key: n for n, key in enumerate(lore.lexicon.toponym_weights)}
    rows, labels = [], []
    for article, sentences in articles:
        view = lore.within(lore.theatre_of(article.text))
        names = find_names(sentences, view)
        seen = witness(sentences, names)
        for ask in asks(sentences, names, view):
            if ask.name.refs or ask.given:
                continue
            sentence = sentences[ask.name.sentence]
            row = np.zeros(len(columns))
            for key, value in reasons(sentence, ask.name, seen, view, ask.wanted, ask.hint is not None):
                row[columns[key]] = value
            start, end = sentence.tokens[ask.lo].start, sentence.tokens[ask.hi - 1].end
            rows.append(row)
            labels.append(any(a.start < end and start < a.end for a in article.answers))
    return np.asarray(rows), np.asarray(labels, dtype=np.float64)


def logistic(rows: Floats, labels: Floats, start: Floats, free: Floats) -> Floats:
    """Weights of a logistic regression by Newton's method; the fixed ones keep their value."""
    weights = start * (1 - free)
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + np.eye(len(weights))
        step = np.linalg.solve(curve, rows.T @ (labels - p) - weights * free)
        weights = weights + step * free
    return weights


def fit(found: Sequence[Example], start: Floats) -> Floats:
    """The weights, from a first guess, in rounds."""
    weights = start.copy()
    free = np.asarray([reason not in FIXED for reason in REASONS], dtype=np.float64)
    for _ in range(_ROUNDS):
        rows = np.concatenate([e.ranking.reasons(weights) for e in found])
        right = np.concatenate([e.right for e in found])
        times = np.concatenate([e.times for e in found])
        sizes = [len(a.candidates) + 1 for e in found for a in e.ranking.asked]
        weights = _ascend(rows, right, times, np.asarray(sizes), weights, free)
    return weights


def _ascend(
    rows: Floats,
    right: npt.NDArray[np.bool_],
    times: Floats,
    sizes: npt.NDArray[np.int64],
    weights: Floats,
    free: Floats,
) -> Floats:
    """Adam on the mean log-likelihood of the right rows."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    share = np.sqrt(times)[owner]
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    weights = weights.copy()
    for step in range(1, _STEPS + 1):
        chances = _softmax(rows @ weights, owner, starts)
        wanted = np.where(right, chances, 0.0)
        wanted /= np.maximum(np.add.reduceat(wanted, starts)[owner], 1e-12)
        slope = ((wanted - chances) * share) @ rows / share[starts].sum() - _PENALTY * weights
        slope *= free
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = _RATE * (1 - step / (_STEPS + 1))
        weights += rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return weights


def _softmax(scores: Floats, owner: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]) -> Floats:
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    return np.asarray(powers / np.add.reduceat(powers, starts)[owner])


def certainties(found: Sequence[Example], weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Of each name with an answer: the best row's chance, whether it is right, and its answers."""
    chances, hits, times = [], [], []
    for e in found:
        best = e.ranking.certainties(e.ranking.chances(weights))
        # Where the answer has no point nobody can say whether ours is right.
        for (at, certainty), told in zip(best, e.located, strict=True):
            if told:
                chances.append(certainty)
                hits.append(float(e.right[at]))
                times.append(told)
    return np.asarray(chances), np.asarray(hits), np.asarray(times)


def calibrate(chances: Floats, hits: Floats) -> tuple[float, float]:
    """Slope and intercept from the log-odds of the ranking to those of being right (Platt's scaling)."""
    chances = np.clip(chances, 1e-6, 1 - 1e-6)
    odds = np.log(chances / (1 - chances))
    rows = np.stack((odds, np.ones_like(odds)), axis=1)
    weights = np.asarray([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-rows @ weights))
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + 1e-6 * np.eye(2)
        weights = weights + np.linalg.solve(curve, rows.T @ (hits - p))
    return float(weights[0]), float(weights[1])


def cross_validated(found: Sequence[Example], start: Floats) -> tuple[Floats, Floats, Floats]:
    """Certainties of the documents of each fold under weights that the other folds taught."""
    parts = []
    for fold in range(_FOLDS):
        seen = [e for e in found if draw(e.name + "/fold", _FOLDS) != fold]
        unseen = [e for e in found if draw(e.name + "/fold", _FOLDS) == fold]
        parts.append(certainties(unseen, fit(seen, start)))
    right, chances, hits = (np.concatenate(column) for column in zip(*parts, strict=True))
    return right, chances, hits


def parsed(corpora: Path, lore: Lore, parser: Parser) -> list[Parsed]:
    """The articles of the development part with their sentences."""
    found = []
    for file in FILES:
        for article in geoparsing.load(corpora / file):
            if in_part(article.name, "development"):
                document = as_document(article.text, article.name, published=article.published)
                found.append((article, parser(document, lore.is_place)))
    return found


def put(table: Path, weights: Mapping[str, float]) -> None:
    """Write the weights into their table; the reasons that stand beside them stay."""
    text = table.read_text(encoding="utf-8")
    for key, weight in weights.items():
        text, changed = re.subn(rf"(key: {key}, weight: )[-0-9.]+", rf"\g<1>{weight:.3f}", text)
        if changed != 1:
            raise SystemExit(f"{table.name} has no entry {key}: add it with its reason")
    table.write_text(text, encoding="utf-8")


def bins(chances: Floats, hits: Floats, lots: int = 10) -> list[tuple[float, float, int]]:
    """The reliability curve: mean confidence, share that is right and count in each tenth."""
    rows = []
    for n in range(lots):
        inside = (chances >= n / lots) & (chances < (n + 1) / lots + (n == lots - 1))
        if inside.any():
            rows.append((float(chances[inside].mean()), float(hits[inside].mean()), int(inside.sum())))
    return rows


def drawn(rows: Sequence[tuple[float, float, int]]) -> str:
    """The curve as SVG: a dot for each tenth, as wide as many names lie in it, beside the diagonal."""
    most = max(count for _, _, count in rows)
    dots = "".join(
        f'<circle cx="{60 + 320 * x:.1f}" cy="{360 - 320 * y:.1f}" r="{4 + 12 * (n / most) ** 0.5:.1f}">'
        f"<title>{x:.2f} said, {y:.2f} right, {n} names</title></circle>"
        for x, y, n in rows
    )
    line = " ".join(f"{60 + 320 * x:.1f},{360 - 320 * y:.1f}" for x, y, _ in rows)
    ticks = "".join(
        f'<text x="{60 + 32 * n}" y="380">{n / 10:.1f}</text>'
        f'<text x="40" y="{364 - 32 * n}">{n / 10:.1f}</text>'
        for n in range(0, 11, 2)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 430" role="img" '
        'aria-label="Reliability of place confidences" font-family="sans-serif" font-size="11" fill="#333">'
        '<rect width="420" height="430" fill="#fff"/><path d="M60 40V360H380" fill="none" stroke="#333"/>'
        '<path d="M60 360L380 40" stroke="#999" stroke-dasharray="4 4"/>'
        f'<polyline points="{line}" fill="none" stroke="#0072b2" stroke-width="2"/>'
        f'<g fill="#0072b2" fill-opacity="0.75">{dots}</g><g text-anchor="middle">{ticks}'
        '<text x="220" y="405">confidence</text>'
        '<text transform="translate(16 200) rotate(-90)">share that is the right place</text>'
        '<text x="220" y="24" font-size="13">Confidence of places, on folds the weights had not seen</text>'
        "</g></svg>\n"
    )


def main() -> None:
    """Learn, tell, and write the tables unless only a check was asked for."""
    options = argparse.ArgumentParser(prog="python -m eval.train_places", description=__doc__.split("\n")[0])
    options.add_argument("--check", action="store_true", help="fit and tell, write nothing")
    check = options.parse_args().check
    lore = Lore.open(cache_folder())
    articles = parsed(corpora_folder(), lore, Parser())
    apart = _apart(articles, lore)
    if not check:
        put(PACK / "toponym_weights.yaml", apart)
        lore = Lore.open(cache_folder())
    found = list(examples(articles, lore))
    start = np.asarray([lore.lexicon.place_weights[reason] for reason in REASONS])
    chances, hits, times = cross_validated(found, start)
    slope, bias = calibrate(chances, hits)
    print(
        f"right place on unseen folds: {(hits * times).sum() / times.sum():.3f} of {int(times.sum()):,} names"
    )
    odds = np.log(np.clip(chances, 1e-6, 1 - 1e-6) / (1 - np.clip(chances, 1e-6, 1 - 1e-6)))
    rows = bins(1 / (1 + np.exp(-(slope * odds + bias))), hits)
    for said, right, count in rows:
        print(f"confidence {said:.2f}: right {right:.2f} of {count:,}")
    weights = fit(found, start)
    if not check:
        table = dict(zip(REASONS, map(float, weights), strict=True))
        put(PACK / "place_weights.yaml", table | {"certainty": slope, "certainty-bias": bias})
        CURVE.write_text(drawn(rows), encoding="utf-8")


def _apart(articles: Sequence[Parsed], lore: Lore) -> dict[str, float]:
    """The weights that tell toponyms apart, and how well they do on unseen folds."""
    keys = list(lore.lexicon.toponym_weights)
    start = np.asarray([lore.lexicon.toponym_weights[key] for key in keys])
    free = np.asarray([key not in FIXED for key in keys], dtype=np.float64)
    right = said = wanted = 0.0
    for fold in range(_FOLDS):
        seen = [a for a in articles if draw(a[0].name + "/fold", _FOLDS) != fold]
        unseen = [a for a in articles if draw(a[0].name + "/fold", _FOLDS) == fold]
        weights = logistic(*told_apart(seen, lore), start, free)
        rows, labels = told_apart(unseen, lore)
        accepted = rows @ weights > np.log(LIKELY / (1 - LIKELY))
        right, said, wanted = (
            right + float(labels[accepted].sum()),
            said + float(accepted.sum()),
            wanted + float(labels.sum()),
        )
    print(f"toponyms told apart on unseen folds: F1 {2 * right / (said + wanted):.3f}")
    return dict(zip(keys, map(float, logistic(*told_apart(articles, lore), start, free)), strict=True))


if __name__ == "__main__":
    main()
