"""Packs: YAML in, checked entries out. The decoded form is cached by a hash of the files."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import LoreError
from dateline.lore import schema
from dateline.lore.compiled import note_use, prune, sweep
from dateline.model import Factuality

__all__ = ["LightVerb", "WordClass", "Pack", "core_folder", "load_pack", "theatre_folders"]


class WordClass(schema.Entry, frozen=True):
    """A class of words: common nouns by lemma (core/nouns.yaml) or grammar words (core/words.yaml)."""

    words: tuple[str, ...]


class LightVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A verb that carries an event noun (core/light_verbs.yaml)."""

    lemma: str
    noun_is: str
    actor: str = "subject"
    effect: Factuality | None = None
    note: str | None = None


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """All entries of one pack folder. `head` is set for theatres."""

    head: schema.TheatreHead | None = None
    countries: tuple[schema.Country, ...] = ()
    organisations: tuple[schema.Entity, ...] = ()
    groups: tuple[schema.Entity, ...] = ()
    parties: tuple[schema.Entity, ...] = ()
    leaders: tuple[schema.Person, ...] = ()
    roles: tuple[schema.Role, ...] = ()
    outlets: tuple[schema.Outlet, ...] = ()
    areas: tuple[schema.Area, ...] = ()
    cues: tuple[schema.Cue, ...] = ()
    embedders: tuple[schema.Embedder, ...] = ()
    likelihood: tuple[schema.LikelihoodWord, ...] = ()
    certainty: tuple[schema.CertaintyWord, ...] = ()
    units: tuple[schema.Unit, ...] = ()
    items: tuple[schema.Item, ...] = ()
    nouns: tuple[WordClass, ...] = ()
    words: tuple[WordClass, ...] = ()
    light_verbs: tuple[LightVerb, ...] = ()
    frames: tuple[schema.Frame, ...] = ()
    deeds: tuple[schema.Deed, ...] = ()
    targets: tuple[schema.Target, ...] = ()
    means: tuple[schema.Means, ...] = ()
    families: tuple[schema.Family, ...] = ()
    incident_weights: tuple[schema.Weight, ...] = ()
    control_weights: tuple[schema.Weight, ...] = ()
    scenario_weights: tuple[schema.Weight, ...] = ()
    place_weights: tuple[schema.Weight, ...] = ()
    toponym_weights: tuple[schema.Weight, ...] = ()
    event_place_weights: tuple[schema.SignWeights, ...] = ()


_LISTS: dict[str, type] = {
    "countries": schema.Country,
    "organisations": schema.Entity,
    "groups": schema.Entity,
    "parties": schema.Entity,
    "leaders": schema.Person,
    "roles": schema.Role,
    "outlets": schema.Outlet,
    "areas": schema.Area,
    "cues": schema.Cue,
    "embedders": schema.Embedder,
    "likelihood": schema.LikelihoodWord,
    "certainty": schema.CertaintyWord,
    "units": schema.Unit,
    "items": schema.Item,
    "nouns": WordClass,
    "words": WordClass,
    "light_verbs": LightVerb,
    "frames": schema.Frame,
    "deeds": schema.Deed,
    "targets": schema.Target,
    "means": schema.Means,
    "families": schema.Family,
    "incident_weights": schema.Weight,
    "control_weights": schema.Weight,
    "scenario_weights": schema.Weight,
    "place_weights": schema.Weight,
    "toponym_weights": schema.Weight,
    "event_place_weights": schema.SignWeights,
}
# Bumped when the decoded form changes in a way that the files' hash does not show.
_FORM = "1"


def core_folder() -> Path:
    """Where the core pack lies in the installed package."""
    return Path(str(resources.files("dateline"))) / "packs" / "core"


def theatre_folders() -> tuple[Path, ...]:
    """The shipped theatre packs' folders, in order of name."""
    root = Path(str(resources.files("dateline"))) / "packs" / "theatres"
    return tuple(sorted(path.parent for path in root.glob("*/theatre.yaml")))


def load_pack(folder: Path, cache: Path | None = None) -> Pack:
    """The pack in `folder`; decoded entries are kept in `cache` when given.

    Raises LoreError naming the file and the key that is wrong.
    """
    files = sorted(folder.rglob("*.yaml"))
    if not files:
        raise LoreError(f"{folder}: wanted a pack (YAML files), found none")
    texts = [(path, path.read_bytes()) for path in files]
    if cache is None:
        return _decode(texts)
    kept = cache / f"pack-{folder.name}-{_fingerprint(texts)}.msgpack"
    try:
        pack = msgspec.msgpack.decode(kept.read_bytes(), type=Pack)
    except (OSError, msgspec.DecodeError):
        pack = _decode(texts)
        _keep(kept, msgspec.msgpack.encode(pack))
    else:
        note_use(kept)
    return pack


def _fingerprint(texts: list[tuple[Path, bytes]]) -> str:
    whole = hashlib.sha256(_FORM.encode())
    for path, text in texts:
        whole.update(path.name.encode())
        whole.update(text)
    # The shape of an entry is part of what was decoded.
    whole.update(Path(schema.__file__).read_bytes())
    return whole.hexdigest()[:16]


def _keep(path: Path, body: bytes) -> None:
    """Written aside and moved into place, so that no reader ever sees half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, "pack-*.part")
        handle, name = tempfile.mkstemp(prefix="pack-", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(body)
        os.replace(name, path)
    except OSError:
        # A cache that cannot be written costs time, not correctness.
        return
    prune(path.parent, keep=path)


def _decode(texts: list[tuple[Path, bytes]]) -> Pack:
    found: dict[str, list[Any]] = {}
    head: schema.TheatreHead | None = None
    for path, text in texts:
        content = _yaml(path, text)
        if path.name == "theatre.yaml":
            head = _entry(path, content, schema.TheatreHead)
            continue
        for name, kind, entries in _listed(path, content):
            found.setdefault(name, []).extend(_entry(path, entry, kind) for entry in entries)
    return Pack(head=head, **{name: tuple(entries) for name, entries in found.items()})


def _yaml(path: Path, text: bytes) -> Any:
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise LoreError(f"{path.name}: not YAML: {' '.join(str(error).split())}") from None


def _listed(path: Path, content: Any) -> Iterator[tuple[str, type, list[Any]]]:
    if not isinstance(content, dict):
        raise LoreError(
            f"{path.name}: wanted a mapping such as `countries: [...]`, found {type(content).__name__}"
        )
    for name, entries in content.items():
        # Files that a room reads for itself (page_frame.yaml) use keys that are no list of entries here.
        if name in _LISTS and isinstance(entries, list):
            yield name, _LISTS[name], entries


def _entry(path: Path, entry: Any, kind: type) -> Any:
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        key = entry.get("key", entry.get("lemma", "?")) if isinstance(entry, dict) else entry
        raise LoreError(f"{path.name}: entry {key!r}: {error}") from None
