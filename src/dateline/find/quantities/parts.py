"""How the amounts of a text hang together: parts of a whole, and one amount told in two units.

"126 people, including 68 children" are two amounts, of which the second is a part of the first.
"10 miles (16 km)" is one. Both keep readers of the records from counting twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.find.quantities.outcomes import PERSONS, THINGS
from dateline.lore import Lore
from dateline.model import Counts, Found, Quantity, Sentence, Token

__all__ = ["related"]

Amount = Found[Quantity]

_PEOPLE = PERSONS | {"people", "troops"}
_OBJECTS = THINGS | {"materiel", "vehicles", "strikes", "sorties", "settlements"}
# What an amount counts as long as nothing tells what became of the counted.
_PLAIN = frozenset({"people", "troops", "other", "materiel", "vehicles"})
# What a bare number behind such an amount counts too.
_ELLIPTIC = frozenset({"vehicles", "materiel", "settlements", "troops"})
_MADE_OF_METAL = frozenset({"vehicles", "materiel", "destroyed", "intercepted"})
# Distances and shares in one sentence are seldom parts of each other.
_UNSUMMED = frozenset({"percent", "km", "m", "mi", "ft", "cm", "yd", "nmi"})
# Words between "of" and a whole: "three of the nine", "12 of its 30".
_OWNERS = frozenset(
    {
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "these",
        "those",
        "all",
        "some",
        "about",
        "of",
        "more",
        "than",
    }
)
_GLUE = frozenset({",", "and", "&", "plus", "as", "well", "or"})
_PLACED = frozenset({"in", "at", "near", "from", "outside", "on"})
_OPENING = frozenset({":", "-", "–", "—", "--", "("})
_OF = frozenset({"of", "among", "amongst"})
_STARTS = frozenset({",", ";", ":", ".", "(", "-", "–", "—", "“", '"', "and", "but", "that", "while", "out"})
# How many words may stand between two amounts of one list, and between a connecting word and its amount.
_GAP = 4
_NEAR = 3
# "Three people died in the raid: two women and a man."
_COLON = 8
# How many sentences back "three of the dead" may look for the dead.
_BACK = 3
# Two units of one amount agree this closely once rounded.
_ROUNDED = 0.2


def related(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Amount]], lore: Lore, *, repeats: bool = False
) -> tuple[Amount, ...]:
    """The amounts of all sentences, in order: parts with the whole that they are of.

    Repeats in another unit are left out, but with `repeats`.
    """
    told: list[list[Amount]] = []
    known: dict[float | None, Amount] = {}
    for sentence, amounts in zip(sentences, found, strict=True):
        once = list(amounts) if repeats else _once(sentence, amounts, lore)
        earlier = [one for row in reversed(told[-_BACK:]) for one in reversed(row)]
        told.append(_Parts(sentence, once, earlier, known, lore).told() if once else [])
        known |= {one.thing.low: one for one in told[-1] if one.thing.of is not None and one.thing.low}
    return tuple(one for row in told for one in row)


# -- one amount in two units


def _once(sentence: Sentence, amounts: Sequence[Amount], lore: Lore) -> list[Amount]:
    """The amounts without those that tell the one before again in another unit: "10 miles (16 km)"."""
    kept: list[Amount] = []
    for amount in amounts:
        if not kept or not _again(sentence.tokens, kept[-1], amount, lore):
            kept.append(amount)
    return kept


def _again(tokens: Sequence[Token], first: Amount, second: Amount, lore: Lore) -> bool:
    a, b = first.thing, second.thing
    if a.unit is None and b.unit is None and (a.low, a.high) == (b.low, b.high):
        # "ten (10) persons"
        return tokens[second.lo - 1].text == "(" and first.hi + 1 >= second.lo
    if a.unit is None or b.unit is None or a.unit == b.unit or second.lo <= first.hi:
        return False
    between = [token.lower for token in tokens[first.hi : second.lo]]
    joined = between[0] in ("(", "/", "[") or (between[-1] == "or" and between[0] in (",", "or"))
    if not joined or len(between) > _NEAR:
        return False
    one, other = lore.lexicon.units.get(a.unit), lore.lexicon.units.get(b.unit)
    if one is None or other is None:
        # The key of a currency is no word: "$1.2m (£1m)".
        return a.counts == b.counts == "money"
    return (
        one.base == other.base and one.base is not None and _agree(a, b, one.factor or 0, other.factor or 0)
    )


def _agree(a: Quantity, b: Quantity, one: float, other: float) -> bool:
    pairs = [(x * one, y * other) for x, y in ((a.low, b.low), (a.high, b.high)) if x and y]
    return all(abs(x - y) <= _ROUNDED * max(x, y) for x, y in pairs)


# -- parts


def _alike(part: Quantity, whole: Quantity, *, marked: bool = False) -> bool:
    """Whether one may be a part of the other: both people or both things, and not more of them.

    Of other things only those of one name are alike, unless it is `marked` by a word that they are.
    """
    if part.unit != whole.unit or "age" in (part.counts, whole.counts):
        return False
    if part.unit is not None and part.unit in _UNSUMMED:
        return False
    kinds = [
        frozenset(kind for kind, counts in (("people", _PEOPLE), ("things", _OBJECTS)) if q.counts in counts)
        for q in (part, whole)
    ]
    if all(kinds) and kinds[0] != kinds[1]:
        return False
    if not marked and part.counts == "other" and part.of is not None and whole.of != part.of:
        return False
    if not marked and whole.counts == "other" and part.of is not None and whole.of not in (None, part.of):
        return False
    most = whole.high if whole.high is not None else whole.low if not whole.approximate else None
    return part.low is None or most is None or part.low <= most


class _Parts:
    """The amounts of one sentence, `earlier` those before it, the last one first.

    `known`: the last amount of each number in the text, with what it counts.
    """

    def __init__(
        self,
        sentence: Sentence,
        amounts: Sequence[Amount],
        earlier: Sequence[Amount],
        known: Mapping[float | None, Amount],
        lore: Lore,
    ) -> None:
        self.tokens = sentence.tokens
        self.amounts = list(amounts)
        self.earlier = earlier
        self.known = known
        self.lore = lore
        self.wholes: dict[int, int] = {}
        # Parts that a word before them introduces, and those coordinated with them.
        self.led: set[int] = set()
        self.before: dict[int, Amount] = {}

    def told(self) -> list[Amount]:
        """The amounts, the parts with their wholes."""
        for k in range(len(self.amounts)):
            counts = self._understood(k)
            if counts is not None:
                one = self.amounts[k]
                self.amounts[k] = replace(one, thing=replace(one.thing, counts=counts))
        for k in range(len(self.amounts)):
            whole = self._whole(k)
            if whole is not None and whole not in self._above(k):
                self.wholes[k] = whole
            elif (k not in self.wholes) and (far := self._far(k)) is not None:
                self.before[k] = far
        for k in range(len(self.amounts)):
            self._divided(k)
        for k in sorted(self.wholes, key=lambda k: len(self._above(k))):
            self._inherit(k, self.amounts[self.wholes[k]].thing)
        for k, far in self.before.items():
            self._inherit(k, far.thing)
        return self.amounts

    def _understood(self, k: int) -> Counts | None:
        """What a bare number counts by what was told before it; None where it tells that itself."""
        one, before = self.amounts[k].thing, self._before(k)
        if one.of is not None or one.unit is not None or one.low == 1:
            return None
        if one.counts in ("killed", "casualties") and before is not None and self._lost(k):
            # "downed 212 aircraft. Sorland admits the loss of nineteen."
            return "destroyed" if before.counts in _MADE_OF_METAL else None
        if one.counts not in ("people", "other"):
            return None
        if (same := self.known.get(one.low)) is not None and self._definite(k):
            # "kidnapped nineteen engineers … is among the nineteen"
            return same.thing.counts
        return self._as_before(k, before) if before is not None else None

    def _as_before(self, k: int, before: Quantity) -> Counts | None:
        """What the amount before counts, where a bare number goes on with it."""
        told = before.counts in PERSONS | THINGS
        if k == 0 and told and self._mixed():
            # "12 were killed, 30 wounded. Doctors put the number at nine."
            return None
        if told and (self._risen(k) or self._estimated(k) or self._totalled(k)):
            # "the toll stood at 17; by Sunday it had climbed to 26", "lists suggest sixty"
            return before.counts
        if k == 0 or before.of is None:
            return None
        if before.counts in _ELLIPTIC:
            # "a hundred trucks are needed; 43 have come"
            return before.counts
        # "jailed nine officers and acquitted two"
        return "people" if before.counts in _PEOPLE and self._argument(k) else None

    def _before(self, k: int) -> Quantity | None:
        """The amount before, in the sentence or the one before it."""
        j = k - 1
        while j > 0 and self._leads(j):
            # "put the injured at 48, among them six officers; others spoke of a hundred"
            j -= 1
        if j >= 0:
            return self.amounts[j].thing
        last = self.earlier[0] if self.earlier else None
        return last.thing if last is not None and last.sentence >= self.amounts[0].sentence - 1 else None

    def _definite(self, k: int) -> bool:
        lo = self.amounts[k].lo
        return lo > 0 and self.tokens[lo - 1].lower in ("the", "these", "those", "all")

    def _lost(self, k: int) -> bool:
        """Whether they were lost, which men and machines can be."""
        near = self.tokens[max(0, self.amounts[k].lo - _NEAR) : self.amounts[k].lo]
        return any(token.lemma in ("lose", "loss") for token in near)

    def _risen(self, k: int) -> bool:
        token = self.tokens[self.amounts[k].head]
        verb = self.tokens[self.tokens[token.head].head if token.dep == "pobj" else token.head]
        words = self.lore.lexicon.words
        risen = verb.lemma in words["rising"] or verb.lemma in words["reaching"]
        return token.dep in ("pobj", "dobj") and risen and verb.pos == "VERB"

    def _mixed(self) -> bool:
        """Whether the sentences before tell of several things that became of people."""
        return len({one.thing.counts for one in self.earlier if one.thing.counts in PERSONS}) > 1

    def _totalled(self, k: int) -> bool:
        """ "Bringing the total to 41", "four died in the north; in the south, nine"."""
        lo, hi = self.amounts[k].lo, self.amounts[k].hi
        near = self.tokens[max(0, lo - _GAP) : lo]
        if any(token.lemma in self.lore.lexicon.words["tallies"] for token in near):
            return True
        set_off = k > 0 and lo > 0 and self.tokens[lo - 1].text == ","
        return set_off and (hi == len(self.tokens) or self.tokens[hi].pos == "PUNCT")

    def _argument(self, k: int) -> bool:
        return self.tokens[self.amounts[k].head].dep in ("dobj", "nsubj", "nsubjpass")

    def _estimated(self, k: int) -> bool:
        """ "Osta put the toll at 140; hospital lists suggest sixty"."""
        token = self.tokens[self.amounts[k].head]
        verb = self.tokens[token.head]
        if token.dep == "pobj":
            at = verb.lower == "at"
            verb = self.tokens[verb.head]
            if at and verb.pos not in ("VERB", "AUX"):
                # "the government puts the dead at 300, the opposition at 1,100"
                verb = self.tokens[verb.head]
        estimating = verb.lemma in self.lore.lexicon.words["estimating"]
        return token.dep in ("dobj", "attr", "pobj", "npadvmod") and estimating

    def _above(self, k: int) -> set[int]:
        """An amount and the wholes that it may not be given, being their whole already."""
        return {k} | {j for j in self.wholes if self._reaches(j, k)}

    def _reaches(self, j: int, k: int) -> bool:
        for _ in self.amounts:
            if j == k:
                return True
            if j not in self.wholes:
                return False
            j = self.wholes[j]
        return True

    def _inherit(self, k: int, whole: Quantity) -> None:
        """A part counts what its whole does, unless it is told what else became of it."""
        one = self.amounts[k]
        part = one.thing
        counts: Counts = whole.counts if part.counts in _PLAIN else part.counts
        if counts in PERSONS and part.counts in _PLAIN and self._somebody(k):
            counts = "people"
        of = part.of if part.of is not None else self._named(one) or whole.of
        made = replace(part, part_of=(whole.start, whole.end), counts=counts, of=of)
        self.amounts[k] = replace(one, thing=made)
        if part.counts == "intercepted" and whole.counts in ("materiel", "intercepted") and k in self.wholes:
            # "shot down 12 of 30 drones": the others had been launched too.
            j = self.wholes[k]
            self.amounts[j] = replace(self.amounts[j], thing=replace(whole, counts="launched"))

    def _somebody(self, k: int) -> bool:
        """ "A brother of one of them": somebody of those told before, of whom nothing more is."""
        one = self.amounts[k]
        set_off = one.lo > 0 and self.tokens[one.lo - 1].pos == "PUNCT"
        return one.thing.low == 1 and not set_off and k not in self.led and self._follows(k)

    def _named(self, part: Amount) -> str | None:
        """What a part is said to be behind its pronoun: "68 of them children"."""
        behind = self.tokens[part.hi : part.hi + 3]
        apposed = len(behind) == 3 and behind[0].lower == "of" and behind[2].tag == "NNS"
        return behind[2].lemma if apposed else None

    # -- which whole

    def _whole(self, k: int) -> int | None:
        """The index of the amount that amount `k` is a part of."""
        for told in (self._of_next, self._listed, self._said, self._fronted, self._among_next):
            whole = told(k)
            if whole is not None:
                return whole
        return None

    def _far(self, k: int) -> Amount | None:
        """The whole in a sentence before: "Two of them were children", "Three of the dead were medics"."""
        one, tokens = self.amounts[k], self.tokens
        state = tokens[one.head].lower in self.lore.lexicon.states
        dead = state and [t.lower for t in tokens[max(0, one.head - 2) : one.head]] == ["of", "the"]
        if not dead and not self._follows(k) and k not in self.led:
            return None
        for other in self.earlier:
            near = other.sentence >= one.sentence - 1 or dead
            same = not dead or other.thing.counts in (one.thing.counts, "casualties")
            if near and same and _alike(one.thing, other.thing):
                return other
        return None

    def _of_next(self, k: int) -> int | None:
        """ "Three of the nine": the amount right behind "of"."""
        one = self.amounts[k]
        if k + 1 >= len(self.amounts):
            return None
        after = self.amounts[k + 1]
        between = self.tokens[one.hi : after.lo]
        if not between or between[0].lower not in ("of", "out") or len(between) > _NEAR + 1:
            return None
        # "A leader of 2,000 rebels" is none of them.
        some = one.thing.low != 1 or self.tokens[one.head].tag == "CD"
        owned = all(
            t.lower in _OWNERS or t.pos in ("DET", "PROPN", "PART") or t.dep == "poss" for t in between[1:]
        )
        return k + 1 if some and owned and _alike(one.thing, after.thing) else None

    def _nearest(self, k: int) -> int | None:
        """The nearest amount before that it may be a part of; of two parts, their whole."""
        for j in range(k - 1, -1, -1):
            if j in self.wholes and self._parallel(j, k):
                return self.wholes[j]
            if _alike(self.amounts[k].thing, self.amounts[j].thing, marked=k in self.led):
                return j
        return None

    def _parallel(self, j: int, k: int) -> bool:
        """Whether two parts stand side by side: "four of them women, two of them children"."""
        same = (k in self.led) == (j in self.led)
        return same and _alike(self.amounts[k].thing, self.amounts[self.wholes[j]].thing)

    def _said(self, k: int) -> int | None:
        """The nearest whole before, where a word says that there is one."""
        if self._leads(k):
            self.led.add(k)
        return self._nearest(k) if k in self.led or self._follows(k) or self._graded(k) else None

    def _leads(self, k: int) -> bool:
        """Whether a word before it makes it a part: "including", "among them"."""
        lo = self.amounts[k].lo
        for skip in range(_NEAR):
            for wording in self.lore.lexicon.wordings["parts-follow"]:
                first = lo - skip - wording.count(" ") - 1
                if first < 0 or not self._reads(first, wording):
                    continue
                if all(t.pos in ("DET", "AUX", "ADV", "ADJ", "PUNCT") for t in self.tokens[lo - skip : lo]):
                    return True
        return False

    def _reads(self, first: int, wording: str) -> bool:
        words = wording.split()
        return [token.lower for token in self.tokens[first : first + len(words)]] == words

    def _follows(self, k: int) -> bool:
        """Whether words behind it make it a part: "68 of them"."""
        one = self.amounts[k]
        return any(
            self._reads(at, wording)
            for at in {one.hi, one.head + 1}
            for wording in self.lore.lexicon.wordings["parts-precede"]
        )

    def _graded(self, k: int) -> bool:
        """ "13 were hurt, two critically": a bare number before how badly."""
        one = self.amounts[k]
        if one.thing.of is not None or one.hi >= len(self.tokens):
            return False
        at = one.hi
        if self.tokens[at].lower == "of":
            at += 2
        at = min(at, len(self.tokens) - 1)
        if self.tokens[at].lower not in self.lore.lexicon.words["gravely"]:
            return False
        behind = self.tokens[at + 1 : at + 2]
        return not behind or behind[0].pos not in ("VERB", "ADJ", "NOUN")

    def _listed(self, k: int) -> int | None:
        """The whole of the part before, with which it is coordinated: "including two men and six women"."""
        if k - 1 not in self.led or k - 1 not in self.wholes:
            return None
        one, last, whole = self.amounts[k], self.amounts[k - 1], self.wholes[k - 1]
        between = self.tokens[last.hi : one.lo]
        glued = len(between) <= _NEAR and all(token.lower in _GLUE for token in between)
        own = one.thing.counts not in _PLAIN and one.thing.counts != last.thing.counts
        if not glued or own or self._subject(one) or not _alike(one.thing, self.amounts[whole].thing):
            return None
        self.led.add(k)
        return whole

    def _subject(self, one: Amount) -> bool:
        return self.tokens[one.head].dep in ("nsubj", "nsubjpass") and self.tokens[one.head].head > one.head

    def _fronted(self, k: int) -> int | None:
        """ "Of 36 drones, 28 …", "among the 40 wounded were six": the whole opens the clause."""
        for j in range(k - 1, -1, -1):
            if self._opens(j) and _alike(self.amounts[k].thing, self.amounts[j].thing):
                between = self.tokens[self.amounts[j].hi : self.amounts[k].lo]
                return None if any(token.text == ";" for token in between) else j
        return None

    def _opens(self, j: int) -> bool:
        at = self.amounts[j].lo - 1
        while at > 0 and (
            self.tokens[at].lower in _OWNERS - {"of"} or self.tokens[at].dep in ("poss", "case")
        ):
            at -= 1
        if at < 0 or self.tokens[at].lower not in _OF:
            return False
        return at == 0 or self.tokens[at - 1].lower in _STARTS

    def _among_next(self, k: int) -> int | None:
        """ "Six medics were among the 19 killed"."""
        if k + 1 >= len(self.amounts):
            return None
        one, after = self.amounts[k], self.amounts[k + 1]
        words = [token.lower for token in self.tokens[one.hi : after.lo]]
        if not {"among", "amongst"} & set(words[-_NEAR:]) or not _alike(one.thing, after.thing):
            return None
        between = self.tokens[one.hi : after.lo]
        verbs = [token.lemma for token in between if token.pos in ("VERB", "AUX")]
        return k + 1 if not verbs or "be" in verbs else None

    # -- breakdowns

    def _divided(self, k: int) -> None:
        """ "14: nine soldiers and five civilians": amounts right behind that add up to it."""
        whole = self.amounts[k]
        rows = list(self._row(k))
        if not rows or whole.thing.low is None:
            return
        opening = self.tokens[self.amounts[rows[0]].lo - 1].text
        total = sum(self.amounts[j].thing.low or 0 for j in rows)
        exact = total == whole.thing.low and len(rows) > 1
        inside = opening in _OPENING and total <= whole.thing.low and (len(rows) > 1 or opening == "(")
        if exact or inside:
            for j in rows:
                if k not in self._above_of(j):
                    self.wholes.setdefault(j, k)

    def _above_of(self, j: int) -> set[int]:
        return {i for i in range(len(self.amounts)) if self._reaches(i, j)}

    def _row(self, k: int) -> Iterator[int]:
        """The amounts that stand in a list right behind amount `k`."""
        last = k
        for j in range(k + 1, len(self.amounts)):
            gap = self.tokens[self.amounts[last].hi : self.amounts[j].lo]
            first = last == k
            # "three died: two in Karsk and one in Dolna"
            allowed = _OPENING | {","} if first else _GLUE | _PLACED
            lead = gap[-1 if first else 0].lower if gap else ""
            colon = first and lead == ":"
            if lead not in allowed or len(gap) > (_COLON if colon else 2 if first else _GAP):
                return
            told = any(t.pos in ("VERB", "AUX") for t in gap) and not colon
            if told or not _alike(self.amounts[j].thing, self.amounts[k].thing):
                return
            yield j
            last = j
