"""Parts of records in words for a person. Plain text without control characters; layout is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.model import (
    Actor,
    Claim,
    Event,
    Figure,
    Likelihood,
    Metric,
    Moment,
    Place,
    Quantity,
    Span,
)

__all__ = [
    "BASES",
    "OUTLET_ITSELF",
    "SET_OFF",
    "STATUSES",
    "amount",
    "bounds",
    "chain",
    "claimed",
    "clean",
    "clipped",
    "deed",
    "figure",
    "happened",
    "kind_of",
    "likelihood",
    "name_of",
    "named",
    "percent",
    "place_name",
    "spans",
    "when",
]

OUTLET_ITSELF = "the outlet itself"
_LEAST_PART = 0.005  # what is told as 1%
SET_OFF = "nobody: set off"
_THE_OUTLET = "the outlet"
_NOBODY = "an unnamed source"

# After these a place is told with "of".
_SIDES = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east "
    "south-west bank side shore outskirts edge centre center suburbs part parts".split()
)
# PLOVER's types as nouns. Modes are words already.
_TYPES = {
    "AGREE": "pledge",
    "CONSULT": "talks",
    "SUPPORT": "backing",
    "CONCEDE": "concession",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "retreat",
    "REQUEST": "demand",
    "REJECT": "refusal",
    "ACCUSE": "accusation",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "cutting of ties",
    "MOBILIZE": "mobilisation",
    "COERCE": "coercion",
    "ASSAULT": "attack",
}

# A mark that tells what happened from what did not, also without colour; then the word and a style.
STATUSES = {
    "occurred": ("●", "green"),
    "ongoing": ("◐", "cyan"),
    "planned": ("○", "yellow"),
    "promised": ("○", "yellow"),
    "requested": ("○", "yellow"),
    "threatened": ("○", "magenta"),
    "predicted": ("○", "blue"),
    "conditional": ("○", "blue"),
    "denied": ("✗", "red"),
}

# What figures count that is said of things rather than what they are.
_FATES = frozenset(
    {
        "captured",
        "destroyed",
        "displaced",
        "evacuated",
        "intercepted",
        "killed",
        "launched",
        "missing",
        "wounded",
    }
)

BASES = {
    "given": "as given",
    "metadata": "from the page's metadata",
    "text": "from the text",
    "explicit": "from the text",
    "relative": "from the text",
    "unknown": "unknown",
}

# Marks that turn or hide text on a terminal: bidirectional controls, zero-width marks, lone surrogates.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def clean(text: str) -> str:
    """Text of a page on one line, with nothing in it that a terminal would obey."""
    if text.isprintable():
        # Neither marks nor controls are printable: most texts hold none, and patterns take longer.
        return " ".join(text.split())
    return " ".join(_CONTROL.sub(" ", _HIDDEN.sub("", text)).split())


@lru_cache(maxsize=4_096)  # a war has a few thousand; each stands in many rows, and several times in one
def named(name: str) -> str:
    """A name, which is cleaned once: of anything longer, `clean`."""
    return clean(name)


def clipped(text: str, most: int) -> str:
    """Clean text of at most so many characters; an ellipsis stands for the rest."""
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def spans(content: Iterable[Span]) -> str:
    """Stretches of text in order, an ellipsis between them."""
    return " … ".join(clean(span.text) for span in content)


def when(moment: Moment | None) -> str:
    """A moment as precise as it is known: a day, a month, a range; words alone when nobody knows the date."""
    if moment is None:
        return ""
    start, end = moment.start, moment.end
    if start is None and end is None:
        return f"“{clean(moment.text)}”, undated" if moment.text else ""
    if start is None or end is None:
        return f"until {end}" if start is None else f"since {start}"
    if start.startswith("-"):
        # ISO counts a year 0: the year before year 1 is 1 BC.
        return f"{int(start[1:5]) + 1} BC" if moment.precision == "year" else f"{start} – {end}"
    if moment.precision == "month" and start[:7] == end[:7]:
        return start[:7]
    if moment.precision == "year" and start[:4] == end[:4]:
        return start[:4]
    return start.replace("T", " ") if start == end else f"{start} – {_short(start, end)}".replace("T", " ")


def _short(start: str, end: str) -> str:
    return end[5:] if start[:4] == end[:4] else end


def name_of(actor: Actor) -> str:
    """Who it is: the name, else the words of the text with whose they are."""
    if actor.name:
        return named(actor.name)
    words = named(actor.text or "") or _NOBODY
    if actor.basis == "coreference" and actor.role:
        # A pronoun for somebody unnamed: "He" tells less than "spokesman".
        words = clean(actor.role)
    whose = actor.side or actor.country
    return f"{words} ({clean(whose)})" if whose and whose.casefold() not in words.casefold() else words


def place_name(place: Place) -> str:
    """A place by its name, with what narrows it down; an unnamed place by its words."""
    name = clean(place.name or place.text)
    if place.qualifier:
        # "16 km north of Izyum", "the east bank of the Oskil"; but "near Lyman", "eastern Ukraine".
        link = " of " if place.qualifier.rpartition(" ")[2] in _SIDES else " "
        name = f"{clean(place.qualifier)}{link}{name}"
    home = place.admin1 if place.admin1 and place.admin1 != place.name else place.country
    return f"{name} ({clean(home)})" if home and place.kind == "settlement" else name


def kind_of(type_: str) -> str:
    """A PLOVER type in a word: "attack"."""
    return _TYPES.get(type_, type_.lower())


def happened(event: Event) -> bool:
    """Whether an event is told to have happened or to go on, in the story that is told."""
    return event.factuality in ("occurred", "ongoing") and event.standing == "current"


def deed(event: Event) -> str:
    """The kind of an event in words: "attack, heavy weapons"; of ground changing hands that it does."""
    words = kind_of(event.type)
    if event.frame.startswith("control_"):
        return "control of ground"
    return f"{words}, {event.mode.replace('-', ' ')}" if event.mode else words


def amount(
    low: float | None, high: float | None, *, approximate: bool = False, unit: str | None = None
) -> str:
    """The bounds of an amount: "4", "at least 2", "up to 9", "3–5", "about 24 or more"."""
    about = "about " if approximate else ""
    if low is not None and high is not None:
        bare = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
    elif low is not None:
        bare = f"{_number(low)} or more" if approximate else f"at least {_number(low)}"
    elif high is not None:
        bare = f"up to {_number(high)}"
    else:
        return "unknown"
    return f"{about}{bare} {unit}" if unit else f"{about}{bare}"


def _number(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def figure(quantity: Quantity, among: Iterable[Quantity] = ()) -> str:
    """A figure as its text puts it, with what became of the counted where the words do not say it.

    `among` are figures beside it: of which it is a part is told too ("68 children of 126").
    """
    words = clean(quantity.text)
    told = quantity.counts not in _FATES or quantity.counts in words.casefold()
    words = words if told else f"{words} {quantity.counts}"
    whole = next((one for one in among if (one.start, one.end) == quantity.part_of), None)
    metric = f" ({_metric(quantity.metric)})" if quantity.metric else ""
    return f"{words}{metric}{_of(whole)}"


def bounds(figure: Figure, whole: Figure | None) -> str:
    """The bounds of a figure, in metric units beside others, and of which whole it is a part."""
    told = amount(figure.low, figure.high, approximate=figure.approximate, unit=figure.unit)
    metric = f" ({_metric(figure.metric)})" if figure.metric else ""
    return f"{told}{metric}{_of(whole)}"


def _metric(metric: Metric) -> str:
    rounded = (value if value is None else float(f"{value:.3g}") for value in (metric.low, metric.high))
    return amount(*rounded, unit=metric.unit)


def _of(whole: Quantity | Figure | None) -> str:
    return f" of {amount(whole.low, whole.high, approximate=whole.approximate)}" if whole else ""


def likelihood(value: Likelihood | None) -> str:
    """Words of likelihood and their range in per cent."""
    if value is None:
        return ""
    words = f"“{clean(value.text)}”" if value.text else ""
    if value.low is None or value.high is None:
        return words
    return f"{words} {_percent(value.low)}–{_percent(value.high)} %".strip()


def percent(part: float) -> str:
    """A part of a whole in per cent; what would round to nothing is "under 1%"."""
    return f"{part:.0%}" if part >= _LEAST_PART or not part else "under 1%"


def _percent(share: float) -> str:
    return f"{100 * share:.10g}"


def chain(by: Iterable[Actor], outlet: str | None) -> str:
    """Who says it, innermost first: "Zelensky → Daily Mail"; "the outlet itself" when it is nobody else."""
    links: list[str] = []
    for link in by:
        name = _THE_OUTLET if link.kind == "outlet" and not link.name else name_of(link)
        if links[-1:] != [name]:
            links.append(name)
    alone = not links or (len(links) == 1 and links[0] in (outlet, _THE_OUTLET))
    return OUTLET_ITSELF if alone else " → ".join(links)


def claimed(claim: Claim, outlet: str | None) -> str:
    """A claim's chain, with its stance where it does not plainly assert."""
    first, arrow, rest = chain(claim.by, outlet).partition(" → ")
    stance = "" if claim.stance == "asserts" else f" ({claim.stance})"
    return f"{first}{stance}{arrow}{rest}"
