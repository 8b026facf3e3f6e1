"""The PLOVER root of an event as it stands to the facts: what is refused or to come has another."""

from __future__ import annotations

from dateline.model import Factuality

__all__ = ["told_root"]

_GIVEN = frozenset({"AID", "AGREE", "CONSULT", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT"})
_HARSH = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
_TO_COME = frozenset({"promised", "planned", "predicted"})


def told_root(root: str, factuality: Factuality) -> str:
    """What telling so amounts to: help promised is AGREE, help refused REJECT, a blow announced THREATEN.

    PLOVER codes aid, cooperation, talks or backing to come as AGREE; what is refused and threatened has
    roots of its own. What occurred, or is told some other way, keeps its root.
    """
    if root in _GIVEN and factuality in _TO_COME:
        return "AGREE"
    if root in _GIVEN and factuality == "denied":
        return "REJECT"
    if factuality == "threatened" or (root in _HARSH and factuality in _TO_COME):
        return "THREATEN"
    return root
