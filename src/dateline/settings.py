"""The only place where the environment is read.

Everything else receives what it needs as an argument.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = [
    "bound_threads",
    "cache_folder",
    "corpora_folder",
    "default_store",
    "gazetteer_folder",
    "serve_token",
    "watch_folder",
]


def _folder(variable: str, fallback: str) -> Path:
    value = os.environ.get(variable)
    return Path(value) if value else Path.home() / fallback


def cache_folder() -> Path:
    """Where compiled packs and the gazetteer index live (`DATELINE_CACHE`, else the user's cache)."""
    given = os.environ.get("DATELINE_CACHE")
    return Path(given) if given else _folder("XDG_CACHE_HOME", ".cache") / "dateline"


def default_store() -> str:
    """The store's URL when none is given (`DATELINE_STORE`, else SQLite in the user's data folder)."""
    given = os.environ.get("DATELINE_STORE")
    if given:
        return given
    return f"sqlite:///{_folder('XDG_DATA_HOME', '.local/share') / 'dateline' / 'dateline.db'}"


def gazetteer_folder() -> Path:
    """Where added countries lie, no cache (`DATELINE_GAZETTEER`, else in the user's data folder)."""
    given = os.environ.get("DATELINE_GAZETTEER")
    if given:
        return Path(given)
    return _folder("XDG_DATA_HOME", ".local/share") / "dateline" / "gazetteer"


def watch_folder() -> Path:
    """Where a watch remembers its feeds when no store's file is there to lie beside (in the data folder)."""
    return _folder("XDG_DATA_HOME", ".local/share") / "dateline" / "watch"


def corpora_folder() -> Path:
    """Where the public corpora lie for `dateline eval` (`DATELINE_CORPORA`)."""
    return Path(os.environ.get("DATELINE_CORPORA", "../shared/corpora"))


def serve_token() -> str | None:
    """What writing over HTTP needs (`DATELINE_TOKEN`); None lets the server make one up."""
    return os.environ.get("DATELINE_TOKEN") or None


def bound_threads() -> None:
    """Keep the numeric libraries to one thread each; call before anything loads them.

    The batches of one document are too small to share out: more threads cost time, and reading in
    several processes would run threads times processes. Whoever has set these variables keeps them.
    """
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
