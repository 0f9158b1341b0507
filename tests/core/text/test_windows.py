from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.batch import NO_TARGET
from rnnlab.core.text import windows as module
from rnnlab.core.text.windows import Position, Windows, split, validation_windows

SIZES = {"count": st.integers(2, 300), "steps": st.integers(1, 30), "sequences": st.integers(1, 12)}


@given(seed=st.integers(0, 9), **SIZES)
def test_every_stream_is_a_stretch_of_the_text(count: int, steps: int, sequences: int, seed: int) -> None:
    text = np.arange(count).astype(np.uint16)
    windows = Windows(text, steps, sequences, seed)
    position = Position()
    for _ in range(3):
        epoch, last = position.epoch, None
        read = []
        while position.epoch == epoch:
            window = windows.at(position)
            assert window.inputs.shape == (windows.steps, windows.sequences)
            np.testing.assert_array_equal(window.targets, window.inputs + 1)
            assert window.is_first == (last is None)
            if last is not None:
                np.testing.assert_array_equal(window.inputs[0], last + 1)
            last = window.inputs[-1]
            read.append(window.inputs)
            position = windows.after(position)
        places = np.concatenate(read).ravel()
        assert len(np.unique(places)) == len(places)
        # little is left unread: less than a window at the end, and the offset at the start
        assert count - 1 - len(places) < windows.sequences * windows.steps + windows.steps


def test_epochs_are_cut_differently_and_repeatably() -> None:
    text = np.arange(1000).astype(np.uint16)
    offsets = [Windows(text, 20, 4, 5).offset(epoch) for epoch in range(12)]
    assert offsets[0] == 0
    assert len(set(offsets)) > 3
    assert offsets == [Windows(text, 20, 4, 5).offset(epoch) for epoch in range(12)]
    assert offsets != [Windows(text, 20, 4, 6).offset(epoch) for epoch in range(12)]


@given(**SIZES)
def test_the_test_asks_for_every_character_once(count: int, steps: int, sequences: int) -> None:
    text = np.arange(count).astype(np.uint16)
    asked = []
    for number, window in enumerate(validation_windows(text, steps, sequences)):
        assert window.inputs.shape == (steps, sequences)
        assert window.is_first == (number == 0)
        wanted = window.targets != NO_TARGET
        np.testing.assert_array_equal(window.targets[wanted], window.inputs[wanted] + 1)
        asked += window.targets[wanted].tolist()
    assert sorted(asked) == list(range(1, count))


def test_a_long_text_is_tested_on_its_beginning() -> None:
    text = np.zeros(10 * module.VALIDATION_LIMIT, np.uint8)
    asked = sum((window.targets >= 0).sum() for window in validation_windows(text, 50, 32))
    assert asked == module.VALIDATION_LIMIT


def test_the_end_is_held_back_where_it_is_long_enough() -> None:
    text = np.arange(2000).astype(np.uint16)
    learnt, held = split(text, 0.1)
    assert (len(learnt), len(held), held[0]) == (1800, 200, 1800)
    assert [len(part) for part in split(text[:900], 0.1)] == [900, 0]
    assert [len(part) for part in split(text, 0.0)] == [2000, 0]
