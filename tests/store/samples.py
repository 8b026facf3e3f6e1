"""Hand-built pages with one record of every kind, about an invented war between Norland and Sudland."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import (
    Acled,
    Actor,
    Claim,
    Claimant,
    Control,
    Document,
    Event,
    Figure,
    Forecast,
    Likelihood,
    Mention,
    Moment,
    Place,
    Quantity,
    Quote,
    Record,
    Ref,
    Response,
    Span,
    Statement,
    sealed,
)
from dateline.store import PageEntry

__all__ = ["Article", "article", "entry"]

NORLAND = Actor("Norland's army", 0, 14, "Army of Norland", "NRLMIL", "military", "Norland", "NRL", None)
SUDLAND = Actor("Sudland", 30, 37, "Sudland", "SUD", "country", "Sudland", "SUD", None)
MINISTER = Actor("Mr Véga", 0, 7, "Anton Véga", "NRLGOV", "person", "Norland", "NRL", "minister", key="vega")
SPOKESMAN = Claimant(
    "a spokesman", 0, 11, None, "SUDMIL", "person", "Sudland", "SUD", "spokesman", cue=Span(12, 16, "said")
)
OUTLET = Claimant(None, None, None, "The Courier", "MED", "outlet", None, None, None)


def entry(number: int, *, read_at: str = "2031-03-10T09:00:00Z") -> PageEntry:
    return PageEntry(digest=f"{number:064x}", source=f"page-{number}.txt", read_at=read_at)


@dataclass(frozen=True)
class Article:
    """A page's records, and the same by name."""

    document: Document
    event: Event
    figure: Figure
    control: Control
    quote: Quote
    forecast: Forecast
    statement: Statement
    mention: Mention
    claim: Claim
    denial: Claim
    said: Claim
    response: Response

    @property
    def records(self) -> list[Record]:
        return [getattr(self, name) for name in self.__dataclass_fields__]


def place(name: str, geonameid: int, country: str, admin1: str) -> Place:
    return Place(name, 20, 20 + len(name), name, geonameid, 48.5, 37, "settlement", country, admin1, 0.9)


def day(date: str | None, text: str = "on Friday") -> Moment:
    return Moment(text, date, date, "day" if date else "unknown", "explicit" if date else "unknown", (40, 49))


def published(date: str | None) -> Moment:
    return Moment(None, date, date, "day" if date else "unknown", "given" if date else "unknown")


def article(
    number: int,
    *,
    town: str = "Orlov Ferry",
    geonameid: int = 101,
    happened: str | None = "2031-03-07",
    dateline: str | None = "2031-03-08",
    words: str = "took the river crossing",
) -> Article:
    text = f"Story {number}. Norland's army {words} at {town}, a spokesman said."
    document = sealed(
        Document,
        document="",
        evidence=(Span(0, len(text), text),),
        source=f"page-{number}.txt",
        outlet="The Courier",
        title=f"Story {number}",
        byline=None,
        published=published(dateline),
        language="en",
        text=text,
    )
    return _records(document, place(town, geonameid, "NRL", "East Mark"), day(happened))


def _records(document: Document, where: Place, when: Moment) -> Article:
    start = document.text.index("Norland's")
    evidence = (Span(start, len(document.text), document.text[start:]),)
    base = {"document": document.id, "evidence": evidence}
    killed = Quantity("two", 5, 8, "killed", 2, None, False, None, "soldiers")
    event = sealed(
        Event,
        **base,
        type="ASSAULT",
        mode="drone",
        context=("military",),
        acled=Acled("Battles", "Armed clash"),
        actors=(NORLAND,),
        targets=(SUDLAND,),
        places=(where,),
        moment=when,
        figures=(killed,),
        trigger=Span(15, 19, "took"),
        factuality="occurred",
        frame="capture",
    )
    figure = sealed(
        Figure,
        **base,
        text="two",
        start=5,
        end=8,
        counts="killed",
        low=2,
        high=None,
        approximate=False,
        unit=None,
        of="soldiers",
        event=event.id,
    )
    control = sealed(
        Control, **base, place=where, holder="Norland", change="gained", moment=when, event=event.id
    )
    statement = sealed(Statement, **base, content=evidence)
    said = {"content": evidence, "said": None}
    claim = sealed(Claim, **base, **said, of=Ref("event", event.id), by=(SPOKESMAN, OUTLET), stance="asserts")
    denial = sealed(
        Claim, **base, **said, of=Ref("control", control.id), by=(SPOKESMAN, OUTLET), stance="denies"
    )
    return Article(
        document=document,
        event=event,
        figure=figure,
        control=control,
        quote=sealed(Quote, **base, speaker=MINISTER, cue=None, content=evidence, scare=False),
        forecast=sealed(
            Forecast,
            **base,
            proposition=evidence[0],
            condition=None,
            horizon=Moment("next year", "2032", "2032", "year", "relative"),
            likelihood=Likelihood("likely", 0.55, 0.8),
            forecaster=MINISTER,
            depends_on=(),
        ),
        statement=statement,
        mention=sealed(
            Mention, **base, kind="place", text=where.text, start=where.start, end=where.end, place=where
        ),
        claim=claim,
        denial=denial,
        said=sealed(Claim, **base, **said, of=Ref("statement", statement.id), by=(OUTLET,), stance="asserts"),
        response=sealed(
            Response, **base, how="denies", claim=denial.id, to=claim.id, reasons=("same place and change",)
        ),
    )
