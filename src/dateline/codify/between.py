"""What one party did to another that a sentence names: the events between them, and the likeliest root.

Frames read by rule compete: a sentence may hold an order, a refusal and a raid. Which of their roots, or of
none that was coded, holds between two given parties is chosen by learned weights (lore/root_weights.py) from
the frames found, the parties' verbs and what hangs on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.codify.roots import told_root
from dateline.lore.root_weights import RootWeights
from dateline.model import Actor, Found, Happening, Sentence, Token
from dateline.model.tree import ancestors, children

__all__ = ["Spans", "events_between", "named_parties", "root_between", "signs_between", "undivided_root"]

# Where a party stands in the text; () when it is not named.
Spans = tuple[tuple[int, int], ...]

_UNDIVIDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_WORDS = frozenset({"VERB", "NOUN", "ADJ"})
# What a verb brings that tells its sense: object, infinitive, particle, auxiliary, negation.
_TELLING = frozenset(
    {"dobj", "xcomp", "acomp", "ccomp", "prt", "neg", "aux", "attr", "oprd", "nsubjpass", "auxpass"}
)
_DEEPER = frozenset({"dobj", "aux", "neg", "prt"})
_JOINTS = frozenset({"prep", "agent", "dative"})
# So many words behind the source are looked at one by one.
_BEHIND = 5


def undivided_root(event: Happening) -> str:
    """An event's root by what was done, promised, refused or threatened; CONCEDE and RETREAT are YIELD."""
    root = told_root(event.root, event.factuality)
    return _UNDIVIDED.get(root, root)


def events_between(events: Sequence[Happening], source: Spans, target: Spans) -> list[Happening]:
    """The events whose actor stands in the source and whose target in the target; the unnamed may be anybody.

    What several do together ("Chad and Mali met") each does with the others.
    """
    return [event for event in events if _acts(event, source) and _suffers(event, target)]


def named_parties(events: Sequence[Happening], actors: Sequence[Found[Actor]]) -> tuple[Happening, ...]:
    """The events with each pronoun's party where the text names it: "it" in "Chad said it would go"."""
    named = [found.thing for found in actors if found.thing.basis != "coreference"]

    def grounded(parties: Sequence[Actor]) -> tuple[Actor, ...]:
        return tuple(_antecedent(party, named) for party in parties)

    return tuple(replace(e, actors=grounded(e.actors), targets=grounded(e.targets)) for e in events)


def _antecedent(party: Actor, named: Sequence[Actor]) -> Actor:
    if party.basis != "coreference":
        return party
    alike = (party.name, party.code, party.kind, party.role)
    return next((a for a in named if (a.name, a.code, a.kind, a.role) == alike), party)


def root_between(
    sentences: Sequence[Sentence],
    events: Sequence[Happening],
    source: Spans,
    target: Spans,
    weights: RootWeights,
) -> str:
    """The likeliest root between two parties."""
    return weights.best(signs_between(sentences, events, source, target))


def _acts(event: Happening, source: Spans) -> bool:
    return _among(event.actors, source)


def _suffers(event: Happening, target: Spans) -> bool:
    targets = event.targets or (event.actors if len(event.actors) > 1 else ())
    return _among(targets, target)


def _among(parties: Sequence[Actor], spans: Spans) -> bool:
    return not spans or any(
        party.start is not None and party.end is not None and _over(party.start, party.end, spans)
        for party in parties
    )


def _over(start: int, end: int, spans: Spans) -> bool:
    return any(start < b and a < end for a, b in spans)


# -- signs


def signs_between(
    sentences: Sequence[Sentence], events: Sequence[Happening], source: Spans, target: Spans
) -> list[str]:
    """What speaks for one root or another, as "family:value", sorted."""
    found = set(_of_events(events, source, target))
    for sentence in sentences:
        found.update(_of_words(sentence, source, target))
        for side, spans in (("s", source), ("t", target)):
            found.update(f"{side}-{sign}" for sign in _of_party(sentence, spans, (*source, *target)))
    return sorted(found)


def _of_events(events: Sequence[Happening], source: Spans, target: Spans) -> Iterator[str]:
    """The frame that is likeliest meant, how the parties stand to it, and the other roots there are."""
    joined = events_between(events, source, target)
    best = min(joined or events, key=lambda event: _rank(event, source, target), default=None)
    if best is None:
        yield "rule:none"
    else:
        root = undivided_root(best)
        yield from (f"rule:{root}", f"rule:{root}/{'both' if joined else 'apart'}")
        yield from (f"frame:{best.frame}", f"fact:{best.root}/{best.factuality}")
    for event in events:
        acts, suffers, root = _acts(event, source), _suffers(event, target), undivided_root(event)
        yield f"any:{root}"
        if acts:
            yield f"acts:{root}"
        if suffers:
            yield f"suffers:{root}"
        if acts or suffers:
            yield f"party-frame:{event.frame}"


def _rank(event: Happening, source: Spans, target: Spans) -> tuple[bool, bool, int, int]:
    """The event between both goes before that of one of them, that before the nearest behind the source."""
    after = source[0][1] if source else 0
    start = event.trigger.start
    return not _acts(event, source), not _suffers(event, target), abs(start - after), start


def _of_words(sentence: Sentence, source: Spans, target: Spans) -> Iterator[str]:
    """Words outside the parties, those between them, and the first behind the source; no names."""
    inside = [_over(t.start, t.end, (*source, *target)) for t in sentence.tokens]
    sources = [t.i for t in sentence.tokens if _over(t.start, t.end, source)]
    targets = [t.i for t in sentence.tokens if _over(t.start, t.end, target)]
    both = (min(sources[0], targets[0]), max(sources[-1], targets[-1])) if sources and targets else (0, 0)
    for token in sentence.tokens:
        if inside[token.i] or token.pos == "PROPN":
            continue
        if token.pos in _WORDS:
            yield f"word:{_lemma(token)}"
        if both[0] < token.i < both[1] and token.pos in (*_WORDS, "AUX", "ADP", "PART"):
            yield f"inner:{_lemma(token)}"
        if sources and sources[-1] < token.i <= sources[-1] + _BEHIND:
            yield f"behind:{_lemma(token)}"


def _of_party(sentence: Sentence, spans: Spans, parties: Spans) -> Iterator[str]:
    """The party's verb, how the party hangs on it, and what else the verb has."""
    inside = [t for t in sentence.tokens if _over(t.start, t.end, spans)]
    if not inside:
        return
    held = {t.i for t in inside}
    head = next((t for t in inside if t.head not in held), inside[0])
    above = sentence.tokens[head.head]
    verb = next((t for t in ancestors(sentence, head.i) if t.pos in ("VERB", "AUX")), above)
    yield from (f"verb:{_lemma(verb)}", f"relation:{head.dep}", f"above:{_lemma(above)}")
    if above.dep in _JOINTS:
        yield f"joint:{above.lower}/{_lemma(sentence.tokens[above.head])}"
    for c in children(sentence, verb.i, *_TELLING):
        if c.pos == "PROPN" or _over(c.start, c.end, parties):
            continue
        yield from (f"has:{c.dep}/{_lemma(c)}", f"verb-has:{_lemma(verb)}/{_lemma(c)}")
        if c.dep in ("xcomp", "ccomp", "dobj"):
            below = (d for d in children(sentence, c.i, *_DEEPER) if d.pos != "PROPN")
            yield from (f"below:{d.dep}/{_lemma(d)}" for d in below)


def _lemma(token: Token) -> str:
    """A word's lemma; names are all alike, so that nobody's deeds are learned."""
    return "NAME" if token.pos == "PROPN" else token.lemma.lower()
