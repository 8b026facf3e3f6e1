"""Bytes to text. What comes out is the text as received: all offsets count into it.

After decoding, line ends are `\n`, and control characters are spaces, one for one; there are no
surrogates. Nothing else is normalised: apostrophes, dashes and spaces stay as they came.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["clean", "decode", "wide"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_.:-]{2,40})""", re.I)
# Codecs that are no character encodings of pages: they unescape or transform, some with surprises.
_REFUSED = frozenset(
    [
        "utf-7",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
        "charmap",
    ]
)
_WESTERN = frozenset(["ascii", "iso8859-1", "cp1252"])
_CONTROLS = {code: " " for code in [*range(0x20), *range(0x7F, 0xA0)] if chr(code) not in "\n\t"}
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
# How much of a page is looked at to tell its encoding: enough for statistics, quick for the detector.
_SAMPLE = 16_384
# A Western text has few letters outside ASCII; a Cyrillic or Greek one in a single-byte encoding has
# mostly such bytes. Between lie Central European texts, which the detector tells apart.
_WESTERN_SHARE = 0.03


def decode(body: bytes, *, charset: str | None = None, markup: bool = False) -> str:
    """The text of a page. `charset` is what a header stated; `markup` looks for a declaration inside."""
    return clean(_decoded(body, charset, markup))


def clean(text: str) -> str:
    """Text with `\\n` as its only line end and spaces for control characters, one for one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def _decoded(body: bytes, charset: str | None, markup: bool) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for name in _candidates(body, charset, markup):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(body)


def _candidates(body: bytes, charset: str | None, markup: bool) -> list[str]:
    """Encodings to try strictly, in order: wide ones by their pattern, the declared, UTF-8."""
    broad = wide(body)
    declared = [_codec(charset)] if charset else []
    if markup and (found := _DECLARED.search(body[:2048])):
        declared.append(_codec(found.group(1).decode("ascii")))
    names = [name for name in declared if name is not None]
    # Pages served under a server's Western default are more often than not UTF-8, whose patterns
    # hardly ever arise by accident.
    if not names or all(name in _WESTERN for name in names):
        names.insert(0, "utf-8")
    names = ["cp1252" if name in _WESTERN else name for name in names]
    # UTF-16 text is also valid UTF-8 when it is mostly ASCII with NULs between.
    return [broad, *names, "utf-8"] if broad else [*names, "utf-8"]


def _codec(name: str) -> str | None:
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    text_like = getattr(info, "_is_text_encoding", True)
    return info.name if text_like and info.name not in _REFUSED else None


def wide(body: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where its NUL bytes stand."""
    sample = body[: _SAMPLE - _SAMPLE % 4]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    share = [sample[i::4].count(0) / max(1, len(sample[i::4])) for i in range(4)]
    if len(body) % 4 == 0 and min(share[2:]) > 0.9 and share[0] < 0.3:
        return "utf-32-le"
    if len(body) % 4 == 0 and min(share[:2]) > 0.9 and share[3] < 0.3:
        return "utf-32-be"
    even, odd = (share[0] + share[2]) / 2, (share[1] + share[3]) / 2
    # A third is enough: Cyrillic in UTF-16 has NULs only beside its spaces and punctuation.
    if odd > 0.1 and even < odd / 5:
        return "utf-16-le"
    if even > 0.1 and odd < even / 5:
        return "utf-16-be"
    return None


def _guessed(body: bytes) -> str:
    """No declared encoding held and it is not UTF-8: damaged UTF-8, a statistical guess, or Western."""
    repaired = body.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    sound = sum(1 for byte in body if byte >= 0xC2) if len(body) <= _SAMPLE else _leads(body)
    if broken * 10 <= sound:
        return repaired
    sample = body[:_SAMPLE]
    letters = sum(byte > 0xA0 for byte in sample)  # below are the punctuation marks that all of them share
    if letters > _WESTERN_SHARE * len(sample) and len(sample) >= 64:
        name = _detected(sample)
        if name:
            return body.decode(name, "replace")
    return body.decode("cp1252", "replace")


def _leads(body: bytes) -> int:
    """Bytes that can begin a character of several bytes in UTF-8 (counted in C: bodies may be large)."""
    return len(body) - len(body.translate(None, bytes(range(0xC2, 0xF5))))


def _detected(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, steps=5, chunk_size=512).best()
    return _codec(best.encoding) if best is not None else None
