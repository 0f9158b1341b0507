"""The playback cursor: where buttons, time and seeking take it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.position import Position
from rnnlab.session.playback import SPEEDS, Playback


def made(steps: int = 5, phases: int = 4, *, motion: bool = True) -> Playback:
    playback = Playback()
    playback.motion = motion
    playback.set_timeline(steps, phases)
    return playback


def settle(playback: Playback) -> None:
    """Let a glide arrive."""
    for _ in range(10_000):
        if not playback.moving:
            return
        playback.advance(0.01)
    pytest.fail("never came to rest")


def test_begins_before_anything_is_done() -> None:
    assert made().position == Position(0, 0, 0.0)


@pytest.mark.parametrize(
    "cursor, position",
    [
        (0.25, Position(0, 0, 0.25)),
        (1.0, Position(0, 0, 1.0)),
        (3.5, Position(0, 3, 0.5)),
        (4.0, Position(0, 3, 1.0)),
        (4.5, Position(1, 0, 0.5)),
        (20.0, Position(4, 3, 1.0)),
    ],
)
def test_a_whole_number_means_that_phases_are_done(cursor: float, position: Position) -> None:
    playback = made()
    playback.seek_cursor(cursor)
    assert playback.position == position


def test_seek_shows_a_step_or_a_phase_done() -> None:
    playback = made()
    playback.seek(2)
    assert playback.position == Position(2, 3, 1.0)
    playback.seek(1, 0)
    assert playback.position == Position(1, 0, 1.0)
    playback.seek(99)
    assert playback.position == Position(4, 3, 1.0)


def test_one_phase_and_one_step_there_and_back() -> None:
    playback = made()
    playback.phase_forward()
    assert playback.moving
    settle(playback)
    assert playback.cursor == 1.0
    playback.step_forward()
    settle(playback)
    assert playback.cursor == 4.0
    playback.step_forward()
    settle(playback)
    assert playback.cursor == 8.0
    playback.phase_back()
    settle(playback)
    assert playback.cursor == 7.0
    playback.step_back()
    settle(playback)
    assert playback.cursor == 4.0
    playback.step_back()
    settle(playback)
    playback.step_back()
    settle(playback)
    assert playback.cursor == 0.0
    assert playback.at_start


def test_pressing_again_while_gliding_counts_from_the_goal() -> None:
    playback = made()
    for _ in range(3):
        playback.phase_forward()
        playback.advance(0.01)
    settle(playback)
    assert playback.cursor == 3.0


def test_without_motion_it_jumps_and_shows_whole_phases() -> None:
    playback = made(motion=False)
    playback.step_forward()
    assert playback.cursor == 4.0
    assert not playback.moving
    playback.play()
    playback.advance(0.1)
    assert playback.position == Position(1, 0, 1.0)


def test_play_stops_at_the_end_and_starts_over() -> None:
    playback = made(2, 2)
    heard: list[bool] = []
    playback.playing_changed.connect(heard.append)
    playback.play()
    playback.advance(100.0)
    assert (playback.cursor, playback.playing, heard) == (4.0, False, [True, False])
    assert playback.at_end
    playback.play()
    assert playback.cursor == 0.0


def test_loop_rests_at_the_end_then_starts_over() -> None:
    playback = made(2, 2)
    playback.loop = True
    playback.seek(1)
    playback.play()
    playback.seek_cursor(4.0)
    playback.advance(0.1)
    assert playback.cursor == 4.0
    playback.advance(1.3)
    assert playback.playing
    assert 0.0 < playback.cursor < 4.0


def test_loop_survives_a_long_stall() -> None:
    playback = made(3, 2)
    playback.loop = True
    playback.play()
    playback.advance(10_000.0)
    assert playback.playing
    assert 0.0 <= playback.cursor <= playback.end


def test_phases_take_their_own_time() -> None:
    playback = Playback()
    playback.set_timeline(2, 2, (0.5, 1.0))
    playback.play()
    playback.advance(0.25)
    assert playback.cursor == pytest.approx(0.5)
    playback.advance(0.75)
    assert playback.cursor == pytest.approx(1.5)
    playback.speed = 2.0
    playback.advance(0.25)
    assert playback.cursor == pytest.approx(2.0)


def test_faster_and_slower_go_through_the_speeds() -> None:
    playback = made()
    for expected in (2.0, 4.0, 4.0):
        playback.faster()
        assert playback.speed == expected
    for _ in SPEEDS:
        playback.slower()
    assert playback.speed == 0.25
    playback.speed = 1.3
    playback.slower()
    assert playback.speed == 1.0
    playback.speed = 99
    assert playback.speed == 4.0


def test_a_new_timeline_keeps_the_step() -> None:
    playback = made(10, 4)
    playback.seek(6)
    playback.set_timeline(10, 9)
    assert playback.position == Position(6, 8, 1.0)
    playback.seek(6, 2)
    playback.set_timeline(10, 4)
    assert playback.position == Position(6, 2, 1.0)
    playback.set_timeline(3, 4)
    assert playback.position == Position(2, 3, 1.0)


def test_the_same_timeline_changes_nothing() -> None:
    playback = made()
    playback.phase_forward()
    heard: list[object] = []
    playback.position_changed.connect(heard.append)
    playback.timeline_changed.connect(lambda: heard.append("timeline"))
    playback.set_timeline(5, 4)
    assert heard == []
    assert playback.moving


def test_an_empty_timeline_cannot_play() -> None:
    playback = made(0, 3)
    playback.play()
    playback.step_forward()
    assert not playback.moving
    assert playback.position == Position(0, 0, 0.0)


@pytest.mark.parametrize("steps, phases, durations", [(-1, 2, None), (3, 0, None), (3, 2, (1.0,))])
def test_impossible_timelines_are_refused(
    steps: int, phases: int, durations: tuple[float, ...] | None
) -> None:
    with pytest.raises(ValueError, match=r"timeline|duration"):
        Playback().set_timeline(steps, phases, durations)


COMMANDS = st.sampled_from(
    [
        *("play", "pause", "toggle", "phase_forward", "phase_back", "step_forward", "step_back"),
        *("to_start", "to_end", "faster", "slower", "advance", "seek", "loop", "motion", "timeline"),
    ]
)


@given(
    steps=st.integers(0, 12),
    phases=st.integers(1, 9),
    commands=st.lists(st.tuples(COMMANDS, st.floats(0, 2.0)), max_size=40),
)
def test_whatever_is_pressed_the_position_exists(
    steps: int, phases: int, commands: list[tuple[str, float]]
) -> None:
    playback = made(steps, phases)
    for command, amount in commands:
        if command == "advance":
            playback.advance(amount)
        elif command == "seek":
            playback.seek(round(amount * steps), round(amount * phases), glide=amount > 1)
        elif command == "loop":
            playback.loop = amount > 1
        elif command == "motion":
            playback.motion = amount > 1
        elif command == "timeline":
            playback.set_timeline(round(amount * 5), 1 + round(amount * 3))
        else:
            getattr(playback, command)()
        position = playback.position
        assert 0 <= playback.cursor <= playback.end
        assert 0 <= position.t < max(playback.steps, 1)
        assert 0 <= position.phase < playback.phases
        assert 0.0 <= position.fraction <= 1.0
        if playback.cursor > 0 and playback.motion:
            number = position.t * playback.phases + position.phase
            assert number + position.fraction == pytest.approx(playback.cursor)


@given(st.integers(1, 10), st.integers(1, 8), st.floats(0.001, 0.5), st.sampled_from(SPEEDS))
def test_playing_reaches_the_end_in_the_time_it_should(
    steps: int, phases: int, frame: float, speed: float
) -> None:
    playback = made(steps, phases)
    playback.speed = speed
    playback.play()
    seconds = 0.0
    before = -1.0
    while playback.playing:
        assert playback.cursor > before
        before = playback.cursor
        playback.advance(frame)
        seconds += frame
    whole = sum(playback.durations) * steps / speed
    assert whole - 1e-6 <= seconds <= whole + 2 * frame + 1e-6


def test_a_breath_after_the_start_is_the_first_phase() -> None:
    playback = made()
    playback.seek_cursor(1e-12)
    position = playback.position
    assert (position.t, position.phase) == (0, 0)
    assert position.fraction == pytest.approx(0.0)
