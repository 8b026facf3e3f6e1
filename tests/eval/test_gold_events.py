"""Events and figures of the dispatches: read and checked, and the score pairs them with the program's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from dateline.flow import Reading
from dateline.model import Actor, Claim, Claimant, Event, Figure, Ref, Span
from eval.gold import agreement, check, events, happenings, passes
from eval.gold.events import Happened
from eval.gold.happenings import Amount, Deed, Told, annotated, of_records
from eval.gold.matching import alike, beside, named, pairs, touch

TEXT = (
    "Gunners beat back a raid near Karsk, killing at least two men, the army said. A battle came later.\n"
    "Two air strikes hit the mill. The talks failed."
)
ANNOTATED = """\
text: 01_mill
events:
- id: 01_mill.e1
  trigger: raid
  type: ASSAULT
  actors: []
  targets: [Gunners]
  places: [Karsk]
  when: null
  factuality: occurred
- id: 01_mill.e2
  trigger: {text: talks, occurrence: 1}
  type: CONSULT
  actors: []
  targets: []
  places: []
  when: later
  factuality: null
  standing: historical
  optional: true
figures:
- id: 01_mill.f1
  text: at least two
  of: men
  counts: killed
  low: 2
  high: null
  event: 01_mill.e1
  by: army
"""
RAID = ("trigger: raid", "trigger: {text: raid, occurrence: 1}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("texts", "events", "events_b"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "01_mill.txt").write_text(TEXT, encoding="utf-8")
    for module in (passes, check, agreement):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    return tmp_path


def written(folder: Path, name: str = "events", *changes: tuple[str, str]) -> tuple[Told, list[str]]:
    told = ANNOTATED
    for old, new in changes:
        assert old in told
        told = told.replace(old, new, 1)
    (folder / name / "01_mill.yaml").write_text(told, encoding="utf-8")
    return annotated("01_mill", name)


def deed(words: str, of: str = "ASSAULT", **fields: Any) -> Deed:
    at = TEXT.index(words)
    plain: dict[str, Any] = {"actors": (), "targets": (), "places": (), "factuality": "occurred"}
    return Deed(f"{words}/{of}", at, at + len(words), of, **plain | fields)


def amount(words: str, counts: str, low: float | None, high: float | None, **fields: Any) -> Amount:
    at = TEXT.index(words)
    plain: dict[str, Any] = {"event": None, "by": (("army",),)}
    return Amount(f"{words}/{counts}", at, at + len(words), counts, low, high, **plain | fields)


def compared(wanted: Told, given: Told) -> Happened:
    tally = Happened()
    events.compare("01_mill", TEXT, wanted, given, tally)
    return tally


def of(*deeds: Deed) -> Told:
    return Told(deeds, ())


def kinds(tally: Happened) -> list[str]:
    return [error.kind for error in tally.errors]


# -- as annotated


def test_events_and_figures_are_read(folder: Path) -> None:
    told, faults = written(folder)
    assert faults == []
    raid, talks = told.deeds
    assert (raid.targets, raid.places, raid.factuality, raid.standing) == (
        (("Gunners",),),
        (("Karsk",),),
        "occurred",
        "current",
    )
    assert (talks.factuality, talks.standing, talks.optional) == (None, "historical", True)
    (figure,) = told.amounts
    assert (TEXT[figure.start : figure.end], figure.low, figure.high) == ("at least two", 2.0, None)
    assert (figure.event, figure.by) == (raid.id, (("army",),))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("trigger: raid", "trigger: siege", "not in the text"),
        (*RAID, ""),
        ("trigger: raid", "trigger: {text: raid, occurrence: 2}", "occurrence 2"),
        ("trigger: raid", "trigger: A", ""),
        ("trigger: raid", "trigger: the", "stands 2 times in the text and has no number"),
        ("type: ASSAULT", "type: RAID", "type 'RAID' is none of AGREE"),
        ("targets: [Gunners]", "targets: Gunners", "targets wants a list of names"),
        ("factuality: occurred", "factuality: likely", "factuality 'likely'"),
        ("standing: historical", "standing: current", "standing 'current'"),
        ("optional: true", "optional: perhaps", "optional wants true"),
        ("when: later", "when: at noon", "not in the text"),
        ("  type: ASSAULT\n", "", "no type"),
        ("  places: [Karsk]\n", "  places: [Karsk]\n  place: Karsk\n", "place is none of"),
        ("id: 01_mill.e2", "id: 01_mill.e1", "01_mill.e1 stands twice"),
        ("id: 01_mill.e2", "id: 02_ford.e2", "02_ford.e2 is no id of this text"),
        ("text: at least two", "text: at least three", "not in the text"),
        ("counts: killed", "counts: dead", "counts 'dead'"),
        ("high: null", "high: 1", "bounds 2 and 1"),
        ("low: 2", "low: null", "bounds None and None"),
        ("low: 2", "low: two", "a bound wants a number"),
        ("of: men", "of: women", "not in the text"),
        ("  by: army", "  by: army\n  unit: furlong", "unit 'furlong'"),
        ("event: 01_mill.e1", "event: 01_mill.e7", "01_mill.e7, which is not an event of this text"),
        ("  by: army", "  by: army\n  part_of: 01_mill.f1", "which is no other figure of this text"),
        ("text: 01_mill", "text: 02_ford", "it says that it is of 02_ford"),
    ],
)
def test_what_is_misannotated_is_told(folder: Path, old: str, new: str, told: str) -> None:
    _, faults = written(folder, "events", (old, new))
    assert any(told in fault for fault in faults) if told else faults == []


def test_the_passes_of_events_are_without_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert [check.check_events(name) for name in happenings.PASSES] == [[], []]
    assert "events: 53 texts" in capsys.readouterr().out


def test_only_the_first_pass_has_to_have_all_texts(folder: Path) -> None:
    assert check.check_events("events") == ["events/01_mill: missing"]
    assert check.check_events("events_b") == []
    written(folder)
    assert check.check_events("events") == []


# -- what is the same


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ukrainian forces", "Ukrainian troops", True),
        ("army", "the army", True),
        ("oil depot", "oil depot in Belgorod region", True),
        ("commander of the brigade", "the commander", True),
        ("one of the fishermen at the quay", "the fishermen", True),
        ("Taras Hlyva", "Maj. Hlyva", True),
        ("two soldiers", "a soldier", True),
        ("doctors' union", "the doctors’ union", True),
        ("army", "navy", False),
        ("the boats of the army", "the army", False),
        ("Varn", "Sorland", False),
        ("the", "the", False),
    ],
)
def test_names_are_alike_by_head_or_name(one: str, other: str, expected: bool) -> None:
    assert alike((one,), (other,)) is expected
    assert alike((other,), (one,)) is expected


def test_each_party_counts_once() -> None:
    assert named([("army",), ("navy",)], [("the army",), ("army",)]) == 1
    assert named([("army",), ("Varn",)], [("it", "Varn's navy"), ("the army",)]) == 2
    assert named([], [("army",)]) == 0


def test_the_words_right_beside_are_reached() -> None:
    at = TEXT.index("back")
    start, end = beside(TEXT, at, at + 4)
    assert TEXT[start:end] == "beat back a"
    end = TEXT.index("\n")
    assert beside(TEXT, end - 6, end - 1) == (end - 11, end - 1)  # no reach over a stop
    assert touch(deed("beat"), deed("back"), TEXT)
    assert not touch(deed("beat"), deed("raid"), TEXT)


def test_those_that_share_words_are_paired_before_those_beside() -> None:
    strikes, hit, air = deed("strikes"), deed("hit"), deed("air")
    assert pairs([strikes, hit], [air, hit], TEXT, lambda one: one.type) == [(strikes, air), (hit, hit)]
    assert pairs([strikes], [deed("hit", "CONSULT")], TEXT, lambda one: one.type) == []


# -- the score of events


def test_an_event_is_right_with_its_type() -> None:
    tally = compared(
        of(deed("raid"), deed("hit")), of(deed("raid"), deed("hit", "COERCE"), deed("said", "ACCUSE"))
    )
    assert (tally.events.right, tally.events.predicted, tally.events.wanted) == (1, 3, 2)
    assert (tally.triggers.right, tally.triggers.predicted, tally.triggers.wanted) == (2, 3, 2)
    assert (tally.types["ASSAULT"].wanted, tally.types["ASSAULT"].predicted) == (2, 1)
    assert tally.types_given == {("ASSAULT", "ASSAULT"): 1, ("ASSAULT", "COERCE"): 1}
    assert kinds(tally) == ["other type", "spurious"]


def test_optional_events_are_neither_asked_for_nor_wrong() -> None:
    battle = deed("battle", optional=True)
    for given in ((), (deed("battle"),)):
        tally = compared(of(battle), of(*given))
        assert (tally.events.right, tally.events.predicted, tally.events.wanted) == (0, 0, 0)
        assert kinds(tally) == []
    tally = compared(of(battle), of(deed("battle", "CONSULT")))
    assert (tally.events.predicted, kinds(tally)) == (1, ["other type, optional"])
    assert compared(of(deed("battle")), of(battle)).events.wanted == 0  # the same with sides changed


def test_what_is_matched_is_judged() -> None:
    wanted = deed("raid", actors=(("rebels",),), places=(("Karsk",),))
    given = deed("raid", actors=(("the rebels", "Front"), ("army",)), factuality="denied", standing="sport")
    tally = compared(of(wanted), of(given))
    assert (tally.shares["factuality"].right, tally.shares["standing"].of) == (0, 1)
    assert tally.confused == {("occurred", "denied"): 1}
    assert (tally.parties["actors"].right, tally.parties["actors"].predicted) == (1, 2)
    assert (tally.parties["places"].wanted, tally.parties["places"].right) == (1, 0)
    assert sorted(kinds(tally)) == ["actors", "factuality", "places", "standing"]
    untold = compared(of(replace(wanted, factuality=None)), of(given))
    assert "factuality" not in untold.shares


# -- the score of figures


def test_a_figure_is_right_with_its_kind_and_bounds() -> None:
    wanted = Told((deed("raid"),), (amount("at least two", "killed", 2, None, event="raid/ASSAULT"),))
    near = amount("men", "killed", 2, None, event="raid/ASSAULT", by=(("the army",),))
    tally = compared(wanted, Told((deed("raid"),), (near,)))
    assert {name: (share.right, share.of) for name, share in tally.shares.items()} == {
        "standing": (1, 1),
        "factuality": (1, 1),
        "figures exact": (1, 1),
        "casualties exact": (1, 1),
        "casualties with their event": (1, 1),
        "innermost source of a figure": (1, 1),
        "innermost source of casualties": (1, 1),
        events.OVERCOUNTED: (0, 1),
    }
    for changed in (replace(near, counts="people"), replace(near, high=2), replace(near, low=3)):
        assert compared(wanted, Told((), (changed,))).shares["casualties exact"].right == 0


def test_errors_of_figures_have_kinds() -> None:
    wanted = Told((deed("raid"),), (amount("at least two", "killed", 2, None, event="raid/ASSAULT"),))
    other = amount("two men", "wounded", 2, 2, event="hit/ASSAULT", by=(("outlet",),))
    more = amount("Two", "killed", 2, 2)
    tally = compared(wanted, Told((deed("hit"),), (other, more)))
    assert kinds(tally)[2:] == [
        "casualties: other kind",
        "casualties: other event",
        "casualties: other source",
        "casualties: too many",
    ]
    missed = compared(wanted, Told((), (amount("Two", "killed", 2, 2),)))
    assert kinds(missed) == ["missed", "casualties: missed", "casualties: too many"]
    optional = Told((), (replace(wanted.amounts[0], optional=True, event=None),))
    assert compared(optional, Told((), ())).shares == {}


# -- the program's records


def test_records_become_deeds_and_amounts() -> None:
    def claimant(name: str | None) -> Claimant:
        return Claimant(name, None, None, name, None, "organisation", None, None, None)

    def event(id: str, of: str) -> Event:
        at = TEXT.index("raid")
        who = Actor("rebels", 0, 6, "Front", None, "group", None, None, None)
        trigger = Span(at, at + 4, "raid")
        return Event(id, "d", (), of, None, (), None, (who,), (), (), None, (), trigger, "occurred", "frame")

    at = TEXT.index("at least two")
    figure = Figure("f", "d", (), "at least two", at, at + 12, "killed", 2, None, False, None, "man", "b")
    claims = [
        Claim(name, "d", (), Ref("figure", "f"), (), by, "asserts", None)
        for name, by in (("c", (claimant("army"), claimant(None))), ("e", (claimant(None),)))
    ]
    months = replace(figure, id="g", counts="duration")
    states = replace(figure, id="h", counts="states", start=at + 9, event=None)
    records = (event("a", "ASSAULT"), event("b", "ASSAULT"), figure, states, months, *claims)
    told = of_records([(3, cast(Reading, SimpleNamespace(records=records)))])
    (one,), (counted, other) = told.deeds, told.amounts
    assert (one.id, one.start, one.actors) == ("a", TEXT.index("raid") + 3, (("rebels", "Front"),))
    assert (counted.event, counted.by, counted.start) == ("a", (("army",), ("outlet",)), at + 3)
    assert (other.counts, other.event, other.by) == ("other", None, ())


# -- agreement and the command


def test_two_passes_agree_by_the_same_measures(folder: Path) -> None:
    written(folder)
    written(folder, "events_b", ("type: ASSAULT", "type: COERCE"), ("low: 2", "low: 3"))
    figures, _ = agreement.of_events("events", "events_b", "all")
    assert figures["triggers (F1)"] == 100
    assert figures["events of one type (F1)"] == 0
    assert figures["… optional ones asked for (F1)"] == 50
    assert figures["figures exact"] == 0
    assert figures["casualties with their event"] == 100
    assert agreement.main(["events", "events_b"]) == 0


def test_errors_of_the_hidden_half_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        events.main(["--part", "hidden", "--errors"])
    assert stopped.value.code == 2
    assert "open part alone" in capsys.readouterr().err


def test_kinds_of_errors_are_told_with_their_counts() -> None:
    tally = compared(of(deed("raid")), of(deed("raid", factuality="denied"), deed("said", "ACCUSE")))
    told = "\n".join(events.lines(tally))
    assert "errors: factuality 1, spurious 1" in told
    assert "factuality: occurred as denied 1" in told
    assert events.summary([tally, tally]) == {
        "event_f1": pytest.approx(2 / 3),
        "event_factuality": 0.0,
        "casualties_exact": 0.0,
    }
