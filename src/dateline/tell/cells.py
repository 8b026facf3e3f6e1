"""What a table row says of a record: one piece of styled text a facet. Layouts put facets into columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatch

from rich.text import Text

from dateline.model import Actor, Claim, Control, Document, Event, Figure, Forecast, Mention, Moment, Record
from dateline.tell import words
from dateline.tell.shares import Share
from dateline.tell.story import Saying, Story, start_of

__all__ = ["Cells", "cells", "share_cells", "speech"]

Cells = Mapping[str, Text]
"""Facets by name. An empty text is a facet about which nothing is known."""

# A cell of more words than this is a text, and the text is one command away (`--json`).
_MOST = 280
_NO_PARTY = (words.OUTLET_ITSELF, words.SET_OFF)
_AROUND = 70  # characters of a clause on either side of its trigger
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
# Who speaks, by colour: people, those who govern or fight, anybody else.
_KINDS = {"person": "cyan", "government": "blue", "military": "blue", "country": "blue"}
_CHANGES = {"gained": "green", "lost": "red", "held": "cyan", "contested": "yellow", "threatened": "magenta"}


@singledispatch
def cells(record: Record, story: Story) -> Cells:
    """The facets of a record, told with what its document knows of it."""
    raise TypeError(f"no row tells a {type(record).__name__} of {story.document.id}")


def _text(value: str, style: str = "") -> Text:
    # Never Text.from_markup: words of a page may look like markup.
    return Text(value, style=style)


def _join(parts: Sequence[Text], separator: str) -> Text:
    return Text(separator).join([part for part in parts if part.plain])


def _at(story: Story, offset: int) -> Mapping[str, Text]:
    line = _text(f"{story.line(offset)}", "bold dim")
    return {"line": line, "at": _text(f"@{offset}", "dim")}


def _by(chains: Sequence[str]) -> Text:
    told = [_text(chain, "dim italic" if chain in _NO_PARTY else "") for chain in chains]
    return _join(told, "\n")


def _when(moment: Moment | None) -> Text:
    known = moment is not None and moment.start is not None
    return _text(words.when(moment), "" if known else "dim italic")


def _names(actors: Sequence[Actor], style: str) -> Text:
    names = dict.fromkeys(words.name_of(actor) for actor in actors)
    return _join([_text(name, style) for name in names], ", ")


def _words(value: str, style: str = "") -> Text:
    return _text(words.clipped(value, _MOST), style)


@cells.register
def _event(event: Event, story: Story) -> Cells:
    mark, style = words.STATUSES[event.factuality]
    who, whom = _names(event.actors, "bold"), _names(event.targets, "")
    parties = _join([who or _text("somebody", "dim"), whom], " → ") if whom else who
    happened = event.factuality in ("occurred", "ongoing")
    trigger = _text(f"“{words.clean(event.trigger.text)}”", "bold" if happened else f"{style} italic")
    return {
        **_at(story, event.trigger.start),
        "when": _when(event.moment),
        "parties": parties,
        "deed": Text.assemble(trigger, " ", (_deed(event), "dim")),
        "status": _status(event, mark, style),
        "clause": _clause(event, style if not happened else ""),
        "where": _text("; ".join(_places(event, told=parties.plain)), "magenta"),
        "figures": _text("; ".join(_figures(event, told=parties.plain)), "yellow"),
        "by": _by(story.by(event)),
    }


def _deed(event: Event) -> str:
    """The kind of deed, and of what kind those are that it hits."""
    kinds = dict.fromkeys(words.clean(one.category) for one in event.targets if one.category)
    return "; ".join(filter(None, (words.deed(event), ", ".join(kinds))))


def _status(event: Event, mark: str, style: str) -> Text:
    """Whether it happened; and where it is no event of the story, what it is."""
    status = _text(f"{mark} {event.factuality}", style)
    return status if event.standing == "current" else _join([status, _text(event.standing, "dim")], "\n")


def _clause(event: Event, style: str) -> Text:
    """The clause around the trigger, which stands out."""
    trigger = event.trigger
    whole = event.evidence[0]
    before = whole.text[: max(0, trigger.start - whole.start)]
    after = whole.text[max(0, trigger.end - whole.start) :]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    told = words.clean(trigger.text)
    return Text.assemble((_edged(before), "dim"), (told, f"bold {style}".strip()), (_edged(after), "dim"))


def _edged(value: str) -> str:
    """Clean words that keep a space where they touch the next ones."""
    bare = words.clean(value)
    left = " " if value[:1].isspace() else ""
    right = " " if value[-1:].isspace() and bare else ""
    return f"{left}{bare}{right}"


def _places(event: Event, *, told: str) -> Iterator[str]:
    """Places that the parties' cell does not name already ("towns" that were retaken)."""
    named = {words.place_name(place): words.clean(place.name or place.text) for place in event.places}
    for whole, bare in named.items():
        if bare not in told:
            yield whole


def _figures(event: Event, *, told: str) -> Iterator[str]:
    for name in dict.fromkeys(words.figure(one, event.figures) for one in event.figures):
        if name not in told:
            yield name


def speech(saying: Saying, story: Story) -> Cells:
    """The facets of a quote or statement."""
    quoted = saying.record.record == "quote"
    set_off = saying.who == words.SET_OFF
    said = words.clipped(words.spans(saying.content), _MOST)
    stands = f"‘{said}’" if set_off else f"“{said}”" if quoted else said
    return {
        **_at(story, saying.content[0].start),
        "by": _by(saying.by),
        "cue": _text(saying.cue, "dim italic"),
        "said": _text(saying.said, "dim"),
        "words": _text(stands, "dim" if set_off else "" if quoted else "italic"),
    }


def share_cells(share: Share, story: Story, *, bar: int) -> Cells:
    """The facets of a source and of what rests on it; a bar of so many characters is the whole text."""
    itself = share.name == words.OUTLET_ITSELF
    colour = "bright_black" if itself or share.kind == "unknown" else _KINDS.get(share.kind, "cyan")
    who = (story.document.outlet, "narration") if itself else (share.role, share.side or share.country)
    known = share.name.casefold()
    aside = " · ".join(words.clean(part) for part in who if part and part.casefold() not in known)
    return {
        "by": _text(share.name, "dim italic" if itself else "bold"),
        "who": _text(aside, "dim"),
        "share": _text(words.percent(share.share)),
        "bar": _bar(share.share, bar, colour),
        "claims": _text(f"{share.claims:,}"),
        "disputed": _text(f"{share.disputed:,}" if share.disputed else "", "yellow"),
        "denies": _text(f"{share.denies:,}" if share.denies else "", "red"),
    }


def _bar(share: float, length: int, colour: str) -> Text:
    """A bar in eighths of a character, on a track as long as the whole."""
    eighths = max(1, round(8 * length * share)) if share else 0
    whole, part = divmod(eighths, 8)
    drawn = "█" * whole + _EIGHTHS[part]
    return Text.assemble((drawn, colour), ("·" * max(0, length - len(drawn)), "bright_black"))


@cells.register
def _control(control: Control, story: Story) -> Cells:
    return {
        **_at(story, start_of(control)),
        "when": _when(control.moment),
        "where": _text(words.place_name(control.place), "magenta"),
        "holder": _text(words.clean(control.holder or "holder unknown"), "bold" if control.holder else "dim"),
        "change": _text(control.change, _CHANGES[control.change]),
        "by": _by(story.by(control)),
    }


@cells.register
def _figure(figure: Figure, story: Story) -> Cells:
    event = story.by_id.get(figure.event or "")
    trigger = event.trigger.text if isinstance(event, Event) else ""
    whole = story.by_id.get(figure.part_of or "")
    bounds = words.bounds(figure, whole if isinstance(whole, Figure) else None)
    return {
        **_at(story, figure.start),
        "words": _words(figure.text, "yellow"),
        "counts": _text(figure.counts, "dim" if figure.counts == "other" else ""),
        "of": _text(words.clean(figure.of or "")),
        "bounds": _text(bounds),
        "event": _text(words.clean(trigger), "dim italic"),
        "by": _by(story.by(figure)),
    }


@cells.register
def _forecast(forecast: Forecast, story: Story) -> Cells:
    before = [story.by_id.get(one) for one in forecast.depends_on]
    after = ", ".join(f"line {story.line(start_of(one))}" for one in before if one is not None)
    return {
        **_at(story, forecast.proposition.start),
        "words": _words(forecast.proposition.text),
        "condition": _words(forecast.condition.text if forecast.condition else "", "blue"),
        "follows": _text(after, "dim"),
        "likelihood": _text(words.likelihood(forecast.likelihood), "cyan"),
        "horizon": _when(forecast.horizon),
        "by": _by(story.by(forecast)),
    }


@cells.register
def _claim(claim: Claim, story: Story) -> Cells:
    style = {"asserts": "", "denies": "red", "doubts": "yellow"}.get(claim.stance, "blue")
    return {
        **_at(story, start_of(claim)),
        "by": _text(words.chain(claim.by, story.document.outlet)),
        "stance": _text(claim.stance, style),
        "of": _text(claim.of.record, "dim"),
        "said": _when(claim.said),
        "words": _words(words.spans(claim.content)),
    }


@cells.register
def _document(document: Document, story: Story) -> Cells:
    del story
    length = len(document.text.split())
    return {
        "when": _when(document.published) if document.published.start else _text("undated", "dim italic"),
        "outlet": _text(words.clean(document.outlet or ""), "bold"),
        "title": _words(document.title or "untitled", "" if document.title else "dim"),
        "byline": _words(document.byline or "", "dim"),
        "length": _text(f"{length:,}"),
        "source": _words(document.source, "dim"),
    }


@cells.register
def _mention(mention: Mention, story: Story) -> Cells:
    named = words.place_name(mention.place) if mention.place else ""
    named = words.name_of(mention.actor) if mention.actor else named
    return {**_at(story, mention.start), "words": _words(mention.text), "name": _text(named, "bold")}
