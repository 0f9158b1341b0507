"""The playback bar and the stage panel: they move one playback and show where it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.qt.scenes.sequence.playback_bar import PlaybackBar
from rnnlab.qt.scenes.sequence.stage_panel import StagePanel
from rnnlab.qt.theme import theme
from rnnlab.scene.content import Content
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.reading import read
from rnnlab.session.playback import Playback
from tests.scene.contents import content

pytestmark = pytest.mark.usefixtures("dressed")


class Room(QWidget):
    """Stage and bar with their playback, as in the scene."""

    def __init__(self) -> None:
        super().__init__()
        self.player = Playback()
        self.panel = StagePanel(self.player)
        self.bar = PlaybackBar(self.player)
        column = QVBoxLayout(self)
        column.addWidget(self.panel, 1)
        column.addWidget(self.bar)
        self.resize(820, 760)

    def show_content(self, shown: Content | None) -> None:
        self.panel.set_content(shown)
        self.bar.set_content(shown)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = Room()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_a_content_sets_the_timeline(room: Room) -> None:
    shown = content("lstm", symbols=7)
    room.show_content(shown)
    assert (room.player.steps, room.player.phases) == (6, len(read(shown).phases))
    assert room.player.durations == tuple(phase.duration for phase in read(shown).phases)
    assert room.bar.scrubber.maximum() == 6 * len(read(shown).phases)
    room.show_content(None)
    assert room.player.end == 0
    assert room.panel.view.drawn() == ()


def test_the_stage_follows_the_playback(room: Room) -> None:
    room.show_content(content("rnn", symbols=7))
    room.player.seek(3, 2)
    assert room.panel.view.position() == Position(3, 2, 1.0)


def test_buttons_move_the_cursor(room: Room, qtbot: QtBot) -> None:
    room.show_content(content("rnn", symbols=7))
    phases = room.player.phases
    left = Qt.MouseButton.LeftButton
    for button, cursor in (
        (room.bar.step_button, phases),
        (room.bar.phase_button, phases + 1),
        (room.bar.back_button, phases),
        (room.bar.end_button, 6 * phases),
        (room.bar.start_button, 0),
    ):
        QTest.mouseClick(button, left)
        assert room.player.cursor == cursor
    told: list[tuple[bool, str]] = []
    for _ in range(2):
        QTest.mouseClick(room.bar.play_button, left)
        told.append((room.player.playing, room.bar.play_button.accessibleName()))
    assert told == [(True, "Pause"), (False, "Play the sequence")]
    QTest.mouseClick(room.bar.loop_button, left)
    assert room.player.loop


def test_every_button_has_a_name(room: Room) -> None:
    buttons = (
        *(room.bar.start_button, room.bar.back_button, room.bar.play_button, room.bar.phase_button),
        *(room.bar.step_button, room.bar.end_button, room.bar.loop_button, room.bar.speed_button),
    )
    names = [button.accessibleName() for button in buttons]
    assert all(names)
    assert len(set(names)) == len(names)


def test_the_speed_is_chosen_from_a_menu(room: Room) -> None:
    actions = {action.text(): action for action in room.bar.speed_button.menu().actions()}
    assert list(actions) == ["0.25×", "0.5×", "1×", "2×", "4×"]
    actions["2×"].trigger()
    assert room.player.speed == 2.0
    assert room.bar.speed_button.text() == "2×"
    room.player.speed = 0.5
    assert actions["0.5×"].isChecked()


def test_motion_is_the_themes(room: Room) -> None:
    seen = [room.player.motion]
    for on in (True, False):
        theme.set_motion(on=on)
        seen.append(room.player.motion)
    assert seen == [False, True, False]


def test_phases_are_named_lit_and_clickable(room: Room, qtbot: QtBot) -> None:
    shown = content("rnn", symbols=7)
    room.show_content(shown)
    room.player.seek(2, 3)
    row = room.bar.phases
    assert row.accessibleDescription() == "sum"
    assert all(row.is_open(number) for number in range(len(read(shown).phases)))
    place = row.place_of(1).center().toPoint()
    with qtbot.waitSignal(row.phase_clicked) as heard:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [1]
    assert room.player.position == Position(2, 1, 1.0)


def test_without_room_far_phases_become_dots(room: Room) -> None:
    shown = content("lstm", symbols=7, layers=3)
    room.resize(520, 600)
    room.show_content(shown)
    room.player.seek(2, 9)
    row = room.bar.phases
    count = len(read(shown).phases)
    assert row.is_open(9)
    assert not row.is_open(0)
    assert row.place_of(count - 1).right() <= row.width() + 1
    assert row.phase_at(row.place_of(0).center().x()) == 0
    assert row.phase_at(-5.0) == -1


def test_the_scrubber_is_clicked_and_dragged(room: Room, qtbot: QtBot) -> None:
    room.show_content(content("rnn", symbols=7))
    scrubber, phases = room.bar.scrubber, room.player.phases
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(scrubber, left, pos=QPoint(round(scrubber.x_of_step(4)), 30))
    assert room.player.position == Position(4, phases - 1, 1.0)
    theme.set_motion(on=True)
    start = QPoint(round(scrubber.x_of_step(4)), 14)
    QTest.mousePress(scrubber, left, pos=start)
    QTest.mouseMove(scrubber, QPoint(round(scrubber.x_of_step(1.5)), 14))
    assert room.player.cursor == pytest.approx(2.5 * phases, abs=0.2)
    QTest.mouseMove(scrubber, QPoint(-500, 14))
    QTest.mouseRelease(scrubber, left, pos=QPoint(-500, 14))
    assert room.player.cursor == 0.0


def test_the_scrubber_has_keys(room: Room, qtbot: QtBot) -> None:
    room.show_content(content("rnn", symbols=13))
    scrubber, phases = room.bar.scrubber, room.player.phases
    scrubber.setFocus()
    for key, cursor in (
        (Qt.Key.Key_Right, phases),
        (Qt.Key.Key_Up, phases + 1),
        (Qt.Key.Key_Down, phases),
        (Qt.Key.Key_PageDown, 6 * phases),
        (Qt.Key.Key_Left, 5 * phases),
        (Qt.Key.Key_PageUp, phases),
        (Qt.Key.Key_End, 12 * phases),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(scrubber, key)
        assert room.player.cursor == cursor
        assert scrubber.value() == cursor
    assert "Step 1 of 12" in scrubber.accessibleDescription()


def test_a_click_on_the_stage_goes_to_a_step(room: Room) -> None:
    room.show_content(content("rnn", symbols=7))
    room.player.seek(5)
    room.player.play()
    room.panel.view.step_requested.emit(1)
    assert not room.player.playing
    assert room.player.position.t == 1


def test_the_heading_gives_way_on_a_narrow_stage(room: Room) -> None:
    room.resize(900, 700)
    assert room.panel.subtitle.isVisible()
    room.resize(330, 700)
    assert not room.panel.subtitle.isVisible()
    assert room.panel.title.isVisible()


def test_everything_paints_while_it_plays(room: Room) -> None:
    theme.set_motion(on=True)
    room.show_content(content("gru", symbols=40, given=20))
    room.player.seek(25)
    room.player.play()
    for _ in range(40):
        room.player.advance(0.05)
        assert not room.grab().isNull()
    assert room.player.position.t > 25
    room.player.pause()
