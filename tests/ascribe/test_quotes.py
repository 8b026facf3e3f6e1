"""Who speaks each quotation (None: nobody known), and whether its words are merely set off."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.lore.examples import bare
from tests.told import tell

# For each quotation in order: its speaker as the text names them, and whether it is a scare quote.
Spoken = list[tuple[str | None, bool]]

CASES: Sequence[tuple[str, Spoken]] = (
    ("‘We hold the bridge,’ said Peter Novak.", [("Peter Novak", False)]),
    ("‘We hold the bridge,’ Peter Novak said.", [("Peter Novak", False)]),
    ("“We hold the bridge,” Peter Novak said.", [("Peter Novak", False)]),
    ('"We hold the bridge," Peter Novak said.', [("Peter Novak", False)]),
    ("Peter Novak said: ‘We hold the bridge.’", [("Peter Novak", False)]),
    ("Peter Novak said, “We hold the bridge.”", [("Peter Novak", False)]),
    (
        "‘We hold the bridge,’ Peter Novak said. ‘They will not cross it.’",
        [("Peter Novak", False), ("Peter Novak", False)],
    ),
    (
        "‘We hold the bridge,’ Peter Novak said, ‘and they will not cross it.’",
        [("Peter Novak", False)],
    ),
    ("‘The bridge,’ said Peter Novak, ‘is ours.’", [("Peter Novak", False)]),
    (
        "‘We hold the bridge. They will not cross it. We have shells,’ Peter Novak said.",
        [("Peter Novak", False)],
    ),
    ("Peter Novak: ‘We hold the bridge.’", [("Peter Novak", False)]),
    ("Peter Novak said the vote was ‘a shameful farce’.", [("Peter Novak", False)]),
    ("Peter Novak described the attack as ‘barbaric’.", [("Peter Novak", False)]),
    ("The vote was ‘a shameful farce’, according to Peter Novak.", [("Peter Novak", False)]),
    ("‘We hold the bridge’, says army chief", [("army chief", False)]),
    ("Army chief says troops ‘hold the bridge’", [("Army chief", False)]),
    ("Officials organised ‘referendums’ in four regions.", [(None, True)]),
    ("The so-called ‘republic’ sent a delegation.", [(None, True)]),
    ("The ‘special operation’ went badly.", [(None, True)]),
    ("The minister said the ‘referendums’ were void.", [(None, True)]),
    ("The army's ‘regrouping’ left Izium empty.", [(None, True)]),
    ("‘We were hungry for weeks and nobody came to help us.’", [(None, False)]),
    ("Smoke rose over the port. ‘I have never been so afraid in my life.’", [(None, False)]),
    ("Peter Novak walked to the river. ‘We hold the bridge,’ he said.", [("he", False)]),
    ("‘Nobody came,’ a woman in the queue said.", [("woman", False)]),
    (
        "‘Nobody came,’ said one soldier. ‘Everybody fled,’ said another.",
        [("one soldier", False), ("another", False)],
    ),
    ("‘Nobody came,’ said Peter Novak, whose house burnt down.", [("Peter Novak", False)]),
    ("‘Nobody came,’ said the mayor of Izium, Peter Novak.", [("mayor", False)]),
    ("Asked about the bridge, Peter Novak replied: ‘We hold it.’", [("Peter Novak", False)]),
    ("‘Do you hold the bridge?’ asked Anna Korn.", [("Anna Korn", False)]),
    ("Anna Korn told him: ‘The men’s boots weren’t dry.’", [("Anna Korn", False)]),
    ("The ministry said in a statement: ‘Two drones were shot down.’", [("ministry", False)]),
    ("‘Two drones were shot down,’ the ministry wrote on Telegram.", [("ministry", False)]),
    ("He added: ‘The road is open.’", [("he", False)]),
    ("Peter Novak said the road was open and added: ‘The bridge is ours.’", [("Peter Novak", False)]),
    ("The general, who commands the brigade, said: ‘The bridge is ours.’", [("general", False)]),
    ("Protesters chanted ‘The bridge is ours’.", [("protesters", False)]),
    ("‘The bridge is ours,’ Peter Novak told Anna Korn.", [("Peter Novak", False)]),
    ("‘It's over,’ said Anna Korn, 34, a nurse from Sumy.", [("Anna Korn", False)]),
    ("‘It's over,’ said Colonel Anna Korn.", [("Colonel Anna Korn", False)]),
    ("Anna Korn, a nurse, said: ‘It's over.’", [("Anna Korn", False)]),
    ("Anna Korn said it was ‘over’.", [("Anna Korn", False)]),
    ("The ministry denied the ‘absurd’ claim.", [("ministry", False)]),
    ("«The road is open», Anna Korn said.", [("Anna Korn", False)]),
    ("„The road is open“, Anna Korn said.", [("Anna Korn", False)]),
    (
        "‘The road is open,’ Anna Korn said.\n‘It will stay open all winter.’",
        [("Anna Korn", False), ("Anna Korn", False)],
    ),
    ("‘The road is open. \n‘It will stay open all winter,’ Anna Korn said.", [("Anna Korn", False)]),
    ("‘The road is open,’ Anna Korn, who drove it, said.", [("Anna Korn", False)]),
    ("‘The road is open,’ said Anna Korn and Peter Novak.", [("Anna Korn", False)]),
    ("When asked, Anna Korn shrugged. ‘The road is open,’ she said.", [("she", False)]),
    ("Fleeing was ‘not an option’, said Anna Korn.", [("Anna Korn", False)]),
    ("Anna Korn accused the army of ‘a crime against the city’.", [("Anna Korn", False)]),
    ("The film ‘Winter on Fire’ was shown in Sumy.", [(None, True)]),
    ("Peter Novak called the vote ‘a shameful farce’.", [("Peter Novak", False)]),
    ("Peter Novak warned of ‘a long and bitter winter’.", [("Peter Novak", False)]),
    ("‘We hold the bridge’: army chief", [("army chief", False)]),
    ("‘We hold the bridge’ – army chief", [("army chief", False)]),
    ("‘Ceasefire by Sunday’ - envoy.", [("envoy", False)]),
    ("“We will not sell the mill”: elders in Sake vow", [("elders in Sake", False)]),
    (
        "She said a guard had told her to wait. “I waited until dark. Then I walked home.”",
        [("she", False)],
    ),
    ("Anna Korn shrugged. “The road has been open since May.”", [("Anna Korn", False)]),
    ("Tomas Reval walked to the river. ‘We hold the bridge,’ Tomas Reval said.", [("Tomas Reval", False)]),
    # A quotation within another is spoken by whom that one names for it.
    (
        "‘It will not end with both camps going home and saying ‘fine’, it will spread,’ Anna Korn said.",
        [("Anna Korn", False), ("both camps", False)],
    ),
    (
        "Troops are ‘rolling to the coast’, Osta said, as photos showed the town under their flag.",
        [("Osta", False)],
    ),
)

# Read wrongly today; a change that mends one has to move it up.
KNOWN: Sequence[tuple[str, Spoken]] = (
    ("In an interview with the radio, Peter Novak said ‘the bridge is ours’.", [("Peter Novak", False)]),
    ("‘The bridge is ours,’ Anna Korn quoted Peter Novak as saying.", [("Peter Novak", False)]),
)


def spoken(text: str, lore: Lore, parser: Parser) -> Spoken:
    return [
        (q.speaker and bare(q.speaker.text or ""), q.scare) for q in tell(text, lore, parser).all("quote")
    ]


def wanted(expected: Spoken) -> Spoken:
    return [(speaker and bare(speaker), scare) for speaker, scare in expected]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotes(text: str, expected: Spoken, lore: Lore, parser: Parser) -> None:
    assert spoken(text, lore, parser) == wanted(expected)


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_quotes_not_yet_read(text: str, expected: Spoken, lore: Lore, parser: Parser) -> None:
    assert spoken(text, lore, parser) != wanted(expected), "read well now: move it from KNOWN to CASES"
