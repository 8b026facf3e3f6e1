"""What the store is handed for keeping who holds what: the chart room's telling with what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.model import Record, Told

if TYPE_CHECKING:
    from dateline.lore import Lore

__all__ = ["Teller"]


class Teller:
    """Tells what documents say of who holds which place; as `store.Telling`."""

    def __init__(self, lore: Lore) -> None:
        self._lore = lore

    def told(self, records: Sequence[Record]) -> Sequence[Told]:
        """The claims of one document."""
        from dateline.chart import told

        return told(records, self._lore)
