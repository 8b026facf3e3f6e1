"""How well it reads: `python -m eval`. What is measured, and on which part, stands in README.md."""

from dateline.settings import bound_threads

# Here, because every module of this package runs as a command of its own and numpy reads it when it loads.
bound_threads()
