"""A scenario's file: what is refused with its line, and what is found wrong in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ScenarioError
from dateline.forecast.scenario.checking import check, check_marginals
from dateline.forecast.scenario.loading import FORM, Loaded, load
from dateline.forecast.scenario.pointing import check_signposts
from dateline.lore import Lore
from dateline.lore.lined import read_lines
from dateline.settings import cache_folder

HEAD = "scenario: A test\npropositions:\n"
EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "scenario").glob("*.yaml"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "line 1: the file is empty"),
        (b"a: 1\nb: &x 2", "line 2: an anchor (&)"),
        (b"a: 1\nb: *x", "line 2: an alias (*)"),
        (b"a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]", "line 1: an anchor (&)"),
        (b"a: !!python/object/apply:os.system [ls]", "line 1: a tag (!)"),
        (b"a: !!binary aGk=", "line 1: a tag (!)"),
        (b"a:\n " + b"[" * 500 + b"]" * 500, "line 2: this is nested deeper"),
        (b"[" * 400_000, "line 1: this is nested deeper"),
        (b"".join(b" " * n + b"a:\n" for n in range(60)), "nested deeper"),
        (b"a: 1\nb: \x00", "line 2: there is a control character"),
        (b"a: 1\n\xff\xfe", "line 2: this is no text in UTF-8"),
        (b"x" * 2_000_000, "at the most"),
        (b"a: 1\nb: 2\na: 3", "line 3: 'a' stands here again; it is already on line 1"),
        (b"a: .nan", "line 1: .nan is no number"),
        (b"a: 1\nb: -.INF", "line 2: -.INF is no number"),
        (b"a: NaN", "line 1: NaN is no number"),
        (b"a: 1e999", "line 1: 1e999 is no number"),
        (b"a: [1, 2", "this is no YAML"),
        (b"? [a, b]\n: c", "line 1: a key must be a word"),
        (b"--- {a: 1}\n--- {b: 2}", "line 2: a second document"),
        (b"a: 1\n\tb: 2", "line 2: this is no YAML"),
    ],
)
def test_hostile_files_give_one_error_with_the_line(body: bytes, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(body)
    assert said in str(caught.value)
    assert str(caught.value).startswith("line ")


def test_a_file_of_the_most_bytes_is_read() -> None:
    body = b"# " + b"x" * (FORM.most_bytes - 10) + b"\na: 1"
    assert read_lines(body, FORM).value == {"a": 1}


def test_keys_and_words_are_as_they_are_written() -> None:
    body = b"a:\n  yes: 0.5\n  no: off\n  day: 2024-01-01\n  '1': \"2\"\n  n: ~\n  t: true\n  h: 0x1"
    lined = read_lines(body, FORM)
    assert lined.value == {
        "a": {"yes": 0.5, "no": "off", "day": "2024-01-01", "1": "2", "n": None, "t": True, "h": "0x1"}
    }
    assert (lined.line(("a", "no")), lined.line(("a", "no", "deeper", 3)), lined.line(())) == (3, 3, 1)


def _findings(text: str) -> list[tuple[int, str, str]]:
    return [(one.line, one.level, one.text) for one in check(load(text.encode()))]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("scenario: x\npropsitions: {}\n", 2, "no key 'propsitions' here; did you mean 'propositions'?"),
        ("scenario: x\n", 1, "there is no proposition"),
        ("propositions: {a: {says: A, probability: 0.5}}\n", 1, "the title is missing"),
        ("scenario: [x]\npropositions: {a: {says: A, probability: 0.5}}\n", 1, "`scenario` must be words"),
        ("- x\n- y\n", 1, "wanted keys"),
        ("scenario: x\npropositions: [a]\n", 2, "`propositions` must have a key for each"),
        (HEAD + "  a:\n    says: A\n    probabilty: 0.5\n", 5, "'probabilty'; did you mean 'probability'?"),
        (HEAD + "  a: {probability: 0.5}\n", 3, "`a` lacks `says`"),
        (HEAD + "  not a: {says: A, probability: 0.5}\n", 3, "cannot be a key here"),
        (HEAD + "  a:\n    says: A\n", 3, "`a` has no number"),
        (HEAD + "  a:\n    says: A\n    probability: 1.5\n", 5, "1.5 is no probability"),
        (HEAD + "  a:\n    says: A\n    probability: half\n", 5, "expected a number or nothing, got words"),
        (
            HEAD + "  a: {says: A, probability: 0.5, any_of: {strengths: {b: 1}}}\n",
            3,
            "one says how probable",
        ),
        (HEAD + "  a: {says: A, any_of: {strengths: {b: 1}}}\n", 3, "hangs on 'b', which there is not"),
        (HEAD + "  a: {says: A, any_of: {strengths: {}}}\n", 3, "hangs on nothing"),
        (HEAD + "  a: {says: A, any_of: {strengths: {a: 0.5}}}\n", 3, "a cycle: `a` hangs on `a`"),
        (
            HEAD
            + "  a: {says: A, any_of: {strengths: {c: 1}}}\n  b: {says: B, any_of: {strengths: {a: 1}}}\n"
            "  c: {says: C, any_of: {strengths: {not b: 1}}}\n",
            3,
            "a cycle: `a` hangs on `c` hangs on `b` hangs on `a`",
        ),
        (
            HEAD + "  a: {says: A, probability: 0.5}\n  b:\n    says: B\n    given:\n      parents: [a]\n"
            "      table:\n        yes: 0.5\n",
            8,
            'the number is missing for "no"',
        ),
        (
            HEAD + "  a: {says: A, probability: 0.5}\n  b:\n    says: B\n    given:\n      parents: [a]\n"
            "      table:\n        yes: 0.5\n        no: 0.1\n        yes no: 0.2\n",
            11,
            "'yes no' is no case of its 1 parents",
        ),
        (
            HEAD + "  a: {says: A, probability: 0.5}\n  b:\n    says: B\n    given:\n      parents: [a]\n"
            "      table:\n        yes: 0.5\n        no: x\n",
            10,
            "expected a number, got words, at given.table.no",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, said: str) -> None:
    found = [(at, what) for at, level, what in _findings(text) if level == "error"]
    assert any(at == line and said in what for at, what in found), found


def test_all_that_is_wrong_is_told_at_once_and_in_order() -> None:
    text = HEAD + "  a: {says: A}\n  b: {says: B, probability: 2}\n  c: {probability: 1}\n"
    assert [line for line, _, _ in _findings(text)] == [3, 4, 5]


def test_what_hangs_on_a_wrong_proposition_is_not_wrong_too(lore: Lore) -> None:
    text = HEAD + (
        "  a: {says: A, probability: much}\n  b: {says: B, any_of: {strengths: {a: 0.5}}}\n"
        "signposts:\n  s: {of: a, ratio: 2, event: {type: ASSAULT}}\n"
    )
    parts = load(text.encode())
    assert [one.line for one in (*check(parts), *check_signposts(parts, lore))] == [3]


def test_more_parents_than_anybody_thinks_of_are_refused() -> None:
    roots = "".join(f"  p{n}: {{says: P, probability: 0.5}}\n" for n in range(13))
    strengths = ", ".join(f"p{n}: 0.1" for n in range(13))
    text = HEAD + roots + f"  end: {{says: E, any_of: {{strengths: {{{strengths}}}}}}}\n"
    assert "12 are the most" in _findings(text)[0][2]


def test_a_number_that_does_not_matter_is_a_warning() -> None:
    text = HEAD + (
        "  a: {says: A, probability: 0.5}\n  b: {says: B, any_of: {leak: 0.1, strengths: {a: 0}}}\n"
        "  c: {says: C, given: {parents: [a], table: {yes: 0.3, no: 0.3}}}\n"
    )
    assert [(line, level) for line, level, _ in _findings(text)] == [(4, "warning"), (5, "warning")]


@pytest.mark.parametrize(
    ("said", "complaint"), [(0.5, ""), (0.45, "come to 0.500, not to 0.45"), (0.95, "cannot come of")]
)
def test_what_is_said_of_a_proposition_in_all_must_be_what_its_numbers_come_to(
    said: float, complaint: str
) -> None:
    text = HEAD + (
        "  a: {says: A, probability: 0.5}\n"
        f"  b: {{says: B, given: {{parents: [a], table: {{yes: 0.9, no: 0.1}}}}, marginal: {said}}}\n"
    )
    found = check_marginals(load(text.encode()), [0.5, 0.5])
    assert [complaint in one.text and one.line == 4 for one in found] == [True] * bool(complaint)


SIGNPOST = HEAD + "  a: {says: A, probability: 0.5}\n  sure: {says: B, probability: 1}\nsignposts:\n  s: "


@pytest.mark.parametrize(
    ("signpost", "level", "said"),
    [
        ("{of: b, ratio: 2, event: {type: ASSAULT}}", "error", "points at 'b', which there is not"),
        ("{of: sure, ratio: 2, event: {type: ASSAULT}}", "warning", "nothing moves `sure`"),
        ("{of: a, ratio: 0, event: {type: ASSAULT}}", "error", "`ratio` is 0"),
        ("{of: a, ratio: -2, event: {type: ASSAULT}}", "error", "`ratio` is -2"),
        ("{of: a, ratio: 1, event: {type: ASSAULT}}", "warning", "a ratio of 1 moves nothing"),
        ("{of: a, ratio: 2, cap: 0.5, event: {type: ASSAULT}}", "error", "opposite directions"),
        ("{of: a, ratio: 2, unseen: 0.5, event: {type: ASSAULT}}", "error", "`unseen` wants an `until`"),
        (
            "{of: a, ratio: 2, event: {type: ASSAULT, since: 2024-02-01, until: 2024-02-01}}",
            "error",
            "unreachable: it ends before it begins",
        ),
        ("{of: a, ratio: 2, event: {type: ASSAULT, since: soon}}", "error", "`since` wants a day"),
        (
            "{of: a, ratio: 2, event: {type: ASAULT}}",
            "error",
            "has the type 'ASAULT'; did you mean 'ASSAULT'?",
        ),
        (
            "{of: a, ratio: 2, event: {figures: {kiled: {least: 3}}}}",
            "error",
            "has the figures 'kiled'; did you mean 'killed'?",
        ),
        ("{of: a, ratio: 2, event: {figures: {killed: {least: 3, most: 2}}}}", "error", "`least` is above"),
        ("{of: a, ratio: 2, event: {type: ASSAULT, factuality: [happened]}}", "error", "'happened'"),
        ("{of: a, ratio: 2, event: {type: ASSAULT, factuality: []}}", "error", "no factuality will do"),
        ("{of: a, ratio: 2, event: {}}", "error", "every event would do"),
        ("{of: a, ratio: 2, event: {places: [Qwzxville]}}", "warning", "no place is known as 'Qwzxville'"),
        ("{of: a, ratio: 2, event: {actors: [Qwzx Front]}}", "warning", "nobody is known as 'Qwzx Front'"),
        ("{of: a, ratio: 2, event: {type: ASSAULT, sides: [Rusia]}}", "warning", "did you mean 'Russia'?"),
    ],
)
def test_what_is_wrong_with_a_signpost_is_told(lore: Lore, signpost: str, level: str, said: str) -> None:
    found = check_signposts(load((SIGNPOST + signpost + "\n").encode()), lore)
    assert [(one.line, one.level) for one in found if said in one.text] == [(6, level)], found


def test_a_signpost_that_sees_what_another_sees_is_a_warning(lore: Lore) -> None:
    one = "{of: a, ratio: 2, event: {type: ASSAULT, places: [Kyiv, UKR]}}"
    found = check_signposts(load(f"{SIGNPOST}{one}\n  t: {one}\n".encode()), lore)
    assert [(each.line, each.level) for each in found] == [(7, "warning")]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_are_sound(path: Path, lore: Lore) -> None:
    parts = load(path.read_bytes())
    assert (check(parts), check_signposts(parts, lore)) == ([], [])


SOUND = EXAMPLES[0].read_text(encoding="utf-8")
ODD = [
    "",
    "0",
    "-1",
    "1e400",
    "[]",
    "{}",
    "~",
    "yes",
    "not a",
    "[[1]]",
    "{a: 1}",
    '"\\u202e"',
    "'",
    ":",
    "- x",
    "é" * 90,
]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_spoilt_file_gives_findings_or_one_error(data: st.DataObject) -> None:
    lines = SOUND.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(":")
        spoilt = [f"{key}{colon} {data.draw(st.sampled_from(ODD))}", "", lines[at][2:], lines[at] * 2]
        lines[at] = data.draw(st.sampled_from(spoilt))
    parts = _outcome("\n".join(lines).encode())
    if isinstance(parts, str):
        assert parts.startswith("line ")
    else:
        found = [*check(parts), *check_signposts(parts, _lore())]
        assert all(1 <= one.line <= len(lines) + 1 for one in found)


@given(st.binary(max_size=60) | st.text("{}[]:-,&*!#|>'\"\n\t ab01.", max_size=60).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_findings_or_one_error(body: bytes) -> None:
    parts = _outcome(body)
    assert parts.startswith("line ") if isinstance(parts, str) else check(parts)


def _outcome(body: bytes) -> Loaded | str:
    try:
        return load(body)
    except ScenarioError as error:
        return str(error)


@cache
def _lore() -> Lore:
    return Lore.open(cache_folder())
