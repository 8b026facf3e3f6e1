"""Feeds, hosts and rules together: what is wanted now, and what an answer changes. No clock, no network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec.structs import replace

from dateline.errors import ReadError
from dateline.model import Page
from dateline.read.decode import decode
from dateline.read.entry import Stated
from dateline.read.http import Answer, Conditions
from dateline.read.limits import Limits
from dateline.read.watching import planning, robots, states, turns
from dateline.read.watching.feed_list import Feed, FeedList
from dateline.read.watching.listing import own_page
from dateline.read.watching.planning import Host, Manners, Want
from dateline.read.watching.robots import Robots
from dateline.read.watching.states import FeedState, Waiting
from dateline.read.watching.turns import Said

__all__ = ["Book", "News", "Ready"]

# Hosts and rules that nobody has asked for so long are forgotten.
_FORGOTTEN_S = 3 * planning.DAY_S
# Characters of rules that are held: usual ones of three thousand sites. Others are asked for again.
_MOST_RULES = 16_000_000


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened, for a person: to which feed, at which address."""

    feed: str
    address: str
    said: Said


@dataclass(frozen=True, slots=True)
class Ready:
    """An entry whose page is here and is to be read, with what is known of it; `had` is its version."""

    feed: Feed
    waiting: Waiting
    page: Page
    had: Conditions | None = None

    @property
    def stated(self) -> Stated:
        """What its feed and the list of feeds say of the page."""
        return Stated(published=self.waiting.published, outlet=self.feed.outlet, language=self.feed.language)


@dataclass(slots=True)
class Book:
    """The state of a watch. What it holds is frozen; its methods put new states in place of old ones.

    `busy` are hosts with a request on its way; `round` says, where each feed shall have one turn alone, how
    many it had before.
    `seed` is what chance follows from; the same seed, answers and moments give the same book.
    """

    listed: FeedList
    feeds: dict[str, FeedState]
    hosts: dict[str, Host]
    rules: dict[str, Robots]
    limits: Limits = field(default_factory=Limits)
    seed: int = 0
    at_once: int = 4
    busy: set[str] = field(default_factory=set)
    round: dict[str, int] | None = None

    @property
    def manners(self) -> Manners:
        """How any one host is treated."""
        return Manners(gap=self.listed.gap, pages_a_day=self.listed.pages_a_day, at_once=self.at_once)

    def open(self, now: float) -> None:
        """Begin: new feeds get their place; hosts and rules that nobody asked for long lose theirs."""
        for feed in self.listed.feeds:
            self.feeds.setdefault(feed.url, states.new(feed.url, now))
        self._tidy(now)

    def _tidy(self, now: float) -> None:
        """Forget hosts and rules that are of no use any more: a feed may name new ones without end."""
        self.hosts = {
            name: host
            for name, host in self.hosts.items()
            if name in self.busy or max(host.last or 0.0, host.silent) > now - _FORGOTTEN_S
        }
        fresh = [(site, one) for site, one in self.rules.items() if one.until > now or one.at is not None]
        fresh.sort(key=lambda pair: pair[1].until, reverse=True)
        room = _MOST_RULES
        self.rules = {}
        for site, one in fresh:
            if len(one.text) <= room:
                room -= len(one.text)
                self.rules[site] = one

    def hurry(self, now: float) -> None:
        """Every feed's turn has come, but for those that failed and wait for that; it has one and no more."""
        self.round = {feed.url: self.feeds[feed.url].turns for feed in self.listed.feeds}
        for url, state in self.feeds.items():
            if state.failures == 0 and state.due > now:
                self.feeds[url] = replace(state, due=now)

    def revive(self, feed: str, now: float) -> None:
        """A feed that is gone is asked again."""
        self.feeds[feed] = turns.feed_revived(self.feeds[feed], now)

    def conditions(self, want: Want) -> Conditions | None:
        """The version that a request is made with: another than that is wanted."""
        state = self.feeds[want.feed]
        if want.kind == "page":
            return turns.page_again(state, want.key, want.address)
        return turns.conditions(state) if want.kind == "feed" else None

    def limits_for(self, feed: str) -> Limits:
        """What may be asked for a feed: its own host may be private where the list says so."""
        found = next((one for one in self.listed.feeds if one.url == feed), None)
        if found is None or not found.private:
            return self.limits
        site = _site(found.url)
        return _with_host(self.limits, site[0]) if site else self.limits

    # -- what is wanted

    def wants(self, now: float) -> list[Want]:
        """All requests that wait, those for rules before what depends on them."""
        found: list[Want] = []
        asked: set[str] = set()
        for want, site in self._wishes():
            rules = self.rules.get(site)
            if rules is not None and rules.at is None and rules.until > now:
                found.append(want)
            elif site not in asked and want.due <= now:
                asked.add(site)
                found.append(self._rules_want(site, want))
            elif site not in asked:
                found.append(want)  # its rules are asked for when its moment has come
        return found

    def ready(self, now: float) -> list[Want]:
        """What to ask at this moment."""
        wants = [want for want in self.wants(now) if want.due <= now]
        return planning.choose(wants, self.hosts, self.busy, now, self.manners)

    def next_moment(self, now: float) -> float | None:
        """When there is something to ask next, if nothing comes in before."""
        asked = planning.first_moment(self.wants(now), self.hosts, self.busy, now, self.manners)
        own = min((one.due for one in self._waiting_texts()), default=None)
        return min((one for one in (asked, own) if one is not None), default=None)

    def own_texts(self, now: float) -> list[Ready]:
        """Entries that have no page of their own and are read as the feed holds them."""
        return [
            Ready(feed, one, own_page(one))
            for feed in self.listed.feeds
            for one in self.feeds[feed.url].waiting
            if one.text is not None and one.due <= now
        ]

    def _waiting_texts(self) -> Iterator[Waiting]:
        waiting = (one for feed in self.listed.feeds for one in self.feeds[feed.url].waiting)
        return (one for one in waiting if one.text is not None)

    def _wishes(self) -> Iterator[tuple[Want, str]]:
        """What feeds and entries want, each with its site; nothing of a feed that is gone but its pages."""
        for feed in self.listed.feeds:
            state = self.feeds[feed.url]
            site = _site(state.address)
            if not state.gone and site is not None and not self._had_its_turn(state):
                due = state.due
                yield Want.of("feed", state.address, host=site[0], due=due, feed=feed.url), site[1]
            for one in state.waiting:
                address = one.at or one.address
                site = _site(address)
                if one.text is None and site is not None:
                    yield (
                        Want.of("page", address, host=site[0], due=one.due, feed=feed.url, key=one.key),
                        site[1],
                    )

    def _had_its_turn(self, state: FeedState) -> bool:
        return self.round is not None and state.turns > self.round[state.url]

    def _rules_want(self, site: str, want: Want) -> Want:
        rules = self.rules.get(site)
        address = rules.at if rules is not None and rules.at is not None else f"{site}/robots.txt"
        found = _site(address)
        host = found[0] if found else want.host
        return Want.of("robots", address, host=host, due=want.due, feed=want.feed, key=site)

    # -- what happens

    def refuse(self, now: float) -> list[News]:
        """Settle without a request what the rules of its site forbid, and what has no valid address."""
        told: list[News] = []
        for want, site in list(self._wishes()):
            rules = self.rules.get(site)
            if want.due > now or rules is None or rules.at is not None or rules.until <= now:
                continue
            if not robots.allowed(rules, want.address):
                told.append(self._refused(want, site, rules, now))
        return [*told, *self._astray(now)]

    def _astray(self, now: float) -> Iterator[News]:
        """Feeds and pages that redirects or a feed's words have sent to what is no address on the net."""
        for feed in self.listed.feeds:
            state = self.feeds[feed.url]
            if not state.gone and _site(state.address) is None:
                want = Want.of("feed", state.address, host="", due=now, feed=feed.url)
                yield self._failed(want, f"redirects to {state.address[:200]}", now)
            for one in state.waiting:
                if one.text is None and _site(one.at or one.address) is None:
                    yield self.lose(feed.url, one, f"no valid address: {(one.at or one.address)[:200]}", now)

    def _refused(self, want: Want, site: str, rules: Robots, now: float) -> News:
        if rules.cause is not None:
            return self._failed(want, f"nothing is asked of {site}: {rules.cause}", now, rules.until)
        cause = f"{site}/robots.txt does not allow it"
        if want.kind == "feed":
            return self._failed(want, cause, now)
        return self.lose(want.feed, self._waiting(want), cause, now)

    def begin(self, want: Want, now: float) -> None:
        """A request is on its way."""
        self.busy.add(want.host)
        self.hosts[want.host] = planning.begun(self.hosts.get(want.host, Host()), want, now)

    def finish(self, want: Want, outcome: Answer | ReadError, now: float) -> News | Ready | None:
        """A request has ended: what is to be told of it, or the page that is to be read."""
        self.busy.discard(want.host)
        self.hosts[want.host] = planning.ended(self.hosts.get(want.host, Host()), now)
        if isinstance(outcome, Answer):
            until = turns.silence_of(outcome, now)
            if until is not None:
                self.hosts[want.host] = planning.held(self.hosts[want.host], until)
        if want.kind == "robots":
            self._ruled(want, outcome, now)
            return None
        if isinstance(outcome, ReadError):
            return self._failed(want, str(outcome), now)
        return self._feed(want, outcome, now) if want.kind == "feed" else self._page(want, outcome, now)

    def done(self, ready: Ready) -> None:
        """A page has been read and kept."""
        self.feeds[ready.feed.url] = turns.page_read(self.feeds[ready.feed.url], ready.waiting, ready.had)

    def postpone(self, ready: Ready, cause: str, now: float) -> News:
        """A page could not be kept; it is tried again some times."""
        feed, waiting = ready.feed.url, ready.waiting
        share = planning.share(self.seed, feed, waiting.key, waiting.tries)
        self.feeds[feed], said = turns.page_failed(self.feeds[feed], waiting, cause, now=now, share=share)
        return News(feed, waiting.address, said)

    def lose(self, feed: str, waiting: Waiting, cause: str, now: float) -> News:
        """A page is given up."""
        self.feeds[feed], said = turns.page_lost(self.feeds[feed], waiting, cause, now=now)
        return News(feed, waiting.address, said)

    # -- one answer

    def _feed(self, want: Want, answer: Answer, now: float) -> News:
        self.feeds[want.feed], said = turns.feed_answered(
            self.feeds[want.feed],
            self._listed(want.feed),
            answer,
            known=self._known(),
            limits=self.limits,
            now=now,
            share=self._share(want),
        )
        return News(want.feed, want.address, said)

    def _page(self, want: Want, answer: Answer, now: float) -> News | Ready:
        waiting = self._waiting(want)
        self.feeds[want.feed], said = turns.page_answered(
            self.feeds[want.feed], waiting, answer, limits=self.limits, now=now, share=self._share(want)
        )
        if said is not None:
            return News(want.feed, waiting.address, said)
        # Named by the address that the feed gave: so it is for whoever reads it by hand.
        page = Page(waiting.address, answer.body, answer.media, answer.charset)
        had = Conditions(etag=answer.etag, modified=answer.modified)
        return Ready(self._listed(want.feed), waiting, page, had)

    def _failed(self, want: Want, cause: str, now: float, until: float | None = None) -> News:
        state, share = self.feeds[want.feed], self._share(want)
        if want.kind == "feed":
            feed = self._listed(want.feed)
            self.feeds[want.feed], said = turns.feed_failed(
                state, feed, cause, now=now, share=share, until=until
            )
            return News(want.feed, want.address, said)
        waiting = self._waiting(want)
        self.feeds[want.feed], said = turns.page_failed(
            state, waiting, cause, now=now, share=share, until=until
        )
        return News(want.feed, waiting.address, said)

    def _ruled(self, want: Want, outcome: Answer | ReadError, now: float) -> None:
        site = want.key
        before = self.rules.get(site, Robots())
        if isinstance(outcome, ReadError):
            after = robots.closed(str(outcome), now)
        elif outcome.location is not None and before.hops < self.limits.max_redirects:
            after = Robots(at=outcome.location, hops=before.hops + 1)
        elif outcome.location is not None:
            after = Robots(until=now + planning.DAY_S)  # RFC 9309, 2.3.1.2: as if there were none
        else:
            said = f"{site}/robots.txt answered {outcome.status} {outcome.reason}".rstrip()
            text = decode(outcome.body, charset="utf-8")
            after = robots.ruled(outcome.status, text, now) or robots.closed(said, now)
        self.rules[site] = after
        self._tidy(now)
        if after.at is None:
            found = _site(f"{site}/")
            if found is not None:
                host = self.hosts.get(found[0], Host())
                self.hosts[found[0]] = replace(host, gap=robots.delay(after))

    def _known(self) -> frozenset[str]:
        return frozenset(
            key for state in self.feeds.values() for key in (*state.seen, *(one.key for one in state.waiting))
        )

    def _share(self, want: Want) -> float:
        state = self.feeds[want.feed]
        return planning.share(self.seed, want.feed, want.key, state.turns, state.failures)

    def _listed(self, url: str) -> Feed:
        return next(feed for feed in self.listed.feeds if feed.url == url)

    def _waiting(self, want: Want) -> Waiting:
        return next(one for one in self.feeds[want.feed].waiting if one.key == want.key)


@lru_cache(maxsize=65_536)
def _site(address: str) -> tuple[str, str] | None:
    """The host of an address and its site (scheme, host, port); None when it has none."""
    import httpx

    try:
        url = httpx.URL(address)
        return (url.host.rstrip("."), robots.origin_of(address)) if url.host else None
    except (httpx.InvalidURL, UnicodeError):
        return None


@lru_cache(maxsize=1_024)
def _with_host(limits: Limits, host: str) -> Limits:
    import dataclasses

    return dataclasses.replace(limits, private_hosts=limits.private_hosts | {host})
