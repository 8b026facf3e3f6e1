"""Which places lie across the water from each other."""

from __future__ import annotations

import pytest

from dateline.lore.waters import Waters

# A bend: up from the south, then to the east.
BEND = Waters([[(12.0, 18.0), (13.0, 18.0), (13.0, 19.0)]])


@pytest.mark.parametrize(
    ("here", "there", "sure"),
    [
        ((12.5, 17.9), (12.5, 18.1), 1.0),
        ((12.5, 17.9), (12.6, 17.9), 0.0),
        ((12.9, 18.1), (13.1, 18.1), 1.0),
        # Round the outside of the bend, and across it from one bank to the same bank.
        ((12.9, 17.9), (13.2, 18.1), 0.0),
        ((12.9, 18.1), (12.8, 18.3), 0.0),
        # On the line.
        ((12.5, 18.0), (12.5, 18.1), 0.5),
        ((12.5, 18.1), (12.5, 18.005), 0.5),
        # Beyond the spring.
        ((11.9, 17.9), (11.9, 18.1), 0.0),
    ],
)
def test_what_lies_across(here: tuple[float, float], there: tuple[float, float], sure: float) -> None:
    assert BEND.between(here, [there]) == [sure]
    assert BEND.between(there, [here]) == [sure]


def test_without_rivers_or_places_nothing_lies_across() -> None:
    assert Waters().between((12.5, 17.9), [(12.5, 18.1)]) == [0.0]
    assert BEND.between((12.5, 17.9), []) == []
