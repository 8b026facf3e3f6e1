from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import dateline.lore.gazetteer as package
from dateline.errors import LoreError
from dateline.lore.gazetteer import Candidate, Gazetteer, haversine_km, normal, offset
from dateline.lore.gazetteer.build import build, index_path
from dateline.lore.gazetteer.districts import COLUMNS, districts_table, read_districts
from dateline.lore.gazetteer.names import bare_region, indexable
from dateline.lore.gazetteer.regions import read_regions, regions_table

SETTLEMENTS = [
    ("Izium", "UKR", 707292),
    ("Izyum", "UKR", 707292),
    ("Kyiv", "UKR", 703448),
    ("Kiev", "UKR", 703448),
    ("Київ", "UKR", 703448),
    ("КИЕВ", "UKR", 703448),
    ("Davydiv Brid", "UKR", 710237),
    ("Davydiv-Brid", "UKR", 710237),
    ("Kherson", "UKR", 706448),
    ("Slov'yansk", "UKR", None),
    ("Slov’yansk", "UKR", None),
    ("Sloviansk", "UKR", None),
    ("Lyman", "UKR", None),
    ("N'Djamena", "TCD", 2427123),
    ("N’Djaména", "TCD", 2427123),
    ("NDJAMENA", "TCD", 2427123),
    ("São Paulo", "BRA", 3448439),
    ("Sao Paulo", "BRA", 3448439),
    ("SÃO  PAULO", "BRA", 3448439),
    ("Aleppo", "SYR", 170063),
    ("Halab", "SYR", 170063),
    ("Łódź", "POL", 3093133),
    ("Lodz", "POL", 3093133),
    ("Port-au-Prince", "HTI", 3718426),
    ("Port au Prince", "HTI", 3718426),
    ("Pristina", "XKX", 786714),
    ("St. Louis", "USA", 4407066),
    ("St Louis", "USA", 4407066),
    ("Mosul", "IRQ", 99072),
    ("Khan Younis", "PSE", None),
    ("Goma", "COD", None),
    ("El Fasher", "SDN", None),
]

REGIONS = [
    ("Kherson", "UKR", "08"),
    ("Kherson region", "UKR", "08"),
    ("Kherson Oblast", "UKR", "08"),
    ("Kyiv Oblast", "UKR", "13"),
    ("Crimea", "UKR", "11"),
    ("Texas", "USA", "TX"),
    ("State of Texas", "USA", "TX"),
    ("Bavaria", "DEU", "02"),
    ("Bayern", "DEU", "02"),
    ("Aleppo Governorate", "SYR", "09"),
    ("Province of Aleppo", "SYR", "09"),
    ("North Kivu", "COD", "11"),
    ("Nord-Kivu", "COD", "11"),
    ("North Darfur", "SDN", "55"),
    ("Belgorod region", "RUS", "09"),
    ("Gaza Strip", "PSE", "GZ"),
    ("Tigray", "ETH", "53"),
]


DISTRICTS = [
    ("Rapides Parish", "USA", "LA", "Rapides Parish"),
    ("Rapides County", "USA", "LA", "Rapides Parish"),
    ("Cook County", "USA", "IL", "Cook County"),
    ("County Cork", "IRL", "M", "County Cork"),
    ("Izium Raion", "UKR", "07", "Izium Raion"),
    ("Izium district", "UKR", "07", "Izium Raion"),
    ("Kupiansk District", "UKR", "07", "Kupiansk Raion"),
    ("Lecce province", "ITA", "13", "Provincia di Lecce"),
    ("Province of Lecce", "ITA", "13", "Provincia di Lecce"),
    ("Muzaffarpur district", "IND", "34", "Muzaffarpur"),
    ("Derbyshire", "GBR", "ENG", "Derbyshire"),
]


def settlements(found: tuple[Candidate, ...]) -> list[Candidate]:
    return [place for place in found if place.kind == "settlement"]


@pytest.mark.parametrize(("name", "country", "geonameid"), SETTLEMENTS)
def test_a_settlement_is_found_under_its_spellings(
    gazetteer: Gazetteer, name: str, country: str, geonameid: int | None
) -> None:
    found = settlements(gazetteer.lookup(name))
    assert country in {place.country for place in found}
    assert geonameid is None or found[0].geonameid == geonameid
    assert gazetteer.has(normal(name))


@pytest.mark.parametrize(("name", "country", "code"), REGIONS)
def test_a_region_is_found_with_and_without_its_generic_word(
    gazetteer: Gazetteer, name: str, country: str, code: str
) -> None:
    regions = [place for place in gazetteer.lookup(name) if place.kind == "region"]
    assert (country, code) in {(place.country, place.admin1code) for place in regions}
    assert gazetteer.has(normal(name))


@pytest.mark.parametrize(("name", "country", "code", "district"), DISTRICTS)
def test_a_district_is_found_beside_its_generic_word(
    gazetteer: Gazetteer, name: str, country: str, code: str, district: str
) -> None:
    found = [place for place in gazetteer.lookup(name) if place.country == country]
    assert (district, code, "region", "ADM2") in {(p.name, p.admin1code, p.kind, p.feature) for p in found}
    assert all(place.admin2 == place.name for place in found if place.feature == "ADM2")
    assert gazetteer.has(normal(name))


@pytest.mark.parametrize("name", ["Izium", "Muzaffarpur", "Cook", "Alexandria", "Lecce"])
def test_a_districts_bare_name_is_left_to_settlements(gazetteer: Gazetteer, name: str) -> None:
    assert all(place.feature != "ADM2" for place in gazetteer.lookup(name))


def test_a_bare_name_of_districts_alone_is_no_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Rapides") == ()
    assert not gazetteer.has("rapides")


def test_the_generic_word_says_which_level_is_meant(gazetteer: Gazetteer) -> None:
    assert {place.feature for place in gazetteer.lookup("Kherson district")} == {"ADM2"}
    assert {place.feature for place in gazetteer.lookup("Kherson region")} == {"ADM1"}
    assert {place.feature for place in gazetteer.lookup("Aleppo district")} == {"ADM1"}


def test_capitals_are_told(gazetteer: Gazetteer) -> None:
    assert settlements(gazetteer.lookup("Kyiv"))[0].feature == "PPLC"
    assert settlements(gazetteer.lookup("Kharkiv"))[0].feature == "PPL"


def test_keys_of_regions_and_districts_are_unique() -> None:
    rows = list(read_districts(districts_table()))
    keys = [(row.country, row.admin1code, normal(row.name)) for row in rows]
    assert len(rows) > 15_000
    assert len(keys) == len(set(keys))
    assert all(row.name and -90 <= row.lat <= 90 and -180 <= row.lon <= 180 for row in rows)


@pytest.mark.parametrize("line", ["UA\t07", "UA\t07\tIzium Raion\tIzium\tnorth\t37\t1"])
def test_a_bad_line_of_districts_is_named(line: str) -> None:
    table = "# comment\n" + "\t".join(COLUMNS) + "\n" + line
    with pytest.raises(LoreError, match=r"districts\.tsv line 3"):
        list(read_districts(table.encode()))


@pytest.mark.parametrize(
    "name", ["", " ", "-", "Qwzxv", "hrswn", "kherson city council", "\ud800", "Kh\0erson", "x" * 10**6]
)
def test_what_is_no_name_is_not_found(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()
    assert not gazetteer.has(normal(name))


def test_lookup_is_sorted_and_says_which_name_is_the_main_one(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Lyman")
    assert len(found) > 3
    assert [place.population for place in found] == sorted(
        (place.population for place in found), reverse=True
    )
    assert settlements(gazetteer.lookup("Kyiv"))[0].main
    assert not settlements(gazetteer.lookup("Kiev"))[0].main


def test_a_candidate_holds_what_a_record_needs(gazetteer: Gazetteer) -> None:
    kherson = next(place for place in gazetteer.lookup("Kherson") if place.geonameid == 706448)
    assert (kherson.key, kherson.name, kherson.kind) == ("geonames:706448", "Kherson", "settlement")
    assert (kherson.country, kherson.admin1, kherson.admin1code) == ("UKR", "Kherson Oblast", "08")
    assert (kherson.lat, kherson.lon) == (46.63695, 32.61458)


def test_region_by_code(gazetteer: Gazetteer) -> None:
    texas = gazetteer.region("USA", "TX")
    assert texas is not None
    assert (texas.name, texas.kind, texas.geonameid, texas.key) == ("Texas", "region", None, "admin1:USA.TX")
    assert texas.admin1 == "Texas"
    assert haversine_km(texas.lat, texas.lon, 31, -98) < 200
    assert gazetteer.region("USA", "ZZ") is None


@pytest.mark.parametrize(("text", "code"), [("Calif.", "CA"), ("CA", "CA"), ("Ill.", "IL"), ("D.C.", "DC")])
def test_abbreviations_stand_apart_from_names(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert ("USA", code) in {(place.country, place.admin1code) for place in gazetteer.abbreviated(text)}
    assert not any(place.kind == "region" and place.country == "USA" for place in gazetteer.lookup(text))


def test_abbreviations_keep_their_case(gazetteer: Gazetteer) -> None:
    assert gazetteer.abbreviated("in") == ()
    assert gazetteer.abbreviated("IN")


def test_near_gives_the_nearest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.near(46.63695, 32.61458, 30, 10)
    distances = [haversine_km(46.63695, 32.61458, place.lat, place.lon) for place in found]
    assert found[0].name == "Kherson"
    assert len(found) == 10
    assert distances == sorted(distances)
    assert max(distances) <= 30


def test_near_reaches_across_the_date_line_and_misses_nothing(gazetteer: Gazetteer) -> None:
    everything = gazetteer.near(0, 0, 20_038, 10**6)
    assert len(everything) > 230_000
    for lat, lon in [(-16.8, 179.99), (64.7, -180.0), (78.2, 15.6), (89.0, 20.0), (51.5, 0.0)]:
        expected = {place.key for place in everything if haversine_km(lat, lon, place.lat, place.lon) <= 300}
        assert {place.key for place in gazetteer.near(lat, lon, 300, 10**6)} == expected


def test_near_at_the_pole_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.near(90, 0, 100, 5) == ()
    assert gazetteer.near(-90, 0, 100, 5) == ()


@given(st.text())
def test_normal_is_idempotent(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@example("ΐ")
@given(st.text())
def test_normal_keeps_no_capitals_and_no_stray_spaces(text: str) -> None:
    form = normal(text)
    # The fold of a few Greek letters with two marks is the same letters taken apart.
    assert form == unicodedata.normalize("NFC", form.casefold())
    assert " ".join(form.split()) == form


@given(st.text(alphabet=st.characters(max_codepoint=127)), st.sampled_from('’ʼ′"“”«»‘'))
def test_apostrophes_of_any_kind_make_no_difference(text: str, mark: str) -> None:
    assert normal(text.replace("'", mark)) == normal(text)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Davydiv’s", "davydivs"),
        ("Slov'yansk", "slovyansk"),
        ("Slov”yans’k", "slovyansk"),
        ("Ivano–Frankivsk", "ivano frankivsk"),
        ("  Port\tau-Prince ", "port au prince"),
        ("Þórshöfn", "thorshofn"),
        ("Straße", "strasse"),
        ("İzmir", "izmir"),
        ("Tromsø", "tromso"),
        ("Йошкар-Ола", "йошкар ола"),
        ("Київ", "київ"),
        ("Ｋｙｉｖ", "kyiv"),
        ("دمشق", "دمشق"),
    ],
)
def test_normal_form(name: str, form: str) -> None:
    assert normal(name) == form


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Cherson", True),
        ("Херсон", True),
        ("Ĥersono", True),
        ("KHE", False),
        ("hrswn", False),
        ("he er song", False),
        ("Kő", False),
        ("12345", False),
        ("Χερσώνα", False),
        ("赫尔松", False),
    ],
)
def test_alternates_worth_keeping(name: str, kept: bool) -> None:
    assert indexable(name) is kept


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("kherson region", "kherson"),
        ("province of aleppo", "aleppo"),
        ("northern province", None),
        ("region", None),
        ("kherson", None),
        ("south east district", None),
    ],
)
def test_bare_region(name: str, bare: str | None) -> None:
    assert bare_region(name) == bare


def test_regions_table_is_sound() -> None:
    regions = list(read_regions(regions_table()))
    codes = [(region.country, region.admin1code) for region in regions]
    assert len(regions) > 3_500
    assert codes == sorted(set(codes))
    assert all(region.name and -90 <= region.lat <= 90 and -180 <= region.lon <= 180 for region in regions)
    for region in regions:
        forms = [normal(name) for name in (region.name, *region.aliases)]
        assert len(forms) == len(set(forms)), region


@pytest.mark.parametrize("line", ["UA\t08", "UA\t08\tKherson\t\t\tnorth\t32.6\t1"])
def test_a_bad_line_is_named(line: str) -> None:
    table = "# comment\ncountry\tadmin1code\tname\taliases\tabbreviations\tlat\tlon\tpopulation\n" + line
    with pytest.raises(LoreError, match="line 3"):
        list(read_regions(table.encode()))


@given(st.floats(-85, 85), st.floats(-180, 179.99), st.floats(0.001, 5_000), st.floats(0, 360))
def test_offset_goes_as_far_as_it_says(lat: float, lon: float, km: float, bearing: float) -> None:
    there = offset(lat, lon, km, bearing)
    assert haversine_km(lat, lon, *there) == pytest.approx(km, rel=1e-6, abs=1e-4)
    assert -180 <= there[1] < 180


@pytest.mark.parametrize(
    ("km", "bearing", "lat", "lon"),
    [(111.195, 0, 51, 30), (111.195, 180, 49, 30), (71.47, 90, 50, 31), (0, 45, 50, 30)],
)
def test_offset_by_compass(km: float, bearing: float, lat: float, lon: float) -> None:
    assert offset(50, 30, km, bearing) == pytest.approx((lat, lon), abs=0.01)


def test_threads_may_share_one(gazetteer: Gazetteer) -> None:
    names = [name for name, _, _ in SETTLEMENTS] * 20
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(gazetteer.lookup, names)) == [gazetteer.lookup(name) for name in names]


def test_use_after_closing_is_an_error(gazetteer: Gazetteer, tmp_path: Path) -> None:
    copy = Gazetteer.open(_copied(gazetteer, tmp_path))
    copy.close()
    with pytest.raises(LoreError, match="cannot be read"):
        copy.lookup("Kyiv")


def _copied(gazetteer: Gazetteer, folder: Path) -> Path:
    """A folder with a copy of the session's index."""
    shutil.copy(gazetteer.path, index_path(folder))
    return folder


def _forbidden(_target: Path, _progress: object = None) -> None:
    raise AssertionError("a sound index is not built again")


def test_a_sound_index_is_opened_as_it_is(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _copied(gazetteer, tmp_path)
    monkeypatch.setattr("dateline.lore.gazetteer.index.build", _forbidden)
    started = time.perf_counter()
    with Gazetteer.open(folder) as opened:
        assert time.perf_counter() - started < 0.3
        assert opened.lookup("Kyiv")


@pytest.mark.parametrize("damage", ["empty", "short", "cut", "flipped", "header", "foreign"])
def test_a_damaged_index_is_built_again(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    path = index_path(_copied(gazetteer, tmp_path))
    _damage(path, damage)
    built: list[Path] = []

    def rebuild(target: Path, _progress: object = None) -> None:
        built.append(target)
        shutil.copy(gazetteer.path, target)

    monkeypatch.setattr("dateline.lore.gazetteer.index.build", rebuild)
    with Gazetteer.open(tmp_path) as opened:
        assert opened.lookup("Kyiv") == gazetteer.lookup("Kyiv")
    assert built == [path]


def _damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "flipped":
        data[len(data) // 2] ^= 0x10
    elif how == "header":
        data[:16] = b"not SQLite......"
    kept = {"empty": 0, "short": 50, "cut": len(data) // 2, "foreign": 0}.get(how, len(data))
    path.write_bytes(b"something else" * 100 if how == "foreign" else bytes(data[:kept]))


def test_an_index_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(LoreError, match="DATELINE_CACHE"):
        build(index_path(blocked / "folder"))


# Builds over the first places only, not over all 235,000: what is tested is how files come and go.
_BUILDER = """
import sys
from itertools import islice
from pathlib import Path
import dateline.lore.gazetteer.build as room
from dateline.lore.gazetteer import Gazetteer
def progress(done, total):
    print(done, total, flush=True)
def some(whole=room._cities):
    return dict(islice(whole().items(), 20_000))
room._cities = some
with Gazetteer.open(Path(sys.argv[1]), progress) as opened:
    assert opened.lookup("Texas")
"""


def _builder(folder: Path) -> subprocess.Popen[str]:
    source = str(Path(package.__file__).parents[3])
    return subprocess.Popen(
        [sys.executable, "-c", _BUILDER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )


def test_a_build_that_is_killed_leaves_no_index(tmp_path: Path) -> None:
    with _builder(tmp_path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            done, total = map(int, line.split())
            if done > total // 4:
                break
        process.kill()
    assert not index_path(tmp_path).exists()
    assert len(list(tmp_path.glob("*.part"))) == 1


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    leftover = tmp_path / "gazetteer-dead.part"
    leftover.write_text("from a build that died")
    os.utime(leftover, (0, 0))
    both = [_builder(tmp_path), _builder(tmp_path)]
    outputs = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == [index_path(tmp_path).name]
    with Gazetteer.open(tmp_path) as opened:
        assert opened.lookup("Texas")
    for output in outputs:
        steps = [tuple(map(int, line.split())) for line in output.splitlines()]
        assert [done for done, _ in steps] == sorted(done for done, _ in steps)
        assert steps[-1][0] == steps[-1][1]
        assert len(steps) > 10
