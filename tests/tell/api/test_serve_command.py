"""`dateline serve` as a process: what it prints, how it ends, what it says when it cannot serve."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

COMMAND = (sys.executable, "-m", "dateline", "serve")


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_it_tells_its_address_and_token_and_ends_on_interrupt(examples_store: Path) -> None:
    process = started("--store", str(examples_store), "--port", "0")
    try:
        assert process.stderr is not None
        first, second = process.stderr.readline(), process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", first)
        token = re.search(r"token (\S{20,})$", second.strip())
        assert address is not None
        assert token is not None
        headers = {"authorization": f"Bearer {token[1]}"}
        told = httpx.get(f"{address[0]}api/v1/status", headers=headers).json()
        assert told["writable"] is True
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (0, "", "")


def test_a_token_of_the_environment_is_taken(examples_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TOKEN", "of-the-environment")
    process = started("--store", str(examples_store), "--port", "0")
    try:
        assert process.stderr is not None
        lines = [process.stderr.readline() for _ in range(2)]
    finally:
        process.kill()
        process.communicate()
    assert lines[1].strip().endswith("the token of-the-environment")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--host", "203.0.113.1"), 2, "cannot listen at 203.0.113.1"),
        (("--theatre", "none"), 2, "theatre 'none' is not known"),
        (("--store", "nonsense://x"), 1, "nonsense"),
        (("--baseline-day", "2023-11-01"), 2, "go together"),
        (("--scenarios", "/no/such/folder"), 2, "there is no folder /no/such/folder"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_line(
    examples_store: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    store = () if "--store" in arguments else ("--store", str(examples_store))
    out, err = (process := started("--port", "0", *store, *arguments)).communicate(timeout=60)
    assert (process.returncode, out) == (code, "")
    assert told in err
    assert "Traceback" not in err


def test_a_port_that_is_taken_is_said(examples_store: Path, client: httpx.Client) -> None:
    process = started("--store", str(examples_store), "--port", str(client.base_url.port))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"port {client.base_url.port}: it is taken" in err
