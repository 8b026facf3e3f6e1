"""All of Dateline's HTTP: one address, within limits.

An address may come from a stranger (a feed, a redirect, a request to the API), so it is not trusted:
only http and https, no addresses of the own machine or network unless allowed, and the connection
goes to the very IP address that was checked, so that a second name lookup cannot lead elsewhere.
"""

from dateline.read.http.addresses import Resolve, by_system
from dateline.read.http.asking import Answer, Conditions, ask, fetch, named

__all__ = ["Answer", "Conditions", "Resolve", "ask", "by_system", "fetch", "named"]
