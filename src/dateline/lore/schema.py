"""The shape of every pack entry. Packs are YAML; these dataclasses are their contract.

Each entry carries an `example` sentence that a test reads: the words between asterisks must come out
as this entry. A file holds a mapping with one key, the plural of what it lists, e.g. `countries:`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model import Counts, Factuality, Tells

__all__ = [
    "Area",
    "CertaintyWord",
    "Country",
    "Cue",
    "Deed",
    "Embedder",
    "Entity",
    "Family",
    "Frame",
    "FrameExample",
    "Item",
    "LikelihoodWord",
    "Means",
    "Office",
    "Outlet",
    "Person",
    "Role",
    "Side",
    "SignWeights",
    "Target",
    "TheatreHead",
    "Unit",
    "Weight",
]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all entries share. `key` is stable once shipped; `note` says why something is as it is."""

    key: str
    example: str
    note: str | None = None


class Country(Entry, frozen=True):
    """A state (core/countries.yaml). `key` is ISO 3166-1 alpha-3; `point` its latitude and longitude.

    `aliases` are other names of the country ("Britain"); `adjectives` and `people` its demonyms
    ("Ukrainian" / "Ukrainians", "Briton"); `government` are names that stand for its government
    (capital, palace: "Kyiv", "the Kremlin" is written "Kremlin"); `government_bodies` are ministries and
    agencies known by a name of their own ("Pentagon", "Foreign Office"); `forces` are its armed forces by
    name ("Wehrmacht", "IDF"); `weak` are those of all these names that need context because they
    are also ordinary words or common names of other things ("Turkey", "Chad", "Jordan", "Georgia").
    """

    name: str
    iso2: str
    capital: str | None = None
    point: tuple[float, float] | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    government_bodies: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class Entity(Entry, frozen=True):
    """An organisation or armed group (core/organisations.yaml, core/groups.yaml, a theatre's parties.yaml).

    `kind`: organisation | group | party | military | government; `sector` is a PLOVER sector
    (GOV MIL REB PTY IGO NGO MED PRM UAF ISM CRM …) and `country` ISO alpha-3 when it belongs to one;
    `active` is [from, to] as ISO dates or years, either may be null; `side` only in a theatre;
    `plural` lists names of its members ("Houthis", "Talibs"); `weak` names need context.
    """

    name: str
    kind: Literal["organisation", "group", "party", "military", "government", "outlet", "population"]
    sector: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    active: tuple[str | None, str | None] | None = None
    side: str | None = None
    parent: str | None = None


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A term of office: `role` is a key of roles.yaml; `since`, `until` ISO dates or parts, half-open."""

    role: str
    of: str
    since: str | None = None
    until: str | None = None


class Person(Entry, frozen=True):
    """A person of public life (core/leaders.yaml, a theatre's leaders.yaml).

    `surname` as used alone ("Zelensky"); `aliases` are full-name and surname variants in every usual
    transliteration; `offices` in order of time; `of` in an office is a country code or entity key.
    """

    name: str
    surname: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    side: str | None = None
    sex: Literal["m", "f"] | None = None


class Role(Entry, frozen=True):
    """An office or function (core/roles.yaml): "president", "defence minister", "spokesman", "soldier".

    `words` are all its spellings in lower case, singular ("defense minister", "defence minister");
    `sector` the PLOVER sector of who holds it (GOV, MIL, MED, CVL, LEG, BUS, EDU …);
    `office` true when there is one holder at a time per country ("the president" can be resolved);
    `kind`: person for one person, group for a plural kind of source ("residents", "officials").
    """

    words: tuple[str, ...]
    sector: str
    office: bool = False
    abbreviations: tuple[str, ...] = ()


class Outlet(Entry, frozen=True):
    """A news outlet or agency (core/outlets.yaml). `state` true when run by a state."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    state: bool = False
    weak: tuple[str, ...] = ()


class Area(Entry, frozen=True):
    """A place that is no settlement (areas.yaml): river, sea, area, region, facility.

    `lat`/`lon` are a representative point in degrees; `countries` ISO alpha-3; `head` true when the
    generic word is part of how it is usually written ("Black Sea") - rivers list bare names ("Dnipro")
    and are matched with or without "River". `weak` names need a generic word beside them ("Don").
    Of a settlement only former names stand here, with the years in which it bore them (`since`, `until`,
    the latter the last; None: unknown or from long ago) and `today`, the name it goes by now.
    """

    name: str
    kind: Literal["settlement", "region", "river", "lake", "sea", "road", "facility", "area", "continent"]
    lat: float
    lon: float
    countries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    geonameid: int | None = None
    radius_km: float | None = None
    since: int | None = None
    until: int | None = None
    today: str | None = None


class Cue(Entry, frozen=True):
    """A word that makes somebody a source (core/cues.yaml).

    `form`: verb ("say"), verb-particle ("point out" is written "point out"), noun ("claim",
    "statement"), preposition ("according to"), adverb ("reportedly", "allegedly");
    `lemma` is the verb's lemma or the words; `takes`: what the cue takes as content: clause,
    quote, object ("condemned the attack"), infinitive ("vowed to retake");
    `stance` is how the source stands to the content; `thought` true for believe, fear, hope;
    `weak` true when the word is a cue only with a clause or quote after it ("show", "see", "warn of");
    `tells` is what the word lets on of how whoever uses it takes what is said: distanced ("claimed",
    "allegedly"), conceded (against the source's own interest), disclosed (what was hidden), factive (as
    true: "confirmed", "showed"), accused (somebody is charged with it), or neutral.
    The example marks source, cue: `{The ministry} *said* [that the dam had failed].`
    """

    form: Literal["verb", "noun", "preposition", "adverb"]
    lemma: str
    stance: Literal["asserts", "denies", "doubts", "predicts", "demands", "promises", "threatens", "asks"]
    takes: tuple[Literal["clause", "quote", "object", "infinitive", "none"], ...] = ("clause", "quote")
    thought: bool = False
    weak: bool = False
    tells: Tells = "neutral"


class Embedder(Entry, frozen=True):
    """A word that changes whether what hangs on it happened (core/embedders.yaml).

    `lemma` governs a clause, infinitive, gerund or noun ("vow", "fail", "plan", "rule out", "call for",
    "attempt", "refuse", "prevent", "deny", "threat", "plan", "talks on"); `form` verb | noun | adjective |
    adverb | conjunction | preposition; `effect` is the factuality of what it governs, or `occurred` for
    implicatives ("manage to"), `ongoing` ("continue", "begin"), or `keep` for none.
    The example marks the governed event: `The army *failed* to [take] the town.`
    """

    form: Literal["verb", "noun", "adjective", "adverb", "conjunction", "preposition"]
    lemma: str
    effect: Literal[
        "occurred",
        "ongoing",
        "planned",
        "promised",
        "requested",
        "threatened",
        "predicted",
        "conditional",
        "denied",
    ]


class LikelihoodWord(Entry, frozen=True):
    """Words of likelihood, their range of probability (core/likelihood.yaml); `source`: scale or study."""

    words: tuple[str, ...]
    low: float
    high: float
    source: str


class CertaintyWord(Entry, frozen=True):
    """Words that make what is said less or more than plainly so (core/certainty.yaml).

    `words` are wordings in lower case, as they stand; `effect`: hedged ("apparently") or boosted
    ("undoubtedly"). `form` is where they must stand to count: anywhere; as an auxiliary ("may", but not the
    month); before a noun ("a reported strike", but not "reported that"); or beside a word of saying or
    judging ("flatly denied", "simply false", but not "strongly fortified").
    The example marks the words: `The bridge was *apparently* hit.`
    """

    words: tuple[str, ...]
    effect: Literal["hedged", "boosted"]
    form: Literal["anywhere", "auxiliary", "adjective", "saying"] = "anywhere"


class Unit(Entry, frozen=True):
    """A unit (core/units.yaml). `key`: sign or ISO 4217 code; `words`: both numbers; `factor`: to `base`.

    `customary`: not metric, so that amounts are told in `base` too.
    """

    words: tuple[str, ...]
    counts: Literal[
        "distance", "area", "money", "percent", "duration", "mass", "volume", "calibre", "speed", "energy"
    ]
    prefix: tuple[str, ...] = ()
    base: str | None = None
    factor: float | None = None
    customary: bool = False


class Item(Entry, frozen=True):
    """Something counted (core/items.yaml): weapons, vehicles, people of a kind, settlements.

    `words` lower case, singular and plural where irregular; `counts` the figure's kind when a
    number stands before it; `category` a short class ("rocket artillery", "armoured vehicle", "civilian").
    `weak`: those of the words that mean something else too and name the item only beside a number.
    """

    name: str
    words: tuple[str, ...]
    counts: Counts
    category: str | None = None
    weak: tuple[str, ...] = ()


class FrameExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence that must code as stated. `text` marks the trigger with asterisks; roles are parts of it."""

    text: str
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    factuality: str = "occurred"


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way of saying that something happened (core/frames/<root>.yaml).

    `verbs`: lemmas, with a particle or preposition after a space ("pull back", "call for"); a
    multi-word trigger with an object noun is written "verb +noun" ("sign +decree", "hand over +weapons",
    where the object's head lemma is the noun).
    `nouns`: lemmas of nouns that name the event ("withdrawal", "missile strike" for noun compounds).
    `adjectives`: participial or adjectival triggers ("injured", "encircled") when they can stand alone.
    `actor` and `target` name where the role is looked for: `subject` (agent of a passive), `object`
    (subject of a passive), `indirect` or `prep:WORD[,WORD]` (object of a preposition), `poss` is
    implied for nouns (possessor, "by", adjective = subject; "of", "on", "against" = object).
    `subject` and `object` restrict what may stand there: classes `place`, `armed`, `state`, `person`,
    `people`, `weapon`, `material`, `speech`, `money`, `agreement`, `protest`, `building`; an empty tuple
    allows anything. Frames that share a trigger are tried in order of `rank` (lower first), restricted ones
    before free ones.
    `control` says what an occurred event tells of who holds the place: the holder is the
    actor, the target or nobody; `place_from` names where the place is looked for (`object`, `subject`,
    `prep:from,…`), default anywhere in the clause.
    """

    key: str
    label: str
    root: Literal[
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "REJECT",
        "ACCUSE",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ]
    description: str
    examples: tuple[FrameExample, ...]
    mode: str | None = None
    context: tuple[str, ...] = ()
    acled: tuple[str, str] | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    actor: str = "subject"
    target: str = "object"
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    factuality: Factuality | None = None
    control: Literal["gained", "lost", "held", "contested", "threatened"] | None = None
    holder: Literal["actor", "target"] = "actor"
    place_from: str | None = None
    rank: int = 50
    note: str | None = None


class Deed(Entry, frozen=True):
    """Frames that may tell of one deed in other words (core/deeds.yaml); a frame may be in several.

    `again` are those of them that say the place was the other side's before.
    """

    frames: tuple[str, ...]
    again: tuple[str, ...] = ()


class Family(Entry, frozen=True):
    """Kinds of event that are compared when reports are joined (core/incidents.yaml).

    An event is of the first family that its frame's change of control, its mode or its root names. `kin` are
    other families in which the same happening may be told.
    """

    changes: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()


class Target(Entry, frozen=True):
    """A kind of people or thing that events are done to (core/targets.yaml); `key` is its category.

    `words` are nouns in the singular; of several the last is the noun, the others stand before it ("apartment
    block") or behind "of" ("block of flats"). `side` is what it is under the law of war, as a rule; `context`
    are PLOVER's contexts that an event has because of it.
    """

    words: tuple[str, ...]
    side: Literal["civilian", "military", "either"]
    context: tuple[str, ...] = ()


class Means(Entry, frozen=True):
    """What an attack is made with (core/means.yaml): `words` as those of targets; its PLOVER mode.

    `acled` is ACLED's event type and sub-type where the means settle it; None where the target does.
    `context` are PLOVER's contexts that an event has because of them; `frames` those in which alone the words
    mean this (empty: all).
    """

    words: tuple[str, ...]
    mode: str
    acled: tuple[str, str] | None = None
    context: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()


class Side(Entry, frozen=True):
    """A side of a war (a theatre's theatre.yaml): `countries` and `entities` that belong to it."""

    name: str
    countries: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()


class TheatreHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a theatre pack says of itself (theatre.yaml): `signs` are names that suggest this war."""

    key: str
    name: str
    description: str
    since: str
    until: str | None
    countries: tuple[str, ...]
    sides: tuple[Side, ...]
    signs: tuple[str, ...]
    version: str


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One weight of a learned table (core/*_weights.yaml): what it stands at and why it is there."""

    key: str
    weight: float
    reason: str


class SignWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A family of signs of where an event happened (core/event_place_weights.yaml): value -> weight."""

    key: str
    reason: str
    weights: dict[str, float]
