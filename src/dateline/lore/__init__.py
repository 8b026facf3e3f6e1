"""What we know: packs, names, the lexicon and the gazetteer."""

from dateline.lore.gazetteer import Candidate, Gazetteer
from dateline.lore.knowledge import Lore, Theatre
from dateline.lore.lexicon import Lexicon, Trigger, doubles
from dateline.lore.names import NameIndex, NameRef, normal
from dateline.lore.packs import Pack, load_pack

__all__ = [
    "Candidate",
    "Gazetteer",
    "Lexicon",
    "Lore",
    "NameIndex",
    "NameRef",
    "Pack",
    "Theatre",
    "Trigger",
    "doubles",
    "load_pack",
    "normal",
]
