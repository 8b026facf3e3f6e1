"""The command line: names, options and help. What a command does lies beside it and loads when called."""

from __future__ import annotations

import re
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline import settings

__all__ = ["app", "main"]

_HELP = {"help_option_names": ["-h", "--help"]}


def _group(text: str) -> typer.Typer:
    return typer.Typer(help=text, no_args_is_help=True, context_settings=_HELP)


# Plain help: drawing boxes would double the time that `--help` takes.
app = typer.Typer(
    name="dateline",
    help=(
        "Reads war and diplomatic reporting and keeps the record: "
        "what happened, where and when, according to whom."
    ),
    epilog="Exit codes: 0 done, 1 something could not be read, 2 wrong usage.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
)
theatre_app = _group("Packs of knowledge about one war.")
incident_app = _group("What you decide of incidents: which reports are of one happening, and which are not.")
gazetteer_app = _group("The places that names are looked up in.")
store_app = _group("What is kept of all that was read.")
app.add_typer(theatre_app, name="theatre")
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(incident_app, name="incident")
app.add_typer(store_app, name="store")

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z", re.ASCII)


class Kind(StrEnum):
    """What `dateline show` shows."""

    events = "events"
    claims = "claims"
    quotes = "quotes"
    figures = "figures"
    places = "places"
    actors = "actors"
    control = "control"
    forecasts = "forecasts"
    statements = "statements"
    responses = "responses"
    documents = "documents"
    incidents = "incidents"


class Part(StrEnum):
    """Which part of a corpus `dateline eval` scores."""

    held_out = "held-out"
    development = "development"
    all = "all"


def _checked_date(value: str | None) -> str | None:
    """A day, month or year of the calendar, as it was given."""
    if value is None:
        return None
    match = _DAY.match(value)
    try:
        if match is None:
            raise ValueError
        year, month, day = match.groups(default="01")
        date(int(year), int(month), int(day))
    except ValueError:
        raise typer.BadParameter(f"wanted a date such as 2022-10-05, got {value[:40]!r}") from None
    return value


def _checked_day(value: str | None) -> str | None:
    """A day of the calendar, as it was given."""
    if value is not None and len(_checked_date(value) or "") != len("2022-10-05"):
        raise typer.BadParameter(f"wanted a day such as 2022-10-05, got {value[:40]!r}")
    return value


def _tell_version(wanted: bool) -> None:
    if wanted:
        from dateline import __version__

        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version and end."),
    ] = False,
) -> None:
    del version


StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help="Database URL or file; default $DATELINE_STORE, else your own."
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Who held what on a first day: CSV of places, or GeoJSON."
    ),
]
BaselineDay = Annotated[
    str | None,
    typer.Option("--baseline-day", metavar="D", callback=_checked_day, help="The day of the baseline."),
]
Inferred = Annotated[
    bool, typer.Option("--inferred/--no-inferred", help="With what follows from places around, or without.")
]
NoColour = Annotated[bool, typer.Option("--no-color", help="No colours (also with NO_COLOR set).")]


@app.command()
def read(  # noqa: PLR0913 - a command's parameters are its options
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SRC...", help="Files, folders, addresses, or - for standard input."),
    ],
    published: Annotated[
        str | None,
        typer.Option("--date", metavar="D", callback=_checked_date, help="Day of publication: 2022-10-05."),
    ] = None,
    theatre: Annotated[
        str | None, typer.Option(metavar="T", help="The war it is about; default: the text decides.")
    ] = None,
    store: StoreUrl = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Keep nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one record a line.")] = False,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="With --json: a record for every mention too.")
    ] = False,
    whole: Annotated[bool, typer.Option("--all", help="Cut no table short.")] = False,
    jobs: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Read pages in N processes.")] = 1,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch addresses of this machine and its network too.")
    ] = False,
    no_color: NoColour = False,
) -> None:
    """Read pages into the store and show what they say.

    The same page again adds nothing. What cannot be read is listed with its cause, and the rest goes on.
    """
    from dateline.tell.ending import FAILED, guarded

    with guarded():
        from dateline.tell.reads import Wanted
        from dateline.tell.reads import read as read_pages

        failures = read_pages(
            Wanted(
                sources=tuple(sources),
                published=published,
                theatre=theatre,
                store=None if no_store else store or settings.default_store(),
                as_json=as_json,
                mentions=mentions,
                whole=whole,
                jobs=jobs,
                allow_private=allow_private,
                colour=not no_color,
            )
        )
    if failures:
        raise typer.Exit(FAILED)


@app.command()
def show(  # noqa: PLR0913 - a command's parameters are its options
    kind: Annotated[Kind, typer.Argument(help="What to show.")],
    place: Annotated[
        str | None, typer.Option(metavar="P", help="A name, country code, region, GeoNames id or key.")
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(metavar="A", help="Who takes part or speaks: name, role, side, country or code."),
    ] = None,
    side: Annotated[
        str | None, typer.Option(metavar="S", help="The side of these, or who holds the place.")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="T", help="A type: ASSAULT, killed, gained, denies.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="D", help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="D", help="Before this day.")] = None,
    said_by: Annotated[
        str | None, typer.Option(metavar="A", help="Who says it: name, role, side or code.")
    ] = None,
    contested: Annotated[
        bool | None,
        typer.Option(
            "--contested/--uncontested",
            help="Only what somebody in any document denies, doubts or contradicts, or who does so; or not.",
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help='Words that must all occur; "a phrase" in quotation marks.'),
    ] = None,
    known_by: Annotated[
        str | None,
        typer.Option(
            metavar="D",
            help="Only what had been read by this day or moment; of a place's history: published by it.",
        ),
    ] = None,
    occurred: Annotated[
        bool,
        typer.Option("--occurred", help="Of events only those that happened or go on, in the story told."),
    ] = False,
    why: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="One incident in full: its reports and why they are joined. ID may be of an event or claim.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="D", callback=_checked_day, help="With control --place: the history until this day."
        ),
    ] = None,
    baseline: BaselineFile = None,
    baseline_day: BaselineDay = None,
    inferred: Inferred = True,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many; 50 in a table.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines of the records.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values with a heading.")] = False,
    store: StoreUrl = None,
    no_color: NoColour = False,
) -> None:
    """Show what the store holds, filtered, as a table, JSON Lines or CSV.

    --since and --until bound what the record speaks of; a record without a date counts as of its document's.
    `show control --place P` tells who held P since when, with the claims for and against each change.
    """
    from dateline.tell.ending import guarded

    if as_json and as_csv:
        raise typer.BadParameter("give one of --json and --csv", param_hint="--csv")
    with guarded():
        from dateline.tell.show import Asked, Form
        from dateline.tell.show import show as show_records

        charting = None
        if baseline is not None or baseline_day is not None or not inferred:
            from dateline.tell.control import Charting

            charting = Charting(
                baseline=baseline, baseline_day=baseline_day, known_by=known_by, inferred=inferred
            )
        filters = {
            "place": place,
            "actor": actor,
            "side": side,
            "type": type_,
            "since": since,
            "until": until,
            "said_by": said_by,
            "contested": contested,
            "text": text,
        }
        show_records(
            Asked(
                kind=kind.value,
                filters={name: value for name, value in filters.items() if value is not None},
                store=store or settings.default_store(),
                known_by=known_by,
                limit=limit,
                why=why,
                occurred=occurred,
                on=on,
                charting=charting,
                form=Form.json if as_json else Form.csv if as_csv else Form.table,
                colour=not no_color,
            )
        )


@app.command("eval")
def evaluate(  # noqa: PLR0913 - a command's parameters are its options
    corpus: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="lgl, tr-news, wikiwars, event-location, polnear, plover, re3d or control.",
        ),
    ],
    path: Annotated[
        Path | None,
        typer.Option(
            metavar="P", help="Any file or folder in the corpus' format; default below $DATELINE_CORPORA."
        ),
    ] = None,
    part: Annotated[
        Part | None,
        typer.Option(help="Which texts; default held-out, of a given path all."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    write: Annotated[
        Path | None, typer.Option(metavar="F", help="Keep predictions beside answers, as JSON Lines.")
    ] = None,
    reports: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Of control: reports named by their day.")
    ] = None,
    truth: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Of control: who held what, as CSV.")
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", callback=_checked_day, help="Of control: the day whose holders are given."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="D", callback=_checked_day, help="Of control: the first day that is scored."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="D", callback=_checked_day, help="Of control: the last day that is scored."),
    ] = None,
    no_color: NoColour = False,
) -> None:
    """Score against an annotated corpus, beside the figures that others reach on it."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.measuring import charted, measure

        chosen = part or (Part.held_out if path is None else Part.all)
        measure(
            corpus,
            path=path,
            part=chosen.value,
            as_json=as_json,
            write=write,
            colour=not no_color,
            wanted=charted(reports, truth, baseline, since, until),
        )


@theatre_app.command("list")
def list_theatres() -> None:
    """The theatres at hand."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.packs import tell_theatres

        tell_theatres()


@theatre_app.command("check")
def check_theatre(
    theatre: Annotated[
        str, typer.Argument(metavar="T", help="A pack's folder, or the key of a shipped one.")
    ],
) -> None:
    """Check a theatre pack: every file, entry and reference."""
    from dateline.tell.ending import FAILED, guarded

    with guarded():
        from dateline.tell.packs import check

        wrong = check(theatre)
    if wrong:
        raise typer.Exit(FAILED)


@gazetteer_app.command("list")
def list_gazetteer() -> None:
    """What the gazetteer holds and where it lies."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.gazetteer import tell_gazetteer

        tell_gazetteer()


Codes = Annotated[list[str], typer.Argument(metavar="CODE...", help="Countries, ISO 3166-1 alpha-2: UA SY.")]


@gazetteer_app.command("add")
def add_to_gazetteer(
    codes: Codes,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="GeoNames' CODE.zip or CODE.txt, or a folder of them."),
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="Where CODE.zip lies; default GeoNames' export.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch addresses of this machine and its network too.")
    ] = False,
) -> None:
    """Add all places of a country, villages, rivers and stations among them, from its GeoNames file.

    A file that is not sound changes nothing; a country that is there already is replaced.
    """
    from dateline.tell.ending import FAILED, guarded

    if source is not None and address is not None:
        raise typer.BadParameter("give one of --from and --address", param_hint="--address")
    with guarded():
        from dateline.tell.gazetteer import ADDRESS, Wanted, add_countries

        failures = add_countries(
            Wanted(codes=tuple(codes), source=source, address=address or ADDRESS, allow_private=allow_private)
        )
    if failures:
        raise typer.Exit(FAILED)


@gazetteer_app.command("remove")
def remove_from_gazetteer(codes: Codes) -> None:
    """Remove countries that were added; their places of over 500 people stay."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.gazetteer import remove_countries

        remove_countries(codes)


Note = Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why, for those who come later.")]
IncidentId = Annotated[
    str, typer.Argument(metavar="ID", help="Of an incident, or of an event or claim that it tells of.")
]


@incident_app.command("split")
def split_incident(
    id: IncidentId,
    accounts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACCOUNT...]", help="Accounts, events or claims of it to tell apart from it."
        ),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="DOC", help="All that a document tells of it; may be repeated."),
    ] = None,
    note: Note = None,
    store: StoreUrl = None,
) -> None:
    """Tell that some reports of an incident are of another happening. Later reading respects it."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import split

        split(
            id,
            accounts or (),
            documents=document or (),
            note=note,
            store=store or settings.default_store(),
        )


@incident_app.command("merge")
def merge_incidents(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID ID...", help="Incidents that are one happening, two at least.")
    ],
    note: Note = None,
    store: StoreUrl = None,
) -> None:
    """Tell that incidents are one happening. Later reading respects it."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import merge

        merge(ids, note=note, store=store or settings.default_store())


@incident_app.command("undo")
def undo_decision(
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="Of the decision, as list-decisions has it.")
    ],
    note: Note = None,
    store: StoreUrl = None,
) -> None:
    """Withdraw a decision. Both stay in the list; to withdraw a withdrawal makes the first stand again."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import undo

        undo(number, note=note, store=store or settings.default_store())


@incident_app.command("list-decisions")
def list_all_decisions(
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
    store: StoreUrl = None,
    no_color: NoColour = False,
) -> None:
    """All decisions, in order."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import list_decisions

        list_decisions(store=store or settings.default_store(), as_json=as_json, colour=not no_color)


@incident_app.command("rejoin")
def rejoin_incidents(store: StoreUrl = None) -> None:
    """Join all reports in the store anew; decisions are kept.

    For stores that an earlier version has filled, and after weights or packs have changed.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import rejoin

        rejoin(store=store or settings.default_store())


@store_app.command("refresh")
def refresh_store(store: StoreUrl = None) -> None:
    """Make anew what follows from the records: incidents, and who holds what by whom. Decisions are kept.

    For stores that an earlier version has filled, and after weights or packs have changed.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import refresh

        refresh(store=store or settings.default_store())


@app.command("map")
def draw_map(  # noqa: PLR0913 - a command's parameters are its options
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="F", help="A .png, .svg, .html or .geojson of a day; a .gif or .mp4 of many."
        ),
    ],
    on: Annotated[str | None, typer.Option("--on", metavar="D", help="The day to show.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="D", help="A film from this day on, a frame a day.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="D", help="The film ends before this day.")] = None,
    known_by: Annotated[
        str | None, typer.Option("--known-by", metavar="D", help="By what was published by this day.")
    ] = None,
    baseline: BaselineFile = None,
    baseline_day: BaselineDay = None,
    theatre: Annotated[
        str | None, typer.Option(metavar="T", help="The war; default: whose sides hold the places.")
    ] = None,
    view: Annotated[
        str,
        typer.Option(
            metavar="V", help="Borders as un (the United Nations) or a country sees them: UKR, RUS."
        ),
    ] = "un",
    inferred: Annotated[
        bool, typer.Option("--inferred/--no-inferred", help="Colour what follows from places around too.")
    ] = True,
    extent: Annotated[
        str | None,
        typer.Option(metavar="W,S,E,N", help="What to show, in degrees; default: around the places."),
    ] = None,
    size: Annotated[
        str | None, typer.Option(metavar="WxH", help="In pixels; default 1600x1200, of a film 800x600.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Above the map.")] = None,
    fps: Annotated[int, typer.Option(min=1, max=50, metavar="N", help="Frames of a film in a second.")] = 5,
    store: StoreUrl = None,
) -> None:
    """Draw who holds what on a day, or a film of many days.

    By all that the store knows, whenever it was published; --known-by shows what could be known then.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.control import Charting
        from dateline.tell.control_map import draw_map as draw
        from dateline.tell.maps.command import MapWanted, checked, parsed_extent, parsed_size

        wanted = MapWanted(
            out=out,
            on=on,
            since=since,
            until=until,
            title=title,
            view=view,
            inferred=inferred,
            size=parsed_size(size),
            extent=parsed_extent(extent),
            frames_a_second=fps,
        )
        charting = Charting(
            baseline=baseline, baseline_day=baseline_day, known_by=known_by, inferred=inferred
        )
        draw(checked(wanted), charting, theatre=theatre, store=store or settings.default_store())


def main() -> None:
    """The `dateline` command."""
    settings.bound_threads()
    try:
        app(prog_name="dateline")
    except KeyboardInterrupt:
        sys.exit(130)
