"""The catalogue of cells: text files in ``resources/cells`` and in the person's own cell folder.

A cell file is TOML with ``states``, ``equations`` and the texts ``title``, ``source`` and ``look_at`` (each
with ``ko`` and ``en``). The file's name without its ending is the cell's name. The number ``order`` says
where it stands; cells with the same tens are a family.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from rnnlab import paths
from rnnlab.core.cells.cell_file import CellText, read_cell_text
from rnnlab.core.cells.graph import Cell
from rnnlab.core.problems import Problem

LONGEST_NAME = 100
LAST = 1_000
"""The order of a cell whose file gives none."""


def folders() -> tuple[Path, ...]:
    """Return the folders that are searched, the lab's own first."""
    return paths.resources() / "cells", paths.user_data() / "cells"


def names() -> tuple[str, ...]:
    """Return the names of all cells that can be loaded, in catalogue order."""
    return tuple(name for _, name in _ordered())


def groups() -> tuple[tuple[str, ...], ...]:
    """Return the same names by families."""
    families = groupby(_ordered(), key=lambda found: found[0] // 10)
    return tuple(tuple(name for _, name in family) for _, family in families)


def _ordered() -> list[tuple[int, str]]:
    """Return order and name of all cells that can be loaded."""
    found: list[tuple[int, str]] = []
    for name, path in _files().items():
        with suppress(Problem, OSError):
            _load(path)
            order = _text(path, path.stat().st_mtime_ns).order
            found.append((LAST if order is None else order, name))
    return sorted(found)


def built_in() -> frozenset[str]:
    """Return the names of the lab's own cells, which no other cell may have."""
    return frozenset(path.stem for path in folders()[0].glob("*.toml"))


def own_files() -> dict[str, Path]:
    """Return the files in a person's own folder by name, whether they can be loaded or not."""
    found = sorted(folders()[1].glob("*.toml"))
    return {path.stem: path for path in found if path.is_file()}


def forget() -> None:
    """Read every file anew: one was written, perhaps within a tick of the file system's clock."""
    _text.cache_clear()
    load_file.cache_clear()


def broken() -> dict[str, Problem]:
    """Return what is wrong with the cell files that cannot be loaded, by name."""
    problems: dict[str, Problem] = {}
    for name, path in _files().items():
        try:
            _load(path)
        except Problem as problem:
            problems[name] = problem
    return problems


@lru_cache(maxsize=1)
def first() -> str:
    """Return the name of the lab's own cell that stands first: the one to begin with."""
    return names()[0]


def load(name: str) -> Cell:
    """Return a cell by name.

    Raises
    ------
    Problem
        ``cell.unknown`` (field ``cell``), or what is wrong with its file.
    """
    path = _own(name) or _files().get(name)
    if path is None:
        raise Problem("cell.unknown", "cell", name=name[:40], known=", ".join(names()))
    return _load(path)


def _own(name: str) -> Path | None:
    """Return the file of one of the lab's own cells, which most are, without searching the folders."""
    if len(name) > LONGEST_NAME or Path(name).name != name:
        return None
    path = folders()[0] / f"{name}.toml"
    return path if path.is_file() else None


def _load(path: Path) -> Cell:
    try:
        return load_file(path, path.stat().st_mtime_ns)
    except OSError as error:  # it was there a moment ago
        raise Problem("cell.file", "cell", name=path.name) from error


def _files() -> dict[str, Path]:
    """Return the cell files by name; the lab's own come before a person's of the same name."""
    files: dict[str, Path] = {}
    for folder in folders():
        for path in sorted(folder.glob("*.toml")):
            if path.is_file():
                files.setdefault(path.stem, path)
    return files


@lru_cache(maxsize=256)
def load_file(path: Path, modified: int) -> Cell:
    """Return the cell in a file; ``modified`` (nanoseconds) makes a changed file another key."""
    return _text(path, modified).cell(path.stem)


@lru_cache(maxsize=256)
def _text(path: Path, modified: int) -> CellText:
    del modified
    return read_cell_text(path)
