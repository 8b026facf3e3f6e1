"""Forecasts in a text, in order: what looks ahead, what it is, on which condition, from what, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.forecast.extract.conditions import Conditions, own_condition, trimmed
from dateline.forecast.extract.earlier import earlier_condition
from dateline.forecast.extract.kinds import Setting, kind_of
from dateline.forecast.extract.links import Links, Outlined, alike, content_of, leans, links_of
from dateline.forecast.extract.nouns import noun_sights
from dateline.forecast.extract.sights import FIRST, Sight
from dateline.forecast.extract.speakers import Speakers, Voice, expert, narrated
from dateline.forecast.extract.verbs import verb_sights
from dateline.forecast.extract.wording import horizon_in, likelihood_of, proposition_tokens
from dateline.lore import Lore
from dateline.model import (
    Actor,
    Attribution,
    Cover,
    ForecastKind,
    Found,
    Likelihood,
    Moment,
    Sentence,
    Span,
    tree,
)

__all__ = ["Outlook", "find_forecasts"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast before it is a record; `at` is its offset.

    `follows`, `repeats` and `counters` are indices of outlooks, of which no chain comes back to itself.
    `forecaster` is whom the text around names as such, `instead` of whom an attribution makes answerable for
    the words, or before him.
    """

    sentence: int
    at: int
    proposition: Span
    condition: Span | None
    horizon: Moment | None
    likelihood: Likelihood | None
    follows: tuple[int, ...]
    kind: ForecastKind = "prediction"
    repeats: int | None = None
    counters: tuple[int, ...] = ()
    forecaster: Actor | None = None
    instead: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """A sight that is kept, with all that is read of it but its links."""

    outlined: Outlined
    span: Span
    condition: Span | None
    kind: ForecastKind
    voice: Voice | None

    @property
    def sight(self) -> Sight:
        """What looked ahead."""
        return self.outlined.sight


def find_forecasts(
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    actors: Sequence[Found[Actor]],
    times: Sequence[Found[Moment]],
    lore: Lore,
    published: Moment,
) -> tuple[Outlook, ...]:
    """All forecasts, plans and hypotheticals of a document in order."""
    reader = _Reader(sentences, attributions, actors, times, lore, published.start)
    told = reader.told()
    links = links_of([one.outlined for one in told], lore)
    return tuple(reader.outlook(one, link) for one, link in zip(told, links, strict=True))


class _Reader:
    """One document: what its sentences foresee, one after another."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        attributions: Sequence[Attribution],
        actors: Sequence[Found[Actor]],
        times: Sequence[Found[Moment]],
        lore: Lore,
        published: str | None,
    ) -> None:
        self._sentences = sentences
        self._lore = lore
        self._published = published
        self._speakers = Speakers(sentences, attributions, actors, lore)
        self._predicted = Cover(
            (span.start, span.end, True)
            for a in attributions
            if a.stance == "predicts" and not a.beside
            for span in a.content
        )
        self._moments: dict[int, list[Found[Moment]]] = {}
        for found in times:
            self._moments.setdefault(found.sentence, []).append(found)

    def told(self) -> list[_Told]:
        """What is foreseen, planned or supposed, in order; without what only looks so."""
        kept: list[_Told] = []
        for sentence in self._sentences:
            conditions = Conditions(sentence, self._lore)
            sights = self._sights(sentence, conditions, self._telling(sentence, kept))
            for sight in sights:
                one = self._tell(sight, [s for s in sights if s is not sight], conditions, kept)
                if one is not None:
                    kept.append(one)
        return self._with_experts(kept)

    def _with_experts(self, kept: Sequence[_Told]) -> list[_Told]:
        """The same, with whom a headline means, and the one expert of a text where nobody else speaks."""
        only = expert([one.voice for one in kept])
        own = any(t.lower in FIRST for one in kept if one.voice is None for t in one.sight.sentence.tokens)
        only = None if own else only
        since = next((o.sight.at for o in kept if o.voice is not None and o.voice.who == only), None)
        found = []
        for one in kept:
            if one.sight.sentence.part == "title":
                found.append(_spoken_by(one, self._meant_in_title(one, kept, only)))
            else:
                goes_on = since is not None and since < one.sight.at and one.kind != "plan"
                silent = only is not None and self._speakers.silent(only, one.sight.sentence.index)
                found.append(_spoken_by(one, only if goes_on and not silent and not _known(one) else None))
        return found

    def _meant_in_title(self, one: _Told, kept: Sequence[_Told], only: Actor | None) -> Actor | None:
        """Who foresees, further down, what a headline says without a name; else the one expert."""
        if one.voice is not None and one.voice.who is not None and one.voice.who.name is not None:
            return None
        for other in kept:
            if other.sight.sentence.part != "title" and alike(one.outlined, other.outlined):
                return other.voice.who if other.voice is not None else None
        return None if _known(one) else only

    def _telling(self, sentence: Sentence, kept: Sequence[_Told]) -> bool:
        """Whether the sentence before tells in the present what is to come."""
        return self._following(sentence, kept) and kept[-1].sight.way == "present"

    def _sights(self, sentence: Sentence, conditions: Conditions, telling: bool) -> list[Sight]:
        """What looks ahead in a sentence, in order, each head once."""
        found: dict[int, Sight] = {}
        for sight in (
            *verb_sights(sentence, self._predicted, conditions, self._lore, telling=telling),
            *noun_sights(sentence, self._lore),
        ):
            found.setdefault(sight.head, sight)
        return [found[head] for head in sorted(found)]

    def _tell(
        self, sight: Sight, others: Sequence[Sight], conditions: Conditions, kept: Sequence[_Told]
    ) -> _Told | None:
        lore = self._lore
        sentence = sight.sentence
        leaning = leans(sight, lore)
        own = own_condition(sight, conditions)
        condition = trimmed(sentence, own) or earlier_condition(
            sight, self._sentences, kept, lore, leaning=leaning
        )
        last = kept[-1] if kept else None
        free = sight.way != "will" or leaning or condition is not None
        voice = self._speakers.of(
            sight, last.voice if last else None, last.sight if last else None, free=free
        )
        setting = Setting(
            tuple(own),
            condition is not None and not own,
            leaning,
            self._following(sentence, kept),
            voice,
            self._narrated_before(sentence),
            self._after(sentence),
            self._moments.get(sentence.index, ()),
            self._published,
        )
        kind = kind_of(sight, setting, lore)
        within = [
            t.i
            for t in sentence.tokens
            if condition is not None and condition.start <= t.start < condition.end
        ]
        tokens = proposition_tokens(sight, [*own, *within], others) if kind is not None else []
        if kind is None or not tokens:
            return None
        outlined = Outlined(
            sight,
            tuple(tokens),
            tuple(own),
            _name(voice),
            kind not in ("plan", "hypothetical"),
            content_of(sight, tokens, lore),
        )
        return _Told(outlined, tree.span(sentence, tokens[0], tokens[-1] + 1), condition, kind, voice)

    def _following(self, sentence: Sentence, kept: Sequence[_Told]) -> bool:
        """Whether something was foreseen in this sentence or the one before, in the same paragraph."""
        last = kept[-1].sight.sentence if kept and kept[-1].kind not in ("plan", "hypothetical") else None
        return last is not None and last.paragraph == sentence.paragraph and sentence.index - last.index <= 1

    def _narrated_before(self, sentence: Sentence) -> bool:
        """Whether the sentence before tells what happened."""
        return sentence.index > 0 and narrated(self._sentences[sentence.index - 1])

    def _after(self, sentence: Sentence) -> Sentence | None:
        index = sentence.index + 1
        return self._sentences[index] if index < len(self._sentences) else None

    def outlook(self, one: _Told, links: Links) -> Outlook:
        """What is told, with its words of when and of how likely, and its links."""
        sight = one.sight
        tokens = one.outlined.tokens
        moments = self._moments.get(sight.sentence.index, ())
        return Outlook(
            sight.sentence.index,
            sight.at,
            one.span,
            one.condition,
            horizon_in(sight.sentence, tokens, moments, self._published, self._lore),
            likelihood_of(sight, tokens, self._lore),
            links.follows,
            one.kind,
            links.repeats,
            links.counters,
            one.voice.who if one.voice is not None and one.voice.found else None,
            one.voice is not None and one.voice.instead,
        )


def _known(one: _Told) -> bool:
    return one.voice is not None and one.voice.who is not None


def _spoken_by(one: _Told, who: Actor | None) -> _Told:
    """The same as by somebody else, if anybody is given."""
    if who is None:
        return one
    attribution = one.voice.attribution if one.voice is not None else None
    voice = Voice(who, attribution, found=True, instead=True)
    return replace(one, voice=voice, outlined=replace(one.outlined, who=_name(voice)))


def _name(voice: Voice | None) -> str | None:
    """By which name forecasters are told apart; None for the narrator."""
    who = voice.who if voice is not None else None
    if who is None:
        return None
    # "Maren Holt" and "Ms Holt" are one, as are "the agency" and "its agency".
    return next(iter((who.name or who.text or "").casefold().split()[-1:]), None)
