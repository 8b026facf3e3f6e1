"""What answers change, in a net made of a table: no clock, no chance, no server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import FetchError, ReadError
from dateline.read import Limits
from dateline.read.http import Answer
from dateline.read.watching import Book, Feed, FeedList, FeedState, News, Ready, Want
from dateline.read.watching.planning import DAY_S
from dateline.read.watching.turns import conditions, feed_revived

NOW = 1_700_000_000.0
FEED = "https://a.example/feed"
TEXT = b"<p>The brigade left the town.</p>"
Outcome: TypeAlias = "Answer | ReadError"
Net: TypeAlias = Mapping[str, Outcome]


def ok(body: bytes, *, etag: str | None = None, media: str | None = None) -> Answer:
    return Answer(address="", status=200, body=body, media=media, etag=etag)


def status(code: int, **more: str | None) -> Answer:
    return Answer(
        address="", status=code, reason="Said", location=more.get("to"), retry_after=more.get("after")
    )


def rss(*entries: str) -> Answer:
    return ok(f"<rss><channel><title>A</title>{''.join(entries)}</channel></rss>".encode(), etag='"v1"')


def item(link: str, title: str = "Town left", date: str = "Tue, 14 Nov 2023 10:00:00 GMT") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


@dataclass
class Run:
    """A book driven from moment to moment until nothing is left to do before `until`."""

    book: Book
    net: dict[str, Outcome]
    moment: float = NOW
    asked: list[tuple[float, Want]] = field(default_factory=list)
    told: list[News] = field(default_factory=list)
    read: list[Ready] = field(default_factory=list)

    def until(self, end: float) -> Run:
        while self.moment <= end:
            self.told += self.book.refuse(self.moment)
            for want in self.book.ready(self.moment):
                self.ask(want)
            for ready in self.book.own_texts(self.moment):
                self.take(ready)
            following = self.book.next_moment(self.moment)
            if following is None:
                break
            self.moment = max(self.moment + 0.5, following)
        return self

    def ask(self, want: Want) -> None:
        self.asked.append((self.moment, want))
        self.book.begin(want, self.moment)
        outcome = self.answered(want.address)
        if isinstance(outcome, Answer):
            outcome = replace(outcome, address=want.address)
        self.moment += 0.25
        self.take(self.book.finish(want, outcome, self.moment))

    def answered(self, address: str) -> Outcome:
        return self.net.get(address, status(404))

    def later(self, **net: Outcome) -> Run:
        """Other answers of the feed (`feed`) or the page, and time enough for two turns."""
        self.net |= {FEED if name == "feed" else PAGE: answer for name, answer in net.items()}
        return self.until(self.moment + 1_300)

    def take(self, told: News | Ready | None) -> None:
        if isinstance(told, News):
            self.told.append(told)
        elif told is not None:
            self.read.append(told)
            self.book.done(told)

    @property
    def addresses(self) -> list[str]:
        return [want.address for _, want in self.asked if want.kind != "robots"]

    @property
    def feed(self) -> FeedState:
        return self.book.feeds[FEED]

    @property
    def kinds(self) -> list[str]:
        return [news.said.kind for news in self.told if news.said.kind != "onward"]


def run(net: Net, *feeds: Feed) -> Run:
    listed = FeedList(feeds=feeds or (Feed(url=FEED, every=600),), gap=5)
    book = Book(listed, {}, {}, {}, seed=1)
    book.open(NOW)
    return Run(book, dict(net))


# --- feeds --------------------------------------------------------------------------------------------


def test_new_entries_are_read_once_and_oldest_first() -> None:
    one = item("https://a.example/1", date="Tue, 14 Nov 2023 10:00:00 GMT")
    two = item("/2#top", date="Wed, 15 Nov 2023 10:00:00 GMT")
    net: Net = {FEED: rss(two, one), "https://a.example/1": ok(TEXT), "https://a.example/2": ok(TEXT)}
    made = run(net).until(NOW + 3_000)
    assert [ready.page.source for ready in made.read] == ["https://a.example/1", "https://a.example/2"]
    assert [ready.stated.published for ready in made.read] == ["2023-11-14", "2023-11-15"]
    assert (made.feed.read, made.feed.waiting, made.feed.failures) == (2, (), 0)
    assert made.addresses.count(FEED) >= 4
    assert made.kinds[0] == "new"
    assert set(made.kinds[1:]) == {"same"}


def test_the_version_is_asked_for_and_304_is_success() -> None:
    made = run({FEED: rss(item("https://a.example/1"))}).until(NOW + 10)
    asked = conditions(made.feed)
    assert asked is not None
    assert asked.etag == '"v1"'
    made.net[FEED] = status(304)
    made.until(NOW + 2_000)
    assert made.kinds[-1] == "same"
    assert (made.feed.failures, made.feed.etag) == (0, '"v1"')


def test_a_feed_that_moved_for_good_is_asked_at_its_new_place() -> None:
    there = "https://b.example/rss"
    made = run({FEED: status(301, to=there), there: rss(item("https://b.example/1"))}).until(NOW + 2_000)
    assert made.feed.moved == there
    assert made.addresses[:2] == [FEED, there]
    assert made.addresses.count(FEED) == 1
    again = run(made.net)
    again.book.feeds = dict(made.book.feeds)
    again.moment = made.moment
    assert conditions(again.until(made.moment + 700).feed) is not None
    assert FEED not in again.addresses


@pytest.mark.parametrize(
    "chain",
    [
        {FEED: status(302, to="https://b.example/rss")},
        {FEED: status(301, to="https://m.example/rss"), "https://m.example/rss": status(307, to="https://b.example/rss")},
        {FEED: status(301, to="http://b.example/rss")},
    ],
)  # fmt: skip
def test_other_redirects_are_followed_and_not_remembered(chain: Net) -> None:
    made = run({**chain, "https://b.example/rss": rss(item("/1")), "http://b.example/rss": rss(item("/1"))})
    made.until(NOW + 2_000)
    assert made.feed.moved is None
    assert made.addresses.count(FEED) > 2


def test_a_new_place_that_only_fails_is_doubted() -> None:
    there = "https://b.example/rss"
    made = run({FEED: status(301, to=there), there: rss(item("https://b.example/1"))}).until(NOW + 100)
    made.net[there] = status(404)
    made.net[FEED] = rss(item("https://a.example/2"))
    made.until(NOW + 2 * DAY_S)
    assert made.feed.moved is None
    assert made.feed.failures == 0


def test_a_feed_that_is_gone_is_not_asked_again() -> None:
    made = run({FEED: status(410)}).until(NOW + 10 * DAY_S)
    assert made.addresses == [FEED]
    assert made.kinds == ["gone"]
    assert made.feed.gone


def test_a_feed_that_is_revived_is_asked_whole_at_its_own_address() -> None:
    old: Net = {FEED: status(301, to="https://b.example/feed"), "https://b.example/feed": rss(item(PAGE))}
    made = run({**old, PAGE: ok(TEXT)}).until(NOW + 60)
    assert (made.feed.moved, made.feed.etag) == ("https://b.example/feed", '"v1"')
    made.later(page=ok(TEXT), feed=status(301, to="https://b.example/feed"))
    made.net["https://b.example/feed"] = status(410)
    made.until(made.moment + 1_300)
    assert made.feed.gone
    asked = len(made.asked)
    made.book.revive(FEED, made.moment)
    assert conditions(made.feed) is None
    made.later(feed=rss(item(PAGE), item("https://a.example/2")))
    assert made.asked[asked][1].address == FEED
    assert (made.feed.gone, made.feed.cause, made.feed.moved) == (False, None, None)
    assert [ready.page.source for ready in made.read] == [PAGE]


def test_reviving_leaves_what_was_read_as_it_is() -> None:
    made = run({FEED: rss(item(PAGE)), PAGE: ok(TEXT)}).until(NOW + 60)
    gone = msgspec.structs.replace(made.feed, gone=True, cause="gone for good (410)")
    back = feed_revived(gone, NOW + 70)
    assert (back.seen, back.versions, back.read) == (gone.seen, gone.versions, 1)


@pytest.mark.parametrize(
    ("later", "read"),
    [
        (item("https://a.example/1"), 1),
        (item("https://a.example/1", "Town left, corrected"), 2),
        (item("https://a.example/1", date="Wed, 15 Nov 2023 10:00:00 GMT"), 2),
        (item("https://a.example/1").replace("</item>", "<dc:creator>A</dc:creator></item>"), 1),
        (
            item("https://a.example/1").replace("</item>", "<updated>2023-11-16T08:00:00Z</updated></item>"),
            2,
        ),
        (item("https://a.example/1#comments"), 1),
    ],
)
def test_an_entry_of_which_the_feed_says_something_else_is_read_again(later: str, read: int) -> None:
    made = run({FEED: rss(item(PAGE)), PAGE: ok(TEXT)}).until(NOW + 60)
    made.later(feed=rss(later), page=ok(b"<p>The brigade did not leave the town.</p>"))
    assert len(made.read) == made.feed.read == read
    assert made.feed.again == read - 1
    assert made.feed.seen == (made.read[0].waiting.key,)
    assert made.later(feed=rss(later)).feed.read == read


def test_a_page_that_is_the_same_is_not_read_again() -> None:
    made = run({FEED: rss(item(PAGE)), PAGE: ok(TEXT, etag='"p1"')}).until(NOW + 60)
    made.later(feed=rss(item(PAGE, "Town left, they say")), page=status(304))
    want = next(want for _, want in reversed(made.asked) if want.kind == "page")
    had = made.book.conditions(want)
    assert had is not None
    assert had.etag == '"p1"'
    assert (made.feed.read, made.feed.again, made.feed.lost) == (1, 0, 0)
    assert made.kinds.count("unchanged") == 1
    assert made.later().addresses.count(PAGE) == 2


def test_entries_that_are_stamped_anew_at_each_turn_are_not_read_without_end() -> None:
    made = run({FEED: rss(item(PAGE)), PAGE: ok(TEXT)}).until(NOW + 60)
    for n in range(9):
        made.later(feed=rss(item(PAGE, f"Town left ({n})")))
    assert (made.feed.read, made.feed.again) == (6, 5)


def test_new_entries_come_before_those_that_changed() -> None:
    pages = [f"https://a.example/{n}" for n in range(4)]
    feed = Feed(url=FEED, every=600, most=2)
    made = run({FEED: rss(*map(item, pages[:2])), **{page: ok(TEXT) for page in pages}}, feed)
    made.until(NOW + 60)
    made.net[FEED] = rss(item(pages[3]), *(item(page, "Other") for page in pages[:2]))
    made.until(NOW + 800)
    assert made.addresses.count(pages[3]) == 1
    assert sorted(made.addresses.count(page) for page in pages[:2]) == [1, 2]
    made.until(NOW + 1_600)
    assert [made.addresses.count(page) for page in pages[:2]] == [2, 2]


def test_what_is_given_up_is_not_asked_for_whenever_its_feed_changes() -> None:
    made = run({FEED: rss(item(PAGE)), PAGE: ok(TEXT)}).until(NOW + 60)
    made.later(feed=rss(item(PAGE, "Withdrawn")), page=status(404))
    made.later(feed=rss(item(PAGE, "Withdrawn again")))
    assert made.addresses.count(PAGE) == 2
    assert (made.feed.read, made.feed.lost) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (status(404), "answered 404 Said"),
        (status(500), "answered 500 Said"),
        (FetchError("a.example cannot be fetched"), "cannot be fetched"),
        (ok(b"<html><body><p>Welcome to our site</p></body></html>"), "is html; wanted feed or json"),
        (ok(b"<rss><channel><item/></channel></rss>"), "holds no entries"),
        (ok(b"\x89PNG"), "a picture"),
        (ok(b""), "is empty"),
        (status(301, to=FEED), "redirects more than 5 times"),
        (status(301, to="file:///etc/hostname"), "redirects to file:///etc/hostname"),
    ],
)
def test_a_dead_feed_is_asked_less_and_less_and_stops_no_other(
    answer: Answer | ReadError, cause: str
) -> None:
    other = Feed(url="https://b.example/feed", every=3_600)
    made = run(
        {FEED: answer, other.url: rss(item("https://b.example/1")), "https://b.example/1": ok(TEXT)},
        Feed(url=FEED, every=600),
        other,
    ).until(NOW + 2 * DAY_S)
    assert cause in (made.feed.cause or "")
    turns = [moment for moment, want in made.asked if want.feed == FEED and want.kind == "feed"]
    starts = [later for earlier, later in pairwise([0.0, *turns]) if later - earlier > 60]
    waits = [later - earlier for earlier, later in pairwise(starts)]
    assert waits == sorted(waits)
    assert 5 < made.feed.failures < 12
    assert made.book.feeds[other.url].read == 1
    assert len([1 for _, want in made.asked if want.address == other.url]) > 40
    made.net[FEED] = rss(item("https://a.example/1"))
    made.until(made.moment + 2 * DAY_S)
    assert (made.feed.failures, made.feed.cause) == (0, None)


@pytest.mark.parametrize("code", [429, 503])
def test_retry_after_silences_the_whole_host(code: int) -> None:
    other = Feed(url="https://a.example/other", every=600)
    made = run(
        {FEED: status(code, after="7200"), other.url: rss(item("https://b.example/1"))},
        Feed(url=FEED, every=600),
        other,
    ).until(NOW + 20_000)
    moments = [moment for moment, want in made.asked if want.host == "a.example"]
    refused = next(moment for moment, want in made.asked if want.address == FEED)
    assert [m for m in moments if refused < m < refused + 7200] == []
    assert [m for m in moments if m > refused + 7200]


def test_only_the_newest_entries_are_read() -> None:
    feed = Feed(url=FEED, every=600, most=3)
    items = [
        item(f"https://a.example/{at}", date=f"Tue, {at:02} Nov 2023 10:00:00 GMT") for at in range(1, 11)
    ]
    net: Net = {f"https://a.example/{at}": ok(TEXT) for at in range(1, 12)}
    made = run({FEED: rss(*items), **net}, feed).until(NOW + 3_000)
    assert [ready.page.source[-2:] for ready in made.read] == ["/8", "/9", "10"]
    assert made.feed.passed == 7
    made.net[FEED] = rss(item("https://a.example/11"), *items)
    made.until(made.moment + 1_000)
    assert made.feed.read == 4


def test_an_entry_that_two_feeds_list_is_read_once() -> None:
    other = Feed(url="https://b.example/feed", every=600)
    page = "https://a.example/1"
    net: Net = {FEED: rss(item(page)), other.url: rss(item(page + "#a")), page: ok(TEXT)}
    made = run(net, Feed(url=FEED, every=600), other).until(NOW + 3_000)
    assert len(made.read) == 1


def test_an_entry_without_a_page_is_read_as_the_feed_holds_it() -> None:
    made = run({FEED: rss("<item><title>Town left</title><description>It fell.</description></item>")})
    made.until(NOW + 3_000)
    (ready,) = made.read
    assert ready.page.source == FEED
    assert b"It fell." in ready.page.body
    assert made.feed.read == 1


def test_a_json_feed() -> None:
    body = b'{"version": "1", "items": [{"url": "https://a.example/1", "content_text": "It fell."}]}'
    made = run({FEED: ok(body, media="application/feed+json"), "https://a.example/1": ok(TEXT)})
    assert [ready.page.body for ready in made.until(NOW + 60).read] == [TEXT]


def test_private_hosts_are_those_of_the_feed_alone() -> None:
    made = run({}, Feed(url="http://127.0.0.1:8000/feed", private=True), Feed(url=FEED))
    assert made.book.limits_for("http://127.0.0.1:8000/feed").private_hosts == {"127.0.0.1"}
    assert made.book.limits_for(FEED) == Limits()


# --- pages --------------------------------------------------------------------------------------------


PAGE = "https://a.example/1"


@pytest.mark.parametrize("answer", [status(404), status(403), status(410), status(451)])
def test_a_page_that_is_not_there_is_given_up(answer: Answer) -> None:
    made = run({FEED: rss(item(PAGE)), PAGE: answer}).until(NOW + 3_000)
    assert (made.feed.lost, made.feed.waiting) == (1, ())
    assert made.feed.troubles[0].cause.startswith("answered 4")
    assert made.addresses.count(PAGE) == 1


@pytest.mark.parametrize("answer", [status(500), status(503), status(429), FetchError("took too long")])
def test_a_page_that_fails_is_tried_again_some_times(answer: Answer | ReadError) -> None:
    made = run({FEED: rss(item(PAGE)), PAGE: answer}).until(NOW + 2 * DAY_S)
    assert made.addresses.count(PAGE) == 5
    assert "tried 5 times" in made.feed.troubles[0].cause
    again = run({FEED: rss(item(PAGE)), PAGE: answer}).until(NOW + 60)
    again.net[PAGE] = ok(TEXT)
    assert again.until(NOW + DAY_S).feed.read == 1


def test_a_page_may_lie_elsewhere() -> None:
    net: Net = {
        FEED: rss(item(PAGE)),
        PAGE: status(302, to="https://b.example/p"),
        "https://b.example/p": ok(TEXT),
    }
    made = run(net).until(NOW + 60)
    assert [ready.page.source for ready in made.read] == [PAGE]
    made = run({FEED: rss(item(PAGE)), PAGE: status(302, to=PAGE)}).until(NOW + 3_000)
    assert "redirects more than 5 times" in made.feed.troubles[0].cause


@pytest.mark.parametrize("link", ["http://[::1", "https://:80/", "http://a\u2028b.example/%"])
def test_odd_links_are_given_up_or_asked_and_end_nothing(link: str) -> None:
    made = run({FEED: rss(item(link), item(PAGE)), PAGE: ok(TEXT)}).until(NOW + 3_000)
    assert made.feed.read >= 1
    assert made.feed.waiting == ()


# --- robots -------------------------------------------------------------------------------------------


ROBOTS = "https://a.example/robots.txt"


def test_rules_are_asked_first_and_kept_for_a_day() -> None:
    made = run({FEED: rss(item(PAGE)), ROBOTS: ok(b"User-agent: *\nDisallow: /1"), PAGE: ok(TEXT)})
    made.until(NOW + 2 * DAY_S)
    assert made.asked[0][1].address == ROBOTS
    assert PAGE not in made.addresses
    assert "does not allow it" in made.feed.troubles[0].cause
    assert len([1 for _, want in made.asked if want.kind == "robots"]) == 2


def test_rules_may_forbid_the_feed() -> None:
    made = run({FEED: rss(), ROBOTS: ok(b"User-agent: dateline\nDisallow: /")}).until(NOW + DAY_S)
    assert made.addresses == []
    assert "robots.txt does not allow it" in (made.feed.cause or "")


@pytest.mark.parametrize("answer", [status(500), status(429), FetchError("no route")])
def test_without_an_answer_on_rules_nothing_is_asked(answer: Answer | ReadError) -> None:
    made = run({FEED: rss(item(PAGE)), ROBOTS: answer, PAGE: ok(TEXT)}).until(NOW + 7_000)
    assert made.addresses == []
    assert "nothing is asked of https://a.example" in (made.feed.cause or "")
    made.net[ROBOTS] = status(404)
    assert made.until(NOW + DAY_S).feed.read == 1


def test_rules_may_lie_elsewhere() -> None:
    there = "https://b.example/robots.txt"
    made = run(
        {FEED: rss(item(PAGE)), ROBOTS: status(301, to=there), there: ok(b"User-agent: *\nDisallow: /")}
    )
    assert made.until(NOW + 3_000).addresses == []
    made = run({FEED: rss(item(PAGE)), ROBOTS: status(301, to=ROBOTS), PAGE: ok(TEXT)})
    assert made.until(NOW + 3_000).feed.read == 1


def test_rules_too_long_to_follow_forbid_all() -> None:
    hostile = b"User-agent: a\n" * 5_000 + b"Disallow: /\n" * 20_000
    made = run({FEED: rss(), ROBOTS: ok(hostile)}).until(NOW + 60)
    assert "too long to be followed" in (made.feed.cause or "")


def test_rules_without_end_are_not_all_held() -> None:
    links = [f"https://h{at}.example/1" for at in range(50)]
    long = ok(b"User-agent: *\nDisallow: /x" + b"y" * 490_000)
    net: Net = {
        FEED: rss(*map(item, links)),
        **{f"https://h{at}.example/robots.txt": long for at in range(50)},
    }
    made = run(net, Feed(url=FEED, every=6_000)).until(NOW + 3_000)
    assert made.feed.lost == 50
    assert sum(len(one.text) for one in made.book.rules.values()) <= 16_000_000
    assert len(made.book.rules) > 30


@pytest.mark.parametrize(
    ("rules", "gap"),
    [
        (b"User-agent: *\nCrawl-delay: 30", 30),
        (b"User-agent: *\nCrawl-delay: 1", 5),
        (b"User-agent: *\nRequest-rate: 1/20s", 20),
        (b"User-agent: *\nCrawl-delay: nan\nRequest-rate: 0/0", 5),
        (b"User-agent: *\nCrawl-delay: -3", 5),
    ],
)
def test_the_sites_own_delay_is_kept(rules: bytes, gap: float) -> None:
    links = [f"https://a.example/{at}" for at in range(5)]
    made = run({FEED: rss(*map(item, links)), ROBOTS: ok(rules), **dict.fromkeys(links, ok(TEXT))})
    made.until(NOW + 400)
    moments = [moment for moment, _ in made.asked]
    assert len(made.read) == 5
    assert all(later - earlier >= gap for earlier, later in pairwise(moments[1:]))
    assert min(later - earlier for earlier, later in pairwise(moments[2:])) < gap + 2


# --- all of it ----------------------------------------------------------------------------------------


def test_a_round_gives_each_feed_one_turn() -> None:
    made = run({FEED: rss(item(PAGE)), PAGE: ok(TEXT)}, Feed(url=FEED, every=60)).until(NOW + 30)
    made.book.hurry(made.moment)
    before = made.addresses.count(FEED)
    made.until(made.moment + 5_000)
    assert made.addresses.count(FEED) == before + 1


def test_what_is_remembered_comes_back_as_it_was() -> None:
    made = run({FEED: rss(item(PAGE), item("https://a.example/2")), PAGE: status(500)}).until(NOW + 60)
    written = msgspec.json.encode(made.book.feeds)
    assert msgspec.json.decode(written, type=dict[str, FeedState]) == made.book.feeds


ANSWERS = st.sampled_from(
    [
        status(404), status(410), status(429, after="90"), status(500), status(503), status(304),
        status(301, to="https://b.example/x"), status(302, to="https://a.example/y"), status(302, to="/"),
        status(308, to="https://a.example/feed"), FetchError("no route"), ok(TEXT), ok(b""),
        ok(b"User-agent: *\nCrawl-delay: 12"), ok(b"User-agent: *\nDisallow: /y"),
        rss(item("https://a.example/1"), item("https://b.example/2"), item("http://["), item("", "Own")),
        rss(*(item(f"https://a.example/{at}") for at in range(3, 9))),
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.data(), st.permutations([FEED, "https://b.example/feed", "https://a.example/more"]))
def test_whatever_servers_answer_hosts_are_asked_with_their_gap(
    data: st.DataObject, order: list[str]
) -> None:
    class Chance(Run):
        def answered(self, address: str) -> Outcome:
            return data.draw(ANSWERS)

    made = Chance(run({}, *(Feed(url=url, every=60) for url in order)).book, {})
    for _ in range(40):
        made.until(made.moment)
        made.moment = max(made.moment + 0.5, made.book.next_moment(made.moment) or 0)
    by_host: dict[str, list[float]] = {}
    for moment, want in made.asked:
        by_host.setdefault(want.host, []).append(moment)
    for moments in by_host.values():
        assert all(later - earlier >= 5 for earlier, later in pairwise(moments))
    assert not made.book.busy
