"""Fills in the examples of the API's description with answers of a server over a store of `examples/`.

`python docs/api_examples.py` runs it; long lists are cut to what shows their shape.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from httpx import Client

from dateline.flow import Options
from dateline.lore import Lore
from dateline.model import Page
from dateline.parse import Parser
from dateline.settings import cache_folder
from dateline.store import Store
from dateline.tell import api
from dateline.tell.api import Serving, running
from dateline.tell.api.app import ROOT
from dateline.tell.control import Charting
from dateline.tell.reading import PageRead, Reader
from dateline.tell.reads import keep

EXAMPLES = Path(__file__).parents[1] / "examples"
OUT = Path(api.__file__).with_name("examples.json")
TOKEN = "example"
DISPATCH = {
    "text": "Drones hit grain terminal\n\nTwo people were killed in Mykolaiv on Monday, the mayor said.",
    "date": "2024-02-20",
    "outlet": "Harbour Post",
}
# Items of a list, members of an object without names, letters of a text: enough to see the shape.
_ITEMS, _LETTERS = 2, 600
# Numbers of an extent, which mean nothing when one is missing.
_CORNERS = 4


def filled(store: Store, reader: Reader) -> None:
    """Reads the examples into a store."""
    files = sorted(path for path in EXAMPLES.glob("0*") if path.is_file())
    days = {"01": "2023-11-14", "02": "2024-02-20"}
    with store.writer() as writer:
        for path in (*files, *sorted((EXAMPLES / "one_strike").glob("*.txt"))):
            page = Page(f"examples/{path.name}", path.read_bytes())
            options = Options(published=days.get(path.name[:2], "2024-02-20"))
            keep(PageRead(page, tuple(reader(page, options))), writer, reader)


def serving(store: str) -> Serving:
    """How the examples are served."""
    charting = Charting(baseline=EXAMPLES / "front" / "towns.csv", baseline_day="2023-11-01")
    folder = EXAMPLES / "scenario"
    return Serving(
        store=store, token=TOKEN, port=0, charting=charting, scenarios=folder if folder.is_dir() else None
    )


def examples(client: Client) -> Iterator[tuple[str, dict[str, Any]]]:
    """An example for each operation by its id: what is sent, what is answered."""
    get = _getter(client)
    first = {kind: get(f"/{kind}?limit=1")["items"][0] for kind in ("claims", "incidents", "documents")}
    place = get("/map/control")["features"][0]["properties"]["id"]
    asked = {
        "status": "/status",
        "record": f"/records/by-id/{first['claims']['claim']['id']}",
        "list_records": "/records/event?place=Mykolaiv&limit=1",
        "list_claims": "/claims?limit=1",
        "list_contested": "/claims/contested?limit=1",
        "claim_facets": "/claims/facets",
        "list_incidents": "/incidents?limit=1",
        "incident": f"/incidents/{first['incidents']['id']}",
        "list_documents": "/documents?limit=2",
        "document": f"/documents/{first['documents']['id']}",
        "list_parties": "/parties?limit=2",
        "party": "/parties/volodymyr-zelensky",
        "control": "/map/control",
        "list_areas": "/map/areas",
        "incidents_on_map": "/map/incidents?limit=1",
        "list_basemap": "/map/basemap",
        "place": f"/places/{place}/control",
        "find": "/search?q=killed&limit=2",
        "list_scenarios": "/scenarios",
    }
    for name, path in asked.items():
        yield name, {"answer": get(path)}
    yield "follow", {"answer": _event(first["claims"]["claim"])}
    yield from _written(client)
    yield from {name: {"answer": get(path)} for name, path in _LATER.items()}.items()
    names = [one["name"] for one in get("/scenarios")["items"]]
    if names:
        yield "scenario", {"answer": get(f"/scenarios/{names[0]}")}


_LATER = {"list_forecasts": "/ledger", "forecast": "/ledger/1", "ledger_scores": "/ledger/scores"}


def _event(claim: dict[str, Any]) -> dict[str, str]:
    """A record as the stream tells it; an example of the shape, since a stream tells only what is added."""
    data = {"kind": claim["record"], "id": claim["id"], "document": claim["document"]}
    return {"event": "record", "id": "1042", "data": json.dumps(data)}


def _getter(client: Client) -> Any:
    def get(path: str) -> Any:
        answer = client.get(ROOT + path)
        assert answer.status_code == 200, (path, answer.text)
        return answer.json()

    return get


def _written(client: Client) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent, in an order in which each makes sense."""

    def post(path: str, sent: dict[str, Any]) -> dict[str, Any]:
        answer = client.post(ROOT + path, json=sent, headers={"authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200, (path, answer.text)
        return {"sent": sent, "answer": answer.json()}

    yield "try_dispatch", post("/try", DISPATCH)
    yield "add_document", post("/documents", DISPATCH)
    two = [one["id"] for one in client.get(f"{ROOT}/incidents?limit=2").json()["items"]]
    merged = post("/incidents/merge", {"incidents": two, "reason": "one strike, told twice"})
    yield "merge_incidents", merged
    [whole] = merged["answer"]["incidents"]
    account = client.get(f"{ROOT}/incidents/{whole}").json()["accounts"][-1]["account"]
    apart = {"incident": whole, "accounts": [account], "reason": "another terminal"}
    yield "split_incident", post("/incidents/split", apart)
    number = merged["answer"]["decision"]["number"]
    yield "undo_decision", post("/incidents/undo", {"number": number, "reason": "taken back"})
    question = {
        "text": "Will Mykolaiv's port be open on 1 March 2027?",
        "rule": "Yes if a ship is loaded there that day by the port's own account.",
        "due": "2027-03-01",
        "topics": ["ports"],
        "probability": "60%",
        "by": "Ada",
    }
    yield "add_forecast", post("/ledger", question)
    yield "add_estimate", post("/ledger/1/estimates", {"probability": "0.5..0.7", "by": "Ben"})
    settled = {"answer": "yes", "evidence": ["https://port.example/log"], "by": "Ada"}
    yield "add_resolution", post("/ledger/1/resolution", settled)


def cut(value: Any) -> Any:
    """A value with lists and texts cut short; a document's text stays whole: offsets point into it."""
    if isinstance(value, dict):
        return {key: one if key in ("text", "evidence") else cut(one) for key, one in value.items()}
    if isinstance(value, list) and len(value) <= _CORNERS and all(isinstance(one, float) for one in value):
        return value
    if isinstance(value, list):
        return [cut(one) for one in value[:_ITEMS]]
    return value[:_LETTERS] if isinstance(value, str) else value


def main() -> None:
    """Write the examples beside the API."""
    reader = Reader(Lore.open(cache_folder()), Parser())
    with TemporaryDirectory() as folder:
        url = str(Path(folder) / "store.db")
        with Store.open(url) as store:
            filled(store, reader)
        with running(serving(url)) as address, Client(base_url=address, timeout=60) as client:
            found = {name: {part: cut(one) for part, one in told.items()} for name, told in examples(client)}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    OUT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
