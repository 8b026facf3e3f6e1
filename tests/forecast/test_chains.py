"""A chain of forecasts by one expert, and tables of kinds, conditions, links and forecasters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from dateline.flow import Options, read_document
from dateline.lore import Lore
from dateline.model import Forecast
from dateline.parse import Parser
from tests.told import article, tell

TITLE = "Marshal deposed, the Union split: how the war could end"
CHAIN = "\n".join(
    (
        "The marshal is losing the war, and he knows it. Which begs the question: What happens if "
        "the Union is beaten?",
        "According to Maren Holt – senior fellow at the think-tank Corvell Council, who spoke to "
        "the Harbour Post – that would mean the marshal being deposed, the Union itself breaking "
        "apart, and the League in a contest with Orrin over the spoils.",
        "The League must get ready for that now, she adds, otherwise it will open the door for "
        "Orrin to move into regions such as the Vel steppe, the Sarn basin and the islands.",
        "Back in May few thought that the Union could lose.",
        "Ms Holt believes the marshal’s ouster would start a struggle among the generals: branches "
        "of the army turning on one another, and provinces bidding to break away.",
        "‘I can’t see a future for the marshal [if he loses the war],’ Ms Holt said.",
        "That means the League’s task will be to hold the Union in check, Ms Holt argues.",
        "Union power would wane over the southern republics – and even further abroad, on the islands.",
        "‘And the strait will be up to Danek,’ she said.",
        "Danek, Ms Holt believes, will be the key to the strait. This is necessary, she says, "
        "because it will put the League in a strong position against Orrin.",
    )
)

# Words of a link of the chain, its condition, words of what it follows from.
LINKS: Sequence[tuple[str, str | None, str | None]] = (
    ("the marshal being deposed", "if the Union is beaten", None),
    ("the Union itself breaking apart", "if the Union is beaten", None),
    ("the League in a contest with Orrin", "if the Union is beaten", None),
    ("open the door for Orrin", "The League must get ready for that now", None),
    ("would start a struggle", None, "the marshal being deposed"),
    ("branches of the army turning", None, "would start a struggle"),
    ("provinces bidding to break away", None, "would start a struggle"),
    ("a future for the marshal", "if he loses the war", None),
    ("power would wane", None, "hold the Union in check"),
    ("the strait will be up to Danek", None, None),
    ("the key to the strait", None, None),
    ("a strong position against Orrin", None, "the key to the strait"),
)


@pytest.fixture(scope="module")
def chain(lore: Lore, parser: Parser) -> list[Forecast]:
    document = article(CHAIN, title=TITLE, outlet="Harbour Post", published="2031-10-05")
    records = read_document(document, lore, parser, Options()).records
    return [record for record in records if isinstance(record, Forecast)]


def _with(words: str, forecasts: Sequence[Forecast]) -> Forecast:
    found = [f for f in forecasts if words in f.proposition.text]
    assert len(found) == 1, (words, [f.proposition.text for f in forecasts])
    return found[0]


@pytest.mark.parametrize(("words", "condition", "cause"), LINKS)
def test_every_link_of_an_experts_chain_is_found_with_its_author(
    words: str, condition: str | None, cause: str | None, chain: list[Forecast]
) -> None:
    one = _with(words, chain)
    assert one.forecaster is not None
    assert (one.forecaster.name or "").endswith("Holt")
    assert (one.condition.text if one.condition else "").startswith(condition or "")
    assert (one.condition is None) == (condition is None)
    if cause is not None:
        assert _with(cause, chain).id in one.depends_on


def test_what_few_once_thought_is_no_part_of_the_chain(chain: list[Forecast]) -> None:
    assert not [f for f in chain if "could lose" in f.proposition.text]


def _all(text: str, lore: Lore, parser: Parser) -> list[Any]:
    return tell(text, lore, parser).all("forecast")


KINDS: Sequence[tuple[str, str]] = (
    ("The front will collapse.", "prediction"),
    ("The dam is likely to burst.", "prediction"),
    ("The envoy warned that the truce would collapse.", "warning"),
    ("The garrison risks losing its last road.", "warning"),
    ("The ceasefire is on the brink of collapse.", "warning"),
    ("The harvest is expected to fail.", "expectation"),
    ("Markets are bracing for a default.", "expectation"),
    ("Observers expect more strikes.", "expectation"),
    ("The ministry said that it would rotate two brigades.", "plan"),
    ("The two leaders will hold talks on Monday.", "plan"),
    ("“I will not sign this paper,” the mayor said.", "plan"),
    ("The union is to strike from Monday.", "plan"),
    ("Had it not rained, the column would be in Danek by now.", "hypothetical"),
    ("If the rain had come earlier, the harvest would be in.", "hypothetical"),
    ("Suppose the wall were gone: the towns would be one.", "hypothetical"),
)


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds(text: str, kind: str, lore: Lore, parser: Parser) -> None:
    assert [f.kind for f in _all(text, lore, parser)] == [kind]


CONDITIONS: Sequence[tuple[str, str]] = (
    ("Without shells the front will collapse.", "Without shells"),
    ("With the bridge gone, the garrison will surrender.", "With the bridge gone"),
    ("In the event of a blockade, prices would double.", "In the event of a blockade"),
    ("Barring a miracle, the party will lose.", "Barring a miracle"),
    ("As soon as the road dries, the tanks will attack.", "As soon as the road dries"),
    ("The line will hold as long as the shells last.", "as long as the shells last"),
    ("When the snow melts, the tanks will attack.", "When the snow melts"),
    ("Were the king to die, the princes would fight.", "Were the king to die"),
    ("Cut the road and the town falls.", "Cut the road"),
    ("Give them guns and they will use them.", "Give them guns"),
    ("One more winter and the regime is finished.", "One more winter"),
    ("The king must go, or the army will mutiny.", "The king must go"),
    ("The line must hold. Otherwise the town will starve.", "The line must hold"),
    ("The dam may burst. In that case the valley will flood.", "The dam may burst"),
    ("What if the dam bursts? That would mean a flood.", "if the dam bursts"),
    ("If Akobo empties, she says, Pochal will get the people.", "If Akobo empties"),
)


@pytest.mark.parametrize(("text", "condition"), CONDITIONS)
def test_conditions(text: str, condition: str, lore: Lore, parser: Parser) -> None:
    last = _all(text, lore, parser)[-1]
    assert last.condition is not None
    assert last.condition.text == condition


# The last of a text's forecasts follows from the one with these words.
CAUSES: Sequence[tuple[str, str]] = (
    ("The army will lose the pass, which would open the road.", "lose the pass"),
    ("The army will lose the pass. That would open the road.", "lose the pass"),
    ("The army will lose the pass. The road will then be open.", "lose the pass"),
    ("The army will lose the pass. The loss of the pass would open the road.", "lose the pass"),
    ("Austria will mobilise. Mobilisation will bring in Russia.", "Austria will mobilise"),
    ("The dam may burst. If it does, the valley will flood.", "The dam may burst"),
    ("The dam will burst. When that happens, the valley will flood.", "The dam will burst"),
    ("The port will close, and as a result prices will double.", "The port will close"),
    ("The war would be short, because the mills would stop.", "the mills would stop"),
    ("If the pass falls, the garrison will surrender, and its guns will be lost.", "will surrender"),
    (
        "The marshal will be deposed. The league must prepare for this outcome, or Norland will move in.",
        "The marshal will be deposed",
    ),
    (
        "The ports will fall to Norland. We have to move in, and then we have to face up to it.",
        "The ports will fall",
    ),
)


@pytest.mark.parametrize(("text", "cause"), CAUSES)
def test_what_follows_from_what(text: str, cause: str, lore: Lore, parser: Parser) -> None:
    forecasts = _all(text, lore, parser)
    source = _with(cause, forecasts)
    effect = next(f for f in reversed(forecasts) if f.id != source.id)
    assert effect.depends_on == (source.id,)


def test_a_cause_that_stands_later_in_the_text_is_linked(lore: Lore, parser: Parser) -> None:
    effect, cause = _all("The war would be short, because the mills would stop.", lore, parser)
    assert effect.depends_on == (cause.id,)
    assert cause.depends_on == ()


UNLINKED = (
    "The truce will hold. A landing, however, is likely in May.",
    "If the talks succeed, the port will reopen. If they fail, the war will go on.",
)


@pytest.mark.parametrize("text", UNLINKED)
def test_what_is_set_beside_another_follows_from_nothing(text: str, lore: Lore, parser: Parser) -> None:
    assert [f.depends_on for f in _all(text, lore, parser)] == [(), ()]


def test_a_forecast_told_again_points_at_the_first(lore: Lore, parser: Parser) -> None:
    text = "The truce will not survive the winter. The truce, I repeat, will not survive the winter."
    first, second = _all(text, lore, parser)
    assert second.repeats == first.id
    assert first.repeats is None


def test_a_contrary_forecast_by_another_is_told_as_such(lore: Lore, parser: Parser) -> None:
    text = "The analyst said the front would collapse. The colonel said the front would hold."
    first, second = _all(text, lore, parser)
    assert second.counters == (first.id,)
    assert first.counters == ()


FORECASTERS: Sequence[tuple[str, str]] = (
    ("Traders brace for a long war.", "Traders"),
    ("Analysts expect a stalemate.", "Analysts"),
    ("Many believe the king will abdicate.", "Many"),
    ("If the pass falls, the town will starve, Mara Lind said. Its guns would then be lost.", "Mara Lind"),
    (
        "A commander said on Monday, citing a captured officer, that the road would be mined.",
        "a captured officer",
    ),
    ("The war will be decided at the bank. That is the view of Mara Lind.", "Mara Lind"),
    (
        "The minister spoke at noon.\nHelena Strand disagrees. The front will hold, she says.",
        "Helena Strand",
    ),
    (
        "Ms Orla Venn told the Harbour Post: ‘The blockade won’t just end with both crews going home and "
        "saying ‘so be it’, it will ruin the ports.’",
        "Ms Orla Venn",
    ),
    ("Ms Orla Venn said: “The captains say ‘enough is enough’, it will ruin the ports.”", "Ms Orla Venn"),
    ("Ms Orla Venn said: “The captains say ‘the strait will close’ and nobody listens.”", "The captains"),
    ("The captains said ‘enough’ and that the war would ruin the ports.", "The captains"),
)


@pytest.mark.parametrize(("text", "who"), FORECASTERS)
def test_forecasters(text: str, who: str, lore: Lore, parser: Parser) -> None:
    last = _all(text, lore, parser)[-1]
    assert last.forecaster is not None
    assert (last.forecaster.name or last.forecaster.text) == who


def test_a_long_story_of_the_narrators_own_ends_an_experts_speech(lore: Lore, parser: Parser) -> None:
    told = "The mill burned. The ford was lost. The guns fell silent. The carts stood still. The mud froze."
    text = (
        "According to Maren Holt, a fellow at the Corvell Council, a defeat would mean the marshal being "
        f"deposed and the Union breaking apart.\n{told} {told}\nA rout is on the cards."
    )
    *_, last = _all(text, lore, parser)
    assert last.proposition.text == "A rout is on the cards"
    assert last.forecaster is not None
    assert last.forecaster.name is None


HORIZONS: Sequence[tuple[str, str]] = (
    ("The town will starve within weeks.", "within weeks"),
    ("The army will be beaten before the rains.", "before the rains"),
)


@pytest.mark.parametrize(("text", "when"), HORIZONS)
def test_words_of_when_that_name_no_date(text: str, when: str, lore: Lore, parser: Parser) -> None:
    (one,) = _all(text, lore, parser)
    assert one.horizon is not None
    assert (one.horizon.text, one.horizon.start) == (when, None)


def test_what_is_over_is_no_horizon(lore: Lore, parser: Parser) -> None:
    (one,) = _all("The council may meet again after Sorl blocked a motion last week.", lore, parser)
    assert one.horizon is None


NONE = (
    "The company will not comment.",
    "Officials had warned that the town could fall.",
    "In 2016 he wrote that the line would hold for a month.",
    "She said in January that the truce would fail; it did not.",
    "Any member may ask for a recount.",
    "A hungry man will eat anything.",
    "The ferry will leave every hour.",
    "Two years later the same men would sign the treaty.",
    "They were certain that the dam would hold.",
    "Asked if he would run again, the mayor smiled.",
    "The council could only watch as the convoy left.",
    "The garrison was hungry. It may take days, or weeks, but few doubted the fort would fall.",
    "Analysts thought little of the army. It might take a month, but nobody doubted that it would lose.",
    "The truce was signed in March. It may last a week, but most people expected the guns again.",
)


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_ahead(text: str, lore: Lore, parser: Parser) -> None:
    assert _all(text, lore, parser) == []
