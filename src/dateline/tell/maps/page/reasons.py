"""Why a settlement has its colour: who says so, who says otherwise, since when, and what was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.model.holds import Ground, Hold
from dateline.tell.maps.holding import Look
from dateline.tell.maps.style import day_in_words, status_in_words

__all__ = ["Reasons"]

# Claims of each kind that a settlement tells, those that weigh most; more is no reading for a map.
_MOST = 12
_CHANGES = {
    "gained": "took it",
    "lost": "lost it",
    "held": "holds it",
    "contested": "must fight for it",
    "threatened": "stands to lose it",
}
# The same where it is not told who.
_PASSIVE = {
    "gained": "it was taken",
    "lost": "it was lost",
    "held": "it is held",
    "contested": "there is fighting for it",
    "threatened": "it is threatened",
}
_STANCES = {
    "denies": "denied: ",
    "doubts": "doubted: ",
    "predicts": "expected: ",
    "threatens": "threatened: ",
}


class Reasons:
    """What is told of settlements, with the names of sides and places and the words of claims.

    Most settlements share most of it with others, so that each text is kept once, named by its place among
    `texts`; so is each claim, which has three of them: the line that tells it, its words and its document.
    """

    def __init__(self, look: Look, sides: dict[str, str], places: Mapping[str, str]) -> None:
        self._look, self._sides, self._places = look, sides, places
        self._texts: dict[str, int] = {}
        self._claims: dict[tuple[int, int, int], int] = {}

    @property
    def texts(self) -> list[str]:
        """All texts."""
        return list(self._texts)

    @property
    def claims(self) -> list[tuple[int, int, int]]:
        """All claims."""
        return list(self._claims)

    def of(self, hold: Hold, runs: Sequence[Hold]) -> list[Any]:
        """All for one settlement; `runs` are its holds of all days.

        Since when, why, the claims for and those against it, how many more there are of either, what it was
        from day to day. For JSON.
        """
        agree = [ground for ground in hold.grounds if ground.agrees]
        differ = [ground for ground in hold.grounds if not ground.agrees]
        until = f" until {_dated(hold.until)}" if hold.until else ""
        sure = "" if hold.status == "unknown" else f" Confidence {hold.confidence:.0%}."
        before = [f"{_dated(run.since)}: {status_in_words(run, self._sides)}" for run in runs]
        return [
            self._text(f"Since {_dated(hold.since)}{until}.{sure}"),
            self._text(self._why(hold, agree)),
            self._lines(agree),
            self._lines(differ),
            max(0, len(agree) - _MOST),
            max(0, len(differ) - _MOST),
            [self._text(each) for each in before] if len(before) > 1 else [],
        ]

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))

    def _why(self, hold: Hold, agree: Sequence[Ground]) -> str:
        if hold.status == "unknown":
            return "Nothing that is told of it settles who has it."
        if hold.basis == "baseline":
            return "It was so on the first day, and nothing told since has changed it."
        if hold.basis == "inferred":
            around = list(dict.fromkeys(self._places.get(g.at, "") for g in _weightiest(agree) if g.at))
            named = ", ".join(name for name in around[:3] if name)
            return f"It follows from what is told of places around{f': {named}' if named else ''}."
        return "It rests on what is told of the place itself."

    def _lines(self, grounds: Sequence[Ground]) -> list[int]:
        found = []
        for ground in _weightiest(grounds)[:_MOST]:
            words, document = self._look.words, self._look.documents
            texts = self._line(ground), words.get(ground.claim, ""), document.get(ground.document, "")
            line, said, home = (self._text(text) for text in texts)
            found.append(self._claims.setdefault((line, said, home), len(self._claims)))
        return found

    def _line(self, ground: Ground) -> str:
        """What was claimed by whom and when."""
        # What nobody is named for is the report's own word, if it vouches for it.
        who = ground.claimant or ("the report itself" if ground.assessed else "nobody named")
        side = self._sides.get(ground.claimant_side or "", ground.claimant_side or "")
        whose = f" ({side})" if side and side != who else ""
        of = "" if ground.of == ground.said else f" of {_dated(ground.of)}"
        return f"{_dated(ground.said)}, {who}{whose}: {self._said(ground)}{self._where(ground)}{of}"

    def _said(self, ground: Ground) -> str:
        stance = _STANCES.get(ground.stance, "")
        if ground.holder is None:
            return stance + _PASSIVE.get(ground.change, ground.change)
        holder = self._sides.get(ground.holder, ground.holder)
        return f"{stance}{holder} {_CHANGES.get(ground.change, ground.change)}"

    def _where(self, ground: Ground) -> str:
        if ground.region:
            return f" in all of {ground.region}"
        name = self._places.get(ground.at or "", "")
        return f", said of {name} nearby" if name else ", said of a place nearby" if ground.at else ""


def _weightiest(grounds: Sequence[Ground]) -> list[Ground]:
    """Those of the place itself first, then by weight; of equals the earlier."""
    return sorted(grounds, key=lambda g: (g.at is not None, -g.weight, g.said, g.claim))


def _dated(day: str) -> str:
    try:
        return day_in_words(day)
    except ValueError:
        return day
