"""Pages of plain text: the frame is told from the articles, articles from each other, parts by kind."""

from __future__ import annotations

import json

import pytest

from dateline.model import Document, Page
from dateline.read import Limits, documents

OUTLETS = {"example news": "Example News", "the example times": "The Example Times", "reuters": "Reuters"}
BODY = "The brigade left the town on Tuesday, the governor said. Two bridges were damaged."
MORE = "Aid workers reached the eastern district in the afternoon, and the road stayed open."
TITLE = "Brigade leaves river town as bridges burn behind it"
OTHER = "Ministers meet in the capital to weigh a new grain corridor"


def outlets(name: str) -> str | None:
    return OUTLETS.get(name.lower())


POINTS = (
    "Envoys say that talks on the strait will go on next week in the capital",
    "The harbour board yesterday called the closure a \u2018needless\u2019 burden on trade",
    "Shippers say that freight rates have doubled since the spring",
)


def read(text: str, *, source: str = "page.txt", published: str | None = None) -> tuple[Document, ...]:
    found = documents(Page(source, text.encode()), published=published, outlets=outlets, limits=Limits())
    for document in found:
        for part in document.parts:
            assert document.text[part.start : part.end] == part.text
        for span in document.evidence:
            assert document.text[span.start : span.end] == span.text
        assert document.evidence
        assert document.id == document.document
    return found


def kinds(document: Document) -> list[str]:
    return [part.kind for part in document.parts]


def test_head_parts_in_usual_order() -> None:
    head = "  • First point of it\n  • Second point\n\nBy Ann Smith for Example News\n\n5 October 2022"
    page = f"{TITLE}\n\n{head}\n\n{BODY}\n\n{MORE}"
    (document,) = read(page)
    assert kinds(document) == ["title", "bullet", "bullet", "byline", "dateline", "body", "body"]
    assert document.title == TITLE
    assert document.byline == "Ann Smith"
    assert document.outlet == "Example News"
    assert document.parts[1].text == "First point of it"
    assert document.published.start == "2022-10-05"
    assert document.published.basis == "text"


def test_standfirst_between_title_and_byline() -> None:
    (document,) = read(
        f"{TITLE}\nThe governor blames shelling from across the water.\nBy Ann Smith\n\n{BODY}"
    )
    assert kinds(document) == ["title", "standfirst", "byline", "body"]


def test_text_without_headline_has_no_title() -> None:
    (document,) = read(f"{BODY}\n\n{MORE}")
    assert document.title is None
    assert kinds(document) == ["body", "body"]
    assert document.outlet is None
    assert document.byline is None


def test_two_articles_split_at_headline_with_byline() -> None:
    first, second = read(f"{TITLE}\nBy Ann Smith\n\n{BODY}\n\n{OTHER}\nBy Bob Jones, Reuters\n\n{MORE}\n")
    assert (first.title, second.title) == (TITLE, OTHER)
    assert (first.byline, second.byline) == ("Ann Smith", "Bob Jones")
    assert (first.outlet, second.outlet) == (None, "Reuters")
    assert first.text.endswith(BODY)
    assert second.text.startswith(OTHER)


@pytest.mark.parametrize(
    "opening",
    [
        "Ann Smith and Bob Jones in Geneva",
        "By ANN SMITH",
        "Published: 5 October 2022 10:31 BST",
        "GENEVA, Oct 5 (Reuters) - Ministers met on Wednesday to talk about grain.",
        "• The corridor would open in the spring, they said\n• Ships would be searched at sea",
    ],
)
def test_what_attests_a_second_article(opening: str) -> None:
    found = read(f"{TITLE}\n\n{BODY}\n\n{OTHER}\n{opening}\n\n{MORE}\n")
    assert [document.title for document in found] == [TITLE, OTHER]


@pytest.mark.parametrize(
    "heading",
    [
        "Main effort in the east of the country",
        "Key Takeaways",
        "What the ministers said:",
        "Northern Axis – Towns Along the River",
        "Russian Forces and Mobilisation Efforts in the Occupied Districts",
    ],
)
def test_subheadings_stay_in_one_document(heading: str) -> None:
    (document,) = read(
        f"{TITLE}\nBy Ann Smith\n\n{BODY}\n\n{heading}\n\n{MORE}\n\n{heading}\n\n- {BODY}\n- {MORE}\n\n{BODY}"
    )
    assert heading in [part.text for part in document.parts if part.kind == "body"]


def test_frame_is_left_out() -> None:
    page = (
        f"Skip to main content\n\nAnn Smith\n\n{TITLE}\n\n{BODY}\n\nShare this article\n\n{MORE}\n\n"
        "Read more: Ten bridges that matter\n\nWe use cookies to improve this site.\n\n"
        "© 2022 Example. All rights reserved.\n\n"
        "Ann Smith originally featured as per: Example News"
    )
    (document,) = read(page)
    assert document.text.startswith(TITLE)
    assert document.text.endswith(MORE)
    assert kinds(document) == ["title", "body", "body"]
    assert document.outlet == "Example News"


@pytest.mark.parametrize(
    ("credit", "outlet"),
    [
        ("Source: Example News", "Example News"),
        ("via Reuters", "Reuters"),
        ("This article was originally published in the Example Times on 3 May 2022.", "Example Times"),
        ("Republished from Nobody Weekly under a Creative Commons licence.", "Nobody Weekly"),
        ("First published by Example News.", "Example News"),
    ],
)
def test_credit_gives_the_outlet(credit: str, outlet: str) -> None:
    (document,) = read(f"{TITLE}\n\n{BODY}\n\n{MORE}\n\n{credit}")
    assert document.outlet == outlet
    assert credit not in document.text


def test_credit_does_not_outweigh_a_byline() -> None:
    (document,) = read(f"{TITLE}\nBy Ann Smith for Reuters\n\n{BODY}\n\nSource: Example News")
    assert document.outlet == "Reuters"


@pytest.mark.parametrize(
    ("written", "outlet"),
    [("ExampleOnline", "ExampleOnline"), ("example.org", "Example News"), ("Nobody.org", "Nobody.org")],
)
def test_outlet_stays_as_written_but_for_domains(written: str, outlet: str) -> None:
    page = Page("a.txt", f"{TITLE}\nBy Ann Smith for {written}\n\n{BODY}".encode())
    names = {"ExampleOnline": "Example News", "example.org": "Example News", "Nobody.org": "Nobody"}
    line = json.dumps({"title": TITLE, "text": BODY, "outlet": written}).encode()
    for one in (page, Page("a.jsonl", line)) if written[0].isupper() else (Page("a.jsonl", line),):
        (document,) = documents(one, published=None, outlets=names.get, limits=Limits())
        assert document.outlet == outlet


def test_masthead_of_a_known_outlet() -> None:
    (document,) = read(f"Example News\n\n{BODY}\n\n{MORE}")
    assert document.outlet == "Example News"
    assert document.text.startswith(BODY)


@pytest.mark.parametrize(
    ("line", "byline", "outlet"),
    [
        ("By Ann Smith", "Ann Smith", None),
        ("by Ann Smith and Bob Jones", "Ann Smith and Bob Jones", None),
        ("By ANN SMITH, Reuters", "ANN SMITH", "Reuters"),
        ("By Ann Smith for Nobody Weekly", "Ann Smith", "Nobody Weekly"),
        ("By Ann Smith in Geneva and Bob Jones in Vienna", "Ann Smith and Bob Jones", None),
        ("By Ann Smith, Defence Correspondent", "Ann Smith", None),
        ("Written by: Ann O'Neill-Smith", "Ann O'Neill-Smith", None),
        ("By Ann Smith | Example News", "Ann Smith", "Example News"),
        ("By Reuters", None, "Reuters"),
        (
            "Ann van der Smith, Bob W. Jones, and Carol Brown",
            "Ann van der Smith, Bob W. Jones, and Carol Brown",
            None,
        ),
        ("Ann Smith", "Ann Smith", None),
        ("Анна Сміт, Богдан Джонс", "Анна Сміт, Богдан Джонс", None),
    ],
)
def test_bylines(line: str, byline: str | None, outlet: str | None) -> None:
    (document,) = read(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (document.byline, document.outlet) == (byline, outlet)
    assert kinds(document) == ["title", "byline", "body"]


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday, the brigade had left the town and the bridges were gone.",
        "By the river, two men waited for the boat that never came.",
        "Russia and Ukraine traded fire along the whole front on Tuesday.",
    ],
)
def test_sentences_are_no_bylines(sentence: str) -> None:
    (document,) = read(f"{TITLE}\n\n{sentence}\n\n{BODY}")
    assert document.byline is None
    assert kinds(document) == ["title", "body", "body"]


def test_report_that_opens_with_names_and_date() -> None:
    (document,) = read(
        "Ann Smith, Bob Jones, and Carol Brown\n \nJune 8, 6:30 pm ET\n \n"
        f"{BODY}\n \nKey Takeaways\n \n{MORE}"
    )
    assert document.title is None
    assert document.byline == "Ann Smith, Bob Jones, and Carol Brown"
    assert kinds(document) == ["byline", "dateline", "body", "body", "body"]
    assert document.published.basis == "unknown"


def test_lines_broken_by_hand_are_joined() -> None:
    page = (
        "The brigade left the town on Tuesday, the governor of the region\n"
        "said, after two bridges over the river had been damaged by fire\n"
        "from the far bank and the road to the north had been cut by the\n"
        "flood.\n\n"
        "Aid workers reached the eastern district in the afternoon.\n"
    )
    (document,) = read(page)
    assert kinds(document) == ["body", "body"]
    assert document.parts[0].text.endswith("flood.")


def test_footnote_addresses_are_no_body() -> None:
    (document,) = read(
        f"{BODY}[1]\n\n{MORE}\n\n[1] https://example.org/a; https://example.org/b\n\n[2] https://example.org/c"
    )
    assert kinds(document) == ["body", "body"]
    assert document.text.endswith(MORE)


@pytest.mark.parametrize(
    "text", ["Town falls", "Share this", "Brigade leaves town\n\nBridges burn", "- one\n- two"]
)
def test_short_texts_keep_their_words(text: str) -> None:
    (document,) = read(text)
    assert document.parts
    assert document.text.strip("- \n") != ""


def test_id_does_not_depend_on_where_it_was_found() -> None:
    page = f"{TITLE}\nBy Ann Smith\n\n{BODY}"
    (one,), (two,) = read(page, source="a.txt"), read(f"\n\n{page}\n\n© Example\n", source="folder/b.txt")
    assert one.id == two.id
    assert one.source != two.source


def test_a_page_of_two_articles() -> None:
    """The first with points below its title, the second with a byline that names its outlet."""
    points = "".join(f"  • {point}\n" for point in POINTS)
    second = f"{OTHER}\nBy Ann Smith for HarbourOnline\n\n{MORE}"
    first, other = read(f"{TITLE}\n\n{points}\n{BODY}\n\n{second}")
    assert kinds(first)[:5] == ["title", "bullet", "bullet", "bullet", "body"]
    assert set(kinds(first)[4:]) == {"body"}
    assert kinds(other)[:3] == ["title", "byline", "body"]
    assert other.byline == "Ann Smith"
    assert other.outlet == "HarbourOnline"
