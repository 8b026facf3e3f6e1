"""The examples of this project against their keys, and the packs' against what they state."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dateline.lore import Lore
from dateline.parse import Parser
from tests import test_examples as examples
from tests.lore import test_packs as packs

__all__ = ["Share", "example_shares", "pack_shares"]


@dataclass(frozen=True, slots=True)
class Share:
    """So many found of so many wanted; `floor` is the share that may not be fallen below."""

    name: str
    found: int
    wanted: int
    floor: float | None = None

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 where nothing is wanted."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def below(self) -> bool:
        """Whether the floor is broken. Floors are kept with four decimals."""
        return self.floor is not None and round(self.share, 4) < self.floor


def example_shares(lore: Lore, parser: Parser) -> list[Share]:
    """By kind of record: entries of the keys that come out with all their fields."""
    read = [examples.read_example(path, lore, parser) for path in examples.KEYS]
    rows = [row for example in read for row in examples.scores(example)]
    floors = json.loads(examples.FLOORS.read_text(encoding="utf-8"))
    shares = [_of(kind, [row.found for row in rows if row.list == kind], floors) for kind in examples.KINDS]
    wrong = sum(1 for example in read for _ in examples.violations(example))
    never = sum(len(example.key.get("never", ())) for example in read)
    return [*shares, Share("wrong readings avoided", max(0, never - wrong), never, 1.0)]


def _of(kind: str, found: list[bool], floors: dict[str, float]) -> Share:
    return Share(kind, sum(found), len(found), floors.get(kind))


def pack_shares(lore: Lore, parser: Parser) -> list[Share]:
    """By pack and list: examples that come out as stated."""
    shares = []
    for key, name in packs.lists():
        pack = packs.packs()[key]
        wanted = sum(1 for _ in packs.stated(pack, name))
        missed = packs.misses_of(pack, name, packs.view(lore, key), parser)
        shares.append(Share(f"{key}: {name}", wanted - len(missed), wanted))
    return shares
