"""What all requests share: the open store, the knowledge, answers kept ready, the reading process."""

from __future__ import annotations

import secrets
from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property, partial
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from dateline.errors import DatelineError, StoreError
from dateline.lore import Lore
from dateline.settings import cache_folder
from dateline.store import Store
from dateline.store.facets import fold
from dateline.tell.api.charts import Charted, Charts
from dateline.tell.api.happened import Brief, Summaries
from dateline.tell.api.kept import Kept
from dateline.tell.api.problems import Invalid, Refused
from dateline.tell.api.reading_room import ReadingRoom
from dateline.tell.api.voices import Voices
from dateline.tell.joining import Joiner, knowledge
from dateline.tell.reading import Reader

if TYPE_CHECKING:
    from dateline.lore.schema import Side
    from dateline.model import Hold
    from dateline.store import View
    from dateline.store.incident_paging import Listed
    from dateline.tell.api.terms import Serving
    from dateline.tell.control_view import History

__all__ = ["Desk"]


P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """Opened once a server; shared by all threads that answer. Raises DatelineError when opening fails."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self._knowledge = knowledge()
        self._knowledge.within(serving.theatre)  # says now that there is no such theatre
        self.store = Store.open(serving.store)
        self._changes = self.store.changes()
        # Marks of changes mean nothing to another run of the server.
        self.run = secrets.token_hex(4)
        self.answers = Kept(serving.bounds.cache_bytes)
        self.stopping: Callable[[], bool] = lambda: False
        self.turns = BoundedSemaphore(serving.bounds.threads)
        self.streams = BoundedSemaphore(serving.bounds.max_streams)
        self._voices = Voices()
        self._charts = Charts(serving.charting, cache_folder(), serving.store)
        self._summaries = Summaries(self._knowledge)
        # As many as may wait for the reading process, and as many that fetch an address.
        self._slow = ThreadPoolExecutor(2 * serving.bounds.max_waiting + 1, "dateline-reading")
        self._choosing = Lock()
        self._chosen: tuple[str, str | None] | None = None

    def mark(self) -> str:
        """What differs whenever the store has changed."""
        return f"{self.run}-{self._changes.mark()}"

    def view(self, known_by: str | None = None) -> View:
        """All that the store holds, or what had been read by a moment."""
        try:
            return self.store.view(known_by)
        except StoreError as error:
            raise Invalid("query.known_by", known_by, str(error)) from None

    def voices(self) -> Voices:
        """All claims so far by who makes them; the first time takes some seconds for each million."""
        self._voices.update(self.view())
        return self._voices

    def warm(self) -> None:
        """Makes ready what takes long the first time: who holds what, who claims what."""
        with suppress(DatelineError):
            self.shown()
            self.charted(None)
            self.voices()

    def charted(self, known_by: str | None, *, inferred: bool = True) -> Charted:
        """Who holds what; the first time takes a second for some thousands of places."""
        return self._charts.get(
            self.view(), self.lore, mark=self.mark(), known_by=known_by, inferred=inferred
        )

    def shown(self) -> Sequence[Hold]:
        """Who holds what as a map shows it, by all that is known; soon where an earlier run has kept it."""
        return self._charts.shown(self.view(), self.lore, mark=self.mark())

    def early(self) -> Sequence[Hold] | None:
        """The holds of the first day while the first chart is made; None where that is there, or soon."""
        return self._charts.early(self.view(), self.lore, mark=self.mark())

    def with_grounds(self, known_by: str | None, *, inferred: bool) -> Sequence[Hold]:
        """Who holds what, with the claims that it rests on."""
        return self._charts.with_grounds(
            self.view(), self.lore, mark=self.mark(), known_by=known_by, inferred=inferred
        )

    def history(self, key: str, known_by: str | None, *, inferred: bool, on: str | None) -> History | None:
        """Who held a place since when, and why; None: nothing is told of it."""
        asked = known_by, inferred
        return self._charts.history(key, self.view(), self.lore, mark=self.mark(), asked=asked, on=on)

    def summaries(self, one: Listed) -> Brief:
        """An incident in short; made once."""
        return self._summaries(one)

    @property
    def joiner(self) -> Joiner:
        """What compares accounts and groups them."""
        return self.reader.joins

    @cached_property
    def reader(self) -> Reader:
        """What keeps what the reading process has read; it reads nothing here."""
        from dateline.parse import Parser

        return Reader(self._knowledge, Parser())

    async def reads(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Work that may take long, in a thread that is not one of those that answer."""
        call = partial(work, *given, **named)
        return await get_running_loop().run_in_executor(self._slow, call)

    @cached_property
    def room(self) -> ReadingRoom:
        """Where pages are read, in a process of its own."""
        bounds = self.serving.bounds
        return ReadingRoom(most_waiting=bounds.max_waiting, seconds=bounds.read_s)

    @property
    def lore(self) -> Lore:
        """The knowledge within the theatre that was chosen, else whose sides the store speaks of most."""
        if self.serving.theatre is not None:
            return self._knowledge.within(self.serving.theatre)
        mark = self.mark()
        with self._choosing:
            if self._chosen is None or self._chosen[0] != mark:
                self._chosen = mark, self._theatre()
            return self._knowledge.within(self._chosen[1])

    def _theatre(self) -> str | None:
        told = self.view().sides()
        counts = {
            key: sum(told.get(fold(side.name), 0) for side in _sides(self._knowledge.within(key)))
            for key in self._knowledge.theatres
        }
        best = max(counts, key=lambda key: (counts[key], key), default=None)
        return best if best is not None and counts[best] else None

    def missing(self, what: str, id: str) -> Refused:
        """The problem of something that is not there."""
        return Refused(404, f"the store has no {what} {id!r}", value=id)

    def close(self) -> None:
        """Let go of the store."""
        if "room" in self.__dict__:
            self.room.close()
        self._slow.shutdown(wait=False, cancel_futures=True)
        with suppress(DatelineError):
            self._charts.keep(self.lore)
        self._changes.close()
        self.store.close()


def _sides(lore: Lore) -> tuple[Side, ...]:
    head = lore.theatre.pack.head if lore.theatre is not None else None
    return head.sides if head is not None else ()
