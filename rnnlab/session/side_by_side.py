"""Two beginnings beside each other: chosen from the book, or one held fast while another is typed."""

from __future__ import annotations

from rnnlab.core.phrases.pairs import Pair, worth_comparing
from rnnlab.core.tasks.phrases import Phrases

__all__ = ["SideBySide"]


class SideBySide:
    """Which two beginnings are compared.

    Attributes
    ----------
    place
        Which of the `pairs` is shown; -1 while a beginning is pinned.
    pinned
        The letters of a beginning that is held fast, so that it outlives the net; None if there is none.
    """

    def __init__(self, task: Phrases) -> None:
        self._task = task
        self._pairs: tuple[Pair, ...] | None = None
        self.pinned: tuple[str, ...] | None = None
        self.place = 0

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs of the book that are worth comparing; looked for when they are first asked for."""
        if self._pairs is None:
            self._pairs = worth_comparing(self._task.tree)
        return self._pairs

    def present(self, task: Phrases) -> None:
        """Go on with another book; what is pinned stays if its letters are all there."""
        if task.phrases == self._task.phrases:
            return
        self._task, self._pairs = task, None
        if self.pinned is None:
            self.place = 0
        elif not set(self.pinned) <= set(task.vocabulary.symbols):
            self.unpin()

    def show_pair(self, place: int) -> None:
        """Show a pair of the book."""
        self.pinned = None
        self.place = min(max(place, 0), max(len(self.pairs) - 1, 0))

    def pin(self, symbols: tuple[str, ...]) -> None:
        """Hold a beginning fast; the other one is what is typed from now on."""
        self.pinned, self.place = symbols, -1

    def unpin(self) -> None:
        """Go back to the first pair of the book."""
        self.show_pair(0)

    def prefixes(self, typed: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return both beginnings as indices, the end symbol first.

        Parameters
        ----------
        typed
            What is in the box, read the same way.
        """
        if self.pinned is not None:
            return (self._task.end, *self._task.vocabulary.encode(self.pinned)), typed
        if self.pairs:
            pair = self.pairs[self.place]
            return pair.first, pair.second
        first = self._task.book.encoded[0]
        return first[: max(len(first) - 1, 1)], typed
