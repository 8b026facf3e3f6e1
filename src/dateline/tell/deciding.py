"""`dateline incident …`: what a person decides of incidents, and making all of them anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.model import Account
from dateline.store import Store, encode_act
from dateline.tell.joining import Joiner, joiner, knowledge
from dateline.tell.meter import Meter
from dateline.tell.telling import Teller
from dateline.tell.words import clean

if TYPE_CHECKING:
    from dateline.store import Act, View

__all__ = [
    "list_decisions",
    "merge",
    "merge_in",
    "refresh",
    "rejoin",
    "split",
    "split_in",
    "undo",
    "undo_in",
]


def split(
    id: str, accounts: Sequence[str], *, documents: Sequence[str], note: str | None, store: str
) -> None:
    """As `split_in`, told to a person."""
    with Store.open(store) as opened:
        act = split_in(opened, joiner(), id, accounts, documents=documents, note=note)
        _tell(act, opened.view())


def split_in(
    store: Store,
    joins: Joiner,
    id: str,
    accounts: Sequence[str],
    *,
    documents: Sequence[str],
    note: str | None,
) -> Act:
    """Tell accounts of an incident apart from the rest of it. Raises `UsageError` for ids that are none."""
    whole = _incident(id, store.view())
    apart = {_within(one, whole, id) for one in accounts}
    apart |= {account for one in documents for account in _of_document(one, whole, id)}
    rest = [account.id for account in whole if account.id not in apart]
    if not apart:
        raise UsageError("say what to split off: accounts, or --document; --why lists both")
    if not rest:
        raise UsageError(f"all accounts of incident {id} would be split off; leave at least one")
    pairs = [(one, other) for one in sorted(apart) for other in rest]
    with store.writer() as writer:
        return writer.decide("split", pairs, joins, made_at=_now(), note=note)


def merge(ids: Sequence[str], *, note: str | None, store: str) -> None:
    """As `merge_in`, told to a person."""
    with Store.open(store) as opened:
        act = merge_in(opened, joiner(), ids, note=note)
        _tell(act, opened.view())


def merge_in(store: Store, joins: Joiner, ids: Sequence[str], *, note: str | None) -> Act:
    """Tell that incidents are one. Raises `UsageError` for ids that are none."""
    view = store.view()
    found = {account.id for id in ids for account in _incident(id, view)}
    if len({_incident(id, view)[0].id for id in ids}) <= 1:
        raise UsageError("these are one incident already; give the ids of several")
    first, *others = sorted(found)
    pairs = [(first, other) for other in others]
    pairs += [pair for pair in _split_pairs(view, sorted(found)) if found.issuperset(pair)]
    with store.writer() as writer:
        return writer.decide("merge", pairs, joins, made_at=_now(), note=note)


def _split_pairs(view: View, among: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Pairs that were split before: who merges their incidents thinks otherwise now."""
    for act in view.decisions(among):
        if act.what == "split" and act.stands:
            yield from act.pairs


def undo(number: int, *, note: str | None, store: str) -> None:
    """As `undo_in`, told to a person."""
    with Store.open(store) as opened:
        act = undo_in(opened, joiner(), number, note=note)
        _tell(act, opened.view())


def undo_in(store: Store, joins: Joiner, number: int, *, note: str | None) -> Act:
    """Withdraw a decision; it stays in the list. Raises `UsageError` when there is none to withdraw."""
    with store.writer() as writer:
        return writer.withdraw(number, joins, made_at=_now(), note=note)


def list_decisions(*, store: str, as_json: bool, colour: bool) -> None:
    """All decisions in order."""
    with Store.open(store) as opened:
        acts = opened.view().decisions()
    if as_json:
        sys.stdout.buffer.write(b"".join(encode_act(act) + b"\n" for act in acts))
        sys.stdout.buffer.flush()
        return
    from rich.text import Text

    from dateline.tell.reads import console_for
    from dateline.tell.why_view import decisions_table

    console = console_for(colour=colour)
    console.print(decisions_table(acts) if acts else Text("Nothing was decided yet.", style="dim"))


def rejoin(*, store: str) -> None:
    """Make all accounts and incidents anew from the records; decisions are kept."""
    with Store.open(store) as opened:
        with Meter("joining reports") as meter:
            opened.rejoin(joiner(), meter.at)
        accounts, incidents = opened.view().tally()
    sys.stdout.write(f"{accounts:,} accounts are joined to {incidents:,} incidents.\n")


def refresh(*, store: str) -> None:
    """Make all that follows from the records anew: accounts, incidents, and who holds what by whom."""
    lore = knowledge()
    with Store.open(store) as opened:
        with Meter("going through documents") as meter:
            opened.refresh(Joiner(lore), Teller(lore), meter.at)
        view = opened.view()
        accounts, incidents = view.tally()
        told = view.told_count()
    sys.stdout.write(
        f"{accounts:,} accounts are joined to {incidents:,} incidents; {told:,} claims tell who holds what.\n"
    )


# -- what is named


def _incident(id: str, view: View) -> tuple[Account, ...]:
    found = view.incident(id)
    if not found:
        raise UsageError(f"the store has no incident {clean(id)!r}; `dateline show incidents` lists them")
    return found


def _within(id: str, whole: Sequence[Account], incident: str) -> str:
    """The account of an incident with this id, or that tells of the event or claim with it."""
    found = next((account for account in whole if id in _ids(account)), None)
    if found is None:
        raise UsageError(
            f"incident {clean(incident)} has no account {clean(id)!r}; "
            f"`dateline show incidents --why {clean(incident)}` lists them"
        )
    return found.id


def _ids(account: Account) -> set[str]:
    return {account.id, *account.events, *(voice.claim for voice in account.voices)}


def _of_document(document: str, whole: Sequence[Account], incident: str) -> list[str]:
    found = [account.id for account in whole if account.document == document]
    if not found:
        raise UsageError(f"incident {clean(incident)} has no report of document {clean(document)!r}")
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _tell(act: Act, view: View) -> None:
    """What was decided, and of which incidents its accounts are now."""
    ids = sorted({id for pair in act.pairs for id in pair})
    incidents = sorted(set(view.homes(ids).values()))
    now = ", ".join(incidents) or "none that are in the store"
    sys.stdout.write(f"Decision {act.number}. Its accounts are now of {_many(incidents)}: {now}\n")


def _many(incidents: Sequence[str]) -> str:
    return "one incident" if len(incidents) == 1 else f"{len(incidents):,} incidents"
