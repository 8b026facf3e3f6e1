"""Which candidate a name means, and whether a name is a place's: candidates and sentences built by hand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.find.names import Name
from dateline.find.places import ranking, recognising
from dateline.find.places.candidates import AREA, COUNTRY
from dateline.find.places.ranking import REASONS, Asked, Context, Hint, Ranked, Ranking
from dateline.find.places.recognising import Witness
from dateline.lore import Candidate, Lore, normal
from dateline.lore.packs import core_folder
from dateline.model import PlaceKind, Sentence, Token

NOWHERE = Context({}, frozenset())
CERTAINTY = ("certainty", "certainty-bias")


def weights(lore: Lore) -> Any:
    return np.asarray([lore.lexicon.place_weights[reason] for reason in REASONS])


def town(
    name: str, lat: float, lon: float, *, country: str = "USA", region: str = "TX", population: int = 5_000
) -> Candidate:
    key = f"{name}|{lat}|{lon}|{population}"
    return Candidate(None, key, name, "settlement", lat, lon, country, region, region, population)


def state(name: str, code: str, lat: float, lon: float, *, country: str = "USA") -> Candidate:
    key = f"admin1:{country}.{code}"
    return Candidate(None, key, name, "region", lat, lon, country, name, code, 9_000_000, feature="ADM1")


def country(name: str, code: str, lat: float, lon: float) -> Candidate:
    return Candidate(None, f"{COUNTRY}{code}", name, "country", lat, lon, code, None, None, 0)


def asked(
    *candidates: Candidate, name: str = "", wanted: PlaceKind | None = None, hint: Hint | None = None
) -> Asked:
    plain = normal(name or (candidates[0].name if candidates else "Nowhere"))
    return Asked(plain, wanted, candidates, (hint,) if hint else (), 1)


def answers(lore: Lore, *names: Asked, context: Context = NOWHERE) -> list[Ranked]:
    table = lore.lexicon.place_weights
    return Ranking(names, context, lore).answers(weights(lore), *(table[reason] for reason in CERTAINTY))


def best(lore: Lore, *names: Asked, context: Context = NOWHERE) -> list[Candidate | None]:
    return [answer.best for answer in answers(lore, *names, context=context)]


# -- the tables


def rows(file: str) -> list[dict[str, Any]]:
    (listed,) = yaml.safe_load((core_folder() / file).read_text(encoding="utf-8")).values()
    found: list[dict[str, Any]] = listed
    return found


def test_every_reason_has_a_weight_and_every_weight_a_reason() -> None:
    keys = [row["key"] for row in rows("place_weights.yaml")]
    assert keys == [*REASONS, *CERTAINTY]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("file", ["place_weights.yaml", "toponym_weights.yaml"])
def test_every_weight_says_why(file: str) -> None:
    for row in rows(file):
        assert len(row["reason"]) > 8, row
        assert isinstance(row["weight"], float | int)
        assert abs(row["weight"]) < 20


def test_certainty_grows_with_the_chance(lore: Lore) -> None:
    assert lore.lexicon.place_weights["certainty"] > 0


# -- chances


def test_an_empty_document_has_no_answers(lore: Lore) -> None:
    empty = Ranking([], NOWHERE, lore)
    assert empty.answers(weights(lore), 1.0, 0.0) == []
    assert empty.certainties(np.zeros(0)) == []


@pytest.mark.parametrize("count", [1, 2, 9])
def test_names_that_nothing_bears_are_none(lore: Lore, count: int) -> None:
    found = answers(lore, *(asked(name=f"Qx{n}") for n in range(count)))
    assert [one.best for one in found] == [None] * count
    assert all(one.confidence > 0.5 for one in found)


# Coordinates apart enough that no two bearers are one, and none is at the edge of the map.
PLACES = st.builds(
    lambda lat, lon, code, region, population: town(
        "Milltown", float(lat), float(lon), country=code, region=region, population=population
    ),
    st.integers(-80, 80),
    st.integers(-170, 170),
    st.sampled_from(["USA", "UKR", "FRA", ""]),
    st.sampled_from(["01", "02", "03"]),
    st.integers(0, 10_000_000),
)
DOCUMENTS = st.lists(
    st.lists(PLACES, max_size=6, unique_by=(lambda c: c.population, lambda c: (c.lat, c.lon))), max_size=6
)
MANY = settings(max_examples=60, deadline=None)


def document(names: Sequence[Sequence[Candidate]]) -> list[Asked]:
    return [asked(*able, name=f"Milltown {n}") for n, able in enumerate(names)]


@given(names=DOCUMENTS.filter(bool), data=st.data())
@MANY
def test_the_chances_of_a_name_add_up_to_one(
    lore: Lore, names: list[list[Candidate]], data: st.DataObject
) -> None:
    drawn = data.draw(st.lists(st.floats(-9, 9), min_size=len(REASONS), max_size=len(REASONS)))
    found = Ranking(document(names), NOWHERE, lore)
    for given_weights in (weights(lore), np.asarray(drawn)):
        chances = found.chances(given_weights)
        assert len(chances) == sum(len(able) + 1 for able in names)
        assert (chances >= 0).all()
        assert np.add.reduceat(chances, found.starts) == pytest.approx(np.ones(len(names)))


@given(names=DOCUMENTS)
@MANY
def test_an_answer_is_a_candidate_of_its_name_and_its_confidence_a_share(
    lore: Lore, names: list[list[Candidate]]
) -> None:
    found = answers(lore, *document(names))
    assert len(found) == len(names)
    for able, answer in zip(names, found, strict=True):
        assert answer.best is None or answer.best in able
        assert 0.0 <= answer.confidence <= 1.0


@given(names=DOCUMENTS.filter(bool), seed=st.integers(0, 99))
@MANY
def test_the_order_of_candidates_changes_nothing(lore: Lore, names: list[list[Candidate]], seed: int) -> None:
    mixed = [random.Random(seed + n).sample(able, len(able)) for n, able in enumerate(names)]
    table = weights(lore)
    first, second = (Ranking(document(one), NOWHERE, lore).chances(table) for one in (names, mixed))
    assert by_key(names, second, mixed) == pytest.approx(by_key(names, first, names), abs=1e-6)


@given(names=DOCUMENTS.filter(bool), seed=st.integers(0, 99))
@MANY
def test_the_order_of_names_changes_only_what_rests_on_the_first(
    lore: Lore, names: list[list[Candidate]], seed: int
) -> None:
    table = weights(lore)
    table[REASONS.index("first-place")] = 0.0
    order = random.Random(seed).sample(range(len(names)), len(names))
    mixed = [names[n] for n in order]
    first = Ranking(document(names), NOWHERE, lore).chances(table)
    second = Ranking(document(mixed), NOWHERE, lore).chances(table)
    told = by_name(mixed, second)
    assert [told[order.index(n)] for n in range(len(names))] == [
        pytest.approx(one, abs=1e-6) for one in by_name(names, first)
    ]


def by_name(names: Sequence[Sequence[Candidate]], chances: Any) -> list[list[float]]:
    found, at = [], 0
    for able in names:
        found.append(list(map(float, chances[at : at + len(able) + 1])))
        at += len(able) + 1
    return found


def by_key(
    order: Sequence[Sequence[Candidate]], chances: Any, names: Sequence[Sequence[Candidate]]
) -> list[float]:
    """The chances in another order of the same candidates."""
    held = [
        {**dict(zip((c.key for c in able), row, strict=False)), "none": row[-1]}
        for able, row in zip(names, by_name(names, chances), strict=True)
    ]
    return [
        row[key] for able, row in zip(order, held, strict=True) for key in (*(c.key for c in able), "none")
    ]


@given(
    chances=st.lists(st.floats(0, 1), min_size=2, max_size=20),
    slope=st.floats(0.01, 5),
    bias=st.floats(-5, 5),
)
def test_confidence_is_monotone_in_the_chance(chances: list[float], slope: float, bias: float) -> None:
    told = [ranking._calibrated(chance, slope, bias) for chance in sorted(chances)]
    assert told == sorted(told)
    assert all(0.0 <= one <= 1.0 for one in told)


# -- what decides

ODESSA_TEXAS = town("Odessa", 31.85, -102.37, population=115_000)
ODESSA_UKRAINE = town("Odessa", 46.48, 30.73, country="UKR", region="17", population=1_015_000)
IN_TEXAS = Hint(frozenset({("USA", "TX")}))
IN_UKRAINE = Hint(frozenset({("UKR", None)}))


def test_without_anything_else_the_larger_town_is_meant(lore: Lore) -> None:
    assert best(lore, asked(ODESSA_TEXAS, ODESSA_UKRAINE)) == [ODESSA_UKRAINE]


def test_what_stands_beside_a_name_says_where_it_lies(lore: Lore) -> None:
    both = (ODESSA_UKRAINE, ODESSA_TEXAS)
    assert best(lore, asked(*both, hint=IN_TEXAS)) == [ODESSA_TEXAS]
    assert best(lore, asked(*both, hint=IN_UKRAINE)) == [ODESSA_UKRAINE]
    plain, hinted = (answers(lore, asked(*both, hint=h))[0] for h in (None, IN_UKRAINE))
    assert hinted.confidence > plain.confidence


@pytest.mark.parametrize(
    ("within", "candidate", "holds"),
    [
        ((("USA", "TX"),), ODESSA_TEXAS, True),
        ((("USA", None),), ODESSA_TEXAS, True),
        ((("USA", "OK"), ("USA", "TX")), ODESSA_TEXAS, True),
        ((("USA", "OK"),), ODESSA_TEXAS, False),
        ((("UKR", None),), ODESSA_TEXAS, False),
        ((("USA", "TX"),), state("Texas", "TX", 31.0, -100.0), False),  # a region is not inside itself
        ((("USA", None),), state("Texas", "TX", 31.0, -100.0), True),
        ((("USA", None),), country("United States", "USA", 38.9, -77.0), False),
        ((), ODESSA_TEXAS, False),
    ],
)
def test_a_hint_holds_what_lies_inside(
    within: Sequence[tuple[str, str | None]], candidate: Candidate, holds: bool
) -> None:
    assert Hint(frozenset(within)).holds(candidate) is holds


def test_two_names_whose_bearers_are_neighbours_support_each_other(lore: Lore) -> None:
    """Of two pairs of namesakes one of each lie side by side."""
    paris = (
        town("Paris", 48.85, 2.35, country="FRA", region="11", population=60_000),
        town("Paris", 33.66, -95.55, population=25_000),
    )
    troy = (
        town("Troy", 42.73, -73.69, region="NY", population=50_000),
        town("Troy", 33.60, -95.50, population=1_500),
    )
    table = weights(lore)
    alone = [Ranking([asked(*able)], NOWHERE, lore).chances(table)[1] for able in (paris, troy)]
    together = Ranking([asked(*paris), asked(*troy)], NOWHERE, lore).chances(table)
    assert together[1] > alone[0] + 0.05
    assert together[4] > alone[1] + 0.05
    # The more such names there are, the surer: at last it is they that are meant.
    around = [asked(town("Town", 33.6 + n / 100, -95.5, population=900), name=f"Town {n}") for n in range(12)]
    assert best(lore, asked(*paris), asked(*troy), *around)[:2] == [paris[1], troy[1]]


def test_support_fades_with_distance(lore: Lore) -> None:
    column = REASONS.index("neighbours")
    told = []
    for lon in (30.2, 30.6, 31.0, 33.0, 60.0):
        here = asked(town("Here", 50.0, 30.0, country="UKR", region="1"))
        there = asked(town("There", 50.0, lon, country="UKR", region="2"))
        told.append(Ranking([here, there], NOWHERE, lore).reasons(weights(lore))[0, column])
    assert told == sorted(told, reverse=True)
    assert told[0] > 0.1
    assert told[-1] < 0.001


def test_a_name_does_not_support_itself(lore: Lore) -> None:
    twins = asked(ODESSA_UKRAINE, replace(ODESSA_UKRAINE, key="twin", lat=46.5, population=900))
    found = Ranking([twins], NOWHERE, lore).reasons(weights(lore))
    for reason in ("possible-neighbours", "country-votes", "region-votes", "neighbours", "first-place"):
        assert not found[:, REASONS.index(reason)].any(), reason


def test_a_hamlet_in_a_text_about_elsewhere_may_be_none_of_these(lore: Lore) -> None:
    france = [
        asked(town(name, 48.0 + n / 10, 2.0, country="FRA", region="11", population=200_000), name=name)
        for n, name in enumerate(("Aubigny", "Belcourt", "Courval", "Dormelle"))
    ]
    hamlet = town("Mill", -40.0, 170.0, country="NZL", region="E7", population=0)
    chances = Ranking([asked(hamlet), *france], NOWHERE, lore).chances(weights(lore))
    alone = Ranking([asked(hamlet)], NOWHERE, lore).chances(weights(lore))
    assert chances[1] > alone[1] - 1e-9  # none of these is no less likely there
    assert chances[1] > 0.5


def test_of_what_a_pack_lists_as_an_area_none_is_no_answer(lore: Lore) -> None:
    area = Candidate(None, f"{AREA}fens", "Fens", "area", 52.5, 0.0, "", None, None, 0)
    (answer,) = answers(lore, asked(area))
    assert answer.best == area
    assert answer.confidence > 0.5


def test_the_kind_that_the_words_ask_for(lore: Lore) -> None:
    column, other = REASONS.index("kind-asked"), REASONS.index("kind-other")
    able = (
        state("Kherson", "08", 46.6, 33.5, country="UKR"),
        town("Kherson", 46.6, 32.6, country="UKR", region="08"),
    )
    found = Ranking([asked(*able, wanted="region")], NOWHERE, lore).fixed
    assert found[:2, column].tolist() == [1.0, 0.0]
    assert found[:2, other].tolist() == [0.0, 1.0]
    assert best(lore, asked(*able, wanted="region")) == [able[0]]
    assert best(lore, asked(*able)) == [able[1]]  # bare, it is the town


def test_a_theatre_draws_names_to_its_war(lore: Lore) -> None:
    able = (
        town("Lyman", 41.3, -110.3, region="WY", population=200_000),
        town("Lyman", 48.99, 37.81, country="UKR", region="05", population=3_000),
    )
    assert best(lore, asked(*able)) == [able[0]]
    assert best(lore.within("russo-ukrainian"), asked(*able)) == [able[1]]


def test_what_the_document_names_outright_counts(lore: Lore) -> None:
    able = (
        town("Salem", 44.9, -123.0, region="OR", population=100_000),
        town("Salem", 42.5, -70.9, region="MA", population=99_000),
    )
    named = Context({}, frozenset({("USA", "MA")}))
    plain, informed = (Ranking([asked(*able)], c, lore).chances(weights(lore)) for c in (NOWHERE, named))
    assert plain[1] < plain[0]
    assert informed[1] > plain[1]
    assert informed[0] < plain[0]


# -- whether a name is a place's


def sentence(notation: str) -> Sentence:
    """Words as `text/pos/dep/head/entity`, from the right whatever is left out: X, dep, itself, none."""
    tokens, at = [], 0
    for i, word in enumerate(notation.split()):
        text, pos, dep, head, ent = (*word.split("|"), *[""] * 5)[:5]
        lemma = text.lower().removesuffix("ed")
        above = int(head) if head else i
        tokens.append(
            Token(
                i, at, at + len(text), text, text.lower(), lemma, pos or "X", "", dep or "dep", above, ent, ()
            )
        )
        at += len(text) + 1
    tokens = [replace(t, children=tuple(c.i for c in tokens if c.head == t.i and c.i != t.i)) for t in tokens]
    return Sentence(0, 0, "body", 0, at - 1, " ".join(t.text for t in tokens), tuple(tokens), 0)


def name(given: Sentence, lo: int, hi: int, *, listed: bool) -> Name:
    text = given.text[given.tokens[lo].start : given.tokens[hi - 1].end]
    return Name(0, lo, hi, hi - 1, text, normal(text), (), listed, "place")


SILENT = Witness(frozenset(), frozenset(), {})
LISTED = {"listed": True}


def keys_of(lore: Lore, notation: str, lo: int, hi: int, **given: Any) -> dict[str, float]:
    here = sentence(notation)
    found = list(
        recognising.reasons(
            here,
            name(here, lo, hi, listed=given.pop("listed", False)),
            given.pop("seen", SILENT),
            given.pop("lore", lore),
            given.pop("wanted", None),
            given.pop("hinted", False),
        )
    )
    assert len({key for key, _ in found}) == len(found)
    return dict(found)


# The reason, the sentence with its name, where the name stands, and what else is known.
CASES: dict[str, tuple[Any, ...]] = {
    "bias": ("Zed", 0, 1),
    "listed": ("at Lviv", 1, 2, LISTED),
    "population": ("at Lviv", 1, 2, LISTED),
    "bearers": ("at Lviv", 1, 2, LISTED),
    "theatre": ("at Lviv", 1, 2, LISTED | {"theatre": "russo-ukrainian"}),
    "alternate": ("at Lvov", 1, 2, LISTED),
    "words-listed": ("at New York", 1, 3, LISTED),
    "words-unlisted": ("at New Zed", 1, 3),
    "kind-road": ("the Zed highway", 1, 2, {"wanted": "road"}),
    "kind-facility": ("the Zed bridge", 1, 2, {"wanted": "facility"}),
    "kind-asked": ("the Zed river", 1, 2, {"wanted": "river"}),
    "person-elsewhere": ("at Zed", 1, 2, {"seen": Witness(frozenset({"zed"}), frozenset(), {})}),
    "small-elsewhere": ("at Zed", 1, 2, {"seen": Witness(frozenset(), frozenset({"zed"}), {})}),
    "placed-elsewhere": ("at Zed", 1, 2, {"seen": Witness(frozenset(), frozenset(), {"zed": 0.5})}),
    "label-gpe": ("Zed|PROPN|dep|0|GPE", 0, 1),
    "label-loc": ("Zed|PROPN|dep|0|FAC", 0, 1),
    "label-org": ("Zed|PROPN|dep|0|ORG", 0, 1),
    "label-person": ("Zed|PROPN|dep|0|PERSON", 0, 1),
    "label-norp": ("Zed|PROPN|dep|0|NORP", 0, 1),
    "label-other": ("Zed|PROPN|dep|0|WORK_OF_ART", 0, 1),
    "label-none": ("Zed|PROPN", 0, 1),
    "no-proper-noun": ("Zed|ADJ", 0, 1),
    "after-in": ("near Zed|PROPN|pobj|0", 1, 2),
    "after-to": ("towards Zed|PROPN|pobj|0", 1, 2),
    "after-of": ("of Zed|PROPN|pobj|0", 1, 2),
    "after-other": ("about Zed|PROPN|pobj|0", 1, 2),
    "as-nsubj": ("Zed|PROPN|nsubj|1 fell", 0, 1),
    "as-nsubjpass": ("Zed|PROPN|nsubjpass|1 taken", 0, 1),
    "as-dobj": ("saw Zed|PROPN|dobj|0", 1, 2),
    "befalls-places": ("capture Zed|PROPN|dobj|0", 1, 2),
    "said-of-places": ("Zed|PROPN|nsubj|1 lie", 0, 1),
    "as-poss": ("Zed|PROPN|poss|1 mayor", 0, 1),
    "as-appos": ("town Zed|PROPN|appos|0", 1, 2),
    "as-conj": ("Lviv Zed|PROPN|conj|0", 1, 2),
    "as-compound": ("Zed|PROPN|compound|1 fire", 0, 1),
    "as-root": ("Zed|PROPN|ROOT", 0, 1),
    "says": ("Zed|PROPN|nsubj|1 say", 0, 1),
    "title-before": ("then President Zed", 2, 3),
    "person-before": ("then John|PROPN|compound|2|PERSON Zed", 2, 3),
    "name-before": ("then Acme|PROPN Zed", 2, 3),
    "article-before": ("the Zed", 1, 2),
    "body-after": ("at Zed Police|PROPN", 1, 2),
    "kind-after": ("at Zed City|PROPN", 1, 2),
    "person-after": ("at Zed Smith|PROPN|dep|2|PERSON", 1, 2),
    "name-after": ("at Zed Acme|PROPN", 1, 2),
    "noun-after": ("at Zed fire|NOUN", 1, 2),
    "genitive-after": ("at Zed 's|PART|case|1", 1, 2),
    "container-beside": ("at Zed", 1, 2, {"hinted": True}),
    "sentence-start": ("Zed fell", 0, 1),
    "dateline": ("Zed --", 0, 1),
}


@pytest.fixture(scope="module")
def told(lore: Lore) -> dict[str, dict[str, float]]:
    found = {}
    for key, (notation, lo, hi, *more) in CASES.items():
        given = dict(more[0]) if more else {}
        theatre = given.pop("theatre", None)
        found[key] = keys_of(lore.within(theatre), notation, lo, hi, **given)
    return found


@pytest.mark.parametrize("key", CASES)
def test_a_reason_is_given_where_it_holds(told: dict[str, dict[str, float]], key: str) -> None:
    assert told[key].get(key, 0.0) > 0.0
    # Somewhere else it is not: otherwise it tells nothing.
    assert key == "bias" or any(not other.get(key) for other in told.values())


def test_the_table_weighs_what_can_be_given_and_nothing_else(told: dict[str, dict[str, float]]) -> None:
    given_keys = {key for found in told.values() for key in found}
    assert given_keys == {row["key"] for row in rows("toponym_weights.yaml")} == set(CASES)


WORDS = st.sampled_from(
    [
        "Zed",
        "zed",
        "the",
        "The",
        "President",
        "County",
        "Police",
        "in",
        "of",
        "say",
        "--",
        "'s",
        "Ivan",
        "42",
        ",",
    ]
)
PARTS = st.sampled_from(["PROPN", "NOUN", "ADP", "VERB", "PUNCT", "PART", "X"])
RELATIONS = st.sampled_from(
    ["ROOT", "nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "conj", "compound", "case", "nmod"]
)
LABELS = st.sampled_from(["", "GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "DATE", "EVENT"])


@given(data=st.data())
@MANY
def test_whatever_the_parse_every_reason_has_its_weight(lore: Lore, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 6))
    words = [
        "|".join(map(str, data.draw(st.tuples(WORDS, PARTS, RELATIONS, st.integers(0, size - 1), LABELS))))
        for _ in range(size)
    ]
    lo = data.draw(st.integers(0, size - 1))
    hi = data.draw(st.integers(lo + 1, size))
    here = sentence(" ".join(words))
    one = name(here, lo, hi, listed=data.draw(st.booleans()))
    wanted = data.draw(st.sampled_from([None, "region", "road", "facility", "settlement"]))
    hinted = data.draw(st.booleans())
    found = list(recognising.reasons(here, one, SILENT, lore, wanted, hinted))
    assert {key for key, _ in found} <= set(lore.lexicon.toponym_weights)
    assert 0.0 < recognising.chance(here, one, SILENT, lore, wanted, hinted) < 1.0


def test_what_the_document_says_of_its_names() -> None:
    here = sentence("Ann Hart left for near Zed|PROPN|pobj|4|GPE and Zed|PROPN|nsubj|3 fell")
    person = replace(name(here, 0, 2, listed=False), use="person")
    seen = recognising.witness(
        [here], [person, name(here, 5, 6, listed=False), name(here, 7, 8, listed=False)]
    )
    assert seen.persons == {"ann", "hart"}
    assert {"left", "for", "near"} <= seen.small
    assert "Zed" not in seen.small
    assert seen.placed == {"zed": 0.5}
