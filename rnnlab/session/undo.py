"""Undo and redo as a list of frozen values."""

from __future__ import annotations

from typing import Generic, TypeVar

LONGEST_LIST = 200

Value = TypeVar("Value")


class UndoList(Generic[Value]):
    """The values something had, and where in that list it stands now.

    Parameters
    ----------
    first
        The value to begin with.
    """

    def __init__(self, first: Value) -> None:
        self._values = [first]
        self._place = 0

    @property
    def value(self) -> Value:
        """The value in force."""
        return self._values[self._place]

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier value."""
        return self._place > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a later value."""
        return self._place < len(self._values) - 1

    def push(self, value: Value) -> None:
        """Put a new value after the present one; later ones are forgotten."""
        if value == self.value:
            return
        del self._values[self._place + 1 :]
        self._values.append(value)
        del self._values[:-LONGEST_LIST]
        self._place = len(self._values) - 1

    def replace(self, value: Value) -> None:
        """Change the present value in place (a slider still being dragged is one change)."""
        self._values[self._place] = value
        del self._values[self._place + 1 :]

    def undo(self) -> Value:
        """Go one value back; stays at the first."""
        self._place = max(self._place - 1, 0)
        return self.value

    def redo(self) -> Value:
        """Go one value forward; stays at the last."""
        self._place = min(self._place + 1, len(self._values) - 1)
        return self.value
