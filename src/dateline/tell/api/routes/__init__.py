"""The addresses of the API, one file a view."""

from dateline.tell.api.routes.claims import claims
from dateline.tell.api.routes.documents import documents
from dateline.tell.api.routes.overview import overview
from dateline.tell.api.routes.records import records

__all__ = ["ROUTERS"]

ROUTERS = (overview, records, claims, documents)
"""Those under the version's path; the page's own files are beside it."""
