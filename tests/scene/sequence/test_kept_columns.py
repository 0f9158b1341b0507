"""What is kept from frame to frame is what would be drawn anew, and it is kept as the same objects."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Primitive
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.frame import frame, layout_for, measures_for
from rnnlab.scene.sequence.moment import looks_alike
from rnnlab.scene.sequence.reading import read
from tests.scene.contents import content

SHORT, LONG = content("rnn", symbols=9), content("lstm", symbols=5, steps=40)
moments = st.lists(
    st.tuples(st.integers(0, 39), st.floats(0, 0.999), st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.57, 0.9, 1.0))),
    min_size=1,
    max_size=8,
)


def drawn(shown: Content, position: Position) -> tuple[Primitive, ...]:
    return frame(shown, position, layout_for(shown, measures_for(shown, 790.0, 560.0), position))


def plain(primitive: Primitive) -> list[object]:
    values = [getattr(primitive, field.name) for field in fields(primitive)]
    return [type(primitive), *(v.tolist() if isinstance(v, np.ndarray) else v for v in values)]


def alike(first: tuple[Primitive, ...], second: tuple[Primitive, ...]) -> int:
    pairs = zip(first, second, strict=False)
    return next((place for place, (one, other) in enumerate(pairs) if one is not other), 0)


@given(st.sampled_from((SHORT, LONG)), moments)
def test_a_frame_never_depends_on_the_frames_before(
    shown: Content, choices: list[tuple[int, float, float]]
) -> None:
    phases = len(read(shown).phases)
    for t, share, fraction in choices:
        position = Position(min(t, shown.steps - 1), int(share * phases), fraction)
        anew = replace(shown)
        assert [plain(primitive) for primitive in drawn(shown, position)] == [
            plain(primitive) for primitive in drawn(anew, position)
        ]


def test_columns_away_from_the_focus_are_the_same_objects_while_a_phase_plays() -> None:
    phase = len(read(SHORT).phases) // 2
    frames = [drawn(SHORT, Position(4, phase, fraction)) for fraction in (0.1, 0.2, 0.6)]
    assert min(alike(frames[0], other) for other in frames[1:]) > 40


def test_columns_away_from_the_focus_are_the_same_objects_while_the_focus_wanders() -> None:
    first, second = (drawn(SHORT, Position(4, 0, fraction)) for fraction in (0.1, 0.3))
    assert alike(first, second) > 30


def test_a_phase_whose_movements_are_over_looks_the_same_until_it_ends() -> None:
    phases = read(SHORT).phases
    last = len(phases) - 1
    still, later, sooner = (Position(3, last, fraction) for fraction in (0.8, 0.9, 0.01))
    assert looks_alike(still, later, phases)
    assert not looks_alike(still, sooner, phases)
    assert not looks_alike(still, replace(still, t=4), phases)
