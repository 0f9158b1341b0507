"""Saving and opening text nets in the background, and saving by itself now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
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
    """A file to be written as soon as the state is there."""

    training: TextTraining
    path: Path
    is_auto: bool


class TextFiles:
    """One file at a time.

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
        self._order: _Order | None = None
        self._errand: Errand[SavedText | None] | None = None
        self._outcome: tuple[bool, Problem | None] = (False, None)
        self._autosaved_at = time.monotonic()
        self._autosaved_step = 0

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or written."""
        return self._errand is not None or self._order is not None

    @property
    def is_due(self) -> bool:
        """Whether it is time to save by itself."""
        return not self.is_busy and time.monotonic() - self._autosaved_at >= AUTOSAVE_SECONDS

    def save(self, training: TextTraining, path: Path, *, is_auto: bool = False) -> None:
        """Save a net as soon as its state is at hand."""
        if is_auto:
            self._autosaved_at = time.monotonic()
            if training.step == self._autosaved_step:
                return
            self._autosaved_step = training.step
        training.saved_state = None
        self._order = _Order(training, path, is_auto)
        training.ask_for_state()

    def open(self, path: Path) -> None:
        """Read a file; `opened` follows at a poll."""
        self._begin(lambda: store.load(path), path, is_auto=False, is_saving=False)

    def _begin(
        self, work: Callable[[], SavedText | None], path: Path, *, is_auto: bool, is_saving: bool
    ) -> None:
        def done(result: SavedText | None, problem: Problem | None) -> None:
            if problem is None and is_saving and not is_auto:
                self.saved_path = path
            self.opened = result or self.opened
            self._outcome = (True, problem)

        self._errand = Errand(work, done)

    def poll(self) -> tuple[bool, Problem | None]:
        """Go on: whether anything changed, and what went wrong."""
        order = self._order
        if order is not None and self._errand is None and order.training.saved_state is not None:
            saved = order.training.saved(order.training.saved_state)
            self._order, order.training.saved_state = None, None
            path = order.path

            def work() -> None:
                store.save(path, saved)

            self._begin(work, path, is_auto=order.is_auto, is_saving=True)
        if self._errand is not None and self._errand.poll():
            self._errand = None
            outcome, self._outcome = self._outcome, (False, None)
            return outcome
        return False, None

    def close(self) -> None:
        """Finish what is being written."""
        if self._errand is not None:
            self._errand.wait()
            self._errand = None
