"""`python -m eval.train_event_places`: learns the weights by which an event's place is chosen.

Training text: the development part of the event locations; nothing held out is read. Of each line the
candidates that overlap an answer are right, "none" where no place is said; lines whose answers no candidate
overlaps teach nothing. The weights maximise the likelihood of what is right, with a penalty on their
squares. Signs of few lines are left out before, weights near zero afterwards. All lines are used in each
step, from zero: no chance is involved, so there is no seed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.codify.where import Seen, Sign, signs
from dateline.lore import Lore
from dateline.measure.event_places import Line, load, views
from dateline.measure.parts import draw, in_part
from dateline.parse import Parser
from dateline.settings import cache_folder, corpora_folder

Floats = npt.NDArray[np.float64]
Weights = dict[Sign, float]

FILE = "events/event_location_dev.jsonl"
TABLE = Path(__file__).parent.parent / "src/dateline/packs/core/event_place_weights.yaml"
# Chosen by cross-validation within the development part.
_PENALTY = 4.0
_LEAST_LINES = 5
_NEAR_ZERO = 0.1
_FOLDS = 4
_STEPS = 200
_RATE = 0.1

REASONS = {
    "role": "what the phrase with the name is: a preposition's object, a subject, a modifier",
    "role-governor": "that, and the sort of word it hangs on: the event's verb, an event noun, a force",
    "reach": "whether that word is the event's verb, below, above or aside of it; and before or after",
    "path": "the relations from that word up to where it meets the verb, and down to the verb",
    "path-role": "path, role and sort together: the whole way between name and verb",
    "role-reach": "role, reach and side together",
    "branch": "by which relation the name's branch leaves the verb or the word above it",
    "up": "each relation on the way up from the name",
    "down": "each relation on the way down to the verb: some clauses are told no place from outside",
    "voice-role": "active, passive or participle, with role and reach: whose place is told by which",
    "frame-role": "subject or object of what kind of event: who captures a town is not there, the town is",
    "verb-role": "the verb itself and what the name is to it",
    "governor-word": "the word that the name hangs on: people of a town may be away, an ambush in it not",
    "tree-distance": "how many relations lie between",
    "steps": "what stands between name and phrase: the city of, a list, an apposition, an owner",
    "step": "each of these alone",
    "step-word": "the word that the name tells the place of: a border, an embassy",
    "step-role": "the sort of that word, and what it is to the sentence",
    "branch-word": "the last word of sense before the way meets the event: a raid, a clash, a report",
    "branch-sort": "its sort, and how it is tied",
    "meeting-word": "the word above both name and event",
    "adjective": "the adjective before the name: downtown, Soviet",
    "label": "what the parser took the name for",
    "kind-label": "that, and what the gazetteer knows it as",
    "role-kind": "role and kind: in a country, in a town, on a river",
    "reach-kind": "reach, side and kind",
    "role-label": "role and what the parser took it for",
    "governor-kind": "reach, role, sort of word, and whether it looks like a place at all",
    "actor": "the name is a party's or a person's",
    "actor-kind": "that, and what the gazetteer knows it as",
    "last-word": "what a name of several words calls its bearer: a district, a hospital, a brigade",
    "capitals": "all in capitals: an abbreviation or a headline",
    "company": "whether another place is named, with role, reach and side: the only place is likelier meant",
    "finer": "how many smaller places are named: of a town and its country the town is said",
    "nearer": "how many places stand nearer to the verb",
    "followed": "the name behind: a larger place after a comma, a place in which this one lies",
    "preceded": "the name before: this one is the larger place then",
    "distance": "how many words lie between name and verb, and on which side",
    "opens": "the sentence begins with it: a dateline, or the place where all of it plays",
    "between": "commas, semicolons, quotation marks or a word of saying in between",
    "word-before": "the word before: a preposition of place, an article",
    "word-after": "the word behind: what it modifies, or the end of its phrase",
    "none-names": "how many names the sentence has: without any, none is said",
    "none-relation": "how the verb hangs in the sentence",
    "none-tag": "the verb's form",
    "none-voice": "active, passive or participle",
    "none-frame": "the kind of event: what is said, agreed or thought has a place less often",
    "none-above": "what the verb hangs on: a relative clause only tells who somebody is",
    "none-argument": "the sort of its subject and object",
    "none-argument-word": "its subject and object: capturing attention happens nowhere",
    "none-article": "their articles and forms: a known thing was placed before",
    "none-opens": "the conjunction that opens its clause",
    "none-prep": "the sort of what its prepositions bring: in the attack points elsewhere",
    "none-prep-article": "that with its article: in the attack, in an attack",
    "none-adverb": "here and there say the place without a name",
    "none-length": "how long the sentence is",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A line's signs, those of "none" first, and which of the rows are right; none where no row can be."""

    name: str
    rows: Sequence[Sequence[Sign]]
    right: Sequence[bool]
    empty: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Examples as arrays: entry e says that row `row[e]` has sign `sign[e]`; rows belong to lines."""

    row: npt.NDArray[np.int64]
    sign: npt.NDArray[np.int64]
    line: npt.NDArray[np.int64]
    right: npt.NDArray[np.bool_]
    lines: int


def examples(lines: Sequence[Line], lore: Lore, parser: Parser) -> Iterator[Example]:
    """The lines as examples; those whose verb the parser made nothing of have no rows but that of "none"."""
    for line, seen, shift in views(lines, lore, parser):
        if seen is None:
            yield Example(line.name, [[]], [not line.locations], not line.locations)
            continue
        hits = [_hit(seen, n, line, shift) for n in range(len(seen.candidates))]
        rows = [list(dict.fromkeys(row)) for row in signs(seen)]
        yield Example(line.name, rows, [not line.locations, *hits], not line.locations)


def _hit(seen: Seen, n: int, line: Line, shift: int) -> bool:
    candidate, tokens = seen.candidates[n], seen.sentence.tokens
    start, end = tokens[candidate.lo].start - shift, tokens[candidate.hi - 1].end - shift
    return any(start < b and a < end for a, b in line.locations)


def common(found: Sequence[Example]) -> list[Sign]:
    """The signs of enough lines to learn from, in order."""
    seen = Counter(sign for e in found for sign in {sign for row in e.rows for sign in row})
    return sorted(sign for sign, lines in seen.items() if lines >= _LEAST_LINES)


def tabled(found: Sequence[Example], able: Sequence[Sign]) -> Table:
    """The examples as arrays over these signs."""
    column = {sign: n for n, sign in enumerate(able)}
    row, sign, line, right = [], [], [], []
    for n, e in enumerate(found):
        for told, hit in zip(e.rows, e.right, strict=True):
            known = [column[one] for one in told if one in column]
            row.extend([len(line)] * len(known))
            sign.extend(known)
            line.append(n)
            right.append(hit)
    return Table(
        np.asarray(row, np.int64),
        np.asarray(sign, np.int64),
        np.asarray(line, np.int64),
        np.asarray(right, np.bool_),
        len(found),
    )


def fit(found: Sequence[Example]) -> Weights:
    """The weights that these examples teach, those near zero left out."""
    able = common(found)
    weights = _ascend(tabled(found, able), len(able))
    return {
        sign: round(float(weight), 2)
        for sign, weight in zip(able, weights, strict=True)
        if abs(weight) >= _NEAR_ZERO
    }


def _ascend(table: Table, signs_in_all: int) -> Floats:
    """Adam on the penalised log-likelihood, at a rate that falls in the second half."""
    weights = np.zeros(signs_in_all)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    teaches = np.bincount(table.line, weights=table.right, minlength=table.lines) > 0
    for step in range(1, _STEPS + 1):
        chances = _chances(table, weights)
        hits = np.bincount(table.line, weights=chances * table.right, minlength=table.lines)
        wanted = chances * table.right / np.maximum(hits[table.line], 1e-12)
        error = np.where(teaches[table.line], chances - wanted, 0.0)
        slope = np.bincount(table.sign, weights=error[table.row], minlength=len(weights)) + _PENALTY * weights
        slope /= teaches.sum()
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = _RATE * min(1.0, 2 * (1 - step / _STEPS) + 0.02)
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def _chances(table: Table, weights: Floats) -> Floats:
    scores = np.bincount(table.row, weights=weights[table.sign], minlength=len(table.line))
    best = np.full(table.lines, -np.inf)
    np.maximum.at(best, table.line, scores)
    powers = np.exp(scores - best[table.line])
    return np.asarray(powers / np.bincount(table.line, weights=powers, minlength=table.lines)[table.line])


def accuracy(found: Sequence[Example], weights: Mapping[Sign, float]) -> float:
    """The share of the examples whose best row is right."""
    right = 0
    for e in found:
        scores = [sum(weights.get(sign, 0.0) for sign in row) for row in e.rows]
        right += e.right[max(range(len(scores)), key=scores.__getitem__)]
    return right / max(len(found), 1)


def cross_validated(found: Sequence[Example]) -> float:
    """Accuracy on each fold under the weights of the others, in the mean."""
    shares = []
    for fold in range(_FOLDS):
        unseen = [e for e in found if draw(e.name + "/fold", _FOLDS) == fold]
        seen = [e for e in found if draw(e.name + "/fold", _FOLDS) != fold]
        shares.append(accuracy(unseen, fit(seen)) * len(unseen))
    return sum(shares) / max(len(found), 1)


def written(weights: Weights, head: str) -> str:
    """The table as YAML: families in the order of their reasons, values by name."""
    rows = [f"# {line}" for line in head.splitlines()] + ["event_place_weights:"]
    for family, reason in REASONS.items():
        own = {value: weight for (name, value), weight in weights.items() if name == family}
        if own:
            rows += [f"  - key: {family}", f'    reason: "{reason}"', "    weights:"]
            rows += [f"      {_quoted(value)}: {weight}" for value, weight in sorted(own.items())]
    return "\n".join(rows) + "\n"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def main() -> None:
    """Learn from the development part and write the table; the figures go to its head and the screen."""
    options = argparse.ArgumentParser(prog="python -m eval.train_event_places", description=__doc__)
    options.add_argument("--path", type=Path, default=corpora_folder() / FILE, help="the annotated lines")
    options.add_argument("--out", type=Path, default=TABLE, help="the table that is written")
    given = options.parse_args()
    lore, parser = Lore.open(cache_folder()), Parser()
    lines = [line for line in load(given.path, parser) if in_part(line.name, "development")]
    found = list(examples(lines, lore, parser))
    unknown = {sign[0] for e in found for row in e.rows for sign in row} - set(REASONS)
    if unknown:
        raise SystemExit(f"REASONS has none for: {', '.join(sorted(unknown))}")
    weights = fit(found)
    reachable = sum(any(e.right) for e in found) / max(len(found), 1)
    head = (
        "Learned weights of where an event happened (codify/where.py); none is set by hand.\n"
        "Made by `python -m eval.train_event_places` from the development part of the event locations;\n"
        "the same text gives the same weights: no chance is involved, so there is no seed.\n"
        f"{len(found):,} sentences, {len(weights):,} weights. Right place, or rightly none:\n"
        f"cross-validated {cross_validated(found):.3f}, on the training text {accuracy(found, weights):.3f}, "
        f"at most {reachable:.3f} with these candidates."
    )
    given.out.write_text(written(weights, head), encoding="utf-8")
    print(head)


if __name__ == "__main__":
    main()
