"""What labels and tallies say of the numbers behind them: "Killed: 12", "put the toll at 19"."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.find.quantities.catalogue import item_ending
from dateline.find.quantities.outcomes import PERSONS, Outcomes
from dateline.model import Counts, Token
from dateline.model.tree import children, first_conjunct, subtree

__all__ = ["Tallies"]

_REACHED = frozenset({"at", "to", "from", "of", "by", "in", "up", "past", "beyond", "above", "over"})
_TITLING = frozenset({":", "–", "—", "="})
# How many words a label has.
_TITLE = 4
# A state, "and", another state; how many words stand before the noun of what became of those counted.
_PAIR, _BETWEEN = 3, 4
_DESCRIBING = frozenset({"JJ", "NNP", "NNPS", "VBN", "VBD"})
_BOUNDING = frozenset(
    {"at", "least", "about", "around", "over", "some", "nearly", "almost", "up", "to", "more", "than", "~"}
)


@dataclass(frozen=True, slots=True)
class Tallies(Outcomes):
    """Of those counted: the label of their line, and the tally that their number is."""

    # -- the label of a line: "Killed: 12", "Prisoners taken: 61", "MIA – 2"

    def _titled(self) -> Counts | None:
        tokens, at = self.sentence.tokens, self.counted.lo - 1
        while at > 0 and tokens[at].lower in _BOUNDING:
            at -= 1
        if at < 1 or tokens[at].text not in _TITLING or not self._plain():
            return None
        behind = tokens[self.counted.end : self.counted.end + 1]
        if behind and self._state(behind[0].lower) is not None:
            # "Losses: two dead, five wounded"
            return None
        first = at
        while first > 0 and at - first <= _TITLE and tokens[first - 1].pos not in ("PUNCT", "SYM", "VERB"):
            first -= 1
        if first > 0 and tokens[first - 1].pos == "VERB":
            # "Missing: 7", "Prisoners taken: 61"; no more of a clause than that
            first -= 1
        for i in range(at - 1, first - 1, -1) if at - first <= _TITLE else ():
            made = self._headed(tokens[i]) or self._told("outcomes-beside", tokens[i].lower)
            item = item_ending(tokens, i, self.lore) if made is None else None
            if item is not None and item.counts in PERSONS:
                made = item.counts
            if made is not None:
                return made
        return None

    def _plain(self) -> bool:
        return self.counted.bare or self.counted.counts in ("people", "troops")

    def _headed(self, noun: Token) -> Counts | None:
        """What a noun makes of a list set behind it: "the dead: 12 soldiers", "losses: nine tanks"."""
        return self._state(noun.lower) or self._state(noun.lemma) or self._deed(noun.lemma)

    # -- what is set right behind a number

    def _both(self) -> Counts | None:
        """ "400 dead and wounded", of which nobody says how many are either."""
        behind = self.sentence.tokens[self.counted.end : self.counted.end + 4]
        if len(behind) < _PAIR or behind[1].lower not in ("and", "or", "/"):
            return None
        if len(behind) > _PAIR and (behind[_PAIR].tag == "CD" or behind[_PAIR].pos in ("DET", "NOUN")):
            # "nine killed and wounded 20"
            return None
        pair = {self._state(behind[0].lower), self._state(behind[2].lower)}
        return "casualties" if pair == {"killed", "wounded"} else None

    def _described(self) -> Counts | None:
        """ "300 confirmed enemy deaths", whatever the parser makes of the words between."""
        tokens, end = self.sentence.tokens, self.counted.end
        for token in tokens[end : end + _BETWEEN] if self.counted.bare else ():
            if token.tag == "NNS" and token.lemma in self._words("final-states"):
                return self._state(token.lemma)
            if token.tag not in _DESCRIBING:
                return None
        return None

    # -- tallies

    def _numbered(self) -> Counts | None:
        """ "The dead numbered 23", whatever the parser makes of its verb."""
        at = self.counted.lo - 1
        if not self.counted.bare or at < 1 or self.sentence.tokens[at].lemma != "number":
            return None
        return self._state(self.sentence.tokens[at - 1].lower)

    def _tallied(self) -> Counts | None:
        """Object or subject says what is counted: "put the toll at 19", "the number of dead rose to 31"."""
        if not self._plain():
            return self._lost()
        token = self.sentence.tokens[self.counted.head]
        if token.dep == "conj" and self.counted.lo <= token.head < token.i:
            # "between 20 and 25" hangs on its first number.
            token = self.sentence.tokens[token.head]
        governor = self.sentence.tokens[token.head]
        if token.dep == "pobj" and governor.lower in _REACHED:
            above = self.sentence.tokens[governor.head]
            if above.lemma in self._words("tallies"):
                return self._tally(above)
            return self._toll(above)
        if token.dep == "dobj" and governor.lemma in self._words("reaching"):
            return self._toll(governor)
        if token.dep in ("attr", "acomp") and governor.lemma == "be":
            return self._toll(governor)
        if token.dep in ("appos", "nummod", "npadvmod") and governor.lemma in self._words("tallies"):
            return self._tally(governor)
        return None

    def _lost(self) -> Counts | None:
        """ "Losses came to 310 men, four tanks and a bridge layer"."""
        token = self.sentence.tokens[first_conjunct(self.sentence, self.counted.head)]
        to = self.sentence.tokens[token.head]
        if token.dep != "pobj" or to.lower not in ("to", "at"):
            return None
        subjects = children(self.sentence, to.head, "nsubj", "nsubjpass", "dobj")
        return self._deed("loss") if any(noun.lemma == "loss" for noun in subjects) else None

    def _toll(self, verb: Token) -> Counts | None:
        for _ in range(2):
            for counted in children(self.sentence, verb.i, "dobj", "nsubj", "nsubjpass"):
                made = self._tally(counted)
                if made is not None:
                    return made
            above = self.sentence.tokens[verb.head]
            # "bringing the total since the war began to 310": the parser hangs "to" on the nearest verb.
            since = verb.dep == "advcl" and any(c.lower == "since" for c in children(self.sentence, verb.i))
            if not (since or verb.dep in ("prep", "prt", "advmod", "acl", "conj")) or above.i == verb.i:
                return None
            if above.lemma in self._words("tallies"):
                return self._tally(above)
            verb = above
        return None

    def _risen(self) -> Counts | None:
        """ "Number of dead rises to 33", in a headline whose verb was taken for a noun."""
        tokens, at = self.sentence.tokens, self.counted.lo - 1
        while at > 0 and tokens[at].lower in _BOUNDING:
            at -= 1
        verb = self.lore.lexicon.verb_forms.get(tokens[at].lower, "") if self.counted.bare and at > 0 else ""
        if verb not in self._words("rising") | self._words("reaching"):
            return None
        for i in range(at - 1, -1, -1):
            if tokens[i].pos in ("PUNCT", "VERB"):
                return None
            if tokens[i].lemma in self._words("tallies"):
                return self._tally(tokens[i])
        return None

    def _tally(self, noun: Token) -> Counts | None:
        """What a noun of counting counts: "the number of people killed", "the death toll"."""
        if noun.lemma in self._words("final-states"):
            return self._state(noun.lemma)
        if noun.tag in ("JJ", "VBN", "NN") and (made := self._state(noun.lower)) is not None:
            # "the wounded numbered 40"
            return made
        if noun.lemma not in self._words("tallies"):
            # "displacement may exceed 15,000"
            return self._told("outcomes", noun.lower)
        inside = range(self.counted.lo, self.counted.hi)
        for i in subtree(self.sentence, noun.i, frozenset({"appos", "conj"})):
            if i == noun.i or i in inside:
                continue
            token = self.sentence.tokens[i]
            made = self._state(token.lower) or self._state(token.lemma)
            item = item_ending(self.sentence.tokens, i, self.lore) if made is None else None
            if item is not None and item.counts in PERSONS:
                made = item.counts
            if made is not None:
                return made
        if noun.lemma in self._words("death-tolls"):
            return self._told("outcomes", "kill")
        return self._brought(noun)

    def _brought(self, noun: Token) -> Counts | None:
        """ "51 were killed, bringing the total to 310": the total of what is told before it."""
        verb = self.sentence.tokens[noun.head]
        above = self.sentence.tokens[verb.head]
        if noun.dep != "dobj" or verb.tag != "VBG" or verb.dep != "advcl" or above.i > verb.i:
            return None
        return self._told("outcomes", above.lemma)
