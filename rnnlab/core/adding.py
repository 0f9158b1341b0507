"""What a net that adds has learnt: how many sums it gets right, and which unit remembers the carry.

Everything is measured on the net itself, with its units held where a person holds them. Sums are run through
the net many at a time; whoever asks gets the count as it grows, and may stop asking.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.interpreter import Clamp, NetInterpreter
from rnnlab.core.net import FloatArray, NetShape
from rnnlab.core.tasks.addition import IntArray, batch_of, every_pair, random_pairs

EVERY_PAIR_BITS = 8
"""Numbers of up to so many bits are tried in all pairs, 65,536 at most; of longer ones a random choice."""
TRIED_PAIRS = 20_000
TRIED_SEED = 8
"""Of the pairs that are tried; those a net is trained on have another one."""
SAMPLE = 512
"""Pairs for a first look, and to follow the carry through."""
LONGEST = 62
"""Longest numbers that are tried: their sums have to fit into 64 bits."""
AT_ONCE = 1 << 16
"""Numbers of one quantity that are held at once, about: more would not stay near the processor."""


@dataclass(frozen=True)
class Result:
    """How a net did on sums of two numbers of one length.

    Attributes
    ----------
    bits
        Of each number.
    right, done
        Sums whose every bit was right, and sums that were run so far.
    total
        Sums to be run.
    is_all
        Whether these are all pairs there are.
    """

    bits: int
    right: int
    done: int
    total: int
    is_all: bool

    @property
    def is_complete(self) -> bool:
        """Whether every sum has been run."""
        return self.done == self.total


def trial_lengths(bits: int) -> tuple[int, ...]:
    """Return how long the numbers are that a net trained on so many bits is tried on: its own, then longer.

    At least 16 and 24; twice and three times its own where that is more. No sum is longer than 63 bits.
    """
    longer = (max(2 * bits, 16), max(3 * bits, 24))
    return tuple(dict.fromkeys((bits, *(min(length, LONGEST) for length in longer))))


def try_sums(
    shape: NetShape, parameters: FloatArray, bits: int, clamps: Sequence[Clamp] = ()
) -> Iterator[Result]:
    """Run sums through a net, a few at a time.

    Parameters
    ----------
    shape, parameters
        A net that adds; parameters flat (P,).
    bits
        Of each number, 1 to 62. Up to 8 all pairs are run, beyond that 20,000 random ones.
    clamps
        Units held at a value.

    Yields
    ------
    Result
        After every portion; the last one is complete.
    """
    is_all = bits <= EVERY_PAIR_BITS
    first, second = every_pair(bits) if is_all else random_pairs(bits, TRIED_PAIRS, TRIED_SEED)
    portion = max(AT_ONCE // ((bits + 1) * max(shape.hidden_size, 4)), 16)
    right = 0
    for start in range(0, len(first), portion):
        place = slice(start, start + portion)
        right += int(right_sums(shape, parameters, first[place], second[place], bits, clamps).sum())
        yield Result(bits, right, min(start + portion, len(first)), len(first), is_all)


def right_sums(
    shape: NetShape,
    parameters: FloatArray,
    first: IntArray,
    second: IntArray,
    bits: int,
    clamps: Sequence[Clamp] = (),
) -> npt.NDArray[np.bool_]:
    """Return for every pair of numbers (B,) whether the net gives each bit of their sum, (B,)."""
    batch = batch_of(first, second, bits)
    run = NetInterpreter(shape, parameters, batch.inputs, batch.targets, clamps).forward()
    return np.asarray((run.logits.argmax(axis=-1) == batch.targets).all(axis=0))  # (B,)


@dataclass(frozen=True)
class Follower:
    """The unit whose value goes most with the carry.

    Attributes
    ----------
    layer
        1-based.
    state
        Name in the equations.
    unit
        Its place in the state, from 0.
    correlation
        Pearson's r between its value after a step and the carry out of that step, −1 to 1.
    """

    layer: int
    state: str
    unit: int
    correlation: float


def sample_sums(
    shape: NetShape, parameters: FloatArray, bits: int, clamps: Sequence[Clamp] = ()
) -> tuple[Result, Follower | None]:
    """Run 512 random sums and find the unit that follows the carry most closely.

    Pearson's correlation is taken between every unit of every state and the true carry, over all steps that
    have bits. A unit that never changes has none.

    Parameters
    ----------
    shape, parameters, bits, clamps
        See `try_sums`.

    Returns
    -------
    Result
        How many of the sums were right.
    Follower or None
        The unit with the largest |r|; None if no unit changes at all.
    """
    batch = batch_of(*random_pairs(bits, SAMPLE, TRIED_SEED), bits)
    run = NetInterpreter(shape, parameters, batch.inputs, batch.targets, clamps).forward()
    right = int((run.logits.argmax(axis=-1) == batch.targets).all(axis=0).sum())
    carry = carries_of(batch.inputs)[:bits].reshape(-1)  # (bits·B,)
    best: Follower | None = None
    for layer in run.layers:
        for state in shape.cell.states:
            values = layer.values[shape.cell.quantity_nodes[state]]  # (T, B, H)
            assert values is not None
            found = correlations(values[:bits].reshape(len(carry), -1), carry)  # (H,)
            unit = int(np.abs(found).argmax())
            if found[unit] and (best is None or abs(found[unit]) > abs(best.correlation)):
                best = Follower(layer.layer, state, unit, float(found[unit]))
    return Result(bits, right, SAMPLE, SAMPLE, is_all=False), best


def carries_of(inputs: IntArray) -> IntArray:
    """Return the carry out of every step of every sum, (T, B), for symbols 2·a + b, (T, B)."""
    carry = np.zeros_like(inputs)  # (T, B)
    before = np.zeros_like(inputs[0])  # (B,)
    for t, symbols in enumerate(inputs):
        before = carry[t] = ((symbols >> 1) + (symbols & 1) + before) >> 1  # (B,)
    return carry


def correlations(values: FloatArray, carry: IntArray) -> FloatArray:
    """Return Pearson's r of every column of values (N, H) with a sequence (N,), (H,); 0 for a constant."""
    centred = np.asarray(values, np.float64) - values.mean(axis=0, dtype=np.float64)  # (N, H)
    wanted = carry - carry.mean()  # (N,)
    spread = np.sqrt((centred**2).sum(axis=0) * (wanted**2).sum())  # (H,)
    # rounding leaves a constant unit with a spread that is not quite zero
    moves = spread > 1e-6 * len(carry)  # (H,)
    found = np.zeros(values.shape[1])  # (H,)
    np.divide(wanted @ centred, spread, out=found, where=moves)
    return found
