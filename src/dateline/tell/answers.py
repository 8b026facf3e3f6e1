"""Responses told to a person: who answers whom, how, what both say, and where the other stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.model import Claim, Control, Document, Figure, How, Response
from dateline.tell import words
from dateline.tell.story import Story

if TYPE_CHECKING:
    from dateline.store import View
    from dateline.tell.cells import Cells

__all__ = ["Answer", "answer_cells", "answer_of", "answer_row", "answered"]

_STYLES: dict[How, str] = {"denies": "red", "doubts": "yellow", "contradicts": "magenta", "confirms": "green"}
# Where a claim is told with those that answer it, so many of them have room.
_MOST = 4
_PASSIVE: dict[How, str] = {
    "denies": "denied by",
    "doubts": "doubted by",
    "contradicts": "contradicted by",
    "confirms": "confirmed by",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A response with the claims at both its ends and their documents."""

    response: Response
    one: Claim
    home: Document
    other: Claim
    away: Document


def answer_of(response: Response, view: View) -> Answer:
    """A response with what it is about. Raises DatelineError when the store lacks it."""
    one, other = view.get(response.claim), view.get(response.to)
    if not isinstance(one, Claim) or not isinstance(other, Claim):
        raise DatelineError(f"the store holds response {response.id} without its claims; read its page again")
    home, away = view.get(one.document), view.get(other.document)
    if not isinstance(home, Document) or not isinstance(away, Document):
        raise DatelineError(f"the store holds claims of response {response.id} without their documents")
    return Answer(response, one, home, other, away)


def _who(claim: Claim, document: Document) -> str:
    return words.chain(claim.by, document.outlet)


def _where(answer: Answer) -> str:
    """Where the answered claim stands, when that is another document."""
    away = answer.away
    if away.id == answer.home.id:
        return ""
    name = words.clipped(away.outlet or away.title or away.source, 40)
    return f"{name}, {(away.published.start or 'undated')[:10]}"


def answer_cells(answer: Answer, story: Story) -> Cells:
    """Facets of a response for a table."""
    from rich.text import Text

    from dateline.tell.cells import cells

    one, other = cells(answer.one, story), cells(answer.other, story)
    how = answer.response.how
    return {
        "line": one["line"],
        "at": one["at"],
        "how": Text(how, style=_STYLES[how]),
        "by": Text(_who(answer.one, answer.home), style="bold"),
        "words": one["words"],
        "whom": Text(_who(answer.other, answer.away), style="bold"),
        "theirs": other["words"],
        "away": Text(_where(answer), style="dim"),
        "reasons": Text(", ".join(answer.response.reasons), style="dim italic"),
    }


def answer_row(answer: Answer) -> list[object]:
    """The row of a response in a spreadsheet, behind what all rows begin with."""
    one, other, away = answer.one, answer.other, answer.away
    own = [answer.response.how, _who(one, answer.home), words.spans(one.content), one.id]
    theirs = [_who(other, away), words.spans(other.content), other.id, away.id, away.outlet]
    return [*own, *theirs, away.published.start, "; ".join(answer.response.reasons)]


def answered(claim: Claim, view: View) -> Iterator[str]:
    """Who disputes a claim or whom it disputes, a line each: "denied by the army".

    Of a figure or a change of control that nobody disputes by itself, who disputes the event it hangs on.
    """
    for about in _about(claim, view):
        found = (one for one in view.responses(about) if one.how != "confirms")
        told = list(dict.fromkeys(_line(about, answer_of(one, view)) for one in found))
        if told:
            yield from told[:_MOST]
            if len(told) > _MOST:
                yield f"and {len(told) - _MOST} more"
            return


def _about(claim: Claim, view: View) -> Iterator[str]:
    """The claim, what it is of, and the event of that, for each that is asked."""
    yield claim.id
    yield claim.of.id
    of = view.get(claim.of.id)
    if isinstance(of, Figure | Control) and of.event is not None:
        yield of.event


def _line(about: str, answer: Answer) -> str:
    how = answer.response.how
    if about in (answer.one.id, answer.one.of.id):
        return f"{how} {words.name_of(answer.other.by[0])}{_in(_where(answer))}"
    elsewhere = answer.home.id != answer.away.id
    home = words.clipped(answer.home.outlet or answer.home.title or answer.home.source, 40)
    return f"{_PASSIVE[how]} {words.name_of(answer.one.by[0])}{_in(home if elsewhere else '')}"


def _in(where: str) -> str:
    return f" ({where})" if where else ""
