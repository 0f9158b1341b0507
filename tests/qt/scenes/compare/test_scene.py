"""The Compare scene as a person uses it: in the real window, by mouse and keyboard."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.compare.map_colors import MapColors
from rnnlab.qt.scenes.compare.scene import CompareScene
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.session.comparison import Span
from rnnlab.session.settings import Settings

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(QuestionDialog, "ask", lambda _: "discard")
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id in ("sequence", "compare")))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.show_scene("compare")
    yield made
    for scene in made.scenes():
        scene.deactivated()
        scene.shut_down()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> CompareScene:
    """Give the scene once its first race is over."""
    made = window.scene()
    assert isinstance(made, CompareScene)
    rest(made, qtbot)
    return made


def rest(scene: CompareScene, qtbot: QtBot) -> None:
    qtbot.waitUntil(scene.is_at_rest, timeout=30_000)


def draw_small_map(scene: CompareScene, qtbot: QtBot) -> None:
    scene.session.change(x=Span("hidden_size", 2, 16), edge=4, seeds=2, steps=60)
    rest(scene, qtbot)
    QTest.mouseClick(scene.setup_panel.page.button("map"), LEFT)
    QTest.mouseClick(scene.run_box.start, LEFT)
    rest(scene, qtbot)


def test_the_first_look_is_a_finished_race_of_three_cells(scene: CompareScene) -> None:
    table = scene.race_table.table
    assert table.rowCount() == 3
    assert table.model().index(0, 1).data() == "20 / 20"
    steps = [scene.session.standings()[index].summary for index in table.order()]
    medians = [summary.steps[1] for summary in steps if summary is not None and summary.steps is not None]
    assert medians == sorted(medians)
    assert len(scene.race_view.shown()) == 3
    assert scene.run_box.words.text() == "60 of 60 nets"
    assert scene.run_box.start.text() == "Race again"


def test_what_differs_is_marked_and_what_does_not_is_said_once(scene: CompareScene, qtbot: QtBot) -> None:
    table = scene.race_table
    assert {mark for row in range(3) for mark in table.table.marks(row)} == {"RNN", "LSTM", "GRU"}
    assert "H 8" in table.common.text()
    scene.session.change(hidden_size=12)
    rest(scene, qtbot)
    assert "H 12" in {mark for row in range(3) for mark in table.table.marks(row)}
    assert "H 8" not in table.common.text()


def test_set_ups_are_added_copied_and_taken_away(scene: CompareScene, qtbot: QtBot) -> None:
    buttons = scene.race_table
    for _ in range(6):
        QTest.mouseClick(buttons.duplicate, LEFT)
    assert buttons.table.rowCount() == 8
    assert not buttons.add.isEnabled()
    QTest.mouseClick(buttons.remove, LEFT)
    assert buttons.table.rowCount() == 7
    QTest.mouseClick(buttons.add, LEFT)
    rest(scene, qtbot)
    assert scene.session.progress == (160, 160)
    assert scene.action_states["edit.undo"].enabled


def test_a_row_is_chosen_by_keyboard_and_then_edited(scene: CompareScene, qtbot: QtBot) -> None:
    table = scene.race_table.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    second = table.order()[1]
    assert scene.session.comparison.selected == second
    assert scene.setup_panel.cell.key() == scene.session.comparison.setups[second].cell
    scene.setup_panel.learning_rate.number.setText("0.05")
    scene.setup_panel.learning_rate.number.setModified(True)
    scene.setup_panel.learning_rate.number.editingFinished.emit()
    rest(scene, qtbot)
    assert scene.session.comparison.setups[second].optimizer.learning_rate == 0.05
    assert scene.session.progress == (60, 60)


def test_nonsense_is_said_and_changes_nothing(scene: CompareScene) -> None:
    scene.setup_panel.text.setText("가-Z")
    assert scene.setup_panel.notice.isVisible()
    assert scene.session.comparison.chosen.vocabulary_text == "가-하"


def test_a_step_under_the_pointer_is_told(scene: CompareScene, qtbot: QtBot) -> None:
    view = scene.race_view
    told: list[str] = []
    scene.hint_changed.connect(told.append)
    QTest.mouseMove(view, QPoint(view.width() // 4, view.height() // 2))
    qtbot.waitUntil(lambda: any(text.startswith("Step ") for text in told))
    assert [name for name, _, _ in view.values_at(10)] == ["A", "B", "C"]
    assert view.values_at(10_000)[0][2] == 1.0


def test_the_map_says_what_to_do_then_fills(scene: CompareScene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.setup_panel.page.button("map"), LEFT)
    assert scene.map_view.isVisible()
    assert scene.map_detail.title.text() == "No cell yet"
    assert not scene.map_detail.open.isEnabled()
    draw_small_map(scene, qtbot)
    assert scene.run_box.words.text().startswith("16 of 16 cells in ")
    assert not scene.setup_panel.hidden_size.isEnabled()
    view = scene.map_view
    QTest.mouseMove(view, view.center_of(3, 1).toPoint())
    qtbot.waitUntil(lambda: view.pointed() == (3, 1))
    assert scene.map_detail.title.text().startswith("Hidden size 16 · Learning rate 0.01")
    assert "of 2 seeds solve it" in scene.map_detail.told.text()
    colors = MapColors(scene.success_map)
    colors.follow()
    summary = scene.success_map.cells[3, 1].summary
    assert summary is not None
    table = theme.violet_table()
    assert colors.values[1, 3].tolist() == table[round(summary.share * 255)].tolist()


def test_a_cell_opens_in_the_sequence_scene(scene: CompareScene, window: MainWindow, qtbot: QtBot) -> None:
    draw_small_map(scene, qtbot)
    view = scene.map_view
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(view, key)
    assert view.pointed() == (1, 1)
    wanted = scene.success_map.experiment_at(1, 1)
    QTest.keyClick(view, Qt.Key.Key_Return)
    front = window.scene()
    assert isinstance(front, SequenceScene)
    assert front.session.experiment == wanted
    window.show_scene("compare")
    QTest.mouseClick(view, LEFT, pos=view.center_of(2, 2).toPoint())
    assert window.scene() is front
    assert front.session.experiment == scene.success_map.experiment_at(2, 2)
    qtbot.waitUntil(front.is_at_rest, timeout=20_000)


def test_tables_and_pictures_are_saved(
    scene: CompareScene, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = [""]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target[0], ""))
    QTest.mouseClick(scene.save_csv, LEFT)  # nothing chosen, nothing written
    target[0] = str(tmp_path / "race")
    QTest.mouseClick(scene.save_csv, LEFT)
    with (tmp_path / "race.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["solved"] for row in rows] == ["20", "20", "20"]
    assert float(rows[0]["steps_median"]) <= float(rows[1]["steps_median"])
    target[0] = str(tmp_path / "race.png")
    QTest.mouseClick(scene.save_png, LEFT)
    assert QImage(target[0]).width() == scene.race_view.width()
    draw_small_map(scene, qtbot)
    target[0] = str(tmp_path / "map.csv")
    QTest.mouseClick(scene.save_csv, LEFT)
    assert len((tmp_path / "map.csv").read_text("utf-8").splitlines()) == 17
    target[0] = str(tmp_path / "missing" / "map.csv")
    QTest.mouseClick(scene.save_csv, LEFT)
    assert not Path(target[0]).exists()


def test_it_is_as_it_was_after_a_restart(scene: CompareScene, window: MainWindow, qtbot: QtBot) -> None:
    scene.session.change(seeds=3, steps=40)
    rest(scene, qtbot)
    state = scene.save_state()
    other = CompareScene(window.context)
    qtbot.addWidget(other)
    other.restore_state({**state, "page": "map"})
    assert other.session.comparison == scene.session.comparison
    assert other.page() == "map"
    other.restore_state({"comparison": {"setups": "nonsense"}})
    assert other.session.comparison == scene.session.comparison


@pytest.mark.parametrize("size", [(1024, 768), (1440, 900), (1920, 1080)])
def test_nothing_is_cut_at_the_three_sizes(
    scene: CompareScene, window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    language.choose("ko")
    theme.set_mode("dark")
    for page in ("race", "map"):
        scene.show_page(page)
        qtbot.wait(1)
        assert (window.width(), window.height()) == size
        assert scene.run_box.start.isVisible()
        button = scene.run_box.start
        assert button.width() >= button.minimumSizeHint().width()
        view = scene.race_view if page == "race" else scene.map_view
        assert view.height() >= 160
        assert not view.grab().isNull()
    assert scene.run_box.start.text() == "지도 그리기"


def test_the_ends_of_an_axis_can_be_read_and_set(
    scene: CompareScene, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1024, 768)
    scene.show_page("map")
    qtbot.wait(1)
    picker = scene.setup_panel.up
    assert picker.low.text() == "0.001"
    assert picker.high.text() == "1"
    edit = picker.low.lineEdit()
    assert edit.width() > edit.fontMetrics().horizontalAdvance("0.001")
    picker.low.setValue(0.01)
    assert scene.session.comparison.y == Span("learning_rate", 0.01, 1.0)
    picker.name.set_key("cell")
    picker.name.chosen.emit("cell")
    assert scene.session.comparison.y.name == "cell"
    assert not picker.low.isVisible()


def test_replacing_settings_reaches_every_widget(scene: CompareScene, qtbot: QtBot) -> None:
    setups = tuple(replace(setup, hidden_size=5) for setup in scene.session.comparison.setups[:2])
    scene.session.replace_all(replace(scene.session.comparison, setups=setups, seeds=2))
    rest(scene, qtbot)
    assert scene.setup_panel.hidden_size.value() == 5
    assert scene.run_box.seeds.value() == 2
    assert scene.race_table.table.rowCount() == 2
