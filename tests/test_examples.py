"""The examples against their keys: what a careful reader found in them, written by hand.

A key (`examples/key/NN.yaml`) names its `source`, the `date` to read it with, and lists by kind of record
what must be found. Each entry is a mapping whose fields must all hold of one record:

- a phrase with asterisks (`trigger`, `text`, `proposition`, `after`) stands exactly once in the example;
  the record must lie on the words between them (for a forecast, hold them)
- `day` is an ISO day, or the first and last day of a longer moment with a slash between (one of them left
  out where the words leave it open: “by Friday”); `horizon` a last day
- `actor`, `target`, `place`, `speaker`, `forecaster`, `by`: words of its text, name, side, country, role or
  code; a list wants them all, `|` divides those of which one will do; `by` is the innermost claimant, and
  `narration` the outlet's own voice
- `never` lists wrong readings: no record of that `kind` may have all these fields

`floors.json` pins the share of entries found for each kind. `python tests/test_examples.py` prints what is
missing; with `--raise` it lifts the floors to what is reached, and never lowers one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.flow import Options, Reading, read_page
from dateline.lore import Lore
from dateline.model import Claim, Event, Forecast, Mention, Moment, Page, Record
from dateline.parse import Parser
from dateline.settings import cache_folder

EXAMPLES = Path(__file__).parents[1] / "examples"
KEYS = sorted((EXAMPLES / "key").glob("*.yaml"))
FLOORS = EXAMPLES / "key" / "floors.json"
# Lists of a key, and the kind of record that each is looked for among.
KINDS = {
    "documents": "document",
    "events": "event",
    "quotes": "quote",
    "figures": "figure",
    "control": "control",
    "forecasts": "forecast",
    "moments": "mention",
}
Entry = Mapping[str, Any]


# --- what was read ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """One example as read, and its key."""

    name: str
    key: Mapping[str, Any]
    readings: tuple[Reading, ...]

    @cached_property
    def by_id(self) -> dict[str, Record]:
        return {record.id: record for reading in self.readings for record in reading.records}

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for record in self.by_id.values():
            if isinstance(record, Claim):
                found.setdefault(record.of.id, []).append(record)
        return found

    def spot(self, phrase: str) -> tuple[str, int, int]:
        """The document and the stretch that a phrase marks with asterisks."""
        before, words, after = phrase.split("*")
        plain = before + words + after
        texts = [(reading.document.id, reading.document.text) for reading in self.readings]
        places = [(home, text.index(plain), text) for home, text in texts if plain in text]
        assert [text.count(plain) for _, _, text in places] == [1], f"{self.name}: {plain!r} stands not once"
        home, at, _ = places[0]
        return home, at + len(before), at + len(before) + len(words)

    def trigger(self, record: Any) -> Any:
        """The trigger of an event, or of the event that a record is about."""
        if isinstance(record, Claim):
            return self.trigger(self.by_id.get(record.of.id))
        if isinstance(getattr(record, "event", None), str):
            record = self.by_id.get(record.event)
        return record.trigger if isinstance(record, Event) else None


def read_example(path: Path, lore: Lore, parser: Parser) -> Example:
    key = yaml.safe_load(path.read_text(encoding="utf-8"))
    source = EXAMPLES / key["source"]
    page = Page(key["source"], source.read_bytes())
    return Example(path.stem, key, tuple(read_page(page, lore, parser, Options(published=key.get("date")))))


# --- whether a record is the one that an entry wants --------------------------------------------------


def folded(text: object) -> str:
    """Words alone, without stops and possessives, so that “the general staff's” holds “general staff”."""
    plain = str(text).casefold().replace("’", "'")
    words = ("".join(c if c.isalnum() or c in "',.-" else " " for c in plain)).split()
    return " " + " ".join(word.strip("',.-").removesuffix("'s") for word in words) + " "


def has_words(value: object, wanted: object) -> bool:
    return value is not None and any(folded(one) in folded(value) for one in str(wanted).split("|"))


def is_named(thing: Any, wanted: object) -> bool:
    fields = ("text", "name", "side", "country", "role", "code", "of")
    return thing is not None and any(has_words(getattr(thing, field, None), wanted) for field in fields)


def all_named(things: tuple[Any, ...], wanted: object) -> bool:
    each = wanted if isinstance(wanted, list) else [wanted]
    return all(any(is_named(thing, one) for thing in things) for one in each)


def is_on(moment: Moment | None, wanted: object) -> bool:
    return moment is not None and any(_is_interval(moment, one) for one in str(wanted).split("|"))


def _is_interval(moment: Moment, wanted: str) -> bool:
    first, slash, last = wanted.partition("/")
    return ((moment.start or "")[:10], (moment.end or "")[:10]) == (first, last if slash else first)


def moment_of(record: Any) -> Moment | None:
    moment: Moment | None = record.published if record.record == "document" else record.moment
    return moment


def lies_on(example: Example, record: Any, span: Any, phrase: str, *, whole: bool = False) -> bool:
    home, start, end = example.spot(phrase)
    if span is None or record.document != home:
        return False
    here = span.start <= start and end <= span.end if whole else span.start < end and start < span.end
    return bool(here)


def is_said_by(claim: Claim, wanted: object) -> bool:
    inner = claim.by[0]
    if wanted == "narration":
        return inner.manner == "narration" and inner.cue is None
    return is_named(inner, wanted)


def said(example: Example, record: Any, wanted: object) -> bool:
    claims = [record] if isinstance(record, Claim) else example.claims.get(record.id, [])
    return any(is_said_by(claim, wanted) for claim in claims)


def follows(example: Example, record: Any, phrase: str) -> bool:
    found = [example.by_id.get(id) for id in record.depends_on]
    earlier = [one for one in found if isinstance(one, Forecast)]
    return any(lies_on(example, one, one.proposition, phrase, whole=True) for one in earlier)


def bound(record: Any, field: str) -> float | None:
    value = getattr(record.likelihood, field, None) if record.record == "forecast" else getattr(record, field)
    return None if value is None else float(value)


def same_number(value: float | None, wanted: float | None) -> bool:
    return value is None if wanted is None else value is not None and abs(value - wanted) < 1e-6


def either(value: object, wanted: object) -> bool:
    return str(value) in str(wanted).split("|")


Check = Callable[[Example, Any, Any], bool]
CHECKS: dict[str, Check] = {
    "trigger": lambda e, r, w: lies_on(e, r, e.trigger(r), w),
    "text": lambda e, r, w: lies_on(e, r, r, w),
    "proposition": lambda e, r, w: lies_on(e, r, r.proposition, w, whole=True),
    "type": lambda e, r, w: either(r.type, w),
    "factuality": lambda e, r, w: either(r.factuality, w),
    "change": lambda e, r, w: either(r.change, w),
    "counts": lambda e, r, w: either(r.counts, w),
    "unit": lambda e, r, w: either(r.unit, w),
    "approximate": lambda e, r, w: r.approximate is w,
    "scare": lambda e, r, w: r.scare is w,
    "actor": lambda e, r, w: all_named(r.actors, w),
    "target": lambda e, r, w: all_named(r.targets, w),
    "place": lambda e, r, w: all_named(r.places if r.record == "event" else (r.place,), w),
    "figure": lambda e, r, w: any(has_words(figure.text, w) for figure in r.figures),
    "speaker": lambda e, r, w: is_named(r.speaker, w),
    "forecaster": lambda e, r, w: is_named(r.forecaster, w),
    "holder": lambda e, r, w: has_words(r.holder, w),
    "of": lambda e, r, w: has_words(r.of, w),
    "low": lambda e, r, w: same_number(bound(r, "low"), w),
    "high": lambda e, r, w: same_number(bound(r, "high"), w),
    "day": lambda e, r, w: is_on(moment_of(r), w),
    "published": lambda e, r, w: is_on(moment_of(r), w),
    "horizon": lambda e, r, w: r.horizon is not None and (r.horizon.end or "")[:10] == str(w),
    "likelihood": lambda e, r, w: r.likelihood is not None and has_words(r.likelihood.text, w),
    "condition": lambda e, r, w: r.condition is not None and has_words(r.condition.text, w),
    "after": follows,
    "by": said,
    "content": lambda e, r, w: any(has_words(span.text, w) for span in r.content),
    "title": lambda e, r, w: r.title == w,
    "byline": lambda e, r, w: r.byline == w,
    "outlet": lambda e, r, w: has_words(r.outlet, w),
    "theatre": lambda e, r, w: next(x.theatre for x in e.readings if x.document.id == r.id) == w,
}
# Fields that say which record is meant; the others say what must be right about it.
_LOCATING = ("trigger", "text", "proposition", "content")


def held(example: Example, record: Record, entry: Entry) -> list[str]:
    """The entry's fields that hold of the record; none when it is about other words."""
    fields = [field for field in entry if field != "kind"]
    if not all(CHECKS[field](example, record, entry[field]) for field in fields if field in _LOCATING):
        return []
    return [field for field in fields if field in _LOCATING or CHECKS[field](example, record, entry[field])]


def records_of(example: Example, kind: str) -> Iterator[Record]:
    for record in example.by_id.values():
        if record.record == kind and (not isinstance(record, Mention) or record.kind == "moment"):
            yield record


@dataclass(frozen=True)
class Score:
    """One entry of a key and the fields of it that the best record gets right."""

    example: str
    list: str
    entry: Entry
    held: tuple[str, ...]

    @property
    def found(self) -> bool:
        return len(self.held) == len(self.entry)

    def __str__(self) -> str:
        wrong = [field for field in self.entry if field not in self.held] if self.held else ["no such record"]
        about = next(
            (self.entry[field] for field in (*_LOCATING, "title", "place") if field in self.entry), ""
        )
        return f"{self.example} {self.list}: {about} | " + ", ".join(
            f"{field}={self.entry[field]}" if field in self.entry else field for field in wrong
        )


def scores(example: Example) -> Iterator[Score]:
    for name, kind in KINDS.items():
        for entry in example.key.get(name, ()):
            best: list[str] = []
            for record in records_of(example, kind):
                best = max(best, held(example, record, entry), key=len)
            yield Score(example.name, name, entry, tuple(best))


def violations(example: Example) -> Iterator[str]:
    for entry in example.key.get("never", ()):
        wanted = len(entry) - 1
        for record in records_of(example, entry["kind"]):
            if len(held(example, record, entry)) == wanted:
                yield f"{example.name}: {dict(entry)} came out as {record.evidence[0].text[:90]!r}"


def shares(rows: list[Score]) -> dict[str, float]:
    """The share of entries found, by list of the key."""
    out = {}
    for name in KINDS:
        own = [row.found for row in rows if row.list == name]
        if own:
            out[name] = round(sum(own) / len(own), 4)
    return out


def table(rows: list[Score]) -> str:
    """Found of wanted for each example and kind, then the share of entries and of fields."""
    names = sorted({row.example for row in rows})
    lines = [" " * 10 + "".join(f"{name:>7}" for name in names) + "  entries   fields"]
    for kind in KINDS:
        own = [row for row in rows if row.list == kind]
        cells = []
        for name in names:
            here = [row.found for row in own if row.example == name]
            cells.append(f"{sum(here)}/{len(here)}" if here else "-")
        fields = sum(len(row.held) for row in own) / max(1, sum(len(row.entry) for row in own))
        entries = sum(row.found for row in own) / max(1, len(own))
        lines.append(f"{kind:<10}" + "".join(f"{cell:>7}" for cell in cells) + f"{entries:9.3f}{fields:9.3f}")
    return "\n".join(lines)


# --- tests --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def examples(lore: Lore, parser: Parser) -> list[Example]:
    return [read_example(path, lore, parser) for path in KEYS]


@pytest.fixture(scope="session")
def scored(examples: list[Example]) -> list[Score]:
    rows = [row for example in examples for row in scores(example)]
    print("\n" + table(rows))
    return rows


def phrases(entry: Entry) -> Iterator[str]:
    yield from (entry[field] for field in ("trigger", "text", "proposition", "after") if field in entry)


def test_every_example_has_a_key_and_a_line_in_the_readme() -> None:
    sources = {yaml.safe_load(path.read_text(encoding="utf-8"))["source"] for path in KEYS}
    files = {path.name for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md"}
    assert sources == files
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in files)


def test_keys_speak_of_words_that_are_there(examples: list[Example]) -> None:
    for example in examples:
        assert set(example.key) <= {"source", "date", "never", *KINDS}
        for name in (*KINDS, "never"):
            for entry in example.key.get(name, ()):
                assert set(entry) <= {*CHECKS, "kind"}
                for phrase in phrases(entry):
                    example.spot(phrase)


@pytest.mark.parametrize("kind", KINDS)
def test_share_of_the_key_that_is_found(kind: str, scored: list[Score]) -> None:
    floor = json.loads(FLOORS.read_text(encoding="utf-8"))[kind]
    missing = "\n".join(str(row) for row in scored if row.list == kind and not row.found)
    assert shares(scored)[kind] >= floor, f"{kind} fell below {floor}; missing:\n{missing}"


def test_no_wrong_reading(examples: list[Example]) -> None:
    wrong = [line for example in examples for line in violations(example)]
    assert not wrong, "\n".join(wrong)


# --- by hand ------------------------------------------------------------------------------------------


def main(arguments: list[str]) -> None:
    lore, parser = Lore.open(cache_folder()), Parser()
    read_in = [read_example(path, lore, parser) for path in KEYS]
    rows = [row for example in read_in for row in scores(example)]
    print(*(row for row in rows if not row.found), sep="\n")
    print(*(f"NEVER {line}" for example in read_in for line in violations(example)), sep="\n")
    print(table(rows))
    if "--raise" in arguments:
        old = json.loads(FLOORS.read_text(encoding="utf-8"))
        new = {kind: max(share, old.get(kind, 0.0)) for kind, share in shares(rows).items()}
        FLOORS.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
