"""The page that `dateline serve` shows: files under `static`, which the API serves as they are.

Plain ES modules, checked as TypeScript by their comments (`make check`). `static/vendor` holds what comes
from the npm registry and is built by `make vendor`.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["STATIC"]

STATIC = Path(__file__).parent / "static"
"""Where the page's files lie."""
