"""document -> sentence[]. The only room that touches an NLP backend (spaCy's small English pipeline)."""

from dateline.parse.spacy_backend import Parser, pieces

__all__ = ["Parser", "pieces"]
