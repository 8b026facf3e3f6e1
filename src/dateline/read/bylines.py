"""Lines that name the writers: "By Ann Smith for Example News", "Ann Smith and Bob Jones in Kyiv"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dateline.read.frame import folded, load

__all__ = ["Byline", "Outlets", "byline"]

Outlets = Callable[[str], str | None]
"""Maps a name or domain to the outlet's canonical name; None when unknown."""

# "of", "and", "für": what is small in an outlet's name.
_SHORT = 3
# A byline with eight writers and their cities stays under this.
_LONGEST = 240
_SPLIT = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|with|&)\s+|\s*;\s*")
_TAIL = re.compile(r"\s(?:[|–—-]|//?)\s")
_FOR = re.compile(r",?\s(?:for|at|of)\s(?=(?:the\s)?[A-Z0-9])")
_IN = re.compile(r",?\s+in\s+(?=[A-Z])[^,;&]{2,40}?(?=,|;|\s&\s|\sand\s|\swith\s|$)")
_ASIDE = re.compile(r"\([^()]{0,60}\)|@\w{1,30}|\S{1,40}@\S{1,60}")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote: `names` as written (None when only an outlet is named), `outlet` as written.

    `explicit` when the line says that it is one ("By …"); `single` for a lone name.
    """

    names: str | None
    outlet: str | None
    explicit: bool
    single: bool


def byline(line: str, outlets: Outlets) -> Byline | None:
    """The byline that a whole line is, or None."""
    if not 3 <= len(line) <= _LONGEST or line.endswith((":", ";", "?", "!")):
        return None
    rest = _after_introducer(line)
    explicit = rest is not None
    text = _ASIDE.sub(" ", rest if rest is not None else line).strip(" .,")
    named, outlet = _cut_outlet(text, outlets)
    named, placed = _cut_places(named)
    items = [item for item in _SPLIT.split(named) if item]
    names, stated = _sorted_items(items, outlets)
    outlet = outlet or stated
    if names is None or not (names or (explicit and outlet)):
        return None
    if not explicit and not _plausible(names, line, placed or outlet is not None):
        return None
    shown = ", ".join(names) if len(names) < len(items) else " ".join(named.split())
    return Byline(shown or None, outlet, explicit, len(names) == 1)


def _after_introducer(line: str) -> str | None:
    low = folded(line[:40])
    for words in load().introducers:
        if low.startswith(words) and len(line) > len(words):
            rest = line[len(words) :]
            if rest[0] in ":\u00a0 \t" or words.endswith(":"):
                rest = rest.lstrip(":\u00a0 \t")
                return rest if rest[:1].isupper() or folded(rest).startswith("the ") else None
    return None


def _cut_outlet(text: str, outlets: Outlets) -> tuple[str, str | None]:
    """Names, and the outlet after "for", "at", a bar or a dash."""
    found = _FOR.search(text) or _TAIL.search(text)
    if found is None:
        return text, None
    outlet = re.split(r",|\sin\s|\sand\s(?=[A-Z]\w+\s[A-Z])", text[found.end() :], maxsplit=1)[0]
    outlet = _TAIL.split(outlet, maxsplit=1)[0].strip(" .")
    if not _titled(outlet) and outlets(outlet) is None:
        # "ADDIS ABABA — The government said": a dateline and what follows it.
        return text, None
    short = outlet[4:] if folded(outlet).startswith("the ") and outlets(outlet) is None else outlet
    good = bool(outlet) and len(outlet.split()) <= 6 and not set(folded(outlet).split()) & load().functions
    return text[: found.start()], (short if outlets(short) else outlet) if good else None


def _titled(outlet: str) -> bool:
    """Whether words may name an outlet: in capitals but for short words and addresses."""
    return all(not w[:1].islower() or len(w) <= _SHORT or "." in w for w in outlet.split())


def _cut_places(text: str) -> tuple[str, bool]:
    """Names without the cities they report from, and whether there were any."""
    cut = _IN.sub("", text)
    return cut.strip(" ,"), cut != text


def _sorted_items(items: list[str], outlets: Outlets) -> tuple[list[str] | None, str | None]:
    """Person names among the items and an outlet among them; None when an item is neither."""
    names: list[str] = []
    outlet: str | None = None
    for at, item in enumerate(items):
        words = item.split()
        plain = [w for w in words if folded(w) not in load().functions]
        if (outlets(item) is not None and not (at == 0 and len(items) > 1)) or (
            at > 0 and len(words) > 1 and folded(words[-1]) in load().outlet_words
        ):
            outlet = outlet or item
        elif len(plain) < len(words):
            company = " ".join(plain)
            outlet = outlet or (company if company and outlets(company) is not None else None)
        elif _is_name(words):
            names.append(item)
        elif at > 0 and len(words) <= 3 and words[0][0].isupper():
            continue  # "By Ann Smith, Geneva": a city, or an outlet nobody knows
        else:
            return None, None
    return names, outlet


def _is_name(words: list[str]) -> bool:
    """One to five words, capitalised but for particles, letters only."""
    frame = load()
    if not 1 <= len(words) <= 5 or folded(words[-1]) in frame.weekdays:
        return False
    proper = 0
    for word in words:
        if not all(c.isalpha() or c in "-'’." for c in word):
            return False
        if word[0].isupper():
            proper += 1
        elif folded(word) not in frame.particles and not word.startswith(("al-", "el-", "d'", "d’")):
            return False
    return proper >= 1


def _plausible(names: list[str], line: str, marked: bool) -> bool:
    """Whether names without "By" read as people: every one of two words or more, and no sentence's end."""
    if line.endswith(".") and not line.rstrip(".").endswith(("Jr", "Sr")):
        return False
    full = all(len(name.split()) >= 2 for name in names)
    heading = load().is_heading(line) or any(folded(name) in load().months for name in names)
    return full and not heading and (len(names) >= 2 or marked or len(names[0].split()) <= 4)
