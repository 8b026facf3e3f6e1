"""Answers over HTTP: tags, packing, problems, and what each view tells."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from httpx import Client

from dateline.store import Store, View
from tests.store.samples import article, entry
from tests.tell.api.conftest import ROOT, Serve, every

READ = (
    "/status", "/claims", "/claims/facets", "/incidents", "/documents", "/parties", "/map/control",
    "/map/areas",
    "/map/incidents",
    "/map/basemap", "/search?q=killed", "/ledger", "/scenarios", "/openapi.json",
)  # fmt: skip


@pytest.mark.parametrize("path", READ)
def test_an_answer_that_has_not_changed_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(ROOT + path)
    assert first.status_code == 200
    again = client.get(ROOT + path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_a_tag_changes_with_the_store_and_with_what_is_asked(serve: Serve, own: Any) -> None:
    client = serve()
    tags = {client.get(f"{ROOT}/claims?limit={limit}").headers["etag"] for limit in (1, 2)}
    assert len(tags) == 2
    with Store.open(str(own)) as store, store.writer() as writer:
        writer.add(entry(1), article(1).records)
    after = client.get(f"{ROOT}/claims?limit=1")
    assert after.headers["etag"] not in tags
    assert after.json()["items"][0]["document"]["title"] == "Story 1"


@pytest.mark.parametrize("path", ["/map/control", "/claims?limit=100"])
def test_answers_are_packed_for_who_takes_them_so(client: Client, path: str) -> None:
    with client.stream("GET", ROOT + path, headers={"accept-encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        packed = b"".join(answer.iter_raw())
    plain = client.get(ROOT + path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 3


@pytest.mark.parametrize(
    ("path", "status", "value"),
    [
        ("/nothing", 404, "/api/v1/nothing"),
        ("/records/by-id/none", 404, "none"),
        ("/records/nonsense", 404, "nonsense"),
        ("/documents/none", 404, "none"),
        ("/incidents/none", 404, "none"),
        ("/parties/nobody%20at%20all", 404, "nobody at all"),
        ("/places/geonames:1/control", 404, "geonames:1"),
        ("/ledger/99", 404, "99"),
        ("/ledger/none", 404, "none"),
        ("/scenarios/none", 404, "none"),
        ("/claims?limit=0", 422, "0"),
        ("/claims?limit=501", 422, "501"),
        ("/claims?limit=many", 422, "many"),
        ("/claims?order=best", 422, "best"),
        ("/claims?contested=perhaps", 422, "perhaps"),
        ("/claims?limit=1&limit=2", 422, "2"),
        ("/claims?colour=red", 422, None),
        ("/claims?since=tomorrow", 422, None),
        ("/claims?known_by=yesterday", 422, "yesterday"),
        ("/claims?text=%22%22", 422, None),
        ("/search", 422, None),
        ("/map/control?since=2024-02-30", 422, None),
        ("/map/areas?on=2024", 422, "2024"),
        ("/map/basemap?view=XXXX", 422, None),
        ("/stream?after=-1", 422, "-1"),
        ("/parties?on=today", 422, "today"),
    ],
)
def test_problems_say_what_was_wrong_with_which_value(
    client: Client, path: str, status: int, value: str | None
) -> None:
    answer = client.get(ROOT + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["detail"]
    assert told["value"] == value
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/claims"), ("POST", "/status"), ("PUT", "/try")])
def test_other_methods_are_refused(client: Client, method: str, path: str) -> None:
    answer = client.request(method, ROOT + path)
    assert (answer.status_code, answer.json()["value"]) == (405, method)
    assert answer.headers["allow"]


def test_the_status_counts_what_the_store_has(client: Client, view: View) -> None:
    told = client.get(f"{ROOT}/status").json()
    assert told["documents"] == view.count("document")
    assert told["records"] == view.tallies()
    assert (told["accounts"], told["incidents"]) == view.tally()
    assert told["theatre"] == "russo-ukrainian"
    assert [side["key"] for side in told["sides"]] == ["Ukraine", "Russia"]
    assert (told["writable"], told["baseline"]) == (False, True)


def test_a_document_comes_whole(client: Client) -> None:
    head = every(client, "/documents", limit=100)[0]
    told = client.get(f"{ROOT}/documents/{head['id']}").json()
    text = told["document"]["text"]
    assert told["records"]
    for record in told["records"]:
        for span in record["evidence"]:
            assert text[span["start"] : span["end"]] == span["text"]
    assert 0 < sum(share["share"] for share in told["shares"]) <= 1


def test_an_incident_comes_with_its_reports_and_the_reasons_for_joining(client: Client) -> None:
    joined = max(every(client, "/incidents", limit=100), key=lambda one: one["reports"])
    assert joined["reports"] > 1
    told = client.get(f"{ROOT}/incidents/{joined['id']}").json()
    assert told["summary"] == joined
    accounts = {one["account"] for one in told["accounts"]}
    assert len(accounts) >= joined["reports"]
    assert all({one["one"], one["other"]} <= accounts for one in told["joinings"])
    holding = [one for one in told["joinings"] if one["holds"]]
    assert len(holding) == len(accounts) - 1
    assert all(one["reasons"] for one in told["joinings"])
    claim = told["accounts"][0]["claims"][0]["claim"]["id"]
    assert client.get(f"{ROOT}/incidents/{claim}").json() == told


def test_the_map_has_all_days_at_once_and_a_place_its_reasons(client: Client) -> None:
    told = client.get(f"{ROOT}/map/control").json()
    places = {one["properties"]["name"]: one["properties"] for one in told["features"]}
    synkivka = places["Synkivka"]
    assert synkivka["holds"][0]["from"] == "2023-11-01"
    runs = [run for one in places.values() for run in one["holds"]]
    assert {run["status"] for run in runs if "claimed_by" in run} == {"claimed"}
    history = client.get(f"{ROOT}/places/{synkivka['id']}/control").json()
    assert [one["holder"] for one in history["history"]] == [one["holder"] for one in synkivka["holds"]]
    reasons = [reason for one in history["history"] for reason in one["reasons"]]
    assert {reason["for"] for reason in reasons} <= {True, False}
    assert all(reason["label"] and reason["quote"] for reason in reasons)
    narrow = client.get(f"{ROOT}/map/control?since=2023-11-05&until=2023-11-06").json()
    for one in narrow["features"]:
        assert [run["from"] for run in one["properties"]["holds"]] == ["2023-11-05"]
        assert one["properties"]["holds"][-1]["until"] is None


def test_a_map_by_what_was_known_then_is_another(client: Client) -> None:
    now = client.get(f"{ROOT}/map/control").json()["features"]
    then = client.get(f"{ROOT}/map/control?known_by=2023-11-01&inferred=false").json()["features"]
    assert {run["basis"] for one in then for run in one["properties"]["holds"]} == {"baseline"}
    assert {run["basis"] for one in now for run in one["properties"]["holds"]} > {"baseline"}


def test_a_report_that_comes_changes_the_map_as_charting_anew_does(serve: Serve, own: Any) -> None:
    from docs.api_examples import TOKEN

    client = serve()
    before = client.get(f"{ROOT}/map/control").content
    text = "Ukrainian forces recaptured Bakhmut on 1 March 2024, the Russian defence ministry said."
    sent = {"text": text, "date": "2024-03-02"}
    added = client.post(f"{ROOT}/documents", json=sent, headers={"authorization": f"Bearer {TOKEN}"})
    assert added.json()["new"] is True
    grown, afresh = client.get(f"{ROOT}/map/control"), serve().get(f"{ROOT}/map/control")
    assert grown.content != before
    assert grown.json() == afresh.json()


def test_areas_are_as_the_command_writes_them(client: Client) -> None:
    told = client.get(f"{ROOT}/map/areas?on=2023-11-20")
    assert told.headers["content-type"] == "application/geo+json"
    kinds = [one["properties"]["kind"] for one in told.json()["features"]]
    assert kinds.count("area") >= 2
    assert kinds.count("hold") == len(client.get(f"{ROOT}/map/control?until=2023-11-21").json()["features"])
    bare = client.get(f"{ROOT}/map/areas?on=2023-11-20&settlements=false").json()["features"]
    assert bare == [one for one in told.json()["features"] if one["properties"]["kind"] == "area"]


def test_lands_and_rivers_under_a_map_have_names(client: Client) -> None:
    told = client.get(f"{ROOT}/map/basemap").json()
    names = {one["properties"]["name"]: one for one in told["names"]["features"]}
    assert {"Ukraine", "Russia"} <= names.keys()
    assert {one["properties"]["kind"] for one in names.values()} <= {"country", "water"}
    towns = client.get(f"{ROOT}/map/control").json()["features"]
    west, east = (
        pick(town["geometry"]["coordinates"][0] for town in towns) + room
        for pick, room in ((min, -0.25), (max, 0.25))
    )
    assert west < names["Ukraine"]["geometry"]["coordinates"][0] < east
    assert "Dnipro" in {one["properties"].get("name") for one in told["rivers"]["features"]}


def test_incidents_on_the_map_have_points(client: Client) -> None:
    every_one = client.get(f"{ROOT}/map/incidents").json()
    assert not every_one["truncated"]
    points = {one["properties"]["id"] for one in every_one["features"]}
    placed = {
        one["id"]
        for one in every(client, "/incidents", limit=100)
        if any(place["lat"] is not None for place in one["places"])
    }
    assert points == placed
    good = client.get(f"{ROOT}/map/incidents?confidence=2").json()["features"]
    assert 0 < len(good) < len(points)
    assert all(one["properties"]["grade"]["information"] <= 2 for one in good)
    assert client.get(f"{ROOT}/map/incidents?limit=1").json()["truncated"]


def test_who_holds_an_office_depends_on_the_day(client: Client) -> None:
    def holders(day: str) -> set[str]:
        found = every(client, "/parties", on=day, limit=500)
        return {one["name"] for one in found if one["office"] == "defence minister, Ukraine"}

    assert holders("2022-06-01") == {"Oleksii Reznikov"}
    assert holders("2023-11-14") == {"Rustem Umerov"}
    person = client.get(f"{ROOT}/parties/volodymyr-zelensky?on=2023-11-14").json()
    assert person["party"]["office"] == "president, Ukraine"
    assert client.get(f"{ROOT}/parties/volodymyr-zelensky?on=2018-01-01").json()["party"]["office"] is None


def test_parties_are_told_with_what_became_of_their_claims(client: Client) -> None:
    found = every(client, "/parties", limit=40)
    outlets = every(client, "/parties", limit=40, kind="outlet")
    assert outlets == [one for one in found if one["kind"] == "outlet"] != found
    assert [one["claims"] for one in found] == sorted((one["claims"] for one in found), reverse=True)
    assert any(one["denied"] for one in found)
    assert all(one["denied"] <= one["claims"] and one["confirmed"] <= one["claims"] for one in found)
    claims = every(client, "/claims", limit=500)
    first = [one["claim"]["by"][0] for one in claims if one["claim"]["by"]]
    assert sum(one["claims"] for one in found) == sum(
        bool(one["key"] or one["name"] or one["text"]) for one in first
    )


def test_a_scenario_comes_with_its_graph(client: Client) -> None:
    [one] = client.get(f"{ROOT}/scenarios").json()["items"]
    told = client.get(f"{ROOT}/scenarios/{one['name']}").json()
    assert {"from", "to", "strength"} == set(told["links"][0])
    assert all(0 <= each["probability"] <= 1 for each in told["propositions"])
    graph = client.get(f"{ROOT}/scenarios/{one['name']}/graph.svg")
    assert graph.headers["content-type"].startswith("image/svg+xml")
    assert b"<svg" in graph.content


def test_json_is_utf8_and_compact(client: Client) -> None:
    answer = client.get(f"{ROOT}/documents?limit=500")
    assert json.loads(answer.content.decode("utf-8"))["next"] is None
    assert answer.headers["content-type"] == "application/json"
