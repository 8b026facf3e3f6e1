"""Words that leave open what a question is about, or whether it came true."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec
import yaml

from dateline.errors import LoreError

__all__ = ["Vague", "vague"]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    subjects: frozenset[str]
    openers: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vague:
    """Subjects that stand for nothing named, words that may open a question, words without a measure."""

    subjects: frozenset[str]
    openers: frozenset[str]
    words: frozenset[str]


@cache
def vague() -> Vague:
    """What `packs/ledger/vague.yaml` has. Raises LoreError that names the key."""
    path = resources.files("dateline") / "packs" / "ledger" / "vague.yaml"
    try:
        read = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), type=_File, strict=True)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise LoreError(f"{path}: {error}") from None
    return Vague(read.subjects, read.openers, read.words)
