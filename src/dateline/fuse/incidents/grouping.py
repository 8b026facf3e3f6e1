"""Accounts in groups, one a happening: the same groups whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.model import Account, Decision, Joining

__all__ = ["grouped", "joined", "middle"]

# What half of the pairs between two groups must pass for them to be one.
_LEAST = 0.0


def grouped(
    accounts: Sequence[Account],
    compare: Callable[[Account, Account], Joining],
    decisions: Iterable[Decision] = (),
) -> tuple[tuple[str, ...], ...]:
    """The accounts' ids in groups, each sorted, in the order of their first ids.

    The two groups of whose pairs half weigh the most are joined, as long as that is above 0. What was
    decided goes before: later decisions on a pair before earlier ones. `compare` is asked for each pair once,
    and takes some 100 microseconds; groups of a hundred accounts are exceptional.
    """
    known = {account.id: account for account in sorted(accounts, key=lambda account: account.id)}
    ids = list(known)
    decided = _decided(decisions, known)
    weights = {(a, b): compare(known[a], known[b]).weight for i, a in enumerate(ids) for b in ids[i + 1 :]}
    apart = frozenset(pair for pair, what in decided.items() if what == "split")
    groups = joined(_merged(ids, decided), weights, apart)
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def joined(
    begun: Iterable[list[str]],
    weights: Mapping[tuple[str, str], float],
    apart: frozenset[tuple[str, str]] = frozenset(),
) -> list[list[str]]:
    """Groups joined as long as half of the pairs between two weigh more than 0, the likeliest first.

    `weights` has each pair in order; two groups with a pair that is `apart` stay two.
    """
    groups = dict(enumerate(begun))
    likeness = {(i, j): _between(groups[i], groups[j], weights) for i in groups for j in groups if i < j}
    while likeness:
        i, j = max(likeness, key=lambda pair: (likeness[pair], -pair[0], -pair[1]))
        if likeness[i, j] <= _LEAST:
            break
        if any((min(x, y), max(x, y)) in apart for x in groups[i] for y in groups[j]):
            del likeness[i, j]
            continue
        groups[i] = groups[i] + groups.pop(j)
        likeness = {pair: value for pair, value in likeness.items() if j not in pair}
        for k in groups.keys() - {i}:
            pair = min(i, k), max(i, k)
            if pair in likeness:
                likeness[pair] = _between(groups[i], groups[k], weights)
    return list(groups.values())


def _decided(decisions: Iterable[Decision], known: Mapping[str, Account]) -> dict[tuple[str, str], str]:
    """The last decision on each pair that is among the accounts."""
    found: dict[tuple[str, str], str] = {}
    for one in decisions:
        pair = min(one.one, one.other), max(one.one, one.other)
        if one.one in known and one.other in known and one.one != one.other:
            found[pair] = one.what
    return found


def _merged(ids: Sequence[str], decided: Mapping[tuple[str, str], str]) -> list[list[str]]:
    """Accounts one a group, but for those that somebody merged."""
    home = {id: id for id in ids}
    for (a, b), what in sorted(decided.items()):
        if what == "merge":
            old, new = home[b], home[a]
            home = {id: new if at == old else at for id, at in home.items()}
    groups: dict[str, list[str]] = {}
    for id in ids:
        groups.setdefault(home[id], []).append(id)
    return list(groups.values())


def middle(weights: Iterable[float]) -> float:
    """What half of some weights reach, at least one; one odd pair neither joins nor parts two groups."""
    ordered = sorted(weights, reverse=True)
    return ordered[(len(ordered) - 1) // 2]


def _between(a: Sequence[str], b: Sequence[str], weights: Mapping[tuple[str, str], float]) -> float:
    return middle(weights[min(x, y), max(x, y)] for x in a for y in b)
