"""Events that are planned, threatened or foreseen, told as incidents are, each by itself.

They are no incidents, and only who asks for everything gets them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dateline.fuse.incidents.where import spots_of
from dateline.model import Account, Claim, Event, Voice
from dateline.tell import words
from dateline.tell.happenings import happening
from dateline.tell.incident_facts import Fetched, Told
from dateline.tell.stories import CLAIMS, told_with
from dateline.tell.story import Story

if TYPE_CHECKING:
    from dateline.store import View

__all__ = ["foreseen"]

# Of these an incident tells.
_TOLD = ("occurred", "ongoing", "denied")
_AGAINST = ("denies", "doubts")


def foreseen(view: View, filters: Mapping[str, Any]) -> Iterator[Told]:
    """The events of today's story that nobody says have happened, in the order of their documents."""
    events = (one for one in view.records("event", **filters) if isinstance(one, Event) and _is_open(one))
    for event, story in told_with(events, view, CLAIMS):
        kept = Fetched({event.id: event, event.document: story.document})
        yield Told(happening((_account(event, story),), kept), kept)


def _is_open(event: Event) -> bool:
    return event.factuality not in _TOLD and event.standing == "current"


def _account(event: Event, story: Story) -> Account:
    """What one document tells of it; nothing of it is compared with any other."""
    moment, document = event.moment, story.document
    start, end = (moment.start, moment.end) if moment is not None else (None, None)
    return Account(
        id=event.id,
        document=event.document,
        outlet=document.outlet,
        wire=None,
        published=document.published.start,
        lead=False,
        family="",
        events=(event.id,),
        title=words.spans(event.evidence),
        types=(event.type,),
        acled=(event.acled,) if event.acled is not None else (),
        deeds=(),
        spots=tuple(spots_of(event.places)),
        around=(),
        start=start,
        end=end,
        dated=start is not None,
        days=(),
        hours=(),
        actors=(),
        targets=(),
        means=(),
        counts=(),
        voices=tuple(_voice(one) for one in story.claims.get(event.id, ()) if one.by),
        words=(),
        gist=(),
        names=(),
        numbers=(),
        countries=(),
        things=(),
        arms=(),
        print=(),
    )


def _voice(claim: Claim) -> Voice:
    source = claim.by[0]
    name = words.name_of(source)
    return Voice(
        claim.id,
        "against" if claim.stance in _AGAINST else "for",
        name,
        name,
        source.side,
        source.name is not None,
    )
