"""mention[] -> event[]: what happened (if it did), who did it to whom, where, when, with which figures."""

from dateline.codify.between import (
    events_between,
    named_parties,
    root_between,
    signs_between,
    undivided_root,
)
from dateline.codify.deeds import find_deeds
from dateline.codify.events import find_events
from dateline.codify.factuality import settled, stated
from dateline.codify.roots import told_root

__all__ = [
    "events_between",
    "find_deeds",
    "find_events",
    "named_parties",
    "root_between",
    "settled",
    "signs_between",
    "stated",
    "told_root",
    "undivided_root",
]
