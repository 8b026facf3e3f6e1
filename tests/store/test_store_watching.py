"""Events as they became known, with their incidents: what the signposts of scenarios look at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from joined import Plain
from samples import article, entry

from dateline.store import Store

STORIES = (
    article(1, dateline="2031-03-08", happened="2031-03-07"),
    article(2, dateline="2031-03-09", happened="2031-03-08"),
    article(3, dateline="2031-03-20", happened="2031-03-19"),
    article(4, dateline=None, happened="2031-03-07", town="Vell", geonameid=7),
)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writer() as writer:
        for number, story in enumerate(STORIES, 1):
            moment = f"2031-04-{number:02}T00:00:00Z"
            writer.add(entry(number, read_at=moment), story.records, joins=Plain())
    return store


def _seen(
    store: Store, types: Sequence[str] | None = None, *, as_of: str | None = None, **asked: str
) -> set[int]:
    """The numbers of the stories whose events are given."""
    at = {story.document.id: number for number, story in enumerate(STORIES, 1)}
    return {at[one.event.document] for one in store.view(as_of).events_seen(types, **asked)}


def test_each_event_comes_with_when_it_became_known_and_its_incident(filled: Store) -> None:
    seen = list(filled.view().events_seen())
    assert len({one.event.id for one in seen}) == len(seen) == filled.view().count("event")
    by_day = {one.published: one.incident for one in seen}
    assert set(by_day) == {"2031-03-08", "2031-03-09", "2031-03-20", ""}
    assert by_day["2031-03-08"] == by_day["2031-03-09"] != by_day["2031-03-20"]


def test_what_was_not_known_by_a_day_is_left_out(filled: Store) -> None:
    assert _seen(filled) == {1, 2, 3, 4}
    assert _seen(filled, known_by="2031-03-09") == {1, 2}
    assert _seen(filled, known_by="2031-03-07") == set()
    assert _seen(filled, as_of="2031-04-02T12:00:00Z") == {1, 2}


def test_only_events_of_some_types_are_given(filled: Store) -> None:
    [kind] = {one.event.type for one in filled.view().events_seen()}
    assert _seen(filled, [kind.lower(), "AID"]) == {1, 2, 3, 4}
    assert _seen(filled, ["no-such-type"]) == set()
    assert _seen(filled, []) == set()


def test_the_accounts_of_incidents_are_given_by_their_ids(filled: Store) -> None:
    view = filled.view()
    incidents = {one.incident for one in view.events_seen() if one.incident}
    told = dict(view.accounts_of([*incidents, "none such"]))
    assert set(told) == incidents
    assert sorted(len(accounts) for accounts in told.values()) == [1, 1, 2]
    early = filled.view("2031-04-01T12:00:00Z").accounts_of(incidents)
    assert [len(accounts) for _, accounts in early] == [1]
