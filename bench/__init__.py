"""How fast and how large: `python -m bench`. What is measured and how stands in README.md."""
