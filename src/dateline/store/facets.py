"""What a record can be found by: places, actors, sides, sources and types, when it was, and its words.

A claim is also found by what it is a claim of, a figure or change of control by its event, and
whatever is claimed by who claims it; so facets are told from all records of a document together.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import (
    Actor,
    Claim,
    Control,
    Document,
    Event,
    Figure,
    Forecast,
    Mention,
    Moment,
    Place,
    Quote,
    Record,
    Response,
)
from dateline.store.times import interval

__all__ = ["Facets", "actor_words", "facets", "fold", "place_words", "type_words"]

_NOT_WORD = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "–": "-"}
_ARTICLES = frozenset({"a", "an", "the"})
_PLAIN_MARKS = str.maketrans(_NOT_WORD)


@dataclass(frozen=True, slots=True)
class Facets:
    """What one record is filed under. `terms` are pairs of facet and folded word; `time` is half-open."""

    terms: frozenset[tuple[str, str]]
    time: tuple[str, str] | None
    contested: bool
    words: str


def fold(text: str | int) -> str:
    """A name as it is compared: without case, accents, typographic marks or runs of space."""
    bare = str(text)
    if not bare.isascii():
        spread = unicodedata.normalize("NFKD", bare.translate(_PLAIN_MARKS))
        bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(bare.replace("\0", " ").casefold().split())


def facets(
    records: Sequence[Record], *, beside: Sequence[Record] = (), published: Moment | None = None
) -> Iterator[Facets]:
    """What each record of one document is filed under, in their order.

    `beside` are other records that they point at; `published` is of the document when it is not among them.
    """
    known = {record.id: record for record in (*beside, *records)}
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    for record in records:
        if isinstance(record, Claim):
            claims[record.of.id].append(record)
    published = next((record.published for record in records if isinstance(record, Document)), published)
    disputed = _disputed(records, known)
    for record in records:
        chain = _chain(record, known)
        about = [claim for link in chain for claim in claims[link.id]]
        yield Facets(
            terms=frozenset(_terms(chain, about)),
            time=_time(chain, published),
            contested=_contested(chain, about, disputed),
            words=_words(record),
        )


def _disputed(records: Iterable[Record], known: Mapping[str, Record]) -> frozenset[str]:
    """Ids of the claims that responses dispute or that dispute, and of what they are claims of."""
    ends = [id for record in records if _disputes(record) for id in _pointed(record)]
    return frozenset(ends).union(id for end in ends if end in known for id in _pointed(known[end]))


def _disputes(record: Record) -> bool:
    return isinstance(record, Response) and record.how != "confirms"


def _chain(record: Record, known: Mapping[str, Record]) -> list[Record]:
    """The record, what it is a claim of or responds with and to, and their events, each once."""
    chain: dict[str, Record] = {}
    following = [record]
    while following:
        link = following.pop(0)
        if link.id not in chain:
            chain[link.id] = link
            following += [known[id] for id in _pointed(link) if id in known]
    return list(chain.values())


def _pointed(record: Record) -> tuple[str, ...]:
    if isinstance(record, Claim):
        return (record.of.id,)
    if isinstance(record, Response):
        return (record.claim, record.to)
    if isinstance(record, Figure | Control) and record.event is not None:
        return (record.event,)
    return ()


def _terms(chain: list[Record], about: list[Claim]) -> Iterator[tuple[str, str]]:
    for link in chain:
        yield from _filed("place", (word for place in _places(link) for word in place_words(place)))
        yield from _filed("actor", (word for actor in _actors(link) for word in actor_words(actor)))
        yield from _filed("source", (word for actor in _sources(link) for word in actor_words(actor)))
        yield from _filed("side", _sides(link))
        yield from _filed("type", type_words(link))
    for claim in about:
        yield from _filed("source", (word for actor in claim.by for word in actor_words(actor)))


def _filed(facet: str, words: Iterable[str | int | None]) -> Iterator[tuple[str, str]]:
    for word in words:
        folded = fold(word) if word is not None else ""
        if folded:
            yield facet, folded


def _places(record: Record) -> tuple[Place, ...]:
    if isinstance(record, Event):
        return record.places
    if isinstance(record, Control):
        return (record.place,)
    if isinstance(record, Mention) and record.place:
        return (record.place,)
    return ()


def place_words(place: Place) -> Iterator[str | int | None]:
    """What a place is found by."""
    yield from (place.name, place.text, place.key, place.geonameid, place.country, place.admin1)


def _sources(record: Record) -> tuple[Actor, ...]:
    if isinstance(record, Claim):
        return record.by
    speaker = record.speaker if isinstance(record, Quote) else None
    forecaster = record.forecaster if isinstance(record, Forecast) else None
    return tuple(actor for actor in (speaker, forecaster) if actor)


def _actors(record: Record) -> tuple[Actor, ...]:
    if isinstance(record, Event):
        return record.actors + record.targets
    if isinstance(record, Mention) and record.actor:
        return (record.actor,)
    return _sources(record)


def actor_words(actor: Actor) -> Iterator[str | None]:
    """What an actor is found by."""
    yield from (actor.name, actor.text, actor.key, actor.code, actor.country, actor.side, actor.role)
    if actor.kind == "person" and actor.name:
        # Reports name a person by the last word of the name, and so do those who look for one.
        yield actor.name.split()[-1] if actor.name.split() else None
    words = (actor.text or "").split()
    if words and words[0].casefold() in _ARTICLES:
        words = words[1:]
    # "the Russian defence ministry" is asked for as "Russian defence ministry" and "defence ministry".
    yield " ".join(words)
    yield " ".join(words[-2:])


def _sides(record: Record) -> Iterator[str | None]:
    yield from (actor.side for actor in _actors(record))
    if isinstance(record, Control):
        yield record.holder


def type_words(record: Record) -> Iterator[str | None]:
    """What kind of thing a record is found as."""
    if isinstance(record, Event):
        yield from (record.type, f"{record.type}-{record.mode}" if record.mode else None, record.frame)
        if record.acled:
            yield from (record.acled.event_type, record.acled.sub_event_type)
    elif isinstance(record, Figure):
        yield record.counts
    elif isinstance(record, Control):
        yield record.change
    elif isinstance(record, Claim):
        yield record.stance
    elif isinstance(record, Response):
        yield record.how
    elif isinstance(record, Mention):
        yield from (record.kind, record.place.kind if record.place else None)


def _time(chain: list[Record], published: Moment | None) -> tuple[str, str] | None:
    """The first known moment of the chain, else when it was said, else when its document was published."""
    said = [link.said for link in chain if isinstance(link, Claim)]
    for moment in (*map(_moment, chain), *said, published):
        if found := interval(moment):
            return found
    return None


def _moment(record: Record) -> Moment | None:
    if isinstance(record, Event | Control | Mention):
        return record.moment
    if isinstance(record, Forecast):
        return record.horizon
    return record.published if isinstance(record, Document) else None


def _contested(chain: list[Record], about: list[Claim], disputed: frozenset[str]) -> bool:
    """Whether anybody in the document denies, doubts or contradicts it, or it says itself to be contested.

    Of a response: whether it disputes. Responses of other documents are asked for when they are read.
    """
    if isinstance(chain[0], Response):
        return _disputes(chain[0])
    if any(link.id in disputed for link in chain):
        return True
    claims = [link for link in chain if isinstance(link, Claim)] + about
    changes = [link.change for link in chain if isinstance(link, Control)]
    return any(claim.stance in ("denies", "doubts") for claim in claims) or "contested" in changes


def _words(record: Record) -> str:
    """What full-text search looks through: all of a document, the evidence of anything else."""
    if isinstance(record, Document):
        return "\n".join(text for text in (record.title, record.text) if text).replace("\0", " ")
    return "\n".join(dict.fromkeys(span.text for span in record.evidence)).replace("\0", " ")
