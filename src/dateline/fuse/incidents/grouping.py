"""Accounts in groups, one a happening: the same groups whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.model import Account, Decision, Joining

__all__ = ["grouped"]

# What two groups must reach on average, pair by pair, to be one.
_LEAST = 0.0


def grouped(
    accounts: Sequence[Account],
    compare: Callable[[Account, Account], Joining],
    decisions: Iterable[Decision] = (),
) -> tuple[tuple[str, ...], ...]:
    """The accounts' ids in groups, each sorted, in the order of their first ids.

    The two groups whose pairs weigh the most on average are joined, as long as that is above 0. What was
    decided goes before: later decisions on a pair before earlier ones. `compare` is asked for each pair once,
    and takes some 20 microseconds; groups of a hundred accounts are exceptional.
    """
    known = {account.id: account for account in sorted(accounts, key=lambda account: account.id)}
    ids = list(known)
    decided = _decided(decisions, known)
    weights = {(a, b): compare(known[a], known[b]).weight for i, a in enumerate(ids) for b in ids[i + 1 :]}
    groups = dict(enumerate(_merged(ids, decided)))
    averages = {(i, j): _average(groups[i], groups[j], weights) for i in groups for j in groups if i < j}
    while averages:
        i, j = max(averages, key=lambda pair: (averages[pair], -pair[0], -pair[1]))
        if averages[i, j] <= _LEAST:
            break
        if _forbidden(groups[i], groups[j], decided):
            del averages[i, j]
            continue
        groups[i] += groups.pop(j)
        averages = {pair: value for pair, value in averages.items() if j not in pair}
        for k in groups.keys() - {i}:
            averages[min(i, k), max(i, k)] = _average(groups[i], groups[k], weights)
    return tuple(sorted(tuple(sorted(group)) for group in groups.values()))


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


def _forbidden(a: Sequence[str], b: Sequence[str], decided: Mapping[tuple[str, str], str]) -> bool:
    """Whether somebody split two of them."""
    return any(decided.get((min(x, y), max(x, y))) == "split" for x in a for y in b)


def _average(a: Sequence[str], b: Sequence[str], weights: Mapping[tuple[str, str], float]) -> float:
    pairs = [weights[min(x, y), max(x, y)] for x in a for y in b]
    return sum(pairs) / len(pairs)
