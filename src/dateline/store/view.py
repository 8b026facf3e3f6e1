"""Reading what the store holds. Filters become SQL on narrow, indexed tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from dateline.errors import UsageError
from dateline.model import KINDS, Account, Document, Joining, Record, Response, Told
from dateline.model.ledger import LedgerEntry
from dateline.store import tables
from dateline.store.codec import decode
from dateline.store.decisions import Act, acts
from dateline.store.engine import explained, is_sqlite
from dateline.store.facets import fold
from dateline.store.incident_paging import Listed, gone_through, part_of, telling_of, walked
from dateline.store.incidents import account_of, candidates
from dateline.store.joins import Joins
from dateline.store.keys import keys
from dateline.store.ledger import entry_query
from dateline.store.pages import PageEntry
from dateline.store.paging import Added, Hit, Placed, Position, hits, in_order, kept_after, placed_in, size_of
from dateline.store.picture import (
    bodies_at,
    bodies_of,
    counted,
    homes_of,
    incidents_in_order,
    joining_of,
    joinings_of,
    named,
    passing_records,
)
from dateline.store.portions import slices
from dateline.store.spans import beginning, overlapping
from dateline.store.telling import ToldReader, all_told, last_known, last_seal, told_under
from dateline.store.watching import Seen, events_seen, seen_of
from dateline.store.words import worded

__all__ = ["View"]

_BATCH = 500
"""Rows fetched at a time: enough that a round trip costs nothing, few enough to hold in memory."""

_FEW = 2_000
"""A search that finds fewer leads, and all that it finds is put in order; else records are gone through in
order and looked up in it. Of a hundred thousand records of a kind both ways look at about as many."""

_SOME = 20_000
"""The same for incidents: looking up what each tells of costs ten times as much as listing."""

Condition = sa.ColumnElement[bool]
Found = sa.Select[Any]


class Filters(TypedDict, total=False):
    """What `View.records` can be asked for; `None` asks for nothing.

    Names are compared without case and accents.
    `place`: a name, ISO 3166-1 alpha-3 code, first-level region, GeoNames id or pack key.
    `actor`: a name, surname, role, side, code, country code or key of who takes part or speaks; of several
    any will do. `side`: of these, or who holds the place. `said_by`: like `actor`, for who says it.
    `type`: a PLOVER type (also with its mode, ASSAULT-drone), ACLED type or sub-type, frame; what a
    figure counts; a change of control; a claim's stance; a mention's kind.
    `since`, `until`: ISO dates; records whose time overlaps the half-open range. One without a time
    of its own counts as of the moment its document was published.
    `contested`: whether somebody denies, doubts or contradicts it, in its document or in any other; a claim
    also when it does so itself. `text`: words that must all occur
    in the evidence (of a document: in its text), "in quotation marks" as a phrase.
    """

    place: str | int | None
    actor: str | tuple[str, ...] | None
    side: str | None
    type: str | None
    since: str | None
    until: str | None
    said_by: str | tuple[str, ...] | None
    contested: bool | None
    text: str | None
    document: str | None


class View:
    """A read-only view of the store. Made by `Store.view`; needs no closing."""

    def __init__(self, engine: Engine, *, as_of: str | None = None) -> None:
        self._engine = engine
        self._as_of = as_of

    def records(
        self,
        kind: str | None,
        *,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> Iterator[Record]:
        """Records of a kind, or of all when `None`, in order of publication, document id and place in it.

        `filters`: see `Filters`; a record passes when all of them hold.
        Raises `UsageError` for a kind or date that is none, `StoreError` when reading fails.
        """
        query = _select(kind).where(*self._wanted(filters), *self._known()).limit(limit)
        return (decode(row.body) for row in self._rows(query))

    def page(
        self,
        kind: str | None,
        *,
        limit: int,
        after: Position | None = None,
        newest: bool = False,
        **filters: Unpack[Filters],
    ) -> list[Placed]:
        """At most so many records behind a place, found as by `records`; `newest`: last documents first.

        Raises what `records` raises.
        """
        sizes = self._sizes(filters, _FEW)
        few = any(size < _FEW for size in sizes)
        query = in_order(self._disputed(), newest=newest, walked=not few and filters.get("document") is None)
        behind = kept_after(after, newest=newest) if after is not None else []
        of_kind = [] if kind is None else [tables.records.c.kind == _checked(kind)]
        wanted = self._wanted(filters, sizes=sizes, led=few)
        rows = self._rows(query.where(*of_kind, *wanted, *behind, *self._known()).limit(limit))
        return [*map(placed_in, rows)]

    def placed(self, ids: Iterable[str]) -> list[Placed]:
        """Records by their ids as `page` gives them, of those that there are, in their order."""
        found: list[Placed] = []
        query = in_order(self._disputed(), newest=False, walked=False)
        for some in slices(sorted(set(ids))):
            rows = self._rows(query.where(tables.records.c.id.in_(some), *self._known()))
            found += map(placed_in, rows)
        return found

    def search(self, text: str, *, kinds: Sequence[str], limit: int, before: int | None = None) -> list[Hit]:
        """Records of some kinds with all words of `text` in their evidence, the last added first.

        `before` is the number of the last that was seen. Raises `UsageError` for a text without words.
        """
        found = worded(text, fts=is_sqlite(self._engine))
        rows = self._rows(hits(found, [*map(_checked, kinds)], before).where(*self._known()).limit(limit))
        return [Hit(row.number, row.kind, row.body) for row in rows]

    def incident_page(
        self,
        *,
        limit: int,
        after: tuple[str, str] | None = None,
        newest: bool = False,
        **filters: Unpack[Filters],
    ) -> list[Listed]:
        """At most so many incidents behind a day and id, as `incidents` finds them; `newest`: last first."""
        sizes, typed = self._sizes(filters, _SOME), filters.get("type") is not None
        few = any(size < _SOME for size in sizes)
        wanted = self._wanted(filters, sizes=sizes, led=few)
        passing = passing_records(wanted, self._known(), typed=typed)
        conditions = [telling_of(passing, few=few)] if wanted else []
        known = self._of_known()
        query = gone_through(conditions, known) if known else walked(conditions)
        with explained(self._engine, "read"), self._engine.connect() as connection:
            part = part_of(query, after=after, newest=newest, limit=limit)
            days = {row.incident: row.day for row in connection.execute(part)}
            told: dict[str, dict[str, str]] = {id: {} for id in days}
            for some in slices(list(days)):
                for row in connection.execute(bodies_of(some, known)):
                    told[row.incident][row.id] = row.body
        return [Listed(id, day, tuple(told[id]), tuple(told[id].values())) for id, day in days.items()]

    def added(self, after: int, *, kinds: Sequence[str] = (), limit: int | None = None) -> Iterator[Added]:
        """Records in the order in which they were added, behind a number; of some kinds or of all."""
        records, documents = tables.records, tables.documents
        query = sa.select(records.c.number, records.c.kind, records.c.id, documents.c.id, records.c.body)
        wanted = query.join(documents).where(records.c.number > after, *self._known())
        of_kind = [records.c.kind.in_([*map(_checked, kinds)])] if kinds else []
        rows = self._rows(wanted.where(*of_kind).order_by(records.c.number).limit(limit))
        return (Added(*tuple(row)) for row in rows)

    def last_added(self) -> int:
        """The number of the last record that was added; 0 without any."""
        return int(next(self._rows(sa.select(sa.func.max(tables.records.c.number))))[0] or 0)

    def numbers(self, kind: str, **filters: Unpack[Filters]) -> list[int]:
        """The numbers of the records of a kind that pass all filters, in no order."""
        records, documents = tables.records, tables.documents
        query = sa.select(records.c.number).join(documents, documents.c.number == records.c.document)
        wanted = self._wanted(filters)
        rows = self._rows(query.where(records.c.kind == _checked(kind), *wanted, *self._known()))
        return [int(row[0]) for row in rows]

    def _sizes(self, filters: Filters, most: int) -> list[int]:
        """About how many each search finds, counted up to a bound."""
        found = _found(filters, fts=is_sqlite(self._engine), roughly=True)
        return [int(next(self._rows(size_of(one, most)))[0]) for one in found]

    def _wanted(
        self, filters: Filters, *, sizes: Sequence[int] | None = None, led: bool = True
    ) -> list[Condition]:
        """What must hold of a record and its document for all filters to hold.

        `sizes` are those of the searches, of which the least leads; without them the first does, if it is
        `led` at all.
        """
        unknown = filters.keys() - Filters.__annotations__.keys()
        if unknown:
            raise TypeError(f"there is no filter called {', '.join(sorted(unknown))}")
        found = _found(filters, fts=is_sqlite(self._engine))
        document, contested = filters.get("document"), filters.get("contested")
        if sizes is not None:
            found = [found[i] for i in sorted(range(len(found)), key=sizes.__getitem__)]
        wanted = _all_of(found, led=led and document is None)
        if contested is not None:
            disputed = self._disputed()
            wanted.append(disputed if contested else ~disputed)
        if document is not None:
            wanted.append(tables.documents.c.id == document)
        return wanted

    def documents(self) -> Iterator[Document]:
        """All documents, by the moment they were published and their ids."""
        return (record for record in self.records("document") if isinstance(record, Document))

    def pages(self) -> Iterator[PageEntry]:
        """All pages, by the moment they were read."""
        table = tables.pages
        query = sa.select(table.c.digest, table.c.source, table.c.read_at)
        if self._as_of is not None:
            query = query.where(table.c.read_at <= self._as_of)
        ordered = query.order_by(table.c.read_at, table.c.digest, table.c.source)
        return (PageEntry(row.digest, row.source, row.read_at) for row in self._rows(ordered))

    def paged(self) -> Iterator[tuple[PageEntry, tuple[str, ...]]]:
        """All pages as `pages` gives them, each with the ids of its documents in order of these."""
        table, links, documents = tables.pages, tables.page_documents, tables.documents
        query = sa.select(table.c.digest, table.c.source, table.c.read_at, documents.c.id)
        joined = query.join(links, links.c.page == table.c.number).join(documents)
        if self._as_of is not None:
            joined = joined.where(table.c.read_at <= self._as_of)
        rows = self._rows(joined.order_by(table.c.read_at, table.c.digest, table.c.source, documents.c.id))
        for head, group in groupby(rows, key=lambda row: (row.digest, row.source, row.read_at)):
            yield PageEntry(*head), tuple(row.id for row in group)

    def get(self, id: str) -> Record | None:
        """The record with an id, or `None` when it is not there."""
        query = _select(None).where(tables.records.c.id == id, *self._known())
        row = next(self._rows(query), None)
        return None if row is None else decode(row.body)

    def count(self, kind: str | None) -> int:
        """How many records of a kind there are, or of all kinds."""
        counted = sa.select(sa.func.count()).select_from(tables.records)
        if kind is not None:
            counted = counted.where(tables.records.c.kind == _checked(kind))
        if self._as_of is not None:
            counted = counted.join(tables.documents).where(*self._known())
        return int(next(self._rows(counted))[0])

    def responses(self, id: str) -> Iterator[Response]:
        """The responses that are about a record: of a claim, those that it makes and those to it."""
        links, records = tables.record_responses, tables.records
        about = sa.select(links.c.response).join(records, records.c.number == links.c.record)
        wanted = records.c.number.in_(about.where(records.c.id == id))
        found = self._rows(_select("response").where(wanted, *self._known()))
        return (one for one in (decode(row.body) for row in found) if isinstance(one, Response))

    # -- incidents, each as its accounts: what follows from them is told elsewhere

    def incidents(
        self, *, limit: int | None = None, **filters: Unpack[Filters]
    ) -> Iterator[tuple[Account, ...]]:
        """The accounts of each incident of which an event passes all filters, by first day and incident.

        Where a `type` is asked for, a figure, a change of control or a claim of it may pass too. A report
        without any event passes by what its document is filed under. A view of an earlier moment has the
        accounts of documents that were known then, joined as they are now.
        """
        wanted = self._wanted(filters)
        typed = filters.get("type") is not None
        passing = passing_records(wanted, self._known(), typed=typed) if wanted else None
        query = incidents_in_order(passing, self._of_known()).limit(limit)
        return self._told(query)

    def incident(self, id: str) -> tuple[Account, ...]:
        """The accounts of an incident, by its id or one that it had, or that of anything that it tells of.

        That may be an account, an event, a claim, a figure; empty when there is none.
        """
        for query in named(id):
            row = next(self._rows(query.where(*self._of_known()).limit(1)), None)
            if row is not None:
                bodies = self._rows(bodies_of([row.incident], self._of_known()))
                return tuple(account_of(one.body) for one in bodies)
        return ()

    def joinings(self, ids: Sequence[str]) -> list[Joining]:
        """The links among accounts, by the ids of both."""
        found = [one for query in joinings_of(ids) for one in self._rows(query)]
        return sorted(map(joining_of, found), key=lambda joining: (joining.one, joining.other))

    def near(self, account: Account, joins: Joins) -> Iterator[tuple[str, Account]]:
        """Accounts with their incidents that were or would be compared with an account, other than itself."""
        found = keys(account, joins)
        if found is None:
            return
        numbers = {row.account for query in candidates(found) for row in self._rows(query)}
        for some in slices(sorted(numbers)):
            for row in self._rows(bodies_at(some, self._of_known())):
                other = account_of(row.body)
                if other.id != account.id and joins.comparable(account, other):
                    yield row.incident, other

    def decisions(self, among: Sequence[str] | None = None) -> list[Act]:
        """What people decided, in order: all of it, or what names one of some accounts."""
        with explained(self._engine, "read"), self._engine.connect() as connection:
            known = self._as_of
            return [act for act in acts(connection, among) if known is None or act.made_at <= known]

    def homes(self, ids: Sequence[str]) -> dict[str, str]:
        """The incidents that accounts are of, by account; of those that there are."""
        return {row.id: row.incident for query in homes_of(ids) for row in self._rows(query)}

    def tally(self) -> tuple[int, int]:
        """How many accounts and incidents there are."""
        accounts, incidents = (int(next(self._rows(query))[0]) for query in counted(self._of_known()))
        return accounts, incidents

    def events_seen(
        self, types: Sequence[str] | None = None, *, known_by: str | None = None
    ) -> Iterator[Seen]:
        """Events with the days on which they became known and their incidents, in no order.

        `types`: only those of one of these types, as `Filters` has them. `known_by` is an ISO day: what was
        published later, or nobody knows when, is left out.
        """
        return map(seen_of, self._rows(events_seen(types, known_by).where(*self._known())))

    def accounts_of(self, incidents: Iterable[str]) -> Iterator[tuple[str, tuple[Account, ...]]]:
        """The accounts of incidents by their ids; of those that there are, in no order."""
        for some in slices(sorted(set(incidents))):
            told: dict[str, list[Account]] = {}
            for row in self._rows(bodies_of(some, self._of_known())):
                told.setdefault(row.incident, []).append(account_of(row.body))
            yield from ((incident, tuple(accounts)) for incident, accounts in told.items())

    # -- who holds what, as each document tells it: what follows from it is charted elsewhere

    def told(self, about: Iterable[str] | None = None, *, known_by: str | None = None) -> list[Told]:
        """What documents tell of who holds a place, by the day it became known, document and place in it.

        `about` are words of `dateline.store.telling` of which one must be a claim's; None: all claims.
        `known_by` is an ISO day: what was published later is left out. Raises `StoreError`.
        """
        queries = [all_told(known_by)] if about is None else list(told_under(about, known_by))
        known = [] if self._as_of is None else [self._read(tables.told.c.document)]
        reader, found = ToldReader(), dict[int, tuple[str, str, int, Told]]()
        for row in (row for query in queries for row in self._rows(query.where(*known))):
            if row.number not in found:
                # Read at once: the rows of a long war take more memory than its claims.
                found[row.number] = row.known, row.home, row.number, reader.told(row.body)
        # Each query is in order by itself.
        return [one[-1] for one in sorted(found.values(), key=lambda one: one[:-1])]

    def told_after(self, number: int) -> list[tuple[int, Told]]:
        """Claims of who holds a place that were added behind a number, each with its own."""
        table = tables.told
        query = sa.select(table.c.number, table.c.body).where(table.c.number > number)
        rows, reader = self._rows(query.order_by(table.c.number)), ToldReader()
        return [(int(row.number), reader.told(row.body)) for row in rows]

    def told_seal(self, number: int) -> str | None:
        """The seal of the claim of who holds a place with a number; None where there is none.

        It is the same as long as all claims up to that one are.
        """
        return next((row[0] for row in self._rows(last_seal(number))), None)

    def told_last(self) -> int:
        """The number of the last claim that was added of who holds a place; 0 without any."""
        return int(next(self._rows(sa.select(sa.func.max(tables.told.c.number))))[0] or 0)

    def told_count(self) -> int:
        """How many claims there are of who holds a place."""
        return int(next(self._rows(sa.select(sa.func.count()).select_from(tables.told)))[0])

    def last_known(self) -> str | None:
        """The last day on which anything became known of who holds a place; None: nothing is told."""
        return next((row[0] for row in self._rows(last_known())), None)

    def ledger(self) -> list[LedgerEntry]:
        """The entries of the ledger of forecasts in their order, of an earlier moment those made by then."""
        return [LedgerEntry(*tuple(row)) for row in self._rows(entry_query(self._as_of))]

    def gather(self, ids: Iterable[str]) -> Iterator[Record]:
        """The records with some ids, of those that there are, in no order."""
        for some in slices(sorted(set(ids))):
            query = sa.select(tables.records.c.body).where(tables.records.c.id.in_(some))
            # A view of everything need not look whether a page with the document had been read.
            known = query if self._as_of is None else query.join(tables.documents).where(*self._known())
            yield from (decode(body) for (body,) in self._rows(known))

    def lines(self, ids: Iterable[str]) -> dict[str, str]:
        """The JSON lines of records by their ids, of those that there are."""
        found: dict[str, str] = {}
        for some in slices(sorted(set(ids))):
            query = sa.select(tables.records.c.id, tables.records.c.body).join(tables.documents)
            wanted = query.where(tables.records.c.id.in_(some), *self._known())
            found |= {row.id: row.body for row in self._rows(wanted)}
        return found

    def tallies(self) -> dict[str, int]:
        """How many records there are of each kind of which there are any."""
        records = tables.records
        query = sa.select(records.c.kind, sa.func.count()).group_by(records.c.kind)
        if self._as_of is not None:
            query = query.join(tables.documents).where(*self._known())
        return {kind: int(count) for kind, count in map(tuple, self._rows(query))}

    def sides(self) -> dict[str, int]:
        """How many records each side is found by, in folded words, whenever they were read."""
        terms = tables.record_terms
        query = sa.select(terms.c.term, sa.func.count()).where(terms.c.facet == "side")
        return {term: int(count) for term, count in map(tuple, self._rows(query.group_by(terms.c.term)))}

    def span(self) -> tuple[str, str] | None:
        """When the first and the last dated document were published; None without any."""
        published = tables.documents.c.published
        ends = sa.select(sa.func.min(published), sa.func.max(published)).where(published != "")
        known = [] if self._as_of is None else [self._read(tables.documents.c.number)]
        first, last = tuple(next(self._rows(ends.where(*known))))
        return None if first is None else (first, last)

    def _of_known(self) -> list[Condition]:
        return [] if self._as_of is None else [self._read(tables.accounts.c.document)]

    def _told(self, query: Found) -> Iterator[tuple[Account, ...]]:
        """The accounts of incidents, of one consistent state of the store."""
        with explained(self._engine, "read"), self._engine.connect() as connection:
            ids = [row.incident for row in connection.execute(query)]
            for some in slices(ids):
                told: dict[str, list[Account]] = {id: [] for id in some}
                for row in connection.execute(bodies_of(some, self._of_known())):
                    told[row.incident].append(account_of(row.body))
                yield from (tuple(told[id]) for id in some)

    def _disputed(self) -> Condition:
        """Whether the record's own document or a response of any that was known disputes it."""
        links, records = tables.record_responses, tables.records
        response = records.alias("response")
        disputing = (
            sa.select(links.c.response)
            .join(response, response.c.number == links.c.response)
            .where(links.c.record == records.c.number, response.c.contested.is_(True), *self._both(response))
        )
        return records.c.contested.is_(True) | disputing.exists()

    def _known(self) -> list[Condition]:
        """What holds of documents known by the moment of the view: a page with them had been read."""
        if self._as_of is None:
            return []
        return [self._read(tables.documents.c.number), *self._both(tables.records)]

    def _read(self, document: sa.ColumnElement[Any]) -> Condition:
        """Whether a page with a document had been read by the moment of the view."""
        links, pages = tables.page_documents, tables.pages
        read = sa.select(links.c.page).join(pages, pages.c.number == links.c.page)
        return read.where(links.c.document == document, pages.c.read_at <= self._as_of).exists()

    def _both(self, response: sa.FromClause) -> list[Condition]:
        """A response is known when the documents at both its ends are; any other record passes."""
        if self._as_of is None:
            return []
        links, end = tables.record_responses, tables.records.alias("end")
        ends = sa.select(links.c.record).join(end, end.c.number == links.c.record)
        unknown = ends.where(links.c.response == response.c.number, ~self._read(end.c.document))
        return [~unknown.exists()]

    def _rows(self, query: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
        """The rows of one consistent state of the store, fetched as they are asked for."""
        # The rows are closed too: who asks for the first one alone leaves PostgreSQL's cursor open otherwise.
        with (
            explained(self._engine, "read"),
            self._engine.connect() as connection,
            connection.execution_options(yield_per=_BATCH).execute(query) as rows,
        ):
            yield from rows


def _select(kind: str | None) -> sa.Select[Any]:
    records, documents = tables.records, tables.documents
    query = sa.select(records.c.body).join(documents, documents.c.number == records.c.document)
    if kind is not None:
        query = query.where(records.c.kind == _checked(kind))
    return query.order_by(documents.c.published, documents.c.id, records.c.position, records.c.id)


def _checked(kind: str) -> str:
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of record; the kinds are {', '.join(KINDS)}")
    return kind


def _all_of(found: list[Found], *, led: bool) -> list[Condition]:
    """Records that every search finds: listed by the first when it leads, looked up in the others."""
    leading = found[:1] if led else []
    listed = [tables.records.c.number.in_(each) for each in leading]
    return listed + [_also(each) for each in found[len(leading) :]]


def _also(found: Found) -> Condition:
    """Whether a search that does not lead finds the record."""
    number, column = tables.records.c.number, found.selected_columns[0]
    if column.name == tables.record_texts.c.rowid.name:
        # The index of words goes through a whole word for each question: it is asked once, for all that it
        # finds. The sum keeps the database from starting with these.
        return (number + 0).in_(found)
    return found.where(column == number).exists()


def _found(filters: Filters, *, fts: bool, roughly: bool = False) -> list[Found]:
    """A search for each filter, from what usually finds few records to what finds many: the first leads.

    `roughly`: what lies in a span of days is looked for among what begins in it, which is quickly counted.
    """
    terms: dict[str, str | int | tuple[str, ...] | None] = {
        "place": filters.get("place"),
        "actor": filters.get("actor"),
        "source": filters.get("said_by"),
        "side": filters.get("side"),
        "type": filters.get("type"),
    }
    text = filters.get("text")
    found = [worded(text, fts=fts)] if text is not None else []
    found += [_filed(facet, term) for facet, term in terms.items() if term is not None]
    return found + _timed(filters.get("since"), filters.get("until"), roughly=roughly)


def _filed(facet: str, term: str | int | tuple[str, ...]) -> Found:
    table = tables.record_terms
    found = sa.select(table.c.record).where(table.c.facet == facet)
    if isinstance(term, tuple):
        return found.where(table.c.term.in_([fold(one) for one in term]))
    return found.where(table.c.term == fold(term))


def _timed(since: str | None, until: str | None, *, roughly: bool) -> list[Found]:
    if since is None and until is None:
        return []
    conditions = beginning(since, until) if roughly else overlapping(since, until)
    return [sa.select(tables.record_times.c.record).where(*conditions)]
