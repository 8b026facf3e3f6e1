"""Nouns and phrases that look ahead: "is heading for famine", "expects a stalemate", "on the brink of"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.forecast.extract.sights import FIRST, POINTING, Sight, subject_of
from dateline.lore import Lore
from dateline.model import Sentence, Token
from dateline.model.tree import ancestors, child, children, conjuncts, subtree

__all__ = ["noun_sights"]

_IS = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am"})
# A quarter of all words, none of which looks ahead.
_LITTLE = frozenset({"PUNCT", "SPACE", "DET", "CCONJ"})
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")


def noun_sights(sentence: Sentence, lore: Lore) -> Iterator[Sight]:
    """All that looks ahead in a sentence without a verb that does so itself."""
    if sentence.text.rstrip("”’\"' ").endswith("?"):
        return
    for token in sentence.tokens:
        if token.pos in _LITTLE:
            continue
        yield from _seen_coming(sentence, token, lore)
        yield from _headed(sentence, token, lore)
        yield from _on_the_verge(sentence, token, lore)
        yield from _ended(sentence, token, lore)
        yield from _meant(sentence, token, lore)
        yield from _rated(sentence, token, lore)
        yield from _chances_are(sentence, token, lore)
        yield from _warned_of(sentence, token)
        yield from _unseen(sentence, token, lore)
        yield from _guessed(sentence, token, lore)
    yield from _listed(sentence)
    if sentence.part == "title":
        yield from _headline(sentence, lore)


def _present(sentence: Sentence, token: Token) -> bool:
    """Whether a verb is in the present tense, or one of a headline that has no other."""
    if token.tag in ("VBZ", "VBP"):
        return True
    now = any(c.lower in _IS for c in children(sentence, token.i, "aux", "auxpass"))
    return token.tag in ("VBG", "VBN") and (now or sentence.part == "title")


def _seen_coming(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "expects a stalemate", "see prices rising", "So expect an offer"."""
    words = lore.lexicon.words["sees-coming"]
    if token.pos != "VERB" or not (
        token.lemma in words or (token.lemma == "see" and _dated(sentence, token))
    ):
        return
    if child(sentence, token.i, "auxpass", "nsubjpass") is not None:
        return
    aux = {c.lower for c in children(sentence, token.i, "aux")}
    order = (
        token.tag == "VB"
        and token.dep == "ROOT"
        and child(sentence, token.i, "nsubj") is None
        and aux <= {"do"}
    )
    order = order or (token.lemma == "expect" and bool(aux & {"would", "should", "'d", "’d"}))
    own = subject_of(sentence, token)
    if not (_present(sentence, token) or order) or (own is not None and own.lower in POINTING):
        return
    for c in children(sentence, token.i, "dobj", "ccomp", "xcomp"):
        if c.pos in _NOUNS and c.lower not in POINTING and c.tag != "PRP":
            yield from (Sight(sentence, token, i, "noun", cue=token.i) for i in conjuncts(sentence, c.i))
        elif (
            c.tag in ("VB", "VBG", "VBN")
            and not any(m.lower in ("if", "that") for m in children(sentence, c.i, "mark"))
            and not any(a.tag == "MD" for a in children(sentence, c.i, "aux"))
        ):
            yield Sight(sentence, token, c.i, "noun", cue=token.i)


def _dated(sentence: Sentence, token: Token) -> bool:
    """Whether what is seen comes with a time by which it comes, or is coming: "see it climbing"."""
    below = sentence.tokens[token.i + 1 : subtree(sentence, token.i)[-1] + 1]
    by = any(t.lower in ("by", "within", "before", "next") for t in below)
    going = any(t.tag == "VBG" and t.dep in ("ccomp", "xcomp", "acl") for t in below[:4])
    return by or going


def _headed(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "heading for famine", "risks losing", "faces defeat", "brace for a long war"."""
    table = lore.lexicon.tables["heads-for"]
    form = token.lower if token.lower in table else token.lemma
    if form not in table or (token.pos not in ("VERB", "NOUN", "ADJ", "PROPN")):
        return
    own = subject_of(sentence, token)
    if own is not None and own.lower in FIRST:
        return
    prep = table[form]
    if not prep:
        yield from _risking(sentence, token, lore)
        return
    after = next((p for p in children(sentence, token.i, "prep", "dative") if p.lower == prep), None)
    below = child(sentence, after.i, "pobj", "pcomp") if after is not None else None
    current = (
        _present(sentence, token)
        or token.lemma == "brace"
        or (sentence.part == "title" and token.i == sentence.root)
    )
    if below is None or not current:
        return
    if token.lemma in ("brace", "look", "point", "bracing", "braced", "pointing"):
        if token.lemma != "look" or _by(sentence, below):
            yield Sight(sentence, token, below.i, "noun", cue=token.i)
    else:
        yield Sight(sentence, token, token.i, "noun", cue=token.i)


def _by(sentence: Sentence, below: Token) -> bool:
    return any(
        sentence.tokens[i].lower in ("by", "within", "before", "next") for i in subtree(sentence, below.i)
    )


def _risking(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "risks losing the pass", "faces defeat": of what is to come, not of what stands there."""
    named = {c.lemma for c in children(sentence, token.i, "dobj")}
    if token.lemma in ("face", "facing", "court", "stand"):
        if _present(sentence, token) and named & lore.lexicon.words["calamities"]:
            yield Sight(sentence, token, token.i, "noun", cue=token.i)
        return
    after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
    verbal = after is not None and after.tag == "VBG" and token.lower in ("risk", "risks")
    verb = token.pos == "VERB" and token.lemma == "risk" and _present(sentence, token)
    threatens = token.lemma == "threaten" and _present(sentence, token)
    if threatens:
        below = next((c for c in children(sentence, token.i, "xcomp")), None)
        verb = below is not None and below.lemma in lore.lexicon.words["no-deeds"]
    if verbal or (verb and (threatens or bool(named & lore.lexicon.words["calamities"]))):
        told = (
            after if verbal and after is not None and child(sentence, after.i, "nsubj") is not None else token
        )
        yield Sight(sentence, token, told.i, "noun", cue=token.i)


def _on_the_verge(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "on the brink of collapse", "on course to win", "at risk of famine", "on the cards"."""
    words = lore.lexicon.words
    prep = sentence.tokens[token.head]
    if prep.lower not in ("on", "at", "in", "within") or token.dep != "pobj":
        return
    near = token.lemma in words["verges"] and (
        any(p.lower in ("of", "for") for p in children(sentence, token.i, "prep"))
        or _to_do(sentence, token, prep)
    )
    near = near and (
        token.lemma not in ("way", "path", "road", "line", "point", "edge", "eve")
        or _to_do(sentence, token, prep)
        or token.lemma in ("eve", "point", "edge")
    )
    alone = (
        token.lower in words["ahead-alone"]
        and prep.lower in ("on", "in", "within")
        and token.i + 2 >= _last(sentence, token)
    )
    above = sentence.tokens[prep.head]
    verb = above if above.pos in ("VERB", "AUX") else None
    if not (near or alone) or (verb is not None and not (verb.lower in _IS or verb.tag in ("VBZ", "VBP"))):
        return
    own = subject_of(sentence, verb) if verb is not None else above
    if own is None or own.lower in POINTING | FIRST:
        return
    if verb is not None and verb.lemma in ("be", "remain", "stand", "look", "appear", "seem"):
        yield Sight(sentence, verb, verb.i, "noun", cue=token.i)
    elif sentence.part == "title" and near:
        yield Sight(sentence, above, above.i, "noun", cue=token.i)


def _to_do(sentence: Sentence, token: Token, prep: Token) -> bool:
    """Whether an infinitive says what it is the way to: "on course to win"."""
    near = (*children(sentence, token.i, "acl", "xcomp"), *children(sentence, prep.head, "xcomp", "advcl"))
    return any(a.lower == "to" for c in near if c.i > token.i for a in children(sentence, c.i, "aux"))


def _last(sentence: Sentence, token: Token) -> int:
    """The number of the last word before the clause's end."""
    for t in sentence.tokens[token.i :]:
        if t.pos == "PUNCT" or t.pos == "CCONJ":
            return t.i
    return len(sentence.tokens)


def _ended(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "its days are numbered", "the port is finished"; "it is only a matter of time before …"."""
    if (
        token.lemma in ("loom", "beckon")
        and token.tag in ("VBZ", "VBP")
        and child(sentence, token.i, "nsubj") is not None
    ):
        yield Sight(sentence, token, token.i, "noun", cue=token.i)
        return
    below = token.lower in lore.lexicon.words["numbered"] and token.tag in ("VBN", "VBG", "JJ", "RB")
    if (
        below
        and token.dep == "ROOT"
        and sentence.part == "title"
        and child(sentence, token.i, "nsubj") is not None
    ):
        yield Sight(sentence, token, token.i, "noun", cue=token.i)
        return
    verb = (
        token
        if below
        and token.tag in ("VBN", "VBG")
        and any(c.lower in _IS for c in children(sentence, token.i, "auxpass", "aux"))
        else None
    )
    above = sentence.tokens[token.head]
    if verb is None and below and above.lower in _IS:
        verb = above
    own = subject_of(sentence, verb) if verb is not None else None
    named = own is not None and own.lower not in POINTING | FIRST
    judged = any(children(sentence, token.i, "xcomp")) or token.lower in lore.lexicon.words["judged"]
    if verb is not None and named and not judged:
        yield Sight(sentence, verb, verb.i, "noun", cue=token.i)
    times = lore.lexicon.words["spans-of-time"] | {"time"}
    of = sentence.tokens[token.i + 1 : token.i + 3]
    if token.lower in ("matter", "question") and any(t.lemma in times for t in of):
        yield from _in_time(sentence, token)
    yield from _out_of_question(sentence, token)


def _out_of_question(sentence: Sentence, token: Token) -> Iterator[Sight]:
    """ "A coup is not out of the question"."""
    of = sentence.tokens[token.head]
    if token.lower != "question" or of.lower != "of" or sentence.tokens[of.i - 1].lower != "out":
        return
    verb = next((a for a in ancestors(sentence, token.i) if a.pos in ("VERB", "AUX")), None)
    own = subject_of(sentence, verb) if verb is not None else None
    if verb is not None and verb.lower in _IS and own is not None and own.lower not in POINTING:
        yield Sight(sentence, verb, verb.i, "noun", cue=token.i)


def _in_time(sentence: Sentence, token: Token) -> Iterator[Sight]:
    """What is a matter of time: the subject, or the clause behind "before" and "until"."""
    for clause in sentence.tokens[token.i :]:
        if clause.dep in ("advcl", "ccomp", "acl", "pcomp") and any(
            m.lower in ("before", "until") for m in children(sentence, clause.i, "mark", "advmod", "prep")
        ):
            yield Sight(sentence, clause, clause.i, "noun", cue=token.i)
            return
    before = next(
        (p for p in sentence.tokens[token.i :] if p.lower in ("before", "until") and p.dep == "prep"), None
    )
    noun = child(sentence, before.i, "pobj") if before is not None else None
    if noun is not None:
        yield Sight(sentence, noun, noun.i, "noun", cue=token.i)
        return
    above = sentence.tokens[token.head]
    own = subject_of(sentence, above) if above.pos in ("VERB", "AUX") else None
    if own is not None and own.lower not in POINTING and above.tag in ("VBZ", "VBP"):
        yield Sight(sentence, above, own.i, "noun", cue=token.i)


def _meant(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "That in turn means trouble": what follows, as a noun or a gerund."""
    if token.lemma not in ("mean", "spell") or token.tag not in ("VBZ", "VBP"):
        return
    own = subject_of(sentence, token)
    if own is None or not (own.lower in POINTING or own.lemma in lore.lexicon.words["calamities"]):
        return
    for c in children(sentence, token.i, "dobj", "ccomp", "xcomp"):
        for i in conjuncts(sentence, c.i):
            part = sentence.tokens[i]
            if (part.pos in _NOUNS and part.tag != "PRP") or part.tag == "VBG":
                yield Sight(sentence, token, i, "noun", cue=token.i)


def _rated(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "put the risk of famine at high", "gave the truce little chance of lasting": what the risk is of."""
    words = lore.lexicon.words
    if token.dep != "dobj" or not (token.lemma in words["chances"] or token.lemma in words["threats"]):
        return
    above = sentence.tokens[token.head]
    rates = (
        above.lemma
        in (
            "put",
            "see",
            "rate",
            "give",
            "raise",
            "run",
            "face",
            "carry",
            "bring",
            "increase",
            "heighten",
            "hold",
        )
        and above.tag != "VBN"
    )
    of = next((p for p in children(sentence, token.i, "prep") if p.lower == "of"), None)
    below = child(sentence, of.i, "pobj", "pcomp") if of is not None else None
    if rates and below is not None and (above.tag in ("VBZ", "VBP", "VBG") or above.lemma == "put"):
        yield Sight(sentence, above, below.i, "noun", cue=token.i)


def _chances_are(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "The chances of a truce are slim", "the likeliest outcome is a stalemate"."""
    words = lore.lexicon.words
    rated = token.lemma in ("be", "remain", "look") or token.lemma in words["hangs-over"]
    own = child(sentence, token.i, "nsubj") if rated and token.tag in ("VBZ", "VBP") else None
    if own is None:
        return
    told = next((c for c in children(sentence, token.i, "ccomp") if c.tag in ("VBZ", "VBP")), None)
    guessed = own.lemma in words["chances"] | words["threats"] or (
        own.lemma in words["in-the-view"] and any(children(sentence, own.i, "poss"))
    )
    if told is not None and (guessed or own.lemma in words["calamities"]):
        yield Sight(sentence, told, told.i, "noun", cue=own.i)
    of = next((p for p in children(sentence, own.i, "prep") if p.lower == "of"), None)
    below = child(sentence, of.i, "pobj", "pcomp") if of is not None else None
    hangs = token.lemma != "be" or child(sentence, token.i, "acomp") is not None
    if own.lemma in words["chances"] | words["threats"] and below is not None and hangs:
        yield Sight(sentence, token, below.i, "noun", cue=own.i)
    outcome = child(sentence, token.i, "attr")
    if (
        own.lemma in words["outlooks"]
        and outcome is not None
        and any(c.lower in words["ratings"] for c in children(sentence, own.i, "amod"))
    ):
        yield Sight(sentence, token, outcome.i, "noun", cue=own.i)


def _warned_of(sentence: Sentence, token: Token) -> Iterator[Sight]:
    """ "warned of a famine", "predicted a quick end": said lately, though in the past tense."""
    if token.tag not in ("VBD", "VBZ", "VBP") or token.lemma not in (
        "warn",
        "caution",
        "predict",
        "forecast",
        "foretell",
        "prophesy",
    ):
        return
    of = next((p for p in children(sentence, token.i, "prep") if p.lower in ("of", "about")), None)
    below = child(sentence, of.i, "pobj", "pcomp") if of is not None else None
    if below is None and token.tag == "VBD" and token.lemma != "warn":
        below = child(sentence, token.i, "dobj")
    if below is not None and below.tag != "PRP" and below.lower not in POINTING:
        yield from (Sight(sentence, token, i, "noun", cue=token.i) for i in conjuncts(sentence, below.i))


def _guessed(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "My forecast: a truce by May", "the bank's forecast is for a fall": what the guess is."""
    if token.lemma not in lore.lexicon.words["guesses"] or token.pos != "NOUN":
        return
    above = sentence.tokens[token.head]
    if token.dep == "nsubj" and above.lower in _IS:
        of = next((p for p in children(sentence, above.i, "prep") if p.lower in ("for", "of")), None)
        below = child(sentence, of.i, "pobj", "pcomp") if of is not None else None
        if below is not None:
            yield Sight(sentence, above, below.i, "noun", cue=token.i)
    colon = next((t.i for t in sentence.tokens[token.i :] if t.text == ":"), None)
    owned = any(c.dep == "poss" or c.lower in ("the", "one") for c in children(sentence, token.i))
    if colon is None or not owned or any(t.tag in ("VBD", "MD") for t in sentence.tokens[:colon]):
        return
    told = next(
        (
            t
            for t in sentence.tokens[colon + 1 :]
            if t.tag in ("VBZ", "VBP") and t.dep in ("ROOT", "acl", "appos", "ccomp", "parataxis")
        ),
        None,
    )
    noun = next((t for t in sentence.tokens[colon + 1 :] if t.pos in _NOUNS and t.head <= colon), None)
    if told is not None and child(sentence, told.i, "nsubj", "nsubjpass") is not None:
        yield Sight(sentence, told, told.i, "noun", cue=token.i)
    elif noun is not None and not any(t.tag == "MD" for t in sentence.tokens[colon:]):
        yield Sight(sentence, noun, noun.i, "noun", cue=token.i)


def _unseen(sentence: Sentence, token: Token, lore: Lore) -> Iterator[Sight]:
    """ "I see no end to this war", "it is hard to imagine the truce lasting"."""
    if token.lemma not in ("see", "imagine", "envisage", "picture", "have", "stand"):
        return
    thing = child(sentence, token.i, "dobj")
    nothing = thing is not None and any(
        c.lower in ("no", "little") for c in children(sentence, thing.i, "det", "amod")
    )
    if (
        thing is not None
        and nothing
        and token.tag in ("VBZ", "VBP")
        and thing.lemma in lore.lexicon.words["openings"] | {"end", "future", "hope", "solution"}
    ):
        yield Sight(sentence, token, token.i, "noun", cue=token.i)
    above = sentence.tokens[token.head]
    if above.lower in ("hard", "difficult", "impossible", "easy") and token.dep == "xcomp":
        for c in children(sentence, token.i, "ccomp"):
            if c.tag == "VBG":
                yield Sight(sentence, token, c.i, "noun", cue=above.i)


def _listed(sentence: Sentence) -> Iterator[Sight]:
    """What is spelt out behind a colon: "would start a scramble: regions breaking away, allies leaving"."""
    colon = next((t.i for t in sentence.tokens if t.text == ":"), None)
    modal = next(
        (t for t in sentence.tokens[: colon or 0] if t.lower in ("will", "would", "could", "may", "might")),
        None,
    )
    if colon is None or modal is None:
        return
    verb = sentence.tokens[modal.head]
    for t in sentence.tokens[colon + 1 :]:
        subject = child(sentence, t.i, "nsubj", "nsubjpass")
        if t.tag != "VBG" or t.dep in ("aux", "auxpass", "pcomp", "amod", "xcomp"):
            continue
        if subject is not None and subject.i > colon:
            yield Sight(sentence, verb, t.i, "noun", cue=modal.i)
        elif t.dep == "acl" and t.head > colon:
            # "parts of the army turning": the noun right before is no more than a part of what turns.
            near = sentence.tokens[t.i - 1]
            own = near.pos == "NOUN" and near.dep != "pobj"
            yield Sight(sentence, verb, near.i if own else t.head, "noun", cue=modal.i)


def _headline(sentence: Sentence, lore: Lore) -> Iterator[Sight]:
    """ "Road to be mined within days", "No election this year": headlines without a finite verb."""
    finite = next(
        (t.i for t in sentence.tokens if t.tag in ("VBZ", "VBP", "VBD", "MD")), len(sentence.tokens)
    )
    for token in sentence.tokens[:finite]:
        to = next((a for a in children(sentence, token.i, "aux") if a.lower == "to"), None)
        if to is not None and to.i and sentence.tokens[to.i - 1].pos in _NOUNS:
            noun = sentence.tokens[token.head]
            yield Sight(sentence, token, noun.i if noun.pos in _NOUNS else token.i, "plan", cue=token.i)
            return
    yield from _without_verb(sentence, lore)


def _without_verb(sentence: Sentence, lore: Lore) -> Iterator[Sight]:
    """ "Deal unlikely before spring", "Famine feared in north", "No election this year, source says"."""
    words = lore.lexicon.words
    for token in sentence.tokens[1:]:
        before = sentence.tokens[token.i - 1]
        judged = token.lower in words["judged"] or token.lower in (
            "feared",
            "expected",
            "forecast",
            "predicted",
            "doomed",
        )
        if (
            judged
            and token.tag in ("JJ", "VBN", "VBD")
            and before.pos in _NOUNS
            and not any(children(sentence, token.i, "auxpass", "aux"))
        ):
            yield Sight(
                sentence,
                token,
                before.i if token.i in subtree(sentence, before.i) else token.i,
                "noun",
                cue=token.i,
            )
            return
    first = sentence.tokens[0]
    head = sentence.tokens[first.head]
    times = any(t.lower in ("this", "next", "before", "until", "by") for t in sentence.tokens[1:])
    if first.lower == "no" and head.pos in _NOUNS and times:
        yield Sight(sentence, head, head.i, "noun", cue=0)
