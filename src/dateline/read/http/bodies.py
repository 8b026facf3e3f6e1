"""The body of an answer: unpacked piece by piece, refused as soon as it is over a limit or out of time."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dateline.errors import FetchError, TooLarge
from dateline.read.limits import Limits

if TYPE_CHECKING:
    import httpx

__all__ = ["body_of"]

_PLAIN = ("", "identity")
_PACKED = ("gzip", "x-gzip", "deflate")
# How much is unpacked at once: large against the cost of a call, small against any limit.
_PIECE = 64 * 1024


def body_of(
    response: httpx.Response, address: str, *, limits: Limits, check_time: Callable[[], None]
) -> bytes:
    """The body unpacked. `check_time` raises when the time is up; it is asked at each piece that comes.

    Raises `TooLarge` above `limits.max_bytes`, packed or unpacked, and `FetchError` for packings that
    were not asked for, that do not unpack or that end too early.
    """
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in (*_PLAIN, *_PACKED):
        raise FetchError(f"{address} is packed as {packing[:40]}; wanted gzip or plain")
    stated = response.headers.get("content-length", "")
    if stated.isascii() and stated.isdecimal() and int(stated[:20]) > limits.max_bytes:
        raise _too_large(address, limits)
    pieces = _bounded(_timed(response, check_time), address, limits)
    if packing in _PLAIN:
        return b"".join(pieces)
    return b"".join(_bounded(_unpacked(pieces, address, check_time), address, limits))


def _too_large(address: str, limits: Limits) -> TooLarge:
    return TooLarge(f"{address} is over the limit of {limits.max_bytes:,} bytes for one page")


def _timed(response: httpx.Response, check_time: Callable[[], None]) -> Iterator[bytes]:
    # Pieces as the network gives them: collecting larger ones would leave a drip alone for hours.
    for piece in response.iter_raw():
        check_time()
        yield piece


def _bounded(pieces: Iterator[bytes], address: str, limits: Limits) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limits.max_bytes:
            raise _too_large(address, limits)
        yield piece


def _unpacked(pieces: Iterator[bytes], address: str, check_time: Callable[[], None]) -> Iterator[bytes]:
    """Unpacks in small pieces, so that a few bytes that stand for gigabytes never unfold at once."""
    unpacker = _unpacker()
    begun = False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                check_time()
                if unpacker.eof:  # several packings may stand one after the other
                    unpacker = _unpacker()
                begun = True
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchError(f"{address} is packed in a way that does not unpack") from error
    if begun and not unpacker.eof:
        raise FetchError(f"{address} is packed, and ends before its packing does")


def _unpacker() -> zlib._Decompress:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
