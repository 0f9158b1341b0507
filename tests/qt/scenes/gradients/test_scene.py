"""The Gradients scene as a person uses it: in the real window, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.gradients.scene import GradientScene
from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import Text
from rnnlab.scene.gradients.content import VIEWS, GradientContent
from rnnlab.session.gradient_settings import LANES_LIMIT
from rnnlab.session.settings import Settings

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, settings: Settings) -> Iterator[MainWindow]:
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id == "gradients"))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.show_first_scene()
    yield made
    scene = made.scene()
    assert scene is not None
    scene.shut_down()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> GradientScene:
    """Give the scene once its first gradients are measured, with the playback at rest."""
    made = window.scene()
    assert isinstance(made, GradientScene)
    made.session.pace = None
    made.player.pause()
    rest(made, qtbot)
    return made


def rest(scene: GradientScene, qtbot: QtBot) -> GradientContent:
    qtbot.waitUntil(scene.is_at_rest, timeout=20_000)
    content = scene.session.content
    assert content is not None
    return content


def words(scene: GradientScene) -> str:
    return "\n".join(one.text for one in scene.view.drawn() if isinstance(one, Text))


def test_the_first_start_plays_the_way_back(window: MainWindow, qtbot: QtBot) -> None:
    scene = window.scene()
    assert isinstance(scene, GradientScene)
    assert scene.player.playing
    qtbot.waitUntil(lambda: scene.session.content is not None and scene.player.cursor > 1, timeout=20_000)
    assert "RNN" in words(scene)
    assert "LSTM" in words(scene)


def test_every_preset_says_what_happens(scene: GradientScene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.setup_panel.presets.button("exploding"), LEFT)
    assert scene.player.playing
    scene.player.pause()
    rest(scene, qtbot)
    card = scene.numbers.cards[0]
    assert card.verdict.text().startswith("Explodes")
    scene.setup_panel.sliders["clip_norm"].number.setFocus()
    scene.setup_panel.sliders["clip_norm"].number.selectAll()
    QTest.keyClicks(scene.setup_panel.sliders["clip_norm"].number, "1")
    QTest.keyClick(scene.setup_panel.sliders["clip_norm"].number, Qt.Key.Key_Return)
    content = rest(scene, qtbot)
    assert content.lanes[0].clip_factor < 0.01
    assert "clipping" in card.verdict.text()
    assert float(card.rows()["clipped to"]) == pytest.approx(1.0)
    assert "thin: before clipping" in words(scene)
    QTest.mouseClick(scene.setup_panel.presets.button("vanishing"), LEFT)
    scene.player.pause()
    rest(scene, qtbot)
    assert card.verdict.text().startswith("Vanishes")
    assert scene.numbers.cards[1].verdict.text().startswith("Flows along c")


def test_the_numbers_are_those_at_the_cursor(scene: GradientScene, qtbot: QtBot) -> None:
    content = rest(scene, qtbot)
    plan = scene.view.plan()
    assert plan is not None
    QTest.mouseClick(scene.view, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(round(plan.x(44)), 40))
    assert scene.bar.words.text() == "Step 45 of 50"
    assert scene.bar.remark.text() == "5 steps back"
    shown = float(scene.numbers.cards[0].rows()["|∂L/∂h|"])
    assert shown == pytest.approx(content.lanes[0].flow.norms["h"][44], rel=0.01)
    assert "t = 45" in words(scene)


def test_arrows_move_the_cursor_as_they_point(scene: GradientScene, qtbot: QtBot) -> None:
    scene.setFocus()
    QTest.keyClick(scene, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: scene.player.at_start, timeout=10_000)
    QTest.keyClick(scene, Qt.Key.Key_Left)
    assert scene.bar.words.text() == "Step 49 of 50"
    assert scene.bar.remark.text() == "1 step back"
    QTest.keyClick(scene, Qt.Key.Key_Right)
    assert scene.bar.words.text() == "Step 50 of 50"
    QTest.keyClick(scene, Qt.Key.Key_Home)
    assert scene.bar.words.text() == "Step 1 of 50"
    QTest.keyClick(scene, Qt.Key.Key_Space)
    assert scene.player.playing


def test_cells_come_and_go(scene: GradientScene, qtbot: QtBot) -> None:
    chips = scene.setup_panel.cells
    offered = chips.offered()
    for name in offered[:2]:
        chips.changed.emit((*scene.session.settings.cells, name))
    assert len(rest(scene, qtbot).lanes) == LANES_LIMIT
    assert not chips.add.isEnabled()
    for name in tuple(chips.chips)[:3]:
        QTest.mouseClick(chips.chips[name], LEFT)
    content = rest(scene, qtbot)
    assert len(content.lanes) == 1
    assert not next(iter(chips.chips.values())).isEnabled()
    assert [not card.isHidden() for card in scene.numbers.cards] == [True, False, False, False]
    scene.context.actions["edit.undo"].trigger()
    assert len(rest(scene, qtbot).lanes) == 2


@pytest.mark.usefixtures("guarded")
def test_sliders_make_other_nets(scene: GradientScene, qtbot: QtBot) -> None:
    before = rest(scene, qtbot)
    for name in ("length", "spectral_radius", "forget_bias", "hidden_size"):
        scene.setup_panel.sliders[name].slider.setFocus()
        QTest.keyClick(scene.setup_panel.sliders[name].slider, Qt.Key.Key_Right)
        after = rest(scene, qtbot)
        norms = (before.lanes[1].flow.norms["h"], after.lanes[1].flow.norms["h"])
        assert not np.array_equal(*norms), name
        before = after
    assert scene.player.steps + 1 == before.steps == 60
    QTest.mouseClick(scene.setup_panel.dice, LEFT)
    assert scene.setup_panel.seed.value() == 10
    assert "No such gate in: RNN" in scene.setup_panel.bias_hint.text()


def test_training_before_and_after(scene: GradientScene, qtbot: QtBot) -> None:
    assert "Not trained yet" in scene.training.words.text()
    scene.views.button("training").click()
    assert "Press Train" in words(scene)
    QTest.mouseClick(scene.training.step, LEFT)
    assert rest(scene, qtbot).lanes[0].step == 1
    QTest.mouseClick(scene.training.train, LEFT)
    assert scene.session.status == "running"
    content = rest(scene, qtbot)
    assert [lane.step for lane in content.lanes] == [300, 300]
    assert "Press Train" not in words(scene)
    assert content.lanes[1].correct > content.lanes[0].correct
    QTest.mouseClick(scene.training.moment.button("before"), LEFT)
    assert [lane.step for lane in rest(scene, qtbot).lanes] == [0, 0]
    QTest.mouseClick(scene.training.reset, LEFT)
    rest(scene, qtbot)
    assert scene.session.newest_step == 0


@pytest.mark.parametrize("view", ["norms", "singular", "saturation", "training"])
@pytest.mark.parametrize("size", [(1024, 768), (1440, 900), (1920, 1080)])
def test_every_view_fits_every_size(
    scene: GradientScene, window: MainWindow, qtbot: QtBot, size: tuple[int, int], view: str
) -> None:
    QTest.mouseClick(scene.setup_panel.presets.button("four-cells"), LEFT)
    scene.player.pause()
    window.resize(*size)
    rest(scene, qtbot)
    scene.views.button(view).click()
    plan = scene.view.plan()
    assert plan is not None
    assert plan.chart.height > 100
    assert window.size().width() == size[0]
    for button in map(scene.views.button, VIEWS):
        assert button.width() >= button.minimumSizeHint().width()
    assert not window.grab().isNull()


def test_another_language_and_theme(scene: GradientScene, qtbot: QtBot) -> None:
    language.choose("ko")
    qtbot.waitUntil(lambda: "기울기" in words(scene), timeout=10_000)
    assert scene.setup_panel.presets.button("vanishing").text() == "기울기 소실"
    assert scene.numbers.cards[0].verdict.text().startswith("사라집니다")
    scene.session.change(cells=("lstm-peephole",))
    rest(scene, qtbot)
    assert "핍홀 LSTM" in words(scene)
    assert scene.numbers.cards[0].title.text() == "핍홀 LSTM"
    language.choose("en")
    qtbot.waitUntil(lambda: "핍홀" not in words(scene), timeout=10_000)
    language.choose("ko")
    theme.set_mode("dark")
    assert not scene.view.grab().isNull()


def test_settings_come_back_at_the_next_start(scene: GradientScene, qtbot: QtBot) -> None:
    scene.session.change(length=30, seed=5)
    state = scene.save_state()
    scene.session.change(length=40)
    scene.restore_state(state)
    assert scene.setup_panel.presets.key() == ""
    assert scene.setup_panel.sentence.isHidden()
    assert (scene.session.settings.length, scene.session.settings.seed) == (30, 5)
    wrong: list[object] = [None, 5, {"cells": []}, {"length": "x"}]
    for nonsense in wrong:
        scene.restore_state({"settings": nonsense})
    assert scene.session.settings.length == 30
    rest(scene, qtbot)
