"""The addresses of the API, one file a view."""

from dateline.tell.api.routes.claims import claims
from dateline.tell.api.routes.deciding import deciding
from dateline.tell.api.routes.documents import documents
from dateline.tell.api.routes.incidents import incidents
from dateline.tell.api.routes.ledger import ledger
from dateline.tell.api.routes.maps import maps
from dateline.tell.api.routes.overview import overview
from dateline.tell.api.routes.parties import parties
from dateline.tell.api.routes.reading import reading
from dateline.tell.api.routes.records import records
from dateline.tell.api.routes.scenarios import scenarios
from dateline.tell.api.routes.search import search
from dateline.tell.api.routes.stream import stream

__all__ = ["ROUTERS"]

ROUTERS = (
    overview,
    records,
    claims,
    incidents,
    documents,
    maps,
    parties,
    search,
    stream,
    reading,
    deciding,
    ledger,
    scenarios,
)
"""Those under the version's path; the page's own files are beside it."""
