"""Two beginnings side by side: what is where, whatever the room."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.complete.pair import Expected, PairContent, PairWords, Side, alike, frame
from rnnlab.scene.drawing import CellGrid, Rect, Text

WORDS = PairWords("h of the first", "h of the second", "difference", "next")


def content(first: str = "⏎여름날의", second: str = "⏎봄날의") -> PairContent:
    rng = np.random.default_rng(0)
    expected = (Expected("노", 0.9), Expected("바", 0.1))
    states = rng.uniform(-1, 1, (2, 12))
    return PairContent(Side(tuple(first), states[0], expected), Side(tuple(second), states[1], expected))


def test_common_letters_are_counted_from_both_ends() -> None:
    assert alike(tuple("⏎여름날의"), tuple("⏎봄날의")) == (1, 2)
    assert alike(tuple("⏎기억 속"), tuple("⏎기억 저")) == (4, 0)
    assert alike(tuple("⏎가"), tuple("⏎가")) == (2, 0)
    assert alike(tuple("⏎가"), tuple("⏎가나")) == (2, 0)


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_common_letters_are_never_counted_twice(first: str, second: str) -> None:
    start, end = alike(tuple(first), tuple(second))
    assert first[:start] == second[:start]
    assert first[len(first) - end :] == second[len(second) - end :]
    assert start + end <= min(len(first), len(second))


@pytest.mark.parametrize("width, height", [(420, 180), (700, 300), (1300, 700)])
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.45])
def test_everything_stays_inside_and_apart(width: float, height: float, scale: float) -> None:
    drawn = frame(content(), WORDS, width, height, scale)
    strips = [shape for shape in drawn if isinstance(shape, CellGrid)]
    assert [strip.target.key for strip in strips if strip.target] == ["first", "difference", "second"]
    assert len({(strip.box.x, strip.box.width) for strip in strips}) == 1
    assert strips[0].box.bottom < strips[1].box.y
    assert strips[1].box.bottom < strips[2].box.y
    if height >= 300 * scale or scale <= 0.8:
        boxes = [shape.box for shape in drawn if isinstance(shape, Rect | CellGrid)]
        assert min(box.y for box in boxes) >= -1
        assert max(box.bottom for box in boxes) <= height + 1
    assert max(shape.box.right for shape in drawn if isinstance(shape, Rect | CellGrid)) <= width + 1


def test_the_difference_is_the_difference() -> None:
    shown = content()
    middle = next(
        s
        for s in frame(shown, WORDS, 700, 300)
        if isinstance(s, CellGrid) and s.target and s.target.key == "difference"
    )
    np.testing.assert_allclose(middle.values, shown.first.state - shown.second.state)
    assert shown.distance == pytest.approx(
        float(np.sqrt(((shown.first.state - shown.second.state) ** 2).sum()))
    )


def test_letters_that_do_not_fit_are_left_out_at_the_beginning() -> None:
    shown = content("⏎" + "가나다라마바사아자차" * 3)
    texts = [shape.text for shape in frame(shown, WORDS, 500, 300) if isinstance(shape, Text)]
    assert "…" in texts
    assert "차" in texts


def test_pale_letters_are_the_common_ones() -> None:
    chips = [s for s in frame(content(), WORDS, 700, 300) if isinstance(s, Rect) and s.stroke == "input"]
    assert [chip.fill for chip in chips] == [
        *("input_soft", "input", "input", "input_soft", "input_soft"),
        *("input_soft", "input", "input_soft", "input_soft"),
    ]
