"""Findings to records: ids, evidence and claims, in the contract's order."""

from dateline.assemble.findings import Findings
from dateline.assemble.records import records

__all__ = ["Findings", "records"]
