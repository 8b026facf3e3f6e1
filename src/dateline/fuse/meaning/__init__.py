"""What a report says, as a vector: reports of one happening lie close even where they share no words."""

from dateline.fuse.meaning.encoder import Encoder, encoder, likeness, packed, wording
from dateline.fuse.meaning.pieces import MOST, Pieces

__all__ = ["MOST", "Encoder", "Pieces", "encoder", "likeness", "packed", "wording"]
