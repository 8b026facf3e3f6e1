"""What an event is to a count of what happened: current, history, sport or a figure of speech."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

DAY = "2022-10-05"

# With the day of publication known: told on 5 October 2022.
DATED: Sequence[tuple[str, str]] = (
    ("In 1994 militias *killed* hundreds of farmers in Rwanda.", "historical"),
    ("The 1994 *genocide* left a whole district empty.", "historical"),
    ("Two villagers were *wounded* in the 1991 war.", "historical"),
    ("Russia *annexed* Crimea in 2014 and invaded in February.", "historical"),
    ("Russia annexed Crimea in 2014 and *invaded* Ukraine in February.", "current"),
    ("The rebels have *held* the town since 2014.", "current"),
    ("Gunners have *shelled* the suburb since 2015.", "current"),
    ("Between 1991 and 1995 the army *shelled* Vukovar.", "historical"),
    ("The army *shelled* Vukovar until 1995.", "historical"),
    ("Troops *shelled* the mill in August.", "current"),
    ("Troops *shelled* the mill in 2022.", "current"),
    ("Troops *shelled* the mill in November 2021.", "current"),
    ("Troops *shelled* the mill in the spring of 2020.", "historical"),
    ("Thirty years ago rebels *captured* the town.", "historical"),
    ("The minister, who was *arrested* in 2009, met the king on Monday.", "historical"),
    ("The minister, who was arrested in 2009, *met* the king on Monday.", "current"),
    ("The envoy said in 2015 that gunmen had *shelled* the port.", "current"),
    ("Rebels *attacked* the base in 2012, killing nine guards.", "historical"),
    ("Families marked the 30th anniversary of the *massacre* at Tuzla.", "historical"),
    ("They gathered 20 years after the *massacre* in the valley.", "historical"),
    ("On the six-month anniversary of the *invasion* of Ruritania, sirens sounded.", "current"),
    ("On the second anniversary of the *invasion* of Ruritania, sirens sounded.", "historical"),
    ("In the 30 years since the *massacre* of the farmers, nobody has returned.", "historical"),
    ("Two days after the *massacre* of the farmers, nobody had returned.", "current"),
    ("Nobody has returned since the *invasion* of Ruritania began in May 2020.", "current"),
    ("Jets *bombed* the 1960s power station on Sunday.", "current"),
)

# With an unknown day only wordings count that say it themselves.
UNDATED: Sequence[tuple[str, str]] = (
    ("During the First World War, German troops *captured* Namur.", "historical"),
    ("His father was *killed* in World War II.", "historical"),
    ("Decades ago, soldiers *shelled* the village.", "historical"),
    ("Thirty years ago rebels *captured* the town.", "historical"),
    ("A century ago the army *burned* the village.", "historical"),
    ("Two weeks ago rebels *captured* the town.", "current"),
    ("The bridge was *shelled* in the last war.", "historical"),
    ("Soldiers *bombed* the town during the war.", "current"),
    ("In 1994 militias *killed* hundreds of farmers in Rwanda.", "current"),
    ("On Sunday the rebels *captured* the town.", "current"),
)

SPORT: Sequence[tuple[str, str]] = (
    ("The team *defeated* Spain in the final of the tournament.", "sport"),
    ("The home side *attacked* well and captured the league title.", "sport"),
    ("Norway *beat* Chile 3-1 in the semi-final.", "sport"),
    ("It was a dull game of football. Norway *attacked* late in the second half.", "sport"),
    ("The football club *fired* its manager after a poor season.", "sport"),
    ("Gunmen *attacked* a football team on its way to a match.", "current"),
    ("Police *fired* at fans after the football final.", "current"),
    ("Drones *struck* a football stadium in Kharkiv.", "current"),
    ("Rockets *hit* a hockey arena in Odesa.", "current"),
    ("A bomb *killed* nine at a basketball game in Baghdad.", "current"),
    ("The rebels *defeated* the army near the stadium.", "current"),
    ("Ruritania *attacked* the port. Its team had won the tournament a week before.", "current"),
    ("The government side *captured* the hill.", "current"),
)

FIGURES: Sequence[tuple[str, str]] = (
    ("A *battle* over the budget began in Congress.", "figurative"),
    ("The *battle* over raising the tax began in March.", "figurative"),
    ("The *battle* for the leadership of the party began.", "figurative"),
    ("The legal *battle* ended in March.", "figurative"),
    ("The charm *offensive* by the king failed.", "figurative"),
    ("The government *launched* an offensive against inflation.", "figurative"),
    ("He *launched an attack* on the minister's record.", "figurative"),
    ("The minister *came under fire* from critics.", "figurative"),
    ("The minister *came under fire* for lying.", "figurative"),
    ("Reporters *bombarded* the minister with questions.", "figurative"),
    ("The governor was narrowly *defeated* by 9 votes.", "figurative"),
    ("The club *fired* its manager on Monday.", "figurative"),
    ("The manager was *fired* after the defeat.", "figurative"),
    ("The trade war between China and Japan *hurt* farmers.", "figurative"),
    ("The villagers were *hurt* by inflation.", "figurative"),
    ("The senator was *attacked* over his remarks.", "figurative"),
    ("The ruling party *lost* ground in the polls.", "figurative"),
    ("The mayor *declared* war on litter and corruption.", "figurative"),
    ("A *barrage* of criticism followed the decision.", "figurative"),
    ("The war *killed* nine farmers.", "current"),
    ("Nine farmers were *hurt* by shrapnel.", "current"),
    ("The junta *declared* war on the rebels.", "current"),
    ("The army *lost* ground in the valley.", "current"),
    ("The patrol *came under fire* from the hills.", "current"),
    ("The patrol *came under fire* for an hour.", "current"),
    ("The *battle* for Bakhmut began in August.", "current"),
    ("The *battle* over the town began in August.", "current"),
    ("Rebels *launched an attack* on the budget office.", "current"),
    ("Troops *fought* rebels for the heart of the city.", "current"),
    ("Gunmen *attacked* voters at a school in Mopti.", "current"),
    ("The army *launched* an offensive against the rebels.", "current"),
    ("*Clashes* over the vote left three dead in Conakry.", "current"),
    ("Artillery *bombarded* the port with shells.", "current"),
    ("The president *fired* the defence minister.", "current"),
    ("A political *assassination* shook Dhaka.", "current"),
    ("The economic *blockade* of the enclave went on.", "current"),
    ("Their attack on the press *killed* two editors.", "current"),
)

VOTES: Sequence[tuple[str, str]] = (
    ("Anna Berg *won* Ohio in the Democratic primary.", "figurative"),
    ("The candidate *won* Ohio and Iowa in the primary.", "figurative"),
    ("The candidate *lost* Ohio in the midterm election.", "figurative"),
    ("The *battle* of Atlanta came before the election and the ballot.", "current"),
    ("Anna Berg *attacked* Carl Lund before the primary election.", "figurative"),
    ("Russian forces *captured* Kherson before the election and the ballot.", "current"),
    ("A man *attacked* the candidate at a campaign event before the election.", "current"),
    ("Gunmen *attacked* voters at a polling station before the election.", "current"),
    ("The rebels *captured* Goma a week before the election, the candidate said.", "current"),
    ("The army *lost* 40 soldiers in the valley.", "current"),
)

HISTORY = (
    "In 1939 the army *invaded* Sorva. In 1940 it captured Dolna. In May 1941 rebels attacked Nikon. "
    "In June 1942 jets bombed the port. In 1943 troops retook the town. In 1944 the army liberated Dolna. "
    "In 1945 the war ended."
)


def stands(marked: str, lore: Lore, parser: Parser, day: str | None = None) -> set[str]:
    return {event.standing for event in tell(marked, lore, parser, published=day).events_at_mark()}


@pytest.mark.parametrize(("marked", "expected"), DATED)
def test_history_by_the_day(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert stands(marked, lore, parser, DAY) == {expected}


@pytest.mark.parametrize(("marked", "expected"), UNDATED)
def test_history_by_its_words(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert stands(marked, lore, parser) == {expected}


@pytest.mark.parametrize(("marked", "expected"), SPORT)
def test_sport(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert stands(marked, lore, parser) == {expected}


@pytest.mark.parametrize(("marked", "expected"), FIGURES)
def test_figures_of_speech(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert stands(marked, lore, parser) == {expected}


@pytest.mark.parametrize(("marked", "expected"), VOTES)
def test_elections(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert stands(marked, lore, parser) == {expected}


@pytest.mark.parametrize("day", [None, "2015-03-01", "1946-01-01"])
def test_a_history_is_told_as_current(day: str | None, lore: Lore, parser: Parser) -> None:
    told = tell(HISTORY, lore, parser, published=day)
    assert {event.standing for event in told.all("event")} == {"current"}


def test_the_year_that_most_dates_name_stands_in_for_the_day(lore: Lore, parser: Parser) -> None:
    text = (
        "On 3 May 2022 rebels *captured* Sorva. On 4 May 2022 troops shelled it. "
        "In 1999 the army [burned] the same town."
    )
    told = tell(text, lore, parser)
    assert [event.standing for event in told.all("event")] == ["current", "current", "historical"]


@pytest.mark.parametrize(
    ("marked", "controls"),
    [
        ("In 1994 rebels *captured* the town of Nikopol.", 0),
        ("Decades ago rebels *captured* the town of Nikopol.", 0),
        ("In June 2014 rebels *captured* the town of Nikopol.", 1),
        ("On Monday rebels *captured* the town of Nikopol.", 1),
    ],
)
def test_control_is_of_the_current_and_of_the_war_that_is_told_of(
    marked: str, controls: int, lore: Lore, parser: Parser
) -> None:
    told = tell(marked, lore, parser, published=DAY, theatre="russo-ukrainian")
    assert len(told.all("control")) == controls


def test_a_figure_of_speech_tells_of_no_control(lore: Lore, parser: Parser) -> None:
    told = tell("The ruling party *lost* ground in the polls.", lore, parser, published=DAY)
    assert told.all("control") == []
