"""claim[] -> what they are to each other: who denies, doubts, confirms or contradicts whom."""

from dateline.fuse.responses import responses

__all__ = ["responses"]
