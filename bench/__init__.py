"""How fast and how large: `python -m bench`. What is measured and how stands in README.md."""

from dateline.settings import bound_threads

# Here, because every module of this package runs as a command of its own and numpy reads it when it loads.
bound_threads()
