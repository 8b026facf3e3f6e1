"""When a page was published, and how that is known."""

from __future__ import annotations

import pytest

from dateline.errors import UsageError
from dateline.model import Document, Page
from dateline.read import Limits, documents
from dateline.read.dates import dateline, from_metadata, in_line

BODY = "The brigade left the town on Tuesday, the governor said. Two bridges were damaged."


def read(text: str, *, source: str = "page.txt", published: str | None = None) -> Document:
    page = Page(source, text.encode())
    (document,) = documents(page, published=published, outlets=lambda _: None, limits=Limits())
    return document


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("June 8, 6:30 pm ET", (None, 6, 8)),
        ("February 26, 3pm EST", (None, 2, 26)),
        ("March 19, 3 pm ET", (None, 3, 19)),
        ("March 26, 1500 ET", (None, 3, 26)),
        ("August 27, 7:30ET", (None, 8, 27)),
        ("Published: 5 October 2022 10:31 BST", (2022, 10, 5)),
        ("PUBLISHED: 10:31, 5 October 2022 | UPDATED: 14:02, 6 October 2022", (2022, 10, 5)),
        ("Wed 5 Oct 2022 10.31 BST", (2022, 10, 5)),
        ("Updated on October 5th, 2022 at 6:00 p.m. EDT", (2022, 10, 5)),
        ("2022-10-05", (2022, 10, 5)),
        ("05.10.2022", (2022, 10, 5)),
        ("25/10/2022", (2022, 10, 25)),
        ("Sept. 3, 2021", (2021, 9, 3)),
        ("05/10/2022", None),
        ("31 February 2022", None),
        ("The army left on 5 October 2022.", None),
        ("October", None),
        ("May 9 parade", None),
    ],
)
def test_date_lines(line: str, day: tuple[int | None, int, int] | None) -> None:
    found = in_line(line)
    assert (None if found is None else (found.year, found.month, found.day)) == day
    if found is not None:
        assert line[found.start : found.end].strip()


@pytest.mark.parametrize(
    ("paragraph", "head", "day", "agency"),
    [
        (
            "KHARTOUM, Oct 3 (Reuters) - Fighters left.",
            "KHARTOUM, Oct 3 (Reuters) -",
            (None, 10, 3),
            "Reuters",
        ),
        (
            "BEIJING, Oct. 3, 2022 (Xinhua) -- The envoy left.",
            "BEIJING, Oct. 3, 2022 (Xinhua) --",
            (2022, 10, 3),
            "Xinhua",
        ),
        ("MOSCOW, October 3. /TASS/. The envoy left.", "MOSCOW, October 3. /TASS/.", (None, 10, 3), "TASS"),
        ("Geneva, 5 October 2022 – The envoy left.", "Geneva, 5 October 2022 –", (2022, 10, 5), None),
        ("Kyiv (AFP) – “We left,” he said.", "Kyiv (AFP) –", None, "AFP"),
        ("WASHINGTON — The envoy left.", "WASHINGTON —", None, None),
        (
            "NEW YORK/GENEVA, 5 Oct (Reuters) - Envoys left.",
            "NEW YORK/GENEVA, 5 Oct (Reuters) -",
            (None, 10, 5),
            "Reuters",
        ),
    ],
)
def test_datelines(
    paragraph: str, head: str, day: tuple[int | None, int, int] | None, agency: str | None
) -> None:
    found = dateline(paragraph)
    assert found is not None
    assert paragraph[: found.end] == head
    assert paragraph[found.body].isalnum() or paragraph[found.body] in "“‘"
    assert (found.day and (found.day.year, found.day.month, found.day.day)) == day
    assert found.agency == agency
    document = read(paragraph)
    assert [part.kind for part in document.parts] == ["dateline", "body"]
    assert document.outlet == agency


@pytest.mark.parametrize(
    "paragraph",
    [
        "NATO — the alliance that he leads — will meet.",
        "On 5 October 2022 – The day it began – they left.",
        "Donetsk People’s Republic (DNR) Head Ivan Example left the town.",
        "The army (which had been there) - It left.",
        "He said - They left.",
        "",
        "-",
    ],
)
def test_no_datelines(paragraph: str) -> None:
    assert dateline(paragraph) is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022-10-05T23:30:00+00:00", "2022-10-05"),
        ("Wed, 05 Oct 2022 10:31:00 GMT", "2022-10-05"),
        ("October 5, 2022", "2022-10-05"),
        ("2022/10/05", "2022-10-05"),
        ("20221005T103100Z", "2022-10-05"),
        ("2022-10", "2022-10"),
        ("2022", "2022"),
        (1664965860, "2022-10-05"),
        (1664965860000, "2022-10-05"),
        ("October 5", None),
        ("2022-13-45", None),
        ("99999999", None),
        (True, None),
        (float("inf"), None),
        (float("nan"), None),
        (None, None),
        ([], None),
    ],
)
def test_metadata(value: object, iso: str | None) -> None:
    assert from_metadata(value) == iso


@pytest.mark.parametrize(
    ("text", "source", "given", "start", "basis"),
    [
        (BODY, "a.txt", None, None, "unknown"),
        (BODY, "a.txt", "2022-10-05", "2022-10-05", "given"),
        (BODY, "2022-06-08.txt", None, "2022-06-08", "metadata"),
        (BODY, "20220608.txt", None, None, "unknown"),
        (f"June 8, 6:30 pm ET\n\n{BODY}", "a.txt", None, None, "unknown"),
        (f"June 8, 6:30 pm ET\n\n{BODY}", "2022-06-09.txt", None, "2022-06-08", "text"),
        (f"December 31, 6 pm ET\n\n{BODY}", "2023-01-01.txt", None, "2022-12-31", "text"),
        (f"Published: 5 October 2022\n\n{BODY}", "a.txt", None, "2022-10-05", "text"),
        (f"Published: 5 October 2022\n\n{BODY}", "a.txt", "2022-10-06", "2022-10-06", "given"),
        (f"KHARTOUM, Oct 3 (Reuters) - {BODY}", "a.txt", None, None, "unknown"),
        (f"KHARTOUM, Oct 3, 2022 (Reuters) - {BODY}", "a.txt", None, "2022-10-03", "text"),
    ],
)
def test_published(text: str, source: str, given: str | None, start: str | None, basis: str) -> None:
    moment = read(text, source=source, published=given).published
    assert (moment.start, moment.basis) == (start, basis)
    assert moment.precision == ("day" if start else "unknown")


def test_published_span_is_a_slice() -> None:
    document = read(f"Published: 5 October 2022\n\n{BODY}")
    assert document.published.span is not None
    start, end = document.published.span
    assert document.text[start:end] == document.published.text == "5 October 2022"


def test_month_and_year_stay_what_they_are() -> None:
    moment = read(BODY, published="2022-02").published
    assert (moment.start, moment.end, moment.precision) == ("2022-02-01", "2022-02-28", "month")
    moment = read(BODY, published="2022").published
    assert (moment.start, moment.end, moment.precision) == ("2022-01-01", "2022-12-31", "year")


@pytest.mark.parametrize("given", ["yesterday", "05/10/2022", "2022-02-30", ""])
def test_a_given_date_must_be_one(given: str) -> None:
    with pytest.raises(UsageError, match="2022-10-05"):
        read(BODY, published=given)
