"""Which place an event happened at: every place its sentence names is weighed against none being said.

The choice is a softmax over the candidates and "none", linear in signs that are read off the parse at
hand. A sign is a family and a value ("role", "p:in"); its learned weight stands with its family's reason in
core/event_place_weights.yaml, which `python -m eval.train_event_places` makes anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.lore import Lore
from dateline.model import Actor, Found, Place, Sentence, Token
from dateline.model.tree import ancestors, child, children

__all__ = ["Candidate", "Choice", "Seen", "Sign", "choose", "seen_from", "signs"]

Sign = tuple[str, str]
"""What speaks for or against an answer: family and value."""

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_TIME_LABELS = frozenset({"DATE", "TIME"})
_NO_NAME = frozenset({"CC", "IN", "DT", "NNPS"})
# How coarse a kind is: "in Sorva, Ruritania" plays in Sorva.
_COARSE = {"continent": 4, "country": 3, "region": 2, "sea": 2, "area": 2, "facility": 0}
_CLAUSES = frozenset({"advcl", "ccomp", "relcl", "acl", "parataxis", "conj", "xcomp"})
_MODIFIES = frozenset({"compound", "nmod", "amod"})
# Classes of nouns that tell places from forces, in order of what is asked first.
_NOUN_CLASSES = ("building", "armed", "person", "people", "office", "state", "weapon", "place")
_LONGEST_CLIMB = 8
# Upper bounds of the steps of distance, in words.
_DISTANCES = (3, 6, 10, 16, 25)
# A coordinate of the chosen place is as right as it is, unless its own chance is this much smaller.
_ALIKE = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be where it happened: tokens [lo, hi), its head, what kind of place, the place found.

    `kind` is that of the place, with "-in" where the name is longer than it, or `unlisted`.
    """

    lo: int
    hi: int
    head: int
    kind: str
    place: Found[Place] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Where it happened, best first, with the chance of the best; no candidates: the sentence tells none."""

    candidates: tuple[Candidate, ...]
    chance: float


@dataclass(frozen=True)
class Seen:
    """A sentence with its candidates as seen from the word at `at`, which tells the event."""

    sentence: Sentence
    at: int
    candidates: tuple[Candidate, ...]
    actors: Mapping[int, Actor]
    lore: Lore

    @cached_property
    def above(self) -> dict[int, int]:
        """The word and all above it -> how many steps up."""
        up = (self.at, *(token.i for token in ancestors(self.sentence, self.at)))
        return {i: n for n, i in enumerate(up)}

    @cached_property
    def voice(self) -> str:
        """Active, passive, or a participle that modifies a noun."""
        token = self.sentence.tokens[self.at]
        if child(self.sentence, self.at, "auxpass", "nsubjpass") is not None:
            return "passive"
        alone = child(self.sentence, self.at, "nsubj", "aux") is None
        return (
            "participle" if token.tag == "VBN" and token.dep in _CLAUSES | _MODIFIES and alone else "active"
        )

    @cached_property
    def frame(self) -> str:
        """The frame that the word tells of by itself, `cue` for a word of saying, else `other`."""
        lemma, lexicon = self.sentence.tokens[self.at].lemma, self.lore.lexicon
        triggers = lexicon.verb_frames.get(lemma)
        if triggers:
            return triggers[-1].frame.key
        return "cue" if lemma in lexicon.verb_cues else "other"

    @cached_property
    def _sorts(self) -> dict[int, str]:
        return {}

    def sort(self, i: int) -> str:
        """A coarse class of the word at `i`, told once: many signs ask for it."""
        if i not in self._sorts:
            self._sorts[i] = self._sort(i)
        return self._sorts[i]

    def _sort(self, i: int) -> str:
        token = self.sentence.tokens[i]
        lexicon = self.lore.lexicon
        if token.pos in ("VERB", "AUX"):
            return "event-verb" if i == self.at else "cue" if _says(token.lemma, self.lore) else "verb"
        if token.lemma in lexicon.words["location-nouns"]:
            return "location"
        if token.lower in lexicon.words["parts-of-places"]:
            return "part"
        if token.lemma in lexicon.noun_frames:
            return "event"
        classes = lexicon.noun_classes.get(token.lemma, frozenset())
        told = next((c for c in _NOUN_CLASSES if c in classes), None)
        return told or {"PROPN": "name", "NOUN": "noun"}.get(token.pos, token.pos.lower())

    def place_like(self, candidate: Candidate) -> bool:
        """Whether a candidate is listed as a place or looks like one to the parser."""
        return candidate.kind != "unlisted" or self.sentence.tokens[candidate.head].ent in _PLACE_LABELS


def _says(lemma: str, lore: Lore) -> bool:
    cues = lore.lexicon.verb_cues.get(lemma, ())
    return any(cue.stance == "asserts" and not cue.weak and not cue.thought for cue in cues)


# -- candidates


def seen_from(
    sentence: Sentence, at: int, places: Sequence[Found[Place]], actors: Mapping[int, Actor], lore: Lore
) -> Seen:
    """The sentence as seen from the word at `at`; `places` and `actors` (by head) are those found in it.

    Candidates are the names that stand in it: places found, and other names, which no gazetteer may list.
    """
    named: list[Found[Place]] = []
    taken: set[int] = set()
    for found in places:
        capital = any(token.text[0].isupper() for token in sentence.tokens[found.lo : found.hi])
        if capital and found.thing.name is not None and taken.isdisjoint(range(found.lo, found.hi)):
            named.append(found)
            taken.update(range(found.lo, found.hi))
    able = tuple(_candidate(sentence, lo, hi, named) for lo, hi in _runs(sentence, taken, lore))
    return Seen(sentence, at, able, actors, lore)


def _candidate(sentence: Sentence, lo: int, hi: int, named: Sequence[Found[Place]]) -> Candidate:
    head = _head(sentence, lo, hi)
    own = [found for found in named if lo <= found.lo and found.hi <= hi]
    if not own:
        return Candidate(lo, hi, head, "unlisted", None)
    place = next((found for found in own if found.lo <= head < found.hi), own[-1])
    whole = (place.lo, place.hi) == (lo, hi)
    return Candidate(lo, hi, head, place.thing.kind + ("" if whole else "-in"), place)


def _runs(sentence: Sentence, taken: set[int], lore: Lore) -> Iterator[tuple[int, int]]:
    """The longest stretches of words that name something: "Mazar-e-Sharif", "Deir Ezzor Airport"."""
    tokens = sentence.tokens
    joins = lore.lexicon.words["inside-names"]
    names = [i in taken or _names(token) for i, token in enumerate(tokens)] + [False, False]
    i = 0
    while i < len(tokens):
        if not names[i]:
            i += 1
            continue
        j = i + 1
        while names[j] or (j < len(tokens) and tokens[j].lower in joins and names[j + 1]):
            j += 1
        yield i, j
        i = j


def _names(token: Token) -> bool:
    if token.ent in _TIME_LABELS or not token.text[0].isalpha() or token.tag in _NO_NAME:
        return token.tag == "NNPS" and token.ent in _PLACE_LABELS
    return token.pos == "PROPN" or (token.ent in _PLACE_LABELS and token.text[0].isupper())


def _head(sentence: Sentence, lo: int, hi: int) -> int:
    for i in range(hi - 1, lo - 1, -1):
        head = sentence.tokens[i].head
        if not lo <= head < hi or head == i:
            return i
    return hi - 1


# -- the choice


def choose(seen: Seen) -> Choice:
    """The likeliest place, and with it those it is coordinated with; or none."""
    weights = seen.lore.lexicon.event_place_weights
    scores = [sum(weights.get(sign, 0.0) for sign in dict.fromkeys(row)) for row in signs(seen)]
    powers = [math.exp(score - max(scores)) for score in scores]
    best = max(range(len(powers)), key=powers.__getitem__)
    chance = powers[best] / sum(powers)
    if best == 0:
        return Choice((), chance)
    first = seen.candidates[best - 1]
    alike = [
        candidate
        for candidate, power in zip(seen.candidates, powers[1:], strict=True)
        if candidate is not first and power >= _ALIKE * powers[best] and _listed_with(seen, candidate, first)
    ]
    return Choice((first, *alike), chance)


def _listed_with(seen: Seen, a: Candidate, b: Candidate) -> bool:
    return _series(seen, a) == _series(seen, b)


def _series(seen: Seen, candidate: Candidate) -> int:
    """The first of the list that a name is in: "in Sorva, Malin and Brod"."""
    tokens = seen.sentence.tokens
    i = candidate.head
    while tokens[i].dep == "conj" and tokens[tokens[i].head].pos in ("PROPN", "NOUN"):
        i = tokens[i].head
    return i


# -- signs


def signs(seen: Seen) -> list[list[Sign]]:
    """The signs of "none", then those of each candidate in order."""
    stands = [_stand(seen, candidate) for candidate in seen.candidates]
    rows = [list(_of_none(seen))]
    for n, stand in enumerate(stands):
        row = list(_of_stand(seen, stand))
        row.extend(_of_name(seen, stand))
        row.extend(_of_company(seen, stand, n))
        row.extend(_of_line(seen, stand))
        rows.append(row)
    return rows


@dataclass(frozen=True, slots=True)
class _Stand:
    """How a candidate stands to the event.

    `steps` lead from the name up to `top`, the word it tells the place of ("the city of", a list), `role` is
    what that phrase is to its `governor`, `up` and `down` are the relations from there to the meeting point
    and on to the event, and `reach` says whether the governor is the event itself, below, above or aside.
    """

    candidate: Candidate
    top: int
    steps: tuple[str, ...]
    role: str
    governor: int
    meeting: int
    up: tuple[str, ...]
    down: tuple[str, ...]
    reach: str
    side: str


def _stand(seen: Seen, candidate: Candidate) -> _Stand:
    top, steps = _climb(seen, candidate.head)
    role, governor = _role(seen, top)
    meeting, up, down = _way(seen, governor)
    if governor == seen.at:
        reach = "direct"
    elif meeting == seen.at:
        reach = "under"
    else:
        reach = "above" if meeting == governor else "side"
    side = "before" if candidate.head < seen.at else "after"
    return _Stand(candidate, top, steps, role, governor, meeting, up, down, reach, side)


def _climb(seen: Seen, i: int) -> tuple[int, tuple[str, ...]]:
    """From a name up to the noun it tells the place of: "the northern city of Mosul" stands as Mosul does."""
    tokens = seen.sentence.tokens
    steps: list[str] = []
    for _ in range(_LONGEST_CLIMB):
        step = _step(seen, i)
        if step is None:
            break
        at, told = step
        steps.append(told)
        i = at
    return tokens[i].i, tuple(steps)


def _step(seen: Seen, i: int) -> tuple[int, str] | None:
    tokens = seen.sentence.tokens
    token, above = tokens[i], tokens[tokens[i].head]
    if above.i == i:
        return None
    if token.dep in ("conj", "appos"):
        return (above.i, token.dep) if token.dep == "appos" or above.pos in ("PROPN", "NOUN") else None
    if token.dep in _MODIFIES or token.dep == "poss":
        sort = seen.sort(above.i)
        if sort in ("location", "part"):
            return above.i, "owner" if token.dep == "poss" else "kind"
        return (above.i, "name") if token.dep != "poss" and above.pos == "PROPN" else None
    if token.dep == "pobj" and above.lower in ("of", "in"):
        sort = seen.sort(above.head)
        located = ("location", "part", "building", "place") if above.lower == "of" else ("building", "place")
        return (above.head, f"{above.lower}-{sort}") if sort in located else None
    return None


def _role(seen: Seen, i: int) -> tuple[str, int]:
    """What a phrase is, and to which word: a preposition's object, a subject, a modifier."""
    tokens = seen.sentence.tokens
    token, above = tokens[i], tokens[tokens[i].head]
    if above.i == i:
        return "root", i
    if token.dep in ("pobj", "pcomp") and above.pos in ("ADP", "SCONJ", "ADV", "VERB"):
        outer = tokens[above.head]
        if outer.pos == "ADP" and outer.i != above.i:
            # "from outside", "in front of"
            return f"p:{outer.lower}-{above.lower}", outer.head
        return f"p:{above.lower}", outer.i
    if token.dep in _MODIFIES or token.dep in ("poss", "npadvmod", "nummod"):
        return f"{token.dep}:{seen.sort(above.i)}", above.i
    return token.dep, above.i


def _way(seen: Seen, i: int) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Where the words above `i` meet those above the event, the relations up to it and down to the event."""
    tokens, above = seen.sentence.tokens, seen.above
    up: list[str] = []
    while i not in above:
        up.append(tokens[i].dep)
        i = tokens[i].head
    down = [tokens[k].dep for k, n in above.items() if n < above[i]]
    return i, tuple(up), tuple(reversed(down))


def _of_stand(seen: Seen, stand: _Stand) -> Iterator[Sign]:
    tokens = seen.sentence.tokens
    role, reach, side = stand.role, stand.reach, stand.side
    governor, verb = tokens[stand.governor], tokens[seen.at]
    sort = seen.sort(stand.governor)
    path = ".".join(stand.up[:4]) + "/" + ".".join(stand.down[:4])
    yield "role", role
    yield "role-governor", f"{role} {sort}"
    yield "reach", f"{reach} {side}"
    yield "path", path
    yield "path-role", f"{path} {role} {sort}"
    yield "role-reach", f"{role} {reach} {side}"
    if stand.up:
        yield "branch", f"{stand.up[-1]} {'event' if stand.meeting == seen.at else 'other'}"
    yield from (("up", dep) for dep in stand.up)
    yield from (("down", dep) for dep in stand.down)
    yield "voice-role", f"{seen.voice} {role} {reach}"
    if role in ("dobj", "nsubj", "nsubjpass"):
        yield "frame-role", f"{seen.frame} {role} {reach}"
    yield "verb-role", f"{verb.lemma} {role} {reach}"
    word = governor.lemma if governor.pos != "PROPN" else "NAME"
    yield "governor-word", f"{word} {role} {reach}"
    yield "tree-distance", f"{reach} {min(len(stand.up) + len(stand.down), 8)}"
    yield from _of_way(seen, stand)
    yield "steps", ".".join(stand.steps[:3]) or "-"
    yield from (("step", step) for step in stand.steps)
    if stand.top != stand.candidate.head and tokens[stand.top].pos == "NOUN":
        yield "step-word", tokens[stand.top].lemma
        yield "step-role", f"{role} {seen.sort(stand.top)}"


def _of_way(seen: Seen, stand: _Stand) -> Iterator[Sign]:
    """The last word before name and event meet ("in a raid on a base in X"), and the one they meet at."""
    tokens = seen.sentence.tokens
    i, last = stand.governor, None
    while i != stand.meeting:
        last = i if tokens[i].pos in ("NOUN", "VERB") else last
        i = tokens[i].head
    if last is not None:
        above = tokens[tokens[last].head]
        tie = above.lower if above.pos == "ADP" else tokens[last].dep
        yield "branch-word", f"{tokens[last].lemma} {tie}"
        yield "branch-sort", f"{seen.sort(last)} {tie} {stand.role}"
    if stand.reach in ("side", "above"):
        meeting = tokens[stand.meeting]
        word = meeting.lemma if meeting.pos != "PROPN" else "NAME"
        yield "meeting-word", f"{word} {stand.reach} {'.'.join(stand.down[:2])}"


def _of_name(seen: Seen, stand: _Stand) -> Iterator[Sign]:
    """What the name itself is, and how that goes with where it stands."""
    tokens, candidate, role = seen.sentence.tokens, stand.candidate, stand.role
    head, kind = tokens[candidate.head], candidate.kind
    label = head.ent or "-"
    bare = role.partition(":")[0]
    like = "place" if seen.place_like(candidate) else "name"
    yield "label", label
    yield "kind-label", f"{kind[:4]} {label}"
    yield "role-kind", f"{role} {kind}"
    yield "reach-kind", f"{stand.reach} {stand.side} {kind}"
    yield "role-label", f"{role} {label}"
    yield "governor-kind", f"{stand.reach} {bare} {seen.sort(stand.governor)} {like}"
    actor = next((seen.actors[i] for i in range(candidate.lo, candidate.hi) if i in seen.actors), None)
    if actor is not None:
        yield "actor", f"{actor.kind} {bare}"
        yield "actor-kind", f"{actor.kind} {kind}"
    if candidate.hi - candidate.lo > 1:
        yield "last-word", f"{_last_word(seen, candidate)} {kind}"
    if len(head.text) > 1 and head.text.isupper() and candidate.place is None:
        yield "capitals", "all"


def _last_word(seen: Seen, candidate: Candidate) -> str:
    """What a name of several words calls its bearer: a village, a hospital, a brigade."""
    lexicon = seen.lore.lexicon
    word = seen.sentence.tokens[candidate.hi - 1].lower
    if word in lexicon.words["location-nouns"]:
        return "location"
    classes = lexicon.noun_classes.get(word, frozenset())
    return next((c for c in _NOUN_CLASSES if c in classes), "-")


def _of_company(seen: Seen, stand: _Stand, n: int) -> Iterator[Sign]:
    """How the other names of the sentence stand to this one: larger, smaller, beside it, nearer."""
    candidate, able = stand.candidate, seen.candidates
    others = [other for other in able if other is not candidate and seen.place_like(other)]
    like = "place" if seen.place_like(candidate) else "name"
    alone = "others" if others else "alone"
    yield "company", f"{like} {alone} {stand.role} {stand.reach} {stand.side}"
    if candidate.place is not None:
        finer = sum(_coarse(other) < _coarse(candidate) for other in others)
        yield "finer", f"{candidate.kind} {min(finer, 2)}"
    distance = abs(candidate.head - seen.at)
    nearer = sum(abs(other.head - seen.at) < distance for other in others)
    yield "nearer", str(min(nearer, 3))
    if n + 1 < len(able) and (gap := _gap(seen, candidate, able[n + 1])):
        yield "followed", f"{gap} {able[n + 1].kind}"
    if n and (gap := _gap(seen, able[n - 1], candidate)):
        yield "preceded", f"{gap} {able[n - 1].kind}"


def _coarse(candidate: Candidate) -> int:
    return _COARSE.get(candidate.kind.partition("-")[0], 1)


def _gap(seen: Seen, a: Candidate, b: Candidate) -> str | None:
    """What stands between two names: nothing, a comma, "in"; None when it is more."""
    between = seen.sentence.tokens[a.hi : b.lo]
    if not between:
        return "next"
    if len(between) == 1:
        return between[0].lower if between[0].lower in (",", "in", "of", "'s", "’s", "and") else "other"
    return "in" if len(between) <= 4 and any(token.lower in ("in", "of") for token in between) else None


def _of_line(seen: Seen, stand: _Stand) -> Iterator[Sign]:
    """Where the name stands in the row of words."""
    tokens, candidate = seen.sentence.tokens, stand.candidate
    lo, hi = sorted((candidate.head, seen.at))
    far = next((str(bound) for bound in _DISTANCES if hi - lo <= bound), "more")
    yield "distance", f"{stand.side} {far}"
    if candidate.lo == 0 or (candidate.lo <= 2 and stand.role.startswith("p:in")):
        yield "opens", stand.role
    between = tokens[lo + 1 : hi]
    yield "between", f"{stand.side} {'comma' if any(token.text == ',' for token in between) else 'none'}"
    if any(token.text in (";", ":") for token in between):
        yield "between", "semicolon"
    if any(token.tag in ("``", "''") for token in between):
        yield "between", "quotation mark"
    if any(token.pos == "VERB" and token.lemma in seen.lore.lexicon.verb_cues for token in between):
        yield "between", f"{stand.side} cue"
    if candidate.lo:
        before = tokens[candidate.lo - 1]
        small = before.pos in ("ADP", "DET", "PUNCT", "PART", "CCONJ")
        yield "word-before", before.lower if small else before.pos
        if before.pos == "ADJ" and not before.ent:
            yield "adjective", before.lower
    if candidate.hi < len(tokens):
        after = tokens[candidate.hi]
        small = after.pos in ("ADP", "PUNCT", "PART", "CCONJ")
        yield "word-after", after.lower if small else seen.sort(after.i)


def _of_none(seen: Seen) -> Iterator[Sign]:
    """What tells of an event that the sentence says no place of."""
    sentence, token = seen.sentence, seen.sentence.tokens[seen.at]
    above = sentence.tokens[token.head]
    yield "none-names", str(min(5, len(seen.candidates)))
    yield "none-relation", token.dep
    yield "none-tag", token.tag
    yield "none-voice", seen.voice
    yield "none-frame", seen.frame
    if above.i != token.i:
        yield "none-above", f"{token.dep} {seen.sort(above.i)}"
    for c in children(sentence, token.i):
        if c.dep in ("nsubj", "nsubjpass", "dobj"):
            yield from _of_argument(seen, c)
        elif c.dep == "mark":
            yield "none-opens", c.lower
        elif c.dep == "prep":
            yield from _of_preposition(seen, c)
        elif c.dep == "advmod":
            yield "none-adverb", c.lower if c.lower in ("here", "there", "where") else "-"
    yield "none-length", str(min(4, len(sentence.tokens) // 12))


def _of_argument(seen: Seen, noun: Token) -> Iterator[Sign]:
    named = noun.lemma if noun.pos in ("NOUN", "VERB") else noun.pos
    yield "none-argument", f"{noun.dep} {'pronoun' if noun.pos == 'PRON' else seen.sort(noun.i)}"
    yield "none-argument-word", f"{noun.dep} {named}"
    small = child(seen.sentence, noun.i, "det", "poss", "nummod")
    told = "-" if small is None else small.lower if small.pos in ("DET", "PRON") else small.dep
    yield "none-article", f"{noun.dep} {told} {noun.tag}"


def _of_preposition(seen: Seen, prep: Token) -> Iterator[Sign]:
    for noun in children(seen.sentence, prep.i, "pobj"):
        sort = seen.sort(noun.i)
        yield "none-prep", f"{prep.lower} {sort}"
        if sort in ("event", "location", "building", "noun"):
            article = child(seen.sentence, noun.i, "det")
            yield "none-prep-article", f"{prep.lower} {article.lower if article else '-'} {sort}"
