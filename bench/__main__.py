"""`python -m bench`: a table on standard output, and results.json."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, machine, show, write
from bench.material import Size
from bench.processes import cold_start, memory
from dateline.settings import cache_folder

_RESULTS = Path(__file__).parent / "results.json"
_FULL = Size(
    rounds=5,
    reports=4,
    starts=5,
    pages=8,
    prose=40_000,
    marks=4_000,
    many=100_000,
    stored=30_000,
    accounts=10_000,
    events=100_000,
)
_QUICK = Size(
    rounds=2,
    reports=1,
    starts=2,
    pages=1,
    prose=5_000,
    marks=1_000,
    many=0,
    stored=2_000,
    accounts=1_000,
    events=5_000,
)


def _measured(size: Size) -> Iterator[Figure]:
    yield from cold_start(size)
    yield from memory(size)
    # Only now: see `bench.processes`.
    from bench.charting import charting
    from bench.comparing import comparing
    from bench.control_growth import control_growth
    from bench.exporting import exporting
    from bench.growth import growth, many_marks
    from bench.joining import joining
    from bench.keeping import keeping
    from bench.maps import maps
    from bench.path import speed
    from bench.resolving import resolving
    from bench.scenarios import scenarios
    from dateline.lore import Lore
    from dateline.parse import Parser

    lore, parser = Lore.open(cache_folder()), Parser()
    yield from speed(size, lore, parser)
    yield from resolving(size, lore, parser)
    yield from keeping(size, lore, parser)
    yield from comparing(size, lore, parser)
    yield from joining(size, lore, parser)
    # A long look takes all reports, some minutes; a quick one a handful.
    yield from charting(0 if size.many else size.reports * 4, lore, parser)
    yield from control_growth(100 if size.many else 25, lore)
    yield from maps(size)
    yield from exporting(size, lore, parser)
    yield from scenarios(size, lore, parser)
    yield from growth(size, lore, parser)
    yield from many_marks(size, lore, parser)


def main() -> None:
    """Measure, show, and keep the figures."""
    options = argparse.ArgumentParser(prog="python -m bench", description="Speed, memory and cold start.")
    options.add_argument("--quick", action="store_true", help="less of everything, in under a minute")
    options.add_argument("--out", type=Path, metavar="FILE", help="where to keep the figures as JSON")
    given = options.parse_args()
    facts = machine()
    figures = list(_measured(_QUICK if given.quick else _FULL))
    show(figures, facts)
    # A quick look does not take the place of a full run.
    path = given.out or (None if given.quick else _RESULTS)
    if path is not None:
        write(path, figures, facts)


if __name__ == "__main__":
    main()
