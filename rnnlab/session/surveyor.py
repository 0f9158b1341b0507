"""Gradient surveys in a worker thread: the window never waits, and what is out of date is dropped.

Every net in view has a key of its own. A request replaces the key's waiting one; a key that was dropped takes
its result with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnnlab.core.batch import Batch
from rnnlab.core.cells import interpreter
from rnnlab.core.gradient_flow import Flow, measure
from rnnlab.core.net import Float32Array, NetShape

PATIENCE_SECONDS = 0.4


@dataclass(frozen=True, eq=False)
class SurveyRequest:
    """A net at a training step.

    Attributes
    ----------
    key
        Which net in view.
    shape, parameters, batch
        The net, and what it learns; the batch's first column is the sequence that is followed.
    step
        Training step of the parameters.
    """

    key: int
    shape: NetShape
    parameters: Float32Array
    batch: Batch
    step: int


@dataclass(frozen=True, eq=False)
class Survey:
    """What was measured.

    Attributes
    ----------
    flow
        The way back of one sequence.
    gradient_norm
        ‖∂L/∂θ‖ over all parameters and the whole batch: what clipping looks at.
    loss, correct, total
        Over the whole batch.
    step
        Training step.
    """

    flow: Flow
    gradient_norm: float
    loss: float
    correct: int
    total: int
    step: int

    def clip_factor(self, clip_norm: float) -> float:
        """Return what clipping multiplies the gradient with; 1 if ``clip_norm`` is 0 (off)."""
        if clip_norm <= 0 or not np.isfinite(self.gradient_norm):
            return 1.0
        return min(1.0, clip_norm / (self.gradient_norm + 1e-6))


def survey(request: SurveyRequest) -> Survey:
    """Measure a net: its flow on the batch's first sequence, and the whole batch's gradient."""
    batch, parameters = request.batch, request.parameters.astype(np.float64)  # (P,)
    steps = int(batch.lengths[0])
    flow = measure(
        request.shape,
        parameters,
        [int(index) for index in batch.inputs[:steps, 0]],
        int(batch.targets[steps - 1, 0]),
    )
    run = interpreter.forward(request.shape, parameters, batch.inputs, batch.targets)
    with np.errstate(over="ignore", invalid="ignore"):
        norm = float(np.linalg.norm(interpreter.backward(run)))
    return Survey(flow, norm, run.loss, run.correct, run.total, request.step)


class Surveyor:
    """Measures for whoever asks, in one thread."""

    def __init__(self, work: Callable[[SurveyRequest], Survey] = survey) -> None:
        self._work = work
        self._condition = threading.Condition()
        self._waiting: dict[int, SurveyRequest] = {}
        self._known: set[int] = set()
        self._at_work: int | None = None
        self._results: list[tuple[SurveyRequest, Survey]] = []
        self._closed = False
        self._thread: threading.Thread | None = None

    def request(self, request: SurveyRequest) -> None:
        """Ask for a survey; it comes from `poll`."""
        with self._condition:
            self._known.add(request.key)
            self._waiting[request.key] = request
            self._condition.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="surveyor", daemon=True)
            self._thread.start()

    def drop(self, key: int) -> None:
        """Forget a net: neither its requests nor its results count any more."""
        with self._condition:
            self._known.discard(key)
            self._waiting.pop(key, None)
            self._results = [pair for pair in self._results if pair[0].key != key]

    def is_busy(self, key: int | None = None) -> bool:
        """Return whether something is asked for (for a key, or at all) and not yet taken."""
        with self._condition:
            keys = {*self._waiting, *(pair[0].key for pair in self._results)}
            if self._at_work is not None and self._at_work in self._known:
                keys.add(self._at_work)
        return bool(keys) if key is None else key in keys

    def poll(self) -> list[tuple[SurveyRequest, Survey]]:
        """Return what was measured since the last look."""
        with self._condition:
            results, self._results = self._results, []
            return results

    def close(self) -> None:
        """End the worker and wait for it, but not for a long survey: nobody will look at it."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(PATIENCE_SECONDS)
            self._thread = None

    def _run(self) -> None:
        while True:
            with self._condition:
                self._at_work = None
                self._condition.wait_for(lambda: self._closed or self._waiting)
                if self._closed:
                    return
                key = next(iter(self._waiting))
                request = self._waiting.pop(key)
                self._at_work = key
            result = self._work(request)
            with self._condition:
                if key in self._known:
                    self._results.append((request, result))
                self._at_work = None
