"""`dateline brief`: what it tells, that it leads to the words, and that no words become markup."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dateline.lore import Lore
from dateline.model import Count, Document, Range
from dateline.store import Store
from dateline.tell.brief import markdown, page
from dateline.tell.brief.blocks import Bullets, Mark, Paragraph, Quiet, Report, Strong, Table
from dateline.tell.brief.casualties import Casualties, contested
from dateline.tell.joining import Joiner
from dateline.tell.telling import Teller
from dateline.tell.words import clean
from tests.store.samples import article, entry
from tests.tell.exports.filling import fill, read_into

if TYPE_CHECKING:
    from dateline.tell.reading import Reader
    from tests.tell.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples"
NOVEMBER = ("--since", "2023-11-01", "--until", "2023-11-21")
MARCH = ("--since", "2031-03-01", "--until", "2031-04-01")
HOSTILE = "<script>alert(1)</script> [x](javascript:y) | `z` **took** _it_ ![i](u) &lt; $5 #1"


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A report of two villages retaken, and a page about armed groups."""
    path = tmp_path_factory.mktemp("november") / "store.db"
    pages = ((EXAMPLES / "01_battle_report.txt", "2023-11-14"), (EXAMPLES / "07_armed_groups.jsonl", None))
    read_into(str(path), reader, pages)
    return path


@pytest.fixture
def read(november: Path, store: str) -> str:
    shutil.copy(november, store.removeprefix("sqlite:///"))
    return store


def told(run: Run, *arguments: str) -> str:
    result = run("brief", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def section(text: str, title: str) -> str:
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


# -- what it tells


def test_a_report_tells_what_the_store_holds_of_the_days(run: Run, read: str) -> None:
    text = told(run, *NOVEMBER)
    assert text.startswith("# Situation report, 2023-11-01 to 2023-11-20\n")
    assert "2 reports published in these days: Harbour Post (1), Salween Observer (1)" in text
    assert re.search(
        r"\d+ incidents, each once however many reports tell of it; \d+ claims in these reports, \d+ of", text
    )
    control = section(text, "Who holds what")
    assert "| 2023-11-13 | **Synkivka** " in control
    assert "Ukraine took it, by General staff of Ukraine" in control
    assert "against it: Russia holds it, by Ministry of Defence of Russia" in control
    hurt = section(text, "Casualties by source")
    assert "**killed** at least 40 (a spokesman" in hurt
    assert re.search(r"\| a spokesman .*\| 1 \| 1 \|", hurt), "the contested 40 are counted and not added"
    assert "40" not in hurt.partition("### Sums of each source")[2]
    assert "### Battles (" in section(text, "Key events by type and place")
    assert "denies: “that its forces had lost Petropavlivka”" in section(text, "Contested claims")
    assert "Nobody has checked whether what was said is true." in section(text, "How this was made")


def test_every_footnote_quotes_its_document_and_is_referred_to(run: Run, read: str) -> None:
    text = told(run, *NOVEMBER)
    notes = re.findall(r"^\[\^(\d+)\]: .*: “(.*)” document (\w+), at (\d+)$", text, re.M)
    assert [int(number) for number, *_ in notes] == list(range(1, len(notes) + 1))
    assert len(notes) == len(re.findall(r"^\[\^\d+\]:", text, re.M))
    referred = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert referred == {number for number, *_ in notes}
    with Store.open(read) as store:
        for _, quoted, document, at in notes:
            found = store.view().get(document)
            assert isinstance(found, Document)
            for piece in re.sub(r"\\(.)", r"\1", quoted).rstrip("…").split(" … "):
                assert piece in clean(found.text)
            assert 0 <= int(at) < len(found.text)


def test_days_without_anything_are_said_to_be_so(run: Run, read: str) -> None:
    text = told(run, "--since", "1999-01-01", "--until", "1999-01-02")
    assert text.startswith("# Situation report, 1999-01-01\n")
    for line in (
        "the store has no report that was published in these days",
        "each once however many reports tell of it; 0 claims in these reports, 0 of them contested",
        "No report tells of a change in these days.",
        "No report of these days counts anybody killed, hurt, captured or displaced.",
        "No report tells of anything that happened in these days.",
        "No report of these days quotes anybody by name.",
        "No report of these days denies, doubts or contradicts another, or itself.",
        "No report of these days predicts anything.",
    ):
        assert line in text
    assert "[^1]" not in text


def test_an_empty_store_is_told_of_and_gives_an_empty_report(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "b.html"
    result = run("brief", *NOVEMBER, "--out", str(out))
    assert result.exit_code == 0
    assert "holds nothing" in result.stderr
    assert "No map: nothing is known of who held what" in out.read_text(encoding="utf-8")


def test_a_place_or_side_leaves_out_what_concerns_others(run: Run, read: str) -> None:
    text = told(run, *NOVEMBER, "--place", "MMR")
    assert "**Concerns:** MMR" in text
    assert "Synkivka" not in text
    assert "Namhkam" in text
    control = section(told(run, *NOVEMBER, "--side", "Ukraine"), "Who holds what")
    assert "Synkivka" in control
    assert "Synkivka" not in section(told(run, *NOVEMBER, "--side", "Myanmar"), "Who holds what")
    assert "Synkivka" in section(told(run, *NOVEMBER, "--place", "synkivka"), "Who holds what")


def test_forecasts_that_are_due_or_made_are_told_apart(run: Run, store: str, lore: Lore) -> None:
    fill(store, [0, 1], lore)
    made = section(told(run, *MARCH), "Forecasts")
    assert "| **Anton Véga** | “" in made.partition("### Due")[0]
    assert "“likely” 55–80 %" in made
    due = section(told(run, "--since", "2032-06-01", "--until", "2033-06-01"), "Forecasts")
    assert "No report of these days predicts anything." in due
    assert "**Anton Véga**" in due.partition("### Due")[2]


def test_the_ledger_tells_of_what_is_due(run: Run, store: str, lore: Lore) -> None:
    fill(store, [0], lore)
    question = ("Will the ferry run by May?", "--rule", "The operator says so.", "--due", "2031-03-20")
    assert run("forecast", "add", *question, "--probability", "0.3").exit_code == 0
    assert "| 1 | Will the ferry run by May? | 2031-03-20 | 30%" in told(run, *MARCH)
    assert "Will the ferry" not in told(run, "--since", "2031-04-01", "--until", "2031-05-01")


# -- sums


def count(low: float | None, high: float | None, source: str, *, approximate: bool = False) -> Count:
    return Count("killed", None, low, high, approximate, source, None, "figure")


@pytest.mark.parametrize(
    ("by", "disputed", "apart"),
    [
        ([count(3, 3, "a")], False, False),
        ([count(3, 3, "a")], True, True),
        ([count(3, 3, "a"), count(3, 3, "b")], False, False),
        ([count(3, 3, "a"), count(5, 5, "b")], False, True),
        ([count(3, None, "a"), count(5, 5, "b")], False, False),
        ([count(None, 4, "a"), count(5, None, "b")], False, True),
        ([count(24, None, "a", approximate=True), count(30, 30, "b")], False, False),
    ],
)
def test_what_is_contested(by: list[Count], disputed: bool, apart: bool) -> None:
    assert contested(Range("killed", None, None, None, tuple(by)), disputed=disputed) is apart


def test_sums_are_of_one_source_and_leave_out_what_is_contested() -> None:
    found = Casualties()
    for by, disputed in (
        ([count(3, 3, "a"), count(3, 3, "b")], False),
        ([count(2, 4, "a")], False),
        ([count(100, 100, "a"), count(7, 7, "b")], False),
        ([count(50, 50, "b")], True),
        ([count(1, None, "b")], False),
    ):
        found._count([Range("killed", None, None, None, tuple(by))], disputed=disputed)
    a, b = found.tolls["a"], found.tolls["b"]
    assert (a.low["killed"], a.high["killed"], a.incidents, a.disputed) == (5, 7, 2, 1)
    assert (b.low["killed"], b.high["killed"], b.incidents, b.disputed) == (4, None, 2, 2)


# -- the files


def test_the_same_store_and_days_give_the_same_bytes(run: Run, tmp_path: Path, lore: Lore) -> None:
    urls = [str(tmp_path / name) for name in ("a.db", "b.db")]
    fill(urls[0], [0, 1, 2], lore)
    fill(urls[1], [2, 0, 1], lore)
    found: list[dict[str, bytes]] = []
    for n, (url, names) in enumerate(
        ((urls[0], ("b.md", "b.html")), (urls[0], ("b.html",)), (urls[1], ("b.md",)))
    ):
        folder = tmp_path / str(n)
        folder.mkdir()
        for name in names:
            assert run("brief", *MARCH, "--store", url, "--out", str(folder / name)).exit_code == 0
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert set(found[0]) == {"b.md", "b-map.png", "b.html"}
    assert found[1]["b.html"] == found[0]["b.html"]
    assert found[2] == {name: found[0][name] for name in ("b.md", "b-map.png")}
    assert b"b-map.png" in found[0]["b.md"]
    assert found[0]["b-map.png"].startswith(b"\x89PNG")


def test_another_process_gives_the_same_bytes(november: Path) -> None:
    """Sets come in another order in each process."""
    command = [sys.executable, "-m", "dateline", "brief", *NOVEMBER, "--store", str(november)]
    found = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert found[0].stdout == found[1].stdout
    assert found[0].stdout.startswith(b"# Situation report")


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_words_of_pages_are_never_markup(run: Run, store: str, tmp_path: Path, lore: Lore) -> None:
    hostile = article(1, words=HOSTILE, town="<b>Vell</b>")
    with Store.open(store) as opened, opened.writer() as writer:
        writer.add(entry(1), hostile.records, joins=Joiner(lore), telling=Teller(lore))
    out = tmp_path / "b.html"
    assert run("brief", *MARCH, "--out", str(out), "--title", "<i>A</i>").exit_code == 0
    found = Elements(out.read_text(encoding="utf-8"))
    tags = {tag for tag, _ in found.tags}
    assert not tags & {"script", "b", "i", "iframe", "link", "object"}
    assert any("<script>alert(1)</script>" in one for one in found.words)
    links = [attrs["href"] or "" for tag, attrs in found.tags if tag == "a"]
    ids = {attrs["id"] for _, attrs in found.tags if attrs.get("id")}
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    text = told(run, *MARCH)
    assert "<script" not in text.replace("\\<", "")
    bare = re.sub(r"\\.", "", text)
    assert "](" not in bare.replace("](<", "")
    assert all(row.count("|") in (3, 5, 6) for row in bare.splitlines() if row.startswith("|"))


def test_both_forms_of_all_blocks() -> None:
    blocks = (
        Paragraph(("- one ", Strong("two*"), Mark(1))),
        Bullets((("a|b",), (Quiet("quiet"),))),
        Table(("h|1", "h2"), ((("x",), ("y", Mark(1))),), (1, 3)),
    )
    report = Report("A & B", (("Period", "1 < 2"),), blocks, (("words",),))
    text = markdown.written(report, None)
    assert "# A \\& B\n\n- **Period:** 1 \\< 2\n" in text
    assert "\\- one **two\\***[^1]" in text
    assert "| h\\|1 | h2 |\n|---|---|\n| x | y[^1] |" in text
    html = page.written(report)
    assert '<col style="width: 25%">' in html
    assert html.count('id="r1"') == 1
    assert "<dd>1 &lt; 2</dd>" in html


@pytest.mark.parametrize(
    ("arguments", "told_"),
    [
        (("--since", "2031-03-01", "--until", "2031-03-01"), "wanted --until after --since"),
        (("--since", "2031-02-30", "--until", "2031-03-01"), "--since: wanted a day"),
        ((*MARCH, "--out", "b.pdf"), "ends in .md or .html"),
        ((*MARCH, "--out", "nowhere/b.html"), "cannot be written"),
        ((*MARCH, "--theatre", "none"), "theatre 'none' is not known"),
        ((*MARCH, "--baseline-day", "2031-03-01"), "go together"),
        ((*MARCH, "--known-by", "May"), "--known-by: wanted a day"),
    ],
)
def test_what_cannot_be_told_is_said(run: Run, arguments: tuple[str, ...], told_: str) -> None:
    result = run("brief", *arguments)
    assert result.exit_code == 2
    assert told_ in result.stderr


def test_the_page_prints_on_a4_and_asks_for_nothing(run: Run, tmp_path: Path, lore: Lore, store: str) -> None:
    from playwright.sync_api import sync_playwright

    fill(store, range(6), lore)
    out, pdf = tmp_path / "b.html", tmp_path / "b.pdf"
    assert run("brief", *MARCH, "--out", str(out)).exit_code == 0
    asked: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        tab = browser.new_page(viewport={"width": 390, "height": 800})
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: asked.append(message.text))
        tab.goto(out.as_uri())
        across = tab.evaluate("document.documentElement.scrollWidth")
        tab.emulate_media(color_scheme="dark")
        dark = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        tab.emulate_media(media="print")
        printed = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        tab.pdf(path=pdf, prefer_css_page_size=True)
        browser.close()
    assert [url for url in asked if not url.startswith("data:image/png")] == [out.as_uri()]
    assert across <= 390
    assert (dark, printed) == ("rgb(21, 24, 28)", "rgb(255, 255, 255)")
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf.read_bytes())
    assert sizes
    assert all(abs(float(w) - 595) < 1.5 and abs(float(h) - 842) < 1.5 for w, h in sizes)
