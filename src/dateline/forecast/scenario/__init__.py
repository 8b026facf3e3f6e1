"""Scenarios: propositions that hang on each other, signposts that move them, and what follows."""
