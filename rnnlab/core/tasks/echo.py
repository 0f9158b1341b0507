"""Echo: hear one symbol, wait through blanks, then say it again.

Only the last step is asked, so all that the net learns has to travel back over the whole delay: the task
shows what a vanishing gradient costs (after the latch problem of Bengio et al. 1994 and the copy task of
Hochreiter & Schmidhuber 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rnnlab.core.batch import NO_TARGET, Batch
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Example, OneHot, Order
from rnnlab.core.vocabulary import Vocabulary

BLANK = " "


@dataclass(frozen=True)
class Echo(OneHot):
    """Repeat the first symbol after a delay.

    Attributes
    ----------
    vocabulary
        The symbols that may be heard, and the blank (added at the end if it is not among them).
    order
        ``"forward"``: the first symbol is the one shown on the stage; ``"reversed"``: the last one.
    delay
        Number of blanks between the symbol and its echo.
    """

    vocabulary: Vocabulary
    order: Order
    delay: int = 10

    def __post_init__(self) -> None:
        object.__setattr__(self, "vocabulary", with_signs(self.vocabulary, BLANK))

    @cached_property
    def blank(self) -> int:
        """Index of the blank."""
        return self.vocabulary.symbols.index(BLANK)

    @cached_property
    def heard(self) -> tuple[int, ...]:
        """Indices of the symbols that may come first."""
        return tuple(index for index in range(self.vocabulary.size) if index != self.blank)

    @cached_property
    def sequence(self) -> tuple[int, ...]:
        """One symbol, the blanks, and its echo."""
        return self._of(self.heard[-1] if self.order == "reversed" else self.heard[0])

    def _of(self, symbol: int) -> tuple[int, ...]:
        return (symbol, *([self.blank] * self.delay), symbol)

    @property
    def example(self) -> Example:
        """The symbol, the blanks, and the echo asked for at the last of them."""
        return self._asking(self.sequence[0])

    def _asking(self, symbol: int) -> Example:
        return Example(self._of(symbol)[:-1], (*([NO_TARGET] * self.delay), symbol))

    def pose(self, text: str) -> Example:
        """Return the sequence that begins with the one symbol typed.

        Raises
        ------
        Problem
            ``prefix.unknown`` or ``echo.one_symbol`` at ``"prefix"``.
        """
        symbols = [symbol for symbol in self.vocabulary.encode(text) if symbol != self.blank]
        if len(symbols) != 1:
            raise Problem("echo.one_symbol", "prefix")
        return self._asking(symbols[0])

    def batch(self) -> Batch:
        """Return one sequence for every symbol, asking for the echo at its last step only."""
        return Batch.of([self._asking(symbol) for symbol in self.heard])

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return the echo after a symbol and all its blanks; None for anything else."""
        if len(prefix) != self.delay + 1 or prefix[0] not in self.heard:
            return None
        return int(prefix[0]) if tuple(prefix) == self._of(prefix[0])[:-1] else None


def with_signs(vocabulary: Vocabulary, *signs: str) -> Vocabulary:
    """Return a vocabulary in which all signs are, those it lacks at its end."""
    missing = tuple(sign for sign in signs if sign not in vocabulary.symbols)
    return Vocabulary((*vocabulary.symbols, *missing), vocabulary.notices) if missing else vocabulary


TASK = Echo
