"""Actors: (text, theatre, what is found). `KNOWN` holds misreadings, to be taken out as they are mended."""

from __future__ import annotations

import pytest

from tests.find.finds import Finds

UKRAINE = "russo-ukrainian"
DAY = "2022-10-05"

Wanted = tuple[str | None, str | None, str, str | None]
Row = tuple[str, str | None, list[Wanted]]

FOUND: list[Row] = [
    # governments by their capitals and seats
    (
        "Kyiv said it would fight on.",
        UKRAINE,
        [
            ("Kyiv", "Government of Ukraine", "government", "UKR"),
            ("it", "Government of Ukraine", "government", "UKR"),
        ],
    ),
    (
        "Jordan closed its border.",
        None,
        [("Jordan", "Jordan", "country", "JOR"), ("its", "Jordan", "country", "JOR")],
    ),
    ("The Kremlin denied the report.", UKRAINE, [("Kremlin", "Government of Russia", "government", "RUS")]),
    ("Missiles struck Kyiv.", UKRAINE, []),
    (
        "Washington imposed sanctions on Tehran.",
        None,
        [
            ("Washington", "Government of United States", "government", "USA"),
            ("Tehran", "Government of Iran", "government", "IRN"),
        ],
    ),
    (
        "Moscow’s forces withdrew.",
        UKRAINE,
        [
            ("Moscow", "Government of Russia", "government", "RUS"),
            ("Moscow’s forces", "Armed forces of Russia", "military", "RUS"),
        ],
    ),
    # forces
    (
        "Ukraine said its military held the town.",
        UKRAINE,
        [
            ("Ukraine", "Ukraine", "country", "UKR"),
            ("its", "Ukraine", "country", "UKR"),
            ("its military", "Armed forces of Ukraine", "military", "UKR"),
        ],
    ),
    (
        "The Israeli army said it struck Gaza.",
        None,
        [
            ("Israeli", "Israel", "country", "ISR"),
            ("The Israeli army", "Armed forces of Israel", "military", "ISR"),
            ("it", "Armed forces of Israel", "military", "ISR"),
        ],
    ),
    (
        "Houthi rebels said they had fired a missile.",
        None,
        [
            ("Houthi", "Houthis", "group", "YEM"),
            ("Houthi rebels", "Houthis", "group", "YEM"),
            ("they", "Houthis", "group", "YEM"),
        ],
    ),
    (
        "Hamas fighters fired rockets.",
        None,
        [("Hamas", "Hamas", "group", "PSE"), ("Hamas fighters", "Hamas", "group", "PSE")],
    ),
    # people without a name
    ("Diplomatic sources said the talks had failed.", None, [("Diplomatic sources", None, "group", None)]),
    (
        "Ethiopian soldiers left. Their commander said the war was over.",
        None,
        [
            ("Ethiopian", "Ethiopia", "country", "ETH"),
            ("Ethiopian soldiers", "Armed forces of Ethiopia", "military", "ETH"),
            ("Their", "Armed forces of Ethiopia", "military", "ETH"),
            ("Their commander", None, "person", "ETH"),
        ],
    ),
    # organisations
    ("Nato condemned the strike.", None, [("Nato", "NATO", "organisation", None)]),
    # people named like places
    (
        "Jordan Peele spoke to reporters.",
        None,
        [("Jordan Peele", "Jordan Peele", "person", None), ("reporters", None, "group", None)],
    ),
    ("Paris Hilton sang.", None, [("Paris Hilton", "Paris Hilton", "person", None)]),
    # Who holds the same office elsewhere; without one, nobody's side.
    (
        "Polish president Karel Brandt and Romanian president Ivo Pell met. Pell left his counterpart.",
        None,
        [
            ("Polish", "Poland", "country", "POL"),
            ("Polish president Karel Brandt", "Karel Brandt", "person", "POL"),
            ("Romanian", "Romania", "country", "ROU"),
            ("Romanian president Ivo Pell", "Ivo Pell", "person", "ROU"),
            ("Pell", "Ivo Pell", "person", "ROU"),
            ("his", "Ivo Pell", "person", "ROU"),
            ("his counterpart", "Karel Brandt", "person", "POL"),
        ],
    ),
    (
        "Romanian president Ivo Pell met Karel Brandt. The Romanian leader smiled.",
        None,
        [
            ("Romanian", "Romania", "country", "ROU"),
            ("Romanian president Ivo Pell", "Ivo Pell", "person", "ROU"),
            ("Karel Brandt", "Karel Brandt", "person", None),
            ("Romanian", "Romania", "country", "ROU"),
            ("The Romanian leader", "Ivo Pell", "person", "ROU"),
        ],
    ),
    # What is quoted calls somebody else "he".
    (
        "Karel Brandt left. Ivo Pell believes ‘he will come back’.",
        None,
        [
            ("Karel Brandt", "Karel Brandt", "person", None),
            ("Ivo Pell", "Ivo Pell", "person", None),
            ("he", "Karel Brandt", "person", None),
        ],
    ),
    # "Its" of what a deed befell; forces that stand within a country.
    (
        "Romania attacked. Shells hit the port, damaging its cranes.",
        None,
        [("Romania", "Romania", "country", "ROU")],
    ),
]

KNOWN: list[Row] = [
    # "it" is the report.
    (
        "A US official denied a report. A second US official confirmed it.",
        None,
        [
            ("US", "United States", "country", "USA"),
            ("A US official", None, "person", "USA"),
            ("US", "United States", "country", "USA"),
            ("A second US official", None, "person", "USA"),
        ],
    ),
]


def read(finds: Finds, row: Row) -> list[Wanted]:
    text, theatre, _ = row
    return [(actor.text, actor.name, actor.kind, actor.country) for actor in finds.actors(text, theatre, DAY)]


@pytest.mark.parametrize("row", FOUND, ids=lambda row: row[0])
def test_actors(finds: Finds, row: Row) -> None:
    assert read(finds, row) == row[2]


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row[0])
def test_known_misreadings_are_still_misread(finds: Finds, row: Row) -> None:
    assert read(finds, row) != row[2], "mended: move it to FOUND"


@pytest.mark.parametrize(
    ("text", "theatre", "name", "words"),
    [
        (
            "President Volodymyr Zelensky spoke. Mr Zelensky said so. He left. The president slept.",
            UKRAINE,
            "Volodymyr Zelensky",
            ["President Volodymyr Zelensky", "Mr Zelensky", "He", "The president"],
        ),
        (
            "French President Emmanuel Macron met Olaf Scholz. Mr Macron said he was hopeful.",
            None,
            "Emmanuel Macron",
            ["French President Emmanuel Macron", "Mr Macron", "he"],
        ),
        (
            "Angela Merkel, the German chancellor, said she was sad.",
            None,
            "Angela Merkel",
            ["Angela Merkel", "the German chancellor", "she"],
        ),
    ],
)
def test_one_person_by_many_words(
    finds: Finds, text: str, theatre: str | None, name: str, words: list[str]
) -> None:
    assert [actor.text for actor in finds.actors(text, theatre, DAY) if actor.name == name] == words


def test_a_name_given_outright_and_one_inferred_are_told_apart(finds: Finds) -> None:
    text = "President Volodymyr Zelensky spoke. He left for Kyiv. Moscow was silent, said the Kremlin."
    basis = {actor.text: actor.basis for actor in finds.actors(text, UKRAINE, DAY)}
    assert basis["President Volodymyr Zelensky"] == "explicit"
    assert basis["He"] == "coreference"
    assert basis["Kremlin"] == "metonym"


def test_sides_come_from_the_theatre_alone(finds: Finds) -> None:
    text = "Russian troops shelled the town."
    assert {actor.side for actor in finds.actors(text, UKRAINE, DAY)} == {"Russia"}
    assert {actor.side for actor in finds.actors(text, None, DAY)} == {None}


def test_bloggers_for_a_side_stand_on_it(finds: Finds) -> None:
    (bloggers, *_) = finds.actors("Pro-Russian military bloggers criticised the army.", UKRAINE, DAY)
    assert (bloggers.text, bloggers.side) == ("Pro-Russian military bloggers", "Russia")


def test_without_a_day_nobody_holds_an_office(finds: Finds) -> None:
    text = "The German chancellor resigned."
    named = [actor.name for actor in finds.actors(text, None, None) if actor.kind == "person"]
    assert named == [None]
    assert [actor.name for actor in finds.actors(text, None, DAY) if actor.kind == "person"] == [
        "Olaf Scholz"
    ]
