"""Histories and news with TIMEX3 answers (TimeML): loading, predicting, scoring as TempEval-3 does."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from dateline.errors import CorpusError
from dateline.find.times import find_timexes
from dateline.lore import Lore
from dateline.measure.texts import as_document
from dateline.parse import Parser

__all__ = ["History", "Timex", "load", "predict", "score", "write"]

_SUFFIX = ".tml"
# The shapes of values in TIMEX3: dates and parts of them, durations, references, and "null" for none.
_VALUE = re.compile(r"[A-Za-z0-9X.:+\-_/ ]{1,60}\Z")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression of time: its span in the text, end excluded, its words and its TIMEX3 value."""

    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class History:
    """One document of the corpus: `name` is its file's stem, `published` its creation time as ISO."""

    name: str
    text: str
    published: str | None
    answers: tuple[Timex, ...]


# -- loading


def load(path: Path) -> Iterator[History]:
    """The histories of a file or of a folder of .tml files, in order of name.

    Raises CorpusError naming the file and what is wrong with it.
    """
    if not path.is_dir():
        yield _history(path)
        return
    files = sorted(path.glob(f"*{_SUFFIX}"))
    if not files:
        raise CorpusError(f"{path} holds no histories: wanted files named *{_SUFFIX}")
    for file in files:
        yield _history(file)


def _history(path: Path) -> History:
    root = _root(path)
    holder = root.find(".//TEXT")
    if holder is None:
        raise CorpusError(f"{path} has no <TEXT>: wanted TimeML, as WikiWars has it")
    answers: list[Timex] = []
    try:
        text = _walk(path, holder, 0, answers)
    except RecursionError:
        raise CorpusError(f"{path}: elements stand too deep in each other; wanted flat TimeML") from None
    return History(path.stem, text, _published(path, root), tuple(answers))


def _root(path: Path) -> ET.Element:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}") from error
    if b"<!ENTITY" in body:
        raise CorpusError(f"{path} declares entities, which TimeML has no use for; take them out")
    try:
        return ET.fromstring(body)
    except (ET.ParseError, LookupError, ValueError) as error:
        raise CorpusError(f"{path} is no well-formed XML: {error}") from error


def _walk(path: Path, element: ET.Element, at: int, answers: list[Timex]) -> str:
    """The text of an element that starts at offset `at`; its expressions become answers, outer ones first."""
    pieces = [element.text or ""]
    at += len(pieces[0])
    for child in element:
        place = len(answers)
        words = _walk(path, child, at, answers)
        if child.tag == "TIMEX3":
            answers.insert(place, _answer(path, child, at, words))
        pieces.append(words + (child.tail or ""))
        at += len(pieces[-1])
    return "".join(pieces)


def _answer(path: Path, element: ET.Element, start: int, words: str) -> Timex:
    name, value = element.get("tid", "?"), element.get("value", "")
    if not _VALUE.match(value):
        raise CorpusError(f"{path}: TIMEX3 {name} has value={value!r}; wanted one such as 1984-02 or P10D")
    if not words.strip():
        raise CorpusError(f"{path}: TIMEX3 {name} holds no words")
    return Timex(start, start + len(words), words, value)


def _published(path: Path, root: ET.Element) -> str | None:
    """The day the document was made; None when nobody says."""
    holder = root.find(".//DCT/TIMEX3")
    if holder is None:
        return None
    value = holder.get("value", "")
    if _day(value) is None:
        raise CorpusError(f"{path}: its <DCT> has value={value!r}; wanted a date such as 2009-12-19")
    return value


# -- predicting


def predict(history: History, lore: Lore, parser: Parser) -> tuple[Timex, ...]:
    """What is found in the text, by span, in the corpus's terms."""
    document = as_document(history.text, history.name, published=_day(history.published))
    found = find_timexes(parser(document, lore.is_place), document.published)
    return tuple(Timex(start, end, history.text[start:end], value) for start, end, value in found)


def _day(published: str | None) -> str | None:
    """The day of a creation time; the first one of a month or year."""
    shape = _DATE.match(published or "")
    if shape is None:
        return None
    try:
        return date(int(shape[1]), int(shape[2] or 1), int(shape[3] or 1)).isoformat()
    except ValueError:
        return None


# -- scoring


def score(pairs: Iterable[tuple[Sequence[Timex], Sequence[Timex]]]) -> dict[str, float]:
    """Precision, recall and F1 over all (answers, predictions) together: strict, relaxed and by value.

    Relaxed: spans that overlap, matched one to one. Value: of those, the ones whose value is the same.
    """
    wanted = given = strict = relaxed = value = 0
    for answers, predictions in pairs:
        wanted, given = wanted + len(answers), given + len(predictions)
        matched = _matched(answers, predictions)
        strict += sum((one.start, one.end) == (other.start, other.end) for one, other in matched)
        relaxed += len(matched)
        value += sum(one.value == other.value for one, other in matched)
    figures: dict[str, float] = {}
    for name, right in (("span_strict", strict), ("span_relaxed", relaxed), ("value", value)):
        figures[f"{name}_f1"] = 2 * right / (wanted + given) if wanted + given else 0.0
        figures[f"{name}_precision"] = right / given if given else 0.0
        figures[f"{name}_recall"] = right / wanted if wanted else 0.0
    return figures


def _matched(answers: Sequence[Timex], predictions: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Answers with the prediction that each overlaps, one to one; equal spans before others."""
    free = {(one.start, one.end): one for one in predictions}
    matched, rest = [], []
    for answer in answers:
        same = free.pop((answer.start, answer.end), None)
        if same is None:
            rest.append(answer)
        else:
            matched.append((answer, same))
    left = sorted(free.values(), key=lambda one: one.start)
    for answer in sorted(rest, key=lambda one: one.start):
        over = next((one for one in left if one.start < answer.end and answer.start < one.end), None)
        if over is not None:
            left.remove(over)
            matched.append((answer, over))
    return matched


def write(file: TextIO, history: History, predicted: Sequence[Timex]) -> None:
    """A JSON line: the history's name, its answers and the predictions."""
    rows = {"answers": history.answers, "predicted": predicted}
    plain = {name: [asdict(timex) for timex in row] for name, row in rows.items()}
    file.write(json.dumps({"document": history.name} | plain, ensure_ascii=False) + "\n")
