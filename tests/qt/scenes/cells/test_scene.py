"""The Cells scene as a person uses it: in the real window, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.cell_file import read_cell_text
from rnnlab.core.cells.formula import plain
from rnnlab.core.cells.language import MAXIMUM_CHARACTERS
from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.cells.scene import CellsScene
from rnnlab.qt.scenes.compare.scene import CompareScene
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.session import cells as cells_module
from rnnlab.session.settings import Settings

pytestmark = pytest.mark.usefixtures("dressed", "home")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Make = Callable[[str], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setattr(cells_module, "REST_BEFORE_TRAINING", 0.0)
    # whoever closes a window at the end is not there to be asked
    monkeypatch.setattr(QuestionDialog, "ask", lambda _: "discard")
    catalogue.forget()
    made: list[MainWindow] = []

    def make(ids: str) -> MainWindow:
        window = MainWindow(settings, tuple(scene for scene in discover() if scene.id in ids.split()))
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.show_scene("cells")
        made.append(window)
        return window

    yield make
    for window in made:
        for scene in window.scenes():
            scene.shut_down()
    catalogue.forget()


@pytest.fixture
def window(open_window: Make) -> MainWindow:
    return open_window("cells")


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> CellsScene:
    """Give the scene once its first cell is trained, with the playback at rest."""
    made = window.scene()
    assert isinstance(made, CellsScene)
    rest(made, qtbot)
    made.player.pause()
    return made


def rest(scene: CellsScene, qtbot: QtBot) -> None:
    scene.player.pause()
    qtbot.waitUntil(lambda: not scene.session.is_active and not scene.diagram.is_busy, timeout=20_000)


def write(scene: CellsScene, text: str) -> None:
    """Put a text into the editor as if it had been typed, a moment ago."""
    scene.editor.text.selectAll()
    scene.editor.text.insertPlainText(text)
    scene.editor.flush()


def save(scene: CellsScene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.desk.main, LEFT)
    qtbot.waitUntil(lambda: not scene.session.shelf.is_busy, timeout=10_000)


def lit_lines(scene: CellsScene) -> list[int]:
    lines = scene.inspector_panel.equations.rows.lines()
    return [number for number, line in enumerate(lines) if line.is_lit]


def toasts(window: MainWindow) -> list[str]:
    return [toast.message.text() for toast in window.toasts.showing()]


def test_the_first_look_trains_and_plays(window: MainWindow, qtbot: QtBot) -> None:
    scene = window.scene()
    assert isinstance(scene, CellsScene)
    qtbot.waitUntil(lambda: scene.player.playing and scene.player.cursor > 0.2, timeout=20_000)
    assert scene.browser.keys() == catalogue.names()
    assert scene.stage.title.text() == catalogue.load(catalogue.first()).title.en
    assert scene.task_panel.result.text().startswith("✓ All right from step ")
    assert "right 91 of 91" in scene.task_panel.numbers.text()
    assert scene.diagram.view.content() is scene.session.live.exhibit.content
    assert not scene.editor.isVisible()


def test_another_cell_is_chosen_by_the_keys(scene: CellsScene, qtbot: QtBot) -> None:
    scene.browser.list.setFocus()
    QTest.keyClick(scene.browser.list, Qt.Key.Key_Down)
    name = catalogue.names()[1]
    assert scene.session.key == name
    cell = catalogue.load(name)
    rows = scene.inspector_panel.equations.rows.lines()
    assert [plain(row.formula.formula()).split(" = ")[0] for row in rows] == [
        f"{quantity.name}_t" for quantity in cell.quantities
    ]
    rest(scene, qtbot)
    assert scene.diagram.view.cell() == cell
    assert f"= {scene.session.live.shape.parameter_count:,}" in scene.inspector_panel.equations.numbers.text()
    assert scene.inspector_panel.equations.source.text() == cell.source.en


def test_searching_shows_what_fits(scene: CellsScene) -> None:
    QTest.keyClicks(scene.browser.search, "gers")
    keys = scene.browser.keys()
    assert 0 < len(keys) < len(catalogue.names())
    QTest.keyClick(scene.browser.search, Qt.Key.Key_Return)
    assert scene.session.key == keys[0]
    scene.browser.search.setText("no such cell")
    assert scene.browser.keys() == ()


def test_formulas_and_diagram_light_each_other(scene: CellsScene, qtbot: QtBot) -> None:
    scene.session.select(catalogue.names()[1])
    rest(scene, qtbot)
    cell = scene.session.cell
    assert cell is not None
    name, node = list(cell.quantity_nodes.items())[1]
    scene.diagram.view.node_hovered.emit(frozenset({node}))
    line = scene.inspector_panel.equations.rows.lines()[1]
    assert lit_lines(scene) == [1]
    assert {reference.key for reference in line.formula.lit()} == {name}
    scene.diagram.view.node_hovered.emit(frozenset())
    assert lit_lines(scene) == []
    view = line.formula
    first = next(view.formula().symbols())
    assert first.reference is not None
    spot = view.spot_centre(first.reference)
    assert spot is not None
    QTest.mouseMove(view, spot.toPoint())
    assert scene.diagram.view.highlight() == {node}
    QTest.mouseClick(view, LEFT, NONE, spot.toPoint())
    QTest.mouseMove(view, QPoint(view.width() - 1, view.height() - 1))
    scene.inspector_panel.pointed.emit(frozenset())
    assert scene.diagram.view.highlight() == {node}  # clicked: it stays
    scene.session.select(catalogue.first())
    assert scene.diagram.view.highlight() == frozenset()


def test_the_numbers_come_as_they_are_computed(scene: CellsScene) -> None:
    content = scene.diagram.content()
    assert content is not None
    strip = scene.inspector_panel.equations.rows.lines()[0].strip
    scene.player.seek_cursor(float(3 * scene.player.phases))
    values = strip.values()
    assert values is not None
    assert (values == content.trace.values[scene.session.live.shape.cell.output][2]).all()
    assert scene.diagram.moment.text().endswith("✓")
    scene.player.seek_cursor(3 * scene.player.phases + 1.0)
    assert strip.values() is None
    assert scene.diagram.moment.text() == f"t = 4: reads {content.label(int(content.trace.inputs[3]))}"


def test_code_is_copied(scene: CellsScene, window: MainWindow) -> None:
    QTest.mouseClick(scene.inspector_panel.tabs.button("code"), LEFT)
    QTest.mouseClick(scene.inspector_panel.code.kind.button("numpy"), LEFT)
    QTest.mouseClick(scene.inspector_panel.code.copy, LEFT)
    program = QGuiApplication.clipboard().text()
    assert "import numpy as np" in program
    assert scene.inspector_panel.code.view.toPlainText() == program
    assert toasts(window) == ["The NumPy program is in the clipboard"]
    compile(program, "copied", "exec")


def test_gradients_are_derived_on_demand(scene: CellsScene) -> None:
    QTest.mouseClick(scene.inspector_panel.tabs.button("gradients"), LEFT)
    page = scene.inspector_panel.gradients
    lines = [plain(line.formula.formula()) for line in page.rows["equations"].lines()]
    assert lines[0] == "δh_t = W^⊤_hy δy_t + W^⊤_hh δa_h,t+1"
    strip = page.rows["equations"].lines()[0].strip
    assert strip.values() is not None
    assert page.steep.isHidden()


def test_a_copy_is_edited_trained_and_saved(scene: CellsScene, window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.desk.main, LEFT)
    assert scene.editor.isVisible()
    scene.editor.fields["name"].setText("나의 셀")
    write(scene, "z = sigmoid(W_xz @ x + W_hz @ h)\nh = (1 - z) * h + z * tanh(W_xh @ x)")
    assert scene.editor.text.shapes() == {1: "8×14 · 14 + 8×8 · 8 → 8", 2: "8×14 · 14 → 8"}
    assert scene.editor.notice.text().startswith("2 equations, no mistakes.")
    assert scene.stage.title.text() == "나의 셀 •"
    rest(scene, qtbot)
    assert len(scene.inspector_panel.equations.rows.lines()) == 2
    assert scene.session.live.run.newest_step > 0
    save(scene, qtbot)
    assert toasts(window) == ["Saved: every scene offers this cell now"]
    assert "나의 셀" in catalogue.names()
    assert scene.stage.title.text() == "나의 셀"
    assert not scene.desk.main.isEnabled()


def test_a_mistake_is_shown_at_its_place(scene: CellsScene, qtbot: QtBot) -> None:
    scene.session.new()
    write(scene, "z = sigmoid(W_xz @ x)\nh = z * q")
    assert scene.editor.notice.text().startswith("Line 2, column 9: q is not known here.")
    (mark,) = scene.editor.text.extraSelections()
    assert mark.cursor.selectedText() == "q"
    assert scene.editor.text.shapes() == {1: "8×14 · 14 → 8"}
    QTest.mouseClick(scene.editor.go, LEFT)
    assert scene.editor.text.textCursor().blockNumber() == 1
    assert scene.editor.text.textCursor().positionInBlock() == 8
    language.choose("ko")
    qtbot.waitUntil(lambda: scene.editor.notice.text().startswith("2행 9열: q는 여기서 알 수 없습니다."))
    scene.editor.fields["states"].setText("h, tanh")
    assert scene.editor.fields["states"].property("wrong") == "true"


def test_shapes_below_a_mistake_stay(scene: CellsScene) -> None:
    scene.session.new()
    write(scene, "a = W_xa @ x\nb = W_xb @ x\nh = a + b")
    write(scene, "a = W_xa @\nb = W_xb @ x\nh = a + b")
    assert scene.editor.text.shapes() == {2: "8×14 · 14 → 8", 3: "(8)"}


def test_words_are_completed(scene: CellsScene, qtbot: QtBot) -> None:
    scene.session.new()
    write(scene, "")
    box = scene.editor.text
    box.setFocus()
    QTest.keyClicks(box, "h = ta")
    qtbot.waitUntil(box.popup.isVisible)
    assert box.offered()[0] == "tanh"
    QTest.keyClick(box.popup, Qt.Key.Key_Return)
    QTest.keyClicks(box, "(W")
    assert box.offered()[:2] == ("W_xh", "W_hh")
    QTest.keyClick(box.popup, Qt.Key.Key_Down)
    QTest.keyClick(box.popup, Qt.Key.Key_Return)
    QTest.keyClicks(box, " @ h")
    QTest.keyClick(box.popup if box.popup.isVisible() else box, Qt.Key.Key_Escape)
    QTest.keyClicks(box, ")")
    assert box.toPlainText() == "h = tanh(W_hh @ h)"
    assert not box.popup.isVisible()


def test_undo_and_redo_as_in_editors(scene: CellsScene, window: MainWindow) -> None:
    scene.session.new()
    before = scene.editor.text.toPlainText()
    assert not window.actions_["edit.undo"].isEnabled()
    write(scene, "h = W_xh @ x")
    window.actions_["edit.undo"].trigger()
    scene.editor.flush()
    while scene.editor.can_undo:
        scene.editor.undo()
    assert scene.editor.text.toPlainText() == before
    while scene.editor.can_redo:
        window.actions_["edit.redo"].trigger()
    assert scene.editor.text.toPlainText() == "h = W_xh @ x"


def test_absurd_amounts_are_not_pasted(scene: CellsScene, window: MainWindow) -> None:
    scene.session.new()
    before = scene.editor.text.toPlainText()
    data = QMimeData()
    data.setText("h = tanh(x)\n" * 10_000)
    scene.editor.text.insertFromMimeData(data)
    assert scene.editor.text.toPlainText() == before
    assert f"{MAXIMUM_CHARACTERS:,}" in toasts(window)[0]
    assert scene.editor.notice.text() == toasts(window)[0]
    for text in ("h = " + "(" * 7_000, "h = __import__('os')", "h = x \u202e", "h = " + "x+" * 3_900):
        write(scene, text)
        qtbot_wait(scene)
        assert scene.session.outline.problem is not None


def qtbot_wait(scene: CellsScene) -> None:
    """Let a text that is read in a thread be read."""
    while scene.session._reader.is_busy:
        scene.session.poll()


def test_large_cells_are_not_drawn_but_all_else_works(scene: CellsScene, qtbot: QtBot) -> None:
    scene.session.new()
    write(scene, "\n".join(f"q{n} = tanh(W_{n} @ x + b_{n})" for n in range(30)) + "\nh = q0 + q29")
    rest(scene, qtbot)
    assert scene.diagram.nothing.text().startswith("This cell is too large to be drawn.")
    qtbot.waitUntil(lambda: len(scene.inspector_panel.equations.rows.lines()) == 31)
    write(scene, "h = W_xh @ x")
    rest(scene, qtbot)
    assert scene.diagram.nothing.text() == ""
    assert scene.diagram.view.cell() is not None


def test_a_cell_is_deleted_and_brought_back(
    scene: CellsScene, window: MainWindow, qtbot: QtBot, answers: list[str]
) -> None:
    scene.session.new()
    save(scene, qtbot)
    answers.append("keep")
    scene.browser.list.setFocus()
    QTest.keyClick(scene.browser.list, Qt.Key.Key_Delete)
    assert scene.session.own()
    answers.append("delete")
    scene.desk.action("delete").trigger()
    qtbot.waitUntil(lambda: not scene.session.own(), timeout=10_000)
    qtbot.waitUntil(lambda: toasts(window)[-1] == "“my-cell” is deleted", timeout=10_000)
    window.toasts.showing()[-1]._on_action_clicked()
    qtbot.waitUntil(lambda: scene.session.key == "my-cell", timeout=10_000)
    assert "my-cell" in {*scene.browser.keys()}


def test_a_bad_name_is_told_and_nothing_is_lost(scene: CellsScene, window: MainWindow, qtbot: QtBot) -> None:
    scene.session.new()
    scene.editor.fields["name"].setText("../../up")
    assert scene.editor.fields["name"].property("wrong") == "true"
    save(scene, qtbot)
    assert "“.”" in toasts(window)[0]
    assert scene.session.own()[0].unsaved


def test_cells_travel_as_files(
    scene: CellsScene, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "travel.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "travel"), ""))
    scene.desk.action("export").trigger()
    qtbot.waitUntil(path.exists, timeout=10_000)
    qtbot.waitUntil(lambda: not scene.session.shelf.is_busy, timeout=10_000)
    assert read_cell_text(path).equations == catalogue.load(catalogue.first()).equations
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    scene.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE))
    qtbot.waitUntil(lambda: scene.session.key == "travel", timeout=10_000)
    assert toasts(window)[-1] == "travel.toml is one of your cells now"
    assert not scene.editor.text.canInsertFromMimeData(data)


def test_what_is_written_is_there_at_the_next_start(
    scene: CellsScene, window: MainWindow, open_window: Make, qtbot: QtBot
) -> None:
    scene.session.new()
    scene.editor.text.setPlainText("h = half a")  # nobody waited for it to be read
    scene.session.live.change(hidden_size=5)
    scene.inspector_panel.show_page("gradients")
    window.close()
    again = open_window("cells").scene()
    assert isinstance(again, CellsScene)
    assert again.editor.text.toPlainText() == "h = half a"
    assert again.session.outline.problem is not None
    assert again.session.live.experiment.hidden_size == 5
    assert again.inspector_panel.page() == "gradients"
    rest(again, qtbot)


def test_other_scenes_offer_a_new_cell_at_once(open_window: Make, qtbot: QtBot) -> None:
    window = open_window("cells sequence compare")
    window.show_scene("sequence")
    window.show_scene("compare")
    scenes = {type(made): made for made in window.scenes()}
    sequence, compare, scene = (scenes[kind] for kind in (SequenceScene, CompareScene, CellsScene))
    assert isinstance(sequence, SequenceScene)
    assert isinstance(compare, CompareScene)
    assert isinstance(scene, CellsScene)
    compare.session.stop()
    window.show_scene("cells")
    scene.session.new()
    save(scene, qtbot)
    assert "my-cell" in {*sequence.setup_panel.cell.keys()}
    assert compare.setup_panel.cell.findData("my-cell") >= 0
    QTest.mouseClick(scene.task_panel.open, LEFT)
    assert window.scene() is sequence
    assert sequence.session.experiment.cell == "my-cell"
    sequence.session.change(vocabulary_text="A-D")
    window.show_scene("cells")
    assert scene.session.live.experiment.vocabulary_text == "A-D"
    sequence.session.pause()


@pytest.mark.parametrize("size", [(1024, 768), (760, 520), (1920, 1080)])
def test_it_fits(size: tuple[int, int], scene: CellsScene, window: MainWindow, qtbot: QtBot) -> None:
    scene.session.duplicate()
    window.resize(*size)
    qtbot.waitUntil(lambda: scene.editor.text.height() >= 40)
    assert scene.diagram.view.height() >= 100
    assert scene.task_panel.isVisible()
