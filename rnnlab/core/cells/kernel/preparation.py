"""Having a cell's code compiled before it is needed, here or in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import rnnlab
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.kernel.store import compiled_cell
from rnnlab.core.cells.language import parse_cell

# Held until they have ended, so that one nobody asks about any more is still waited for.
_running: list[subprocess.Popen[str]] = []


@dataclass
class Preparation:
    """A compilation under way in another process.

    Attributes
    ----------
    process
        None if there was nothing to start; the code is then compiled by whoever needs it.
    """

    process: subprocess.Popen[str] | None

    def stop(self) -> None:
        """End the process if it still runs."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def prepare(cell: Cell) -> None:
    """Load a cell's code for training and recording, compiling it if it must be.

    Parameters
    ----------
    cell
        Any cell.

    Notes
    -----
    May be called in any thread. Compiling goes on without Python's lock; only writing the code (about 0.05 s)
    is Python's work.
    """
    compiled_cell(cell)


def prepare_in_subprocess(cell: Cell) -> Preparation:
    """Start compiling a cell's code into the folder on the disk; `is_prepared` tells when it is done."""
    if getattr(sys, "frozen", False) or not sys.executable:
        return Preparation(None)
    root = str(Path(rnnlab.__file__).resolve().parent.parent)
    path = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, path] if path else [root])}
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "rnnlab.core.cells.kernel"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
            # on Windows, a program without a console must not open one
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return Preparation(None)
    _running[:] = [process, *(known for known in _running if known.poll() is None)]
    assert process.stdin is not None
    try:
        with process.stdin as stream:
            json.dump({"states": cell.states, "equations": cell.equations}, stream)
    except OSError:
        process.kill()
        process.wait()
    return Preparation(process)


def is_prepared(preparation: Preparation) -> bool:
    """Tell whether a preparation has ended; whatever came of it, the code can now be asked for."""
    return preparation.process is None or preparation.process.poll() is not None


def prepare_from(text: str) -> None:
    """Compile the cell that `prepare_in_subprocess` has written as text."""
    content = json.loads(text)
    prepare(parse_cell("prepared", content["states"], content["equations"]))
