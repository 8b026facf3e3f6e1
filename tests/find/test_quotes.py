"""Quotations: (text, what stands within the marks, outermost first; a tuple of its paragraphs)."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.find import find_quotes
from tests.find.finds import document

CLOSED = [
    ("He said: “We will not leave.”", ["We will not leave."]),
    ("“Yes,” he said. “No.”", ["Yes,", "No."]),
    ('"Yes," he said. "No."', ["Yes,", "No."]),
    ("“Yes.”—“No.”", ["Yes.", "No."]),
    # single marks and apostrophes
    ("‘We don’t want war,’ said the mayor, ‘but we’re ready.’", ["We don’t want war,", "but we’re ready."]),
    ("‘The soldiers’ boots were gone,’ she said.", ["The soldiers’ boots were gone,"]),
    (
        "‘The soldiers’ boots and the generals’ maps burned.’",
        ["The soldiers’ boots and the generals’ maps burned."],
    ),
    ("‘The Houthis’ missiles are ours’, he said.", ["The Houthis’ missiles are ours"]),
    ("‘In the ’90s we had peace,’ he said.", ["In the ’90s we had peace,"]),
    ("‘I’m goin’ home,’ he said.", ["I’m goin’ home,"]),
    ("‘Come in’ she said, ‘please’", ["Come in", "please"]),
    ("'No,' he said, 'it's the army's.'", ["No,", "it's the army's."]),
    ("'The rebels' camp is empty,' he said.", ["The rebels' camp is empty,"]),
    ("The so-called ‘republics’ held ‘referendums’.", ["republics", "referendums"]),
    # nesting, both ways
    ("“He told us, ‘Go home,’ and we went,” she said.", ["He told us, ‘Go home,’ and we went,", "Go home,"]),
    ("‘He told us, “Go home,” and we went,’ she said.", ["He told us, “Go home,” and we went,", "Go home,"]),
    ("“She said ‘never’”", ["She said ‘never’", "never"]),
    ("“‘Nested at once,’ he said,” she wrote.", ["‘Nested at once,’ he said,", "Nested at once,"]),
    # an inner mark that never closes
    ("“She said ‘never and left,” he wrote.", ["She said ‘never and left,"]),
    # other languages' marks
    ("He wrote «no», „yes“, „yes” and ‹so›.", ["no", "yes", "yes", "so"]),
    ("« Nous irons », he wrote.", ["Nous irons"]),
    # measures
    ('"a 12" gun," he said.', ['a 12" gun,']),
    ("They “killed 40” and “wounded 50”.", ["killed 40", "wounded 50"]),
]

NONE = [
    "In the ’90s the rebels’ leader said nothing.",
    "It's the army's, isn't it?",
    "the rebels' camp and the soldiers' boots",
    "Rock ’n’ roll at the soldiers’ mess.",
    "‘Tis the season.",
    "The wall was 5'10\" high and 6'2\" wide.",
    'a 12" gun and a 6" gun',
    "5’10” tall",
    '‘’ and “” and ""',
    "",
]


def within(text: str) -> list[str]:
    return [" ¶ ".join(text[a:b] for a, b in quotation.inner) for quotation in find_quotes(document(text))]


@pytest.mark.parametrize(("text", "wanted"), CLOSED)
def test_quotations(text: str, wanted: list[str]) -> None:
    assert within(text) == wanted
    assert all(quotation.closed for quotation in find_quotes(document(text)))


@pytest.mark.parametrize("text", NONE)
def test_marks_that_quote_nothing(text: str) -> None:
    assert within(text) == []


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again() -> None:
    text = "“First.\n\n“Second.\n\n“Third,” he said. “Fourth.”"
    assert within(text) == ["First. ¶ Second. ¶ Third,", "Fourth."]


def test_what_never_closes_is_kept_and_marked() -> None:
    text = "He said: “We never closed this.\n\nNothing here.\n\n“Third,” he said. “Fourth"
    found = [(text[q.inner[0][0] : q.inner[0][1]], q.closed) for q in find_quotes(document(text))]
    assert found == [("We never closed this.", False), ("Third,", True), ("Fourth", False)]


def test_bylines_are_not_read() -> None:
    assert find_quotes(document("By “Mac” Adams\n\nHe said “no”.", kinds=("byline",)))[0].inner == ((25, 27),)


MARKS = st.text(st.sampled_from("“”‘’«»„‹›‚\"'sn5 .,\na"), max_size=200)


@given(st.text(max_size=200) | MARKS)
def test_any_text_is_read_and_quotations_nest(text: str) -> None:
    found = find_quotes(document(text))
    stretches: list[tuple[int, int]] = []
    for quotation in found:
        assert len(quotation.outer) == len(quotation.inner) >= 1
        for (a, b), (c, d) in zip(quotation.outer, quotation.inner, strict=True):
            assert 0 <= a < c <= d <= b <= len(text)
        assert list(quotation.outer) == sorted(quotation.outer)
        stretches.extend(quotation.outer)
    for a, b in stretches:
        for c, d in stretches:
            assert b <= c or d <= a or (a <= c and d <= b) or (c <= a and b <= d)
    assert len(set(stretches)) == len(stretches)


@given(MARKS)
def test_twice_the_same(text: str) -> None:
    assert find_quotes(document(text)) == find_quotes(document(text))


@pytest.mark.parametrize("unit", ["“", "'", '"', "’ ", "“a ", "soldiers’ ", "”", '" ', "“‘", "‘s’ ", "«“‘"])
def test_a_hundred_thousand_marks_take_a_moment(unit: str) -> None:
    marks = 100_000
    text = unit * (marks // max(1, len(unit.strip("solder "))))
    started = time.process_time()
    find_quotes(document(text))
    # A second or so on a slow machine; quadratic time would be hours.
    assert time.process_time() - started < 20
