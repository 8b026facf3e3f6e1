"""How a source stands to what it says, and how firmly it says so.

A cue that takes a stance of its own ("denied", "urged") settles it, once its negation and the form of what
it takes are read (`of_cue`). Where it does not ("said"), and in the narrator's own voice, the mood of the
clause decides (`Bearings`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.lore import Lexicon
from dateline.lore.schema import Cue
from dateline.model import Actor, Attribution, Certainty, Cover, Mood, Sentence, Span, Stance, Tells, Token
from dateline.model.tree import child, children, subtree

__all__ = ["Bearing", "Bearings", "of_cue", "tells_of_cue"]

_NEVER = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "nothing"})
_LATER = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "could", "can"})
_ORDERS = frozenset({"must", "should", "ought"})
_POINTING = frozenset({"that", "this", "it", "these", "those", "them"})
_OWN = frozenset({"i", "we", "it", "he", "she", "they", "my", "our", "its", "his", "her", "their"})
_NEGATED: dict[Stance, Stance] = {
    "asserts": "doubts",
    "denies": "asserts",
    "doubts": "asserts",
    "promises": "asserts",
    "threatens": "asserts",
}
# Sectors (the end of a PLOVER code) and kinds of those whose word decides what their side will do.
_SECTORS = ("GOV", "MIL", "REB", "PTY", "LEG", "JUD", "SPY", "COP", "UAF")
_POWERS = frozenset({"government", "military", "country", "party"})
_FIRST = frozenset({"i", "we", "our", "my"})
_PRONOUNS = {"he": "one", "she": "one", "i": "one", "it": "it", "they": "they"}
# How far from its cue an adverb may stand, in characters: "categorically denied", "said flatly".
_BESIDE = 2


# -- the cue


def of_cue(sentence: Sentence, at: int, cue: Cue, lexicon: Lexicon) -> Stance:
    """The stance that a cue (its head at token `at`) takes to its content."""
    stance = _by_complement(sentence, sentence.tokens[at], cue, lexicon)
    if not _negated(sentence, at, lexicon):
        return stance
    if stance == "asserts" and cue.thought and _raised(sentence, at):
        return stance
    open_left = cue.lemma in lexicon.words["leaves-open"] or _coordinated(sentence, at, lexicon)
    if stance == "denies" and (open_left or _withheld(sentence, at, lexicon)):
        return "doubts"
    return _NEGATED.get(stance, stance)


def _raised(sentence: Sentence, at: int) -> bool:
    """ "is not believed to have replied": it is the reply that is negated."""
    below = child(sentence, at, "xcomp")
    passive = child(sentence, at, "auxpass") is not None
    return passive and below is not None and _to(sentence, below)


def tells_of_cue(sentence: Sentence, at: int, cue: Cue, lexicon: Lexicon) -> Tells:
    """What a cue lets on; "did not admit" lets on nothing."""
    return "neutral" if _negated(sentence, at, lexicon) else cue.tells


def _by_complement(sentence: Sentence, token: Token, cue: Cue, lexicon: Lexicon) -> Stance:
    """The cue's stance as the form of its content turns it."""
    words, above = lexicon.words, sentence.tokens[token.head]
    if _bids(sentence, token, cue, lexicon):
        return "demands"
    if cue.lemma == "know" and token.dep == "xcomp" and above.lemma in words["wanting"]:
        return "asks"
    if cue.stance == "asserts" and _called_false(sentence, token, lexicon):
        return "denies"
    clause = child(sentence, token.i, "ccomp")
    if clause is None:
        return _by_infinitive(sentence, token, cue, lexicon)
    return _by_clause(sentence, clause, cue, lexicon)


def _by_infinitive(sentence: Sentence, token: Token, cue: Cue, lexicon: Lexicon) -> Stance:
    """ "wants to go back" only tells, "agreed to leave" promises, "vowed to crush them" threatens."""
    below = child(sentence, token.i, "xcomp")
    if below is None or not _to(sentence, below):
        paid = any(c.lemma in lexicon.words["paybacks"] for c in children(sentence, token.i, "dobj"))
        return "threatens" if cue.stance == "promises" and paid else cue.stance
    if cue.thought and cue.stance == "demands" and child(sentence, below.i, "nsubj") is None:
        return "asserts"
    if cue.lemma in lexicon.words["commits"]:
        return "promises"
    # "vowed never again to attack"
    never = any(t.lower in _NEVER for t in sentence.tokens[token.i + 1 : below.i])
    harms = below.lemma in lexicon.words["harms"] and not never and not _has_not(sentence, below)
    return "threatens" if cue.stance == "promises" and harms else cue.stance


def _by_clause(sentence: Sentence, clause: Token, cue: Cue, lexicon: Lexicon) -> Stance:
    """What the clause's mood and tense make of the cue: a demand, a threat, a thought about what was."""
    auxiliaries = {aux.lower for aux in children(sentence, clause.i, "aux", "auxpass")}
    if cue.stance in ("asserts", "predicts") and _subjunctive(sentence, clause, auxiliaries):
        return "demands"
    if cue.stance == "predicts":
        return _foreseen(sentence, clause, auxiliaries, cue, lexicon)
    if cue.stance == "promises" and _harmful(sentence, clause, lexicon):
        return "threatens"
    answers = cue.stance == "asserts" and cue.lemma in lexicon.words["responses"]
    return "denies" if answers and _has_not(sentence, clause) else cue.stance


def _bids(sentence: Sentence, token: Token, cue: Cue, lexicon: Lexicon) -> bool:
    """ "told them to leave", "asked him to stay", "warned residents not to return"."""
    if cue.lemma not in lexicon.words["bids"]:
        return False
    told = [token.i, *(c.i for c in children(sentence, token.i, "dobj"))]
    below = [c for i in told for c in children(sentence, i, "xcomp", "acl", "ccomp") if _to(sentence, c)]
    passive = child(sentence, token.i, "auxpass") is not None
    said = cue.lemma in ("say", "signal") and passive
    return not said and any(not _asking(sentence, c) for c in below)


def _called_false(sentence: Sentence, token: Token, lexicon: Lexicon) -> bool:
    """ "called that a lie", "described the report as false", "called the number absurd"."""
    objects = list(children(sentence, token.i, "dobj", "nsubjpass", "nsubj"))
    names = [
        *children(sentence, token.i, "oprd", "ccomp", "xcomp", "acomp", "attr"),
        *(n for p in children(sentence, token.i, "prep") if p.lower == "as" for n in children(sentence, p.i)),
        *(
            c
            for c in children(sentence, token.i, "advcl")
            if any(m.lower == "as" for m in children(sentence, c.i))
        ),
    ]
    sayings = lexicon.words["called-false"] | _POINTING
    said = any(t.lemma in sayings or t.lower in sayings for t in objects)
    return said and any({t.lower, t.lemma} & lexicon.words["falsities"] for t in names)


def _to(sentence: Sentence, verb: Token) -> bool:
    return any(aux.lower == "to" for aux in children(sentence, verb.i, "aux"))


def _asking(sentence: Sentence, verb: Token) -> bool:
    """ "asked how to leave", "asked whether to stay"."""
    first = min((c for c in children(sentence, verb.i)), key=lambda c: c.i, default=verb)
    return first.tag in ("WRB", "WP", "WDT") or first.lower == "whether"


def _subjunctive(sentence: Sentence, clause: Token, auxiliaries: set[str]) -> bool:
    """ "suggested that he leave", "insisted that he be freed"."""
    subject = child(sentence, clause.i, "nsubj", "nsubjpass")
    marked = any(c.lower == "that" for c in children(sentence, clause.i, "mark"))
    bare = clause.tag == "VB" and not auxiliaries
    return subject is not None and subject.i < clause.i and marked and (bare or auxiliaries == {"be"})


def _foreseen(sentence: Sentence, clause: Token, auxiliaries: set[str], cue: Cue, lexicon: Lexicon) -> Stance:
    """What is feared or warned of: something to come; something that is; or the source's own deed."""
    words = lexicon.words
    if auxiliaries & _LATER:
        guessed = auxiliaries & {"may", "might", "could", "can"}
        return "predicts" if guessed or not _menacing(sentence, clause, cue, lexicon) else "threatens"
    if auxiliaries & _ORDERS:
        return "demands"
    done = clause.tag == "VBD" or bool(auxiliaries & {"had", "has", "have", "was", "were", "'ve", "’ve"})
    holds = clause.tag in ("VBZ", "VBP") or bool(auxiliaries & {"is", "are", "'s", "’s"})
    return "asserts" if (done or holds) and cue.lemma in words["cautions"] else "predicts"


def _menacing(sentence: Sentence, clause: Token, cue: Cue, lexicon: Lexicon) -> bool:
    """ "warned that it would answer", "… that its men would fire", "… that raids would have consequences"."""
    words = lexicon.words
    if cue.lemma not in words["warnings"]:
        return False
    if any(sentence.tokens[i].lower in words["harm-signs"] for i in subtree(sentence, clause.i)):
        return True
    subject = child(sentence, clause.i, "nsubj")
    own = subject is not None and any(
        word.lower in _OWN for word in (subject, *children(sentence, subject.i, "poss"))
    )
    return own and clause.lemma not in words["befallen"]


def _harmful(sentence: Sentence, clause: Token, lexicon: Lexicon) -> bool:
    words = lexicon.words
    struck = any(c.lemma in words["blows"] for c in children(sentence, clause.i, "dobj"))
    if clause.lemma in words["harms"] or (struck and clause.lemma in words["responses"]):
        return child(sentence, clause.i, "neg") is None
    return any(c.lower in words["harm-signs"] for c in children(sentence, clause.i))


def _has_not(sentence: Sentence, clause: Token) -> bool:
    return any(c.lower in _NEVER and c.dep in ("neg", "advmod") for c in children(sentence, clause.i))


def _negated(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """ "did not say", "no one confirmed", "declined to confirm", "without confirming"."""
    token = sentence.tokens[at]
    around = [token.i, *(aux.i for aux in children(sentence, at, "aux", "auxpass"))]
    if any(
        c.lower in _NEVER and c.dep in ("neg", "advmod", "preconj", "cc")
        for i in around
        for c in children(sentence, i)
    ):
        return True
    subject = child(sentence, at, "nsubj", "nsubjpass")
    if subject is not None and subject.lower in ("nobody", "none", "neither", "no-one", "few"):
        return True
    if subject is not None and any(
        c.lower in ("no", "neither") for c in children(sentence, subject.i, "det")
    ):
        return True
    return _withheld(sentence, at, lexicon) or _coordinated(sentence, at, lexicon)


def _withheld(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Whether the saying hangs on a word that forecloses it: "declined to confirm", "was unable to say"."""
    token = sentence.tokens[at]
    if token.dep == "conj":
        return sentence.tokens[token.head].tag == token.tag == "VB" and _withheld(
            sentence, token.head, lexicon
        )
    if token.dep not in ("xcomp", "pcomp", "acl"):
        return False
    above = sentence.tokens[token.head]
    judged = children(sentence, above.i, "acomp") if above.lemma == "be" else ()
    if any(word.lemma in lexicon.words["withheld"] for word in (above, *judged)):
        return True
    # "has not been able to verify", "did not want to say"
    over = sentence.tokens[above.head] if above.pos == "ADJ" else above
    leads = {above.lemma, *(word.lemma for word in judged)} & lexicon.words["enabling"]
    return bool(leads) and _has_not(sentence, over)


def _coordinated(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """ "neither confirmed nor denied": both of them."""
    token = sentence.tokens[at]
    first = sentence.tokens[token.head] if token.dep == "conj" else token
    marks = {c.lower for c in children(sentence, first.i)} | {
        c.lower for aux in children(sentence, first.i, "aux") for c in children(sentence, aux.i)
    }
    return "nor" in marks or ("or" in marks and token.dep == "conj" and _negated(sentence, first.i, lexicon))


# -- the clause


@dataclass(frozen=True, slots=True)
class Bearing:
    """How the innermost source stands to a record, how firmly and by which words.

    `deed`: the record is what the clause as a whole says is done, so that the stance settles whether it was;
    `verb` is the offset of the clause's verb, if there is one; `planned`: what is to come is told as fixed;
    `reported`: somebody other than the narrator says it, in a clause of its own.
    """

    stance: Stance
    certainty: Certainty
    markers: tuple[Span, ...]
    deed: bool
    verb: int | None
    planned: bool
    reported: bool


class Bearings:
    """The moods of a document's clauses, read for whoever is answerable for them."""

    def __init__(self, moods: Sequence[Mood]) -> None:
        self._moods = moods
        self._over = Cover((start, end, n) for n, mood in enumerate(moods) for start, end in mood.pieces)
        self._heads = sorted((mood.at, n) for n, mood in enumerate(moods))

    def __call__(
        self, source: Attribution | None, at: int, content: Sequence[Span], *, whole: bool = False
    ) -> Bearing:
        """The bearing of the record at offset `at`; with `whole`, of all that its `content` says."""
        path, aside = self._path(source, self._whole(source, at, content) if whole else self._clause(at))
        put = self._put(path)
        stance = _by_mood(put, source)
        if source is not None and source.stance != "asserts" and not aside:
            stance = source.stance
        elif source is not None and source.source is None and source.cue is not None:
            # "There is no truth to reports that …": nobody says so, and the clause rejects it.
            over = self._clause(source.cue.start)
            put = self._moods[over] if over is not None and over not in path else None
            stance = _by_mood(put, None) if put is not None and put.put in ("rejects", "doubts") else stance
        hedges, boosts = self._marks(path, source, stance)
        certainty: Certainty = "hedged" if hedges else "boosted" if boosts else "plain"
        first = self._moods[path[0]] if path else None
        return Bearing(
            stance,
            certainty,
            tuple(sorted({*hedges, *boosts})),
            not aside and (first is None or whole or at in first.deeds),
            first.at if first is not None else None,
            stance == "asserts" and put is not None and put.put == "foretells",
            first is not None and source is not None and at in first.deeds,
        )

    def _whole(self, source: Attribution | None, at: int, content: Sequence[Span]) -> int | None:
        """The main clause of some words: the first that hangs on none of their own."""
        inside = [n for span in content for n in self._between(span.start, span.end)]
        known = set(inside)
        tops = [n for n in inside if self._moods[n].above not in known]
        # "advised them not to return until it ends": the clause aside is not what is said.
        tops = [
            n for n in tops if self._moods[n].link != "aside" or not _within(content, self._moods[n].under)
        ]
        if not tops:
            return self._clause(at) if source is None else None
        return min(tops, key=lambda n: (self._moods[n].link == "aside", self._moods[n].at))

    def _between(self, start: int, end: int) -> list[int]:
        lo, hi = bisect_left(self._heads, (start, -1)), bisect_left(self._heads, (end, -1))
        return [n for _, n in self._heads[lo:hi]]

    def _clause(self, at: int) -> int | None:
        return next(iter(self._over.over(at)), None)

    def _path(self, source: Attribution | None, n: int | None) -> tuple[list[int], bool]:
        """The clauses from a record's own up to the main one, as far as the source answers for them.

        True beside it when the first of them only goes along with what the source says.
        """
        path: list[int] = []
        while n is not None and (source is None or _inside(source, self._moods[n].at)):
            path.append(n)
            mood = self._moods[n]
            n = mood.above
            if mood.link == "aside":
                return path, n is not None and (source is None or _inside(source, mood.under))
            if mood.link == "beside":
                break
        return path, False

    def _put(self, path: Sequence[int]) -> Mood | None:
        """The clause that decides: the record's own, or one above whose question, denial or if it is."""
        doubted = next((n for n in path[1:] if self._moods[n].put == "doubts"), None)
        if doubted is not None and self._moods[path[0]].put == "foretells":
            # "It is hard to imagine that they would leave."
            return self._moods[doubted]
        for k, n in enumerate(path):
            mood = self._moods[n]
            content = any(self._moods[m].link == "content" for m in path[:k])
            if mood.put in ("asks", "rejects", "doubts") or (mood.put != "tells" and not content):
                return mood
        return None

    def _marks(
        self, path: Sequence[int], source: Attribution | None, stance: Stance
    ) -> tuple[list[Span], list[Span]]:
        """The words that hedge and those that boost: in the clauses of the path, and beside the cue."""
        hedges = [span for n in path for span in self._moods[n].hedges]
        boosts = [span for n in path for span in self._moods[n].boosts]
        cue = source.cue if source is not None else None
        over = self._clause(cue.start) if cue is not None else None
        if cue is not None and over is not None and over not in path:
            hedges += [span for span in self._moods[over].hedges if _beside(span, cue)]
            boosts += [span for span in self._moods[over].boosts if _beside(span, cue)]
        if stance in ("demands", "promises", "threatens", "asks"):
            hedges = [span for span in hedges if span.text.lower() not in _LATER]
        return hedges, boosts


def _inside(source: Attribution, at: int) -> bool:
    return _within(source.content, at)


def _within(content: Sequence[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in content)


def _beside(span: Span, cue: Span) -> bool:
    return span.start <= cue.end + _BESIDE and cue.start <= span.end + _BESIDE


def _by_mood(mood: Mood | None, source: Attribution | None) -> Stance:
    if mood is None or mood.put == "plans":
        return "asserts"
    if mood.put == "foretells":
        return _foretold(mood, source)
    stances: dict[str, Stance] = {
        "asks": "asks",
        "orders": "threatens" if mood.harm == "payback" else "demands",
        "rejects": "denies",
        "doubts": "doubts",
    }
    return stances.get(mood.put, "asserts")


def _foretold(mood: Mood, source: Attribution | None) -> Stance:
    """What is foretold of one's own side is promised or threatened; what is fixed for a day is told."""
    if not mood.able:
        return "predicts"
    fixed = mood.dated and mood.harm == "none" and mood.subject == "other"
    if source is None and mood.subject != "we":
        return "asserts" if fixed else "predicts"
    if mood.harm == "payback" and source is not None:
        return "threatens" if source.manner == "quote" or _power(source.source) else "predicts"
    if not _own(mood, source) or (source is not None and source.thought):
        return "predicts"
    if fixed:
        # "Offices will reopen on Sunday, the governor announced": a plan.
        return "asserts"
    return "promises" if mood.harm == "none" else "threatens"


def _own(mood: Mood, source: Attribution | None) -> bool:
    """Whether what is foretold would be the deed of the source's own side."""
    actor = source.source if source is not None else None
    if mood.subject == "we":
        # "The king believes that we will tire": whoever writes so is no part of the king's side.
        indirect = source is not None and source.manner == "indirect"
        return not indirect or actor is None or _first(actor)
    if actor is None:
        return False
    if mood.subject in ("it", "they", "one"):
        return _stands_for(mood.subject, actor)
    return _power(actor) and not _foreign(mood.doer, actor)


def _first(actor: Actor) -> bool:
    """Whether the source is the speaker: "we", "our army", "I"."""
    words = (actor.text or "").lower().split()
    return bool(words) and words[0] in _FIRST


def _stands_for(pronoun: str, actor: Actor) -> bool:
    """Whether a pronoun may stand for the source; "he" says of "them" what others will do."""
    text = (actor.text or "").lower()
    if text in _PRONOUNS:
        return _PRONOUNS[text] == pronoun
    many = text.endswith(("s", "men", "people")) or actor.kind in ("group", "population")
    if pronoun == "one":
        return actor.kind in ("person", "unknown") and not many
    body = actor.kind not in ("person", "unknown")
    return (many or body) if pronoun == "they" else body


def _power(actor: Actor | None) -> bool:
    """Whether somebody's word decides what a side will do."""
    if actor is None:
        return False
    return actor.kind in _POWERS or (actor.code or "").endswith(_SECTORS)


def _foreign(doer: Actor | None, actor: Actor) -> bool:
    """Whether whoever would do it is known to be of another side or country."""
    if doer is None:
        return False
    sides = (doer.side, actor.side)
    if None not in sides:
        return doer.side != actor.side
    return doer.country is not None and actor.country is not None and doer.country != actor.country
