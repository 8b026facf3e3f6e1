"""The head of a report: which days, by which sources, and what was counted; and last how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dateline.tell import words
from dateline.tell.brief.blocks import Block, Heading, Paragraph
from dateline.tell.brief.material import Material, counted

__all__ = ["head", "method", "title"]

# Outlets that the head names; the others are counted.
_MOST_OUTLETS = 8


def title(material: Material) -> str:
    """The title that was given, else one that names the days."""
    asked = material.asked
    if asked.title is not None:
        return words.clean(asked.title)
    days = asked.since if asked.since == asked.last else f"{asked.since} to {asked.last}"
    return f"Situation report, {days}"


def head(material: Material, incidents: int) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and what it is."""
    return tuple((name, told) for name, told in _head(material, incidents) if told)


def _head(material: Material, incidents: int) -> Iterator[tuple[str, str]]:
    asked = material.asked
    yield "Period", f"{asked.since} to {asked.last}, both included"
    yield "Concerns", ", ".join(filter(None, (asked.place, asked.side)))
    yield "Sources", _sources(material)
    disputed = sum(1 for _ in material.reported("claim", contested=True))
    claims = sum(1 for _ in material.reported("claim"))
    yield (
        "Counted",
        f"{counted(incidents, 'incident')}, each once however many reports tell of it; "
        f"{counted(claims, 'claim')} in these reports, {disputed:,} of them contested",
    )
    known = asked.charting.known_by
    yield "Known by", f"what was published until {known} tells who holds what" if known else ""


def _sources(material: Material) -> str:
    """How many reports the store has of these days, and whose."""
    outlets = Counter(material.reports.values())
    total = outlets.total()
    if not total:
        return "the store has no report that was published in these days"
    named = sorted((name for name in outlets if name), key=lambda name: (-outlets[name], name))
    told = [f"{name} ({outlets[name]:,})" for name in named[:_MOST_OUTLETS]]
    rest = len(named) - len(told)
    more = [f"{counted(rest, 'other outlet')}"] if rest else []
    unnamed = [f"{outlets['']:,} without an outlet"] if outlets[""] else []
    return f"{counted(total, 'report')} published in these days: {', '.join([*told, *more, *unnamed])}"


_METHOD = (
    """Dateline read the reports above and wrote down what each says, in whose words. This is put together
    from these records and from nothing else; numbers in brackets lead to the words themselves. Nobody has
    checked whether what was said is true.""",
    """Reports of one happening are joined to one incident. Its grade is the credibility of the information
    after the Admiralty code, from 1 (confirmed by independent sources) to 6 (cannot be judged); it counts
    independent sources, not reports. A happening without a told day counts by when it was reported. Figures
    stand as each source gives them, the latest of each; they are added up for one source alone, and only
    over incidents on which nobody contradicts it.""",
    """Who holds a place is charted from all claims about it: claims against the interest of whoever makes
    them weigh more, and so do those that an outlet makes in its own voice. Per cent are the chance that
    status and holder are right.""",
)


def method(material: Material) -> Iterator[Block]:
    """What a reader must know to trust the report as far as it can be trusted."""
    yield Heading("How this was made")
    yield from (Paragraph((" ".join(text.split()),)) for text in _METHOD)
    first = material.asked.charting.baseline_day
    if first is not None:
        yield Paragraph((f"The chart starts from who held what on {first}, which was given.",))
