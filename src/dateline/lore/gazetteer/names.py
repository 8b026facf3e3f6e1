"""The normal form under which names are stored and looked up, and which alternate names are kept."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["bare_region", "indexable", "is_second_level", "normal"]

# Everything people write for an apostrophe, a prime or a quotation mark, the transliterator's signs for
# hamza, ayn and the soft sign included: "Davydiv’s", "Slov'yansk", "N‘Djamena", "Ta‘izz" and "Taizz" must
# meet.
_DROPPED = "'’‘‛ʼʻʽʾʿˈˊˋʹʺˮ′″‴‵‶`´\"“”„‟«»‹›＇＂՚׳״‚." + "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPACED = "-‐‑‒–—―−﹘﹣－_,"
_TABLE = {ord(char): None for char in _DROPPED} | {ord(char): " " for char in _SPACED}
_ASCII_TABLE = {code: to for code, to in _TABLE.items() if code < 128}

# Letters that Unicode does not decompose, as people without the key type them: Lodz, Tromso, Dakovo.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)
_PASSES = 4  # compatibility forms and case folding feed each other; no character known needs more than three

_LATIN = re.compile(
    "[\u0000-\u02ff\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06]*"
)
_CYRILLIC = re.compile(
    "[\u0000-\u0040\u0300-\u036f\u0400-\u052f\u1c80-\u1c88\u2000-\u206f\u2de0-\u2dff\ua640-\ua69f]*"
)

# Words for a region of the second level; the others are mostly said of the first.
_SECOND_LEVEL = frozenset(
    "county parish district raion rayon municipality regency borough hromada subdistrict shire".split()
)
_GENERIC_LAST = _SECOND_LEVEL | frozenset(
    "region oblast province governorate state prefecture department krai kray republic territory".split()
    + "canton voivodeship emirate division wilaya wilayah".split()
)
_GENERIC_FIRST = frozenset(
    "province region state governorate department republic territory".split()
    + "district county parish municipality".split()
)
# What is left of "Northern Province" or "Capital Region" names nothing by itself.
_NOT_BARE = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "centre",
        "center",
    }
    | {
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "upper",
        "lower",
        "middle",
        "inner",
        "outer",
        "new",
        "the",
    }
    | {
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "coast",
        "coastal",
        "capital",
        "federal",
    }
    | {
        "special",
        "national",
        "highland",
        "highlands",
        "island",
        "islands",
        "lake",
        "lakes",
        "river",
        "mountain",
    }
)


def normal(name: str) -> str:
    """The form of a name under which variants of spelling meet.

    Case, Latin diacritics, apostrophes, quotes, full stops and soft signs written as primes go; hyphens,
    dashes, underscores and commas become spaces; spaces collapse. Letters of other scripts stay as they
    are. `normal(normal(x)) == normal(x)`.
    """
    if name.isascii():
        lower = name.lower()
        return lower if lower.isalpha() else " ".join(lower.translate(_ASCII_TABLE).split())
    for _ in range(_PASSES):
        folded = _fold(name)
        if folded == name:
            break
        name = folded
    return name


def _fold(name: str) -> str:
    text = unicodedata.normalize("NFKC", name.translate(_TABLE)).casefold().translate(_PLAIN_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _without_latin_marks(unicodedata.normalize("NFD", text)))
    return " ".join(text.translate(_TABLE).split())


def _without_latin_marks(decomposed: str) -> str:
    """Drops combining marks on Latin letters only: й and ї are letters, not и and і with hats."""
    kept = []
    latin = True
    for char in decomposed:
        if unicodedata.combining(char):
            if latin:
                continue
        else:
            latin = char < "\u0250" or "\u1e00" <= char <= "\u1eff"
        kept.append(char)
    return "".join(kept)


def indexable(alternate: str) -> bool:
    """Whether an alternate name is worth keeping: a written name in Latin or Cyrillic letters.

    Dropped are names in other scripts (the index would double and English reporting never shows them),
    names of up to two characters, numbers, codes in three capitals (airports), and all-lower-case Latin
    strings, which GeoNames holds as machine romanisations of other scripts ("hrswn", "he er song").
    """
    if len(alternate) <= 2 or not any(map(str.isalpha, alternate)):
        return False
    if alternate.isascii():
        return not alternate.islower() and not (len(alternate) == 3 and alternate.isupper())
    if _LATIN.fullmatch(alternate):
        return not alternate.islower()
    return _CYRILLIC.fullmatch(alternate) is not None


def bare_region(normal_name: str) -> str | None:
    """The name of a region without its generic word: "kherson region" → "kherson"; None when it has none.

    None too when what is left is no name ("northern province").
    """
    head, _, last = normal_name.rpartition(" ")
    if head and last in _GENERIC_LAST:
        return _unless_generic(head)
    first, _, tail = normal_name.partition(" of ")
    if tail and first in _GENERIC_FIRST:
        return _unless_generic(tail)
    return None


def is_second_level(normal_name: str) -> bool:
    """Whether a name's generic word is one for districts ("izium raion", "county of cork"), not regions."""
    return (
        normal_name.rpartition(" ")[2] in _SECOND_LEVEL or normal_name.partition(" of ")[0] in _SECOND_LEVEL
    )


def _unless_generic(rest: str) -> str | None:
    words = rest.split()
    return None if len(rest) < 3 or _NOT_BARE.issuperset(words) else rest
