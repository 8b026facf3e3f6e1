"""Reports as vectors: how text is cut into pieces, and what lies close."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import LoreError
from dateline.fuse.meaning import MOST, Encoder, Pieces, encoder, likeness, wording
from dateline.fuse.meaning.encoder import packed

KNOWN = ["[UNK]", "[CLS]", "[SEP]", "shell", "##ing", "##ed", "kherson", "cafe", ",", "2"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Shelling, Kherson", ["shell", "##ing", ",", "kherson"]),
        ("SHELLED", ["shell", "##ed"]),
        ("café", ["cafe"]),
        ("mortar", ["[UNK]"]),
        ("2", ["2"]),
        ("Херсон", ["[UNK]"]),
        ("shell" * 30, ["[UNK]"]),
        ("", []),
        (" \n\t\x00", ["[UNK]"]),
    ],
)
def test_a_text_is_cut_into_the_longest_pieces_that_are_known(text: str, told: list[str]) -> None:
    numbers = Pieces(KNOWN)(text)
    assert [KNOWN[number] for number in numbers] == ["[CLS]", *told, "[SEP]"]


@given(st.text(max_size=400).map(lambda text: text * 5))
def test_any_text_gives_a_bounded_row_of_known_pieces_between_its_marks(text: str) -> None:
    numbers = Pieces(KNOWN)(text)
    assert (numbers[0], numbers[-1]) == (1, 2)
    assert 2 <= len(numbers) <= MOST
    assert all(0 <= number < len(KNOWN) for number in numbers)


@given(
    st.lists(st.floats(-5, 5, width=32), min_size=8, max_size=8).filter(lambda row: max(map(abs, row)) > 0.1)
)
def test_a_packed_vector_keeps_its_direction(row: list[float]) -> None:
    vector = np.array(row, np.float32)
    told = packed(vector)
    assert likeness(told, packed(vector * np.float32(3))) == pytest.approx(1, abs=1e-6)
    assert likeness(told, packed(-vector)) == pytest.approx(-1, abs=1e-6)


def test_what_is_missing_or_of_another_length_is_alike_to_nothing() -> None:
    one, short = packed(np.ones(8, np.float32)), packed(np.ones(4, np.float32))
    assert likeness(one, "") == likeness("", one) == likeness(one, short) == likeness("", "") == 0


SCENES = [
    (
        "A rocket hit a bread queue in Orikhiv on Friday, killing six people, the governor said.",
        "They had waited since five for the bakery to open, says a woman whose husband died in Friday's "
        "blast in Orikhiv. Six coffins stood in the church.",
        "Six people were killed on Friday when a bus ran onto a mine near Orikhiv, the governor said.",
    ),
    (
        "The foreign ministers of Norway and Chad met in Oslo on Tuesday and signed an accord on fishing.",
        "What was signed at Oslo on Tuesday with Chad will bring our trawlers nothing, a skipper complains.",
        "The foreign ministers of Norway and Kenya met in Oslo on Tuesday to talk about debts.",
    ),
]


@pytest.mark.parametrize(("one", "same", "other"), SCENES)
def test_reports_of_one_happening_lie_closer_than_those_that_share_its_words(
    one: str, same: str, other: str
) -> None:
    told = [encoder()(wording("2023-05-12", text)) for text in (one, same, other)]
    assert likeness(told[0], told[1]) > likeness(told[0], told[2])


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00", "ж" * 5_000, "a " * 5_000, "\ud800".encode("utf-8", "replace").decode()]
)
def test_any_text_has_a_vector(text: str) -> None:
    told = encoder()(text)
    assert likeness(told, told) == pytest.approx(1, abs=1e-5)
    assert told == encoder()(text)


def test_files_that_are_no_model_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(LoreError, match="are not the encoder's weights"):
        Encoder(tmp_path)
    (tmp_path / "meaning.npz").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(LoreError, match="are not the encoder's weights"):
        Encoder(tmp_path)
    none = np.zeros(0, np.float32)
    pieces = np.frombuffer(b"[UNK]", np.uint8)
    np.savez(tmp_path / "meaning.npz", pieces=pieces, words=none, scales=none, places=none)
    (tmp_path / "meaning.onnx").write_bytes(b"no graph")
    with pytest.raises(LoreError, match="are not the encoder's weights"):
        Encoder(tmp_path)
