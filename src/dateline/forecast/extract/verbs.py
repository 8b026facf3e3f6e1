"""Verbs that look ahead: with "will" or "may", under words such as "likely", in the present under an "if"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.forecast.extract.conditions import Conditions, in_condition, opens_condition
from dateline.forecast.extract.sights import (
    FIRST,
    MAY,
    POINTING,
    WILL,
    Sight,
    Way,
    auxiliaries,
    subject_of,
    wordings_in,
)
from dateline.lore import Lore
from dateline.model import Cover, Sentence, Token
from dateline.model.tree import ancestors, child, children, conjuncts, deadline, in_present

__all__ = ["verb_sights"]

_IS = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am"})
_ASKS = frozenset({"how", "what", "whether", "why", "who", "which", "where", "when"})
# How many words before a verb "then" or "after that" may stand and still be said of it.
_CLOSE = 5
# Relations of clauses that belong to another.
_BELOW = frozenset({"advcl", "relcl", "acl", "csubj", "pcomp"})
_FORESEES = WILL | {"would", "should", "'d", "’d"}
_HAVE = frozenset({"have", "'ve", "’ve"})


def verb_sights(
    sentence: Sentence,
    predicted: Cover[bool],
    conditions: Conditions,
    lore: Lore,
    *,
    telling: bool,
) -> Iterator[Sight]:
    """All verbs of a sentence that look ahead, in order. `predicted`: offsets that somebody foretells.

    `telling`: what is to come is told in the present tense, in the sentence before this one.
    """
    if _all_asked(sentence):
        return
    for token in sentence.tokens:
        if token.dep in ("aux", "auxpass", "nmod", "amod", "compound") or not (
            token.pos in ("VERB", "AUX") or _modal(sentence, token)
        ):
            continue
        way = _way(sentence, token, predicted, lore, conditions)
        if way is None and telling and _tells_on(sentence, token, lore):
            way = "present"
        telling = telling or way == "present"
        if way is not None:
            yield from _sights(sentence, token, way)
    yield from _taken_for_noun(sentence, lore)


def _tells_on(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """Whether a main clause goes on in the present: "They cut the money, the money stops the war"."""
    subject = child(sentence, token.i, "nsubj", "nsubjpass")
    main = token.dep == "ROOT" or (
        token.dep in ("conj", "ccomp") and sentence.tokens[token.head].tag in ("VBZ", "VBP")
    )
    still = (
        token.lemma in ("be", "have", "know", "want", "need", "mean", "seem", "look")
        or token.lemma in lore.lexicon.verb_cues
    )
    named = subject is not None and subject.tag in ("NN", "NNS", "NNP", "NNPS")
    return token.tag in ("VBZ", "VBP") and main and named and not still


def _taken_for_noun(sentence: Sentence, lore: Lore) -> Iterator[Sight]:
    """ "If it falls, the capital starves": a verb behind the comma that the parser took for a plural."""
    comma = next((t.i for t in sentence.tokens if t.text == ","), None)
    first = next((t for t in sentence.tokens if t.pos != "PUNCT"), None)
    if comma is None or first is None or first.lower not in ("if", "unless", "once"):
        return
    rest = [t for t in sentence.tokens[comma + 1 :] if t.lemma not in lore.lexicon.verb_cues]
    if any(t.tag in ("VBZ", "VBP", "VBD", "MD") for t in rest):
        return
    for token in rest:
        named = any(
            c.tag in ("NNP", "NN") and c.i == token.i - 1 for c in children(sentence, token.i, "compound")
        )
        if token.tag == "NNS" and named:
            yield Sight(sentence, token, token.i, "present")
            return


def _all_asked(sentence: Sentence) -> bool:
    return sentence.text.rstrip("”’\"' ").endswith("?") or (
        sentence.part == "title" and sentence.tokens[0].lower in _ASKS
    )


def _sights(sentence: Sentence, token: Token, way: Way) -> Iterator[Sight]:
    """Each thing foreseen ("that would mean A being deposed, and B"), else the verb with all it says."""
    whole = _whole(sentence, token, way)
    parts = _parts(sentence, token) if token.lemma == "mean" else ()
    for part in parts:
        yield Sight(sentence, token, part, way, cue=token.i)
    if not parts:
        shares = (
            token.dep == "conj" and child(sentence, token.i, "nsubj", "nsubjpass", "expl", "csubj") is None
        )
        yield Sight(sentence, token, whole, way, first=_begins(sentence, token) if shares else None)


def _begins(sentence: Sentence, token: Token) -> int:
    """Where a verb that shares its subject begins: at its first auxiliary, adverb or itself."""
    above = [c.i for c in children(sentence, token.i, "aux", "auxpass", "advmod", "neg") if c.i < token.i]
    return min([token.i, *above])


def _parts(sentence: Sentence, token: Token) -> tuple[int, ...]:
    return tuple(
        i
        for c in children(sentence, token.i, "ccomp", "dobj", "xcomp")
        for i in conjuncts(sentence, c.i)
        if not _modal(sentence, sentence.tokens[i])
    )


def _modal(sentence: Sentence, token: Token) -> bool:
    return any(c.tag == "MD" for c in children(sentence, token.i, "aux"))


def _whole(sentence: Sentence, token: Token, way: Way) -> int:
    """The verb whose clause says the whole of it: "is likely to fall" is told with its subject."""
    if way not in ("ahead", "plan"):
        return token.i
    above = sentence.tokens[token.head]
    over = sentence.tokens[above.head]
    return over.i if above.pos not in ("VERB", "AUX") and over.pos in ("VERB", "AUX") else above.i


def _way(
    sentence: Sentence, token: Token, predicted: Cover[bool], lore: Lore, conditions: Conditions
) -> Way | None:
    if (
        in_condition(token, conditions)
        or _asks(sentence, token)
        or _part_of_other(sentence, token)
        or _foreclosed_above(sentence, token, lore)
    ):
        return None
    return (
        _modal_way(sentence, token, lore)
        or _ahead(sentence, token, lore)
        or _silent(sentence, token, predicted, lore, conditions)
    )


def _modal_way(sentence: Sentence, token: Token, lore: Lore) -> Way | None:
    """By its auxiliaries, if it has any that look ahead."""
    aux = auxiliaries(sentence, token)
    subject = subject_of(sentence, token)
    if subject is not None and aux & _FORESEES and _seen(subject, token, lore):
        # "I would expect", "you will see": what is seen is the forecast. "We will see peace" foretells.
        peace = subject.lower in FIRST and aux & WILL and child(sentence, token.i, "dobj") is not None
        return "will" if peace else None
    if aux & WILL:
        silent = any(children(sentence, token.i, "neg")) and _refuses(sentence, token, lore)
        return None if silent else "will"
    if "would" in aux:
        politely = token.lemma in lore.lexicon.words["would-politely"] and not any(
            children(sentence, token.i, "neg")
        )
        wished = politely or any(c.lower == "rather" for c in children(sentence, token.i, "advmod"))
        return None if wished or _refuses(sentence, token, lore) else "would"
    if aux & MAY:
        return _may(sentence, token, aux, subject, lore)
    if aux & {"can", "ca"}:
        return _cannot(sentence, token, subject, lore)
    if "should" in aux:
        return _should(sentence, token, subject, lore)
    return "would" if _must_follow(sentence, token, aux) else None


def _must_follow(sentence: Sentence, token: Token, aux: frozenset[str]) -> bool:
    """ "We must then face them", "and then we have to face them": what comes next, not what is demanded."""
    owed = token.lemma == "have" and token.tag in ("VBP", "VBZ") and not aux
    below = child(sentence, token.i, "xcomp") if owed else None
    to = below is not None and "to" in auxiliaries(sentence, below)
    return ("must" in aux or to) and _then(sentence, token)


def _seen(subject: Token, token: Token, lore: Lore) -> bool:
    """Whether it is said of us, or of you, that we see something coming."""
    sees = lore.lexicon.words["sees-coming"] | {"see", "find"}
    return subject.lower in FIRST | {"you"} and token.lemma in sees


def _refuses(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """ "would not comment": a refusal that is told."""
    return token.lemma in lore.lexicon.words["would-politely"] & lore.lexicon.words["disclosing"] and not any(
        children(sentence, token.i, "prt")
    )


def _may(
    sentence: Sentence, token: Token, aux: frozenset[str], subject: Token | None, lore: Lore
) -> Way | None:
    if aux & _HAVE or (subject is not None and (_none(sentence, subject) or subject.lower in FIRST)):
        return None
    if "could" in aux and token.lemma in lore.lexicon.words["perceived"] and token.lemma not in ("reach",):
        return None
    denied = "could" in aux and any(children(sentence, token.i, "neg"))
    return "may" if not denied or token.lemma in lore.lexicon.words["endures"] else None


def _none(sentence: Sentence, subject: Token) -> bool:
    """Whether the subject is nobody: "Neither account could be checked" tells of the past."""
    return any(
        c.lower in ("neither", "no", "none", "nobody", "nothing")
        for c in (subject, *children(sentence, subject.i))
    )


def _cannot(sentence: Sentence, token: Token, subject: Token | None, lore: Lore) -> Way | None:
    denied = any(children(sentence, token.i, "neg"))
    if subject is not None and _none(sentence, subject) and subject.lower not in FIRST:
        return "foreclosed"
    if denied and token.lemma == "rule" and child(sentence, token.i, "prt") is not None:
        return "judged"
    if token.lemma in ("get", "grow", "become") and any(
        c.lower == "only" for c in children(sentence, token.i, "advmod")
    ):
        return "may"
    if denied and token.lemma == "see":
        return "foreclosed" if child(sentence, token.i, "dobj") is not None else None
    named = subject is not None and subject.lower not in FIRST
    return "may" if denied and named and token.lemma in lore.lexicon.words["endures"] else None


def _should(sentence: Sentence, token: Token, subject: Token | None, lore: Lore) -> Way | None:
    """ "Otherwise it should peak in May": what is reckoned with, of a thing."""
    if token.lemma not in lore.lexicon.words["reckoned"] or subject is None or subject.tag in ("NNP", "NNPS"):
        return None
    thing = subject.lower == "it" or (
        subject.pos == "NOUN" and not lore.lexicon.noun_classes.get(subject.lemma)
    )
    when = any(
        p.lower in ("by", "in", "within", "before", "until", "after")
        for p in children(sentence, token.i, "prep")
    )
    return "should" if thing and when else None


def _then(sentence: Sentence, token: Token) -> bool:
    return any(c.lower == "then" for c in children(sentence, token.i, "advmod"))


# -- words that look ahead over an infinitive


def _ahead(sentence: Sentence, token: Token, lore: Lore) -> Way | None:
    """Whether words above look ahead: "is going to", "is likely to", "is set to", "is to"."""
    above = sentence.tokens[token.head]
    infinitive = any(aux.lower == "to" for aux in children(sentence, token.i, "aux"))
    if not infinitive or token.dep not in ("xcomp", "ccomp", "advcl", "acl"):
        return None
    if above.lemma == "go" and above.tag == "VBG":
        return "ahead" if _now(children(sentence, above.i, "aux")) else None
    if above.lower in lore.lexicon.words["about-to"] | lore.lexicon.words["about-to-befall"]:
        over = (sentence.tokens[above.head], *children(sentence, above.i, "auxpass", "cop", "aux"))
        headed = (
            sentence.part == "title"
            and above.tag in ("VBN", "VBD", "JJ")
            and not any(children(sentence, above.i, "aux", "auxpass"))
        )
        return "ahead" if _now(over) or headed else None
    if (
        above.lemma == "be"
        and above.lower in _IS
        and token.dep == "xcomp"
        and _only_to(sentence, above, token)
    ):
        return "plan"
    stands = above.lemma == "stand" and above.tag in ("VBZ", "VBP") and token.lemma in ("lose", "gain", "win")
    return "ahead" if stands else None


def _only_to(sentence: Sentence, above: Token, token: Token) -> bool:
    """Whether nothing but "to" and adverbs stands between: "is to open", not "is on course to win"."""
    return all(t.dep in ("aux", "auxpass", "neg", "advmod") for t in sentence.tokens[above.i + 1 : token.i])


def _now(tokens: Sequence[Token]) -> bool:
    """Whether one of them is "is", or a "looks" or "seems" in its place."""
    seems = ("look", "seem", "appear", "remain")
    return any(t.lower in _IS or (t.lemma in seems and t.tag in ("VBZ", "VBP")) for t in tokens)


# -- verbs that look ahead by what they say


def _silent(
    sentence: Sentence, token: Token, predicted: Cover[bool], lore: Lore, conditions: Conditions
) -> Way | None:
    """Without any auxiliary: a judgement, a chance, what is foretold, what an "if" makes so."""
    if _foreclosed(sentence, token, lore):
        return "foreclosed"
    if _judged(sentence, token, lore):
        return "judged"
    if _by_chance(sentence, token, lore):
        return "chance"
    foretold = any(predicted.over(token.start)) and token.dep in ("ccomp", "ROOT")
    if foretold and token.tag in ("VBZ", "VBP", "VB", "VBG") and sentence.root != token.i:
        return "told"
    return "present" if _present(sentence, token, lore, conditions) else None


def _judged(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """A judgement of likelihood: "a withdrawal becomes likely", or "strikes were likely" in a warning."""
    if token.lemma not in ("be", "become", "remain", "look", "seem") or token.tag not in (
        "VBZ",
        "VBP",
        "VBD",
    ):
        return False
    subject = child(sentence, token.i, "nsubj", "csubj")
    if subject is None or subject.lower in POINTING or (token.tag == "VBD" and token.dep != "ccomp"):
        return False
    judged = child(sentence, token.i, "acomp")
    if judged is not None:
        return judged.lower in lore.lexicon.words["judged"] and not any(children(sentence, judged.i, "xcomp"))
    noun = child(sentence, token.i, "attr")
    words = lore.lexicon.words
    rated = noun is not None and any(c.lower in words["ratings"] for c in children(sentence, noun.i, "amod"))
    return rated and noun is not None and noun.lemma in words["outlooks"] and token.tag != "VBD"


def _by_chance(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """What there is a chance of: "There is an even chance, she said, that Moscow calls up …"."""
    mark = next((m for m in children(sentence, token.i, "mark") if m.lower == "that"), None)
    if mark is None or token.tag not in ("VBZ", "VBP"):
        return False
    chances = lore.lexicon.words["chances"]
    return any(t.lemma in chances and t.dep in ("attr", "dobj") for t in sentence.tokens[: mark.i])


def _foreclosed(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """A future denied: "there is no way for him to survive", "there is no guarantee that …"."""
    if token.lemma == "be" and token.tag in ("VBZ", "VBP") and child(sentence, token.i, "expl") is not None:
        noun = child(sentence, token.i, "attr")
        return (
            noun is not None
            and noun.lemma in lore.lexicon.words["openings"]
            and any(children(sentence, noun.i, "prep", "acl", "relcl"))
        )
    return False


def _foreclosed_above(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """Whether a noun above forecloses it: "no guarantee that he will" is one forecast as a whole."""
    above = sentence.tokens[token.head]
    return (
        token.dep in ("acl", "ccomp")
        and above.pos == "NOUN"
        and _foreclosed(sentence, sentence.tokens[above.head], lore)
    )


def _present(sentence: Sentence, token: Token, lore: Lore, conditions: Conditions) -> bool:
    """A main clause in the present that an "if" or a "then" makes a forecast: "If it falls, they starve"."""
    below = token.dep in _BELOW and not _behind_colon(sentence, token)
    dated = deadline(sentence, token.i, lore.lexicon.words["spans-of-time"])
    # "The town holds through May" tells no word of anybody's, though people hold that something is so.
    tells = token.lemma in lore.lexicon.verb_cues and (
        dated is None or any(children(sentence, token.i, "ccomp"))
    )
    subject = subject_of(sentence, token)
    if not in_present(sentence, token.i) or tells or below or subject is None:
        return False
    if opens_condition(token, conditions) or dated is not None:
        return True
    if subject.lower in FIRST:
        return False
    brings = subject.lower in POINTING - {"it"} and token.lemma in lore.lexicon.words["brings-about"]
    return brings or (subject.lower not in POINTING and wordings_before(sentence, token, lore))


def _behind_colon(sentence: Sentence, token: Token) -> bool:
    """Whether a clause only looks as if it belonged to a label before a colon: "My read: the town falls"."""
    return any(t.text == ":" for t in sentence.tokens[token.head : token.i])


def wordings_before(sentence: Sentence, token: Token, lore: Lore) -> bool:
    """Whether a "then" or "after that" stands before the verb in its clause."""
    low = max(token.i - _CLOSE, 0)
    return any(True for _ in wordings_in(sentence, low, token.i, lore.lexicon.wordings["consequently"]))


# -- what is none


def _asks(sentence: Sentence, token: Token) -> bool:
    """A question, put or reported: "how the war could end", "whether he will go"."""
    above = sentence.tokens[token.head]
    if (
        token.dep == "ccomp"
        and above.i < token.i
        and any(m.lower == "if" for m in children(sentence, token.i, "mark"))
    ):
        # "Asked if he would run": behind a verb, "if" asks.
        return True
    # "What we are going to see is that they leave": the verb hangs on "going".
    going = token.dep == "xcomp" and above.dep == "csubj"
    return (
        (token.dep in ("ccomp", "pcomp", "csubj") or going)
        and any(
            c.lower in _ASKS and c.i < token.i
            for c in children(sentence, token.i, "mark", "advmod", "dobj", "nsubj", "attr")
        )
        and not (token.dep == "ccomp" and any(c.tag == "WDT" for c in children(sentence, token.i, "nsubj")))
    )


def _part_of_other(sentence: Sentence, token: Token) -> bool:
    """Relative clauses belong to their noun, unless they tell what comes of the clause before."""
    if _cleft(sentence, token):
        return True
    at = token
    for _ in range(4):
        relative = any(c.tag == "WDT" for c in children(sentence, at.i, "nsubj", "nsubjpass"))
        if at.dep in ("relcl", "acl") or (relative and at.dep not in ("ROOT", "ccomp")):
            return not _consequent(sentence, at)
        if at.dep != "conj":
            return False
        at = sentence.tokens[at.head]
    return False


def _cleft(sentence: Sentence, token: Token) -> bool:
    """ "It would be the navy that would decide it": one thing is foreseen, by the verb before."""
    above = sentence.tokens[token.head]
    named = child(sentence, above.i, "nsubj")
    relative = child(sentence, token.i, "nsubj", "nsubjpass")
    return (
        token.dep == "ccomp"
        and above.lemma == "be"
        and named is not None
        and named.lower == "it"
        and child(sentence, above.i, "attr") is not None
        and relative is not None
        and relative.tag in ("WDT", "WP")
    )


def _consequent(sentence: Sentence, token: Token) -> bool:
    """ "…, which would free a brigade": what comes of a clause that looks ahead itself.

    Also a headline's whole news: "The truce that will not hold".
    """
    pronoun = next(
        (c for c in children(sentence, token.i, "nsubj", "nsubjpass") if c.lower in ("which", "that")), None
    )
    if pronoun is None:
        # "a chance that the front will hold" is no relative clause.
        return token.dep == "acl" or not any(
            c.tag in ("WDT", "WP", "WRB") for c in children(sentence, token.i)
        )
    if sentence.part == "title" and not any(
        t.tag in ("VBZ", "VBP", "VBD", "MD") for t in sentence.tokens[: pronoun.i]
    ):
        return True
    comma = pronoun.i > 0 and sentence.tokens[pronoun.i - 1].text == ","
    above = [t for t in ancestors(sentence, token.i) if t.pos in ("VERB", "AUX")]
    looks = any(c.tag == "MD" or c.lower == "to" for t in above[:2] for c in children(sentence, t.i, "aux"))
    return pronoun.lower == "which" and comma and (looks or any(t.lemma == "mean" for t in above))
