"""mention[] -> event[]: what happened (if it did), who did it to whom, where, when, with which figures."""

from dateline.codify.deeds import find_deeds
from dateline.codify.events import find_events
from dateline.codify.factuality import settled, stated
from dateline.codify.roots import told_root

__all__ = ["find_deeds", "find_events", "settled", "stated", "told_root"]
