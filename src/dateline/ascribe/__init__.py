"""event[], quote[] -> claim[]: who is answerable for every record, through whom it reached us, how firmly it was put."""

from dateline.ascribe.claims import Voices, claim, find_statements, outlet_of
from dateline.ascribe.sources import Sourced, find_attributions

__all__ = ["Sourced", "Voices", "claim", "find_attributions", "find_statements", "outlet_of"]
