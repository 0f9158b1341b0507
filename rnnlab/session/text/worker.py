"""A generator run in a thread: what it yields and what comes of it wait for whoever looks."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rnnlab.core.problems import Problem
from rnnlab.session.job import step_back

Item = TypeVar("Item")
Result = TypeVar("Result")

CAPACITY = 256
"""The worker waits when nobody has looked for this many items."""
_numbers = itertools.count(1)


@dataclass
class Delivery(Generic[Item, Result]):
    """What has arrived since the last look.

    Attributes
    ----------
    items
        In order.
    finished
        True once, after the last item.
    result
        What the generator returned, if it came to its end.
    problem
        Why it ended early, if it did.
    """

    items: list[Item] = field(default_factory=list)
    finished: bool = False
    result: Result | None = None
    problem: Problem | None = None


class Worker(Generic[Item, Result]):
    """One generator in a thread of its own.

    Parameters
    ----------
    make
        Makes the generator, inside the thread.
    problem_of
        Puts an error nobody expected into a Problem.
    request_stop
        Called by `stop`, for generators that can end by themselves before the next item.
    """

    def __init__(
        self,
        make: Callable[[], Generator[Item, None, Result]],
        problem_of: Callable[[Exception], Problem],
        request_stop: Callable[[], None] = lambda: None,
    ) -> None:
        self._make, self._problem_of, self._request_stop = make, problem_of, request_stop
        self._condition = threading.Condition()
        self._delivery: Delivery[Item, Result] = Delivery()
        self._stopping = threading.Event()
        name = f"text-{next(_numbers)}"
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    def take(self) -> Delivery[Item, Result]:
        """Return what has arrived and forget it."""
        with self._condition:
            delivery, self._delivery = self._delivery, Delivery()
            self._condition.notify_all()
            return delivery

    def stop(self) -> None:
        """Ask the thread to end after the item in hand; returns at once."""
        self._stopping.set()
        self._request_stop()
        with self._condition:
            self._condition.notify_all()

    def join(self) -> None:
        """Wait for the thread to end."""
        if self._thread.ident is not None:
            self._thread.join()

    def wait(self, seconds: float) -> bool:
        """Sleep, inside the thread, unless it is stopped; True if it is."""
        return self._stopping.wait(seconds)

    def _run(self) -> None:
        step_back()
        result: Result | None = None
        problem: Problem | None = None
        try:
            result = self._drive(self._make())
        except Problem as known:
            problem = known
        except Exception as error:
            problem = self._problem_of(error)
        with self._condition:
            self._delivery.finished = True
            self._delivery.result, self._delivery.problem = result, problem

    def _drive(self, generator: Generator[Item, None, Result]) -> Result | None:
        try:
            while True:
                try:
                    item = next(generator)
                except StopIteration as stop:
                    result: Result = stop.value
                    return result
                with self._condition:
                    self._condition.wait_for(
                        lambda: self._stopping.is_set() or len(self._delivery.items) < CAPACITY
                    )
                    self._delivery.items.append(item)
                if self._stopping.is_set():
                    return None
        finally:
            generator.close()


class NewestWorker(Generic[Item, Result]):
    """A place for one worker: the newest takes it, the one before ends by itself meanwhile."""

    def __init__(self) -> None:
        self._worker: Worker[Item, Result] | None = None
        self._retired: list[Worker[Item, Result]] = []

    @property
    def is_busy(self) -> bool:
        """Whether something is still to come."""
        return self._worker is not None

    def start(self, worker: Worker[Item, Result]) -> None:
        """Start a worker; of the one before nothing comes any more."""
        self.retire()
        self._worker = worker
        worker.start()

    def retire(self) -> None:
        """Stop the worker without waiting for it."""
        if self._worker is not None:
            self._worker.stop()
            self._retired.append(self._worker)
            self._worker = None

    def take(self) -> Delivery[Item, Result] | None:
        """Return what has arrived since the last look; None if nobody is at work."""
        self._retired = [worker for worker in self._retired if worker.is_alive]
        if self._worker is None:
            return None
        delivery = self._worker.take()
        if delivery.finished:
            self._worker.join()
            self._worker = None
        return delivery

    def close(self) -> None:
        """End every thread and wait for it."""
        self.retire()
        for worker in self._retired:
            worker.join()


def training_problem(error: Exception) -> Problem:
    """Put an unexpected error in training into a Problem."""
    if isinstance(error, MemoryError):
        return Problem("training.memory", "hidden_size")
    return Problem("training.failed", "", detail=f"{type(error).__name__}: {error}")


def corpus_problem(error: Exception) -> Problem:
    """Put an unexpected error in reading a text into a Problem."""
    if isinstance(error, MemoryError):
        return Problem("corpus.memory", "corpus")
    return Problem("corpus.failed", "corpus", detail=f"{type(error).__name__}: {error}")
