"""What became of those that a number counts: killed, captured, shot down.

It is told by the verb that they are object or subject of, by the noun that they hang on ("the deaths of 12"),
or by a word beside them ("12 dead"). Each asks a table of core/fates.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from dateline.find.quantities.catalogue import item_ending
from dateline.find.quantities.numbers import PARTS
from dateline.find.quantities.outcomes import Counted
from dateline.find.quantities.tallies import Tallies
from dateline.lore import Lore
from dateline.model import Counts, Sentence, Token
from dateline.model.tree import child, children, objects_of

__all__ = ["fate"]

# What nouns of deeds count: "20 arrests".
_DONE = frozenset({"killed", "wounded", "captured", "missing"})
# How far a word may stand from the verb that decides: through "of", coordination, a clause without a subject.
_STEPS = 5
# The last words of categories of what flies and does not come back.
_FLYING = frozenset({"ammunition", "missile", "rocket", "drone", "bomb", "munition"})
_AUX = frozenset({"be", "have", "get"})
_AUXILIARIES = 3
_MORE = frozenset({"more", "others", "other"})
_WITH = frozenset({"with"})
_OF = frozenset({"of"})
_THEM = (["them"], ["these"], ["those"])
# How many words on the next of a list may stand.
_LISTED = 8
_CLIMBS = frozenset({"conj", "appos", "nmod", "compound", "dep", "nummod", "quantmod"})
# Where, when and for what the hurt are treated, and how anybody is treated, well or badly.
_WHERE = frozenset({"for", "in", "at", "on", "by", "since", "after", "inside", "near"})
_HOW = frozenset(
    {"well", "badly", "fairly", "humanely", "harshly", "kindly", "unfairly", "equally", "poorly"}
)
# Whither people are moved; where a bound opens a clause; what one falls into alive; whence people come.
_AWAY = frozenset({"to", "out", "from", "inland", "away", "across"})
_OPEN_BOUNDS = frozenset({"between", "over", "under", "around", "about", "above", "below", "near", "to"})
_FALL_TO = frozenset(
    {"into", "to", "from", "off", "behind", "under", "for", "short", "through", "upon", "over"}
)
_COME = frozenset({"from", "into", "across", "over", "out"})
_BE = frozenset({"be", "remain", "go", "lie", "stay", "become"})


def fate(sentence: Sentence, counted: Counted, lore: Lore) -> Counts | None:
    """What became of those counted, or None where nothing tells it."""
    return _Reader(sentence, counted, lore).read()


@dataclass(frozen=True, slots=True)
class _Reader(Tallies):
    """The words that govern those counted, and those beside them."""

    def read(self) -> Counts | None:
        noun = self.sentence.tokens[self.counted.head]
        if not self.counted.bare and noun.lemma in self._words("final-states"):
            return self._state(noun.lemma)
        deed = cast("Counts | None", self.lore.lexicon.tables["outcomes"].get(noun.lemma))
        if not self.counted.bare and noun.pos == "NOUN" and deed in _DONE and not self.counted.listed:
            # "20 arrests"
            return deed
        if self._apposed():
            # "23 were killed, 14 of them children": what became of them is told of the whole.
            return None
        return (
            self._both()
            or self._described()
            or self._titled()
            or self._before()
            or self._ahead()
            # "left 50 dead and 200 wounded"
            or (self._beside() if self.counted.bare else None)
            or self._governed()
            or self._beside()
            or self._below(self.counted.head)
            or self._ranked()
            or self._tallied()
            or self._numbered()
            or self._risen()
        )

    def _apposed(self) -> bool:
        """Whether it is set behind its whole without a verb of its own: ", 14 of them women"."""
        tokens, end = self.sentence.tokens, self.counted.end
        behind = [token.lower for token in tokens[end : end + 2]]
        noun = tokens[end + 2 : end + 3]
        cut = tokens[self.counted.lo - 1].pos == "PUNCT" if self.counted.lo else False
        return cut and behind[:1] == ["of"] and behind[1:] in _THEM and bool(noun) and noun[0].pos == "NOUN"

    # -- the verb right before a number: whatever the parser made of it, "wounds 12" wounds twelve

    def _before(self) -> Counts | None:
        tokens, at = self.sentence.tokens, self.counted.lo - 1
        head = tokens[self.counted.head]
        if at < 0 or head.dep in ("nsubj", "nsubjpass") or tokens[at].tag == "VBN":
            return None
        verb = tokens[at]
        if verb.pos in ("VERB", "AUX") or not (verb.lower.endswith(("s", "ed", "ing"))):
            return None
        lemma = self.lore.lexicon.verb_forms.get(verb.lower, "")
        nominal = at > 0 and tokens[at - 1].pos in ("DET", "ADJ", "NUM", "ADP")
        return self._deed(lemma) if lemma and not nominal else None

    # -- the passive right behind the counted: "28 were shot down", whatever else the parser hangs them on

    def _ahead(self) -> Counts | None:
        tokens, at = self.sentence.tokens, self.counted.end
        if tokens[self.counted.head].dep == "pobj" and not self.counted.bare and not self._bounded():
            return None
        at += at < len(tokens) and tokens[at].lower in _MORE
        start = at
        while at < len(tokens) and at < start + _AUXILIARIES and tokens[at].lemma in _AUX | {"not"}:
            at += 1
        if at == start or at >= len(tokens) or tokens[at - 1].lemma not in ("be", "get"):
            return None
        adjective = tokens[at].pos not in ("VERB", "AUX") or tokens[at].tag == "VBG"
        beside = self._told("outcomes-beside", tokens[at].lower) if adjective else None
        if beside is not None:
            # "230 were dead"
            return beside
        at += at + 1 < len(tokens) and tokens[at].pos == "ADV"
        verb = tokens[at]
        return self._passive(verb) if verb.tag in ("VBN", "VBD") else None

    def _bounded(self) -> bool:
        """Whether the preposition is a bound that opens the clause: "Between 40 and 50 men were killed"."""
        tokens = self.sentence.tokens
        prep = tokens[tokens[self.counted.head].head]
        opens = (
            prep.i == 0
            or tokens[prep.i - 1].pos in ("PUNCT", "CCONJ", "SCONJ")
            or tokens[prep.i - 1].lower == "up"
        )
        return opens and prep.lower in _OPEN_BOUNDS and prep.i == self.counted.lo - 1

    # -- what governs the counted

    def _governed(self) -> Counts | None:
        i = self.counted.head
        for _ in range(_STEPS):
            token = self.sentence.tokens[i]
            governor = self.sentence.tokens[token.head]
            if governor.i == i:
                return None
            if token.dep == "pobj" and governor.dep == "prt":
                return self._of_object(self.sentence.tokens[governor.head])
            if token.dep == "pobj":
                made = self._hung(governor, self.sentence.tokens[governor.head])
                up = self._through(governor)
                if made is not None or up is None:
                    return made
                i = up
                continue
            own = token.dep in ("conj", "appos") and i == self.counted.head and not self.counted.bare
            made = self._as(token, governor) or (self._state(token.lower) if own else None)
            if made is not None or token.dep not in _CLIMBS:
                return made
            i = governor.i
            if token.dep == "appos" and (made := self._headed(governor)) is not None:
                return made
        return None

    def _as(self, token: Token, governor: Token) -> Counts | None:
        """What the governor makes of a token that is its subject or object."""
        bare = token.dep == "npadvmod" and token.tag == "CD" and token.i > governor.i
        if token.dep in ("dobj", "oprd") or bare:
            return self._lives(governor, token) or self._of_object(governor)
        if token.dep == "nsubjpass":
            return self._passive(governor)
        if token.dep == "nsubj" and governor.dep in ("aux", "auxpass"):
            # "40 are missing", the verb taken for its own helper
            governor = self.sentence.tokens[governor.head]
        if token.dep == "nsubj" and self._outdone(token, governor):
            # "13 killed, five detained", both taken for the subject of the last
            return None
        if token.dep == "nsubj":
            return self._of_subject(governor, token)
        if token.dep == "dative":
            return self._by_object(governor)
        if token.dep == "poss":
            return self._deed(governor.lemma) or self._state(governor.lemma)
        return None

    def _outdone(self, token: Token, verb: Token) -> bool:
        """Whether another subject stands nearer to the verb."""
        behind = self.sentence.tokens[token.i + 1 : token.i + 2]
        if verb.pos == "ADJ" and behind and (behind[0].text == "," or behind[0].pos == "CCONJ"):
            # "Six rebels, 40 civilians dead": a list
            return False
        others = children(self.sentence, verb.i, "nsubj")
        return any(token.i < c.i < verb.i and c.tag not in ("WP", "WDT") for c in others)

    def _lives(self, verb: Token, noun: Token) -> Counts | None:
        lives = noun.lemma == "life" and verb.lemma in self._words("taking-lives")
        return "killed" if lives else None

    def _hung(self, prep: Token, above: Token) -> Counts | None:
        """What a preposition's object has become: "the deaths of 12", "attacked with 30 drones"."""
        if prep.lower == "of":
            if above.lemma == "life" and self.sentence.tokens[above.head].lemma in self._words(
                "taking-lives"
            ):
                return "killed"
            if above.pos in ("VERB", "AUX"):
                # "Of the 600, 40 were killed"
                return None
            return self._deed(above.lemma) or self._state(above.lemma) or self._state(above.lower)
        if prep.lower == "with" and above.lemma in self._words("struck-with"):
            return "launched" if self.counted.counts == "materiel" else None
        if prep.lower == "to" and above.lemma == "injury":
            return self._state("injury")
        return None

    def _through(self, prep: Token) -> int | None:
        """The token that stands for the object of "of": "dozens of people", "a group of nine men"."""
        above = self.sentence.tokens[prep.head]
        if prep.lower != "of":
            return None
        within = self.counted.lo <= above.i < self.counted.hi
        # "Half of the 40": the 40 are not those it is told of.
        carries = above.tag != "CD" and above.lemma in self._carriers() and above.lemma not in PARTS
        return above.i if within or carries else None

    def _carriers(self) -> frozenset[str]:
        return (
            self._words("carriers")
            | self._words("collectives")
            | self._words("tallies")
            | self._words("bodies-of-men")
        )

    # -- verbs

    def _keys(self, verb: Token) -> Iterator[str]:
        """The verb with its particle, then alone."""
        for particle in children(self.sentence, verb.i, "prt", "advmod", "acomp", "oprd", "xcomp"):
            yield f"{verb.lemma} {particle.lower}"
        yield verb.lemma

    def _of_object(self, verb: Token) -> Counts | None:
        """What a verb makes of its object, or of the subject of its passive."""
        made = self._complement(verb) or self._either(verb)
        if made is not None:
            return made
        for key in self._keys(verb):
            made = self._deed(key)
            if made == "wounded" and self._mild(verb):
                continue
            if made == "wounded" and self._deadly(verb):
                return "killed"
            if made is not None:
                return self._shot(verb) or made if made == "casualties" else made
        made = self._held(verb) or self._moved(verb)
        if made is not None:
            return made
        made = self._preposition(verb)
        if made is not None:
            return made
        # "forced 9,000 people to flee"
        below = next((c for c in children(self.sentence, verb.i, "xcomp", "ccomp") if c.i > verb.i), None)
        if below is None or (below.dep == "ccomp" and not self._does(below)):
            return None
        return self._of_subject(below, None)

    def _deadly(self, verb: Token) -> bool:
        """ "Fatally stabbed"."""
        return any(c.lower in self._words("mortally") for c in children(self.sentence, verb.i, "advmod"))

    def _mild(self, verb: Token) -> bool:
        """ "Are treated well", "treated like kings": no wounds."""
        if verb.lemma != "treat":
            return False
        preps = list(children(self.sentence, verb.i, "prep"))
        ailing = [
            noun for prep in preps if prep.lower == "for" for noun in children(self.sentence, prep.i, "pobj")
        ]
        if any(self._told("outcomes-by-preposition", f"for {noun.lemma}") != "wounded" for noun in ailing):
            # "treated for cholera"
            return True
        often = child(self.sentence, verb.i, "npadvmod") is not None
        manner = often or any(c.lower in _HOW for c in children(self.sentence, verb.i, "advmod"))
        return manner or any(prep.lower not in _WHERE for prep in preps)

    def _held(self, verb: Token) -> Counts | None:
        """ "Is holding eleven nuns", "19 fighters held in the citadel"."""
        holder = child(self.sentence, verb.i, "nsubj")
        lasting = verb.tag in ("VBG", "VBN") and verb.lemma in self._words("holding")
        lasting = lasting and (holder is None or holder.lemma not in self._words("halls"))
        return self._told("outcomes", "capture") if lasting else None

    def _moved(self, verb: Token) -> Counts | None:
        """ "Some 280 invalids were bused inland"; those alone who are neither soldiers nor captives."""
        whom = self.counted.counts == "people" or (self.counted.bare and verb.lemma != "move")
        moved = verb.lemma in self._words("moving") and whom
        whither = children(self.sentence, verb.i, "prep", "prt", "advmod")
        away = moved and any(c.lower in _AWAY for c in whither)
        return self._told("outcomes", "evacuate") if away else None

    def _does(self, verb: Token) -> bool:
        """Whether the counted are the subject of a clause."""
        return any(c.i == self.counted.head for c in children(self.sentence, verb.i, "nsubj", "nsubjpass"))

    def _shot(self, verb: Token) -> Counts | None:
        """What came of those shot: "were shot and killed"."""
        for other in children(self.sentence, verb.i, "conj"):
            made = self._deed(other.lemma)
            if made is not None and not self._has_object(other):
                return made
        return None

    def _either(self, verb: Token) -> Counts | None:
        """ "Killed or wounded": casualties."""
        for other in (*children(self.sentence, verb.i, "conj"), self.sentence.tokens[verb.head]):
            joint = any(self.sentence.tokens[i].lower == "or" for i in range(*sorted((verb.i, other.i))))
            pair = {self._deed(verb.lemma), self._deed(other.lemma)}
            if joint and abs(other.i - verb.i) <= 3 and pair == {"killed", "wounded"}:
                return "casualties"
        return None

    def _complement(self, verb: Token) -> Counts | None:
        for c in (
            *children(self.sentence, verb.i, "acomp", "oprd", "xcomp", "attr", "advmod", "dep"),
            *self._small(verb),
        ):
            made = self._told("outcomes-beside", c.lower)
            if made is not None:
                return made
        for prep in children(self.sentence, verb.i, "prep"):
            # "are listed as missing"
            for c in children(self.sentence, prep.i) if prep.lower == "as" else ():
                made = self._told("outcomes-beside", c.lower)
                if made is not None:
                    return made
        behind = self.sentence.tokens[verb.i + 1 : verb.i + 2]
        return (
            self._told("outcomes-beside", behind[0].lower)
            if behind and (behind[0].pos != "VERB" or behind[0].tag == "VBG")
            else None
        )

    def _small(self, verb: Token) -> Iterator[Token]:
        """The word behind an object that tells of it: "left nine men dead", "took nine men prisoner"."""
        if self.counted.head > verb.i:
            yield from self.sentence.tokens[self.counted.end : self.counted.end + 1]

    def _preposition(self, verb: Token) -> Counts | None:
        for prep in children(self.sentence, verb.i, "prep", "advmod", "dative"):
            below = [prep, *children(self.sentence, prep.i, "prep")]
            for at in below:
                for noun in children(self.sentence, at.i, "pobj"):
                    words = f"{prep.lower} {at.lower}" if at is not prep else prep.lower
                    for kind in (*children(self.sentence, noun.i, "amod"), None):
                        what = f"{kind.lower} {noun.lemma}" if kind is not None else noun.lemma
                        made = self._told("outcomes-by-preposition", f"{words} {what}")
                        if made is not None:
                            return made
        return None

    def _passive(self, verb: Token) -> Counts | None:
        """What became of the subject of a passive: of its verb, or of what hangs on it."""
        made = self._of_object(verb)
        if made is not None:
            return made
        for below in children(self.sentence, verb.i, "xcomp"):
            made = self._of_subject(below, None)
            if made is not None:
                return made
        return self._joined(verb, passive=True)

    def _joined(self, verb: Token, *, passive: bool) -> Counts | None:
        """ "Were ambushed and killed": a coordinated verb that shares the subject."""
        for other in children(self.sentence, verb.i, "conj"):
            if child(self.sentence, other.i, "nsubj", "nsubjpass") is not None:
                continue
            aux = child(self.sentence, other.i, "auxpass") is not None
            made = (
                self._passive(other)
                if aux or (passive and other.tag in ("VBN", "VBD") and not self._has_object(other))
                else self._of_subject(other, None)
            )
            if made is not None:
                return made
        return None

    def _has_object(self, verb: Token) -> bool:
        return child(self.sentence, verb.i, "dobj") is not None

    def _of_subject(self, verb: Token, subject: Token | None) -> Counts | None:
        """What became of a verb's subject."""
        if child(self.sentence, verb.i, "auxpass") is not None:
            return self._passive(verb)
        if verb.lemma in _BE:
            return self._being(verb)
        if verb.pos == "ADJ":
            return self._state(verb.lower)
        if verb.lower in self._words("states-of-subject"):
            # "five are missing", whether taken for a verb or not
            return self._state(verb.lower)
        if verb.lemma in self._words("raising"):
            below = child(self.sentence, verb.i, "xcomp")
            return self._of_subject(below, None) if below is not None else None
        return (
            self._by_object(verb)
            or self._befallen(verb)
            or (self._reduced(verb) if subject is not None else None)
            or self._joined(verb, passive=False)
        )

    def _befallen(self, verb: Token) -> Counts | None:
        """What a verb alone tells of its subject: "died", "fled the town", "burned to death"."""
        for key in self._keys(verb):
            if key in self._words("befalls-subject") and not self._has_person(verb):
                return self._deed(key)
        if self._has_object(verb):
            return self._landed(verb)
        told = self._preposition(verb)
        if told in ("killed", "captured") or (told == "wounded" and verb.lemma in self._words("surviving")):
            return told
        return self._fallen(verb) or self._come(verb) or self._landed(verb)

    def _landed(self, verb: Token) -> Counts | None:
        """ "Ten more rounds dropped into the old town"."""
        if verb.lemma not in self._words("landing"):
            return None
        item = item_ending(self.sentence.tokens, self.counted.head, self.lore)
        kind = (item.category or "").rpartition(" ")[2] if item is not None else ""
        return self._told("outcomes-of-things", "launch") if kind in _FLYING else None

    def _fallen(self, verb: Token) -> Counts | None:
        """ "A colonel and two of his men fell at the ford"."""
        if verb.lemma not in self._words("falling") or not self._plain():
            return None
        below = children(self.sentence, verb.i, "prep", "prt", "acomp", "oprd", "advmod", "attr")
        whither = any(c.dep in ("prt", "acomp", "oprd", "attr") or c.lower in _FALL_TO for c in below)
        return None if whither else self._deed("kill")

    def _come(self, verb: Token) -> Counts | None:
        """ "Some 7,400 people arrived from El Fasher"."""
        counted = self.counted
        if verb.lemma not in self._words("arriving") or counted.counts != "people":
            return None
        noun = self.sentence.tokens[counted.head]
        anybody = noun.lemma in self._words("counted-people") or noun.lower.endswith("families")
        anybody = anybody or (noun.pos == "PROPN" and not counted.listed)
        come = any(c.lower in _COME for c in children(self.sentence, verb.i, "prep", "prt", "advmod"))
        return self._told("outcomes", "flee") if anybody and come else None

    def _reduced(self, verb: Token) -> Counts | None:
        """A passive without its helper: "six killed as bomb hits market", "ten feared dead"."""
        if verb.tag not in ("VBN", "VBD") or self._has_object(verb):
            return None
        told = self._of_object(verb) if self._deed(verb.lemma) is not None else self._complement(verb)
        if told is not None or child(self.sentence, verb.i, "prt", "acomp") is not None:
            return told
        return self._told("outcomes", "capture") if verb.lemma in self._words("holding") else None

    def _has_person(self, verb: Token) -> bool:
        """ "The army evacuated 40 villagers": whoever evacuates others is not evacuated."""
        return verb.lemma == "evacuate" and self._has_object(verb)

    def _being(self, verb: Token) -> Counts | None:
        for c in children(self.sentence, verb.i, "acomp", "attr", "advmod", "oprd", "advcl"):
            made = self._told("outcomes-beside", c.lower)
            if made is not None:
                return made
        return self._preposition(verb)

    def _by_object(self, verb: Token) -> Counts | None:
        for noun in children(self.sentence, verb.i, "dobj"):
            made = self._told("outcomes-by-object", f"{verb.lemma} {noun.lemma}")
            if made is not None:
                return made
            if noun.lemma == "life" and verb.lemma == "cost":
                return self._deed("kill")
        return None

    # -- words beside and below

    def _beside(self) -> Counts | None:
        """A state before, in or right behind the noun: "12 wounded men", "12 dead", "30 badly hurt"."""
        tokens, counted = self.sentence.tokens, self.counted
        noun = tokens[counted.head]
        for i in range(counted.hi, counted.head):
            made = self._state(tokens[i].lower)
            if made is not None:
                return made
        if not counted.bare and (made := self._state(noun.lemma) or self._state(noun.lower)):
            return made
        at = counted.end
        at += at + 1 < len(tokens) and tokens[at].lower in _MORE and tokens[at + 1].pos != "VERB"
        if at < len(tokens) and tokens[at].lower.endswith("ly"):
            made = self._state(tokens[at].lower)
            if made is not None:
                # "one fatally"
                return made
            at += 1
        if at >= len(tokens):
            return None
        if tokens[at].lower in self._words("befalls-subject"):
            return self._deed(tokens[at].lower)
        active = tokens[at].pos == "VERB" and child(self.sentence, at, "dobj") is not None
        return None if active else self._state(tokens[at].lower)

    def _below(self, i: int) -> Counts | None:
        """A participle or a relative clause: "nine drones launched at Kyiv", "14 who died"."""
        for c in children(self.sentence, i, "acl", "relcl"):
            made = self._clause(c)
            if made is not None:
                return made
        # "a man with burns"
        for noun in objects_of(self.sentence, i, _WITH):
            made = self._told("outcomes-by-preposition", f"with {noun.lemma}")
            if made is not None:
                return made
        # "ten soldiers and 30 rebels killed in clashes"
        listed = child(self.sentence, i, "conj", "appos")
        close = listed is not None and listed.i - i <= _LISTED
        return self._below(listed.i) if listed is not None and close else None

    def _clause(self, verb: Token) -> Counts | None:
        if verb.dep == "acl":
            return self._passive(verb) if verb.tag in ("VBN", "VBD") else self._of_subject(verb, None)
        subjects = list(children(self.sentence, verb.i, "nsubj", "nsubjpass"))
        if not subjects or any(s.tag not in ("WP", "WDT") for s in subjects):
            # "50 people, 12 of whom died": it is told of others.
            return self._of_object(verb) if len(subjects) == 1 and self._whom(verb) else None
        return self._passive(verb) if subjects[0].dep == "nsubjpass" else self._of_subject(verb, None)

    def _ranked(self) -> Counts | None:
        """Those among whom the counted are: "three of those killed", "among the dead were two medics"."""
        for noun in self._ranks():
            made = self._state(noun.lower)
            if made is not None:
                return made
            for c in children(self.sentence, noun.i, "acl", "amod"):
                made = self._state(c.lower) or (self._deed(c.lemma) if c.tag == "VBN" else None)
                if made is not None:
                    return made
        return None

    def _ranks(self) -> Iterator[Token]:
        token = self.sentence.tokens[self.counted.head]
        governor = self.sentence.tokens[token.head]
        for above in (token, governor) if governor.lemma == "be" else (token,):
            for prep in children(self.sentence, above.i, "prep"):
                if prep.lower in ("among", "amongst") or (prep.lower == "of" and self.counted.bare):
                    yield from children(self.sentence, prep.i, "pobj")
        if token.dep == "dobj" and governor.lemma == "include":
            yield from children(self.sentence, governor.i, "nsubj")

    def _whom(self, verb: Token) -> bool:
        """Whether the relative clause does something to whom it is about: "whom they captured"."""
        if any(noun.tag == "WP" for noun in objects_of(self.sentence, verb.i, _OF)):
            # "1,400, of whom 300 died"
            return False
        noun = child(self.sentence, verb.i, "dobj")
        return noun is None or noun.tag in ("WP", "WDT")
