"""Text to the pieces of words that the encoder has vectors for (WordPiece, without capitals and accents)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

__all__ = ["MOST", "Pieces"]

# A text's first so many pieces are read, with the marks at its ends: a title and three or four sentences.
MOST = 142
# More letters than so many pieces can have; a longer word than `_WORD` is no word.
_LETTERS, _WORD = 3_000, 100
_TOKEN = re.compile(r"\w+|[^\w\s]")
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


class Pieces:
    """The numbers of a text's pieces, by a list of all pieces that there are."""

    def __init__(self, known: Sequence[str]) -> None:
        from curated_tokenizers import WordPieceProcessor

        self._cut = WordPieceProcessor(list(known))
        number = {piece: i for i, piece in enumerate(known)}
        self._start, self._end, self._unknown = (number[mark] for mark in (_START, _END, _UNKNOWN))

    def __call__(self, text: str) -> list[int]:
        """At most `MOST` numbers, the marks of start and end among them; of an empty text these alone."""
        found = [self._start]
        for token in _tokens(text):
            found += self._word(token)
            if len(found) >= MOST - 1:
                break
        return [*found[: MOST - 1], self._end]

    def _word(self, token: str) -> list[int]:
        numbers: list[int] = self._cut.encode(token)[0] if len(token) <= _WORD else [-1]
        return numbers if -1 not in numbers else [self._unknown]


def _tokens(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFD", text[:_LETTERS].lower())
    letters = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    return (match[0] for match in _TOKEN.finditer(letters))
