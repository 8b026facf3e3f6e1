"""YAML that people write: the same values as the library gives, each with its line, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import LoreError
from dateline.lore.lined import Form, read_lines

FORM = Form(name="a test", most_bytes=10_000, empty="write one", error=LoreError)
WORDS = Form(name="a test", most_bytes=10_000, empty="write one", error=LoreError, words=True)
NAMES = st.text("abcxyz", min_size=1, max_size=4)
VALUES = st.recursive(
    st.one_of(st.integers(-99, 99), st.booleans(), st.none(), st.text("abc xyz:#-", max_size=6)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
def test_what_is_plain_is_read_as_the_library_reads_it(value: dict[str, Any]) -> None:
    # Without aliases: the library writes one for a value that stands twice.
    body = yaml.dump(value, Dumper=type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True}))
    lined = read_lines(body.encode(), FORM)
    assert lined.value == value
    rows = body.split("\n")
    for name in value:
        assert rows[lined.line((name,)) - 1].split(":")[0].strip("'\"? ") == name


@pytest.mark.parametrize(
    ("text", "plain", "words"),
    [
        ("a: 5", 5, "5"),
        ("a: yes", "yes", "yes"),
        ("a: true", True, "true"),
        ("a:", None, ""),
        ("a: ~", None, "~"),
        ("a: 1e3", 1000.0, "1e3"),
        ("a: '5'", "5", "5"),
        ("a: [1, b]", [1, "b"], ["1", "b"]),
    ],
)
def test_words_stay_as_they_are_written_where_that_is_wanted(text: str, plain: object, words: object) -> None:
    assert read_lines(text.encode(), FORM).value == {"a": plain}
    assert read_lines(text.encode(), WORDS).value == {"a": words}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "line 1: the file is empty; write one"),
        (b"a: [\n", "line 1: this is no YAML: "),
        (b"a: 1\nb: [", "line 2: this is no YAML: "),
        (b"x" * 10_001, "line 1: the file has 10,001 bytes; a test has 10,000 at the most"),
        (b"a: 1\na: 2", "line 2: 'a' stands here again; it is already on line 1"),
    ],
)
def test_mistakes_are_told_in_the_error_of_the_form(body: bytes, said: str) -> None:
    for form in (FORM, WORDS):
        with pytest.raises(LoreError) as caught:
            read_lines(body, form)
        assert str(caught.value).startswith(said)
