"""A process of its own that adds to the ledger: `ledger_process.py URL AUTHOR TIMES`.

It says `ready` when all is imported, waits for a line, opens the store, and adds question after question.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from keep_version import QUESTION

from dateline.model.ledger import Body, LedgerEntry
from dateline.store import Store


def asked(entries: Sequence[LedgerEntry]) -> list[Body]:
    del entries
    return [QUESTION]


def main(url: str, author: str, times: int) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    with Store.open(url) as store, store.writer() as writer:
        for _ in range(times):
            writer.enter(asked, at=lambda: datetime.now(UTC).isoformat(), author=author)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
