"""Toponyms with coordinates: reading the XML, predicting beside the answers, scoring."""

from __future__ import annotations

import io
import json
import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import CorpusError
from dateline.lore import Lore
from dateline.lore.gazetteer.geometry import haversine_km
from dateline.measure import geoparsing
from dateline.measure.geoparsing import Article, Toponym
from dateline.parse import Parser
from tests.measure.corpus import Name, article, corpus, named

TEXT = "The ferry from Odesa to Varna was late. Nobody in Varna & around it minded."


def only(path: Path) -> Article:
    (found,) = geoparsing.load(path)
    return found


# -- loading


def test_answers_stand_in_order_with_their_points(tmp_path: Path) -> None:
    varna = Name("Varna", 24, 29, 43.2, 27.9, "726050")
    path = corpus(tmp_path, [article(TEXT, varna, named(TEXT, "Odesa"), day="2011-05-06 10:11:12.5-05")])
    found = only(path)
    assert (found.name, found.text, found.published) == ("a1", TEXT, "2011-05-06")
    assert found.answers == (
        Toponym(15, 20, "Odesa", None, None),
        Toponym(24, 29, "Varna", 43.2, 27.9, 726050),
    )
    assert [answer.located for answer in found.answers] == [False, True]


@pytest.mark.parametrize(
    ("day", "published"),
    [
        ("", None),
        ("2011-05-06", "2011-05-06"),
        (" 2011-05-06T10:00 ", "2011-05-06"),
        ("6 May 2011", None),
        ("2011-05", None),
        ("2011/05/06", None),
    ],
)
def test_the_day_of_an_article(tmp_path: Path, day: str, published: str | None) -> None:
    assert only(corpus(tmp_path, [article(TEXT, day=day)])).published == published


def test_articles_without_a_name_are_counted(tmp_path: Path) -> None:
    path = corpus(
        tmp_path, [article("One.", docid=None), article("Two.", docid="b"), article("Three.", docid="")]
    )
    assert [found.name for found in geoparsing.load(path)] == ["1", "b", "3"]


@pytest.mark.parametrize(("lat", "lon"), [("", ""), ("", "27.9"), (" ", " ")])
def test_a_point_may_be_missing(tmp_path: Path, lat: str, lon: str) -> None:
    (answer,) = only(corpus(tmp_path, [article(TEXT, named(TEXT, "Varna", lat, lon))])).answers
    assert not answer.located


@pytest.mark.parametrize("known", ["", "none", "-5", "²", "9" * 5000])
def test_an_id_that_is_none_is_left_out(tmp_path: Path, known: str) -> None:
    (answer,) = only(corpus(tmp_path, [article(TEXT, Name("Odesa", 15, 20, 46.5, 30.7, known))])).answers
    assert answer.geonameid is None


def test_a_text_with_elements_inside_is_read_whole(tmp_path: Path) -> None:
    body = "<articles><article><text>By <b>ferry</b> to Varna.</text></article></articles>"
    path = tmp_path / "news.xml"
    path.write_text(body, encoding="utf-8")
    assert only(path).text == "By ferry to Varna."


@given(
    shift=st.integers(-7, 7),
    before=st.text("abc. ", min_size=0, max_size=30),
    after=st.text("abc. ", min_size=0, max_size=30),
)
def test_shifted_offsets_are_put_right(
    tmp_path_factory: pytest.TempPathFactory, shift: int, before: str, after: str
) -> None:
    text = f"{before}Zalishchyky{after}"
    start = len(before)
    shifted = max(0, start + shift)
    path = corpus(
        tmp_path_factory.mktemp("shifted"),
        [article(text, Name("Zalishchyky", shifted, shifted + len("Zalishchyky")))],
    )
    (answer,) = only(path).answers
    assert (answer.start, answer.end, answer.text) == (start, start + 11, "Zalishchyky")


@pytest.mark.parametrize(
    ("text", "start", "found"),
    [
        ("Varna, Varna, Varna.", 0, 0),
        ("Varna, Varna, Varna.", 8, 7),  # the nearest of them
        ("Varna, Varna, Varna.", 13, 14),
        ("Varna, Varna, Varna.", 5, 7),
        ("Nobody went there at all, not to Varna.", 2, 2),  # too far off: the offsets are taken as they are
    ],
)
def test_the_nearest_words_are_meant(tmp_path: Path, text: str, start: int, found: int) -> None:
    (answer,) = only(corpus(tmp_path, [article(text, Name("Varna", start, start + 5))])).answers
    assert answer.start == found
    assert answer.text == text[answer.start : answer.end]


# -- what is no corpus

LAUGHS = "".join(
    f'<!ENTITY a{n} "{"".join(f"&a{n - 1};" for _ in range(10)) if n else "ha"}">' for n in range(12)
)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        pytest.param("", "no well-formed XML", id="nothing"),
        pytest.param("   \n", "no well-formed XML", id="blanks"),
        pytest.param("Just words.", "no well-formed XML", id="no XML"),
        pytest.param("<articles><article>", "no well-formed XML", id="cut off"),
        pytest.param("<articles><article></articles>", "no well-formed XML", id="crossed"),
        pytest.param("<articles>&unheard;</articles>", "no well-formed XML", id="unknown entity"),
        pytest.param('<?xml version="1.0" encoding="klingon"?><a/>', "no well-formed XML", id="encoding"),
        pytest.param('<?xml version="1.0" encoding="utf-7"?><a/>', "no well-formed XML", id="multi-byte"),
        pytest.param("<articles/>", "holds no <article>", id="no articles"),
        pytest.param("<TimeML><TEXT>words</TEXT></TimeML>", "holds no <article>", id="another format"),
        pytest.param(
            "<articles><article docid='a1'/></articles>", "article a1: it has no <text>", id="no text"
        ),
        pytest.param(
            f"<!DOCTYPE a [{LAUGHS}]><articles><article><text>&a11;</text></article></articles>",
            "declares entities",
            id="billion laughs",
        ),
        pytest.param(
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            "<articles><article><text>&x;</text></article></articles>",
            "declares entities",
            id="file in an entity",
        ),
    ],
)
def test_a_file_that_is_no_corpus(tmp_path: Path, content: str, cause: str) -> None:
    path = tmp_path / "news.xml"
    path.write_text(content, encoding="utf-8")
    _refused(path, cause)


def test_entities_are_seen_in_other_encodings(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_text(f"<!DOCTYPE a [{LAUGHS}]><articles>&a11;</articles>", encoding="utf-16")
    _refused(path, "declares entities")


@pytest.mark.parametrize("content", [bytes(range(256)), b"\0" * 100, b"\xff\xfe\x00", b"\x1f\x8b\x08" * 9])
def test_a_binary_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "news.xml"
    path.write_bytes(content)
    _refused(path, "no well-formed XML")


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    _refused(tmp_path, "cannot be read")
    _refused(tmp_path / "nothing.xml", "cannot be read")


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        (Name("Varna", "here", 29), "<start> is 'here', wanted a number"),
        (Name("Varna", 24, "2.9e1"), "<end> is '2.9e1', wanted a number"),
        (Name("Varna", -24, 29), "<start> is '-24', wanted a number"),
        (Name("Varna", "²", 29), "<start> is '²', wanted a number"),
        (Name("Varna", "9" * 5000, 29), "wanted a number"),
        (Name("Varna", "", 29), "<start> is '', wanted a number"),
        (Name("Varna", None, 29), "<start> is missing, wanted a number"),
        (Name("Varna", 24, None), "<end> is missing, wanted a number"),
        (Name("Varna", 29, 24), "from 29 to 24 lies outside"),
        (Name("Varna", 24, 24), "from 24 to 24 lies outside"),
        (Name("Sofia", 60, 400), "from 60 to 400 lies outside"),
        (Name("Sofia", 76, 81), "from 76 to 81 lies outside the text of 75 characters"),
        (Name("Varna", 9000, 9005), "from 9000 to 9005 lies outside"),
        (Name("Varna", 24, 29, 200, 27.9), "<lat> is '200', wanted degrees up to 90"),
        (Name("Varna", 24, 29, 43.2, -180.5), "<lon> is '-180.5', wanted degrees up to 180"),
        (Name("Varna", 24, 29, "nan", 27.9), "<lat> is 'nan', wanted degrees"),
        (Name("Varna", 24, 29, 43.2, "inf"), "<lon> is 'inf', wanted degrees"),
        (Name("Varna", 24, 29, "north", 27.9), "<lat> is 'north', wanted degrees"),
    ],
)
def test_an_answer_that_cannot_be_one(tmp_path: Path, name: Name, cause: str) -> None:
    _refused(corpus(tmp_path, [article(TEXT, name, docid="n7")]), cause, "article n7")


def test_what_is_wrong_in_a_later_article_is_told_with_its_name(tmp_path: Path) -> None:
    path = corpus(tmp_path, [article(TEXT, docid="good"), article(TEXT, Name("Varna", "?", 3), docid="bad")])
    loaded = geoparsing.load(path)
    assert next(loaded).name == "good"
    with pytest.raises(CorpusError, match="article bad"):
        next(loaded)


def test_elements_may_stand_deep_in_each_other(tmp_path: Path) -> None:
    deep = "<a>" * 50_000 + "</a>" * 50_000
    path = tmp_path / "news.xml"
    path.write_text(f"<articles><article><text>Varna</text>{deep}</article></articles>", encoding="utf-8")
    assert only(path).answers == ()


def _refused(path: Path, *causes: str) -> None:
    with pytest.raises(CorpusError) as caught:
        list(geoparsing.load(path))
    told = str(caught.value)
    assert str(path) in told
    assert [cause for cause in causes if cause not in told] == []
    assert len(told) < 300 + len(str(path))
    assert "\n" not in told


# -- predicting


def test_predictions_stand_in_the_text_and_overlap_its_names(lore: Lore, parser: Parser) -> None:
    text = "A bus from Lviv to Krakow burned out near Rzeszow on Friday.\n\nPolish police in Krakow said so."
    found = geoparsing.predict(Article("b", text, "2015-03-02", ()), lore, parser)
    assert all(text[p.start : p.end] == p.text for p in found)
    assert all(a.start < b.start for a, b in pairwise(found))
    places = {p.text: p for p in found}
    assert {"Lviv", "Krakow", "Rzeszow"} <= set(places)
    assert haversine_km(50.06, 19.94, places["Krakow"].lat or 0.0, places["Krakow"].lon or 0.0) < 25
    assert all(p.confidence is not None and 0 <= p.confidence <= 1 for p in found)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "…"])
def test_a_text_without_words_has_no_names(lore: Lore, parser: Parser, text: str) -> None:
    assert geoparsing.predict(Article("b", text, None, ()), lore, parser) == ()


# -- scoring

AT_ODESA = (46.48, 30.73)


def point(start: int, lat: float | None = None, lon: float | None = None, *, size: int = 5) -> Toponym:
    return Toponym(start, start + size, "", lat, lon)


def scores(answers: list[Toponym], predicted: list[Toponym]) -> dict[str, float]:
    return geoparsing.score([(Article("a", "", None, tuple(answers)), predicted)])


@pytest.mark.parametrize(
    ("answers", "predicted", "wanted"),
    [
        pytest.param(
            [], [], {"recognition_f1": 0, "within_161km": 0, "mean_error_km": 0, "auc": 0}, id="none"
        ),
        pytest.param(
            [point(0, *AT_ODESA)],
            [point(0, *AT_ODESA)],
            {"recognition_f1": 1, "within_161km": 1, "mean_error_km": 0, "auc": 0},
            id="right",
        ),
        pytest.param(
            [point(0, *AT_ODESA)],
            [point(2, *AT_ODESA)],
            {"recognition_f1": 1, "recognition_exact_f1": 0, "within_161km": 1},
            id="overlapping",
        ),
        pytest.param(
            [point(0, 0.0, 0.0)],
            [point(0, 0.0, 1.0)],  # a degree on the equator
            {"within_161km": 1, "mean_error_km": 111.195, "auc": math.log1p(111.195) / math.log1p(20039)},
            id="a degree off",
        ),
        pytest.param(
            [point(0, 0.0, 0.0)],
            [point(0, 0.0, 1.5)],
            {"within_161km": 0, "mean_error_km": 166.79},
            id="far off",
        ),
        pytest.param(
            [point(0, *AT_ODESA)],
            [point(0)],
            {"recognition_f1": 1, "within_161km": 0, "mean_error_km": 20039, "auc": 1},
            id="found without a point",
        ),
        pytest.param(
            [point(0), point(9, *AT_ODESA)],
            [point(0, 1.0, 1.0), point(9, *AT_ODESA)],
            {"recognition_f1": 1, "within_161km": 1, "mean_error_km": 0},
            id="an answer without a point does not count",
        ),
        pytest.param(
            [point(0, *AT_ODESA), point(9, *AT_ODESA), point(18, *AT_ODESA)],
            [point(9, *AT_ODESA), point(40, *AT_ODESA)],
            {
                "recognition_precision": 1 / 2,
                "recognition_recall": 1 / 3,
                "recognition_f1": 0.4,
                "within_161km": 1,
            },
            id="missed and made up",
        ),
    ],
)
def test_scores(answers: list[Toponym], predicted: list[Toponym], wanted: dict[str, float]) -> None:
    found = scores(answers, predicted)
    assert {name: found[name] for name in wanted} == pytest.approx(wanted, rel=1e-3)


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.just((None, None))
TOPONYMS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 9), POINTS).map(
        lambda given: Toponym(given[0], given[0] + given[1], "", *given[2])
    ),
    max_size=6,
)


@given(st.lists(st.tuples(TOPONYMS, TOPONYMS), max_size=4))
def test_scores_lie_in_their_ranges(texts: list[tuple[list[Toponym], list[Toponym]]]) -> None:
    found = geoparsing.score((Article("a", "", None, tuple(a)), p) for a, p in texts)
    shares = {name: value for name, value in found.items() if name != "mean_error_km"}
    assert all(0.0 <= value <= 1.0 for value in shares.values()), shares
    assert 0.0 <= found["mean_error_km"] <= 20_039.0
    assert found["recognition_exact_f1"] <= found["recognition_f1"]


@given(TOPONYMS)
def test_the_answers_themselves_are_right(answers: list[Toponym]) -> None:
    found = scores(answers, answers)
    assert found["recognition_exact_f1"] == (1.0 if answers else 0.0)
    assert found["within_161km"] == (1.0 if any(a.located for a in answers) else 0.0)


def test_a_prediction_is_kept_beside_its_answers() -> None:
    file = io.StringIO()
    answer = Toponym(0, 5, "Čačak", 43.9, 20.3, 792078)
    geoparsing.write(file, Article("ć", "Čačak", None, (answer,)), [Toponym(0, 5, "Čačak", 1.0, 2.0, 7, 0.5)])
    row = json.loads(file.getvalue())
    assert file.getvalue().count("\n") == 1
    assert "Čačak" in file.getvalue()
    assert row["document"] == "ć"
    assert row["answers"][0] | {"confidence": None} == row["answers"][0]
    assert row["predicted"] == [
        {"start": 0, "end": 5, "text": "Čačak", "lat": 1.0, "lon": 2.0, "geonameid": 7, "confidence": 0.5}
    ]
