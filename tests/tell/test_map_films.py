"""Films of an invented war: a frame a day, decoded back."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from dateline.errors import UsageError
from dateline.lore import Lore
from dateline.model.holds import Hold
from dateline.tell.maps.command import MapWanted, checked, draw_wanted
from dateline.tell.maps.film import film
from dateline.tell.maps.paper import Paper
from dateline.tell.maps.scene import Days, sheet_for
from tests.tell.mapped import DAY, SMALL, THEATRE, grid, hold


def changing() -> list[Hold]:
    fixed = [one for one in grid() if one.site.name != "Town 44"]
    first = hold("Town 44", 13.4, 18.4, "north", basis="baseline", until="2031-03-11")
    return [*fixed, first, replace(first, since="2031-03-11", until=None, holder="south")]


def test_a_film_has_a_frame_a_day_and_tells_how_far_it_is(tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    for name in ("a.gif", "b.gif"):
        film(
            changing(), DAY, "2031-03-13", tmp_path / name, theatre=THEATRE, look=SMALL,
            progress=lambda *at: done.append(at),
        )  # fmt: skip
    assert done == [(1, 3), (2, 3), (3, 3)] * 2
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()
    with Image.open(tmp_path / "a.gif") as image:
        frames = [np.asarray(one.convert("RGB")).astype(int) for one in ImageSequence.Iterator(image)]
    assert len(frames) == 3
    # Below the title, something changes between the first two days only: a settlement changes hands.
    changed = [(np.abs(a - b)[25:].sum(axis=2) > 60).sum() for a, b in pairwise(frames)]
    assert changed[0] > 200
    assert changed[1] == 0


def test_a_frame_is_the_picture_of_its_day() -> None:
    days = Days(sheet_for(changing(), THEATRE, SMALL, aspect=1.4), changing())
    reel = Paper(days.on(DAY))
    reel.pixels(days.on(DAY))
    for day in ("2031-03-11", DAY):
        width, height, rows = reel.pixels(days.on(day))
        frame = np.frombuffer(rows, dtype=np.uint8).reshape(height, width, 3).astype(int)
        with Image.open(BytesIO(Paper(days.on(DAY)).content(days.on(day), "png"))) as image:
            picture = np.asarray(image.convert("RGB")).astype(int)
        # Slices laid on each other round their colours once more.
        assert np.abs(frame - picture).max() <= 4


@pytest.mark.parametrize("path", ["/usr/bin:/bin", "/nowhere"])
def test_an_mp4_shows_each_day_with_or_without_the_machines_own_encoder(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path)
    out = tmp_path / "a.mp4"
    film(changing(), DAY, "2031-03-13", out, theatre=THEATRE, look=SMALL)
    frames = decoded(out)
    assert len(frames) == 3
    # What is packed for the eye is a little off everywhere; a settlement that changes hands is not a little.
    changed = [(np.abs(a - b)[25:].sum(axis=2) > 60).sum() for a, b in pairwise(frames)]
    assert changed[0] > 200
    assert changed[1] < 20


def decoded(path: Path) -> NDArray[np.int_]:
    """The frames of a film by their number, row, column and colour."""
    program = imageio_ffmpeg.get_ffmpeg_exe()
    raw = subprocess.run(
        [program, "-loglevel", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    return np.frombuffer(raw, dtype=np.uint8).reshape(-1, SMALL.height, SMALL.width, 3).astype(int)


def test_an_encoder_that_is_not_there_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "gone"))
    with pytest.raises(UsageError, match="cannot be run"):
        film(changing(), DAY, "2031-03-12", tmp_path / "f.mp4", theatre=THEATRE, look=SMALL)
    assert not list(tmp_path.iterdir())


def test_a_failing_ffmpeg_leaves_no_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\necho 'no such codec' >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(UsageError, match="no such codec"):
        film(changing(), DAY, "2031-03-12", tmp_path / "f.mp4", theatre=THEATRE, look=SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["ffmpeg"]


@pytest.mark.parametrize(
    ("since", "until", "name", "told"),
    [
        (DAY, DAY, "f.gif", "1 to 3,660 days"),
        (DAY, "2061-01-01", "f.gif", "1 to 3,660 days"),
        (DAY, "2031-03-12", "f.avi", "ends in .gif"),
        (DAY, "soon", "f.gif", "a day such as"),
    ],
)
def test_what_makes_no_film_is_refused(since: str, until: str, name: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told):
        film(changing(), since, until, tmp_path / name, theatre=THEATRE, look=SMALL)
    assert not list(tmp_path.iterdir())


def test_a_film_that_is_wanted_is_drawn(lore: Lore, tmp_path: Path) -> None:
    wanted = MapWanted(out=tmp_path / "f.gif", since=DAY, until="2031-03-12", size=(320, 240))
    draw_wanted(checked(wanted), changing(), lore)
    with Image.open(wanted.out) as image:
        assert image.size == (320, 240)
