"""A teller without knowledge: each control record tells what it says, in its document's voice."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Claim, Control, Document, Record, Told

__all__ = ["Teller"]


class Teller:
    """Documents without a day of publication tell nothing."""

    def told(self, records: Sequence[Record]) -> Sequence[Told]:
        [document] = [record for record in records if isinstance(record, Document)]
        known = document.published.start
        claims = {one.of.id: one.id for one in records if isinstance(one, Claim)}
        if known is None:
            return ()
        return [
            Told(claims[one.id], one.id, document.id, one.place, one.holder, one.change, known, known, known)
            for one in records
            if isinstance(one, Control)
        ]
