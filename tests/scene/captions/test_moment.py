"""Where the playback stands in a caption."""

from __future__ import annotations

import pytest

from rnnlab.scene.captions.moment import (
    cursor_after_stage,
    cursor_after_word,
    moment_of,
    stage_position,
    stages_of,
)
from rnnlab.scene.position import Position
from rnnlab.session.playback import Playback

STAGES, PHASES = stages_of(3), 7


def at(cursor: float, steps: int) -> Position:
    player = Playback()
    player.set_timeline(steps + 1, PHASES)
    player.seek_cursor(cursor)
    return player.position


def test_first_it_looks_then_it_speaks() -> None:
    start = moment_of(at(0.0, 5), PHASES, STAGES, 5, 5)
    assert (start.looked, start.word, start.spoken, start.speaking) == (0.0, -1, 0, 0.0)
    seen = moment_of(at(float(PHASES), 5), PHASES, STAGES, 5, 5)
    assert seen.looked == pytest.approx(STAGES)
    assert (seen.word, seen.spoken, seen.speaking) == (-1, 0, 0.0)
    first = moment_of(at(PHASES + 2.5, 5), PHASES, STAGES, 5, 5)
    assert (first.word, first.spoken, first.speaking) == (0, 0, 1.0)
    assert first.decoder == Position(0, 2, 0.5)
    end = moment_of(at(6.0 * PHASES, 5), PHASES, STAGES, 5, 5)
    assert (end.word, end.spoken, end.decoder.t) == (4, 5, 4)


def test_a_picture_in_the_place_of_a_word_is_no_word() -> None:
    picture = moment_of(at(PHASES + 3.0, 6), PHASES, STAGES, 6, 5)
    assert (picture.decoder.t, picture.word, picture.spoken) == (0, -1, 0)
    first = moment_of(at(2 * PHASES + 3.0, 6), PHASES, STAGES, 6, 5)
    assert (first.decoder.t, first.word) == (1, 0)


@pytest.mark.parametrize("steps, words", [(5, 5), (6, 5)])
def test_a_word_is_said_where_its_cursor_is(steps: int, words: int) -> None:
    for word in range(words):
        cursor = cursor_after_word(word, PHASES, steps, words)
        moment = moment_of(at(cursor, steps), PHASES, STAGES, steps, words)
        assert (moment.word, moment.spoken) == (word, word + 1)
        before = moment_of(at(cursor - 0.5, steps), PHASES, STAGES, steps, words)
        assert (before.word, before.spoken) == (word, word)


def test_stages_follow_one_another() -> None:
    for stage in range(STAGES):
        cursor = cursor_after_stage(stage, PHASES, STAGES)
        moment = moment_of(at(cursor, 5), PHASES, STAGES, 5, 5)
        assert moment.looked == pytest.approx(stage + 1)
        middle = stage_position(at(cursor - 0.5 * PHASES / STAGES, 5), PHASES, STAGES)
        assert middle.phase == stage
        assert middle.fraction == pytest.approx(0.5)
