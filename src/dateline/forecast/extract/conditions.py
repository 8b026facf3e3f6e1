"""On which condition something is foreseen: an if-clause, "without coal", "in that case", "otherwise"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from dateline.forecast.extract.sights import Sight, subject_of, wordings_in
from dateline.lore import Lore
from dateline.model import Sentence, Span, Token, tree
from dateline.model.tree import ancestors, child, children, subtree

__all__ = [
    "Conditions",
    "condition_tokens",
    "counterfactual",
    "in_condition",
    "opens_condition",
    "ordered",
    "own_condition",
    "trimmed",
]

_IF = frozenset({"if", "unless", "once", "should", "when"})
_EDGE = frozenset("“”‘’\"'«»,.:;–—-[]() ")
# How many words may stand before what is at the front: a quotation mark, an "and".
_FRONT = 2
_INVERTED = frozenset({"were", "had", "should"})


class Conditions:
    """What in one sentence may be or open a condition, looked up once for all that it foresees."""

    def __init__(self, sentence: Sentence, lore: Lore) -> None:
        self.sentence = sentence
        self._lore = lore

    @cached_property
    def clauses(self) -> tuple[tuple[Token, Token], ...]:
        """The verbs of all conditions, with the word that opens each."""
        return tuple(_read_clauses(self.sentence, self._lore))

    @cached_property
    def opening(self) -> int | None:
        """The first word at the front of a clause that opens a condition."""
        places = _opening_places(self.sentence)
        return next((i for i in places if _opening_word(self.sentence, i, self._lore)), None)

    @cached_property
    def behind(self) -> tuple[int, ...]:
        """Words that open a condition behind the verb: "provided that", "unless"."""
        wordings = (*self._lore.lexicon.wordings["provided"], "unless", "if")
        return tuple(lo for lo, _ in wordings_in(self.sentence, 0, len(self.sentence.tokens), wordings))

    @cached_property
    def short_of(self) -> tuple[tuple[int, int], ...]:
        """Prepositions such as "without", as ranges of tokens."""
        wordings = self._lore.lexicon.wordings["short-of"]
        return tuple(wordings_in(self.sentence, 0, len(self.sentence.tokens), wordings))

    def leaves_without(self, verb: Token) -> bool:
        """Whether behind this verb "without" tells the outcome: "would leave the coast without a port"."""
        return verb.lemma in self._lore.lexicon.words["left-without"]


def in_condition(token: Token, conditions: Conditions) -> bool:
    """Whether a verb stands within a condition."""
    sentence = conditions.sentence
    for clause, mark in conditions.clauses:
        inside = clause.dep == "advcl" and mark.i <= token.i and token.i in subtree(sentence, clause.i)
        if token.i == clause.i or inside:
            return True
    return False


def opens_condition(token: Token, conditions: Conditions) -> bool:
    """Whether a main clause in the present stands on a condition, an "if" or an order before it."""
    sentence = conditions.sentence
    tokens = own_condition(Sight(sentence, token, token.i, "present"), conditions)
    if not tokens or any(t.tag == "MD" or t.text == ";" for t in _between(sentence, tokens, token)):
        return False
    past = any(sentence.tokens[i].tag == "VBD" and sentence.tokens[i].lower != "were" for i in tokens)
    return not past and (
        tokens[-1] < token.i or sentence.tokens[tokens[0]].lower in ("if", "unless", "should")
    )


def _between(sentence: Sentence, tokens: Sequence[int], token: Token) -> Sequence[Token]:
    """The tokens from a condition to the main verb, or from the verb to a condition behind it."""
    return (
        sentence.tokens[tokens[-1] + 1 : token.i]
        if tokens[-1] < token.i
        else sentence.tokens[token.i : tokens[0]]
    )


def subject_pronoun(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause's subject is a pronoun for something told before."""
    subject = subject_of(sentence, clause)
    return subject is not None and subject.tag in ("PRP", "DT", "WDT")


def counterfactual(sentence: Sentence, tokens: Sequence[int]) -> bool:
    """Whether a condition is of what did not come: "had they attacked", "if it had rained"."""
    words = [sentence.tokens[i] for i in tokens]
    return any(
        t.lower in ("had", "'d", "’d") and any(o.tag in ("VBN", "VBD") and o.i > t.i for o in words)
        for t in words
    )


# -- finding the clauses


def _read_clauses(sentence: Sentence, lore: Lore) -> Iterator[tuple[Token, Token]]:
    """The verbs of all conditions in a sentence, with the word that opens each."""
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX", "NOUN", "ADJ") or token.dep in ("aux", "auxpass"):
            continue
        mark = _mark(sentence, token) or _inverted(sentence, token) or _worded(sentence, token, lore)
        if mark is not None:
            yield token, mark


def _mark(sentence: Sentence, token: Token) -> Token | None:
    if token.dep not in ("advcl", "ccomp", "ROOT", "conj", "parataxis", "dep") or _looks_ahead(
        sentence, token
    ):
        return None
    return next(
        (
            m
            for m in children(sentence, token.i, "mark", "advmod", "aux")
            if (m.lower in _IF or (m.lower == "with" and token.tag == "VBN"))
            and m.i < token.i
            and (token.dep == "advcl" or m.lower in ("if", "unless"))
            and _opens(sentence, token, m)
            and (m.i == 0 or sentence.tokens[m.i - 1].lower != "as")
            and (m.lower != "when" or _now(sentence, token))
            and (m.lower != "if" or token.dep != "ccomp" or _fronted(sentence, m))
        ),
        None,
    )


def _looks_ahead(sentence: Sentence, token: Token) -> bool:
    """Whether it is a main clause after all, on which a short-sighted parser hung the "if" before it."""
    mark = next((m for m in children(sentence, token.i, "mark") if m.lower in _IF), None)
    comma = mark is not None and any(t.text == "," for t in sentence.tokens[mark.i : token.i])
    return comma and any(
        a.lower in ("will", "would", "wo", "may", "might", "could")
        for a in children(sentence, token.i, "aux")
    )


def _fronted(sentence: Sentence, mark: Token) -> bool:
    return all(t.pos in ("PUNCT", "CCONJ", "ADV") for t in sentence.tokens[: mark.i])


def _now(sentence: Sentence, token: Token) -> bool:
    """Whether a when-clause is in the present tense."""
    return (
        token.tag in ("VBZ", "VBP")
        or any(c.tag in ("VBZ", "VBP") for c in children(sentence, token.i, "aux", "auxpass"))
    ) and not any(c.tag in ("VBD", "MD") for c in children(sentence, token.i, "aux", "auxpass"))


def _opens(sentence: Sentence, clause: Token, mark: Token) -> bool:
    """Whether a word opens its clause: "once the bridge is cut", not "may once have seemed"."""
    return mark.lower in ("if", "unless") or mark.i == min(
        i for i in subtree(sentence, clause.i) if sentence.tokens[i].pos not in ("PUNCT", "CCONJ")
    )


def _inverted(sentence: Sentence, token: Token) -> Token | None:
    """ "Were the bridge to fall", "Should it stay open", "Had they attacked": the verb before its subject."""
    own = token if token.lower == "were" else None
    first = own or next(
        (a for a in children(sentence, token.i, "aux", "auxpass") if a.lower in _INVERTED), None
    )
    if first is None or first.lower not in _INVERTED or sentence.text.rstrip("”’\"' ").endswith("?"):
        return None
    subject = child(sentence, token.i, "nsubj", "nsubjpass", "expl")
    before = sentence.tokens[first.i - 1] if first.i else None
    opens = before is None or before.pos in ("PUNCT", "CCONJ")
    follows = subject is not None and subject.i > first.i
    # Short-sighted parsers take the subject of "Were the bridge to fall" for what "were" says.
    follows = follows or (subject is None and child(sentence, token.i, "attr", "acomp") is not None)
    return first if opens and follows and len(sentence.tokens) > first.i + 2 else None


def _worded(sentence: Sentence, token: Token, lore: Lore) -> Token | None:
    """ "provided that …", "so long as …": the wording stands right before the clause."""
    if token.dep not in ("advcl", "ccomp", "pcomp", "ROOT", "acl") or token.pos not in ("VERB", "AUX"):
        return None
    below = [i for i in subtree(sentence, token.i) if sentence.tokens[i].pos != "PUNCT"]
    wordings = lore.lexicon.wordings["provided"]
    if any(a.lower in ("will", "would", "wo") for a in children(sentence, token.i, "aux")):
        return None
    for lo, hi in wordings_in(sentence, max(below[0] - 3, 0), token.i, wordings):
        apart = any(t.text in (",", ";") for t in sentence.tokens[hi : token.i])
        if hi >= below[0] and lo <= below[0] + 1 and not apart:
            return sentence.tokens[lo]
    return None


# -- the condition of a sight


def own_condition(sight: Sight, conditions: Conditions) -> list[int]:
    """The tokens of the condition that stands in the sight's own sentence, [] if none does."""
    for tokens in (*_hung(sight, conditions), *_ahead_of(sight, conditions)):
        if tokens and sight.head not in tokens:
            return tokens
    return (
        _misread(sight)
        or _worded_in_front(sight, conditions)
        or _worded_behind(sight, conditions)
        or _order(sight)
        or _in_front(sight, conditions)
    )


def _worded_in_front(sight: Sight, conditions: Conditions) -> list[int]:
    """What stands between an "if" at the front and the comma, where the parser took its verb for a noun."""
    sentence = sight.sentence
    first = conditions.opening
    subject = child(sentence, sight.verb.i, "nsubj", "nsubjpass", "expl")
    begins = (
        min(subtree(sentence, subject.i))
        if subject is not None and subject.i < sight.verb.i
        else sight.verb.i
    )
    comma = next(
        (
            t.i
            for t in sentence.tokens[: max(begins, 1)]
            if first is not None and t.text == "," and t.i > first + 1
        ),
        None,
    )
    if first is None or comma is None or any(t.text == ";" for t in sentence.tokens[comma : sight.verb.i]):
        return []
    run = list(range(first, comma))
    told = sentence.tokens[first].lower == "when" and any(sentence.tokens[i].tag == "VBD" for i in run)
    asks = any(sentence.tokens[i].tag == "MD" for i in run[1:])
    return [] if told or asks or sight.head in run else run


def _opening_places(sentence: Sentence) -> Iterator[int]:
    """Where a clause may open: at the front, and behind marks and "and"."""
    for t in sentence.tokens:
        if (
            t.i == 0
            or sentence.tokens[t.i - 1].text in (";", ":", "“", "‘", '"', "'", "–", "—")
            or sentence.tokens[t.i - 1].lower in ("and", "but", "for")
        ):
            yield t.i


def _opening_word(sentence: Sentence, i: int, lore: Lore) -> bool:
    word = sentence.tokens[i].lower
    if word in _IF - {"should"} or (
        word in ("should", "were") and not sentence.text.rstrip("”’\"' ").endswith("?")
    ):
        return True
    return any(
        lo == i
        for lo, _ in wordings_in(
            sentence, i, min(i + 5, len(sentence.tokens)), lore.lexicon.wordings["provided"]
        )
    )


def _worded_behind(sight: Sight, conditions: Conditions) -> list[int]:
    """What follows a "provided that", "as long as" or "unless" behind the verb, up to the next mark."""
    sentence = sight.sentence
    end = next(
        (t.i for t in sentence.tokens[sight.verb.i :] if t.text in (";", ".", "”", "’", ":", "!")),
        len(sentence.tokens),
    )
    found = [lo for lo in conditions.behind if sight.verb.i < lo < end]
    if not found or sentence.tokens[found[0]].dep == "ccomp":
        return []
    asks = (
        sentence.tokens[sentence.tokens[found[0]].head].dep == "ccomp"
        and sentence.tokens[found[0]].lower == "if"
    )
    comma = next((t.i for t in sentence.tokens[found[0] : end] if t.text == ","), end)
    return [] if asks or comma - found[0] < 3 else list(range(found[0], comma))


def _misread(sight: Sight) -> list[int]:
    """The clause up to the comma, where the parser hung its "if" on the main verb."""
    sentence = sight.sentence
    mark = next(
        (m for m in children(sentence, sight.verb.i, "mark") if m.lower in _IF and m.i < sight.verb.i), None
    )
    if mark is None or not _looks_ahead(sentence, sight.verb):
        return []
    comma = next(t.i for t in sentence.tokens[mark.i :] if t.text == ",")
    return list(range(mark.i, comma))


def _hung(sight: Sight, conditions: Conditions) -> Iterator[list[int]]:
    """Conditions on the sight's verb, on a remark set in it, or on a verb above it."""
    sentence = sight.sentence
    inserted = children(sentence, sight.verb.i, "parataxis")
    over = {
        t.i for t in (sight.verb, sentence.tokens[sight.head], *inserted, *ancestors(sentence, sight.verb.i))
    }
    found = [
        (clause, mark)
        for clause, mark in conditions.clauses
        if clause.i not in over
        and (clause.head in over or (mark.i > sight.verb.i and sentence.tokens[clause.head].head in over))
    ]
    for clause, mark in sorted(found, key=lambda pair: abs(pair[0].i - sight.verb.i)):
        if not _cut_off(sight, clause):
            yield condition_tokens(sentence, clause, mark)


def _cut_off(sight: Sight, clause: Token) -> bool:
    """Whether a semicolon, or a sight between with the condition behind it, parts both."""
    lo, hi = sorted((sight.verb.i, clause.i))
    return any(t.text == ";" for t in sight.sentence.tokens[lo:hi])


def condition_tokens(sentence: Sentence, clause: Token, mark: Token) -> list[int]:
    """The tokens of a condition, from its opening word on."""
    below = subtree(sentence, clause.i)
    if mark.i > below[0] and mark.lower not in ("were", "had", "should"):
        only = below[0] == mark.i - 1 and sentence.tokens[below[0]].lower in ("only", "even", "so", "as")
        below = [i for i in below if i >= (below[0] if only else mark.i)]
    return list(range(min(mark.i, below[0]), below[-1] + 1))


def _ahead_of(sight: Sight, conditions: Conditions) -> Iterator[list[int]]:
    """A condition at the front of the sentence holds for all that follow, up to a semicolon or "but"."""
    sentence = sight.sentence
    for clause, mark in conditions.clauses:
        tokens = condition_tokens(sentence, clause, mark)
        front = all(
            sentence.tokens[i].pos in ("PUNCT", "CCONJ", "ADV", "SCONJ")
            for i in _back_to_mark(sentence, tokens[0])
        )
        between = sentence.tokens[tokens[-1] : sight.verb.i]
        if (
            front
            and tokens[-1] < sight.verb.i
            and not any(t.lower in (";", "but", "while", "whereas", "otherwise") for t in between)
        ):
            yield tokens


def _back_to_mark(sentence: Sentence, at: int) -> range:
    """The tokens before a place, back to the semicolon before it."""
    lo = at
    while lo > 0 and sentence.tokens[lo - 1].text != ";":
        lo -= 1
    return range(lo, at)


def _order(sight: Sight) -> list[int]:
    """ "Cut the road and the town falls": the order before an "and" is the condition."""
    return ordered(sight.sentence, sight.verb)


def ordered(sentence: Sentence, verb: Token) -> list[int]:
    """An order at the front of the sentence, up to the "and" before a verb's clause, as tokens; else []."""
    first = next((t for t in sentence.tokens if t.pos != "PUNCT"), None)
    subjects = [c for c in children(sentence, verb.i, "nsubj", "nsubjpass") if c.i < verb.i]
    subject = subjects[-1] if subjects else None
    if first is None or subject is None or first.i >= subject.i:
        return []
    if first.lower in ("one", "another", "any"):
        return _one_more(sentence, first, subject)
    if first.tag not in ("VB", "VBP") or first.lower in _INVERTED | {"let"}:
        return []
    if child(sentence, first.i, "nsubj", "nsubjpass", "aux", "expl") is not None:
        return []
    begins = min(i for i in subtree(sentence, subject.i) if i > first.i)
    joined = [
        t.i
        for t in sentence.tokens[first.i : begins + 2]
        if t.lower in ("and", "or") and abs(t.i - begins) <= 1
    ]
    before = list(range(first.i, joined[-1])) if joined else []
    remark = next((i for i in before if sentence.tokens[i].text == ","), None)
    return before[: before.index(remark)] if remark is not None else before


def _one_more(sentence: Sentence, first: Token, subject: Token) -> list[int]:
    """ "One more winter and the regime is finished": a noun and no verb before the "and"."""
    begins = min(subtree(sentence, subject.i))
    joined = next((t.i for t in sentence.tokens[first.i :] if t.lower == "and"), None)
    if (
        joined is None
        or not joined < subject.i
        or any(t.tag.startswith(("VB", "MD")) for t in sentence.tokens[:joined])
    ):
        return []
    return list(range(first.i, joined)) if begins >= joined or begins == first.i else []


def _in_front(sight: Sight, conditions: Conditions) -> list[int]:
    """ "Without coal the works will close", "With the ridge gone"."""
    sentence = sight.sentence
    for lo, hi in conditions.short_of:
        head = sentence.tokens[lo]
        over = {sight.verb.i, *(a.i for a in ancestors(sentence, sight.verb.i))}
        left = head.i > sight.verb.i and conditions.leaves_without(sight.verb)
        if left:
            continue
        if head.head in over or (head.i < sight.verb.i and not _remark(sentence, hi, sight.verb.i)):
            below = subtree(sentence, hi - 1)
            if below[-1] >= hi and sight.head not in below:
                return list(range(lo, below[-1] + 1))
    return _with(sight)


def _remark(sentence: Sentence, lo: int, hi: int) -> bool:
    return any(t.text in (";", ".") or t.tag in ("VBD",) for t in sentence.tokens[lo:hi])


def _with(sight: Sight) -> list[int]:
    """ "With the ridge gone", "With the bridge in their hands", at the front of the clause."""
    sentence = sight.sentence
    if sight.way not in ("will", "would", "may", "foreclosed", "present"):
        return []
    for prep in sentence.tokens[: sight.verb.i]:
        if prep.lower == "with" and len(_back_to_mark(sentence, prep.i)) <= _FRONT:
            below = subtree(sentence, prep.i)
            thing = child(sentence, prep.i, "pobj", "pcomp")
            state = [t for t in (sentence.tokens[i] for i in below) if thing is not None and t.i > thing.i]
            lasting = any(
                t.tag in ("VBN", "JJ", "RB", "RP") or t.lower in ("in", "under", "on", "out") for t in state
            )
            if (lasting or (thing is not None and thing.tag == "VBN")) and sight.head not in below:
                return below
    return []


def trimmed(sentence: Sentence, tokens: Sequence[int]) -> Span | None:
    """The tokens from first to last as a span, without marks at its edges."""
    run = list(tokens)
    while run and sentence.tokens[run[0]].text in _EDGE:
        run.pop(0)
    while run and sentence.tokens[run[-1]].text in _EDGE:
        run.pop()
    return tree.span(sentence, run[0], run[-1] + 1) if run else None
