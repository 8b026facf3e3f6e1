"""What the store is handed for joining accounts: the fuse room's judgement with the knowledge at hand."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.model import Account, Decision, Joining, Record

if TYPE_CHECKING:
    from dateline.lore import Lore

__all__ = ["Joiner", "joiner", "knowledge"]

# Pairs that are remembered: when a page comes, most pairs of a part were compared for the page before.
_REMEMBERED = 50_000


def knowledge() -> Lore:
    """The knowledge that is installed, with the countries that were added."""
    from dateline.lore import Lore
    from dateline.settings import cache_folder, gazetteer_folder

    return Lore.open(cache_folder(), added=gazetteer_folder())


def joiner() -> Joiner:
    """A joiner with the knowledge that is installed."""
    return Joiner(knowledge())


class Joiner:
    """Makes accounts, compares and groups them; as `store.Joins`."""

    def __init__(self, lore: Lore) -> None:
        from dateline.fuse.incidents import Comparing

        self._lore = lore
        self._comparing = Comparing(lore)
        self._known: dict[tuple[str, str], Joining] = {}

    def accounts(self, records: Sequence[Record]) -> Sequence[Account]:
        """The accounts of one document."""
        from dateline.fuse.incidents import accounts

        return accounts(records, self._lore)

    def kin(self, family: str) -> AbstractSet[str]:
        """The families that may tell of the same happenings."""
        return self._comparing.kin(family)

    def placed(self, family: str) -> bool:
        """Whether it is a family of fighting and of ground: these are told by where they are."""
        return family in self._placed

    @cached_property
    def _placed(self) -> frozenset[str]:
        families = self._lore.lexicon.families
        return frozenset(one.key for one in families if one.changes or "ASSAULT" in one.roots)

    def comparable(self, one: Account, other: Account) -> bool:
        """Whether two accounts can be of one happening."""
        return self._comparing.comparable(one, other)

    def joining(self, one: Account, other: Account) -> Joining:
        """Two accounts compared."""
        return self._comparing.joining(one, other)

    def grouped(self, accounts: Sequence[Account], decisions: Sequence[Decision]) -> Sequence[Sequence[str]]:
        """Accounts in groups."""
        from dateline.fuse.incidents import grouped

        return grouped(accounts, self._weighed, decisions)

    def name_of(self, account: str) -> str:
        """The incident of which this account has the first id."""
        from dateline.fuse.incidents import name_of

        return name_of(account)

    def _weighed(self, one: Account, other: Account) -> Joining:
        """As `joining`, without its reasons where the pair was compared before."""
        pair = min(one.id, other.id), max(one.id, other.id)
        found = self._known.get(pair)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            weight = self._comparing.joining(one, other).weight
            found = self._known[pair] = Joining(*pair, weight, ())
        return found
