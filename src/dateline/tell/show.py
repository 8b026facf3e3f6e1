"""`dateline show`: what the store holds, as a table, JSON Lines or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, Any

from dateline.errors import StoreError, UsageError
from dateline.model import Claim, Event, Mention, Quote, Record, Response, Statement
from dateline.store import Store, encode
from dateline.tell.answers import answer_cells, answer_of, answer_row, answered
from dateline.tell.ending import complain
from dateline.tell.flat import HEADS, base, flat, safe
from dateline.tell.named import Named, gathered
from dateline.tell.stories import told_with
from dateline.tell.story import Story
from dateline.tell.words import clean, happened

if TYPE_CHECKING:
    from dateline.store import View
    from dateline.tell.cells import Cells
    from dateline.tell.control import Charting

__all__ = ["Asked", "Form", "show"]

# Rows of a table when nobody says how many: a few screens.
_TABLE_ROWS = 50

_RECORDS = {
    "events": "event",
    "claims": "claim",
    "quotes": "quote",
    "figures": "figure",
    "control": "control",
    "forecasts": "forecast",
    "statements": "statement",
    "documents": "document",
    "responses": "response",
    "places": "mention",
    "actors": "mention",
}
_NAMED = {"places": "place", "actors": "actor"}


class Form(Enum):
    """How the answer is written."""

    table = "table"
    json = "json"
    csv = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the store. `filters` are arguments of `View.records`.

    `on` and `charting` are for the history of one place: until which day, and how to chart.
    `limit` None is as many as suit the form. `why` is the id of one incident that is told in full; `occurred`
    keeps events that happened or go on now.
    """

    kind: str
    filters: Mapping[str, Any]
    store: str
    known_by: str | None = None
    limit: int | None = None
    why: str | None = None
    occurred: bool = False
    on: str | None = None
    charting: Charting | None = None
    form: Form = Form.table
    colour: bool = True


def show(asked: Asked) -> None:
    """Write the answer to standard output. Raises DatelineError."""
    with Store.open(asked.store) as store:
        _checked(asked)
        if _is_history(asked) and _history(asked, store):
            return
        view = _view(store, asked.known_by)
        if view.count("document") == 0 and asked.why is None:
            complain(f"the store {asked.store} holds nothing{_by_then(asked)}; `dateline read` fills it")
        if asked.kind == "incidents":
            _incidents(asked, view)
        else:
            _FORMS[asked.form](asked, view)


def _is_history(asked: Asked) -> bool:
    """Whether one place's history is asked for; with other filters, its records are."""
    only = asked.kind == "control" and set(asked.filters) == {"place"}
    return only and asked.form is not Form.csv and asked.limit is None


def _history(asked: Asked, store: Store) -> bool:
    """Whether the place is one that can be held; else its records are shown: those of a region, a river."""
    from dateline.tell import control_view
    from dateline.tell.control import Charting, checked_charting
    from dateline.tell.reads import console_for

    wanted = checked_charting(asked.charting or Charting(known_by=asked.known_by))
    told = control_view.history(asked.filters["place"], store.view(), wanted, on=asked.on)
    if told is None:
        return False
    if asked.form is Form.json:
        control_view.as_json(told)
    else:
        control_view.as_table(told, console_for(colour=asked.colour))
    return True


def _by_then(asked: Asked) -> str:
    return f" that was read by {asked.known_by}" if asked.known_by else ""


def _view(store: Store, known_by: str | None) -> View:
    try:
        return store.view(known_by)
    except StoreError as error:
        raise UsageError(f"--known-by: {error}") from None


def _checked(asked: Asked) -> None:
    """Options that go with one kind alone. Raises `UsageError`."""
    if asked.occurred and asked.kind != "events":
        raise UsageError(f"--occurred is for events; {asked.kind} did not occur")
    if (asked.on is not None or asked.charting is not None) and not _is_history(asked):
        raise UsageError(
            "--on, --baseline and --no-inferred are for the history of one place: "
            "`dateline show control --place P`, without other filters, --limit and --csv"
        )
    if asked.why is not None and asked.kind != "incidents":
        raise UsageError("--why is for incidents: `dateline show incidents --why ID`")
    if asked.why is not None and (asked.filters or asked.form is Form.csv):
        raise UsageError("--why tells one incident whole: give no filters, and --json or nothing")


def _incidents(asked: Asked, view: View) -> None:
    from dateline.tell import incidents

    if asked.why is not None:
        _why(asked.why, asked, view)
    elif asked.form is Form.table:
        incidents.as_table(view, asked.filters, asked.limit or _TABLE_ROWS, colour=asked.colour)
    elif asked.form is Form.json:
        incidents.as_json(view, asked.filters, asked.limit)
    else:
        incidents.as_csv(view, asked.filters, asked.limit)


def _why(id: str, asked: Asked, view: View) -> None:
    from dateline.tell import why
    from dateline.tell.joining import joiner

    found = why.why(id, view, joiner())
    if asked.form is Form.json:
        why.as_json(found)
        return
    from dateline.tell.reads import console_for
    from dateline.tell.why_view import draw

    draw(found, console_for(colour=asked.colour))


def _records(asked: Asked, view: View, limit: int | None) -> Iterator[Record]:
    filters = dict(asked.filters)
    if asked.occurred:
        events = view.records("event", **filters)
        return islice((one for one in events if isinstance(one, Event) and happened(one)), limit)
    mention = _NAMED.get(asked.kind)
    if mention is None:
        return view.records(_RECORDS[asked.kind], **filters, limit=limit)
    wanted = filters.pop("type", None)
    found = view.records("mention", **filters, type=mention)
    # The store files a mention under its kind; the type of a place or actor is told here.
    kept = (one for one in found if wanted is None or _type_of(one) == wanted.casefold())
    return islice(kept, limit)


def _type_of(record: Record) -> str | None:
    thing = (record.place or record.actor) if isinstance(record, Mention) else None
    return thing.kind if thing is not None else None


# -- the forms


def _json(asked: Asked, view: View) -> None:
    out = sys.stdout.buffer
    for record in _records(asked, view, asked.limit):
        out.write(encode(record) + b"\n")
    out.flush()


def _csv(asked: Asked, view: View) -> None:
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(HEADS[asked.kind])
    if asked.kind in _NAMED:
        for named in _named(asked, view)[: asked.limit]:
            rows.writerow(safe(named.flat()))
        return
    for record, story in told_with(_records(asked, view, asked.limit), view):
        rows.writerow(safe(_flat(record, story, view)))


def _flat(record: Record, story: Story, view: View) -> list[object]:
    if isinstance(record, Response):
        return [*base(record, story), *answer_row(answer_of(record, view))]
    return flat(record, story)


def _table(asked: Asked, view: View) -> None:
    from rich.text import Text

    from dateline.tell.layout import table
    from dateline.tell.reads import console_for

    most = asked.limit or _TABLE_ROWS
    console = console_for(colour=asked.colour)
    rows, more = _rows(asked, view, most)
    if not rows:
        console.print(Text(f"No {asked.kind} answer this.", style="dim"))
        return
    kind = "contested" if _disputes(asked) else _NAMED.get(asked.kind) or _RECORDS[asked.kind]
    lead = () if asked.kind in (*_NAMED, "documents") else (_lead(),)
    console.print(table(kind, rows, width=console.width, lead=lead))
    if more:
        rest = "there are more: --limit N shows more of them, --json and --csv all"
        console.print(Text(f"The first {len(rows):,}; {rest}", style="dim"))


def _rows(asked: Asked, view: View, most: int) -> tuple[list[Cells], bool]:
    """The rows that are shown, and whether there are more."""
    if asked.kind in _NAMED:
        named = _named(asked, view)
        return [one.cells() for one in named[:most]], len(named) > most
    told = told_with(_records(asked, view, most + 1), view)
    rows = [_cells(record, story, view, disputes=_disputes(asked)) for record, story in told]
    return rows[:most], len(rows) > most


def _disputes(asked: Asked) -> bool:
    """Whether claims are asked for that are contested: then who contests them is told with each."""
    return asked.kind == "claims" and bool(asked.filters.get("contested"))


def _cells(record: Record, story: Story, view: View, *, disputes: bool) -> Cells:
    from rich.text import Text

    own = _own_cells(record, story, view)
    if disputes and isinstance(record, Claim):
        own = {**own, "answers": Text("\n".join(answered(record, view)), style="red")}
    document = story.document
    published = document.published.start or "undated"
    return {
        **own,
        "document": Text(clean(document.outlet or document.title or document.source)[:40]),
        "published": Text(published[:10], style="dim"),
    }


def _own_cells(record: Record, story: Story, view: View) -> Cells:
    from dateline.tell.cells import cells, speech

    if isinstance(record, Quote | Statement):
        return speech(story.saying(record), story)
    if isinstance(record, Response):
        return answer_cells(answer_of(record, view), story)
    return cells(record, story)


def _lead() -> Any:
    from dateline.tell.layout import Column

    return Column("document", (("", "document"), ("", "published")), most=14)


_FORMS: dict[Form, Callable[[Asked, View], None]] = {Form.json: _json, Form.csv: _csv, Form.table: _table}


def _named(asked: Asked, view: View) -> list[Named]:
    """Places or actors that the mentions stand for, the most often named first; --limit counts these."""
    mentions = (one for one in _records(asked, view, None) if isinstance(one, Mention))
    return gathered(mentions)
