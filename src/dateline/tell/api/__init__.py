"""The API and the page's files over HTTP: every view's data, read-only but for who has the token."""

from dateline.tell.api.serving import running, serve
from dateline.tell.api.terms import Bounds, Serving

__all__ = ["Bounds", "Serving", "running", "serve"]
