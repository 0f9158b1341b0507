"""Where picture, maps and features stand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from rnnlab.scene.captions.layout import PipelineLayout, pipeline_layout, tiles
from rnnlab.scene.drawing import Box


def inside(box: Box, width: float, height: float) -> bool:
    return box.x >= -0.01 and box.y >= -0.01 and box.right <= width + 0.01 and box.bottom <= height + 0.01


def boxes(plan: PipelineLayout) -> list[Box]:
    return [plan.picture, *(block.box for block in plan.blocks), plan.features.box]


@given(
    some.floats(480, 1900),
    some.floats(120, 900),
    some.lists(some.integers(2, 64), min_size=2, max_size=4),
    some.integers(4, 512),
    some.floats(0, 6),
)
def test_everything_stands_side_by_side_and_inside(
    width: float, height: float, maps: list[int], features: int, looked: float
) -> None:
    plan = pipeline_layout(width, height, tuple(maps), features, looked)
    assert all(inside(box, width, height) for box in boxes(plan))
    assert all(left.right < right.x for left, right in pairwise(boxes(plan)))
    for block, count in zip(plan.blocks, maps, strict=True):
        assert block.count == count
        assert all(inside(block.tile(number), width, height) for number in range(count))
        for number in range(count):
            assert block.at(*block.tile(number).center) == number


def test_a_low_pipeline_gives_its_words_room_to_the_picture() -> None:
    low, high = (pipeline_layout(500, height, (8, 16), 128, 4.0) for height in (90, 260))
    assert (low.is_labelled, high.is_labelled) == (False, True)
    assert low.picture.height > 80
    assert all(inside(box, 500, 90) for box in boxes(low))


def test_what_is_under_way_is_larger() -> None:
    resting = pipeline_layout(900, 260, (8, 16, 32), 128, 5.0)
    second = pipeline_layout(900, 260, (8, 16, 32), 128, 2.5)
    assert second.blocks[1].pitch > 1.2 * resting.blocks[1].pitch
    assert second.blocks[0].pitch <= resting.blocks[0].pitch
    assert second.picture == resting.picture


def test_tiles_are_as_large_as_they_can_be() -> None:
    found = tiles(12, Box(0, 0, 400, 300), 0.0)
    assert (found.columns, found.side) == (4, 100)
    assert found.at(399, 299) == 11
    assert found.at(401, 299) is None
    assert tiles(11, Box(0, 0, 400, 300), 0.0).at(399, 299) is None
