"""Modes and ACLED's sub-types by what the words say beside the trigger; and that packs speak the codes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.lore.packs import core_folder, load_pack
from dateline.parse import Parser
from dateline.settings import cache_folder
from tests.lore.examples import overlaps
from tests.told import tell

DRONE, SHELL, MINE = "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED"
SUICIDE, GRENADE, CHEMICAL = "Suicide bomb", "Grenade", "Chemical weapon"
CLASH, ATTACK, ABDUCTION = "Armed clash", "Attack", "Abduction/forced disappearance"
EXCESSIVE, INTERVENED = "Excessive force against protesters", "Protest with intervention"
REGAINS, OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"
DISRUPTED, LOOTING = "Disrupted weapons use", "Looting/property destruction"

# (text with its trigger marked, mode, ACLED's sub-type)
CASES: Sequence[tuple[str, str | None, str | None]] = (
    # The weapon as who or what did it.
    ("Two guards were *killed* by a drone.", "drone", DRONE),
    ("The port was *hit* by a drone.", "drone", DRONE),
    ("Drones *struck* an oil depot in Ryazan.", "drone", DRONE),
    ("The village was *attacked* by jets.", "aerial", DRONE),
    ("Helicopters *attacked* the convoy.", "aerial", DRONE),
    ("An airstrike *killed* nine people in Idlib.", "aerial", DRONE),
    ("Artillery fire *killed* two miners.", "heavy-weapons", SHELL),
    ("The shelling *killed* three.", "heavy-weapons", SHELL),
    ("A rocket *killed* a farmer.", "heavy-weapons", SHELL),
    ("A suicide bomber *killed* nine recruits in Mogadishu.", "suicide-attack", SUICIDE),
    ("Two officers were *killed* by a roadside bomb.", "explosives", MINE),
    ("A mine *killed* two farmers near Izium.", "explosives", MINE),
    ("The bomb *killed* two officers.", "explosives", MINE),
    ("Two farmers were *wounded* by a grenade.", "explosives", GRENADE),
    ("Snipers *killed* two soldiers.", "firearms", CLASH),
    # The weapon behind a preposition.
    ("Rebels *attacked* the base with Grad rockets.", "heavy-weapons", SHELL),
    ("Russia *struck* the port with Kalibr missiles.", "heavy-weapons", SHELL),
    ("Russia *attacked* Kyiv with Shahed drones.", "drone", DRONE),
    ("They *attacked* the village with chlorine gas.", "unconventional", CHEMICAL),
    ("Nine miners were *killed* in a missile strike on Sorva.", "heavy-weapons", SHELL),
    ("Two people *died* in a drone attack.", "drone", DRONE),
    ("Nine farmers were *killed* in a suicide bombing in Kabul.", "suicide-attack", SUICIDE),
    ("The general was *killed* in an airstrike.", "aerial", DRONE),
    ("A man was *killed* in a shooting in Lagos.", "firearms", None),
    ("Attackers with machetes *killed* two herders.", "primitive", ATTACK),
    ("Men armed with knives *attacked* two farmers.", "primitive", ATTACK),
    ("Militants *ambushed* a convoy with a roadside bomb.", "explosives", MINE),
    # In another clause.
    ("Four people were *killed* when a shell hit a house in Nikopol.", "heavy-weapons", SHELL),
    ("Two farmers *died* when their car hit a mine.", "explosives", MINE),
    ("Two farmers were *killed* after a drone struck their tractor.", "drone", DRONE),
    ("The army used drones to *attack* the port of Odesa.", "drone", DRONE),
    # In the trigger's own words.
    ("A Grad *attack* on Sorva killed two.", "heavy-weapons", SHELL),
    ("Guards sexually *assaulted* the prisoners.", "sexual", "Sexual violence"),
    ("Two bombs *hit* the theatre in Mariupol.", "aerial", DRONE),
    # Arms that are there and do nothing.
    ("Nine miners *died* in a gas explosion.", None, None),
    ("Two soldiers were *killed* in a tank near Izium.", None, None),
    ("The soldiers were *killed* in a helicopter crash.", None, None),
    # What was done outweighs what it was done with.
    ("The depot was *destroyed* by a HIMARS strike.", "destroy", SHELL),
    ("The general was *assassinated* by a car bomb.", "targeted", MINE),
    ("Gunners *shot down* twelve drones.", "heavy-weapons", DISRUPTED),
    ("The air force *shot down* a missile.", "heavy-weapons", DISRUPTED),
    ("The rebels *shot down* a helicopter.", "heavy-weapons", SHELL),
    # By who did it to whom, without arms that strike from afar.
    ("Gunmen *killed* nine villagers near Goma.", None, ATTACK),
    ("Gunmen *attacked* civilians in Mopti.", None, ATTACK),
    ("Militants *killed* a mayor in Mopti.", None, ATTACK),
    ("Soldiers *shot* two farmers.", "firearms", ATTACK),
    ("Soldiers *killed* four rebels near Goma.", None, CLASH),
    ("Rebels *shot* two soldiers near Kidal.", "firearms", CLASH),
    ("Gunmen *attacked* a patrol in Mopti.", None, CLASH),
    ("Four civilians were *killed*.", None, None),
    ("Nine people were *killed*.", None, None),
    ("The army *captured* two villagers.", "abduct", ABDUCTION),
    ("The army *captured* two soldiers.", "abduct", CLASH),
    ("Soldiers *raped* two women.", "sexual", "Sexual violence"),
    # Crowds.
    ("Police *shot* two protesters in Dakar.", "firearms", EXCESSIVE),
    ("Soldiers *killed* two demonstrators in Dakar.", None, EXCESSIVE),
    ("Police *fired* tear gas at protesters.", "crowd-control", INTERVENED),
    ("Police *fired* rubber bullets at protesters.", "crowd-control", INTERVENED),
    ("Police *fired* live bullets at protesters in Dakar.", "crowd-control", EXCESSIVE),
    ("Police *dispersed* the demonstrators in Dakar.", "crowd-control", INTERVENED),
    ("A mob *beat* a man to death in Lagos.", "beat", "Mob violence"),
    ("Protesters *clashed* with police in Tbilisi.", "riot", "Violent demonstration"),
    ("Students *marched* through Tbilisi.", "demo", "Peaceful protest"),
    # Whose the place is.
    ("Ukrainian troops *captured* Lyman.", None, REGAINS),
    ("Russian troops *captured* Lyman.", None, OVERTAKES),
    ("Russian troops *retook* Lyman.", None, OVERTAKES),
    ("Lyman *fell* to Ukrainian forces.", None, REGAINS),
    ("Ukrainian forces *lost* Lyman.", None, OVERTAKES),
    ("Russian forces *lost* Lyman.", None, REGAINS),
    ("Ukrainian forces *drove* Russian troops out of Lyman.", None, REGAINS),
    ("Russian forces *drove* Ukrainian troops out of Lyman.", None, OVERTAKES),
    ("DNR troops *captured* Lyman.", None, OVERTAKES),
    ("The rebels *captured* Goma.", None, OVERTAKES),
    # Strategic developments.
    ("Police *seized* a weapons cache in Kaduna.", "seize", DISRUPTED),
    ("The militia *seized* a ship.", "seize", LOOTING),
    ("Soldiers *looted* the shops in Goma.", "destroy", LOOTING),
    ("Sappers *defused* a bomb in Mosul.", None, DISRUPTED),
    ("The army *established* a base in Kidal.", "troops", "Headquarters or base established"),
    ("Police *arrested* three generals.", "arrest", "Arrests"),
    ("Rebels *detained* three farmers near Kidal.", "arrest", ABDUCTION),
    ("Armenia *ceded* the village to Azerbaijan.", None, "Non-violent transfer of territory"),
    ("The two sides *agreed* on a ceasefire.", None, "Agreement"),
)

# (text with its trigger marked, a context that it has)
IN_CONTEXT: Sequence[tuple[str, str | None]] = (
    ("Soldiers *killed* four rebels near Goma.", "military"),
    ("Two soldiers were *killed*.", "military"),
    ("Two farmers were *killed*.", None),
    ("Two farmers were *killed* in an airstrike.", "military"),
    ("They *attacked* the village with chlorine gas.", "cbrn"),
    ("Shells *hit* the Zaporizhzhia nuclear plant.", "cbrn"),
    ("A missile *hit* a hospital in Kherson.", "health"),
    ("A suicide bomber *killed* nine recruits in Mogadishu.", "terrorism"),
    ("Police *arrested* two journalists.", "rights_freedoms"),
    ("Gunmen *killed* two priests.", "religion_ethnicity"),
    ("Guards sexually *assaulted* the prisoners.", "gender"),
    ("A mob *attacked* the embassy.", "diplomatic"),
    ("Police *shot* two protesters in Dakar.", "rights_freedoms"),
)

MODES = frozenset(
    (
        "visit third-party multilateral phone withdraw release disarm ceasefire access resign assist "
        "change yield meet disapprove investigate allege restrict arrest relations expel territory "
        "violence demo riot strike hunger boycott obstruct vandalize convict discontinue troops weapons "
        "police militia seize censor curfew martial-law deport withhold misinformation cyber abduct "
        "beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional"
    ).split()
)
CONTEXTS = frozenset(
    (
        "military intelligence executive legislative election political_institutions pro_democracy "
        "pro_autocracy economic legal reparations human_rights rights_freedoms repression human_security "
        "gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping health asylum "
        "migration disasters natural_resource environment technology terrorism cbrn cyber misinformation "
        "crime corruption illegal_drugs trafficking"
    ).split()
)
ACLED = {
    "Battles": {CLASH, REGAINS, OVERTAKES},
    "Explosions/Remote violence": {CHEMICAL, DRONE, SUICIDE, SHELL, MINE, GRENADE},
    "Violence against civilians": {"Sexual violence", ATTACK, ABDUCTION},
    "Protests": {"Peaceful protest", INTERVENED, EXCESSIVE},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        DISRUPTED,
        "Headquarters or base established",
        LOOTING,
        "Non-violent transfer of territory",
        "Other",
    },
}


@pytest.mark.parametrize(("marked", "mode", "sub"), CASES)
def test_mode_and_sub_type(
    marked: str, mode: str | None, sub: str | None, lore: Lore, parser: Parser
) -> None:
    told = tell(marked, lore, parser, theatre="russo-ukrainian")
    found = [(e.mode, e.acled and e.acled.sub_event_type) for e in told.events_at_mark()]
    assert found == [(mode, sub)]


@pytest.mark.parametrize(("marked", "context"), IN_CONTEXT)
def test_context(marked: str, context: str | None, lore: Lore, parser: Parser) -> None:
    (event,) = tell(marked, lore, parser).events_at_mark()
    assert context in event.context if context is not None else event.context == ()


def test_the_packs_speak_the_codes() -> None:
    pack = load_pack(core_folder(), cache_folder())
    told = [*((f.mode, f.acled) for f in pack.frames), *((m.mode, m.acled) for m in pack.means)]
    assert [mode for mode, _ in told if mode is not None and mode not in MODES] == []
    assert [a for _, a in told if a is not None and a[1] not in ACLED.get(a[0], ())] == []
    listed = (*pack.frames, *pack.targets, *pack.means)
    assert {context for entry in listed for context in entry.context} <= CONTEXTS


def test_examples_of_the_pack(lore: Lore, parser: Parser) -> None:
    """The example of each means is read as an assault in its mode."""
    missed = {}
    for means in load_pack(core_folder(), cache_folder()).means:
        found = [e.mode for e in tell(means.example, lore, parser).all("event") if e.type == "ASSAULT"]
        if means.mode not in found:
            missed[means.key] = found
    assert missed == {}


def test_what_it_was_done_with_comes_from_its_own_clause(lore: Lore, parser: Parser) -> None:
    told = tell("Rebels *killed* two soldiers, and drones hit the port.", lore, parser)
    assert [e.mode for e in told.events_at_mark() if overlaps((e.trigger.start, e.trigger.end), (7, 13))] == [
        None
    ]
