"""The API under load: `python -m bench.serving FOLDER`, a folder that `bench.synthetic` has made.

Fifty clients ask for lists, maps and searches, each drawn anew from a seed, so that few are asked twice.
People pause between looks; without pauses they ask again as soon as they have an answer, as no people do.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from bench.figures import Figure, machine, show
from bench.synthetic import FIRST_DAY, Town, towns

__all__ = ["serving", "settled"]

_CLIENTS = 50
_SECONDS = 20.0
# Between an answer and the next request of one person, on average: a quick reader's look at a list.
_PAUSE_S = 2.0
_AIM_MS = 100.0
# A server rests when it takes less than this share of a processor over so many seconds.
_REST, _REST_S, _SETTLES_S = 0.1, 3.0, 300.0
_WORDS = ("market", "depot", "convoy", "governor", "mayor", "drones", "denied", "captured", "residents")
_DEADLINE_S = 120.0


@dataclass(slots=True)
class _Seen:
    """What came back: seconds by what was asked for, and what was no good answer."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


def serving(folder: Path) -> Iterator[Figure]:
    """Figures of a server over the folder's store, warm, with pauses and without."""
    among = towns()
    with _served(folder) as (process, port, first_map):
        yield Figure("API", "first map of a server that has just started", first_map, "s")
        yield Figure("API", "processor time of the server until then", _worked(process), "s")
        # For some time after its start a server charts and makes ready beside answering.
        rounds = (("just started", _PAUSE_S), ("with pauses", _PAUSE_S), ("without pauses", 0.0))
        for n, (name, pause) in enumerate(rounds):
            if name == "with pauses":
                yield Figure("API", "until it makes nothing ready any more", settled(process), "s")
            before = _worked(process)
            # Other people each time, who ask for other things.
            seen = _load(port, among, pause, n * _CLIENTS)
            worked = _worked(process) - before
            group = f"API, {_CLIENTS} clients {name}"
            for kind, seconds in sorted(seen.seconds.items()):
                cuts = quantiles(seconds, n=20)
                yield Figure(group, f"{kind}, median", 1e3 * cuts[9], "ms")
                aim = _AIM_MS if name == "with pauses" else None
                yield Figure(group, f"{kind}, 95 of 100 within", 1e3 * cuts[18], "ms", aim=aim)
            count = sum(map(len, seen.seconds.values()))
            yield Figure(group, "requests answered", count / _SECONDS, "/s")
            yield Figure(group, "processor time of the server a request", 1e3 * worked / count, "ms")
            yield Figure(group, "errors", len(seen.errors), "", aim=0)
            for error in seen.errors[:3]:
                sys.stderr.write(f"{error}\n")


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, int, float]]:
    """A server in a process of its own: the number of that, its port, the seconds until its first map."""
    command = [
        sys.executable, "-m", "dateline", "serve", "--port", "0", "--store", str(folder / "store.db"),
        "--baseline", str(folder / "baseline.csv"), "--baseline-day", FIRST_DAY,
    ]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        told = re.search(r":(\d+)/", process.stderr.readline())
        assert told is not None, "the server did not start"
        start = time.perf_counter()
        status, _ = _asked(http.client.HTTPConnection("127.0.0.1", int(told[1])), "/api/v1/map/control", None)
        assert status == 200
        yield process.pid, int(told[1]), time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def _worked(process: int) -> float:
    """Seconds of processor time of a process, which other work on the machine does not add to."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def settled(process: int) -> float:
    """Waits until a server rests: the seconds that took, at most `_SETTLES_S`."""
    start = time.perf_counter()
    while time.perf_counter() - start < _SETTLES_S:
        before = _worked(process)
        time.sleep(_REST_S)
        if _worked(process) - before < _REST * _REST_S:
            break
    return time.perf_counter() - start


def _load(port: int, among: Sequence[Town], pause: float, first: int) -> _Seen:
    seen, until = _Seen(), time.perf_counter() + _SECONDS
    clients = [
        threading.Thread(target=_client, args=(port, number, among, pause, until, seen))
        for number in range(first, first + _CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return seen


def _client(port: int, number: int, among: Sequence[Town], pause: float, until: float, seen: _Seen) -> None:
    """One who looks about, on one connection, and knows what the map was."""
    chance = random.Random(f"{number} {pause}")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_DEADLINE_S)
    tags: dict[str, str] = {}
    time.sleep(chance.uniform(0, pause))
    while time.perf_counter() < until:
        kind, path = _wanted(chance, among)
        start = time.perf_counter()
        try:
            status, tag = _asked(connection, path, tags.get(path))
        except OSError as error:
            seen.errors.append(f"{path}: {error}")
            connection.close()
            continue
        seen.seconds[kind].append(time.perf_counter() - start)
        tags[path] = tag
        if status not in (200, 304):
            seen.errors.append(f"{path}: {status}")
        time.sleep(chance.uniform(0, 2 * pause))


def _asked(connection: http.client.HTTPConnection, path: str, tag: str | None) -> tuple[int, str]:
    headers = {"accept-encoding": "gzip"} | ({"if-none-match": tag} if tag else {})
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.headers.get("content-encoding") == "gzip" and len(body) < 100_000:
        json.loads(gzip.decompress(body))
    return answer.status, answer.headers.get("etag", "")


def _wanted(chance: random.Random, among: Sequence[Town]) -> tuple[str, str]:
    """What one looks at next: as often a list as a map as a search."""
    kind = chance.choice(("list", "map", "search"))
    draw = {"list": _list, "map": _map, "search": _search}[kind]
    return kind, f"/api/v1{draw(chance, among)}"


def _list(chance: random.Random, among: Sequence[Town]) -> str:
    path = chance.choice(
        ("/claims", "/claims", "/incidents", "/incidents", "/documents", "/claims/contested")
    )
    asked: dict[str, object] = {"limit": chance.choice((20, 50, 100))}
    some = {
        "side": chance.choice(("North", "South")),
        "type": chance.choice(("ASSAULT", "killed", "gained")),
        "contested": "true",
        "place": chance.choice(among).name,
        "text": chance.choice(_WORDS),
        "since": f"2031-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    }
    for name in chance.sample(sorted(some), chance.choice((0, 1, 1, 2))):
        asked[name] = some[name]
    return f"{path}?{urlencode(asked)}"


def _map(chance: random.Random, among: Sequence[Town]) -> str:
    del among
    month, day = chance.randint(1, 12), chance.randint(1, 21)
    week = {"since": f"2031-{month:02}-{day:02}", "until": f"2031-{month:02}-{day + 7:02}", "limit": 200}
    return chance.choice(("/map/control", f"/map/incidents?{urlencode(week)}"))


def _search(chance: random.Random, among: Sequence[Town]) -> str:
    words = chance.sample(_WORDS, chance.choice((1, 2))) + chance.choice(([], [chance.choice(among).name]))
    return f"/search?{urlencode({'q': ' '.join(words), 'limit': 20})}"


def main() -> None:
    """Measure and show."""
    options = argparse.ArgumentParser(prog="python -m bench.serving", description="The API under load.")
    options.add_argument("folder", type=Path)
    facts = machine()
    show(list(serving(options.parse_args().folder)), facts)


if __name__ == "__main__":
    main()
