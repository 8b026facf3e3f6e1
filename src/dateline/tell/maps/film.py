"""A film of who held what: a frame a day, as GIF or as MP4."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dateline.errors import UsageError
from dateline.model.holds import Hold
from dateline.tell.files import placed
from dateline.tell.maps.drawing import checked_look
from dateline.tell.maps.holding import Look, Theatre, checked_day
from dateline.tell.maps.paper import Paper, aspect_of
from dateline.tell.maps.scene import Days, sheet_for

__all__ = ["film"]

# Width, height and rows of red, green and blue.
Pixels = tuple[int, int, bytes]
Progress = Callable[[int, int], None]

# Ten years of days; a longer film is a slip in a year.
_MOST_DAYS = 3_660
# As many as a GIF can have.
_COLOURS = 256
_UNMET = -1
_FFMPEG = "ffmpeg"


def film(
    holds: Iterable[Hold],
    since: str,
    until: str,
    out: Path,
    *,
    theatre: Theatre,
    look: Look | None = None,
    frames_a_second: int = 5,
    progress: Progress | None = None,
) -> None:
    """Draws every day from `since` up to and without `until` to a file: .gif or .mp4.

    Extent, names and legend stay the same throughout. `progress` is told how many of how many frames are
    done.
    Raises UsageError for another ending, days that make no film, and MP4 where no encoder can be run.
    """
    write = _writer(out)
    days = list(_days(since, until))
    if not 1 <= frames_a_second <= 50:
        raise UsageError(f"wanted 1 to 50 frames a second, got {frames_a_second}")
    look = checked_look(look or Look(width=800, height=600))
    frames = _frames(list(holds), days, theatre, look, progress)
    with _finished(out) as target:
        write(frames, target, frames_a_second)


def _writer(out: Path) -> Callable[[Iterator[Pixels], Path, int], None]:
    form = out.suffix.casefold()
    if form == ".gif":
        return _write_gif
    if form == ".mp4":
        return partial(_write_mp4, _encoder())
    raise UsageError(f"wanted a film that ends in .gif or .mp4, got {out.name!r}")


def _encoder() -> str:
    """The machine's own ffmpeg, or the one that a registry package brings. Raises UsageError without any."""
    import imageio_ffmpeg

    own = shutil.which(_FFMPEG)
    try:
        return own if own is not None else imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise UsageError(
            "an .mp4 needs the program ffmpeg, which is not here; install it or ask for a .gif"
        ) from error


def _days(since: str, until: str) -> Iterator[str]:
    first, end = (date.fromisoformat(checked_day(day)) for day in (since, until))
    count = (end - first).days
    if not 1 <= count <= _MOST_DAYS:
        raise UsageError(f"wanted a film of 1 to {_MOST_DAYS:,} days, got {since} until {until}: {count:,}")
    return ((first + timedelta(days=i)).isoformat() for i in range(count))


def _frames(
    holds: Sequence[Hold], days: Sequence[str], theatre: Theatre, look: Look, progress: Progress | None
) -> Iterator[Pixels]:
    sheet = sheet_for(holds, theatre, look, aspect=aspect_of(look.width, look.height))
    scenes = Days(sheet, holds)
    paper = Paper(scenes.on(days[0]), shades=scenes.shades(days[0], days[-1]), towns=scenes.all())
    for done, day in enumerate(days, 1):
        yield paper.pixels(scenes.on(day))
        if progress is not None:
            progress(done, len(days))


@contextmanager
def _finished(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its place when all went well, and is gone when not."""
    try:
        with NamedTemporaryFile(dir=out.parent, prefix=".", suffix=out.suffix, delete=False) as file:
            target = Path(file.name)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}") from error
    try:
        yield target
        placed(target, out)
    finally:
        target.unlink(missing_ok=True)


def _write_gif(frames: Iterator[Pixels], out: Path, frames_a_second: int) -> None:
    first = next(frames)
    # One palette for all: with one for each frame, areas that stay would flicker. The first frame has all
    # colours, since its legend lists what any of the days shows.
    palette = _Palette(first)
    rest = (palette.indexed(frame) for frame in frames)
    palette.indexed(first).save(
        out, format="GIF", save_all=True, append_images=rest, loop=0,
        duration=round(1000 / frames_a_second), optimize=False, disposal=1,
    )  # fmt: skip


class _Palette:
    """The commonest colours of a frame: areas, land and sea and most shades at the edges of letters."""

    def __init__(self, frame: Pixels) -> None:
        colours, counts = np.unique(_packed(frame), return_counts=True)
        self._colours = np.sort(colours[np.lexsort((colours, -counts))[:_COLOURS]])
        self._bytes = _channels(self._colours).astype(np.uint8).tobytes()
        # The nearest colour's place for each that was ever met: most come again in every frame.
        self._nearest = np.full(1 << 24, _UNMET, dtype=np.int16)

    def indexed(self, frame: Pixels) -> Image.Image:
        """A frame in the colours of the palette, each pixel in the nearest."""
        packed = _packed(frame)
        found = self._nearest[packed]
        if (found == _UNMET).any():
            new = np.unique(packed[found == _UNMET])
            apart = _channels(new)[:, None, :] - _channels(self._colours)[None, :, :]
            self._nearest[new] = (apart**2).sum(axis=2).argmin(axis=1)
            found = self._nearest[packed]
        image = Image.frombytes("P", frame[:2], found.astype(np.uint8).tobytes())
        image.putpalette(self._bytes)
        return image


def _packed(frame: Pixels) -> NDArray[np.int32]:
    """Each pixel as one number."""
    rows = np.frombuffer(frame[2], dtype=np.uint8).reshape(-1, 3).astype(np.int32)
    return np.asarray((rows[:, 0] << 16) | (rows[:, 1] << 8) | rows[:, 2])


def _channels(packed: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=-1)


def _write_mp4(encoder: str, frames: Iterator[Pixels], out: Path, frames_a_second: int) -> None:
    width, height, rows = next(frames)
    command = [
        encoder, "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}",
        "-r", str(frames_a_second), "-i", "-",
        # Colour is kept for every second pixel, so that both sides must be even.
        "-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2", "-c:v", "libx264", "-preset", "medium", "-threads", "1",
        "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        str(out),
    ]  # fmt: skip
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        raise UsageError(f"{encoder} cannot be run: {error.strerror or error}; ask for a .gif") from error
    with process:
        assert process.stdin is not None
        assert process.stderr is not None
        try:
            process.stdin.write(rows)
            for _, _, rows in frames:
                process.stdin.write(rows)
            process.stdin.close()
        except BrokenPipeError:
            pass
        told = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise UsageError(
            f"ffmpeg could not make {out.name}: {told.splitlines()[-1] if told else 'no reason told'}"
        )
