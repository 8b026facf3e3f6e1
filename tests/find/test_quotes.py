"""Quotations: (text, what the marks enclose, outermost first); "¶" parts paragraphs, "…" never closes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.find import find_quotes
from dateline.model import PartKind, Quotation
from tests.find.finds import document

TABLE: list[tuple[str, list[str]]] = [
    # each kind of mark
    ('"We will not leave," he said.', ["We will not leave,"]),
    ("'We will not leave,' he said.", ["We will not leave,"]),
    ("“We will not leave,” he said.", ["We will not leave,"]),
    ("‘We will not leave,’ he said.", ["We will not leave,"]),
    ("„We will not leave“, he said.", ["We will not leave"]),
    ("„We will not leave”, he said.", ["We will not leave"]),
    ("‚We will not leave‘, he said.", ["We will not leave"]),
    ("‚We will not leave’, he said.", ["We will not leave"]),
    ("«We will not leave», he said.", ["We will not leave"]),
    ("« We will not leave », he said.", ["We will not leave"]),
    ("»We will not leave«, he said.", ["We will not leave"]),
    ("»We will not leave», he said.", ["We will not leave"]),
    ("‹We will not leave›, he said.", ["We will not leave"]),
    ("›We will not leave‹, he said.", ["We will not leave"]),
    ("”We will not leave”, he said.", ["We will not leave"]),
    ("″We will not leave,″ he said.", ["We will not leave,"]),
    ("′We will not leave,′ he said.", ["We will not leave,"]),
    ("``We will not leave,'' he said.", ["We will not leave,"]),
    ("`` We will not leave , '' he said .", ["We will not leave ,"]),
    ("''We will not leave,'' he said.", ["We will not leave,"]),
    ("‘‘We will not leave,’’ he said.", ["We will not leave,"]),
    (",,We will not leave'', he said.", ["We will not leave"]),
    ("`We will not leave,' he said.", ["We will not leave,"]),
    ("`We will not leave,´ he said.", ["We will not leave,"]),
    ("＂We will not leave,＂ he said.", ["We will not leave,"]),
    ("❝We will not leave,❞ he said.", ["We will not leave,"]),
    # mixtures
    ('"We will not leave,” he said.', ["We will not leave,"]),
    ('“We will not leave," he said.', ["We will not leave,"]),
    ("'We will not leave,’ he said.", ["We will not leave,"]),
    ("‘We will not leave,' he said.", ["We will not leave,"]),
    ("’We will not leave,’ he said.", ["We will not leave,"]),
    ("“We will not leave,“ he said.", ["We will not leave,"]),
    ("”We will not leave,“ he said.", ["We will not leave,"]),
    ('„We will not leave", he said.', ["We will not leave"]),
    ("„We will not leave'', he said.", ["We will not leave"]),
    ("“We will not leave,'' he said.", ["We will not leave,"]),
    (
        '“Yes,” she said, "no," he said, ‘perhaps,’ they said, «never», we said.',
        ["Yes,", "no,", "perhaps,", "never"],
    ),
    ("He wrote «no», „yes“, ‚so‘ and ›thus‹.", ["no", "yes", "so", "thus"]),
    ("“We go,’ he said.", ["We go,"]),
    ("‘We go,” he said.", ["We go,"]),
    ("“It is the soldiers’, he said,” she wrote.", ["It is the soldiers’, he said,"]),
    # nested
    ("“He told us, ‘Go home,’ and we went,” she said.", ["He told us, ‘Go home,’ and we went,", "Go home,"]),
    ("‘He told us, “Go home,” and we went,’ she said.", ["He told us, “Go home,” and we went,", "Go home,"]),
    (
        "\"He told us, 'Go home,' and we went,\" she said.",
        ["He told us, 'Go home,' and we went,", "Go home,"],
    ),
    (
        "'He told us, \"Go home,\" and we went,' she said.",
        ['He told us, "Go home," and we went,', "Go home,"],
    ),
    (
        "“He said, ‘She told me, “Go home,” and I went,’ and wept,” Ann said.",
        [
            "He said, ‘She told me, “Go home,” and I went,’ and wept,",
            "She told me, “Go home,” and I went,",
            "Go home,",
        ],
    ),
    (
        "'He said, \"She told me, 'Go home,' and I went,\" and wept,' Ann said.",
        [
            "He said, \"She told me, 'Go home,' and I went,\" and wept,",
            "She told me, 'Go home,' and I went,",
            "Go home,",
        ],
    ),
    (
        "„Er sagte, ‚sie rief »nein« und ging‘, und schwieg“, she wrote.",
        ["Er sagte, ‚sie rief »nein« und ging‘, und schwieg", "sie rief »nein« und ging", "nein"],
    ),
    ("« Il a dit “non” et partit », he wrote.", ["Il a dit “non” et partit", "non"]),
    ("»Sie sagte ›nein‹ und ging«, he wrote.", ["Sie sagte ›nein‹ und ging", "nein"]),
    ("“He told me “go home” and left,” she said.", ["He told me “go home” and left,", "go home"]),
    ('"He told me "go home" and left," she said.', ['He told me "go home" and left,', "go home"]),
    ('"I didn\'t say "go" or "stay"," he said.', ['I didn\'t say "go" or "stay",', "go", "stay"]),
    ("“‘Nested at once,’ he said,” she wrote.", ["‘Nested at once,’ he said,", "Nested at once,"]),
    ("“She said ‘never’”", ["She said ‘never’", "never"]),
    ("\"She said 'never'\"", ["She said 'never'", "never"]),
    ("'She said \"never\"'", ['She said "never"', "never"]),
    ("‘She said ‘never’’", ["She said ‘never’", "never"]),
    ("''She said 'never'''", ["She said 'never'", "never"]),
    ("‘The soldiers’ boots “are gone”,’ she said.", ["The soldiers’ boots “are gone”,", "are gone"]),
    ("He said ‘the soldiers’ boots “are gone”, yes’.", ["the soldiers’ boots “are gone”, yes", "are gone"]),
    (
        "“The soldiers ‘said “we go” to the men’,” he wrote.",
        ["The soldiers ‘said “we go” to the men’,", "said “we go” to the men", "we go"],
    ),
    # an inner mark that was left open
    ("“She said ‘never and left,” he wrote.", ["She said ‘never and left,"]),
    ("‘She said “never and left,’ he wrote. “Yes,” he said.", ["She said “never and left,", "Yes,"]),
    ('"She said \'never and left," he wrote.', ["She said 'never and left,"]),
    # interrupted
    (
        "“We hold the bridge,” he said, “and they will not cross it.”",
        ["We hold the bridge,", "and they will not cross it."],
    ),
    (
        "'We hold the bridge,' he said, 'and they won't cross it.'",
        ["We hold the bridge,", "and they won't cross it."],
    ),
    ("“We hold,” he said; “we wait,” he added, “and we eat.”", ["We hold,", "we wait,", "and we eat."]),
    ('"No," he said. "We hold the bridge."', ["No,", "We hold the bridge."]),
    # where words touch
    ("“Yes.”—“No.”", ["Yes.", "No."]),
    ('"Yes."—"No."', ["Yes.", "No."]),
    ('"Yes.""No."', ["Yes.", "No."]),
    ("“No”he said.", ["No"]),
    ('"No,"he said.', ["No,"]),
    ('He said,"We go," and left.', ["We go,"]),
    ("He said“we go”.", ["we go"]),
    ('(“no”) and ["yes"] and —“so”—', ["no", "yes", "so"]),
    ("“We go, ” he said.", ["We go,"]),
    ('He wrote " we go " and left.', ["we go"]),
    ("“...and then we left,” he said. ‘…and stayed’", ["...and then we left,", "…and stayed"]),
    ('"Why?" he asked. "Why now?!" she cried.', ["Why?", "Why now?!"]),
    ("“Why”? he asked.", ["Why"]),
    ("“Wait—” he said. “—No!”", ["Wait—", "—No!"]),
    ("They freed ‘dozens’ of towns – as he RULED OUT talks’", ["dozens"]),
    ("‘The soldiers’ boots are gone,’ he said.", ["The soldiers’ boots are gone,"]),
    ("\"He has to do the 'two-step' \" - a slip.", ["He has to do the 'two-step'", "two-step"]),
    ("“They see that. “", ["They see that."]),
    ('<a date="January">We go</a>', ["January"]),
    # partial quotations, words set off, names
    ("The vote was “a shameful farce”, he said.", ["a shameful farce"]),
    ('He called them "traitors," "cowards," and "fools."', ["traitors,", "cowards,", "fools."]),
    ("The so-called ‘republics’ held ‘referendums’.", ["republics", "referendums"]),
    ("the “Moskva”, the ‘Azov’ and the «Krym»", ["Moskva", "Azov", "Krym"]),
    ('Peter "the Great" Novak fell in Operation "Dawn".', ["the Great", "Dawn"]),
    (
        "The film “Winter on Fire” and the book ‘The Gates of Europe’",
        ["Winter on Fire", "The Gates of Europe"],
    ),
    ("“A,” ‘B’; \"C\", 'D'.", ["A,", "B", "C", "D"]),
    ("They “killed 40” and “wounded 50”.", ["killed 40", "wounded 50"]),
    # headlines
    ("'We hold the bridge': army chief", ["We hold the bridge"]),
    ("Kyiv 'must not fall', says Macron", ["must not fall"]),
    ("Zelensky's 'victory plan' unveiled", ["victory plan"]),
    ("US 'won't back down' over Putin's 'red lines'", ["won't back down", "red lines"]),
    ("Soldiers' 'brave' stand", ["brave"]),
    ("Minister: 'No surrender'", ["No surrender"]),
    ("'It's over': troops' families 'can't wait'", ["It's over", "can't wait"]),
    ("‘Nobody came’: Sumy’s ‘night of terror’", ["Nobody came", "night of terror"]),
    # apostrophes
    ("It's the army's, isn't it?", []),
    ("O'Brien and D’Arcy said nothing.", []),
    ("the rebels' camp and the soldiers' boots", []),
    ("the boys’ and girls’ schools’", []),
    ("rock 'n' roll and rock’n’roll, R ’n’ B", []),
    ("fightin' and runnin’ men", []),
    ("’Tis the season, ‘tis the day, 'twas the night.", []),
    ("In ’Nam the soldiers’ boots rotted.", []),
    ("the '90s, the ’80s, the ‘70s, in '22 and the summer of ’91", []),
    ("the 'hood was quiet and the 'burbs too.", []),
    ("'We play rock 'n' roll,' he said.", ["We play rock 'n' roll,"]),
    ("'The ol' man an' me,' he said.", ["The ol' man an' me,"]),
    ("‘I’m goin’ home,’ he said.", ["I’m goin’ home,"]),
    ("'No,' he said, 'it's the army's.'", ["No,", "it's the army's."]),
    ("'The rebels' camp is empty,' he said.", ["The rebels' camp is empty,"]),
    (
        "‘The soldiers’ boots and the generals’ maps burned.’",
        ["The soldiers’ boots and the generals’ maps burned."],
    ),
    ("‘The soldiers’ and ‘the generals’ left.", ["The soldiers", "the generals"]),
    ("‘The Houthis’ missiles are ours’, he said.", ["The Houthis’ missiles are ours"]),
    ("‘It’s the soldiers’!’ he cried.", ["It’s the soldiers’!"]),
    ("‘They are the rebels’ he said. ‘No,’ she said.", ["They are the rebels", "No,"]),
    ("the brave men's and the 'brave soldiers' of Kyiv and the rebels' camp", ["brave soldiers"]),
    ("‘We saw ’em in the ’90s,’ he said.", ["We saw ’em in the ’90s,"]),
    ("'We saw 'em in the '90s,' he said.", ["We saw 'em in the '90s,"]),
    ("‘40 people were killed,’ he said.", ["40 people were killed,"]),
    ("They said '40 people died'.", ["40 people died"]),
    ("‘The ’22 war is over,’ he said.", ["The ’22 war is over,"]),
    ("'90 were killed,' he said.", ["90 were killed,"]),
    ("\"it's the army's\" and 'it's the army's'", ["it's the army's", "it's the army's"]),
    ("series, ‘16 And President.", []),
    ("'16 men died,' he said.", ["16 men died,"]),
    # feet, inches, minutes and seconds
    ("The wall was 5'10\" high and 6'2\" wide.", []),
    ("He is 6′2″ and she 5’10”.", []),
    ('a 12" gun and a 6" gun', []),
    ("the 12 \" gun and the 5 ' rope", []),
    ("at 48°37'12\"N 38°10'5\"E and 48° 37′ 12″ N", []),
    ("The board was 2' by 4' and 12\" long.", []),
    ('"a 12" gun," he said.', ['a 12" gun,']),
    ('"He is 5\'10" tall," she said.', ["He is 5'10\" tall,"]),
    ('"It is 12" by 14"," he said.', ['It is 12" by 14",']),
    ("'The wall is 6' high,' she said.", ["The wall is 6' high,"]),
    ("“The gun was 12″ wide,” he said.", ["The gun was 12″ wide,"]),
    ('"The post at 48°37\'12", 38°10\'5", fell," he said.', ["The post at 48°37'12\", 38°10'5\", fell,"]),
    ("\"We lost 40\" and 'we won 50'", ["We lost 40", "we won 50"]),
    # several paragraphs, opened anew
    ("“First.\n\n“Second.\n\n“Third,” he said. “Fourth.”", ["First. ¶ Second. ¶ Third,", "Fourth."]),
    ('"First.\n\n"Second," he said. "Third."', ["First. ¶ Second,", "Third."]),
    ("'First.\n\n'Second,' he said.", ["First. ¶ Second,"]),
    ("«First.\n\n»Second», he said.", ["First. ¶ Second"]),
    ("“He said ‘no.’\n\n“And ‘yes,’” she said.", ["He said ‘no.’ ¶ And ‘yes,’", "no.", "yes,"]),
    ("“First.”\n\n“Second.”", ["First.", "Second."]),
    # several paragraphs, not opened anew
    ("“First.\n\nSecond,” he said. “Third.”", ["First. ¶ Second,", "Third."]),
    ("“First.\n\nSecond.\n\nThird,” he said. “Fourth.”", ["First. ¶ Second. ¶ Third,", "Fourth."]),
    ("“First.\n\nHe told me ‘go’ and I went,” she said.", ["First. ¶ He told me ‘go’ and I went,", "go"]),
    ("‘First.\n\nThe soldiers’ boots were gone,’ she said.", ["First. ¶ The soldiers’ boots were gone,"]),
    ('"First.\n\nSecond," he said. "Third."', ["First. ¶ Second,", "Third."]),
    ("A statement followed:\n\n“First.\n\nSecond.”", ["First. ¶ Second."]),
    # lines broken by hand
    ("He said “we\nwill not\nleave” today.", ["we\nwill not\nleave"]),
    ("He said: “We go.\nWe will not\nstay,” today.", ["We go. ¶ We will not\nstay,"]),
    # never closed
    ("He said: “We never closed this.", ["We never closed this. …"]),
    ("He said: 'We never closed this.", ["We never closed this. …"]),
    ("'We never closed this.", ["We never closed this. …"]),
    ('It was "never closed.', ["never closed. …"]),
    ("It was 'never closed.", []),
    ("“We go, he said. “They fled,” she wrote.", ["We go, he said. …", "They fled,"]),
    ("“We go, he said. “They fled, she wrote.", ["We go, he said. …", "They fled, she wrote. …"]),
    ('"We go. Then "we stay," she said.', ["We go. Then …", "we stay,"]),
    ("“First.\n\nNo mark here.\n\n“Third,” he said.", ["First. …", "Third,"]),
    ("“First.\n\n‘Second,’ he said.", ["First. …", "Second,"]),
    ("“First.\n\n1.\n\n2.\n\n3.\n\n4.\n\n5.\n\nToo far,” he said.", ["First. …"]),
    # nothing said
    ("‘’ and “” and \"\" and '' and « » and `` ''", []),
    ('"—" and “…” and ‘?!’', []),
    ("a \" b ' c ” d ’ e » f", []),
]


def within(text: str) -> list[str]:
    found = []
    for quotation in find_quotes(document(text)):
        words = " ¶ ".join(text[a:b] for a, b in quotation.inner)
        found.append(words if quotation.closed else f"{words} …")
    return found


@pytest.mark.parametrize(("text", "wanted"), TABLE)
def test_quotations(text: str, wanted: list[str]) -> None:
    assert within(text) == wanted


def test_bylines_are_not_read() -> None:
    assert find_quotes(document("By “Mac” Adams\n\nHe said “no”.", kinds=("byline",)))[0].inner == ((25, 27),)


@pytest.mark.parametrize("kind", ["title", "standfirst", "bullet"])
def test_what_a_headline_leaves_open_does_not_go_on_in_the_text(kind: PartKind) -> None:
    text = "Mayor: “We hold\n\n“No,” he said."
    found = find_quotes(document(text, kinds=(kind,)))
    assert [(text[q.inner[0][0] : q.inner[-1][1]], q.closed) for q in found] == [
        ("We hold", False),
        ("No,", True),
    ]


# --- properties ---------------------------------------------------------------------------------------

MARKED = st.text(st.sampled_from("“”‘’«»„‹›‚`´″′\"'sn5 .,:\na"), max_size=200)
WORDS = st.text(st.sampled_from("abc n s90.,:—"), min_size=1, max_size=30).filter(
    lambda words: words.strip() and ",," not in words
)


@given(st.text(max_size=200) | MARKED)
def test_any_text_is_read_and_quotations_nest(text: str) -> None:
    stretches: list[tuple[int, int]] = []
    for quotation in find_quotes(document(text)):
        assert len(quotation.outer) == len(quotation.inner) >= 1
        for (a, b), (c, d) in zip(quotation.outer, quotation.inner, strict=True):
            assert 0 <= a <= c < d <= b <= len(text)
            assert text[c:d] == text[c:d].strip()
        assert list(quotation.outer) == sorted(quotation.outer)
        assert all(b <= c for (_, b), (c, _) in pairwise(quotation.outer))
        stretches.extend(quotation.outer)
    for a, b in stretches:
        for c, d in stretches:
            assert b <= c or d <= a or (a <= c and d <= b) or (c <= a and b <= d)
    assert len(set(stretches)) == len(stretches)


@given(MARKED)
# A single mark that one double mark ends; with two single marks for a double only the first one does.
@example("`5.”")
@example("'We go.''")
def test_outermost_first_and_each_closed_one_stands_between_marks(text: str) -> None:
    found = find_quotes(document(text))
    assert list(found) == sorted(found, key=lambda quotation: quotation.outer)
    for quotation in found:
        assert quotation.outer[0][0] < quotation.inner[0][0]
        assert (quotation.outer[-1][1] > quotation.inner[-1][1]) or not quotation.closed


@given(MARKED, WORDS, WORDS)
def test_paragraphs_around_change_nothing(text: str, before: str, after: str) -> None:
    """But for a quotation that paragraphs without a mark lie within."""
    text = " ".join(text.split("\n\n"))
    ahead = len(before) + 2
    found = find_quotes(document(f"{before}\n\n{text}\n\n{after}"))
    assert [_moved(quotation, ahead) for quotation in find_quotes(document(text))] == list(found)


def _moved(quotation: Quotation, by: int) -> Quotation:
    outer, inner = (tuple((a + by, b + by) for a, b in pairs) for pairs in (quotation.outer, quotation.inner))
    return Quotation(outer, inner, quotation.closed)


@given(
    st.lists(st.sampled_from(["“a b,” he said.", "Then “c” and ‘d’.", "Nothing here.", "It's the men's."]))
)
def test_sound_paragraphs_do_not_touch_each_other(paragraphs: list[str]) -> None:
    alone = [words for paragraph in paragraphs for words in within(paragraph)]
    assert within("\n\n".join(paragraphs)) == alone


# --- time ---------------------------------------------------------------------------------------------

SHAPES: dict[str, Callable[[int], str]] = {
    "pairs": lambda n: '"a" ' * (n // 2),
    "nested": lambda n: "“‘" * (n // 4) + "x" + "’”" * (n // 4),
    "never closed": lambda n: "“a " * n,
    "never opened": lambda n: "a” " * n,
    "one a line": lambda n: "“a\n" * n,
    "one a paragraph": lambda n: "“a\n\n" * n,
    "typewriter": lambda n: "' a" * n,
    "apostrophes": lambda n: "soldiers' " * n,
    "quoted apostrophes": lambda n: "‘" + "soldiers’ " * n + "’",
    "within words": lambda n: "don't " * n,
    "measures": lambda n: '"' + "5'10\" " * (n // 2),
    "years": lambda n: "in '90 " * n,
    "kinds in turn": lambda n: "“a ‘b \"c 'd » «e " * (n // 6),
    "bare marks": lambda n: "'" * n,
    "bare low marks": lambda n: "„‚" * (n // 2),
    "spaced": lambda n: ' " ' * n,
    "double singles": lambda n: "``a '' " * (n // 2),
}


def calls(text: str) -> int:
    """How many functions are called to read a text: the same on every machine."""
    read, count = document(text), 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        find_quotes(read)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_marks(shape: str) -> None:
    once, twice = calls(SHAPES[shape](1000)), calls(SHAPES[shape](2000))
    assert once < 200_000
    assert twice < 2.2 * once


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hundred_thousand_marks_take_a_moment(shape: str) -> None:
    """A second or so on a slow machine; quadratic time would be hours."""
    started = time.process_time()
    find_quotes(document(SHAPES[shape](100_000)))
    assert time.process_time() - started < 20
