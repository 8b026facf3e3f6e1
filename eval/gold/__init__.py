"""Dispatches of several wars, annotated with who answers for what they tell. See GUIDELINE.md."""
