"""What who has the token can do: reading pages, deciding of incidents, the ledger; and trying without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from httpx import Client

from tests.tell.api.conftest import ROOT, WRITES, every

DISPATCH = {
    "text": "Shells hit Kharkiv\n\nShells killed three people in Kharkiv on Monday, the mayor said.",
    "date": "2024-05-08",
    "outlet": "The Herald",
}


def post(client: Client, path: str, **sent: Any) -> Any:
    answer = client.post(ROOT + path, json=sent, headers=WRITES)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_dispatch_is_tried_and_forgotten(client: Client, examples_store: Path) -> None:
    before = examples_store.read_bytes()
    told = client.post(f"{ROOT}/try", json=DISPATCH).json()
    assert told["document"]["outlet"] == "The Herald"
    moments = [one["moment"] for one in told["records"] if one["record"] == "event"]
    assert "2024-05-06" in {moment["start"] for moment in moments if moment is not None}
    assert any(row["by"] == ["the mayor", "The Herald"] for row in told["claims"])
    text = told["document"]["text"]
    for record in told["records"]:
        for span in record["evidence"]:
            assert text[span["start"] : span["end"]] == span["text"]
    assert told["shares"][0]["name"]
    assert examples_store.read_bytes() == before


def test_a_dispatch_that_is_tried_gives_what_it_gives_when_kept(writer: Client) -> None:
    tried = writer.post(f"{ROOT}/try", json=DISPATCH).json()
    added = post(writer, "/documents", **DISPATCH)
    assert (added["new"], added["failures"]) == (True, [])
    kept = writer.get(f"{ROOT}/documents/{added['documents'][0]['id']}").json()
    assert kept["document"] == tried["document"]
    # The store may know of answers in other documents.
    ids = [one["id"] for one in kept["records"]]
    assert ids[: len(tried["records"])] == [one["id"] for one in tried["records"]]
    assert kept["shares"] == tried["shares"]


def test_the_same_page_again_adds_nothing(writer: Client) -> None:
    sent = DISPATCH | {"text": "The mayor of Odesa said on Monday that the port was open."}
    first, again = post(writer, "/documents", **sent), post(writer, "/documents", **sent)
    assert (first["new"], again["new"]) == (True, False)
    assert first["documents"] == again["documents"]


def test_incidents_are_split_merged_and_put_back(writer: Client) -> None:
    whole = max(every(writer, "/incidents", limit=100), key=lambda one: one["reports"])
    accounts = writer.get(f"{ROOT}/incidents/{whole['id']}").json()["accounts"]
    split = post(
        writer, "/incidents/split", incident=whole["id"], accounts=[accounts[0]["account"]], reason="another"
    )
    assert len(split["incidents"]) == 2
    told = writer.get(f"{ROOT}/incidents/{split['incidents'][0]}").json()
    assert [one["note"] for one in told["decisions"]] == ["another"]
    merged = post(writer, "/incidents/merge", incidents=split["incidents"])
    assert len(merged["incidents"]) == 1
    for act in (merged, split):
        assert (
            post(writer, "/incidents/undo", number=act["decision"]["number"])["decision"]["what"]
            == "withdraw"
        )
    assert writer.get(f"{ROOT}/incidents/{whole['id']}").json()["summary"]["reports"] == whole["reports"]


def test_decisions_that_make_no_sense_are_refused(writer: Client) -> None:
    one = every(writer, "/incidents", limit=100)[0]["id"]
    for path, sent in (
        ("/incidents/merge", {"incidents": [one, one]}),
        ("/incidents/merge", {"incidents": ["none", one]}),
        ("/incidents/split", {"incident": one}),
        ("/incidents/split", {"incident": "none", "accounts": ["a"]}),
        ("/incidents/undo", {"number": 99}),
        ("/documents", {}),
        ("/documents", {"text": "x", "url": "https://example.org"}),
        ("/ledger", {}),
        ("/ledger", {"text": "Will it?", "probability": "often"}),
    ):
        answer = writer.post(ROOT + path, json=sent, headers=WRITES)
        assert (path, answer.status_code) == (path, 422)
        assert answer.json()["detail"]


def test_the_ledger_grows(writer: Client) -> None:
    asked = post(
        writer, "/ledger", text="Will the port open by 1 May 2031?", rule="Yes if a ship loads there.",
        due="2031-05-01", topics=["ports"], probability="60%", by="Ada",
    )  # fmt: skip
    number = asked["forecast"]["number"]
    post(writer, f"/ledger/{number}/estimates", probability="0.2..0.4", by="Ben")
    done = post(
        writer, f"/ledger/{number}/resolution", answer="yes", evidence=["https://port.example"], by="Ada"
    )
    assert [one["author"] for one in done["forecast"]["estimates"]] == ["Ada", "Ben"]
    assert [one["number"] for one in every(writer, "/ledger", topic="ports")] == [number]
    assert every(writer, "/ledger", open="true") == []
    scores = writer.get(f"{ROOT}/ledger/scores?by=forecaster").json()
    assert set(scores) == {"groups", "calibration"}
    assert (
        writer.post(f"{ROOT}/ledger/99/estimates", json={"probability": "1"}, headers=WRITES).status_code
        == 404
    )
