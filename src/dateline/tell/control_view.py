"""`dateline show control --place P`: who held one place since when, and the claims for and against."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dateline.errors import UsageError
from dateline.model import Claim, Document, Ground, Hold, Site
from dateline.store import encode_hold
from dateline.tell.control import Charting, Choice, Local, choices, is_before_all
from dateline.tell.ending import complain
from dateline.tell.joining import knowledge
from dateline.tell.words import clean, clipped, percent

if TYPE_CHECKING:
    from dateline.chart import Chart
    from dateline.lore import Lore
    from dateline.store import View

__all__ = ["History", "as_json", "as_table", "history", "history_in", "says"]

# Claims of a run that a table shows, the weightiest; the rest is one option away (`--json`).
_MOST = 12
# Namesakes that are listed.
_LISTED = 30
_STYLES = {"held": "green", "contested": "yellow", "claimed": "magenta", "unknown": "dim"}
_BASES = {
    "reported": "reported",
    "inferred": "inferred from places around",
    "baseline": "as on the first day",
}
_CHANGES = {
    "gained": "{} took it",
    "lost": "{} lost it",
    "held": "{} holds it",
    "contested": "{} must fight for it",
    "threatened": "{} stands to lose it",
}
# A gain that is no deed.
_GAINS = {"ongoing": "{} is taking it", "denied": "{} did not take it"}
_STANCES = {"denies": "denied: ", "doubts": "doubted: "}


@dataclass(frozen=True)
class History:
    """The holds of one place in order of days, and what their claims and documents are."""

    site: Site
    until: str
    first: str | None
    """The day of the baseline."""
    holds: tuple[Hold, ...]
    names: Mapping[str, str]
    """Key of a place around -> its name."""
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    parties: Mapping[str, str]
    """Code of a country -> its name, for parties that no theatre has as a side."""

    def party(self, key: str | None) -> str:
        """The name of a side or a country; empty for nobody."""
        return clean(self.parties.get(key or "", key or ""))


def history(asked: str, view: View, wanted: Charting, *, on: str | None) -> History | None:
    """The history of the place that is meant, until a day or as far as is known; None: nothing is told of it.

    Raises `UsageError` when several may be meant; they are listed on standard error.
    """
    lore = knowledge()
    local = Local(view, lore, wanted)
    site = _chosen(asked, choices(asked, local, lore))
    if site is None:
        return None
    return history_in(local.chart(site), site, view, wanted, on=on, lore=lore)


def history_in(
    chart: Chart, site: Site, view: View, wanted: Charting, *, on: str | None, lore: Lore
) -> History | None:
    """The history of a place by a chart of all that bears on it, until a day or as far as is known.

    None: nothing is told of it.
    """
    until = on or max(filter(None, (_last(view, wanted), wanted.baseline_day)), default=None)
    if until is None or site.key not in chart.sites:
        return None
    holds = tuple(
        hold for hold in chart.holds(site.key, until, known_by=wanted.known) if not is_before_all(hold)
    )
    grounds = [ground for hold in holds for ground in hold.grounds]
    found = list(view.gather([id for one in grounds for id in (one.claim, one.document)]))
    return History(
        site,
        until,
        wanted.baseline_day,
        holds,
        {one.at: chart.sites[one.at].name for one in grounds if one.at is not None},
        {one.id: one for one in found if isinstance(one, Claim)},
        {one.id: one for one in found if isinstance(one, Document)},
        {code: country.name for code, country in lore.countries.items()},
    )


def _last(view: View, wanted: Charting) -> str | None:
    last = view.last_known()
    return last if last is None else min(last, wanted.known)


def _chosen(asked: str, found: Sequence[Choice]) -> Site | None:
    """The only place, or the only one that something is told of. Raises `UsageError` for several."""
    told = [one for one in found if one.claims] or found
    if len(told) > 1:
        for one in found[:_LISTED]:
            complain(str(one))
        more = f", the first {_LISTED} of them above" if len(found) > _LISTED else ""
        raise UsageError(
            f"{len(found):,} places may be meant by {clipped(asked, 60)!r}{more}: give the key of one, "
            f"such as --place {found[0].site.key}"
        )
    return told[0].site if told else None


def as_json(told: History) -> None:
    """One hold a line."""
    out = sys.stdout.buffer
    for hold in told.holds:
        out.write(encode_hold(hold) + b"\n")
    out.flush()


def as_table(told: History, console: Console) -> None:
    """The history for a person, the first days first."""
    console.print(_header(told))
    for hold in told.holds:
        console.print(Text("\n").append_text(_run(hold, told)))
        if hold.grounds:
            console.print(_grounds(hold, told))
            if len(hold.grounds) > _MOST:
                more = f"… and {len(hold.grounds) - _MOST:,} more that weigh less; --json has them all"
                console.print(Text(more, style="dim"))


def _header(told: History) -> Panel:
    site = told.site
    where = [site.admin1, site.country]
    if site.lat is not None and site.lon is not None:
        where.append(f"{site.lat:.4f}, {site.lon:.4f}")
    lines = [
        Text.assemble((clean(site.name), "bold"), "  ", (clean(", ".join(filter(None, where))), "dim")),
        _now(told),
        Text(clean(site.key), style="dim"),
    ]
    return Panel(Text("\n").join(lines), box=box.ROUNDED, border_style="cyan", padding=(0, 1))


def _now(told: History) -> Text:
    if not told.holds:
        return Text(f"On {told.until}: nobody is known to hold it")
    last = told.holds[-1]
    since = f", since {last.taken}" if last.taken is not None and last.status != "unknown" else ""
    if since and last.taken == told.first:
        since += " or before"
    return Text.assemble(f"On {told.until}: ", (_status(last, told), _STYLES[last.status]), since)


def _status(hold: Hold, told: History) -> str:
    holder = told.party(hold.holder)
    words = {
        "held": f"held by {holder}",
        "contested": f"contested, {holder} had it" if holder else "contested",
        "claimed": f"claimed by {holder}, not confirmed",
        "unknown": "unknown",
    }
    return words[hold.status]


def _run(hold: Hold, told: History) -> Text:
    """From when to when, who, how sure, on what basis."""
    days = f"{hold.since} to {hold.until}" if hold.until is not None else f"from {hold.since} on"
    line = Text.assemble((days, "bold"), "  ", (_status(hold, told), _STYLES[hold.status]))
    if hold.status != "unknown":
        line.append(f"  {percent(hold.confidence)}, {_BASES[hold.basis]}", style="dim")
    return line


def _grounds(hold: Hold, told: History) -> Table:
    drawn = Table(
        box=box.SIMPLE_HEAD, show_edge=False, header_style="dim", expand=True, pad_edge=False,
        padding=(0, 1, 0, 0),
    )  # fmt: skip
    for heading, ratio in (
        ("", None),
        ("said", None),
        ("of", None),
        ("by", 3),
        ("what", 6),
        ("weight", None),
    ):
        drawn.add_column(
            heading, ratio=ratio, overflow="fold", justify="right" if heading == "weight" else "left"
        )
    kept = sorted(hold.grounds, key=lambda one: -one.weight)[:_MOST]
    for ground in (one for one in hold.grounds if one in kept):
        drawn.add_row(_mark(hold, ground), *_row(ground, told))
    return drawn


def _mark(hold: Hold, ground: Ground) -> Text:
    """Whether a claim speaks for the holder; where nobody is known to hold the place, it does for none."""
    if hold.holder is None:
        return Text("–", style="dim")
    return Text("for", style="green") if ground.agrees else Text("against", style="red")


def _row(ground: Ground, told: History) -> Iterator[Text]:
    yield Text(ground.said)
    yield Text(ground.of)
    yield _by(ground, told)
    yield _what(ground, told)
    yield Text(f"{ground.weight:.1f}")


def _by(ground: Ground, told: History) -> Text:
    """Who says it, of which side."""
    name = clipped(ground.claimant or "the outlet itself", 60)
    side = told.party(ground.claimant_side)
    return Text(name if side in ("", name) else f"{name} ({side})")


def _what(ground: Ground, told: History) -> Text:
    """What is said, of which other place if of another, in which words, in which document."""
    line = Text(says(ground, told.party(ground.holder)))
    if ground.at is not None:
        line.append(f" ({clean(told.names.get(ground.at, ground.at))}, near)")
    elif ground.region is not None:
        line.append(f" (all of {clean(ground.region)})")
    if not ground.assessed:
        line.append(", as passed on")
    claim = told.claims.get(ground.claim)
    if claim is not None:
        words = " … ".join(span.text for span in claim.content)
        line.append(f"\n“{clipped(words, 160)}”", style="dim")
    document = told.documents.get(ground.document)
    title = "" if document is None else document.title or document.outlet or document.source
    return line.append(f"\n{clipped(title, 80)}  {ground.document}", style="dim")


def says(ground: Ground, holder: str) -> str:
    """What a claim says of who holds the place: "Norland took it"; `holder` is the name of its party."""
    form = _CHANGES[ground.change]
    if ground.change == "gained" and ground.factuality != "occurred":
        form = _GAINS.get(ground.factuality, "{} means to take it")
    told = (
        form.format(holder)
        if holder
        else "it is attacked"
        if ground.change == "threatened"
        else "it is fought over"
    )
    return _STANCES.get(ground.stance, "") + told
