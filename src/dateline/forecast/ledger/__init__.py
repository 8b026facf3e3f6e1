"""The ledger of forecasts: what its entries come to, what a question lacks, whether the chain is whole."""

from dateline.forecast.ledger.asking import lacks
from dateline.forecast.ledger.chain import faults
from dateline.forecast.ledger.lines import entry_of, line_of
from dateline.forecast.ledger.replay import Standing, body_of, due_by, newest, replay, standing

__all__ = [
    "Standing",
    "body_of",
    "due_by",
    "entry_of",
    "faults",
    "lacks",
    "line_of",
    "newest",
    "replay",
    "standing",
]
