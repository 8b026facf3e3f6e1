"""Sources to pages, pages to documents. The only room that reads files and fetches addresses.

Heavy libraries (httpx, trafilatura, feedparser, charset-normalizer) are imported where they are
first needed, so that importing the room is quick.
"""

from dateline.read.documents import documents, outcomes
from dateline.read.entry import Stated
from dateline.read.http import fetch
from dateline.read.limits import Failure, Limits
from dateline.read.sources import pages

__all__ = ["Failure", "Limits", "Stated", "documents", "fetch", "outcomes", "pages"]
