"""How well it reads: `python -m eval`. What is measured, and on which part, stands in README.md."""
