"""Hostile pages through the whole path: sound records or one clear error, in time linear in their size."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.errors import ReadError, TooLarge
from dateline.flow import Options, Reading, read_document, read_page
from dateline.lore import Lore
from dateline.model import Document, Moment, Page, Part, Sentence, Token
from dateline.parse import Parser
from dateline.read import Limits
from dateline.store import decode, encode
from tests.soundness import flaws

GIVEN = Options(published="2022-10-05")
NEWS = "Kyiv said on Monday that its troops had retaken Lyman, killing at least two soldiers. "


def attempt(page: Page, lore: Lore, parser: Parser) -> list[Reading] | str:
    """What came of a page: its readings, all sound, or why it could not be read."""
    cause = ""
    readings: list[Reading] = []
    try:
        readings = list(read_page(page, lore, parser, GIVEN))
    except ReadError as error:
        cause = str(error)
    if not readings:
        assert 0 < len(cause) < 500
        assert "\n" not in cause
        return cause
    for reading in readings:
        assert not flaws(reading)
        assert all(decode(encode(record)) == record for record in reading.records)
    return readings


# --- pages that are no pages, and pages that are odd --------------------------------------------------

REFUSED: dict[str, tuple[str, bytes]] = {
    "nothing": ("a.txt", b""),
    "blanks": ("a.txt", b" \n\t\n"),
    "zeros": ("a.txt", b"\0" * 1000),
    "control characters alone": ("a.txt", bytes(range(1, 9)) * 100),
    "marks alone": ("a.txt", "“”‘’\"'".encode() * 1000),
    "ten megabytes on one line": ("a.txt", b"retook Lyman " * 800_000),
    "one word of ten megabytes": ("a.txt", b"a" * 10_000_000),
    "a character over the limit": ("a.txt", b"ab " * 666_667 + b"ab"),
    "a hundred thousand quotation marks in two megabytes": ("a.txt", ("“" + "x " * 10).encode() * 100_001),
    "a web page over the limit": ("a.html", b"<p>" + b"troops retook Lyman " * 110_000),
    "tags without end": ("a.html", b'<p class="' * 50_000 + b"Lyman"),
    "brackets": ("a.json", b"[" * 100_000),
    "objects": ("a.json", b'{"a":' * 50_000),
    "records without text": ("a.jsonl", b'{"x":1}\n' * 5_000),
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
}
READ: dict[str, tuple[str, bytes]] = {
    "quotation marks": ("a.txt", ("“‘’”\"' go ‘" * 300).encode()),
    "quotations never closed": ("a.txt", ("“They fled, ‘he said\n\n" * 100).encode()),
    "control characters": ("a.txt", NEWS.encode() + b"\x0b\x0c\x1b\x7f \x85" + NEWS.encode()),
    "mixed encodings": (
        "a.txt",
        NEWS.encode() + "Київ ".encode() + "Москва ".encode("cp1251") + "“no”".encode("cp1252"),
    ),
    "half a character of UTF-16": ("a.txt", (NEWS + "Київ").encode("utf-16")[:-1]),
    "broken HTML": (
        "a.html",
        f"<html><p><b>{NEWS}</i><table><p>{NEWS}</div></p <td>&amp;&bogus;&#0;&#xD800;".encode(),
    ),
    "deep nesting": ("a.html", b"<div>" * 20_000 + b"<p>" + NEWS.encode() * 3),
    "comments in comments": ("a.html", b"<!--" * 20_000 + b"--><p>" + NEWS.encode()),
    "angle brackets": ("a.txt", b"<" * 20_000 + NEWS.encode()),
    "a very long word": ("a.txt", NEWS.encode() + b"a" * 100_000 + b" " + NEWS.encode()),
    "a very long number": ("a.txt", f"{NEWS} {'9' * 5_000} men and ${'1,000' * 500} were lost.".encode()),
    "right to left": ("a.txt", f"{NEWS}قال كييف \u202e{NEWS}\u202c \u200f{NEWS}".encode()),
    "no width": ("a.txt", NEWS.replace("y", "y\u200b").replace(" ", " \u2060\ufeff").encode()),
    "emoji": ("a.txt", f"🇺🇦🔥 {NEWS}👩\u200d👩\u200d👧 ‘🙂’ {NEWS}".encode()),
    "letters in pieces": ("a.txt", ("Z\u0301a\u0308" * 500 + " " + NEWS).encode()),
    "lone surrogates": (
        "a.jsonl",
        b'{"text":"' + NEWS.encode() + b'\\ud800 he \\udfff said","title":"\\udc00"}',
    ),
    "surrogate pairs": ("a.jsonl", b'{"text":"' + NEWS.encode() + b'\\ud83d\\ude00 he said"}'),
    "odd digits": ("a.txt", "A ² of ½ and ٣ men and ⅷ tanks and 五 fled ³ years ago on 31 ² 2022.".encode()),
    "dates that are none": (
        "a.txt",
        b"On 31 February 2022, 0 May 0000, 2022-13-40 and the 99999th they retook Lyman.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_line_and_quickly(name: str, lore: Lore, parser: Parser) -> None:
    source, body = REFUSED[name]
    start = time.process_time()
    assert isinstance(attempt(Page(source, body), lore, parser), str)
    assert time.process_time() - start < 5  # the slowest, ten megabytes of text, takes 0.6 s


@pytest.mark.parametrize("name", READ)
def test_read_and_sound(name: str, lore: Lore, parser: Parser) -> None:
    source, body = READ[name]
    assert not isinstance(attempt(Page(source, body), lore, parser), str)


def test_the_limit_on_a_document_is_named(lore: Lore, parser: Parser) -> None:
    page = Page("a.txt", b"Troops retook Lyman. " * 10)
    with pytest.raises((ReadError, TooLarge), match=r"\d+ characters, over the limit of 200"):
        list(read_page(page, lore, parser, Options(limits=Limits(max_chars=200))))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024-02-29"])
def test_days_at_the_calendar_s_edge(day: str, lore: Lore, parser: Parser) -> None:
    text = "Last week, in February, by summer, a century ago, next year, two days later they fled in May."
    readings = list(read_page(Page("a.txt", text.encode()), lore, parser, Options(published=day)))
    assert not [flaw for reading in readings for flaw in flaws(reading)]


# --- time ---------------------------------------------------------------------------------------------

# A name of six letters, of which each paragraph has its own, so that what is known of names grows too.
NAME = "Petrov"
UNITS = {
    "events": "Troops under Petrov retook Lyman on Monday, Kyiv said.",
    "dialogue": "“We held the bridge,” said Ivan Petrov. “They fled.”",
    "odd quotation marks": "‘They ‘fled’ on “Monday’, Petrov said and ”he wept.",
    "figures": "Petrov said some 20 men and three tanks were hit and at least two people died.",
    "forecasts": "Russia will probably attack Lyman if it rains, Petrov warned. Then Ukraine may withdraw.",
    "groups": "The Petrov Army attacked the village of Petrov, according to its commander.",
    "pronouns": "He told her that they would leave. She refused it, Petrov said.",
}
_LESS, _MORE = 600, 1200


class Copies:
    """A parser that reads one paragraph and copies its sentences for all others: parsing is the
    library's affair and linear by construction, what comes after it is ours."""

    def __init__(self, parser: Parser, lore: Lore, unit: str) -> None:
        self._unit = parser(document_of([unit]), lore.is_place)

    def of(self, document: Document) -> tuple[Sentence, ...]:
        found: list[Sentence] = []
        for number, part in enumerate(document.parts):
            for sentence in self._unit:
                found.append(_moved(sentence, part, number, len(found)))
        return tuple(found)


def _moved(sentence: Sentence, part: Part, number: int, index: int) -> Sentence:
    start, end = part.start + sentence.start, part.start + sentence.end
    tokens = tuple(_token(token, part) for token in sentence.tokens)
    text = part.text[sentence.start : sentence.end]
    return replace(sentence, index=index, paragraph=number, start=start, end=end, text=text, tokens=tokens)


def _token(token: Token, part: Part) -> Token:
    text = part.text[token.start : token.end]
    start, end = part.start + token.start, part.start + token.end
    lemma = text.lower() if token.text == NAME else token.lemma
    return replace(token, start=start, end=end, text=text, lower=text.lower(), lemma=lemma)


def document_of(lines: list[str]) -> Document:
    parts, at = [], 0
    for line in lines:
        parts.append(Part("body", at, at + len(line), line))
        at += len(line) + 1
    day = Moment(None, "2022-10-05", "2022-10-05", "day", "given")
    return Document("d", "d", (), "a.txt", None, None, None, day, "en", "\n".join(lines), tuple(parts))


def named(number: int) -> str:
    letters = [chr(97 + number // 26**place % 26) for place in range(4)]
    return "".join(letters).capitalize() + "ov"


class Parsed(Parser):
    """Has parsed already."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        super().__init__()
        self._sentences = sentences

    def __call__(
        self, document: Document, is_place: Callable[[str], bool] | None = None
    ) -> tuple[Sentence, ...]:
        del document, is_place
        return self._sentences


@pytest.fixture(scope="session")
def seconds(lore: Lore, parser: Parser) -> Callable[[str, int], float]:
    """CPU time that so many paragraphs take after the parse."""

    def measure(unit: str, count: int) -> float:
        document = document_of([unit.replace(NAME, named(number)) for number in range(count)])
        sentences = Copies(parser, lore, unit).of(document)

        # A collection of all that the session has made would be counted with whichever reading it falls into.
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            read_document(document, lore, Parsed(sentences), GIVEN)
            return time.process_time() - start
        finally:
            gc.enable()

    return measure


@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: str, seconds: Callable[[str, int], float]) -> None:
    """Twice the text takes about twice the time; four times is what a square takes."""
    less, more = seconds(UNITS[unit], _LESS), seconds(UNITS[unit], _MORE)
    assert more < 2.9 * less + 0.3, f"{less:.2f} s for {_LESS} paragraphs, {more:.2f} s for {_MORE}"


def test_one_endless_sentence(lore: Lore, parser: Parser) -> None:
    """Work for each word with each other word of a sentence shows here: 4,000 characters can parse as one."""
    for words in ("he said ", "Russia and ", "“a ” ", "if he will ", "killed 2 "):
        text = words * (2000 // len(words))
        start = time.process_time()
        attempt(Page("a.txt", text.encode()), lore, parser)
        took = time.process_time() - start
        assert took < 3, f"{words!r} took {took:.1f} s"
