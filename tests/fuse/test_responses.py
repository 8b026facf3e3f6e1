"""Who answers whom in one document: texts through the whole path, and what must come of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.lore import Lore
from dateline.model import Claim
from dateline.parse import Parser
from tests.told import Told, tell


def cases(name: str) -> list[Any]:
    found = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["text"][:70]) for case in found]


def source(claim: Claim) -> str:
    """The innermost source in its own words, which for a person named elsewhere may be a pronoun."""
    return claim.by[0].text or claim.by[0].name or "the outlet"


def answers(told: Told) -> list[str]:
    claims = {claim.id: claim for claim in told.all("claim")}
    return sorted(
        {f"{source(claims[one.claim])} {one.how} {source(claims[one.to])}" for one in told.all("response")}
    )


@pytest.mark.parametrize("case", cases("answered.yaml"))
def test_answers(case: dict[str, Any], lore: Lore, parser: Parser) -> None:
    assert answers(tell(case["text"], lore, parser)) == case["answers"]


@pytest.mark.parametrize("case", cases("unanswered.yaml"))
def test_nothing_answers(case: dict[str, Any], lore: Lore, parser: Parser) -> None:
    assert answers(tell(case["text"], lore, parser)) == [], case["why"]
