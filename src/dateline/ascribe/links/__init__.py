"""sentence[] -> links: who is made answerable for which words, by weights learned from annotated news."""

from dateline.ascribe.links.decode import Link, Pieces, find_links

__all__ = ["Link", "Pieces", "find_links"]
