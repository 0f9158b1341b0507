"""Reads what is being written: short texts at once, long ones in a thread, always the latest."""

from __future__ import annotations

from collections.abc import Callable

from rnnlab.core.cells.outline import Outline, outline
from rnnlab.core.problems import Problem
from rnnlab.session.cell_drafts import Draft
from rnnlab.session.errand import Errand

READ_AT_ONCE = 1_200
"""Characters up to which reading takes a few milliseconds."""


class EquationReader:
    """Reads one draft at a time.

    Parameters
    ----------
    done
        Called with every outline that is still wanted: within `read`, or from `poll`.
    """

    def __init__(self, done: Callable[[Outline], None]) -> None:
        self._done = done
        self._errand: Errand[Outline] | None = None
        self._next: Draft | None = None
        self._wanted = False

    @property
    def is_busy(self) -> bool:
        """Whether a thread is reading."""
        return self._errand is not None

    def read(self, draft: Draft) -> None:
        """Read a draft; what was asked for before is not told any more."""
        if len(draft.text.equations) <= READ_AT_ONCE:
            self.forget()
            self._done(outline_of(draft))
        elif self._errand is None:
            self._wanted = True
            self._errand = Errand(lambda: outline_of(draft), self._on_read)
        else:
            self._wanted, self._next = False, draft

    def forget(self) -> None:
        """Tell nothing of what is being read."""
        self._wanted, self._next = False, None

    def _on_read(self, found: Outline | None, problem: Problem | None) -> None:
        self._errand = None
        wanted, following = self._wanted, self._next
        self.forget()
        if following is not None:
            self.read(following)
        elif wanted:
            self._done(found or Outline(problem=problem))

    def poll(self) -> None:
        """Hand over what was read; called by a timer."""
        if self._errand is not None:
            self._errand.poll()

    def close(self) -> None:
        """Wait for the thread."""
        self.forget()
        if self._errand is not None:
            self._errand.wait()


def outline_of(draft: Draft) -> Outline:
    """Return what is known of a draft's lines."""
    return outline(draft.name, draft.text.states, draft.text.equations)
