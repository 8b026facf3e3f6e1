"""Reports on Syria and Iraq (re3d): quantities, money, weapons and platforms; loaded, predicted, scored.

The corpus is a folder with one for each source, or one of these: `documents.json` (`_id`, `text`) and
`entities.json` (`documentId`, `begin`, `end`, `type`, `value`), an object a line. Entities of other types
are no answers. Answers of one type within each other stay as they are given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from dateline.errors import CorpusError
from dateline.find import find_materiel, find_quantities
from dateline.find.times import find_spells
from dateline.lore import Lore
from dateline.measure.scores import Counts, overlaps
from dateline.measure.texts import as_document, read_text
from dateline.model import Cover, Found, Moment, Quantity, Sentence
from dateline.parse import Parser

__all__ = ["Entity", "Report", "load", "predict", "score", "write"]

# The corpus' types by the names of their figures.
_KINDS = {"Quantity": "quantity", "Money": "money", "Weapon": "weapon", "MilitaryPlatform": "platform"}
# Categories of the catalogue that the corpus calls weapons, and those that carry weapons and troops.
_WEAPONS = frozenset(
    {
        "rocket artillery",
        "rocket artillery ammunition",
        "ballistic missile",
        "rocket",
        "missile",
        "cruise missile",
        "hypersonic missile",
        "air-launched missile",
        "anti-ship missile",
        "air defence",
        "anti-tank weapon",
        "artillery",
        "artillery ammunition",
        "mortar",
        "mortar ammunition",
        "ammunition",
        "munition",
        "cluster munition",
        "bomb",
        "small arms",
        "mine",
        "improvised explosive",
        "explosives",
        "nuclear weapon",
        "chemical weapon",
        "incendiary weapon",
        "blade",
        "launcher",
    }
)
_PLATFORMS = frozenset(
    {
        "tank",
        "armoured vehicle",
        "infantry fighting vehicle",
        "armoured personnel carrier",
        "vehicle",
        "truck",
        "aircraft",
        "helicopter",
        "drone",
        "ship",
        "submarine",
    }
)

# Words that an amount may begin with and the corpus takes for none.
_ARTICLES = frozenset({"one", "a", "an", "another", "no", "not"})

# What points to two who are known, whom the corpus does not count.
_POINTING = frozenset({"the", "these", "those", "our", "their", "its"})
_PAIR = 2

# Units of time that it counts in; days and longer are dates to it.
_CLOCK = frozenset({"hr", "min", "sec"})


@dataclass(frozen=True, slots=True)
class Entity:
    """Words [start, end) of a text and what they are: quantity, money, weapon or platform."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """An annotated text. `name`, its id, decides the part that it belongs to."""

    name: str
    text: str
    answers: tuple[Entity, ...]


# -- loading


def load(path: Path) -> Iterator[Report]:
    """The reports, by source and in their files' order. Raises CorpusError with the file and the line."""
    one = (path / "documents.json").exists()
    folders = [path] if one else sorted(file.parent for file in path.glob("*/documents.json"))
    if not folders:
        raise CorpusError(f"{path} holds no documents.json: wanted a folder with one for each source")
    for folder in folders:
        yield from _source(folder)


def _source(folder: Path) -> Iterator[Report]:
    texts: dict[str, str] = {}
    for where, row in _rows(folder / "documents.json", ("_id", "text")):
        name, text = row["_id"], row["text"]
        if not isinstance(name, str) or not isinstance(text, str):
            raise CorpusError(f"{where}: wanted strings for _id and text")
        if name in texts:
            raise CorpusError(f"{where}: the document {name[:40]!r} stands twice")
        texts[name] = text
    answers: dict[str, dict[Entity, None]] = {name: {} for name in texts}
    for where, row in _rows(folder / "entities.json", ("documentId", "begin", "end", "type", "value")):
        name = row["documentId"]
        if name not in texts:
            raise CorpusError(f"{where}: no document {str(name)[:40]!r} is given")
        entity = _entity(where, row, texts[name])
        if entity.kind:
            answers[name][entity] = None
    for name, text in texts.items():
        yield Report(name, text, tuple(sorted(answers[name], key=lambda a: (a.start, a.end, a.kind))))


def _rows(file: Path, wanted: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a file, each with where it stands."""
    for number, line in enumerate(read_text(file).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{file}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorpusError(f"{where}: {error}") from error
        if not isinstance(row, dict):
            raise CorpusError(f"{where}: wanted an object, found {type(row).__name__}")
        missing = [key for key in wanted if key not in row]
        if missing:
            raise CorpusError(f"{where}: {' and '.join(missing)} missing: wanted {', '.join(wanted)}")
        yield where, row


def _entity(where: str, row: dict[str, Any], text: str) -> Entity:
    """A line's entity; its kind is "" for a type that is not asked for."""
    start, end, value = row["begin"], row["end"], row["value"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise CorpusError(f"{where}: {start!r} to {end!r} is no stretch of a text of {len(text)} characters")
    if not isinstance(value, str) or _bare(value) != _bare(text[start:end]):
        raise CorpusError(f"{where}: {start} to {end} is {text[start:end][:40]!r}, not {str(value)[:40]!r}")
    return Entity(_KINDS.get(str(row["type"]), ""), start, end)


def _bare(words: str) -> str:
    """Letters and digits alone: the corpus writes quotation marks and breaks of lines otherwise."""
    return "".join(c for c in words if c.isalnum())


# -- predictions


def predict(report: Report, lore: Lore, parser: Parser) -> tuple[Entity, ...]:
    """What the text alone says: its quantities, and weapons and platforms with or without a number."""
    document = as_document(report.text, report.name, published=None)
    lore = lore.within(lore.theatre_of(report.text))
    sentences = parser(document, lore.is_place)
    spells = Cover(
        (*f.thing.span, f.thing)
        for f in find_spells(sentences, document.published)
        if f.thing.span is not None
    )
    amounts = (
        f
        for f in find_quantities(sentences, lore, repeats=True)
        if _is_quantity(f.thing, spells) and not _known(f, sentences[f.sentence])
    )
    found = [_amount(f, sentences[f.sentence]) for f in amounts]
    categories = {item.name: item.category for row in lore.lexicon.items.values() for _, item in row}
    for mention in find_materiel(sentences, lore):
        kind = _kind(categories[str(mention.thing.of)])
        found.extend([Entity(kind, mention.thing.start, mention.thing.end)] if kind else [])
    return tuple(sorted(found, key=lambda a: (a.start, a.end, a.kind)))


def _is_quantity(amount: Quantity, spells: Cover[Moment]) -> bool:
    """Whether the corpus calls an amount a quantity: "one" is to it no more than "a", how long a time."""
    if amount.counts == "age":
        return True
    lasts = any(True for at in (amount.start, amount.end - 1) for _ in spells.over(at))
    if amount.counts == "duration":
        return not lasts and amount.unit in _CLOCK
    told = amount.low in (0, 1) and amount.text.lower().split()[0] in _ARTICLES
    return not lasts and not told and not _shared(amount)


def _known(found: Found[Quantity], sentence: Sentence) -> bool:
    """Whether it only points to a pair told before: "the two leaders", "our two countries"."""
    before = sentence.tokens[found.lo - 1].lower if found.lo else ""
    return found.thing.low == found.thing.high == _PAIR and found.thing.unit is None and before in _POINTING


def _shared(amount: Quantity) -> bool:
    """Whether it is a share in words: "half of them"."""
    return amount.counts == "percent" and not any(c.isdigit() for c in amount.text)


def _kind(category: str | None) -> str:
    """What the corpus calls an item of a category; "" for none of its kinds."""
    return "platform" if category in _PLATFORMS else "weapon" if category in _WEAPONS else ""


def _amount(found: Found[Quantity], sentence: Sentence) -> Entity:
    """An amount as the corpus has it: money with its bound, else the number and its unit, without a noun."""
    quantity, tokens = found.thing, sentence.tokens[found.lo : found.hi]
    if quantity.counts == "money":
        # The number is told with its currency, and without "over".
        signs = [token for token in tokens if token.pos in ("NUM", "SYM") or not token.text[0].isalpha()]
        return Entity("money", signs[0].start if signs else quantity.start, quantity.end)
    numbers = [token for token in tokens if token.pos == "NUM" or token.text[0].isdigit()]
    first, last = (numbers[0], numbers[-1]) if numbers else (tokens[0], tokens[0])
    return Entity("quantity", first.start, last.end if quantity.unit is None else quantity.end)


# -- scores


def score(pairs: Iterable[tuple[Report, Sequence[Entity]]]) -> dict[str, float]:
    """Figures over all reports together, for the four kinds as one and for each.

    Overlap: a prediction and an answer of the same kind share a character, one for one. Exact: their spans
    are the same.
    """
    kinds = tuple(_KINDS.values())
    exact, overlap = ({kind: Counts() for kind in ("figures", *kinds)} for _ in range(2))
    for report, predicted in pairs:
        for kind in kinds:
            wanted = [answer for answer in report.answers if answer.kind == kind]
            got = [entity for entity in predicted if entity.kind == kind]
            for name in ("figures", kind):
                overlap[name].add(len(overlaps(wanted, got)), len(got), len(wanted))
                exact[name].add(len(set(wanted) & set(got)), len(got), len(wanted))
    figures = {f"{kind}_overlap_f1": counts.f1 for kind, counts in overlap.items()}
    figures |= {f"{kind}_exact_f1": counts.f1 for kind, counts in exact.items()}
    for kind, counts in overlap.items():
        figures |= {f"{kind}_overlap_precision": counts.precision, f"{kind}_overlap_recall": counts.recall}
    return figures


def write(file: TextIO, report: Report, predicted: Sequence[Entity]) -> None:
    """A JSON line: the report's id, its answers and the predictions."""
    rows = {"answers": report.answers, "predicted": predicted}
    plain = {name: [_plain(entity, report.text) for entity in row] for name, row in rows.items()}
    file.write(json.dumps({"document": report.name} | plain, ensure_ascii=False) + "\n")


def _plain(entity: Entity, text: str) -> dict[str, object]:
    words = text[entity.start : entity.end]
    return {"kind": entity.kind, "start": entity.start, "end": entity.end, "text": words}
