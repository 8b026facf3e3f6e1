"""Writing pages: each in one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.errors import StoreError
from dateline.model import Document, Moment, Record, Response
from dateline.model.ledger import Body, LedgerEntry
from dateline.store import ledger, tables
from dateline.store.codec import decode, encode
from dateline.store.comparing import Earlier, Respond, about, earlier_than
from dateline.store.decisions import Act, append, made, withdrawal
from dateline.store.engine import explained, is_sqlite, locked_for_writing
from dateline.store.facets import Facets, facets
from dateline.store.incidents import Incidents, Progress
from dateline.store.joins import Joins
from dateline.store.matters import Matter, matters
from dateline.store.pages import PageEntry, moment_of_reading
from dateline.store.portions import numbers_of
from dateline.store.telling import Telling, Tellings
from dateline.store.times import reach
from dateline.store.words import in_rows

__all__ = ["Writer"]

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Bundle:
    """One document and its records, ready to be written: lines and facets go with the records, one each."""

    document: Document
    records: list[Record]
    lines: list[str]
    facets: list[Facets]


class Writer:
    """Adds pages. Made by `Store.writer`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        page: PageEntry,
        records: Sequence[Record],
        respond: Respond | None = None,
        joins: Joins | None = None,
        telling: Telling | None = None,
    ) -> bool:
        """Write a page and its records; when this returns, they are on the disk.

        `records` hold the page's documents, and records of these documents, in the order in which they
        are to be read back. A document that the store has already keeps the records it has. Returns
        whether any document was new. Reading the same page again adds nothing (an earlier `read_at`
        is kept); a page with only known documents adds that it was read.
        `respond` is given each new document's records with what the store has that speaks of the same; the
        responses it tells are written with them, whichever of both documents they are of.
        `joins` makes accounts of what each new document tells, which are joined to incidents with those that
        the store has; without it there are none until `rejoin`.
        `telling` tells what each new document says of who holds which place; without it that is not told
        until `refresh`.
        Raises `StoreError` and leaves the store as it was when a record could not be read back as it
        is, belongs to no document of the page, or when the database fails.
        """
        read_at = moment_of_reading(page.read_at)
        bundles = _bundles(records)
        with explained(self._connection.engine, "write to"), locked_for_writing(self._connection):
            number = self._page(page, read_at)
            known = self._numbers(tables.documents, [bundle.document.id for bundle in bundles])
            new = [bundle for bundle in bundles if bundle.document.id not in known]
            if new:
                known |= self._add_documents(new)
                self._add_records(new, known)
                for bundle in new:
                    # One after the other: documents of one page answer each other too.
                    self._compare(bundle, respond)
                if joins is not None:
                    self._join(new, known, joins)
                if telling is not None:
                    tellings = Tellings(self._connection, telling)
                    for bundle in new:
                        tellings.add(known[bundle.document.id], bundle.records)
            self._link(number, list(known.values()))
        return bool(new)

    def _page(self, page: PageEntry, read_at: str) -> int:
        """The page's number. It keeps the earliest moment at which it was read, whatever came first."""
        table = tables.pages
        same = (table.c.digest == page.digest) & (table.c.source == page.source)
        found = self._connection.execute(sa.select(table.c.number, table.c.read_at).where(same)).first()
        if found is None:
            row = {"digest": page.digest, "source": page.source, "read_at": read_at}
            self._connection.execute(sa.insert(table).values(row))
            return int(self._connection.execute(sa.select(table.c.number).where(same)).scalar_one())
        if read_at < found.read_at:
            self._connection.execute(sa.update(table).where(same).values(read_at=read_at))
        return int(found.number)

    def _numbers(self, table: sa.Table, ids: Sequence[str]) -> dict[str, int]:
        return numbers_of(self._connection, table, ids)

    # -- what is told of one happening

    def _join(self, bundles: Sequence[_Bundle], documents: Mapping[str, int], joins: Joins) -> None:
        incidents = Incidents(self._connection, joins)
        new = [
            number
            for bundle in bundles
            for number in incidents.add(documents[bundle.document.id], bundle.records)
        ]
        incidents.regroup(new)

    def decide(
        self,
        what: Literal["merge", "split"],
        pairs: Iterable[tuple[str, str]],
        joins: Joins,
        *,
        made_at: str,
        note: str | None = None,
    ) -> Act:
        """Keep that accounts are of one happening (`merge`) or are not (`split`), pair by pair, by their ids.

        The incidents are grouped again at once, and what is read later respects it.
        """
        with self._deciding():
            act = made(self._connection, what, pairs, made_at=moment_of_reading(made_at), note=note)
            return self._decided(act, joins)

    def withdraw(self, number: int, joins: Joins, *, made_at: str, note: str | None = None) -> Act:
        """Take an act back, a withdrawal too; both stay listed. Raises `UsageError` when there is none."""
        with self._deciding():
            moment = moment_of_reading(made_at)
            return self._decided(withdrawal(self._connection, number, made_at=moment, note=note), joins)

    def rejoin(self, joins: Joins, progress: Progress | None = None) -> None:
        """Make all accounts and incidents anew from the records, in one transaction; decisions are kept.

        For stores of earlier versions, and after weights or packs have changed. It takes some milliseconds a
        document, in which nobody else can write.
        """
        with self._deciding():
            Incidents(self._connection, joins).rejoin(progress)

    def refresh(self, joins: Joins, telling: Telling, progress: Progress | None = None) -> None:
        """As `rejoin`, and what documents tell of who holds which place is made anew, in one transaction."""
        with self._deciding():
            tellings = Tellings(self._connection, telling)
            tellings.clear()
            Incidents(self._connection, joins).rejoin(progress, tellings.add)

    def enter(
        self,
        compose: Callable[[Sequence[LedgerEntry]], Sequence[Body]],
        *,
        at: Callable[[], str],
        author: str,
    ) -> list[LedgerEntry]:
        """Add to the ledger of forecasts what `compose` makes of all its entries; gives what was added.

        Nobody else can add in between; `at` is asked for the moment when all others have ended. Raises
        `UsageError` for a moment before the last entry's, and what `compose` raises.
        """
        with self._deciding():
            entries = ledger.entries_of(self._connection)
            after = entries[-1] if entries else None
            return ledger.append(self._connection, compose(entries), at=at(), author=author, after=after)

    def extend_ledger(self, entries: Sequence[LedgerEntry]) -> int:
        """Add the entries that a longer copy of the ledger has more; gives how many.

        The caller has verified them. Raises `LedgerError` when neither is a beginning of the other.
        """
        with self._deciding():
            return ledger.extend(self._connection, entries)

    @contextmanager
    def _deciding(self) -> Iterator[None]:
        with explained(self._connection.engine, "write to"), locked_for_writing(self._connection):
            yield

    def _decided(self, act: Act, joins: Joins) -> Act:
        append(self._connection, act)
        ids = sorted({id for pair in act.pairs for id in pair})
        Incidents(self._connection, joins).regroup(self._numbers(tables.accounts, ids).values())
        return act

    def _add_documents(self, bundles: list[_Bundle]) -> dict[str, int]:
        # PostgreSQL takes no NUL in a text of its own; the record keeps it, escaped in its line.
        rows = [
            {
                "id": bundle.document.id,
                "published": (bundle.document.published.start or "").replace("\0", " "),
            }
            for bundle in bundles
        ]
        self._connection.execute(sa.insert(tables.documents), rows)
        return self._numbers(tables.documents, [row["id"] for row in rows])

    def _add_records(self, bundles: list[_Bundle], documents: dict[str, int]) -> None:
        ids = [record.id for bundle in bundles for record in bundle.records]
        self._refuse_clash(ids)
        rows = [row for bundle in bundles for row in _record_rows(bundle, documents[bundle.document.id])]
        self._connection.execute(sa.insert(tables.records), rows)
        numbers = self._numbers(tables.records, ids)
        filed = [
            (numbers[record.id], facet)
            for bundle in bundles
            for record, facet in zip(bundle.records, bundle.facets, strict=True)
        ]
        self._file(filed)

    def _refuse_clash(self, ids: list[str]) -> None:
        clash = sorted(self._numbers(tables.records, ids))
        if clash:
            raise StoreError(
                f"record {clash[0]!r} is already in the store under another document; "
                "ids must be hashes of content that includes the document"
            )

    def _file(self, filed: list[tuple[int, Facets]]) -> None:
        terms = [
            {"facet": name, "term": term, "record": number}
            for number, facet in filed
            for name, term in sorted(facet.terms)
        ]
        times = [
            {"start": facet.time[0], "stop": facet.time[1], "reach": reach(*facet.time), "record": number}
            for number, facet in filed
            if facet.time
        ]
        texts = list(self._texts(filed))
        for table, rows in (
            (tables.record_terms, terms),
            (tables.record_times, times),
            (tables.record_texts, texts),
        ):
            if rows:
                self._connection.execute(sa.insert(table), rows)

    def _texts(self, filed: list[tuple[int, Facets]]) -> Iterator[Row]:
        """What is searched for words: texts where SQLite takes the words from them, else these words."""
        texts = [facet.words for _, facet in filed]
        rows = texts if is_sqlite(self._connection) else in_rows(texts)
        return ({"rowid": number, "words": row} for (number, _), row in zip(filed, rows, strict=True) if row)

    # -- what answers what

    def _compare(self, bundle: _Bundle, respond: Respond | None) -> None:
        found = list(matters(bundle.records, {}))
        earlier = earlier_than(self._connection, found) if respond is not None else Earlier((), {})
        told = {record.id: record for record in (*earlier.records, *bundle.records)}
        self._link_responses([one for one in bundle.records if isinstance(one, Response)], told)
        if respond is not None and earlier.records:
            answers = {one.id: one for one in respond(bundle.records, earlier)}
            self._add_responses(list(answers.values()), told, earlier.published)
        self._file_matters(found)

    def _add_responses(
        self, answers: Sequence[Response], told: Mapping[str, Record], published: Mapping[str, str]
    ) -> None:
        """Between documents, behind the records of the document they are of."""
        ids = [one.id for one in answers]
        there = self._numbers(tables.records, ids)
        answers = [one for one in answers if one.id not in there]
        if not answers:
            return
        documents = self._numbers(tables.documents, sorted({one.document for one in answers}))
        filed = [_facets_of(one, told, published.get(one.document)) for one in answers]
        rows = [
            _record_row(one, _line(one), facet, document=documents[one.document], position=tables.AFTER)
            for one, facet in zip(answers, filed, strict=True)
        ]
        self._connection.execute(sa.insert(tables.records), rows)
        numbers = self._numbers(tables.records, ids)
        self._file([(numbers[one.id], facet) for one, facet in zip(answers, filed, strict=True)])
        self._link_responses(answers, told)

    def _link_responses(self, answers: Sequence[Response], told: Mapping[str, Record]) -> None:
        """File responses under what they are about."""
        pairs = [(id, one.id) for one in answers for id in dict.fromkeys(about(one, told))]
        numbers = self._numbers(tables.records, sorted({id for pair in pairs for id in pair}))
        rows = [
            {"record": numbers[id], "response": numbers[response]}
            for id, response in pairs
            if id in numbers and response in numbers
        ]
        if rows:
            self._connection.execute(sa.insert(tables.record_responses), rows)

    def _file_matters(self, found: Sequence[Matter]) -> None:
        numbers = self._numbers(tables.records, sorted({matter.claim for matter in found}))
        rows = [
            {"key": matter.key, "day": matter.day, "record": numbers[matter.claim]}
            for matter in dict.fromkeys(found)
        ]
        if rows:
            self._connection.execute(sa.insert(tables.matters), rows)

    def _link(self, page: int, documents: list[int]) -> None:
        table = tables.page_documents
        there = set(self._connection.scalars(sa.select(table.c.document).where(table.c.page == page)))
        rows = [{"page": page, "document": number} for number in documents if number not in there]
        if rows:
            self._connection.execute(sa.insert(table), rows)


def _record_rows(bundle: _Bundle, document: int) -> Iterator[Row]:
    """The document's records as rows; their places in the sequence are the order to read them back in."""
    together = zip(bundle.records, bundle.lines, bundle.facets, strict=True)
    for position, (record, line, facet) in enumerate(together):
        yield _record_row(record, line, facet, document=document, position=position)


def _record_row(record: Record, line: str, facet: Facets, *, document: int, position: int) -> Row:
    return {
        "id": record.id,
        "document": document,
        "position": position,
        "kind": record.record,
        "contested": facet.contested,
        "body": line,
    }


def _facets_of(response: Response, told: Mapping[str, Record], published: str | None) -> Facets:
    """What a response to another document is filed under: what both claims are. `told` holds these."""
    of_document = told.get(response.document)
    moment = Moment(None, published, published, "day", "unknown") if published else None
    if isinstance(of_document, Document):
        moment = of_document.published
    [facet] = facets([response], beside=list(_beside(response, told)), published=moment)
    return facet


def _beside(response: Response, told: Mapping[str, Record]) -> Iterator[Record]:
    """The claims at both ends, with what they are of and its event."""
    for id in about(response, told):
        record = told.get(id)
        if record is not None:
            yield record
            event = told.get(getattr(record, "event", None) or "")
            if event is not None:
                yield event


def _bundles(records: Sequence[Record]) -> list[_Bundle]:
    """The page's records by document, in their order, each once."""
    grouped: dict[str, dict[str, Record]] = {
        record.id: {} for record in records if isinstance(record, Document)
    }
    seen: dict[str, Record] = {}
    for record in records:
        home = record.id if isinstance(record, Document) else record.document
        if home not in grouped:
            raise StoreError(
                f"{record.record} {record.id!r} belongs to document {record.document!r}, "
                "which is not on its page"
            )
        if seen.setdefault(record.id, record) != record:
            raise StoreError(f"two different records have the id {record.id!r}; make them with `sealed`")
        grouped[home][record.id] = record
    return [_bundle(list(group.values())) for group in grouped.values()]


def _bundle(records: list[Record]) -> _Bundle:
    document = next(record for record in records if isinstance(record, Document))
    return _Bundle(document, records, [_line(record) for record in records], list(facets(records)))


def _line(record: Record) -> str:
    """The record's JSON, sure to be read back as it is: what no view could read must not get in."""
    line = encode(record)
    if decode(line) != record:
        raise StoreError(
            f"{record.record} {record.id!r} would not be read back as it is; "
            "it must hold tuples rather than lists, finite numbers, and no Claimant where an Actor stands"
        )
    return line.decode("utf-8")
