"""Words: what counts as one, how they are kept where SQLite's own index is not, what searches for them.

SQLite's tokenizer says what a word is, on every database, so that a search finds the same in each: letters
and digits in a row, without case and accents. Elsewhere a text's words stand in a row with a space between,
and an index lists which rows have a word; a phrase is then looked for in those that have all of its words.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from dateline.errors import UsageError
from dateline.store import tables

__all__ = ["in_rows", "worded"]

_LONGEST = 200
"""Letters of a word that is kept as it is. PostgreSQL's index takes 2,700 bytes at most, four a letter; no
language has a word this long, but addresses and encoded pictures that stand in a text may be."""

_INDEX = "CREATE VIRTUAL TABLE texts USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')"
_LISTED = "CREATE VIRTUAL TABLE listed USING fts5vocab(texts, 'instance')"


def in_rows(texts: Sequence[str]) -> list[str]:
    """The words of each text in their order, with a space between; nothing for a text without words."""
    rows: list[list[str]] = [[] for _ in texts]
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(_INDEX)
        index.execute(_LISTED)
        index.executemany("INSERT INTO texts (rowid, words) VALUES (?, ?)", enumerate(texts))
        for word, at in index.execute("SELECT term, doc FROM listed ORDER BY doc, offset"):
            rows[at].append(_kept(word))
    return [" ".join(words) for words in rows]


def _kept(word: str) -> str:
    """The word, or for one that is too long a mark that stands for it alone."""
    return word if len(word) <= _LONGEST else hashlib.sha256(word.encode()).hexdigest() + word[:_LONGEST]


def worded(text: str, *, fts: bool) -> sa.Select[Any]:
    """The numbers of records in whose words each piece of a query occurs, as a phrase where it has several.

    `fts`: the database has SQLite's index of words. Raises `UsageError` for a text without words.
    """
    table = tables.record_texts
    pieces = _pieces(text)
    if not pieces:
        raise UsageError(f"{text!r} holds no word to look for")
    if fts:
        match = " ".join(f'"{piece}"' for piece in pieces)
        return sa.select(table.c.rowid).where(sa.literal_column("record_texts").op("MATCH")(match))
    return sa.select(table.c.rowid).where(*_conditions([row for row in in_rows(pieces) if row]))


def _conditions(phrases: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    """What holds of a row of words that has all these phrases; the first is what the index answers."""
    if not phrases:
        return [sa.false()]
    words = tables.record_texts.c.words
    # A space that is no parameter: the index is found only by the very expression that it was made for.
    space: sa.ColumnElement[str] = sa.literal_column("' '")
    listed = sa.func.string_to_array(words, space).op("@>", is_comparison=True)(
        sa.func.string_to_array(" ".join(phrases), space)
    )
    long = [phrase for phrase in phrases if " " in phrase]
    return [listed, *(sa.func.strpos(" " + words + " ", f" {phrase} ") > 0 for phrase in long)]


def _pieces(text: str) -> list[str]:
    """Words, and phrases in quotation marks, without those that hold no letter or digit."""
    outside_and_inside = text.replace("\0", " ").split('"')
    pieces: list[str] = []
    for index, part in enumerate(outside_and_inside):
        pieces += [part.strip()] if index % 2 else part.split()
    return [piece for piece in pieces if any(letter.isalnum() for letter in piece)]
