"""How a net that adds is doing, found out in a worker thread for whatever weights are shown.

While it trains, only a sample is run and the unit looked for that follows the carry. Once training rests,
sums of the length it was trained on are tried, then longer ones. What is out of date is dropped half-way.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from psygnal import Signal

from rnnlab.core.adding import Follower, Result, sample_sums, trial_lengths, try_sums
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.tasks.addition import Addition
from rnnlab.session.sequence import SequenceSession


@dataclass(frozen=True, eq=False)
class SumQuestion:
    """A net to be tried.

    Attributes
    ----------
    shape, parameters, clamps
        The net as it is shown, flat (P,).
    bits
        What it was trained on.
    thorough
        Whether more than a sample is wanted.
    """

    shape: NetShape
    parameters: Float32Array
    clamps: Sequence[Clamp]
    bits: int
    thorough: bool

    def is_like(self, other: SumQuestion | None) -> bool:
        """Whether the answer would be the same."""
        if other is None or (self.shape, self.bits, self.thorough) != (
            other.shape,
            other.bits,
            other.thorough,
        ):
            return False
        same = np.array_equal(self.parameters, other.parameters)
        return same and tuple(self.clamps) == tuple(other.clamps)


@dataclass(frozen=True)
class Findings:
    """What is known so far.

    Attributes
    ----------
    sample
        Of a few hundred sums of the length trained on.
    follower
        The unit that follows the carry.
    results
        Of sums of every length on trial, as far as they have been run.
    """

    sample: Result
    follower: Follower | None
    results: tuple[Result, ...] = ()


def study(question: SumQuestion) -> Iterator[Findings]:
    """Find out about a net, the quickest things first."""
    net = (question.shape, question.parameters)
    sample, follower = sample_sums(*net, question.bits, question.clamps)
    found = Findings(sample, follower)
    yield found
    if not question.thorough:
        return
    for bits in trial_lengths(question.bits):
        before = found.results
        for result in try_sums(*net, bits, question.clamps):
            found = replace(found, results=(*before, result))
            yield found


class SumStudy:
    """Watches what a session shows and tells how it adds.

    Parameters
    ----------
    session
        The session. Where its task is not addition nothing happens.

    Attributes
    ----------
    findings
        What is known of the weights shown; None if nothing is yet.
    """

    changed = Signal()

    def __init__(self, session: SequenceSession) -> None:
        self._session = session
        self.findings: Findings | None = None
        self._condition = threading.Condition()
        self._asked: SumQuestion | None = None
        self._waiting: SumQuestion | None = None
        self._news: Findings | None = None
        self._at_work = False
        self._closed = False
        self._thread: threading.Thread | None = None
        session.exhibit.content_changed.connect(self.look)
        session.status_changed.connect(self.look)
        session.experiment_changed.connect(self._on_experiment_changed)

    def _on_experiment_changed(self) -> None:
        self._forget()

    def _forget(self) -> None:
        with self._condition:
            self._waiting = self._asked = self._news = None
        if self.findings is not None:
            self.findings = None
            self.changed.emit()

    def look(self) -> None:
        """Ask about what is shown, if it is something new."""
        content, task = self._session.exhibit.content, self._session.task
        if content is None or not isinstance(task, Addition) or content.trace.shape != self._session.shape:
            return
        thorough = self._session.status != "running"
        trace = content.trace
        question = SumQuestion(
            trace.shape, np.asarray(trace.parameters, np.float32), trace.clamps, task.bits, thorough
        )
        if question.is_like(self._asked):
            return
        with self._condition:
            self._asked = self._waiting = question
            self._news = None
            self._condition.notify_all()
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._work, name="sum study", daemon=True)
            self._thread.start()

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        with self._condition:
            return self._waiting is not None or self._news is not None or self._at_work

    def poll(self) -> None:
        """Bring in what was found out since the last look; called by a timer."""
        with self._condition:
            news, self._news = self._news, None
        if news is None:
            return
        self.findings = news
        self._session.exhibit.follow(news.follower)
        self.changed.emit()

    def close(self) -> None:
        """End the worker and wait for it."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._closed or self._waiting is not None)
                if self._closed:
                    return
                question, self._waiting = self._waiting, None
                self._at_work = True
            assert question is not None
            self._answer(question)
            with self._condition:
                self._at_work = False

    def _answer(self, question: SumQuestion) -> None:
        for found in study(question):
            with self._condition:
                if self._closed or self._asked is not question:
                    return
                self._news = found
