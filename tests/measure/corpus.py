"""Small corpora of invented news, in the XML that the geoparsing corpora have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Name:
    """A toponym as annotated: the words, where the file says they stand, and its point."""

    phrase: str
    start: int | str | None
    end: int | str | None
    lat: object = None
    lon: object = None
    known: str = ""


def named(text: str, phrase: str, lat: object = None, lon: object = None, *, shift: int = 0) -> Name:
    """The first of these words in a text; `shift` moves the offsets away from them."""
    start = text.index(phrase) + shift
    return Name(phrase, start, start + len(phrase), lat, lon)


def toponym(name: Name) -> str:
    offsets = "".join(
        f"<{tag}>{value}</{tag}>"
        for tag, value in (("start", name.start), ("end", name.end))
        if value is not None
    )
    point = ""
    if name.lat is not None:
        point = f'<gaztag geonameid="{name.known}"><lat>{name.lat}</lat><lon>{name.lon}</lon></gaztag>'
    return f"<toponym>{offsets}<phrase>{escape(name.phrase)}</phrase>{point}</toponym>"


def article(text: str, *names: Name, docid: str | None = "a1", day: str = "") -> str:
    head = "<article>" if docid is None else f'<article docid="{docid}">'
    time = f"<dltime>{day}</dltime>" if day else ""
    toponyms = "".join(map(toponym, names))
    return f"{head}{time}<text>{escape(text)}</text><toponyms>{toponyms}</toponyms></article>"


def corpus(folder: Path, articles: Sequence[str], name: str = "news.xml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<articles>{"".join(articles)}</articles>\n',
        encoding="utf-8",
    )
    return path
