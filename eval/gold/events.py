"""`python -m eval.gold.events [--of more|fresh] [--part open|hidden] [--errors]`: events and figures read.

Without `--of`, in the dispatches that have claims; `more` and `fresh` are others, of which the even numbers
are the hidden half.

An event of the program is right when its trigger shares words with an annotated one, or stands beside it,
and the type is the same; one for one. An annotated event that is optional is neither asked for nor wrong.
Of the events so matched: factuality (where the annotation gives one), standing, and who, whom and where by
head noun or name. A figure is right when it stands at the annotated words, or beside them, counts the same
and has the same bounds. `--errors` lists what went wrong on the open half; of the other only scores are told.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from dateline.flow import Reading
from dateline.lore import Lore
from dateline.measure.scores import Counts
from dateline.parse import Parser
from dateline.settings import cache_folder
from eval.gold.happenings import CASUALTIES, TYPES, Amount, Deed, Names, Told, annotated, of_records
from eval.gold.matching import alike, named, pairs, touch
from eval.gold.passes import Series, numbered, text_of
from eval.gold.score import Share, readings
from eval.gold.telling import Error, asked, asking, line

__all__ = ["OVERCOUNTED", "Happened", "compare", "lines", "main", "measure", "summary"]

Part = Literal["open", "hidden"]
OVERCOUNTED = "casualties given that are none"
"""The share that is an error, unlike the others."""
# The longest name of a figure.
_WIDTH = 30
_PARTIES = ("actors", "targets", "places")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’»)]*\s+(?=[\"'“‘«(]?[A-Z0-9])|\n+")


@dataclass(slots=True)
class Happened:
    """What is right of the events and figures of some dispatches; `errors` in the order of the texts."""

    events: Counts = field(default_factory=Counts)
    triggers: Counts = field(default_factory=Counts)
    types: dict[str, Counts] = field(default_factory=lambda: {each: Counts() for each in TYPES})
    parties: dict[str, Counts] = field(default_factory=lambda: {each: Counts() for each in _PARTIES})
    shares: dict[str, Share] = field(default_factory=dict)
    types_given: Counter[tuple[str, str]] = field(default_factory=Counter)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    counts: Counts = field(default_factory=Counts)
    errors: list[Error] = field(default_factory=list)

    def share(self, name: str, right: bool) -> None:
        """One more judged in a respect."""
        self.shares.setdefault(name, Share()).count(right)


# -- comparing


def compare(stem: str, text: str, wanted: Told, given: Told, tally: Happened) -> None:
    """Adds how far what is given of a dispatch is what is wanted."""
    _Comparing(stem, text, wanted, given, tally).all()


class _Comparing:
    """One dispatch: what is wanted of it, what is given, and where it is counted."""

    def __init__(self, stem: str, text: str, wanted: Told, given: Told, tally: Happened) -> None:
        self._stem, self._text, self._tally = stem, text, tally
        self._wanted, self._given = wanted, given
        self._typed = pairs(wanted.deeds, given.deeds, text, lambda deed: deed.type)
        self._anyhow = pairs(wanted.deeds, given.deeds, text, lambda _: "")
        self._figures = pairs(wanted.amounts, given.amounts, text, lambda _: "")

    def all(self) -> None:
        """Counts everything."""
        self._count_events()
        self._tell_events()
        for wanted, given in self._typed:
            if not wanted.optional and not given.optional:
                self._judge(wanted, given)
        self._judge_figures()

    def _error(self, kind: str, one: Deed | Amount, told: str) -> None:
        self._tally.errors.append(Error(kind, self._stem, one.start, told))

    def _count_events(self) -> None:
        of = (self._wanted.deeds, self._given.deeds)
        for tally, matched in ((self._tally.events, self._typed), (self._tally.triggers, self._anyhow)):
            tally.add(*_asked(matched, *of))
        for each, tally in self._tally.types.items():
            of_type = [[deed for deed in some if deed.type == each] for some in of]
            tally.add(*_asked([pair for pair in self._typed if pair[0].type == each], *of_type))

    def _tell_events(self) -> None:
        """Events that were missed, of another type, or where there is none."""
        self._tally.types_given.update(
            (a.type, b.type) for a, b in self._anyhow if not a.optional and not b.optional
        )
        right, found = ({id(pair[side]) for pair in self._typed} for side in (0, 1))
        others = {id(a): b for a, b in self._anyhow if id(a) not in right and id(b) not in found}
        taken = {id(b) for b in others.values()}
        for deed in self._wanted.deeds:
            other = others.get(id(deed))
            if id(deed) in right or (deed.optional and other is None):
                continue
            if other is None:
                self._error("missed", deed, f"{deed.type} {self._words(deed)}")
            else:
                kind = "other type, optional" if deed.optional else "other type"
                self._error(kind, deed, f"{deed.type} {self._words(deed)}, given {self._typed_words(other)}")
        for deed in self._given.deeds:
            if not deed.optional and id(deed) not in found | taken:
                self._error("spurious", deed, self._typed_words(deed))

    def _words(self, one: Deed | Amount) -> str:
        return f"‘{self._text[one.start : one.end]}’"

    def _typed_words(self, deed: Deed) -> str:
        return f"{deed.type} {self._words(deed)}"

    def _judge(self, wanted: Deed, given: Deed) -> None:
        self._tally.share("standing", wanted.standing == given.standing)
        if wanted.standing != given.standing:
            self._error(
                "standing", wanted, f"{self._words(wanted)} {wanted.standing}, given {given.standing}"
            )
        if wanted.factuality is not None:
            self._tally.share("factuality", wanted.factuality == given.factuality)
            self._tally.confused[wanted.factuality, str(given.factuality)] += 1
            if wanted.factuality != given.factuality:
                told = f"{self._words(wanted)} {wanted.factuality}, given {given.factuality}"
                self._error("factuality", wanted, told)
        for each in _PARTIES:
            mine, theirs = getattr(wanted, each), getattr(given, each)
            right = named(mine, theirs)
            self._tally.parties[each].add(right, len(theirs), len(mine))
            if right < max(len(mine), len(theirs)):
                told = f"{self._words(wanted)} {_listed(mine)}, given {_listed(theirs)}"
                self._error(each, wanted, told)

    # -- figures

    def _judge_figures(self) -> None:
        self._tally.counts.add(*_asked(self._figures, self._wanted.amounts, self._given.amounts))
        partner = {wanted.id: given for wanted, given in self._figures}
        for wanted in self._wanted.amounts:
            given = partner.get(wanted.id)
            if not wanted.optional and not (given and given.optional):
                self._judge_figure(wanted, given)
        self._tell_overcounted()

    def _judge_figure(self, wanted: Amount, given: Amount | None) -> None:
        exact = given is not None and _said(wanted) == _said(given)
        casualty = wanted.counts in CASUALTIES
        self._tally.share("figures exact", exact)
        if casualty:
            self._tally.share("casualties exact", exact)
        if given is None:
            self._error(_kind("missed", casualty), wanted, f"{_shown(wanted)} {self._words(wanted)}")
            return
        if not exact:
            kind = "other bounds" if wanted.counts == given.counts else "other kind"
            told = f"{_shown(wanted)} {self._words(wanted)}, given {_shown(given)} {self._words(given)}"
            self._error(_kind(kind, casualty), wanted, told)
        if casualty and wanted.event is not None:
            self._judge_event(wanted, given)
        right = any(_same_source(a, b) for a in wanted.by for b in given.by)
        self._tally.share("innermost source of a figure", right)
        if casualty:
            self._tally.share("innermost source of casualties", right)
        if not right:
            told = f"{self._words(wanted)} {_listed(wanted.by)}, given {_listed(given.by)}"
            self._error(_kind("other source", casualty), wanted, told)

    def _judge_event(self, wanted: Amount, given: Amount) -> None:
        mine = next(deed for deed in self._wanted.deeds if deed.id == wanted.event)
        theirs = next((deed for deed in self._given.deeds if deed.id == given.event), None)
        right = theirs is not None and touch(mine, theirs, self._text)
        self._tally.share("casualties with their event", right)
        if not right:
            other = self._typed_words(theirs) if theirs else "none"
            self._error("casualties: other event", wanted, f"{self._typed_words(mine)}, given {other}")

    def _tell_overcounted(self) -> None:
        """Casualties given where the annotation counts no casualties."""
        partner = {given.id: wanted for wanted, given in self._figures}
        for given in self._given.amounts:
            wanted = partner.get(given.id)
            if given.optional or given.counts not in CASUALTIES:
                continue
            over = wanted is None or wanted.counts not in CASUALTIES
            self._tally.share(OVERCOUNTED, over)
            if over:
                none = f"wanted {_shown(wanted)}" if wanted else "wanted none"
                self._error("casualties: too many", given, f"{_shown(given)} {self._words(given)}, {none}")


def _asked(
    matched: Iterable[tuple[Deed, Deed]] | Iterable[tuple[Amount, Amount]],
    wanted: Sequence[Deed] | Sequence[Amount],
    given: Sequence[Deed] | Sequence[Amount],
) -> tuple[int, int, int]:
    """Right, given, wanted. What either side holds optional is left out, with its partner."""
    asked = [(a, b) for a, b in matched if not a.optional and not b.optional]
    beside = [(a, b) for a, b in matched if a.optional or b.optional]
    out_given = {one.id for one in given if one.optional} | {b.id for _, b in beside}
    out_wanted = {one.id for one in wanted if one.optional} | {a.id for a, _ in beside}
    return len(asked), len(given) - len(out_given), len(wanted) - len(out_wanted)


def _said(one: Amount) -> tuple[str, float | None, float | None]:
    return one.counts, one.low, one.high


def _same_source(wanted: Names, given: Names) -> bool:
    return alike(wanted, given) or wanted == given


def _kind(what: str, casualty: bool) -> str:
    return f"{'casualties' if casualty else 'figures'}: {what}"


def _shown(amount: Amount) -> str:
    low, high = ("" if bound is None else f"{bound:g}" for bound in (amount.low, amount.high))
    return f"{amount.counts} {low}" if low == high else f"{amount.counts} {low}..{high}"


def _listed(parties: Sequence[Names]) -> str:
    return "; ".join(" = ".join(names) or "nobody" for names in parties) or "none"


# -- the program


def measure(
    stem: str, told: Iterable[tuple[int, Reading]], tally: Happened, series: Series = "dispatches"
) -> None:
    """Adds what the program reads in one dispatch."""
    wanted, _ = annotated(stem, "events", series)
    compare(stem, text_of(stem, series), wanted, of_records(told), tally)


def summary(tallies: Sequence[Happened]) -> dict[str, float]:
    """The figures that have floors, over all dispatches together."""
    counts = Counts()
    shares: dict[str, Share] = {}
    for tally in tallies:
        counts.add(tally.events.right, tally.events.predicted, tally.events.wanted)
        for name, share in tally.shares.items():
            whole = shares.setdefault(name, Share())
            whole.right, whole.of = whole.right + share.right, whole.of + share.of
    found = {name: share.right / max(share.of, 1) for name, share in shares.items()}
    return {
        "event_f1": counts.f1,
        "event_factuality": found.get("factuality", 0.0),
        "casualties_exact": found.get("casualties exact", 0.0),
    }


def lines(tally: Happened) -> Iterator[str]:
    """All figures, a line each, and the kinds of errors."""
    yield line("events", tally.events, _WIDTH)
    yield line("triggers, any type", tally.triggers, _WIDTH)
    for each, counts in tally.types.items():
        if counts.predicted or counts.wanted:
            yield line(f"  {each}", counts, _WIDTH)
    for each, counts in tally.parties.items():
        yield line(each, counts, _WIDTH)
    yield line("figures, any kind", tally.counts, _WIDTH)
    for name, share in tally.shares.items():
        yield f"  {name:{_WIDTH}} {share}"
    kinds = Counter(error.kind for error in tally.errors)
    yield "  errors: " + ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items()))
    for what, pairs_of in (("types", tally.types_given), ("factuality", tally.confused)):
        wrong = Counter({pair: n for pair, n in pairs_of.items() if pair[0] != pair[1]})
        yield f"  {what}: " + ", ".join(f"{a} as {b} {n}" for (a, b), n in wrong.most_common())


def _errors(errors: Sequence[Error], series: Series) -> Iterator[str]:
    """Errors by kind, each with its sentence."""
    for kind in sorted({error.kind for error in errors}):
        some = [error for error in errors if error.kind == kind]
        yield f"\n{kind} ({len(some)})"
        for error in some:
            yield f"  {error.stem}: {error.told}\n    {_sentence(text_of(error.stem, series), error.at)}"


def _sentence(text: str, at: int) -> str:
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    start = max(end for end in ends if end <= at)
    return text[start : min(end for end in ends if end > at)].strip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores of both halves, or of one; the exit code."""
    options = asking("events", "Scores events and figures of the dispatches.", get_args(Part))
    options.add_argument("--of", choices=get_args(Series), default="dispatches", help="which dispatches")
    given = asked(options, arguments)
    lore, parser = Lore.open(cache_folder()), Parser()
    for part in [given.part] if given.part else get_args(Part):
        tally = Happened()
        stems = numbered(given.of, part)
        for stem in stems:
            measure(stem, readings(stem, lore, parser, given.of), tally, given.of)
        print(f"{part}: {len(stems)} dispatches", *lines(tally), sep="\n")
        if given.errors and part == "open":
            print(*_errors(tally.errors, given.of), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
