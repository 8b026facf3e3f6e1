"""Scores against annotated corpora: loads a corpus, reads its texts, compares with its answers."""
