"""Places: (text, theatre, what is found). `KNOWN` holds misreadings, to be taken out as they are mended."""

from __future__ import annotations

import pytest

from tests.find.finds import Finds

UKRAINE = "russo-ukrainian"

# (words, name, kind, country); name None: a place that is not named.
Wanted = tuple[str, str | None, str, str | None]
Row = tuple[str, str | None, list[Wanted]]

FOUND: list[Row] = [
    (
        "Shells hit Izyum and Izium again.",
        UKRAINE,
        [("Izyum", "Izyum", "settlement", "UKR"), ("Izium", "Izyum", "settlement", "UKR")],
    ),
    ("Ships left Odesa.", UKRAINE, [("Odesa", "Odesa", "settlement", "UKR")]),
    ("Kherson region was shelled.", UKRAINE, [("Kherson region", "Kherson", "region", "UKR")]),
    ("Missiles struck Kherson.", UKRAINE, [("Kherson", "Kherson", "settlement", "UKR")]),
    ("Fighting raged in Aleppo province.", None, [("Aleppo province", "Aleppo", "region", "SYR")]),
    ("The city of Mosul was freed.", None, [("Mosul", "Mosul", "settlement", "IRQ")]),
    ("Tigray region was cut off.", None, [("Tigray region", "Tigray", "region", "ETH")]),
    ("The Tigris river burst its banks.", None, [("Tigris river", "Tigris", "river", None)]),
    ("The Black Sea was mined.", None, [("Black Sea", "Black Sea", "sea", None)]),
    ("Drones struck Port Sudan.", None, [("Port Sudan", "Port Sudan", "settlement", "SDN")]),
    (
        "Jets bombed Rafah in the Gaza Strip.",
        None,
        [("Rafah", "Rafaḩ", "settlement", "PSE"), ("Gaza Strip", "Gaza Strip", "area", "PSE")],
    ),
    (
        "M23 rebels entered Goma in eastern Congo.",
        None,
        [
            ("Goma", "Goma", "settlement", "COD"),
            ("Congo", "Democratic Republic of the Congo", "country", "COD"),
        ],
    ),
    ("Troops massed in Jordan.", None, [("Jordan", "Jordan", "country", "JOR")]),
    # descriptions
    (
        "Rockets hit Nikopol. The city lost power.",
        UKRAINE,
        [("Nikopol", "Nikopol", "settlement", "UKR"), ("The city", "Nikopol", "settlement", "UKR")],
    ),
    (
        "Villages in Kherson region were retaken.",
        UKRAINE,
        [("Villages", None, "settlement", "UKR"), ("Kherson region", "Kherson", "region", "UKR")],
    ),
    ("A river divides the town.", None, []),
    # governments and people are no places
    ("Missiles struck Kyiv.", UKRAINE, [("Kyiv", "Kyiv", "settlement", "UKR")]),
    ("Kyiv said it would fight on.", UKRAINE, []),
    ("The Kremlin denied it.", UKRAINE, []),
    ("Moscow’s forces withdrew.", UKRAINE, []),
    ("Jordan closed its border.", None, []),
    ("Jordan Peele spoke to reporters.", None, []),
    # namesakes: the countries that the document names decide
    (
        "In Libya, militias fought in Tripoli.",
        None,
        [("Libya", "Libya", "country", "LBY"), ("Tripoli", "Tripoli", "settlement", "LBY")],
    ),
    (
        "Alexandria in Egypt was hit.",
        None,
        [("Alexandria", "Alexandria", "settlement", "EGY"), ("Egypt", "Egypt", "country", "EGY")],
    ),
    ("Troops hold the east bank of the Oskil.", UKRAINE, [("Oskil", "Oskil", "river", None)]),
    # What follows a town's name between commas tells which one it is.
    (
        "He was born in Odessa, Texas.",
        None,
        [("Odessa", "Odessa", "settlement", "USA"), ("Texas", "Texas", "region", "USA")],
    ),
    (
        "Alexandria, Virginia, was quiet.",
        None,
        [("Alexandria", "Alexandria", "settlement", "USA"), ("Virginia", "Virginia", "region", "USA")],
    ),
    ("Paris Hilton sang.", None, []),
]

KNOWN: list[Row] = [
    # The document names Lebanon alone.
    (
        "In Lebanon, protesters blocked roads in Tripoli.",
        None,
        [("Lebanon", "Lebanon", "country", "LBN"), ("Tripoli", "Tripoli", "settlement", "LBN")],
    ),
    (
        "Houthi rebels seized Hodeidah in Yemen.",
        None,
        [("Hodeidah", "Hodeidah", "settlement", "YEM"), ("Yemen", "Yemen", "country", "YEM")],
    ),
]


def read(finds: Finds, row: Row) -> list[Wanted]:
    text, theatre, _ = row
    return [(place.text, place.name, place.kind, place.country) for place in finds.places(text, theatre)]


@pytest.mark.parametrize("row", FOUND, ids=lambda row: row[0])
def test_places(finds: Finds, row: Row) -> None:
    assert read(finds, row) == row[2]


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row[0])
def test_known_misreadings_are_still_misread(finds: Finds, row: Row) -> None:
    assert read(finds, row) != row[2], "mended: move it to FOUND"


def test_a_plural_at_the_end_of_a_list_makes_them_all_regions(finds: Finds) -> None:
    found = finds.places("Donetsk, Luhansk, Kherson and Zaporizhzhia regions were annexed.", UKRAINE)
    assert [(place.name, place.kind) for place in found] == [
        ("Donetsk", "region"),
        ("Luhansk", "region"),
        ("Kherson", "region"),
        ("Zaporizhzhia", "region"),
    ]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Troops hold the east bank of the Oskil.", "east bank"),
        ("The village lies 16 km north of Goma.", "16 km north"),
        ("Shells hit the outskirts of Khartoum.", "outskirts"),
        ("Shells hit Khartoum.", None),
    ],
)
def test_words_that_narrow_a_place_are_kept(finds: Finds, text: str, qualifier: str | None) -> None:
    assert [place.qualifier for place in finds.places(text, UKRAINE if "Oskil" in text else None)] == [
        qualifier
    ]


def test_a_theatre_draws_names_to_its_own_countries(finds: Finds) -> None:
    text = "Shells fell on Troitske."
    inside, outside = finds.places(text, UKRAINE), finds.places(text, None)
    assert [place.country for place in inside] == ["UKR"]
    assert all(place.confidence <= inside[0].confidence for place in outside)


def test_in_a_war_a_name_is_the_city_s_that_its_region_is_called_after(finds: Finds) -> None:
    """Though a town that some write so lies nearer to all else that is named."""
    text = "Two people were hurt in Mykolaiv. Russian forces shelled Selydove, Kurakhove and Pokrovsk."
    regions = {place.text: place.admin1 for place in finds.places(text, UKRAINE)}
    assert regions["Mykolaiv"] == "Mykolaiv Oblast"
    assert regions["Pokrovsk"] == "Donetsk Oblast"
    named = finds.places("Shells fell on Mykolaivka, in Donetsk Oblast.", UKRAINE)
    assert [place.admin1 for place in named] == ["Donetsk Oblast"] * 2


def test_confidence_lies_between_nothing_and_one(finds: Finds) -> None:
    text = "In Georgia and Armenia, people fled Gori, Shushi and Ganja for Tbilisi, Yerevan and Baku."
    assert all(0 < place.confidence <= 1 for place in finds.places(text))
