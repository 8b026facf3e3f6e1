"""What the tables of core/fates.yaml make of those that a number counts, by a word that tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from dateline.find.quantities.catalogue import item_ending
from dateline.lore import Lore
from dateline.model import Counts, Sentence

__all__ = ["PERSONS", "THINGS", "Counted", "Outcomes"]

# What only people can become, and what only things can.
PERSONS = frozenset(
    {"killed", "wounded", "casualties", "missing", "captured", "displaced", "evacuated", "recruits"}
)
THINGS = frozenset({"launched", "intercepted", "destroyed"})
_BEINGS = PERSONS | {"people", "troops"}
_ARMS = frozenset({"materiel", "vehicles"})
# What may happen to anybody, whatever they are called: "killed nine bakers".
_ANYBODY = frozenset({"killed", "wounded", "casualties", "missing", "displaced", "evacuated"})
_BUILT = frozenset({"materiel", "vehicles", "other", "settlements"})
# What is lost is dead, or gone in another way: nothing tells.
_LOSING = frozenset({"lose", "loss", "cost"})
_MEN = ("men", "man", "personnel")
# Who is meant by exchanges, and who is not by releases.
_BARTERED = frozenset({"captured", "troops"})
_FLED = frozenset({"displaced", "evacuated", "wounded", "killed", "missing"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A number [lo, hi), the token of what it counts, the end of the phrase, and what that is in itself.

    `bare`: the number alone; `listed`: the catalogue has it; `crewed`: it is flown or sailed by people.
    """

    lo: int
    hi: int
    head: int
    end: int
    counts: Counts
    bare: bool
    listed: bool
    crewed: bool = False

    def may_be(self, made: Counts) -> bool:
        """Whether what is counted can become this: tanks are not killed, and people not launched."""
        if self.bare:
            return made != "people"
        if made == "people":
            # Whoever frees prisoners makes no prisoners of them.
            return self.counts == "captured"
        if made == "displaced" and self.counts == "troops":
            # Soldiers driven from a village have lost it.
            return False
        if made in PERSONS:
            return self.counts in _BEINGS or (made in _ANYBODY and self.counts == "other" and not self.listed)
        if made == "launched":
            return self.counts == "materiel"
        return self.counts in (_ARMS if made == "intercepted" else _BUILT)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Those counted, their sentence and the tables that are asked."""

    sentence: Sentence
    counted: Counted
    lore: Lore

    def _words(self, key: str) -> frozenset[str]:
        return self.lore.lexicon.words[key]

    def _told(self, table: str, word: str) -> Counts | None:
        made = cast("Counts | None", self.lore.lexicon.tables[table].get(word))
        return made if made is not None and self.counted.may_be(made) else None

    def _state(self, word: str) -> Counts | None:
        return self._told("states", word)

    def _deed(self, word: str) -> Counts | None:
        told = [self._told("outcomes", word), self._told("outcomes-of-things", word)]
        if word in _LOSING and not self._mortal():
            return None
        if word in _LOSING and told[0] is not None:
            told[0] = "killed" if self._civil() else "casualties"
        if word in self._words("freeing") and self.counted.counts in _FLED:
            return None
        if (
            word in self._words("bartering")
            and not self.counted.bare
            and self.counted.counts not in _BARTERED
        ):
            return None
        if word == "cost" and self.counted.counts not in _BEINGS:
            return None
        if self.counted.counts == "other" and not self.counted.bare:
            # "lost nine machines": a noun that nothing lists is a thing's, where things may be meant.
            told.reverse()
        elif self.counted.bare and (word in self._words("deeds-to-things") or self._of_things(word)):
            told.reverse()
        made = told[0] or told[1]
        # What flies with a crew is not intercepted, as a drone is, but lost.
        return "destroyed" if made == "intercepted" and self.counted.crewed else made

    def _of_things(self, word: str) -> bool:
        """Whether a bare number is of weapons told before it: "of 56 drones 22 were downed and 27 lost"."""
        before = self.sentence.tokens[: self.counted.lo]
        items = [item for t in before if (item := item_ending(self.sentence.tokens, t.i, self.lore))]
        beings = any(item.counts in _BEINGS for item in items)
        return word in _LOSING and not beings and any(item.counts in _ARMS for item in items)

    def _mortal(self) -> bool:
        """Whether who or what is lost is dead or destroyed: men and machines; not seats, not a parent."""
        counted = self.counted
        if counted.bare or counted.counts in ("troops", "captured", "recruits", *_ARMS):
            return True
        noun = self.sentence.tokens[counted.head]
        if noun.lower.endswith(_MEN) and self.sentence.tokens[counted.lo].dep != "det":
            return True
        if counted.counts == "people":
            single = self.sentence.tokens[counted.lo].dep == "det"
            return not single and noun.lemma in self._words("counted-people") | {"civilian", "member"}
        return not counted.listed

    def _civil(self) -> bool:
        """Whether those lost are no soldiers: a village that loses 12 people mourns its dead."""
        noun = self.sentence.tokens[self.counted.head]
        return self.counted.counts == "people" and not noun.lower.endswith(_MEN)
