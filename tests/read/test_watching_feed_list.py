"""A list of feeds is checked line by line; what is wrong is told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.read.watching import Feed, checked_list

WHOLE = b"""
every: 10m
gap: 7s
pages_a_day: 90
language: en
feeds:
  - url: https://news.example/feed#top
    every: 1.5h
    theatre: russo-ukrainian
    outlet: Example  News
    language: uk
    max_entries: 12
  - url: http://127.0.0.1:8000/feed.xml
    every: 2s
    allow_private: yes
"""


def test_a_list() -> None:
    found, mistakes = checked_list(WHOLE)
    assert mistakes == ()
    assert (found.gap, found.pages_a_day) == (7, 90)
    assert found.feeds == (
        Feed(
            url="https://news.example/feed",
            every=5400,
            theatre="russo-ukrainian",
            outlet="Example News",
            language="uk",
            most=12,
            line=7,
        ),
        Feed(url="http://127.0.0.1:8000/feed.xml", every=2, language="en", private=True, line=13),
    )


ONE = "feeds:\n  - url: https://news.example/feed\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"evry: 3m\n{ONE}", "line 1: 'evry' is no key of the list; did you mean every?"),
        (f"{ONE}    max entries: 3\n", "line 3: 'max entries' is no key … did you mean max_entries?"),
        (f"{ONE}    colour: red\n", "line 3: 'colour' is no key of a feed; there are url, every, theatre"),
        (f"{ONE}    every: soon\n", "line 3: every: wanted a time such as 15m, 2h or 1d, got 'soon'"),
        (f"{ONE}    every: 15\n", "line 3: every: wanted a time such as"),
        (f"{ONE}    every: 10s\n", "line 3: every: wanted 1m at least"),
        (f"every: 10s\n{ONE}", "line 3: every: wanted 1m at least"),
        (f"{ONE}    every: 99d\n", "line 3: every: wanted a time between 0.1s and 30d, got '99d'"),
        (f"{ONE}    every: [1m]\n", "line 3: every: wanted one value, got a list or mapping"),
        (f"{ONE}    max_entries: 0\n", "line 3: max_entries: wanted a number from 1 to 100,000, got '0'"),
        (f"{ONE}    max_entries: many\n", "line 3: max_entries: wanted a number"),
        (f"{ONE}    allow_private: maybe\n", "line 3: allow_private: wanted true or false, got 'maybe'"),
        (f"{ONE}    language: English\n", "line 3: language: wanted a language's code such as en"),
        (f"{ONE}    outlet: ''\n", "line 3: outlet: wanted a name of up to 200 characters"),
        (f"gap: 10ms\n{ONE}", "line 1: gap: wanted a time such as"),
        (f"gap: 0.2s\n{ONE}", "line 1: gap: wanted 1s at least between requests to a host"),
        (f"{ONE}  - url: https://news.example/feed\n", "line 3: https://news.example/feed stands here again"),
        (f"{ONE}  - outlet: A\n", "line 3: a feed without a url"),
        (f"{ONE}  - https://a.example\n", "line 3: a feed must be a mapping with keys such as url"),
        ("feeds:\n  - url: ftp://a.example/\n", "line 2: url: ftp://a.example/ is no http or https address"),
        ("feeds:\n  - url: http://[::1\n", "line 2: url: 'http://[::1' is no valid address"),
        ("feeds:\n  - url: http://me:pw@a.example/\n", "line 2: url: … holds a user name or password"),
        ("feeds:\n  - url: http://localhost/a\n", "line 2: url: … not allowed; `allow_private: true` would"),
        ("feeds:\n  - url: http://192.168.1.9/a\n", "line 2: url: … leads to a private or local address"),
        ("feeds:\n  - url: http://a.example:25/\n", "line 2: url: … names port 25"),
        ("feeds: []\n", "line 1: wanted `feeds:` with a list of feeds"),
        ("every: 5m\n", "line 1: wanted `feeds:` with a list of feeds"),
        ("- https://a.example\n", "line 1: the list must be a mapping"),
    ],
)  # fmt: skip
def test_mistakes_name_their_line(text: str, expected: str) -> None:
    _, mistakes = checked_list(text.encode())
    assert all(piece in str(mistakes[0]) for piece in expected.split(" … "))


def test_all_mistakes_are_told_in_order() -> None:
    _, mistakes = checked_list(f"gap: x\n{ONE}    every: y\n  - outlet: z\nlanguage: 7\n".encode())
    assert [mistake.line for mistake in mistakes] == sorted(mistake.line for mistake in mistakes)
    assert len(mistakes) == 4


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "line 1: the file is empty"),
        (f"{ONE}    url: https://b.example\n".encode(), "line 3: 'url' stands here again; .* on line 2"),
        (b"a: &a [x]\nfeeds: *a\n", r"line 1: an anchor \(&\) cannot stand in a list of feeds"),
        (b"feeds:\n  - url: [", "line 2: this is no YAML"),
        (b"a: 1\nb: \xff\n", "line 2: this is no text in UTF-8"),
        (b"a: 1\n---\nb: 2\n", "line 2: a second document begins here; a list of feeds is one"),
        (b"[" * 5_000, "line 1: this is nested deeper than 20 levels"),
        (b"a: *b\n", r"line 1: an alias \(\*\)"),
        (b" " * 4_000_001, "4,000,001 bytes; a list of feeds has 4,000,000 at the most"),
    ],
)
def test_what_is_no_list(body: bytes, expected: str) -> None:
    with pytest.raises(UsageError, match=expected):
        checked_list(body)


PIECES = [
    "feeds:", "url:", "every:", " https://a.example/b", " 5m", "\n", "  - ", "    ", "[", "]", "{", "}",
    "&a ", "*a", "!!str ", '"', "'", "# x", "gap:", "<<:", "? ", "| ", "\t", "\x00", "é", "allow_private:",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=20,
    ).map("".join)
    | st.text(max_size=60)
)  # fmt: skip
def test_any_text_gives_a_list_or_says_what_is_wrong(text: str) -> None:
    said: list[str]
    try:
        found, mistakes = checked_list(text.encode("utf-8", "surrogatepass"))
        said = [*map(str, mistakes), *(feed.url for feed in found.feeds)]
    except UsageError as error:
        said = [str(error)]
    assert said
    assert not any("\n" in line for line in said)
