"""The API and the page's files over HTTP: every view's data, read-only but for who has the token."""

from dateline.tell.api.serving import Bounds, Serving, running, serve

__all__ = ["Bounds", "Serving", "running", "serve"]
