"""What the store keeps of a page: what it was, where it came from and when it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.errors import StoreError
from dateline.model import Page

__all__ = ["PageEntry", "known_by", "moment_of_reading"]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the store knows it. `digest` is the SHA-256 of its bytes in hexadecimal digits.

    `read_at` is an ISO 8601 date-time; one without an offset is taken as UTC. It is given by the
    caller, since the store has no clock of its own.
    """

    digest: str
    source: str
    read_at: str

    @classmethod
    def of(cls, page: Page, *, read_at: str) -> PageEntry:
        """The entry of a page that was read at the given moment."""
        return cls(hashlib.sha256(page.body).hexdigest(), page.source, read_at)


def moment_of_reading(text: str) -> str:
    """A date-time in UTC, written so that the order of texts is the order in time. Raises `StoreError`."""
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
    except (ValueError, OverflowError):
        raise StoreError(f"{text!r} is no moment; give a date-time such as 2022-10-05T14:30Z") from None


def known_by(text: str) -> str:
    """The last moment that "as of" includes; a date alone includes its whole day, in UTC."""
    date_alone = len(text) == len("2022-10-05") and text.count("-") == 2
    return moment_of_reading(f"{text}T23:59:59.999999Z" if date_alone else text)
