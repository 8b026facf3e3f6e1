"""What is compiled into the cache folder: the versions used last stay, and nobody misses the others."""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import Thread

from dateline.lore import load_pack
from dateline.lore.compiled import note_use, prune
from dateline.lore.packs import theatre_folders

HOUR, DAY = 3_600.0, 86_400.0


def laid(folder: Path, ages: dict[str, float]) -> None:
    """Files that were last used so many seconds ago."""
    for name, age in ages.items():
        (folder / name).write_text("x")
        os.utime(folder / name, (time.time() - age, time.time() - age))


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def versions(of: str, ending: str, *numbers: int) -> list[str]:
    return [f"{of}-{number:016x}.{ending}" for number in numbers]


def test_stale_compiled_files_are_pruned_and_nothing_else(tmp_path: Path) -> None:
    stale = ["gazetteer-0123456789abcdef.db", "pack-core-0123456789abcdef.msgpack"]
    others = ["gazetteer-mine.db", "pack-core.msgpack", "notes.txt", "gazetteer-0123456789abcdef.db.bak"]
    fresh = ["gazetteer-fedcba9876543210.db", "pack-core-fedcba9876543210.msgpack"]
    keep = tmp_path / "gazetteer-00000000000000ff.db"
    laid(tmp_path, dict.fromkeys((*stale, *others, keep.name), 31 * DAY) | dict.fromkeys(fresh, 0))
    (tmp_path / "gazetteer-1111111111111111.db").mkdir()
    prune(tmp_path, keep=keep)
    assert left(tmp_path) == {*others, *fresh, keep.name, "gazetteer-1111111111111111.db"}


def test_of_each_pack_and_of_the_gazetteer_the_last_few_stay(tmp_path: Path) -> None:
    kinds = {"pack-core": "msgpack", "pack-some_war": "msgpack", "gazetteer": "db"}
    for of, ending in kinds.items():
        laid(tmp_path, {name: number * DAY for number, name in enumerate(versions(of, ending, *range(9)), 1)})
    [keep] = versions("pack-core", "msgpack", 8)
    prune(tmp_path, keep=tmp_path / keep)
    wanted = versions("pack-some_war", "msgpack", 0, 1, 2, 3) + versions("gazetteer", "db", 0, 1, 2, 3)
    assert left(tmp_path) == {*wanted, *versions("pack-core", "msgpack", 0, 1, 2, 8)}


def test_what_was_used_within_the_hour_stays_whatever_came_after(tmp_path: Path) -> None:
    names = versions("pack-core", "msgpack", *range(9))
    laid(tmp_path, {name: number * HOUR / 6 for number, name in enumerate(names)})
    prune(tmp_path, keep=tmp_path / names[0])
    assert left(tmp_path) == {*names[:6]}


def test_a_file_that_is_still_read_is_not_stale(tmp_path: Path) -> None:
    used = tmp_path / "gazetteer-0123456789abcdef.db"
    used.write_text("x")
    os.utime(used, (time.time(), time.time() - 90 * DAY))
    prune(tmp_path, keep=tmp_path / "other")
    assert used.exists()


def test_using_is_noted(tmp_path: Path) -> None:
    laid(tmp_path, {"used": 40 * DAY})
    note_use(tmp_path / "used")
    assert time.time() - (tmp_path / "used").stat().st_mtime < HOUR
    note_use(tmp_path / "gone")


def test_prune_of_a_folder_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    prune(tmp_path / "nowhere", keep=tmp_path)


def test_a_pack_that_is_taken_away_is_compiled_again(tmp_path: Path) -> None:
    folder = theatre_folders()[0]
    laid(tmp_path, {"pack-left.part": 2 * HOUR, "pack-writing.part": 0})
    pack, ended = load_pack(folder, tmp_path), False
    assert "pack-left.part" not in left(tmp_path)
    [kept] = tmp_path.glob("*.msgpack")

    def take_away() -> None:
        while not ended:
            kept.unlink(missing_ok=True)

    thief = Thread(target=take_away)
    thief.start()
    try:
        assert all(load_pack(folder, tmp_path) == pack for _ in range(3))
    finally:
        ended = True
        thief.join()
    assert load_pack(folder, tmp_path) == pack
    assert left(tmp_path) == {kept.name, "pack-writing.part"}
