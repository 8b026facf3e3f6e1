"""Since when and until when somebody holds or held an office, as the packs have it."""

from __future__ import annotations

from typing import Literal

from dateline.lore import Lore
from dateline.lore.schema import Office, Person
from dateline.model import Sentence
from dateline.model.tree import ancestors, children

__all__ = ["Tense", "holder_in", "in_office", "tense_of", "term_of", "year_of"]

Tense = Literal["now", "then", "not yet"]
# "The then Ukrainian defence minister", "ex-president": so far before the office these words may stand.
_BEFORE = 3


def in_office(office: Office, day: str | None) -> bool:
    """Whether a term covers a day (ISO); no term covers an unknown one."""
    since, until = office.since, office.until
    return day is not None and (since is None or since <= day) and (until is None or day < until)


def tense_of(sentence: Sentence, lo: int, hi: int, lore: Lore) -> Tense:
    """How the words before an office, and those of its phrase [lo, hi), put its holder in time."""
    words = lore.lexicon.words
    first = lo
    while first > max(0, lo - _BEFORE) and sentence.tokens[first - 1].text not in ',;:.()“”"':
        first -= 1
    told = {token.lower for token in sentence.tokens[lo:hi]}
    # Beyond the phrase only what stands right before it counts: "then", "ex-", "the former".
    told |= {token.lower for token in sentence.tokens[max(first, lo - 2) : lo]}
    if told & words["once-in-office"]:
        return "then"
    return "not yet" if told & words["not-yet-in-office"] else "now"


def term_of(
    lore: Lore, key: str | None, role: str | None, day: str | None, tense: Tense = "now"
) -> tuple[str | None, str | None] | None:
    """The term of somebody in the packs in an office: that of the day, or one before for "former".

    Without a known day, or for whoever is no longer in it, the term stands only if the pack has one alone.
    None for nobody, for no office, and for what is not known.
    """
    person = lore.persons.get(key or "")
    held = [office for office in person.offices if office.role == role] if person is not None else []
    if tense == "not yet":
        return None
    if tense == "now":
        now = next((office for office in reversed(held) if in_office(office, day)), None)
        if now is not None:
            return now.since, now.until
    ended = [office for office in held if office.until is not None and (day is None or office.until <= day)]
    if len(ended) == 1 or (ended and day is not None):
        return ended[-1].since, ended[-1].until
    alone = tense == "now" and day is None and len(held) == 1
    return (held[0].since, held[0].until) if alone else None


def year_of(sentence: Sentence, i: int, day: str | None) -> str | None:
    """The year that the clause of a token tells ("in 2016"), if it is not that of the day itself."""
    verb = next((above for above in ancestors(sentence, i) if above.pos in ("VERB", "AUX")), None)
    if verb is None:
        return None
    for prep in children(sentence, verb.i, "prep"):
        for noun in children(sentence, prep.i, "pobj") if prep.lower == "in" else ():
            year = noun.text
            if len(year) == 4 and year.isdigit() and "1900" <= year < (day or "2100")[:4]:
                return year
    return None


def holder_in(lore: Lore, role: str, of: str, year: str) -> Person | None:
    """Who held an office all through a year; None where it changed hands or nobody is known."""
    first = lore.holder_of(role, of, f"{year}-01-01")
    return first if first is not None and first is lore.holder_of(role, of, f"{year}-12-31") else None
