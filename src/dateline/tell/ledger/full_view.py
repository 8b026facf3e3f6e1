"""A forecast in full as a person sees it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from dateline.forecast.ledger import Standing, body_of
from dateline.model import Claim, Document
from dateline.model.ledger import (
    Body,
    Correction,
    Estimate,
    Evidence,
    LedgerEntry,
    LedgerForecast,
    MadeEstimate,
    Question,
    Resolution,
)
from dateline.store import View
from dateline.tell.cells import Cells
from dateline.tell.layout import Column, drawn
from dateline.tell.ledger.rows import ANSWER_STYLES, chance, state
from dateline.tell.words import chain, clean, clipped, percent, spans

__all__ = ["draw"]

# A cell of more words than this is a text, and `--json` has it whole.
_MOST = 400
_DAY, _MINUTE = len("2022-10-05"), len("2022-10-05T14:30")

_ESTIMATES = (
    Column("given", (("", "made"),), most=12),
    Column("", (("", "chance"),), right=True),
    Column("forecaster", (("", "forecaster"),), ratio=2),
    Column("how", (("", "how"), ("", "note")), ratio=3),
    Column("entry", (("", "entry"),), right=True),
)
_EVIDENCE = (
    Column("for", (("", "of"),), most=14),
    Column("who", (("", "who"),), ratio=2),
    Column("what", (("", "what"), ("", "id")), ratio=5),
)
_HISTORY = (
    Column("entry", (("", "entry"),), right=True),
    Column("when", (("", "when"),), most=16),
    Column("by", (("", "by"),), ratio=1),
    Column("what", (("", "what"), ("because: ", "why")), ratio=5),
)


def draw(one: LedgerForecast, view: View, console: Console) -> None:
    """Write a forecast: the question, who held it how probable, its evidence, and all entries about it."""
    console.print(_header(one))
    for title, columns, rows in (
        ("How probable it was held", _ESTIMATES, [_estimate(made) for made in one.estimates]),
        ("Evidence", _EVIDENCE, list(_evidence(one, view))),
        ("History", _HISTORY, list(_history(one, view.ledger()))),
    ):
        if rows:
            console.print(Text(f"\n{title}", style="bold"))
            console.print(drawn(columns, rows))


def _header(one: LedgerForecast) -> Panel:
    asked, told = one.question, state(one)
    lines = [Text(clean(asked.text), style="bold")]
    parts = (
        ("if", asked.condition),
        ("rule", asked.rule),
        ("due", asked.due),
        ("topics", ", ".join(asked.tags)),
        ("cannot be resolved:", ", ".join(asked.lacks)),
    )
    lines += [Text.assemble((f"{name} ", "dim"), clean(value)) for name, value in parts if value]
    lines.append(Text.assemble((told, ANSWER_STYLES.get(told, "dim")), _settled(one.resolution)))
    lines.append(Text(f"forecast {one.number}, entered {one.at[:_DAY]} by {clean(one.author)}", style="dim"))
    return Panel(Text("\n").join(lines), box=box.ROUNDED, border_style="cyan", padding=(0, 1))


def _settled(resolution: Resolution | None) -> Text:
    if resolution is None:
        return Text("")
    note = f": {clean(resolution.note)}" if resolution.note else ""
    return Text(f", settled {resolution.on}{note}")


def _estimate(made: MadeEstimate) -> Cells:
    said = made.estimate
    how = f"from the words “{clean(said.wording)}”" if said.wording else ""
    mended = "corrected" if made.corrected else ""
    return {
        "made": Text(said.made),
        "chance": Text(chance(made), style="bold"),
        "forecaster": Text(clean(said.forecaster)),
        "how": Text(", ".join(filter(None, (how, mended))), style="dim"),
        "note": Text(clipped(said.note or "", _MOST)),
        "entry": Text(f"{made.seq}", style="dim"),
    }


# -- evidence


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an entry rests on: a record's words and who says them, or a link."""

    who: str
    what: str
    id: str


def _evidence(one: LedgerForecast, view: View) -> Iterator[Cells]:
    resolution = one.resolution
    rests = [("the question", one.question.evidence)]
    rests += [(f"entry {made.seq}", made.estimate.evidence) for made in one.estimates]
    rests += [("the answer", resolution.evidence)] if resolution else []
    for of, evidence in rests:
        for each in evidence:
            shown = _shown(each, view)
            yield {
                "of": Text(of, style="dim"),
                "who": Text(shown.who),
                "what": Text(shown.what),
                "id": Text(shown.id, style="dim"),
            }


def _shown(evidence: Evidence, view: View) -> _Shown:
    if evidence.kind == "link":
        return _Shown("", clean(evidence.of), "")
    record = view.get(evidence.of)
    if record is None:
        return _Shown("", "a record that the store no longer has", clean(evidence.of))
    home = record if isinstance(record, Document) else view.get(record.document)
    outlet = home.outlet if isinstance(home, Document) else None
    who = chain(record.by, outlet) if isinstance(record, Claim) else clean(outlet or "")
    text = record.title or "" if isinstance(record, Document) else spans(record.evidence)
    return _Shown(who, clipped(text, _MOST), f"{record.record} {record.id}")


# -- history


def _history(one: LedgerForecast, entries: Iterable[LedgerEntry]) -> Iterator[Cells]:
    """All entries about a forecast, each correction with what it changes and why."""
    stood: dict[int, Standing] = {}
    for entry in entries:
        if entry.seq not in one.entries:
            continue
        body = body_of(entry)
        said, why = _what(body), ""
        if isinstance(body, Correction):
            instead = body.question or body.estimate or body.resolution
            said, why = _corrected(body, instead, stood), body.reason
            if instead is not None:
                stood[body.entry] = instead
        else:
            stood[entry.seq] = body
        yield {
            "entry": Text(f"{entry.seq}", style="bold"),
            "when": Text(entry.at[:_MINUTE].replace("T", " "), style="dim"),
            "by": Text(clean(entry.author)),
            "what": Text(clipped(said, _MOST)),
            "why": Text(clipped(why, _MOST)),
        }


def _corrected(body: Correction, instead: Standing | None, stood: Mapping[int, Standing]) -> str:
    if instead is None:
        return f"withdraws entry {body.entry}"
    before = stood.get(body.entry)
    changed = [
        f"{field.name}: {_in_words(getattr(instead, field.name))}"
        for field in fields(instead)
        if before is None or getattr(instead, field.name) != getattr(before, field.name, None)
    ]
    return f"corrects entry {body.entry}: {'; '.join(changed) or 'nothing'}"


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(one.of if isinstance(one, Evidence) else str(one) for one in value) or "none"
    return "none" if value is None else str(value)


def _what(body: Body) -> str:
    if isinstance(body, Question):
        return f"asks: {body.text}"
    if isinstance(body, Estimate):
        return f"{body.forecaster} holds it {percent(body.probability)} probable"
    return f"answers {body.answer}" if isinstance(body, Resolution) else ""
