"""Since when and until when somebody holds or held an office, as the packs have it."""

from __future__ import annotations

from typing import Literal

from dateline.lore import Lore
from dateline.lore.schema import Office
from dateline.model import Sentence

__all__ = ["Tense", "in_office", "tense_of", "term_of"]

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
