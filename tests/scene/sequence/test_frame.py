"""Frames: the same moment always looks the same, shows the true numbers and nothing of the future."""

from collections.abc import Iterable
from math import isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Bars, Box, CellGrid, Line, Mark, Primitive, Rect, Text, bounds
from rnnlab.scene.hit import flattened
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.frame import frame, layout_for, measures_for
from rnnlab.scene.sequence.inputs import one_hot_box
from rnnlab.scene.sequence.labels import Labels
from rnnlab.scene.sequence.layout import Layout
from rnnlab.scene.sequence.matrices import gap_left, input_places, output_places, state_places
from rnnlab.scene.sequence.reading import read
from rnnlab.scene.target import Target
from rnnlab.session.playback import Playback
from tests.core.cells.strategies import cells
from tests.scene.contents import content

SIZES = [(530, 380), (790, 560), (1160, 760)]
NETS = [
    *(("rnn", 13, 16, 1), ("lstm", 13, 16, 1), ("gru", 25, 32, 1), ("gru-torch", 5, 8, 2)),
    *(("lstm", 3, 4, 3), ("rnn", 2, 2, 1), ("rnn", 60, 128, 1)),
]


def placed(shown: Content, position: Position, size: tuple[int, int] = (790, 560)) -> Layout:
    return layout_for(shown, measures_for(shown, *map(float, size)), position)


def drawn(shown: Content, position: Position, size: tuple[int, int] = (790, 560)) -> tuple[Primitive, ...]:
    return frame(shown, position, placed(shown, position, size))


def done(shown: Content, t: int) -> Position:
    """Return the moment at which a step is done."""
    return Position(t, len(read(shown).phases) - 1, 1.0)


def grids(primitives: Iterable[Primitive], target: Target) -> list[CellGrid]:
    return [found for found in primitives if isinstance(found, CellGrid) and found.target == target]


def texts(primitives: Iterable[Primitive]) -> list[str]:
    return [found.text for found in primitives if isinstance(found, Text) and found.opacity > 0.02]


positions = st.tuples(st.integers(0, 8), st.floats(0, 0.999), st.floats(0, 1))


def somewhere(shown: Content, choice: tuple[int, float, float]) -> Position:
    t, phase, fraction = choice
    return Position(min(t, shown.steps - 1), int(phase * len(read(shown).phases)), fraction)


@given(cells(), st.integers(1, 2), positions, st.sampled_from(SIZES), st.integers(1, 8))
def test_the_same_moment_looks_the_same_whatever_was_shown_before(
    cell: Cell, layers: int, choice: tuple[int, float, float], size: tuple[int, int], given_symbols: int
) -> None:
    shown = content(cell, symbols=9, hidden=3, layers=layers, given=given_symbols)
    position = somewhere(shown, choice)
    first = drawn(shown, position, size)
    drawn(shown, Position(0, 0, 0.3), size)
    read.cache_clear()
    assert drawn(shown, position, size) == first


def test_playing_to_a_moment_and_seeking_it_look_the_same() -> None:
    shown = content("lstm", symbols=6)
    phases = read(shown).phases
    playing, seeking = Playback(), Playback()
    for playback in (playing, seeking):
        playback.set_timeline(shown.steps, len(phases), [phase.duration for phase in phases])
    playing.play()
    for _ in range(200):
        playing.advance(0.037)
        seeking.seek_cursor(playing.cursor)
        assert drawn(shown, playing.position) == drawn(shown, seeking.position)
    assert playing.position.t > 0


@given(cells(), st.integers(1, 2), positions, st.sampled_from(SIZES))
def test_every_number_is_a_number_and_nothing_leaves_the_height(
    cell: Cell, layers: int, choice: tuple[int, float, float], size: tuple[int, int]
) -> None:
    shown = content(cell, symbols=7, hidden=5, layers=layers, given=3)
    for primitive in drawn(shown, somewhere(shown, choice), size):
        assert 0.0 < primitive.opacity <= 1.0
        box = bounds(primitive)
        if box is not None:
            assert all(isfinite(edge) for edge in (box.x, box.y, box.width, box.height))
            assert box.width >= 0
            assert box.height >= 0
            assert box.y >= -12.0
            assert box.bottom <= size[1] + 12.0
        elif isinstance(primitive, Text):
            assert primitive.size > 0
            assert -2.0 <= primitive.y <= size[1] + 2.0
        elif isinstance(primitive, Line):
            assert all(-2.0 <= y <= size[1] + 2.0 for _, y in flattened(primitive))


@pytest.mark.parametrize("cell, steps, hidden, layers", NETS)
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_matrices_do_not_cover_anything(
    cell: str, steps: int, hidden: int, layers: int, size: tuple[int, int]
) -> None:
    shown = content(cell, symbols=steps + 1, hidden=hidden, layers=layers)
    for t in (0, 1, steps - 1):
        position = done(shown, min(t, steps - 1))
        where = placed(shown, position, size)
        column = where.column(position.t)
        reading = read(shown)
        field = Box(0.0, 0.0, float(size[0]), float(size[1]))
        for layer in range(1, layers + 1):
            box, way = where.box(column, layer), where.measures.bands.layers[layer - 1].way
            below = [place.box for place in input_places(reading, where, column, layer)]
            for spot in below:
                assert way.y <= spot.y
                assert spot.bottom <= way.bottom + 1e-6
            assert disjoint(below)
            beside = [place.box for place in state_places(reading, where, column, layer)]
            for spot in beside:
                assert spot.x >= gap_left(where, column, layer)
                assert spot.right <= box.x
            assert disjoint(beside)
            assert all(within(spot, field) for spot in (*below, *beside))
        above = [place.box for place in output_places(reading, where, column)]
        strip = where.measures.bands.output_way
        assert disjoint(above)
        for spot in above:
            assert strip.y <= spot.y
            assert spot.bottom <= strip.bottom
            assert spot.right <= column.x + column.width


def disjoint(boxes: list[Box]) -> bool:
    return not any(
        first.x < second.right - 1e-6
        and second.x < first.right - 1e-6
        and first.y < second.bottom - 1e-6
        and second.y < first.bottom - 1e-6
        for place, first in enumerate(boxes)
        for second in boxes[:place]
    )


def within(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x
        and inner.y >= outer.y
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


@pytest.mark.parametrize("name", catalogue.names())
def test_a_step_that_is_done_shows_the_true_values(name: str) -> None:
    shown = content(name, symbols=9, hidden=6)
    primitives = drawn(shown, done(shown, 4))
    for quantity in shown.trace.shape.cell.quantities:
        (grid,) = grids(primitives, Target("quantity", quantity.name, 1, 4))
        np.testing.assert_array_equal(grid.values, shown.trace.values[quantity.name][4])
        assert grid.reveal == 1.0
    for state in shown.trace.shape.cell.states:
        (grid,) = grids(primitives, Target("quantity", state, 1, 2))
        np.testing.assert_array_equal(grid.values, shown.trace.values[state][2])
    bars = [found for found in primitives if isinstance(found, Bars)]
    assert [bar.target.t for bar in bars if bar.target] == [0, 1, 2, 3]


def test_terms_add_up() -> None:
    shown = content("rnn", symbols=7, hidden=5)
    primitives = drawn(shown, done(shown, 3))
    terms = [
        found.values
        for found in primitives
        if isinstance(found, CellGrid) and found.target and found.target.kind == "term"
    ]
    (bias,) = grids(primitives, Target("parameter", "b_h", 1))
    inputs, states, total = terms
    np.testing.assert_allclose(inputs + states + bias.values, total, rtol=1e-5)
    (hidden,) = grids(primitives, Target("quantity", "h", 1, 3))
    np.testing.assert_allclose(np.tanh(total), hidden.values, rtol=1e-5)


def test_the_future_is_not_given_away() -> None:
    shown = content("gru", symbols=9, hidden=4, given=5)
    position = Position(4, 2, 0.5)
    primitives = drawn(shown, position)
    numbers = read(shown).phase_numbers
    assert position.phase < numbers["logits"]
    for primitive in primitives:
        if isinstance(primitive, CellGrid | Bars) and primitive.target and primitive.target.t is not None:
            assert primitive.target.t <= 4
        if isinstance(primitive, Mark):
            assert primitive.target
            assert primitive.target.t is not None
            assert primitive.target.t < 4
    assert not [text for text in texts(primitives) if text.endswith("%")]
    assert "?" in texts(primitives)


def test_right_and_wrong_are_told_by_signs() -> None:
    shown = content("rnn", symbols=9, hidden=6, seed=3)
    last = shown.steps - 1
    primitives = drawn(shown, done(shown, last))
    told = {
        found.target.t: found.sign == "right"
        for found in primitives
        if isinstance(found, Mark) and found.target and found.target.t is not None
    }
    assert told == {t: shown.predicted(t) == shown.target(t) for t in range(shown.steps)}
    assert set(told.values()) == {True, False}


def test_the_softmax_is_written_with_its_numbers() -> None:
    shown = content("rnn", symbols=4, hidden=3)
    words = Labels(softmax="softmax", answer="ANSWER", loss="LOSS")
    position = done(shown, 2)
    primitives = frame(shown, position, placed(shown, position), labels=words)
    written = texts(primitives)
    for symbol, probability in enumerate(shown.trace.probabilities[2]):
        assert f"{probability * 100:.1f}%" in written
        assert shown.label(symbol) in written
    assert f"LOSS {shown.trace.losses[2]:.3f}" in written
    assert f"ANSWER {shown.label(3)}" in written
    widths = {
        found.target.index[0]: found.box.width
        for found in primitives
        if isinstance(found, Rect)
        and found.fill == "output"
        and found.target
        and found.target.kind == "probability"
    }
    order = sorted(range(4), key=lambda symbol: float(shown.trace.probabilities[2][symbol]))
    assert sorted(widths, key=lambda symbol: widths[symbol]) == order


@pytest.mark.parametrize("height, scale", [(175, 1.0), (235, 1.25), (280, 1.5), (300, 1.25)])
@pytest.mark.parametrize("cell, layers", [("rnn", 1), ("lstm", 1), ("lstm", 2)])
def test_on_a_low_stage_nothing_is_written_over_another(
    height: int, scale: float, cell: str, layers: int
) -> None:
    height += 90 * (layers - 1)
    shown = content(cell, symbols=22, hidden=64, layers=layers, steps=5)
    where = layout_for(shown, measures_for(shown, 1040.0, height, scale), done(shown, 3))
    column, primitives = where.column(3), frame(shown, done(shown, 3), where)
    written = [found for found in primitives if isinstance(found, Text) and found.opacity > 0.02]
    (time,) = [found for found in written if found.text == "t = 4"]
    names = [found for found in written if found.target == Target("input", t=3, index=(3,))]
    assert names
    for name in names:
        assert name.y + 0.6 * name.size <= time.y - 0.5 * time.size
    (matrix,) = [found for found in written if found.text.startswith("W_{hy}")]
    assert matrix.y + 0.6 * matrix.size <= where.box(column, layers).y
    ways = [found for found in written if found.text.startswith(("W_{xh}", "W_{xi}")) and found.bold]
    below = [one_hot_box(where, column), *(where.box(column, layer) for layer in range(1, layers))]
    for way in ways:
        layer = way.target.layer if way.target is not None else 0
        assert way.y + 0.6 * way.size <= below[layer - 1].y
        assert way.y - (0.7 if "^" in way.text else 0.4) * way.size >= where.box(column, layer).bottom
    for logit in (found for found in primitives if isinstance(found, CellGrid) and found.number_size):
        if logit.target is not None and logit.target.kind == "logits":
            assert logit.box.height >= 1.1 * logit.number_size


def test_one_hot_has_exactly_one_one() -> None:
    for symbols in (3, 14, 26, 300):
        shown = content("rnn", symbols=symbols, steps=4)
        assert texts(drawn(shown, done(shown, 2))).count("1") >= 1
        position = done(shown, 2)
        where = placed(shown, position)
        row = one_hot_box(where, where.column(2))
        hot = [
            found
            for found in drawn(shown, position)
            if isinstance(found, Rect) and found.fill == "input" and row.contains(*found.box.center)
        ]
        assert [found.target for found in hot] == [Target("input", t=2, index=(2,))]


def test_what_the_net_wrote_comes_from_its_output() -> None:
    shown = content("rnn", symbols=9, hidden=4, given=4)
    lines = [found for found in drawn(shown, done(shown, 7)) if isinstance(found, Line) and found.dashed]
    assert [line.target.t for line in lines if line.target] == [4, 5, 6, 7]
    assert not [
        found
        for found in drawn(content("rnn", symbols=9, hidden=4), done(shown, 7))
        if isinstance(found, Line) and found.dashed
    ]


@pytest.mark.parametrize("key", ["W_hh", "W_xh", "W_hy"])
def test_all_copies_of_a_matrix_light_up_together(key: str) -> None:
    shown = content("rnn", symbols=9, hidden=4)
    position = done(shown, 4)
    where = placed(shown, position)
    plain = frame(shown, position, where)
    layer = 0 if key == "W_hy" else 1
    lit = frame(shown, position, where, frozenset({Target("parameter", key, layer)}))[len(plain) :]
    arrows = {
        found.target.t
        for found in lit
        if isinstance(found, Line) and found.target and found.target.key == key
    }
    assert arrows == set(range(shown.steps))
    assert all(
        found.target is not None and found.target.key == key for found in lit if isinstance(found, Line)
    )


def test_one_entry_lights_one_cell() -> None:
    shown = content("lstm", symbols=9, hidden=4)
    position = done(shown, 4)
    where = placed(shown, position)
    plain = frame(shown, position, where)
    target = Target("quantity", "c", 1, 2)
    (grid,) = grids(plain, target)
    lit = frame(shown, position, where, frozenset({target.at(3)}))[len(plain) :]
    (outline,) = lit
    assert isinstance(outline, Rect)
    assert outline.box.contains(*grid.cell((3,)).center)
    assert outline.box.height < grid.box.height / 2


def test_held_units_are_marked() -> None:
    shown = content("rnn", symbols=9, hidden=4, clamps=(Clamp(1, "h", 2, 0.0),))
    pinned = [
        found.target
        for found in drawn(shown, done(shown, 3))
        if isinstance(found, Rect) and found.stroke == "warning"
    ]
    assert pinned == [Target("quantity", "h", 1, t, (2,)) for t in range(4)]


def test_a_sequence_without_targets_has_no_answer() -> None:
    shown = content("rnn", symbols=5, targets=False)
    assert [phase.kind for phase in read(shown).phases][-1] == "softmax"
    primitives = drawn(shown, done(shown, 3))
    assert not [found for found in primitives if isinstance(found, Mark)]
    assert not [text for text in texts(primitives) if text.startswith("loss")]


def test_few_units_show_the_numbers_of_every_matrix() -> None:
    shown = content("rnn", symbols=3, hidden=2)
    for t in range(2):
        primitives = drawn(shown, done(shown, t))
        numbered = {
            found.target.key
            for found in primitives
            if isinstance(found, CellGrid)
            and found.number_size > 0
            and found.target
            and found.target.kind == "parameter"
        }
        assert numbered == {"W_xh", "W_hh", "b_h", "W_hy", "b_y"}


def test_large_nets_stay_small_pictures() -> None:
    shown = content("lstm", symbols=26, hidden=512, steps=200)
    primitives = drawn(shown, done(shown, 100), (1160, 760))
    assert len(primitives) < 1500
    (grid,) = grids(primitives, Target("quantity", "h", 1, 100))
    assert grid.columns > 1
    assert grid.number_size == 0
