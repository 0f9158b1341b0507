"""Hit-testing, facts about what was hit, and walking over the stage by keys."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Box, CellGrid, Line, Primitive, Rect
from rnnlab.scene.facts import fact, is_state_unit
from rnnlab.scene.hit import target_at
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.frame import frame, layout_for, measures_for
from rnnlab.scene.sequence.reading import read
from rnnlab.scene.sequence.walk import entry_beside, stations, target_beside
from rnnlab.scene.target import Target
from tests.scene.contents import content


def done(shown: Content, t: int) -> tuple[Primitive, ...]:
    position = Position(t, len(read(shown).phases) - 1, 1.0)
    return frame(shown, position, layout_for(shown, measures_for(shown, 790.0, 560.0), position))


@given(st.integers(1, 40), st.integers(1, 6), st.floats(0, 0.999), st.floats(0, 0.999))
def test_the_cell_under_a_point_contains_it(rows: int, columns: int, across: float, down: float) -> None:
    values = np.zeros(rows * columns, np.float32)
    grid = CellGrid(Box(3.0, 5.0, 60.0, 200.0), values, rows, columns)
    x, y = 3.0 + 60.0 * across, 5.0 + 200.0 * down
    index = grid.index_at(x, y)
    assert index is not None
    assert grid.cell(index).grown(1e-9).contains(x, y)


def test_a_column_that_is_not_full_has_no_cell_below_its_end() -> None:
    grid = CellGrid(Box(0.0, 0.0, 20.0, 40.0), np.zeros(7, np.float32), 4, 2)
    assert grid.index_at(15.0, 25.0) == (6,)
    assert grid.index_at(15.0, 35.0) is None


def test_the_topmost_thing_wins_and_arrows_come_last() -> None:
    low, high = Target("input", t=0), Target("input", t=1)
    arrow = Target("arrow", "W_hh", 1, 1)
    drawn = (
        Rect(Box(0, 0, 50, 50), "card", target=low),
        Rect(Box(20, 20, 10, 10), "card", target=high),
        Line(((0.0, 25.0), (100.0, 25.0)), target=arrow),
    )
    assert target_at(drawn, 25, 25) == high
    assert target_at(drawn, 5, 25) == low
    assert target_at(drawn, 80, 28) == arrow
    assert target_at(drawn, 80, 60) is None


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_everything_drawn_can_be_hit_and_told(cell: str) -> None:
    shown = content(cell, symbols=9, hidden=6)
    primitives = done(shown, 4)
    found = set()
    for primitive in primitives:
        if isinstance(primitive, CellGrid) and primitive.target is not None:
            x, y = primitive.box.center
            hit = target_at(primitives, x, y)
            assert hit is not None
            assert hit.index or primitive.target.index
            told = fact(shown, hit)
            assert told is not None
            assert told.value is not None
            found.add(hit.kind)
    assert {"quantity", "parameter", "logits"} <= found


def test_facts_tell_name_shape_and_value() -> None:
    shown = content("lstm", symbols=9, hidden=4, layers=2)
    trace = shown.trace
    unit = fact(shown, Target("quantity", "c.2", 2, 3, (1,)))
    assert unit is not None
    assert (unit.formula, unit.shape, unit.index) == ("c^{(2)}_{4}", (4,), "2")
    assert unit.value == pytest.approx(float(trace.values["c.2"][3][1]))
    weight = fact(shown, Target("parameter", "W_hy", 0, None, (5, 2)))
    assert weight is not None
    assert (weight.formula, weight.shape, weight.index) == ("W_{hy}", (9, 4), f"{shown.label(5)}, 3")
    picked = fact(shown, Target("parameter", "W_xi.1", 1, None, (2, 6)))
    assert picked is not None
    assert picked.index == f"3, {shown.label(6)}"
    probability = fact(shown, Target("probability", "", 0, 2, (5,)))
    assert probability is not None
    assert probability.index == shown.label(5)
    loss = fact(shown, Target("loss", "", 0, 2))
    assert loss is not None
    assert loss.value == pytest.approx(float(trace.losses[2]))
    hot = fact(shown, Target("input", t=3, index=(3,)))
    assert hot is not None
    assert hot.value == 1.0
    arrow = fact(shown, Target("arrow", "c.1", 1, 3))
    assert arrow is not None
    assert arrow.formula == "c^{(1)}_{3}"


@pytest.mark.parametrize(
    "target",
    [
        Target("quantity", "nothing", 1, 3),
        Target("quantity", "h", 1, 99),
        Target("input", t=-1),
        Target("term", "h", 1, 1, node=999),
        Target("arrow", "c", 1, 0),
        Target("arrow", "", 0, 0),
        Target("quantity", "h", 1, None, (1,)),
        Target("loss"),
    ],
)
def test_what_does_not_exist_has_no_fact(target: Target) -> None:
    assert fact(content("lstm", symbols=5), target) is None


def test_an_index_outside_is_the_whole() -> None:
    shown = content("rnn", symbols=5, hidden=4)
    for target in (
        Target("quantity", "h", 1, 1, (7,)),
        Target("parameter", "W_hh", 1, None, (7, 7)),
        Target("parameter", "W_hh", 1, None, (1,)),
    ):
        told = fact(shown, target)
        assert told is not None
        assert told.value is None


def test_only_units_of_quantities_can_be_held() -> None:
    shown = content("rnn", symbols=5)
    assert is_state_unit(shown, Target("quantity", "h", 1, 2, (0,)))
    assert not is_state_unit(shown, Target("quantity", "h", 1, 2))
    assert not is_state_unit(shown, Target("parameter", "W_hh", 1, None, (0, 0)))
    assert not is_state_unit(shown, None)


def test_keys_walk_the_way_values_take() -> None:
    primitives = done(content("rnn", symbols=5, hidden=4), 2)
    now = target_beside(primitives, 2, None, forward=True)
    kinds: list[tuple[str, str, int]] = []
    while now is not None and (not kinds or kinds[-1] != (now.kind, now.key, now.node)):
        kinds.append((now.kind, now.key, now.node))
        now = target_beside(primitives, 2, now, forward=True)
    names = [kind for kind, _, _ in kinds]
    assert names[0] == "input"
    assert names[-2:] == ["logits", "probability"]
    assert names.index("parameter") < names.index("term") < names.index("quantity") < names.index("logits")
    last = target_beside(primitives, 2, None, forward=False)
    assert last is not None
    assert last.kind == "probability"


def test_keys_walk_inside_a_vector_and_stop_at_its_ends() -> None:
    primitives = done(content("rnn", symbols=5, hidden=4), 2)
    hidden = Target("quantity", "h", 1, 2)
    assert stations(primitives, 2)[hidden] == 4
    now: Target | None = hidden
    visited = []
    for _ in range(6):
        now = entry_beside(primitives, 2, now, forward=True)
        assert now is not None
        visited.append(now.index[0])
    assert visited == [0, 1, 2, 3, 3, 3]
    assert entry_beside(primitives, 2, hidden.at(0), forward=False) == hidden.at(0)
    assert target_beside((), 2, None, forward=True) is None
    assert entry_beside((), 2, None, forward=True) is None
