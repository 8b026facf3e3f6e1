"""Tables for a person, JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from eval.corpora import Yield
from eval.keys import Share
from eval.scores import Scored

__all__ = ["as_json", "show_shares", "show_yields"]

_KINDS = ("event", "claim", "quote", "figure", "control", "forecast", "statement", "mention")


def show_yields(yields: Sequence[Yield], title: str) -> None:
    """Documents, words, failures, time and records by kind per 1,000 words, a column for each folder."""
    table = Table("", title=title)
    for one in yields:
        table.add_column(one.folder, justify="right")
    table.add_row("documents", *(f"{one.documents:,}" for one in yields))
    table.add_row("words", *(f"{one.words:,}" for one in yields))
    table.add_row("failures", *(f"{len(one.failures)}" for one in yields))
    table.add_row("seconds", *(f"{one.seconds:.1f}" for one in yields), end_section=True)
    for kind in _KINDS:
        table.add_row(f"{kind}s", *(f"{one.per_thousand(kind):.1f}" for one in yields))
    console = Console()
    console.print(table)
    for one in yields:
        for failure in one.failures:
            console.print(f"failed: {one.folder}/{failure}", markup=False, highlight=False)


def show_shares(shares: Sequence[Share], of: str, title: str) -> None:
    """Found of wanted, and the floor where there is one."""
    table = Table(of, title=title)
    for heading in ("found", "wanted", "share", "floor"):
        table.add_column(heading, justify="right")
    for one in shares:
        floor = "" if one.floor is None else f"{one.floor:.3f}" + (" [red]below" if one.below else "")
        table.add_row(one.name, str(one.found), str(one.wanted), f"{one.share:.3f}", floor)
    Console().print(table)


def as_json(
    yields: Sequence[Yield], examples: Sequence[Share], packs: Sequence[Share], scored: Sequence[Scored]
) -> str:
    """Everything in one object."""
    folders = [
        {
            "folder": one.folder,
            "documents": one.documents,
            "words": one.words,
            "seconds": round(one.seconds, 1),
            "failures": one.failures,
            "records": dict(sorted(one.kinds.items())),
            "per_1000_words": {kind: round(one.per_thousand(kind), 2) for kind in sorted(one.kinds)},
        }
        for one in yields
    ]
    return json.dumps(
        {
            "scores": [one.plain() for one in scored],
            "corpora": folders,
            "examples": _plain(examples),
            "packs": _plain(packs),
        },
        indent=1,
        ensure_ascii=False,
    )


def _plain(shares: Sequence[Share]) -> list[dict[str, object]]:
    return [asdict(one) | {"share": round(one.share, 4)} for one in shares]
