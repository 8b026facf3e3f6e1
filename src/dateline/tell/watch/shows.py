"""A watch as it is seen: a live table on a terminal, elsewhere a line for each thing that happens."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from dateline.read.watching import FeedState
from dateline.tell.reads import console_for
from dateline.tell.watch.words import moment, named, standing
from dateline.tell.words import clean

__all__ = ["Show", "feed_table", "show_for"]

# Lines of what happened last under the table: with a table of twelve feeds they fill a screen of 24 lines.
_LAST = 8
_STYLES = {"well": "green", "failing": "yellow", "gone": "red", "new": "dim"}


class Show(AbstractContextManager["Show"], Protocol):
    """Where a watch tells what happens. `states` are all feeds, in the order of their list."""

    def line(self, text: str, *, bad: bool, at: float) -> None:
        """Something happened at a moment."""

    def states(self, states: Iterable[FeedState]) -> None:
        """How the feeds stand now."""


def show_for(*, colour: bool) -> Show:
    """The one that fits standard output."""
    console = console_for(colour=colour)
    return _Screen(console) if console.is_terminal else _Lines()


class _Lines:
    """A line for everything, with its moment: what went wrong on standard error."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def line(self, text: str, *, bad: bool, at: float) -> None:
        stream = sys.stderr if bad else sys.stdout
        stream.write(f"{moment(at)} {text}\n")
        stream.flush()

    def states(self, states: Iterable[FeedState]) -> None:
        del states  # a log tells what changes


class _Screen:
    """The table of feeds, and under it what happened last."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._last: deque[Text] = deque(maxlen=_LAST)
        self._table = Table()
        self._live = Live(console=console, auto_refresh=False, transient=False, vertical_overflow="crop")

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def line(self, text: str, *, bad: bool, at: float) -> None:
        when = Text(f"{moment(at)[11:]} ", style="dim")
        self._last.append(when + Text(text, style="yellow" if bad else "", no_wrap=True, overflow="ellipsis"))
        self._draw()

    def states(self, states: Iterable[FeedState]) -> None:
        self._table = feed_table(states)
        self._draw()

    def _draw(self) -> None:
        rows = max(1, min(_LAST, self._console.height - 8))
        self._live.update(Group(self._table, *list(self._last)[-rows:]), refresh=True)


def feed_table(states: Iterable[FeedState]) -> Table:
    """How the feeds stand, a row each."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.add_column("feed", ratio=1, overflow="fold")
    table.add_column("state")
    table.add_column("last success")
    table.add_column("next try")
    for heading in ("read", "waiting", "failed"):
        table.add_column(heading, justify="right")
    for state in states:
        word = standing(state)
        table.add_row(
            _feed(state),
            Text(word, style=_STYLES[word]),
            Text(_short(state.succeeded)),
            Text("not again" if state.gone else _short(state.due)),
            f"{state.read:,}",
            f"{len(state.waiting):,}",
            f"{state.failures:,}",
        )
    return table


def _feed(state: FeedState) -> Text:
    """A feed's address, and under it what is wrong."""
    cause = f"\n  {clean(state.cause)}" if state.cause else ""
    return Text.assemble(named(state.url), (cause, "yellow"))


def _short(seconds: float | None) -> str:
    """Day and minute: a table has no room for more."""
    return "never" if seconds is None else moment(seconds)[5:16]
