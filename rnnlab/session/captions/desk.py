"""One background thread for what is looked at: in every lane only the newest request waits.

A picture that is being drawn asks for its caption many times a second. What has not begun when a newer
request comes is dropped. What has begun is finished and handed over, also if there is a newer request by
then: else nothing would be shown for as long as somebody asks faster than the work goes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rnnlab.core.problems import Problem

Result = TypeVar("Result")


@dataclass(eq=False)
class _Request:
    lane: str
    work: Callable[[], Any]
    done: Callable[[Any], None]
    result: Any = None
    problem: Problem | None = None
    is_wanted: bool = True


class Desk:
    """Does one piece of work after the other.

    Parameters
    ----------
    lanes
        Kinds of work, the most urgent first.
    calm
        So many seconds after a request in the first lane the others wait, because the next one may follow.
    """

    def __init__(self, lanes: Sequence[str], calm: float = 0.0) -> None:
        self._lanes = tuple(lanes)
        self._calm, self._calm_from = calm, 0.0
        self._condition = threading.Condition()
        self._waiting: dict[str, _Request] = {}
        self._newest: dict[str, _Request] = {}
        self._finished: list[_Request] = []
        self._in_hand: _Request | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def ask(self, lane: str, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Have something done in place of whatever its lane was asked for before.

        Parameters
        ----------
        lane
            Kind of work.
        work
            What to do, in the thread.
        done
            Called with what came of it by `poll`, unless the lane was cancelled.
        """
        request = _Request(lane, work, done)
        with self._condition:
            if self._closed:
                return
            self._waiting[lane] = self._newest[lane] = request
            if lane == self._lanes[0]:
                self._calm_from = time.monotonic() + self._calm
            self._condition.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="captions-desk", daemon=True)
            self._thread.start()

    def cancel(self, lane: str) -> None:
        """Forget what a lane was asked for, also what is in hand."""
        with self._condition:
            self._waiting.pop(lane, None)
            self._newest.pop(lane, None)
            self._finished = [request for request in self._finished if request.lane != lane]
            if self._in_hand is not None and self._in_hand.lane == lane:
                self._in_hand.is_wanted = False

    def is_busy(self, lane: str | None = None) -> bool:
        """Return whether something is still to come, in a lane or at all."""
        with self._condition:
            return lane in self._newest if lane is not None else bool(self._newest)

    def poll(self) -> Problem | None:
        """Hand over what is done; returns the last problem among it."""
        last: Problem | None = None
        while (request := self._next_finished()) is not None:
            if request.problem is None:
                request.done(request.result)
            else:
                last = request.problem
        return last

    def _next_finished(self) -> _Request | None:
        """Take what was finished first; one at a time, because what is done with it may cancel others."""
        with self._condition:
            if not self._finished:
                return None
            request = self._finished.pop(0)
            if self._newest.get(request.lane) is request:
                del self._newest[request.lane]
            return request

    def close(self) -> None:
        """End the thread and wait for it; what is still to come never comes."""
        with self._condition:
            self._closed = True
            self._newest.clear()
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while True:
            with self._condition:
                while (lane := self._due()) is None and not self._closed:
                    self._condition.wait(self._patience())
                if self._closed or lane is None:
                    return
                request = self._in_hand = self._waiting.pop(lane)
            try:
                request.result = request.work()
            except Problem as problem:
                request.problem = problem
            except Exception as error:
                request.problem = Problem("captions.failed", "", detail=f"{type(error).__name__}: {error}")
            with self._condition:
                self._in_hand = None
                if request.is_wanted:
                    self._finished.append(request)

    def _due(self) -> str | None:
        """Return the lane whose turn it is; None if nothing is to be done yet."""
        lane = next((lane for lane in self._lanes if lane in self._waiting), None)
        is_calm = lane == self._lanes[0] or time.monotonic() >= self._calm_from
        return lane if is_calm else None

    def _patience(self) -> float | None:
        """Return how long nothing can be due unless something is asked for; None for ever."""
        return max(self._calm_from - time.monotonic(), 0.001) if self._waiting else None
