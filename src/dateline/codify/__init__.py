"""mention[] -> event[]: what happened (if it did), who did it to whom, where, when, with which figures."""

from dateline.codify.events import find_events

__all__ = ["find_events"]
