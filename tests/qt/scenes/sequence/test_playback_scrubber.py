"""The scrubber's dots: right, wrong and still to come, however many there are."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rnnlab.qt.scenes.sequence.playback_scrubber import Scrubber, wrong_steps
from rnnlab.qt.theme import theme
from rnnlab.scene.content import Content
from rnnlab.session.playback import Playback
from tests.scene.contents import content

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def scrubber(qtbot: QtBot) -> Iterator[Scrubber]:
    made = Scrubber(Playback())
    qtbot.addWidget(made)
    made.resize(800, 46)
    made.show()
    yield made
    made.close()


def show(scrubber: Scrubber, shown: Content) -> None:
    scrubber._player.set_timeline(shown.steps, 4)
    scrubber.set_content(shown)


def answered(shown: Content, right: np.ndarray) -> Content:
    """Return a content whose net answers as wanted where `right` (T,) says so, and else wrongly."""
    logits = np.zeros_like(shown.trace.logits)  # (T, V)
    wanted = np.where(right, shown.trace.targets, (shown.trace.targets + 1) % logits.shape[1])  # (T,)
    logits[np.arange(len(wanted)), wanted] = 1
    return replace(shown, trace=replace(shown.trace, logits=logits))


def color_at(scrubber: Scrubber, t: int) -> QColor:
    image = scrubber.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(scrubber.x_of_step(t) * ratio), round(scrubber._track() * ratio))


def test_wrong_steps_are_those_whose_likeliest_symbol_is_not_the_wanted_one() -> None:
    shown = content("rnn", symbols=9)
    right = np.array([True, False, True, True, False, True, False, True])
    assert wrong_steps(answered(shown, right)).tolist() == (~right).tolist()
    for t in range(shown.steps):
        assert wrong_steps(shown)[t] == (shown.predicted(t) != shown.target(t))
    assert not wrong_steps(content("rnn", symbols=9, targets=False)).any()


def test_a_dot_says_whether_its_step_is_done_and_was_right(scrubber: Scrubber) -> None:
    right = np.array([True, False, True, True])
    show(scrubber, answered(content("rnn", symbols=5), right))
    scrubber._player.seek_cursor(10.0)
    assert color_at(scrubber, 0) == theme.color("right")
    assert color_at(scrubber, 1) == theme.color("card")
    assert color_at(scrubber, 3) == theme.color("border_strong")


def test_dots_are_painted_again_only_when_a_step_is_done(scrubber: Scrubber) -> None:
    show(scrubber, content("rnn", symbols=6))
    pictures = []
    for cursor in (4.2, 4.9, 6.5, 7.5, 8.5):
        scrubber._player.seek_cursor(cursor)
        scrubber.grab()
        assert scrubber._picture is not None
        pictures.append(scrubber._picture[1].cacheKey())
    assert len(set(pictures[:4])) == 1
    assert pictures[4] != pictures[3]
    theme.set_mode("dark")
    scrubber.grab()
    assert scrubber._picture is not None
    assert scrubber._picture[1].cacheKey() != pictures[4]


def test_of_many_steps_each_wrong_one_is_seen(scrubber: Scrubber) -> None:
    right = np.ones(3_000, np.bool_)
    right[1_501] = False
    show(scrubber, answered(content("rnn", symbols=4, steps=3_000), right))
    scrubber._player.seek_cursor(12_000.0)
    image = scrubber.grab().toImage()
    y = round(scrubber._track() * image.devicePixelRatio())
    loss = theme.color("loss")
    red = [x for x in range(image.width()) if image.pixelColor(x, y).red() - loss.red() > -40]
    near = [x for x in red if image.pixelColor(x, y).green() < 140]
    assert near
    assert abs(near[0] / image.devicePixelRatio() - scrubber.x_of_step(1_501)) < 4
