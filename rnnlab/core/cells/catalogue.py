"""The catalogue of cells: text files in ``resources/cells`` and in the person's own cell folder.

A cell file is TOML with ``states``, ``equations`` and the texts ``title``, ``source`` and ``look_at`` (each
with ``ko`` and ``en``). The file's name without its ending is the cell's name.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from rnnlab import paths
from rnnlab.core.cells.graph import Cell, Localised
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.problems import Problem

MAXIMUM_FILE_BYTES = 64 * 1024


def folders() -> tuple[Path, ...]:
    """Return the folders that are searched, the lab's own first."""
    return paths.resources() / "cells", paths.user_data() / "cells"


def names() -> tuple[str, ...]:
    """Return the names of all cells that can be loaded, in catalogue order."""
    found: dict[str, tuple[int, str]] = {}
    for folder in folders():
        for path in sorted(folder.glob("*.toml")):
            if path.stem not in found:
                order = _read(path).get("order", 1_000)
                found[path.stem] = (order if isinstance(order, int) else 1_000, path.stem)
    return tuple(sorted(found, key=found.__getitem__))


def load(name: str) -> Cell:
    """Return a cell by name.

    Raises
    ------
    Problem
        ``cell.unknown`` (field ``cell``), or what is wrong with its file.
    """
    for folder in folders():
        path = folder / f"{name}.toml"
        if Path(name).name == name and path.is_file():
            return load_file(path, path.stat().st_mtime_ns)
    raise Problem("cell.unknown", "cell", name=name, known=", ".join(names()))


@lru_cache(maxsize=256)
def load_file(path: Path, modified: int) -> Cell:
    """Return the cell in a file; ``modified`` (nanoseconds) makes a changed file another key."""
    del modified
    content = _read(path)
    states, equations = content.get("states"), content.get("equations")
    if not (
        isinstance(equations, str) and isinstance(states, list) and all(isinstance(s, str) for s in states)
    ):
        raise Problem("cell.file", "cell", name=path.name)
    return parse_cell(
        path.stem,
        states,
        equations.strip("\n"),
        title=_localised(content, "title", path.stem),
        source=_localised(content, "source"),
        look_at=_localised(content, "look_at"),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAXIMUM_FILE_BYTES:
            raise Problem("cell.too_long", "cell", limit=MAXIMUM_FILE_BYTES)
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Problem("cell.file", "cell", name=path.name) from error


def _localised(content: dict[str, Any], key: str, default: str = "") -> Localised:
    table = content.get(key, {})
    if not isinstance(table, dict):
        return Localised(default, default)
    return Localised(str(table.get("ko", default)), str(table.get("en", default)))
