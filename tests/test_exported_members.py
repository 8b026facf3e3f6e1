"""What `import dateline` offers: a promise to those who build on it, so that a change is made on purpose."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import dateline

EXPORTED = [
    "Claim",
    "Control",
    "DatelineError",
    "Document",
    "Event",
    "FetchError",
    "Figure",
    "Forecast",
    "Limits",
    "Lore",
    "LoreError",
    "Mention",
    "Options",
    "Page",
    "PageEntry",
    "Parser",
    "Quote",
    "ReadError",
    "Reading",
    "Record",
    "Response",
    "Statement",
    "Store",
    "StoreError",
    "TooLarge",
    "UsageError",
    "__version__",
    "decode",
    "encode",
    "read_document",
    "read_page",
]


def test_the_names_are_these() -> None:
    assert dateline.__all__ == EXPORTED
    assert set(EXPORTED) <= set(dir(dateline))


@pytest.mark.parametrize("name", EXPORTED)
def test_each_name_is_there_and_explained(name: str) -> None:
    value = getattr(dateline, name)
    assert isinstance(value, str) or value.__doc__


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dateline.nothing


def test_the_version_is_the_project_s() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == dateline.__version__
