"""`dateline store`: what is kept."""

from __future__ import annotations

from dateline import settings
from dateline.tell.cli.options import (
    StoreUrl,
    group,
)

__all__ = ["store_app"]

store_app = group("What is kept of all that was read.")


@store_app.command("refresh")
def refresh_store(store: StoreUrl = None) -> None:
    """Make anew what follows from the records: incidents, and who holds what by whom. Decisions are kept.

    For stores that an earlier version has filled, and after weights or packs have changed.
    """
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.deciding import refresh

        refresh(store=store or settings.default_store())
