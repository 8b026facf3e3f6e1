"""`dateline forecast`: the ledger of forecasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import NoColour, StoreUrl, checked_day, group

if TYPE_CHECKING:
    from dateline.store import View
    from dateline.tell.ledger.making import Who

__all__ = ["forecast_app"]

forecast_app = group(
    "The ledger of forecasts: what is asked, held probable and answered. Only ever added to."
)

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Of a forecast, as list has it.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who makes the entry; default you.")]
Evidence = Annotated[
    list[str] | None,
    typer.Option(metavar="OF", help="A link, or the id of a claim in the store; may be repeated."),
]
Topic = Annotated[list[str] | None, typer.Option(metavar="T", help="A topic; may be repeated.")]
Rule = Annotated[str | None, typer.Option(metavar="WORDS", help="How the answer is settled.")]
Due = Annotated[str | None, typer.Option(metavar="D", help="The last day of the horizon.")]
Condition = Annotated[str | None, typer.Option(metavar="WORDS", help="What must hold first.")]
Note = Annotated[str | None, typer.Option(metavar="WORDS", help="Why.")]
Probability = Annotated[str, typer.Argument(metavar="P", help="0.7, 70%, or a range such as 0.6..0.8.")]
KnownBy = Annotated[
    str | None,
    typer.Option(metavar="D", help="The ledger as it was at the end of this day, or at this moment."),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines.")]


@contextmanager
def _entering(store: str | None, by: str | None) -> Iterator[Who]:
    """Who makes an entry, with the store open; what goes wrong becomes a line and an exit code."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.store import Store
        from dateline.tell.ledger.making import Who

        with Store.open(store or settings.default_store()) as opened:
            yield Who(store=opened, by=by)


@contextmanager
def _looking(store: str | None, known_by: str | None = None) -> Iterator[View]:
    """The ledger as of a day; what goes wrong becomes a line and an exit code."""
    from dateline.errors import StoreError, UsageError
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.store import Store

        with Store.open(store or settings.default_store()) as opened:
            try:
                view = opened.view(known_by)
            except StoreError as error:
                raise UsageError(f"--known-by: {error}") from None
            yield view


class Group(StrEnum):
    """What scores are told by."""

    FORECASTER = "forecaster"
    TOPIC = "topic"


@forecast_app.command("add")
def add_forecast(  # noqa: PLR0913 - a command's parameters are its options
    text: Annotated[str, typer.Argument(metavar="QUESTION", help="What can be answered by yes or no.")],
    rule: Rule = None,
    due: Due = None,
    condition: Condition = None,
    topic: Topic = None,
    evidence: Evidence = None,
    probability: Annotated[str | None, typer.Option(metavar="P", help="Your own first estimate.")] = None,
    by: By = None,
    store: StoreUrl = None,
) -> None:
    """Enter a question; says what it lacks to be resolved."""
    with _entering(store, by) as who:
        from dateline.tell.ledger.entering import add
        from dateline.tell.ledger.telling import tell_question

        made = add(
            text,
            who,
            rule=rule,
            due=due,
            condition=condition,
            topics=topic or (),
            evidence=evidence or (),
            probability=probability,
        )
        tell_question(made)


@forecast_app.command("enter")
def enter_forecast(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of a forecast that was read from a document.")],
    rule: Rule = None,
    due: Due = None,
    text: Annotated[str | None, typer.Option(metavar="QUESTION", help="Instead of its own words.")] = None,
    topic: Topic = None,
    by: By = None,
    store: StoreUrl = None,
) -> None:
    """Enter a forecast of a document, with its words as evidence and its likelihood as an estimate."""
    with _entering(store, by) as who:
        from dateline.tell.ledger.taking import enter
        from dateline.tell.ledger.telling import tell_question

        tell_question(enter(id, who, rule=rule, due=due, text=text, topics=topic or ()))


@forecast_app.command("estimate")
def estimate_forecast(
    number: Number,
    probability: Probability,
    forecaster: Annotated[str | None, typer.Option(metavar="NAME", help="Whose it is.")] = None,
    made: Annotated[
        str | None, typer.Option(metavar="D", help="The day it was given; default today.")
    ] = None,
    note: Note = None,
    evidence: Evidence = None,
    by: By = None,
    store: StoreUrl = None,
) -> None:
    """Enter how probable somebody holds a forecast."""
    with _entering(store, by) as who:
        from dateline.tell.ledger.entering import estimate
        from dateline.tell.ledger.telling import tell

        entry = estimate(
            number,
            probability,
            who,
            forecaster=forecaster,
            made_on=made,
            note=note,
            evidence=evidence or (),
        )
        tell(f"Entry {entry.seq}: an estimate of forecast {number}.")


@forecast_app.command("resolve")
def resolve_forecast(
    number: Number,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="yes, no, void or ambiguous.")],
    on: Annotated[
        str | None, typer.Option(metavar="D", help="The day it was settled; default today.")
    ] = None,
    note: Note = None,
    evidence: Evidence = None,
    by: By = None,
    store: StoreUrl = None,
) -> None:
    """Enter how a forecast turned out, with evidence."""
    with _entering(store, by) as who:
        from dateline.tell.ledger.entering import resolve
        from dateline.tell.ledger.telling import tell

        entry = resolve(number, answer, who, on=on, note=note, evidence=evidence or ())
        tell(f"Entry {entry.seq}: forecast {number} is resolved: {answer}.")


@forecast_app.command("correct")
def correct_entry(  # noqa: PLR0913 - a command's parameters are its options
    number: Annotated[int, typer.Argument(metavar="ENTRY", help="Of the entry, as show has it.")],
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Why it was wrong.")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Nothing stands instead.")] = False,
    text: Annotated[str | None, typer.Option(metavar="QUESTION", help="Of a question.")] = None,
    rule: Rule = None,
    due: Due = None,
    condition: Condition = None,
    probability: Annotated[str | None, typer.Option(metavar="P", help="Of an estimate.")] = None,
    answer: Annotated[str | None, typer.Option(metavar="ANSWER", help="Of an answer.")] = None,
    on: Annotated[str | None, typer.Option(metavar="D", help="Of an answer.")] = None,
    note: Annotated[str | None, typer.Option(metavar="WORDS", help="Of an estimate or answer.")] = None,
    topic: Topic = None,
    evidence: Evidence = None,
    by: By = None,
    store: StoreUrl = None,
) -> None:
    """Enter what stands instead of an earlier entry; both stay."""
    changes = {
        "text": text,
        "rule": rule,
        "due": due,
        "condition": condition,
        "probability": probability,
        "answer": answer,
        "on": on,
        "note": note,
    }
    with _entering(store, by) as who:
        from dateline.tell.ledger.correcting import correct
        from dateline.tell.ledger.telling import tell_correction

        entry = correct(
            number,
            reason,
            who,
            withdraw=withdraw,
            changes=changes,
            topics=topic or (),
            evidence=evidence or (),
        )
        tell_correction(entry)


@forecast_app.command("list")
def list_ledger(  # noqa: PLR0913 - a command's parameters are its options
    opened: Annotated[bool, typer.Option("--open", help="Those without an answer.")] = False,
    due: Annotated[
        str | None, typer.Option(metavar="D", callback=checked_day, help="Open, and due before a day.")
    ] = None,
    forecaster: Annotated[
        str | None, typer.Option(metavar="NAME", help="With an estimate of theirs.")
    ] = None,
    topic: Annotated[str | None, typer.Option(metavar="T", help="Of a topic.")] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="With these words.")] = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values with a heading.")] = False,
    store: StoreUrl = None,
    no_color: NoColour = False,
) -> None:
    """All forecasts: number, horizon, answer, question, newest estimate of each forecaster."""
    if as_json and as_csv:
        raise typer.BadParameter("give one of --json and --csv", param_hint="--csv")
    with _looking(store, known_by) as view:
        from dateline.tell.ledger import listing
        from dateline.tell.ledger.looking import Wanted

        wanted = Wanted(opened=opened, due=due, forecaster=forecaster, topic=topic, text=text)
        if as_json:
            listing.list_as_json(view, wanted)
        elif as_csv:
            listing.list_as_csv(view, wanted)
        else:
            listing.list_as_table(view, wanted, colour=not no_color)


@forecast_app.command("show")
def show_forecast(
    number: Number,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    store: StoreUrl = None,
    no_color: NoColour = False,
) -> None:
    """A forecast in full: estimates, evidence, and all entries about it."""
    with _looking(store, known_by) as view:
        from dateline.tell.ledger import listing

        if as_json:
            listing.show_as_json(number, view)
        else:
            listing.show_as_table(number, view, colour=not no_color)


@forecast_app.command("score")
def score_forecasts(
    by: Annotated[Group | None, typer.Option("--by", help="Only by one of these.")] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot", metavar="F", help="Draw the calibration curve too: a .png or .svg, with --by one each."
        ),
    ] = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    store: StoreUrl = None,
    no_color: NoColour = False,
) -> None:
    """How forecasts turned out: Brier and log scores with 95% intervals, reliability and resolution."""
    with _looking(store, known_by) as view:
        from dateline.tell.ledger import scoring

        wanted = by.value if by else None
        if plot is not None:
            scoring.draw(plot, view, by=wanted)
        if as_json:
            scoring.score_as_json(view, by=wanted)
        else:
            scoring.score_as_table(view, by=wanted, colour=not no_color)


@forecast_app.command("verify")
def verify_ledger(
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="A hash noted earlier, which must be there.")
    ] = None,
    store: StoreUrl = None,
) -> None:
    """Tell whether the ledger is as it was written."""
    with _looking(store) as view:
        from dateline.tell.ledger.carrying import verify

        verify(view, head=head)


@forecast_app.command("export")
def export_ledger(store: StoreUrl = None) -> None:
    """All entries as JSON Lines."""
    with _looking(store) as view:
        from dateline.tell.ledger.carrying import export

        export(view)


@forecast_app.command("import")
def import_ledger(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What export wrote.")], store: StoreUrl = None
) -> None:
    """Add the entries of an exported ledger that this one is a beginning of."""
    with _entering(store, None) as who:
        from dateline.tell.ledger.carrying import bring

        bring(path, who.store)
