"""How much the room takes in, and how it says that a source gave nothing."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Failure", "Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one run of reading. Sizes in bytes or code points, times in seconds.

    `max_bytes` bounds one page as fetched and unpacked, `max_chars` one document, `max_files` one
    directory. `timeout_s` bounds one address from name lookup to last byte, redirects included.
    `allow_private` lets addresses of the own machine and network be fetched, `private_hosts` only those
    at these hosts, so that one trusted host cannot redirect to all others.
    """

    # A year of one outlet's daily reports as JSON Lines stays under this; a disk image does not.
    max_bytes: int = 32 * 1024 * 1024
    # Three times the longest book-length report; beyond it a parse would take minutes.
    max_chars: int = 2_000_000
    timeout_s: float = 30.0
    max_redirects: int = 5
    max_files: int = 100_000
    allow_private: bool = False
    private_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read; `cause` is one line for a person."""

    source: str
    cause: str
