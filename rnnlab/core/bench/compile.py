"""Compiling a cell for the first time, and finding it on the disk at the next start.

Both are timed in fresh processes with a cache of their own; starting Python and importing NumPy do not count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import rnnlab
from rnnlab.core.bench import Emit, Results
from rnnlab.core.bench.timing import duration, table
from rnnlab.core.cells import catalogue

_PROGRAM = """
import json, sys, time
from rnnlab.core.cells import catalogue
cells = [catalogue.load(name) for name in sys.argv[1:]]
times = {}
started = time.perf_counter()
import llvmlite.binding, llvmlite.ir
from rnnlab.core.cells.kernel.machine import host
host()
times["start"] = time.perf_counter() - started
started = time.perf_counter()
from rnnlab.core.cells import kernel
times["import"] = time.perf_counter() - started
for cell in cells:
    started = time.perf_counter()
    kernel.prepare(cell)
    times[cell.name] = time.perf_counter() - started
print(json.dumps(times))
"""


def measure(emit: Emit) -> Results:
    """Time both for every cell, each in a fresh process."""
    rows = [["Having a cell ready", "LLVM's start", "first time", "next start", "later cell, first time"]]
    results: Results = {}
    names = catalogue.names()
    for name in names:
        other = next((known for known in names if known != name), name)
        with tempfile.TemporaryDirectory() as home:
            first = _run(home, name)
            again = _run(home, name)
        with tempfile.TemporaryDirectory() as home:
            later = _run(home, other, name)
        results[name] = {
            "start": again["start"] + again["import"],
            "first": first[name],
            "cached": again[name],
            "later": later[name],
        }
        rows.append([name, *(duration(seconds) for seconds in results[name].values())])
    for line in table(rows):
        emit(line)
    return results


def _run(home: str, *names: str) -> dict[str, float]:
    """Prepare cells in a process of its own, with its cache in a folder."""
    root = str(Path(rnnlab.__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([root, known] if known else [root])
    environment = {**os.environ, "RNNLAB_HOME": home, "PYTHONPATH": path}
    command = [sys.executable, "-c", _PROGRAM, *names]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    times: dict[str, float] = json.loads(done.stdout)
    return times
