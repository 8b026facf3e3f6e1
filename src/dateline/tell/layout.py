"""Which facets of a record stand in which column, for narrow and for wide terminals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text

from dateline.tell.cells import Cells

__all__ = ["LAYOUTS", "WIDE", "Column", "drawn", "table"]

# Columns from which on facets stand side by side rather than under each other.
WIDE = 120


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and the facets that stand in it, one under the other.

    `facets` are pairs of label and facet; a label stands before its facet when that is not empty.
    `ratio` shares out the width; 0 takes what the contents need, up to `most`.
    """

    heading: str
    facets: tuple[tuple[str, str], ...]
    ratio: int = 0
    most: int | None = None
    right: bool = False


def _one(heading: str, facet: str, ratio: int = 0, most: int | None = None) -> Column:
    return Column(heading, (("", facet),), ratio, most)


_LINE = Column("line", (("", "line"), ("", "at")), right=True)
_BY = _one("according to", "by", ratio=3)
_WHEN = _one("when", "when", most=12)

_EVENTS = (
    (
        _LINE,
        Column("when", (("", "when"), ("", "status")), most=13),
        Column("what", (("", "deed"), ("", "parties"), ("at ", "where"), ("", "figures")), ratio=5),
        _BY,
    ),
    (
        _LINE,
        Column("when", (("", "when"), ("", "status")), most=13),
        _one("who → whom", "parties", ratio=4),
        Column("what", (("", "deed"), ("at ", "where"), ("", "figures")), ratio=5),
        _one("words", "clause", ratio=6),
        _BY,
    ),
)
_SAYINGS = (
    (_LINE, Column("who", (("", "by"), ("", "cue"), ("", "said")), ratio=2), _one("words", "words", ratio=5)),
    (
        _LINE,
        _one("who", "by", ratio=3),
        Column("how", (("", "cue"), ("", "said")), most=24),
        _one("words", "words", ratio=8),
    ),
)
_CONTROL = (
    (
        _LINE,
        _WHEN,
        _one("place", "where", ratio=3),
        Column("holder", (("", "holder"), ("", "change")), ratio=2),
        _BY,
    ),
    (
        _LINE,
        _WHEN,
        _one("place", "where", ratio=3),
        _one("holder", "holder", ratio=2),
        _one("change", "change"),
        _BY,
    ),
)
_FIGURES = (
    (
        _LINE,
        Column("figure", (("", "words"), ("", "bounds")), ratio=4),
        Column("counts", (("", "counts"), ("", "event")), ratio=2),
        _BY,
    ),
    (
        _LINE,
        _one("figure", "words", ratio=3),
        _one("bounds", "bounds", ratio=2),
        _one("counts", "counts", most=12),
        _one("of", "of", ratio=1),
        _one("event", "event", ratio=2),
        _BY,
    ),
)
_FORECASTS = (
    (
        _LINE,
        Column(
            "prediction",
            (
                ("", "words"),
                ("condition: ", "condition"),
                ("follows from ", "follows"),
                ("likelihood: ", "likelihood"),
                ("by ", "horizon"),
            ),
            ratio=6,
        ),
        _BY,
    ),
    (
        _LINE,
        Column("prediction", (("", "words"), ("follows from ", "follows")), ratio=6),
        _one("condition", "condition", ratio=3),
        _one("likelihood", "likelihood", ratio=2),
        _one("horizon", "horizon", most=12),
        _BY,
    ),
)
_CLAIMS = (
    (
        _LINE,
        Column("who", (("", "by"), ("", "said")), ratio=3),
        Column("stance", (("", "stance"), ("", "of"))),
        _one("content", "words", ratio=5),
    ),
    (
        _LINE,
        _one("who", "by", ratio=3),
        _one("stance", "stance"),
        _one("of", "of"),
        _one("said", "said", most=12),
        _one("content", "words", ratio=6),
    ),
)
_CONTESTED = (
    (
        _LINE,
        Column("who", (("", "by"), ("", "stance")), ratio=3),
        _one("content", "words", ratio=5),
        _one("contested", "answers", ratio=4),
    ),
    (
        _LINE,
        _one("who", "by", ratio=3),
        _one("stance", "stance"),
        _one("of", "of"),
        _one("content", "words", ratio=6),
        _one("contested", "answers", ratio=4),
    ),
)
_RESPONSES = (
    (
        _LINE,
        Column("who", (("", "by"), ("", "how")), ratio=3),
        Column("says", (("", "words"), ("", "reasons")), ratio=4),
        Column("of what", (("", "whom"), ("", "theirs"), ("", "away")), ratio=5),
    ),
    (
        _LINE,
        _one("who", "by", ratio=3),
        _one("how", "how"),
        _one("whom", "whom", ratio=3),
        _one("says", "words", ratio=5),
        Column("of what", (("", "theirs"), ("", "away")), ratio=5),
        _one("because", "reasons", ratio=2),
    ),
)
_DOCUMENTS = (
    (
        _WHEN,
        Column("document", (("", "title"), ("", "byline"), ("", "source")), ratio=5),
        _one("outlet", "outlet", ratio=2),
        Column("words", (("", "length"),), right=True),
    ),
    (
        _WHEN,
        _one("outlet", "outlet", ratio=2),
        _one("title", "title", ratio=6),
        _one("byline", "byline", ratio=2),
        Column("words", (("", "length"),), right=True),
        _one("source", "source", ratio=3),
    ),
)
_PLACES = (
    (
        _one("place", "name", ratio=3),
        _one("kind", "kind"),
        Column("in", (("", "admin1"), ("", "country")), ratio=2),
        Column("mentions", (("", "mentions"),), right=True),
        Column("documents", (("", "documents"),), right=True),
    ),
    (
        _one("place", "name", ratio=3),
        _one("kind", "kind"),
        _one("region", "admin1", ratio=2),
        _one("country", "country"),
        _one("named as", "texts", ratio=4),
        _one("key", "key", ratio=2),
        Column("mentions", (("", "mentions"),), right=True),
        Column("documents", (("", "documents"),), right=True),
    ),
)
_ACTORS = (
    (
        _one("actor", "name", ratio=4),
        Column("code", (("", "code"), ("", "kind"))),
        _one("side", "side", ratio=2),
        Column("mentions", (("", "mentions"),), right=True),
        Column("documents", (("", "documents"),), right=True),
    ),
    (
        _one("actor", "name", ratio=4),
        _one("kind", "kind"),
        _one("code", "code"),
        _one("side", "side", ratio=1),
        _one("named as", "texts", ratio=5),
        Column("mentions", (("", "mentions"),), right=True),
        Column("documents", (("", "documents"),), right=True),
    ),
)

_SOURCES = (
    (
        Column("source", (("", "by"), ("", "who")), ratio=4),
        Column("share", (("", "share"),), right=True),
        _one("of the text", "bar"),
        Column("claims", (("", "claims"),), right=True),
        Column("disputed", (("", "disputed"),), right=True),
        Column("denies", (("", "denies"),), right=True),
    ),
    (
        _one("source", "by", ratio=4),
        _one("who it is", "who", ratio=3),
        Column("share", (("", "share"),), right=True),
        _one("of the text", "bar"),
        Column("claims", (("", "claims"),), right=True),
        Column("disputed", (("", "disputed"),), right=True),
        Column("denies", (("", "denies"),), right=True),
    ),
)

_INCIDENTS = (
    (
        Column("when", (("", "when"), ("", "grade")), most=13),
        Column("what", (("", "what"), ("at ", "where"), ("", "figures"), ("", "types"), ("", "id")), ratio=6),
        Column("claims", (("", "for"), ("", "against"))),
        Column("sources", (("", "sources"),), ratio=2),
    ),
    (
        Column("when", (("", "when"),), most=13),
        _one("where", "where", ratio=2),
        Column("what", (("", "what"), ("", "parties"), ("", "types")), ratio=6),
        _one("figures", "figures", ratio=2),
        Column("claims", (("", "for"), ("", "against"))),
        _one("sources", "sources", ratio=2),
        _one("grade", "grade", most=18),
        _one("id", "id", most=16),
    ),
)

LAYOUTS = {
    "event": _EVENTS,
    "saying": _SAYINGS,
    "quote": _SAYINGS,
    "statement": _SAYINGS,
    "control": _CONTROL,
    "figure": _FIGURES,
    "forecast": _FORECASTS,
    "claim": _CLAIMS,
    "contested": _CONTESTED,
    "response": _RESPONSES,
    "document": _DOCUMENTS,
    "source": _SOURCES,
    "place": _PLACES,
    "actor": _ACTORS,
    "incident": _INCIDENTS,
}
"""By kind of row: the columns of a narrow and those of a wide table."""


def table(
    kind: str,
    rows: Iterable[Cells],
    *,
    width: int,
    title: str | None = None,
    lead: Sequence[Column] = (),
) -> Table:
    """A table of rows for a terminal of some width. `lead` are columns that stand before the kind's own."""
    narrow, wide = LAYOUTS[kind]
    return drawn((*lead, *(wide if width >= WIDE else narrow)), rows, title=title)


def drawn(columns: Sequence[Column], rows: Iterable[Cells], *, title: str | None = None) -> Table:
    """A table with these columns."""
    made = Table(
        title=Text(title, style="bold") if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        header_style="dim",
        expand=True,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for column in columns:
        made.add_column(
            column.heading,
            ratio=column.ratio or None,
            max_width=column.most,
            justify="right" if column.right else "left",
            overflow="fold",
            vertical="top",
        )
    for row in rows:
        made.add_row(*(_stacked(column, row) for column in columns))
    return made


def _stacked(column: Column, row: Cells) -> Text:
    lines = []
    for label, facet in column.facets:
        text = row.get(facet)
        if text is not None and text.plain:
            lines.append(Text.assemble((label, "dim"), text) if label else text)
    return Text("\n").join(lines)
