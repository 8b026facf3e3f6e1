"""A reading as a person sees it in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.text import Text

from dateline.model import Control, Event, Figure, Forecast, Quote
from dateline.tell import words
from dateline.tell.cells import Cells, cells, share_cells, speech
from dateline.tell.layout import WIDE, table
from dateline.tell.shares import Share, shares
from dateline.tell.story import Story, start_of

__all__ = ["MOST_ROWS", "draw", "in_one_line"]

# A section longer than a screen hides the next one; `--all` shows it whole.
MOST_ROWS = 20
_MOST_SOURCES = 10
_MOST_SCARE = 12
_BAR, _SHORT_BAR = 32, 14  # characters


def draw(story: Story, console: Console, *, most: int | None = MOST_ROWS) -> None:
    """Write one document and what was read from it; a table shows `most` rows, all when None."""
    console.print(_header(story))
    drawn = False
    for section in _sections(story, console.width, most):
        console.print(section)
        drawn = True
    if not drawn:
        console.print(Text("Nothing was found in it that Dateline keeps.", style="dim"))


def in_one_line(story: Story) -> Text:
    """A document and what was found, for long runs."""
    document = story.document
    title = words.clipped(document.title or "untitled", 60)
    parts = [words.when(document.published) or "undated", words.clean(document.outlet or "")]
    return Text.assemble((" ".join(filter(None, parts)), "dim"), " ", title, " ", (_tally(story), "dim"))


def _tally(story: Story) -> str:
    kinds = Counter[str](record.record for record in story.records)
    named = (("event", "events"), ("quote", "quotes"), ("figure", "figures"), ("forecast", "forecasts"))
    counted = [f"{kinds[one]} {one if kinds[one] == 1 else many}" for one, many in named if kinds[one]]
    return ", ".join([*counted, f"{len(story.records):,} records"])


# -- the header


def _header(story: Story) -> Panel:
    document = story.document
    lines = [Text(words.clean(document.title or "Untitled"), style="bold")]
    author = " · ".join(words.clean(part) for part in (document.byline, document.outlet) if part)
    if author:
        lines.append(Text(author))
    lines.append(_published(story))
    lines.append(Text(f"{words.clean(document.source)} · {_tally(story)}", style="dim"))
    return Panel(Text("\n").join(lines), box=box.ROUNDED, border_style="cyan", padding=(0, 1))


def _published(story: Story) -> Text:
    moment = story.document.published
    if moment.start is None:
        day = Text("publication date unknown: words such as “yesterday” stay undated", style="yellow")
    else:
        day = Text(f"published {words.when(moment)} ({words.BASES[moment.basis]})")
    theatre = f"theatre {story.theatre}" if story.theatre else "no theatre"
    return Text.assemble(day, (f" · {theatre}", "" if story.theatre else "dim"))


# -- the sections


def _sections(story: Story, width: int, most: int | None) -> Iterator[RenderableType]:
    events = [cells(event, story) for event in story.of(Event)]
    sayings = [speech(saying, story) for saying in story.sayings()]
    control = [cells(one, story) for one in story.of(Control)]
    figures = [cells(figure, story) for figure in story.of(Figure)]
    forecasts = [cells(forecast, story) for forecast in story.of(Forecast)]
    yield from _section("What happened", "event", events, width, most)
    yield from _section("Who said what", "saying", sayings, width, most)
    yield from _scare(story)
    yield from _section("Who holds what", "control", control, width, most)
    yield from _section("Figures", "figure", figures, width, most)
    yield from _section("What is predicted", "forecast", forecasts, width, most)
    yield from _sources(story, width, most)


def _section(
    title: str, kind: str, rows: Sequence[Cells], width: int, most: int | None
) -> Iterator[RenderableType]:
    if not rows:
        return
    shown = rows[:most]
    yield Text("")
    yield table(kind, shown, width=width, title=title)
    if len(shown) < len(rows):
        yield _rest(len(rows) - len(shown))


def _rest(count: int) -> Text:
    return Text(f"… and {count:,} more; --all shows them", style="dim")


def _scare(story: Story) -> Iterator[Text]:
    """Words merely set off, in one line: nobody says them."""
    set_off = [quote for quote in story.of(Quote) if quote.scare]
    if set_off:
        told = ", ".join(_set_off(quote, story) for quote in set_off[:_MOST_SCARE])
        rest = f", and {len(set_off) - _MOST_SCARE:,} more" if len(set_off) > _MOST_SCARE else ""
        yield Text("")
        yield Text(f"Set off in quotation marks, said by nobody: {told}{rest}", style="dim")


def _set_off(quote: Quote, story: Story) -> str:
    return f"‘{words.clipped(words.spans(quote.content), 60)}’ (line {story.line(start_of(quote))})"


def _sources(story: Story, width: int, most: int | None) -> Iterator[RenderableType]:
    """Whom the text rests on: the innermost claimants, by the share of its words."""
    told = shares(story.document, story.records)
    if not told:
        return
    shown = told if most is None else told[: min(most, _MOST_SOURCES)]
    yield Text("")
    yield table(
        "source",
        [share_cells(one, story, bar=_bar_length(width)) for one in shown],
        width=width,
        title="Sources: whom the text rests on",
    )
    if len(shown) < len(told):
        yield _rest(len(told) - len(shown))
    yield from _unclaimed(told)


def _bar_length(width: int) -> int:
    return _BAR if width >= WIDE else _SHORT_BAR


def _unclaimed(told: Sequence[Share]) -> Iterator[Text]:
    """What of the text no claim covers: headings, and words that introduce a speaker."""
    rest = words.percent(max(0.0, 1 - sum(one.share for one in told)))
    if rest not in ("0%", "under 1%"):
        yield Text(f"{rest} of the text rests on nobody: it tells who speaks, or claims nothing", style="dim")
