"""The watch itself: requests are made aside, all else happens here, one thing after the other.

What is read is in the store before it is remembered as read, and what a feed listed is remembered in one
piece with its version: whoever ends this at any point loses the page in work, and it is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias

from dateline.errors import ReadError, StoreError
from dateline.model import Record
from dateline.read import Limits
from dateline.read.http import Answer, Conditions, Resolve, ask, by_system
from dateline.read.watching import Book, Keeper, News, Ready, Want
from dateline.read.watching.turns import Said
from dateline.tell import reads
from dateline.tell.reading import PageRead, Reader
from dateline.tell.watch.setting import Wanted, feed_list, state_folder
from dateline.tell.watch.shows import Show, show_for
from dateline.tell.watch.stopping import Stopped, Stopping
from dateline.tell.watch.words import count_of, said

if TYPE_CHECKING:
    from dateline.store import Writer

__all__ = ["watch"]

_Done: TypeAlias = "tuple[Want, Answer | ReadError] | None"
"""A request that has ended; None wakes whoever waits."""

# Hosts asked at a time: pages are read one after the other anyway, and each takes about a second.
_AT_ONCE = 4
# One round ends when nothing is to be asked for so long: longer than any usual gap between two pages.
_ROUND_ENDS_S = 120.0
# One page may be such that the store does not take it; when so many in a row are not taken, it is the store.
_MOST_REFUSED = 3
# The longest wait without a look at the clock, which somebody may have set.
_NAP_S = 60.0


def watch(wanted: Wanted, *, clock: Callable[[], float], seed: int, resolve: Resolve = by_system) -> int:
    """Watches until a signal ends it, or for one round; gives the number of failures.

    `clock` gives seconds since 1970; `seed` is where chance begins where nothing is remembered yet.
    """
    listed = feed_list(wanted.path, wanted.theatre)
    keeper = Keeper(state_folder(wanted.store))
    with keeper.locked(), reads.opened_writer(wanted.store) as writer:
        kept = keeper.load(seed)
        book = Book(listed, kept.feeds, kept.hosts, kept.rules, seed=kept.seed, at_once=_AT_ONCE)
        book.open(clock())
        if wanted.once:
            book.hurry(clock())
        with show_for(colour=wanted.colour) as show:
            running = _Watch(wanted, book, keeper, writer, show, clock, resolve)
            return running.run()


@dataclass(slots=True)
class _Counts:
    pages: int = 0
    known: int = 0
    failures: int = 0


@dataclass
class _Watch:
    wanted: Wanted
    book: Book
    keeper: Keeper
    writer: Writer | None
    show: Show
    clock: Callable[[], float]
    resolve: Resolve
    counts: _Counts = field(default_factory=_Counts)
    refused: int = 0
    _ended: SimpleQueue[_Done] = field(default_factory=SimpleQueue)

    def run(self) -> int:
        """Goes on until the round is over, nothing is left to watch, or somebody ends it."""
        with suppress(Stopped), Stopping(lambda: self._ended.put(None)) as stopping:
            self._show()
            while not stopping.wanted and self._turn():
                pass
        self._tell_end("Stopped" if stopping.wanted else "Done")
        return self.counts.failures

    @cached_property
    def _reader(self) -> Reader:
        return reads.open_reader(None)

    def _turn(self) -> bool:
        """Settle what needs no server, begin what may be asked, wait for what comes. False: it is over."""
        self._settle()
        now = self.clock()
        for want in self.book.ready(now):
            self._begin(want, now)
        following = self.book.next_moment(now)
        if not self.book.busy and (following is None or self._round_is_over(following - now)):
            return False
        self._wait(_NAP_S if following is None else min(_NAP_S, max(0.0, following - now)))
        return True

    def _round_is_over(self, wait: float) -> bool:
        return self.wanted.once and wait > _ROUND_ENDS_S

    def _settle(self) -> None:
        told = self.book.refuse(self.clock())
        if told:
            self._keep()
        for news in told:
            self._tell(news)
        for ready in self.book.own_texts(self.clock()):
            self._take(ready)

    def _begin(self, want: Want, now: float) -> None:
        self.book.begin(want, now)
        self.keeper.keep_hosts(self.book.hosts)  # before it is asked: a restart must know
        asked, limits = self.book.conditions(want), self.book.limits_for(want.feed)
        Thread(target=self._ask, args=(want, asked, limits), name="dateline-ask", daemon=True).start()

    def _ask(self, want: Want, asked: Conditions | None, limits: Limits) -> None:
        """Runs aside: whatever comes of it goes into the queue."""
        try:
            answer = ask(want.address, limits=limits, conditions=asked, resolve=self.resolve)
            self._ended.put((want, answer))
        except ReadError as error:
            self._ended.put((want, error))
        except Exception as error:  # a fault costs one request, not the watch
            self._ended.put((want, ReadError(f"a fault in Dateline, please report it: {error!r}")))

    def _wait(self, seconds: float) -> None:
        """Take what has ended; wait for the first of it so long at the most."""
        with suppress(Empty):
            done = self._ended.get(timeout=max(seconds, 0.001))
            while True:
                if done is not None:
                    self._finish(*done)
                done = self._ended.get_nowait()

    def _finish(self, want: Want, outcome: Answer | ReadError) -> None:
        told = self.book.finish(want, outcome, self.clock())
        self.keeper.keep_hosts(self.book.hosts)
        if want.kind == "robots":
            self.keeper.keep_rules(self.book.rules)
        elif isinstance(told, Ready):
            self._take(told)
        elif told is not None:
            self._keep()
            self._tell(told)

    # -- reading

    def _take(self, ready: Ready) -> None:
        """Read a page, keep what it says, and then that it was read."""
        from dateline.flow import Options

        options = Options(
            theatre=ready.feed.theatre or self.wanted.theatre,
            limits=self.book.limits_for(ready.feed.url),
            stated=ready.stated,
        )
        try:
            page = PageRead(ready.page, tuple(self._reader(ready.page, options)))
        except ReadError as error:
            news = self.book.lose(ready.feed.url, ready.waiting, str(error), self.clock())
        else:
            news = self._kept(ready, page)
        self._keep()
        self._tell(news)

    def _kept(self, ready: Ready, page: PageRead) -> News:
        try:
            new = reads.keep(page, self.writer, self._reader)
        except StoreError as error:
            self.refused += 1
            if self.refused >= _MOST_REFUSED:
                raise
            return self.book.postpone(ready, str(error), self.clock())
        self.refused = 0
        if not page.readings:
            cause = page.failures[0].cause if page.failures else "holds no text"
            return self.book.lose(ready.feed.url, ready.waiting, cause, self.clock())
        self.book.done(ready)
        self.counts.pages += 1
        self.counts.known += new is False
        what = "already in the store, nothing added" if new is False else _found(page)
        return News(ready.feed.url, ready.waiting.address, Said("read", what))

    # -- telling

    def _keep(self) -> None:
        self.keeper.keep_feeds(self.book.seed, self.book.feeds)

    def _tell(self, news: News) -> None:
        told = said(news)
        if told is not None:
            text, bad = told
            self.counts.failures += bad
            self.show.line(text, bad=bad, at=self.clock())
        self._show()

    def _show(self) -> None:
        self.show.states([self.book.feeds[feed.url] for feed in self.book.listed.feeds])

    def _tell_end(self, how: str) -> None:
        waiting = sum(len(self.book.feeds[feed.url].waiting) for feed in self.book.listed.feeds)
        parts = [f"read {count_of(self.counts.pages, 'page', 'pages')}"]
        if self.counts.known:
            parts.append(f"{self.counts.known:,} already in the store")
        if waiting:
            parts.append(f"{count_of(waiting, 'entry waits', 'entries wait')} for the next time")
        self.show.line(f"{how}: {', '.join(parts)}.", bad=False, at=self.clock())


def _found(page: PageRead) -> str:
    """What was found on a page."""
    records: list[Record] = [record for reading in page.readings for record in reading.records]
    kinds = (("event", "events"), ("claim", "claims"), ("quote", "quotes"))
    told = [count_of(sum(one.record == kind for one in records), kind, many) for kind, many in kinds]
    return f"{count_of(len(page.readings), 'document', 'documents')}, {', '.join(told)}"
