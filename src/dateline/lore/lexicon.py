"""Packs turned into look-up tables by lemma, built once per pack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from dateline.lore.packs import LightVerb, Pack
from dateline.lore.schema import (
    CertaintyWord,
    Cue,
    Embedder,
    Family,
    Frame,
    Item,
    LikelihoodWord,
    Means,
    Role,
    Target,
    Unit,
)
from dateline.lore.widening import widened
from dateline.model import Counts

__all__ = ["Lexicon", "Trigger", "doubles"]

N = TypeVar("N", Target, Means)
# Letters doubled before an ending, and those behind which they are.
_DOUBLED = frozenset("bdgklmnprt")
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One way to trigger a frame: extra words beside the head (`particle`, object noun, noun compound)."""

    frame: Frame
    particle: str | None = None
    noun: str | None = None
    words: tuple[str, ...] = ()

    @property
    def weight(self) -> tuple[int, int, int]:
        """Order of trying: the more words and restrictions, the earlier."""
        words = (self.particle is not None) + (self.noun is not None) * 2 + len(self.words)
        guarded = bool(self.frame.object) + bool(self.frame.subject)
        return (-words, self.frame.rank, -guarded)


class Lexicon:
    """Everything that is looked up by a word's lemma or lower-case form."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    @cached_property
    def verb_frames(self) -> dict[str, tuple[Trigger, ...]]:
        """Verb lemma -> triggers, most specific first."""
        found: dict[str, list[Trigger]] = defaultdict(list)
        for frame in self._pack.frames:
            for entry in frame.verbs:
                verb, _, noun = entry.partition("+")
                words = verb.split()
                found[words[0]].append(Trigger(frame, " ".join(words[1:]) or None, noun.strip() or None))
        for lemma, triggers in found.items():
            if lemma not in self.words["never-widened"]:
                told = [(each.frame, each.particle, each.noun) for each in triggers]
                wider = widened(told, self.noun_classes)
                triggers.extend([Trigger(frame, particle) for frame, particle in wider])
        return _ordered(found)

    @cached_property
    def place_weights(self) -> dict[str, float]:
        """Reason -> its weight in the choice of what a place name means (core/place_weights.yaml)."""
        return {entry.key: entry.weight for entry in self._pack.place_weights}

    @cached_property
    def befalls_places(self) -> frozenset[str]:
        """Lemmas of verbs whose object is as a rule a place or a force: captured, shelled, left."""
        told = ("ASSAULT", "RETREAT")
        return frozenset(
            lemma
            for lemma, triggers in self.verb_frames.items()
            if any(t.frame.control is not None or t.frame.root in told for t in triggers)
        )

    @cached_property
    def toponym_weights(self) -> dict[str, float]:
        """Reason -> its weight for a name's being a place's (core/toponym_weights.yaml)."""
        return {entry.key: entry.weight for entry in self._pack.toponym_weights}

    @cached_property
    def event_place_weights(self) -> dict[tuple[str, str], float]:
        """Family and value of a sign -> its weight for where an event happened."""
        return {
            (family.key, value): weight
            for family in self._pack.event_place_weights
            for value, weight in family.weights.items()
        }

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Kinds of happening that are compared when reports are joined (core/incidents.yaml)."""
        return self._pack.families

    @cached_property
    def incident_weights(self) -> dict[str, float]:
        """Reason -> its weight for two accounts' being of one incident (core/incidents.yaml)."""
        return {entry.key: entry.weight for entry in self._pack.incident_weights}

    @cached_property
    def control_weights(self) -> dict[str, float]:
        """Reason -> its weight for who holds a place (core/control_weights.yaml)."""
        return {entry.key: entry.weight for entry in self._pack.control_weights}

    @cached_property
    def scenario_weights(self) -> dict[str, float]:
        """How a happening is confirmed -> how much a signpost that sees it counts (core/scenarios.yaml)."""
        return {entry.key: entry.weight for entry in self._pack.scenario_weights}

    @cached_property
    def types(self) -> tuple[str, ...]:
        """All words for an event's type: PLOVER's roots, with modes, ACLED's types and sub-types, frames."""
        frames, means = self._pack.frames, self._pack.means
        modes = {mode for some in (frames, means) for one in some if (mode := one.mode)}
        acled = {word for some in (frames, means) for one in some for word in one.acled or ()}
        roots = {frame.root for frame in frames}
        with_modes = {f"{root}-{mode}" for root in roots for mode in modes}
        keys = {frame.key for frame in frames}
        return tuple(sorted(roots | with_modes | acled | keys | self.words["types-by-clause"]))

    @cached_property
    def verb_forms(self) -> dict[str, str]:
        """Past and third-person form -> lemma of the frames' verbs, for words the tagger got wrong."""
        forms: dict[str, str] = {}
        for lemma in self.verb_frames:
            for form in _inflected(lemma):
                forms.setdefault(form, lemma)
        return forms | self.tables["irregular-verbs"]

    @cached_property
    def noun_frames(self) -> dict[str, tuple[Trigger, ...]]:
        """Head-noun lemma -> triggers; compounds ("missile strike") before bare nouns."""
        found: dict[str, list[Trigger]] = defaultdict(list)
        for frame in self._pack.frames:
            for entry in frame.nouns:
                words = entry.lower().replace("-", " ").split()
                found[words[-1]].append(Trigger(frame, words=tuple(words[:-1])))
        return _ordered(found)

    @cached_property
    def adjective_frames(self) -> dict[str, tuple[Trigger, ...]]:
        """Adjective or participle -> triggers."""
        found: dict[str, list[Trigger]] = defaultdict(list)
        for frame in self._pack.frames:
            for entry in frame.adjectives:
                found[entry.lower()].append(Trigger(frame))
        return _ordered(found)

    @cached_property
    def verb_cues(self) -> dict[str, tuple[Cue, ...]]:
        """Verb lemma -> cues, those with a particle first."""
        return _cues([cue for cue in self._pack.cues if cue.form == "verb"], head=0)

    @cached_property
    def noun_cues(self) -> dict[str, tuple[Cue, ...]]:
        """Noun lemma (the last word) -> cues."""
        return _cues([cue for cue in self._pack.cues if cue.form == "noun"], head=-1)

    @cached_property
    def phrase_cues(self) -> dict[str, tuple[Cue, ...]]:
        """First word -> prepositional cues ("according to", "in the words of") and adverbs."""
        return _cues([cue for cue in self._pack.cues if cue.form in ("preposition", "adverb")], head=0)

    @cached_property
    def embedders(self) -> dict[str, tuple[Embedder, ...]]:
        """First word of the lemma -> embedders, longest first."""
        found: dict[str, list[Embedder]] = defaultdict(list)
        for entry in self._pack.embedders:
            found[entry.lemma.split()[0]].append(entry)
        return {lemma: tuple(sorted(e, key=lambda x: -len(x.lemma))) for lemma, e in found.items()}

    @cached_property
    def roles(self) -> dict[str, tuple[tuple[tuple[str, ...], Role], ...]]:
        """Last word of a role's wording -> (all words, role), longest first; abbreviations keep capitals."""
        found: dict[str, list[tuple[tuple[str, ...], Role]]] = defaultdict(list)
        for role in self._pack.roles:
            for entry in (*(word.lower() for word in role.words), *role.abbreviations):
                words = tuple(entry.replace("-", " - ").replace("'s", " 's").replace("’s", " 's").split())
                found[words[-1]].append((words, role))
        return {word: tuple(sorted(e, key=lambda x: -len(x[0]))) for word, e in found.items()}

    @cached_property
    def role(self) -> dict[str, Role]:
        """Role key -> role."""
        return {role.key: role for role in self._pack.roles}

    @cached_property
    def likelihood(self) -> dict[str, tuple[tuple[tuple[str, ...], LikelihoodWord], ...]]:
        """First word -> (words, entry), longest first."""
        found: dict[str, list[tuple[tuple[str, ...], LikelihoodWord]]] = defaultdict(list)
        for entry in self._pack.likelihood:
            for wording in entry.words:
                words = tuple(wording.lower().split())
                found[words[0]].append((words, entry))
        return {word: tuple(sorted(e, key=lambda x: -len(x[0]))) for word, e in found.items()}

    @cached_property
    def certainty(self) -> dict[str, tuple[tuple[tuple[str, ...], CertaintyWord], ...]]:
        """First word -> (words, entry), longest first."""
        found: dict[str, list[tuple[tuple[str, ...], CertaintyWord]]] = defaultdict(list)
        for entry in self._pack.certainty:
            for wording in entry.words:
                words = tuple(wording.split())
                found[words[0]].append((words, entry))
        return {word: tuple(sorted(e, key=lambda x: -len(x[0]))) for word, e in found.items()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """A unit's word or symbol in lower case -> unit."""
        return {word.lower(): unit for unit in self._pack.units for word in (unit.key, *unit.words)}

    @cached_property
    def unit_prefixes(self) -> dict[str, Unit]:
        """A symbol written before the number ("$", "US$") -> unit."""
        return {sign.lower(): unit for unit in self._pack.units for sign in unit.prefix}

    @cached_property
    def items(self) -> dict[str, tuple[tuple[tuple[str, ...], Item], ...]]:
        """Last word of an item's wording in lower case -> (all words, item), longest first."""
        found: dict[str, list[tuple[tuple[str, ...], Item]]] = defaultdict(list)
        for item in self._pack.items:
            for wording in {item.name.lower(), *(word.lower() for word in item.words)}:
                # "MiG-29" is one token to some parsers and three to others.
                for words in {tuple(wording.split()), tuple(wording.replace("-", " - ").split())}:
                    found[words[-1]].append((words, item))
        return {word: tuple(sorted(e, key=lambda x: -len(x[0]))) for word, e in found.items()}

    @cached_property
    def noun_classes(self) -> dict[str, frozenset[str]]:
        """Noun lemma -> its classes."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self._pack.nouns:
            for word in entry.words:
                found[word].add(entry.key)
        return {word: frozenset(classes) for word, classes in found.items()}

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Key of a word class (core/words.yaml) -> its words."""
        return {entry.key: frozenset(entry.words) for entry in self._pack.words}

    @cached_property
    def wordings(self) -> dict[str, tuple[str, ...]]:
        """Key of a word class -> its words and phrases, those of most words first."""
        return {
            entry.key: tuple(sorted(entry.words, key=lambda words: -words.count(" ")))
            for entry in self._pack.words
        }

    @cached_property
    def tables(self) -> dict[str, dict[str, str]]:
        """Key of a word class of `form=value` entries -> form -> value."""
        found: dict[str, dict[str, str]] = {}
        for entry in self._pack.words:
            pairs = [word.partition("=") for word in entry.words if "=" in word]
            if pairs:
                found[entry.key] = {form: value for form, _, value in pairs}
        return found

    @cached_property
    def outcomes(self) -> dict[str, Counts]:
        """Lemma of a trigger -> what it makes of those it happened to."""
        return cast("dict[str, Counts]", self.tables["outcomes"])

    @cached_property
    def states(self) -> dict[str, Counts]:
        """A word beside the counted -> what became of them."""
        return cast("dict[str, Counts]", self.tables["states"])

    @cached_property
    def changes(self) -> dict[str, str]:
        """Key of a frame -> what an event of it tells of who holds the place; only of those that tell it."""
        return {frame.key: frame.control for frame in self._pack.frames if frame.control}

    @cached_property
    def deeds(self) -> dict[str, tuple[str, ...]]:
        """Key of a frame -> keys of the deeds it may tell of (core/deeds.yaml); only of those in one."""
        found: dict[str, list[str]] = defaultdict(list)
        for deed in self._pack.deeds:
            for frame in deed.frames:
                found[frame].append(deed.key)
        return {frame: tuple(deeds) for frame, deeds in found.items()}

    @cached_property
    def again(self) -> frozenset[str]:
        """Frames that say a place was the other side's before."""
        return frozenset(frame for deed in self._pack.deeds for frame in deed.again)

    @cached_property
    def targets(self) -> dict[str, tuple[tuple[tuple[str, ...], Target], ...]]:
        """Noun of a target -> (the words before it, target), those of most words first."""
        return _by_noun(self._pack.targets)

    @cached_property
    def means(self) -> dict[str, tuple[tuple[tuple[str, ...], Means], ...]]:
        """Noun of a weapon or attack -> (the words before it, means), those of most words first."""
        return _by_noun(self._pack.means)

    @cached_property
    def target(self) -> dict[str, Target]:
        """Category of a target -> target."""
        return {target.key: target for target in self._pack.targets}

    @cached_property
    def light_verbs(self) -> dict[str, tuple[LightVerb, ...]]:
        """Verb lemma -> light verbs, those with a particle first."""
        found: dict[str, list[LightVerb]] = defaultdict(list)
        for entry in self._pack.light_verbs:
            found[entry.lemma.split()[0]].append(entry)
        return {lemma: tuple(sorted(e, key=lambda x: -len(x.lemma))) for lemma, e in found.items()}


def doubles(lemma: str) -> bool:
    """Whether a verb of one syllable doubles its last letter: "barred" is of "bar", "bared" is not."""
    short = len(lemma) > 2 and lemma[-1] in _DOUBLED and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS
    return short and sum(letter in _VOWELS for letter in lemma) == 1


def _inflected(lemma: str) -> Iterator[str]:
    """The regular forms of a verb; of two syllables, with one letter at its end or two ("initialled")."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if not doubles(lemma):
        yield from (stem + "ed", stem + "ing")
    if lemma[-1] in _DOUBLED:
        yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")
    if lemma.endswith("y"):
        yield from (lemma[:-1] + "ied", lemma[:-1] + "ies")
    yield from (lemma + "s", lemma + "es")


def _by_noun(entries: Sequence[N]) -> dict[str, tuple[tuple[tuple[str, ...], N], ...]]:
    """Last word of each wording -> (the words before it, entry); what stands behind "of" counts as before."""
    found: dict[str, list[tuple[tuple[str, ...], N]]] = defaultdict(list)
    for entry in entries:
        for wording in entry.words:
            parts = wording.replace("-", " ").split(" of ")
            words = tuple(word for part in reversed(parts) for word in part.split())
            found[words[-1]].append((words[:-1], entry))
    return {noun: tuple(sorted(e, key=lambda x: -len(x[0]))) for noun, e in found.items()}


def _ordered(found: dict[str, list[Trigger]]) -> dict[str, tuple[Trigger, ...]]:
    return {
        lemma: tuple(sorted(triggers, key=lambda trigger: (trigger.weight, trigger.frame.key)))
        for lemma, triggers in found.items()
    }


def _cues(cues: list[Cue], head: int) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        found[cue.lemma.lower().split()[head]].append(cue)
    return {lemma: tuple(sorted(e, key=lambda cue: -len(cue.lemma))) for lemma, e in found.items()}
