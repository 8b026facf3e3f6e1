"""`dateline forecast …`: the ledger of forecasts, as people enter, see, score and carry it."""
