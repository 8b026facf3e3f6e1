"""A reading as a person sees it in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dateline.model import Claim, Control, Event, Figure, Forecast, Quote
from dateline.tell import words
from dateline.tell.cells import Cells, cells, speech
from dateline.tell.layout import table
from dateline.tell.story import Story, start_of

__all__ = ["MOST_ROWS", "draw", "in_one_line"]

# A section longer than a screen hides the next one; `--all` shows it whole.
MOST_ROWS = 20
_MOST_SOURCES = 10
_MOST_SCARE = 12
_BAR = 24  # characters


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
    yield from _sources(story, most)


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


def _sources(story: Story, most: int | None) -> Iterator[RenderableType]:
    """Whom the claims rest on: the innermost claimant of each, by number of claims."""
    claims = story.of(Claim)
    if not claims:
        return
    counted = Counter(words.chain(claim.by[:1], story.document.outlet) for claim in claims).most_common()
    shown = counted if most is None else counted[: min(most, _MOST_SOURCES)]
    drawn = Table(
        title=Text("Sources: whom the claims rest on", style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        header_style="dim",
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    drawn.add_column("innermost source", overflow="fold", max_width=44)
    drawn.add_column("claims", justify="right")
    drawn.add_column("share")
    for name, count in shown:
        share = count / len(claims)
        bar = "█" * max(1, round(_BAR * share))
        style = "dim italic" if name == words.OUTLET_ITSELF else ""
        told = Text.assemble((bar, "cyan"), f" {share:.0%}")
        drawn.add_row(Text(name, style=style), Text(str(count)), told)
    yield Text("")
    yield drawn
    if len(shown) < len(counted):
        yield _rest(len(counted) - len(shown))
