"""event[], quote[] -> claim[]: who answers for a record, through whom it reached us, how firm it was."""

from dateline.ascribe.claims import Chain, Voices, claim, outlet_of
from dateline.ascribe.links import Link, find_links
from dateline.ascribe.moods import find_moods
from dateline.ascribe.sources import Sourced, find_attributions
from dateline.ascribe.statements import find_statements

__all__ = [
    "Chain",
    "Link",
    "Sourced",
    "Voices",
    "claim",
    "find_attributions",
    "find_links",
    "find_moods",
    "find_statements",
    "outlet_of",
]
