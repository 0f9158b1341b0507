"""Saving and opening text nets in the background, and saving by itself now and then."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rnnlab import paths
from rnnlab.core.problems import Problem
from rnnlab.core.text import store
from rnnlab.core.text.store import SavedText
from rnnlab.session.errand import Errand
from rnnlab.session.text.training import TextTraining

AUTOSAVE_SECONDS = 60.0


def autosave_path() -> Path:
    """Return where a net in training is saved by itself."""
    return paths.user_data() / f"text-autosave{store.ENDING}"


@dataclass(eq=False)
class _Order:
    """A file to be read, or a net to be written as soon as its state is there."""

    path: Path
    training: TextTraining | None = None
    is_auto: bool = False
    with_text: bool = True
    has_asked: bool = False

    def work(self) -> Callable[[], SavedText | None] | None:
        """Return what to do in the background; None while the net's state is not there yet."""
        training = self.training
        if training is None:
            return lambda: store.load(self.path)
        if not self.has_asked:
            self.has_asked, training.saved_state = True, None
            training.ask_for_state()
        elif training.saved_state is None and not training.is_busy:
            training.ask_for_state()  # it ended before it could answer
        if training.saved_state is None:
            return None
        saved = training.saved(training.saved_state)
        training.saved_state = None
        saved = saved if self.with_text else saved.without_text()
        return lambda: store.save(self.path, saved)


class TextFiles:
    """One file at a time, in the order in which they were asked for.

    Attributes
    ----------
    saved_path
        Where the net was saved last by hand.
    opened
        What was read from a file, until somebody takes it.
    """

    def __init__(self) -> None:
        self.saved_path: Path | None = None
        self.opened: SavedText | None = None
        self._orders: deque[_Order] = deque()
        self._errand: Errand[SavedText | None] | None = None
        self._outcome: tuple[bool, Problem | None] = (False, None)
        self._autosaved_at = time.monotonic()
        self._autosaved_step = 0

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or written."""
        return self._errand is not None or bool(self._orders)

    @property
    def is_busy_by_hand(self) -> bool:
        """Whether a person waits for a file."""
        return any(not order.is_auto for order in self._orders)

    @property
    def is_due(self) -> bool:
        """Whether it is time to save by itself."""
        return not self.is_busy and time.monotonic() - self._autosaved_at >= AUTOSAVE_SECONDS

    def save(self, training: TextTraining, path: Path, *, with_text: bool = True) -> None:
        """Save a net as soon as its state is at hand."""
        self._orders.append(_Order(path, training, with_text=with_text))

    def autosave(self, training: TextTraining) -> None:
        """Save a net by itself, unless it has learnt nothing since the last time."""
        self._autosaved_at = time.monotonic()
        if training.step != self._autosaved_step:
            self._autosaved_step = training.step
            self._orders.append(_Order(autosave_path(), training, is_auto=True))

    def open(self, path: Path) -> None:
        """Read a file, after what is being written; `opened` follows at a poll."""
        self._orders.append(_Order(path))

    def _begin(self) -> None:
        """Start on the first order if nothing is at work and it can be begun."""
        if self._errand is not None or not self._orders:
            return
        order = self._orders[0]
        work = order.work()
        if work is not None:
            self._errand = Errand(work, partial(self._finish, order))

    def _finish(self, order: _Order, result: SavedText | None, problem: Problem | None) -> None:
        self._orders.remove(order)
        if problem is None and order.training is not None and not order.is_auto:
            self.saved_path = order.path
        if problem is not None and order.is_auto:
            # nobody who waits for a file of theirs shall take it for that one's
            problem = Problem(problem.code, "autosave", **problem.args)
        self.opened = result or self.opened
        self._outcome = (True, problem)

    def poll(self) -> tuple[bool, Problem | None]:
        """Go on: whether anything changed, and what went wrong."""
        self._begin()
        if self._errand is not None and self._errand.poll():
            self._errand = None
            outcome, self._outcome = self._outcome, (False, None)
            return outcome
        return False, None

    def close(self) -> None:
        """Finish what is being written, and what a person still wants written; training must be at rest."""
        self._orders = deque(
            order
            for order in self._orders
            if (self._errand is not None and order is self._orders[0])
            or (order.training is not None and not order.is_auto)
        )
        while self._orders:
            self._begin()
            if self._errand is None:
                break
            self._errand.wait()
            self._errand = None
