"""Who did it and whom it was done to, whatever the form of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.lore.examples import bare
from tests.told import tell

# Actors and targets, as the text names them.
Parties = tuple[list[str], list[str]]

CASES: Sequence[tuple[str, Parties]] = (
    ("Norway *gave* ten ambulances to Jordan.", (["Norway"], ["Jordan"])),
    ("Norway *gave* Jordan ten ambulances.", (["Norway"], ["Jordan"])),
    ("Rebels *ambushed* an army convoy at dawn.", (["rebels"], ["army convoy"])),
    ("An army convoy was *ambushed* by rebels near Kidal.", (["rebels"], ["army convoy"])),
    ("Soldiers and militiamen *looted* the market.", (["soldiers", "militiamen"], ["market"])),
    ("Soldiers *beat* students and teachers.", (["soldiers"], ["students", "teachers"])),
    ("Soldiers stormed the campus and *beat* students.", (["soldiers"], ["students"])),
    ("Soldiers, *beating* students, cleared the campus.", (["soldiers"], ["students"])),
    ("The militia tried to *kidnap* the envoy.", (["militia"], ["envoy"])),
    ("The warlord ordered his men to *kidnap* the envoy.", (["his men"], ["envoy"])),
    ("The court accused the general of *torturing* prisoners.", (["general"], ["prisoners"])),
    ("The general was accused of *torturing* prisoners.", (["general"], ["prisoners"])),
    ("The general promised the king to *release* the hostages.", (["general"], ["hostages"])),
    ("The *killing* of the bishop by gunmen shocked Bangui.", (["gunmen"], ["bishop"])),
    ("The army's *shelling* of Zawiya killed nine.", (["army"], ["Zawiya"])),
    ("The *shelling* of Zawiya by the army killed nine.", (["army"], ["Zawiya"])),
    ("Rwandan *attacks* on the camp went on.", (["Rwandan"], ["camp"])),
    ("The rebels *launched an attack* on the base.", (["rebels"], ["base"])),
    ("An *attack was launched* on the base by the rebels.", (["rebels"], ["base"])),
    ("The president *met* the emir in Doha.", (["president"], ["emir"])),
    ("The president *met* with the emir in Doha.", (["president"], ["emir"])),
    ("Brussels *imposed* sanctions on the airline.", (["Brussels"], ["airline"])),
    ("Sanctions were *imposed* on the airline by Brussels.", (["Brussels"], ["airline"])),
    ("Norway *sent* Ukraine six howitzers.", (["Norway"], ["Ukraine"])),
    ("Norway *sent* six howitzers to Ukraine.", (["Norway"], ["Ukraine"])),
    ("Ankara *accused* Athens of provocation.", (["Ankara"], ["Athens"])),
    ("Athens was *accused* of provocation by Ankara.", (["Ankara"], ["Athens"])),
    ("Iranian missiles *struck* the base.", (["Iranian missiles"], ["base"])),
    ("Missiles fired by the Houthis *hit* a tanker.", (["Houthis"], ["tanker"])),
    ("The Houthis *fired* missiles at a tanker.", (["Houthis"], ["tanker"])),
    ("Kenya *called* on the rebels to disarm.", (["Kenya"], ["rebels"])),
    (
        "General Osman Tarek, the army's chief, *visited* Port Sudan.",
        (["General Osman Tarek"], ["Port Sudan"]),
    ),
    ("The army's chief, General Osman Tarek, *visited* Port Sudan.", (["army's chief"], ["Port Sudan"])),
    ("Sudanese troops *killed* four herders.", (["Sudanese troops"], ["four herders"])),
    ("A court in Kano *found* the banker guilty of fraud.", (["court"], ["banker"])),
    ("The court *convicted* the largest bank to pay a fine.", (["court"], ["largest bank"])),
    ("The emir *hosted the king for talks* at the palace.", (["emir"], ["king"])),
    ("The roads department says it will *provide* a grant to Chad.", (["roads department"], ["Chad"])),
    ("The clans announced they had *attacked* the town.", (["clans"], ["town"])),
    ("Kenya announced the *deployment* of 230 soldiers to Haiti.", (["Kenya"], ["230 soldiers", "Haiti"])),
    ("Four herders were *killed*.", ([], ["four herders"])),
    ("Four herders *killed* in Darfur", ([], ["four herders"])),
    ("A blast *killed* four herders.", ([], ["four herders"])),
    ("Gunmen on motorcycles *killed* four herders.", (["Gunmen"], ["four herders"])),
    ("A group of rebels *seized* the mine.", (["rebels"], ["mine"])),
    ("Dozens of rebels *seized* the mine.", (["rebels"], ["mine"])),
    ("It was the marines who *seized* the mine.", (["marines"], ["mine"])),
    ("The mine was said to have been *seized* by marines.", (["marines"], ["mine"])),
    ("Police in Minsk *arrested* a poet.", (["Police"], ["poet"])),
    ("A poet was *arrested* in Minsk.", ([], ["poet"])),
    ("Rebels *clashed* with the army near Shire.", (["rebels"], ["army"])),
    ("*Clashes* between rebels and the army shook Shire.", (["rebels"], ["army"])),
    ("The emir *thanked* Oman for its help.", (["emir"], ["Oman"])),
    ("France's *withdrawal* from Mali ended in August.", (["France"], [])),
    ("The ministry confirmed the *capture* of Kupiansk.", ([], ["Kupiansk"])),
    ("The president and the emir *met* in Doha.", (["president", "emir"], ["president", "emir"])),
    ("The *withdrawal* of French troops from Mali ended in August.", (["French troops"], [])),
    ("The ministry denied the *capture* of Kupiansk.", ([], ["Kupiansk"])),
    ("The ministry announced the *capture* of Kupiansk by marines.", (["marines"], ["Kupiansk"])),
    ("Iran's decision to *release* the sailors stands.", (["Iran"], ["sailors"])),
    ("LIMA, Peru -- A tribunal judge *accused* the general of fraud.", (["tribunal judge"], ["general"])),
    ("The senate passed a motion *condemning* the raid.", (["senate"], ["raid"])),
    ("The union filed a suit *accusing* the mayor of fraud.", (["union"], ["mayor"])),
    ("UK and EU negotiators *signed* a treaty.", (["UK", "EU negotiators"], ["UK", "EU negotiators"])),
    ("Minister to *visit* Chad", (["minister"], ["Chad"])),
    ("Saudi Arabia, Iran to *reopen* embassies", (["Saudi Arabia", "Iran"], ["Saudi Arabia", "Iran"])),
    ("After *talks* with the king, the envoy left Amman.", (["envoy"], ["king"])),
    ("The presidents of Chad and Niger *met* in Abuja.", (["presidents"], ["Chad", "Niger"])),
    ("The police announced the *arrest* of four smugglers.", (["police"], ["four smugglers"])),
    ("The bank *refused* to let the envoy leave.", (["bank"], ["envoy"])),
    ("Peru called on the rebels to *surrender*.", (["rebels"], [])),
    ("The envoy *called* the king on Monday.", (["envoy"], ["king"])),
    ("The bishop *expressed* his sorrow and strong condemnation of the raid.", (["bishop"], ["raid"])),
    ("The emir *voiced* Qatar's support for Chad.", (["emir"], ["Chad"])),
    ("The clerks *filed* a suit in a Lima court against the bank.", (["clerks"], ["bank"])),
    ("Peru *summoned* the Chilean ambassador.", (["Peru"], ["Chilean ambassador"])),
    ("Talks *held* between Chad and Niger failed.", (["Chad"], ["Niger"])),
    ("Ukraine *received* ten howitzers from Norway.", (["Norway"], ["Ukraine"])),
    ("The hostages *walked free* in Doha.", ([], ["hostages"])),
    ("The emir *called* the king.", (["emir"], ["king"])),
    ("The envoys were in *talks* with the rebels.", (["envoys"], ["rebels"])),
    ("The junta *rejected* the bloc's demand.", (["junta"], ["bloc"])),
    ("The junta *lifted* the ban on Malian cattle.", (["junta"], ["Malian cattle"])),
    ("Chad is willing to *withdraw* its men from Mali.", (["Chad"], ["Mali"])),
    ("Chad *threatened* to shell Bamako.", (["Chad"], ["Bamako"])),
    ("Chad *rejected* a plan put forward by Mali.", (["Chad"], ["Mali"])),
    ("Chad *rejected* a call from Mali to open the road.", (["Chad"], ["Mali"])),
    ("Chad *mobilised* troops against Mali.", (["Chad"], ["troops", "Mali"])),
    # Headlines leave out the auxiliary.
    ("Ferry *intercepted* over the reef", ([], ["Ferry"])),
    ("Convoy *ambushed* by rebels", (["rebels"], ["Convoy"])),
    ("Dam *destroyed* on Awash", ([], ["Dam"])),
    # With a full stop it is a sentence, in which the subject acts.
    ("The convoy *attacked* at dawn.", (["convoy"], [])),
)

# Read wrongly today; a change that mends one has to move it up.
KNOWN: Sequence[tuple[str, Parties]] = (
    ("The convoy *ambushed* near Kidal carried fuel.", ([], ["convoy"])),
    ("Rebels who *ambushed* the convoy fled.", (["rebels"], ["convoy"])),
    ("The convoy, which rebels *ambushed* at dawn, carried fuel.", (["rebels"], ["convoy"])),
    ("The base *came under attack* from the rebels.", (["rebels"], ["base"])),
    ("*Talks* between the rebels and the government opened.", (["rebels"], ["government"])),
    ("Members of the Wagner Group *entered* Kidal.", (["Members of the Wagner Group"], ["Kidal"])),
)


def parties(marked: str, lore: Lore, parser: Parser) -> list[Parties]:
    return [
        (sorted(bare(a.text) for a in event.actors), sorted(bare(t.text) for t in event.targets))
        for event in tell(marked, lore, parser).events_at_mark()
    ]


def wanted(expected: Parties) -> list[Parties]:
    return [(sorted(map(bare, expected[0])), sorted(map(bare, expected[1])))]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_roles(marked: str, expected: Parties, lore: Lore, parser: Parser) -> None:
    assert parties(marked, lore, parser) == wanted(expected)


@pytest.mark.parametrize(("marked", "expected"), KNOWN)
def test_roles_not_yet_read(marked: str, expected: Parties, lore: Lore, parser: Parser) -> None:
    assert parties(marked, lore, parser) != wanted(expected), "read well now: move it from KNOWN to CASES"
