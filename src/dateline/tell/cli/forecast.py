"""`dateline forecast`: the ledger of forecasts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import StoreUrl, checked_day, group

if TYPE_CHECKING:
    from dateline.tell.ledger.entering import Who

__all__ = ["forecast_app"]

forecast_app = group(
    "The ledger of forecasts: what is asked, held probable and answered. Only ever added to."
)

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Of a forecast, as list has it.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who makes the entry; default you.")]
Evidence = Annotated[
    list[str] | None, typer.Option(metavar="OF", help="A link, or the id of a record; may be repeated.")
]
Topic = Annotated[list[str] | None, typer.Option(metavar="T", help="A topic; may be repeated.")]
Rule = Annotated[str | None, typer.Option(metavar="WORDS", help="How the answer is settled.")]
Due = Annotated[str | None, typer.Option(metavar="D", help="The last day of the horizon.")]
Note = Annotated[str | None, typer.Option(metavar="WORDS", help="Why.")]
Probability = Annotated[str, typer.Argument(metavar="P", help="0.7, 70%, or a range such as 0.6..0.8.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines.")]


def _who(store: str | None, by: str | None) -> Who:
    from dateline.tell.ledger.entering import Who

    return Who(store=store or settings.default_store(), by=by)


class Group(StrEnum):
    """What scores are told by."""

    FORECASTER = "forecaster"
    TOPIC = "topic"


@forecast_app.command("add")
def add_forecast(  # noqa: PLR0913 - a command's parameters are its options
    text: Annotated[str, typer.Argument(metavar="QUESTION", help="What can be answered by yes or no.")],
    rule: Rule = None,
    due: Due = None,
    condition: Annotated[str | None, typer.Option(metavar="WORDS", help="What must hold first.")] = None,
    topic: Topic = None,
    evidence: Evidence = None,
    probability: Annotated[str | None, typer.Option(metavar="P", help="Your own first estimate.")] = None,
    by: By = None,
    store: StoreUrl = None,
) -> None:
    """Enter a question; says what it lacks to be resolved."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.entering import add

        add(
            text,
            _who(store, by),
            rule=rule,
            due=due,
            condition=condition,
            topics=topic or (),
            evidence=evidence or (),
            probability=probability,
        )


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
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.entering import enter

        who = _who(store, by)
        enter(id, who, rule=rule, due=due, text=text, topics=topic or ())


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
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.entering import estimate

        estimate(
            number,
            probability,
            _who(store, by),
            forecaster=forecaster,
            made=made,
            note=note,
            evidence=evidence or (),
        )


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
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.entering import resolve

        who = _who(store, by)
        resolve(number, answer, who, on=on, note=note, evidence=evidence or ())


@forecast_app.command("correct")
def correct_entry(  # noqa: PLR0913 - a command's parameters are its options
    number: Annotated[int, typer.Argument(metavar="ENTRY", help="Of the entry, as show has it.")],
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Why it was wrong.")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Nothing stands instead.")] = False,
    text: Annotated[str | None, typer.Option(metavar="QUESTION", help="Of a question.")] = None,
    rule: Rule = None,
    due: Due = None,
    probability: Annotated[str | None, typer.Option(metavar="P", help="Of an estimate.")] = None,
    answer: Annotated[str | None, typer.Option(metavar="ANSWER", help="Of an answer.")] = None,
    on: Annotated[str | None, typer.Option(metavar="D", help="Of an answer.")] = None,
    topic: Topic = None,
    evidence: Evidence = None,
    by: By = None,
    store: StoreUrl = None,
) -> None:
    """Enter what stands instead of an earlier entry; both stay."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.entering import correct

        changes = {
            "text": text,
            "rule": rule,
            "due": due,
            "probability": probability,
            "answer": answer,
            "on": on,
        }
        correct(
            number,
            reason,
            _who(store, by),
            withdraw=withdraw,
            changes=changes,
            topics=topic or (),
            evidence=evidence or (),
        )


@forecast_app.command("list")
def list_ledger(
    opened: Annotated[bool, typer.Option("--open", help="Those without an answer.")] = False,
    due: Annotated[
        str | None, typer.Option(metavar="D", callback=checked_day, help="Open, and due before a day.")
    ] = None,
    forecaster: Annotated[
        str | None, typer.Option(metavar="NAME", help="With an estimate of theirs.")
    ] = None,
    topic: Annotated[str | None, typer.Option(metavar="T", help="Of a topic.")] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="With these words.")] = None,
    as_json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """All forecasts: number, horizon, answer, newest estimate, question."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.telling import list_forecasts

        list_forecasts(
            store=store or settings.default_store(),
            opened=opened,
            due=due,
            forecaster=forecaster,
            topic=topic,
            text=text,
            as_json=as_json,
        )


@forecast_app.command("show")
def show_forecast(number: Number, as_json: AsJson = False, store: StoreUrl = None) -> None:
    """A forecast in full."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.telling import show

        show(number, store=store or settings.default_store(), as_json=as_json)


@forecast_app.command("score")
def score_forecasts(
    by: Annotated[Group | None, typer.Option("--by", help="Only by one of these.")] = None,
    as_json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """How forecasts turned out: Brier and log scores with 95% intervals, reliability and resolution."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.scoring import score

        score(store=store or settings.default_store(), by=by.value if by else None, as_json=as_json)


@forecast_app.command("verify")
def verify_ledger(
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="A hash noted earlier, which must be there.")
    ] = None,
    store: StoreUrl = None,
) -> None:
    """Tell whether the ledger is as it was written."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.telling import verify

        verify(store=store or settings.default_store(), head=head)


@forecast_app.command("export")
def export_ledger(store: StoreUrl = None) -> None:
    """All entries as JSON Lines."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.telling import export

        export(store=store or settings.default_store())


@forecast_app.command("import")
def import_ledger(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What export wrote.")], store: StoreUrl = None
) -> None:
    """Add the entries of an exported ledger that this one is a beginning of."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.ledger.telling import bring

        bring(path, store=store or settings.default_store())
