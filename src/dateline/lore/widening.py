"""Frames' verbs completed by any noun of a kind, where the frames list several nouns of that kind.

"Shipped food", "shipped tents" and "shipped medicine" stand in the pack; "shipped tarpaulins" is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from dateline.lore.schema import Frame

__all__ = ["widened"]

# So many nouns of one class, and such a share of all that complete the verb, make the class its object:
# chosen by reading the list of what comes of it. Two nouns ("break a bone", "break a rib") are an idiom.
_NOUNS = 3
_SHARE = 0.5
# What a trigger writes for a form of the clause below it, which stands for no particle.
_CLAUSES = frozenset({"infinitive", "clause", "own-will"})
# After all frames that name their nouns or leave them out, which have ranks below this.
_LAST = 90

Completed = Sequence[tuple[Frame, str | None, str | None]]
"""What a verb triggers: the frame, the particle and the object noun."""


def widened(completed: Completed, classes: Mapping[str, Set[str]]) -> Iterator[tuple[Frame, str | None]]:
    """Frames with a class for their object, and the particle; none for words that stand for a clause."""
    nouns: defaultdict[tuple[str, str | None], dict[str, Frame]] = defaultdict(dict)
    for frame, particle, noun in completed:
        if noun is not None and noun != "*" and particle not in _CLAUSES:
            nouns[frame.root, particle].setdefault(noun.split()[-1], frame)
    for (_, particle), listed in nouns.items():
        counted = Counter(each for noun in listed for each in classes.get(noun, ()))
        for each, times in sorted(counted.items()):
            if times >= _NOUNS and times >= _SHARE * len(listed):
                frame = _usual([frame for noun, frame in listed.items() if each in classes.get(noun, ())])
                yield msgspec.structs.replace(frame, object=(each,), rank=_LAST), particle


def _usual(frames: Sequence[Frame]) -> Frame:
    """The frame that lists most of the nouns; of several, the first by key."""
    times = Counter(frame.key for frame in frames)
    return min(frames, key=lambda frame: (-times[frame.key], frame.key))
