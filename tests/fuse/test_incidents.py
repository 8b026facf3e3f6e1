"""Reports of one happening: which are joined and why, in any order, with whom they rest on and "
"what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.fuse.incidents import Comparing, accounts, grouped, incident, name_of
from dateline.fuse.incidents.copies import alike, one_text, overlap, sketch
from dateline.fuse.incidents.grading import RULES
from dateline.fuse.incidents.grouping import joined
from dateline.fuse.incidents.where import days_apart, lie, named_alike, skeleton
from dateline.lore import Lore
from dateline.model import Account, Count, Decision, Joining, Spot, Voice
from dateline.parse import Parser
from tests.told import tell

# (outlet, day of publication, text): a strike on a mill, told by several; and what is like it.
REPORTS: dict[str, tuple[str, str, str]] = {
    "wire": (
        "Lakeside Wire",
        "2023-04-11",
        "Missile hits flour mill in Kramatorsk, nine dead\n\nA Russian missile struck a flour "
        "mill in Kramatorsk on "
        "Tuesday afternoon, killing nine workers and wounding 21, the city's mayor, Ivan Hrytsak, said.",
    ),
    "copy": (
        "Morning Ledger",
        "2023-04-12",
        "Nine workers killed as missile hits mill\n\nA Russian missile struck a flour mill in "
        "the city of Kramatorsk "
        "on Tuesday afternoon, killing nine workers and wounding 21, mayor Ivan Hrytsak said.",
    ),
    "later": (
        "Harbour Post",
        "2023-04-13",
        "Kramatorsk mill: toll rises to eleven\n\nTwo more workers of the flour mill in "
        "Kramatorsk that a missile hit "
        "on Tuesday have died of their wounds, doctors at the city hospital said.",
    ),
    "denial": (
        "Moscow Dispatch",
        "2023-04-12",
        "The Russian defence ministry denied that its missile had struck a flour mill in "
        "Kramatorsk on Tuesday.",
    ),
    "next day": (
        "Harbour Post",
        "2023-04-13",
        "Shells fall on Kramatorsk market\n\nRussian artillery shelled the central market of "
        "Kramatorsk on Wednesday "
        "morning, killing two women, police said.",
    ),
    "next town": (
        "Harbour Post",
        "2023-04-12",
        "Sloviansk depot burns\n\nA drone set fire to a railway depot in Sloviansk on Tuesday "
        "night; nobody was hurt, "
        "the emergency service said.",
    ),
    "weeks later": (
        "Lakeside Wire",
        "2023-05-02",
        "Mill hit again\n\nA Russian missile struck a flour mill in Kramatorsk on Tuesday, the mayor said.",
    ),
    "talks": (
        "Lakeside Wire",
        "2023-04-11",
        "The foreign ministers of Turkey and Iran met in Ankara on Tuesday.",
    ),
}
ONE = ("wire", "copy", "later", "denial")


@pytest.fixture(scope="module")
def told(lore: Lore, parser: Parser) -> Mapping[str, tuple[Account, ...]]:
    return {name: read(*report, lore, parser) for name, report in REPORTS.items()}


def read(outlet: str, published: str, text: str, lore: Lore, parser: Parser) -> tuple[Account, ...]:
    return accounts(tell(text, lore, parser, outlet=outlet, published=published).reading.records, lore)


def lead(some: Sequence[Account]) -> Account:
    return next(account for account in some if account.lead)


# -- joining


@pytest.mark.parametrize(("a", "b"), list(combinations(REPORTS, 2)))
def test_reports_of_one_happening_are_joined(
    a: str, b: str, told: Mapping[str, tuple[Account, ...]], lore: Lore
) -> None:
    joining = Comparing(lore).joining(lead(told[a]), lead(told[b]))
    assert (joining.weight > 0) == (a in ONE and b in ONE), joining


def test_reports_are_grouped_by_happening(told: Mapping[str, tuple[Account, ...]], lore: Lore) -> None:
    comparing = Comparing(lore)
    every = [account for some in told.values() for account in some]
    groups = grouped(every, comparing.joining)
    [home] = [group for group in groups if lead(told["wire"]).id in group]
    for name, some in told.items():
        assert (lead(some).id in home) == (name in ONE), name


def test_a_joining_says_why_and_adds_up(told: Mapping[str, tuple[Account, ...]], lore: Lore) -> None:
    joining = Comparing(lore).joining(lead(told["wire"]), lead(told["later"]))
    reasons = {each.reason: each.seen for each in joining.because}
    assert "same day" in reasons or "day named by both" in reasons
    assert reasons["same town"] == "kramatorsk"
    assert joining.weight == pytest.approx(sum(each.weight for each in joining.because), abs=1e-3)
    assert reasons.keys() <= lore.lexicon.incident_weights.keys()


@pytest.mark.parametrize(("a", "b"), list(combinations(REPORTS, 2)))
def test_joining_is_the_same_both_ways(
    a: str, b: str, told: Mapping[str, tuple[Account, ...]], lore: Lore
) -> None:
    comparing = Comparing(lore)
    assert comparing.joining(lead(told[a]), lead(told[b])) == comparing.joining(lead(told[b]), lead(told[a]))


def test_kinds_that_may_be_one_are_so_both_ways(lore: Lore) -> None:
    comparing = Comparing(lore)
    families = [family.key for family in lore.lexicon.families] + ["report"]
    for a, b in permutations(families, 2):
        assert (b in comparing.kin(a)) == (a in comparing.kin(b)), (a, b)


# -- one document's happenings


@pytest.mark.parametrize(
    ("text", "happenings"),
    [
        ("Shells hit the market in Kherson on Monday, killing two people. The blast wounded nine.", 1),
        ("Shells hit Kherson on Monday. Shells hit Nikopol on Monday.", 2),
        ("A rocket hit Kherson on Monday. Another rocket hit Kherson an hour later.", 2),
        ("A rocket hit Kherson on Monday morning. In the evening drones struck Kherson.", 2),
        ("Russian troops captured Lyman on Monday. The ministers of Japan and Chile met in Osaka.", 2),
        ("The army plans to attack Kherson. Kyiv vowed to retake Lyman.", 1),
        ("Nothing is known yet.", 1),
    ],
)
def test_a_document_tells_of_happenings(text: str, happenings: int, lore: Lore, parser: Parser) -> None:
    found = read("Post", "2023-04-12", text, lore, parser)
    assert len(found) == happenings, [account.title for account in found]
    assert sum(account.lead for account in found) == 1


def test_plans_are_no_happening(lore: Lore, parser: Parser) -> None:
    [report] = read("Post", "2023-04-12", "The army plans to attack Kherson.", lore, parser)
    assert report.family == "report"
    assert report.events == ()


def test_no_document_no_account(lore: Lore) -> None:
    assert accounts((), lore) == ()


# -- groups


def weights_of(n: int, found: Sequence[float]) -> dict[tuple[str, str], float]:
    names = [f"{i:02d}" for i in range(n)]
    return dict(zip(combinations(names, 2), found, strict=False))


@settings(max_examples=60)
@given(st.integers(2, 6).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(-5, 5), min_size=15))))
def test_groups_do_not_depend_on_the_order(drawn: tuple[int, list[int]]) -> None:
    n, found = drawn
    weights = weights_of(n, [float(one) for one in found])
    some = [_bare(f"{i:02d}") for i in range(n)]

    def compare(a: Account, b: Account) -> Joining:
        pair = min(a.id, b.id), max(a.id, b.id)
        return Joining(*pair, weights[pair], ())

    expected = grouped(some, compare)
    assert grouped(list(reversed(some)), compare) == expected
    assert grouped([*some[1:], some[0]], compare) == expected
    assert sorted(id for group in expected for id in group) == [account.id for account in some]


def _bare(id: str) -> Account:
    """An account that tells nothing but its id."""
    empty = {field.name: () for field in fields(Account)}
    unknown = dict.fromkeys(("outlet", "wire", "published", "start", "end"))
    told = {"id": id, "document": id, "lead": True, "family": "violence", "title": "", "dated": False}
    return Account(**(empty | unknown | told))


def test_one_odd_pair_does_not_join_groups() -> None:
    weights = {
        ("a", "b"): 3.0,
        ("c", "d"): 3.0,
        ("a", "c"): 2.0,
        ("a", "d"): -4.0,
        ("b", "c"): -4.0,
        ("b", "d"): -4.0,
    }
    assert joined([["a"], ["b"], ["c"], ["d"]], weights) == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], (("a", "b"), ("c",))),
        ([Decision("split", "a", "b")], (("a",), ("b",), ("c",))),
        ([Decision("merge", "b", "c")], (("a", "b", "c"),)),
        ([Decision("split", "b", "a"), Decision("merge", "a", "b")], (("a", "b"), ("c",))),
        ([Decision("merge", "a", "c"), Decision("split", "a", "c")], (("a", "b"), ("c",))),
        ([Decision("merge", "a", "stranger")], (("a", "b"), ("c",))),
    ],
)
def test_what_was_decided_goes_before(
    decisions: list[Decision], expected: tuple[tuple[str, ...], ...]
) -> None:
    def compare(a: Account, b: Account) -> Joining:
        return Joining(a.id, b.id, 2.0 if {a.id, b.id} == {"a", "b"} else -2.0, ())

    assert grouped([_bare("a"), _bare("b"), _bare("c")], compare, decisions) == expected


# -- the incident


def test_an_incident_is_the_same_in_any_order(told: Mapping[str, tuple[Account, ...]]) -> None:
    some = [lead(told[name]) for name in ONE]
    for order in permutations(some):
        assert incident(order) == incident(some)
    assert incident(some).id == name_of(min(account.id for account in some))


def test_places_that_differ_in_their_spelling_alone_keep_one_order() -> None:
    """A set gives them in another order in each process, and `show incidents --json` followed it."""
    spellings = [f"spelling {n}" for n in range(9)]
    spots = tuple(Spot("kyiv", "UKR", "settlement", text=text) for text in reversed(spellings))
    found = incident([replace(_bare("a"), spots=spots)])
    assert [spot.text for spot in found.places] == spellings


def test_copies_are_one_source_and_both_sides_are_kept(told: Mapping[str, tuple[Account, ...]]) -> None:
    found = incident([lead(told[name]) for name in ONE])
    named = {source.name: source for source in found.sources if source.how == "for"}
    assert len([name for name in named if "Hrytsak" in name]) == 1, named
    assert found.claims_for
    assert found.claims_against
    assert found.grade.information == RULES["disputed"][0]
    assert set(found.claims_for).isdisjoint(found.claims_against)


def test_a_denial_in_the_words_of_what_it_denies_is_heard() -> None:
    words = tuple(f"w{i}" for i in range(20))
    one = replace(_bare("a"), words=words, voices=(_voice("1"),))
    copy = replace(_bare("b"), words=words, voices=(_voice("2", origin="named b"),))
    denial = replace(_bare("c"), words=words, voices=(_voice("3", "against", "named c"),))
    assert incident([one, copy]).independent == 1
    assert incident([one, copy, denial]).grade.rule == RULES["disputed"][1]


def test_figures_are_ranges_by_source(lore: Lore, parser: Parser) -> None:
    one = read(
        "Post", "2023-04-12", "The mayor said 9 people were killed in a strike on Kherson.", lore, parser
    )
    other = read(
        "Wire", "2023-04-12", "Police said 14 people were killed in a strike on Kherson.", lore, parser
    )
    [killed] = [one for one in incident([lead(one), lead(other)]).figures if one.counts == "killed"]
    assert (killed.low, killed.high) == (9, 14)
    assert len(killed.by) == 2


def test_a_sources_later_figure_stands_for_its_earlier_one() -> None:
    early = replace(_bare("a"), published="2023-04-11", counts=(_count(9, "Mayor", "f1"),))
    late = replace(_bare("b"), published="2023-04-12", counts=(_count(11, "Mayor", "f2"),))
    [killed] = incident([late, early]).figures
    assert (killed.low, killed.high, [one.figure for one in killed.by]) == (11, 11, ["f2"])


def test_an_open_bound_stays_open() -> None:
    some = replace(
        _bare("a"), counts=(_count(9, "Mayor", "f1"), replace(_count(20, "Police", "f2"), high=None))
    )
    [killed] = incident([some]).figures
    assert (killed.low, killed.high) == (9, None)


def _count(number: float, source: str, figure: str) -> Count:
    return Count("killed", None, number, number, False, source, None, figure)


def _voice(claim: str, how: str = "for", origin: str = "named a", **more: object) -> Voice:
    told = {"source": origin, "side": None, "named": True} | more
    return Voice(claim=claim, how=how, origin=origin, **told)


@pytest.mark.parametrize(
    ("voices", "rule"),
    [
        ([_voice("1", side="A"), _voice("2", origin="named b", side="B")], "both"),
        ([_voice("1", own=True, side="A"), _voice("2", origin="named b", side="A")], "both"),
        ([_voice("1"), _voice("2", origin="named b")], "several"),
        ([_voice("1"), _voice("2")], "one"),
        ([_voice("1", origin="outlet post", named=False)], "one"),
        ([_voice("1", origin="unnamed resident d", named=False)], "unnamed"),
        ([_voice("1"), _voice("2", "against", "named b")], "disputed"),
        ([_voice("1"), _voice("2", "against", "named b"), _voice("3", "against", "named c")], "outweighed"),
        ([_voice("1", "against")], "denied"),
        ([_voice("1", "open")], "unnamed"),
        ([], "unnamed"),
    ],
)
def test_the_grade_follows_from_who_speaks(voices: list[Voice], rule: str) -> None:
    found = incident([replace(_bare("a"), voices=tuple(voices))])
    assert (found.grade.information, found.grade.rule) == RULES[rule]


# -- copies


def test_a_text_is_a_copy_of_itself_and_of_what_is_cut_from_it() -> None:
    text = " ".join(f"word{i % 37} other{i}" for i in range(60))
    assert overlap(sketch(text), sketch(text)) == 1.0
    assert overlap(sketch(text), sketch(text[: len(text) // 2])) > 0.9
    assert overlap(sketch(text), sketch(" ".join(f"else{i}" for i in range(60)))) == 0.0


@settings(max_examples=60)
@given(st.lists(st.text("abcde", min_size=1, max_size=3)), st.lists(st.text("abcde", min_size=1, max_size=3)))
def test_likeness_lies_between_0_and_1_and_is_the_same_both_ways(a: list[str], b: list[str]) -> None:
    one, other = sorted(set(a)), sorted(set(b))
    assert 0.0 <= alike(one, other) <= 1.0 + 1e-9
    assert alike(one, other) == alike(other, one)
    assert 0.0 <= overlap(sketch(" ".join(a)), sketch(" ".join(b))) <= 1.0


def test_two_accounts_of_a_document_are_no_copies() -> None:
    words = tuple(f"w{i}" for i in range(20))
    one, other = replace(_bare("a"), words=words), replace(_bare("b"), words=words)
    assert one_text(one, other) == 1.0
    assert one_text(one, replace(other, document="a")) == 0.0


# -- where and when

BUCHA = Spot("bucha", "UKR", "settlement", None, 50.54, 30.21)
OBLAST = Spot("kyiv oblast", "UKR", "region", "kyiv oblast")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Spot("kherson", "UKR", "settlement"), Spot("kherson", "UKR", "settlement"), "same town"),
        (Spot("tripoli", "LBY", "settlement"), Spot("tripoli", "LBN", "settlement"), "other region"),
        (BUCHA, Spot("irpin", "UKR", "settlement", None, 50.52, 30.25), "same town"),
        (BUCHA, Spot("hostomel", "UKR", "settlement", None, 50.57, 30.27), "close by"),
        (BUCHA, Spot("lviv", "UKR", "settlement", None, 49.84, 24.03), "other town"),
        (Spot("bucha", "UKR", "settlement"), Spot("ukraine", "UKR", "country"), "one within the other"),
        (replace(BUCHA, admin1="kyiv oblast"), OBLAST, "one within the other"),
        (Spot("ukraine", "UKR", "country"), Spot("ukraine", "UKR", "country"), "same country"),
        (Spot("donbas", "UKR", "area"), Spot("donbas", "UKR", "area"), "same region"),
    ],
)
def test_how_two_places_lie(a: Spot, b: Spot, expected: str) -> None:
    assert lie([a], [b]) == expected
    assert lie([b], [a]) == expected


def test_places_that_are_not_told_say_nothing() -> None:
    assert lie([], [Spot("kherson", "UKR", "settlement")]) is None


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("maarat", "ma'arrat", True),
        ("druzhkivka", "druzhkovka", True),
        ("kramatorsk", "kherson", False),
    ],
)
def test_spellings_of_one_name_meet(a: str, b: str, one: bool) -> None:
    assert (skeleton(a) == skeleton(b)) is one
    spots = [Spot(name, "SYR", "settlement", text=name) for name in (a, b)]
    assert named_alike(*spots) is one


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        (("2023-04-11", "2023-04-11"), ("2023-04-11", "2023-04-11"), 0),
        (("2023-04-11", "2023-04-13"), ("2023-04-12", "2023-04-12"), 0),
        (("2023-04-11", "2023-04-11"), ("2023-04-12", "2023-04-12"), 1),
        (("2023-05-01", "2023-05-01"), ("2023-04-28", "2023-04-30"), 1),
    ],
)
def test_days_between(a: tuple[str, str], b: tuple[str, str], days: int) -> None:
    assert days_apart(a, b) == days_apart(b, a) == days
