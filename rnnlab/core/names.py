"""What the places of a net's vectors are called: of what it reads, and of what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """Words for symbols, input entries and answers, by index.

    Attributes
    ----------
    symbols
        What each symbol that can be read looks like (S,).
    entries
        What each entry of the input vector is called (X,): the symbols again where that is one-hot.
    answers
        What each answer looks like (V,).
    """

    symbols: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @classmethod
    def of(cls, labels: Sequence[str] | Names) -> Names:
        """Return names as they are, or the ones of a net that reads and answers the same symbols one-hot."""
        if isinstance(labels, Names):
            return labels
        same = tuple(labels)
        return cls(same, same, same)

    def symbol(self, index: int) -> str:
        """Return what a symbol looks like; its number, from 1, if nobody knows."""
        return _name(self.symbols, index)

    def entry(self, index: int) -> str:
        """Return what an entry of the input vector is called; its number, from 1, if nobody knows."""
        return _name(self.entries, index)

    def answer(self, index: int) -> str:
        """Return what an answer looks like; its number, from 1, if nobody knows."""
        return _name(self.answers, index)


def _name(names: tuple[str, ...], index: int) -> str:
    return names[index] if index < len(names) else str(index + 1)
