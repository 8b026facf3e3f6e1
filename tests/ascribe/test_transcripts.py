"""Lines that say whose words they are: transcripts and headlines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

TRANSCRIPT = """HOST: With me is Captain Ada Moll of the garrison.
MOLL: The enemy shelled the harbour.
HOST: Has the harbour fallen?
MOLL: It has not fallen."""

SITTING = """The Minister of War (Mr Orr): The House may rest easy, for the boots have arrived.
Mrs Lind (Reform): The men whom I saw wore sandals.
Mr Orr: The boots are on the train.
Mrs Lind: The train left empty."""

HEADLINES: Sequence[tuple[str, str | None]] = (
    ("Drone hits oil depot in Sarvan - governor", "governor"),
    ("UN: four in ten will face hunger by spring", "UN"),
    ("Two killed as shell strikes bus – state media", "state media"),
    ("The list was long: bread, water, salt", None),
    ("Rebels took the bridge: it had been mined.", None),
)


def _sources(text: str, lore: Lore, parser: Parser) -> list[tuple[str | None, str, str]]:
    claims = tell(text, lore, parser).all("claim")
    return [(claim.by[0].text, claim.by[0].name, claim.content[0].text) for claim in claims]


def test_each_line_of_a_transcript_belongs_to_whom_it_names(lore: Lore, parser: Parser) -> None:
    told = _sources(TRANSCRIPT, lore, parser)
    assert {label for label, _, content in told if "shelled the harbour" in content} == {"MOLL"}
    assert {label for label, _, content in told if "Has the harbour fallen" in content} == {"HOST"}


def test_a_label_may_tell_the_party_or_the_name_beside_it(lore: Lore, parser: Parser) -> None:
    told = {content: label for label, _, content in _sources(SITTING, lore, parser)}
    assert {told[content] for content in told if "boots" in content} == {"Mr Orr"}
    assert {told[content] for content in told if "sandals" in content or "empty" in content} == {"Mrs Lind"}


def test_a_question_in_a_transcript_is_asked(lore: Lore, parser: Parser) -> None:
    claims = tell(TRANSCRIPT, lore, parser).all("claim")
    assert {c.stance for c in claims if c.content[0].text.startswith("Has")} == {"asks"}


def test_a_list_is_no_transcript(lore: Lore, parser: Parser) -> None:
    told = _sources("Monday: Rain fell.\nTuesday: Snow fell.\nFriday: Fog lay on the hills.", lore, parser)
    assert not {label for label, _, _ in told} & {"Monday", "Tuesday", "Friday"}


@pytest.mark.parametrize(("text", "source"), HEADLINES)
def test_a_headline_belongs_to_whom_its_end_or_start_names(
    text: str, source: str | None, lore: Lore, parser: Parser
) -> None:
    labels = {label for label, _, _ in _sources(text, lore, parser)}
    assert (source in labels) if source else labels == {None}
