"""Who held what in an invented war of two countries: loading, naming, scoring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.measure import control
from dateline.measure.control import Names, Read, Report, Wanted
from dateline.measure.corpora import control_corpus, run
from dateline.model import Place, Told
from dateline.parse import Parser

HEAD = "geonameid,name,lat,lon,oblast,start,end,holder\n"
# Ids, names and points of real towns, so that the gazetteer has them; who holds them is invented.
TOWNS = {
    "706483": ("Kharkiv", 49.98081, 36.25272, "07"),
    "707292": ("Izyum", 49.20697, 37.27679, "07"),
    "692372": ("Strilecha", 50.20, 36.30, "07"),
}


def row(town: str, start: str, end: str, holder: str) -> str:
    name, lat, lon, region = TOWNS[town]
    return f"{town},{name},{lat},{lon},{region},{start},{end},{holder}\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Izyum goes over on the tenth day, after two days on which it is undecided; Kharkiv stays."""
    rows = [
        row("706483", "2031-03-01", "2031-03-20", "UA"),
        row("707292", "2031-03-01", "2031-03-07", "UA"),
        row("707292", "2031-03-08", "2031-03-09", ""),
        row("707292", "2031-03-10", "2031-03-20", "RU"),
    ]
    (tmp_path / "truth_2031.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    (tmp_path / "reports").mkdir()
    texts = {
        "2031-03-05": "Nothing happened near Izyum.",
        "2031-03-11": "Russian forces captured Izyum on March 10, the Ukrainian General Staff confirmed.",
        "2031-03-20": "It rained in Kharkiv.",
    }
    for day, text in texts.items():
        (tmp_path / "reports" / f"{day}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_change_is_found_on_its_day(corpus: Path, lore: Lore, parser: Parser) -> None:
    figures = run(control_corpus(Wanted()), corpus, "held-out", lore, parser).figures
    assert (figures["recall"], figures["precision"], figures["median_error"]) == (1.0, 1.0, 0.0)
    assert figures["changes"] == figures["changes_predicted"] == 1
    # Known on the eleventh, it is wrong on the tenth; eleven days would be wrong if nothing had changed.
    assert figures["errors_left"] == pytest.approx(1 / 11)


def test_nothing_is_looked_at_beyond_the_last_day(corpus: Path, lore: Lore, parser: Parser) -> None:
    figures = run(control_corpus(Wanted(until="2031-03-10")), corpus, "all", lore, parser).figures
    assert (figures["recall"], figures["changes"], figures["changes_predicted"]) == (0.0, 1, 0)


def test_reports_and_answers_may_lie_elsewhere(corpus: Path, tmp_path: Path) -> None:
    wanted = Wanted(reports=corpus / "reports", truth=corpus / "truth_2031.csv")
    assert [report.name for report in control.load(tmp_path / "none", wanted)] == [
        "2031-03-05",
        "2031-03-11",
        "2031-03-20",
    ]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "truth_2031.csv").unlink(), "is not there"),
        (lambda folder: [file.unlink() for file in (folder / "reports").iterdir()], "holds no reports"),
        (lambda folder: (folder / "truth_2031.csv").write_text("a,b\n1,2\n"), "wanted the columns"),
        (
            lambda folder: (folder / "truth_2031.csv").write_text(
                HEAD + "1,Nowhere,x,y,07,2031-03-01,2031-03-02,UA\n"
            ),
            "line 2",
        ),
    ],
)
def test_what_is_ill_formed_is_named(
    corpus: Path, lore: Lore, parser: Parser, spoil: Callable[[Path], object], words: str
) -> None:
    spoil(corpus)
    with pytest.raises(CorpusError, match=words):
        run(control_corpus(Wanted()), corpus, "all", lore, parser)


def test_answers_know_days_and_changes(corpus: Path, lore: Lore) -> None:
    truth = control.truth_of(corpus / "truth_2031.csv", lore)
    izyum = "geonames:707292"
    days = ("2031-02-28", "2031-03-07", "2031-03-08", "2031-03-10", "2031-03-21")
    assert [truth.holder(izyum, day) for day in days] == [None, "Ukraine", None, "Russia", None]
    assert list(truth.changes("2031-03-01", "2031-03-20")) == [control.Change(izyum, "Russia", "2031-03-10")]
    assert list(truth.changes("2031-03-11", "2031-03-20")) == []
    held = {site.name: holder for site, holder in truth.baseline("2031-03-09").rows}
    assert held == {"Kharkiv": "Ukraine", "Izyum": "Ukraine"}
    assert truth.sites[izyum].admin1 == "Kharkiv Oblast"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("They met in Izyum.", {"Izyum"}),
        ("Izyum’s mayor spoke.", {"Izyum"}),
        ("Fighting goes on in Kharkiv Oblast.", set()),
        ("Kharkiv and Izyum are far apart.", {"Kharkiv", "Izyum"}),
        ("Nobody was there.", set()),
        # Another name of it counts only beside what else is named around it.
        ("The Izium axis is quiet.", set()),
    ],
)
def test_which_settlements_a_text_names(text: str, named: set[str], corpus: Path, lore: Lore) -> None:
    truth = control.truth_of(corpus / "truth_2031.csv", lore)
    assert {truth.sites[key].name for key in Names(truth, lore).named(text)} == named


def told(day: str, holder: str) -> Told:
    place = Place(
        "Izyum", 0, 5, "Izyum", 707292, 49.20697, 37.27679, "settlement", "UKR", "Kharkiv Oblast", 1.0
    )
    return Told(f"{day} {holder}", "c", day, place, holder, "gained", day, day, day)


@pytest.mark.parametrize(
    ("claims", "figures"),
    [
        ([], (0.0, 0.0, 0)),
        ([told("2031-03-09", "Russia")], (1.0, 1.0, 1)),
        ([told("2031-03-13", "Russia")], (1.0, 1.0, 1)),
        ([told("2031-03-14", "Russia")], (0.0, 0.0, 1)),
        ([told("2031-03-10", "Russia"), told("2031-03-19", "Ukraine")], (1.0, 0.5, 2)),
    ],
)
def test_changes_count_within_three_days(
    claims: list[Told], figures: tuple[float, float, int], corpus: Path, lore: Lore
) -> None:
    path = corpus / "truth_2031.csv"
    field = control.Field(control.truth_of(path, lore), lore.lexicon.control_weights, Wanted())
    named = frozenset({"geonames:707292"})
    pairs = [
        (Report(day, "", path), Read(tuple(one for one in claims if one.known == day), named, field))
        for day in (f"2031-03-{n:02}" for n in range(1, 21))
    ]
    found = control.score(pairs)
    assert (found["recall"], found["precision"], found["changes_predicted"]) == figures
