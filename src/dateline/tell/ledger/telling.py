"""The ledger as people see it: a list of forecasts, one in full, whether the chain is whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.errors import LedgerError, UsageError
from dateline.forecast.ledger import due_by, entry_of, faults, line_of, replay
from dateline.model.ledger import LedgerEntry, LedgerForecast, canonical
from dateline.store import Store
from dateline.tell.ledger.given import forecast_of
from dateline.tell.words import clean, percent

__all__ = ["bring", "export", "list_forecasts", "show", "verify"]


def _entries(store: str) -> list[LedgerEntry]:
    with Store.open(store) as opened:
        return opened.view().ledger()


def list_forecasts(
    *,
    store: str,
    opened: bool,
    due: str | None,
    forecaster: str | None,
    topic: str | None,
    text: str | None,
    as_json: bool,
) -> None:
    """Forecasts that are not withdrawn, a line each; `due` keeps those open with a horizon before a day."""
    found = [one for one in replay(_entries(store)) if not one.withdrawn]
    found = due_by(found, due) if due is not None else found
    kept = [
        one
        for one in found
        if (not opened or one.resolution is None)
        and (forecaster is None or forecaster in {made.estimate.forecaster for made in one.estimates})
        and (topic is None or topic.casefold() in one.question.tags)
        and (text is None or text.casefold() in one.question.text.casefold())
    ]
    _write(canonical(one) if as_json else _row(one) for one in kept)


def _row(one: LedgerForecast) -> str:
    answer = one.resolution.answer if one.resolution else "open"
    given = percent(one.estimates[-1].estimate.probability) if one.estimates else "-"
    lacks = f" (lacks: {', '.join(one.question.lacks)})" if one.question.lacks else ""
    return f"{one.number:>4}  {one.question.due or 'no horizon'}  {answer:<9}  {given:>5}  " + clean(
        one.question.text + lacks
    )


def show(number: int, *, store: str, as_json: bool) -> None:
    """A forecast with its estimates and answer. Raises UsageError when there is none."""
    found = forecast_of(number, _entries(store))
    _write([canonical(found)] if as_json else _told(found))


def _told(one: LedgerForecast) -> Iterable[str]:
    asked = one.question
    yield f"Forecast {one.number}, entered {one.at[:10]} by {clean(one.author)}"
    yield clean(asked.text)
    parts = (
        ("rule", asked.rule),
        ("due", asked.due),
        ("if", asked.condition),
        ("lacks", ", ".join(asked.lacks)),
    )
    yield from (f"  {name}: {clean(value)}" for name, value in parts if value)
    for made in one.estimates:
        said = made.estimate
        how = f" from the words {clean(said.wording)}" if said.wording else ""
        mended = " (corrected)" if made.corrected else ""
        yield f"  {said.made}  {percent(said.probability):>5}  {clean(said.forecaster)}{how}{mended}"
    if one.withdrawn:
        yield "  withdrawn"
    elif one.resolution:
        shown = ", ".join(clean(evidence.of) for evidence in one.resolution.evidence)
        yield f"  {one.resolution.on}  {one.resolution.answer}  {shown or clean(one.resolution.note or '')}"
    yield f"  entries {', '.join(map(str, one.entries))}"


def verify(*, store: str, head: str | None) -> None:
    """Tell whether the chain is whole, and its last hash. Raises LedgerError that names each fault."""
    entries = _entries(store)
    found = faults(entries, head=head)
    if found:
        told = "; ".join(f"at place {one.place}, entry {one.seq}: {one.what}" for one in found)
        raise LedgerError(f"the ledger is not as it was written: {told}")
    replay(entries)
    last = f" The last hash is {entries[-1].hash}." if entries else ""
    _write([f"The ledger is whole: {len(entries):,} entries.{last}"])


def export(*, store: str) -> None:
    """All entries as JSON Lines."""
    _write(map(line_of, _entries(store)))


def bring(path: Path, *, store: str) -> None:
    """Add the entries of an exported file that the ledger has not. Raises LedgerError, and adds nothing."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{clean(str(path))} cannot be read: {error.strerror}") from None
    entries = [entry_of(line, number) for number, line in enumerate(lines, 1)]
    _check(entries)
    with Store.open(store) as opened, opened.writer() as writer:
        added = writer.extend_ledger(entries)
    _write([f"{added:,} of {len(entries):,} entries are new."])


def _check(entries: Sequence[LedgerEntry]) -> None:
    found = faults(entries)
    if found:
        raise LedgerError(f"the file is not as it was written: line {found[0].place}: {found[0].what}")
    replay(entries)


def _write(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
