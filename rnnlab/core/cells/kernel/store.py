"""Compiled code by cell: in memory, else from the disk, else compiled.

A file's name is a hash of the cell's graph, of the text of this package, of the processor and of the
compiler's version, so a file fits exactly or is not found. A file begins with the hash of its content: a
truncated or changed one is compiled anew. Files are written beside their place and moved there, so two
processes may do it at once; a folder that cannot be written to only means that the next start compiles again.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rnnlab
from rnnlab import paths
from rnnlab.core import optimizers
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.kernel import cell_code, library_code
from rnnlab.core.cells.kernel.machine import Library, Machine, host, object_code
from rnnlab.core.cells.kernel.memory import Memory
from rnnlab.core.cells.kernel.plan import Plan
from rnnlab.core.problems import Problem

_MARK = b"rnnlab kernel 1\n"
_ENDING = ".kernel"
_MOST_FILES = 256
_LIBRARY = "library"

_loaded: dict[str, Library] = {}
_cells: dict[str, CompiledCell] = {}


@dataclass(frozen=True, eq=False)
class CompiledCell:
    """A cell's machine code and the plans it was written from.

    Attributes
    ----------
    training, recording : Plan
        What is computed for training and for traces.
    code, library : Library
        The cell's own code, and the code all cells share.
    machine : Machine
        What it was made for.
    """

    training: Plan
    recording: Plan
    code: Library
    library: Library
    machine: Machine

    def connect(self, memory: Memory) -> None:
        """Write the addresses of all functions into a table."""
        for name in cell_code.PASSES:
            memory.set(name, self.code.address(cell_code.entry_name(name, memory.plan)))
        for name in library_code.CALLED_BY_CELLS:
            memory.set(name, self.library.address(name))


def compiled_cell(cell: Cell) -> CompiledCell:
    """Give a cell's code, compiling it if it is neither in memory nor on the disk.

    May be called in any thread; compiling goes on without Python's lock.

    Raises
    ------
    Problem
        ``backend.unavailable`` if LLVM cannot serve this machine.
    """
    try:
        return _compiled_cell(cell)
    except RuntimeError as error:
        detail = str(error)
        raise Problem("backend.unavailable", "backend", backend="compiled", detail=detail) from error


def _compiled_cell(cell: Cell) -> CompiledCell:
    signature = _signature(cell)
    if signature not in _cells:
        machine = host()
        plans = [Plan(cell, recording) for recording in (False, True)]
        entries = tuple(cell_code.entry_name(name, plan) for plan in plans for name in cell_code.PASSES)
        code = _library(signature, lambda: cell_code.cell_source(plans, machine), entries, machine)
        entries = (*library_code.ENTRIES, *library_code.CALLED_BY_CELLS)
        library = _library(_LIBRARY, lambda: library_code.library_source(machine), entries, machine)
        _cells[signature] = CompiledCell(plans[0], plans[1], code, library, machine)
    return _cells[signature]


def loaded_cell(cell: Cell) -> CompiledCell | None:
    """Give a cell's code if it is in memory; never waits."""
    return _cells.get(_signature(cell))


def is_ready(cell: Cell) -> bool:
    """Tell whether nothing needs to be compiled: a cell's code is in memory or on the disk."""
    signature = _signature(cell)
    if signature in _cells:
        return True
    return all(_read(_path(name, host())) is not None for name in (signature, _LIBRARY))


def forget() -> None:
    """Forget all code in memory; runners keep what they have."""
    _cells.clear()
    _loaded.clear()


def folder() -> Path:
    """Give the folder of compiled code."""
    return paths.user_cache() / "kernels"


@cache
def _signature_of(signature: str, quantities: tuple[tuple[str, int], ...]) -> str:
    return f"{signature}|{quantities}"


def _signature(cell: Cell) -> str:
    return _signature_of(cell.signature, tuple(cell.quantity_nodes.items()))


@cache
def _generator() -> str:
    """Give a hash of the code that writes code (the release, where the sources are not there to be read)."""
    text = hashlib.sha256(rnnlab.__version__.encode())
    for file in [*sorted(Path(__file__).parent.glob("*.py")), Path(optimizers.__file__)]:
        with contextlib.suppress(OSError):
            text.update(file.read_bytes())
    return text.hexdigest()


def _path(name: str, machine: Machine) -> Path:
    key = f"{_generator()}\n{machine.tag}\n{name}"
    return folder() / f"{hashlib.sha256(key.encode()).hexdigest()}{_ENDING}"


def _library(
    name: str, write_source: Callable[[], str], entries: tuple[str, ...], machine: Machine
) -> Library:
    if name not in _loaded:
        path = _path(name, machine)
        code = _read(path)
        if code is None:
            code = object_code(write_source(), machine)
            _write(path, code)
        else:
            with contextlib.suppress(OSError):
                path.touch()
        _loaded[name] = Library(code, entries, machine)
    return _loaded[name]


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    code = content[len(_MARK) + hashlib.sha256().digest_size :]
    return code if content == _with_hash(code) else None


def _with_hash(code: bytes) -> bytes:
    return _MARK + hashlib.sha256(code).digest() + code


def _write(path: Path, code: bytes) -> None:
    temporary = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(_with_hash(code))
        temporary.replace(path)
        _tidy(path.parent)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _tidy(place: Path) -> None:
    """Delete what was not used for longest: old versions' code, and what a crash left half written."""
    files = sorted(place.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST_FILES:]:
        file.unlink(missing_ok=True)
