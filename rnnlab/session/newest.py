"""Work in a thread of which only the newest piece counts: what somebody typed a moment ago is out of date.

A request that has not begun when a newer one comes is dropped; one that is being worked on is finished, but
its result is not handed over.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Newest"]

Request = TypeVar("Request")
Result = TypeVar("Result")


class Newest(Generic[Request, Result]):
    """A worker.

    Parameters
    ----------
    work
        What to do with a request, in the thread.
    name
        Of the thread, which is started with the first request.
    """

    def __init__(self, work: Callable[[Request], Result], name: str) -> None:
        self._work, self._name = work, name
        self._condition = threading.Condition()
        self._newest: Request | None = None
        self._waiting: Request | None = None
        self._done: tuple[Request, Result] | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def request(self, request: Request) -> None:
        """Ask for something; it comes from :meth:`poll`."""
        with self._condition:
            self._newest = self._waiting = request
            self._done = None
            self._condition.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def forget(self) -> None:
        """Drop whatever was asked for."""
        with self._condition:
            self._newest = self._waiting = self._done = None

    @property
    def is_busy(self) -> bool:
        """Whether something was asked for that has not been taken yet."""
        with self._condition:
            return self._newest is not None

    def poll(self) -> tuple[Request, Result] | None:
        """Return the newest request with its result, once it is done."""
        with self._condition:
            done, self._done = self._done, None
            if done is not None:
                self._newest = None
            return done

    def close(self) -> None:
        """End the worker and wait for it."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._closed or self._waiting is not None)
                if self._closed:
                    return
                request, self._waiting = self._waiting, None
            assert request is not None
            result = self._work(request)
            with self._condition:
                if self._newest is request:
                    self._done = (request, result)
