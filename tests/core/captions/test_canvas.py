"""Pictures hold what their scenes say, and drawings are read back from where things stand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.captions.canvas import MOST_ITEMS, Drawing, Shape, Stroke, read, sampled
from rnnlab.core.captions.drawing import CANVAS, DRAWN_KINDS, RGB, PlacedBatch, draw, paint, papers
from rnnlab.core.captions.grammar import COLORS, KINDS
from rnnlab.core.captions.sampling import Portion, place, sample


@given(seed=st.integers(0, 2**32), portion=st.sampled_from(["training", "held_out", "all"]))
@settings(max_examples=30)
def test_where_things_stand_says_what_was_meant(seed: int, portion: Portion) -> None:
    scenes = sample(40, portion, np.random.default_rng(seed))
    for row, drawing in enumerate(sampled(scenes, seed % 1000)):
        reading = read(drawing)
        assert reading.scene == scenes.scene(row)
        assert reading.is_held_out == scenes.held_out()[row]
        for shape in drawing.shapes:
            assert 2 < shape.x < CANVAS - 2
            assert 2 < shape.y < CANVAS - 2


def test_no_two_pictures_are_alike_and_a_seed_gives_the_same() -> None:
    def pictures(seed: int) -> np.ndarray:
        generator = np.random.default_rng(seed)
        return draw(place(sample(64, "training", generator), generator), generator)

    first = pictures(1)
    assert first.shape == (64, CANVAS, CANVAS, 3)
    assert first.dtype == np.uint8
    assert len({picture.tobytes() for picture in first}) == 64
    assert (first == pictures(1)).all()
    assert (first != pictures(2)).any()


def _one(kind: str, radius: float, x: float = 24.0, y: float = 24.0) -> np.ndarray:
    """Return how much of every pixel one shape covers, (48, 48)."""
    placed = PlacedBatch(
        centers=np.array([[[x, y]]], np.float32),
        radii=np.array([[radius]], np.float32),
        angles=np.zeros((1, 1), np.float32),
        kinds=np.array([[DRAWN_KINDS.index(kind)]], np.int8),
        rgb=np.full((1, 1, 3), 1.0, np.float32),
    )
    picture = np.zeros((1, CANVAS, CANVAS, 3), np.float32)
    paint(picture, placed, picture.copy())
    return picture[0, :, :, 0]


def test_a_shape_on_another_has_a_rim_of_paper() -> None:
    placed = PlacedBatch(
        centers=np.full((1, 2, 2), 24.0, np.float32),
        radii=np.array([[16.0, 6.0]], np.float32),
        angles=np.zeros((1, 2), np.float32),
        kinds=np.full((1, 2), DRAWN_KINDS.index("circle"), np.int8),
        rgb=np.array([[[1.0] * 3, [2.0] * 3]], np.float32),
    )
    paper = np.full((1, CANVAS, CANVAS, 3), 9.0, np.float32)
    picture = paper.copy()
    paint(picture, placed, paper)
    around = np.hypot(*(np.mgrid[:CANVAS, :CANVAS] + 0.5 - 24.0))
    assert (picture[0, around < 5, 0] == 2).all()
    assert (picture[0, (around > 6.4) & (around < 6.6), 0] > 5).all()
    assert (picture[0, (around > 8) & (around < 15), 0] == 1).all()
    assert (picture[0, around > 17, 0] == 9).all()


AREAS = {
    "circle": np.pi,
    "square": (2 * 0.86) ** 2,
    "triangle": 3 * np.sqrt(3) / 4 * 1.2**2,
    "star": 5 * 1.2 * 1.2 * 0.55 * np.sin(np.pi / 5),
    "cross": 4 * 0.68 - 0.68**2,
    "ring": np.pi * (1 - 0.52**2),
}


@pytest.mark.parametrize("kind", AREAS)
@pytest.mark.parametrize("radius", [5.0, 14.0])
def test_a_shape_covers_its_area(kind: str, radius: float) -> None:
    assert _one(kind, radius).sum() == pytest.approx(AREAS[kind] * radius**2, rel=0.04)


@pytest.mark.parametrize("kind", [kind for kind in DRAWN_KINDS if kind != "heart"])
def test_shapes_are_the_same_left_and_right(kind: str) -> None:
    cover = _one(kind, 9.0)
    np.testing.assert_allclose(cover, cover[:, ::-1], atol=1e-4)
    assert cover[24, 24] == (0.0 if kind == "ring" else 1.0)


def test_a_point_is_up_and_a_heart_down() -> None:
    for kind in ("triangle", "star"):
        rows = np.flatnonzero(_one(kind, 9.0).sum(axis=1) > 0.5)
        assert 24 - rows[0] > rows[-1] - 23
    assert _one("heart", 9.0)[:20].sum() > _one("heart", 9.0)[28:].sum()


def test_a_shape_at_the_edge_is_cut_off() -> None:
    assert _one("circle", 10.0, x=0.0, y=48.0).sum() == pytest.approx(np.pi * 25, rel=0.05)


def test_colours_are_on_the_paper() -> None:
    drawing = Drawing((Shape("square", "blue", 12, 12, 8), Shape("square", "red", 36, 36, 8)), seed=3)
    picture = drawing.picture.astype(float)
    for (x, y), color in {(12, 12): "blue", (36, 36): "red"}.items():
        middle = picture[y - 3 : y + 3, x - 3 : x + 3].mean(axis=(0, 1))
        np.testing.assert_allclose(middle, RGB[color], atol=6)
    assert picture[30:, :12].mean() > 200
    assert papers(2, np.random.default_rng(0)).shape == (2, CANVAS, CANVAS, 3)


def test_a_stroke_goes_from_point_to_point() -> None:
    stroke = Stroke("black", ((8.0, 24.0),), 3.0).longer(40.0, 24.0)
    picture = Drawing((stroke,), seed=1).picture.astype(float)
    assert picture[23:25, 10:38].max() < 70
    assert picture[:18].min() > 200
    dot = Drawing((Stroke("black", ((20.0, 20.0),), 4.0),), seed=1).picture
    assert dot[19:21, 19:21].max() < 70


def test_a_drawing_changes_by_copies() -> None:
    circle = Shape("circle", "red", 10, 10, 4)
    drawing = Drawing().added(circle).added(Shape("star", "blue", 30, 30, 8))
    assert drawing.item_at(31, 29) == 1
    assert drawing.item_at(10, 40) is None
    moved = drawing.changed(0, circle.moved(-5, 60).sized(1000))
    assert moved.shapes[0] == Shape("circle", "red", 0, 48, 24)
    assert drawing.shapes[0] == circle
    assert moved.without(0).shapes == drawing.shapes[1:]
    full = Drawing((circle,) * MOST_ITEMS)
    assert full.added(circle) is full


def _codes(drawing: Drawing) -> set[str]:
    return {notice.code for notice in read(drawing).notices}


def test_what_the_net_has_never_seen_is_told() -> None:
    red = Shape("circle", "red", 10, 10, 4)
    large = Shape("square", "blue", 30, 30, 8)
    assert _codes(Drawing()) == {"drawing.empty"}
    assert _codes(Drawing((red,) * 4)) == {"drawing.too_many"}
    assert _codes(Drawing((replace(red, kind="heart"), replace(red, color="pink")))) == {
        "drawing.kind",
        "drawing.color",
    }
    assert _codes(Drawing((red, Stroke("black", ((1.0, 1.0),))))) == {"drawing.by_hand"}
    assert _codes(Drawing((red.sized(15),))) == {"drawing.size"}
    assert _codes(Drawing((red.sized(6),))) == {"drawing.between"}
    assert _codes(Drawing((red, large))) == {"drawing.diagonal"}
    assert _codes(Drawing((red.moved(22, 28), large))) == {"drawing.overlap"}
    assert _codes(Drawing((red.moved(10, 30), red.moved(12, 31), large))) == {"drawing.same_place"}
    assert _codes(Drawing((large, large.moved(10, 30), red))) == {"drawing.landmark"}
    assert _codes(Drawing((replace(red, color="blue").moved(30, 30), large))) == {"drawing.unseen_inside"}


def test_a_good_drawing_is_read_whatever_the_order() -> None:
    red, large = Shape("circle", "red", 12, 30, 4), Shape("square", "blue", 30, 30, 8)
    reading, other = read(Drawing((red, large))), read(Drawing((large, red)))
    assert reading.scene == other.scene
    assert reading.scene is not None
    assert reading.scene.relations == ("left",)
    below = read(Drawing((replace(red, x=30, y=8), replace(red, x=31, y=40, color="green")))).scene
    assert below is not None
    assert (below.relations, below.things[0].color) == (("above",), "red")
    assert set(COLORS) < set(RGB)
    assert set(KINDS) < set(DRAWN_KINDS)


def test_more_shapes_than_a_net_was_shown_are_said_so() -> None:
    two = Drawing((Shape("circle", "red", 12.0, 24.0, 5.0), Shape("square", "blue", 34.0, 24.0, 8.0)))
    assert read(two, 2).scene is not None
    notices = read(two, 1).notices
    assert [(notice.code, notice.args["count"], notice.args["limit"]) for notice in notices] == [
        ("drawing.too_many", 2, 1)
    ]
