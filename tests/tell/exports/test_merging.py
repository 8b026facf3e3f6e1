"""Stores merged by way of JSON Lines: the picture of one store that read everything, or one clear error."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.lore import Lore
from dateline.store import Store, encode
from dateline.tell.exports.asking import Wanted
from dateline.tell.exports.jsonl import write
from dateline.tell.exports.merging import Merged, merged
from dateline.tell.joining import Joiner
from tests.tell.exports.filling import ARTICLES, fill

if TYPE_CHECKING:
    from dateline.store import View
    from tests.tell.conftest import Run


def exported(url: str, path: Path, **told: Any) -> Path:
    with Store.open(url) as store, path.open("wb") as out:
        write(Wanted(format="jsonl", store=url, **told), store.view(), out)
    return path


def merge(paths: Iterable[Path], url: str, lore: Lore) -> Merged:
    done = Merged()
    with Store.open(url) as store:
        for path in paths:
            merged(path, store, lore, done)
    return done


def picture(url: str) -> dict[str, Any]:
    """All that a store tells, in a form that two stores can be compared by."""
    with Store.open(url) as store:
        view: View = store.view()
        return {
            "pages": list(view.paged()),
            "records": list(map(encode, view.records(None))),
            "incidents": list(view.incidents()),
            "told": view.told(),
            "contested": [one.id for one in view.records("claim", contested=True)],
            "decisions": [(act.what, act.pairs, act.note, act.stands) for act in view.decisions()],
        }


NUMBERS = st.lists(st.integers(0, len(ARTICLES) - 1), max_size=4, unique=True)
FOLDERS = iter(range(10_000))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp(f"merge-{next(FOLDERS)}")


@given(one=NUMBERS, other=NUMBERS, together=st.booleans(), backwards=st.booleans())
@settings(max_examples=7, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merging_tells_what_reading_all_pages_tells(
    folder: Callable[[], Path], lore: Lore, one: list[int], other: list[int], together: bool, backwards: bool
) -> None:
    at = folder()
    first, second, whole, target = (str(at / name) for name in ("a.db", "b.db", "all.db", "target.db"))
    fill(first, one, lore, together=together)
    fill(second, other, lore)
    fill(whole, one, lore, together=together)
    fill(whole, other, lore)
    paths = [exported(first, at / "a.jsonl"), exported(second, at / "b.jsonl")]
    done = merge(reversed(paths) if backwards else paths, target, lore)
    assert picture(target) == picture(whole)
    assert done.new == len({*one, *other})
    assert done.lost == 0
    again = merge(paths, target, lore)
    assert (again.new, again.acts) == (0, 0)
    assert picture(target) == picture(whole)


def test_merging_into_a_store_that_holds_something(tmp_path: Path, lore: Lore) -> None:
    first, second, whole = (str(tmp_path / name) for name in ("a.db", "b.db", "all.db"))
    fill(first, [0, 1, 2], lore)
    fill(second, [2, 3, 4], lore)
    fill(whole, [0, 1, 2, 3, 4], lore)
    merge([exported(first, tmp_path / "a.jsonl")], second, lore)
    assert picture(second) == picture(whole)


def test_decisions_come_along_once_and_so_do_their_withdrawals(tmp_path: Path, lore: Lore) -> None:
    first, target = str(tmp_path / "a.db"), str(tmp_path / "target.db")
    fill(first, [0, 2, 4], lore)
    with Store.open(first) as store, store.writer() as writer:
        accounts = sorted(one.id for told in store.view().incidents() for one in told)
        joins = Joiner(lore)
        writer.decide(
            "split", [(accounts[0], accounts[1])], joins, made_at="2031-03-12T00:00Z", note="two bridges"
        )
        writer.decide("merge", [(accounts[0], accounts[2])], joins, made_at="2031-03-13T00:00Z")
        writer.withdraw(1, joins, made_at="2031-03-14T00:00Z")
    path = exported(first, tmp_path / "a.jsonl")
    assert merge([path], target, lore).acts == 3
    assert picture(target) == picture(first)
    assert merge([path, path], target, lore).acts == 0
    assert picture(target) == picture(first)


def test_with_filters_whole_documents_go_out(tmp_path: Path, lore: Lore) -> None:
    first, target = str(tmp_path / "a.db"), str(tmp_path / "target.db")
    fill(first, [0, 1], lore, together=True)
    path = exported(first, tmp_path / "a.jsonl", filters={"place": "Vell"})
    merge([path], target, lore)
    with Store.open(target) as store:
        assert set(store.view().records(None)) == set(ARTICLES[1].records)
        assert len(list(store.view().pages())) == 2


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, lore: Lore) -> list[bytes]:
    """The lines of an export of two documents."""
    folder = tmp_path_factory.mktemp("two")
    fill(str(folder / "a.db"), [0, 1], lore)
    return exported(str(folder / "a.db"), folder / "a.jsonl").read_bytes().splitlines(keepends=True)


def changed(lines: list[bytes], number: int, line: bytes | None) -> bytes:
    lines = list(lines)
    lines[number - 1 : number] = [] if line is None else [line]
    return b"".join(lines)


@pytest.mark.parametrize(
    ("number", "line", "told"),
    [
        (
            1,
            b'{"record": "export", "form": 2, "version": "9"}\n',
            "line 1: wanted an export of form 1, got one of",
        ),
        (1, b'{"record": "event"}\n', "line 1: this is no record"),
        (1, None, "line 1: the first line must tell that it is an export"),
        (2, b"[1]\n", "line 2: this is no line of an export"),
        (2, b"\xff\xfe\n", "line 2: this is no line of an export"),
        (2, b"[" * 100_000 + b"\n", "line 2: this is no line of an export"),
        (2, b'{"record": "page"}\n', "line 2: this is no line of an export"),
        (3, b"\n", "line 3: this is no line of an export"),
        (3, None, "line 3: event"),
        (4, b'{"record": "war", "id": "a"}\n', "line 4: 'record' is 'war', no kind of record"),
        (4, b'{"record": "event", "id": "a"}\n', "line 4: this is no record"),
        (4, None, "wanted 27 lines above it, got 26"),
    ],
)
def test_a_broken_line_is_told_by_its_number_and_nothing_is_written(
    tmp_path: Path, two: list[bytes], run: Run, store: str, number: int, line: bytes | None, told: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(changed(two, number, line))
    result = run("store", "merge", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{path}, " in result.stderr
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert picture(store)["records"] == []


def test_what_follows_wrongly_is_told(tmp_path: Path, two: list[bytes], run: Run) -> None:
    path, lines = tmp_path / "a.jsonl", two
    for content, told in [
        (b"", "line 1: the file is empty"),
        (b"".join(lines[:9]), "line 10: the file is cut off"),
        (b"".join([*lines, *lines]), "the export has ended above"),
        (b"".join([*lines[:5], lines[4], *lines[5:]]), "line 6: figure"),
        (b"".join([*lines[:14], lines[1], *lines[14:]]), "wanted 27 lines above it, got 28"),
        (b"".join([*lines[:2], *lines[14:]]), "lacks its document"),
        (b"".join(lines).replace(b'"start":9', b'"start":8'), "line 4: the evidence of event"),
    ]:
        path.write_bytes(content)
        result = run("store", "merge", str(path))
        assert result.exit_code == 1
        assert told in result.stderr
        assert result.stderr.count("\n") == 1


def test_standard_input_will_do(tmp_path: Path, lore: Lore, run: Run, store: str) -> None:
    url = str(tmp_path / "a.db")
    fill(url, [0, 1], lore)
    content = exported(url, tmp_path / "a.jsonl").read_bytes()
    result = run("store", "merge", "-", stdin=content)
    assert (result.exit_code, result.stdout) == (0, "2 of 2 documents on 2 pages are new, and 0 decisions.\n")
    assert picture(store) == picture(url)
    assert run("store", "merge", str(tmp_path / "none.jsonl")).exit_code == 2


def test_the_same_store_gives_the_same_bytes(tmp_path: Path, lore: Lore) -> None:
    urls = [str(tmp_path / name) for name in ("a.db", "b.db")]
    fill(urls[0], [0, 1, 2, 3], lore)
    fill(urls[1], [3, 1, 0, 2], lore)
    found = []
    for url in urls:
        out = io.BytesIO()
        with Store.open(url) as store:
            write(Wanted(format="jsonl", store=url), store.view(), out)
        found.append(out.getvalue())
    assert found[0] == found[1]
