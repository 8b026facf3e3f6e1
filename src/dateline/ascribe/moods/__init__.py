"""sentence[] -> moods: how each clause puts what it says, before anybody is made answerable for it.

A clause is a finite verb, an imperative or a sentence without a verb, with all that hangs on it and is no
clause of its own. What its verb foretells, orders, asks or rejects is grammar; the words that do so without
any grammar stand in the core pack (words.yaml, certainty.yaml).
"""

from dateline.ascribe.moods.reader import find_moods

__all__ = ["find_moods"]
