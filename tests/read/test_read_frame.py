"""The page frame's file is sound: every entry's example is recognised by it, and reporting is not."""

from __future__ import annotations

import pytest

from dateline.read.bylines import byline
from dateline.read.dates import in_line
from dateline.read.frame import Credit, Line, folded, load

REPORTING = [
    "The brigade left the town on Tuesday, the governor said.",
    "Share prices fell in Moscow after the strike on the refinery.",
    "Search teams found two survivors under the rubble.",
    "Watching the river, the soldiers saw the first boats at dawn.",
    "Editing by satellite images had hidden the ships, the ministry said.",
    "Home Office minister resigns",
    "Next week the ministers meet in Vienna.",
    "Copyright law was not discussed at the summit.",
    "The sources said via a spokesman that talks had ended.",
    "Comments by the minister drew anger in the capital.",
    "Russia will close its border, sources say",
]


@pytest.mark.parametrize("entry", load().file.frame, ids=lambda entry: entry.key)
def test_frame_examples(entry: Line) -> None:
    line = entry.example
    assert load().holds(line)
    low = folded(line)
    words = entry.words
    assert len(low) <= entry.limit
    assert any(word in low or low.rstrip(".!:") == word.rstrip(":") for word in words)


@pytest.mark.parametrize("entry", load().file.credits, ids=lambda entry: entry.key)
def test_credit_examples(entry: Credit) -> None:
    assert load().credit(entry.example) == entry.outlet


def test_a_dateline_with_what_follows_it_is_no_byline() -> None:
    assert byline("PORT SORL — The harbour board said", lambda _: None) is None
    found = byline("Ann Smith — The Sorl Post", lambda _: None)
    assert found is not None
    assert found.outlet == "The Sorl Post"


def test_other_examples() -> None:
    file = load().file
    assert in_line(file.date_lines.example) is not None
    found = byline(file.bylines.example, lambda _: None)
    assert found is not None
    assert (found.names, found.outlet) == ("Ann Smith and Bob Jones", "Example News")
    for heading in file.headings:
        assert load().is_heading(heading.example)


@pytest.mark.parametrize("line", REPORTING)
def test_reporting_is_no_frame(line: str) -> None:
    assert not load().holds(line)
    assert load().credit(line) is None


def test_keys_and_words_are_unique() -> None:
    file = load().file
    keys = [e.key for e in file.frame] + [e.key for e in file.credits] + [e.key for e in file.headings]
    assert len(keys) == len(set(keys))
    assert len(file.months) == 12
    words = [(entry.match, folded(word)) for entry in file.frame for word in entry.words]
    assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)
