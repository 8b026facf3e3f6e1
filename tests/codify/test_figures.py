"""What numbers count once an event says what became of the counted: (counts, low, high)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

Counted = set[tuple[str, float | None, float | None]]

CASES: Sequence[tuple[str, Counted]] = (
    ("Four were killed.", {("killed", 4, 4)}),
    ("A shell killed 12 and wounded 30 in Sumy.", {("killed", 12, 12), ("wounded", 30, 30)}),
    ("A shell killed 12 people and wounded 30 others in Sumy.", {("killed", 12, 12), ("wounded", 30, 30)}),
    ("Twelve people were killed and 30 wounded in Sumy.", {("killed", 12, 12), ("wounded", 30, 30)}),
    ("At least two people died in the attack.", {("killed", 2, None)}),
    ("At least 40 soldiers were killed and 12 captured.", {("captured", 12, 12), ("killed", 40, None)}),
    ("An attack that killed nine pilgrims was condemned.", {("killed", 9, 9)}),
    ("The attack, which wounded six nurses, was condemned.", {("wounded", 6, 6)}),
    ("Fourteen dead in Gaza raid", {("killed", 14, 14)}),
    ("Bomb kills six in Kabul", {("killed", 6, 6)}),
    ("Six killed as bomb hits Kabul market", {("killed", 6, 6)}),
    ("The death of 17 miners was confirmed.", {("killed", 17, 17)}),
    ("Dozens of civilians were killed.", {("killed", 24, None)}),
    ("More than 100 fighters surrendered.", {("captured", 100, None)}),
    ("Rebels captured 60 soldiers.", {("captured", 60, 60)}),
    ("The fighting displaced 20,000 people.", {("displaced", 20000, 20000)}),
    ("About 400 villagers were evacuated.", {("evacuated", 400, 400)}),
    ("Air defence shot down 14 drones.", {("intercepted", 14, 14)}),
    ("The army destroyed nine tanks.", {("destroyed", 9, 9)}),
    ("Between 20 and 30 fighters were killed.", {("killed", 20, 30)}),
    ("Up to 50 fighters were killed.", {("killed", None, 50)}),
    ("Nearly 200 people were injured.", {("wounded", 200, 200)}),
    ("Five children are missing.", {("missing", 5, 5)}),
    ("Three of the dead were children.", {("killed", 3, 3)}),
    ("Nobody was killed, but 11 people were hurt.", {("wounded", 11, 11)}),
    ("Moscow drafted 300,000 men.", {("recruits", 300000, 300000)}),
    ("The army deployed 2,000 troops.", {("troops", 2000, 2000)}),
    ("Troops advanced 20km.", {("distance", 20, 20)}),
    ("A bomb went off, killing four.", {("killed", 4, 4)}),
    ("A mother and her two children were killed.", {("killed", 1, 1), ("killed", 2, 2)}),
    ("A dozen hostages were freed.", {("captured", 12, 12)}),
    ("Seven dead, 20 wounded in Odesa strike", {("killed", 7, 7), ("wounded", 20, 20)}),
    ("Hundreds of protesters were arrested.", {("captured", 200, None)}),
    ("No fewer than 12 people died.", {("killed", 12, None)}),
    ("A total of 31 villagers were killed.", {("killed", 31, 31)}),
    ("31 bodies were found in a pit.", {("killed", 31, 31)}),
    ("Militants abducted 30 pupils.", {("captured", 30, 30)}),
    ("The army recaptured eight villages.", {("settlements", 8, 8)}),
    ("The raid left 14 people dead.", {("killed", 14, 14)}),
    ("The death toll rose to 51.", {("killed", 51, 51)}),
    ("The number of dead reached 31.", {("killed", 31, 31)}),
    ("The raid left 14 dead and 20 wounded.", {("killed", 14, 14), ("wounded", 20, 20)}),
    ("Some 3,000 people fled the town.", {("displaced", 3000, 3000)}),
    ("Russia launched 36 missiles at Kyiv.", {("launched", 36, 36)}),
    ("The attack claimed the lives of eight sailors.", {("killed", 8, 8)}),
    ("Eight sailors lost their lives.", {("killed", 8, 8)}),
    ("Among the 19 killed were six medics.", {("killed", 19, 19), ("killed", 6, 6)}),
    ("Some 19 people, including six medics, were killed.", {("killed", 19, 19), ("killed", 6, 6)}),
    ("Gunmen shot dead four policemen.", {("killed", 4, 4)}),
    ("Four policemen were shot dead by gunmen.", {("killed", 4, 4)}),
    ("Casualties: 14 killed, 22 wounded.", {("killed", 14, 14), ("wounded", 22, 22)}),
    ("The blast injured 13, two of them critically.", {("wounded", 13, 13), ("wounded", 2, 2)}),
    ("Missile strike on Odesa kills seven, wounds 20", {("killed", 7, 7), ("wounded", 20, 20)}),
    ("The strike killed seven people, among them two children.", {("killed", 2, 2), ("killed", 7, 7)}),
    ("As many as 40 rebels surrendered.", {("captured", None, 40)}),
    ("The earthquake did not matter; 12 sailors drowned.", {("killed", 12, 12)}),
    ("Two pilots were taken prisoner.", {("captured", 2, 2)}),
)

# Read wrongly today; a change that mends one has to move it up.
KNOWN: Sequence[tuple[str, str]] = (("A 40-strong gang killed two guards.", "troops 40, killed 2"),)


def counted(text: str, lore: Lore, parser: Parser) -> Counted:
    return {(figure.counts, figure.low, figure.high) for figure in tell(text, lore, parser).all("figure")}


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_figures(text: str, expected: Counted, lore: Lore, parser: Parser) -> None:
    assert counted(text, lore, parser) == expected


# Several sentences: what a bare number counts is told before it.
TOLD_BEFORE: Sequence[tuple[str, str]] = (
    ("They downed 40 aircraft. They admit the loss of nine.", "destroyed 40, destroyed 9"),
    ("They seized nine nurses. Her sister is among the nine.", "captured 9, captured 9"),
    ("They put the toll at 140; lists seen since suggest sixty.", "killed 140, killed 60"),
    ("A hundred trucks are needed; 43 have come.", "vehicles 100, vehicles 43"),
    ("The mission saw 214 violations. Of these, 160 were blasts.", "other 214, other 160 part"),
    ("It killed nine men. Three of the dead were medics.", "killed 9, killed 3 part"),
)


# Which event a figure belongs to: (sentence, words of the figure, its event's trigger).
OWNED: Sequence[tuple[str, str, str | None]] = (
    ("Shelling killed four people in Dolna, and an air strike wounded six in Sorva.", "four", "killed"),
    ("Shelling killed four people in Dolna, and an air strike wounded six in Sorva.", "six", "wounded"),
    ("The army retook three villages, killing 20 fighters and losing four men.", "three", "retook"),
    ("The army retook three villages, killing 20 fighters and losing four men.", "20", "killing"),
    ("The army retook three villages, killing 20 fighters and losing four men.", "four", "losing"),
    ("They condemned the attack, which killed 12, and promised 5,000 troops.", "12", "killed"),
    ("They condemned the attack, which killed 12, and promised 5,000 troops.", "5,000", "promised"),
    ("Gunmen kidnapped 12 nurses and freed three of them.", "three", "freed"),
    ("It killed 126 people, including 68 children.", "68", "killed"),
    ("The strikes had cost $85 million.", "$85", "strikes"),
    ("Shells hit a queue. At least six were taken to a clinic.", "At least six", "hit"),
    ("A bomb destroyed a bus in Gao. The toll stands at 52.", "52", "destroyed"),
    ("Rebels shelled the camp. There were no casualties, a spokesman said.", "no", "shelled"),
    ("Rebels attacked a post. In the north, nine villagers are ill.", "nine", None),
    ("The army will supply Varn with nine rifles and 24,000 rounds.", "24,000", "supply Varn with"),
)


def amounts(text: str, lore: Lore, parser: Parser) -> str:
    """The figures in the table's form; ages and durations are left out."""
    figures = tell(text, lore, parser).all("figure")
    told = [f for f in figures if f.counts not in ("age", "duration")]
    return ", ".join(f"{f.counts} {_bounds(f.low, f.high)}{' part' if f.part_of else ''}" for f in told)


def _bounds(low: float | None, high: float | None) -> str:
    least, most = ("" if n is None else f"{n:.10g}" for n in (low, high))
    return least if least == most else f"{least}..{most}"


@pytest.mark.parametrize(("text", "expected"), TOLD_BEFORE)
def test_figures_told_before(text: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert sorted(amounts(text, lore, parser).split(", ")) == sorted(expected.split(", "))


@pytest.mark.parametrize(("text", "words", "trigger"), OWNED)
def test_the_event_a_figure_belongs_to(
    text: str, words: str, trigger: str | None, lore: Lore, parser: Parser
) -> None:
    told = tell(text, lore, parser)
    triggers = {event.id: event.trigger.text for event in told.all("event")}
    assert [triggers.get(f.event or "") for f in told.all("figure") if f.text.startswith(words)] == [trigger]


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_figures_not_yet_read(text: str, expected: str, lore: Lore, parser: Parser) -> None:
    assert amounts(text, lore, parser) != expected, "read well now: move it to those of things"
