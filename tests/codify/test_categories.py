"""What kind of target an event has: people, buildings, ways, supplies, forces; None where nothing tells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.lore.examples import bare, overlaps
from tests.told import tell

# (text with its trigger marked, the categories of its targets in order)
CASES: Sequence[tuple[str, tuple[str | None, ...]]] = (
    ("Gunmen *killed* nine farmers and two policemen.", ("civilians", "police")),
    ("Dozens of villagers were *killed*.", ("civilians",)),
    ("Two children were *wounded* in Sumy.", ("children",)),
    ("Guards *beat* the detainees.", ("prisoners",)),
    ("The raid *killed* four prisoners of war.", ("prisoners",)),
    ("Gunmen *shot* a television crew.", ("journalists",)),
    ("Shells *killed* two ambulance drivers.", ("civilians",)),
    ("A strike *killed* three aid workers.", ("medics and aid workers",)),
    ("They *killed* Ukrainian soldiers.", ("troops",)),
    ("The rebels *attacked* Russian forces near Izium.", ("troops",)),
    ("A car bomb *killed* the mayor of Melitopol.", ("officials",)),
    ("Police *beat* the demonstrators.", ("protesters",)),
    ("Twelve people were *killed*.", (None,)),
    ("Two men were *killed*.", (None,)),
    ("Nine were *killed*.", (None,)),
    ("A missile *hit* a hospital in Kherson.", ("hospital",)),
    ("Jets *bombed* a maternity ward.", ("hospital",)),
    ("A shell *hit* a nursery school.", ("school",)),
    ("Shelling *destroyed* a block of flats and a kindergarten.", ("residential building", "school")),
    ("A drone *hit* a high-rise residential building.", ("residential building",)),
    ("A rocket *struck* a crowded market in Sorva.", ("market",)),
    ("A shell *hit* the cathedral.", ("religious building",)),
    ("Shells *damaged* the art museum.", ("cultural site",)),
    ("Missiles *hit* energy facilities in Lviv.", ("energy",)),
    ("Drones *struck* two electrical substations.", ("energy",)),
    ("Shells *hit* the Zaporizhzhia nuclear plant.", ("nuclear plant",)),
    ("A missile *hit* the dam.", ("dam",)),
    ("A blast *damaged* the gas pipeline.", ("gas and oil",)),
    ("A drone *hit* the oil refinery.", ("refinery",)),
    ("Drones *struck* an oil depot near Ryazan.", ("fuel depot",)),
    ("Drones *struck* two fuel tanks.", ("fuel depot",)),
    ("Rockets *hit* the wheat fields.", ("agricultural",)),
    ("Missiles *hit* a grain silo.", ("grain and food",)),
    ("Missiles *hit* a tractor factory.", ("industry",)),
    ("Missiles *hit* a tank factory.", ("arms industry",)),
    ("Ukrainian rockets *struck* the Antonivka bridge.", ("bridge",)),
    ("Rockets *hit* the port of Odesa.", ("port",)),
    ("Rockets *hit* the international airport.", ("airport",)),
    ("Rockets *hit* the railway station.", ("railway",)),
    ("A *strike* on the Saky air base wrecked nine jets.", ("air base",)),
    ("Missiles *hit* a military airfield and an ammunition warehouse.", ("air base", "ammunition depot")),
    ("Rebels *blew up* a depot of ammunition.", ("ammunition depot",)),
    ("Jets *bombed* a command post.", ("headquarters",)),
    ("A missile *hit* an anti-aircraft battery.", ("air defence",)),
    ("Air defences *shot down* twelve drones.", ("missiles and drones",)),
    ("Gunners *shot down* a helicopter.", ("aircraft",)),
    ("A missile *sank* a frigate.", ("naval vessel",)),
    ("A missile *hit* an armoured personnel carrier.", ("armour",)),
    ("A drone *destroyed* two howitzers.", ("artillery",)),
    ("Rebels *ambushed* an army convoy.", ("convoy",)),
    ("Jets *bombed* a training camp.", ("military base",)),
    ("A missile *hit* the television tower.", ("communications",)),
    ("Militants *attacked* the parliament building.", ("government building",)),
    ("A mob *attacked* the embassy.", ("embassy",)),
    ("Gunners *shelled* the city of Sumy.", (None,)),
    ("Gunners *shelled* the village.", (None,)),
    # Only a place is the target, and the sentence tells what was hit there.
    ("The *strike* on Kharkiv damaged a school.", ("school",)),
    ("Russia *fired* missiles at Odesa, hitting a grain terminal.", ("grain and food",)),
    ("A clinic was damaged when shells *hit* Nikopol.", ("hospital",)),
    ("Gunners *shelled* Nikopol, the mayor said.", (None,)),
)


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_category(marked: str, expected: tuple[str | None, ...], lore: Lore, parser: Parser) -> None:
    found = [
        tuple(t.category for t in event.targets) for event in tell(marked, lore, parser).events_at_mark()
    ]
    assert found == [expected]


def test_who_acts_has_no_category(lore: Lore, parser: Parser) -> None:
    (event,) = tell("Villagers *attacked* the soldiers.", lore, parser).events_at_mark()
    assert [a.category for a in event.actors] == [None] * len(event.actors)


def test_examples_of_the_pack(lore: Lore, parser: Parser) -> None:
    """The marked words of each example are a target of the entry's category."""
    missed = {}
    for key, target in lore.lexicon.target.items():
        told = tell(target.example, lore, parser)
        mark = told.marks["*"]
        words = bare(told.text[slice(*mark)]).split()[-1].rstrip("s")
        found = [
            t.category
            for event in told.all("event")
            for t in event.targets
            if overlaps((t.start, t.end), mark) and words in t.text.lower()
        ]
        if key not in found:
            missed[key] = found
    assert missed == {}


def test_no_wording_has_two_categories(lore: Lore) -> None:
    seen: dict[tuple[str, ...], str] = {}
    twice = []
    for noun, listed in lore.lexicon.targets.items():
        for before, target in listed:
            if seen.setdefault((*before, noun), target.key) != target.key:
                twice.append((*before, noun))
    assert twice == []
