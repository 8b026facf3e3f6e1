"""What holds the project together: declared dependencies, the lock, the model's independence."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import dateline

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "dateline"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirement: str) -> str:
    """The distribution that a requirement names."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return canonical(match[0])


def imported(folder: Path) -> set[str]:
    """Top-level modules that the files of a folder import, anywhere in them."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(name.name.split(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found.add(node.module.split(".")[0])
    return found


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    homes = packages_distributions()
    others = imported(SOURCE) - sys.stdlib_module_names - {"dateline"}
    used = {canonical(homes[module][0]) for module in others}
    declared = {named(requirement) for requirement in PROJECT["dependencies"]}
    assert used == declared


def test_the_model_imports_the_standard_library_alone() -> None:
    assert imported(SOURCE / "model") - sys.stdlib_module_names == {"dateline"}


def test_the_lock_holds_all_dependencies_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    held = {canonical(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.M)}
    wanted = {named(requirement) for requirement in PROJECT["dependencies"]}
    wanted |= {named(requirement) for requirement in PROJECT["optional-dependencies"]["dev"]}
    assert wanted <= held
    assert "://" not in lock
    pins = re.findall(r"^\S+==.*(?:\n {4}.*)+", lock, re.M)
    assert len(pins) == len(re.findall(r"^\S+==", lock, re.M))
    assert all("--hash=sha256:" in pin for pin in pins)


def test_the_version_is_the_same_everywhere() -> None:
    assert dateline.__version__ == PROJECT["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {PROJECT['version']}" in changes
