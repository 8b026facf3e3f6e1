"""Ids are hashes of content: the same everywhere and for ever, other as soon as anything is."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Moment, Ref, Span, Statement, digest, plain, sealed

SPAN = Span(4, 10, "Kunduz")
STATEMENT = sealed(Statement, document="d1", evidence=(SPAN,), content=(SPAN,))


def test_an_id_never_changes() -> None:
    # Stored records point at each other by these; a change here orphans every store there is.
    assert digest({"a": 1, "b": ["ü", None, 2.5, True]}) == "cacdfc40697c9ed9"
    assert STATEMENT.id == "89222f7c7096980b"


def test_an_id_is_sixteen_hexadecimal_digits() -> None:
    assert len(STATEMENT.id) == 16
    assert int(STATEMENT.id, 16) >= 0


def test_the_order_of_keys_does_not_matter() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    again = sealed(Statement, content=(SPAN,), evidence=(SPAN,), document="d1")
    assert again == STATEMENT


def test_every_field_matters() -> None:
    moment = Moment("today", "2024-01-01", "2024-01-02", "day", "relative", (0, 5))
    seen = {digest(moment)}
    for field in fields(Moment):
        without: dict[str, Any] = {field.name: None}
        seen.add(digest(replace(moment, **without)))
    assert len(seen) == len(fields(Moment)) + 1


def test_the_kind_of_record_matters() -> None:
    other = sealed(Ref, record="statement")
    assert other.id != sealed(Ref, record="claim").id
    assert digest(["ref", {}]) != digest(["statement", {}])


def test_a_hash_seed_changes_nothing() -> None:
    code = "from dateline.model import digest; print(digest({'x': ['y', 1], 'z': None}))"
    path = os.pathsep.join(entry for entry in sys.path if entry)
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    }
    assert seen == {digest({"x": ["y", 1], "z": None})}


def test_lone_surrogates_have_an_id() -> None:
    assert digest("\ud800") != digest("\ud801")


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes"])
def test_what_no_record_holds_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no record holds"):
        plain(value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_equal_content_equal_id(value: object) -> None:
    assert digest(value) == digest(plain(value))


@given(st.text(), st.text())
def test_other_content_other_id(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) == (one == other)
    assert digest([one, other]) != digest([one + other])
