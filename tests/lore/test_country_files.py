"""Countries that are added: every line is checked, found again, and an unsound file changes nothing."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline.lore.gazetteer as package
from dateline.errors import LoreError, UsageError
from dateline.lore.gazetteer import Candidate, Gazetteer, normal
from dateline.lore.gazetteer.country import add, added, remove
from dateline.lore.gazetteer.features import is_past, kind_of
from dateline.lore.gazetteer.names import indexable


def line(  # noqa: PLR0913 - the columns that matter, by name
    geonameid: int | str,
    name: str,
    alternates: str = "",
    *,
    lat: float | str = 49.5,
    lon: float | str = 36.9,
    feature: str = "P.PPL",
    country: str = "UA",
    admin1: str = "07",
    admin2: str = "",
    population: int | str = 0,
    changed: str = "2026-01-31",
) -> str:
    letter, _, code = feature.partition(".")
    cells = [geonameid, name, "", alternates, lat, lon, letter, code, country, "", admin1, admin2, "", "",
             population, "", 0, "Europe/Kyiv", changed]  # fmt: skip
    return "\t".join(map(str, cells)) + "\n"


# Invented places beside two of the base's own: Izium (707292) and Kharkiv Oblast (UA.07).
ROWS = [
    line(
        90000001, "Kharkivska Oblast", "Харківська область,Slobidska Oblast", feature="A.ADM1", population=9
    ),
    line(90000002, "Vesnianskyi Raion", "Vesnianka,Веснянський район", feature="A.ADM2", admin2="0701"),
    line(90000003, "Vesnianka", "Wesnjanka,Веснянка,Věsňanka", admin2="0701", population=1200),
    line(90000004, "Vesnianka", feature="P.PPLQ", population=9000, lat=49.51),
    line(90000005, "Tykhyi Potik", feature="H.STM"),
    line(90000006, "Tykhe Ozero", feature="H.LKS"),
    line(90000007, "Zatoka Tykha", feature="H.BAY"),
    line(90000008, "Stantsiia Tykha", feature="S.RSTN"),
    line(90000009, "Tykhyi Lis", feature="V.FRST"),
    line(90000010, "Shliakh Tykhyi", feature="R.RD"),
    line(90000011, "Nova Respublika", feature="A.PCLI"),
    line(90000012, "Nezviska Oblast", feature="A.ADM1", admin1="99"),
    line(707292, "Izium", "Изюм", feature="P.PPLA2", admin2="0701", population=50000, lat=49.2, lon=37.3),
]


def zipped(text: str | bytes, name: str = "UA.txt", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        archive.writestr("readme.txt", "About this file.")
        archive.writestr(name, text)
    return whole.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("added")
    add(path, "UA", zipped("".join(ROWS)), source="UA.zip")
    return path


@pytest.fixture(scope="module")
def places(folder: Path, gazetteer: Gazetteer) -> Gazetteer:
    return Gazetteer.open(gazetteer.path.parent, added=folder)


def test_what_was_added_is_told(folder: Path) -> None:
    (country,) = added(folder)
    assert (country.code, country.rows, country.date, country.source) == ("UA", 12, "2026-01-31", "UA.zip")
    assert country.names > 12
    assert country.size == (folder / "UA.db").stat().st_size
    assert added(folder / "nowhere") == ()


@pytest.mark.parametrize("name", ["Vesnianka", "VESNIANKA", "Wesnjanka", "Веснянка", "Věsňanka"])
def test_a_village_is_found_under_its_names(places: Gazetteer, name: str) -> None:
    assert places.lookup(name)[0].geonameid == 90000003
    assert places.has(normal(name))


def test_a_village_knows_where_it_lies(places: Gazetteer) -> None:
    village = places.lookup("Wesnjanka")[0]
    assert (village.name, village.kind, village.feature) == ("Vesnianka", "settlement", "PPL")
    assert (village.country, village.admin1, village.admin1code) == ("UKR", "Kharkiv Oblast", "07")
    assert village.admin2 == "Vesnianskyi Raion"
    assert (village.lat, village.lon, village.population, village.main) == (49.5, 36.9, 1200, False)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tykhyi Potik", "river"),
        ("Tykhe Ozero", "lake"),
        ("Zatoka Tykha", "sea"),
        ("Stantsiia Tykha", "facility"),
        ("Tykhyi Lis", "area"),
        ("Shliakh Tykhyi", "road"),
        ("Vesnianskyi Raion", "region"),
    ],
)
def test_kinds(places: Gazetteer, name: str, kind: str) -> None:
    assert [place.kind for place in places.lookup(name)] == [kind]


@pytest.mark.parametrize(
    ("feature", "kind"),
    [
        ("H.CNLQ", "river"), ("H.RSVT", "lake"), ("H.CHNM", "sea"), ("H.SWMP", "area"), ("L.PRT", "facility"),
        ("L.LCTY", "area"), ("T.ISL", "area"), ("S.", "facility"), (".", "area"), ("P.PPLX", "settlement"),
    ],
)  # fmt: skip
def test_kind_of_feature(feature: str, kind: str) -> None:
    letter, _, code = feature.partition(".")
    assert kind_of(letter, code) == kind


@pytest.mark.parametrize(
    ("feature", "past"), [("PPLQ", True), ("ADM1H", True), ("RSTNQ", True), ("CH", False)]
)
def test_what_is_past(feature: str, past: bool) -> None:
    assert is_past(feature) is past


def test_what_is_abandoned_ranks_last_and_is_near_nothing(places: Gazetteer) -> None:
    assert [place.geonameid for place in places.lookup("Vesnianka")] == [90000003, 90000004]
    near = {place.geonameid for place in places.near(49.5, 36.9, 3, 100)}
    assert 90000003 in near
    assert 90000004 not in near


def test_a_districts_bare_name_leaves_settlements_alone(places: Gazetteer) -> None:
    assert all(place.kind == "settlement" for place in places.lookup("Vesnianka"))
    assert [place.geonameid for place in places.lookup("Vesnianka district")] == [90000002]


def test_a_region_is_the_same_as_the_bases(places: Gazetteer, gazetteer: Gazetteer) -> None:
    base = gazetteer.region("UKR", "07")
    assert base is not None
    assert places.region("UKR", "07") == base
    for name in ("Kharkiv Oblast", "Kharkivska Oblast", "Харківська область", "Slobidska Oblast"):
        assert [replace(place, main=True) for place in places.lookup(name)] == [base]


def test_a_region_that_the_base_lacks_is_there(places: Gazetteer) -> None:
    region = places.region("UKR", "99")
    assert region is not None
    assert (region.key, region.name, region.geonameid) == ("admin1:UKR.99", "Nezviska Oblast", None)
    assert places.lookup("Nezviska Oblast") == (region,)


def test_whole_countries_are_left_to_the_packs(places: Gazetteer) -> None:
    assert places.lookup("Nova Respublika") == ()


def test_a_place_of_both_is_there_once_as_the_file_tells_it(places: Gazetteer) -> None:
    for name in ("Izium", "Izyum", "Изюм"):  # the second is the base's alone
        (izium,) = [place for place in places.lookup(name) if place.geonameid == 707292]
        assert (izium.name, izium.population, izium.lat, izium.admin2) == (
            "Izium",
            50000,
            49.2,
            "Vesnianskyi Raion",
        )
    near = [place for place in places.near(49.2, 37.3, 20, 1000) if place.geonameid == 707292]
    assert [place.lat for place in near] == [49.2]


def test_the_bases_places_stay(places: Gazetteer, gazetteer: Gazetteer) -> None:
    for name in ("Balakliia", "Texas", "Rapides Parish", "Lyman", "Chuhuiv Raion"):
        assert places.lookup(name) == gazetteer.lookup(name) != ()
    assert places.countries == ("UKR",)


# --- what was written is found ------------------------------------------------------------------------

NAMES = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x52F, categories=("Lu", "Ll", "Nd", "Zs", "Pd"),
                  include_characters="'’-") , min_size=1, max_size=25,
).map(str.strip).filter(normal)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(NAMES, st.lists(NAMES, max_size=4), st.sampled_from("PHSTVR")), min_size=1, max_size=8
    )
)
def test_a_row_is_found_by_each_of_its_names(
    gazetteer: Gazetteer, tmp_path: Path, rows: list[tuple[str, list[str], str]]
) -> None:
    text = "".join(
        line(80000000 + number, name, ",".join(others), feature=f"{letter}.XYZ")
        for number, (name, others, letter) in enumerate(rows)
    )
    add(tmp_path, "UA", text.encode(), source="rows")
    with Gazetteer.open(gazetteer.path.parent, added=tmp_path) as opened:
        for number, (name, others, _) in enumerate(rows):
            for known in [name, *filter(indexable, others)]:
                assert opened.has(normal(known))
                found = [place for place in opened.lookup(known) if place.geonameid == 80000000 + number]
                assert [place.name for place in found] == [name]


# --- unsound files ------------------------------------------------------------------------------------

GOOD = line(1, "Vesnianka")
BAD = {
    "empty": (b"", "is empty"),
    "blank": (b" \n", "is empty"),
    "empty member": (zipped(""), "is empty"),
    "columns": (GOOD.encode() + b"2\tTwo\n", "line 2: wanted 19 columns parted by tabs, found 2"),
    "cut off": ((GOOD + GOOD[:-4]).encode(), "line 2: wanted a date at the end, found '2026-01'"),
    "cut zip": (zipped(GOOD * 50)[:-30], "no sound zip"),
    "other country": (zipped(line(1, "Lille", country="FR")), "line 1: wanted a place of UA, found country"),
    "other member": (zipped(GOOD, "FR.txt"), "holds no UA.txt, but readme.txt, FR.txt"),
    "not UTF-8": (GOOD.encode() + line(2, "Ïzium").encode("latin-1"), "line 2: not UTF-8 at byte 3"),
    "no name": (line(1, " ").encode(), "line 1: wanted a name"),
    "latitude": (line(1, "A", lat=90.1).encode(), r"line 1: wanted a latitude from -90 to 90, found '90\.1'"),
    "longitude": (line(1, "A", lon="nan").encode(), "line 1: wanted a longitude"),
    "population": (line(1, "A", population="many").encode(), "line 1: wanted a population"),
    "negative": (line(1, "A", population=-5).encode(), "line 1: wanted a population"),
    "geonameid": (line("x", "A").encode(), "line 1: wanted a geonameid"),
    "twice": ((GOOD + line(2, "B") + GOOD).encode(), "line 3: the geonameid 1 stands on an earlier line too"),
    "long line": (b"x" * 3_000_000, "line 1: longer than"),
    "page": (b"<!DOCTYPE html>\n<p>Not found", "line 1: wanted 19 columns"),
    "bomb": (zipped(b"\0" * 30_000_000), "line 1: longer than|unpacks to more"),
    "bomb of lines": (zipped(GOOD * 400_000), "unpacks to more than"),
}  # fmt: skip


@pytest.mark.parametrize("how", BAD)
def test_an_unsound_file_changes_nothing(gazetteer: Gazetteer, tmp_path: Path, how: str) -> None:
    content, said = BAD[how]
    add(tmp_path, "UA", "".join(ROWS).encode(), source="UA.txt")
    before = (tmp_path / "UA.db").read_bytes()
    with pytest.raises(LoreError, match=said) as raised:
        add(tmp_path, "UA", content, source="new file")
    assert "\n" not in str(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == ["UA.db"]
    assert (tmp_path / "UA.db").read_bytes() == before


def test_a_zip_with_a_flipped_bit_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped("".join(ROWS), method=zipfile.ZIP_STORED))
    content[content.index(b"Wesnjanka")] ^= 1
    with pytest.raises(LoreError, match="no sound zip"):
        add(tmp_path, "UA", bytes(content), source="UA.zip")


@pytest.mark.parametrize("code", ["XX", "", "U", "UKR", "../UA"])
def test_a_code_that_no_country_has_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(UsageError, match="no country has the code"):
        add(tmp_path, code, GOOD.encode(), source="x")


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(LoreError, match="DATELINE_GAZETTEER"):
        add(blocked / "folder", "UA", GOOD.encode(), source="x")


# --- how files come and go ----------------------------------------------------------------------------


def test_removed_is_gone(gazetteer: Gazetteer, tmp_path: Path) -> None:
    add(tmp_path, "ua", GOOD.encode(), source="x")
    remove(tmp_path, "ua")
    assert list(tmp_path.iterdir()) == []
    with Gazetteer.open(gazetteer.path.parent, added=tmp_path) as opened:
        assert opened.lookup("Vesnianka") == gazetteer.lookup("Vesnianka")
    with pytest.raises(UsageError, match="UA has not been added; there are: none"):
        remove(tmp_path, "UA")


def _aged(path: Path) -> None:
    """Makes a file look as if an older Dateline had compiled it; its checksum no longer fits either."""
    with closing(sqlite3.connect(path)) as base:
        base.execute("UPDATE about SET value = '0' WHERE key = 'schema'")
        base.execute("DROP TABLE filter")
        base.commit()


def _found(gazetteer: Gazetteer, folder: Path) -> tuple[Candidate, ...]:
    with Gazetteer.open(gazetteer.path.parent, added=folder) as opened:
        return opened.lookup("Wesnjanka")


def test_a_file_of_an_older_version_is_compiled_again(gazetteer: Gazetteer, tmp_path: Path) -> None:
    add(tmp_path, "UA", zipped("".join(ROWS)), source="UA.zip")
    before = _found(gazetteer, tmp_path)
    _aged(tmp_path / "UA.db")
    assert _found(gazetteer, tmp_path) == before != ()
    assert added(tmp_path)[0].source == "UA.zip"


@pytest.mark.parametrize("content", [b"", b"no SQLite at all" * 500])
def test_a_file_that_is_damaged_beyond_repair_says_what_to_do(
    gazetteer: Gazetteer, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "UA.db").write_bytes(content)
    with pytest.raises(LoreError, match="dateline gazetteer add UA"):
        Gazetteer.open(gazetteer.path.parent, added=tmp_path)
    with pytest.raises(LoreError, match="dateline gazetteer remove UA"):
        added(tmp_path)


def test_other_files_in_the_folder_are_left_alone(gazetteer: Gazetteer, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "ua.db").write_text("mine too")
    assert added(tmp_path) == ()
    with Gazetteer.open(gazetteer.path.parent, added=tmp_path) as opened:
        assert opened.countries == ()


_ADDER = """
import sys
from pathlib import Path
from dateline.lore.gazetteer.country import add
def progress(done, total):
    print(done, total, flush=True)
rows = Path(sys.argv[2]).read_bytes()
add(Path(sys.argv[1]), "UA", rows, source="many", progress=progress)
"""


def test_an_add_that_is_killed_leaves_the_old_file(gazetteer: Gazetteer, tmp_path: Path) -> None:
    folder, many = tmp_path / "added", tmp_path / "many.txt"
    add(folder, "UA", "".join(ROWS).encode(), source="old")
    before = _found(gazetteer, folder)
    many.write_text("".join(line(number, f"Selo {number}") for number in range(1, 60_000)))
    environment = {**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[3])}
    command = [sys.executable, "-c", _ADDER, str(folder), str(many)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for told in process.stdout:
            done, total = map(int, told.split())
            if done > 0.7 * total:
                break
        process.kill()
    assert added(folder)[0].source == "old"
    assert _found(gazetteer, folder) == before != ()
    assert len(list(folder.glob("*.part"))) == 1
