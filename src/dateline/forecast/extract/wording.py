"""The words of a forecast: its proposition, the words of likelihood, the words of when."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dateline.forecast.extract.sights import Sight
from dateline.lore import Lore
from dateline.model import Found, Likelihood, Moment, Sentence, tree
from dateline.model.tree import children, subtree

__all__ = ["horizon_in", "likelihood_of", "proposition_tokens"]

_EDGE = frozenset("“”‘’\"'«»,.:;–—- ")
_OPENERS = frozenset({"that", "and", "but", "because", "otherwise", "so", "or", "then"})
# What hangs on a verb and is told by somebody else or elsewhere.
_ASIDE = frozenset({"parataxis"})
# Words of a subject that stands before a remark, at most: longer ones are clauses.
_SUBJECT = 6
# Relations of what is foreseen for itself to the clause that it hangs on.
_APART = frozenset({"conj", "relcl", "advcl", "ccomp", "parataxis", "dep", "appos"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
# How many tokens (marks, a remark's comma) may lie between two parts of one proposition.
_GAP = 3
# Words of a quotation within a quotation that may be cut off, at most.
_INNER = 6
_SHARE = re.compile(
    r"(\d{1,3}(?:\.\d+)?)(?:\s*%|\s*per\s?cent)(?:\s+(?:chance|probability|likelihood))?", re.IGNORECASE
)
# The number alone in brackets, as who keeps score notes it.
_NOTED = re.compile(
    r"[(\[]\s?(\d{1,3})\s?(?:%|per\s?cent)(?: chance| likely| probability| confidence)?\s?[)\]]"
)
_ALL = 100.0
# How many words behind such a preposition the word of time stands at most: "within the next few weeks".
_WORDS = 6
# In words of time, these say that it is over.
_OVER = frozenset({"last", "yesterday", "ago", "past", "previous", "earlier"})
# Before words of time, these say by when.
_BY = frozenset({"within", "by", "before", "until", "till", "beyond", "past", "through", "into", "after"})


def proposition_tokens(sight: Sight, condition: Collection[int], others: Collection[Sight]) -> list[int]:
    """The tokens of what is foreseen, without condition, source and what is foreseen apart."""
    sentence = sight.sentence
    dropped = set(condition) | _elsewhere(sight, others)
    for c in children(sentence, sight.head, "prep", "advcl"):
        if c.lower in ("according", "adding", "warning", "saying"):
            dropped.update(subtree(sentence, c.i))
    below = [i for i in subtree(sentence, sight.head, _ASIDE) if i not in dropped or i == sight.head]
    aside = {i for c in children(sentence, sight.head, "parataxis") for i in subtree(sentence, c.i)}
    if not below or sight.first is None:
        below = [*_before_remark(sight), *below]
    if sight.first is not None:
        below = [i for i in below if i >= min(sight.first, sight.head)]
    return _quotation_whole(
        sentence, _without_edges(sentence, _run_around(below, sight.head, aside), sight.head)
    )


def _quotation_whole(sentence: Sentence, run: list[int]) -> list[int]:
    """The run up to the end of a short quotation that it breaks off in: "with both saying ‘so be it’"."""
    marks = [sentence.tokens[i].tag for i in run if sentence.tokens[i].tag in ("``", "''")]
    if not marks or marks[-1] != "``":
        return run
    behind = sentence.tokens[run[-1] + 1 : run[-1] + 1 + _INNER]
    end = next((t.i for t in behind if t.tag == "''"), None)
    return [*run, *range(run[-1] + 1, end)] if end is not None else run


def _before_remark(sight: Sight) -> list[int]:
    """The subject before a remark between commas, which the parser gave: "It, she says, will"."""
    sentence = sight.sentence
    begins = min([sight.verb.i, *(c.i for c in children(sentence, sight.verb.i, "aux", "neg", "auxpass"))])
    if (
        begins < 2
        or sentence.tokens[begins - 1].text != ","
        or any(children(sentence, sight.verb.i, *_SUBJECTS))
    ):
        return []
    opens = next((t.i for t in sentence.tokens[: begins - 1] if t.text == ","), None)
    return list(range(opens)) if opens is not None and 0 < opens <= _SUBJECT else []


def _elsewhere(sight: Sight, others: Collection[Sight]) -> set[int]:
    """What hangs on the head and is foreseen, or told with a subject, for itself."""
    sentence = sight.sentence
    below = set(subtree(sentence, sight.head))
    apart: set[int] = set()
    listed = [o.head for o in others if o.way == "noun" and o.verb.i == sight.verb.i]
    colon = next((t.i for t in sentence.tokens[sight.verb.i :] if t.text == ":"), None)
    if sight.way != "noun" and colon is not None and any(head > colon for head in listed):
        # "would set off quarrels: parts of the army turning …": what is spelt out is foreseen apart.
        apart.update(i for i in below if i >= colon)
    for other in others:
        # What hangs on what is left out already is left out with it: long lists stay cheap.
        if other.head == sight.head or other.head not in below or other.head in apart:
            continue
        if sentence.tokens[other.head].dep in _APART:
            begins = other.first if other.first is not None else 0
            apart.update(i for i in subtree(sentence, other.head) if i >= begins)
    for c in children(sentence, sight.head, "conj"):
        # A coordinated clause with a subject of its own is a proposition of its own.
        if any(children(sentence, c.i, "nsubj", "nsubjpass", "expl")) or sight.way == "noun":
            apart.update(subtree(sentence, c.i))
    return apart


def _run_around(below: Sequence[int], head: int, aside: Collection[int]) -> list[int]:
    """The contiguous run of token numbers around `head`; small gaps and remarks set in are bridged."""
    at = below.index(head)
    lo = hi = at
    while lo > 0 and _bridged(below[lo - 1], below[lo], aside):
        lo -= 1
    while hi + 1 < len(below) and _bridged(below[hi], below[hi + 1], aside):
        hi += 1
    return list(below[lo : hi + 1])


def _bridged(a: int, b: int, aside: Collection[int]) -> bool:
    left_out = sum(i not in aside for i in range(a + 1, b))
    return left_out < _GAP


def _without_edges(sentence: Sentence, run: list[int], head: int) -> list[int]:
    while run and _EDGE.issuperset(sentence.tokens[run[0]].text):
        run.pop(0)
    while run and (_EDGE.issuperset(sentence.tokens[run[-1]].text) or sentence.tokens[run[-1]].dep == "cc"):
        run.pop()
    while run and run[0] != head and _opener(sentence, run[0]):
        run.pop(0)
        while run and _EDGE.issuperset(sentence.tokens[run[0]].text):
            run.pop(0)
    return run


def _opener(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    return token.lower in _OPENERS and (token.dep in ("mark", "cc") or token.lower == "otherwise")


# -- how likely


def likelihood_of(sight: Sight, tokens: Sequence[int], lore: Lore) -> Likelihood | None:
    """The words of likelihood in or right over the clause, numbers first, then the longest wording."""
    sentence = sight.sentence
    over = sentence.tokens[sight.verb.head].i
    # "It is likely that it falls": words over the clause count, those of a clause beside it do not.
    before = range(max(0, over - 2), over + 1) if sight.verb.dep != "conj" else range(0)
    own = {
        *range(tokens[0], tokens[-1] + 1),
        *before,
        *(c.i for c in children(sentence, sight.verb.i)),
        sight.verb.i,
    }
    if sight.cue is not None:
        own.update(range(max(0, sight.cue - 3), min(sight.cue + 2, len(sentence.tokens))))
    for lo, hi in _words_of(sentence, sorted(own), lore):
        return _read(sentence, lo, hi, lore)
    return _noted(sentence, tokens)


def _words_of(sentence: Sentence, own: Sequence[int], lore: Lore) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i in own:
        if sentence.tokens[i].tag in ("NNP", "NNPS") and sentence.part != "title":
            continue
        for words, _ in lore.lexicon.likelihood.get(sentence.tokens[i].lower, ()):
            if tuple(t.lower for t in sentence.tokens[i : i + len(words)]) == words:
                found.append((i, i + len(words)))
                break
    return found


def _read(sentence: Sentence, lo: int, hi: int, lore: Lore) -> Likelihood:
    words = tuple(t.lower for t in sentence.tokens[lo:hi])
    entry = next(entry for told, entry in lore.lexicon.likelihood[words[0]] if told == words)
    share = _share_before(sentence, hi)
    if share is not None:
        return share
    span = tree.span(sentence, lo, hi)
    return Likelihood(span.text, entry.low, entry.high)


def _noted(sentence: Sentence, tokens: Sequence[int]) -> Likelihood | None:
    """A number set beside the clause: "Danek falls within two weeks (70%)"."""
    low = sentence.tokens[tokens[0]].start - sentence.start
    found = _NOTED.search(sentence.text, low)
    if found is None or float(found.group(1)) > _ALL:
        return None
    share = float(found.group(1)) / 100
    return Likelihood(found.group(0).strip("()[] "), share, share)


def _share_before(sentence: Sentence, hi: int) -> Likelihood | None:
    """ "a 70 per cent chance": the number says it."""
    end = sentence.tokens[hi - 1].end - sentence.start
    for found in _SHARE.finditer(sentence.text):
        value = float(found.group(1)) / 100
        if found.end() == end and value <= 1:
            return Likelihood(found.group(0), value, value)
    return None


# -- when


def horizon_in(
    sentence: Sentence,
    tokens: Sequence[int],
    moments: Sequence[Found[Moment]],
    reference: str | None,
    lore: Lore,
) -> Moment | None:
    """The time by which it is to come: a moment ahead, else words of when that name no date."""
    known = [f for f in moments if tokens[0] <= f.head <= tokens[-1]]
    ahead = next((f.thing for f in known if _ahead(f.thing, reference)), None)
    return ahead if ahead is not None or known else _worded(sentence, tokens, lore)


def _ahead(moment: Moment, reference: str | None) -> bool:
    """Whether a moment may be a horizon: it ends after the document's date, or no date is known to tell.

    "Last week" is over whatever the date is.
    """
    if _OVER & set((moment.text or "").lower().split()):
        return False
    return (moment.end is None and moment.start is None) or (
        reference is not None and (moment.end or moment.start or "") > reference
    )


def _worded(sentence: Sentence, tokens: Sequence[int], lore: Lore) -> Moment | None:
    """ "within weeks", "before the rains": words of when that name no date."""
    times = lore.lexicon.words["spans-of-time"]
    for i in tokens:
        if sentence.tokens[i].lower not in _BY:
            continue
        below = [k for k in subtree(sentence, i) if k <= i + _WORDS and k <= tokens[-1]]
        named = [k for k in below if sentence.tokens[k].lemma in times or sentence.tokens[k].lower in times]
        if named:
            span = tree.span(sentence, i, named[-1] + 1)
            return Moment(span.text, None, None, "unknown", "relative", (span.start, span.end))
    return None
