"""What happens in a dispatch and what is counted there: as annotated, and as the program's records have it.

Both are read into one shape, so that a pass is scored against another as the program is against a pass.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

import yaml

from dateline.flow import Reading
from dateline.model import Actor, Claim, Claimant, Event, Factuality, Figure, Place
from eval.gold import passes
from eval.gold.passes import OUTLET, Misannotated, Piece, located, text_of

__all__ = ["CASUALTIES", "NOT_ASKED", "PASSES", "TYPES", "Amount", "Deed", "Told", "annotated", "of_records"]

PASSES = ("events", "events_b")
"""The passes of events and figures; `events` is the answer, `events_b` covers fewer dispatches."""
TYPES = tuple(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST"
    " REJECT ACCUSE THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
CASUALTIES = frozenset("killed wounded casualties missing captured displaced evacuated".split())
# What the program counts and the guideline does not ask for.
NOT_ASKED = frozenset({"duration", "age", "ranges"})
# Kinds that the guideline does not tell apart.
_COARSER = {"states": "other", "regions": "other"}
_COUNTS = (
    *CASUALTIES,
    *"troops recruits people settlements sorties strikes launched intercepted destroyed".split(),
    *"money materiel vehicles distance area percent other".split(),
)
_STANDINGS = ("historical", "figurative", "sport")
_UNIT = re.compile(r"km|mi|m|ha|km2|[A-Z]{3}|%")
_LISTS = ("actors", "targets", "places")
_EVENT_KEYS = frozenset({"id", "trigger", "type", *_LISTS, "when", "factuality", "standing", "optional"})
_FIGURE_KEYS = frozenset("id text of counts low high approximate unit part_of event by optional".split())
_NEEDED = {
    "events": ("id", "trigger", "type", *_LISTS, "when", "factuality"),
    "figures": ("id", "text", "counts", "low", "high", "event", "by"),
}

Names = tuple[str, ...]
"""All that one party is called, such as the words of the text and the full name."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Deed:
    """An event where its trigger stands. `factuality` None: not told; an `optional` one is not asked for."""

    id: str
    start: int
    end: int
    type: str
    actors: tuple[Names, ...]
    targets: tuple[Names, ...]
    places: tuple[Names, ...]
    factuality: str | None
    standing: str = "current"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure; `event` is the id of its deed. `by`: each innermost source, `()` for nobody who is named."""

    id: str
    start: int
    end: int
    counts: str
    low: float | None
    high: float | None
    event: str | None
    by: tuple[Names, ...]
    optional: bool = False
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The deeds and amounts of one dispatch, in its order."""

    deeds: tuple[Deed, ...]
    amounts: tuple[Amount, ...]


# -- as annotated


def annotated(stem: str, name: str, series: passes.Series = "dispatches") -> tuple[Told, list[str]]:
    """What a pass has of one dispatch, and a line for each entry that is misannotated.

    Raises:
        FileNotFoundError: the pass does not have the dispatch.
    """
    text = text_of(stem, series)
    raw = yaml.safe_load((passes.folder_of(series) / name / f"{stem}.yaml").read_text(encoding="utf-8"))
    faults: list[str] = [] if raw.get("text") == stem else [f"it says that it is of {raw.get('text')}"]
    deeds = tuple(_each(raw, "events", lambda one: _deed(one, text), faults))
    amounts = tuple(_each(raw, "figures", lambda one: _amount(one, text), faults))
    told = Told(deeds, amounts)
    return told, [f"{name}/{stem}: {fault}" for fault in (*faults, *_astray(told, stem))]


def _each(raw: Mapping[str, Any], key: str, make: Callable[[Any], Made], faults: list[str]) -> Iterator[Made]:
    for number, one in enumerate(raw.get(key) or (), 1):
        try:
            missing = [wanted for wanted in _NEEDED[key] if wanted not in one]
            if missing:
                raise Misannotated(f"no {', '.join(missing)}")
            yield make(one)
        except (Misannotated, KeyError, TypeError) as error:
            faults.append(f"{key} {number}: {type(error).__name__}: {error}")


def _deed(raw: Mapping[str, Any], text: str) -> Deed:
    _known(raw, _EVENT_KEYS)
    trigger = _only(raw["trigger"], text)
    if raw["when"] is not None:
        located(raw["when"], text)
    return Deed(
        str(raw["id"]),
        trigger.start,
        trigger.end,
        _one_of("type", raw["type"], TYPES),
        _names(raw, "actors"),
        _names(raw, "targets"),
        _names(raw, "places"),
        None if raw["factuality"] is None else _one_of("factuality", raw["factuality"], get_args(Factuality)),
        _one_of("standing", raw["standing"], _STANDINGS) if "standing" in raw else "current",
        _flag(raw, "optional"),
    )


def _amount(raw: Mapping[str, Any], text: str) -> Amount:
    _known(raw, _FIGURE_KEYS)
    words = _only(raw["text"], text)
    if raw.get("of") is not None:
        located(raw["of"], text)
    if raw.get("unit") is not None and not _UNIT.fullmatch(str(raw["unit"])):
        raise Misannotated(f"unit {raw['unit']!r} is none of the guideline's")
    _flag(raw, "approximate")
    low, high = _bound(raw["low"]), _bound(raw["high"])
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise Misannotated(f"bounds {raw['low']} and {raw['high']}")
    return Amount(
        str(raw["id"]),
        words.start,
        words.end,
        _one_of("counts", raw["counts"], _COUNTS),
        low,
        high,
        raw["event"],
        ((),) if raw["by"] is None else ((str(raw["by"]),),),
        _flag(raw, "optional"),
        raw.get("part_of"),
    )


def _known(raw: Mapping[str, Any], keys: frozenset[str]) -> None:
    if strange := sorted(set(raw) - keys):
        raise Misannotated(f"{', '.join(strange)} is none of {', '.join(sorted(keys))}")


def _only(raw: Any, text: str) -> Piece:
    """The place of a piece; one that occurs more than once needs a number."""
    found, asked = located(raw, text)
    if asked is None and len(found) > 1:
        raise Misannotated(f"{found[0].text!r} stands {len(found)} times in the text and has no number")
    return asked or found[0]


def _one_of(key: str, value: Any, values: Sequence[str]) -> str:
    if value not in values:
        raise Misannotated(f"{key} {value!r} is none of {', '.join(values)}")
    return str(value)


def _names(raw: Mapping[str, Any], key: str) -> tuple[Names, ...]:
    value = raw[key]
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise Misannotated(f"{key} wants a list of names: {value!r}")
    return tuple((name,) for name in value)


def _flag(raw: Mapping[str, Any], key: str) -> bool:
    if not isinstance(raw.get(key, False), bool):
        raise Misannotated(f"{key} wants true or nothing: {raw[key]!r}")
    return bool(raw.get(key, False))


def _bound(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Misannotated(f"a bound wants a number: {value!r}")
    return float(value)


def _astray(told: Told, stem: str) -> Iterator[str]:
    """Ids that stand twice or are of another text, references that lead nowhere."""
    deeds, amounts = {one.id for one in told.deeds}, {one.id for one in told.amounts}
    ids = [*(deed.id for deed in told.deeds), *(amount.id for amount in told.amounts)]
    yield from (f"{one} stands twice" for one in sorted({one for one in ids if ids.count(one) > 1}))
    yield from (f"{one} is no id of this text" for one in ids if not re.fullmatch(rf"{stem}\.[ef]\d+", one))
    for amount in told.amounts:
        if amount.event is not None and amount.event not in deeds:
            yield f"{amount.id}: event {amount.event}, which is not an event of this text"
        if amount.part_of is not None and amount.part_of not in amounts - {amount.id}:
            yield f"{amount.id}: part_of {amount.part_of}, which is no other figure of this text"


# -- as the program has it


def of_records(readings: Iterable[tuple[int, Reading]]) -> Told:
    """The deeds and amounts among the records of a dispatch; each reading begins at an offset of it.

    One trigger of one type is one deed, by whomever it is told; one figure is one amount in the same way.
    """
    deeds: dict[tuple[int, int, str], Deed] = {}
    amounts: dict[tuple[object, ...], Amount] = {}
    for shift, reading in readings:
        sources = _sources(reading)
        merged: dict[str, str] = {}
        for record in reading.records:
            if isinstance(record, Event):
                deed = _of_event(record, shift)
                merged[deed.id] = deeds.setdefault((deed.start, deed.end, deed.type), deed).id
        for record in reading.records:
            if isinstance(record, Figure) and record.counts not in NOT_ASKED:
                amount = _of_figure(record, shift, merged, sources)
                amounts.setdefault((amount.start, amount.end, amount.counts, amount.low, amount.high), amount)
    return Told(_ordered(deeds.values()), _ordered(amounts.values()))


def _of_event(event: Event, shift: int) -> Deed:
    return Deed(
        event.id,
        event.trigger.start + shift,
        event.trigger.end + shift,
        event.type,
        tuple(_called(actor) for actor in event.actors),
        tuple(_called(target) for target in event.targets),
        tuple(_called(place) for place in event.places),
        event.factuality,
        event.standing,
    )


def _of_figure(
    figure: Figure, shift: int, merged: Mapping[str, str], sources: Mapping[str, list[Names]]
) -> Amount:
    by = sources.get(figure.id) or sources.get(figure.event or "") or []
    return Amount(
        figure.id,
        figure.start + shift,
        figure.end + shift,
        _COARSER.get(figure.counts, figure.counts),
        figure.low,
        figure.high,
        merged.get(figure.event or ""),
        tuple(by),
    )


def _sources(reading: Reading) -> dict[str, list[Names]]:
    """By record, the innermost source of each claim of it; the last link of a chain is the outlet."""
    found: defaultdict[str, list[Names]] = defaultdict(list)
    for record in reading.records:
        if isinstance(record, Claim) and record.by:
            found[record.of.id].append((OUTLET,) if len(record.by) == 1 else _called(record.by[0]))
    return found


def _called(party: Actor | Claimant | Place) -> Names:
    return tuple(dict.fromkeys(name for name in (party.text, party.name) if name))


Stood = TypeVar("Stood", Deed, Amount)


def _ordered(some: Iterable[Stood]) -> tuple[Stood, ...]:
    return tuple(sorted(some, key=lambda one: (one.start, one.end)))
