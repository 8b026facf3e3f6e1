"""`dateline brief`: gathers the sections of a report and writes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.store import Store
from dateline.tell.brief import markdown, page
from dateline.tell.brief.asking import Asked, checked
from dateline.tell.brief.blocks import Block, Picture, Report
from dateline.tell.brief.casualties import Casualties, casualties
from dateline.tell.brief.control import control
from dateline.tell.brief.events import KeyEvents, key_events
from dateline.tell.brief.foreseen import forecasts
from dateline.tell.brief.head import head, method, title
from dateline.tell.brief.material import Material
from dateline.tell.brief.said import disputes, statements
from dateline.tell.ending import complain
from dateline.tell.files import writing
from dateline.tell.joining import knowledge
from dateline.tell.meter import Meter

__all__ = ["brief", "report"]


def brief(asked: Asked) -> None:
    """Write the report that is asked for. Raises DatelineError, and then leaves no half a file."""
    checked(asked)
    lore = knowledge().within(asked.theatre)
    with Store.open(asked.store) as store:
        view = store.view()
        if view.count("document") == 0:
            complain(f"the store {asked.store} holds nothing; `dateline read` fills it")
        told = report(Material(asked, view, lore), picture=asked.out is not None)
    _write(told, asked.out)


def report(material: Material, *, picture: bool) -> Report:
    """The report; `picture`: with a map."""
    hurt, events, count = Casualties(), KeyEvents(), 0
    with Meter("going through incidents") as meter:
        for one in material.incidents():
            hurt.take(one)
            events.take(one)
            count += 1
            meter.step()
    with Meter("putting the report together"):
        blocks = tuple(_blocks(material, hurt, events, picture=picture))
    return Report(title(material), head(material, count), blocks, material.notes.lines)


def _blocks(material: Material, hurt: Casualties, events: KeyEvents, *, picture: bool) -> Iterator[Block]:
    yield from control(material, picture=picture)
    yield from casualties(hurt, material)
    yield from key_events(events, material)
    yield from statements(material)
    yield from disputes(material)
    yield from forecasts(material)
    yield from method(material)


def _write(told: Report, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(markdown.written(told, None))
        return
    if out.suffix.casefold() == ".html":
        content, picture = page.written(told), None
    else:
        picture = next((block for block in told.blocks if isinstance(block, Picture)), None)
        content = markdown.written(told, _beside(out).name if picture is not None else None)
    if picture is not None:
        with writing(_beside(out)) as file:
            file.write(picture.content)
    with writing(out) as file:
        file.write(content.encode("utf-8", "replace"))


def _beside(out: Path) -> Path:
    """Where the map of a report in Markdown lies."""
    return out.with_name(f"{out.stem}-map.png")
