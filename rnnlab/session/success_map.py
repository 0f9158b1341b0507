"""The success map: two settings on the axes, at each crossing the share of seeds that learn everything."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from psygnal import Signal

from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.sweep import Axis, Place, Summary, coarse_to_fine, spread, summarise, with_value
from rnnlab.session.comparison import Comparison, Span
from rnnlab.session.sweep_job import SweepJob, SweepUnit

__all__ = ["MapCell", "SuccessMap"]

TELL_SECONDS = 0.1
"""Whoever shows the map is told of new cells this often at most: drawing them all costs some time."""


@dataclass(frozen=True)
class MapCell:
    """A cell of the map that is known.

    Attributes
    ----------
    place
        Where, and how much it stands for while its neighbours are unknown.
    summary
        What came of its seeds; None where such a net cannot be (then there is a problem).
    problem
        Why not.
    """

    place: Place
    summary: Summary | None
    problem: Problem | None = None


class SuccessMap:
    """A map in the making; settings come from a `Comparison` when it is started.

    Attributes
    ----------
    x, y
        The axes of the map shown.
    cells
        What is known, by column and row.
    """

    cells_changed = Signal()
    status_changed = Signal()
    problem_raised = Signal(object)

    def __init__(self) -> None:
        self.x = Axis("hidden_size", (1,))
        self.y = Axis("learning_rate", (0.1,))
        self.base = Experiment()
        self.seeds = self.steps = 0
        self.cells: dict[tuple[int, int], MapCell] = {}
        self._job: SweepJob | None = None
        self._retired: list[SweepJob] = []
        self._ended = True
        self._fresh, self._told = False, 0.0

    @property
    def status(self) -> str:
        """``idle``, ``running``, ``stopped`` or ``finished``."""
        job = self._job
        if job is None:
            return "idle"
        if not self._ended and not job.was_stopped:
            return "running"
        return "finished" if job.done >= job.total else "stopped"

    @property
    def progress(self) -> tuple[int, int]:
        """Cells known, and cells in all."""
        return len(self.cells), len(self.x.values) * len(self.y.values)

    @property
    def remaining(self) -> float | None:
        """Seconds still to go, None if that is not known."""
        return self._job.remaining if self._job is not None and self.status == "running" else None

    @property
    def elapsed(self) -> float:
        """Seconds the map has taken so far."""
        return 0.0 if self._job is None else self._job.elapsed

    def start(self, comparison: Comparison) -> Problem | None:
        """Begin the map that the settings ask for, or return what is wrong with them."""
        try:
            x, y = _axis(comparison.x, comparison.edge), _axis(comparison.y, comparison.edge)
            if x.name == y.name:
                raise Problem("sweep.twice", "y", axis=x.name)
        except Problem as problem:
            return problem
        self._retire()
        self.x, self.y, self.base = x, y, comparison.chosen
        self.seeds, self.steps = comparison.seeds, comparison.steps
        self.cells = {}
        seeds = tuple(range(self.seeds))
        units = (
            SweepUnit(place, self.experiment_at(place.column, place.row), seeds, self.steps)
            for place in coarse_to_fine(len(x.values), len(y.values))
        )
        self._job = SweepJob(units, len(x.values) * len(y.values))
        self._ended = False
        self._job.start()
        self.cells_changed.emit()
        self.status_changed.emit()
        return None

    def experiment_at(self, column: int, row: int) -> Experiment:
        """Return the set-up of a cell."""
        experiment = with_value(self.base, self.x.name, self.x.values[column])
        return with_value(experiment, self.y.name, self.y.values[row])

    def stop(self) -> None:
        """Stop soon; what is there stays."""
        if self._job is not None and not self._ended:
            self._job.stop()
            self.status_changed.emit()

    def poll(self) -> None:
        """Bring in what the threads have found; called by a timer."""
        self._retired = [job for job in self._retired if job.is_alive]
        if self._job is None or self._ended:
            return
        alive = self._job.is_alive
        found = self._job.take()
        for result in found:
            place: Any = result.unit.key
            summary = summarise(result.runs) if result.problem is None else None
            self.cells[place.column, place.row] = MapCell(place, summary, result.problem)
        self._fresh = self._fresh or bool(found)
        due = time.perf_counter() - self._told >= TELL_SECONDS
        if self._fresh and (due or not alive):
            self._fresh, self._told = False, time.perf_counter()
            self.cells_changed.emit()
        if not alive:
            self._ended = True
            self.status_changed.emit()

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        return not self._ended or bool(self._retired)

    def _retire(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._retired.append(self._job)

    def close(self) -> None:
        """Stop every thread and wait for it."""
        jobs = [*self._retired, *([self._job] if self._job else [])]
        for job in jobs:
            job.stop()
        for job in jobs:
            job.join()


def _axis(span: Span, edge: int) -> Axis:
    return spread(span.name, edge, span.low, span.high)
