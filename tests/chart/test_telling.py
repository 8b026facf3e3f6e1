"""What a text tells of who holds what, by the whole path."""

from __future__ import annotations

import pytest

from dateline.chart import told
from dateline.flow import Options, read_document
from dateline.lore import Lore
from dateline.measure.texts import as_document
from dateline.model import Told
from dateline.parse import Parser

PUBLISHED = "2022-10-06"


def read(text: str, lore: Lore, parser: Parser, published: str | None = PUBLISHED) -> tuple[Told, ...]:
    document = as_document(text, "a dispatch", published=published)
    within = lore.within("russo-ukrainian")
    reading = read_document(document, lore, parser, Options(published, "russo-ukrainian"))
    return told(reading.records, within)


@pytest.mark.parametrize(
    ("text", "place", "change", "holder", "factuality"),
    [
        ("Ukrainian forces captured Lyman.", "Lyman", "gained", "Ukraine", "occurred"),
        ("Russian forces withdrew from Lyman.", "Lyman", "lost", "Russia", "occurred"),
        ("Russian forces plan to capture Lyman.", "Lyman", "gained", "Russia", "planned"),
        ("Russian forces failed to capture Lyman.", "Lyman", "gained", "Russia", "denied"),
        ("Russian forces shelled Lyman.", "Lyman", "threatened", None, "occurred"),
    ],
)
def test_what_is_told(
    text: str, place: str, change: str, holder: str | None, factuality: str, lore: Lore, parser: Parser
) -> None:
    found = [one for one in read(text, lore, parser) if one.place.name == place]
    assert [(one.change, one.holder, one.factuality) for one in found] == [(change, holder, factuality)]


def test_an_attack_is_against_its_attacker(lore: Lore, parser: Parser) -> None:
    (one,) = read("Russian forces shelled Lyman.", lore, parser)
    assert (one.against, one.attack, one.holder) == ("Russia", True, None)


def test_it_says_who_and_when(lore: Lore, parser: Parser) -> None:
    text = "The Ukrainian General Staff said that Ukrainian troops liberated Lyman on October 4."
    (one,) = read(text, lore, parser)
    assert (one.since, one.until, one.known, one.dated) == ("2022-10-04", "2022-10-04", PUBLISHED, True)
    assert (one.claimant_side, one.assessed, one.again) == ("Ukraine", False, True)


def test_what_the_report_says_itself_is_assessed(lore: Lore, parser: Parser) -> None:
    (one,) = read("Ukrainian forces captured Lyman.", lore, parser)
    assert one.assessed
    assert one.claimant_side is None


def test_without_a_day_of_publication_nothing_is_charted(lore: Lore, parser: Parser) -> None:
    assert read("Ukrainian forces captured Lyman.", lore, parser, published=None) == ()


@pytest.mark.parametrize(("words", "whole"), [("all of Kharkiv Oblast", True), ("Kharkiv Oblast", False)])
def test_whether_all_of_a_region_is_meant(words: str, whole: bool, lore: Lore, parser: Parser) -> None:
    found = read(f"Ukrainian forces captured {words}.", lore, parser)
    assert [one.whole for one in found if one.place.kind == "region"] == [whole]


def test_what_else_the_paragraph_names_goes_along(lore: Lore, parser: Parser) -> None:
    found = read(
        "Ukrainian forces captured Lyman. Shelling went on in Kramatorsk.\nOdesa was quiet.", lore, parser
    )
    lyman = next(one for one in found if one.place.name == "Lyman")
    assert [place.name for place in lyman.near] == ["Kramatorsk"]


def test_a_river_has_no_holder(lore: Lore, parser: Parser) -> None:
    found = read("Ukrainian forces keep a bridgehead over the Inhulets River.", lore, parser)
    assert [one for one in found if one.place.kind == "river"] == []


def test_what_is_past_is_told_within_the_words_of_a_hope(lore: Lore, parser: Parser) -> None:
    text = "Russian forces hope to push on from the woods near Lyman, which they took in May."
    assert [(one.place.name, one.change, one.holder) for one in read(text, lore, parser)] == [
        ("Lyman", "gained", "Russia")
    ]


def test_the_village_is_no_landmark(lore: Lore, parser: Parser) -> None:
    text = "Russian guns fired on Torske, 15 km west of Kreminna. Ukrainian forces then retook the village."
    gained = [one.place.name for one in read(text, lore, parser) if one.change == "gained"]
    assert gained == ["Torske"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Russian forces have completely left Sumy Oblast.", True),
        ("Russian forces completed their withdrawal from Sumy Oblast.", True),
        ("Russian forces have almost completely left Sumy Oblast.", False),
        ("Russian forces left Sumy Oblast.", False),
    ],
)
def test_whether_a_region_is_left_altogether(text: str, whole: bool, lore: Lore, parser: Parser) -> None:
    assert [(one.change, one.whole) for one in read(text, lore, parser)] == [("lost", whole)]


def test_each_region_of_a_list_is_told(lore: Lore, parser: Parser) -> None:
    found = read("Russian forces withdrew from Kyiv, Sumy, and Chernihiv Oblasts.", lore, parser)
    assert {(one.place.name, one.place.kind) for one in found} == {
        ("Kyiv", "region"),
        ("Sumy", "region"),
        ("Chernihiv", "region"),
    }


def test_a_piece_of_a_town_is_fought_for_and_not_taken(lore: Lore, parser: Parser) -> None:
    (one,) = read("Russian forces captured the eastern outskirts of Lyman.", lore, parser)
    assert (one.place.name, one.change, one.against) == ("Lyman", "contested", "Russia")
