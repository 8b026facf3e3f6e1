"""Independent sources of what accounts tell: copies of a text count once, as does a party in many outlets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from dateline.fuse.incidents.copies import one_text
from dateline.model import Account, Source, Voice

__all__ = ["sources"]

For = Literal["for", "against", "open"]
_HOWS: tuple[For, ...] = ("for", "against", "open")


def sources(accounts: Sequence[Account]) -> tuple[Source, ...]:
    """Each origin once for each way in which it speaks, with the accounts that have it from there."""
    text = _texts(accounts)
    found: defaultdict[tuple[str, For], list[tuple[Account, Voice]]] = defaultdict(list)
    first = [account for account in accounts if text[account.document] == account.document]
    copies = [account for account in accounts if text[account.document] != account.document]
    for account in first:
        for voice in account.voices:
            found[_origin(account, voice, text), voice.how].append((account, voice))
    for account in copies:
        # Whom a copy names beside, the text that it copies left to others: it adds nobody. A denial does,
        # even in the words of what it denies.
        for voice in account.voices:
            key = _origin(account, voice, text), voice.how
            if key in found or voice.how != "for":
                found[key].append((account, voice))
    made = [_source(how, told) for (_, how), told in sorted(found.items())]
    return tuple(sorted(made, key=lambda one: (_HOWS.index(one.how), one.name, one.accounts)))


def _texts(accounts: Sequence[Account]) -> dict[str, str]:
    """Document -> the first of the documents that print the same text, or sign the same agency."""
    if len(accounts) == 1:
        return {accounts[0].document: accounts[0].document}
    home: dict[str, str] = {}
    by_document: dict[str, Account] = {}
    for account in accounts:
        # What the document is about has all its words.
        if account.document not in by_document or account.lead:
            by_document[account.document] = account
    ordered = sorted(by_document.values(), key=lambda one: (one.published or "", one.document))
    for i, account in enumerate(ordered):
        first = next((b for b in ordered[:i] if one_text(account, b)), None)
        home[account.document] = home[first.document] if first else account.document
    return home


def _origin(account: Account, voice: Voice, text: dict[str, str]) -> str:
    """A party speaks as itself wherever it is printed; an outlet's own words are the text's they are in."""
    if voice.origin.startswith("outlet "):
        return f"text {text[account.document]}"
    if voice.origin.startswith("unnamed "):
        words = voice.origin.split(" ")[1:-1]
        return f"unnamed {' '.join(words)} {text[account.document]}"
    return voice.origin


def _source(how: For, told: Sequence[tuple[Account, Voice]]) -> Source:
    ids = tuple(sorted({account.id for account, _ in told}))
    names = sorted({voice.source for _, voice in told})
    return Source(names[0], how, ids, "; ".join(_why(told, names)))


def _why(told: Sequence[tuple[Account, Voice]], names: Sequence[str]) -> Iterator[str]:
    documents = {account.document for account, _ in told}
    if told[0][1].origin.startswith("wire"):
        yield "one agency's text"
    elif len(documents) > 1 and told[0][1].origin.startswith("outlet"):
        yield f"{len(documents)} copies of one text"
    elif len(documents) > 1:
        yield f"told by {len(documents)} documents"
    if len(names) > 1:
        yield f"also as {', '.join(names[1:4])}"
