"""What is read: the examples, and reports and a page from the corpora folder where there is one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline.settings import corpora_folder

__all__ = ["EXAMPLES", "Size", "cold_page", "examples", "news", "reports"]

_ROOT = Path(__file__).parents[1]
EXAMPLES = _ROOT / "examples"
# Two newspaper articles on one page, beside the corpora.
_SEED = "seed"
# News articles are short: so many for one daily report.
_NEWS = 5


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int
    reports: int
    starts: int
    pages: int
    prose: int
    marks: int
    many: int
    stored: int
    accounts: int
    events: int


def examples() -> tuple[Path, ...]:
    """The examples' pages."""
    return tuple(sorted(path for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md"))


def reports(count: int) -> tuple[Path, ...]:
    """So many daily reports, always the same ones; none without the corpora folder."""
    folder = corpora_folder() / "control" / "reports"
    return tuple(sorted(sorted(folder.glob("*.txt"), key=_by_lot)[:count]))


def news(count: int) -> tuple[Path, ...]:
    """So many articles full of quotations, always the same ones; none without the corpora folder."""
    folder = corpora_folder() / "attribution" / "polnear_train" / "text"
    return tuple(sorted(sorted(folder.glob("*.txt"), key=_by_lot)[: _NEWS * count]))


def _by_lot(path: Path) -> str:
    return hashlib.sha256(path.name.encode()).hexdigest()


def cold_page() -> tuple[str, Path]:
    """The page for the cold start and what to call it: the seed page, else the longest example."""
    seeds = sorted((corpora_folder().parent / _SEED).glob("*.txt"))
    if seeds:
        return "the page with two articles", seeds[0]
    return "the longest example", _longest(examples())


def _longest(paths: Iterable[Path]) -> Path:
    return max(paths, key=lambda path: path.stat().st_size)
