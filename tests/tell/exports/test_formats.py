"""Each format is what its standard wants, tells an incident once, and nothing as more than is told."""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
import json
import re
import runpy
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
import shapely

from dateline.lore import Lore
from dateline.model import KINDS, Event, sealed
from dateline.store import Store
from dateline.tell.exports import acled, ftm, geojson, hxl, parquet, plover
from dateline.tell.exports.asking import FORMATS, RECORDS
from dateline.tell.exports.mapping import mapping
from dateline.tell.flat import HEADS
from tests.store.samples import Article, article, entry
from tests.tell.exports.filling import fill, read_into

if TYPE_CHECKING:
    from dateline.tell.reading import Reader
    from tests.tell.conftest import Run

ROOT = Path(__file__).parents[3]
STRIKE = ROOT / "examples" / "one_strike"
COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country "
    "admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities "
    "tags timestamp"
)
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*\Z")
FILLED: Mapping[str, list[Mapping[str, Any]]] = {
    "acled": [acled.FILL],
    "hxl": [hxl.FILL],
    "plover": [plover.FILL],
    "geojson": [geojson.INCIDENT, geojson.EVENT],
    "parquet": [parquet.RECORD, parquet.INCIDENT],
    "ftm": [{**ftm.EVENT, **ftm.ARTICLE, **ftm.ADDRESS, **ftm.PARTY}],
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    path = tmp_path_factory.mktemp("strike") / "store.db"
    read_into(str(path), reader, ((each, None) for each in sorted(STRIKE.iterdir())))
    return path


@pytest.fixture
def strike(reports: Path, store: str) -> str:
    """Four reports of one strike, read by the whole path."""
    shutil.copy(reports, store.removeprefix("sqlite:///"))
    return store


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory, lore: Lore) -> Path:
    path = tmp_path_factory.mktemp("six") / "store.db"
    fill(str(path), range(6), lore)
    return path


@pytest.fixture
def filled(six: Path, store: str) -> str:
    shutil.copy(six, store.removeprefix("sqlite:///"))
    return store


def exported(run: Run, *arguments: str) -> bytes:
    result = run("export", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes


def rows(run: Run, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(run, *arguments).decode())))


def lines(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(run, *arguments).splitlines()]


# -- the tables


@pytest.mark.parametrize("name", FORMATS)
def test_the_documentation_has_the_table_that_the_code_uses(name: str) -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    made = runpy.run_path(str(ROOT / "docs" / "export_tables.py"))
    assert made["rewritten"](page) == page, "run python docs/export_tables.py"
    assert mapping(name).lost


@pytest.mark.parametrize("name", ["acled", "plover", "ftm", "hxl"])
def test_formats_of_others_say_of_each_column_what_is_lost(name: str) -> None:
    for column in mapping(name).columns:
        assert column.lost, column.name
        # What stays empty loses all of it, and what holds something does not.
        assert (column.lost == "all of it") is (column.source is None), column.name


@pytest.mark.parametrize("name", FILLED)
def test_the_code_fills_what_the_table_says_and_nothing_else(name: str) -> None:
    wanted = {column.source for column in mapping(name).columns if column.source is not None}
    for fill_ in FILLED[name]:
        assert set(fill_) == wanted


def test_columns_of_csv_in_the_table_are_those_of_the_rows() -> None:
    assert set(mapping("csv").names) <= {head for heads in HEADS.values() for head in heads}


def test_the_columns_are_those_of_acled() -> None:
    assert mapping("acled").names == tuple(COLUMNS.split())


def test_hashtags_are_such_and_each_stands_once() -> None:
    tags = [column.tag or "" for column in mapping("hxl").columns]
    assert all(map(TAG.match, tags))
    assert len(set(tags)) == len(tags)


# -- incidents


def test_acled_tells_a_strike_once_with_all_its_sources(run: Run, strike: str) -> None:
    found = rows(run, "--format", "acled")
    killed = [row for row in found if row["fatalities"] != "0"]
    [row] = [row for row in killed if "killed=" in row["tags"]][:1]
    assert row["time_precision"] == "1"
    assert row["event_type"] == "Explosions/Remote violence"
    assert row["source"].count(";") >= 1
    assert int(row["fatalities"]) <= max(map(int, re.findall(r"killed=\D*(\d+)", row["tags"])))
    assert "According to" in row["notes"]
    ids = [row["event_id_cnty"] for row in found]
    assert len(set(ids)) == len(ids)
    shown = run("show", "incidents", "--json").stdout_bytes.splitlines()
    assert len(found) <= len(shown)


@pytest.mark.parametrize(
    ("factuality", "joined", "mode"), [("planned", False, "future"), ("denied", True, "negation")]
)
def test_what_nobody_says_has_happened_goes_out_only_when_asked_for(
    run: Run, store: str, lore: Lore, factuality: str, joined: bool, mode: str
) -> None:
    """What is merely planned is no incident; what is only denied is one that nobody vouches for."""
    put(store, lore, foreseen(article(1), factuality))
    assert rows(run, "--format", "acled") == []
    [row] = rows(run, "--format", "acled", "--all")
    assert row["tags"].partition("factuality=")[2] == factuality
    assert (row["fatalities"], row["location"], row["event_date"]) == ("0", "Orlov Ferry", "2031-03-07")
    incidents = map(json.loads, run("show", "incidents", "--json").stdout.splitlines())
    assert any(one["events"] for one in incidents) is joined
    assert exported(run, "--format", "hxl").count(b"\n") == 2
    assert exported(run, "--format", "ftm") == b""
    [told] = lines(run, "--format", "plover", "--all")
    assert told["mode"] == ["drone", mode]
    assert len(lines(run, "--format", "plover")) == (mode == "future")


def foreseen(told: Article, factuality: str) -> Article:
    content = {name: value for name, value in _members(told.event).items() if name not in ("id", "record")}
    event: Event = sealed(Event, **(content | {"factuality": factuality}))
    return replace(told, event=event)


def _members(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__dataclass_fields__}


def put(url: str, lore: Lore, told: Article) -> None:
    from dateline.tell.joining import Joiner

    claims = (told.claim, told.denial, told.said, told.response, told.figure, told.control)
    records = [record for record in told.records if record not in claims]
    with Store.open(url) as store, store.writer() as writer:
        writer.add(entry(1), records, joins=Joiner(lore))


def test_hxl_has_its_tags_below_the_headings_and_open_bounds_stay_empty(run: Run, strike: str) -> None:
    heads, tags, *found = csv.reader(io.StringIO(exported(run, "--format", "hxl").decode()))
    assert tags[heads.index("killed min")] == "#affected+killed+min"
    told = [dict(zip(heads, row, strict=True)) for row in found]
    shown = [json.loads(line) for line in run("show", "incidents", "--json").stdout_bytes.splitlines()]
    ranges = {one["id"]: {each["counts"]: each for each in one["figures"]} for one in shown}
    assert any("killed" in each for each in ranges.values())
    for row in told:
        counted = ranges[row["id"]].get("killed", {"low": None, "high": None})
        for name, bound in (("killed min", "low"), ("killed max", "high")):
            assert row[name] == ("" if counted[bound] is None else f"{counted[bound]:.0f}")


def test_statements_are_whole_and_point_at_entities_that_are_there(run: Run, strike: str) -> None:
    told = lines(run, "--format", "ftm")
    entities = {one["entity_id"] for one in told if one["prop"] == "id"}
    assert {one["entity_id"] for one in told} == entities
    assert {one["value"] for one in told if one["prop_type"] == "entity"} <= entities
    assert len({one["id"] for one in told}) == len(told)
    schemata = Counter(one["schema"] for one in told if one["prop"] == "id")
    assert schemata["Article"] == 4
    assert schemata["Event"] >= 1
    named = {one["entity_id"] for one in told if one["prop"] in ("name", "full", "title")}
    assert named == entities
    one = told[0]
    key = f"{one['dataset']}.{one['entity_id']}.{one['prop']}.{one['value']}"
    assert one["id"] == hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    countries = [one for one in told if one["prop_type"] == "country"]
    assert all(
        re.fullmatch("[a-z]{2}", one["value"]) and len(one["original_value"]) == 3 for one in countries
    )


# -- events


def test_plover_records_have_what_plover_wants(run: Run, filled: str) -> None:
    told = lines(run, "--format", "plover")
    assert len(told) == 6
    for one in told:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", one["date"])
        assert one["event"] == ["ASSAULT"]
        assert one["actor"][0] | {"actor_text": ""} == {
            "code": "NRL",
            "sector": "MIL",
            "actor_text": "",
            "identifier_text": "Army of Norland",
        }
        assert one["size"] == {"dead": 2}
        assert one["event_loc"]["cc3"] == "NRL"
        assert one["cite_info"]["publication"] == "The Courier"


def test_geojson_is_as_the_standard_has_it(run: Run, filled: str) -> None:
    for of in ("incidents", "events", "holds"):
        written = exported(run, "--format", "geojson", "--of", of)
        found = json.loads(written)
        assert found["type"] == "FeatureCollection"
        assert found["features"]
        read = shapely.from_geojson(written)
        assert [(point.x, point.y) for point in read.geoms] == [(37.0, 48.5)] * len(found["features"])
        for feature in found["features"]:
            assert feature["type"] == "Feature"
            assert feature["geometry"] == {"type": "Point", "coordinates": [37.0, 48.5]}
            dated = feature["properties"].get("start") or feature["properties"].get("since")
            assert str(dated).startswith("2031-03-0")


def test_holds_of_a_range_of_days(run: Run, filled: str) -> None:
    def count(*arguments: str) -> int:
        return len(json.loads(exported(run, "--format", "geojson", "--of", "holds", *arguments))["features"])

    assert count("--until", "2031-03-02") == 0
    assert count("--since", "2031-03-02") == count()


@pytest.mark.parametrize("of", RECORDS)
def test_parquet_has_every_field_of_every_kind(run: Run, filled: str, tmp_path: Path, of: str) -> None:
    out = tmp_path / "out.parquet"
    result = run("export", "--format", "parquet", "--of", of, "--out", str(out))
    assert (result.exit_code, result.output) == (0, f"dateline: {out}: {expected(of, filled)} {of}\n")
    told = pq.read_table(out).to_pylist()
    kind = KINDS[RECORDS[of]]
    with Store.open(filled) as store:
        kept = [
            plain_(record) for record in store.view().records(kind.__dataclass_fields__["record"].default)
        ]
    assert [fields_of(row, kept[0]) for row in told] == kept
    assert str(pq.read_schema(out).field("published_day").type) == "date32[day]"


def expected(of: str, url: str) -> int:
    with Store.open(url) as store:
        return store.view().count(RECORDS[of])


def plain_(record: Any) -> dict[str, Any]:
    import msgspec

    found: dict[str, Any] = json.loads(json.dumps(msgspec.to_builtins(record)))
    return found


def fields_of(row: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    flat = mapping("parquet").names
    return {name: row[f"document_{name}" if name in flat else name] for name in like}


def test_parquet_comes_in_groups_of_rows(
    run: Run, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 4)
    out = tmp_path / "out.parquet"
    assert run("export", "--format", "parquet", "--out", str(out)).exit_code == 0
    assert pq.ParquetFile(out).metadata.num_row_groups == 2


# -- all of them


def test_nothing_in_a_cell_is_a_formula(run: Run, store: str, lore: Lore) -> None:
    put(store, lore, article(1, words="=cmd()", town="=HYPERLINK(1)"))
    for format_ in ("csv", "acled", "hxl"):
        for row in csv.reader(io.StringIO(exported(run, "--format", format_).decode())):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_store_gives_an_empty_export_and_says_so(run: Run, format_: str) -> None:
    result = run("export", "--format", format_)
    assert result.exit_code == 0
    assert "holds nothing" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory, lore: Lore) -> tuple[str, str]:
    """Two stores with the same documents, read in different orders."""
    folder = tmp_path_factory.mktemp("twins")
    one, other = str(folder / "a.db"), str(folder / "b.db")
    fill(one, [0, 1, 2], lore)
    fill(other, [2, 0, 1], lore)
    return one, other


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_store_gives_the_same_bytes_in_whatever_order_it_was_filled(
    run: Run, twins: tuple[str, str], format_: str
) -> None:
    one, again, other = (
        exported(run, "--format", format_, "--store", url) for url in (twins[0], twins[0], twins[1])
    )
    assert one == again == other


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "jsonl", "--of", "events"), "jsonl takes no --of"),
        (("--format", "acled", "--of", "events"), "acled takes --of incidents; got 'events'"),
        (("--format", "csv", "--all"), "--all is for acled"),
        (("--format", "geojson", "--of", "holds", "--place", "Vell"), "of holds only --since and --until"),
        (("--format", "csv", "--since", "May"), "May"),
        (("--format", "csv", "--known-by", "May"), "--known-by"),
        (("--format", "csv", "--out", "nowhere/at/all.csv"), "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_said(
    run: Run, filled: str, arguments: tuple[str, ...], told: str
) -> None:
    result = run("export", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_failed_export_leaves_the_older_file(run: Run, filled: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("older", encoding="utf-8")
    assert run("export", "--format", "csv", "--since", "May", "--out", str(out)).exit_code == 2
    assert out.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.glob(".out*")) == []


def test_every_format_has_a_file_of_its_own() -> None:
    for name in FORMATS:
        assert callable(importlib.import_module(f"dateline.tell.exports.{name}").write)
