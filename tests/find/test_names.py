"""Names and what they stand for where they stand: (text, theatre, [(words, use)])."""

from __future__ import annotations

import pytest

from dateline.find import find_names
from dateline.lore import Lore
from dateline.parse import Parser
from tests.find.finds import Finds, document

UKRAINE = "russo-ukrainian"

Row = tuple[str, str | None, list[tuple[str, str]]]

FOUND: list[Row] = [
    ("Missiles struck Kyiv.", UKRAINE, [("Kyiv", "place")]),
    ("Kyiv said it would fight on.", UKRAINE, [("Kyiv", "actor")]),
    ("Talks with Kyiv failed.", UKRAINE, [("Kyiv", "actor")]),
    ("He flew to Kyiv.", UKRAINE, [("Kyiv", "place")]),
    ("Russian missiles hit Lviv.", UKRAINE, [("Russian", "modifier"), ("Lviv", "place")]),
    ("The Kremlin denied it.", UKRAINE, [("Kremlin", "actor")]),
    ("Troops crossed into Sudan.", None, [("Sudan", "place")]),
    ("Jordan closed its border.", None, [("Jordan", "actor")]),
    ("Sudan recalled its envoy.", None, [("Sudan", "actor")]),
    ("The US struck a depot.", None, [("US", "actor")]),
    ("The US government protested.", None, [("US", "modifier")]),
    ("Hezbollah fired rockets at Haifa.", None, [("Hezbollah", "actor"), ("Haifa", "place")]),
    (
        "Mr Macron met Xi Jinping in Paris.",
        None,
        [("Macron", "person"), ("Xi Jinping", "person"), ("Paris", "place")],
    ),
    ("Jordan Peele spoke.", None, [("Jordan Peele", "person")]),
    ("Many people fled in May.", None, []),
    ("rebels left the town", None, []),
    ("Paris Hilton sang.", None, [("Paris Hilton", "person")]),
]

KNOWN: list[Row] = [
    # Only "called" tells the man from the country.
    ("A man called Jordan left.", None, [("Jordan", "person")]),
]


def read(finds: Finds, row: Row) -> list[tuple[str, str]]:
    return [(name.text, name.use) for name in finds.names(row[0], row[1])]


@pytest.mark.parametrize("row", FOUND, ids=lambda row: row[0])
def test_names(finds: Finds, row: Row) -> None:
    assert read(finds, row) == row[2]


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row[0])
def test_known_misreadings_are_still_misread(finds: Finds, row: Row) -> None:
    assert read(finds, row) != row[2], "mended: move it to FOUND"


def test_names_are_slices_in_order_and_never_overlap(finds: Finds) -> None:
    text = "Sudan’s Rapid Support Forces left Khartoum. Mr Guterres flew to Addis Ababa, Ethiopia."
    sentences = finds.sentences(text)
    last = (-1, -1)
    for name in find_names(sentences, finds.lore):
        tokens = sentences[name.sentence].tokens
        assert text[tokens[name.lo].start : tokens[name.hi - 1].end] == name.text
        assert name.lo <= name.head < name.hi
        assert (name.sentence, name.lo) >= last
        last = (name.sentence, name.hi)


def test_bylines_name_nobody(lore: Lore, parser: Parser) -> None:
    byline = document("By Washington Irving in Paris\n\nShells fell all night.", kinds=("byline",))
    assert find_names(parser(byline, lore.is_place), lore) == ()
