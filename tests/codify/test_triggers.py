"""Which words are events, and of which PLOVER type and mode; None for words that are none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

Coded = tuple[str, str | None]

CASES: Sequence[tuple[str, Coded | None]] = (
    ("The fight left nine *dead*.", ("ASSAULT", None)),
    ("The accounts of the bank were *frozen*.", ("SANCTION", "discontinue")),
    ("The pirates *let* the crew go.", ("RETREAT", "release")),
    ("Gendarmes *arrested* a beekeeper.", ("COERCE", "arrest")),
    ("Deputies gave the envoy a standing *ovation*.", ("SUPPORT", None)),
    ("The captain declared the truce *dead*.", None),
    ("The agency *trucked* water to the camp.", ("AID", None)),
    ("Mourners *booed* the minister.", ("PROTEST", "demo")),
    ("The delegates *haggled* over the text.", ("CONSULT", None)),
    ("The kingdom *kicked out* two envoys.", ("SANCTION", "expel")),
    ("Gunmen *ambushed* a patrol near Kidal.", ("ASSAULT", None)),
    ("A suicide bomber *blew* himself up in Mogadishu.", ("ASSAULT", "suicide-attack")),
    ("Jets *bombed* the harbour of Latakia.", ("ASSAULT", "aerial")),
    ("Artillery *shelled* Kherson overnight.", ("ASSAULT", "heavy-weapons")),
    ("A *drone strike* hit the refinery.", ("ASSAULT", "drone")),
    ("Drones *struck* an oil depot in Ryazan.", ("ASSAULT", "drone")),
    ("Drones *struck* a depot for the third time in a week.", ("ASSAULT", "drone")),
    ("Footage *shows* a Russian flag over the school.", ("ASSAULT", None)),
    ("The crew *showed* the white flag.", ("RETREAT", "disarm")),
    ("An *air strike* flattened the school in Sanaa.", ("ASSAULT", "aerial")),
    ("Militants *kidnapped* forty pupils in Kaduna.", ("ASSAULT", "abduct")),
    ("Guards *tortured* detainees in Bagram.", ("ASSAULT", "torture")),
    ("Rebels *shot down* a helicopter over Idlib.", ("ASSAULT", "heavy-weapons")),
    ("A roadside *bomb* killed two officers in Quetta.", ("ASSAULT", "explosives")),
    ("Sappers *blew up* the bridge at Kakhovka.", ("ASSAULT", "destroy")),
    ("Police *arrested* three generals in Ouagadougou.", ("COERCE", "arrest")),
    ("The junta *imposed* a curfew in Bamako.", ("COERCE", "curfew")),
    ("Khartoum *declared* martial law.", ("COERCE", "martial-law")),
    ("The authorities *deported* two hundred Afghans.", ("COERCE", "deport")),
    ("The navy *seized* a cargo ship in the strait.", ("COERCE", "seize")),
    ("Brussels *imposed* sanctions on the airline.", ("SANCTION", "discontinue")),
    ("Ottawa *expelled* six diplomats.", ("SANCTION", "expel")),
    ("Chile *broke* off relations with the regime.", ("SANCTION", "withdraw")),
    ("The bank *suspended* aid to Niger.", ("SANCTION", "discontinue")),
    ("Students *marched* through Tbilisi against the law.", ("PROTEST", "demo")),
    ("Dockers *went on strike* in Beirut.", ("PROTEST", "strike")),
    ("Crowds *rioted* in Nouméa.", ("PROTEST", "riot")),
    ("The opposition *boycotted* the vote.", ("PROTEST", "boycott")),
    ("Moscow *mobilised* 300,000 reservists.", ("MOBILIZE", "troops")),
    ("Belarus *deployed* tanks along the border.", ("MOBILIZE", "weapons")),
    ("The militia *massed* fighters outside Tripoli.", ("MOBILIZE", "troops")),
    ("The president *visited* Baku.", ("CONSULT", "visit")),
    ("The two leaders *spoke* by phone.", ("CONSULT", "phone")),
    ("The king *telephoned* the emir.", ("CONSULT", "phone")),
    ("The delegations *held talks* in Jeddah.", ("CONSULT", None)),
    ("Qatar *mediated* between the two sides.", ("CONSULT", "third-party")),
    ("Serbia and Kosovo *signed* an agreement in Ohrid.", ("SUPPORT", None)),
    ("Poland agreed to *send* howitzers.", ("AID", None)),
    ("Kenya *condemned* the coup in Gabon.", ("ACCUSE", "disapprove")),
    ("Rabat *accused* Algiers of arming the Polisario.", ("ACCUSE", "allege")),
    ("The court *opened* an investigation into the massacre.", ("ACCUSE", "investigate")),
    ("Amman *backed* the plan.", ("SUPPORT", None)),
    ("Ireland *recognised* the Palestinian state.", ("SUPPORT", None)),
    ("Ankara *praised* the ceasefire.", ("SUPPORT", None)),
    ("Japan *donated* generators to Moldova.", ("AID", None)),
    ("Rescuers *evacuated* 400 people from Sudzha.", ("AID", None)),
    ("Helsinki *granted* asylum to the pilot.", ("AID", None)),
    ("The rebels *withdrew* from Mekelle.", ("RETREAT", "withdraw")),
    ("The rebels *pulled out* of Mekelle.", ("RETREAT", "withdraw")),
    ("The garrison at Bagram *surrendered*.", ("RETREAT", "disarm")),
    ("The militia *freed* nine hostages.", ("RETREAT", "release")),
    ("The premier *resigned* on Friday.", ("RETREAT", "resign")),
    ("The government *announced* a ceasefire.", ("CONCEDE", None)),
    ("The general *announced* the withdrawal of his troops from Kidal.", ("CONCEDE", None)),
    ("The king *pardoned* the plotters.", ("CONCEDE", None)),
    ("The minister *apologised* for the shelling.", ("CONCEDE", None)),
    ("Damascus *rejected* the proposal.", ("REJECT", "change")),
    ("Moscow *vetoed* the resolution.", ("REJECT", "change")),
    ("The rebels *refused* to disarm.", ("REJECT", None)),
    ("The council *demanded* an end to the siege.", ("REQUEST", "yield")),
    ("The envoy *urged* restraint.", ("REQUEST", "yield")),
    ("Tunis *asked* the fund for a loan.", ("REQUEST", "assist")),
    ("The bloc *threatened* to impose sanctions on Belgrade.", ("THREATEN", None)),
    ("The *shelling* of Donetsk went on all night.", ("ASSAULT", "heavy-weapons")),
    ("The *expulsion* of four diplomats angered Caracas.", ("SANCTION", "expel")),
    ("Residents fled the *fighting* in Sake.", ("ASSAULT", None)),
    ("*Clashes* broke out between the army and rebels near Shire.", ("ASSAULT", None)),
    ("The patrol *came under fire* near Naqoura.", ("ASSAULT", "firearms")),
    ("The *recapture* of Palmyra took a week.", ("ASSAULT", None)),
    ("The village *liberated* on Monday lies on the Oskil.", ("ASSAULT", None)),
    ("Rebels *overran* an army post in Rakhine.", ("ASSAULT", None)),
    ("The town *fell* to the rebels.", ("ASSAULT", None)),
    ("The price of bread *fell* in Cairo.", None),
    ("Shares in the firm *fell* sharply.", None),
    ("The team *attacked* well in the second half.", None),
    ("The painter *captured* the light of Tangier.", None),
    ("The film was *shot* in Malta.", None),
    ("The firm *launched* a phone in Seoul.", None),
    ("The deal was *struck* on Monday.", ("SUPPORT", None)),
    ("She *took* a taxi to the airport.", None),
    ("The meeting *took* place in Riyadh.", None),
    ("The proposal *fell* apart.", None),
    ("Temperatures *hit* 40C in Basra.", None),
    ("The bill *killed* any hope of a loan.", None),
    ("He *held* a degree in law.", None),
    ("Talks *entered* a second day.", None),
    ("Heavy rain *flooded* the streets of Tripoli.", None),
    ("The minister *took* office in May.", None),
    ("The army *raised* wages.", None),
    ("The general *retired* to Nice.", None),
    ("The envoy *left* the room.", None),
    ("The foreign ministers *met* in Astana.", ("CONSULT", None)),
    ("Pyongyang *threatened* to bomb Guam.", ("THREATEN", "violence")),
    ("Hackers *attacked* the ministry's servers.", ("COERCE", "cyber")),
    ("Malawi *agreed* to build a bridge in Zambia.", ("AGREE", None)),
    ("The envoy *called* the king on Monday.", ("CONSULT", "phone")),
    ("The envoy *called* the king a liar on Monday.", ("ACCUSE", "disapprove")),
    ("Norway *returned* a mask to Ghana.", ("RETREAT", "access")),
    ("The mayor *asked* residents to boil water.", ("REQUEST", None)),
    ("The two leaders *spoke* by telephone.", ("CONSULT", "phone")),
    ("The emir *vowed* to avenge the raid.", ("THREATEN", "violence")),
    ("The clerks *complained* that the roof leaks.", ("ACCUSE", "disapprove")),
    ("The allies *launched* a scathing attack on the bank.", ("ACCUSE", "disapprove")),
    ("Britain *declined* to send troops.", ("REJECT", None)),
    ("They *arrested* us at the gate.", ("COERCE", "arrest")),
    ("Lima warned that it would *expel* the envoys.", ("SANCTION", "expel")),
    # Ordinary uses of the same words.
    ("The factory *met* the deadline.", None),
    ("Pillars *support* the roof.", None),
    ("Experts *accept* that the dam may fail.", None),
    ("The hotel *welcomes* guests.", None),
    ("The law *requires* drivers to carry lamps.", None),
    ("The minister *agreed* that the plan had failed.", None),
    ("The spokesman *declined* to comment.", None),
    ("Sales *declined* in May.", None),
    ("The premier *spoke* to reporters.", None),
    ("The premier *speaks for* himself.", None),
    ("Counsel for the *accused* rose.", None),
    ("The driver made the *trip* twice.", None),
    ("They *asked* not to be named.", None),
    ("They were not allowed to *speak*.", None),
    ("Forecasters *warned* that it would rain.", None),
    ("He *returned* to Lima.", None),
    ("*Thank* you for your letter.", None),
    ("Seoul and Tokyo *held joint exercises* in the strait.", ("COOPERATE", None)),
    ("Loyalists *stormed* the television station in Conakry.", ("ASSAULT", None)),
    ("Guerrillas *laid down* their arms in Caqueta.", ("RETREAT", "disarm")),
)

# Read wrongly today; a change that mends one has to move it up.
KNOWN: Sequence[tuple[str, Coded | None]] = (
    ("Prisoners *began a hunger strike* in Diyarbakir.", ("PROTEST", "hunger")),
    ("A wave of *arrests* followed in Minsk.", ("COERCE", "arrest")),
)


def coded(marked: str, lore: Lore, parser: Parser) -> list[Coded]:
    return [(event.type, event.mode) for event in tell(marked, lore, parser).events_at_mark()]


def wanted(expected: Coded | None) -> list[Coded]:
    return [expected] if expected is not None else []


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_trigger(marked: str, expected: Coded | None, lore: Lore, parser: Parser) -> None:
    assert coded(marked, lore, parser) == wanted(expected)


@pytest.mark.parametrize(("marked", "expected"), KNOWN)
def test_trigger_not_yet_read(marked: str, expected: Coded | None, lore: Lore, parser: Parser) -> None:
    assert coded(marked, lore, parser) != wanted(expected), "read well now: move it from KNOWN to CASES"
