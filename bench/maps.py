"""Maps of a country of twelve thousand settlements: in every form, by the whole command, and as a film."""

from __future__ import annotations

import csv
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.material import Size
from bench.processes import check, start
from dateline.model.holds import Hold, HoldBasis, HoldStatus, Site
from dateline.tell.maps import Look, Party, Theatre, draw

__all__ = ["maps"]

_SETTLEMENTS = 12_000
_DAY = "2031-03-10"
_PARTIES = (Party("north", "The North"), Party("south", "The South"))
# Land enough for so many, some ten kilometres from each other: the south of Chad and the west of Sudan.
_WEST, _SOUTH, _EAST, _NORTH = 16.0, 9.0, 28.0, 16.0


def maps(size: Size) -> Iterator[Figure]:
    """Processor seconds for each form; the clock of the whole beside the one that people wait for."""
    holds = list(_holds())
    theatre = Theatre(name="A war", parties=_PARTIES, importance={h.site.key: _people(h) for h in holds})
    group = f"maps ({len(holds):,} settlements)"
    with TemporaryDirectory() as folder:
        draw(holds, _DAY, Path(folder) / "warm.png", theatre=theatre)
        for form in ("png", "svg", "html", "geojson"):
            worked, waited = _seconds(holds, theatre, Path(folder) / f"map.{form}", size.rounds)
            yield Figure(group, f"{form}, processor time", worked, "s")
            yield Figure(group, f"{form}, clock", waited, "s", aim=5.0)
        worked = _command(holds, Path(folder))
        yield Figure(group, "the whole command `dateline map`, processor time", worked, "s", aim=5.0)
        frames = 1 / _film(holds, theatre, Path(folder))
        yield Figure(
            group, "frames of a film in a second of the processor's", frames, "", aim=5.0, least=True
        )


def _seconds(holds: Sequence[Hold], theatre: Theatre, out: Path, rounds: int) -> tuple[float, float]:
    """The least processor time and the least time by the clock of some rounds."""
    found = []
    for _ in range(rounds):
        clock, worked = time.perf_counter(), time.process_time()
        draw(holds, _DAY, out, theatre=theatre)
        found.append((time.process_time() - worked, time.perf_counter() - clock))
    return min(each[0] for each in found), min(each[1] for each in found)


def _command(holds: Sequence[Hold], folder: Path) -> float:
    """A fresh process that draws the settlements of a first day; user and system together."""
    table = folder / "first_day.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name", "lat", "lon", "holder"))
        rows.writerows((h.site.name, h.site.lat, h.site.lon, h.holder) for h in holds)
    process = start(
        "-m", "dateline", "map", "--on", _DAY, "--baseline", table, "--baseline-day", "2031-01-01",
        "--store", folder / "store.db", "--out", folder / "whole.png",
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    check(process)
    return used.ru_utime + used.ru_stime


def _film(holds: Sequence[Hold], theatre: Theatre, folder: Path) -> float:
    """Processor seconds that each day more costs, where every day some settlement changes hands."""
    from dateline.tell.maps.film import film

    last = [replace(h, since=f"2031-03-{11 + i:02d}", holder="south") for i, h in enumerate(holds[:5])]
    first = [replace(h, until=after.since) for h, after in zip(holds, last, strict=False)]
    moving = [*first, *last, *holds[5:]]
    spent = []
    for until in ("2031-03-11", "2031-03-16"):
        start = time.process_time()
        film(moving, _DAY, until, folder / "film.gif", theatre=theatre, look=Look(width=800, height=600))
        spent.append(time.process_time() - start)
    return (spent[1] - spent[0]) / 5


def _holds() -> Iterator[Hold]:
    """Settlements strewn about, a ragged line between two parties, and of everything some."""
    chance = random.Random(7)
    for i in range(_SETTLEMENTS):
        lon, lat = chance.uniform(_WEST, _EAST), chance.uniform(_SOUTH, _NORTH)
        holder = "north" if lat + chance.gauss(0, 0.15) > 12.5 else "south"
        status: HoldStatus = chance.choices(("held", "contested", "claimed"), (96, 2, 2))[0]
        basis: HoldBasis = chance.choices(("baseline", "reported", "inferred"), (60, 10, 30))[0]
        site = Site(f"bench:{i}", f"Settlement {i}", round(lat, 4), round(lon, 4), country="TCD")
        yield Hold(site, "2031-01-01", None, status, holder, 0.8, basis)


def _people(hold: Hold) -> float:
    """Few are large: sizes of settlements follow a power of their rank."""
    return 2e6 / (1 + int(hold.site.key.split(":")[1]))
