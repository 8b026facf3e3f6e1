"""An incident in full as a person sees it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dateline.model import Account, Because, Count, Document, Joining, Source
from dateline.store import Act
from dateline.tell import words
from dateline.tell.happenings import Happening, grade, grade_style
from dateline.tell.why import Near, Why

__all__ = ["decision_rows", "decisions_table", "draw"]

# Rows of a section; the rest is one option away (`--json`).
_MOST = 40
# Accounts that are listed by their ids.
_LISTED = 4
# What would be told as nothing.
_LEAST = 0.05
_HOWS = {"for": ("green", "for"), "against": ("red", "against"), "open": ("yellow", "leaves it open")}


def draw(found: Why, console: Console) -> None:
    """Write an incident: its reports, why they are one, what was near, figures, sources, grade, decisions."""
    console.print(_header(found.told))
    for title, section in _sections(found):
        console.print(Text(f"\n{title}", style="bold"))
        console.print(section)


def _header(told: Happening) -> Panel:
    incident = told.incident
    lines = [Text(words.clean(incident.title), style="bold")]
    where = ", ".join(told.places[:6])
    day = told.day if incident.dated else f"{told.day} (by the days of publication)"
    lines.append(Text(" · ".join(filter(None, (day, where, ", ".join(told.types))))))
    parties = " → ".join(filter(None, (", ".join(told.actors[:6]), ", ".join(told.targets[:6]))))
    if parties:
        lines.append(Text(parties))
    lines.append(Text.assemble("grade ", (grade(told), grade_style(told)), f": {incident.grade.rule}"))
    lines.append(Text(_tally(told), style="dim"))
    return Panel(Text("\n").join(lines), box=box.ROUNDED, border_style="cyan", padding=(0, 1))


def _tally(told: Happening) -> str:
    incident = told.incident
    counted = (
        _many(len(incident.documents), "report"),
        _many(incident.independent, "independent source"),
        f"{len(incident.claims_for):,} claims for",
        f"{len(incident.claims_against):,} against",
        f"incident {incident.id}",
    )
    return " · ".join(counted)


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _sections(found: Why) -> Iterator[tuple[str, RenderableType]]:
    yield "Reports", _cut(_reports(found), len(found.accounts))
    if found.tree:
        yield "Why they are one", _cut(_links(found), len(found.tree))
        yield f"What weighed how much, in {_many(len(found.joinings), 'link')}", _reasons(found)
    if found.told.incident.figures:
        yield "Figures by source", _figures(found)
    if found.told.incident.sources:
        yield "Sources, each once", _sources(found)
    if found.near:
        yield "Near, and not joined", _near(found.near)
    if found.acts:
        yield "What was decided", decisions_table(found.acts)


def _cut(table: Table, rows: int) -> RenderableType:
    if rows <= _MOST:
        return table
    return Group(table, Text(f"… and {rows - _MOST:,} more; --json has them all", style="dim"))


def _table(*headings: str, right: Iterable[str] = (), ratios: Sequence[int | None] = ()) -> Table:
    drawn = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        header_style="dim",
        expand=True,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for number, heading in enumerate(headings):
        ratio = ratios[number] if number < len(ratios) else None
        justify: JustifyMethod = "right" if heading in right else "left"
        drawn.add_column(heading, ratio=ratio, justify=justify, overflow="fold", vertical="top")
    return drawn


def _reports(found: Why) -> Table:
    drawn = _table("", "published", "outlet", "what it says", "account, document", ratios=(None, None, 2, 6))
    copies = found.copies()
    for place, account in enumerate(found.accounts[:_MOST], 1):
        says = _says(account, found)
        if account.id in copies:
            first, share = copies[account.id]
            says.append(f"\ncopy of {first} ({words.clean(share)})", style="yellow")
        drawn.add_row(
            Text(f"{place}", style="bold"),
            Text((account.published or "undated")[:10], style="dim"),
            Text(_outlet(account)),
            says,
            Text(f"{account.id}\n{account.document}", style="dim"),
        )
    return drawn


def _says(account: Account, found: Why) -> Text:
    """The document's title, and the words that tell of the happening."""
    document = found.view.get(account.document)
    title = words.clipped(document.title or "", 120) if isinstance(document, Document) else ""
    told = words.clipped(account.title, 160)
    if not title or title == told:
        return Text(told)
    return Text.assemble(title, (f"\n{told}", "dim"))


def _outlet(account: Account) -> str:
    outlet = words.clipped(account.outlet or "unknown outlet", 40)
    wire = words.clipped(account.wire or "", 40)
    return f"{outlet} ({wire})" if wire and wire.casefold() != outlet.casefold() else outlet


def _links(found: Why) -> Table:
    drawn = _table("reports", "weight", "because", right=("weight",), ratios=(None, None, 8))
    for joining in found.tree[:_MOST]:
        first, second = sorted((found.places[joining.one], found.places[joining.other]))
        decided = " (merged)" if joining.weight <= 0 else ""
        drawn.add_row(
            Text(f"{first} – {second}{decided}", style="bold"), _weight(joining.weight), because(joining)
        )
    return drawn


def because(joining: Joining) -> Text:
    """The reasons of a link with their weights, what speaks for it first."""
    told = (one for one in joining.because if abs(one.weight) >= _LEAST)
    ordered = sorted(told, key=lambda one: (-one.weight, one.reason))
    return Text(", ").join(_reason(one) for one in ordered)


def _reason(one: Because) -> Text:
    seen = f" ({words.clipped(one.seen, 60)})" if one.seen else ""
    return Text.assemble(_weight(one.weight), " ", one.reason, (seen, "dim"))


def _weight(value: float) -> Text:
    return Text(
        f"{value:+.1f}".replace("-", "−"), style="green" if value > 0 else "red" if value < 0 else "dim"
    )


def _reasons(found: Why) -> Table:
    drawn = _table("reason", "links", "least", "most", right=("links", "least", "most"), ratios=(6,))
    for reason, links, least, most in found.reasons():
        if max(-least, most) < _LEAST:
            continue
        drawn.add_row(Text(reason), Text(f"{links:,}"), _weight(least), _weight(most))
    return drawn


def _figures(found: Why) -> Table:
    drawn = _table("counts", "in all", "each", "according to", "report", ratios=(2, 2, 2, 5, None))
    at = _counted_at(found.accounts)
    for told in found.told.incident.figures:
        for number, count in enumerate(told.by):
            first = number == 0
            drawn.add_row(
                Text(told.counts if first else "", style="bold"),
                Text(words.amount(told.low, told.high) if first else "", style="yellow"),
                Text(words.amount(count.low, count.high, approximate=count.approximate)),
                Text(_source_of(count)),
                Text(", ".join(str(place) for place in at.get(count.figure, ()))),
            )
    return drawn


def _counted_at(accounts: Sequence[Account]) -> dict[str, list[int]]:
    """Figure -> the reports that have it."""
    found: dict[str, list[int]] = {}
    for place, account in enumerate(accounts, 1):
        for count in account.counts:
            if place not in found.setdefault(count.figure, []):
                found[count.figure].append(place)
    return found


def _source_of(count: Count) -> str:
    side = f" ({words.clean(count.side)})" if count.side and count.side not in count.source else ""
    return words.clipped(count.source, 60) + side


def _sources(found: Why) -> Table:
    drawn = _table("", "source", "reports", "why it counts once", ratios=(None, 4, None, 5))
    for source in found.told.incident.sources:
        style, how = _HOWS[source.how]
        drawn.add_row(
            Text(how, style=style),
            Text(words.clipped(source.name, 80)),
            Text(_numbers(source, found)),
            Text(words.clean(source.why), style="dim"),
        )
    return drawn


def _numbers(source: Source, found: Why) -> str:
    return ", ".join(str(place) for place in sorted(found.places[id] for id in source.accounts))


def _near(near: Sequence[Near]) -> Table:
    drawn = _table(
        "report", "best", "half of all", "why not", right=("best", "half of all"), ratios=(5, None, None, 6)
    )
    for one in near:
        account = one.account
        day = (account.start or account.published or "undated")[:10]
        report = Text.assemble(
            words.clipped(account.title, 120),
            (f"\n{day}, {_outlet(account)}\nincident {one.incident}", "dim"),
        )
        against = Joining("", "", 0.0, tuple(each for each in one.joining.because if each.weight < 0))
        reasons = Text.assemble(one.because, "\n", because(against)) if against.because else Text(one.because)
        drawn.add_row(report, _weight(one.joining.weight), _weight(one.half), reasons)
    return drawn


def decisions_table(acts: Sequence[Act]) -> Table:
    """What people decided, an act a row."""
    drawn = _table("", "when", "what", "note", right=("",), ratios=(None, None, 5, 4))
    for number, when, what, note, stands in decision_rows(acts):
        style = "" if stands else "dim strike"
        drawn.add_row(
            Text(number, style="bold" if stands else "dim"), Text(when, style="dim"), Text(what, style=style),
            Text(note, style="" if stands else "dim"),
        )  # fmt: skip
    return drawn


def decision_rows(acts: Sequence[Act]) -> Iterator[tuple[str, str, str, str, bool]]:
    """Number, moment, what in words, note, and whether it stands."""
    for act in acts:
        told = _decided(act) if act.stands else f"{_decided(act)} (withdrawn)"
        yield (
            str(act.number),
            act.made_at[:16].replace("T", " "),
            told,
            words.clean(act.note or ""),
            act.stands,
        )


def _decided(act: Act) -> str:
    if act.what == "withdraw":
        return f"withdraws {act.withdraws}"
    ids = {id for pair in act.pairs for id in pair}
    if act.what == "merge":
        return f"merge {_listed(ids)}"
    # Each on one side stands against each on the other.
    first = min(ids)
    others = {id for pair in act.pairs for id in pair if first in pair} - {first}
    return f"split {_listed(ids - others)} from {_listed(others)}"


def _listed(ids: set[str]) -> str:
    some = sorted(ids)[:_LISTED]
    return ", ".join(some) + (f" and {len(ids) - len(some):,} more" if len(ids) > len(some) else "")
