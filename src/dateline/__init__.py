"""Dateline reads war and diplomatic reporting and keeps the record."""
