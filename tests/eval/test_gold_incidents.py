"""Scenes of reports: read and checked, and the score asks which pairs share an incident."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from io import StringIO
from pathlib import Path
from typing import Any, cast, get_type_hints

import pytest

from dateline.flow import Options, read_page
from dateline.fuse.incidents import Comparing
from dateline.lore import Lore
from dateline.measure.parts import in_part
from dateline.measure.scores import Counts
from dateline.model import Account, Joining
from dateline.parse import Parser
from eval.gold import check, incidents
from eval.gold.corpus import INCIDENTS
from eval.gold.incidents import Joined
from eval.gold.scenes import Miss, Report, Scene, scenes
from eval.gold.score import Share

WRITTEN = """\
scene: mill
reports:
- id: mill.a
  outlet: Harbour Post
  published: 2023-04-11
  incident: 1
  text: |
    Rockets hit market in Kharkiv

    Two rockets hit a market in Kharkiv on Tuesday, killing four people, the mayor said.
- id: mill.b
  outlet: Morning Ledger
  published: 2023-04-12
  incident: 1
  copy_of: mill.a
  text: Four killed
- id: mill.c
  outlet: Mirror
  published: 2023-04-12
  incident: 1
  copy_of: mill.a
  text: Market hit
- id: mill.d
  outlet: Mirror
  published: 2023-04-12
  incident: 2
  text: Depot hit
near_misses:
- {pair: [mill.a, mill.d], why: next day}
"""


def written(folder: Path, *changes: tuple[str, str]) -> tuple[list[Scene], list[str]]:
    told = WRITTEN
    for old, new in changes:
        assert old in told
        told = told.replace(old, new, 1)
    (folder / "open").mkdir(exist_ok=True)
    (folder / "open" / "01_mill.yaml").write_text(told, encoding="utf-8")
    return scenes("open", folder)


def account(name: str, **given: Any) -> Account:
    """An account that tells nothing."""
    hints = get_type_hints(Account)
    empty = {one.name: () if "tuple" in str(hints[one.name]) else None for one in fields(Account)}
    return Account(**cast(dict[str, Any], empty | {"id": name, "document": name} | given))


class Comparer:
    """Joins the pairs that it was told, each as firmly."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._pairs = {frozenset(pair) for pair in pairs}

    def joining(self, a: Account, b: Account) -> Joining:
        weight = 1.0 if frozenset((a.id, b.id)) in self._pairs else -3.0
        return Joining(a.id, b.id, weight, ())


def comparing(*pairs: tuple[str, str]) -> Comparing:
    return cast(Comparing, Comparer(*pairs))


def pair(a: str, b: str) -> frozenset[str]:
    return frozenset((a, b))


# -- scenes


def test_scenes_are_read(tmp_path: Path) -> None:
    (scene,), faults = written(tmp_path)
    assert faults == []
    assert [report.published for report in scene.reports][:2] == ["2023-04-11", "2023-04-12"]
    assert sum(same for _, _, same in scene.pairs()) == 3
    assert scene.near_misses == (Miss(pair("mill.a", "mill.d"), "next day"),)
    assert scene.copies() == {pair("mill.a", "mill.b"), pair("mill.a", "mill.c"), pair("mill.b", "mill.c")}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("scene: mill", "scene: ford", "wants its name after a number"),
        ("id: mill.b", "id: mill.a", "ids of their own"),
        ("id: mill.b", "id: ford.b", "ford.b is no id of scene mill"),
        ("published: 2023-04-12", "published: 2023-04-31", "ValueError"),
        ("published: 2023-04-12", "published: Tuesday", "ValueError"),
        ("incident: 2", "incident: two", "wants a number as incident"),
        ("text: Depot hit", "text: ''", "and a text"),
        ("text: Depot hit", f"text: {'hit ' * 161}", "has 161 words"),
        ("outlet: Mirror", "outlets: Mirror", "outlets is none of"),
        ("copy_of: mill.a", "copy_of: mill.e", "which is no original of the scene"),
        ("copy_of: mill.a", "copy_of: mill.c", "which is no original of the scene"),
        ("copy_of: mill.a", "copy_of: mill.d", "which tells of another incident"),
        ("pair: [mill.a, mill.d]", "pair: [mill.a, mill.e]", "wanted two reports of the scene"),
        ("pair: [mill.a, mill.d]", "pair: [mill.a, mill.b]", "that tell of two incidents"),
        ("pair: [mill.a, mill.d]", "pair: [mill.a]", "a near miss wants two reports"),
        ("why: next day", "why: next year", "why 'next year' is none of"),
        ("near_misses:", "near_misses:\n- {pair: [mill.d, mill.a], why: other}", "stands twice"),
    ],
)
def test_what_is_ill_formed_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    _, faults = written(tmp_path, (old, new))
    assert any(told in fault for fault in faults)


def test_the_scenes_are_without_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.check_scenes() == []
    assert "incidents/hidden: 36 scenes" in capsys.readouterr().out


def test_a_report_is_a_page_with_title_outlet_and_day(lore: Lore, parser: Parser, tmp_path: Path) -> None:
    (scene,), _ = written(tmp_path)
    (reading,) = read_page(scene.reports[0].page(), lore, parser, Options())
    document = reading.document
    assert (document.title, document.outlet) == ("Rockets hit market in Kharkiv", "Harbour Post")
    assert document.published.start == "2023-04-11"
    assert document.text.strip() == scene.reports[0].text.strip()


# -- the score


def scene() -> Scene:
    reports = tuple(
        Report(f"mill.{letter}", "Post", "2023-04-11", number, None, "Mill hit")
        for letter, number in (("a", 1), ("b", 1), ("c", 2), ("d", 2))
    )
    return Scene(1, "mill", reports, (Miss(pair("mill.b", "mill.c"), "next town"),))


TOLD = {f"mill.{letter}": (account(f"{letter}1"), account(f"{letter}2")) for letter in "abcd"}


def test_reports_share_an_incident_when_any_of_their_accounts_do() -> None:
    shared = incidents.sharing(TOLD, comparing(("a1", "b2"), ("c1", "c2")))
    assert {one: set(group) for one, group in shared.items()} == {pair("mill.a", "mill.b"): {"a1", "b2"}}


def test_groups_are_those_of_all_accounts_at_once() -> None:
    every = [account(name) for name in "abcde"]
    joined = comparing(("a", "b"), ("a", "c"), ("b", "c"), ("c", "d"))
    # Two of three do not go with d, so c's pair with d is outweighed.
    assert sorted(incidents.groups(every, joined)) == [("a", "b", "c"), ("d",), ("e",)]


def test_pairs_and_near_misses_are_counted() -> None:
    shared = incidents.sharing(TOLD, comparing(("a1", "b1"), ("b2", "c2")))
    tally = incidents.judge(scene(), TOLD | {"mill.d": ()}, shared)
    assert (tally.pairs.right, tally.pairs.predicted, tally.pairs.wanted) == (1, 2, 2)
    assert tally.near == {"next town": Share(1, 1)}
    assert tally.untold == 1
    whole = Joined()
    for _ in range(2):
        whole.add(tally)
    assert (whole.pairs.wanted, whole.near, whole.untold) == (4, {"next town": Share(2, 2)}, 2)


def test_copies_are_found_by_their_text_and_add_no_source() -> None:
    plain = scene()
    copied = replace(
        plain, reports=(plain.reports[0], replace(plain.reports[1], copy_of="mill.a"), *plain.reports[2:])
    )
    text = tuple(range(20))
    told = TOLD | {
        one: (account(one[-1], print=text, family="violence", title="hit", lead=True),)
        for one in ("mill.a", "mill.b", "mill.c")
    }
    tally = incidents.judge(copied, told, incidents.sharing(told, comparing(("a", "b"))))
    assert (tally.copies.right, tally.copies.predicted, tally.copies.wanted) == (1, 3, 1)
    assert tally.silent == Share(1, 1)
    assert incidents.judge(copied, told, {}).silent == Share(0, 1)


def test_pairs_across_scenes_are_wrong() -> None:
    other = replace(scene(), name="ford", reports=(replace(scene().reports[0], id="ford.a"),))
    found = [(scene(), TOLD), (other, {"ford.a": (account("f"),)})]
    assert incidents.together(found, comparing(("a1", "b1"), ("f", "d1"))) == Counts(1, 2, 2)


def test_errors_of_the_hidden_part_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        incidents.main(["--part", "hidden", "--errors"])
    assert stopped.value.code == 2
    assert "open part alone" in capsys.readouterr().err


def test_wrong_pairs_are_told_with_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path)
    monkeypatch.setattr("eval.gold.scenes.FOLDER", tmp_path)
    assert incidents.main(["--part", "open", "--errors"]) == 0
    told = capsys.readouterr().out
    assert "open: 1 scenes" in told
    assert "pairs within scenes" in told


def test_the_scenes_are_a_corpus_with_figures(lore: Lore, parser: Parser, tmp_path: Path) -> None:
    (one,), _ = written(tmp_path)
    pairs = list(INCIDENTS.predictions([one], lore, parser))
    figures = INCIDENTS.score(pairs)
    assert set(INCIDENTS.headline) <= set(figures)
    assert all(0 <= figure <= 1 for figure in figures.values())
    assert in_part(one.name, "held-out", INCIDENTS.lots)
    kept = StringIO()
    INCIDENTS.write(kept, *pairs[0])
    assert json.loads(kept.getvalue())["pairs"]["wanted"] == 3
