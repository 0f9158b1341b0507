"""The layout keeps everything apart and on the stage, whatever is shown and however large the stage is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.drawing import Box
from rnnlab.scene.sequence.bands import Wish, share
from rnnlab.scene.sequence.inputs import chip_box, hot_cell, one_hot_box
from rnnlab.scene.sequence.layout import farthest_pan, layout
from rnnlab.scene.sequence.measures import Measures, measure
from rnnlab.scene.sequence.outputs import bar_box, candidate_box, logit_box, prediction_box
from rnnlab.scene.sequence.sizes import NUMBER_ROW, NUMBER_WIDTH, StageShape

SIZES = st.one_of(
    st.sampled_from([(560, 360), (530, 400), (790, 560), (790, 620), (1160, 760), (1600, 900)]),
    st.tuples(st.integers(560, 1600), st.integers(360, 900)),
)
EPSILON = 1e-6


@st.composite
def stage_shapes(draw: st.DrawFn) -> StageShape:
    """Anything a person may show."""
    symbols = draw(st.integers(2, 500))
    hidden = draw(st.integers(1, 512))
    layers = draw(st.integers(1, 3))
    states = draw(st.integers(1, 2))
    panes = [draw(st.sampled_from([hidden, hidden, hidden, symbols])) for _ in range(draw(st.integers(0, 8)))]
    return StageShape(
        steps=draw(st.integers(1, 200)),
        symbols=symbols,
        outputs=symbols,
        hidden=hidden,
        layers=layers,
        states=states,
        panes=(tuple(panes + [hidden] * states),) * layers,
        operators=draw(st.booleans()),
        input_matrices=draw(st.integers(0, 4)),
        state_matrices=draw(st.integers(0, 4)),
        label_width=draw(st.sampled_from([0.62, 1.0, 2.0, 5.6])),
        answer=draw(st.booleans()),
    )


def inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - EPSILON
        and inner.y >= outer.y - EPSILON
        and inner.right <= outer.right + EPSILON
        and inner.bottom <= outer.bottom + EPSILON
    )


def apart(boxes: list[Box]) -> bool:
    ordered = sorted(boxes, key=lambda box: box.x)
    return all(first.right <= second.x + EPSILON for first, second in pairwise(ordered))


def made(shape: StageShape, size: tuple[int, int], scale: float = 1.0) -> Measures:
    return measure(shape, float(size[0]), float(size[1]), scale)


@given(stage_shapes(), SIZES, st.sampled_from([1.0, 1.3]))
def test_bands_fill_the_height_one_below_the_other(
    shape: StageShape, size: tuple[int, int], scale: float
) -> None:
    bands = made(shape, size, scale).bands
    strips = [bands.output, bands.output_way]
    for layer in reversed(bands.layers):
        strips += [layer.lanes, layer.box, layer.way]
    strips += [bands.input, bands.time]
    assert strips[0].y >= 0
    assert strips[-1].bottom <= size[1] + EPSILON
    for above, below in pairwise(strips):
        assert above.height >= 0
        assert above.bottom == pytest.approx(below.y)


@given(stage_shapes(), SIZES, st.data())
def test_columns_stand_side_by_side_and_the_focus_is_in_full_view(
    shape: StageShape, size: tuple[int, int], data: st.DataObject
) -> None:
    measures = made(shape, size)
    focus = data.draw(st.integers(0, shape.steps - 1))
    placed = layout(measures, focus)
    columns = list(placed.columns())
    for left, right in pairwise(columns):
        assert right.t == left.t + 1
        assert left.x + left.width == pytest.approx(right.x)
    column = placed.column(focus)
    assert column in columns
    assert column.openness == 1.0
    assert column.x >= -EPSILON
    assert column.x + column.width <= size[0] + EPSILON
    if not measures.pans:
        assert len(columns) == shape.steps
        assert placed.column(shape.steps - 1).x + placed.column(shape.steps - 1).width <= size[0] + EPSILON
    assert sum(placed.column(t).openness for t in range(shape.steps)) == pytest.approx(1.0)


@given(stage_shapes(), SIZES, st.data())
def test_between_two_steps_nothing_jumps(
    shape: StageShape, size: tuple[int, int], data: st.DataObject
) -> None:
    if shape.steps < 2:
        return
    measures = made(shape, size)
    t = data.draw(st.integers(0, shape.steps - 2))
    share_of_way = data.draw(st.floats(0, 1))
    here, beyond = layout(measures, t + share_of_way), layout(measures, min(t + share_of_way + 1e-4, t + 1))
    for number in range(max(t - 2, 0), min(t + 4, shape.steps)):
        first, second = here.column(number), beyond.column(number)
        assert second.center == pytest.approx(first.center, abs=size[0] * 0.002)
        assert second.width == pytest.approx(first.width, abs=size[0] * 0.002)


@given(stage_shapes(), SIZES, st.data())
def test_what_stands_in_the_focus_keeps_to_its_column_and_band(
    shape: StageShape, size: tuple[int, int], data: st.DataObject
) -> None:
    measures = made(shape, size)
    placed = layout(measures, data.draw(st.integers(0, shape.steps - 1)))
    column = placed.column(round(placed.focus))
    bands = measures.bands
    field = Box(column.x, 0.0, column.width, float(size[1]))
    for layer in range(1, shape.layers + 1):
        box = placed.box(column, layer)
        strip = bands.layers[layer - 1].box
        assert inside(box, field)
        assert inside(box, Box(0.0, strip.y, float(size[0]), strip.height))
        panes = [placed.pane(column, layer, place) for place in range(len(shape.panes[layer - 1]))]
        assert apart(panes)
        assert all(inside(pane, box) for pane in panes)
    row = one_hot_box(placed, column)
    assert inside(row, field)
    assert row.y >= bands.input.y
    assert row.bottom <= bands.input.bottom
    symbol = data.draw(st.integers(0, shape.symbols - 1))
    assert inside(hot_cell(placed, column, symbol), row)
    previous = bands.output.y
    for number in range(measures.candidate_rows):
        candidate = candidate_box(placed, column, number)
        assert inside(candidate, field)
        assert candidate.y >= previous - EPSILON
        previous = candidate.bottom
        assert apart([logit_box(placed, candidate), bar_box(placed, candidate)])
        assert inside(bar_box(placed, candidate), candidate)
        assert bar_box(placed, candidate).width > 10.0
    assert previous <= bands.output.bottom + EPSILON


@given(stage_shapes(), SIZES, st.data())
def test_small_columns_do_not_touch_their_neighbours(
    shape: StageShape, size: tuple[int, int], data: st.DataObject
) -> None:
    measures = made(shape, size)
    placed = layout(measures, data.draw(st.integers(0, shape.steps - 1)))
    for column in placed.columns():
        if column.openness > 0:
            continue
        field = Box(column.x, 0.0, column.width, float(size[1]))
        assert inside(chip_box(placed, column), field)
        assert inside(prediction_box(placed, column), field)
        for layer in range(1, shape.layers + 1):
            box = placed.box(column, layer)
            assert inside(box, field)
            states = [
                placed.state(column, layer, state, len(shape.panes[layer - 1]) - 1 - state)
                for state in range(shape.states)
            ]
            assert apart(states)
            assert all(inside(state, box) for state in states)
        assert prediction_box(placed, column).bottom <= measures.bands.output.bottom + EPSILON
        assert chip_box(placed, column).bottom <= measures.bands.time.bottom


@given(stage_shapes(), SIZES, st.floats(-9999, 9999), st.data())
def test_pushing_aside_stops_at_the_ends(
    shape: StageShape, size: tuple[int, int], pan: float, data: st.DataObject
) -> None:
    measures = made(shape, size)
    focus = data.draw(st.integers(0, shape.steps - 1))
    low, high = farthest_pan(measures, focus)
    assert low <= 0 <= high
    pushed = layout(measures, focus, min(max(pan, low), high))
    resting = layout(measures, focus)
    if measures.pans:
        assert pushed.offset - resting.offset == pytest.approx(min(max(pan, low), high))
        assert measures.width - measures.total - EPSILON <= pushed.offset <= EPSILON
    else:
        assert pushed == resting


@pytest.mark.parametrize("symbols", [14, 26])
@pytest.mark.parametrize("size", [(790, 560), (1160, 760)])
def test_a_whole_alphabet_is_seen_at_once(symbols: int, size: tuple[int, int]) -> None:
    shape = StageShape(steps=symbols - 1, symbols=symbols, outputs=symbols, hidden=16, panes=((16,) * 5,))
    measures = made(shape, size)
    assert not measures.pans
    assert measures.one_hot_count == symbols
    assert measures.chip >= 14


@pytest.mark.parametrize(
    "panes, operators, states, matrices", [(5, True, 1, 1), (6, False, 2, 4), (4, False, 1, 3)]
)
def test_the_focus_shows_its_numbers_on_a_small_screen(
    panes: int, operators: bool, states: int, matrices: int
) -> None:
    """A stage in a window of 1024 × 768 with the lecture's 14 letters: numbers, and all steps in view."""
    shape = StageShape(
        steps=13,
        symbols=14,
        outputs=14,
        hidden=8,
        states=states,
        panes=((8,) * panes,),
        operators=operators,
        input_matrices=matrices,
        state_matrices=matrices,
    )
    measures = made(shape, (484, 378))
    assert measures.grid(8, 1).row_height >= NUMBER_ROW
    assert measures.pane >= NUMBER_WIDTH
    assert not measures.pans


@pytest.mark.parametrize("width", [484, 640])
def test_where_not_all_steps_fit_the_focus_keeps_its_numbers(width: int) -> None:
    shape = StageShape(
        steps=25, symbols=26, outputs=26, hidden=8, panes=((8,) * 5,), operators=True, label_width=0.62
    )
    measures = made(shape, (width, 400))
    assert measures.pans
    assert measures.pane >= NUMBER_WIDTH
    assert measures.pitch >= 30


def test_two_hundred_steps_pan_at_a_pitch_that_can_be_read() -> None:
    measures = made(
        StageShape(steps=200, symbols=26, outputs=26, hidden=512, panes=((512,) * 5,)), (790, 560)
    )
    assert measures.pans
    assert measures.pitch >= 30


@given(
    st.floats(1, 2000),
    st.lists(st.tuples(st.floats(0.1, 100), st.floats(0, 100), st.floats(0, 100), st.booleans()), min_size=1),
)
def test_shares_never_exceed_the_height_and_keep_to_their_bounds(
    height: float, table: list[tuple[float, float, float, bool]]
) -> None:
    wishes = [Wish(low, low + more, low + more + most, taker) for low, more, most, taker in table]
    heights = share(height, wishes)
    assert sum(heights) <= height * (1 + 1e-9)
    needed = sum(wish.least for wish in wishes)
    for wish, given_height in zip(wishes, heights, strict=True):
        if height >= needed:
            assert given_height >= wish.least * (1 - 1e-9)
        if not wish.takes_rest:
            assert given_height <= max(wish.most, wish.least) * (1 + 1e-9)
    if height >= needed and any(wish.takes_rest for wish in wishes):
        assert sum(heights) == pytest.approx(height)
