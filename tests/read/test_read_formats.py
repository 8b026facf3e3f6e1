"""Encodings, kinds of page, and what each format says of its articles."""

from __future__ import annotations

import codecs
import json

import msgspec
import pytest

from dateline.errors import ReadError, TooLarge
from dateline.model import Document, Page, plain
from dateline.read import Failure, Limits, documents, outcomes
from dateline.read.decode import clean, decode
from dateline.read.kinds import kind_of
from dateline.read.markup import strip_tags

TITLE = "Brigade leaves river town as bridges burn behind it"
BODY = "The brigade left the town on Tuesday, the governor said. Two bridges were damaged."
MORE = "Aid workers reached the eastern district in the afternoon, and the road stayed open."


def outlets(name: str) -> str | None:
    return {"news.example.org": "Example News", "example news": "Example News"}.get(name.lower())


def read(body: bytes | str, source: str = "page", **about: str) -> tuple[Document, ...]:
    page = Page(source, body.encode() if isinstance(body, str) else body, **about)
    found = documents(page, published=None, outlets=outlets, limits=Limits())
    for document in found:
        assert all(document.text[p.start : p.end] == p.text for p in document.parts)
        document.text.encode("utf-8")  # no surrogates
    return found


# --- encodings ----------------------------------------------------------------------------------------

MIXED = "Zelensky’s café – £5 “quoted” in Харків"
WESTERN = "Zelensky’s café – £5 “quoted”; the brigade left the town on Tuesday, the governor said."
RUSSIAN = "Бригада покинула город во вторник, сообщил губернатор области. Два моста были повреждены. " * 3


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        (MIXED.encode(), None, MIXED),
        (codecs.BOM_UTF8 + MIXED.encode(), None, MIXED),
        (codecs.BOM_UTF16_LE + MIXED.encode("utf-16-le"), None, MIXED),
        (codecs.BOM_UTF16_BE + MIXED.encode("utf-16-be"), None, MIXED),
        (codecs.BOM_UTF32_LE + MIXED.encode("utf-32-le"), None, MIXED),
        (MIXED.encode("utf-16-le"), None, MIXED),
        (MIXED.encode("utf-16-be"), None, MIXED),
        (MIXED.encode("utf-32-le"), None, MIXED),
        (MIXED.encode("utf-32-be"), None, MIXED),
        (WESTERN.encode("cp1252"), None, WESTERN),
        (WESTERN.encode("cp1252"), "iso-8859-1", WESTERN),
        (MIXED.encode(), "iso-8859-1", MIXED),
        (RUSSIAN.encode("cp1251"), None, RUSSIAN),
        (RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN),
        (RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN),
        (MIXED.encode(), "no-such-charset", MIXED),
        (b"+AGE- plain", "utf-7", "+AGE- plain"),
        ((RUSSIAN * 3).encode() + b"\xff end", None, RUSSIAN * 3 + "\ufffd end"),
    ],
)
def test_encodings(body: bytes, charset: str | None, text: str) -> None:
    assert decode(body, charset=charset) == text


def test_encoding_declared_in_the_page() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    assert RUSSIAN in decode(page.encode("cp1251"), markup=True)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\0b\x07c\x9fd\te", "a b c d\te"),
        ("a\ud800b", "a\ufffdb"),
        ("‘a’\u00a0b", "‘a’\u00a0b"),
    ],
)
def test_clean(raw: str, text: str) -> None:
    assert clean(raw) == text


# --- kinds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "media", "text", "kind"),
    [
        ("a.txt", None, BODY, "text"),
        ("a", None, "[1] The first note, and then a line.", "text"),
        ("a", None, "{not json}", "text"),
        ("a.txt", None, "<p>Hello</p>", "html"),
        ("a", None, "<!DOCTYPE html><html></html>", "html"),
        ("a.html", None, BODY, "html"),
        ("http://example.org/a", "text/html", "<html>", "html"),
        ("a.html", None, '<?xml version="1.0"?><rss version="2.0">', "feed"),
        ("a.xml", None, '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ("a.rss", None, "<rss>", "feed"),
        ("a.xml", None, '<?xml version="1.0"?><!-- a --><!DOCTYPE a [<!ENTITY b "c">]>\n<a><channel>', "xml"),
        ("a.xml", "text/xml", "<docs><doc><TEXT>It left.</TEXT></doc></docs>", "xml"),
        ("a.xml", None, '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html>', "html"),
        ("a.xml", None, '<?xml version="1.0"?><!-- made by hand --><rdf:RDF xmlns="a">', "feed"),
        ("a.jsonl", None, "{}", "lines"),
        ("a", None, '{"text": "x"}\n{"text": "y"}', "lines"),
        ("a", None, '[{"text": "x"}]', "lines"),
        ("a.json", None, "[]", "json"),
        ("http://example.org/a.json?b=1", None, "[]", "json"),
        ("a", "application/x-ndjson", "{}", "lines"),
    ],
)
def test_kinds(source: str, media: str | None, text: str, kind: str) -> None:
    assert kind_of(Page(source, text.encode(), media), text) == kind


@pytest.mark.parametrize(
    ("body", "media", "cause"),
    [
        (b"", None, "a is empty"),
        (b" \n\t ", None, "a is empty"),
        (b"12345 -- 67 !!", None, "a holds no text"),
        (b"<html><body><script>x()</script></body></html>", None, "a holds no text"),
        (b"%PDF-1.7 ...", None, "a is a PDF"),
        (b"PK\x03\x04abc", None, "office document"),
        (b"\x89PNG\r\n", None, "picture"),
        (bytes(range(32)) * 10, None, "a is binary"),
        (b"plain", "image/png", "image/png"),
        (b"[[[[", "application/json", "no text"),
        (b'{"text": ', "application/json", "no JSON"),
        (b'{"summary": "x"}', "application/json", "wanted an object with text"),
        (b"{}\n[]\n", "application/x-ndjson", "holds no text"),
        (b"<rss><channel></channel></rss>", None, "no entries"),
        (b"<rss><channel><item></item></channel></rss>", None, "holds no text"),
    ],
)
def test_one_clear_cause(body: bytes, media: str | None, cause: str) -> None:
    with pytest.raises(ReadError, match=cause) as caught:
        documents(Page("a", body, media), published=None, outlets=outlets, limits=Limits())
    assert "\n" not in str(caught.value)


def test_limits_are_stated() -> None:
    with pytest.raises(TooLarge, match="limit of 10 bytes"):
        list(
            map(
                _raise,
                outcomes(Page("a", b"x" * 11), published=None, outlets=outlets, limits=Limits(max_bytes=10)),
            )
        )
    with pytest.raises(ReadError, match="limit of 10 for one document"):
        documents(Page("a", BODY.encode()), published=None, outlets=outlets, limits=Limits(max_chars=10))


def _raise(outcome: object) -> None:
    if isinstance(outcome, Failure):
        raise TooLarge(outcome.cause)


# --- HTML ---------------------------------------------------------------------------------------------

ARTICLE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>{TITLE} | Example News</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Example News">
<meta name="author" content="Ann Smith">
<meta property="article:published_time" content="2022-10-05T10:31:00Z">
</head><body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>{TITLE}</h1>
<p>{BODY}</p><p>Share this article</p><ul><li>First point of the list here.</li><li>Second point.</li></ul>
<p>{MORE}</p></article><footer>© 2022 Example News</footer>
<script>var a = "<p>no</p>";</script></body></html>"""


def test_html_article() -> None:
    (document,) = read(ARTICLE, "https://news.example.org/a")
    assert document.title == TITLE
    assert document.text.startswith(f"{TITLE}\n\n{BODY}")
    assert document.text.endswith(MORE)
    assert (document.outlet, document.byline, document.language) == ("Example News", "Ann Smith", "en")
    assert (document.published.start, document.published.basis) == ("2022-10-05", "metadata")
    kinds = [part.kind for part in document.parts]
    assert kinds == ["title", "body", "bullet", "bullet", "body"]
    assert "Home" not in document.text


def test_html_without_metadata() -> None:
    (document,) = read(f"<p>{BODY}<p>{MORE}", "a.html")
    assert [part.text for part in document.parts] == [BODY, MORE]
    assert document.title is None
    assert document.published.basis == "unknown"


def test_html_outlet_from_its_domain() -> None:
    page = f"<html><body><article><p>{BODY}</p><p>{MORE}</p></article></body></html>"
    assert read(page, "https://www.news.example.org/a")[0].outlet == "Example News"
    assert read(page, "https://www.nobody.example.org/a")[0].outlet in ("nobody.example.org", "Nobody")
    assert read(page, "http://127.0.0.1/a.html")[0].outlet is None


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<br>b", "a\nb"),
        ("a<b>b</b>c &amp; d", "abc & d"),
        ("a<!-- x > y -->b", "ab"),
        ("a<!-- never closed", "a never closed"),
        ("<style>p {}</style>a<script>if (a < b) {}</script>b", "ab"),
        ("3 < 4 and <b", "3 < 4 and "),
        ("<ul><li>x<li>y</ul>", "\n\n- x\n- y\n"),
    ],
)
def test_strip_tags(markup: str, text: str) -> None:
    assert strip_tags(markup) == text


# --- feeds --------------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example News</title>
<language>en-gb</language><item><title>{TITLE}</title><link>https://news.example.org/1</link>
<pubDate>Wed, 05 Oct 2022 10:31:00 GMT</pubDate><author>Ann Smith</author>
<description>&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</description></item>
<item><title>Second &amp; last</title><description>{MORE}</description></item><item/></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example News</title><entry><title>{TITLE}</title>
<link href="https://news.example.org/1"/><updated>2022-10-05T10:31:00Z</updated>
<author><name>Ann Smith</name></author>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""


def test_rss() -> None:
    page = Page("feed.xml", RSS.encode())
    first, second, bad = outcomes(page, published=None, outlets=outlets, limits=Limits())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == f"{TITLE}\n\n{BODY}\n\n{MORE}"
    assert [part.kind for part in first.parts] == ["title", "body", "body"]
    assert (first.outlet, first.source, first.language) == (
        "Example News",
        "https://news.example.org/1",
        "en",
    )
    assert (first.published.start, first.published.basis) == ("2022-10-05", "metadata")
    assert second.title == "Second & last"
    assert bad == Failure("feed.xml", "feed.xml: entry 3 holds no text")


def test_atom() -> None:
    (document,) = read(ATOM, "feed.atom")
    assert document.text == f"{TITLE}\n\n{BODY}"
    assert (document.byline, document.published.start) == ("Ann Smith", "2022-10-05")


# --- XML ----------------------------------------------------------------------------------------------

ARTICLES = f"""<?xml version="1.0" encoding="utf-8"?>
<articles><!-- two --><article id="1"><title> {TITLE} </title><domain>www.news.example.org</domain>
<url>
 http://news.example.org/1 </url><dltime>2022-10-05 12:24:52.0-05</dltime>
<text><![CDATA[{BODY} <b> & more.]]></text><places><place><name>River town</name></place></places></article>
<article id="2"><headline>Second &amp; last</headline><source>Nobody Weekly</source><author>Ann Smith</author>
<author>Bob Jones</author><language>en-GB</language><body><p>{BODY}</p><p>{MORE}</p></body></article>
</articles>"""


def test_xml_articles() -> None:
    first, second = read(ARTICLES, "a.xml")
    assert first.text == f"{BODY} <b> & more."
    assert (first.title, first.outlet) == (TITLE, "Example News")
    assert first.source == "a.xml#http://news.example.org/1"
    assert (first.published.start, first.published.basis) == ("2022-10-05", "metadata")
    assert second.text == f"{BODY}\n\n{MORE}"
    assert (second.title, second.outlet) == ("Second & last", "Nobody Weekly")
    assert (second.source, second.byline, second.language) == ("a.xml", "Ann Smith, Bob Jones", "en")
    undeclared = ARTICLES.split("\n", 1)[1]
    assert [document.text for document in read(undeclared, "a")] == [first.text, second.text]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<D><DATETIME>2022-10-05</DATETIME><TEXT>\nIt <T a='b'>left</T> on <T>Tuesday</T>.</TEXT></D>",
         ["\nIt left on Tuesday."]),
        ("<DOC><DATETIME>2022-10-05</DATETIME><BODY><HEADLINE>News</HEADLINE><TEXT>It left.</TEXT></BODY>"
         "</DOC>", ["It left."]),
        ("<r><date>2022-10-05</date><content><doc><text>One.</text></doc><doc><text>Two.</text></doc>"
         "</content></r>", ["One.", "Two."]),
        ("<a><date>2022-10-05</date><body>It <text>left</text> here.</body></a>", ["It \n\nleft \n\nhere."]),
        ("<a><date>2022-10-05</date><body><s>It left.</s><s>All saw it.</s></body></a>",
         ["It left. All saw it."]),
        ("<a><date>2022-10-05</date><body> <P>It left.</P>\n<P>So.<br/>All.</P> </body></a>",
         [" It left.\nSo.\n\nAll. "]),
        ("<a><date>2022-10-05</date><text/><content>It left.</content></a>", ["It left."]),
        ("<a><head><date when='2022-10-05'/></head><text>One.</text><text>Two.</text></a>", ["One.\n\nTwo."]),
        ("<n:a xmlns:n='u' date='2022-10-05'><n:text>It&nbsp;left, R&D &amp; all.</n:text></n:a>",
         ["It\u00a0left, R&D & all."]),
        ("<a><date>2022-10-05</date><text>&lt;p&gt;It left.&lt;/p&gt;&lt;p&gt;So.&lt;/p&gt;</text></a>",
         ["It left.\n\nSo."]),
    ],
)  # fmt: skip
def test_xml_shapes(page: str, texts: list[str]) -> None:
    for head in ('<?xml version="1.0"?>', ""):
        found = read(head + page, "a.xml")
        assert [document.text for document in found] == texts
        if len(texts) == 1:
            assert found[0].published.start == "2022-10-05"


def test_xml_bad_documents_do_not_hide_the_others() -> None:
    middle = "<d><text> </text></d><d><text>It left</d><d><text>Words &l1; end</text></d>"
    page = f"<?xml version='1.0'?><a><d><text>One left.</text></d>{middle}<d><text>Two left.</text></d></a>"
    found = list(outcomes(Page("a.xml", page.encode()), published=None, outlets=outlets, limits=Limits()))
    texts = [item.text if isinstance(item, Document) else item.cause.split(",")[0] for item in found]
    assert texts == [
        "One left.",
        "a.xml: document 2 holds no text; wanted elements with text",
        "It left",
        "a.xml: document 3 is no sound XML",
        "Words &l1; end",
        "Two left.",
    ]
    limits = Limits(max_chars=10)
    long = Page("a.xml", b"<a><d><text>It left the town.</text></d><d><text>It left.</text></d></a>")
    first, second = outcomes(long, published=None, outlets=outlets, limits=limits)
    assert isinstance(first, Failure)
    assert "limit of 10 for one document" in first.cause
    assert isinstance(second, Document)


def test_xml_declares_no_entities_and_reads_no_files() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "secret"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    (document,) = read(f"{head}<a><text>It left &b; and &c; there.</text></a>", "a.xml")
    assert document.text == "It left &b; and &c; there."


def test_xml_without_texts_is_still_read() -> None:
    (document,) = read(f'<?xml version="1.0"?><a><b>{BODY}</b></a>', "a.xml")
    assert BODY in document.text


# --- JSON ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"title": TITLE, "text": BODY, "date": "2022-10-05", "outlet": "Example News", "byline": "Ann Smith"},
        {"headline": TITLE, "body": BODY, "published": "2022-10-05", "source": "Example News",
         "author": "Ann Smith"},
        {"title": TITLE, "content": BODY, "publishedAt": "2022-10-05T01:02:03Z",
         "source": {"id": 1, "name": "Example News"},
         "authors": ["Ann Smith"]},
        {"Title": TITLE, "content_text": BODY, "date_published": "2022-10-05", "url": "https://news.example.org/1",
         "authors": [{"name": "Ann Smith"}]},
    ],
)  # fmt: skip
def test_json_fields(fields: dict[str, object]) -> None:
    (document,) = read(json.dumps(fields), "a.jsonl")
    assert document.text == BODY  # the field as received: the reader's own offsets hold
    assert (document.title, document.outlet, document.byline) == (TITLE, "Example News", "Ann Smith")
    assert (document.published.start, document.published.basis) == ("2022-10-05", "metadata")


@pytest.mark.parametrize(
    "page",
    [
        '{"text": "One left."}\n\n{"text": "Two left."}\n',
        '[{"text": "One left."}, {"text": "Two left."}]',
        '{"articles": [{"text": "One left."}, {"text": "Two left."}]}',
        '["One left.", "Two left."]',
        '[\n {"text": "One left."},\n {"text": "Two left."}\n]',
    ],
)
def test_json_shapes(page: str) -> None:
    assert [document.text for document in read(page, "a.json")] == ["One left.", "Two left."]
    assert [document.text for document in read(page, "noname")] == ["One left.", "Two left."]


def test_json_bad_lines_do_not_hide_the_others() -> None:
    page = Page("a.jsonl", b'{"text": "One left."}\n{"text": \n{"note": 1}\n{"text": "Two left."}\n')
    found = list(outcomes(page, published=None, outlets=outlets, limits=Limits()))
    assert [isinstance(item, Failure) for item in found] == [False, True, True, False]
    assert found[1] == Failure("a.jsonl", "a.jsonl, line 2 is no JSON")
    with pytest.raises(ReadError, match="line 2"):
        documents(page, published=None, outlets=outlets, limits=Limits())


def test_json_surrogates_and_controls_are_cleaned() -> None:
    (document,) = read('{"text": "One \\ud800left.\\u0000 \\u0007Two."}', "a.json")
    assert document.text == "One \ufffdleft.   Two."


def test_own_records_are_read_back_unchanged() -> None:
    page = f"{TITLE}\nBy Ann Smith for Example News\n\n5 October 2022\n\n{BODY}"
    (first,) = read(page, "a.txt")
    lines = json.dumps(plain(first)) + '\n{"record": "event", "id": "x", "evidence": []}\n'
    (again,) = read(lines, "out.jsonl")
    assert msgspec.json.encode(again) == msgspec.json.encode(first)
