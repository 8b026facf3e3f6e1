"""What only a fresh process shows: peak memory and cold start.

Measured before this process loads anything heavy: Linux counts the peak of the process that starts
another as the other's own, up to the moment at which the other program takes over.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import dateline
from bench.figures import Figure
from bench.material import Size, cold_page, examples, reports

__all__ = ["check", "cold_start", "memory", "start"]

_OPEN_LORE = """
import time
from dateline.lore import Lore
from dateline.settings import cache_folder
start = time.perf_counter()
Lore.open(cache_folder())
print(time.perf_counter() - start)
"""


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """A Python process that imports the same package as this one."""
    source = str(Path(dateline.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": source}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _reading(*paths: Path) -> tuple[str | Path, ...]:
    return ("-m", "dateline", "read", *paths, "--date", "2022-10-05", "--json", "--no-store")


def memory(size: Size) -> Iterator[Figure]:
    """The peak of a process that reads all pages."""
    for name, paths in (("the examples", examples()), ("daily reports", reports(size.reports))):
        if paths:
            yield Figure("peak memory", f"reading {name} ({len(paths)} pages)", _peak(paths), "MB", aim=700)


def _peak(paths: Sequence[Path]) -> float:
    process = start(*_reading(*paths))
    assert process.stdout is not None
    process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    check(process)
    return used.ru_maxrss * 1024 / 1e6  # kibibytes on Linux


def check(process: subprocess.Popen[bytes]) -> None:
    """Ends the run if a process that has ended did so with an error."""
    if process.returncode:
        assert process.stderr is not None
        raise SystemExit(f"bench: a process failed: {process.stderr.read().decode(errors='replace')[-500:]}")


def cold_start(size: Size) -> Iterator[Figure]:
    """Fresh processes, each several times; the first, which fills the caches, does not count."""
    name, page = cold_page()
    times = size.starts
    _last_record(page)
    runs = [_last_record(page) for _ in range(times)]
    group = "cold start"
    yield Figure(
        group, f"`dateline read`, {name}: to the last record", median(wall for wall, _ in runs), "s", aim=4
    )
    yield Figure(group, "processor time of it", median(busy for _, busy in runs), "s")
    told = median(_wall("-m", "dateline", "--help") for _ in range(times))
    yield Figure(group, "`dateline --help`", told, "s", aim=0.5)
    imported = median(_importing() for _ in range(times))
    yield Figure(group, "`import dateline`", imported, "s", aim=0.2)
    opened = median(float(_output("-c", _OPEN_LORE)[0]) for _ in range(times))
    yield Figure(group, "opening packs and gazetteer", opened, "s", aim=0.3)


def _last_record(page: Path) -> tuple[float, float]:
    """Seconds from the start of the process to the arrival of its last line, and of processor time in all."""
    start = last = time.perf_counter()
    process = start(*_reading(page))
    assert process.stdout is not None
    for _ in process.stdout:
        last = time.perf_counter()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    check(process)
    return last - start, used.ru_utime + used.ru_stime


def _wall(*arguments: str) -> float:
    start = time.perf_counter()
    _output(*arguments)
    return time.perf_counter() - start


def _output(*arguments: str) -> tuple[str, str]:
    process = start(*arguments)
    out, err = process.communicate()
    if process.returncode:
        raise SystemExit(f"bench: a process failed: {err.decode(errors='replace')[-500:]}")
    return out.decode(), err.decode()


def _importing() -> float:
    """Seconds for the package alone, as the interpreter itself counts them."""
    _, told = _output("-X", "importtime", "-c", "import dateline")
    line = next(line for line in told.splitlines() if line.split("|")[-1].strip() == "dateline")
    return int(line.split("|")[1]) / 1e6
