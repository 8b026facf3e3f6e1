"""Claims: chains from hand-made attributions; then manner, stance and the moment of saying as read."""

from __future__ import annotations

import pytest

from dateline.ascribe import Voices, claim, find_statements, outlet_of
from dateline.lore import Lore
from dateline.model import Actor, Attribution, Moment, Ref, Span, Stance
from dateline.parse import Parser
from tests.told import article, tell

TEXT = "The minister said intelligence believed the army had left."
DOCUMENT = article(TEXT, outlet="The Courier")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def actor(words: str, key: str | None = None) -> Actor:
    place = span(words)
    return Actor(words, place.start, place.end, words, None, "government", None, None, None, "explicit", key)


def attribution(who: Actor | None, cue: str, content: str, *, stance: Stance = "asserts") -> Attribution:
    words = None if who is None else span(who.text or "")
    return Attribution(0, who, words, span(cue), (span(content),), stance, "indirect", None)


OUTER = attribution(actor("The minister"), "said", "intelligence believed the army had left")
INNER = attribution(actor("intelligence"), "believed", "the army had left", stance="doubts")
AT = TEXT.index("left")


@pytest.mark.parametrize("given", [(OUTER, INNER), (INNER, OUTER)])
def test_a_chain_runs_from_the_innermost_source_to_the_outlet(given: tuple[Attribution, ...]) -> None:
    by, used = Voices(DOCUMENT, given).chain(AT)
    assert [link.name for link in by] == ["intelligence", "The minister", "The Courier"]
    assert used == (INNER, OUTER)


def test_words_outside_of_every_content_are_the_outlet_s() -> None:
    by, used = Voices(DOCUMENT, (OUTER, INNER)).chain(0)
    assert ([link.name for link in by], used) == (["The Courier"], ())


def test_a_link_keeps_its_cue_and_manner_and_the_outlet_narrates() -> None:
    by, _ = Voices(DOCUMENT, (INNER,)).chain(AT)
    assert [(link.cue and link.cue.text, link.manner) for link in by] == [
        ("believed", "indirect"),
        (None, "narration"),
    ]


def test_an_unnamed_source_is_a_link_of_its_own() -> None:
    by, _ = Voices(DOCUMENT, (attribution(None, "believed", "the army had left"),)).chain(AT)
    assert [(link.name, link.kind, link.basis) for link in by[:-1]] == [(None, "unknown", "unknown")]


def test_one_person_is_one_link() -> None:
    again = attribution(actor("The minister"), "believed", "the army had left")
    by, _ = Voices(DOCUMENT, (OUTER, again)).chain(AT)
    assert [link.name for link in by] == ["The minister", "The Courier"]


def test_the_innermost_source_gives_the_stance_and_cues_are_evidence() -> None:
    made = claim(Voices(DOCUMENT, (OUTER, INNER)), Ref("event", "1"), AT, (span("left"),), None)
    assert made.stance == "doubts"
    assert [s.text for s in made.evidence] == ["said", "believed", "left"]


def test_without_a_source_the_outlet_asserts_on_its_date() -> None:
    day = Moment("3 May 2019", "2019-05-03", "2019-05-03", "day", "explicit")
    made = claim(Voices(DOCUMENT, (OUTER,)), Ref("event", "1"), 0, (span("left"),), day)
    assert (made.stance, made.said, made.by) == ("asserts", day, (outlet_of(DOCUMENT),))


def test_what_no_record_covers_is_a_statement() -> None:
    assert [s.content for s in find_statements(Voices(DOCUMENT, (INNER,)), (), ())] == [
        (span("the army had left"),)
    ]
    assert not list(find_statements(Voices(DOCUMENT, (INNER,)), (), (AT,)))


def test_the_same_words_are_one_statement() -> None:
    assert len(list(find_statements(Voices(DOCUMENT, (INNER, INNER)), (), ()))) == 1


# (text, manner of the innermost link)
MANNERS = (
    ("‘Rebels *shelled* the camp,’ the mayor said.", "quote"),
    ("The mayor said rebels *shelled* the camp.", "indirect"),
    ("The mayor said rebels ‘mercilessly’ *shelled* the camp.", "mixed"),
    ("Rebels *shelled* the camp.", "narration"),
    ("According to the mayor, rebels *shelled* the camp.", "indirect"),
    ("‘Rebels *shelled* the camp.’", "narration"),
)


@pytest.mark.parametrize(("marked", "manner"), MANNERS)
def test_manner(marked: str, manner: str, lore: Lore, parser: Parser) -> None:
    told = tell(marked, lore, parser)
    assert told.claims_of(told.around_mark())[0].by[0].manner == manner


# (text, words of the moment of saying)
SAYINGS = (
    ("The mayor said on Tuesday that rebels had *shelled* the camp.", "Tuesday"),
    ("Rebels *shelled* the camp, the mayor said on Tuesday.", "Tuesday"),
    ("On Tuesday the mayor said rebels had *shelled* the camp.", "Tuesday"),
    ("The mayor said that rebels had *shelled* the camp on Tuesday.", None),
    ("The mayor, speaking in Geneva on Tuesday, said that rebels had *shelled* the camp.", "Tuesday"),
)


@pytest.mark.parametrize(("marked", "words"), SAYINGS)
def test_the_moment_of_saying(marked: str, words: str | None, lore: Lore, parser: Parser) -> None:
    told = tell(marked, lore, parser)
    said = told.claims_of(told.around_mark())[0].said
    assert (said and said.text) == words


STATEMENTS = (
    ("The mayor said the city was calm.", ["the city was calm"]),
    ("‘The city is calm,’ the mayor said.", ["The city is calm,"]),
    ("The mayor said rebels had shelled the camp.", []),
    ("The city was calm.", ["The city was calm."]),
    ("According to the mayor, the city was calm.", ["the city was calm"]),
    ("The city, the mayor said, was calm.", ["The city", "was calm"]),
    (
        "The mayor said that the city was calm and that the road was safe.",
        ["the city was calm", "the road was safe"],
    ),
    ("‘The city is calm. The road is safe,’ the mayor said.", ["The city is calm", "The road is safe"]),
    ("The city was calm and the road was safe.", ["The city was calm", "the road was safe"]),
    (
        "The mayor says the city is calm; the driver says nothing.",
        ["the city is calm", "the driver says nothing"],
    ),
    (
        "The mayor, who was calm and whose road was safe, slept.",
        ["The mayor, who was calm and whose road was safe, slept."],
    ),
)


@pytest.mark.parametrize(("text", "content"), STATEMENTS)
def test_statements(text: str, content: list[str], lore: Lore, parser: Parser) -> None:
    told = tell(text, lore, parser)
    assert [span.text for record in told.all("statement") for span in record.content] == content
