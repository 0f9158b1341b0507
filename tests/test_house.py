"""The house's rules, as far as a program can read them."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rnnlab"

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
QT_MODULES = {"PySide6", "pyqtgraph", "shiboken6"}
# In pieces, so that this file is not its own first finding.
FORBIDDEN_TEXT = [
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js",
    "deb" + ".debian",
    "download." + "pytorch",
    "/work" + "/",
    "/opt" + "/",
    "/root" + "/",
]
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"]))
TYPE_IGNORE = re.compile(r"#\s*type:\s*" + r"ignore(?!\[)")
UNTRACKED_FOLDERS = {"build", "dist", "__pycache__"}


def tracked_files() -> list[Path]:
    """Return what belongs to the repository, also where there is no git to ask."""
    paths = list(_walk(ROOT))
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
        if listed.returncode == 0:
            paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") and path.name not in {".ci", ".gitignore"}
        if hidden or path.name in UNTRACKED_FOLDERS:
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def python_files(folder: Path = ROOT) -> list[Path]:
    """Return the Python files below a folder, tracked or about to be."""
    inside = {path for path in tracked_files() if path.suffix == ".py" and path.is_relative_to(folder)}
    if folder != ROOT:
        inside |= set(folder.rglob("*.py"))
    return sorted(inside)


def where(path: Path, line: int | None = None) -> str:
    """Return a place as a person reads it."""
    return str(path.relative_to(ROOT)) + (f":{line}" if line is not None else "")


def imported(path: Path) -> list[str]:
    """Return the names of the modules that a file imports, wherever in it."""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return names


def cell_names() -> set[str]:
    """Return the names of the catalogue: its files' stems."""
    return {path.stem for path in (ROOT / "resources" / "cells").glob("*.toml")}


def docstrings(tree: ast.Module) -> set[int]:
    """Return the ids of the constants that are docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    firsts = [node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    return {id(first.value) for first in firsts if isinstance(first, ast.Expr)}


def test_files_are_short() -> None:
    long = {where(path): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how long a function is without its docstring, which tells shapes, units and errors."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        told = function.body[0]
        lines -= (told.end_lineno or 0) - told.lineno + 1
    return lines


def test_functions_are_short() -> None:
    long = [
        f"{where(path, node.lineno)} {node.name}: {lines_of_code(node)} lines"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of_code(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_hosts_and_no_paths_of_one_machine() -> None:
    found = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", "ignore")
        found += [f"{where(path)}: {word}" for word in FORBIDDEN_TEXT if word in text]
    assert found == []


def test_nothing_is_left_unfinished() -> None:
    found = []
    for path in python_files():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if UNFINISHED.search(line) or TYPE_IGNORE.search(line):
                found.append(f"{where(path, number)}: {line.strip()}")
    assert found == []


def test_no_test_is_skipped() -> None:
    marks = {"skip", "skipif", "xfail", "importorskip"}
    found = [
        where(path, node.lineno)
        for path in python_files(ROOT / "tests")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in marks
    ]
    assert found == []


def test_no_cell_is_named_outside_the_catalogue() -> None:
    names = cell_names()
    assert names, "the catalogue is empty"
    found = []
    for path in python_files(PACKAGE):
        tree = ast.parse(path.read_text("utf-8"))
        told = docstrings(tree)
        found += [
            f"{where(path, node.lineno)}: {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and node.value in names and id(node) not in told
        ]
    assert found == []


def test_qt_stays_in_its_room() -> None:
    found = []
    for path in python_files(PACKAGE):
        if path.is_relative_to(PACKAGE / "qt"):
            continue
        found += [f"{where(path)}: {name}" for name in imported(path) if name.partition(".")[0] in QT_MODULES]
    assert found == []


def test_bootstrap_needs_nothing_but_python() -> None:
    """What runs before anything is installed imports the standard library and itself."""
    files = [
        ROOT / "main.py",
        PACKAGE / "__init__.py",
        PACKAGE / "paths.py",
        *python_files(PACKAGE / "bootstrap"),
    ]
    found = [
        f"{where(path)}: {name}"
        for path in files
        for name in imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not f"{name}.".startswith("rnnlab.bootstrap.")
    ]
    assert found == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        where(path)
        for path in python_files(PACKAGE)
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize(
    "name", ["torch", "llvmlite", "numpy", "psygnal", "pycparser", "safetensors", "sympy", "regex"]
)
def test_dependencies_are_pinned(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert [line for line in project["dependencies"] if line.startswith(f"{name}==")]


def test_void_calls_of_qt_lose_no_references() -> None:
    """PySide6 6.12.0 aborts on CPython 3.11 here: nearly every void call loses a reference to None."""
    program = (
        "from PySide6.QtCore import QObject\n"
        "thing = QObject()\n"
        "for _ in range(300_000):\n"
        "    thing.setObjectName('')\n"
        "print('sound')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "sound"), done.stderr
