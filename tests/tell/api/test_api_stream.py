"""New records as server-sent events."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from httpx import Client, Response

from dateline.store import Store
from dateline.tell.api import Bounds
from tests.store.samples import article, entry
from tests.tell.api.conftest import ROOT, Serve

QUICK = Bounds(poll_s=0.05, max_streams=1, beat_s=0.1, max_events=20)


def events(answer: Response) -> Iterator[tuple[str, int, Any]]:
    """Events as they come, without comments; a number alone is none, as browsers have it."""
    told: dict[str, str] = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if line == "":
            if "data" in told:
                yield told["event"], int(told["id"]), json.loads(told["data"])
            told = {}
        elif name:
            told[name] = value


def add(store: Path, *numbers: int) -> None:
    with Store.open(str(store)) as opened, opened.writer() as writer:
        for number in numbers:
            writer.add(entry(number), article(number).records)


def test_records_are_told_as_they_are_added_and_from_where_one_left_off(serve: Serve, own: Path) -> None:
    client = serve(bounds=QUICK)
    with client.stream("GET", f"{ROOT}/stream") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        found = events(answer)
        add(own, 1)
        first = [next(found) for _ in article(1).records]
    assert [data["id"] for _, _, data in first] == [record.id for record in article(1).records]
    assert {name for name, _, _ in first} == {"record"}
    resumed = {"last-event-id": str(first[3][1])}
    with again(client, headers=resumed) as answer:
        found = events(answer)
        assert [next(found) for _ in first[4:]] == first[4:]


def again(client: Client, **given: Any) -> Any:
    """A stream as soon as the place of the one before is free: the server notices a closed line."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with client.stream("GET", f"{ROOT}/stream", **given) as answer:
            if answer.status_code == 200:
                break
            assert answer.status_code == 429
        time.sleep(0.05)
    time.sleep(0.3)
    return client.stream("GET", f"{ROOT}/stream", **given)


def test_streams_are_few_and_end_with_who_listens(serve: Serve) -> None:
    client = serve(bounds=QUICK)
    with client.stream("GET", f"{ROOT}/stream"):
        refused = client.get(f"{ROOT}/stream")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
    with again(client) as answer:
        assert answer.status_code == 200
        assert next(answer.iter_lines()).startswith(":")


def test_who_fell_far_behind_is_told_to_load_anew(serve: Serve, own: Path) -> None:
    client = serve(bounds=QUICK)
    with client.stream("GET", f"{ROOT}/stream?after=0") as answer:
        name, number, data = next(events(answer))
    assert (name, data) == ("reset", {})
    with Store.open(str(own)) as store:
        assert number == store.view().last_added()


def test_a_stream_ends_in_time_and_says_first_where_to_go_on(serve: Serve, own: Path) -> None:
    client = serve(bounds=Bounds(poll_s=0.02, stream_s=0.1))
    answer = client.get(f"{ROOT}/stream")
    with Store.open(str(own)) as store:
        last = store.view().last_added()
    assert answer.text == f": records as they are added\nid: {last}\n\n"
    add(own, 1)
    told = list(events(client.get(f"{ROOT}/stream", headers={"last-event-id": str(last)})))
    assert [data["id"] for _, _, data in told] == [record.id for record in article(1).records]


def test_a_number_that_is_none_is_refused(client: Client) -> None:
    for given in ("x", "-1", "9" * 30, "1.5"):
        answer = client.get(f"{ROOT}/stream", headers={"last-event-id": given})
        assert (answer.status_code, answer.json()["value"]) == (422, given)


def test_an_open_stream_does_not_keep_the_server_from_ending(serve: Serve, own: Path) -> None:
    from dataclasses import replace

    from dateline.tell.api import running
    from docs.api_examples import serving

    start = 0.0
    wanted = replace(serving(str(own)), bounds=QUICK)
    with (
        running(wanted) as address,
        Client(base_url=address) as client,
        client.stream("GET", f"{ROOT}/stream") as answer,
    ):
        assert next(answer.iter_lines()).startswith(":")
        start = time.monotonic()
    assert time.monotonic() - start < 10
