"""Attributions of news (PolNeAR): who said, thought or showed what; loaded, predicted, scored.

The corpus is a folder with `text/NAME.txt` and `ann/NAME.ann` (brat's standoff): spans of Source, Cue and
Content, which may have several pieces, and events that link them. Spans marked Discuss or Discard are no
answers. Offsets count code points; white space at a piece's ends is no part of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from dateline.ascribe import find_links
from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.measure.scores import Counts
from dateline.measure.texts import as_document, read_text
from dateline.parse import Parser

__all__ = ["Article", "Link", "Pieces", "load", "predictions", "score", "write"]

Pieces = tuple[tuple[int, int], ...]

_ROLES = ("source", "cue", "content")
_OPENING = ('"', "“", "„", "«", "``", "‘", "'")
_CLOSING = ('"', "”", "“", "»", "’", "'")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    """A source, made answerable by a cue for a content; each as its pieces [start, end) in the text."""

    source: Pieces | None
    cue: Pieces
    content: Pieces


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated text. `name` decides the part that it belongs to."""

    name: str
    text: str
    answers: tuple[Link, ...]


def load(path: Path) -> Iterator[Article]:
    """The articles of a folder by name. Raises CorpusError with the file and the line."""
    texts = sorted((path / "text").glob("*.txt"))
    if not texts:
        raise CorpusError(f"{path} holds no text/*.txt: wanted a folder with text/ and ann/")
    for file in texts:
        text, notes = read_text(file), path / "ann" / f"{file.stem}.ann"
        yield Article(file.stem, text, _answers(read_text(notes), text, notes))


def _answers(notes: str, text: str, file: Path) -> tuple[Link, ...]:
    spans: dict[str, tuple[str, Pieces]] = {}
    events: list[tuple[int, list[str]]] = []
    for number, line in enumerate(notes.split("\n"), 1):
        key, _, rest = line.partition("\t")
        try:
            if key[:1] == "T" and key[1:].isdigit():
                spans[key] = _span(rest.partition("\t")[0], text)
            elif key[:1] == "E" and key[1:].isdigit():
                events.append((number, rest.split()[1:]))
        except ValueError as error:
            raise CorpusError(f"{file}, line {number}: {error}") from error
    links: dict[Link, None] = {}
    for number, arguments in events:
        try:
            links.update(dict.fromkeys(_links(arguments, spans)))
        except KeyError as error:
            raise CorpusError(f"{file}, line {number}: no span {error.args[0]} is given") from error
    return tuple(sorted(links, key=lambda link: (link.cue, link.content)))


def _span(written: str, text: str) -> tuple[str, Pieces]:
    """A line's kind of span and its pieces: "Content 12 40;52 60"."""
    kind, _, offsets = written.partition(" ")
    pieces = []
    for piece in offsets.split(";"):
        start, end = (int(at) for at in piece.split())
        if not 0 <= start < end <= len(text):
            raise ValueError(f"a piece from {start} to {end} lies outside the text of {len(text)} characters")
        words = text[start:end]
        pieces.append((start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())))
    return kind, _joined(sorted(piece for piece in pieces if piece[0] < piece[1]), text)


def _joined(pieces: Sequence[tuple[int, int]], text: str) -> Pieces:
    """Pieces with nothing but white space between them are one."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _links(arguments: Sequence[str], spans: dict[str, tuple[str, Pieces]]) -> Iterator[Link]:
    """An event's links: one a content. Events without a cue or a content, as there are a few, are none."""
    told: dict[str, list[Pieces]] = {role: [] for role in _ROLES}
    for argument in arguments:
        kind, pieces = spans[argument.rpartition(":")[2]]
        if kind.lower() in told and pieces:
            told[kind.lower()].append(pieces)
    for content in told["content"]:
        if told["cue"]:
            yield Link(told["source"][0] if told["source"] else None, told["cue"][0], content)


# -- predictions


def predictions(
    articles: Iterable[Article], lore: Lore, parser: Parser
) -> Iterator[tuple[Article, tuple[Link, ...]]]:
    """All articles with the links found in them, in order."""
    for article in articles:
        yield article, predict(article, lore, parser)


def predict(article: Article, lore: Lore, parser: Parser) -> tuple[Link, ...]:
    """The links of an article's text alone: nothing else is known of it."""
    document = as_document(article.text, article.name, published=None)
    sentences = parser(document, lore.is_place)
    return tuple(Link(link.source, link.cue, link.content) for link in find_links(sentences, lore))


# -- scores


def score(pairs: Iterable[tuple[Article, Sequence[Link]]]) -> dict[str, float]:
    """Figures over all articles together.

    Spans are counted once however many links share them. Exact: all pieces are the same; overlap: they
    share a character, one prediction for one answer. `content_piece_exact_f1` counts the pieces of
    contents one by one, as a tagger of words would. `link_overlap_f1`: source, cue and content each
    overlap those of one answer; without a source where the answer has none. `direct_speaker_accuracy`:
    of direct quotations with a source, how often the content found that is most like it has a source
    that overlaps the answer's.
    """
    exact = {role: Counts() for role in _ROLES}
    overlap = {role: Counts() for role in _ROLES}
    piece, link = Counts(), Counts()
    direct: list[bool] = []
    for article, found in pairs:
        for role in _ROLES:
            wanted, got = _spans(article.answers, role), _spans(found, role)
            exact[role].add(len(set(wanted) & set(got)), len(got), len(wanted))
            overlap[role].add(_paired(wanted, got, _common), len(got), len(wanted))
        wanted, got = (_single(_spans(links, "content")) for links in (article.answers, found))
        piece.add(len(set(wanted) & set(got)), len(got), len(wanted))
        link.add(_paired(article.answers, found, _alike), len(found), len(article.answers))
        direct.extend(_speakers(article, found))
    figures = {f"{role}_exact_f1": exact[role].f1 for role in _ROLES}
    figures |= {"link_overlap_f1": link.f1, "direct_speaker_accuracy": sum(direct) / max(len(direct), 1)}
    figures |= {f"{role}_overlap_f1": overlap[role].f1 for role in _ROLES}
    return figures | {
        "content_piece_exact_f1": piece.f1,
        "link_overlap_precision": link.precision,
        "link_overlap_recall": link.recall,
    }


def _spans(links: Iterable[Link], role: str) -> list[Pieces]:
    """The distinct spans of a role, in order."""
    spans = (getattr(link, role) for link in links)
    return sorted({span for span in spans if span is not None})


def _single(spans: Iterable[Pieces]) -> list[Pieces]:
    return sorted({(piece,) for span in spans for piece in span})


def _common(a: Pieces | None, b: Pieces | None) -> int:
    """How many characters two spans share; 1 where both are absent."""
    if a is None or b is None:
        return int(a is b)
    return sum(max(0, min(y, d) - max(x, c)) for x, y in a for c, d in b)


def _alike(a: Link, b: Link) -> int:
    """How much two links share; 0 unless source, cue and content do each."""
    shared = [_common(getattr(a, role), getattr(b, role)) for role in _ROLES]
    return sum(shared) if all(shared) else 0


def _paired(wanted: Sequence[T], got: Sequence[T], alike: Callable[[T, T], int]) -> int:
    """How many of `wanted` find a partner in `got`, each used once: equal ones first, then the most alike."""
    able = []
    for i, answer in enumerate(wanted):
        for n, found in enumerate(got):
            if shared := alike(answer, found):
                able.append((answer != found, -shared, i, n))
    left: set[int] = set()
    right: set[int] = set()
    for _, _, i, n in sorted(able):
        if i not in left and n not in right:
            left.add(i)
            right.add(n)
    return len(left)


def _speakers(article: Article, found: Sequence[Link]) -> Iterator[bool]:
    """Of each direct quotation with a source, whether the content most like it was given that source."""
    for answer in article.answers:
        if answer.source is not None and _direct(article.text, answer.content):
            over = [link for link in found if _common(answer.content, link.content)]
            best = max(over, key=lambda link: _share(answer.content, link.content), default=None)
            yield best is not None and best.source is not None and _common(answer.source, best.source) > 0


def _share(a: Pieces, b: Pieces) -> float:
    """What two spans share of both: a statement that merely holds a quotation is less like it."""
    return _common(a, b) / sum(y - x for x, y in (*a, *b))


def _direct(text: str, content: Pieces) -> bool:
    """Whether a content stands in quotation marks, all of it."""
    first, last = text[content[0][0] : content[0][1]], text[content[-1][0] : content[-1][1]]
    return first.startswith(_OPENING) and last.rstrip(".,;:!?").endswith(_CLOSING)


def write(file: TextIO, article: Article, predicted: Sequence[Link]) -> None:
    """A JSON line: the article's name, its answers and the predictions, a span as its pieces."""
    rows = {"answers": article.answers, "predicted": predicted}
    plain = {name: [_plain(link, article.text) for link in row] for name, row in rows.items()}
    file.write(json.dumps({"document": article.name} | plain, ensure_ascii=False) + "\n")


def _plain(link: Link, text: str) -> dict[str, object]:
    spans: dict[str, Pieces] = {role: getattr(link, role) or () for role in _ROLES}
    return {
        role: [{"start": a, "end": b, "text": text[a:b]} for a, b in pieces] for role, pieces in spans.items()
    }
