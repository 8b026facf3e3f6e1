"""How credible the information is after the Admiralty code, by rules that look only at who says what.

The first rule that holds gives the grade. Sources are independent origins (`origins.sources`); a side is one
of the war, and who speaks against its own interest counts as if the other side had said it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Account, Grade, Source

__all__ = ["RULES", "grade"]

RULES: dict[str, tuple[int, str]] = {
    "both": (
        1,
        "sources of different sides tell it, or a side against its interest and another; none denies it",
    ),
    "several": (2, "two or more independent sources tell it; none denies it"),
    "outweighed": (5, "more independent sources deny it than tell it"),
    "disputed": (4, "told and denied"),
    "denied": (5, "only told in order to be denied"),
    "one": (3, "one source with a name tells it; none denies it"),
    "unnamed": (6, "only unnamed sources tell it"),
}
"""Rule -> grade and why: 1 confirmed, 2 probable, 3 possible, 4 doubtful, 5 improbable, 6 unjudged."""


def grade(accounts: Sequence[Account], told: Sequence[Source]) -> Grade:
    """The grade of what the accounts tell, with the rule that gave it."""
    information, rule = RULES[_rule(accounts, told)]
    return Grade(information, rule)


def _rule(accounts: Sequence[Account], told: Sequence[Source]) -> str:
    for_it = [source for source in told if source.how == "for"]
    against = [source for source in told if source.how == "against"]
    if not for_it:
        return "denied" if against else "unnamed"
    if against:
        return "outweighed" if len(against) > len(for_it) else "disputed"
    voices = [voice for account in accounts for voice in account.voices if voice.how == "for"]
    sides = {voice.side for voice in voices if voice.side}
    own = any(voice.own for voice in voices)
    if len(for_it) > 1 and (len(sides) > 1 or own):
        return "both"
    if len(for_it) > 1:
        return "several"
    known = any(voice.named or voice.origin.startswith(("outlet", "wire")) for voice in voices)
    return "one" if known else "unnamed"
