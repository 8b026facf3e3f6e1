"""The picture of who holds what: the same charted at once, report by report, or kept from run to run."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from dateline.lore import Lore
from dateline.model import Hold
from dateline.store import Store
from dateline.tell.api import charts
from dateline.tell.api.charts import Charts
from dateline.tell.control import Charting
from dateline.tell.control_kept import Kept, Picture, as_shown
from tests.store.samples import entry
from tests.tell.test_control import BASE, LYMAN, STORIES, TOLD, TOWN, Saying, says

LATER = [says(24, LYMAN, "Norland"), says(25, TOWN, "Norland", "lost", claimant_side="Norland")]
EVERY = [*TOLD, *LATER]


@pytest.fixture
def charting(tmp_path: Path) -> Charting:
    path = tmp_path / "base.csv"
    path.write_text(BASE, encoding="utf-8")
    return Charting(baseline=path, baseline_day="2031-03-01")


class Run:
    """A server's share of it: one store, opened for a while, and a cache that stays."""

    def __init__(self, folder: Path, name: str, lore: Lore, charting: Charting) -> None:
        self._store = Store.open(str(folder / f"{name}.db"))
        self._lore, self._cache = lore, folder / "cache"
        self.charts = Charts(charting, self._cache, name)

    def read(self, *numbers: int) -> None:
        with self._store.writer() as writer:
            for number in numbers:
                writer.add(entry(number), STORIES[number - 1].records, telling=Saying(EVERY))

    def shown(self) -> list[Hold]:
        view = self._store.view()
        return list(self.charts.shown(view, self._lore, mark=f"{view.told_last()} {view.count('document')}"))

    def whole(self) -> list[Hold]:
        view = self._store.view()
        mark = f"{view.told_last()} {view.count('document')}"
        return self.charts.get(view, self._lore, mark=mark).all_holds()

    def early(self) -> list[Hold] | None:
        view = self._store.view()
        found = self.charts.early(view, self._lore, mark=f"{view.told_last()} {view.count('document')}")
        return found if found is None else list(found)

    def end(self) -> None:
        self.charts.keep(self._lore)
        self._store.close()


def at_once(folder: Path, name: str, lore: Lore, charting: Charting, *numbers: int) -> list[Hold]:
    run = Run(folder, name, lore, charting)
    run.read(*numbers)
    holds = run.whole()
    run.end()
    return holds


NUMBERS = (3, 4, 5, 20, 21, 22, 24, 25)


@pytest.mark.parametrize("seed", range(4))
def test_report_by_report_in_any_order_and_over_runs_it_is_the_same(
    lore: Lore, tmp_path: Path, charting: Charting, seed: int
) -> None:
    """Each report is read by another run, which may have the whole chart by then or only what was kept."""
    chance = Random(seed)
    numbers = chance.sample(NUMBERS, len(NUMBERS))
    for number in numbers:
        run = Run(tmp_path, "store", lore, charting)
        if chance.random() < 0.5:
            run.shown()
        run.read(number)
        shown = run.shown()
        if chance.random() < 0.5:
            assert list(as_shown(run.whole())) == shown
        run.end()
    assert shown == list(as_shown(at_once(tmp_path, "other", lore, charting, *sorted(numbers))))
    last = Run(tmp_path, "store", lore, charting)
    assert last.shown() == shown
    last.end()


def test_what_was_kept_is_shown_without_charting(lore: Lore, tmp_path: Path, charting: Charting) -> None:
    """Told by a picture that no charting would give."""
    run = Run(tmp_path, "store", lore, charting)
    run.read(*NUMBERS)
    first = run.shown()
    run.end()
    kept = Kept(tmp_path / "cache", "store", charting)
    found = kept.read(lore)
    assert found is not None
    assert list(found.holds) == first
    kept.write(Picture(found.number, found.seal, found.holds[:1]), lore)
    again = Run(tmp_path, "store", lore, charting)
    assert again.shown() == first[:1]
    assert list(as_shown(again.whole())) == first
    again.end()


def test_until_all_is_charted_there_is_the_first_day(
    lore: Lore, tmp_path: Path, charting: Charting, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run(tmp_path, "store", lore, charting)
    run.read(*NUMBERS)
    assert run.early() is None, "a small store is charted as soon"
    monkeypatch.setattr(charts, "_SOON", 1)
    first = run.early()
    assert first is not None
    assert {(hold.since, hold.until, hold.basis) for hold in first} == {
        ("2031-03-01", "2031-03-02", "baseline")
    }
    told = {hold.site.key: hold.holder for hold in first if hold.holder is not None}
    assert told == {hold.site.key: hold.holder for hold in run.shown() if hold.since == "2031-03-01"}
    assert run.early() is None, "all is charted"
    run.end()
    again = Run(tmp_path, "store", lore, charting)
    assert again.early() is None, "a run before has kept it"
    again.end()


def test_another_first_day_store_or_content_is_charted_anew(
    lore: Lore, tmp_path: Path, charting: Charting
) -> None:
    at_once(tmp_path, "store", lore, charting, *NUMBERS)
    run = Run(tmp_path, "store", lore, charting)
    first = run.shown()
    run.end()
    assert charting.baseline is not None
    charting.baseline.write_text(BASE.replace("Sudland", "Norland"), encoding="utf-8")
    other = Run(tmp_path, "store", lore, charting)
    assert other.shown() != first
    other.end()
    charting.baseline.write_text(BASE, encoding="utf-8")
    # A store of other reports that took the place of the one whose picture is kept.
    (tmp_path / "store.db").unlink()
    assert list(as_shown(at_once(tmp_path, "store", lore, charting, 24, 25, 3))) != first
    again = Run(tmp_path, "store", lore, charting)
    assert again.shown() == list(as_shown(again.whole()))
    again.end()


def test_a_damaged_file_is_nothing_kept(lore: Lore, tmp_path: Path, charting: Charting) -> None:
    run = Run(tmp_path, "store", lore, charting)
    run.read(*NUMBERS)
    first = run.shown()
    run.end()
    [file] = (tmp_path / "cache" / "pictures").iterdir()
    for damage in (b"", b"\x82", file.read_bytes()[:-20]):
        file.write_bytes(damage)
        again = Run(tmp_path, "store", lore, charting)
        assert again.shown() == first
        again.end()


def test_a_cache_that_cannot_be_written_keeps_nothing(lore: Lore, tmp_path: Path, charting: Charting) -> None:
    (tmp_path / "cache").write_text("no folder")
    run = Run(tmp_path, "store", lore, charting)
    run.read(*NUMBERS)
    assert run.shown() == list(as_shown(run.whole()))
    run.end()


def test_one_place_s_history_needs_no_whole_chart(lore: Lore, tmp_path: Path, charting: Charting) -> None:
    run = Run(tmp_path, "store", lore, charting)
    run.read(*NUMBERS)
    run.shown()
    run.end()
    again = Run(tmp_path, "store", lore, charting)
    again.shown()
    with Store.open(str(tmp_path / "store.db")) as store:
        view = store.view()
        mark = f"{view.told_last()} {view.count('document')}"
        early = again.charts.history("geonames:704204", view, lore, mark=mark, on="2031-03-28")
        again.whole()
        charted = again.charts.history("geonames:704204", view, lore, mark=mark, on="2031-03-28")
    assert early is not None
    assert charted is not None
    assert early.holds == charted.holds
    again.end()
