"""`dateline watch` over servers on loopback: what is asked, read, told and remembered."""

from __future__ import annotations

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from dateline.model import Document
from dateline.read.watching import FeedState, Keeper
from dateline.store import Store
from dateline.tell.watch.setting import state_folder
from dateline.tell.watch.shows import feed_table
from tests.read.servers import Reply, Site, serving

if TYPE_CHECKING:
    from tests.tell.conftest import Run

HTML = {"Content-Type": "text/html; charset=utf-8"}
ROOT = Path(__file__).parents[3]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def page(number: int, day: str | None = "2023-11-14") -> Reply:
    date = f'<meta property="article:published_time" content="{day}">' if day else ""
    body = (
        f"<html><head><title>Report {number}</title>{date}</head><body><article><h1>Strike {number}</h1>"
        f"<p>Russian forces shelled Mykolaiv on Monday, killing {number + 2} people, the governor said.</p>"
        "<p>The brigade left the town on Tuesday, a spokesman said in Kyiv.</p></article></body></html>"
    )
    return Reply(body.encode(), headers=HTML)


def rss(*links: str, title: str = "Report", **headers: str) -> Reply:
    date = "<pubDate>Wed, 15 Nov 2023 09:00:00 GMT</pubDate>"
    items = "".join(f"<item><title>{title}</title><link>{link}</link>{date}</item>" for link in links)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"
    return Reply(body.encode(), headers={"Content-Type": "application/rss+xml", **named})


def fill(site: Site, count: int) -> None:
    """A feed of so many reports."""
    site.answers["/feed"] = rss(*(f"/{at}" for at in range(count)), ETag='"1"')
    site.answers |= {f"/{at}": page(at) for at in range(count)}


def listed(tmp_path: Path, *feeds: str, head: str = "gap: 0s", more: str = "") -> str:
    path = tmp_path / "feeds.yaml"
    entries = "".join(f"  - url: {feed}\n    every: 1s\n    allow_private: true\n{more}" for feed in feeds)
    path.write_text(f"{head}\nfeeds:\n{entries}", encoding="utf-8")
    return str(path)


def documents(store: str) -> list[Document]:
    with Store.open(store) as opened:
        return list(opened.view().documents())


def status(run: Run, path: str) -> list[dict[str, Any]]:
    result = run("watch", path, "--status", "--json")
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- one round ----------------------------------------------------------------------------------------


def test_new_entries_are_read_as_by_hand(run_read: Run, site: Site, tmp_path: Path, store: str) -> None:
    fill(site, 2)
    path = listed(tmp_path, site.at("/feed"))
    result = run_read("watch", path, "--once")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "/feed: 2 new entries" in result.stdout
    assert "Done: read 2 pages." in result.stdout
    found = documents(store)
    assert {one.source for one in found} == {site.at("/0"), site.at("/1")}
    by_hand = run_read("read", site.at("/0"), site.at("/1"), "--allow-private")
    assert "2 already in the store" in by_hand.stdout
    assert documents(store) == found


def test_the_next_round_asks_for_what_is_new_alone(run_read: Run, site: Site, tmp_path: Path) -> None:
    fill(site, 1)
    path = listed(tmp_path, site.at("/feed"))
    run_read("watch", path, "--once")
    site.answers["/feed"] = Reply(b"", 304)
    result = run_read("watch", path, "--once")
    assert "/feed: nothing new" in result.stdout
    assert site.requests[-1].headers["if-none-match"] == '"1"'
    fill(site, 2)
    assert "Done: read 1 page." in run_read("watch", path, "--once").stdout
    assert site.paths == ["/robots.txt", "/feed", "/0", "/feed", "/feed", "/1"]
    (feed,) = status(run_read, path)
    assert (feed["state"], feed["read"], feed["waiting"], feed["failures"]) == ("well", 2, 0, 0)
    assert datetime.fromisoformat(feed["next"]) > datetime.fromisoformat(feed["succeeded"])


def test_what_the_list_and_the_feed_say_of_a_page(
    run_read: Run, site: Site, tmp_path: Path, store: str
) -> None:
    site.answers["/feed"] = rss("/dated", "/undated")
    site.answers |= {"/dated": page(1), "/undated": page(2, day=None)}
    more = "    outlet: Example News\n    language: en\n    theatre: russo-ukrainian\n"
    assert run_read("watch", listed(tmp_path, site.at("/feed"), more=more), "--once").exit_code == 0
    found = {one.source.rsplit("/", 1)[-1]: one for one in documents(store)}
    assert {one.outlet for one in found.values()} == {"Example News"}
    assert {one.language for one in found.values()} == {"en"}
    assert found["dated"].published.start == "2023-11-14"
    assert found["undated"].published.start == "2023-11-15"
    assert found["undated"].published.basis == "metadata"


def test_an_entry_that_changes_is_read_again_and_the_old_text_stays(
    run_read: Run, site: Site, tmp_path: Path, store: str
) -> None:
    fill(site, 1)
    path = listed(tmp_path, site.at("/feed"))
    run_read("watch", path, "--once")
    site.answers["/feed"] = rss("/0", title="Report, corrected")
    site.answers["/0"] = page(5)
    result = run_read("watch", path, "--once")
    assert "/feed: 1 entry has changed" in result.stdout
    assert "Done: read 1 page." in result.stdout
    assert {one.title for one in documents(store)} == {"Strike 0", "Strike 5"}
    assert {one.source for one in documents(store)} == {site.at("/0")}
    (feed,) = status(run_read, path)
    assert (feed["read"], feed["again"]) == (2, 1)


def test_a_page_that_has_not_changed_costs_its_server_a_line(
    run_read: Run, site: Site, tmp_path: Path, store: str
) -> None:
    fill(site, 1)
    site.answers["/0"] = Reply(page(0).body, headers={**HTML, "ETag": '"p1"'})
    path = listed(tmp_path, site.at("/feed"))
    run_read("watch", path, "--once")
    site.answers["/feed"] = rss("/0", title="Report, in bold")
    site.answers["/0"] = Reply(b"", 304)
    result = run_read("watch", path, "--once")
    assert result.exit_code == 0
    assert site.requests[-1].headers["if-none-match"] == '"p1"'
    assert "/0: its feed tells of a change, but the page is the same" in result.stdout
    assert len(documents(store)) == 1


@pytest.mark.parametrize("name", ["{url}", "{bare}", "Example News"])
def test_a_feed_that_is_gone_can_be_revived(run_read: Run, site: Site, tmp_path: Path, name: str) -> None:
    fill(site, 1)
    feed, there = site.answers["/feed"], site.at("/feed")
    path = listed(tmp_path, there, more="    outlet: Example News\n")
    site.answers["/feed"] = Reply(b"", 410)
    run_read("watch", path, "--once")
    site.answers["/feed"] = feed
    run_read("watch", path, "--once")
    assert site.paths.count("/feed") == 1
    result = run_read("watch", path, "--revive", name.format(url=there, bare=there.removeprefix("http://")))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "/feed is asked again by the next `dateline watch`" in result.stderr
    assert site.paths.count("/feed") == 1
    assert "Done: read 1 page." in run_read("watch", path, "--once").stdout
    (one,) = status(run_read, path)
    assert (one["state"], one["cause"]) == ("well", None)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("news.example/1", "is not gone; `dateline watch --status` tells how it stands"),
        ("Example News", "is the name of several feeds; give an address: news.example/1, news.example/2"),
        ("nobody", "wanted a feed of the list, by its address or outlet, got 'nobody'"),
    ],
)
def test_what_cannot_be_revived(run: Run, tmp_path: Path, name: str, said: str) -> None:
    feeds = ("http://news.example/1", "http://news.example/2")
    path = listed(tmp_path, *feeds, head="", more="    outlet: Example News\n")
    result = run("watch", path, "--revive", name)
    assert result.exit_code == 2
    assert said in result.stderr


def test_dead_feeds_and_pages_stop_no_other(run_read: Run, site: Site, tmp_path: Path) -> None:
    fill(site, 1)
    site.answers["/gone"] = Reply(b"", 410)
    site.answers["/web"] = page(7)
    site.answers["/other"] = rss("/missing", "/picture", f"http://localhost:{site.port}/inside")
    site.answers["/picture"] = Reply(b"\x89PNG", headers={"Content-Type": "image/png"})
    feeds = [site.at(path) for path in ("/gone", "/dead", "/web", "/other", "/feed")]
    path = listed(tmp_path, "http://127.0.0.1:1/nobody", *feeds)
    result = run_read("watch", path, "--once")
    assert result.exit_code == 1
    assert "Done: read 1 page" in result.stdout
    assert "/missing is given up: answered 404 Not Found" in result.stderr
    assert "/picture is given up: " in result.stderr
    assert "leads to a private or local address" in result.stderr
    assert "/inside" not in site.paths
    states = {feed["feed"].rsplit("/", 1)[-1]: feed for feed in status(run_read, path)}
    assert states["gone"]["state"] == "gone"
    assert states["gone"]["next"] is None
    assert states["dead"]["cause"] == "answered 404 Not Found"
    assert "html; wanted feed or json" in states["web"]["cause"]
    assert "cannot be fetched" in states["nobody"]["cause"]
    assert (states["other"]["lost"], states["feed"]["read"]) == (2, 1)
    asked = len(site.requests)
    run_read("watch", path, "--once")
    assert "/gone" not in site.paths[asked:]


def test_the_rules_of_a_site_hold(run_read: Run, site: Site, tmp_path: Path) -> None:
    fill(site, 2)
    site.answers["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /1\nCrawl-delay: 0.4\n")
    result = run_read("watch", listed(tmp_path, site.at("/feed")), "--once")
    assert "/1 is given up: " in result.stderr
    assert site.paths == ["/robots.txt", "/feed", "/0"]
    moments = [request.moment for request in site.requests]
    assert moments[2] - moments[1] >= 0.4


def test_entries_without_a_page(run_read: Run, site: Site, tmp_path: Path, store: str) -> None:
    entry = "<item><title>Town left</title><description>The brigade left Kherson.</description></item>"
    site.answers["/feed"] = Reply(f"<rss><channel>{entry}</channel></rss>".encode())
    assert run_read("watch", listed(tmp_path, site.at("/feed")), "--once").exit_code == 0
    (found,) = documents(store)
    assert "The brigade left Kherson." in found.text
    assert found.source == site.at("/feed")


def test_hostile_words_stay_words(run_read: Run, site: Site, tmp_path: Path) -> None:
    """Names from a feed reach neither the terminal as commands nor the disk as paths."""
    site.answers["/feed"] = rss("/..%2f..%2fetc/passwd\x1b[31m", "/../../../tmp/x", "javascript:alert(1)")
    result = run_read("watch", listed(tmp_path, site.at("/feed")), "--once")
    assert "\x1b" not in result.stdout + result.stderr
    assert sorted(entry.name for entry in tmp_path.rglob("*") if "store.db-" not in entry.name) == sorted(
        ["feeds.yaml", "store.db", "store.db.watch", "feeds.json", "hosts.json", "robots.json", "lock"]
    )


def test_the_example_is_sound_and_new(run: Run) -> None:
    result = run("watch", str(ROOT / "examples/watch/feeds.yaml"), "--status")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count(" new ") == 3


# --- wrong usage --------------------------------------------------------------------------------------


def test_mistakes_in_the_list_are_told_line_by_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_text("feeds:\n  - url: ftp://a.example\n  - url: https://b.example\n    theatre: atlantis\n")
    result = run("watch", str(path))
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert f"{path}: line 2: url: ftp://a.example is no http or https address" in lines[0]
    assert "line 3: theatre: 'atlantis' is not known; there are: russo-ukrainian" in lines[1]
    assert lines[2].endswith("has 2 mistakes; no feed was asked")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.yaml",), "nowhere.yaml cannot be read: no such file"),
        (("{list}", "--theatre", "atlantis"), "theatre 'atlantis' is not known"),
        (("{list}", "--json"), "--json is for --status"),
        (("{list}", "--revive", "x", "--once"), "--revive asks nobody and tells nothing else"),
        ((), "FEEDS.yaml"),
    ],
)
def test_wrong_usage(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    path = listed(tmp_path, "http://127.0.0.1:1/feed")
    result = run("watch", *(path if one == "{list}" else one for one in arguments))
    assert result.exit_code == 2
    assert said in result.stderr


def test_one_watch_at_a_time(run: Run, tmp_path: Path, store: str) -> None:
    with Keeper(state_folder(store)).locked():
        result = run("watch", listed(tmp_path, "http://127.0.0.1:1/feed"), "--once")
    assert result.exit_code == 2
    assert "another `dateline watch` is at work" in result.stderr


@pytest.mark.parametrize("damage", [b'{"version":1,"seed":', b'{"version":9}', b"\xff"])
def test_a_damaged_memory_is_told(run: Run, tmp_path: Path, store: str, damage: bytes) -> None:
    folder = state_folder(store)
    folder.mkdir()
    (folder / "feeds.json").write_bytes(damage)
    result = run("watch", listed(tmp_path, "http://127.0.0.1:1/feed"), "--once")
    assert result.exit_code == 1
    assert "move it away to begin anew" in result.stderr
    assert (folder / "feeds.json").read_bytes() == damage


@pytest.mark.parametrize(
    ("store", "folder"),
    [
        ("sqlite:////data/war.db", "/data/war.db.watch"),
        ("sqlite:////data/war.db?timeout=3", "/data/war.db.watch"),
        ("war.db", "war.db.watch"),
    ],
)
def test_the_memory_lies_beside_the_store(store: str, folder: str) -> None:
    assert str(state_folder(store)) == folder


def test_the_memory_of_a_servers_store_does_not_hold_its_password() -> None:
    folder = state_folder("postgresql://me:secret@db.example/war")
    assert "secret" not in str(folder)
    assert folder != state_folder("postgresql://me:secret@db.example/other")


def test_a_broken_store_ends_the_watch_and_loses_nothing(
    run_read: Run, site: Site, tmp_path: Path, store: str
) -> None:
    fill(site, 5)
    path = listed(tmp_path, site.at("/feed"))
    Store.open(store).close()
    with closing(sqlite3.connect(tmp_path / "store.db")) as database:
        database.execute("ALTER TABLE documents RENAME TO hidden")
    result = run_read("watch", path, "--once")
    assert result.exit_code == 1
    assert "cannot write to the store" in result.stderr
    assert "Traceback" not in result.stderr
    (feed,) = status(run_read, path)
    assert (feed["read"], feed["waiting"], feed["lost"]) == (0, 5, 0)
    with closing(sqlite3.connect(tmp_path / "store.db")) as database:
        database.execute("ALTER TABLE hidden RENAME TO documents")
    result = run_read("watch", path, "--once")
    assert (result.exit_code, result.stderr) == (0, "")
    # Those that the store refused are tried again after some minutes.
    assert "Done: read 3 pages, 2 entries wait for the next time." in result.stdout


# --- how it is seen -----------------------------------------------------------------------------------


def test_the_table_of_feeds() -> None:
    states = [
        FeedState(
            url="https://a.example/feed", turns=1, succeeded=1_700_000_000.0, due=1_700_000_600.0, read=3
        ),
        FeedState(url="https://b.example/feed", turns=2, failures=2, cause="answered 500\x1b[31m", due=0.0),
        FeedState(url="https://c.example/feed", gone=True, cause="gone for good (410)"),
        FeedState(url="https://d.example/feed"),
    ]
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(feed_table(states))
    lines = [" ".join(line.split()) for line in console.export_text().splitlines()]
    assert lines[1] == "a.example/feed well 11-14 22:13 11-14 22:23 3 0 0"
    assert "b.example/feed failing never" in lines[2]
    assert lines[3] == "answered 500 [31m"
    assert "c.example/feed gone never not again" in lines[4]
    assert "d.example/feed new never" in lines[6]


# --- the end of it ------------------------------------------------------------------------------------


def test_ctrl_c_while_a_server_is_silent(run_read: Run, site: Site, tmp_path: Path) -> None:
    fill(site, 1)

    def silent(handler: object) -> None:
        threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        time.sleep(0.5)

    site.answers["/0"] = silent
    path = listed(tmp_path, site.at("/feed"))
    began = time.monotonic()
    result = run_read("watch", path)
    assert time.monotonic() - began < 20
    assert result.exit_code == 0
    assert "Stopped: read 0 pages, 1 entry waits for the next time." in result.stdout
    site.answers["/0"] = page(0)
    assert "Done: read 1 page." in run_read("watch", path, "--once").stdout


def started(path: str, store: str, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dateline", "watch", path, "--store", store, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def until(true: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_killed_and_ended_in_the_middle_nothing_is_lost(
    run_read: Run, site: Site, tmp_path: Path, store: str
) -> None:
    fill(site, 6)
    path = listed(tmp_path, site.at("/feed"))
    # The oldest entry stands last in a feed and is read first.
    for number, end in ((3, signal.SIGKILL), (1, signal.SIGTERM)):
        running = started(path, store)
        until(lambda number=number: f"/{number}" in site.paths)
        running.send_signal(end)
        out, err = running.communicate(timeout=60)
        assert running.returncode == (-9 if end == signal.SIGKILL else 0), err
        assert err == ""
        assert ("Stopped: " in out) is (end == signal.SIGTERM)
        assert all(one.text for one in documents(store))
        (feed,) = status(run_read, path)
        # The page in work when it was killed is in the store and not yet remembered, at the most.
        assert 0 <= len(documents(store)) - feed["read"] <= 1
    result = run_read("watch", path, "--once")
    assert result.exit_code == 0
    assert {one.source for one in documents(store)} == {site.at(f"/{at}") for at in range(6)}
    (feed,) = status(run_read, path)
    assert (feed["read"], feed["waiting"], feed["lost"]) == (6, 0, 0)
    asked = [path for path in site.paths if path[1:].isdigit()]
    assert len(asked) <= 6 + 2
    assert not list(state_folder(store).glob("*.part"))
