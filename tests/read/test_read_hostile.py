"""Any bytes give documents or one clear error: never another exception, never a hang."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ReadError
from dateline.model import Page
from dateline.read import Failure, Limits, documents, outcomes

LIMITS = Limits()
NAMES = [
    "a",
    "a.txt",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.rss",
    "a.xml",
    "2022-06-08.txt",
    "http://example.org/a",
]
MEDIA = [None, "text/plain", "text/html", "application/json", "application/rss+xml", "application/x-ndjson"]
CHARSETS = [None, "utf-8", "utf-16", "cp1251", "utf-7", "hex", "nonsense", "shift_jis"]


def check(page: Page) -> int:
    """Reads the page every way; the number of documents."""
    found = list(outcomes(page, published=None, outlets=lambda _: None, limits=LIMITS))
    assert found
    for item in found:
        if isinstance(item, Failure):
            assert item.cause
            assert "\n" not in item.cause
            continue
        item.text.encode("utf-8")
        assert item.parts
        assert not any(ord(c) < 32 and c not in "\n\t" for c in item.text)
        last = 0
        for part in item.parts:
            assert item.text[part.start : part.end] == part.text
            assert part.start >= last
            last = part.end
    again = list(outcomes(page, published=None, outlets=lambda _: None, limits=LIMITS))
    assert again == found
    return sum(not isinstance(item, Failure) for item in found)


def reads_or_raises(page: Page) -> None:
    cause = ""
    try:
        assert documents(page, published=None, outlets=lambda _: None, limits=LIMITS)
    except ReadError as error:
        cause = str(error)
    assert "\n" not in cause


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(NAMES), st.sampled_from(MEDIA), st.sampled_from(CHARSETS))
def test_any_bytes(body: bytes, name: str, media: str | None, charset: str | None) -> None:
    check(Page(name, body, media, charset))
    reads_or_raises(Page(name, body, media, charset))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(NAMES), st.sampled_from(MEDIA))
def test_any_text(text: str, name: str, media: str | None) -> None:
    check(Page(name, text.encode("utf-8", "surrogatepass"), media))


PIECES = st.sampled_from(
    [
        "By Ann Smith for Example News\n", "Brigade leaves river town as bridges burn\n", "• point one\n",
        "The brigade left the town on Tuesday, the governor said.\n", "KYIV, Oct 5 (Reuters) - ",
        "5 October 2022\n", "Source: Example\n", "Share this\n", "‘He said “we left”’\n", "Key Takeaways\n",
        "Ann Smith and Bob Jones in Kyiv\n", "[1] https://example.org\n", "İstanbul\n", "ﬁn\n",
        "\n", "\n\n", "\u2028", "\u00a0", "\ufeff", "—", " ", "<p>", "</div>", "{", "]", '"',
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_order_of_usual_pieces(text: str) -> None:
    check(Page("a.txt", text.encode()))


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["text", "title", "date", "source", "authors", "url", "articles", "record", "parts"]
                )
                | st.text(max_size=5),
                inner,
                max_size=5,
            )
        ),
        max_leaves=15,
    )
)
def test_any_json(value: object) -> None:
    import json

    check(Page("a.json", json.dumps(value).encode()))


TAGS = st.sampled_from(
    [
        "<text>", "</text>", "<body>", "</body>", "<doc>", "</doc>", "<title>", "</title>", "<content/>",
        "<date>2022-10-05</date>", "<url> http://example.org/1 </url>", "<![CDATA[<p>It left.</p>]]>", "<p>",
        "The brigade left.", "&", "&nbsp;", "&#8217;", "&#0;", "]]>", "<!--", "-->", "<", ">", "<?a?>", "\n",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(TAGS, max_size=25).map("".join), st.sampled_from(["", '<?xml version="1.0"?>']))
def test_any_order_of_tags(text: str, head: str) -> None:
    check(Page("a.xml", f"{head}<a>{text}</a>".encode()))


ENTITIES = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 12))
BOMB = b'<!DOCTYPE x [<!ENTITY l0 "ha">' + ENTITIES + b"]>"
XML = b'<?xml version="1.0"?>'
ATTRIBUTES = b" ".join(b'a%d=""' % i for i in range(50_000))
HOSTILE = {
    "ten megabytes on one line": ("a.txt", b"Troops left the town. " * 454_545),
    "ten megabytes of one word": ("a.txt", b"a" * 10_000_000),
    "ten megabytes of blank lines": ("a.txt", b"x" + b"\n" * 10_000_000 + b"y"),
    "quotation marks": ("a.txt", "‘a".encode() * 100_000),
    "open quotation marks": ("a.txt", ("“He said ‘we left " * 50_000).encode()),
    "bullets": ("a.txt", b"- a b\n" * 20_000),
    "date lines": ("a.txt", b"June 8, 6:30 pm ET\n" * 10_000),
    "bylines": ("a.txt", b"By Ann Smith and Bob Jones, Carl Foo in Kyiv\n" * 10_000),
    "nested elements": ("a.html", b"<html><body>" + b"<div>" * 100_000 + b"The troops left."),
    "inline elements": ("a.html", b"<html><body><p>" + b"<i>The</i> " * 9_000),
    "open brackets": ("a.html", b"<html>a" + b"<" * 500_000),
    "open tags": ("a.html", b"<html>a" + b"<a " * 500_000),
    "open comments": ("a.html", b"<html>a" + b"<!--" * 500_000),
    "open scripts": ("a.html", b"<html>a" + b"<script>" * 200_000),
    "ampersands": ("a.html", b"<html>a " + b"&" * 500_000),
    "deep JSON": ("a.json", b"[" * 500_000),
    "deep JSON objects": ("a", b'{"a":' * 500_000),
    "long number": ("a.json", b'{"text": ' + b"9" * 500_000 + b"}"),
    "entity bomb": ("a.rss", BOMB + b"<rss><channel><item><title>a &l9;</title></item></channel></rss>"),
    "entity bomb in HTML": ("a.html", BOMB + b"<html><p>a &l9;</p></html>"),
    "nested items": ("a.rss", b"<rss><channel>" + b"<item>" * 200_000 + b"<title>Foo</title>"),
    "broken feed": ("a.rss", b"<rss><channel><item><title>" + b"<b>x" * 200_000),
    "entity bomb in XML": ("a.xml", XML + BOMB + b"<a><d><text>Left &l9;</text></d></a>"),
    "deep XML": ("a.xml", XML + b"<a>" * 200_000 + b"<text>Left"),
    "deep texts": ("a.xml", XML + b"<text>" * 20_000 + b"Left"),
    "open CDATA": ("a.xml", XML + b"<a><text>" + b"<![CDATA[" * 200_000),
    "texts beside each other": ("a.xml", XML + b"<a>" + b"<text>Left.</text>" * 20_000 + b"</a>"),
    "empty blocks": ("a.xml", XML + b"<a><text>" + b"<p/>" * 100_000 + b"Left</text></a>"),
    "attributes": ("a.xml", XML + b"<a " + ATTRIBUTES + b"><text>Left</text></a>"),
    "mismatched tags": ("a.xml", XML + b"<a>" + b"<d><text>Left.</d>" * 10_000 + b"</a>"),
    "many doctypes": ("a.xml", b"<!doctype x>" * 200_000 + b"<a><text>Left</text></a>"),
    "high bytes": ("a", bytes(range(128, 256)) * 8_000),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    source, body = HOSTILE[name]
    began = time.perf_counter()
    reads_or_raises(Page(source, body))
    # Ten times what the slowest takes on a small machine: a square of the size would take minutes.
    assert time.perf_counter() - began < 30


@pytest.mark.parametrize(
    "line", ["The brigade left the town.\n\n", "Brigade leaves a river town\nBy Ann Smith\n\nIt left.\n\n"]
)
def test_time_grows_with_size(line: str) -> None:
    def took(count: int) -> float:
        began = time.perf_counter()
        reads_or_raises(Page("a.txt", (line * count).encode()))
        return time.perf_counter() - began

    took(100)
    small, large = min(took(1_000) for _ in range(3)), min(took(8_000) for _ in range(2))
    # Eight times the text; a square would take sixty-four times as long.
    assert large < 30 * max(small, 0.005)
