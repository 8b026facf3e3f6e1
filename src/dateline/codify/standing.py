"""What an event is to a count of what happened: current, or history, sport or a figure of speech.

Only signs that speak for themselves are taken, in this order: a clause with arms or force in it is never
sport or a figure of speech, and a document that is itself a history has no background to set apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.codify.clause import Clause, Scene
from dateline.codify.triggers import Match
from dateline.lore import Lore
from dateline.model import Factuality, Found, Moment, Sentence, Standing, Token
from dateline.model.tree import ancestors, children, conjuncts, subtree

__all__ = ["Backdrop", "backdrop", "standing", "tells_of_control"]

# Of a document's dated moments, so many make it a history when this share lies a year or more before it.
_A_HISTORY = 6
_MOSTLY = 0.7
# Without a day of publication: how far back from the year that most dates name, if half of them do, history
# begins. Ten years are longer than most wars that a history tells of.
_YEARS_BACK = 10
_HALF = 0.5
# A word of sport alone counts two, one that others share one: a sentence with the former is of sport if it
# and its neighbours come to three, one with the latter if they come to four and one of them has the former.
_OWN_SIGNS = 3
_NEAR_SIGNS = 4
_LINKS = frozenset({"ADP", "SCONJ", "PUNCT", "DET"})
# PLOVER's sectors of those under arms.
_FORCES = frozenset({"MIL", "REB", "UAF", "ISM", "PRM", "COP"})
# A sentence of elections has a word of them, and with the sentences beside it so many.
_OF_VOTES = 2
_LOSSES = ("assault_casualties", "assault_loss")
_MARKS = ".,;:!?()“”‘’\"'"
# "3-1": the result of a match, beside words of sport.
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_AFTER = frozenset({"after", "since", "following"})


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What a document's events stand against.

    `before` is the day (ISO) before which dated events are history, None where there is none to measure by;
    `history` says that the document is one itself; `sport` and `votes` hold the sentences that tell of sport
    and of elections.
    """

    before: str | None
    history: bool
    sport: frozenset[int]
    votes: frozenset[int]


def backdrop(
    sentences: Sequence[Sentence], times: Sequence[Found[Moment]], day: str | None, lore: Lore
) -> Backdrop:
    """What is known of a document before its events are looked at; `day` is that of publication (ISO)."""
    ends = [f.thing.end[:10] for f in times if f.thing.start and f.thing.end]
    if day is not None:
        before: str | None = _a_year_before(day)
        old = sum(end < before for end in ends) if before else 0
        history = len(ends) >= _A_HISTORY and old >= _MOSTLY * len(ends)
    else:
        before = _usual(ends)
        history = before is None and len(ends) >= _A_HISTORY
    return Backdrop(
        None if history else before, history, _sporting(sentences, lore), _voting(sentences, lore)
    )


def _a_year_before(day: str) -> str | None:
    year = day[:4]
    return f"{int(year) - 1:04}{day[4:10]}" if year.isdigit() and int(year) > 1 else None


def _usual(ends: Sequence[str]) -> str | None:
    """Where history begins by the year that most dates name; None when there is no such year."""
    years = Counter(int(end[:4]) for end in ends if end[:4].isdigit())
    if not years:
        return None
    most = max(years, key=lambda year: (years[year], year))
    near = sum(n for year, n in years.items() if abs(year - most) <= 1)
    return f"{most - _YEARS_BACK:04}-01-01" if near >= _HALF * len(ends) and most > _YEARS_BACK else None


def standing(scene: Scene, match: Match, factuality: Factuality, against: Backdrop) -> Standing:
    """What an event is to a count of what happened."""
    if _sport(scene, match, against):
        return "sport"
    if _figurative(scene, match) or _voted(scene, match, against) or _booked(scene, match):
        return "figurative"
    return (
        "historical" if not against.history and _historical(scene, match, factuality, against) else "current"
    )


def tells_of_control(stands: Standing, moment: Moment | None, lore: Lore) -> bool:
    """Whether an event may tell who holds a place: if it is current, or dated within the war that is told of.

    "The town, which they had captured in March of the year before" tells from when they hold it.
    """
    war = lore.theatre.pack.head if lore.theatre is not None else None
    if stands == "historical" and war is not None and moment is not None and moment.start is not None:
        return moment.start[:10] >= war.since and (war.until is None or moment.start[:10] <= war.until)
    return stands == "current"


# -- history


def _historical(scene: Scene, match: Match, factuality: Factuality, against: Backdrop) -> bool:
    """Whether the event's own words, or those of the verb above it, put it a year or more back."""
    if _since(scene.sentence, match):
        return False
    own = {match.at, match.clause, *match.extra}
    told = _told(scene, own, against)
    if told is None and _commemorated(scene, match.at):
        return True
    if told is not None or factuality == "ongoing" or scene.sentence.tokens[match.at].tag in ("VBZ", "VBP"):
        return bool(told)
    for above in ancestors(scene.sentence, match.clause):
        if above.pos in ("VERB", "AUX"):
            if above.lemma in scene.lore.lexicon.verb_cues:
                return False
            told = _told(scene, {above.i}, against)
            if told is not None:
                return told
    return False


def _since(sentence: Sentence, match: Match) -> bool:
    """ "Since the invasion began in February": what is told as the beginning of today goes on."""
    above = sentence.tokens[sentence.tokens[match.at].head]
    return any(
        c.lower == "since" for i in {match.at, match.clause, above.i} for c in children(sentence, i, "mark")
    )


def _told(scene: Scene, heads: set[int], against: Backdrop) -> bool | None:
    """Whether what hangs on these words puts them into history; None when nothing does either way."""
    dated = [f.thing for f in scene.moments if _hangs(scene, f, heads)]
    if any(_units_ago(scene, i) for i in heads) or any(_named_war(scene, i) for i in heads):
        return True
    ends = [m.end[:10] for m in dated if m.end]
    if not ends:
        return False if dated else None
    return against.before is not None and max(ends) < against.before


def _hangs(scene: Scene, found: Found[Moment], heads: set[int]) -> bool:
    """Whether a moment is that of one of these words: directly, or of the war in which it was."""
    spans = scene.lore.lexicon.words["spans-of-war"]
    if found.head in heads:
        return True
    astray = _astray(scene.sentence, found)
    for above in ancestors(scene.sentence, found.head):
        if above.i in heads:
            return True
        inside = found.lo <= above.i < found.hi
        passed = inside or above.pos in _LINKS or above.lemma in spans or above.i == astray
        if not passed:
            return False
    return False


def _astray(sentence: Sentence, found: Found[Moment]) -> int | None:
    """The noun to which the parser gave the year in "In 1994 militias fled"."""
    before = sentence.tokens[found.lo - 1] if found.lo else None
    if before is None or before.pos != "ADP" or any(children(sentence, before.i, "pobj")):
        return None
    return sentence.tokens[found.head].head


def _units_ago(scene: Scene, i: int) -> bool:
    """ "Decades ago", "thirty years earlier", "30 years after the massacre" (said of the massacre)."""
    sentence, units = scene.sentence, scene.lore.lexicon.words["long-units"]
    for c in children(sentence, i, "advmod", "npadvmod", "prep"):
        if c.lower == "ago" and any(u.lemma in units for u in children(sentence, c.i)):
            return True
        if c.lower == "ago" and c.i > 0 and sentence.tokens[c.i - 1].lemma in units:
            return True
    above = sentence.tokens[sentence.tokens[i].head]
    if sentence.tokens[i].dep != "pobj" or above.lower not in _AFTER:
        return False
    measure = [
        *children(sentence, above.i),
        *((sentence.tokens[above.head],) if above.lower == "since" else ()),
    ]
    return any(u.lemma in units for u in measure)


def _named_war(scene: Scene, i: int) -> bool:
    """ "During the First World War", "in the last war": a war or time that its name puts back."""
    lexicon, sentence = scene.lore.lexicon, scene.sentence
    for prep in children(sentence, i, "prep"):
        if prep.lower not in ("in", "during", "of", "throughout"):
            continue
        for noun in children(sentence, prep.i, "pobj"):
            told = " ".join(t.lower for t in sentence.tokens[max(0, noun.i - 3) : noun.i + 2]) + " "
            names = (*lexicon.tables["past-wars"], *lexicon.words["wars-before"])
            if any(f" {name} " in f" {told}" for name in names if name.split()[-1] in told):
                return True
    return False


def _commemorated(scene: Scene, i: int) -> bool:
    """ "The anniversary of the massacre", "the raid's 30th anniversary"; not one told in months."""
    sentence, words = scene.sentence, scene.lore.lexicon.words
    for above in ancestors(sentence, i):
        if above.pos in ("NOUN", "PROPN") and above.lemma.lower() in words["anniversaries"]:
            near = sentence.tokens[max(0, above.i - 4) : above.i]
            return not any(t.lemma.lower() in words["short-units"] for t in near)
        if above.pos in ("VERB", "AUX") and above.head == above.i:
            return False
    return False


# -- sport


def _sporting(sentences: Sequence[Sentence], lore: Lore) -> frozenset[int]:
    """Sentences that tell of sport, by their own words and those of the sentences beside them."""
    words = lore.lexicon.words
    if not _mentioned(sentences, words["sport-words"], words["sport-phrases"]):
        return frozenset()
    signs = [_signs(sentence, lore) for sentence in sentences]
    found: set[int] = set()
    for at, sentence in enumerate(sentences):
        certain, common = signs[at]
        near = signs[max(0, at - 2) : at + 3]
        total = sum(2 * sure + shared for sure, shared in near)
        alone = certain and total >= _OWN_SIGNS
        beside = common and any(sure for sure, _ in near) and total >= _NEAR_SIGNS
        if (alone or beside) and not any(_violent(s, lore) for s in sentences[max(0, at - 1) : at + 2]):
            found.add(sentence.index)
    return frozenset(found)


def _mentioned(
    sentences: Sequence[Sentence], alone: frozenset[str], phrases: frozenset[str] = frozenset()
) -> bool:
    """Whether a document has any of these words or phrases; most have none and need no closer look."""
    text = " ".join(sentence.text for sentence in sentences).lower()
    written = {word.strip(_MARKS) for word in text.split()}
    singular = {word[:-1] for word in written if word.endswith("s")}
    return not alone.isdisjoint(written | singular) or any(phrase in text for phrase in phrases)


def _signs(sentence: Sentence, lore: Lore) -> tuple[int, int]:
    """How many words of sport alone a sentence has, and how many that sport shares with others."""
    words = lore.lexicon.words
    # As written, too: "semi-final" is three tokens.
    own = {t.lemma.lower() for t in sentence.tokens} | {
        w.strip(_MARKS) for w in sentence.text.lower().split()
    }
    certain = len(own & words["sport-words"])
    if len(own) > certain:
        pairs = {f"{a.lower} {b.lower}" for a, b in zip(sentence.tokens, sentence.tokens[1:], strict=False)}
        certain += len(pairs & words["sport-phrases"])
    nouns = {t.lemma for t in sentence.tokens if t.pos in ("NOUN", "PROPN")}
    return certain, len(nouns & words["sport-signs"]) + any(_SCORE.fullmatch(word) for word in own)


def _violent(sentence: Sentence, lore: Lore) -> bool:
    told = lore.lexicon.words["not-sport"]
    return any(t.lemma.lower() in told for t in sentence.tokens)


def _sport(scene: Scene, match: Match, against: Backdrop) -> bool:
    borrowed = scene.lore.lexicon.words["borrowed-by-sport"]
    if scene.sentence.index not in against.sport:
        return False
    # A stadium that is struck is a building.
    built = any("building" in scene.classes(scene.semantic(i)) for i in match.targets)
    return scene.sentence.tokens[match.at].lemma.lower() in borrowed and not built


# -- elections and markets


def _voting(sentences: Sequence[Sentence], lore: Lore) -> frozenset[int]:
    """Sentences that tell of elections: with a word of them, another beside it, and none of violence."""
    told = lore.lexicon.words["vote-words"]
    if not _mentioned(sentences, told):
        return frozenset()
    signs = [
        len(told & {word for t in sentence.tokens for word in (t.lower, t.lemma.lower())})
        for sentence in sentences
    ]
    return frozenset(
        sentence.index
        for at, sentence in enumerate(sentences)
        if signs[at]
        and sum(signs[max(0, at - 1) : at + 2]) >= _OF_VOTES
        and not any(_violent(s, lore) for s in sentences[max(0, at - 1) : at + 2])
    )


def _voted(scene: Scene, match: Match, against: Backdrop) -> bool:
    """ "Won Ohio", "attacked her rival": by those who stand for election, where no force is told of."""
    if scene.sentence.index not in against.votes or _armed(scene, match):
        return False
    words, frame = scene.lore.lexicon.words, match.frame
    lemma = scene.sentence.tokens[match.at].lemma.lower()
    if frame.control is not None or "territory" in frame.context:
        return not match.noun and lemma in words["borrowed-by-votes"] and _stand(scene, match)
    rivals = [scene.actors.get(i) for i in (*match.actors, *match.targets)]
    named = bool(rivals) and all(a is not None and a.name and a.kind in ("person", "party") for a in rivals)
    return frame.root == "ASSAULT" and lemma in words["fought-by-rivals"] and named


def _stand(scene: Scene, match: Match) -> bool:
    """Whether those who act may stand for election: people, parties and candidates, no states or forces."""
    words, tokens = scene.lore.lexicon.words["vote-words"], scene.sentence.tokens
    able = [
        scene.actors[i].kind in ("person", "party")
        if i in scene.actors
        else bool(words & {tokens[i].lemma.lower(), tokens[i].lower})
        for i in match.actors
    ]
    return bool(able) and all(able)


def _booked(scene: Scene, match: Match) -> bool:
    """ "Fell 3 per cent", "suffered losses of $40 million": what is counted in money is lost on paper."""
    frame, lemma = match.frame, scene.sentence.tokens[match.at].lemma.lower()
    lost = frame.control is not None or frame.key.startswith(_LOSSES)
    if not lost or lemma not in scene.lore.lexicon.words["moved-by-numbers"] or _armed(scene, match):
        return False
    below = {match.at, *match.extra, *match.targets}
    return any(
        q.thing.counts in ("money", "percent") and not any(children(scene.sentence, q.head, "prep"))
        for q in scene.quantities
        if q.head in below or scene.sentence.tokens[q.head].head in below
    )


# -- figures of speech


def _figurative(scene: Scene, match: Match) -> bool:
    words = scene.lore.lexicon.words
    trigger = scene.sentence.tokens[match.at]
    if match.frame.key == "sanction_dismiss":
        return _private(scene, match)
    frame = match.frame
    fights = frame.root == "ASSAULT" or frame.control is not None or frame.mode == "violence"
    if not fights or trigger.lemma.lower() not in words["fought-in-words"]:
        return False
    if _compounded(scene, match):
        return True
    if _armed(scene, match):
        return False
    # A light verb may have what its noun is about: "launched an offensive against inflation".
    heads = (match.at, *match.extra, match.clause)
    return (
        _abstract(scene, match.targets, "abstract-targets")
        or _caused(scene, match)
        or ("territory" in frame.context and _counted(scene, match))
        or any(_behind(scene, i, "matters", "abstract-targets") for i in heads)
        or any(_behind(scene, i, "means-links", "abstract-means") for i in heads)
        or _criticised(scene, match)
    )


def _compounded(scene: Scene, match: Match) -> bool:
    """ "A trade war", "a legal battle", "a charm offensive"."""
    words, tokens = scene.lore.lexicon.words, scene.sentence.tokens
    return any(
        tokens[i].lemma.lower() in words["compounded-fights"] and _set_off(scene, i)
        for i in (match.at, *match.extra)
    )


def _set_off(scene: Scene, i: int) -> bool:
    """Whether the word before a fight says that it is none."""
    told = scene.lore.lexicon.words["figurative-compounds"]
    return any(c.lower in told for c in children(scene.sentence, i, "amod", "compound", "nmod"))


def _armed(scene: Scene, match: Match) -> bool:
    """Whether arms, forces or the dead stand in the clause, or a force acts or suffers."""
    tokens = scene.sentence.tokens
    roles = [scene.actors[i] for i in (*match.actors, *match.targets) if i in scene.actors]
    if any((actor.code or "")[-3:] in _FORCES for actor in roles):
        return True
    arms = scene.lore.lexicon.words["hard-arms"]
    inside = set(Clause(scene, match.clause).tokens()) | set(subtree(scene.sentence, match.at))
    trigger = set(range(match.lo, match.hi))
    return any(tokens[i].lemma.lower() in arms for i in inside - trigger)


def _caused(scene: Scene, match: Match) -> bool:
    """ "Inflation hit the poor", "the trade war hurt farmers"; people die of such things all the same."""
    tokens, words = scene.sentence.tokens, scene.lore.lexicon.words
    doers = match.actors
    if match.noun or not doers or tokens[match.at].lemma not in words["hurt-without-force"]:
        return False
    fights = all(tokens[i].lemma.lower() in words["compounded-fights"] for i in doers)
    return _abstract(scene, doers, "abstract-causes") or (fights and all(_set_off(scene, i) for i in doers))


def _counted(scene: Scene, match: Match) -> bool:
    """ "Lost ground in the polls"."""
    words = scene.lore.lexicon.words["counts-of-votes"]
    return any(
        noun.lemma.lower() in words
        for i in (match.at, *match.extra)
        for prep in children(scene.sentence, i, "prep")
        if prep.lower == "in"
        for noun in children(scene.sentence, prep.i, "pobj")
    )


def _abstract(scene: Scene, heads: Sequence[int], key: str) -> bool:
    """Whether all of these are things of a class that only words hit, and none is a place or a party."""
    told = scene.lore.lexicon.words[key]
    return bool(heads) and all(
        i not in scene.places and i not in scene.actors and scene.sentence.tokens[i].lemma.lower() in told
        for i in heads
    )


def _behind(scene: Scene, i: int, links: str, nouns: str) -> bool:
    """Whether all that a preposition of one class brings to a word is of a class of nouns."""
    words, sentence = scene.lore.lexicon.words, scene.sentence
    for prep in children(sentence, i, "prep", "agent"):
        if prep.lower == "over" and any(c.tag == "VBG" for c in children(sentence, prep.i, "pcomp")):
            # "The battle over raising the tax": nobody fights so but in words.
            return True
        if prep.lower in words[links]:
            told = [k for noun in children(sentence, prep.i, "pobj") for k in conjuncts(sentence, noun.i)]
            if told and all(sentence.tokens[k].lemma.lower() in words[nouns] for k in told):
                return True
    return False


def _criticised(scene: Scene, match: Match) -> bool:
    """ "Came under fire from critics", "… over the plan", "… for saying so"."""
    sentence, words = scene.sentence, scene.lore.lexicon.words
    fired = next((i for i in (match.at, *match.extra) if _under(sentence, i)), None)
    if fired is None:
        return False
    for prep in _prepositions(sentence, fired, match.clause):
        nouns = list(children(sentence, prep.i, "pobj"))
        if prep.lower in ("from", "by") and any(n.lemma.lower() in words["critics"] for n in nouns):
            return True
        if prep.lower in ("for", "over") and any(
            c.tag == "VBG" for c in children(sentence, prep.i, "pcomp", "pobj")
        ):
            return True
        if prep.lower in ("for", "over") and any(n.lemma.lower() in words["abstract-targets"] for n in nouns):
            return True
    return False


def _under(sentence: Sentence, i: int) -> bool:
    """Whether a word stands under "under", or has it below ("came under fire")."""
    token = sentence.tokens[i]
    return sentence.tokens[token.head].lower == "under" or any(
        c.lower == "under" for c in children(sentence, i, "prep")
    )


def _prepositions(sentence: Sentence, noun: int, verb: int) -> Iterator[Token]:
    for i in dict.fromkeys((noun, sentence.tokens[noun].head, verb)):
        yield from children(sentence, i, "prep")


def _private(scene: Scene, match: Match) -> bool:
    """An employer's dismissal: "the club fired its manager", where no state or office is named."""
    tokens, posts = scene.sentence.tokens, scene.lore.lexicon.words["private-posts"]
    state = any(
        scene.actors[i].kind in ("government", "country", "military")
        for i in match.actors
        if i in scene.actors
    )
    return (
        not state
        and bool(match.targets)
        and all(
            tokens[i].lemma.lower() in posts and not (i in scene.actors and scene.actors[i].country)
            for i in match.targets
        )
    )
