"""`python -m eval.train_attribution`: learns the weights by which sources, cues and contents are found.

Training text: nine tenths of PolNeAR; the tenth that is held out is read only to be scored, with --score.
Each choice (is this word a cue? where does its source begin? where does it end? …) has a table of weights
for its signs and is learned alone, as the likeliest of its candidates, given the answers of the choices
before it. Last, whether a link is kept is learned from links as they are found in texts that the other
choices have not learned from. Part of the signs is left out by chance at each step, so that no weight leans
on another one; the seed is fixed, and the same text gives the same weights. One text in nine is kept aside
first, to set the score from which a link is kept; then all nine tenths are learned.
"""

from __future__ import annotations

import argparse
import pickle
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.ascribe.links import signs, spans
from dateline.ascribe.links.around import Around
from dateline.ascribe.links.decode import candidates, find_links, kept_signs, kinds
from dateline.ascribe.links.view import Ints, Signs, View
from dateline.lore import Lore
from dateline.lore.link_weights import CHOICES, LinkWeights, read_link_weights, write_link_weights
from dateline.measure import polnear
from dateline.measure.parts import Part, draw, in_part
from dateline.measure.texts import as_document
from dateline.model import Sentence
from dateline.parse import Parser
from dateline.settings import cache_folder, corpora_folder

FOLDER = "attribution/polnear_train"
LOTS = 10
FILE = Path(__file__).parent.parent / "src/dateline/packs/core/link_weights.json.gz"

# Chosen on the texts kept aside.
_SEED = 7
_BITS = 18
_LEFT_OUT = 0.5
_ASIDE = 9
_FOLDS = 3
# The score from which a word is looked at as a cue: a chance of one in thirteen, and its link may tell more.
_LOOK = 0.5
# Scores that are tried as enough for a link, in quarters; and the figures that decide.
_TRIED = (-6, 4)
_WANTED = ("source_exact_f1", "cue_exact_f1", "content_exact_f1", "link_overlap_f1")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pace:
    """How a choice is learned. `alone`: each candidate is a question itself, else one of an item's is right.

    `rare` is what the scores begin below: one word in forty is a cue, and without telling so all weights
    would be spent on it.
    """

    epochs: int
    batch: int
    rate: float
    alone: bool = False
    rare: float = 0.0


_ONE_OF = Pace(8, 256, 0.15)
# Words are many more than links: fewer rounds, larger batches.
_CUE = Pace(4, 4096, 0.1, alone=True, rare=3.0)
_KEEP = Pace(6, 512, 0.1, alone=True)
_FIRST = tuple(choice for choice in CHOICES if choice != "keep")


@dataclass(frozen=True, slots=True)
class Gold:
    """A link in tokens: the cue's head, the cue, its source (-1, -1 without one), the content's pieces."""

    head: int
    cue: tuple[int, int]
    source: tuple[int, int]
    pieces: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Table:
    """Candidates of one choice: their signs, the question each belongs to, and which are right."""

    signs: list[Signs]
    item: list[Ints]
    right: list[npt.NDArray[np.bool_]]
    items: int = 0

    def add(self, table: Signs, item: Ints, right: npt.NDArray[np.bool_], items: int) -> None:
        """More candidates; `item` counts from 0."""
        self.signs.append(table)
        self.item.append(item + self.items)
        self.right.append(right)
        self.items += items


Tables = dict[str, Table]
Text = tuple[polnear.Article, Sequence[Sentence]]
Pair = tuple[polnear.Article, Sequence[polnear.Link]]


def tables(texts: Sequence[Text], lore: Lore) -> Tables:
    """The candidates of all choices in these texts."""
    found = {choice: Table([], [], []) for choice in _FIRST}
    kind = kinds(lore)
    for article, sentences in texts:
        view = View(sentences, kind)
        gold = golden(view, article)
        heads = np.zeros(view.size, bool)
        heads[[link.head for link in gold]] = True
        found["cue"].add(signs.cues(view), np.arange(view.size), heads, view.size)
        if gold:
            _told(found, view, gold)
    return found


def _told(found: Tables, view: View, gold: Sequence[Gold]) -> None:
    """The candidates of one text's links, each choice given the right answers of those before it."""
    cue = np.asarray([link.head for link in gold])
    begin, end = (np.asarray([link.source[n] for link in gold]) for n in (0, 1))
    around, count = Around.of(view, cue), len(gold)
    link, token, table = signs.source_starts(around)
    found["source_start"].add(table, link, token == begin[link], count)
    none = np.full(count, -1)
    with_source = np.flatnonzero(begin >= 0)
    item, token = spans.source_ends(view, cue[with_source], begin[with_source])
    link = with_source[item]
    table = signs.ends(around, link, begin[link], token, (none, none), 5)
    found["source_end"].add(table, item, token == end[link], len(with_source))
    source = (begin, end)
    first = np.asarray([link.pieces[0][0] for link in gold])
    link, token = spans.content_starts(view, cue)
    table = signs.content_starts(around, link, token, source)
    found["content_start"].add(table, link, token == first[link], count)
    for n in range(max(len(link.pieces) for link in gold)):
        _piece(found, around, gold, n, source)
    content = (first, np.asarray([link.pieces[0][1] for link in gold]))
    for choice, n, reach, stage in (
        ("cue_start", 0, spans.cue_begins, 8),
        ("cue_end", 1, spans.cue_ends, 9),
    ):
        edge = np.asarray([link.cue[n] for link in gold])
        item, token = reach(view, cue)
        table = signs.cue_edges(around, item, token, source, content, stage)
        found[choice].add(table, item, token == edge[item], count)


def _piece(found: Tables, around: Around, gold: Sequence[Gold], n: int, source: tuple[Ints, Ints]) -> None:
    """Where the n-th pieces end, and where the next ones begin."""
    view, cue = around.view, around.cue
    able = np.asarray([k for k, link in enumerate(gold) if len(link.pieces) > n])
    begin, end, behind = (np.full(len(gold), -1) for _ in range(3))
    for k in able:
        begin[k], end[k] = gold[k].pieces[n]
        if len(gold[k].pieces) > n + 1:
            behind[k] = gold[k].pieces[n + 1][0]
    item, token = spans.content_ends(view, cue[able], begin[able])
    link = able[item]
    table = signs.ends(around, link, begin[link], token, source, 7)
    found["content_end"].add(table, item, token == end[link], len(able))
    item, token = spans.second_starts(view, cue[able], end[able])
    link = able[item]
    table = signs.second_starts(around, link, token, source, (begin, end))
    found["second_start"].add(table, item, token == behind[link], len(able))


def golden(view: View, article: polnear.Article) -> list[Gold]:
    """An article's answers in tokens, one for each cue's head, in order."""
    starts, ends = [t.start for t in view.tokens], [t.end for t in view.tokens]
    found: dict[int, Gold] = {}
    for link in article.answers:
        spans_of = [
            [(bisect_right(ends, a), bisect_left(starts, b)) for a, b in pieces or ()]
            for pieces in (link.cue, link.content, link.source)
        ]
        if any(lo >= hi for pieces in spans_of for lo, hi in pieces):
            continue
        cue, content, source = spans_of
        whole = (cue[0][0], cue[-1][1])
        head = _head(view, *whole)
        begin, end = (source[0][0], source[-1][1]) if source else (-1, -1)
        if source and view.sentence[begin] != view.sentence[head]:
            begin, end = -1, -1
        found.setdefault(head, Gold(head, whole, (begin, end), tuple(content)))
    return [found[head] for head in sorted(found)]


def _head(view: View, lo: int, hi: int) -> int:
    """The token that stands for a cue: a verb or noun on which nothing in the cue's words stands above."""
    tops = [
        i
        for i in range(lo, hi)
        if view.sentence[i] == view.sentence[lo] and (view.head[i] == i or not lo <= view.head[i] < hi)
    ]
    for able in (("VERB", "NOUN"), ("AUX", "PROPN", "ADJ")):
        for i in tops:
            if view.tokens[i].pos in able:
                return i
    return tops[0] if tops else lo


# -- learning


def fit(table: Table, pace: Pace) -> npt.NDArray[np.float32]:
    """The weights of a choice, by Adagrad at a falling rate."""
    places = np.concatenate(table.signs) >> np.uint32(32 - _BITS)
    item, right = np.concatenate(table.item), np.concatenate(table.right)
    order = np.argsort(item, kind="stable")
    places, item, right = places[order].astype(np.int32), item[order], right[order]
    bounds = np.searchsorted(item, np.arange(table.items + 1))
    able = np.arange(table.items)
    if not pace.alone:
        able = np.flatnonzero(np.bincount(item, weights=right, minlength=table.items) == 1)
    weights, squares = np.zeros(1 << _BITS), np.ones(1 << _BITS)
    chance = np.random.default_rng(_SEED)
    steps = pace.epochs * -(-len(able) // pace.batch)
    step = 0
    for _ in range(pace.epochs):
        shuffled = chance.permutation(able)
        for at in range(0, len(shuffled), pace.batch):
            own = shuffled[at : at + pace.batch]
            sizes = bounds[own + 1] - bounds[own]
            asks = np.repeat(np.arange(len(own)), sizes)
            rows = np.repeat(bounds[own] - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
            told, kept = places[rows], chance.random((len(rows), places.shape[1])) >= _LEFT_OUT
            scores = (weights[told] * kept).sum(axis=1) / (1 - _LEFT_OUT)
            error = (_sure(scores - pace.rare) if pace.alone else _shares(scores, asks)) - right[rows]
            slope = np.bincount(
                told.ravel(), weights=(error[:, None] * kept).ravel(), minlength=len(weights)
            ) / (1 - _LEFT_OUT)
            squares += slope**2
            weights -= pace.rate * (1 - step / steps) * slope / np.sqrt(squares)
            step += 1
    return weights.astype(np.float32)


def _sure(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-scores)))


def _shares(scores: Floats, asks: Ints) -> Floats:
    most = np.full(int(asks[-1]) + 1, -np.inf)
    np.maximum.at(most, asks, scores)
    powers = np.exp(scores - most[asks])
    return np.asarray(powers / np.bincount(asks, weights=powers)[asks])


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text with the candidates of all choices in it."""

    text: Text
    tables: Tables


def joined(lessons: Sequence[Lesson], choice: str) -> Table:
    """The candidates of a choice in several texts."""
    whole = Table([], [], [])
    for lesson in lessons:
        own = lesson.tables[choice]
        for table, item, right in zip(own.signs, own.item, own.right, strict=True):
            whole.signs.append(table)
            whole.item.append(item + whole.items)
            whole.right.append(right)
        whole.items += own.items
    return whole


def learned(lessons: Sequence[Lesson], lore: Lore, enough: float) -> LinkWeights:
    """The weights that these texts teach.

    Whether a link is kept is learned from links as they are found in texts that the other choices have not
    learned from: in their own they are surer than they will be.
    """
    keep = Table([], [], [])
    for fold in range(_FOLDS):
        unseen = [x for x in lessons if draw(f"{x.text[0].name}/fold", _FOLDS) == fold]
        seen = [x for x in lessons if draw(f"{x.text[0].name}/fold", _FOLDS) != fold]
        weights = _chosen(seen)
        for lesson in unseen:
            _kept(keep, lesson.text, lore, weights)
    weights = _chosen(lessons)
    last = fit(keep, _KEEP)
    return replace(weights, tables={**weights.tables, "keep": last}, enough=enough)


def _chosen(lessons: Sequence[Lesson]) -> LinkWeights:
    found = {choice: fit(joined(lessons, choice), _CUE if choice == "cue" else _ONE_OF) for choice in _FIRST}
    return LinkWeights(_BITS, found, _LOOK, 0.0)


def _kept(keep: Table, text: Text, lore: Lore, weights: LinkWeights) -> None:
    """Adds a text's candidate links: those whose cue is an answer's are right."""
    article, sentences = text
    view = View(sentences, kinds(lore))
    found = candidates(view, weights)
    if len(found.cue):
        heads = [link.head for link in golden(view, article)]
        count = len(found.cue)
        keep.add(kept_signs(view, found), np.arange(count), np.isin(found.cue, heads), count)


def found_in(texts: Sequence[Text], lore: Lore, weights: LinkWeights) -> list[Pair]:
    """The texts' articles with the links that these weights find."""
    return [
        (article, [polnear.Link(x.source, x.cue, x.content) for x in find_links(parsed, lore, weights)])
        for article, parsed in texts
    ]


def best_enough(texts: Sequence[Text], lore: Lore, weights: LinkWeights) -> float:
    """The score from which a link is best kept, by what the table of figures is about."""

    def worth(enough: float) -> float:
        figures = polnear.score(found_in(texts, lore, replace(weights, enough=enough)))
        return sum(figures[name] for name in _WANTED)

    return max((n / 4 for n in range(*_TRIED)), key=worth)


def texts_of(path: Path, part: Part, lore: Lore, parser: Parser, parsed: Path | None) -> list[Text]:
    """The articles of a part with their sentences; parses are kept in the folder `parsed`."""
    found = []
    for article in polnear.load(path):
        if not in_part(article.name, part, LOTS):
            continue
        kept = parsed / f"{article.name}.pickle" if parsed else None
        if kept is not None and kept.exists():
            found.append((article, pickle.loads(kept.read_bytes())))
            continue
        sentences = parser(as_document(article.text, article.name, published=None), lore.is_place)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(pickle.dumps(sentences, protocol=5))
        found.append((article, sentences))
    return found


def main() -> None:
    """Learn from nine tenths, write the weights and print the figures."""
    options = argparse.ArgumentParser(prog="python -m eval.train_attribution", description=__doc__)
    options.add_argument("--path", type=Path, default=corpora_folder() / FOLDER, help="the corpus' folder")
    options.add_argument("--out", type=Path, default=FILE, help="the weights that are written")
    options.add_argument("--parsed", type=Path, help="a folder that keeps parses between runs")
    options.add_argument("--trial", action="store_true", help="only score those kept aside")
    options.add_argument("--score", action="store_true", help="score the held-out tenth, too")
    given = options.parse_args()
    lore, parser = Lore.open(cache_folder()), Parser()
    texts = texts_of(given.path, "development", lore, parser, given.parsed)
    lessons = [Lesson(text, tables([text], lore)) for text in texts]
    rest = [x for x in lessons if draw(f"{x.text[0].name}/aside", _ASIDE) != 0]
    aside = [x.text for x in lessons if draw(f"{x.text[0].name}/aside", _ASIDE) == 0]
    trial = learned(rest, lore, 0.0)
    enough = best_enough(aside, lore, trial)
    _print(f"{len(aside)} texts kept aside", found_in(aside, lore, replace(trial, enough=enough)))
    if given.trial:
        return
    write_link_weights(given.out, learned(lessons, lore, enough))
    if given.score:
        held_out = texts_of(given.path, "held-out", lore, parser, given.parsed)
        pairs = found_in(held_out, lore, read_link_weights(given.out))
        _print(f"{len(held_out)} texts held out", pairs)


def _print(head: str, pairs: Sequence[Pair]) -> None:
    print(head)
    for name, figure in polnear.score(pairs).items():
        print(f"  {name:28} {figure:.3f}")


if __name__ == "__main__":
    main()
