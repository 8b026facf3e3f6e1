"""`dateline gazetteer add`, `list` and `remove`, against files and a server of this machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from dateline.lore.gazetteer import Gazetteer
from dateline.settings import cache_folder, gazetteer_folder

if TYPE_CHECKING:
    from tests.tell.conftest import Run

CELLS = "90000001|Vesnianka|Vesnianka|Wesnjanka|49.5|36.9|P|PPL|UA||07||||1200||0|Europe/Kyiv|2026-01-31"
ROW = CELLS.replace("|", "\t") + "\n"


def zipped(text: str, code: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{code}.txt", text)
    return whole.getvalue()


class Handler(BaseHTTPRequestHandler):
    """Two countries, one of them cut off, one moved, the others missing."""

    def do_GET(self) -> None:
        bodies = {
            "/dump/UA.zip": zipped(ROW, "UA"),
            "/dump/MD.zip": zipped(ROW.replace("\tUA\t", "\tMD\t") * 50, "MD")[:-40],
        }
        body = bodies.get(self.path, b"")
        moved = self.path == "/old/UA.zip"
        self.send_response(302 if moved else 200 if body else 404)
        if moved:
            self.send_header("Location", "/dump/UA.zip")
        self.send_header("Content-Type", "application/zip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "gazetteer"
    monkeypatch.setenv("DATELINE_GAZETTEER", str(path))
    assert gazetteer_folder() == path
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "UA.zip"
    path.write_bytes(zipped(ROW, "UA"))
    return path


def test_a_file_is_added_listed_and_removed(run: Run, file: Path, folder: Path) -> None:
    result = run("gazetteer", "add", "ua", "--from", str(file))
    said = f"UA: 1 place, 2 names, as of 2026-01-31, 0.0 MB, from {file}\n"
    assert (result.exit_code, result.stdout) == (0, f"added {said}")
    assert run("gazetteer", "list").stdout.endswith(f"\ncountry {said}")
    with Gazetteer.open(cache_folder(), added=folder) as places:
        assert places.lookup("Wesnjanka")[0].admin1 == "Kharkiv Oblast"
    result = run("gazetteer", "remove", "UA")
    assert (result.exit_code, result.stdout) == (0, "removed UA\n")
    assert "country" not in run("gazetteer", "list").stdout
    assert list(folder.iterdir()) == []


def test_a_text_or_a_folder_of_files_may_be_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "UA.txt").write_text(ROW)
    (tmp_path / "MD.zip").write_bytes(zipped(ROW.replace("\tUA\t", "\tMD\t"), "MD"))
    assert run("gazetteer", "add", "UA", "--from", str(tmp_path / "UA.txt")).exit_code == 0
    result = run("gazetteer", "add", "UA", "MD", "UA", "--from", str(tmp_path))
    assert result.exit_code == 0
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["added UA", "added MD"]


@pytest.mark.parametrize("path", ["dump", "dump/", "old"])
def test_a_country_is_fetched(run: Run, server: str, path: str) -> None:
    result = run("gazetteer", "add", "UA", "--address", f"{server}/{path}", "--allow-private")
    assert result.exit_code == 0
    assert result.stdout.startswith("added UA: 1 place, 2 names")


def test_what_cannot_be_added_is_told_and_the_rest_goes_on(run: Run, server: str, folder: Path) -> None:
    result = run("gazetteer", "add", "MD", "SY", "UA", "--address", f"{server}/dump", "--allow-private")
    assert result.exit_code == 1
    cut, missing = result.stderr.splitlines()
    assert cut.startswith(f"dateline: MD: {server}/dump/MD.zip is no sound zip")
    assert missing == f"dateline: SY: {server}/dump/SY.zip answered 404 Not Found"
    assert [path.name for path in folder.iterdir()] == ["UA.db"]


def test_addresses_of_this_machine_want_the_switch(run: Run, server: str) -> None:
    result = run("gazetteer", "add", "UA", "--address", f"{server}/dump")
    assert result.exit_code == 1
    assert "private or local address" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add",), "CODE"),
        (("add", "XX"), "no country has the code 'XX'"),
        (("add", "UA", "SY", "--from", "UA.zip"), "--from UA.zip is one file for 2 countries"),
        (("add", "UA", "--from", "UA.zip", "--address", "http://example.org"), "one of --from and --address"),
        (("remove", "UA"), "UA has not been added; there are: none"),
        (("remove", "atlantis"), "no country has the code 'atlantis'"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("gazetteer", *arguments, columns=200)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("gazetteer", "add", "UA", "--from", str(tmp_path / "none.zip"))
    assert result.exit_code == 1
    assert "none.zip cannot be read: No such file or directory; wanted GeoNames' UA.zip" in result.stderr


def test_a_damaged_country_does_not_keep_the_list_from_being_told(run: Run, folder: Path, file: Path) -> None:
    folder.mkdir()
    (folder / "UA.db").write_bytes(b"damaged")
    result = run("gazetteer", "list")
    assert result.exit_code == 1
    assert "index:" in result.stdout
    assert "dateline gazetteer add UA" in result.stderr
    assert run("gazetteer", "add", "UA", "--from", str(file)).exit_code == 0
    (folder / "UA.db").write_bytes(b"damaged")
    assert run("gazetteer", "remove", "UA").exit_code == 0
