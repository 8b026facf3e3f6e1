"""What holds of the whole path whatever the text: spans, ids, order, clock, round trips."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline import read
from dateline.errors import ReadError
from dateline.flow import Options, Reading, read_page
from dateline.lore import Lore
from dateline.model import Page, Record
from dateline.parse import Parser
from dateline.store import PageEntry, Store, decode, encode
from tests.soundness import flaws

EXAMPLES = Path(__file__).parents[1] / "examples"
FILES = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html", ".jsonl"))
GIVEN = Options(published="2023-11-14")
# The parser and the lore are read-only, so examples of one property may share them.
SHARED = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)

Read = Callable[..., list[Reading]]


@pytest.fixture(scope="session")
def read_in(lore: Lore, parser: Parser) -> Read:
    def reading(page: Page, options: Options = GIVEN) -> list[Reading]:
        return list(read_page(page, lore, parser, options))

    return reading


def page_of(path: Path) -> Page:
    return Page(path.name, path.read_bytes())


@pytest.fixture(scope="session")
def examples(read_in: Read) -> dict[str, list[Reading]]:
    return {path.name: read_in(page_of(path)) for path in FILES}


def records(readings: Sequence[Reading]) -> list[Record]:
    return [record for reading in readings for record in reading.records]


# --- every record points at its words -----------------------------------------------------------------


def test_examples_are_sound(examples: dict[str, list[Reading]]) -> None:
    assert not [flaw for readings in examples.values() for reading in readings for flaw in flaws(reading)]


def test_nothing_has_occurred_after_it_was_published(examples: dict[str, list[Reading]]) -> None:
    late = [
        (name, record.trigger.text, record.moment.text)
        for name, readings in examples.items()
        for reading in readings
        for record in reading.records
        if record.record == "event" and record.factuality == "occurred" and record.moment is not None
        if (record.moment.start or "")[:10] > (reading.document.published.end or "9999")[:10]
    ]
    assert not late


# --- nothing but the page decides ---------------------------------------------------------------------


@pytest.mark.parametrize("path", [FILES[0], FILES[3], FILES[6]], ids=lambda path: path.name)
def test_the_same_page_gives_the_same_records(
    path: Path, read_in: Read, examples: dict[str, list[Reading]]
) -> None:
    assert read_in(page_of(path)) == examples[path.name]


def test_the_order_of_pages_is_irrelevant(lore: Lore, examples: dict[str, list[Reading]]) -> None:
    """Backwards, with a parser of its own: nothing that one page leaves behind reaches another."""
    parser = Parser()
    for path in reversed(FILES[:5]):
        assert list(read_page(page_of(path), lore, parser, GIVEN)) == examples[path.name]


def test_the_order_of_files_is_irrelevant(tmp_path: Path, lore: Lore, parser: Parser) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text("Kyiv said on Monday that its troops had retaken Lyman.", encoding="utf-8")
    other.write_text("At least two people were killed in Odesa, the mayor said.", encoding="utf-8")

    def ids(sources: list[Path]) -> dict[str, list[str]]:
        pages = read.pages([str(source) for source in sources], stdin=None, limits=read.Limits())
        found: dict[str, list[str]] = {}
        for page in pages:
            assert isinstance(page, Page)
            found[page.source] = [record.id for record in records(list(read_page(page, lore, parser, GIVEN)))]
        return found

    assert ids([one, other]) == ids([other, one]) == ids([tmp_path])


def test_where_a_page_lies_is_irrelevant(read_in: Read) -> None:
    body = FILES[0].read_bytes()
    here, there = (read_in(Page(source, body)) for source in ("a/one.txt", "b/two.txt"))
    assert [record.id for record in records(here)] == [record.id for record in records(there)]


def test_line_ends_are_irrelevant_to_what_is_found(read_in: Read) -> None:
    body = FILES[1].read_bytes()
    assert read_in(Page("a.txt", body)) == read_in(Page("a.txt", body.replace(b"\n", b"\r\n")))


# --- no clock -----------------------------------------------------------------------------------------


class _Shifted(type):
    """Stands for a class of `datetime` whose clock is decades fast, in everything else as it was."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])


def _shifted(kind: Any) -> Any:
    def later(cls: Any, *_: Any) -> Any:
        return cls(2061, 7, 28)

    names = ("now", "today", "utcnow", "fromtimestamp") if kind is datetime.datetime else ("today",)
    return _Shifted(kind.__name__, (kind,), {name: classmethod(later) for name in names})


# Who on the path could look at a clock: ours, and the libraries that find dates.
_ROOMS = ("dateline", "htmldate", "trafilatura", "dateparser", "feedparser", "courlan")


@pytest.fixture
def another_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another time zone, and a clock that stands still in 2061."""
    swapped = {kind: _shifted(kind) for kind in (datetime.date, datetime.datetime)}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in _ROOMS:
            for key, value in list(vars(module).items()):
                if isinstance(value, type) and value in swapped:
                    monkeypatch.setattr(module, key, swapped[value])
    monkeypatch.setattr(time, "time", lambda: 2_889_907_200.0)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


_UNDATED = "Troops retook Lyman yesterday, Kyiv said. They will attack again next week."


def test_the_clock_is_irrelevant(
    examples: dict[str, list[Reading]], another_time: None, read_in: Read
) -> None:
    for path in (FILES[3], FILES[5], FILES[6]):  # a web page, a dateline without a year, records
        assert read_in(page_of(path)) == examples[path.name]


def test_without_a_date_no_date_is_made_up(read_in: Read) -> None:
    [reading] = read_in(Page("a.txt", _UNDATED.encode()), Options())
    found = [record.moment for record in reading.records if record.record == "mention"]
    moments = [moment for moment in found if moment is not None]
    assert [moment.text for moment in moments] == ["yesterday", "next week"]
    assert all(moment.start is None and moment.end is None for moment in moments)
    assert reading.document.published.basis == "unknown"


def test_undated_text_means_the_same_at_another_time(another_time: None, read_in: Read) -> None:
    test_without_a_date_no_date_is_made_up(read_in)


# --- round trips --------------------------------------------------------------------------------------


def test_records_come_back_from_json(examples: dict[str, list[Reading]]) -> None:
    for readings in examples.values():
        for record in records(readings):
            assert decode(encode(record)) == record


def test_records_come_back_from_the_store(tmp_path: Path, examples: dict[str, list[Reading]]) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store:
        with store.writer() as writer:
            for path in FILES:
                entry = PageEntry.of(page_of(path), read_at="2024-06-01T00:00:00Z")
                assert writer.add(entry, records(examples[path.name]))
                assert not writer.add(entry, records(examples[path.name]))
        for readings in examples.values():
            for reading in readings:
                assert tuple(store.view().records(None, document=reading.document.id)) == reading.records


# --- any text -----------------------------------------------------------------------------------------

_WHO = "Ukrainian troops|the Kremlin|Mr Zelensky|RSF fighters|he|the UN|a spokesman|Kyiv|rebels".split("|")
_DID = (
    "retook|shelled|will attack|denied losing|killed at least two people in|may withdraw from|said|vetoed"
).split("|")
_WHAT = (
    "Lyman|Kherson|the bridge|Omdurman|a town north of Goma|16km west of Kharkiv|that|the ceasefire"
).split("|")
_WHEN = (
    "on Monday|yesterday|in February|by 2024|last week|two days later|on 3 October|over the weekend"
).split("|")
_MUCH = (
    "dozens of|$625million|between 10 and 14 tanks|up to 3,000|one in five|1,2,3|0|"
    "a 10 per cent chance|999999999999999999999999999999"
).split("|")
_ODD = "‘ ’ “ ” \" ' « » „ ‚ '' `` — ( ) [1] • … ! . , ; :".split()
_JOIN = "if|unless|because|according to|he said|who|and|but|would likely|reportedly".split("|")
_GAP = [" ", " ", " ", " ", "", "\n", "\n\n", "\t", "\u00a0", "\u200b", "\u2028", "\u202e", "🙂", "e\u0301"]

_PIECES = st.sampled_from([*_WHO, *_DID, *_WHAT, *_WHEN, *_MUCH, *_JOIN, *_ODD, *_ODD])
_TEXTS = st.lists(st.tuples(_PIECES, st.sampled_from(_GAP)), min_size=1, max_size=60).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
_DAYS = st.sampled_from([None, "2022-10-05", "2022-10", "2024", "0001-01-01", "9999-12-31"])


def reads_or_refuses(read_in: Read, page: Page, options: Options = GIVEN) -> None:
    """Sound records that survive JSON, or one `ReadError` of one line."""
    cause = ""
    readings: list[Reading] = []
    try:
        readings = read_in(page, options)
    except ReadError as error:
        cause = str(error)
    assert bool(readings) != bool(cause)
    assert "\n" not in cause
    for reading in readings:
        assert not flaws(reading)
        assert all(decode(encode(record)) == record for record in reading.records)


@settings(SHARED, max_examples=60)
@given(text=_TEXTS, published=_DAYS)
@example(text="‘If he retook Lyman ‘on Monday’, “Kyiv said’ he may withdraw ”", published="2022-10-05")
@example(text="'' '' said '' he '' said ''", published=None)
@example(text="yesterday last week two days later in February", published="0001-01-01")
@example(text="by next week they will attack", published="9999-12-31")
def test_any_war_like_text(read_in: Read, text: str, published: str | None) -> None:
    reads_or_refuses(read_in, Page("a.txt", text.encode()), Options(published=published))


@settings(SHARED, max_examples=60)
@given(body=st.binary(max_size=300), source=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a"]))
def test_any_bytes(read_in: Read, body: bytes, source: str) -> None:
    reads_or_refuses(read_in, Page(source, body))


@settings(SHARED, max_examples=60)
@given(text=st.text(max_size=200))
def test_any_characters(read_in: Read, text: str) -> None:
    reads_or_refuses(read_in, Page("a.txt", text.encode("utf-8", "surrogatepass")))


@settings(SHARED, max_examples=30)
@given(text=_TEXTS)
def test_the_same_text_gives_the_same_ids(read_in: Read, text: str) -> None:
    try:
        once = records(read_in(Page("a.txt", text.encode())))
    except ReadError:
        return
    again = records(read_in(Page("a.txt", text.encode())))
    assert [record.id for record in once] == [record.id for record in again]
