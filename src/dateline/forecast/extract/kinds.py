"""What a sight is: a prediction, warning, expectation, plan or hypothetical, or nothing that lies ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dateline.forecast.extract.conditions import counterfactual
from dateline.forecast.extract.sights import FIRST, Sight, auxiliaries, subject_of
from dateline.forecast.extract.speakers import Voice
from dateline.lore import Lore
from dateline.model import ForecastKind, Found, Moment, Sentence, Token
from dateline.model.tree import ancestors, child, children, deadline, subtree

__all__ = ["Setting", "kind_of"]

_HAVE = frozenset({"have", "'ve", "’ve"})
_YEAR = re.compile(r"(?:19|20)\d\d")
# Without an object, these tell what a thing does as well as what is done with it: "the line will hold".
_MAY_DO_ALONE = frozenset(
    {"hold", "close", "open", "start", "begin", "rise", "lay", "fly", "reopen", "resume"}
)
# News older than so many days is no news: what was then foretold is history.
_OLD = 45
# A sentence that only says how an old forecast came out is short: "It did not.", "It lasted three."
_VERDICT = 9


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a sight: its condition, whether it leans on an earlier one, who says it, when."""

    condition: Sequence[int]
    elsewhere: bool
    leaning: bool
    following: bool
    voice: Voice | None
    narrated: bool
    after: Sentence | None
    moments: Sequence[Found[Moment]]
    published: str | None


def kind_of(sight: Sight, setting: Setting, lore: Lore) -> ForecastKind | None:
    """The kind of what is foreseen; None for what only looks so: history, habits, old expectations."""
    if _supposed(sight):
        return "hypothetical"
    if _counterfactual(sight, setting):
        return "hypothetical" if setting.condition else None
    if (
        _old_expectation(sight, setting, lore)
        or _in_general(sight, setting, lore)
        or _habitual(sight, setting, lore)
        or _able(sight, setting, lore)
        or _not_yet(sight)
    ):
        return None
    if _history(sight, setting, lore) or (sight.way == "present" and not _ahead_of_now(sight, setting, lore)):
        return None
    if _planned(sight, setting, lore):
        return "plan"
    return _shade(sight, setting, lore)


def _counterfactual(sight: Sight, setting: Setting) -> bool:
    have = bool(auxiliaries(sight.sentence, sight.verb) & _HAVE) and sight.way in ("would", "may")
    return have or (bool(setting.condition) and counterfactual(sight.sentence, setting.condition))


def _supposed(sight: Sight) -> bool:
    """ "Imagine that the wall were gone: the towns would be one"."""
    first = next((t for t in sight.sentence.tokens if t.pos != "PUNCT"), None)
    return first is not None and first.lower in ("imagine", "suppose", "picture") and first.i < sight.verb.i


# -- what is over


def _old_expectation(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """What somebody once expected is history: "few doubted the city would fall"."""
    if _doubted_noun(sight, lore):
        return True
    cue = _cue_over(sight, setting, lore)
    if cue is None:
        return False
    sentence = sight.sentence
    before = cue.i < sight.verb.i
    past = cue.tag in ("VBD", "VBN") and not any(
        c.tag in ("VBZ", "VBP") for c in children(sentence, cue.i, "aux", "auxpass")
    )
    thought = any(
        entry.thought or entry.stance == "doubts" for entry in lore.lexicon.verb_cues.get(cue.lemma, ())
    )
    long_past = any(c.lower in ("had", "'d", "’d") for c in children(sentence, cue.i, "aux"))
    if past and before and (thought or long_past or _put_back(sight, cue, setting, lore)):
        return True
    return past and before and _settled_after(sight, setting)


def _in_general(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """What people thought then, in the narrator's words: "It may take weeks, but few doubted that …"."""
    if sight.way != "may" or setting.voice is not None or setting.condition:
        return False
    behind = [t for t in sight.sentence.tokens[sight.verb.i :] if t.pos not in ("ADV", "PUNCT")]
    return any(
        who.lower in lore.lexicon.words["people-at-large"]
        and verb.tag in ("VBD", "VBN")
        and any(cue.thought or cue.stance == "doubts" for cue in lore.lexicon.verb_cues.get(verb.lemma, ()))
        for who, verb in pairwise(behind)
    )


def _not_yet(sight: Sight) -> bool:
    """ "They may not be beaten yet, but …": what is granted of now."""
    being = sight.verb.lemma == "be" or "be" in auxiliaries(sight.sentence, sight.verb)
    if sight.way != "may" or not being:
        return False
    below = {c.lower for c in children(sight.sentence, sight.verb.i, "advmod", "neg")}
    return bool(below & {"yet", "already"}) and not any(children(sight.sentence, sight.verb.i, "advcl"))


def _doubted_noun(sight: Sight, lore: Lore) -> bool:
    """The parser took "few doubted the city" for a noun phrase."""
    subject = child(sight.sentence, sight.verb.i, "nsubj")
    return subject is not None and any(
        word.tag in ("VBN", "VBD")
        and any(cue.thought or cue.stance == "doubts" for cue in lore.lexicon.verb_cues.get(word.lemma, ()))
        for word in children(sight.sentence, subject.i, "amod")
    )


def _cue_over(sight: Sight, setting: Setting, lore: Lore) -> Token | None:
    """The verb of saying or thinking over a sight, in its sentence."""
    sentence = sight.sentence
    for above in ancestors(sentence, sight.verb.i if sight.way != "noun" else sight.head):
        if above.pos in ("VERB", "AUX") and above.i != sight.cue and lore.lexicon.verb_cues.get(above.lemma):
            return above
    told = setting.voice.cue if setting.voice is not None else None
    if told is None:
        return None
    inside = [t for t in sentence.tokens if told.start <= t.start < told.end and t.pos in ("VERB", "AUX")]
    return inside[-1] if inside else None


def _put_back(sight: Sight, cue: Token, setting: Setting, lore: Lore) -> bool:
    """Whether words beside the cue put it into a time that is over: "in 2016 he wrote", "said then"."""
    sentence = sight.sentence
    own = set(subtree(sentence, sight.head))
    beside = [sentence.tokens[i] for i in range(len(sentence.tokens)) if i not in own and i < sight.verb.i]
    words = lore.lexicon.words["reproved"]
    for c in children(sentence, cue.i, "advmod", "npadvmod", "prep", "advcl"):
        if c.i in own:
            continue
        then = " ".join(sentence.tokens[i].lower for i in subtree(sentence, c.i))
        if then in ("at the time", "in those days", "at that time", "back then"):
            return True
        if c.lower in words or any(sentence.tokens[i].lower == "ago" for i in subtree(sentence, c.i)):
            return True
    years = [int(t.text) for t in beside if _YEAR.fullmatch(t.text)]
    now = int(setting.published[:4]) if setting.published else None
    if any(now is None or year < now for year in years):
        return True
    last = any(
        t.lower == "last" and n.lemma in lore.lexicon.words["spans-of-time"] - {"week", "night"}
        for t, n in pairwise(beside)
    )
    return last or _months_back(beside, setting)


def _months_back(beside: Sequence[Token], setting: Setting) -> bool:
    """ "said in January that": a time beside the cue that was over long before the text appeared."""
    if setting.published is None:
        return False
    known = [f.thing for f in setting.moments if any(f.lo <= t.i < f.hi for t in beside)]
    limit = (date.fromisoformat(setting.published[:10]) - timedelta(days=_OLD)).isoformat()
    long = ("month", "season", "year", "decade")
    return any(
        m.end is not None and (m.end < limit or (m.precision in long and m.end < setting.published))
        for m in known
    )


def _settled_after(sight: Sight, setting: Setting) -> bool:
    """Whether what follows says how it came out: "It did not.", "They were wrong."."""
    sentence = sight.sentence
    mark = next((t.i for t in sentence.tokens[sight.head :] if t.text in (";", "–", "—")), None)
    rest = sentence.tokens[mark + 1 :] if mark is not None else ()
    if rest and len(rest) <= _VERDICT and _verdict(rest):
        return True
    after = setting.after
    return after is not None and len(after.tokens) <= _VERDICT and _verdict(after.tokens)


def _verdict(tokens: Sequence[Token]) -> bool:
    first = next((t for t in tokens if t.pos != "PUNCT"), None)
    names = first is not None and first.lower in (
        "it",
        "they",
        "he",
        "she",
        "none",
        "that",
        "nothing",
        "this",
        "both",
    )
    second = next(
        (t for t in tokens if first is not None and t.i > first.i and t.pos in ("VERB", "AUX")), None
    )
    return (
        names
        and second is not None
        and second.tag == "VBD"
        and second.lemma not in ("say", "add", "tell", "call", "urge", "ask", "warn", "argue")
    )


def _history(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """A "would" or "could" of the narrator that tells what came: "he would later write"."""
    sentence = sight.sentence
    if (
        any(c.lower in lore.lexicon.words["in-the-end"] for c in children(sentence, sight.verb.i, "advmod"))
        and sight.way == "would"
        and setting.voice is None
    ):
        return True
    if sight.way not in ("would", "may") or not auxiliaries(sentence, sight.verb) & {"would", "could"}:
        return False
    if (
        setting.condition
        or setting.elsewhere
        or setting.leaning
        or setting.following
        or sentence.part == "title"
    ):
        return False
    if setting.voice is not None or not (setting.narrated or sight.way == "would"):
        return False
    subject = subject_of(sentence, sight.verb)
    case = (
        subject is not None
        and not setting.narrated
        and any(p.lower == "of" for p in children(sentence, subject.i, "prep"))
    )
    return subject is not None and _definite(sentence, subject, lore) and not case


def _definite(sentence: Sentence, subject: Token, lore: Lore) -> bool:
    """Whether a subject is one known already; "any new fire", "a truce" put a case."""
    if subject.lower in lore.lexicon.words["calamities"]:
        return False
    if subject.tag in ("PRP", "NNP", "NNPS"):
        return True
    cases = ("a", "an", "any", "such", "another", "no")
    marks = [c.lower for c in children(sentence, subject.i, "det", "amod", "poss", "predet")]
    return (bool(marks) and not any(word in cases for word in marks)) or subject.lower in (
        "nobody",
        "they",
        "none",
    )


def _ahead_of_now(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """Whether a verb in the present is of what is to come, and no rule of what always is so."""
    sentence = sight.sentence
    if not setting.condition and not setting.elsewhere:
        return (
            setting.following or (setting.leaning and not setting.narrated) or _by_then(sight, setting, lore)
        )
    first = sentence.tokens[setting.condition[0]] if setting.condition else None
    rule = first is not None and first.lower in ("when", "whenever", "once", "without", "with")
    subject = subject_of(sentence, sight.verb)
    all_of_a_kind = subject is not None and _one_of_a_kind(sentence, subject)
    behind = first is not None and first.i > sight.verb.i
    pointed = any(
        sentence.tokens[i].tag in ("PRP", "DT") and sentence.tokens[i].dep.startswith("nsubj")
        for i in setting.condition
    )
    if rule or behind:
        shown = setting.following or pointed or _spoken(setting) or _by_then(sight, setting, lore)
        return shown and not all_of_a_kind
    return not all_of_a_kind or setting.following or _spoken(setting)


def _by_then(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """ "By spring the army is in Danek", "it falls within weeks", "it holds through May", said in March."""
    sentence = sight.sentence
    if any(p.lower == "by" and p.i < sight.verb.i for p in children(sentence, sight.verb.i, "prep")):
        return True
    subject = subject_of(sentence, sight.verb)
    limit = deadline(sentence, sight.verb.i, lore.lexicon.words["spans-of-time"])
    if limit is None or subject is None or not _definite(sentence, subject, lore) or sentence.part == "title":
        return False
    if limit.lower == "within":
        return True
    within = set(subtree(sentence, limit.i))
    ends = [f.thing.end for f in setting.moments if f.head in within]
    return setting.published is not None and any(end is not None and end > setting.published for end in ends)


def _habitual(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """What comes again and again: "a tall man will always hit his head"."""
    if sight.way not in ("will", "would", "present", "may"):
        return False
    sentence = sight.sentence
    habits = lore.lexicon.words["habits"]
    if any(
        c.lower in habits and c.lower not in ("every", "each", "whoever", "whatever", "whenever")
        for c in children(sentence, sight.verb.i, "advmod", "mark", "nsubj")
    ):
        return True
    opens = sentence.tokens[0].lower in ("whoever", "whatever", "whenever")
    if (opens and not any(t.text == "," for t in sentence.tokens[: sight.verb.i])) or _anybody_will(
        sight, setting, lore
    ):
        return True
    own = [sentence.tokens[i] for i in subtree(sentence, sight.head)]
    times = any(
        t.lower in ("every", "each", "a", "per") and n.lemma in lore.lexicon.words["spans-of-time"]
        for t, n in pairwise(own)
        if t.dep in ("det", "prep") and sentence.tokens[n.i].dep in ("npadvmod", "pobj")
    )
    return times and setting.voice is None and not setting.condition


def _anybody_will(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """ "A hungry man will eat anything", "Old soldiers will tell you": what holds for all of a kind."""
    subject = subject_of(sight.sentence, sight.verb)
    if (
        subject is None
        or sight.way != "will"
        or setting.condition
        or setting.leaning
        or setting.following
        or setting.moments
        or _spoken(setting)
    ):
        return False
    one = any(c.lower in ("a", "an") for c in children(sight.sentence, subject.i, "det")) and _person(
        subject, lore
    )
    bare = subject.tag == "NNS" and not any(children(sight.sentence, subject.i, "det", "poss", "nummod"))
    words = lore.lexicon.words
    verb = sight.verb.lemma
    deed = (
        verb not in words["undergone"] | words["no-deeds"]
        if _person(subject, lore)
        else verb in words["holds-for-all"]
    )
    return one or (bare and deed)


def _person(subject: Token, lore: Lore) -> bool:
    words = lore.lexicon.words
    return bool(
        {"person", "soldier", "civilian"} & lore.lexicon.noun_classes.get(subject.lemma, frozenset())
    ) or subject.lemma in (words["persons"] | words["counted-people"] | words["men"] | words["collectives"])


def _spoken(setting: Setting) -> bool:
    """Whether somebody is made answerable for these very words."""
    return setting.voice is not None and not setting.voice.carried


def _able(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """ "May" and "could" of being allowed or able: "A man could cross it"."""
    if sight.way != "may" or setting.leaning or setting.condition or setting.elsewhere:
        return False
    sentence = sight.sentence
    subject = subject_of(sentence, sight.verb)
    if _allowed(sight, lore) or subject is None:
        return _allowed(sight, lore)
    if "could" in auxiliaries(sentence, sight.verb):
        return _could_only(sight, setting, lore) or (
            _one_of_a_kind(sentence, subject) and _deed(sight, setting, lore) and _person(subject, lore)
        )
    if "may" not in auxiliaries(sentence, sight.verb):
        return False
    righted = sight.verb.lemma in lore.lexicon.words["rights"] and not _spoken(setting)
    return righted or (_one_of_a_kind(sentence, subject) and _deed(sight, setting, lore))


def _allowed(sight: Sight, lore: Lore) -> bool:
    """Whether the clause names what allows it: "under the treaty", "at a year's notice"."""
    sentence = sight.sentence
    allowed = lore.lexicon.words["allowed-under"]
    return any(
        t.lower in allowed
        and sentence.tokens[t.head].lower in ("under", "by", "at", "on", "with", "per", "to")
        for t in sentence.tokens
    )


def _could_only(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """A "could" that is past: "could only watch as the convoy left", "the rocket could hit the capital"."""
    sentence = sight.sentence
    if any(
        c.lower in ("only", "still", "barely", "hardly") for c in children(sentence, sight.verb.i, "advmod")
    ):
        return True
    past = any(c.tag == "VBD" for c in children(sentence, sight.verb.i, "advcl"))
    subject = subject_of(sentence, sight.verb)
    armed = subject is not None and subject.lower in lore.lexicon.items
    return not _spoken(setting) and (past or (armed and sight.verb.lemma in lore.lexicon.words["ranges"]))


def _one_of_a_kind(sentence: Sentence, subject: Token) -> bool:
    """Whether a subject stands for any of its kind: "a deputy", "any member", "observers"."""
    marks = {c.lower for c in children(sentence, subject.i, "det")}
    bare = subject.tag == "NNS" and not any(
        children(sentence, subject.i, "det", "amod", "poss", "nummod", "compound")
    )
    return bool(marks & {"a", "an", "any", "each", "every", "no", "either", "neither"}) or bare


def _deed(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """Whether it is a deed that nobody foretells: without a time ahead, and not in a headline."""
    undergone = (
        sight.verb.lemma in lore.lexicon.words["no-deeds"] - {"cross", "carry", "take", "hear"}
        or sight.verb.lemma == "be"
    )
    ahead = any(
        f.thing.end and setting.published and f.thing.end > setting.published for f in setting.moments
    )
    return not undergone and not ahead and not _spoken(setting) and sight.sentence.part != "title"


# -- what is planned


def _planned(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """What somebody says he will do himself, and what is arranged."""
    if sight.way == "plan":
        return _somebodys(sight, lore)
    if sight.way not in ("will", "would", "ahead"):
        return sight.way == "may" and _first_person(sight)
    words = lore.lexicon.words
    subject = subject_of(
        sight.sentence, sight.verb if sight.way != "ahead" else sight.sentence.tokens[sight.head]
    )
    if subject is None:
        return False
    undergone = sight.verb.lemma in words["undergone"]
    if subject.lower in FIRST:
        return not undergone
    if setting.condition or setting.elsewhere or setting.leaning or _hedged(sight, lore):
        return False
    if subject.lemma in words["allowed-under"]:
        return True
    if sight.way == "ahead" and sight.sentence.tokens[sight.verb.head].lower in words["arranged"] - {
        "set",
        "ready",
    }:
        return not undergone
    return (not undergone and _own_deed(sight, subject, setting)) or _arranged(sight, subject, setting, lore)


def _somebodys(sight: Sight, lore: Lore) -> bool:
    """Whether an "is to" is somebody's plan: not "more deaths are to be feared", "worse is to come"."""
    words = lore.lexicon.words
    sentence = sight.sentence
    subject = subject_of(sentence, sentence.tokens[sight.verb.head])
    if sight.verb.lemma in words["sees-coming"] | words["undergone"]:
        return False
    title = sentence.part == "title"
    if subject is None and title:
        subject = sentence.tokens[sight.head]
    passive = any(children(sentence, sight.verb.i, "auxpass"))
    doer = subject is None or subject.tag in ("NNP", "NNPS", "PRP") or _person(subject, lore)
    return doer or (passive and not title) or sight.verb.lemma in words["scheduled"]


def _first_person(sight: Sight) -> bool:
    subject = subject_of(sight.sentence, sight.verb)
    return subject is not None and subject.lower in FIRST


def _hedged(sight: Sight, lore: Lore) -> bool:
    """Whether words say how likely it is, which nobody says of what he has arranged."""
    return any(c.lower in lore.lexicon.likelihood for c in children(sight.sentence, sight.verb.i, "advmod"))


def _own_deed(sight: Sight, subject: Token, setting: Setting) -> bool:
    """Whether the subject is the speaker: "the ministry said that it would rotate 40,000 men"."""
    voice = setting.voice
    if voice is None or voice.attribution is None:
        return False
    source = voice.attribution.source_span.text.lower() if voice.attribution.source_span is not None else ""
    if source.startswith(("its ", "his ", "her ", "their ")):
        return True
    if subject.tag == "PRP":
        return _himself(sight, subject, voice)
    if any(c.tag == "PRP$" for c in children(sight.sentence, subject.i, "poss")):
        return True
    name = voice.who.name if voice.who is not None else None
    return name is not None and subject.tag == "NNP" and subject.text in name.split()


def _himself(sight: Sight, subject: Token, voice: Voice) -> bool:
    """Whether a pronoun means the speaker: who is quoted says "I", and one person is not "they"."""
    kind = voice.who.kind if voice.who is not None else "unknown"
    other = (
        (subject.lower in ("it", "they") and kind == "person")
        or (subject.lower in ("he", "she") and kind not in ("person", "unknown"))
        or (voice.attribution is not None and voice.attribution.manner == "quote")
    )
    cue = voice.cue
    if other or cue is None:
        return False
    between = (t for t in sight.sentence.tokens if cue.end <= t.start < subject.start)
    return not any(t.pos in ("NOUN", "PROPN") for t in between)


def _arranged(sight: Sight, subject: Token, setting: Setting, lore: Lore) -> bool:
    """What is told with a day, by an office, or as a notice: "They will debate on Saturday"."""
    verb = sight.verb
    words = lore.lexicon.words
    if any(children(sight.sentence, verb.i, "neg")):
        return False
    listed = verb.lemma in words["scheduled"]
    passive = any(children(sight.sentence, verb.i, "auxpass"))
    doer = subject.tag in ("NNP", "NNPS", "PRP", "DT") or _person(subject, lore)
    if listed and _on_a_day(sight, setting, lore):
        return not (doer and subject.lemma in words["foes"])
    if subject.lemma in words["foes"]:
        return False
    deed = listed or verb.lemma not in words["undergone"] | words["no-deeds"] | words["harms"]
    if deed and doer and _on_a_day(sight, setting, lore):
        return True
    if deed and subject.tag != "PRP" and (doer or passive) and _official(setting):
        return True
    begins = verb.lemma in _MAY_DO_ALONE and bool(setting.moments)
    return listed and (passive or doer or begins) and _noticed(sight, setting, passive)


def _noticed(sight: Sight, setting: Setting, passive: bool) -> bool:
    """Whether the narrator gives notice of it, in a sentence of its own that nothing leads up to."""
    sentence = sight.sentence
    verb = sight.verb
    alone = verb.lemma in _MAY_DO_ALONE and child(sentence, verb.i, "dobj") is None
    empty = alone and not passive and not setting.moments
    main = verb.dep == "ROOT" or (sentence.tokens[verb.head].dep == "ROOT" and verb.dep in ("conj", "xcomp"))
    told = sight.way == "will" or (sight.way == "ahead" and bool(setting.moments))
    return setting.voice is None and not setting.following and told and main and not empty


def _on_a_day(sight: Sight, setting: Setting, lore: Lore) -> bool:
    """Whether it is told with a day or an hour."""
    sentence = sight.sentence
    own = set(subtree(sentence, sight.verb.i))
    if any(
        f.head in own and f.thing.precision in ("day", "hour", "minute", "weekend") for f in setting.moments
    ):
        return True
    hours = lore.lexicon.words["spans-of-time"]
    return any(
        t.pos == "NUM" or t.ent in ("DATE", "TIME") or t.lemma in hours
        for p in children(sentence, sight.verb.i, "prep")
        if p.lower in ("on", "at")
        for t in children(sentence, p.i, "pobj")
    )


def _official(setting: Setting) -> bool:
    """Whether somebody speaks who decides such things: a ministry, a government, an army."""
    voice = setting.voice
    if voice is None or voice.carried or voice.who is None:
        return False
    return voice.who.kind in ("government", "military") or (voice.who.code or "")[3:6] in (
        "GOV",
        "MIL",
        "IGO",
    )


# -- which of the three


def _shade(sight: Sight, setting: Setting, lore: Lore) -> ForecastKind:
    words = lore.lexicon.words
    cues = (
        {sight.sentence.tokens[sight.cue].lower, sight.sentence.tokens[sight.cue].lemma}
        if sight.cue is not None
        else set()
    )
    over = _cue_over(sight, setting, lore)
    if over is not None:
        cues |= {over.lemma}
    if sight.way == "ahead":
        cues |= {sight.sentence.tokens[sight.verb.head].lower}
    told = setting.voice.cue if setting.voice is not None else None
    if told is not None:
        cues |= set(told.text.lower().split())
        cues |= {t.lemma for t in sight.sentence.tokens if told.start <= t.start < told.end}
    if cues & words["warns"]:
        return "warning"
    return "expectation" if cues & words["expects"] else "prediction"
