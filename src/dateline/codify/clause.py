"""One sentence with what was found in it: look-ups by token that triggers, roles and factuality share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.lore import Lore
from dateline.model import Actor, Found, Moment, Place, Quantity, Sentence, Token
from dateline.model.tree import child, children, conjuncts, first_conjunct, noun_phrase, subtree

__all__ = ["Clause", "Scene"]

_NESTED = frozenset({"ccomp", "advcl", "relcl", "parataxis", "conj"})
# Pronouns that stand for people, whoever they are; "it" and "this" stand for anything.
# Pronouns of those who may speak of themselves.
_OF_SPEAKERS = frozenset({"it", "they", "he", "she"})
_SOMEBODY = frozenset(
    {
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "me",
        "us",
        "him",
        "them",
        "who",
        "whom",
        "everybody",
        "everyone",
        "somebody",
        "someone",
    }
)
_SEVERAL = frozenset({"we", "us", "they", "them"})
# Between a dispatch's place and its first words.
_DASHES = frozenset({"-", "--", "–", "—"})
# Texts that have an author, beside the event nouns: "a report accusing the junta".
_TEXT = "speech"
# A headline's two subjects stand within its first words.
_FIRST_WORDS = 6
# What follows these is done by the subject, whatever the object.
_MEANWHILE = frozenset({"after", "before", "while", "since", "upon", "when", "by", "including", "without"})
_ASKED = frozenset({"on", "upon", "to", "with", "for"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence and everything found in it, by token."""

    sentence: Sentence
    lore: Lore
    actors: dict[int, Actor]
    places: dict[int, Found[Place]]
    moments: tuple[Found[Moment], ...]
    quantities: tuple[Found[Quantity], ...]
    surnames: frozenset[str] = frozenset()
    """Of all people of the document."""

    def classes(self, i: int) -> frozenset[str]:
        """What kinds of thing token `i` may be: place, armed, state, person, weapon …"""
        token = self.sentence.tokens[i]
        found = set(self.lore.lexicon.noun_classes.get(token.lemma, frozenset())) | self._capital(i)
        more = token.lower == "more" and child(self.sentence, i, "nummod") is not None
        if any(c.tag == "$" for c in children(self.sentence, i)):
            # "$3 million was received": not three million people.
            return frozenset({"money"})
        if token.tag == "CD" or more:
            # "killed four and wounded 31": a bare number stands for people or things.
            found |= {"people", "person", "material"}
        if (
            token.pos == "PROPN"
            and i not in self.actors
            and token.ent != "PERSON"
            and not self.timed(i)
            and not found
        ):
            # A name that nothing lists may well be a village's.
            found.add("place")
        if i in self.places:
            found.add("place")
            if self.places[i].thing.kind == "country":
                found |= {"state", "armed"}
        actor = self.actors.get(i)
        if actor is not None:
            found |= _of_actor(actor)
        if token.ent in ("ORG", "NORP"):
            found |= {"state", "armed"}
        if token.pos in ("ADJ", "VERB") and child(self.sentence, i, "det") is not None:
            # "the wounded", "the displaced"
            found |= {"person", "people"}
        if token.pos == "PRON" and i not in self.actors and token.lower in _SOMEBODY:
            found |= {"person", "people"} | ({"armed"} if token.lower in _SEVERAL else set())
        return frozenset(found)

    def _capital(self, i: int) -> set[str]:
        """What a common noun is that the tagger takes for a name at the head of a sentence: "Missiles"."""
        token = self.sentence.tokens[i]
        if token.pos != "PROPN" or i > 0:
            return set()
        known = self.lore.lexicon.noun_classes
        return set(known.get(token.lower) or known.get(token.lower.removesuffix("s")) or ())

    def unlisted(self, i: int) -> bool:
        """Whether a token is a name or abbreviation that nothing lists: a group's, a body's, a village's."""
        token = self.sentence.tokens[i]
        name = token.pos == "PROPN" or (token.pos == "NOUN" and token.text.isupper() and len(token.text) > 1)
        if not name or i in self.actors or i in self.places or self.timed(i) or self._capital(i):
            return False
        return not any(c.lower in ("a", "an") for c in children(self.sentence, i, "det"))

    def untold(self, i: int) -> bool:
        """Whether a token is a name of one word that the tagger takes for somebody's, and nobody's here.

        People are told of by title or by two names first; what a force takes may well be a village.
        """
        tokens = self.sentence.tokens
        alone = all(t.ent != "PERSON" for t in tokens[max(0, i - 1) : i + 2] if t.i != i)
        mine = tokens[i].pos == "PROPN" and tokens[i].ent == "PERSON" and i not in self.actors
        mine = mine and tokens[i].text not in self.surnames
        return mine and alone and child(self.sentence, i, "compound", "appos", "nmod") is None

    def timed(self, i: int) -> bool:
        """Whether token `i` is part of a moment: "on Sunday" names no village."""
        return any(found.lo <= i < found.hi for found in self.moments)

    def semantic(self, i: int) -> int:
        """The token that carries the meaning: "villages" in "dozens of villages"."""
        token = self.sentence.tokens[i]
        lexicon = self.lore.lexicon
        if token.lemma in lexicon.words["carriers"] or token.pos == "NUM" or token.lower in lexicon.units:
            for prep in children(self.sentence, i, "prep"):
                if prep.lower in ("of", "over"):
                    noun = child(self.sentence, prep.i, "pobj")
                    if noun is not None:
                        return noun.i
        if "place" in lexicon.noun_classes.get(token.lemma, ()) and i not in self.places:
            # "the city of Nikopol" is Nikopol.
            for prep in children(self.sentence, i, "prep"):
                noun = child(self.sentence, prep.i, "pobj")
                if prep.lower == "of" and noun is not None and noun.i in self.places:
                    return noun.i
        return i

    def fits(self, i: int, classes: Sequence[str]) -> bool:
        """Whether token `i` (or what it carries) is of one of `classes`; an empty tuple allows anything."""
        if not classes:
            return True
        return bool(self.classes(i).union(self.classes(self.semantic(i))).intersection(classes))


def _of_actor(actor: Actor) -> set[str]:
    kinds: dict[str, set[str]] = {
        "person": {"person", "people"},
        "government": {"state"},
        "country": {"state", "armed"},
        "military": {"armed", "people"},
        "group": {"armed", "people", "state"},
        "organisation": {"state"},
        "party": {"state"},
        "outlet": {"state"},
        "population": {"people", "person"},
    }
    found = set(kinds.get(actor.kind, set()))
    if actor.kind == "population" and actor.name is not None:
        # "the Russians took the hill": a people's name stands for its forces.
        found.add("armed")
    if actor.code and actor.code[-3:] in ("MIL", "REB", "UAF", "ISM", "PRM", "COP"):
        found.add("armed")
    if actor.kind == "person" and actor.code and actor.code[-3:] == "GOV":
        found.add("state")
    return found


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens an event rests on: the trigger's clause without clauses of their own."""

    scene: Scene
    head: int

    def tokens(self) -> list[int]:
        """The clause's tokens, sorted; nested clauses are left out."""
        return subtree(self.scene.sentence, self.head, _NESTED)

    def arguments(self, role: str, *, passive: bool) -> list[int]:
        """Tokens that fill a syntactic role: subject, object, indirect, `prep:against,on`, none."""
        if role == "subject":
            found = self._with_conjuncts(self.subject(passive=passive))
            return [*self._before_comma(found), *found]
        if role == "object":
            return self._with_conjuncts(self.object(passive=passive))
        if role == "indirect":
            return self._with_conjuncts(
                next((t.i for t in children(self.scene.sentence, self.head, "dative")), None)
            )
        if role.startswith("prep:"):
            return self._after(frozenset(role[5:].split(",")))
        return []

    def subject(self, *, passive: bool) -> int | None:
        """Who acts: the subject, the agent of a passive, or the subject of the clause above."""
        sentence, i = self.scene.sentence, self.head
        if passive:
            agent = child(sentence, i, "agent") or _by(sentence, i)
            noun = child(sentence, agent.i, "pobj") if agent else None
            return noun.i if noun else None
        for _ in range(6):
            found = _subject(sentence, i, "nsubj", "csubj")
            if found is None and i != self.head:
                found = _subject(sentence, i, "nsubjpass")
            if found is not None:
                return self._antecedent(found, i)
            token = sentence.tokens[i]
            if token.dep == "acl" and token.tag == "VBG":
                return self._author(token.head)
            if token.dep == "relcl":
                return _announced(sentence, i)
            owner = child(sentence, token.head, "poss") if token.dep == "acl" else None
            if owner is not None:
                # "Iran's decision to release them"
                return owner.i
            up = _above(sentence, i)
            if up is None:
                return None
            given = self._controlled(up, i)
            if given is not None:
                return given
            i = up
        return None

    def _author(self, i: int) -> int | None:
        """Who acts in "a report accusing the junta": whoever wrote, passed or filed it."""
        sentence, lexicon = self.scene.sentence, self.scene.lore.lexicon
        noun = sentence.tokens[i]
        texts = _TEXT in lexicon.noun_classes.get(noun.lemma, ()) or noun.lemma in lexicon.words["recordings"]
        if not texts and noun.lemma not in lexicon.noun_frames:
            return i
        owner = child(sentence, i, "poss")
        by = owner or next(
            (
                n
                for p in children(sentence, i, "prep", "agent")
                if p.lower in ("by", "from")
                for n in children(sentence, p.i, "pobj")
            ),
            None,
        )
        if by is not None:
            return by.i
        verb = sentence.tokens[noun.head]
        if noun.dep == "dobj" and verb.pos == "VERB" and verb.i != self.head:
            return Clause(self.scene, verb.i).subject(passive=False)
        return i

    def _controlled(self, up: int, i: int) -> int | None:
        """Who acts is the object above: "ordered troops to leave", "accused Ruritania of arming them"."""
        token = self.scene.sentence.tokens[i]
        if token.dep not in ("xcomp", "pcomp", "ccomp") or self.scene.sentence.tokens[up].lemma in (
            "use",
            "promise",
            "vow",
        ):
            return None
        sentence = self.scene.sentence
        if token.dep == "pcomp" and sentence.tokens[token.head].lower in _MEANWHILE:
            # "Shelled the rebels after taking the hill": who shelled took it.
            return None
        found = child(sentence, up, "dobj", "dative")
        asked = self.scene.lore.lexicon.verb_frames.get(sentence.tokens[up].lemma, ())
        if found is None and any(trigger.frame.root == "REQUEST" for trigger in asked):
            # "called on the garrison to surrender"
            found = next(
                (
                    n
                    for p in children(sentence, up, "prep")
                    for n in children(sentence, p.i, "pobj")
                    if p.lower in _ASKED
                ),
                None,
            )
        return found.i if found is not None and up < found.i < i else None

    def object(self, *, passive: bool) -> int | None:
        """Who or what is acted on: the object, the subject of a passive, the noun a participle modifies."""
        sentence, i = self.scene.sentence, self.head
        if passive:
            for _ in range(4):
                found = _subject(sentence, i, "nsubjpass", "nsubj")
                if found is not None:
                    return self._antecedent(found, i)
                token = sentence.tokens[i]
                if token.dep in ("acl", "amod"):
                    return token.head
                up = token.head if token.dep == "acomp" else _above(sentence, i)
                if up is None:
                    return None
                i = up
            return None
        found = child(sentence, i, "dobj")
        if found is None and sentence.tokens[i].lemma == "let":
            # "let the crew go", "let two convoys through"
            below = child(sentence, i, "ccomp", "xcomp")
            found = child(sentence, below.i, "nsubj") if below is not None else None
        if found is None:
            # "displaced 5.4 million": a bare number after the verb is its object, whatever it was parsed as.
            found = next((c for c in children(sentence, i, "npadvmod") if c.tag == "CD" and c.i > i), None)
        if found is None:
            found = self._of_small_clause()
        if found is None:
            # "captured and held the town": the object hangs on the last verb.
            later = [
                c
                for c in children(sentence, i, "conj")
                if c.pos == "VERB" and c.tag == sentence.tokens[i].tag
            ]
            found = child(sentence, later[-1].i, "dobj") if later and later[-1].i - i < 4 else None
        return self._antecedent(found, i) if found is not None else None

    def _of_small_clause(self) -> Token | None:
        """ "Found the captain guilty", "sentenced the bank to pay": the object is what the parser has as
        the subject of what follows.
        """
        sentence, i = self.scene.sentence, self.head
        below = child(sentence, i, "ccomp", "xcomp")
        if below is None or below.i < i:
            return None
        found = child(sentence, below.i, "nsubj")
        if found is None or not i < found.i < below.i or any(children(sentence, below.i, "mark")):
            return None
        bare = below.pos == "ADJ" and not any(children(sentence, below.i, "cop", "aux"))
        infinitive = below.tag == "VB" and any(c.lower == "to" for c in children(sentence, below.i, "aux"))
        return found if bare or infinitive else None

    def _antecedent(self, found: Token, verb: int) -> int:
        """The noun before a relative clause, for its "that", "which" or "who"; who speaks of himself."""
        sentence = self.scene.sentence
        if found.tag in ("WDT", "WP") and sentence.tokens[verb].dep == "relcl":
            return sentence.tokens[verb].head
        return _speaker(self.scene, found, verb)

    def _with_conjuncts(self, i: int | None) -> list[int]:
        if i is None:
            return []
        found = conjuncts(self.scene.sentence, i)
        return [*(c for at in found for c in self._beside(at)), *found]

    def _before_comma(self, found: list[int]) -> list[int]:
        """The first of two subjects in a headline: "Chad, Niger sign deal"."""
        sentence, scene = self.scene.sentence, self.scene
        if len(found) != 1 or found[0] > _FIRST_WORDS or found[0] > self.head:
            return []
        lo, _ = noun_phrase(sentence, found[0])
        first = lo - 2
        if first < 0 or sentence.tokens[lo - 1].text != "," or sentence.tokens[lo].dep == "det":
            return []
        named = first in scene.actors or first in scene.places
        return [first] if named and noun_phrase(sentence, first)[0] == 0 and not scene.timed(first) else []

    def _beside(self, i: int) -> list[int]:
        """The first of two parties before one noun: "UK" in "UK and EU negotiators"."""
        known = self.scene.actors.get(i)
        beside = children(self.scene.sentence, i, "nmod", "amod", "compound", "poss")
        return [
            c.i
            for c in beside
            if c.i in self.scene.actors
            and child(self.scene.sentence, c.i, "cc") is not None
            and (known is None or known.start is None or c.start < known.start)
        ]

    def _after(self, prepositions: frozenset[str]) -> list[int]:
        found: list[int] = []
        if "to" in prepositions:
            # "gave Kyiv shells" is "gave shells to Kyiv".
            receivers = [
                c
                for c in children(self.scene.sentence, self.head, "dative")
                if c.pos in ("NOUN", "PROPN", "PRON")
            ]
            found.extend(i for c in receivers for i in conjuncts(self.scene.sentence, c.i))
        for prep in _prepositions(self.scene.sentence, self.head):
            if prep.lower in prepositions:
                for noun in children(self.scene.sentence, prep.i, "pobj", "pcomp"):
                    found.extend(conjuncts(self.scene.sentence, noun.i))
        # "on Sunday" is nobody.
        tokens = self.scene.sentence.tokens
        return [i for i in found if not self.scene.timed(i) and tokens[i].pos not in ("VERB", "AUX")]


def _speaker(scene: Scene, found: Token, verb: int) -> int:
    """Who says it, where a pronoun that stands for nobody known is the subject of what is said.

    "The ministry says it will send tents": the ministry sends them.
    """
    sentence = scene.sentence
    token = sentence.tokens[verb]
    above = sentence.tokens[token.head]
    if found.i in scene.actors or found.lower not in _OF_SPEAKERS or token.dep != "ccomp":
        return found.i
    said = child(sentence, above.i, "nsubj")
    told = above.lemma in scene.lore.lexicon.verb_cues and said is not None
    if not told or said is None or said.pos not in ("NOUN", "PROPN"):
        return found.i
    if found.lower == "they":
        agrees = said.tag in ("NNS", "NNPS")
    else:
        # "The mayor said it was shelled": not the mayor.
        somebody = scene.fits(said.i, ("person",)) or said.ent == "PERSON"
        agrees = said.tag in ("NN", "NNP") and somebody == (found.lower != "it")
    return said.i if agrees else found.i


def _subject(sentence: Sentence, i: int, *deps: str) -> Token | None:
    """A verb's subject; of several, and behind a dispatch's place ("LIMA, Peru - The envoy"), the nearest."""
    found = [c for c in children(sentence, i, *deps) if c.i < i] or list(children(sentence, i, *deps))
    if not found:
        return None
    nearest = found[-1]
    dash = next((t.i for t in sentence.tokens[nearest.i : i] if t.text in _DASHES), None)
    if dash is None or nearest.i > 2:
        return nearest
    named = [t for t in sentence.tokens[dash:i] if t.dep in ("appos", "conj") and t.i > dash]
    return named[0] if named else nearest


def _announced(sentence: Sentence, i: int) -> int | None:
    """Who acts in a headline's infinitive: "Envoy to visit Chad", "Chad, rebels to meet"."""
    noun = first_conjunct(sentence, sentence.tokens[i].head)
    coming = any(c.lower == "to" for c in children(sentence, i, "aux"))
    return noun if coming and sentence.tokens[noun].dep == "ROOT" else None


def _by(sentence: Sentence, i: int) -> Token | None:
    """The agent in "were supplied with rifles by Chad": the parser hangs it on the noun before it."""
    for prep in children(sentence, i, "prep"):
        for noun in children(sentence, prep.i, "pobj"):
            for below in children(sentence, noun.i, "prep", "agent"):
                if below.lower == "by":
                    return below
    return None


def _prepositions(sentence: Sentence, i: int) -> Iterator[Token]:
    """Prepositions of a word and of its object and particle: "fired rockets at", "pulled back from"."""
    for c in children(sentence, i):
        if c.dep in ("prep", "dative", "agent") and c.pos != "NOUN":
            yield c
            yield from children(sentence, c.i, "prep")
        elif c.dep in ("dobj", "prt", "advmod", "npadvmod", "nsubjpass"):
            yield from children(sentence, c.i, "prep")


def _above(sentence: Sentence, i: int) -> int | None:
    """The verb whose subject a clause without one shares."""
    token = sentence.tokens[i]
    if token.dep == "pcomp":
        above = sentence.tokens[sentence.tokens[token.head].head]
        if above.dep in ("advmod", "prt", "acomp"):
            # "stopped short of accusing"
            above = sentence.tokens[above.head]
    elif token.dep in ("conj", "xcomp", "advcl", "dep", "acl", "ccomp") or token.pos == "ADJ":
        # "is willing to withdraw": who is willing would withdraw.
        above = sentence.tokens[token.head]
    else:
        return None
    if above.i == i or above.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    said = child(sentence, above.i, "ccomp")
    if token.dep == "advcl" and said is not None and said.i < above.i < i:
        # "X fell, the army said, leaving …": it is not the army that leaves.
        return said.i
    if token.dep == "advcl" and above.dep == "parataxis" and above.head < above.i < i:
        return above.head
    if above.pos == "NOUN":
        # "a plan to seize the port": whoever has the plan.
        owner = child(sentence, above.i, "poss")
        return above.head if owner is None and above.dep in ("dobj", "attr") else None
    return above.i
