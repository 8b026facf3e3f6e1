"""A corpus' text as the path reads it: one document, a part for each line, every offset as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import CorpusError
from dateline.model import Document, Moment, Part, sealed
from dateline.read.dates import UNKNOWN, moment

__all__ = ["as_document", "read_text", "reading"]


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Within it, a file that cannot be read or is no UTF-8 becomes a CorpusError that names it."""
    try:
        yield
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeError as error:
        raise CorpusError(f"{path} is no UTF-8: {error}") from error


def read_text(path: Path) -> str:
    """A file's text with its line ends as they are. Raises CorpusError."""
    with reading(path):
        return path.read_bytes().decode("utf-8")


def as_document(text: str, name: str, *, published: str | None) -> Document:
    """The document for a text; `published` is an ISO day, None where the corpus tells none."""
    parts, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            parts.append(Part("body", at, at + len(line), line))
        at += len(line) + 1
    return sealed(
        Document,
        document=name,
        evidence=(),
        source=name,
        outlet=None,
        title=None,
        byline=None,
        published=_published(published),
        language="en",
        text=text,
        parts=tuple(parts),
    )


def _published(day: str | None) -> Moment:
    return UNKNOWN if day is None else moment(day, "metadata")
