"""The words around a name that tell its kind ("Kherson region") or hold it (", Texas")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.find.around import CODE
from dateline.find.names import Name
from dateline.lore import Lore
from dateline.model import PlaceKind, Sentence, Token
from dateline.model.tree import first_conjunct

__all__ = ["container", "frame"]

_Words = Mapping[str, frozenset[str]]


def frame(sentence: Sentence, name: Name, lore: Lore) -> tuple[int, int, PlaceKind | None]:
    """The tokens of name and generic word ("Kherson region", "the Oskil River"), and their kind."""
    tokens, words = sentence.tokens, lore.lexicon.words
    if not name.listed and CODE.fullmatch(tokens[name.lo].text):
        return _coded(tokens, name, words)
    if (named := _named_kind(tokens, name, words)) is not None:
        return name.lo, name.hi, named
    if (noun := _noun_after(tokens, name, words)) is not None:
        return noun
    if name.lo >= 1 and tokens[name.lo - 1].lower == "river":
        return name.lo - 1, name.hi, "river"
    if name.lo >= 1 and tokens[name.lo - 1].lower == "the" and _all_rivers(name, lore):
        return name.lo, name.hi, "river"
    return name.lo, name.hi, _noun_before(tokens, name, words) or _listed_kind(sentence, name, words)


def _noun_after(
    tokens: Sequence[Token], name: Name, words: _Words
) -> tuple[int, int, PlaceKind | None] | None:
    """The generic word after a name ("Kherson region") or after the list that it stands in."""
    if name.hi >= len(tokens):
        return None
    after = _singular(tokens[name.hi])
    if after in words["river-nouns"]:
        return name.lo, name.hi + 1, "river"
    if after in words["region-nouns"]:
        return name.lo, name.hi + 1, "region"
    plural = _shared_noun(tokens, name.hi, words)
    return (name.lo, name.hi, plural) if plural is not None else None


def _noun_before(tokens: Sequence[Token], name: Name, words: _Words) -> PlaceKind | None:
    """The generic word before a name: "the city of Mosul"."""
    if name.lo < 2 or tokens[name.lo - 1].lower != "of":
        return None
    before = tokens[name.lo - 2].lemma
    if before in words["region-nouns"]:
        return "region"
    return "settlement" if before in words["settlement-nouns"] else None


def _all_rivers(name: Name, lore: Lore) -> bool:
    """Whether the scan of names left nothing but a river: "the Oskil"."""
    kinds = {lore.areas[ref.key].kind for ref in name.refs if ref.kind == "area"}
    return kinds == {"river"} and not name.listed and all(ref.kind == "area" for ref in name.refs)


def _coded(tokens: Sequence[Token], name: Name, words: _Words) -> tuple[int, int, PlaceKind | None]:
    """A road's code with the noun before or after it: "T0403 highway", "route N1"."""
    nouns = words["code-road-nouns"]
    after = name.hi < len(tokens) and tokens[name.hi].lemma.lower() in nouns
    before = not after and name.lo > 0 and tokens[name.lo - 1].lower in nouns
    return name.lo - before, name.hi + after, "road"


def _singular(token: Token) -> str:
    """The singular of a generic word, which a capital hides from the lemmatizer: "Sumy Oblasts"."""
    word = token.lemma.lower()
    if token.tag != "NNPS":
        return token.lemma if token.lemma.islower() or token.text.islower() else word
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _listed_kind(sentence: Sentence, name: Name, words: _Words) -> PlaceKind | None:
    """The kind told once before a list: "the villages of Ozerne, Yampil and Dibrova"."""
    tokens = sentence.tokens
    of = tokens[tokens[first_conjunct(sentence, name.head)].head]
    if of.lower != "of" or of.i >= name.lo:
        return None
    noun = tokens[of.head]
    if noun.tag not in ("NNS", "NNPS"):
        return None
    if noun.lemma in words["settlement-nouns"]:
        return "settlement"
    return "region" if noun.lemma in words["region-nouns"] else None


_KINDS: tuple[tuple[str, PlaceKind], ...] = (
    ("river-nouns", "river"),
    ("road-nouns", "road"),
    ("lake-nouns", "lake"),
    ("sea-nouns", "sea"),
    ("landform-nouns", "area"),
    ("facility-nouns", "facility"),
)


def _named_kind(tokens: Sequence[Token], name: Name, words: _Words) -> PlaceKind | None:
    """The kind that a name tells of itself: "Mill Road", "Lake Sorva"; no pack's name, no town's."""
    if name.refs or name.listed:
        river = name.hi - name.lo > 1 and tokens[name.hi - 1].lower in words["river-nouns"]
        return "river" if river else None
    first, last = tokens[name.lo], tokens[name.hi - 1]
    if last.text.isdigit() or (last.text[-1].isdigit() and "-" in last.text):
        return "road" if first.lower.partition("-")[0] in words["route-words"] else None
    if name.hi - name.lo < 2:
        return None
    for key, kind in _KINDS:
        if last.lower in words[key]:
            return kind
    return (
        "lake"
        if first.lower in words["lake-nouns"]
        else "area"
        if first.lower in words["landform-nouns"]
        else None
    )


def _shared_noun(tokens: Sequence[Token], i: int, words: _Words) -> PlaceKind | None:
    """The plural at the end of a list: "Donetsk, Luhansk, Kherson and Zaporizhzhia regions"."""
    nouns = words["region-nouns"] | words["river-nouns"]
    listed = False
    while i < len(tokens) and (tokens[i].text in (",", "and", "or", "the") or tokens[i].text[0].isupper()):
        if listed and tokens[i].tag == "NNPS" and _singular(tokens[i]) in nouns:
            break
        listed = listed or tokens[i].text in (",", "and", "or")
        i += 1
    if not listed or i >= len(tokens) or tokens[i].tag not in ("NNS", "NNPS"):
        return None
    noun = _singular(tokens[i])
    if noun in words["region-nouns"]:
        return "region"
    return "river" if noun in words["river-nouns"] else None


def container(sentence: Sentence, hi: int) -> int | None:
    """Where a containing place may stand: behind "," or "in" or "(" after a name that ends at `hi`."""
    tokens = sentence.tokens
    if hi + 1 < len(tokens) and tokens[hi].text in (",", "(", "in"):
        at = hi + 1 + (tokens[hi + 1].lower == "the" and hi + 2 < len(tokens))
        return at if tokens[at].text[0].isupper() else None
    return None
