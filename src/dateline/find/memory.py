"""Who a document has introduced so far, and whom "he", "it" and "they" stand for.

People are remembered by pack key, surname and identity, parties in order; what a pronoun may reach is
bounded, so that time stays linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from dateline.lore import Lore
from dateline.model import Actor, Found, Sentence, Span, Token
from dateline.model.tree import ancestors, children, noun_phrase, span

__all__ = ["Known", "Memory"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ONES = frozenset({"country", "government", "organisation", "military", "group", "outlet"})
_MANY = frozenset({"military", "group", "population", "country", "government"})
# Keys of the offices (core/roles.yaml) whose holder a country's "leader" may be.
_LEADING = frozenset(
    {
        "president",
        "acting-president",
        "prime-minister",
        "chancellor",
        "supreme-leader",
        "monarch",
        "junta-leader",
    }
)
# How many sentences a voice carries: a quotation of several may lie between "X said" and "he added".
_VOICE = 8
# How far back a pronoun or "the army" may point, in people or parties.
_REMEMBERED = 60


@dataclass
class Known:
    """Somebody the document introduced. Positions are (sentence, token) or sentence numbers; -1 is never.

    `nouns` are the common nouns that stood beside the name: whom "the colonel" may stand for.
    """

    actor: Actor
    surname: str
    sex: str | None
    roles: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    last: tuple[int, int] = (-1, -1)
    subject: bool = False
    spoke: int = -1
    led: int = -1

    @property
    def salience(self) -> tuple[int, tuple[int, int]]:
        """When somebody last spoke or led a sentence, then when they were last named."""
        return max(self.spoke, self.led), self.last


class Memory:
    """People and parties of one document as they are introduced."""

    def __init__(self, sentences: Sequence[Sentence], lore: Lore) -> None:
        self._sentences = sentences
        self._lore = lore
        self._known: dict[int, Known] = {}
        self._by_key: dict[str, Known] = {}
        self._by_surname: dict[str, list[Known]] = {}
        self._by_actor: dict[tuple[str, str | None], Known] = {}
        self._parties: list[tuple[Found[Actor], bool]] = []

    # -- people

    def person(self, words: Sequence[str], key: str | None) -> Known | None:
        """Who the words of a name stand for, if the document has introduced them."""
        if key is not None:
            return self._by_key.get(key)
        for known in reversed(self._by_surname.get(words[-1], ())):
            if len(words) == 1 or known.actor.key is None:
                return known
        return None

    def remember(self, known: Known) -> Known:
        """Adds somebody; gives them back."""
        self._known[id(known)] = known
        if known.actor.key is not None:
            self._by_key[known.actor.key] = known
        if known.surname:
            self._by_surname.setdefault(known.surname, []).append(known)
        if known.actor.name is not None:
            self._by_actor.setdefault((known.actor.name, known.actor.key), known)
        return known

    def in_role(self, role: str, country: str | None) -> Known | None:
        """Whom the document gave an office, the most salient first; a "leader" may hold any that leads."""
        roles = _LEADING if role == "leader" else {role}
        for known in sorted(self._recent(), key=lambda k: k.salience, reverse=True):
            if roles & known.roles and (country is None or known.actor.country in (None, country)):
                return known
        return None

    def across(self, actor: Actor, words: Span, sector: str, label: str | None) -> Actor:
        """Whom "his counterpart" means: who holds the same office elsewhere, else somebody of no side."""
        own = self._by_actor.get((actor.name, actor.key)) if actor.name else None
        roles = own.roles if own is not None else set()
        able = [k for k in self._recent() if k.roles & roles and k.actor.country != actor.country]
        text = (words.text, words.start, words.end)
        known = max((k for k in able if k.last[0] >= 0), key=lambda k: k.salience, default=None)
        if known is None:
            return Actor(*text, None, sector, "person", None, None, label)
        told = replace(known.actor, text=words.text, start=words.start, end=words.end)
        return replace(told, basis="coreference")

    def call(self, actor: Actor, noun: str) -> None:
        """Notes a common noun that stood for somebody named."""
        known = self._by_actor.get((actor.name, actor.key)) if actor.name else None
        if known is not None:
            known.nouns.add(noun.lower())

    def called(self, noun: str) -> Known | None:
        """The most salient of those named beside a common noun."""
        able = [k for k in self._recent() if noun.lower() in k.nouns and k.last[0] >= 0]
        return max(able, key=lambda k: k.salience, default=None)

    def voice(self, sentence: Sentence, token: Token) -> Known | None:
        """Whoever named spoke or led last, in this sentence or the one before, if the token speaks too."""
        if not self.speaks(sentence, token):
            return None
        since = max(sentence.index - 1, 0)
        able = [k for k in self._recent() if max(k.spoke, k.led) >= since and k.surname]
        return max(able, key=lambda k: k.salience, default=None)

    def hear(self, sentence: Sentence, token: Token) -> None:
        """Somebody whom only an unknown noun describes speaks: "a welder said … He added"."""
        if token.tag != "NN" or not self.speaks(sentence, token):
            return
        words = self._lore.lexicon.words
        if token.lemma in words["papers"] | words["pictures"] | words["collectives"]:
            return
        label = span(sentence, *noun_phrase(sentence, token.i))
        actor = Actor(label.text, label.start, label.end, label.text, None, "person", None, None, None)
        known = Known(actor, "", self._lore.lexicon.tables["sexes"].get(token.lemma))
        known.last, known.subject, known.spoke = (sentence.index, token.i), True, sentence.index
        self.remember(known)

    def _recent(self) -> list[Known]:
        return list(islice(reversed(self._known.values()), _REMEMBERED))

    # -- parties

    def same_role(self, label: str | None) -> Actor | None:
        """The last party with a role and a country or side of its own."""
        for found, _ in reversed(self._parties[-_REMEMBERED:]):
            if found.thing.role == label and (found.thing.country or found.thing.side):
                return found.thing
        return None

    def force_in(self, sentence: Sentence) -> Actor | None:
        """The force that is a subject in this sentence, of a known country."""
        for found, subject in self._parties[-_REMEMBERED:]:
            if (
                found.sentence == sentence.index
                and subject
                and found.thing.kind == "military"
                and found.thing.country
            ):
                return found.thing
        return None

    # -- pronouns

    def he(self, sentence: Sentence, token: Token, sex: str) -> Actor | None:
        """The nearest person of that sex: this sentence's subject before the pronoun, else the last subject.

        "he said" goes on with whoever spoke last, when that is not long ago.
        """
        able = [known for known in self._recent() if known.sex in (None, sex)]
        if _quoted(sentence, token):
            # Who is quoted says "I": "he" is somebody else, if anybody else was spoken of.
            able = [k for k in able if sentence.index not in (k.spoke, k.led)] or able
        if token.dep in _SUBJECTS and self.speaks(sentence, token):
            voices = [k for k in able if max(k.spoke, k.led) >= sentence.index - _VOICE]
            if voices:
                return max(voices, key=lambda k: k.salience).actor
        # A pronoun asked for twice, for itself and for what it owns, means the same both times.
        here = [k for k in able if k.last[0] == sentence.index and k.last[1] <= token.i]
        pool = here or able
        chosen = [k for k in pool if k.subject] or pool
        return max(chosen, key=lambda k: k.last).actor if chosen else None

    def they(self, sentence: Sentence, token: Token, *, plural: bool) -> Actor | None:
        """The nearest party before: subjects of this sentence, then of the one before."""
        if token.lower == "it" and not _refers(sentence, token):
            return None
        kinds = _MANY if plural else _ONES
        recent = [(f, s) for f, s in reversed(self._parties[-_REMEMBERED:]) if f.thing.kind in kinds]
        here = [f for f, _ in recent if f.sentence == sentence.index and f.head < token.i]
        if here:
            return next((f for f in here if self._is_subject(f)), here[0]).thing
        if not plural and token.tag == "PRP$" and _of_object(sentence, token):
            return None
        before = [f for f, subject in recent if f.sentence == sentence.index - 1 and subject]
        # Who leads the sentence before is who "it" goes on with, rather than a subject inside what they said.
        return next((f for f in before if self._leads(f)), before[0]).thing if before else None

    # -- what was read

    def note(self, sentence: Sentence, found: Found[Actor]) -> None:
        """Remember where an actor was last spoken of, and whether as a subject."""
        actor, token = found.thing, sentence.tokens[found.head]
        subject = token.dep in _SUBJECTS
        if actor.kind != "person":
            if actor.basis != "coreference" or subject:
                self._parties.append((found, subject))
            return
        known = self._by_actor.get((actor.name, actor.key)) if actor.name else None
        if known is None and actor.name is None and actor.basis == "explicit" and subject:
            # "a spokesman said … He said": somebody unnamed can be gone back to as well.
            sexes = self._lore.lexicon.tables["sexes"]
            unnamed = replace(actor, name=actor.text)
            known = self.remember(Known(unnamed, "", sexes.get(token.lemma)))
        if known is not None:
            self._spoken_of(sentence, found, known)

    def _spoken_of(self, sentence: Sentence, found: Found[Actor], known: Known) -> None:
        token = sentence.tokens[found.head]
        known.last, known.subject = (sentence.index, found.head), token.dep in _SUBJECTS
        # The last spoken of stands last.
        self._known[id(known)] = self._known.pop(id(known), known)
        if self.speaks(sentence, token):
            known.spoke = sentence.index
        if known.subject and token.head == sentence.root:
            known.led = sentence.index

    def speaks(self, sentence: Sentence, token: Token) -> bool:
        """Whether the token is who says something: the subject of a cue, or after "according to"."""
        above = sentence.tokens[token.head]
        if token.dep == "pobj":
            return above.lower == "to" and sentence.tokens[above.head].lower == "according"
        cues = self._lore.lexicon.verb_cues.get(above.lemma, ())
        return token.dep == "nsubj" and any(not cue.weak for cue in cues)

    def _leads(self, found: Found[Actor]) -> bool:
        sentence = self._sentences[found.sentence]
        return sentence.tokens[found.head].head == sentence.root

    def _is_subject(self, found: Found[Actor]) -> bool:
        return self._sentences[found.sentence].tokens[found.head].dep in _SUBJECTS


def _quoted(sentence: Sentence, token: Token) -> bool:
    """Whether the last quotation mark before a token opens: it stands in quoted words."""
    marks = [t.tag for t in sentence.tokens[: token.i] if t.tag in ("``", "''")]
    return bool(marks) and marks[-1] == "``"


def _of_object(sentence: Sentence, token: Token) -> bool:
    """Whether "its" is of what a deed befell: "shells hit the port, damaging its cranes"."""
    verb = next((t for t in ancestors(sentence, token.i) if t.pos == "VERB"), None)
    if verb is None or verb.tag != "VBG" or verb.dep != "advcl" or verb.head > verb.i:
        return False
    return any(t.tag in ("NN", "NNP") and t.i < verb.i for t in children(sentence, verb.head, "dobj"))


def _refers(sentence: Sentence, token: Token) -> bool:
    """Whether "it" names something: not in "it is only a matter of time", "it may take days"."""
    verb = sentence.tokens[token.head]
    if token.dep == "expl":
        return False
    empty = verb.lemma in ("be", "seem", "appear", "take", "come", "happen")
    clausal = empty and any(children(sentence, verb.i, "ccomp", "csubj", "advcl"))
    governed = any(above.lemma == "be" for above in ancestors(sentence, token.i))
    return not clausal and not (verb.lemma in ("be", "take", "come") and governed)
