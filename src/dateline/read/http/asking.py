"""One request, and the page at an address with its redirects followed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from dateline.errors import FetchError
from dateline.model import Page
from dateline.read.http.addresses import Resolve, by_system, checked, shown
from dateline.read.http.bodies import body_of
from dateline.read.limits import Limits

if TYPE_CHECKING:
    import ssl

    import httpx

__all__ = ["AGENT", "Answer", "Conditions", "ask", "fetch", "named"]

T = TypeVar("T")
AGENT = "dateline"
"""The name under which Dateline asks, and by which robots.txt may speak of it."""

_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/json, text/plain, */*;q=0.5"
# Where one of several IP addresses does not answer, the next is tried after so many seconds.
_CONNECT_S = 10.0
# More than the largest sites have; each costs a try.
_MOST_IPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the last answer said of its page's version; a server that has no newer one answers 304."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one request gave. `body` is filled for status 200 alone; `location` is where a redirect leads."""

    address: str
    status: int
    reason: str = ""
    body: bytes = b""
    media: str | None = None
    charset: str | None = None
    location: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: str | None = None

    @property
    def page(self) -> Page:
        """The page, named by the address that was asked."""
        return Page(self.address, self.body, self.media, self.charset)


def fetch(address: str, *, limits: Limits, resolve: Resolve = by_system) -> Page:
    """The page at an address, redirects followed; each hop is checked as the first was.

    Raises `FetchError` for refused or failing addresses and HTTP errors, `TooLarge` above
    `limits.max_bytes` (unpacked), both with one line for a person.
    """

    def work(call: _Call) -> Page:
        at = address
        for _ in range(limits.max_redirects + 1):
            answer = _hop(at, call, limits, resolve, via=None if at == address else address)
            if answer.location is None:
                if answer.status != 200:
                    raise FetchError(f"{named(address)} answered {_said(answer)}")
                return Page(address, answer.body, answer.media, answer.charset)
            at = answer.location
        raise FetchError(f"{named(address)} redirects more than {limits.max_redirects} times")

    return _within(address, limits, work)


def ask(
    address: str, *, limits: Limits, conditions: Conditions | None = None, resolve: Resolve = by_system
) -> Answer:
    """The answer to one request; a redirect is told, not followed.

    Raises `FetchError` for refused and failing addresses and `TooLarge`, as `fetch` does.
    """
    return _within(address, limits, lambda call: _hop(address, call, limits, resolve, conditions=conditions))


def _said(answer: Answer) -> str:
    return f"{answer.status} {answer.reason}".rstrip()


def named(address: str) -> str:
    """An address for a message, whatever it is: without a password, cut where it is long."""
    import httpx

    try:
        return shown(httpx.URL(address))
    except httpx.InvalidURL:
        return address[:200]


# --- the time -----------------------------------------------------------------------------------------


class _Call:
    """One run of requests: how long it may take, and how it is broken off."""

    def __init__(self, address: str, limits: Limits) -> None:
        self._deadline = monotonic() + limits.timeout_s
        self._late = FetchError(f"{named(address)} took longer than {limits.timeout_s:g} s")
        self._client: httpx.Client | None = None
        self._stopped = False

    @property
    def left(self) -> float:
        """Seconds, never none: a timeout of 0 would be an error of its own."""
        return max(0.1, self._deadline - monotonic())

    @property
    def late(self) -> FetchError:
        """What to raise when the time is up."""
        return self._late

    def check(self) -> None:
        """Raise when the time is up."""
        if self._stopped or monotonic() > self._deadline:
            raise self._late

    def uses(self, client: httpx.Client) -> None:
        """The client to close when the call is broken off."""
        self._client = client
        self.check()

    def stop(self) -> None:
        """Break off: a server that sends one byte a second meets a closed connection at the next."""
        self._stopped = True
        if self._client is not None:
            self._client.close()


def _within(address: str, limits: Limits, work: Callable[[_Call], T]) -> T:
    """The work's result. It runs aside, because name lookups and dripping headers know no total time."""
    results: list[T] = []
    errors: list[BaseException] = []
    call = _Call(address, limits)

    def run() -> None:
        try:
            results.append(work(call))
        except BaseException as error:  # handed to the caller below
            errors.append(error)

    worker = threading.Thread(target=run, name="dateline-fetch", daemon=True)
    worker.start()
    worker.join(limits.timeout_s)
    if errors:
        raise errors[0]
    if results:
        return results[0]
    call.stop()
    raise call.late


# --- one hop ------------------------------------------------------------------------------------------


def _hop(
    address: str,
    call: _Call,
    limits: Limits,
    resolve: Resolve,
    *,
    conditions: Conditions | None = None,
    via: str | None = None,
) -> Answer:
    """The answer of one address; `via` is the address that redirected to it."""
    import httpx

    name = named(address) if via is None else f"{named(via)} (redirected to {named(address)})"
    try:
        url = httpx.URL(address)
        ips = checked(url, limits=limits, resolve=resolve)
        with httpx.Client(trust_env=False, follow_redirects=False, verify=_trust()) as client:
            call.uses(client)
            return _ask(client, url, ips, call, limits, conditions)
    except FetchError as error:
        if via is None:
            raise
        raise FetchError(f"{named(via)} redirected: {error}") from error
    except httpx.InvalidURL as error:
        raise FetchError(f"{name} is no valid address: {_brief(error)}") from error
    except httpx.TimeoutException as error:
        raise call.late from error
    except httpx.HTTPError as error:
        raise FetchError(f"{name} cannot be fetched: {_brief(error)}") from error
    # The client was closed under the request, or a header holds what no header can.
    except (RuntimeError, ValueError, OSError) as error:
        call.check()
        raise FetchError(f"{name} cannot be fetched: {_brief(error)}") from error


@cache
def _trust() -> ssl.SSLContext:
    """Whom to trust, loaded once: it takes longer than a request."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)


def _brief(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:200]


def _ask(
    client: httpx.Client,
    url: httpx.URL,
    ips: tuple[str, ...],
    call: _Call,
    limits: Limits,
    conditions: Conditions | None,
) -> Answer:
    response = _connected(client, url, ips, call, conditions)
    try:
        body = b""
        if response.status_code == 200:
            body = body_of(response, shown(url), limits=limits, check_time=call.check)
        return _answer(url, response, body)
    finally:
        response.close()


def _connected(
    client: httpx.Client,
    url: httpx.URL,
    ips: tuple[str, ...],
    call: _Call,
    conditions: Conditions | None,
) -> httpx.Response:
    """The head of the answer from the first IP address that can be reached."""
    import httpx

    ips = ips[:_MOST_IPS]
    for at, ip in enumerate(ips, start=1):
        request = client.build_request(
            "GET",
            url.copy_with(host=ip, fragment=None),
            headers=_headers(url, conditions),
            timeout=httpx.Timeout(call.left, connect=min(call.left, _CONNECT_S)),
            # Certificates are checked against the name, not the IP address.
            extensions={"sni_hostname": url.host.rstrip(".")},
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            call.check()
            if at == len(ips):
                raise
    raise FetchError(f"{shown(url)} has no IP address")  # `checked` gives one at least


def _headers(url: httpx.URL, conditions: Conditions | None) -> dict[str, str]:
    headers = {
        "host": url.netloc.decode("ascii"),
        "accept": _ACCEPT,
        "accept-encoding": "gzip, identity",
        "user-agent": f"{AGENT} (a reader of news pages and feeds)",
    }
    if conditions is not None and conditions.etag:
        headers["if-none-match"] = conditions.etag
    if conditions is not None and conditions.modified:
        headers["if-modified-since"] = conditions.modified
    return headers


def _answer(url: httpx.URL, response: httpx.Response, body: bytes) -> Answer:
    return Answer(
        address=str(url),
        status=response.status_code,
        reason=response.reason_phrase,
        body=body,
        media=response.headers.get("content-type", "").split(";", 1)[0].strip().lower() or None,
        charset=response.charset_encoding,
        location=_location(url, response) if response.status_code in _REDIRECTS else None,
        etag=_kept(response, "etag"),
        modified=_kept(response, "last-modified"),
        retry_after=_kept(response, "retry-after"),
    )


def _location(url: httpx.URL, response: httpx.Response) -> str | None:
    """Where a redirect leads, as a whole address; None when it does not say."""
    import httpx

    stated = response.headers.get("location")
    try:
        return str(url.join(stated)) if stated is not None else None
    except httpx.InvalidURL as error:
        raise FetchError(f"{shown(url)} redirects to what is no valid address: {_brief(error)}") from error


def _kept(response: httpx.Response, name: str) -> str | None:
    """A header that may be sent back some day: short and printable, else it is as if it were not there."""
    value = str(response.headers.get(name, "")).strip()
    # Entity tags are hashes of up to some hundred characters.
    return value if value and len(value) <= 1_000 and value.isascii() and value.isprintable() else None
