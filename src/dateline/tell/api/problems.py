"""What went wrong, as problem+json (RFC 9457): which value was wrong and what was wanted; never a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

import msgspec
from fastapi import Response

__all__ = ["MEDIA", "Fault", "Invalid", "Problem", "Refused", "problem", "refusal", "shortened"]

MEDIA = "application/problem+json"
# A value that was refused is told back no longer than this.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One value that is wrong: where it stands ("query.limit", "body.text"), what came, and what would do."""

    where: str
    value: str | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An answer that tells of an error. `type` is "about:blank": the status says what kind it is."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    value: str | None = None
    errors: tuple[Fault, ...] = ()


class Refused(Exception):
    """A request that is answered with a problem."""

    def __init__(self, status: int, detail: str, *, value: object = None, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.value = None if value is None else shortened(value)
        self.errors: tuple[Fault, ...] = ()
        self.headers = {name.replace("_", "-"): text for name, text in headers.items()}


class Invalid(Refused):
    """A value that makes no sense: where it stands, it as given, and what would do."""

    def __init__(self, where: str, value: object, detail: str) -> None:
        super().__init__(422, f"{where}: {detail}", value=value)
        self.errors = (Fault(where, self.value, detail),)


def shortened(value: object) -> str:
    """A value as it is told back."""
    text = value if isinstance(value, str) else str(value)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def problem(
    status: int,
    detail: str,
    *,
    value: str | None = None,
    errors: Sequence[Fault] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """The answer that tells what is wrong."""
    told = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, value=value, errors=tuple(errors)
    )
    return Response(msgspec.json.encode(told), status, headers, MEDIA)


def refusal(error: Refused) -> Response:
    """The answer to a refused request."""
    return problem(error.status, error.detail, value=error.value, errors=error.errors, headers=error.headers)
