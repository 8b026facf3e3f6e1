"""`python -m eval.gold.incidents [--part open|hidden|later] [--errors]`: which reports tell of one incident.

Each report of a scene is read as a page with its outlet and day. All reports of a scene are grouped together;
two of them share an incident when any of their accounts are in one group. The same is asked again with all
reports of a part grouped together, where pairs across scenes are wrong. Near misses are pairs that differ in
little. `--errors` lists wrong pairs of the open part; of the others only scores are told.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dateline.flow import Options, read_page
from dateline.fuse.incidents import Comparing, accounts, grouped, incident
from dateline.fuse.incidents.copies import one_text
from dateline.lore import Lore
from dateline.measure.scores import Counts
from dateline.model import Account, Joining
from dateline.parse import Parser
from dateline.settings import cache_folder
from eval.gold.scenes import PARTS, Report, Scene, scenes
from eval.gold.score import Share
from eval.gold.telling import asked, asking, line

__all__ = ["Joined", "groups", "judge", "main", "outcome", "read", "sharing", "together"]

Told = Mapping[str, tuple[Account, ...]]
"""The accounts of reports, by the reports' ids."""
Pair = frozenset[str]
# The longest name of a figure.
_WIDTH = 26


@dataclass(slots=True)
class Joined:
    """What is right of the pairs of some scenes.

    `near`: near misses taken for one incident, by what differs. `silent`: copies that add no source. `untold`
    counts reports that give no account.
    """

    pairs: Counts = field(default_factory=Counts)
    copies: Counts = field(default_factory=Counts)
    silent: Share = field(default_factory=Share)
    near: dict[str, Share] = field(default_factory=dict)
    untold: int = 0

    def add(self, other: Joined) -> None:
        """Those of one more scene."""
        for mine, theirs in ((self.pairs, other.pairs), (self.copies, other.copies)):
            mine.add(theirs.right, theirs.predicted, theirs.wanted)
        for why, share in (*other.near.items(), (None, other.silent)):
            whole = self.silent if why is None else self.near.setdefault(why, Share())
            whole.right, whole.of = whole.right + share.right, whole.of + share.of
        self.untold += other.untold


# -- reading and grouping


def read(scene: Scene, lore: Lore, parser: Parser) -> dict[str, tuple[Account, ...]]:
    """The accounts that each report of a scene gives."""
    return {report.id: tuple(_accounts(report, lore, parser)) for report in scene.reports}


def _accounts(report: Report, lore: Lore, parser: Parser) -> Iterator[Account]:
    for reading in read_page(report.page(), lore, parser, Options()):
        yield from accounts(reading.records, lore)


def groups(told: Sequence[Account], comparing: Comparing) -> Iterator[tuple[str, ...]]:
    """The accounts' ids in groups, as if all were grouped at once.

    No two groups are joined without a pair that weighs above 0, so that what such pairs do not connect is
    grouped by itself: many thousand pairs would take long otherwise.
    """
    weighed = {frozenset((a.id, b.id)): comparing.joining(a, b) for a, b in combinations(told, 2)}

    def compare(a: Account, b: Account) -> Joining:
        return weighed[frozenset((a.id, b.id))]

    home = {account.id: account.id for account in told}
    for pair, joining in weighed.items():
        if joining.weight > 0:
            first, second = (_root(one, home) for one in sorted(pair))
            home[second] = first
    connected: dict[str, list[Account]] = {}
    for account in told:
        connected.setdefault(_root(account.id, home), []).append(account)
    for some in connected.values():
        yield from grouped(some, compare)


def _root(one: str, home: dict[str, str]) -> str:
    while home[one] != one:
        one = home[one]
    return one


def sharing(told: Told, comparing: Comparing) -> dict[Pair, list[str]]:
    """The pairs of reports that share an incident when all are grouped, and the accounts in it."""
    of = {account.id: report for report, some in told.items() for account in some}
    every = [account for some in told.values() for account in some]
    found: dict[Pair, list[str]] = {}
    for group in groups(every, comparing):
        for a, b in combinations(sorted({of[one] for one in group}), 2):
            found.setdefault(frozenset((a, b)), []).extend(group)
    return found


# -- judging


def outcome(scene: Scene, lore: Lore, parser: Parser) -> Joined:
    """How far the program joins the reports of one scene as it should."""
    told = read(scene, lore, parser)
    return judge(scene, told, sharing(told, Comparing(lore)))


def judge(scene: Scene, told: Told, shared: Mapping[Pair, list[str]]) -> Joined:
    """How far the pairs that share an incident are those that should."""
    tally = Joined(untold=sum(not told[report.id] for report in scene.reports))
    wanted = {frozenset((a.id, b.id)) for a, b, same in scene.pairs() if same}
    tally.pairs.add(len(wanted & set(shared)), len(shared), len(wanted))
    for miss in scene.near_misses:
        tally.near.setdefault(miss.why, Share()).count(miss.pair in shared)
    copies = {frozenset((a.id, b.id)) for a, b, _ in scene.pairs() if _print_one_text(told[a.id], told[b.id])}
    tally.copies.add(len(copies & scene.copies()), len(copies), len(scene.copies()))
    for pair in scene.copies():
        tally.silent.count(pair in shared and _adds_nothing(pair, told, shared[pair]))
    return tally


def _print_one_text(a: Sequence[Account], b: Sequence[Account]) -> bool:
    leads = [next((account for account in some if account.lead), None) for some in (a, b)]
    return all(leads) and one_text(*leads) > 0


def _adds_nothing(pair: Pair, told: Told, group: Sequence[str]) -> bool:
    """Whether the incident has as many independent sources with both reports as with one of them."""
    both = [[account for account in told[report] if account.id in group] for report in sorted(pair)]
    alone = max(incident(some).independent for some in both)
    return incident([account for some in both for account in some]).independent == alone


def together(found: Sequence[tuple[Scene, Told]], comparing: Comparing) -> Counts:
    """Pairs right when the reports of all scenes are grouped together."""
    every = {report: some for _, told in found for report, some in told.items()}
    wanted = {frozenset((a.id, b.id)) for scene, _ in found for a, b, same in scene.pairs() if same}
    shared = set(sharing(every, comparing))
    return Counts(len(wanted & shared), len(shared), len(wanted))


# -- the command


def _lines(tally: Joined, all_at_once: Counts) -> Iterator[str]:
    yield line("pairs within scenes", tally.pairs, _WIDTH)
    yield line("all reports together", all_at_once, _WIDTH)
    yield line("copies of one text", tally.copies, _WIDTH)
    yield f"  {'copies that add no source':{_WIDTH}} {tally.silent}"
    wrong = sum(share.right for share in tally.near.values())
    yield f"  near misses joined: {wrong} of {sum(share.of for share in tally.near.values())}"
    for why, share in sorted(tally.near.items()):
        yield f"    {why:24} {share.right} of {share.of}"
    yield f"  reports without an account: {tally.untold}"


def _errors(
    scene: Scene, told: Told, shared: Mapping[Pair, list[str]], comparing: Comparing
) -> Iterator[str]:
    """Wrong pairs of a scene, each with the joining of its accounts that weighs most."""
    why = {miss.pair: miss.why for miss in scene.near_misses}
    for a, b, same in scene.pairs():
        pair = frozenset((a.id, b.id))
        if same != (pair in shared):
            what = "not joined" if same else f"joined ({why.get(pair, 'no near miss')})"
            yield f"\n{what}: {a.id}, {b.id}\n  {_shown(a)}\n  {_shown(b)}"
            yield from _because(told[a.id], told[b.id], comparing)


def _shown(report: Report) -> str:
    return f"{report.published} {report.outlet}: {report.text.partition(chr(10))[0].strip()[:100]}"


def _because(a: Sequence[Account], b: Sequence[Account], comparing: Comparing) -> Iterator[str]:
    joinings = [comparing.joining(one, other) for one in a for other in b]
    if not joinings:
        yield "  no account of " + " and ".join(
            name for name, some in (("the first", a), ("the second", b)) if not some
        )
        return
    best = max(joinings, key=lambda joining: joining.weight)
    reasons = sorted(best.because, key=lambda each: -abs(each.weight))
    told = [f"{each.weight:+.1f} {each.reason} {each.seen}".strip() for each in reasons]
    yield f"  {best.weight:+.1f}: " + "; ".join(told)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores of all parts, or of one; the exit code."""
    options = asking("incidents", "Scores which reports are taken for one incident.", PARTS)
    given = asked(options, arguments)
    lore, parser = Lore.open(cache_folder()), Parser()
    comparing = Comparing(lore)
    for part in [given.part] if given.part else PARTS:
        found = [(scene, read(scene, lore, parser)) for scene in scenes(part)[0]]
        tally = Joined()
        errors: list[str] = []
        for scene, told in found:
            shared = sharing(told, comparing)
            tally.add(judge(scene, told, shared))
            errors += _errors(scene, told, shared, comparing)
        print(f"{part}: {len(found)} scenes", *_lines(tally, together(found, comparing)), sep="\n")
        if given.errors and part == "open":
            print(*errors, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
