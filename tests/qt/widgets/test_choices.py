import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import ChoiceChips, SegmentedControl, TabRow

pytestmark = pytest.mark.usefixtures("dressed")
OPTIONS = [("forward", "Forward"), ("reversed", "Reversed"), ("other", "Other & more")]


@pytest.fixture(params=[SegmentedControl, ChoiceChips, TabRow])
def row(request: pytest.FixtureRequest, qtbot: QtBot) -> SegmentedControl:
    made: SegmentedControl = request.param()
    qtbot.addWidget(made)
    made.set_options(OPTIONS)
    made.resize(400, 60)
    made.show()
    return made


def test_the_first_option_is_chosen_at_first(row: SegmentedControl) -> None:
    assert row.key() == "forward"
    assert row.keys() == ("forward", "reversed", "other")


def test_a_click_chooses_and_tells(row: SegmentedControl, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.changed) as told:
        QTest.mouseClick(row.button("reversed"), Qt.MouseButton.LeftButton)
    assert told.args == ["reversed"]
    assert row.key() == "reversed"
    assert [row.button(key).isChecked() for key in row.keys()] == [False, True, False]  # noqa: SIM118


def test_choosing_by_program_is_silent(row: SegmentedControl, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(row.changed):
        row.set_key("other")
        row.set_key("no such key")
    assert row.key() == "other"


def test_the_keyboard_moves_the_choice(row: SegmentedControl, qtbot: QtBot) -> None:
    row.button("forward").setFocus()
    with qtbot.waitSignal(row.changed) as told:
        QTest.keyClick(row.button("forward"), Qt.Key.Key_Right)
        if row.key() == "forward":
            QTest.keyClick(row.window().focusWidget(), Qt.Key.Key_Space)
    assert told.args == ["reversed"]


def test_other_words_keep_choice_and_buttons(row: SegmentedControl) -> None:
    row.set_key("reversed")
    before = row.button("reversed")
    row.set_options([("forward", "바로"), ("reversed", "거꾸로"), ("other", "다른")])
    assert row.button("reversed") is before
    assert before.text() == "거꾸로"
    assert row.key() == "reversed"


def test_other_options_keep_the_choice_where_they_can(row: SegmentedControl) -> None:
    row.set_key("other")
    row.set_options([("other", "Other"), ("new", "New")])
    assert row.key() == "other"
    row.set_options([("a", "A"), ("b", "B")])
    assert row.key() == "a"
    row.set_options([])
    assert row.key() == ""


def test_an_ampersand_is_shown(row: SegmentedControl) -> None:
    assert row.button("other").text() == "Other && more"


def test_choosing_moves_nothing(row: SegmentedControl) -> None:
    before = [row.button(key).geometry() for key in row.keys()]  # noqa: SIM118
    row.set_key("other")
    row._row.activate()
    assert [row.button(key).geometry() for key in row.keys()] == before  # noqa: SIM118


def test_segments_share_the_width(qtbot: QtBot) -> None:
    row = SegmentedControl()
    qtbot.addWidget(row)
    row.set_options(OPTIONS)
    row.resize(306, 40)
    row.show()
    assert {row.button(key).width() for key in row.keys()} == {100}  # noqa: SIM118


def test_the_thumb_slides_where_motion_is_on(qtbot: QtBot) -> None:
    theme.set_motion(on=True)
    row = SegmentedControl()
    qtbot.addWidget(row)
    row.set_options(OPTIONS)
    row.resize(306, 40)
    row.show()
    row.set_key("other")
    assert row._thumb.x() < row.button("other").x()
    qtbot.waitUntil(lambda: row._thumb.x() == row.button("other").x())


def test_chips_break_into_rows(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    chips = ChoiceChips()
    chips.set_options([(name, name) for name in ("RNN", "LSTM", "GRU", "GRU (torch)", "MUT1", "MUT2")])
    column = QVBoxLayout(holder)
    column.addWidget(chips)
    column.addStretch(1)
    holder.resize(230, 300)
    holder.show()
    tops = {chips.button(key).y() for key in chips.keys()}  # noqa: SIM118
    assert len(tops) > 1
    for key in chips.keys():  # noqa: SIM118
        assert chips.rect().contains(chips.button(key).geometry())


def test_where_it_is_narrow_every_segment_gets_what_its_word_needs(qtbot: QtBot) -> None:
    row = SegmentedControl()
    qtbot.addWidget(row)
    row.set_options([("a", "a"), ("b", "a much longer word"), ("c", "c")])
    row.resize(600, 40)
    row.show()
    assert len({row.button(key).width() for key in "abc"}) == 1
    needed = row.button("b").sizeHint().width()
    row.resize(needed + 80, 40)
    assert row.button("b").width() > 2 * row.button("a").width()
    row.resize(600, 40)
    assert len({row.button(key).width() for key in "abc"}) == 1
