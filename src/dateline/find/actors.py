"""sentence[] -> actors: people, governments, forces, organisations, groups, and whom pronouns stand for.

An actor is a noun phrase: a name, or a common noun whose role the pack knows ("the defence minister",
"Russian troops"), with the country, office and name that the phrase and the document tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.find.memory import Known, Memory
from dateline.find.names import Name
from dateline.find.terms import Tense, holder_in, in_office, tense_of, term_of, year_of
from dateline.lore import Lore, normal
from dateline.lore.schema import Role
from dateline.model import Actor, ActorBasis, ActorKind, Found, Sentence, Span, Token
from dateline.model.tree import before, child, children, noun_phrase, span

__all__ = ["find_actors"]

_ARMED = frozenset({"MIL", "REB", "UAF", "ISM", "PRM", "CRM", "COP", "PRE"})
_SECTOR_KIND: dict[str, ActorKind] = {
    "GOV": "government", "LEG": "government", "JUD": "government", "SPY": "government",
    "MIL": "military", "COP": "military",
    "REB": "group", "UAF": "group", "ISM": "group", "CRM": "group",
    "IGO": "organisation", "NGO": "organisation", "PTY": "party", "JRN": "outlet",
}  # fmt: skip
# How a word for whose it is hangs on that for a force.
_BEFORE = ("compound", "amod", "nmod", "poss")
# Pronouns are a closed class.
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
# "Clementine Nkweta-Salami" is four tokens.
_LONGEST_NAME = 5
_THEY = frozenset({"they", "them", "their", "themselves", "theirs"})


def find_actors(
    sentences: Sequence[Sentence], names: Sequence[Name], lore: Lore, day: str | None
) -> tuple[Found[Actor], ...]:
    """All actors of a document in order. `day`: the document's date (ISO) or None, for terms of office."""
    return tuple(_Finder(sentences, names, lore, day).run())


class _Finder:
    """One document's reading: people and parties as they are introduced, in order of the text."""

    def __init__(
        self, sentences: Sequence[Sentence], names: Sequence[Name], lore: Lore, day: str | None
    ) -> None:
        self._sentences = sentences
        self._lore = lore
        self._day = day
        self._by_sentence: dict[int, list[Name]] = {}
        for name in names:
            self._by_sentence.setdefault(name.sentence, []).append(name)
        self._memory = Memory(sentences, lore)
        self._given = self._introductions(names)

    def run(self) -> Iterator[Found[Actor]]:
        for sentence in self._sentences:
            yield from self._read(sentence)

    def _introductions(self, names: Sequence[Name]) -> dict[str, str]:
        """Surname -> full name, from anywhere in the document: headlines name people by surname first."""
        full: dict[str, str] = {}
        for name in names:
            words = name.plain.split()
            if name.use == "person" and len(words) > 1:
                full.setdefault(words[-1], name.text)
        return full

    def _read(self, sentence: Sentence) -> Iterator[Found[Actor]]:
        names = self._by_sentence.get(sentence.index, [])
        held = {i: name for name in names for i in range(name.lo, name.hi)}
        heads = {name.head: name for name in names}
        found: list[Found[Actor]] = []
        for token in sentence.tokens:
            made = self._at(sentence, token, held, heads)
            if made is not None:
                found.append(made)
                self._memory.note(sentence, made)
            elif token.pos == "NOUN" and token.i not in held:
                self._memory.hear(sentence, token)
        yield from found

    def _at(
        self, sentence: Sentence, token: Token, held: dict[int, Name], heads: dict[int, Name]
    ) -> Found[Actor] | None:
        name = heads.get(token.i)
        if name is not None:
            return self._named(sentence, name, held)
        if token.i in held:
            return None
        if token.pos == "PRON" or token.tag == "PRP$":
            return self._pronoun(sentence, token)
        if token.pos in ("NOUN", "PROPN", "ADJ") or token.tag in ("NNS", "NN"):
            return (
                self._apposed(sentence, token, held, heads)
                or self._described(sentence, token, held)
                or self._called(sentence, token)
            )
        return None

    def _apposed(
        self, sentence: Sentence, token: Token, held: dict[int, Name], heads: dict[int, Name]
    ) -> Found[Actor] | None:
        """A description parsed as head means whom it names: "governor Oleh Syniehubov", "a cook, Al"."""
        if token.tag in ("NNS", "NNPS"):
            return None
        office = self._role_ending(sentence, token.i + 1) is not None
        if not office and not self._memory.speaks(sentence, token):
            return None
        name = self._set_off(sentence, token, held, heads)
        if name is None:
            return None
        found = self._person(sentence, name, held)
        self._memory.call(found.thing, token.lemma)
        lo, _ = noun_phrase(sentence, token.i)
        hi = found.hi if name.lo - token.i <= 2 and office and name.hi - found.lo > 0 else token.i + 1
        lo = min(lo, found.lo, token.i)
        return Found(sentence.index, lo, hi, token.i, _worded(found.thing, span(sentence, lo, hi)))

    def _set_off(
        self, sentence: Sentence, token: Token, held: dict[int, Name], heads: dict[int, Name]
    ) -> Name | None:
        """The name in apposition to a description, as the parser has it or between two commas."""
        for apposed in children(sentence, token.i, "appos"):
            name = heads.get(apposed.i)
            if name is not None and name.use == "person" and name.lo > token.i:
                return name
        tokens = sentence.tokens
        _, at = noun_phrase(sentence, token.i)
        if at >= len(tokens) or tokens[at].text != "," or token.pos != "NOUN":
            return None
        lo = hi = at + 1
        while hi < len(tokens) and tokens[hi].pos == "PROPN" and tokens[hi].dep != "case":
            hi += 1
        while lo < hi and (tokens[lo].lower in self._lore.lexicon.roles or tokens[lo].text.endswith(".")):
            lo += 1
        if not 0 < hi - lo <= _LONGEST_NAME or (hi < len(tokens) and tokens[hi].text not in (",", ".", ")")):
            return None
        name = held.get(hi - 1)
        if name is not None and (name.use == "person" or name.refs):
            return name if name.use == "person" else None
        words = span(sentence, lo, hi).text
        return Name(sentence.index, lo, hi, hi - 1, words, normal(words), (), False, "person")

    def _called(self, sentence: Sentence, token: Token) -> Found[Actor] | None:
        """Whom the document has named beside that noun: "Grete Dahl, the mediator, … The mediator left"."""
        lo, hi = noun_phrase(sentence, token.i)
        if token.tag not in ("NN", "NNP") or hi > token.i + 1 or sentence.tokens[lo].lower != "the":
            return None
        known = self._memory.called(token.lemma)
        if known is None and token.lemma.lower() in self._lore.lexicon.words["epithets"]:
            known = self._memory.voice(sentence, token)
        if known is None:
            return None
        actor = replace(_worded(known.actor, span(sentence, lo, hi)), basis="coreference")
        return Found(sentence.index, lo, hi, token.i, actor)

    # -- names

    def _named(self, sentence: Sentence, name: Name, held: dict[int, Name]) -> Found[Actor] | None:
        if name.use == "person":
            return self._person(sentence, name, held)
        if name.use == "modifier":
            return self._modifier(sentence, name)
        if name.use != "actor":
            return None
        lo, hi = name.lo, name.hi
        # "The DNR's Territorial Defence": what two sides have under one name is theirs who stand before it.
        owner = self._force_at((c.i for c in children(sentence, name.head, *_BEFORE)), held)
        apart = owner is not None and self._breakaway(owner.key)
        actor = _worded(owner, span(sentence, lo, hi)) if owner and apart else self._party(name)
        return Found(sentence.index, lo, hi, name.head, actor)

    def _modifier(self, sentence: Sentence, name: Name) -> Found[Actor] | None:
        """Whose something is: "Russian" in "Russian missiles"; larger phrases are found on their own."""
        country = self._country_of(name)
        if country is None or country not in self._lore.countries:
            return None
        words = span(sentence, name.lo, name.hi)
        actor = replace(self._of_country(words, country, "name"), basis="metonym")
        return Found(sentence.index, name.lo, name.hi, name.head, actor)

    def _party(self, name: Name) -> Actor:
        words = span(self._sentences[name.sentence], name.lo, name.hi)
        if not name.refs:
            # A sports club: known for one by its name's form alone.
            return Actor(
                words.text, words.start, words.end, words.text, None, "organisation", None, None, None
            )
        ref = name.refs[0]
        if ref.kind == "country":
            return self._of_country(words, ref.key, ref.form)
        text = (words.text, words.start, words.end)
        if ref.kind == "outlet":
            outlet = self._lore.outlets[ref.key]
            code = f"{outlet.country or ''}MED"
            return Actor(
                *text, outlet.name, code, "outlet", None, outlet.country, None, "explicit", outlet.key
            )
        entity = self._lore.entities[ref.key]
        side = self._lore.side(country=entity.country, entity=entity.key)
        code = f"{entity.country or ''}{entity.sector}"
        return Actor(
            *text, entity.name, code, entity.kind, side, entity.country, None, "explicit", entity.key
        )

    def _of_country(self, words: Span, key: str, form: str) -> Actor:
        country = self._lore.countries[key]
        kind: ActorKind = "country"
        basis: ActorBasis = "explicit"
        sector, name = "GOV", country.name
        if form == "people":
            kind, sector = "population", "CVL"
        elif form == "force":
            kind, sector, name = "military", "MIL", words.text
        elif form in ("government", "body"):
            kind, basis, name = "government", "metonym", f"Government of {country.name}"
        side = self._lore.side(country=key)
        text = (words.text, words.start, words.end)
        return Actor(*text, name, key + sector, kind, side, key, None, basis, None)

    # -- persons

    def _person(self, sentence: Sentence, name: Name, held: dict[int, Name]) -> Found[Actor]:
        ref = name.ref("person")
        lo, sex = self._title(sentence, name)
        role, country, role_lo = self._role_before(sentence, name, held)
        lo = min(lo, role_lo)
        tense = tense_of(sentence, role_lo, name.lo, self._lore) if role is not None else "now"
        if role is None:
            role, country, tense = self._role_after(sentence, name, held)
        known = self._memory.person(name.plain.split(), ref.key if ref else None)
        if known is None:
            known = self._introduce(name, ref.key if ref else None, sex)
        if role is not None and tense == "now":
            known.roles.add(role.key)
        actor = _worded(known.actor, span(sentence, lo, name.hi))
        actor = replace(actor, role=_label(role) or actor.role)
        if role is not None:
            term = term_of(self._lore, actor.key, role.key, self._day, tense)
            actor = replace(self._with_role(actor, role, country), term=term)
            known.actor = replace(actor, basis="explicit")
        elif country and actor.country is None:
            actor = self._with_country(actor, country)
            known.actor = actor
        known.sex = known.sex or sex
        before = (t for t in sentence.tokens[lo : name.lo] if t.pos in ("NOUN", "PROPN") and t.i not in held)
        after = (t for t in children(sentence, name.head, "appos") if t.tag == "NN")
        known.nouns.update(t.lemma.lower() for t in (*before, *after))
        return Found(sentence.index, lo, name.hi, name.head, actor)

    def _title(self, sentence: Sentence, name: Name) -> tuple[int, str | None]:
        before = sentence.tokens[name.lo - 1].lower if name.lo else ""
        words = self._lore.lexicon.words
        if before in words["titles-of-men"]:
            return name.lo - 1, "m"
        if before in words["titles-of-women"]:
            return name.lo - 1, "f"
        return (name.lo - 1 if before in words["titles-of-either"] else name.lo), None

    def _introduce(self, name: Name, key: str | None, sex: str | None) -> Known:
        words = name.plain.split()
        if key is not None:
            person = self._lore.persons[key]
            actor = self._of_pack(key, name)
            known = Known(actor, words[-1], person.sex or sex)
            known.roles.update(office.role for office in person.offices if in_office(office, self._day))
        else:
            full = self._given.get(words[-1], name.text)
            actor = Actor(name.text, 0, 0, full, None, "person", None, None, None, "explicit", None)
            known = Known(actor, words[-1], sex)
        return self._memory.remember(known)

    def _of_pack(self, key: str, name: Name) -> Actor:
        person = self._lore.persons[key]
        office = next((o for o in reversed(person.offices) if in_office(o, self._day)), None)
        role = self._lore.lexicon.role.get(office.role) if office else None
        sector = role.sector if role else ("GOV" if person.offices else "")
        side = person.side or self._lore.side(country=person.country)
        code = f"{person.country or ''}{sector}" or None
        label = _label(role) if role else (office.role.replace("-", " ") if office else None)
        term = (office.since, office.until) if office else None
        text = (name.text, 0, 0)
        return Actor(
            *text, person.name, code, "person", side, person.country, label, "explicit", key, term=term
        )

    def _role_before(
        self, sentence: Sentence, name: Name, held: dict[int, Name]
    ) -> tuple[Role | None, str | None, int]:
        """Role before: "Russian defence minister Sergei Shoigu", "Kharkiv's governor Oleh Syniehubov"."""
        hi = name.lo - (1 if name.lo and sentence.tokens[name.lo - 1].text == "," else 0)
        hi -= 1 if hi and sentence.tokens[hi - 1].lower.rstrip(".") in ("mr", "mrs", "ms", "dr") else 0
        matched = self._role_ending(sentence, hi)
        if matched is None:
            return None, None, name.lo
        role, lo = matched
        country, first = self._country_before(sentence, lo, held)
        return role, country, first

    def _role_ending(self, sentence: Sentence, hi: int) -> tuple[Role, int] | None:
        """The role whose words end right before token `hi`: (role, first token)."""
        if hi <= 0:
            return None
        last = sentence.tokens[hi - 1]
        for key in dict.fromkeys((last.lower, last.lemma)):
            for words, role in self._lore.lexicon.roles.get(key, ()):
                lo = hi - len(words)
                if lo >= 0 and all(sentence.tokens[lo + k].lower == w for k, w in enumerate(words[:-1])):
                    return role, lo
        return None

    def _country_before(self, sentence: Sentence, lo: int, held: dict[int, Name]) -> tuple[str | None, int]:
        """The country before token `lo`, over adjectives and a possessive; and the phrase's first token."""
        i, country = lo - 1, None
        while i >= 0:
            token = sentence.tokens[i]
            name = held.get(i)
            if name is not None:
                country = country or self._country_of(name)
                i = name.lo - 1
            elif (
                token.dep == "case"
                or token.pos == "ADJ"
                or token.dep in ("det", "compound", "amod", "nummod")
                or token.text == "-"
            ):
                i -= 1
            else:
                break
        return country, i + 1

    def _country_of(self, name: Name) -> str | None:
        for ref in name.refs:
            if ref.kind == "country":
                return ref.key
            if ref.kind == "area" and len(self._lore.areas[ref.key].countries) == 1:
                return self._lore.areas[ref.key].countries[0]
            if ref.kind == "entity":
                return self._lore.entities[ref.key].country
            if ref.kind == "person":
                return self._lore.persons[ref.key].country
        if name.listed:
            return self._country_of_place(name)
        return None

    def _country_of_place(self, name: Name) -> str | None:
        """A settlement's country, when the theatre or the sheer size of one candidate settles it."""
        candidates = self._lore.gazetteer.lookup(name.text)
        theatre = self._lore.theatre
        if theatre is not None:
            for candidate in candidates:
                if candidate.country in theatre.countries:
                    return candidate.country
        return candidates[0].country if candidates and candidates[0].population > 100_000 else None

    def _role_after(
        self, sentence: Sentence, name: Name, held: dict[int, Name]
    ) -> tuple[Role | None, str | None, Tense]:
        """The role of the apposition: "Naryshkin, head of the foreign intelligence service"."""
        for apposed in children(sentence, name.head, "appos"):
            lo, _ = noun_phrase(sentence, apposed.i)
            matched = self._role_ending(sentence, apposed.i + 1)
            if matched is not None:
                tense = tense_of(sentence, lo, apposed.i, self._lore)
                return matched[0], self._country_around(sentence, apposed.i, lo, held), tense
        return None, None, "now"

    def _country_around(self, sentence: Sentence, head: int, lo: int, held: dict[int, Name]) -> str | None:
        for i in range(lo, head):
            if i in held and (country := self._country_of(held[i])):
                return country
        for prep in children(sentence, head, "prep"):
            for noun in children(sentence, prep.i, "pobj"):
                # "Forces within Ruritania" need not be its own.
                if prep.lower in ("within", "inside"):
                    continue
                if noun.i in held and (country := self._country_of(held[noun.i])):
                    return country
        return None

    def _with_role(self, actor: Actor, role: Role, country: str | None) -> Actor:
        country = country or actor.country
        side = self._lore.side(country=country) or actor.side
        return replace(
            actor, role=_label(role), country=country, side=side, code=f"{country or ''}{role.sector}"
        )

    def _with_country(self, actor: Actor, country: str) -> Actor:
        return replace(actor, country=country, side=self._lore.side(country=country))

    # -- descriptions

    def _described(self, sentence: Sentence, token: Token, held: dict[int, Name]) -> Found[Actor] | None:
        """A common noun with a role: "Russian troops", "the president", "diplomatic sources"."""
        matched = self._role_ending(sentence, token.i + 1)
        if matched is None or self._part_of_name(sentence, token, held):
            return None
        role, role_lo = matched
        lo, hi = noun_phrase(sentence, token.i)
        lo = min(lo, role_lo)
        hi = token.i + 1
        country = self._modifier_country(sentence, token, lo, held)
        words = span(sentence, lo, hi)
        plural = token.tag in ("NNS", "NNPS")
        # "The Ruritanian leader" is whoever the document says leads it.
        if not plural and (role.office or (role.key == "leader" and country is not None)):
            holder = self._holder(sentence, token, role, country, lo)
            if holder is not None:
                return Found(sentence.index, lo, hi, token.i, _worded(holder, words))
        if (called := self._called(sentence, token)) is not None and country is None:
            return called
        whose = self._owner(sentence, token) if country is None and role.key == "counterpart" else None
        if whose is not None:
            other = self._memory.across(whose, words, role.sector, _label(role))
            return Found(sentence.index, lo, hi, token.i, other)
        # "A Russian military blogger" is no part of the army: only those under arms belong to a force.
        armed = role.sector in _ARMED
        named = self._entity_around(sentence, token, lo, held) if armed else None
        owner = named or (
            self._owner(sentence, token) or self._same(sentence, role, lo) if country is None else None
        )
        bodies = ("group", "organisation", "military")
        apart = owner is not None and self._breakaway(owner.key)
        entity = owner.key if owner and (owner.kind in bodies or apart) else None
        country = country or (owner.country if owner else None)
        side = (owner.side if owner else None) or self._lore.side(country=country)
        kind = self._kind(role, token, plural)
        basis: ActorBasis = "explicit" if named or owner is None or owner.text is None else "coreference"
        pro = self._pro(sentence, lo, token.i, held)
        if pro is not None:
            country, side = None, self._lore.side(country=pro)
        # Somebody of a force is not the force.
        body = owner if entity and kind != "person" else None
        name = body.name if body else self._title_of(role, country, kind, token)
        code = f"{country or ''}{role.sector}"
        text = (words.text, words.start, words.end)
        actor = Actor(*text, name, code, kind, side, country, _label(role), basis, entity)
        return Found(sentence.index, lo, hi, token.i, actor)

    def _entity_around(
        self, sentence: Sentence, token: Token, lo: int, held: dict[int, Name]
    ) -> Actor | None:
        """The force that the phrase belongs to: "Wagner fighters", "fighters of the CODECO militia"."""
        near = [*range(lo, token.i), *before(sentence, token.i)]
        for prep in children(sentence, token.i, "prep"):
            if prep.lower in ("of", "from"):
                for noun in children(sentence, prep.i, "pobj"):
                    near.extend((noun.i, *(c.i for c in children(sentence, noun.i, *_BEFORE))))
        return self._force_at(near, held)

    def _force_at(self, near: Iterable[int], held: dict[int, Name]) -> Actor | None:
        for i in near:
            ref = held[i].ref("entity") if i in held else None
            forces = ("group", "military", "party")
            if ref is not None and (self._lore.entities[ref.key].kind in forces or self._breakaway(ref.key)):
                return self._party(held[i])
        return None

    def _breakaway(self, key: str | None) -> bool:
        """Whether an entity is on another side than the country it is counted to: its troops are its own."""
        entity = self._lore.entities.get(key or "")
        side = self._lore.side(entity=entity.key) if entity is not None else None
        return entity is not None and side is not None and side != self._lore.side(country=entity.country)

    def _part_of_name(self, sentence: Sentence, token: Token, held: dict[int, Name]) -> bool:
        """Whether the name's own phrase takes the noun: "President" in "President Biden"."""
        if token.dep not in ("compound", "amod", "nmod"):
            return False
        name = held.get(token.head)
        if name is not None:
            return True
        # "army officers": only the head noun of a compound is an actor.
        return sentence.tokens[token.head].pos in ("NOUN", "PROPN")

    def _modifier_country(
        self, sentence: Sentence, token: Token, lo: int, held: dict[int, Name]
    ) -> str | None:
        found = self._country_around(sentence, token.i, lo, held)
        if found:
            return found
        owner = child(sentence, token.i, "poss")
        if owner is not None and owner.i in held:
            return self._country_of(held[owner.i])
        refs = (held[i].ref("country") for i in before(sentence, token.i) if i in held)
        return next((ref.key for ref in refs if ref is not None), None)

    def _owner(self, sentence: Sentence, token: Token) -> Actor | None:
        """Whose: "his forces", "their troops", "its military"."""
        owner = child(sentence, token.i, "poss")
        if owner is None or owner.tag != "PRP$":
            return None
        made = self._pronoun(sentence, owner)
        return made.thing if made else None

    def _same(self, sentence: Sentence, role: Role, lo: int) -> Actor | None:
        """The last party with the same role, for "the army" when it was told before whose."""
        if sentence.tokens[lo].lower not in ("the", "these", "those", "both"):
            return None
        told = self._memory.same_role(_label(role))
        if told is None and role.sector == "MIL":
            # "Ruritanian forces withdrew, the military said": whose, the sentence tells.
            return self._memory.force_in(sentence)
        return told

    def _pro(self, sentence: Sentence, lo: int, hi: int, held: dict[int, Name]) -> str | None:
        """The country of "pro-Russian", whose people need not be from there."""
        for i in range(lo, hi - 1):
            if sentence.tokens[i].lower == "pro" and sentence.tokens[i + 1].text == "-" and i + 2 in held:
                return self._country_of(held[i + 2])
        return None

    def _kind(self, role: Role, token: Token, plural: bool) -> ActorKind:
        kind = _SECTOR_KIND.get(role.sector, "group")
        if token.lemma in self._lore.lexicon.words["government-bodies"]:
            return "government"
        if token.lemma in self._lore.lexicon.words["collectives"]:
            return kind
        if plural:
            return "military" if role.sector == "MIL" else "population" if role.sector == "CVL" else "group"
        return "person"

    def _title_of(self, role: Role, country: str | None, kind: ActorKind, token: Token) -> str | None:
        """A name for an unnamed body of a known country: "Armed forces of X", "Defence ministry of X"."""
        named = self._lore.countries.get(country or "")
        if named is None or kind == "person":
            return None
        words = self._lore.lexicon.words
        if token.lemma in words["governments"]:
            return f"Government of {named.name}"
        if role.sector == "MIL" and token.lemma not in words["offices-of-forces"]:
            return f"Armed forces of {named.name}"
        if token.lemma in words["collectives"]:
            label = _label(role) or token.lemma
            return f"{label[:1].upper()}{label[1:]} of {named.name}"
        return None

    def _holder(
        self, sentence: Sentence, token: Token, role: Role, country: str | None, lo: int
    ) -> Actor | None:
        """Who "the president" is: whom the document gave that office, else who held it that day."""
        first = sentence.tokens[lo].lower
        if first in ("a", "an", "every", "any", "another", "no") or (
            child(sentence, token.i, "relcl") and first in ("a", "an")
        ):
            return None
        others = self._lore.lexicon.words["not-in-office"]
        if any(t.lower in others for t in sentence.tokens[lo : token.i]):
            return None
        if tense_of(sentence, lo, token.i, self._lore) != "now":
            return None
        year = year_of(sentence, token.i, self._day)
        known = self._memory.in_role(role.key, country) if year is None else None
        if known is not None:
            term = term_of(self._lore, known.actor.key, role.key, self._day)
            return replace(known.actor, role=_label(role), basis="coreference", term=term)
        if country is None:
            return None
        day = self._day if year is None else f"{year}-12-31"
        person = self._lore.holder_of(role.key, country, day)
        if person is None or (year is not None and holder_in(self._lore, role.key, country, year) is None):
            return None
        side = person.side or self._lore.side(country=country)
        code = f"{country}{role.sector}"
        term = term_of(self._lore, person.key, role.key, day)
        text = ("", 0, 0, person.name, code)
        return Actor(*text, "person", side, country, _label(role), "inferred", person.key, term=term)

    # -- pronouns

    def _pronoun(self, sentence: Sentence, token: Token) -> Found[Actor] | None:
        actor: Actor | None = None
        if token.lower in _HE or token.lower in _SHE:
            actor = self._memory.he(sentence, token, "m" if token.lower in _HE else "f")
        elif token.lower in _IT or token.lower in _THEY:
            actor = self._memory.they(sentence, token, plural=token.lower in _THEY)
        if actor is None:
            return None
        pointed = replace(actor, text=token.text, start=token.start, end=token.end, basis="coreference")
        return Found(sentence.index, token.i, token.i + 1, token.i, pointed)


def _worded(actor: Actor, words: Span) -> Actor:
    """The same actor, spoken of in other words."""
    return replace(actor, text=words.text, start=words.start, end=words.end)


def _label(role: Role | None) -> str | None:
    return role.words[0] if role else None
