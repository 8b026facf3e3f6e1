"""Toponyms with coordinates (LGL, TR-News and whatever has their XML): loaded, predicted, scored.

Recognition is scored by overlapping spans, one prediction for one answer; resolution as the field does
it, on the matched toponyms whose answer has coordinates: the share within 161 km (100 miles), the mean
error and the area under the curve of logarithmic errors (0 is best, 1 is half the earth for all). A
matched toponym that was left without a point counts as half the earth away. The calibration error is the
mean gap between the confidences of what got a point and the share of it that is right, over tenths.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from xml.etree import ElementTree

from dateline.errors import CorpusError
from dateline.find import find_names, find_toponyms
from dateline.lore import Lore
from dateline.lore.gazetteer.geometry import haversine_km
from dateline.measure.scores import Counts, overlaps
from dateline.measure.texts import as_document
from dateline.parse import Parser

__all__ = ["Article", "Toponym", "load", "predict", "score", "write"]

_NEAR_KM = 161.0
# Half of the earth's circumference: nothing on it is farther away.
_FARTHEST_KM = 20_039.0
# Answers shifted against the text are looked for this many characters around.
_SHIFT = 12
# Longer numbers are no offsets and no ids; Python refuses to read those of thousands of digits.
_DIGITS = 12
# So much of what is wrong is quoted.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in [start, end) of a text; its point in degrees, None when nobody knows it."""

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    geonameid: int | None = None
    confidence: float | None = None

    @property
    def located(self) -> bool:
        """Whether it has a point."""
        return self.lat is not None and self.lon is not None


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated text. `name` decides the part that it belongs to."""

    name: str
    text: str
    published: str | None
    answers: tuple[Toponym, ...]


def load(path: Path) -> Iterator[Article]:
    """The articles of a file. Raises CorpusError with the cause, and the article where it lies in one."""
    articles = _root(path).findall("article")
    if not articles:
        raise CorpusError(f"{path} holds no <article>: wanted <articles> as LGL and TR-News have them")
    for number, article in enumerate(articles, 1):
        name = article.get("docid") or str(number)
        try:
            yield _article(article, name)
        except ValueError as error:
            raise CorpusError(f"{path}, article {name[:_LONGEST]}: {error}") from error


def _root(path: Path) -> ElementTree.Element:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}") from error
    if any("<!ENTITY".encode(charset) in body for charset in ("utf-8", "utf-16-le", "utf-16-be")):
        raise CorpusError(f"{path} declares entities, which can grow without bound; take them out")
    try:
        return ElementTree.fromstring(body)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise CorpusError(f"{path} is no well-formed XML: {error}") from error


def _article(article: ElementTree.Element, name: str) -> Article:
    holder = article.find("text")
    if holder is None:
        raise ValueError("it has no <text>")
    text = "".join(holder.itertext())
    answers = [_answer(toponym, text) for toponym in article.iter("toponym")]
    day = (article.findtext("dltime") or "").strip()[:10]
    whole = len(day) == 10 and day[4] == day[7] == "-" and day.replace("-", "").isdigit()
    return Article(name, text, day if whole else None, tuple(sorted(answers, key=lambda a: (a.start, a.end))))


def _answer(toponym: ElementTree.Element, text: str) -> Toponym:
    start, end, phrase = _int(toponym, "start"), _int(toponym, "end"), toponym.findtext("phrase")
    given, ordered = f"from {start} to {end}", start < end
    if phrase and text[start:end] != phrase:
        start, end = _realigned(text, start, end, phrase)
    if not ordered or end > len(text):
        raise ValueError(f"a toponym {given} lies outside the text of {len(text)} characters")
    tag = toponym.find("gaztag")
    lat, lon = (None, None) if tag is None else (_degrees(tag, "lat", 90.0), _degrees(tag, "lon", 180.0))
    known = None if tag is None else tag.get("geonameid")
    return Toponym(start, end, text[start:end], lat, lon, _id(known))


def _id(known: str | None) -> int | None:
    return int(known) if known and known.isdecimal() and len(known) <= _DIGITS else None


def _int(element: ElementTree.Element, tag: str) -> int:
    written = element.findtext(tag)
    bare = (written or "").strip()
    if not bare.isdecimal() or len(bare) > _DIGITS:
        raise ValueError(f"a toponym's <{tag}> is {_short(written)}, wanted a number")
    return int(bare)


def _degrees(tag: ElementTree.Element, name: str, most: float) -> float | None:
    written = tag.findtext(name)
    if written is None or not written.strip():
        return None
    try:
        value = float(written)
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise ValueError(f"a toponym's <{name}> is {_short(written)}, wanted degrees up to {most:.0f}")
    return value


def _short(written: str | None) -> str:
    """What was found instead, short enough for a message of one line."""
    return "missing" if written is None else repr(written[:_LONGEST])


def _realigned(text: str, start: int, end: int, phrase: str) -> tuple[int, int]:
    """Where the phrase stands next to the given offsets; the offsets as they are when it does not."""
    places = []
    at = text.find(phrase, max(0, start - _SHIFT))
    while 0 <= at <= start + _SHIFT:
        places.append(at)
        at = text.find(phrase, at + 1)
    best = min(places, key=lambda p: abs(p - start), default=None)
    return (start, end) if best is None else (best, best + len(phrase))


def predict(article: Article, lore: Lore, parser: Parser) -> tuple[Toponym, ...]:
    """All place names of an article, also those that stand for a government, with their points."""
    document = as_document(article.text, article.name, published=article.published)
    lore = lore.within(lore.theatre_of(document.text))
    sentences = parser(document, lore.is_place)
    places = [f.thing for f in find_toponyms(sentences, find_names(sentences, lore), lore)]
    return tuple(Toponym(p.start, p.end, p.text, p.lat, p.lon, p.geonameid, p.confidence) for p in places)


def matched(article: Article, predicted: Sequence[Toponym]) -> list[tuple[Toponym, Toponym]]:
    """Answers with the predictions that overlap them, one for one."""
    return overlaps(article.answers, predicted)


def score(pairs: Iterable[tuple[Article, Sequence[Toponym]]]) -> dict[str, float]:
    """Recognition and resolution over all articles together, as the module's docstring states them."""
    counts, exact = Counts(), 0
    errors: list[float] = []
    said: list[tuple[float, bool]] = []
    for article, predicted in pairs:
        found = matched(article, predicted)
        counts.add(len(found), len(predicted), len(article.answers))
        exact += sum((a.start, a.end) == (p.start, p.end) for a, p in found)
        located = [(a, p) for a, p in found if a.located]
        errors.extend(_error_km(a, p) for a, p in located)
        said.extend((p.confidence or 0.0, _error_km(a, p) <= _NEAR_KM) for a, p in located if p.located)
    return {
        "recognition_precision": counts.precision,
        "recognition_recall": counts.recall,
        "recognition_f1": counts.f1,
        "recognition_exact_f1": Counts(exact, counts.predicted, counts.wanted).f1,
        "within_161km": _mean([error <= _NEAR_KM for error in errors]),
        "mean_error_km": _mean(errors),
        "calibration_error": _calibration_error(said),
        "auc": _mean([math.log1p(error) / math.log1p(_FARTHEST_KM) for error in errors]),
    }


def _calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    """How far confidences lie from the shares that are right, by tenths, weighted by how many lie in each."""
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in said:
        tenths.setdefault(min(int(confidence * 10), 9), []).append((confidence, right))
    gaps = [
        len(tenth) * abs(_mean([c for c, _ in tenth]) - _mean([right for _, right in tenth]))
        for tenth in tenths.values()
    ]
    return sum(gaps) / len(said) if said else 0.0


def _error_km(answer: Toponym, predicted: Toponym) -> float:
    if answer.lat is None or answer.lon is None or predicted.lat is None or predicted.lon is None:
        return _FARTHEST_KM
    return haversine_km(answer.lat, answer.lon, predicted.lat, predicted.lon)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def write(file: TextIO, article: Article, predicted: Sequence[Toponym]) -> None:
    """A JSON line: the article's name, its answers and the predictions."""
    rows = {"answers": article.answers, "predicted": predicted}
    plain = {name: [_plain(toponym) for toponym in row] for name, row in rows.items()}
    file.write(json.dumps({"document": article.name} | plain, ensure_ascii=False) + "\n")


def _plain(toponym: Toponym) -> dict[str, object]:
    names = ("start", "end", "text", "lat", "lon", "geonameid", "confidence")
    return {name: getattr(toponym, name) for name in names}
