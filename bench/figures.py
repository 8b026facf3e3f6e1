"""What a measurement gives, and how it is shown and kept."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = ["Figure", "machine", "show", "write"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `aim` is the bound it is held to: from above, or with `least` from below."""

    group: str
    name: str
    value: float
    unit: str
    aim: float | None = None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None without an aim."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.least else self.value <= self.aim

    @property
    def bound(self) -> str:
        """The aim in words."""
        return "" if self.aim is None else f"{'at least' if self.least else 'at most'} {self.aim:g}"


def machine() -> dict[str, Any]:
    """What the figures depend on. Other work on the machine shows in the load."""
    return {
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def show(figures: Sequence[Figure], facts: dict[str, Any]) -> None:
    """The table on standard output."""
    from rich.console import Console
    from rich.table import Table

    table = Table("what", "", "", "aim", title=", ".join(f"{name} {value}" for name, value in facts.items()))
    table.columns[1].justify = "right"
    last = ""
    for figure in figures:
        if figure.group != last:
            table.add_section()
            table.add_row(f"[bold]{figure.group}")
        last = figure.group
        mark = {None: "", True: "[green]met", False: "[red]missed"}[figure.met]
        table.add_row(
            f"  {figure.name}", f"{figure.value:,.4g}", figure.unit, f"{figure.bound} {mark}".strip()
        )
    Console().print(table)


def write(path: Path, figures: Sequence[Figure], facts: dict[str, Any]) -> None:
    """Machine and figures as JSON."""
    rows = [asdict(figure) | {"value": round(figure.value, 4), "met": figure.met} for figure in figures]
    path.write_text(json.dumps({"machine": facts, "figures": rows}, indent=1) + "\n", encoding="utf-8")
