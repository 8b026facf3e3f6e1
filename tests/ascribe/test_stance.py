"""How a source stands to what it says (its verb between asterisks), how firmly, and what its cue lets on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import Told, tell

# -- a cue with a stance of its own, and one without

ASSERTED: Sequence[str] = (
    "It may *take* weeks, or perhaps months, but few doubted that the city would fall.",
    "The fleet may not *be* at the bottom yet, but its masts have begun to crack.",
    "Oslo has yet to *answer* the note.",
    "The senate has still to *approve* the pact.",
    "The colonel would later claim that nobody had *told* him.",
    "If the dam had not *held*, we would be dead, the miller said.",
    "Had the convoy *come* in time, we would be at home, the major said.",
    "The mill is unlikely to have been *rebuilt*.",
    "Sorland is not believed to have *answered*.",
    "They shelled the ford for a week; nothing *happened*.",
    "The mill was *lying* in ruins.",
    "The mayor said the mill *burned* down on Tuesday.",
    "Schools will *reopen* on Monday, the ministry announced.",
    "Two of three such claims *were* false, the study found.",
    "The mayor says the mill is *burning*.",
    "The clinic *closed* in March.",
    "No shots were *fired*, the mayor said.",
    "The army did not *shell* the mill.",
    "“Nobody *fired* at the mill,” the sergeant said.",
    "The sergeant believes the guns had *moved* by dawn.",
    "The general admitted that the ridge was *lost*.",
    "After the raid, the mayor said the school *closed*.",
    "The bakery is to *open* on Monday.",
    "The envoys are due to *meet* in Varn on Friday.",
    "The two presidents will *meet* in Varn on Friday.",
    "The parliament will *vote* on the budget on Thursday.",
    "The fleet had to *leave* the harbour, the admiral said.",
    "We had to *burn* the archive, the clerk said.",
    "The column must have *turned* back, the scout said.",
    "The bomb may have been *dropped* by a drone, the mayor said.",
    "Residents could *hear* the guns all night, the nurse said.",
    "The spokesman could not be *reached*.",
    "The company would not *comment*.",
    "The ministry warned that the dam had *cracked*.",
    "The nurse said she left because the well had *dried* up.",
    "The minister said that those who had *shelled* the school would be punished.",
    "The ministry denied that the men who had *looted* the mill were its own.",
    "The council demanded that the colonel who had *shelled* the mill be tried.",
    "The king promised to rebuild the mill that rebels had *burned*.",
    "The governor agreed that the road was *mined*.",
    "The mayor swore that the road had been *mined*.",
    "It must be cold up there, the pilot said; the wings were *frozen*.",
    "The nurse said she would like to *sleep*.",
    "The ministry confirmed that the bridge had been *hit*.",
    "There is no reason to doubt that the mill was *shelled*.",
    "The villagers say the soldiers should have *left* in May.",
    "“We *went* to the river every evening,” said the ferryman.",
    "“I will not say who *gave* the order,” the major said.",
    "The army said it *captured* the ridge because the rebels would not leave.",
    "They asked the guard, who *opened* the gate.",
    "“Whoever comes, the bread *is* gone,” the baker said.",
)

DENIED: Sequence[str] = (
    "“The enemy is *lying*,” the spokesman said.",
    "“The video *is* a forgery,” the envoy said.",
    "The army denied that it had *shelled* the mill.",
    "The army denied *shelling* the mill.",
    "The army dismissed reports that the ridge had *fallen*.",
    "The king rejected claims that his guards had *fired* on the crowd.",
    "“That *is* a lie,” the colonel said.",
    "“That *is* not true,” the colonel said.",
    "“These reports *are* false,” the colonel said.",
    "The claim *is* baseless, the colonel said.",
    "“This *is* complete nonsense,” said the envoy.",
    "“It never *happened*,” the colonel said.",
    "“No such *raid* took place,” the colonel said.",
    "“Nothing of the kind *occurred*,” the colonel said.",
    "There *is* no truth in the report, the colonel said.",
    "It is false that the guards *fired* first, the colonel said.",
    "It is not true that the ridge *fell*, the staff said.",
    "The paper wrote that the ridge was lost. “It *was* not,” the colonel said.",
    "“We *did* not,” the colonel replied.",
    "The envoy replied that the guards had not *fired*.",
    "“The *allegations* are a fabrication,” the ministry said.",
    "The ministry denies it *shelled* the mill.",
    "The ministry has repeatedly denied that it *uses* mines.",
    "“All of it *is* propaganda,” she said.",
    "There is no truth to reports that the ridge has *fallen*, the army said.",
    "The spokesman described the *reports* as fabricated.",
    "The colonel called the *report* a lie.",
    "The paper wrote that the ridge had fallen. “It has not *fallen*,” the colonel said.",
)

DOUBTED: Sequence[str] = (
    "“I don't think they will *relieve* us,” the sergeant said.",
    "Reports that a grave was *found* remain unconfirmed.",
    "We have no indication that a boat was *lost*, the admiral said.",
    "It is hard to imagine that Sorland would *leave* the pact, the envoy said.",
    "The army could not confirm that the ridge had *fallen*.",
    "The army did not confirm that the ridge had *fallen*.",
    "The army declined to confirm that the ridge had *fallen*.",
    "The army refused to say that the ridge had *fallen*.",
    "The mission was unable to confirm that the mill had been *shelled*.",
    "The army neither confirmed nor denied that the ridge had *fallen*.",
    "The analyst doubts that the ridge has *fallen*.",
    "The envoy questioned whether the guards had *fired*.",
    "The envoy disputed that the guards had *fired*.",
    "The report could not be *verified*.",
    "The Courier was unable to verify the *report*.",
    "It is unclear whether the ridge has *fallen*.",
    "It was not clear whether the guards had *fired*.",
    "The minister did not rule out that the mines had been *laid* by the army.",
    "The scout does not believe that the ridge has *fallen*.",
    "No one confirmed that the ridge had *fallen*.",
    "Officials were sceptical that the ridge had *fallen*.",
    "There was no confirmation that the ridge had *fallen*.",
    "The staff would not confirm that the ridge had *fallen*.",
)

DEMANDED: Sequence[str] = (
    "“It is time to *stop* the war,” the bishop said.",
    "The minister ought to *resign*, the paper wrote.",
    "The warden wants everyone to *leave*.",
    "“We need the ford to *stay* open,” the nurse said.",
    "The council demanded that the army *leave* the mill.",
    "The council urged the army to *leave* the mill.",
    "The envoy asked the army to *leave* the mill.",
    "The colonel told his men to *leave* the mill.",
    "The agency warned residents to *leave* the town.",
    "The colonel said the rebels must *leave* the mill.",
    "The colonel said the rebels should *leave* the mill.",
    "The rebels have to *leave* the mill, the colonel said.",
    "The prisoners must be *freed*, the envoy said.",
    "“*Leave* the mill,” the colonel said.",
    "“Do not *cross* the river,” the colonel said.",
    "“Please *open* the gate,” she said.",
    "“*Stay* in your cellars and keep away from the windows,” the mayor said.",
    "The mayor said: “*Stay* in your cellars.”",
    "“Never *trust* them,” the old man said.",
    "The army must *leave* the mill.",
    "The envoy suggested that the army *leave* the mill.",
    "The envoy insisted that the prisoners be *freed*.",
    "The envoy proposed that the armies *withdraw*.",
    "The warlord was told by the king to *release* the hostages.",
    "The colonel ordered his men to *leave* the mill.",
    "The mayor advised people not to *return*.",
    "“You must *stop* this war,” the bishop said.",
    "The envoy called on both armies to *leave* the mill.",
    "The envoy said the ceasefire needs to be *extended*.",
)

PROMISED: Sequence[str] = (
    "The rebels vowed never again to *attack* the mill.",
    "The king promised to *rebuild* the mill.",
    "The king vowed to *hold* the ridge.",
    "“We will *rebuild* the mill,” the king said.",
    "“We'll *send* more bread,” the envoy said.",
    "“We are going to *hold* the ridge,” the colonel said.",
    "“We will not *leave* the ridge,” the colonel said.",
    "“I shall *return* in spring,” the general said.",
    "“Our troops will *hold* the ridge,” the colonel said.",
    "The army said it would *leave* the mill.",
    "The government says it will *pay* the teachers.",
    "The colonel said his men would *guard* the wells.",
    "The ministry said it would never *give* up the ridge.",
    "The army said the prisoners would be *released*.",
    "No one will be *punished*, the governor said.",
    "The ministry announced that schools will *reopen*.",
    "The rebels pledged that they would *free* the hostages.",
    "The president said he would *resign* in May.",
    "The rebels say they will *withdraw* from the port.",
    "“My men will not *touch* the harvest,” the captain said.",
)

THREATENED: Sequence[str] = (
    "The rebels vowed that they would *answer* any attack.",
    "“Surrender or *die*,” the loudspeakers said.",
    "“Leave the town or *die*,” the rebel commander said.",
    "Sorland promised a fitting *response*.",
    "The warlord threatened to *burn* the mill.",
    "The warlord threatened that he would *execute* the hostages.",
    "“We will *burn* their fields,” the warlord said.",
    "“We will *destroy* every bridge on this river,” the general said.",
    "“We are going to *hit* them where it hurts,” the general said.",
    "The army warned that it would *shell* the mill.",
    "The army said it would *bomb* any ship in the strait.",
    "The general vowed to *crush* the rebels.",
    "The attack will not *go* unanswered, the ministry said.",
    "“They will *pay* dearly for this,” the general said.",
    "The general vowed that the raid would not *go* unpunished.",
    "The general said his forces would *strike* the port.",
    "“Whoever helps the enemy will be *shot*,” the warlord said.",
    "The ministry warned that it will *retaliate*.",
)

PREDICTED: Sequence[str] = (
    "The drones would not *widen* the war, the ministry said.",
    "“This *is* how the week will end,” the clerk said.",
    "The ministry noted that it may not *happen* until a new king sits on the throne.",
    "A famine is *looming*, the agency said.",
    "A new offensive cannot be *ruled* out.",
    "The fire will be *out* within hours, the warden said.",
    "If no fuel *arrives* by Sunday, the pumps will stop.",
    "The king believes that we will *tire* first.",
    "The mediator believes that the pact will be *renewed*.",
    "The general feared that the bridge had been *blown*.",
    "The analyst expects the ridge to *fall*.",
    "The analyst said the ridge would *fall* within days.",
    "The ridge will *fall* within days, the analyst said.",
    "The ridge will *fall*.",
    "The river may *flood* the town.",
    "The ice could *carry* tanks by January, the engineer said.",
    "The mayor said the rebels would *attack* the dam.",
    "The mayor said the rebels may *attack* the dam.",
    "The general said the enemy would *cross* the river.",
    "Residents fear that the army will *shell* the mill.",
    "The agency warned that the grain would *run* out by May.",
    "The agency warned that thousands could *starve*.",
    "The envoy hopes the truce will *hold*.",
    "The council is expected to *vote* against the plan.",
    "The junta is likely to *lose* the ridge.",
    "Further raids *are* likely, the report said.",
    "“They will *come* again tonight,” the nurse said.",
    "“We will *lose* this war,” the deserter said.",
    "“If it carries tanks, we *have* a problem,” the colonel said.",
    "He thinks they will *attack* on Sunday.",
    "Prices are set to *rise*.",
    "The dam is about to *break*, the engineer said.",
    "Repairs will *take* a week, the ministry said.",
    "The ministry said repairs would *cost* ten million crowns.",
    "The mediator said the talks would *fail*.",
    "It will *snow* tonight, the weather office said.",
    "The villagers think the soldiers will *come* back.",
)

ASKED: Sequence[str] = (
    "The judge asked whether the guns had *moved*.",
    "The judge asked who had *moved* the guns.",
    "“Where did you *bury* them?” the judge asked.",
    "“Did you *fire* the gun?” she said.",
    "“Why do they *shell* us?” said the nurse.",
    "Who *fired* first?",
    "Can the pilots *sleep*?",
    "Reporters wanted to know whether the mill had been *shelled*.",
    "The nurse wondered whether they would *come* back.",
    "“When will they *come*?” the boy asked his mother.",
    "“Will you *leave* the mill?” the envoy asked.",
    "“Must we *leave*?” the old man asked.",
)

STANCES: dict[str, Sequence[str]] = {
    "asserts": ASSERTED,
    "denies": DENIED,
    "doubts": DOUBTED,
    "demands": DEMANDED,
    "promises": PROMISED,
    "threatens": THREATENED,
    "predicts": PREDICTED,
    "asks": ASKED,
}

# Read wrongly today; a change that mends one has to move it up.
STANCES_KNOWN: Sequence[tuple[str, str]] = (
    ("“I never *said* that,” the minister told the paper.", "denies"),
    ("“We are ready to *talk*,” the rebel leader said.", "promises"),
    ("The general said his men had been told to *hold* fire.", "asserts"),
)

# -- how firmly: the markers that hedge or boost, and words that look like them

CERTAIN: Sequence[tuple[str, str, list[str]]] = (
    ("The mill was *shelled*, the mayor said.", "plain", []),
    ("The mill may have been *shelled*, the mayor said.", "hedged", ["may"]),
    ("The mill might have been *shelled* from the ridge.", "hedged", ["might"]),
    ("The mill could have been *shelled* from the ridge, the mayor said.", "hedged", ["could"]),
    ("The mill was reportedly *shelled*.", "hedged", ["reportedly"]),
    ("The mill was allegedly *shelled*.", "hedged", ["allegedly"]),
    ("The mill was possibly *shelled*, the mayor said.", "hedged", ["possibly"]),
    ("The mill was probably *shelled* from the ridge.", "hedged", ["probably"]),
    ("The mill was apparently *shelled*.", "hedged", ["apparently"]),
    ("The army seems to have *shelled* the mill.", "hedged", ["seems"]),
    ("The army appears to have *shelled* the mill.", "hedged", ["appears to"]),
    ("The army is believed to have *shelled* the mill.", "hedged", ["is believed to"]),
    ("The army is said to have *shelled* the mill.", "hedged", ["is said to"]),
    ("“I think they *shelled* the mill,” the nurse said.", "hedged", ["I think"]),
    ("As far as we know, the army *shelled* the mill.", "hedged", ["As far as we know"]),
    ("It is possible that the army *shelled* the mill, she said.", "hedged", ["possible"]),
    ("The craters suggest that howitzers *shelled* the mill.", "hedged", ["suggest"]),
    ("The army clearly *shelled* the mill, the mayor said.", "boosted", ["clearly"]),
    ("The army undoubtedly *shelled* the mill, the mayor said.", "boosted", ["undoubtedly"]),
    ("The army certainly *shelled* the mill, the mayor said.", "boosted", ["certainly"]),
    ("There is no doubt that the army *shelled* the mill, she said.", "boosted", ["There is no doubt"]),
    ("The army without question *shelled* the mill, she said.", "boosted", ["without question"]),
    ("The army categorically denied that it had *shelled* the mill.", "boosted", ["categorically"]),
    ("The army flatly denied *shelling* the mill.", "boosted", ["flatly"]),
    ("The army strongly denied that it had *shelled* the mill.", "boosted", ["strongly"]),
    ("The army conclusively proved that rebels had *shelled* the mill.", "boosted", ["conclusively"]),
    ("“We are certain that they *shelled* the mill,” she said.", "boosted", ["certain"]),
    ("“We are not certain that they *shelled* the mill,” she said.", "hedged", ["not certain"]),
    # None of these is a marker.
    ("The army was about to *shell* the mill.", "plain", []),
    ("The army *shelled* the mill in May.", "plain", []),
    ("The army *shelled* the strongly fortified mill.", "plain", []),
    ("The army *shelled* certain streets of the town.", "plain", []),
    ("The mayor could see how rebels *shelled* the mill.", "plain", []),
    ("The army left as soon as possible and *shelled* the mill.", "plain", []),
    ("The mayor reported that rebels had *shelled* the mill.", "plain", []),
    ("The army *shelled* about 40 houses.", "plain", []),
    ("The army will *shell* the mill, the mayor said.", "plain", []),
    ("The mayor, who may resign, said rebels had *shelled* the mill.", "plain", []),
    ("Rebels *shelled* the mill because the army had probably left.", "plain", []),
    ("The army did not *shell* the mill, the mayor said.", "plain", []),
    # Only what a participle tells is hedged by the word before it.
    ("They *left* the ridge, possibly killing two men.", "plain", []),
    ("They left the ridge, possibly *killing* two men.", "hedged", ["possibly"]),
)
CERTAIN_KNOWN: Sequence[tuple[str, str, list[str]]] = (
    ("The families may *come* home, the governor announced.", "plain", []),
    ("Residents could *leave* the town only at night, the nurse said.", "plain", []),
)

# -- what the cue lets on

TELLS: Sequence[tuple[str, str]] = (
    ("The army said it had *taken* the ridge.", "neutral"),
    ("The army told reporters that it had *taken* the ridge.", "neutral"),
    ("According to the army, rebels *shelled* the mill.", "neutral"),
    ("The army announced that it had *taken* the ridge.", "neutral"),
    ("The army denied that it had *shelled* the mill.", "neutral"),
    ("The army added that rebels had *shelled* the mill.", "neutral"),
    ("The army believes that rebels *shelled* the mill.", "neutral"),
    ("The army claimed that it had *taken* the ridge.", "distanced"),
    ("The army claims to have *taken* the ridge.", "distanced"),
    ("The army alleged that rebels had *shelled* the mill.", "distanced"),
    ("The army asserted that rebels had *shelled* the mill.", "distanced"),
    ("The army insisted that rebels had *shelled* the mill.", "distanced"),
    ("The army boasted that it had *taken* the ridge.", "distanced"),
    ("The mill was allegedly *shelled*.", "distanced"),
    ("The army's claim that rebels *shelled* the mill is new.", "distanced"),
    ("The army admitted that it had *shelled* the mill.", "conceded"),
    ("The army acknowledged that it had *shelled* the mill.", "conceded"),
    ("The army conceded that it had *lost* the ridge.", "conceded"),
    ("The soldier confessed that he had *shelled* the mill.", "conceded"),
    ("The clerk revealed that the army had *shelled* the mill.", "disclosed"),
    ("The clerk disclosed that the army had *shelled* the mill.", "disclosed"),
    ("The colonel let slip that the army had *shelled* the mill.", "disclosed"),
    ("The ministry confirmed that rebels had *shelled* the mill.", "factive"),
    ("Pictures showed that rebels had *shelled* the mill.", "factive"),
    ("The panel found that rebels had *shelled* the mill.", "factive"),
    ("The envoy noted that rebels had *shelled* the mill.", "factive"),
    ("The envoy pointed out that rebels had *shelled* the mill.", "factive"),
    ("The court established that rebels had *shelled* the mill.", "factive"),
    ("The envoy accused the army of *shelling* the mill.", "accused"),
    ("The envoy blamed the army for *shelling* the mill.", "accused"),
    ("The army did not admit that it had *shelled* the mill.", "neutral"),
    ("The army refused to confirm that it had *shelled* the mill.", "neutral"),
    ("The army has never acknowledged that it *shelled* the mill.", "neutral"),
)
TELLS_KNOWN: Sequence[tuple[str, str]] = (
    ("In an admission, the army said it had *shelled* the mill.", "conceded"),
    ("Leaked papers say that the army *shelled* the mill.", "disclosed"),
)

# -- what the stance makes of the event

FACTS: Sequence[tuple[str, str]] = (
    ("The ministry denied that the bridge had been *hit*.", "denied"),
    ("The army rejected reports that the ridge had been *captured*.", "denied"),
    ("The army denied the *capture* of Lyman.", "denied"),
    ("“We will *withdraw* from Hama,” the general said.", "promised"),
    ("“We will not *withdraw* from Hama,” the general said.", "promised"),
    ("The army said it would *withdraw* from Hama.", "promised"),
    ("“*Withdraw* from Hama,” the general said.", "requested"),
    ("“Do not *attack* the convoy,” the general said.", "requested"),
    ("The envoy advised them not to *attack* the convoy.", "requested"),
    ("“We will *attack* the port,” the general said.", "threatened"),
    ("The army warned that it would *shell* the port.", "threatened"),
    ("The army will *withdraw* from Hama on Friday.", "planned"),
    ("The army is to *withdraw* from Hama on Friday.", "planned"),
    ("The analyst said rebels would *attack* the port.", "predicted"),
    ("“If they cross, we will *attack* the port,” the general said.", "conditional"),
    ("The army could not confirm that rebels had *attacked* the port.", "occurred"),
    ("The analyst doubted that rebels had *attacked* the port.", "occurred"),
    ("The army did not confirm that rebels had *attacked* the port.", "occurred"),
    ("The bridge may have been *attacked*, the mayor said.", "occurred"),
    ("The army failed to *capture* Hama, the mayor said.", "denied"),
    ("The army is said to have *captured* Hama.", "occurred"),
    ("The army has *captured* Hama, the mayor claimed.", "occurred"),
    ("The general feared that rebels had *captured* Hama.", "occurred"),
    ("The general vowed to *recapture* Hama.", "promised"),
    ("The minister refused to rule out an *attack* on the port.", "predicted"),
    ("The ministry denied that those who *attacked* the port were its men.", "occurred"),
    ("The council demanded that the men who *attacked* the port be tried.", "occurred"),
    ("The king promised to find the men who *attacked* the port.", "occurred"),
    ("The general said rebels would leave the town that they *captured* in May.", "occurred"),
    ("The bridge was not *attacked*, the mayor said.", "denied"),
    # Statements, whose verb no frame codes.
    ("The mayor said the bakery *opened* in May.", "occurred"),
    ("“*Charge* your lamps,” the mayor said.", "requested"),
    ("The mayor denied that he had *slept*.", "denied"),
    ("The mayor had not *slept*.", "denied"),
    ("He *sleeps* in the cellar.", "ongoing"),
    ("The mayor was *tired*.", "None"),
    ("The mill *is* old, the mayor said.", "None"),
    ("“Did you *sleep*?” the mayor asked.", "None"),
    ("Mayor *sleeps* in cellar", "occurred"),
    ("Reports of a *coup* in Niamey are false, the army said.", "denied"),
)
FACTS_KNOWN: Sequence[tuple[str, str]] = (
    ("The drone *hits* the depot, the diary says of that day.", "occurred"),
)


def claim_at_mark(told: Told) -> Any:
    """The claim of the record that lies most tightly around the mark; None where nothing does."""
    record = told.around_mark()
    claims = told.claims_of(record) if record is not None else []
    return claims[0] if claims else None


def stance(marked: str, lore: Lore, parser: Parser) -> str | None:
    claim = claim_at_mark(tell(marked, lore, parser))
    return claim.stance if claim is not None else None


def certainty(marked: str, lore: Lore, parser: Parser) -> tuple[str, list[str]] | None:
    claim = claim_at_mark(tell(marked, lore, parser))
    return (claim.certainty, [span.text for span in claim.markers]) if claim is not None else None


def let_on(marked: str, lore: Lore, parser: Parser) -> str | None:
    claim = claim_at_mark(tell(marked, lore, parser))
    return claim.by[0].tells if claim is not None else None


def factuality(marked: str, lore: Lore, parser: Parser) -> str:
    told = tell(marked, lore, parser)
    found = {event.factuality for event in told.events_at_mark()}
    if not found:
        record = told.around_mark()
        found = {getattr(record, "factuality", "nothing")}
    return " ".join(sorted(str(one) for one in found))


ALL = [(text, name) for name, texts in STANCES.items() for text in texts]


@pytest.mark.parametrize(("marked", "expected"), ALL)
def test_stance(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert stance(marked, lore, parser) == expected


@pytest.mark.parametrize(("marked", "expected"), STANCES_KNOWN)
def test_stance_not_yet_read(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert stance(marked, lore, parser) != expected, "read well now: move it up from STANCES_KNOWN"


@pytest.mark.parametrize(("marked", "expected", "markers"), CERTAIN)
def test_certainty(marked: str, expected: str, markers: list[str], lore: Lore, parser: Parser) -> None:
    assert certainty(marked, lore, parser) == (expected, markers)


@pytest.mark.parametrize(("marked", "expected", "markers"), CERTAIN_KNOWN)
def test_certainty_not_yet_read(
    marked: str, expected: str, markers: list[str], lore: Lore, parser: Parser
) -> None:
    assert certainty(marked, lore, parser) != (expected, markers), "read well now: move it up"


@pytest.mark.parametrize(("marked", "expected"), TELLS)
def test_what_the_cue_lets_on(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert let_on(marked, lore, parser) == expected


@pytest.mark.parametrize(("marked", "expected"), TELLS_KNOWN)
def test_what_the_cue_lets_on_not_yet_read(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert let_on(marked, lore, parser) != expected, "read well now: move it up from TELLS_KNOWN"


@pytest.mark.parametrize(("marked", "expected"), FACTS)
def test_factuality_under_a_stance(marked: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert factuality(marked, lore, parser) == expected


@pytest.mark.parametrize(("marked", "expected"), FACTS_KNOWN)
def test_factuality_under_a_stance_not_yet_read(
    marked: str, expected: str, lore: Lore, parser: Parser
) -> None:
    assert factuality(marked, lore, parser) != expected, "read well now: move it up from FACTS_KNOWN"
