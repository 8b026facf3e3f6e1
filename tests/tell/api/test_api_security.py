"""What the server refuses: other sites' pages and names, writing without the token, too much, too slow."""

from __future__ import annotations

import asyncio
import http.client
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from httpx import Client

from dateline.errors import DatelineError
from dateline.store import Store
from dateline.tell.api import Bounds
from dateline.tell.api.guarding import HEADERS, Guard, Message
from dateline.tell.api.reading_room import ReadingRoom
from docs.api_examples import TOKEN, serving
from tests.tell.api.conftest import ROOT, WRITES, Serve

STATUS = f"{ROOT}/status"


def raw(
    client: Client, method: str, target: str, body: Any = None, **headers: str
) -> tuple[int, dict[str, str], str]:
    """A request whose target and headers go out as they stand here."""
    url = client.base_url
    connection = http.client.HTTPConnection(url.host, url.port or 80, timeout=30)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, target, skip_host="host" in given, skip_accept_encoding=True)
    for name, value in given.items():
        connection.putheader(name, value)
    connection.endheaders(body, encode_chunked=given.get("transfer-encoding") == "chunked")
    answer = connection.getresponse()
    told = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
    connection.close()
    return told


# -- whose name, whose page


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:9", 200),
        ("localhost:8642", 200),
        ("LOCALHOST", 200),
        ("[::1]:8642", 200),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("evil.example:8642", 403),
        ("localhost@evil.example", 403),
        ("evil.example#localhost", 403),
        ("localhost/../evil.example", 403),
        ("127.0.0.2", 403),
        ("2130706433", 403),
        ("localhost:port", 403),
        ("", 403),
    ],
)
def test_hosts(client: Client, host: str, status: int) -> None:
    found, headers, body = raw(client, "GET", STATUS, host=host)
    assert found == status
    if status == 403:
        assert json.loads(body)["value"] == host
        assert headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://{}", 200),
        ("http://evil.example", 403),
        ("https://evil.example", 403),
        ("http://127.0.0.1:1", 403),
        ("http://localhost", 403),
        ("http://{}.evil.example", 403),
        ("http://evil.example/{}", 403),
        ("file://{}", 403),
        ("null", 403),
        ("", 403),
    ],
)
@pytest.mark.parametrize(("method", "target"), [("GET", STATUS), ("POST", f"{ROOT}/try")])
def test_origins(client: Client, method: str, target: str, origin: str | None, status: int) -> None:
    ours = f"127.0.0.1:{client.base_url.port}"
    headers = {} if origin is None else {"origin": origin.format(ours)}
    found, _, _ = raw(client, method, target, **headers, content_length="0")
    assert found == (status if method == "GET" or status == 403 else 415)


def test_a_name_that_was_allowed_is_ours(serve: Serve) -> None:
    client = serve(names=("Dateline.lan",))
    assert raw(client, "GET", STATUS, host="dateline.lan:80")[0] == 200
    assert raw(client, "GET", STATUS, host="other.lan")[0] == 403


# -- writing


def writes(client: Client) -> Iterator[tuple[str, str]]:
    """Every address that changes something, by the description."""
    for path, methods in client.get(f"{ROOT}/openapi.json").json()["paths"].items():
        for method in methods:
            if method != "get" and path != f"{ROOT}/try":
                yield method.upper(), path.replace("{number}", "1")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": f"Bearer {TOKEN}x"},
        {"authorization": f"Basic {TOKEN}"},
        {"authorization": TOKEN},
        {"authorization": "Bearer"},
        {"authorization": "Bearer \u00e9"},
        {"cookie": f"token={TOKEN}"},
    ],
    ids=str,
)
def test_nothing_changes_without_the_token(
    client: Client, examples_store: Path, given: dict[str, str]
) -> None:
    before = examples_store.read_bytes()
    found = list(writes(client))
    assert len(found) >= 7
    for method, path in found:
        headers = {name: value.encode("utf-8") for name, value in given.items()}
        answer = client.request(method, path, json={"text": "x", "incidents": ["a", "b"]}, headers=headers)
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert examples_store.read_bytes() == before


def test_who_has_the_token_is_told_so(client: Client) -> None:
    assert client.get(STATUS).json()["writable"] is False
    assert client.get(STATUS, headers=WRITES).json()["writable"] is True


def test_reading_changes_nothing(client: Client, examples_store: Path) -> None:
    before = examples_store.read_bytes()
    for path in ("/claims", "/incidents", "/map/control", "/search?q=killed", "/parties", "/ledger"):
        assert client.get(ROOT + path).status_code == 200
    assert examples_store.read_bytes() == before


# -- addresses to be read


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/api/v1/status",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1/",
        "http://10.0.0.1/",
        "http://192.168.1.1/router",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "file:///etc/passwd",
        "ftp://localhost/x",
        "gopher://localhost/",
        "http://user:secret@localhost/",
        "//localhost/",
        "not an address",
    ],
)
def test_addresses_of_the_own_network_are_not_read(writer: Client, url: str) -> None:
    sent = {"url": url.format(port=writer.base_url.port)}
    answer = writer.post(f"{ROOT}/documents", json=sent, headers=WRITES)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "body.url"
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text.replace(url, "")


# -- files


@pytest.mark.parametrize(
    "target",
    [
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/pyproject.toml",
        "/static/..%2f..%2f..%2fpyproject.toml",
        "/static/....//....//pyproject.toml",
        "/static//etc/passwd",
        "/static/%00",
        "/static/..%5c..%5cpyproject.toml",
        "/static/app/../../../__init__.py",
        "/static",
        "/static/",
        "/../pyproject.toml",
        "/static/C:/windows/win.ini",
    ],
)
def test_nothing_beside_the_pages_files_is_served(client: Client, target: str) -> None:
    status, headers, body = raw(client, "GET", target)
    assert status in (404, 405)
    assert headers["content-type"] == "application/problem+json"
    assert "dateline" not in body.replace("dateline serve", "")


@pytest.mark.parametrize("name", ["../secret", "..%2fsecret", "secret", "%2e%2e%2fsecret", "a%00b"])
def test_scenarios_are_those_of_the_folder_alone(serve: Serve, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.yaml").write_text("title: kept elsewhere\n")
    (tmp_path / "folder").mkdir()
    client = serve(scenarios=tmp_path / "folder")
    status, _, body = raw(client, "GET", f"{ROOT}/scenarios/{name}")
    assert status == 404
    assert "elsewhere" not in body


# -- headers, script


@pytest.mark.parametrize(
    ("method", "target", "headers"),
    [
        ("GET", "/", {}),
        ("GET", STATUS, {}),
        ("GET", f"{ROOT}/nothing", {}),
        ("GET", f"{ROOT}/claims?limit=0", {}),
        ("DELETE", STATUS, {}),
        ("POST", f"{ROOT}/try", {}),
        ("POST", f"{ROOT}/documents", {}),
        ("GET", STATUS, {"host": "evil.example"}),
        ("GET", "/static/none.js", {}),
        ("GET", f"{ROOT}/openapi.json", {}),
        ("OPTIONS", STATUS, {}),
        ("TRACE", STATUS, {}),
    ],
)
def test_every_answer_bears_the_headers(
    client: Client, method: str, target: str, headers: dict[str, str]
) -> None:
    _, found, _ = raw(client, method, target, **headers, content_length="0")
    for name, value in HEADERS.items():
        assert found[name] == value
    assert "unsafe" not in found["content-security-policy"]
    assert "cache-control" in found
    assert "access-control-allow-origin" not in found
    assert "server" not in found


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_script_in_texts_is_data(writer: Client) -> None:
    sent = {"text": f"{SCRIPT}\n\nThe army took Lyman, {SCRIPT} said.", "title": SCRIPT, "outlet": SCRIPT}
    assert writer.post(f"{ROOT}/documents", json=sent, headers=WRITES).status_code == 200
    for path in ("/documents", "/claims", "/search?q=script", f"/nothing/{SCRIPT}", f"/claims?{SCRIPT}=1"):
        answer = writer.get(ROOT + path)
        assert answer.headers["content-type"] in ("application/json", "application/problem+json")
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert SCRIPT in writer.get(f"{ROOT}/documents").json()["items"][-1]["outlet"]


# -- too much, too slow


@pytest.mark.parametrize("path", ["/try", "/documents"])
def test_bodies_are_bounded(serve: Serve, path: str) -> None:
    client = serve(bounds=Bounds(max_body=2_000))
    sent = json.dumps({"text": "x" * 3_000}).encode()
    whole = client.post(ROOT + path, content=sent, headers=WRITES | {"content-type": "application/json"})
    assert (whole.status_code, whole.json()["status"]) == (413, 413)
    pieces = (sent[at : at + 500] for at in range(0, len(sent), 500))
    dripped = client.post(ROOT + path, content=pieces, headers=WRITES | {"content-type": "application/json"})
    assert (dripped.status_code, dripped.json()["status"]) == (413, 413)


def test_a_text_is_bounded_too(serve: Serve) -> None:
    client = serve(bounds=Bounds(max_try_chars=100))
    answer = client.post(f"{ROOT}/try", json={"text": "x" * 101})
    assert (answer.status_code, "101 characters" in answer.json()["detail"]) == (413, True)


def test_a_body_that_does_not_come_is_not_waited_for(serve: Serve) -> None:
    client = serve(bounds=Bounds(body_s=0.2))
    start = time.monotonic()
    status, _, body = raw(
        client, "POST", f"{ROOT}/try", content_type="application/json", content_length="500"
    )
    assert (status, json.loads(body)["status"]) == (408, 408)
    assert time.monotonic() - start < 5


def test_reading_that_takes_too_long_is_ended_and_the_next_is_read(serve: Serve) -> None:
    client = serve(bounds=Bounds(read_s=0.0))
    answer = client.post(f"{ROOT}/try", json={"text": "The army took Lyman, the mayor said."})
    assert (answer.status_code, answer.json()["status"]) == (504, 504)
    assert client.get(STATUS).status_code == 200


def test_who_comes_when_too_many_wait_is_told_to_come_again(serve: Serve) -> None:
    client = serve(bounds=Bounds(max_waiting=0))
    answer = client.post(f"{ROOT}/try", json={"text": "The army took Lyman."})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")


def test_a_reading_process_that_was_killed_is_told_and_started_again() -> None:
    from dateline.flow import Options
    from dateline.model import Page
    from dateline.tell.api.problems import Refused

    room, page = (
        ReadingRoom(most_waiting=1, seconds=60),
        Page("a.txt", b"The army took Lyman, the mayor said."),
    )
    assert room.read(page, Options())
    process = room._process
    assert process is not None
    process.kill()
    process.join()
    assert room.read(page, Options())
    room.close()
    with pytest.raises(Refused):
        ReadingRoom(most_waiting=0, seconds=1).read(page, Options())


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b"{}", "application/json", 422),
        (b'{"text": 1}', "application/json", 422),
        (b'{"text": ""}', "application/json", 422),
        (b'{"text": "  "}', "application/json", 422),
        (b'{"text": "x", "colour": "red"}', "application/json", 422),
        (b'{"text": "x", "date": "2024-02-30"}', "application/json", 422),
        (b'{"text": "\\ud800"}', "application/json", 400),
        (b'{"text": "x"}', "text/plain", 415),
        (b"text=x", "application/x-www-form-urlencoded", 415),
        (b"", "application/json", 400),
    ],
)
def test_bodies_that_make_no_sense(client: Client, body: bytes, media: str, status: int) -> None:
    answer = client.post(f"{ROOT}/try", content=body, headers={"content-type": media})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


# -- faults


def test_a_store_that_fails_is_told_without_a_trace(serve: Serve, own: Path) -> None:
    client = serve()
    with closing(sqlite3.connect(own)) as connection:
        connection.execute("DROP TABLE record_times")
        connection.execute("ALTER TABLE records RENAME TO hidden")
    answer = client.get(f"{ROOT}/claims")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in answer.text
    assert "site-packages" not in answer.text


@pytest.mark.parametrize("error", [RuntimeError("a secret"), KeyError("a secret"), DatelineError("a secret")])
def test_a_fault_is_told_to_the_server_alone(
    error: Exception, examples_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def faulty(scope: Any, receive: Any, send: Any) -> None:
        raise error

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": "GET", "path": "/x", "headers": [(b"host", b"localhost")],
        "query_string": b"",
    }  # fmt: skip
    asyncio.run(Guard(faulty, serving(str(examples_store)))(scope, receive, send))
    assert sent[0]["status"] == 500
    assert b"secret" not in b"".join(message.get("body", b"") for message in sent)
    assert "a secret" in capsys.readouterr().err


def test_the_store_is_closed_with_the_server(serve: Serve, own: Path) -> None:
    assert serve().get(STATUS).status_code == 200
    with Store.open(str(own)) as store:
        assert store.view().count("document") > 0
