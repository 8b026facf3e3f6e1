"""Records as JSON lines: what is written is read back, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import article
from strategies import records

from dateline.errors import StoreError
from dateline.model import KINDS, Record
from dateline.store import decode, encode, schema
from dateline.store.codec import incident_schema

DOCS = Path(__file__).parents[2] / "docs"
ARTICLE = article(1)


@given(st.sampled_from(sorted(KINDS)).flatmap(records))
def test_read_back_is_what_was_written(record: Record) -> None:
    line = encode(record)
    assert decode(line) == record
    assert decode(line.decode("utf-8")) == record
    assert encode(decode(line)) == encode(decode(encode(decode(line))))
    assert b"\n" not in line


@pytest.mark.parametrize("record", ARTICLE.records, ids=ARTICLE.__dataclass_fields__)
def test_keys_stand_in_the_order_of_the_contract(record: Record) -> None:
    keys = list(json.loads(encode(record)))
    own = [
        name for name in record.__dataclass_fields__ if name not in ("record", "id", "document", "evidence")
    ]
    assert keys == ["record", "id", "document", "evidence", *own]


def test_a_line_as_it_is_written() -> None:
    statement = replace(ARTICLE.statement, id="a", document="b", evidence=(), content=())
    written = b'{"record":"statement","id":"a","document":"b","evidence":[],"content":[],"factuality":null}'
    assert encode(statement) == written


def test_order_of_keys_is_free_when_read() -> None:
    members = json.loads(encode(ARTICLE.claim))
    assert decode(json.dumps(dict(reversed(members.items())))) == ARTICLE.claim


def test_any_text_that_utf_8_can_carry() -> None:
    text = "\0\x1f\u2018quoted\u2019 \u2028 \U0001f6a9 Ки́їв\r\n"
    document = replace(ARTICLE.document, text=text)
    assert decode(encode(document)) == document


def changed(record: Record, **changes: Any) -> bytes:
    return msgspec.json.encode(json.loads(encode(record)) | changes)


WRONG = [
    (b"", "this is no record"),
    (b"[]", "Expected `object`"),
    (b'{"record":"claim"', "truncated"),
    (b'{"id":"a"}', "'record' is missing"),
    (b'{"record":"rumour"}', "'rumour', no kind of record"),
    (b'{"record":7}', "Expected `str`"),
    (b'{"record":"statement"}', "missing required field `id`"),
    (b'\xff{"record":"statement"}', "this is no record"),
    (changed(ARTICLE.statement, mood="grim"), "unknown field 'mood'"),
    (changed(ARTICLE.quote, scare="yes"), "$.scare"),
    (changed(ARTICLE.figure, low="two"), "$.low"),
    (changed(ARTICLE.claim, stance="mutters"), "$.stance"),
    (changed(ARTICLE.claim, evidence=[{"start": "0", "end": 1, "text": "N"}]), "$.evidence[0].start"),
    (changed(ARTICLE.control, place=None), "$.place"),
    (b'{"record":' + b"[" * 100_000, "this is no record"),
]


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_wrong_input_is_one_clear_error(line: bytes, message: str) -> None:
    with pytest.raises(StoreError) as raised:
        decode(line)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_arbitrary_bytes_are_no_record(line: bytes) -> None:
    with pytest.raises(StoreError):
        decode(line)


def test_half_a_character_pair_cannot_be_written() -> None:
    with pytest.raises(StoreError, match="field 'title'"):
        encode(replace(ARTICLE.document, title="\ud83d"))


@pytest.mark.parametrize(("name", "made"), [("records", schema), ("incidents", incident_schema)])
def test_the_committed_schemas_are_up_to_date(name: str, made: Callable[[], dict[str, Any]]) -> None:
    """Regenerate them with `python -m dateline.store.codec [incidents] > docs/….schema.json`."""
    assert json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8")) == made()


def test_the_schema_has_every_kind_with_its_fields_in_order() -> None:
    found = schema()
    assert [each["$ref"] for each in found["anyOf"]] == [
        f"#/$defs/{kind.__name__}" for kind in KINDS.values()
    ]
    for record in ARTICLE.records:
        described = found["$defs"][type(record).__name__]
        assert list(described["properties"]) == list(json.loads(encode(record)))
        assert described["properties"]["record"] == {"const": record.record}
        assert described["required"][0] == "record"
