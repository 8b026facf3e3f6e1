"""Names in a sentence, each told apart: does it stand for a place, an actor, a person, or modify a noun?

One scan serves the finders of places and of actors, so that no stretch is read as both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.find.around import acts, club_end, crossed, road_end
from dateline.lore import Lore, NameRef, normal
from dateline.lore.lexicon import Lexicon
from dateline.model import Sentence, Token, Use
from dateline.model.tree import children, first_conjunct, span

__all__ = ["Name", "find_names"]

# Names of settlements rarely have more words than this; longer runs are titles.
_LONGEST_PLACE = 4
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_OFFICES = frozenset({"person", "office"})
# What a name that is no country's is used for.
_USES: dict[str, Use] = {"person": "person", "entity": "actor", "outlet": "actor", "area": "place"}
# Classes of words that end the names of roads, waters, land forms and what is built.
_GEOGRAPHIC = ("road-nouns", "lake-nouns", "sea-nouns", "landform-nouns", "facility-nouns")
_PERSONAL = frozenset({"nsubj", "nsubjpass", "poss", "agent"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a sentence: its tokens, its readings, and what it is used for."""

    sentence: int
    lo: int
    hi: int
    head: int
    text: str
    plain: str
    refs: tuple[NameRef, ...]
    listed: bool
    use: Use

    def ref(self, *kinds: str) -> NameRef | None:
        """The first reading of one of `kinds`."""
        return next((ref for ref in self.refs if ref.kind in kinds), None)


def find_names(sentences: Sequence[Sentence], lore: Lore) -> tuple[Name, ...]:
    """All names of a document in order. Surnames and part names follow what the document introduces."""
    found = [name for sentence in sentences for name in _scan(sentence, lore)]
    persons = {word for name in found if name.use == "person" for word in _surnames(name)}
    return tuple(_follow(name, sentences[name.sentence], persons) for name in found)


def _surnames(name: Name) -> Iterator[str]:
    words = name.plain.split()
    if len(words) > 1:
        yield words[-1]
        # "Vladimir Putin … a desperate Vladimir": by the first name too.
        yield words[0]


def _follow(name: Name, sentence: Sentence, persons: set[str]) -> Name:
    """A single word that is somebody's surname in this document is that person."""
    weak = bool(name.refs) and name.refs[0].weak
    if (
        (name.use == "place" or weak)
        and name.plain in persons
        and sentence.tokens[name.head].ent not in _PLACE_LABELS
    ):
        return replace(name, use="person")
    return name


def _scan(sentence: Sentence, lore: Lore) -> Iterator[Name]:
    tokens = sentence.tokens
    first = lore.lexicon.words["lower-first"]
    i = 0
    while i < len(tokens):
        starts = (
            tokens[i].text[0].isupper()
            or tokens[i].lower in first
            or lore.names.longest(normal(tokens[i].text)) > 1
        )
        found = _name_at(sentence, i, lore) if starts else None
        if found is None:
            i += 1
            continue
        yield found
        i = found.hi


def _name_at(sentence: Sentence, i: int, lore: Lore) -> Name | None:
    known = _known(sentence, i, lore)
    formed = _formed(sentence, i, known, lore)
    if formed is not None:
        return formed
    person = _person_end(sentence, i, lore)
    run = geographic_end(sentence, i, lore)
    if run and run > max(known[0], _listed(sentence, i, lore)):
        return _built(sentence, i, run, (), False, "place")
    hi, refs = known
    place_hi = _listed(sentence, i, lore)
    if person and person > max(hi, place_hi):
        return _built(sentence, i, person, (), False, "person")
    if hi >= place_hi and refs:
        return _with_refs(sentence, i, hi, refs, place_hi == hi, lore)
    if place_hi > i:
        if person and person >= place_hi and _after_title(sentence, i, lore):
            return _built(sentence, i, person, (), False, "person")
        return _built(sentence, i, place_hi, (), True, "place")
    if person:
        return _built(sentence, i, person, (), False, "person")
    unlisted = _said_to_be_place(sentence, i, lore)
    return _built(sentence, i, unlisted, (), False, "place") if unlisted else None


def _formed(sentence: Sentence, i: int, known: tuple[int, tuple[NameRef, ...]], lore: Lore) -> Name | None:
    """A road, a club or a person whose name holds a place's or a weapon's, told by its form alone."""
    refs = tuple(ref for ref in known[1] if _kind_of(ref, lore) == "road")
    if road := road_end(sentence, i, lore, known=len(refs) < len(known[1])):
        return _built(sentence, i, road, refs, False, "place")
    if (club := club_end(sentence, i, lore)) > known[0]:
        return _built(sentence, i, club, (), False, "actor")
    if known[0] < i + 2 and _called_like_place(sentence, i, lore):
        return _built(sentence, i, i + 2, (), False, "person")
    return None


def _kind_of(ref: NameRef, lore: Lore) -> str | None:
    return lore.areas[ref.key].kind if ref.kind == "area" else None


def _called_like_place(sentence: Sentence, i: int, lore: Lore) -> bool:
    """Whether a person stands here with a country's or capital's name for a first: "Paris Hilton".

    A town's name is not set before another town's; what follows is then no town but a surname.
    """
    tokens = sentence.tokens
    if i + 1 >= len(tokens) or (i and tokens[i - 1].text[0].isupper() and tokens[i - 1].pos == "PROPN"):
        return False
    first, last = tokens[i], tokens[i + 1]
    names = (first.pos, last.pos) == ("PROPN", "PROPN") and last.tag == "NNP" and last.text.istitle()
    ends = i + 2 >= len(tokens) or not tokens[i + 2].text[0].isupper()
    if not (names and ends and first.dep == "compound" and first.head == last.i and last.ent == first.ent):
        return False
    parties = [ref for ref in lore.names.get(normal(first.text)) if ref.kind == "country"]
    if not parties or any(ref.form not in ("name", "government") for ref in parties):
        return False
    plain = normal(last.text)
    if not lore.gazetteer.has(plain) or _generic(last, lore) or lore.names.get(plain):
        return False
    return last.dep in _PERSONAL and not lore.gazetteer.has(normal(f"{first.text} {last.text}"))


def geographic_end(sentence: Sentence, i: int, lore: Lore) -> int:
    """The end of a name that says what it names ("Mill Road", "Lake Sorva", "Highway 12"); 0 if none does."""
    tokens, words = sentence.tokens, lore.lexicon.words
    first = tokens[i]
    if not first.text[0].isupper() or first.lower in ("the", "a", "an"):
        return 0
    numbered = i + 1 < len(tokens) and tokens[i + 1].text.rstrip(",").isdigit()
    if numbered and first.lower in words["route-words"] and first.text[0].isupper() and len(first.text) > 1:
        return i + 2
    if "-" in first.text and first.text.partition("-")[2].isdigit():
        # A letter and a number are a tank or a plane as soon as a road; roads in so many words come before.
        prefix = first.text.partition("-")[0].lower()
        return i + 1 if len(prefix) > 1 and prefix in words["route-words"] else 0
    j = i + 1
    while j < len(tokens) and j - i < _LONGEST_PLACE and _goes_on(tokens[j]):
        j += 1
    for end in range(j, i + 1, -1):
        if tokens[end - 1].lower in _geographic(lore):
            return end
    named_first = first.lower in words["lake-nouns"] or first.lower in words["first-of-places"]
    return min(j, i + 3) if named_first and j > i + 1 else 0


def _goes_on(token: Token) -> bool:
    """Whether a word may be the next of a name: a capital, and parsed as a name or a noun."""
    return token.text[0].isupper() and token.dep != "case" and token.pos in ("PROPN", "NOUN", "ADJ")


def _geographic(lore: Lore) -> frozenset[str]:
    return _nouns_of_places(lore.lexicon)


# One lexicon serves a whole run; tests open a few.
@lru_cache(maxsize=4)
def _nouns_of_places(lexicon: Lexicon) -> frozenset[str]:
    words = lexicon.words
    return frozenset().union(*(words[key] for key in _GEOGRAPHIC))


def _said_to_be_place(sentence: Sentence, i: int, lore: Lore) -> int:
    """The end of a name no gazetteer lists but the text calls a place; 0 if there is none.

    "the village of X", "the X river", "X and Y districts".
    """
    tokens = sentence.tokens
    if tokens[i].pos != "PROPN" or tokens[i].lower in lore.lexicon.roles:
        return 0
    j = i
    while (
        j < len(tokens)
        and j - i < 3
        and tokens[j].pos == "PROPN"
        and tokens[j].text[0].isupper()
        and tokens[j].dep != "case"
    ):
        j += 1
    if j == i:
        return 0
    kinds = lore.lexicon.words["place-kinds"]
    if j < len(tokens) and tokens[j].lemma in kinds and tokens[j].pos in ("NOUN", "PROPN"):
        return j
    if tokens[j - 1].lemma in kinds and j - i > 1:
        return j - 1
    head = first_conjunct(sentence, _head(sentence, i, j))
    above = sentence.tokens[tokens[head].head]
    called = above.lower == "of" and sentence.tokens[above.head].lemma in kinds
    located = tokens[head].ent in _PLACE_LABELS and above.lower in (
        "in",
        "near",
        "at",
        "from",
        "around",
        "outside",
        "into",
        "towards",
    )
    return j if called or located else 0


def _built(sentence: Sentence, lo: int, hi: int, refs: tuple[NameRef, ...], listed: bool, use: Use) -> Name:
    text = span(sentence, lo, hi).text
    return Name(sentence.index, lo, hi, _head(sentence, lo, hi), text, normal(text), refs, listed, use)


def _head(sentence: Sentence, lo: int, hi: int) -> int:
    """The token of [lo, hi) whose head lies outside."""
    for i in range(hi - 1, lo - 1, -1):
        head = sentence.tokens[i].head
        if not lo <= head < hi or head == i:
            return i
    return hi - 1


def _known(sentence: Sentence, i: int, lore: Lore) -> tuple[int, tuple[NameRef, ...]]:
    """The longest pack name that starts at token `i`: (end, readings)."""
    tokens, names = sentence.tokens, lore.names
    first = tokens[i].text
    if i + 1 < len(tokens) and tokens[i + 1].lower in ("'s", "’s"):
        # "People's Liberation Army" starts with "peoples" in normal form.
        first += "s"
    longest = max(names.longest(normal(tokens[i].text).partition(" ")[0]), names.longest(normal(first)))
    if not longest:
        return i, ()
    start = tokens[i].start
    best: tuple[int, tuple[NameRef, ...]] = (i, ())
    for j in range(i + 1, min(len(tokens), i + 2 * longest) + 1):
        text = sentence.text[start - sentence.start : tokens[j - 1].end - sentence.start]
        plain = normal(text)
        if plain.count(" ") >= longest or not names.begins(plain):
            # What is longer begins with this, and is no name either.
            break
        refs = tuple(ref for ref in names.get(plain) if _fits(ref, text, tokens[i]))
        if (
            refs
            and not (j - i > 1 and tokens[j - 1].pos == "PUNCT")
            and text[-1] not in ",-–—"
            and not (j - i > 1 and tokens[j - 1].dep == "case")
        ):
            best = (j, refs)
    the = best[0] > i and tokens[i].lower == "the" and i + 1 < len(tokens)
    if the and _known(sentence, i + 1, lore)[0] > best[0]:
        # "The National Defence Forces" is not the paper "The National": the longer name wins.
        return i, ()
    return best


def _fits(ref: NameRef, text: str, token: Token) -> bool:
    """Capitals must agree; a sentence's first word that is no proper noun needs more than that."""
    if ref.exact is not None:
        return text.replace(".", "") == ref.exact.replace(".", "")
    if ref.weak and ref.kind != "country" and token.pos not in ("PROPN",) and not token.ent:
        return False
    return any(char.isupper() for char in text)


def _listed(sentence: Sentence, i: int, lore: Lore) -> int:
    """The end of the longest gazetteer name that starts at token `i`, or `i`."""
    best = _listed_end(sentence, i, lore)
    if best == i + 1 and _generic(sentence.tokens[i], lore):
        # "Street", "Airport" and "Police" are some village's name somewhere.
        return i
    return best


def _generic(token: Token, lore: Lore) -> bool:
    words = lore.lexicon.words
    keys = ("place-kinds", "body-nouns", "river-nouns", "region-nouns", "directions")
    same = (token.lower, token.lemma)
    return any(word in _geographic(lore) or any(word in words[key] for key in keys) for word in same)


def _listed_end(sentence: Sentence, i: int, lore: Lore) -> int:
    tokens = sentence.tokens
    if not _may_be_place(tokens[i], lore):
        return i
    best, start = i, tokens[i].start
    connectors = lore.lexicon.words["name-connectors"]
    for j in range(i + 1, min(len(tokens), i + 2 * _LONGEST_PLACE) + 1):
        last = tokens[j - 1]
        if not (last.text[0].isupper() or last.text[0].isdigit()) and last.lower not in connectors:
            break
        if last.dep == "case" and j - i > 1:
            break
        text = sentence.text[start - sentence.start : last.end - sentence.start]
        if last.text[0].isupper() and lore.gazetteer.has(normal(text)):
            best = j
    return best


def _may_be_place(token: Token, lore: Lore) -> bool:
    """Whether a capitalised word was parsed as a name or stands where only a name has a capital."""
    if not token.text[0].isupper() or len(token.text) < 2:
        return False
    if (
        token.lower in lore.lexicon.roles
        or token.ent in ("DATE", "TIME", "MONEY")
        or (token.ent == "NORP" and token.tag != "NNP")
    ):
        return False
    return token.pos == "PROPN" or token.ent in ("GPE", "LOC", "FAC", "PERSON", "ORG")


def _after_title(sentence: Sentence, i: int, lore: Lore) -> bool:
    """After "Mr" or an office written as a title: "President Sandu"."""
    if i == 0:
        return False
    before = sentence.tokens[i - 1]
    office = before.text[0].isupper() and before.lower in lore.lexicon.roles
    return before.lower in lore.lexicon.words["titles"] or (
        office and bool(_OFFICES & lore.lexicon.noun_classes.get(before.lower, frozenset()))
    )


def _person_end(sentence: Sentence, i: int, lore: Lore) -> int:
    """The end of a person's name that starts at token `i`, or 0."""
    tokens = sentence.tokens
    titled = _after_title(sentence, i, lore)
    if tokens[i].ent != "PERSON" and not titled:
        return _speaking(sentence, i, lore)
    j = i
    while (
        j < len(tokens)
        and (tokens[j].ent == "PERSON" or (titled and j == i))
        and _part_of_name(tokens[j], lore)
    ):
        j += 1
    # Two words make a person's name; one alone only after a title or where the parser found a whole name.
    return j if j > i and (titled or j - i >= 2 or _alone(sentence, i)) else 0


def _speaking(sentence: Sentence, i: int, lore: Lore) -> int:
    """The end of two or three capitalised words that have a role beside them; 0 if there are none.

    They are a person whatever the parser called them.
    """
    tokens = sentence.tokens
    j = i
    while (
        j < len(tokens)
        and j - i < 3
        and tokens[j].pos == "PROPN"
        and tokens[j].text[0].isupper()
        and tokens[j].dep != "case"
    ):
        j += 1
    if j - i < 2 or tokens[i].lower in lore.lexicon.roles:
        return 0
    head = tokens[_head(sentence, i, j)]
    if head.i != j - 1 or any(t.ent in ("GPE", "DATE", "FAC", "LOC") for t in tokens[i:j]):
        return 0
    role = any(_person_role(lore, apposed.lemma) for apposed in children(sentence, head.i, "appos"))
    return j if role else 0


def _person_role(lore: Lore, lemma: str) -> bool:
    lexicon = lore.lexicon
    return "person" in lexicon.noun_classes.get(lemma, ()) or lemma in lexicon.words["observers"]


def _part_of_name(token: Token, lore: Lore) -> bool:
    return token.dep != "case" and (
        token.text[0].isupper() or token.lower in lore.lexicon.words["name-particles"]
    )


def _alone(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    return (
        token.ent == "PERSON"
        and token.pos == "PROPN"
        and token.dep in ("nsubj", "poss", "agent", "appos", "nsubjpass")
    )


def _with_refs(
    sentence: Sentence, lo: int, hi: int, refs: tuple[NameRef, ...], listed: bool, lore: Lore
) -> Name | None:
    first = _rank(refs, sentence, lo, hi, listed, lore)
    if first and (waters := _waters(first, sentence, lo, hi, lore)):
        return _built(sentence, lo, hi, waters, False, "place")
    if not first:
        return (
            _built(sentence, lo, hi, (), True, "place")
            if listed and _may_be_place(sentence.tokens[lo], lore)
            else None
        )
    name = _built(sentence, lo, hi, first, listed, "place")
    return replace(name, use=_use(name, sentence, lore))


def _rank(
    refs: tuple[NameRef, ...], sentence: Sentence, lo: int, hi: int, listed: bool, lore: Lore
) -> tuple[NameRef, ...]:
    """Readings in order of trust; weak readings that nothing supports are dropped."""
    token = sentence.tokens[hi - 1]
    kept = []
    for ref in refs:
        if (
            ref.kind == "person"
            and ref.form == "surname"
            and listed
            and token.ent in _PLACE_LABELS
            and not _after_title(sentence, lo, lore)
        ):
            continue
        if ref.kind == "person" and ref.form == "surname" and not _surname(ref, token, sentence, lo, lore):
            continue
        if ref.kind == "person" and ref.form == "surname" and _is_rank(sentence, lo, hi, lore):
            continue
        if ref.weak and ref.kind == "country" and token.ent == "PERSON" and _in_longer_name(sentence, lo, hi):
            continue
        kept.append(ref)
    # "Kyiv" names a government and a region: the clause tells which one it is, so the party comes first.
    return tuple(sorted(kept, key=lambda ref: ref.kind == "area"))


def _waters(
    refs: tuple[NameRef, ...], sentence: Sentence, lo: int, hi: int, lore: Lore
) -> tuple[NameRef, ...]:
    """The rivers among the readings of a name with "the" before it: "the Oskil" is no town."""
    tokens = sentence.tokens
    if (
        not lo
        or tokens[lo - 1].lower != "the"
        or _modifies(_built(sentence, lo, hi, refs, False, "place"), sentence)
    ):
        return ()
    if hi < len(tokens) and tokens[hi].dep == "case":
        # "The Dnipro's left bank", not "the Kharkiv's crew".
        owned = tokens[tokens[tokens[hi].head].head].lemma
        if owned not in lore.lexicon.words["parts-of-rivers"]:
            return ()
    waters = tuple(ref for ref in refs if _kind_of(ref, lore) == "river")
    country = any(ref.kind == "country" for ref in refs)
    # "The Congo", "the Gambia": countries have articles too, so those need a bank or a crossing.
    return () if not waters or (country and not crossed(sentence, lo, lore)) else waters


def _in_longer_name(sentence: Sentence, lo: int, hi: int) -> bool:
    """Whether "Jordan" stands beside another capitalised name: alone it is the country."""
    before = sentence.tokens[lo - 1] if lo else None
    after = sentence.tokens[hi] if hi < len(sentence.tokens) else None
    return any(t is not None and t.pos == "PROPN" and t.ent == "PERSON" for t in (before, after))


def _surname(ref: NameRef, token: Token, sentence: Sentence, lo: int, lore: Lore) -> bool:
    """Whether a surname alone is that person: in its own war, after a title, or where the parser saw one.

    Not in "in May".
    """
    if token.ent in ("DATE", "TIME", "MONEY", "QUANTITY", "CARDINAL"):
        return False
    own = lore.theatre is not None and any(person.key == ref.key for person in lore.theatre.pack.leaders)
    return (
        own
        or token.ent == "PERSON"
        or (token.ent == "" and token.pos == "PROPN")
        or _after_title(sentence, lo, lore)
    )


def _is_rank(sentence: Sentence, lo: int, hi: int, lore: Lore) -> bool:
    """Whether a surname is an office's word before somebody else's name: "Major Ada Moll"."""
    after = sentence.tokens[hi] if hi < len(sentence.tokens) else None
    named = after is not None and after.pos == "PROPN" and after.text[0].isupper()
    return named and hi - lo == 1 and sentence.tokens[lo].lower in lore.lexicon.roles


def _use(name: Name, sentence: Sentence, lore: Lore) -> Use:
    ref = name.refs[0]
    if ref.kind == "entity" and any(other.kind == "area" for other in name.refs):
        # "Somaliland" is an administration where it acts and a place where things happen.
        return "actor" if acts(sentence, name.head, lore, city=True) else "place"
    if ref.kind in _USES:
        return _USES[ref.kind]
    if _dateline(name, sentence):
        return "place"
    if ref.form == "adjective" and (name.hi - name.lo == 1 or not name.listed):
        return _adjective_use(name, sentence, lore)
    if ref.form in ("people", "force", "body"):
        return "actor"
    capital = name.listed or lore.gazetteer.has(name.plain)
    if ref.form == "government" and not capital:
        return "actor"
    if _modifies(name, sentence):
        return "modifier"
    return "actor" if acts(sentence, name.head, lore, city=ref.form == "government") else "place"


def _dateline(name: Name, sentence: Sentence) -> bool:
    """Whether a report is written there: "WASHINGTON (Reuters) -", "Kyiv — Shells fell"."""
    if name.lo or name.hi >= len(sentence.tokens) or not (name.text.isupper() or sentence.index == 0):
        return False
    after = sentence.tokens[name.hi]
    # "Israel-Hamas war" has no space before its hyphen.
    spaced = after.start > sentence.tokens[name.hi - 1].end
    return spaced and name.listed and after.text in ("(", "-", "–", "—", "--")


def _adjective_use(name: Name, sentence: Sentence, lore: Lore) -> Use:
    """What a demonym does: "Russian" modifies; "the US", "a Briton" and a bare "Russians" name."""
    token = sentence.tokens[name.head]
    country = next((ref for ref in name.refs if ref.form == "name" and ref.kind == "country"), None)
    if token.dep in ("amod", "compound", "nmod", "nummod"):
        return "modifier"
    if country is not None:
        return "actor" if acts(sentence, name.head, lore, city=False) else "place"
    people = any(ref.form == "people" for ref in name.refs)
    return (
        "actor"
        if people or (token.pos in ("PROPN", "NOUN") and token.dep not in ("amod", "acomp", "attr"))
        else "modifier"
    )


def _modifies(name: Name, sentence: Sentence) -> bool:
    """Whether a name stands before the noun it belongs to: "Ukraine troops", "the US government"."""
    token = sentence.tokens[name.head]
    return token.dep in ("compound", "amod", "nmod") and token.head > name.head
