"""`dateline store merge`: what other stores exported is written into this one.

What follows from records is made anew as documents come in, so that the store tells what it would tell had
it read all pages itself, whatever the order.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dateline.model import Claim, Document, Record, Response
from dateline.store import Store
from dateline.tell.exports.jsonl import ActLine, PageLine
from dateline.tell.exports.lines import Group, check, groups, opened
from dateline.tell.joining import Joiner, knowledge
from dateline.tell.meter import Meter
from dateline.tell.telling import Teller
from dateline.tell.words import clean

if TYPE_CHECKING:
    from dateline.lore import Lore
    from dateline.store import Act, Earlier, View, Writer

__all__ = ["Merged", "merge", "merged"]


@dataclass(slots=True)
class Merged:
    """What was found in files, and how much of it was new.

    `lost` counts answers between documents that this version of Dateline does not tell any more.
    """

    pages: int = 0
    documents: int = 0
    new: int = 0
    acts: int = 0
    lost: int = 0


def merge(paths: Sequence[Path], *, store: str) -> None:
    """Write what files hold into a store and tell how much was new. Raises DatelineError.

    Every line is checked before anything is written; then each page is written whole or not at all.
    """
    lore = knowledge()
    done = Merged()
    with Store.open(store) as opened_store:
        for path in paths:
            merged(path, opened_store, lore, done)
    lost = f" {done.lost:,} answers between documents are not told any more." if done.lost else ""
    sys.stdout.write(
        f"{done.new:,} of {done.documents:,} documents on {done.pages:,} pages are new, "
        f"and {done.acts:,} decisions.{lost}\n"
    )


def merged(path: Path, store: Store, lore: Lore, done: Merged) -> None:
    """Write what one file holds into a store, and count it."""
    with opened(path) as file, store.writer() as writer:
        total = check(file, clean(str(path)))
        merging = _Merging(store.view(), writer, lore, done)
        with Meter(f"merging {path.name}", total) as meter:
            for group in groups(file):
                merging.take(group)
                meter.step()
        merging.end()


@dataclass(slots=True)
class _Merging:
    view: View
    writer: Writer
    lore: Lore
    done: Merged
    joins: Joiner = field(init=False)
    answers: list[str] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.joins = Joiner(self.lore)

    def take(self, group: Group) -> None:
        if isinstance(group.head, PageLine):
            self._page(group.head, group.records)
        else:
            self._act(group.head)

    def end(self) -> None:
        """Answers between documents are told anew; those of the file that were not are counted."""
        found = {record.id for record in self.view.gather(self.answers)}
        self.done.lost += len(set(self.answers) - found)

    def _page(self, page: PageLine, records: Sequence[Record]) -> None:
        kept, answers = _parted(records)
        self.answers += answers
        here = {record.id for record in kept if isinstance(record, Document)}
        there = {one.id for one in self.view.gather(page.documents)}
        # What another page brought is on this one too.
        known = [one for one in self.view.gather(set(page.documents) - here) if isinstance(one, Document)]
        teller = Teller(self.lore)
        self.writer.add(page.entry, [*kept, *known], self._respond, self.joins, teller)
        self.done.pages += 1
        self.done.documents += len(here)
        self.done.new += len(here - there)

    def _respond(self, records: Sequence[Record], earlier: Earlier) -> Sequence[Response]:
        from dateline.fuse import responses

        return responses(records, self.lore, earlier=earlier.records, published=earlier.published)

    def _act(self, line: ActLine) -> None:
        """An act that is there already stays as it is; a withdrawal names its act by the file's number."""
        acts = self.view.decisions()
        found = next((act for act in acts if self._same(act, line)), None)
        made = found or self._made(line, acts)
        if made is not None:
            self.numbers[line.number] = made.number

    def _made(self, line: ActLine, acts: Sequence[Act]) -> Act | None:
        if line.withdraws is None:
            self.done.acts += 1
            what: Literal["merge", "split"] = "merge" if line.what == "merge" else "split"
            return self.writer.decide(what, line.pairs, self.joins, made_at=line.made_at, note=line.note)
        number = self.numbers.get(line.withdraws)
        if not any(act.number == number and act.stands for act in acts):
            return None  # it was withdrawn here too, at another moment
        self.done.acts += 1
        return self.writer.withdraw(number or 0, self.joins, made_at=line.made_at, note=line.note)

    def _same(self, act: Act, line: ActLine) -> bool:
        told = (act.made_at, act.what, set(act.pairs), act.note)
        of = None if line.withdraws is None else self.numbers.get(line.withdraws, 0)
        return told == (line.made_at, line.what, set(line.pairs), line.note) and act.withdraws == of


def _parted(records: Sequence[Record]) -> tuple[list[Record], list[str]]:
    """Records of documents, and the ids of answers between documents."""
    claims = {record.id: record.document for record in records if isinstance(record, Claim)}
    between = [one.id for one in records if isinstance(one, Response) and claims.get(one.to) != one.document]
    apart = set(between)
    return [record for record in records if record.id not in apart], between
