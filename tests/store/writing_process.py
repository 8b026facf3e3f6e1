"""A process of its own that writes pages until it is stopped: `writing_process.py URL FIRST LAST`.

It says `ready` when all is imported, waits for a line, opens the store, and says the number of each page
once that has been reported as written.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from joined import Plain
from samples import article, entry

from dateline.model import Record
from dateline.store import Store

__all__ = ["long_page"]

_STATEMENTS = 200
"""So many that most of the time is spent inside a transaction, where a kill hurts most."""


def long_page(number: int) -> list[Record]:
    one = article(number)
    more = [
        replace(one.statement, id=f"{one.document.id}-{statement:04}") for statement in range(_STATEMENTS)
    ]
    return [*one.records, *more]


def main(url: str, first: int, last: int) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    with Store.open(url) as store, store.writer() as writer:
        for number in range(first, last):
            writer.add(entry(number), long_page(number), joins=Plain())
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
