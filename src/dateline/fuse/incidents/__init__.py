"""account[] -> incidents: reports of one happening joined, with reasons, figures, sources and a grade."""

from dateline.fuse.incidents.accounts import accounts
from dateline.fuse.incidents.comparing import Comparing
from dateline.fuse.incidents.grouping import grouped
from dateline.fuse.incidents.summary import incident, name_of

__all__ = ["Comparing", "accounts", "grouped", "incident", "name_of"]
