"""Batches are sorted, padded, and cannot be changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.batch import NO_TARGET, Batch


def test_sequences_are_packed_longest_first() -> None:
    batch = Batch.of([((1,), (2,)), ((3, 4, 5), (4, 5, NO_TARGET)), ((6, 7), (7, 8))])
    np.testing.assert_array_equal(batch.lengths, [3, 2, 1])
    np.testing.assert_array_equal(batch.inputs, [[3, 6, 1], [4, 7, 0], [5, 0, 0]])
    np.testing.assert_array_equal(batch.targets, [[4, 7, 2], [5, 8, -1], [-1, -1, -1]])
    np.testing.assert_array_equal(batch.active, [3, 2, 1])
    assert (batch.steps, batch.size, batch.total) == (3, 3, 5)
    assert {array.dtype for array in (batch.inputs, batch.targets, batch.lengths)} == {np.dtype(np.int32)}


def test_a_batch_cannot_be_changed() -> None:
    batch = Batch.of([((1, 2), (2, 3))])
    with pytest.raises(ValueError, match="read-only"):
        batch.inputs[0, 0] = 5


def test_a_batch_that_is_none_is_refused() -> None:
    inputs = np.zeros((2, 2), np.int32)
    with pytest.raises(ValueError, match="lengths"):
        Batch(inputs, inputs.copy(), np.array([2], np.int32))
    with pytest.raises(ValueError, match="longest first"):
        Batch(inputs, inputs.copy(), np.array([1, 2], np.int32))


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=6), min_size=1, max_size=6))
def test_every_sequence_is_found_again(sequences: list[list[int]]) -> None:
    batch = Batch.of([(sequence, sequence) for sequence in sequences])
    found = [batch.inputs[:length, column].tolist() for column, length in enumerate(batch.lengths)]
    assert sorted(found) == sorted(sequences)
    assert batch.total == sum(map(len, sequences)) == batch.active.sum()
