"""Names to places: frames, groups, ranks, and the places of a document in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

import numpy as np

from dateline.find.names import Name
from dateline.find.places.candidates import candidates
from dateline.find.places.describing import REACH, Earlier, between, capital, described
from dateline.find.places.framing import container, frame
from dateline.find.places.offsets import narrowed, pointed
from dateline.find.places.ranking import REASONS, Asked, Context, Hint, Ranked, Ranking, first_level
from dateline.find.places.recognising import chance, witness
from dateline.lore import Candidate, Lore, normal
from dateline.model import Found, Place, PlaceKind, Sentence
from dateline.model.tree import span

__all__ = [
    "Ask",
    "Group",
    "LIKELY",
    "asks",
    "find_places",
    "find_toponyms",
    "grouped",
    "ranking",
    "recognised",
]

# The chance from which a name is taken for a place's: the best of the F1 curve on folds of the training text.
LIKELY = 0.45
# What is built stands in or near the place that it is named after; rarely elsewhere (a Berlin Street).
_BUILT = ("facility", "road", "area")
_AS_SURE = 0.8
_ABOUT_KM = {"settlement": 15.0, "region": 100.0}
_PLACE_FORMS = ("name", "adjective", "government", "people")


@dataclass(slots=True)
class Ask:
    """A name with the words around it that belong to it.

    `hint` is what stands beside it and tells where it lies, `given` the candidates of an abbreviation,
    `base` the place that gave its name to a thing that nobody lists ("Salem" of "Salem Bridge").
    """

    name: Name
    lo: int
    hi: int
    wanted: PlaceKind | None
    hint: Hint | None = None
    given: tuple[Candidate, ...] = ()
    base: Name | None = None


@dataclass(slots=True)
class Group:
    """All asks of one document for one name of one kind."""

    plain: str
    wanted: PlaceKind | None
    candidates: tuple[Candidate, ...]
    asks: list[Ask] = field(default_factory=list)


def find_places(sentences: Sequence[Sentence], names: Sequence[Name], lore: Lore) -> tuple[Found[Place], ...]:
    """All places of a document in order: names first resolved, then descriptions such as "the city"."""
    toponyms = find_toponyms(sentences, names, lore)
    used = {(name.sentence, name.lo) for name in names if name.use == "place"}
    named: dict[int, list[Found[Place]]] = {}
    for found in toponyms:
        if any((found.sentence, i) in used for i in range(found.lo, found.hi)):
            named.setdefault(found.sentence, []).append(found)
    shares = _shares(names, lore)
    told: list[Found[Place]] = []
    for sentence in sentences:
        here = named.get(sentence.index, [])
        earlier = Earlier(told[-REACH:], sentences, lore)
        more = (
            *described(sentence, here, earlier, lore),
            *capital(sentence, here, lore, shares),
            *between(sentence, here, lore),
        )
        told.extend(sorted((*here, *more), key=lambda f: (f.lo, -f.hi)))
    return tuple(told)


def find_toponyms(
    sentences: Sequence[Sentence], names: Sequence[Name], lore: Lore
) -> tuple[Found[Place], ...]:
    """All names of places in order, also those that stand for a government or tell of a people."""
    asked = recognised(sentences, names, asks(sentences, names, lore), lore)
    groups = grouped(asked, lore)
    table = lore.lexicon.place_weights
    weights = np.asarray([table[reason] for reason in REASONS])
    ranked = ranking(groups, names, lore).answers(weights, table["certainty"], table["certainty-bias"])
    found = []
    for group, answer in zip(groups, ranked, strict=True):
        for ask in group.asks:
            place = _place(ask, group, answer, sentences[ask.name.sentence], lore)
            if place is not None:
                found.append(place)
    return tuple(sorted(found, key=lambda f: (f.sentence, f.lo, -f.hi)))


def asks(sentences: Sequence[Sentence], names: Sequence[Name], lore: Lore) -> list[Ask]:
    """The names that stand for places, framed, each with what stands beside it and tells where it lies."""
    found = []
    for name in names:
        if name.use == "place" or _toponym(name):
            sentence = sentences[name.sentence]
            lo, hi, wanted = frame(sentence, name, lore)
            found.append(Ask(name, lo, hi, wanted, base=_base(sentence, name, wanted, lore)))
    short = [ask for sentence in sentences for ask in _abbreviations(sentence, lore)]
    taken = {(ask.name.sentence, ask.lo) for ask in short}
    found = [ask for ask in found if (ask.name.sentence, ask.lo) not in taken] + short
    found.sort(key=lambda ask: (ask.name.sentence, ask.lo))
    for one, following in zip_longest(found, found[1:]):
        one.hint = _hint(sentences[one.name.sentence], one, following, lore)
    return found


def _base(sentence: Sentence, name: Name, wanted: PlaceKind | None, lore: Lore) -> Name | None:
    """The listed place that something is named after: where it stands, more or less.

    "Salem Bridge" and "Salem Forest" begin with it, "Northeast Georgia" ends with it.
    """
    if name.refs or name.listed:
        return None
    directed = sentence.tokens[name.lo].lower in lore.lexicon.words["directions"]
    bounds = [(name.lo + 1, name.hi)] if directed and wanted is None else []
    if wanted in _BUILT:
        bounds = [(name.lo, hi) for hi in range(name.hi - 1, name.lo, -1)]
    for lo, hi in bounds:
        if lo >= hi:
            continue
        text = span(sentence, lo, hi).text
        plain = normal(text)
        refs = tuple(r for r in lore.names.get(plain) if r.kind in ("country", "area"))
        listed = lore.gazetteer.has(plain)
        if refs or listed:
            return replace(name, lo=lo, hi=hi, head=hi - 1, text=text, plain=plain, refs=refs, listed=listed)
    return None


def _abbreviations(sentence: Sentence, lore: Lore) -> Iterator[Ask]:
    """Regions by their abbreviation, behind a name or with stops inside: "Salem, Ore.", "W.Va. lawmakers"."""
    for token in sentence.tokens:
        if not token.text[0].isupper() or not (token.text.endswith(".") or token.text.isupper()):
            continue
        beside = token.i > 1 and sentence.tokens[token.i - 1].text == ","
        if not (beside and sentence.tokens[token.i - 2].text[0].isupper()) and token.text.count(".") < 2:
            continue
        able = lore.gazetteer.abbreviated(token.text)
        if able:
            plain = f"{normal(token.text)} (abbreviated)"
            name = Name(sentence.index, token.i, token.i + 1, token.i, token.text, plain, (), True, "place")
            yield Ask(name, token.i, token.i + 1, "region", given=able)


def recognised(
    sentences: Sequence[Sentence], names: Sequence[Name], found: Sequence[Ask], lore: Lore
) -> list[Ask]:
    """The asks whose name is a place's: the packs say so, or the text does."""
    seen = witness(sentences, names)
    told = []
    for ask in found:
        sentence, hinted = sentences[ask.name.sentence], ask.hint is not None
        known = ask.name.refs or ask.given
        if known or chance(sentence, ask.name, seen, lore, ask.wanted, hinted) >= LIKELY:
            told.append(ask)
    return told


def _toponym(name: Name) -> bool:
    """Whether a name that stands for a party or modifies is a place's name all the same."""
    first = name.refs[:1]
    named = any(r.kind in ("country", "area") and r.form in _PLACE_FORMS for r in first)
    return name.use in ("actor", "modifier") and (named or (name.listed and not first))


def _hint(sentence: Sentence, ask: Ask, following: Ask | None, lore: Lore) -> Hint | None:
    """ "Odessa, Texas", "Salem, Ore.", "Tripoli in Lebanon": the region or country that is named next."""
    beside = following if following and following.name.sentence == ask.name.sentence else None
    start = container(sentence, ask.hi)
    if start is None:
        return None
    able: tuple[Candidate, ...] = ()
    if beside is not None and beside.lo == start:
        able = beside.given or candidates(beside.name, beside.wanted, lore)
    within = {(c.country, c.admin1code if c.kind == "region" else None) for c in able if _holds(c)}
    return Hint(frozenset(within)) if within else None


def _holds(candidate: Candidate) -> bool:
    return candidate.kind == "country" or first_level(candidate)


def grouped(found: Sequence[Ask], lore: Lore) -> list[Group]:
    """The asks of a document by name and kind: one name means one place throughout."""
    groups: dict[tuple[str, PlaceKind | None], Group] = {}
    for ask in found:
        name, wanted = (ask.name, ask.wanted) if ask.base is None else (ask.base, None)
        key = (name.plain, wanted)
        if key not in groups:
            groups[key] = Group(name.plain, wanted, ask.given or candidates(name, wanted, lore))
        groups[key].asks.append(ask)
    return list(groups.values())


def ranking(groups: Sequence[Group], names: Sequence[Name], lore: Lore) -> Ranking:
    """The names of a document, ready to be ranked."""
    asked = [
        Asked(
            group.plain,
            group.wanted,
            group.candidates,
            tuple({ask.hint for ask in group.asks if ask.hint is not None}),
            len(group.asks),
        )
        for group in groups
    ]
    return Ranking(asked, Context(_shares(names, lore), _regions(groups)), lore)


def _regions(groups: Sequence[Group]) -> frozenset[tuple[str, str | None]]:
    """Regions that the document names outright: nothing else has the name, or a region was asked for."""
    found: set[tuple[str, str | None]] = set()
    for group in groups:
        regions = [c for c in group.candidates if c.kind == "region" and _holds(c)]
        if regions and (group.wanted == "region" or len(regions) == len(group.candidates)):
            found.update((c.country, c.admin1code) for c in regions)
        found.update(pair for ask in group.asks if ask.hint for pair in ask.hint.within if pair[1])
    return frozenset(found)


def _shares(names: Sequence[Name], lore: Lore) -> Mapping[str, float]:
    """How large a part of the document's references to countries goes to each."""
    counts: Counter[str] = Counter()
    for name in names:
        for ref in name.refs[:1]:
            if ref.kind == "country":
                counts[ref.key] += 1
            elif ref.kind == "area":
                countries = lore.areas[ref.key].countries
                counts.update(countries if len(countries) == 1 else ())
            elif ref.kind in ("person", "entity"):
                country = (lore.persons if ref.kind == "person" else lore.entities)[ref.key].country
                counts.update([country] if country else ())
    total = sum(counts.values()) or 1
    return {country: n / total for country, n in counts.items()}


def _place(ask: Ask, group: Group, answer: Ranked, sentence: Sentence, lore: Lore) -> Found[Place] | None:
    best, words = answer.best, span(sentence, ask.lo, ask.hi)
    if best is not None and ask.base is not None:
        return _by_base(ask, best, answer.confidence, sentence)
    if best is None:
        kind = ask.wanted or ("settlement" if not ask.name.refs else None)
        if kind is None:
            return None
        # Called a place by the text, listed by nobody: the name is kept, where it lies is not known.
        text = ask.name.text
        confidence = answer.confidence if group.candidates else 0.3
        place = Place(
            words.text, words.start, words.end, text, None, None, None, kind, None, None, confidence
        )
        return Found(sentence.index, ask.lo, ask.hi, ask.name.head, place)
    wording = narrowed(sentence, ask.lo, lore)
    lat, lon, radius = pointed(wording, best, lore) if wording else (best.lat, best.lon, None)
    place = Place(
        words.text,
        words.start,
        words.end,
        best.name,
        best.geonameid,
        lat,
        lon,
        best.kind,
        best.country or None,
        best.admin1,
        answer.confidence,
        f"geonames:{best.geonameid}" if best.kind == "settlement" and best.geonameid else best.key,
        wording.text(sentence) if wording else None,
        radius,
    )
    return Found(sentence.index, ask.lo, ask.hi, _head(ask, sentence), place)


def _by_base(ask: Ask, base: Candidate, confidence: float, sentence: Sentence) -> Found[Place]:
    """Something built that is named after a listed place: it stands there or not far off."""
    words = span(sentence, ask.lo, ask.hi)
    place = Place(
        words.text,
        words.start,
        words.end,
        ask.name.text,
        None,
        base.lat,
        base.lon,
        ask.wanted or "facility",
        base.country or None,
        base.admin1,
        round(confidence * _AS_SURE, 3),
        radius_km=_ABOUT_KM.get(base.kind, 300.0),
    )
    return Found(sentence.index, ask.lo, ask.hi, ask.name.head, place)


def _head(ask: Ask, sentence: Sentence) -> int:
    """The token that stands for name and generic word: "region" in "Kherson region"."""
    # "Sumy and Kyiv regions": whichever of the two the parser has behind "and".
    listed = any(t.dep == "conj" for t in sentence.tokens[ask.name.lo : ask.name.hi])
    return ask.hi - 1 if ask.hi > ask.name.hi and not listed else ask.name.head
