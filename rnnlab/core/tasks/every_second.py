"""Every second: leave out one symbol each time (가 다 마 …, and from the other side 나 라 바 …).

The symbols fall into two strands, and the net learns both: after every symbol comes the one after the next.
Nobody knows this row by heart, so that a person has to think where a net has to learn no more than before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rnnlab.core.batch import Batch
from rnnlab.core.tasks import OneHot, Order
from rnnlab.core.tasks.completion import following, suffixes
from rnnlab.core.vocabulary import Vocabulary

STRIDE = 2


@dataclass(frozen=True)
class EverySecond(OneHot):
    """Continue the vocabulary's order in strides of two, forwards or backwards.

    Attributes
    ----------
    vocabulary
        At least two symbols.
    order
        ``"forward"`` or ``"reversed"``.
    """

    vocabulary: Vocabulary
    order: Order

    @cached_property
    def strands(self) -> tuple[tuple[int, ...], ...]:
        """Both rows of symbols, as indices in the order to be learnt, the longer one first."""
        whole = tuple(range(self.vocabulary.size))
        walked = whole[::-1] if self.order == "reversed" else whole
        return tuple(walked[start::STRIDE] for start in range(STRIDE))

    @property
    def sequence(self) -> tuple[int, ...]:
        """The strand that holds the first symbol; of two symbols both, so that there is a step to show."""
        first = self.strands[0]
        return first if len(first) > 1 else (*first, *self.strands[1])

    def batch(self) -> Batch:
        """Return all suffixes of both strands, each asking for the next symbol.

        As in `rnnlab.core.tasks.completion` as many evenly spaced ones as fit into memory.
        """
        found = suffixes(self.strands, self.vocabulary.size)
        return Batch.of(found or [(self.sequence[:-1], self.sequence[1:])])

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return what follows a piece of a strand; None at its end and for anything else."""
        return following(self.strands, prefix)


TASK = EverySecond
