"""Speech whose cue no list has: who is made answerable by the learned links, and who is not."""

from __future__ import annotations

import pytest

from dateline.lore import Lore
from dateline.parse import Parser
from tests.told import tell

# (text, source, what is said); None: nobody but the outlet.
SAID = [
    ("The minister fumed that the convoy had been stopped.", "The minister", "the convoy had been stopped"),
    ("Residents texted that the bridge had collapsed.", "Residents", "the bridge had collapsed"),
    (
        "The opposition has long argued, without proof, that ballots were burned.",
        "The opposition",
        "ballots were burned",
    ),
    ("The new law ensures that villages get aid.", None, "villages get aid"),
    ("The thaw meant that the road was closed.", None, "the road was closed"),
    ("The mill ensured that the village was fed.", None, "the village was fed"),
]


@pytest.mark.parametrize(("text", "source", "said"), SAID, ids=[row[0][:30] for row in SAID])
def test_who_is_answerable(text: str, source: str | None, said: str, lore: Lore, parser: Parser) -> None:
    claims = tell(text, lore, parser).all("claim")
    at = text.index(said)
    over = [c for c in claims if any(span.start < at + len(said) and at < span.end for span in c.content)]
    assert over
    sources = {claim.by[0].text for claim in over if len(claim.by) > 1}
    assert sources == (set() if source is None else {source})


def test_a_listed_cue_is_told_once(lore: Lore, parser: Parser) -> None:
    text = "The ministry said that the dam had failed."
    told = tell(text, lore, parser).all("claim")
    assert [(claim.by[0].text, claim.by[0].cue.text if claim.by[0].cue else None) for claim in told] == [
        ("The ministry", "said")
    ]
