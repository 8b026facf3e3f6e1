"""A served store and a browser: what the tests of the page stand on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Page
from typer.testing import CliRunner

from dateline.tell.cli import app

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
TOKEN = "a-token-of-the-tests"
# Software rendering, and nothing that Chromium would ask of other machines.
ARGUMENTS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
ADDRESS = re.compile(r"at (http://[^/]+)/")


@dataclass(frozen=True)
class Site:
    """Where a store is served."""

    at: str

    def get(self, path: str) -> Any:
        """An answer of the API."""
        with urlopen(f"{self.at}/api/v1{path}") as answer:
            return json.load(answer)

    def post(self, path: str, body: dict[str, str]) -> None:
        """Writes, with the token."""
        headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
        with urlopen(Request(f"{self.at}/api/v1{path}", json.dumps(body).encode(), headers)):
            pass

    def document(self, source: str) -> str:
        """The id of the document that a file holds."""
        items = self.get("/documents?limit=100")["items"]
        return next(one["id"] for one in items if one["source"].endswith(source))


def dateline(*arguments: str | Path) -> None:
    """Runs the command in this process."""
    done = CliRunner().invoke(app, list(map(str, arguments)), prog_name="dateline")
    assert done.exit_code == 0, done.output


@contextmanager
def serving(store: Path, *options: str | Path) -> Iterator[Site]:
    """Serves a store at any port that is free until the block ends."""
    command = [sys.executable, "-m", "dateline", "serve", "--port", "0", "--token", TOKEN, "--store", store]
    server = subprocess.Popen(
        [*map(str, command), *map(str, options)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    try:
        told = ""
        while (found := ADDRESS.search(told)) is None:
            line = server.stderr.readline()
            assert line, f"the server ended: {told}"
            told += line
        yield Site(found[1])
    finally:
        server.terminate()
        server.wait(10)
        server.stderr.close()


def arrive(page: Page, site: Site, route: str) -> None:
    """Opens a view anew and waits until it is there."""
    page.goto("about:blank")
    page.goto(f"{site.at}/#/{route}")
    page.locator(".view[data-ready]").wait_for(timeout=20_000)
