"""Every second: leave out one symbol each time (가 다 마 …, and from the other side 나 라 바 …).

The symbols fall into two strands, and the net learns both: after every symbol comes the one after the next.
Nobody knows this row by heart, so that a person has to think where a net has to learn no more than before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rnnlab.core.batch import Batch
from rnnlab.core.tasks import Order
from rnnlab.core.tasks.completion import OUTPUT_LIMIT
from rnnlab.core.vocabulary import Vocabulary

STRIDE = 2


@dataclass(frozen=True)
class EverySecond:
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

    @property
    def input_size(self) -> int:
        """One input for each symbol."""
        return self.vocabulary.size

    @property
    def output_size(self) -> int:
        """One answer for each symbol."""
        return self.vocabulary.size

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
        size = self.vocabulary.size
        pieces = [(strand, start) for strand in self.strands for start in range(len(strand) - 1)]
        fitting = max(OUTPUT_LIMIT // (size * max(len(self.strands[0]) - 1, 1)), 1)
        count = min(len(pieces), fitting)
        chosen = [pieces[number * len(pieces) // count] for number in range(count)] if pieces else []
        if not chosen:
            return Batch.of([(self.sequence[:-1], self.sequence[1:])])
        return Batch.of([(strand[start:-1], strand[start + 1 :]) for strand, start in chosen])

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return what follows a piece of a strand; None at its end and for anything else."""
        for strand in self.strands:
            if prefix and prefix[-1] in strand[:-1]:
                end = strand.index(prefix[-1]) + 1
                if tuple(prefix) == strand[max(end - len(prefix), 0) : end]:
                    return strand[end]
        return None


TASK = EverySecond
