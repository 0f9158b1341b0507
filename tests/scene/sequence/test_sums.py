"""A sum on the stage: bits as they go in, the carry between the steps, the unit that follows it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnlab.core.adding import Follower
from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Experiment
from rnnlab.core.net import initialise
from rnnlab.core.tasks import names_of, task_of
from rnnlab.core.tasks.addition import carries
from rnnlab.core.trace import record
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Box, Primitive, Rect, Text
from rnnlab.scene.facts import fact
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.carries import carry_box, first_box
from rnnlab.scene.sequence.frame import frame, layout_for, measures_for
from rnnlab.scene.sequence.inputs import chip_box, hot_cell, one_hot_box
from rnnlab.scene.sequence.layout import Layout
from rnnlab.scene.sequence.reading import read
from rnnlab.scene.target import Target

SIZES = [(530.0, 380.0), (790.0, 560.0), (1160.0, 760.0)]
FOLLOWER = Follower(1, "h", 2, -0.97)


def sum_content(cell: str = "rnn", bits: int = 8, follower: Follower | None = None) -> Content:
    experiment = Experiment(task="addition", bits=bits, cell=cell)
    task = task_of(experiment)
    example = task.example  # type: ignore[attr-defined]
    trace = record(experiment.shape(), initialise(experiment.shape(), 0), example.inputs, example.targets)
    names = names_of(task)
    return Content(
        trace,
        names.symbols,
        len(example.inputs),
        own_names=names,
        places=tuple(f"2^{t}" for t in range(len(example.inputs))),
        carries=carries(example.inputs),
        follower=follower,
    )


def placed(shown: Content, t: int, size: tuple[float, float] = SIZES[1]) -> tuple[Position, Layout]:
    position = Position(t, len(read(shown).phases) - 1, 1.0)
    return position, layout_for(shown, measures_for(shown, *size), position)


def drawn(shown: Content, t: int, size: tuple[float, float] = SIZES[1]) -> tuple[Primitive, ...]:
    position, where = placed(shown, t, size)
    return tuple(frame(shown, position, where))


def inside(box: Box, primitives: tuple[Primitive, ...]) -> list[Text]:
    written = [found for found in primitives if isinstance(found, Text) and found.opacity > 0.1]
    return [found for found in written if box.contains(found.x, found.y)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cell", catalogue.names())
def test_every_cell_draws_a_sum_at_every_moment(cell: str, size: tuple[float, float]) -> None:
    shown = sum_content(cell, bits=3, follower=Follower(1, catalogue.load(cell).output, 0, 0.9))
    measures = measures_for(shown, *size)
    for phase in range(len(read(shown).phases)):
        for share in (0.2, 0.7):
            position = Position(1, phase, share)
            found = tuple(frame(shown, position, layout_for(shown, measures, position)))
            assert all(np.isfinite(primitive.opacity) for primitive in found)
            assert len(found) > 40


@pytest.mark.parametrize("size", SIZES)
def test_chips_hold_both_bits_one_above_the_other(size: tuple[float, float]) -> None:
    shown = sum_content()
    _, where = placed(shown, 5, size)
    primitives = drawn(shown, 5, size)
    for t in (0, 1, 2, 3, 4):
        box = chip_box(where, where.column(t))
        symbol = int(shown.trace.inputs[t])
        found = sorted(inside(box, primitives), key=lambda text: text.y)
        assert [text.text for text in found] == [str(symbol >> 1), str(symbol & 1)]
        assert box.bottom < where.measures.bands.input.bottom


def test_in_focus_the_vector_itself_is_shown() -> None:
    shown = sum_content()
    for t in range(9):
        symbol = int(shown.trace.inputs[t])
        _, where = placed(shown, t)
        primitives = drawn(shown, t)
        row = one_hot_box(where, where.column(t))
        assert [text.text for text in inside(row, primitives)] == [str(symbol >> 1), str(symbol & 1)]
        lit = {
            found.target.index[0]
            for found in primitives
            if isinstance(found, Rect)
            and found.fill == "input"
            and found.target
            and row.contains(*found.box.center)
        }
        assert lit == {place for place, bit in enumerate((symbol >> 1, symbol & 1)) if bit}
        words = {found.text for found in primitives if isinstance(found, Text)}
        assert {"a", "b", f"t = {t + 1} · 2^{t}"} <= words
        assert any(f"({symbol >> 1}, {symbol & 1})" in word for word in words)
        for entry in shown.hot(t):
            assert row.contains(*hot_cell(where, where.column(t), entry).center)


@pytest.mark.parametrize("size", SIZES)
def test_the_true_carry_stands_between_the_steps(size: tuple[float, float]) -> None:
    shown = sum_content()
    for t in (0, 4, 8):
        _, where = placed(shown, t, size)
        primitives = drawn(shown, t, size)
        for step, carry in enumerate(shown.carries):
            box = carry_box(where, where.column(step))
            assert [text.text for text in inside(box.grown(1.0), primitives)] == [str(carry)]
            assert box.right <= where.measures.width + 0.5
            assert box.bottom <= where.measures.bands.memory.bottom + 0.5
        assert [text.text for text in inside(first_box(where), primitives)] == ["0"]


def test_the_step_in_focus_says_how_its_carry_comes_about() -> None:
    shown = sum_content()
    for t in range(9):
        symbol, before = int(shown.trace.inputs[t]), shown.carries[t - 1] if t else 0
        a, b = symbol >> 1, symbol & 1
        words = {found.text for found in drawn(shown, t) if isinstance(found, Text)}
        assert f"{a} + {b} + carry {before} = {a + b + before:02b}" in words


def test_the_unit_that_follows_the_carry_is_framed() -> None:
    target = Target("quantity", "h", 1, 4, (2,))

    def frames(shown: Content) -> list[Rect]:
        return [
            found
            for found in drawn(shown, 4)
            if isinstance(found, Rect) and found.stroke == "ink" and found.target == target
        ]

    assert len(frames(sum_content(follower=FOLLOWER))) == 1
    assert frames(sum_content()) == []
    words = {found.text for found in drawn(sum_content(follower=FOLLOWER), 4) if isinstance(found, Text)}
    assert "−c" in words
    turned = replace(FOLLOWER, correlation=0.97)
    words = {found.text for found in drawn(sum_content(follower=turned), 4) if isinstance(found, Text)}
    assert "+c" in words


def test_facts_use_the_names_of_entries_and_answers() -> None:
    shown = sum_content()
    value = fact(shown, Target("input", t=0, index=(1,)))
    assert value is not None
    assert value.index == "b"
    value = fact(shown, Target("probability", "", 0, 2, (1,)))
    assert value is not None
    assert value.index == "1"
    value = fact(shown, Target("parameter", "W_xh", 1, None, (3, 0)))
    assert value is not None
    assert value.index == "4, a"
    value = fact(shown, Target("parameter", "W_hy", 0, None, (0, 5)))
    assert value is not None
    assert value.index == "0, 6"


def test_other_sequences_have_no_row_of_carries() -> None:
    experiment = Experiment("A-D")
    trace = record(experiment.shape(), initialise(experiment.shape(), 0), [0, 1, 2], [1, 2, 3])
    shown = Content(trace, ("A", "B", "C", "D"), 3)
    measures = measures_for(shown, *SIZES[1])
    assert measures.bands.memory.height == 0
    assert measures.shape.stacked == 0
    assert read(sum_content()).stage_shape.stacked == 2


def test_a_guess_that_nobody_asked_for_is_faint() -> None:
    experiment = Experiment("A-C", task="echo", delay=4)
    example = task_of(experiment).example  # type: ignore[attr-defined]
    trace = record(experiment.shape(), initialise(experiment.shape(), 0), *example)
    shown = Content(trace, ("A", "B", "C", "␣"), 5)
    chips = {
        found.target.t: found.opacity
        for found in drawn(shown, 3)
        if isinstance(found, Rect) and found.fill == "output_soft" and found.target and found.box.width < 60
        if found.target.kind == "probability"
    }
    assert chips[0] < 0.5
