"""Training in the background: one thread, one mailbox, one outcome.

The thread runs the core's pure iterator and posts every report; whoever owns the job looks into the mailbox
from its own timer. Nothing is called across threads, and what an old job still posts stays in its mailbox.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from rnnlab.core.problems import Problem

# At a wished pace a chunk lasts about so long, or is a single step.
SLOW_CHUNK_SECONDS = 0.05

# The worker waits when nobody has looked for this many reports, so a stalled window costs no memory.
MAILBOX_CAPACITY = 512
# How far training steps back where there are more threads at work than processors (as the command "nice").
NICENESS = 5
_numbers = itertools.count(1)


class AnyReport(Protocol):
    """What a job must know of the reports that it posts."""

    @property
    def status(self) -> str:
        """``running``, ``waiting``, or why training ended."""
        ...

    @property
    def losses(self) -> Sized:
        """One value a training step."""
        ...

    @property
    def seconds(self) -> float:
        """How long the chunk took."""
        ...


Report = TypeVar("Report", bound=AnyReport)


@dataclass
class Post(Generic[Report]):
    """What has arrived since the last look.

    Attributes
    ----------
    reports
        In order.
    finished
        True once, after the last report.
    problem
        Why the job ended early, if it did.
    """

    reports: list[Report] = field(default_factory=list)
    finished: bool = False
    problem: Problem | None = None


class Mailbox(Generic[Report]):
    """Reports on their way from the worker to whoever looks."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._post: Post[Report] = Post()
        self._closed = False

    def put(self, report: Report) -> None:
        """Post a report; waits while the mailbox is full and open."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or len(self._post.reports) < MAILBOX_CAPACITY)
            self._post.reports.append(report)

    def finish(self, problem: Problem | None) -> None:
        """Post the outcome."""
        with self._condition:
            self._post.finished = True
            self._post.problem = problem

    def take(self) -> Post[Report]:
        """Return what has arrived and empty the mailbox."""
        with self._condition:
            post, self._post = self._post, Post()
            self._condition.notify_all()
            return post

    @property
    def is_filled(self) -> bool:
        """Whether anything has arrived since the last look."""
        with self._condition:
            return bool(self._post.reports) or self._post.finished

    def close(self) -> None:
        """Let the worker go on even if nobody looks any more."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()


class TrainingJob(Generic[Report]):
    """One run of an iterator of reports in a thread of its own.

    Parameters
    ----------
    reports
        Made inside the thread by calling this.
    request_pause
        Asks the iterator to end after the chunk in progress.
    steps_per_second
        Read before every wait; None for as fast as possible.
    """

    def __init__(
        self,
        reports: Callable[[], Iterator[Report]],
        request_pause: Callable[[], None],
        steps_per_second: Callable[[], float | None] = lambda: None,
    ) -> None:
        self.number = next(_numbers)
        self.mailbox: Mailbox[Report] = Mailbox()
        self._reports = reports
        self._request_pause = request_pause
        self._steps_per_second = steps_per_second
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"training-{self.number}", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Ask the thread to end soon; returns at once."""
        self._stopping.set()
        self._request_pause()
        self.mailbox.close()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the thread to end; True if it has."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        problem: Problem | None = None
        step_back()
        try:
            for report in self._reports():
                self.mailbox.put(report)
                if self._stopping.is_set():
                    break
                self._wait(report)
        except Problem as known:
            problem = known
        except MemoryError:
            problem = Problem("training.memory", "hidden_size")
        except Exception as error:
            problem = Problem("training.failed", "", detail=f"{type(error).__name__}: {error}")
        self.mailbox.finish(problem)

    def _wait(self, report: Report) -> None:
        """Keep to the wished pace; a backend that is still loading is asked again soon."""
        pace = self._steps_per_second()
        if report.status == "waiting":
            self._stopping.wait(0.02)
        elif pace and report.status == "running":
            # a chunk from before the pace was set may be long; it is not paid for
            seconds = min(len(report.losses) / pace, max(1 / pace, SLOW_CHUNK_SECONDS))
            due = time.perf_counter() + seconds - report.seconds
            # in short naps, so that a changed pace is felt at once
            while time.perf_counter() < due and self._steps_per_second() == pace:
                if self._stopping.wait(min(max(due - time.perf_counter(), 0.0), 0.05)):
                    return


def step_back() -> None:
    """Let the window's thread go before this one, where the system knows priorities of threads."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
