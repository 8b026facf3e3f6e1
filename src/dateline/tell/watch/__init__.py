"""`dateline watch`: feeds asked politely, their new entries read into the store."""

from dateline.tell.watch.reviving import revive as revive_feed
from dateline.tell.watch.setting import Wanted, state_folder
from dateline.tell.watch.status import tell_status
from dateline.tell.watch.watching import watch

__all__ = ["Wanted", "revive_feed", "state_folder", "tell_status", "watch"]
