"""A sweep in the background: threads that share a list of work, and a mailbox for what they find.

Calls of machine code run without Python's lock, so threads use all cores; what little Python there is between
them leaves a window smooth. Whoever owns the job looks into it from its own timer.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from rnnlab.core.cells import catalogue, kernel
from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.sweep import RunnerPool, SeedRun, train_seeds

__all__ = ["SweepJob", "SweepResult", "SweepUnit"]

_PREPARING = threading.Lock()  # one thread at a time compiles: the others would compile the same
NICENESS = 5
_LEAST_DONE = 0.02
"""Share of the work from which on the remaining time can be told."""


@dataclass(frozen=True)
class SweepUnit:
    """A piece of work: some seeds of one set-up.

    Attributes
    ----------
    key
        What its owner knows it by.
    experiment, seeds, steps, stop_when_solved, keep_curves
        See `rnnlab.core.sweep.train_seeds`.
    """

    key: Hashable
    experiment: Experiment
    seeds: tuple[int, ...]
    steps: int
    stop_when_solved: bool = True
    keep_curves: bool = False


@dataclass(frozen=True, eq=False)
class SweepResult:
    """What came of a unit: its runs, or the problem that made it impossible."""

    unit: SweepUnit
    runs: tuple[SeedRun, ...]
    problem: Problem | None = None


def _step_back() -> None:
    """Let the window go first where the system knows threads of less importance (Linux)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


class SweepJob:
    """Works on units in threads until all are done or it is stopped.

    Parameters
    ----------
    units
        In the order in which they are begun.
    total
        How many there are.
    workers
        Number of threads; by default one a core.
    """

    def __init__(self, units: Iterable[SweepUnit], total: int, workers: int | None = None) -> None:
        self.total = total
        self.done = 0
        self._units: Iterator[SweepUnit] = iter(units)
        self._lock = threading.Lock()
        self._results: list[SweepResult] = []
        self._prepared: set[str] = set()
        self._stopping = threading.Event()
        self._began = self._ended = 0.0
        count = max(min(workers or os.cpu_count() or 1, max(total, 1)), 1)
        self._threads = [
            threading.Thread(target=self._run, name=f"sweep-{number}", daemon=True) for number in range(count)
        ]

    def start(self) -> None:
        """Start the threads."""
        self._began = time.perf_counter()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ask the threads to end soon; what is done stays. Returns at once."""
        self._stopping.set()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the threads to end; True if they have."""
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(timeout)
        return not self.is_alive

    @property
    def is_alive(self) -> bool:
        """Whether any thread still runs."""
        return any(thread.is_alive() for thread in self._threads)

    @property
    def was_stopped(self) -> bool:
        """Whether it was asked to end early."""
        return self._stopping.is_set()

    @property
    def elapsed(self) -> float:
        """Seconds since the start, until the last result if all are there."""
        return (self._ended if self.done >= self.total else time.perf_counter()) - self._began

    @property
    def remaining(self) -> float | None:
        """Seconds still to go, None while too little is known."""
        share = self.done / self.total if self.total else 1.0
        return None if share < _LEAST_DONE else self.elapsed * (1 / share - 1)

    def take(self) -> list[SweepResult]:
        """Return the results since the last look."""
        with self._lock:
            results, self._results = self._results, []
        return results

    def _run(self) -> None:
        _step_back()
        pool = RunnerPool()
        while not self._stopping.is_set():
            with self._lock:
                unit = next(self._units, None)
            if unit is None:
                return
            result = self._result(unit, pool)
            if result is None:
                return
            with self._lock:
                self._results.append(result)
                self.done += 1
                self._ended = time.perf_counter()

    def _prepare(self, cell: str) -> None:
        """Have a cell's code at hand; only the first time is any work."""
        if cell not in self._prepared:
            with _PREPARING:
                kernel.prepare(catalogue.load(cell))
            self._prepared.add(cell)

    def _result(self, unit: SweepUnit, pool: RunnerPool) -> SweepResult | None:
        """Do one unit; None if it was given up half-way."""
        runs: list[SeedRun] = []
        try:
            self._prepare(unit.experiment.cell)
            for ended in train_seeds(
                unit.experiment,
                unit.seeds,
                unit.steps,
                stop_when_solved=unit.stop_when_solved,
                keep_curves=unit.keep_curves,
                pool=pool,
            ):
                runs.extend(ended)
                if self._stopping.is_set():
                    return None
        except Problem as problem:
            return SweepResult(unit, (), problem)
        except MemoryError:
            return SweepResult(unit, (), Problem("training.memory", "hidden_size"))
        except Exception as error:
            detail = f"{type(error).__name__}: {error}"
            return SweepResult(unit, (), Problem("training.failed", "", detail=detail))
        return SweepResult(unit, tuple(sorted(runs, key=lambda run: run.seed)))
