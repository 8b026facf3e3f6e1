"""mention[] -> event[]: what happened, who did it to whom, where, when, with which figures, and whether it did."""

from dateline.codify.events import find_events

__all__ = ["find_events"]
