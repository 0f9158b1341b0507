"""What the Sequence scene looks like in windows of usual sizes: nothing cut, numbers to be read."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnlab.core.cells.formula import Reference
from rnnlab.core.problems import Problem
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.base import StatusLine
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import CellGrid
from rnnlab.scene.target import Target

pytestmark = pytest.mark.usefixtures("dressed")


def numbers_in_focus(scene: SequenceScene) -> list[float]:
    """Return the letter sizes in the cells of what the box in focus computes."""
    grids = (one for one in scene.stage_panel.view.drawn() if isinstance(one, CellGrid))
    return [
        grid.number_size
        for grid in grids
        if grid.target is not None and grid.target.kind in ("quantity", "term") and grid.number_size > 0
    ]


@pytest.mark.parametrize("size", [(1024, 768), (1440, 900), (1920, 1080)])
def test_the_step_in_focus_shows_its_numbers(
    scene: SequenceScene, window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    scene.pose("", 6)
    qtbot.waitUntil(lambda: len(numbers_in_focus(scene)) >= 4)
    assert min(numbers_in_focus(scene)) >= 9.5


@pytest.mark.parametrize("step", [1, 6, 13])
def test_the_inspector_s_last_words_are_not_cut(scene: SequenceScene, qtbot: QtBot, step: int) -> None:
    scene.pose("", step)
    scroller = scene.inspector.scroller
    hint = scene.inspector_panel.parts.hint
    qtbot.waitUntil(lambda: f"step {step}," in scene.inspector_panel.parts.subtitle.text())
    qtbot.waitUntil(lambda: scroller.verticalScrollBar().maximum() == 0)
    assert hint.mapTo(scene.inspector, hint.rect().bottomLeft()).y() < scene.inspector.height()


def test_a_file_that_was_opened_claims_no_backend(scene: SequenceScene, qtbot: QtBot, tmp_path: Path) -> None:
    answers: list[Problem | None] = []
    scene.save_document(tmp_path / "net.rnnlab", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    lines: list[StatusLine] = []
    scene.status_changed.connect(lines.append)
    scene.open_document(tmp_path / "net.rnnlab", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2 and bool(lines))
    assert lines[-1].backend == "backend: automatic"
    assert "Nothing has been trained yet" in lines[-1].reason
    scene.session.step()
    qtbot.waitUntil(lambda: scene.is_at_rest() and lines[-1].backend != "backend: automatic")


def test_a_presentation_shows_the_numbers_too(scene: SequenceScene, window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["view.presentation"].trigger()
    scene.pose("", 6)
    qtbot.waitUntil(lambda: len(numbers_in_focus(scene)) >= 4)
    assert min(numbers_in_focus(scene)) >= 11.0


def test_words_of_the_ask_box_keep_their_room_when_letters_grow(scene: SequenceScene) -> None:
    how = scene.ask_box.how
    for zoom in (1.0, 1.6):
        theme.set_zoom(zoom)
        longest = max(how.fontMetrics().horizontalAdvance(how.itemText(n)) for n in range(how.count()))
        assert how.width() >= longest + theme.px(30)


def test_the_count_of_symbols_is_silent_about_what_cannot_be_read(scene: SequenceScene) -> None:
    box = scene.setup_panel.text
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "A")
    assert box.remark.text() == ""
    assert "one symbol" in scene.setup_panel.notice.text()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.hasFocus(), "something is to be mended here"
    QTest.keyClicks(box, "-E")
    assert box.remark.text() == "5 symbols"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert not box.hasFocus(), "space plays again"


def test_a_loss_that_grew_is_told_with_a_way_out(scene: SequenceScene, qtbot: QtBot) -> None:
    notice = scene.training_view.notice
    assert notice.isHidden()
    scene.session.change(kind="sgd", momentum=0.99, learning_rate=10.0)
    qtbot.waitUntil(scene.is_at_rest, timeout=20_000)
    assert "larger than before training" in notice.text()
    assert "smaller learning rate" in notice.text()
    scene.session.undo()
    qtbot.waitUntil(scene.is_at_rest, timeout=20_000)
    assert notice.isHidden()


def test_only_who_comes_by_keys_sees_a_ring_around_the_stage(scene: SequenceScene) -> None:
    stage = scene.stage_panel.view
    ring = theme.color("focus")

    def ringed() -> bool:
        picture = stage.grab().toImage()
        return picture.pixelColor(picture.width() // 2, 1) == ring

    stage.setFocus(Qt.FocusReason.MouseFocusReason)
    assert stage.hasFocus()
    assert not ringed()
    stage.clearFocus()
    stage.setFocus(Qt.FocusReason.TabFocusReason)
    assert ringed()
    stage.clearFocus()
    assert not ringed()


def test_a_new_net_begins_with_nothing_chosen(scene: SequenceScene, qtbot: QtBot) -> None:
    scene.player.pause()
    inspector = scene.inspector_panel
    inspector.target_clicked.emit(Target("quantity", "h", 1, 2, (3,)))
    inspector.parts.entry_chosen.emit(Reference("parameter", "W_hh", 1, None, (0, 1)))
    assert not inspector.parts.editor.isHidden()
    assert not inspector.parts.unpin.isHidden()
    scene.new_document()
    qtbot.waitUntil(scene.is_at_rest, timeout=20_000)
    assert inspector.parts.editor.isHidden()
    assert inspector.parts.unpin.isHidden()
    explanation = inspector.explanation()
    assert explanation is not None
    assert explanation.reference.index == (0,)


def test_a_low_window_leaves_its_room_to_the_stage(
    scene: SequenceScene, window: MainWindow, qtbot: QtBot
) -> None:
    """A screen of 1920 × 1080 at 150 % and at 200 %."""
    window.resize(1280, 720)
    scene.pose("", 6)
    qtbot.waitUntil(lambda: len(numbers_in_focus(scene)) >= 4)
    assert not scene.stage_panel.title.isHidden()
    window.resize(960, 540)
    qtbot.waitUntil(lambda: scene.stage_panel.title.isHidden() and window.statusBar().isHidden())
    qtbot.waitUntil(lambda: scene.stage_panel.view.height() >= 200)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not scene.stage_panel.title.isHidden())
    assert not window.statusBar().isHidden()
