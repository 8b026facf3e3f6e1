"""Whom a document's text rests on: claims made by hand, and texts through the whole path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Claim, Claimant, Ref, Response, Span, Stance, sealed
from dateline.tell.shares import Share, shares
from tests.find.finds import document
from tests.told import tell

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.model import Document
    from dateline.parse import Parser

TEXT = "aaaa bbbb cccc dddd eeee"  # twenty letters
OUTLET = Claimant(None, None, None, "The Courier", "MED", "outlet", None, None, None)
MAYOR = Claimant("the mayor", 0, 9, "Ivo Lantern", None, "person", "Norland", "NRL", "mayor")
AGAIN = Claimant("Mr Lantern", 0, 10, "Ivo Lantern", None, "person", "Norland", "NRL", None)
SOMEBODY = Claimant("officials", 0, 9, None, None, "unknown", None, None, None)


def page() -> Document:
    return document(TEXT)


def claim(
    *spans: tuple[int, int], by: tuple[Claimant, ...], stance: Stance = "asserts", of: str = "x"
) -> Claim:
    content = tuple(Span(a, b, TEXT[a:b]) for a, b in spans)
    ref = Ref("event", of)
    return sealed(
        Claim, document="d", evidence=content, of=ref, content=content, by=by, stance=stance, said=None
    )


def told(*claims: Claim) -> dict[str, tuple[int, int]]:
    return {one.name: (one.characters, one.claims) for one in shares(page(), claims)}


def test_each_character_counts_for_its_innermost_source() -> None:
    found = told(claim((0, 24), by=(OUTLET,)), claim((5, 14), by=(MAYOR, OUTLET), of="y"))
    assert found == {"The Courier": (12, 1), "Ivo Lantern": (8, 1)}


def test_of_equal_chains_the_tighter_claim_tells() -> None:
    found = told(claim((0, 24), by=(MAYOR, OUTLET)), claim((5, 9), (15, 19), by=(SOMEBODY, OUTLET), of="y"))
    assert found == {"Ivo Lantern": (12, 1), "officials": (8, 1)}


def test_what_is_claimed_twice_counts_once() -> None:
    found = told(*(claim((0, 9), by=(by, OUTLET), of=of) for by in (MAYOR, AGAIN) for of in "xyz"))
    assert found == {"Ivo Lantern": (8, 6)}


def test_an_article_makes_nobody_else() -> None:
    one = Claimant("a spokesman", 0, 11, None, None, "person", None, None, "spokesman")
    same = Claimant("Spokesman", 0, 9, None, None, "person", None, None, "spokesman")
    assert told(claim((0, 4), by=(one,)), claim((5, 9), by=(same,), of="y")) == {"a spokesman": (8, 2)}


def test_the_largest_share_stands_first_with_role_and_side() -> None:
    first, second = shares(page(), [claim((0, 4), by=(OUTLET,)), claim((5, 24), by=(AGAIN, OUTLET), of="y"),
                                    claim((5, 9), by=(MAYOR, OUTLET), of="z")])  # fmt: skip
    assert first == Share("Ivo Lantern", "person", "mayor", "Norland", "NRL", 16, 0.8, 2, 0, 0)
    assert (second.name, second.kind, second.share) == ("The Courier", "outlet", 0.2)


def test_the_outlet_of_the_page_is_the_outlet_itself() -> None:
    itself = Claimant(None, None, None, None, None, "outlet", None, None, None, "unknown")
    assert list(told(claim((0, 4), by=(itself,)))) == ["the outlet itself"]


def test_denials_and_what_they_dispute() -> None:
    said = claim((0, 4), by=(MAYOR, OUTLET))
    denied = claim((5, 9), by=(SOMEBODY, OUTLET), stance="denies")
    apart = claim((10, 14), by=(MAYOR, OUTLET), of="y")
    response = sealed(
        Response,
        document="d",
        evidence=denied.evidence,
        how="contradicts",
        claim=apart.id,
        to="?",
        reasons=(),
    )
    counted = {one.name: (one.disputed, one.denies) for one in shares(page(), [said, denied, apart])}
    assert counted == {"Ivo Lantern": (1, 0), "officials": (0, 1)}
    counted = {
        one.name: (one.disputed, one.denies) for one in shares(page(), [said, denied, apart, response])
    }
    assert counted == {"Ivo Lantern": (2, 0), "officials": (0, 1)}


def test_bylines_and_white_space_count_for_nothing() -> None:
    read = document("By Ada Quill\n\nTwo words.", kinds=("byline",))
    span = Span(0, len(read.text), read.text)
    ref = Ref("event", "x")
    whole = sealed(
        Claim,
        document="d",
        evidence=(span,),
        of=ref,
        content=(span,),
        by=(OUTLET,),
        stance="asserts",
        said=None,
    )
    (one,) = shares(read, [whole])
    assert (one.characters, one.share) == (9, 1.0)


def test_nothing_claimed_and_nothing_to_count() -> None:
    assert shares(page(), []) == ()
    empty = document("")
    assert [one.share for one in shares(empty, [claim((0, 4), by=(OUTLET,))])] == [0.0]


SPANS = st.tuples(st.integers(0, 24), st.integers(0, 24)).map(lambda pair: (min(pair), max(pair)))
CHAINS = st.sampled_from([(OUTLET,), (MAYOR, OUTLET), (SOMEBODY, OUTLET), (MAYOR, SOMEBODY, OUTLET)])
CLAIMS = st.lists(
    st.builds(lambda spans, by: claim(*spans, by=by), st.lists(SPANS, min_size=1, max_size=3), CHAINS),
    max_size=8,
)


@given(CLAIMS)
def test_shares_are_what_counting_letter_by_letter_gives(claims: list[Claim]) -> None:
    wanted: dict[str, int] = {}
    for at, letter in enumerate(TEXT):
        over = [(-len(c.by), sum(s.end - s.start for s in c.content), n) for n, c in enumerate(claims)
                if any(s.start <= at < s.end for s in c.content)]  # fmt: skip
        if over and not letter.isspace():
            name = claims[min(over)[2]].by[0].name or "officials"
            wanted[name] = wanted.get(name, 0) + 1
    found = shares(page(), claims)
    assert {one.name: one.characters for one in found if one.characters} == wanted
    assert sum(one.share for one in found) <= 1 + 1e-9
    assert [one.characters for one in found] == sorted((one.characters for one in found), reverse=True)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("“We will hold the whole of the long front line all winter,” Peter Novak said.", "Peter Novak"),
        ("Troops left Lyman on Monday. Rain fell on the town all day.", "the outlet itself"),
    ],
)
def test_texts_through_the_whole_path(text: str, first: str, lore: Lore, parser: Parser) -> None:
    read = tell(text, lore, parser).reading
    found = shares(read.document, read.records)
    assert found[0].name == first
    assert found[0].share > 0.5
    assert sum(one.share for one in found) <= 1 + 1e-9
