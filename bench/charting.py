"""Reading and charting daily reports against the bare parse of their text, and what one report more costs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from bench.figures import Figure
from bench.path import parse_alone
from dateline.chart import Chart, told
from dateline.flow import Options, read_document
from dateline.lore import Lore
from dateline.measure import control
from dateline.measure.texts import as_document
from dateline.model import Told
from dateline.parse import Parser
from dateline.settings import corpora_folder
from dateline.tell.collecting import sparingly

__all__ = ["charting"]

# Reading and charting may take so much of the bare parse.
_MOST = 1.5


def charting(reports: int, lore: Lore, parser: Parser) -> Iterator[Figure]:
    """Processor time of so many reports of the corpus (0: all), and of one report on charts of two sizes."""
    folder = corpora_folder() / "control"
    if not folder.is_dir():
        return
    found = list(control.load(folder, control.Wanted()))
    found = found[-reports:] if reports else found
    truth = control.truth_of(found[0].truth, lore)
    chart = Chart(lore.lexicon.control_weights, truth.baseline("2022-02-24"))
    group = f"charting ({len(found):,} daily reports, {len(truth.sites):,} settlements)"
    # As the commands read.
    with sparingly():
        bare, read, tells = _read(found, lore, parser)
        start = time.process_time()
        for one in tells:
            chart.add(one)
        held = sum(1 for _ in chart.on(found[-1].name))
        charted = time.process_time() - start
    yield Figure(group, "bare parse", bare, "s")
    yield Figure(group, "reading", read, "s")
    yield Figure(group, f"charting all of {held:,} places", charted, "s")
    yield Figure(group, "reading and charting against the bare parse", (read + charted) / bare, "", aim=_MOST)
    yield from _one_more(group, lore, truth, tells)


def _read(
    found: Sequence[control.Report], lore: Lore, parser: Parser
) -> tuple[float, float, list[tuple[Told, ...]]]:
    """Seconds for the bare parse and for reading, report by report in turn, and what each tells."""
    bare = read = 0.0
    tells = []
    for report in found:
        document = as_document(report.text, report.name, published=report.name)
        start = time.process_time()
        parse_alone(document, parser)
        between = time.process_time()
        records = read_document(document, lore, parser, Options(published=report.name))
        tells.append(told(records.records, lore.within(records.theatre)))
        bare += between - start
        read += time.process_time() - between
    return bare, read, tells


def _one_more(
    group: str, lore: Lore, truth: control.Truth, tells: Sequence[tuple[Told, ...]]
) -> Iterator[Figure]:
    """What the last report costs a chart that has few others, and one that has all: its places anew."""
    for share in (8, 1):
        chart = Chart(lore.lexicon.control_weights, truth.baseline("2022-02-24"))
        before = tells[-1 - (len(tells) - 1) // share : -1]
        for one in before:
            chart.add(one)
        # Whoever keeps a chart has asked for all of it.
        for key in [site.key for site in chart.sites]:
            chart.holds(key, "2022-08-28")
        start = time.process_time()
        touched = chart.touched(tells[-1])
        chart.add(tells[-1])
        for key in touched:
            if key in chart.sites:
                chart.holds(key, "2022-08-28")
        spent = time.process_time() - start
        name = f"one report more, {len(touched):,} places touched, after {len(before):,} reports"
        yield Figure(group, name, spent * 1000, "ms")
