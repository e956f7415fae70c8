"""The rules of the house, held by reading the code: imports point inward, files stay small, the README is complete."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import CHECKOUT

from importers.cli import digest

PACKAGES = ("archive", "importers", "web")
FORBIDDEN = {
    "archive": {"importers", "web", "flask", "click", "requests", "pypdfium2", "bs4"},
    "importers": {"web", "flask", "whoosh", "networkx", "sqlalchemy"},
    "web": {"click", "whoosh", "networkx", "sqlalchemy", "requests"},
}
HOMES = {
    "sqlalchemy": ("archive/store/",),
    "whoosh": ("archive/search/",),
    "networkx": ("archive/graph.py",),
    "click": ("importers/cli.py", "importers/commands/"),
    "requests": ("importers/fetch.py",),
    "flask": ("web/",),
}
LATE = ("importers/cli.py", "serve", "web")
INWARD = (
    "model reference errors settings",
    "reading",
    "curation",
    "store",
    "search graph current touching deriving judging review",
)
FILES = [path for package in PACKAGES for path in sorted((CHECKOUT / package).rglob("*.py"))]


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Every imported module with the function it is imported in ("" at the top), nested imports too."""

    def walk(node: ast.AST, inside: str) -> Iterator[tuple[str, str]]:
        for child in ast.iter_child_nodes(node):
            here = child.name if isinstance(child, ast.FunctionDef) else inside
            if isinstance(child, ast.Import):
                yield from ((alias.name, inside) for alias in child.names)
            elif isinstance(child, ast.ImportFrom) and child.module:
                yield from ((f"{child.module}.{alias.name}", inside) for alias in child.names)
            yield from walk(child, here)

    yield from walk(ast.parse(path.read_text("utf-8")), "")


def name(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_point_inward(path: Path) -> None:
    package = name(path).split("/")[0]
    for module, function in imported(path):
        top = module.split(".")[0]
        if (name(path), function, top) != LATE:
            assert top not in FORBIDDEN[package], f"{name(path)} imports {module}"
        homes = HOMES.get(top)
        assert homes is None or name(path).startswith(homes), f"{module} is at home in {homes}, not in {name(path)}"


def ring(module: str) -> int:
    """How far out a part of `archive` lies; 0 is the innermost."""
    part = module.split(".")[1] if "." in module else ""
    return next((at for at, names in enumerate(INWARD) if part in names.split()), len(INWARD))


@pytest.mark.parametrize("path", [path for path in FILES if name(path).startswith("archive/")], ids=name)
def test_inside_archive_imports_point_inward(path: Path) -> None:
    own = ring(name(path).removesuffix(".py").replace("/", "."))
    for module, _ in imported(path):
        if module.startswith("archive."):
            assert ring(module) <= own, f"{name(path)} reaches outward for {module}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_one_idea(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= 300, f"{name(path)} has {lines} lines"
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), f"{name(path)} does not say what it is for"


def test_every_command_is_in_the_readme_and_shows_an_example() -> None:
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    for command_name, command in digest.commands.items():
        assert f"digest {command_name}" in readme, f"README does not name digest {command_name}"
        assert "Example:" in (command.help or ""), f"digest {command_name} --help has no example"
        for parameter in command.params:
            assert isinstance(parameter, click.Argument) or getattr(parameter, "help", None), parameter.name
