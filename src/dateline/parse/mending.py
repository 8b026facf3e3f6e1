"""Arcs that the language library draws wrong by habit, drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Arc", "mended"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Arc(NamedTuple):
    """A token's place in its tree: its tag, its label, the number of its head; and its word in lower case."""

    tag: str
    label: str
    head: int
    word: str = ""


def mended(arcs: Sequence[Arc]) -> list[Arc]:
    """The arcs of a sentence's tokens, those that hang on the wrong word put right.

    In "vowed to oust them as he boasted of troops retaking towns" the library hangs "retaking" on "oust",
    over the clause in between; it is the troops that retake, and of that he boasts. In "has hardened its
    tone, taking in men who had fled while also insisting …" it hangs "insisting" on those who fled. And
    it hangs the second gerund of a list on the list's first noun, an adjective of a headline on a name.
    """
    found = list(arcs)
    for i, arc in enumerate(arcs):
        if arc.tag == "VBG" and arc.label == "advcl" and arc.head < i:
            between = _clause_between(arcs, arc.head, i)
            if between is not None and _doer(arcs, between, i):
                found[i] = arc._replace(label="acl", head=i - 1)
            elif (first := _gone_on_from(arcs, i)) is not None:
                found[i] = arc._replace(head=first)
        elif (beside := _doing_beside(arcs, i)) is not None:
            found[i] = arc._replace(head=beside)
        elif (judged := _judged_behind(arcs, i)) is not None:
            found[i] = arc._replace(head=judged)
    return found


def _doing_beside(arcs: Sequence[Arc], i: int) -> int | None:
    """The noun right before a gerund that was hung on the first of a list: "towns leaving, allies arming"."""
    arc, noun = arcs[i], arcs[i - 1]
    if arc.tag != "VBG" or arc.label != "acl" or noun.label != "conj" or noun.head != arc.head:
        return None
    busy = any(a.head == arc.head and a.tag == "VBG" and a.label == "acl" for a in arcs[arc.head + 1 : i - 1])
    return i - 1 if busy and noun.tag in ("NN", "NNS", "NNP", "NNPS") else None


def _judged_behind(arcs: Sequence[Arc], i: int) -> int | None:
    """The noun that an adjective behind a name judges: "says talks with Osta impossible after raid"."""
    arc = arcs[i]
    named = arcs[i - 1]
    if arc.tag != "JJ" or arc.label != "amod" or arc.head != i - 1 or named.label != "pobj":
        return None
    noun = arcs[named.head].head
    return noun if named.tag in ("NNP", "NNPS") and arcs[noun].tag in ("NN", "NNS") else None


def _gone_on_from(arcs: Sequence[Arc], i: int) -> int | None:
    """The gerund that "while also" goes on with, over a relative clause that it was hung on."""
    words = {arcs[n].word for n in range(arcs[i].head + 1, i) if arcs[n].head == i}
    at = arcs[i].head
    if not {"while", "also"} <= words or arcs[at].label != "relcl" or arcs[at].tag == "VBG":
        return None
    # A tree has no more steps up than tokens.
    for _ in arcs:
        at = arcs[at].head
        if arcs[at].tag == "VBG" and arcs[at].label == "advcl":
            return at
    return None


def _clause_between(arcs: Sequence[Arc], head: int, i: int) -> int | None:
    """A finite clause with a conjunction that hangs on the same head and stands in between."""
    for k in range(i - 1, head, -1):
        if arcs[k].head == head and arcs[k].label == "advcl" and arcs[k].tag in _FINITE:
            below = {arcs[n].label for n in range(head + 1, i) if arcs[n].head == k}
            return k if "mark" in below and below & _SUBJECTS else None
    return None


def _doer(arcs: Sequence[Arc], clause: int, i: int) -> bool:
    """Whether the noun right before is a preposition's in that clause: "boasted of troops retaking"."""
    noun = arcs[i - 1]
    return noun.label == "pobj" and noun.head > clause and arcs[noun.head].head == clause
