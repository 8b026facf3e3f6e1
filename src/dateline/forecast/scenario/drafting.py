"""A first scenario from the forecasts of a document: what is foreseen, by whom, and what it hangs on.

What a text says of chances goes in as it says it; what it leaves open is a guess, and marked as one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.forecast.scenario.loading import MOST_PARTS
from dateline.forecast.scenario.network import MOST_PARENTS
from dateline.model import Forecast, Span

__all__ = ["Wordings", "draft"]

# Guesses, each marked in the file. What somebody foresees without a word of likelihood is likely to them;
# without what it hangs on it is not to be looked for; a condition is as likely as not.
_PLAIN, _WITHOUT, _OPEN = 0.75, 0.1, 0.5
# Several conditions, any of which will do: what comes without any of them.
_LEAK = 0.05
_ID_WORDS, _LONGEST_ID = 4, 48
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_NO_WORDS = frozenset({"nan", "inf", "null", "true", "false"})
_TEMPLATE = """
# Signposts: events to look out for, each with how many times more likely it is if its proposition holds.
# signposts:
#   crossing:
#     of: {id}
#     ratio: 3
#     event: {{type: ASSAULT, places: [Name of a town], sides: [Name of a side]}}
"""


@dataclass(frozen=True, slots=True)
class Wordings:
    """Words of the pack, the longest first: what conditions begin with, what turns them; small words."""

    openers: Sequence[str]
    turned: Sequence[str]
    small: frozenset[str]


@dataclass(slots=True)
class _Draft:
    """A proposition as it is put together. `parents` are ids, those turned round with a "not "."""

    id: str
    says: str
    forecast: Forecast | None = None
    parents: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def draft(title: str, forecasts: Sequence[Forecast], wordings: Wordings) -> str:
    """The text of a scenario's file with everything that is foreseen; `check` finds no error in it.

    `forecasts` are of one document or several, in their order; at least one.
    """
    made = _Making(wordings)
    for forecast in forecasts[: MOST_PARTS // 2]:
        made.take(forecast)
    made.link()
    return "".join(_written(title, list(made.found.values())))


class _Making:
    """Propositions by id as they are found, and which forecast became which."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._by_words: dict[str, str] = {}
        self._of: dict[str, str] = {}
        self.found: dict[str, _Draft] = {}

    def take(self, forecast: Forecast) -> None:
        """Make a forecast a proposition; one that repeats another is that other."""
        again = self._of.get(forecast.repeats or "") or self._by_words.get(_key(forecast.proposition.text))
        if again is not None:
            self._of[forecast.id] = again
            first = self.found[again]
            first.forecast = first.forecast or forecast
            first.notes.append(f"said again: {_one_line(forecast.proposition.text)}")
            return
        self._of[forecast.id] = self._new(forecast.proposition.text, forecast).id

    def link(self) -> None:
        """Hang each on its conditions and on what it is said to follow from."""
        for one in [*self.found.values()]:
            if one.forecast is not None:
                for parent in dict.fromkeys(self._parents(one.forecast)):
                    self._hang(one, parent)
                others = [self._of[id] for id in one.forecast.counters if id in self._of]
                one.notes += [f"contradicts {id}" for id in others]

    def _parents(self, forecast: Forecast) -> Iterator[str]:
        if forecast.condition is not None:
            yield self._condition(forecast.condition)
        yield from (self._of[id] for id in forecast.depends_on if id in self._of)

    def _condition(self, condition: Span) -> str:
        """The id of what a condition says, turned round where it says that it must not be."""
        words, turned = self._bare(_one_line(condition.text))
        known = self._by_words.get(_key(words)) or self._foreseen(condition)
        id = known or self._new(words, None).id
        return f"not {id}" if turned else id

    def _foreseen(self, condition: Span) -> str | None:
        """The proposition whose words a condition is."""
        for forecast in (one.forecast for one in self.found.values()):
            told = forecast.proposition if forecast else None
            if told is not None and condition.start <= told.start and told.end <= condition.end:
                return self._of[forecast.id] if forecast else None
        return None

    def _bare(self, words: str) -> tuple[str, bool]:
        """A condition without the words that make it one."""
        lower = words.casefold()
        for turned, openers in ((True, self._wordings.turned), (False, self._wordings.openers)):
            for opener in openers:
                if lower.startswith(f"{opener} "):
                    return words[len(opener) :].strip(), turned
        return words, False

    def _hang(self, one: _Draft, parent: str) -> None:
        id = parent.removeprefix("not ")
        if self._leads(one.id, id):
            one.notes.append(f"left out, as it closes a ring: hangs on {parent}")
        elif len(one.parents) >= MOST_PARENTS:
            one.notes.append(f"left out, as {MOST_PARENTS} are the most: hangs on {parent}")
        elif id not in {other.removeprefix("not ") for other in one.parents}:
            one.parents.append(parent)

    def _leads(self, start: str, end: str) -> bool:
        """Whether what is to be hung on already hangs on it, or is it."""
        waiting, seen = [end], set[str]()
        while waiting:
            id = waiting.pop()
            if id == start:
                return True
            if id not in seen:
                seen.add(id)
                waiting += [parent.removeprefix("not ") for parent in self.found[id].parents]
        return False

    def _new(self, words: str, forecast: Forecast | None) -> _Draft:
        made = _Draft(self._id(words), _sentence(words), forecast)
        self.found[made.id] = made
        self._by_words.setdefault(_key(words), made.id)
        return made

    def _id(self, words: str) -> str:
        """Some words that tell it from others, with a number where they do not."""
        telling = [word for word in _WORD.findall(words.casefold()) if word not in self._wordings.small]
        plain = [re.sub(r"['’]", "", word) for word in telling[:_ID_WORDS]]
        base = "-".join(plain)[:_LONGEST_ID].strip("-") or "proposition"
        id, number = base, 1
        while id in self.found or id in ("yes", "no", "not"):
            number += 1
            id = f"{base}-{number}"
        return id


def _key(words: str) -> str:
    """Words as they are compared: the same letters and digits."""
    return " ".join(_WORD.findall(words.casefold()))


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _sentence(words: str) -> str:
    line = _one_line(words).rstrip(" ,;:")
    return (
        f"{line[:1].upper()}{line[1:]}"
        if line.endswith((".", "!", "?"))
        else f"{line[:1].upper()}{line[1:]}."
    )


# -- as YAML


def _written(title: str, drafts: Sequence[_Draft]) -> Iterator[str]:
    yield "# A first draft from what a document foresees. Numbers marked `set` are guesses: put your own.\n"
    yield f"scenario: {_quoted(_one_line(title) or 'A scenario')}\n\npropositions:\n"
    for one in drafts:
        yield from _proposition(one)
    yield _TEMPLATE.format(id=drafts[0].id if drafts else "some-proposition")


def _proposition(one: _Draft) -> Iterator[str]:
    yield f"  {_named(one.id)}:\n    says: {_quoted(one.says)}\n"
    forecast = one.forecast
    if forecast is not None:
        named = forecast.forecaster.name or forecast.forecaster.text if forecast.forecaster else None
        if named:
            yield f"    by: {_quoted(_one_line(named))}\n"
        yield f"    forecast: {_quoted(forecast.id)}\n"
        if forecast.horizon is not None and (forecast.horizon.end or forecast.horizon.text):
            yield f"    horizon: {_quoted(forecast.horizon.end or _one_line(forecast.horizon.text or ''))}\n"
    yield from (f"    # {_one_line(note)}\n" for note in one.notes)
    yield from _numbers(one)


def _numbers(one: _Draft) -> Iterator[str]:
    probable, why = _likely(one)
    if not one.parents:
        yield f"    probability: {probable:g}  # {why}\n"
    elif len(one.parents) == 1:
        yield f"    given:\n      parents: [{_named(one.parents[0])}]\n      table:\n"
        yield f'        "yes": {probable:g}  # {why}\n        "no": {min(_WITHOUT, probable):g}  # set\n'
    else:
        yield f"    any_of:\n      leak: {_LEAK:g}  # set\n      strengths:\n"
        yield from (f"        {_named(parent)}: {probable:g}  # {why}\n" for parent in one.parents)


def _likely(one: _Draft) -> tuple[float, str]:
    """How probable it is by the words, else a guess; and where the number is from."""
    likely = one.forecast.likelihood if one.forecast else None
    if likely is not None and likely.low is not None and likely.high is not None:
        middle = round((likely.low + likely.high) / 2, 3)
        return middle, f"“{_one_line(likely.text or '')}”: {likely.low:g} to {likely.high:g}"
    return (_PLAIN, "set") if one.forecast else (_OPEN, "set")


def _named(id: str) -> str:
    """An id as it is, unless it looks like a number or another thing that is no word."""
    return id if id[0].isalpha() and id not in _NO_WORDS else _quoted(id)


def _quoted(text: str) -> str:
    """Words as a YAML scalar: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)
