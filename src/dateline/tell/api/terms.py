"""What `dateline serve` is to serve, and within which bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dateline.tell.control import Charting

__all__ = ["Bounds", "Serving"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much the server takes on. Sizes in bytes or code points, times in seconds."""

    # A dispatch of twenty thousand words with room to spare; longer pages are for `dateline read`.
    max_body: int = 1_000_000
    # From the first byte of a body to its last: a slow line needs less, one that drips on purpose more.
    body_s: float = 20.0
    # Some seven thousand words, which take a second or two to read.
    max_try_chars: int = 50_000
    # Reading what is at most allowed takes a tenth of this, opening the language pipeline another.
    read_s: float = 60.0
    # Dispatches that wait for the reading process; whoever comes next is told to try again.
    max_waiting: int = 8
    # Answers that are worked out at once: two cores get no faster with more, and the rest waits its turn.
    threads: int = 8
    # Pages open in browsers at once; each asks the store once a second and costs next to nothing.
    max_streams: int = 64
    # How often the store is asked whether it has changed.
    poll_s: float = 1.0
    # An open stream says so much before a proxy takes it for dead.
    beat_s: float = 15.0
    # A stream is ended after an hour; browsers come back by themselves and miss nothing.
    stream_s: float = 3600.0
    # Records that one event tells of at once; a stream that fell behind further is told to load anew.
    max_events: int = 1_000
    # Answers kept ready, in bytes: a map of twelve thousand settlements takes three million.
    cache_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What is served where. `token` is what writing needs; `names` are further names of this host."""

    store: str
    token: str
    host: str = "127.0.0.1"
    port: int = 8642
    names: tuple[str, ...] = ()
    scenarios: Path | None = None
    theatre: str | None = None
    charting: Charting = field(default_factory=Charting)
    allow_private: bool = False
    bounds: Bounds = Bounds()
