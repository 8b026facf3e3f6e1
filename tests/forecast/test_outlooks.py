"""Properties of what is foreseen: spans, links without circles, the same text twice; and any text at all."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.forecast.extract.links import Links, without_circles
from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

# Pieces that look ahead, or only nearly, in any order: each alone is told in the tables of test_extract.
PIECES = (
    "If the bridge falls",
    "the garrison will surrender",
    "that would mean a long siege",
    "which would open the road",
    "Otherwise",
    "the marshal said",
    "“We shall hold",
    "prices may double by June",
    "because the mills would stop",
    "Were the dam to burst",
    "and then",
    "without shells",
    "is heading for famine",
    "a truce: nothing lasts",
    "unless",
    "in her view",
    "Expect a stalemate",
    "It did not.",
    "had warned that it could fall",
    "?",
    ";",
    ",",
    ".",
    "”",
)
# Enough to join pieces in ways that nobody thought of, in a few seconds.
EXAMPLES = 60


@st.composite
def texts(draw: st.DrawFn) -> str:
    return " ".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14)))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts())
def test_whatever_is_written_spans_hold_and_links_end(text: str, lore: Lore, parser: Parser) -> None:
    told = tell(text, lore, parser)
    forecasts = told.all("forecast")
    ids = {f.id for f in forecasts}
    whole = told.reading.document.text
    for forecast in forecasts:
        for span in (*forecast.evidence, forecast.proposition):
            assert whole[span.start : span.end] == span.text
            assert span.text == span.text.strip()
        if forecast.likelihood is not None:
            assert 0 <= forecast.likelihood.low <= forecast.likelihood.high <= 1
        assert {*forecast.depends_on, *forecast.counters} <= ids - {forecast.id}
        assert forecast.repeats in ids - {forecast.id} | {None}
    _seen_through({f.id: (*f.depends_on, *f.counters, *filter(None, [f.repeats])) for f in forecasts})


def _seen_through(links: dict[str, tuple[str, ...]]) -> None:
    """Takes away what points at nothing that is left, until nothing is left: a circle would stay."""
    while links:
        free = {one for one, others in links.items() if not set(others) & links.keys()}
        assert free, links
        links = {one: others for one, others in links.items() if one not in free}


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 9), max_size=3), st.one_of(st.none(), st.integers(0, 9))),
        max_size=10,
    )
)
def test_links_that_close_a_circle_are_left_out(drawn: list[tuple[list[int], int | None]]) -> None:
    size = len(drawn)
    given_links = [
        Links(
            tuple(sorted({i for i in follows if i < size and i != n})),
            repeats if repeats is not None and repeats < n else None,
            (),
        )
        for n, (follows, repeats) in enumerate(drawn)
    ]
    kept = without_circles(given_links)
    for n, (before, after) in enumerate(zip(given_links, kept, strict=True)):
        assert set(after.follows) <= set(before.follows)
        # What points back in the text is never given up for what points on.
        assert {i for i in before.follows if i < n} <= set(after.follows)
    _seen_through(
        {
            str(n): tuple(str(i) for i in (*one.follows, *([] if one.repeats is None else [one.repeats])))
            for n, one in enumerate(kept)
        }
    )


def test_the_same_text_twice_tells_the_same(lore: Lore, parser: Parser) -> None:
    text = "If the bridge falls, the garrison will surrender. That would open the road, the analyst said."
    first, second = (tell(text, lore, parser).all("forecast") for _ in range(2))
    assert first == second
    assert len(first) == len({f.id for f in first}) == 2
