"""Streams of written text, each in a thread of its own; several temperatures are several streams."""

from __future__ import annotations

import itertools
import time
from collections.abc import Generator

import numpy as np
import numpy.typing as npt

from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.sampling import SamplingSettings, write
from rnnlab.session.text.worker import Worker, training_problem

_numbers = itertools.count(1)
_SLOW_CHUNK_SECONDS = 0.04


class Stream:
    """Text being written.

    Parameters
    ----------
    corpus
        Whose characters are written.
    shape, parameters
        The net; parameters flat float32 (P,).
    prime
        The beginning, as symbols; at least one.
    length
        Characters to be written.
    sampling
        How they are chosen.
    step
        Training step of the weights.
    pace
        Characters a second; None for as many as possible.

    Attributes
    ----------
    number
        Counts up from stream to stream.
    text
        Written so far, without the beginning.
    status
        ``"running"``, ``"finished"``, ``"stopped"`` or ``"failed"``.
    characters_per_second
        As measured, over all that was written.
    """

    def __init__(
        self,
        corpus: Corpus,
        shape: NetShape,
        parameters: Float32Array,
        prime: npt.NDArray[np.int32],
        length: int,
        sampling: SamplingSettings,
        step: int,
        pace: float | None = None,
    ) -> None:
        self.number = next(_numbers)
        self.prime, self.length, self.sampling, self.step, self.pace = prime, length, sampling, step, pace
        self.text = ""
        self.status = "running"
        self.problem: Problem | None = None
        self.characters_per_second = 0.0
        self._seconds = 0.0
        self._corpus = corpus
        self._worker: Worker[tuple[str, float], None] = Worker(
            lambda: self._write(shape, parameters), training_problem
        )
        self._worker.start()

    @property
    def beginning(self) -> str:
        """What the net read first."""
        return self._corpus.decode(self.prime)

    @property
    def is_running(self) -> bool:
        """Whether more is to come."""
        return self.status == "running"

    def stop(self) -> None:
        """Write no more."""
        if self.is_running:
            self.status = "stopped"
        self._worker.stop()

    def join(self) -> None:
        """Wait for the thread."""
        self._worker.join()

    def poll(self) -> bool:
        """Take what was written since the last look; True if anything changed."""
        delivery = self._worker.take()
        for text, seconds in delivery.items:
            if self.status != "stopped":
                self.text += text
                self._seconds += seconds
        if self._seconds > 0:
            self.characters_per_second = len(self.text) / self._seconds
        if delivery.finished:
            self.problem = delivery.problem
            if self.is_running:
                self.status = "failed" if delivery.problem else "finished"
        return bool(delivery.items) or delivery.finished

    def _write(self, shape: NetShape, parameters: Float32Array) -> Generator[tuple[str, float], None, None]:
        pace = self.pace
        chunk = None if pace is None else max(int(pace * _SLOW_CHUNK_SECONDS), 1)
        started = began = time.perf_counter()
        written = 0
        for symbols in write(shape, parameters, self.prime, self.length, self.sampling, chunk):
            yield self._corpus.decode(symbols), time.perf_counter() - began
            written += len(symbols)
            early = 0.0 if pace is None else written / pace - (time.perf_counter() - started)
            if early > 0 and self._worker.wait(early):
                return
            began = time.perf_counter()
