"""Addition, echo and copy in the Sequence scene, as a person uses them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.qt.scenes.sequence.sum_view import WrittenSum, number
from rnnlab.scene.target import Target
from rnnlab.session.presets import load_preset

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def adding(scene: SequenceScene, qtbot: QtBot) -> SequenceScene:
    """Give the scene once its net has learnt to add four bits."""
    scene.player.pause()
    scene.session.change(task="addition", bits=4)
    rest(scene, qtbot)
    scene.player.pause()
    return scene


def rest(scene: SequenceScene, qtbot: QtBot) -> None:
    qtbot.waitUntil(scene.is_at_rest, timeout=120_000)


def end(scene: SequenceScene) -> None:
    scene.player.pause()
    scene.player.seek_cursor(scene.player.end)


def test_choosing_a_task_shows_what_belongs_to_it(scene: SequenceScene, qtbot: QtBot) -> None:
    panel, tasks = scene.setup_panel, scene.setup_panel.task_settings
    expected = {
        "addition": ({"bits"}, False, False),
        "echo": ({"delay"}, True, True),
        "copy": ({"delay", "span"}, True, True),
        "completion": (set(), True, True),
    }
    for task, (sliders, has_text, has_order) in expected.items():
        QTest.mouseClick(tasks.task.button(task), LEFT)
        assert scene.session.experiment.task == task
        assert {name for name, slider in tasks.sliders.items() if slider.isVisible()} == sliders
        assert panel.text.isVisible() is has_text
        assert panel.order.isVisible() is has_order
        assert scene.sum_box.isVisible() is (task == "addition")
        assert scene.ask_box.isVisible() is (task != "addition")
        rest(scene, qtbot)
    for _ in expected:
        scene.session.undo()
    assert tasks.task.key() == "completion"


def test_the_numbers_of_a_task_are_settings(scene: SequenceScene, qtbot: QtBot) -> None:
    tasks = scene.setup_panel.task_settings
    QTest.mouseClick(tasks.task.button("addition"), LEFT)
    tasks.sliders["bits"].changed.emit(5.0)
    tasks.sliders["bits"].changed.emit(6.0)
    tasks.sliders["bits"].committed.emit(6.0)
    assert scene.session.experiment.bits == 6
    assert "1024" in tasks.told.text()
    scene.session.undo()
    assert scene.session.experiment.bits == 8
    assert not scene.session.change(bits=40)
    assert "40" in scene.setup_panel.task_notice.text()
    rest(scene, qtbot)


def test_two_numbers_are_typed_and_added_bit_by_bit(adding: SequenceScene) -> None:
    box = adding.sum_box
    box.first.setFocus()
    box.first.selectAll()
    QTest.keyClicks(box.first, "13")
    box.second.setFocus()
    box.second.selectAll()
    QTest.keyClicks(box.second, "9")
    assert adding.session.exhibit.question is not None
    QTest.keyClick(box.second, Qt.Key.Key_Return)
    assert adding.player.playing
    assert adding.player.position.t == 0
    assert box.view.text() == "= …"
    end(adding)
    assert box.view.text() == "= 22 ✓"
    assert "13 + 9 = 22 ✓" in box.view.accessibleName()
    assert box.notice.isHidden()
    QTest.mouseClick(box.clear, LEFT)
    assert not box.clear.isVisible()
    assert box.first.text() == "13"
    assert box.second.text() == "5"


def test_numbers_in_base_two(adding: SequenceScene) -> None:
    box = adding.sum_box
    QTest.mouseClick(box.base.button("2"), LEFT)
    assert (box.first.text(), box.second.text()) == ("1101", "101")
    box.second.setFocus()
    box.second.selectAll()
    QTest.keyClicks(box.second, "12")
    assert box.second.property("wrong") == "true"
    assert box.first.property("wrong") != "true"
    assert "“12”" in box.notice.text()
    box.second.selectAll()
    QTest.keyClicks(box.second, "11")
    end(adding)
    assert box.view.text() == "= 16 ✓"
    assert box.notice.isHidden()


def test_numbers_longer_than_any_it_was_trained_on_are_told(adding: SequenceScene) -> None:
    box = adding.sum_box
    box.first.setFocus()
    box.first.selectAll()
    QTest.keyClicks(box.first, "200")
    assert "4 bits" in box.notice.text()
    assert "8" in box.notice.text()
    content = adding.stage_panel.view.content()
    assert content is not None
    assert content.steps == 9


def test_how_many_sums_are_right_stands_below(adding: SequenceScene, qtbot: QtBot) -> None:
    text = adding.sum_box.results.text().replace("\u00a0", " ")
    assert text.startswith("4 bits: 256 of 256 right ✓ · 16 bits: ")
    assert "24 bits: " in text
    assert "of 20,000 right" in text
    adding.session.exhibit.show_step(0)
    rest(adding, qtbot)
    assert "256 of 256" not in adding.sum_box.results.text()
    adding.resize(600, 700)
    assert adding.sum_box.results.toolTip()


def test_the_unit_that_follows_the_carry_is_named(adding: SequenceScene, qtbot: QtBot) -> None:
    findings = adding.questions.study.findings
    assert findings is not None
    follower = findings.follower
    assert follower is not None
    words = adding.stage_panel.subtitle.text()
    assert words.startswith(f"h[{follower.unit + 1}] follows the carry: r = ")
    language.choose("ko")
    qtbot.waitUntil(lambda: "올림을 따라갑니다" in adding.stage_panel.subtitle.text())
    adding.session.change(task="completion")
    assert "올림" not in adding.stage_panel.subtitle.text()


def test_a_wrong_bit_is_shown_and_leads_to_its_step(adding: SequenceScene, qtbot: QtBot) -> None:
    adding.session.exhibit.show_step(0)
    rest(adding, qtbot)
    end(adding)
    view = adding.sum_box.view
    assert "✗" in view.text()
    assert "Wrong bits: 2^" in view.accessibleName()
    x = next(x for x in range(view.width()) if view.step_at(float(x)) == 2)
    QTest.mouseClick(view, LEFT, pos=QPoint(x + 1, 10))
    assert adding.player.position.t == 2


def test_written_sums() -> None:
    shown = WrittenSum((1, 0, 1, 0), (1, 1, 0, 0), given=(0, 0, 1, 1), wanted=(0, 0, 0, 1))
    assert (number(shown.first), number(shown.second), number(shown.wanted)) == (5, 3, 8)
    assert shown.wrong == (2,)
    assert not shown.is_right


def test_an_echo_is_asked_with_one_symbol(scene: SequenceScene, qtbot: QtBot) -> None:
    scene.begin_with(load_preset("echo").experiment)
    scene.player.pause()
    rest(scene, qtbot)
    scene.ask_box.prefix.setText("C")
    assert scene.ask_box.answer.text() == "C"
    assert not scene.ask_box.how.isVisible()
    QTest.keyClick(scene.ask_box.prefix, Qt.Key.Key_Return)
    assert scene.player.position.t == 0
    scene.ask_box.prefix.setText("C A")
    assert "one symbol" in scene.ask_box.notice.text()
    scene.ask_box.prefix.clear()
    assert "for example A" in scene.ask_box.prefix.placeholderText()


def test_a_copy_is_asked_with_a_word(scene: SequenceScene, qtbot: QtBot) -> None:
    scene.begin_with(load_preset("copy").experiment)
    scene.player.pause()
    rest(scene, qtbot)
    scene.ask_box.prefix.setText("B A C")
    assert scene.ask_box.answer.text() == "B A C"
    assert "for example A B C" in scene.ask_box.prefix.placeholderText()


def test_a_net_that_adds_comes_back_from_its_file(
    adding: SequenceScene, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "sums.rnnlab"
    problems: list[Problem | None] = []
    adding.save_document(path, problems.append)
    qtbot.waitUntil(lambda: len(problems) == 1, timeout=20_000)
    adding.new_document()
    adding.open_document(path, problems.append)
    qtbot.waitUntil(lambda: len(problems) == 2, timeout=20_000)
    assert problems == [None, None]
    assert (adding.session.experiment.task, adding.session.experiment.bits) == ("addition", 4)
    assert adding.sum_box.isVisible()
    rest(adding, qtbot)
    assert "256 of 256" in adding.sum_box.results.text().replace("\u00a0", " ")


def test_the_inspector_explains_the_bits(adding: SequenceScene) -> None:
    end(adding)
    panel = adding.inspector_panel
    panel.show_target(Target("input", t=0), pinned=True)
    assert "a = 1, b = 1" in panel.parts.remark.text()
    panel.show_target(Target("probability", "", 0, 0, (1,)), pinned=True)
    assert "sigmoid" in panel.parts.remark.text()
    follower = adding.questions.study.findings
    assert follower is not None
    assert follower.follower is not None
    panel.show_target(Target("quantity", "h", 1, 0, (follower.follower.unit,)), pinned=True)
    assert "follows the carry" in panel.parts.remark.text()
