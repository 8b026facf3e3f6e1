"""Findings to records: ids, evidence and claims, in the contract's order.

Works for `flow`, decides nothing about the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.ascribe import Chain, Voices, claim, find_statements
from dateline.assemble.control import controls_told
from dateline.assemble.findings import Findings
from dateline.assemble.foreseen import forecasts_told
from dateline.codify import settled, stated
from dateline.model import (
    Acled,
    Cover,
    Document,
    Event,
    Factuality,
    Figure,
    Found,
    Happening,
    Mention,
    Quantity,
    Quote,
    Record,
    Ref,
    Sentence,
    Span,
    Statement,
    sealed,
)
from dateline.model.tree import ancestors, child, children, first_conjunct, subtree

__all__ = ["records"]

# How many characters more than a figure a content may have that is nothing but the figure.
_EDGE = 4
# What somebody has done or caused to those counted, and what an attack leaves.
_BECAME = frozenset({"killed", "wounded", "casualties", "missing", "captured", "displaced", "evacuated"})
_SUFFERED = frozenset({"killed", "wounded", "casualties", "missing"})
_SPOKEN = frozenset(
    {"REQUEST", "ACCUSE", "AGREE", "CONSULT", "SUPPORT", "REJECT", "THREATEN", "CONCEDE", "PROTEST"}
)
# Kinds of forecasts that say what will come of itself; a plan is its maker's to promise.
_AHEAD = frozenset({"prediction", "warning", "expectation"})
# How many words behind an amount may say what became of it; how many sentences back its attack may stand.
_NEAR = 3
_BACK = 2
# What hangs on a noun and is a clause of its own.
_CLAUSES = frozenset({"relcl", "acl", "appos", "conj"})


def records(document: Document, findings: Findings) -> tuple[Record, ...]:
    """All records: document, mentions, quotes, events, figures, control, forecasts, statements, claims."""
    voices = Voices(document, findings.sourced.attributions, findings.moods)
    put = [pair for happening in findings.events for pair in _told(voices, happening, findings.deeds)]
    happenings = [_settled(voices, happening, findings, chain) for happening, chain in put]
    mentions = _mentions(document, findings)
    quotes = _quotes(document, findings)
    events = [_event(document, happening) for happening in happenings]
    figures = _figures(document, findings, events)
    controls = controls_told(voices, happenings, events)
    forecasts = forecasts_told(voices, findings.forecasts)
    offsets = [
        *(h.trigger.start for h in happenings),
        *(f.start for f in figures if _alone(voices, f)),
        *(o.at for o in findings.forecasts),
    ]
    statements = [
        _judged(voices, statement, findings.deeds)
        for statement in find_statements(voices, findings.sentences, offsets)
    ]
    claims: list[Record] = []
    for event, (happening, chain) in zip(events, put, strict=True):
        claims.append(_claim(voices, event, happening.trigger.start, (happening.clause,), chain))
    for figure in figures:
        for chain in voices.chains(figure.start):
            claims.append(_claim(voices, figure, figure.start, figure.evidence, chain))
    for control, at in controls:
        claims.append(_claim(voices, control, at, control.evidence))
    for (forecast, chain), outlook in zip(forecasts, findings.forecasts, strict=True):
        content = (outlook.proposition,)
        foretold = forecast.kind in _AHEAD and _verbless(findings.sentences[outlook.sentence], outlook.at)
        claims.append(_claim(voices, forecast, outlook.at, content, chain, foretold=foretold))
    for statement in statements:
        for chain in voices.chains(statement.content[0].start):
            claims.append(_claim(voices, statement, statement.content[0].start, statement.content, chain))
    return _unique(
        (
            document,
            *mentions,
            *quotes,
            *events,
            *figures,
            *(c for c, _ in controls),
            *(f for f, _ in forecasts),
            *statements,
            *claims,
        )
    )


def _verbless(sentence: Sentence, at: int) -> bool:
    """Whether what is foreseen has no finite verb: "towns turning on towns", "the king being deposed"."""
    token = next((t for t in sentence.tokens if t.start == at), None)
    return (
        token is not None
        and token.tag in ("VBG", "VBN", "NN", "NNS", "NNP", "NNPS")
        and not children(sentence, token.i, "aux")
    )


def _alone(voices: Voices, figure: Figure) -> bool:
    """Whether a figure is all that somebody says: "put the toll at 40". Else its clause says more."""
    over = (span for a in voices.attributions for span in a.content if span.start <= figure.start < span.end)
    return any(span.end <= figure.end + _EDGE and figure.start <= span.start + _EDGE for span in over)


def _unique(found: Iterable[Record]) -> tuple[Record, ...]:
    """Each id once: two readings with the same content are one record."""
    return tuple({record.id: record for record in found}.values())


def _claim(
    voices: Voices,
    record: Record,
    at: int,
    content: tuple[Span, ...],
    chain: Chain | None = None,
    *,
    foretold: bool = False,
) -> Record:
    said = voices.document.published if voices.document.published.start else None
    return claim(voices, Ref(record.record, record.id), at, content, said, chain, foretold=foretold)


def _span(document: Document, start: int, end: int) -> Span:
    return Span(start, end, document.text[start:end])


# -- mentions


def _mentions(document: Document, findings: Findings) -> list[Mention]:
    found: list[tuple[int, int, str, object]] = []
    for place in findings.places:
        found.append((place.thing.start, place.thing.end, "place", place.thing))
    for moment in (*findings.times, *findings.spells):
        if moment.thing.span is not None:
            found.append((*moment.thing.span, "moment", moment.thing))
    end_of_last = -1
    for actor in sorted(findings.actors, key=lambda f: (f.thing.start or 0, -(f.thing.end or 0))):
        start, end = actor.thing.start, actor.thing.end
        # "Russian" within "Russian forces" is part of the larger mention.
        if start is None or end is None or end <= end_of_last:
            continue
        end_of_last = end
        found.append((start, end, "actor", actor.thing))
    counted = Cover((f.thing.start, f.thing.end, f.thing.end) for f in findings.quantities)
    for quantity in (*findings.quantities, *_uncounted(findings.materiel, counted)):
        found.append((quantity.thing.start, quantity.thing.end, "quantity", quantity.thing))
    found.sort(key=lambda row: (row[0], -row[1], row[2]))
    return [_mention(document, *row) for row in found]


def _uncounted(materiel: Sequence[Found[Quantity]], counted: Cover[int]) -> Iterator[Found[Quantity]]:
    """Weapons and vehicles without a number: "nine tanks" is a mention already."""
    for named in materiel:
        if not any(named.thing.end <= end for end in counted.over(named.thing.start)):
            yield named


def _mention(document: Document, start: int, end: int, kind: str, thing: object) -> Mention:
    span = _span(document, start, end)
    return sealed(
        Mention,
        document=document.id,
        evidence=(span,),
        kind=kind,
        text=span.text,
        start=start,
        end=end,
        **{kind: thing},
    )


# -- quotes


def _quotes(document: Document, findings: Findings) -> list[Quote]:
    made = []
    sourced = findings.sourced
    for quotation, (speaker, cue, scare) in zip(sourced.quotes, sourced.speakers, strict=True):
        content = tuple(_span(document, a, b) for a, b in quotation.inner if b > a)
        if not content:
            continue
        evidence = tuple(sorted({*content, *((cue,) if cue is not None else ())}))
        made.append(
            sealed(
                Quote,
                document=document.id,
                evidence=evidence,
                speaker=speaker,
                cue=cue,
                content=content,
                scare=scare,
            )
        )
    return made


# -- events and what hangs on them


def _told(
    voices: Voices, happening: Happening, deeds: Mapping[int, Factuality]
) -> Iterator[tuple[Happening, Chain]]:
    """The event as each tells it: who says that it happened, and who answers that it did not."""
    at = happening.trigger.start
    said, *answers = voices.chains(at)
    # "denied the rebels' claim that they had …": as the rebels have it, the clause is read by itself.
    read = deeds.get(at, happening.factuality) if answers else happening.factuality
    yield replace(happening, factuality=read), said
    yield from ((happening, chain) for chain in answers)


def _settled(voices: Voices, happening: Happening, findings: Findings, chain: Chain) -> Happening:
    """The event with the factuality that its source's stance leaves it.

    What a clause reported by somebody says is done is read in that clause alone.
    """
    at = happening.trigger.start
    bearing = voices.bearing(at, (happening.clause,), chain=chain)
    done = happening.factuality
    read = findings.deeds.get(at, done) if bearing.reported else done
    # "vowed to avenge the killing": a noun tells of what is done only where a verb carries it.
    token = findings.sentences[happening.sentence].tokens[happening.head]
    deed = bearing.deed and token.pos in ("VERB", "AUX")
    read = settled(read, bearing.stance, deed=deed, planned=bearing.planned, root=happening.root)
    return replace(happening, factuality=read)


def _event(document: Document, happening: Happening) -> Event:
    return sealed(
        Event,
        document=document.id,
        evidence=(happening.clause,),
        type=happening.root,
        mode=happening.mode,
        context=happening.context,
        acled=Acled(*happening.acled) if happening.acled else None,
        actors=happening.actors,
        targets=happening.targets,
        places=happening.places,
        moment=happening.moment,
        figures=happening.figures,
        trigger=happening.trigger,
        factuality=happening.factuality,
        frame=happening.frame,
        standing=happening.standing,
    )


def _figures(document: Document, findings: Findings, events: Sequence[Event]) -> list[Figure]:
    """One figure a quantity, tied to the event that governs it; a part without one to that of its whole."""
    moments = Cover((*f.thing.span, f.thing.span[1]) for f in findings.times if f.thing.span is not None)
    told = {
        (f.thing.start, f.thing.end): f.thing
        for f in findings.quantities
        if not any(f.thing.end <= end for end in moments.over(f.thing.start))
    }
    owners = _owners(findings, events)
    made: dict[tuple[int, int], Figure] = {}
    for key in told:
        _figure(document, key, told, owners, made)
    return [made[key] for key in told]


def _owners(findings: Findings, events: Sequence[Event]) -> dict[tuple[int, int], str]:
    """For each quantity of an event the id of the event whose trigger is nearest above it, else beside it."""
    heads = {(f.thing.start, f.thing.end): f for f in findings.quantities}
    nearest: dict[tuple[int, int], tuple[int, str]] = {}
    for event in events:
        for quantity in event.figures:
            key = (quantity.start, quantity.end)
            found = heads[key]
            away = _away(findings.sentences[found.sentence], found, event.trigger)
            if key not in nearest or away < nearest[key][0]:
                nearest[key] = (away, event.id)
    owners = {key: event for key, (_, event) in nearest.items()}
    triggers = {event.trigger.start: event.id for event in reversed(events)}
    types = {event.id: event.type for event in events}
    for key, found in sorted(heads.items()):
        owner = owners.get(key)
        done = found.thing.counts not in _SUFFERED or owner is None or types[owner] not in _SPOKEN
        if owner is not None and done:
            continue
        sentence = findings.sentences[found.sentence]
        # "Asked to read out the names of 23 shot dead": what is said of the dead has not killed them.
        told = (
            (None if owner else _of_subject(sentence, found, triggers))
            or _beside(sentence, found, triggers)
            or (None if owner else _listed(sentence, found, heads, owners))
            or _deadly(findings.sentences, found, events)
        )
        if told is not None:
            owners[key] = told
    return owners


def _beside(sentence: Sentence, found: Found[Quantity], triggers: Mapping[int, str]) -> str | None:
    """The event whose word says what became of the counted: "scores more were maimed", "23 shot dead"."""
    if found.thing.counts not in _BECAME:
        return None
    close = []
    for token in sentence.tokens[found.hi : found.hi + _NEAR]:
        if token.pos == "PUNCT":
            break
        close.append(token)
    close += children(sentence, found.head, "acl", "relcl")
    return next((triggers[token.start] for token in close if token.start in triggers), None)


def _listed(
    sentence: Sentence,
    found: Found[Quantity],
    heads: Mapping[tuple[int, int], Found[Quantity]],
    owners: Mapping[tuple[int, int], str],
) -> str | None:
    """The event of the amount that it is listed with: "eighteen howitzers and 24,000 rounds"."""
    first = first_conjunct(sentence, found.head)
    for key, other in heads.items() if first != found.head else ():
        if other.sentence == found.sentence and other.head == first and key in owners:
            return owners[key]
    return None


def _deadly(sentences: Sequence[Sentence], found: Found[Quantity], events: Sequence[Event]) -> str | None:
    """The attack that those counted have suffered from: the nearest in their sentence, else the last told.

    "Shells hit a queue. At least six were taken to hospital": amounts that say who they are stand for
    themselves, and reach no further than their sentence.
    """
    if found.thing.counts not in _SUFFERED:
        return None
    attacks = [event for event in events if event.type == "ASSAULT"]
    sentence = sentences[found.sentence]
    here = [event for event in attacks if sentence.start <= event.trigger.start < sentence.end]
    if here:
        return min(here, key=lambda event: abs(event.trigger.start - found.thing.start)).id
    alone = found.thing.of is None or found.thing.high == 0 or _others(sentence, found)
    for back in sentences[max(found.sentence - _BACK, 0) : found.sentence][::-1] if alone else ():
        before = [event for event in attacks if back.start <= event.trigger.start < back.end]
        if before:
            return before[-1].id
    return None


def _others(sentence: Sentence, found: Found[Quantity]) -> bool:
    """Whether they are told beside others: "two more", "another five"."""
    around = sentence.tokens[max(found.lo - 1, 0) : found.hi + 1]
    return any(token.lower in ("another", "other", "others", "more") for token in around)


def _of_subject(sentence: Sentence, found: Found[Quantity], triggers: Mapping[int, str]) -> str | None:
    """The event that a verb's subject names: "the toll of the raid rose to 20", "the strikes cost $85m"."""
    above = ancestors(sentence, found.head)
    verb = next((t for t in above if t.pos in ("VERB", "AUX") or child(sentence, t.i, "nsubj")), None)
    if verb is None:
        return None
    for subject in children(sentence, verb.i, "nsubj", "nsubjpass"):
        below = subtree(sentence, subject.i, _CLAUSES)
        for i in below if found.head not in below else ():
            if sentence.tokens[i].start in triggers:
                return triggers[sentence.tokens[i].start]
    return None


def _away(sentence: Sentence, found: Found[Quantity], trigger: Span) -> int:
    """How far a trigger is above a quantity in the tree; one that is not comes after all that are."""
    above = (sentence.tokens[found.head], *ancestors(sentence, found.head))
    for steps, token in enumerate(above):
        if trigger.start <= token.start < trigger.end:
            return steps
    return len(sentence.tokens) + abs(trigger.start - found.thing.start)


def _figure(
    document: Document,
    key: tuple[int, int],
    told: Mapping[tuple[int, int], Quantity],
    owners: Mapping[tuple[int, int], str],
    made: dict[tuple[int, int], Figure],
) -> Figure:
    """The figure of a quantity; made after the one that it is a part of, whose id it keeps."""
    if key in made:
        return made[key]
    quantity = told[key]
    # A part lies before or behind its whole, never in a circle: the finders see to it.
    whole = (
        _figure(document, quantity.part_of, told, owners, made)
        if quantity.part_of is not None and quantity.part_of in told
        else None
    )
    made[key] = sealed(
        Figure,
        document=document.id,
        evidence=(_span(document, *key),),
        text=quantity.text,
        start=key[0],
        end=key[1],
        counts=quantity.counts,
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        unit=quantity.unit,
        of=quantity.of,
        event=owners.get(key, whole.event if whole is not None else None),
        part_of=whole.id if whole is not None else None,
        metric=quantity.metric,
    )
    return made[key]


# -- statements


def _judged(voices: Voices, statement: Statement, deeds: Mapping[int, Factuality]) -> Statement:
    """The statement with its main verb's factuality, as its source's stance leaves it."""
    bearing = voices.bearing(statement.content[0].start, statement.content, whole=True)
    verb = bearing.verb if bearing.verb is not None else _opening(statement.content, deeds)
    read = deeds.get(verb) if verb is not None else None
    if not _pointing(statement.content):
        read = stated(read, bearing.stance, planned=bearing.planned)
    return sealed(
        Statement,
        document=statement.document,
        evidence=statement.evidence,
        content=statement.content,
        factuality=read,
    )


def _opening(content: Sequence[Span], deeds: Mapping[int, Factuality]) -> int | None:
    """The verb that what is said begins with, where it is no clause: "denied shelling the mill"."""
    return content[0].start if content[0].start in deeds else None


def _pointing(content: Sequence[Span]) -> bool:
    """Whether it is a pronoun, for something said before: "demanded it"."""
    return len(content) == 1 and content[0].text.lower() in ("it", "this", "that", "them", "these", "those")
