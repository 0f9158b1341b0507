"""Undo and redo as a list of frozen values, and what has such a list of settings."""

from __future__ import annotations

from abc import ABC, abstractmethod
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


class Undoable(ABC, Generic[Value]):
    """Something whose settings are one frozen value, so that undo is a list of them.

    Whoever derives from it says in ``_apply`` what follows when other settings are in force.

    Parameters
    ----------
    settings
        To begin with.
    """

    def __init__(self, settings: Value) -> None:
        self._undo = UndoList(settings)

    @property
    def settings(self) -> Value:
        """The settings in force."""
        return self._undo.value

    @property
    def can_undo(self) -> bool:
        """Whether there are earlier settings."""
        return self._undo.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there are later settings."""
        return self._undo.can_redo

    def undo(self) -> None:
        """Go back to the settings before."""
        before = self.settings
        self._undo.undo()
        self._apply(before)

    def redo(self) -> None:
        """Go forward again."""
        before = self.settings
        self._undo.redo()
        self._apply(before)

    def _put(self, settings: Value, *, merge: bool = False) -> None:
        """Put other settings in force; ``merge`` makes one undo of this and the change before."""
        before = self.settings
        if merge:
            self._undo.replace(settings)
        else:
            self._undo.push(settings)
        self._apply(before)

    @abstractmethod
    def _apply(self, before: Value, /) -> None: ...
