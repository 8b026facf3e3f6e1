"""The folders that are read, and what comes out of each."""

from __future__ import annotations

import hashlib
import io
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline import read
from dateline.flow import Options, read_document
from dateline.lore import Lore
from dateline.model import Document, Page
from dateline.parse import Parser
from dateline.read import Failure

__all__ = ["FOLDERS", "Yield", "read_folder"]

FOLDERS = ("control/reports", "entities/re3d", "geoparsing", "times")
# Files that hold text; beside them lie answers and licences, which are no reports.
_TEXTS = {
    "control/reports": "*.txt",
    "entities/re3d": "documents.json",
    "geoparsing": "*.xml",
    "times": "*.tml",
}
# One document in so many is in the sample; the histories are long and few.
_SAMPLED = {"control/reports": 30, "entities/re3d": 20, "geoparsing": 30, "times": 5}


@dataclass(slots=True)
class Yield:
    """What came of one folder. `kinds` counts records, mentions by what they mention."""

    folder: str
    documents: int = 0
    words: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def per_thousand(self, kind: str) -> float:
        """Records of a kind per 1,000 words."""
        return 1000 * self.kinds[kind] / self.words if self.words else 0.0


def read_folder(corpora: Path, folder: str, lore: Lore, parser: Parser, *, sample: bool) -> Yield:
    """Read all documents of a folder, or the sample of them; a failure is noted and the next goes on."""
    found = Yield(folder)
    for name, outcome in _documents(corpora / folder, _TEXTS[folder], lore):
        if sample and not _in_sample(name, folder):
            continue
        if isinstance(outcome, Failure):
            found.failures.append(f"{name}: {outcome.cause}")
        else:
            _take(outcome, name, found, lore, parser)
    return found


def _in_sample(name: str, folder: str) -> bool:
    """Whether a document is in the fixed sample: by a hash of its name, so that no run can choose."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % _SAMPLED[folder] == 0


def _documents(folder: Path, texts: str, lore: Lore) -> Iterator[tuple[str, Document | Failure]]:
    """All documents with names that stay: the file's, and the number on its page."""
    options = Options()
    files = tuple(str(path) for path in sorted(folder.rglob(texts)))
    for page in read.pages(files, stdin=io.BytesIO(), limits=options.limits):
        if isinstance(page, Failure):
            yield Path(page.source).name, page
            continue
        name = _name(page, folder)
        outcomes = read.outcomes(
            page, published=_published(page), outlets=lore.outlet_named, limits=options.limits
        )
        for number, outcome in enumerate(outcomes, 1):
            yield f"{name}#{number}", outcome


def _name(page: Page, folder: Path) -> str:
    return Path(page.source).relative_to(folder).as_posix()


def _published(page: Page) -> str | None:
    """The daily reports are named after their day."""
    stem = Path(page.source).stem
    return stem if len(stem) == 10 and stem[:2] == "20" else None


def _take(document: Document, name: str, found: Yield, lore: Lore, parser: Parser) -> None:
    start = time.perf_counter()
    try:
        reading = read_document(document, lore, parser, Options())
    except Exception as error:  # every fault is counted, none may end the run
        found.failures.append(f"{name}: {type(error).__name__}: {error}")
        return
    found.seconds += time.perf_counter() - start
    found.documents += 1
    found.words += len(document.text.split())
    found.kinds.update(record.record for record in reading.records)
