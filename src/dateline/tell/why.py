"""`dateline show incidents --why ID`: one incident in full, and how it came about."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from dateline.errors import UsageError
from dateline.fuse.incidents.grouping import middle
from dateline.model import Account, Joining
from dateline.tell.happenings import Happening, happening

if TYPE_CHECKING:
    from dateline.store import Act, View
    from dateline.tell.joining import Joiner

__all__ = ["Near", "Why", "as_json", "why"]

# Neighbours that are told: enough to see what was missed.
_NEAR = 5
# Pairs that are compared for telling how far two incidents are apart, at most.
_PAIRS = 400


@dataclass(frozen=True)
class Near:
    """An account of another incident that comes near: its best pair, and what half of all pairs reach."""

    incident: str
    account: Account
    joining: Joining
    half: float
    split: int | None

    @property
    def because(self) -> str:
        """Why it was not joined."""
        if self.split is not None:
            return f"decision {self.split} splits them"
        if self.joining.weight <= 0:
            return "even its best pair speaks against it"
        if self.half <= 0:
            return "more than half of the pairs speak against it"
        return "other reports are nearer to each of both"


@dataclass(frozen=True)
class Why:
    """One incident, what joined it, what was decided, and what came near."""

    told: Happening
    view: View
    joiner: Joiner

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Its accounts by day of publication; they are told by their places in this order, from 1."""
        return self.told.accounts

    @cached_property
    def places(self) -> dict[str, int]:
        """Account -> its place among the accounts."""
        return {account.id: place for place, account in enumerate(self.accounts, 1)}

    @cached_property
    def joinings(self) -> tuple[Joining, ...]:
        """Its links, the strongest first."""
        found = self.view.joinings([account.id for account in self.accounts])
        return tuple(sorted(found, key=lambda one: (-one.weight, one.one, one.other)))

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """What people decided of its accounts."""
        return tuple(self.view.decisions([account.id for account in self.accounts]))

    @cached_property
    def tree(self) -> tuple[Joining, ...]:
        """The fewest strongest links that hold all accounts together; what was merged comes after them."""
        return tuple(_spanning([account.id for account in self.accounts], (*self.joinings, *self._merged())))

    def _merged(self) -> Iterator[Joining]:
        for act in self.acts:
            if act.what == "merge" and act.stands:
                for one, other in act.pairs:
                    if one in self.places and other in self.places:
                        yield self.joiner.joining(self._by_id[one], self._by_id[other])

    @cached_property
    def _by_id(self) -> dict[str, Account]:
        return {account.id: account for account in self.accounts}

    def copies(self) -> dict[str, tuple[int, str]]:
        """Account -> the place of the first whose text it shares, and how much of it."""
        found: dict[str, tuple[int, str]] = {}
        for joining in self.joinings:
            share = next((each.seen for each in joining.because if each.reason == "copy"), None)
            if share is not None:
                first, second = sorted((joining.one, joining.other), key=self.places.__getitem__)
                if self.places[first] < found.get(second, (len(self.accounts) + 1, ""))[0]:
                    found[second] = self.places[first], share
        return found

    def reasons(self) -> list[tuple[str, int, float, float]]:
        """Each reason with the number of links that it speaks in, and the least and most that it weighs."""
        weights: defaultdict[str, list[float]] = defaultdict(list)
        for joining in self.joinings or self.tree:
            for each in joining.because:
                weights[each.reason].append(each.weight)
        rows = [(reason, len(found), min(found), max(found)) for reason, found in weights.items()]
        return sorted(rows, key=lambda row: (-abs(row[2] + row[3]), row[0]))

    @cached_property
    def near(self) -> tuple[Near, ...]:
        """The incidents that come nearest and are not this one, by their best pairs."""
        best: dict[str, tuple[float, str, Account, Joining]] = {}
        for account in self.accounts:
            for incident, other in self.view.near(account, self.joiner):
                if other.id not in self.places:
                    joining = self.joiner.joining(account, other)
                    found = best.get(incident)
                    if found is None or (-joining.weight, other.id) < found[:2]:
                        best[incident] = (-joining.weight, other.id, other, joining)
        nearest = sorted(best.items(), key=lambda item: (item[1][:2], item[0]))
        return tuple(self._near(incident, *found[2:]) for incident, found in nearest[:_NEAR])

    def _near(self, incident: str, account: Account, joining: Joining) -> Near:
        theirs = self.view.incident(incident)
        pairs = islice(((a, b) for a in self.accounts for b in theirs), _PAIRS)
        weights = [self.joiner.joining(a, b).weight for a, b in pairs]
        half = middle(weights) if weights else joining.weight
        return Near(incident, account, joining, half, self._split({one.id for one in theirs}))

    def _split(self, theirs: set[str]) -> int | None:
        """The number of the last standing act that splits one of ours from one of theirs."""
        numbers = [
            act.number
            for act in self.acts
            if act.what == "split" and act.stands
            for one, other in act.pairs
            if (one in theirs) != (other in theirs) and (one in self.places) != (other in self.places)
        ]
        return max(numbers, default=None)


def _spanning(ids: Sequence[str], joinings: Sequence[Joining]) -> Iterator[Joining]:
    home = {id: id for id in ids}
    for joining in joinings:
        a, b = home[joining.one], home[joining.other]
        if a != b:
            home = {id: a if at == b else at for id, at in home.items()}
            yield joining


def why(id: str, view: View, joiner: Joiner) -> Why:
    """The incident of an id, or of anything that it tells of. Raises `UsageError` when there is none."""
    accounts = view.incident(id)
    if not accounts:
        raise UsageError(f"the store has no incident {id!r}; `dateline show incidents` lists them")
    return Why(happening(accounts, view), view, joiner)


def as_json(found: Why) -> None:
    """The incident with its reports, links, neighbours and decisions as one JSON object."""
    from dateline.store import encode_incident

    beside = {
        "reports": list(_reports(found)),
        "joined": found.tree,
        "links": found.joinings,
        "near": [_near(one) for one in found.near],
        "decisions": found.acts,
    }
    sys.stdout.buffer.write(encode_incident(found.told.incident, beside) + b"\n")
    sys.stdout.buffer.flush()


def _reports(found: Why) -> Iterator[dict[str, Any]]:
    copies = found.copies()
    for account in found.accounts:
        of = copies.get(account.id)
        yield {
            "account": account.id,
            "document": account.document,
            "outlet": account.outlet,
            "wire": account.wire,
            "published": account.published,
            "title": account.title,
            "copy_of": found.accounts[of[0] - 1].id if of else None,
            "counts": account.counts,
            "voices": account.voices,
        }


def _near(one: Near) -> dict[str, Any]:
    return {
        "incident": one.incident,
        "account": one.account.id,
        "document": one.account.document,
        "title": one.account.title,
        "joining": asdict(one.joining),
        "half": one.half,
        "split": one.split,
        "because": one.because,
    }
