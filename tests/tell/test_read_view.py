"""`dateline read` as a person sees it, and what it keeps."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.errors import UsageError
from dateline.flow import Options
from dateline.model import Document, Mention, Page
from dateline.read import Failure
from dateline.store import Store, decode
from dateline.tell import reading
from dateline.tell.reading import Reader

if TYPE_CHECKING:
    from tests.tell.conftest import Run

TEXT = (
    "Ferry town changes hands\n\nBy Ada Quill for the Harbour Post\n\n"
    "Ukrainian troops recaptured the town of Lyman on Saturday, the general staff in Kyiv said. "
    "Russia denied that its troops had left the town.\n\n"
    "At least two civilians were killed and 1,200 people were displaced, said the mayor, Ivo Lantern.\n\n"
    "“We will not stop at the river,” President Volodymyr Zelensky said on Sunday. "
    "Officials spoke of a ‘bridgehead’.\n\n"
    "Kyiv plans to retake Svatove. If the bridge holds, supplies will probably reach the town by winter.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("columns", [80, 140])
def test_the_view_has_a_header_and_sections_with_sources(run_read: Run, page: str, columns: int) -> None:
    result = run_read("read", page, "--date", "2022-10-03", columns=columns)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert "Ferry town changes hands" in lines[1]
    told = " ".join(result.stdout.split())
    for words in (
        "published 2022-10-03 (as given) · theatre russo-ukrainian",
        "What happened",
        "Who said what",
        "Figures",
        "Sources: whom the text rests on",
        "● occurred",
        "2022-10-01",
        "“recaptured”",
        "the outlet itself",
        "at least 2",
    ):
        assert words in told
    assert "\x1b" not in result.stdout


def test_rows_stand_in_the_order_of_the_text(run_read: Run, page: str) -> None:
    told = run_read("read", page, "--date", "2022-10-03", columns=140).stdout
    happened = told[told.index("What happened") : told.index("Who said what")]
    offsets = [int(word[1:]) for word in happened.split() if word[:1] == "@" and word[1:].isdigit()]
    assert offsets == sorted(offsets)
    assert len(offsets) > 2


def test_without_a_date_the_header_says_so(run_read: Run, page: str) -> None:
    told = run_read("read", page, "--no-store").stdout
    assert "publication date unknown" in told
    assert "“Saturday”" in told


def test_the_same_page_again_adds_nothing(run_read: Run, page: str, store: str) -> None:
    first = run_read("read", page)
    assert "already in the store" not in first.stdout
    with Store.open(store) as opened:
        before = opened.view().count(None)
    again = run_read("read", page)
    assert (again.exit_code, again.stderr) == (0, "")
    assert f"{page}: already in the store, nothing added" in " ".join(again.stdout.split()).replace("/ ", "/")
    with Store.open(store) as opened:
        assert opened.view().count(None) == before > 10


def test_nothing_is_kept_without_a_store(run_read: Run, page: str, tmp_path: Path) -> None:
    assert run_read("read", page, "--no-store").exit_code == 0
    assert not (tmp_path / "store.db").exists()


def test_json_gives_the_records_in_the_order_of_the_store(run_read: Run, page: str, store: str) -> None:
    result = run_read("read", page, "--json", "--mentions")
    told = [decode(line) for line in result.stdout_bytes.splitlines()]
    with Store.open(store) as opened:
        assert list(opened.view().records(None)) == told
    fewer = run_read("read", page, "--json", "--no-store")
    assert [decode(line) for line in fewer.stdout_bytes.splitlines()] == [
        record for record in told if not isinstance(record, Mention)
    ]


HOSTILE = {
    "title": "[bold red]Breaking[/bold red] [link=http://x.test]news[/] :bomb: \x1b[31mred\x1b[0m \u202egnp",
    "byline": "By [blink]Ada[/blink] \x9b2J",
    "text": "The general staff in Kyiv said on Monday that [/] troops retook [Lyman](x) \x07\x9b2J.\n\n"
    "“[red]We won[/red],” said President Volodymyr Zelensky.\n",
}


def test_words_of_a_page_are_never_obeyed(run_read: Run, tmp_path: Path) -> None:
    path = tmp_path / "[red]\x1b[2Jname.jsonl"
    path.write_text(json.dumps(HOSTILE), encoding="utf-8")
    result = run_read("read", str(path), str(tmp_path / "no\x1b[2J"))
    assert result.exit_code == 1
    told = " ".join(result.stdout.replace("│", " ").split())
    assert "[bold red]Breaking[/bold red] [link=http://x.test]news[/] :bomb:" in told
    assert "[red]We won[/red]" in told
    forbidden = {"\x1b", "\x07", "\x9b", "\u202e"}
    assert not forbidden & set(result.stdout + result.stderr)


def test_long_tables_are_cut_with_the_rest_stated(run_read: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    sentences = [
        f"On {day} March 2022 Russian missiles struck Kharkiv, the mayor said." for day in range(1, 29)
    ]
    path.write_text("\n\n".join(sentences), encoding="utf-8")
    cut = run_read("read", str(path), "--no-store").stdout
    assert "… and 8 more; --all shows them" in cut
    whole = run_read("read", str(path), "--no-store", "--all").stdout
    assert "more; --all" not in whole
    assert whole.count("\n") > cut.count("\n")


def test_after_some_documents_each_gets_one_line(run_read: Run, tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(f"Troops entered village {number} of Kherson region.\n")
    told = run_read("read", str(tmp_path), "--no-store").stdout
    assert "A line each from here on" in told
    assert told.count("╭") == 10
    assert "Read 12 pages with 12 documents." in told


def test_one_bad_entry_does_not_hide_the_others(run_read: Run, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"text": "Troops left Lyman."}\n{"text": 7}\n{"text": "Troops entered Lyman."}\n')
    result = run_read("read", str(path), "--json", "--no-store")
    assert result.exit_code == 1
    told = [decode(line) for line in result.stdout_bytes.splitlines()]
    assert [r.text for r in told if isinstance(r, Document)] == [
        "Troops left Lyman.",
        "Troops entered Lyman.",
    ]
    assert result.stderr.count("\n") == 1


def test_a_fault_in_a_step_costs_one_document(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("no\nway")

    monkeypatch.setattr("dateline.flow.read_document", broken)
    page = Page("a.txt", b"Troops left Lyman.\n")
    (outcome,) = reader(page, Options())
    assert isinstance(outcome, Failure)
    assert outcome.source == "a.txt"
    assert "ZeroDivisionError at test_read_view.py:" in outcome.cause
    assert reading.PageRead(page, (outcome,)).failures == (outcome,)


def test_wrong_options_are_no_failures_of_a_page(reader: Reader) -> None:
    with pytest.raises(UsageError):
        list(reader(Page("a.txt", b"Troops left Lyman.\n"), Options(theatre="atlantis")))


def test_a_folder_name_of_odd_bytes_is_told(run_read: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    result = run_read("read", str(tmp_path / name), "--no-store")
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: ")
