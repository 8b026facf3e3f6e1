"""The shape of a scenario's file. `docs/scenarios.md` says what each key means."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = [
    "AllOf",
    "AnyOf",
    "Bounds",
    "Given",
    "Pattern",
    "Proposition",
    "Scenario",
    "Signpost",
]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Unknown keys are slips of the pen."""


class Given(_Strict, frozen=True):
    """How probable it is for each case of its parents. A row's key has "yes" or "no" for each, in order."""

    parents: tuple[str, ...]
    table: dict[str, float]


class AnyOf(_Strict, frozen=True):
    """Each parent alone brings it about with its strength; `leak` is the chance without any (noisy or)."""

    strengths: dict[str, float]
    leak: float = 0.0


class AllOf(_Strict, frozen=True):
    """Each parent that fails prevents it with its strength; `leak` prevents it all the same (noisy and)."""

    strengths: dict[str, float]
    leak: float = 0.0


class Proposition(_Strict, frozen=True):
    """Something that holds or does not. Exactly one of the four says how probable it is.

    `marginal` is what its author holds it to come to in all; it is checked, never used. `by`, `forecast` and
    `horizon` tell where it is from: who foresees it, the id of the record, by when.
    """

    says: str
    probability: float | None = None
    given: Given | None = None
    any_of: AnyOf | None = None
    all_of: AllOf | None = None
    marginal: float | None = None
    by: str | None = None
    forecast: str | None = None
    horizon: str | None = None
    note: str | None = None

    @property
    def parents(self) -> tuple[str, ...]:
        """What it hangs on, as written: a leading "not " turns a parent round."""
        if self.given is not None:
            return self.given.parents
        mixed = self.any_of or self.all_of
        return tuple(mixed.strengths) if mixed is not None else ()


class Bounds(_Strict, frozen=True):
    """How many there must be, at the least and at the most."""

    least: float | None = None
    most: float | None = None


class Pattern(_Strict, frozen=True):
    """Which events count. What is not said may be anything; of several words of a key one must fit.

    `type` has the words of `dateline show --type`. `since` is the first day, `until` the day after the last.
    """

    type: str | tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: dict[str, Bounds] = {}
    factuality: tuple[str, ...] = ("occurred", "ongoing")
    since: str | None = None
    until: str | None = None

    @property
    def types(self) -> tuple[str, ...]:
        """The words for its type."""
        return (self.type,) if isinstance(self.type, str) else self.type


class Signpost(_Strict, frozen=True):
    """What to look out for, and how many times more likely it is if the proposition `of` holds.

    `counts` says whether one happening in all counts, one a week, or each; `cap` bounds what all of them
    together may come to (as a ratio). `unseen` is the ratio where none has come by the day `until`.
    """

    of: str
    ratio: float
    event: Pattern
    says: str | None = None
    counts: Literal["once", "week", "each"] = "once"
    cap: float | None = None
    unseen: float | None = None
    note: str | None = None


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file, each part of which is of the right shape."""

    title: str
    about: str | None
    propositions: dict[str, Proposition]
    signposts: dict[str, Signpost]
