"""`python -m dateline` is the `dateline` command."""

from __future__ import annotations

from dateline.tell.cli import main

# Reading processes import this module under another name; only the command itself runs.
if __name__ == "__main__":
    main()
