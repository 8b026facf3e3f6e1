"""`dateline eval` over small corpora: what is told, as a table and as JSON, and what is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pytest
from typer.testing import Result

from dateline.lore import Lore
from dateline.measure.corpora import CORPORA, corpus_named
from dateline.measure.parts import in_part
from dateline.parse import Parser
from dateline.tell import measuring
from tests.measure.corpus import Name, article, corpus, named

if TYPE_CHECKING:
    from tests.tell.conftest import Run

TEXT = "A ferry from Odesa to Varna ran aground near Constanta on Friday."
ODESA, VARNA = (46.48, 30.73), (43.21, 27.91)
NAMES = [f"n{n}" for n in range(8)]
HELD = [name for name in NAMES if in_part(name, "held-out")]
HISTORY = (
    "<TimeML><DOCID>reeds</DOCID><TEXT>The mill burned in "
    '<TIMEX3 tid="t1" type="DATE" value="1861">1861</TIMEX3>.</TEXT></TimeML>'
)
LINE = {"text": "Shelling killed two people in Varna on Friday.", "verb": [9, 15], "locations": [[30, 35]]}


@pytest.fixture
def evaluate(run: Run, lore: Lore, parser: Parser, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`dateline eval` with the knowledge and parser that are open already."""

    class Opened:
        @staticmethod
        def open(cache: Path) -> Lore:
            return lore

    monkeypatch.setattr(measuring, "Lore", Opened)
    monkeypatch.setattr(measuring, "Parser", lambda: parser)
    return lambda *arguments, **options: run("eval", *map(str, arguments), **options)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    answers = (named(TEXT, "Odesa", *ODESA), named(TEXT, "Varna", *VARNA))
    return corpus(tmp_path / "geoparsing", [article(TEXT, *answers, docid=name) for name in NAMES], "lgl.xml")


def object_of(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("\n") == 1
    told: dict[str, object] = json.loads(result.stdout)
    return told


def one_line(result: Result, code: int) -> str:
    """The one line of an error."""
    assert (result.exit_code, result.stdout) == (code, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("dateline: ")
    return line


# -- JSON


def test_json_is_one_object_with_the_fixed_names(evaluate: Callable[..., Result], news: Path) -> None:
    told = object_of(evaluate("lgl", "--path", news, "--json"))
    assert list(told) == ["corpus", "part", "documents", "figures", "peers"]
    assert (told["corpus"], told["part"], told["documents"]) == ("lgl", "all", len(NAMES))
    figures, peers = told["figures"], told["peers"]
    assert isinstance(figures, dict)
    assert isinstance(peers, list)
    assert list(figures)[:4] == ["recognition_f1", "within_161km", "mean_error_km", "auc"]
    # Odesa, Varna, and Constanta, which is no answer.
    assert figures["recognition_recall"] == 1.0
    assert figures["recognition_f1"] == pytest.approx(0.8, abs=1e-4)
    assert figures["within_161km"] == 1.0
    assert figures["mean_error_km"] < 30
    assert [set(peer) for peer in peers] == [{"name", "on", "figures"}] * len(corpus_named("lgl").peers)


@pytest.mark.parametrize(
    ("name", "written", "headline"),
    [
        ("wikiwars", HISTORY, {"span_strict_f1": 1.0, "span_relaxed_f1": 1.0, "value_f1": 1.0}),
        ("event-location", json.dumps(LINE) + "\n", {"accuracy": 1.0}),
    ],
)
def test_other_formats(
    evaluate: Callable[..., Result], tmp_path: Path, name: str, written: str, headline: dict[str, float]
) -> None:
    path = tmp_path / "corpus.tml"
    path.write_text(written, encoding="utf-8")
    told = object_of(evaluate(name, "--path", path, "--json"))
    assert told["documents"] == 1
    figures = told["figures"]
    assert isinstance(figures, dict)
    assert {key: figures[key] for key in headline} == headline


@pytest.mark.parametrize(
    ("part", "documents"),
    [("held-out", len(HELD)), ("development", len(NAMES) - len(HELD)), ("all", len(NAMES))],
)
def test_a_part(evaluate: Callable[..., Result], news: Path, part: str, documents: int) -> None:
    told = object_of(evaluate("lgl", "--path", news, "--part", part, "--json"))
    assert (told["part"], told["documents"]) == (part, documents)


def test_the_corpora_folder_and_its_held_out_part_are_the_default(
    evaluate: Callable[..., Result], news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_CORPORA", str(tmp_path))
    told = object_of(evaluate("lgl", "--json"))
    assert (told["part"], told["documents"]) == ("held-out", len(HELD))


# -- the table


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_the_table_stands_on_a_console_without_broken_words(
    evaluate: Callable[..., Result], news: Path, columns: int
) -> None:
    result = evaluate("lgl", "--path", news, columns=columns)
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert max(map(len, lines)) <= columns
    assert "…" not in result.stdout
    (heading,) = [line for line in lines if "auc" in line]
    for words in ("recognition f1", "within 161km", "mean error km"):
        assert words in heading
    # Each system has one line, ours the first.
    systems = ["Dateline", *(peer.name for peer in corpus_named("lgl").peers)]
    rows = [line.strip() for line in lines if any(line.strip().startswith(name) for name in systems)]
    assert [next(name for name in systems if row.startswith(name)) for row in rows] == systems
    assert f"All parts: {len(NAMES)} texts" in lines
    assert "The others: the whole corpus" in lines
    assert "recognition recall 1.000" in " ".join(lines)


def test_others_from_several_texts_are_told_apart(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "reeds.tml"
    path.write_text(HISTORY, encoding="utf-8")
    told = evaluate("wikiwars", "--path", path).stdout
    assert "All parts: 1 text\n" in told
    assert "SynTime: all 22 histories" in told
    assert "HeidelTime: another corpus" in told


def test_a_corpus_without_others(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    told = evaluate("event-location", "--path", path).stdout
    assert "Dateline" in told
    assert "others" not in told


def test_without_a_terminal_there_is_no_colour(evaluate: Callable[..., Result], news: Path) -> None:
    assert "\x1b" not in evaluate("lgl", "--path", news, "--no-color").stdout


# -- predictions


def test_predictions_are_kept_beside_their_answers(
    evaluate: Callable[..., Result], news: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text("what was there before\n", encoding="utf-8")
    evaluate("lgl", "--path", news, "--write", kept)
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [row["document"] for row in rows] == NAMES
    assert [answer["text"] for answer in rows[0]["answers"]] == ["Odesa", "Varna"]
    assert [one["text"] for one in rows[0]["predicted"]] == ["Odesa", "Varna", "Constanta"]
    assert left_over(tmp_path) == []
    assert kept.stat().st_mode & 0o777 == 0o666 & ~umask()


def test_predictions_are_kept_whole_or_not_at_all(
    evaluate: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = article(TEXT, docid="n1")
    path = corpus(tmp_path, [good, article(TEXT, Name("Varna", "?", 9), docid="n2")])
    kept = tmp_path / "kept.jsonl"
    kept.write_text("what was there before\n", encoding="utf-8")
    assert "article n2" in one_line(evaluate("lgl", "--path", path, "--write", kept), 1)
    assert kept.read_text(encoding="utf-8") == "what was there before\n"

    def interrupted(*given: object, out: TextIO, **options: object) -> None:
        out.write("half a li")
        raise KeyboardInterrupt

    monkeypatch.setattr(measuring, "run", interrupted)
    assert evaluate("lgl", "--path", path, "--write", kept).exit_code == 130
    assert kept.read_text(encoding="utf-8") == "what was there before\n"
    assert left_over(tmp_path) == []


def test_a_link_stays_a_link(evaluate: Callable[..., Result], news: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "real.jsonl")
    evaluate("lgl", "--path", news, "--write", link)
    assert link.is_symlink()
    assert len((tmp_path / "real.jsonl").read_text(encoding="utf-8").splitlines()) == len(NAMES)


@pytest.mark.parametrize("target", ["nowhere/kept.jsonl", "news.d", "lgl.xml/kept.jsonl", "k" * 300])
def test_what_cannot_be_written_is_one_error(
    evaluate: Callable[..., Result], news: Path, tmp_path: Path, target: str
) -> None:
    (news.parent / "news.d").mkdir()
    line = one_line(evaluate("lgl", "--path", news, "--write", news.parent / target), 1)
    assert "cannot be written" in line
    assert left_over(tmp_path) == []


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


def umask() -> int:
    given = os.umask(0)
    os.umask(given)
    return given


# -- what goes wrong


def test_an_unknown_corpus_is_wrong_usage(evaluate: Callable[..., Result]) -> None:
    line = one_line(evaluate("gone-with-the-wind", "--json"), 2)
    assert "one of lgl, tr-news, wikiwars, event-location" in line


@pytest.mark.parametrize("path", ["nothing.xml", "nothing/lgl.xml", "n" * 5_000])
def test_a_missing_path_is_one_line(evaluate: Callable[..., Result], tmp_path: Path, path: str) -> None:
    line = one_line(evaluate("lgl", "--path", tmp_path / path), 1)
    assert "is not there: wanted the corpus lgl; give --path" in line


def test_a_missing_corpora_folder_is_one_line(
    evaluate: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_CORPORA", str(tmp_path / "none"))
    assert "DATELINE_CORPORA" in one_line(evaluate("lgl"), 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lgl", b"<articles><article>"),
        ("lgl", b"\x00\xff\x1f\x8b"),
        ("tr-news", b""),
        ("wikiwars", b"<TimeML>"),
        ("wikiwars", b"\xff\xfe\xfd"),
        ("event-location", b"[1, 2"),
        ("event-location", b"\xff\xfe\xfd"),
        ("event-location", b""),
    ],
)
def test_an_ill_formed_corpus_is_one_line(
    evaluate: Callable[..., Result], tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / "corpus"
    path.write_bytes(content)
    assert str(path) in one_line(evaluate(name, "--path", path, "--json"), 1)


@pytest.mark.parametrize("corpus_name", [corpus.name for corpus in CORPORA])
def test_a_folder_without_a_corpus_is_one_line(
    evaluate: Callable[..., Result], tmp_path: Path, corpus_name: str
) -> None:
    (tmp_path / "notes.txt").write_text("none", encoding="utf-8")
    one_line(evaluate(corpus_name, "--path", tmp_path), 1)


def test_a_part_that_is_none_is_wrong_usage(evaluate: Callable[..., Result], news: Path) -> None:
    result = evaluate("lgl", "--path", news, "--part", "best")
    assert (result.exit_code, result.stdout) == (2, "")


def test_help_names_the_corpora_and_the_options(run: Run) -> None:
    result = run("eval", "--help")
    assert result.exit_code == 0
    for word in (
        "--path",
        "--part",
        "--json",
        "--write",
        "held-out",
        "development",
        *(c.name for c in CORPORA),
    ):
        assert word in result.stdout
