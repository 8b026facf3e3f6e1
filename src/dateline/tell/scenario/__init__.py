"""Scenarios on the command line and for the API: checked, reckoned, watched, drafted, drawn."""
