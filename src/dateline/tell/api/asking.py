"""What a request asks for, checked: queries and bodies as the shapes that a view takes, cursors of lists."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from fastapi import Request
from msgspec import Meta

from dateline.tell.api.problems import Invalid, Refused, shortened
from dateline.tell.control import checked_day
from dateline.tell.parties import party

__all__ = [
    "Body",
    "Day",
    "Filtered",
    "Listed",
    "Query",
    "Text",
    "body_of",
    "cursor",
    "days",
    "opened",
    "query_of",
]

A = TypeVar("A", bound=msgspec.Struct)

# Longer than any name, id or phrase that a record can be found by.
Text = Annotated[str, Meta(max_length=300)]
Day = Annotated[
    str,
    Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="An ISO day.", examples=["2023-11-14"]),
]
_AT = re.compile(r"^(.*?)(?: - at `\$(?:\.(.*?)|(\[.*?))?`)?$", re.S)


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Members of a query. A member without a value counts as not given."""


class Listed(Query, frozen=True):
    """A part of a list: at most so many items, from where a cursor stands."""

    limit: Annotated[int, Meta(ge=1, le=500, description="At most so many items.")] = 50
    cursor: (
        Annotated[str, Meta(max_length=1_000, description="Where to go on: `next` of the part before.")]
        | None
    ) = None
    known_by: (
        Annotated[str, Meta(max_length=40, description="Only what had been read by this ISO day or moment.")]
        | None
    ) = None


class Filtered(Listed, frozen=True):
    """A part of a list of records, filtered as `dateline show` does."""

    order: Annotated[
        Literal["newest", "oldest"], Meta(description="Which documents come first, by day of publication.")
    ] = "newest"
    place: Annotated[Text, Meta(description="A name, country code, region, GeoNames id or key.")] | None = (
        None
    )
    actor: (
        Annotated[Text, Meta(description="Who takes part or speaks: name, role, side, country or code.")]
        | None
    ) = None
    side: Annotated[Text, Meta(description="The side of these, or who holds the place.")] | None = None
    type: Annotated[Text, Meta(description="A type: ASSAULT, killed, gained, denies.")] | None = None
    since: Annotated[Text, Meta(description="From this day on: ISO day, month or year.")] | None = None
    until: Annotated[Text, Meta(description="Before this day.")] | None = None
    said_by: Annotated[Text, Meta(description="Who says it: name, role, side or code.")] | None = None
    contested: (
        Annotated[bool, Meta(description="Only what somebody denies, doubts or contradicts; or only not.")]
        | None
    ) = None
    text: (
        Annotated[Text, Meta(description='Words that must all occur; "a phrase" in quotation marks.')] | None
    ) = None
    document: Annotated[Text, Meta(description="The id of the document it stands in.")] | None = None

    @property
    def newest(self) -> bool:
        """Whether the last documents come first."""
        return self.order == "newest"

    def filters(self) -> dict[str, Any]:
        """As `View.records` takes them."""
        found: dict[str, Any] = {
            name: value for name in _FILTERS if (value := getattr(self, name)) is not None
        }
        return found | {name: party(found[name]) for name in ("actor", "said_by") if name in found}


_FILTERS = (
    "place", "actor", "side", "type", "since", "until", "said_by", "contested", "text", "document",
)  # fmt: skip


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Members of a JSON object that is sent."""


def query_of(request: Request, kind: type[A]) -> A:
    """The query of a request. Raises `Refused` that names each member that is wrong."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise Invalid(f"query.{name}", value, f"{name} is given twice")
        given[name] = value
    told = {name: value for name, value in given.items() if value != ""}
    return _converted(told, kind, "query", strict=False)


async def body_of(request: Request, kind: type[A]) -> A:
    """The JSON object that a request brings. Raises `Refused`."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if media != "application/json":
        raise Refused(415, "wanted a body of application/json", value=media)
    body = await request.body()
    try:
        content = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Refused(400, f"the body is no JSON: {error}") from None
    return _converted(content, kind, "body", strict=True)


def _converted(content: Any, kind: type[A], where: str, *, strict: bool) -> A:
    try:
        return msgspec.convert(content, kind, strict=strict)
    except msgspec.ValidationError as error:
        told = _AT.match(str(error))
        what, member = (told[1], told[2] or told[3] or "") if told else (str(error), "")
        raise Invalid(f"{where}.{member}".rstrip("."), _value(content, member), what) from None


def _value(content: Any, member: str) -> str | None:
    """The value that is wrong, as far as it can be named."""
    found = content.get(member) if isinstance(content, Mapping) else None
    return None if found is None else shortened(found)


def days(**given: str | None) -> None:
    """Refuses what has the look of a day and is none of the calendar."""
    for name, day in given.items():
        if day is not None:
            checked_day(day, name)


# -- cursors: a place in a list, for the server to read alone


def cursor(*place: str | int) -> str:
    """A place in a list as a text for an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).rstrip(b"=").decode()


def opened(text: str, kind: type[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The place that a cursor names. Raises `Refused` for what was never one."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        found: tuple[Any, ...] = msgspec.json.decode(raw, type=kind)
        # Numbers beyond what a database counts with were never in a cursor.
        if any(isinstance(one, int) and not 0 <= one < 2**63 for one in found):
            raise ValueError
        if any("\0" in one for one in found if isinstance(one, str)):
            raise ValueError
    except (ValueError, UnicodeError, msgspec.MsgspecError):
        raise Invalid(
            "query.cursor", text, "no cursor of this list; take `next` of the part before"
        ) from None
    return found
