"""What the store asks of whoever joins accounts: the store keeps and finds them, it judges none."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from dateline.model import Account, Decision, Joining, Record

__all__ = ["Joins"]


class Joins(Protocol):
    """Makes accounts and joins them. Nothing of it may depend on an order."""

    def accounts(self, records: Sequence[Record]) -> Sequence[Account]:
        """The accounts of one document, from its records alone."""

    def kin(self, family: str) -> AbstractSet[str]:
        """The families that may tell of the same happenings as a family does; each is the other's kin."""

    def placed(self, family: str) -> bool:
        """Whether a family's happenings are told by their places rather than by who takes part."""

    def comparable(self, one: Account, other: Account) -> bool:
        """Whether two accounts can be of one happening at all."""

    def joining(self, one: Account, other: Account) -> Joining:
        """Two accounts compared, the same whichever comes first."""

    def grouped(self, accounts: Sequence[Account], decisions: Sequence[Decision]) -> Sequence[Sequence[str]]:
        """Ids of accounts in groups, one a happening."""

    def name_of(self, account: str) -> str:
        """The id of the incident of which this account has the first id."""
