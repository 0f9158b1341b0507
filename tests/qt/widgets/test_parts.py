import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Answer,
    Button,
    Card,
    IconButton,
    Notice,
    Panel,
    QuestionDialog,
    RoundButton,
    SymbolChips,
    Toasts,
)

pytestmark = pytest.mark.usefixtures("dressed")
SYLLABLES = tuple("가나다라마바사아자차카타파하")


def _shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    holder.resize(width, height)
    holder.show()
    return holder


# Symbols


def test_all_symbols_of_a_small_vocabulary_are_seen(qtbot: QtBot) -> None:
    chips = SymbolChips()
    chips.set_symbols(SYLLABLES)
    _holder = _shown(qtbot, chips, 210, 300)
    assert chips._shown() == 14
    for index in range(14):
        assert chips.rect().contains(chips._cell(index).toRect())


def test_many_symbols_end_in_a_count(qtbot: QtBot) -> None:
    chips = SymbolChips(rows=2)
    chips.set_symbols([chr(0xAC00 + index) for index in range(2000)])
    _holder = _shown(qtbot, chips, 210, 300)
    assert chips._shown() == 12
    assert chips.height() < 80


def test_long_symbols_get_wider_chips(qtbot: QtBot) -> None:
    chips = SymbolChips()
    chips.set_symbols(["1월", "12월", "기억 속으로"])
    _holder = _shown(qtbot, chips, 210, 300)
    assert chips._cell(0).width() > chips.fontMetrics().horizontalAdvance("기억 속으로")


def test_pointing_at_and_clicking_symbols(qtbot: QtBot) -> None:
    chips = SymbolChips()
    chips.set_symbols(SYLLABLES)
    _holder = _shown(qtbot, chips, 210, 300)
    pointed: list[int] = []
    clicked: list[int] = []
    chips.pointed.connect(pointed.append)
    chips.clicked.connect(clicked.append)
    place = chips._cell(8).center().toPoint()
    QTest.mouseMove(chips, QPoint(place))
    QTest.mouseClick(chips, Qt.MouseButton.LeftButton, pos=place)
    QApplication.sendEvent(chips, QEvent(QEvent.Type.Leave))
    assert pointed == [8, -1]
    assert clicked == [8]


def test_the_chips_can_be_painted_in_every_state(qtbot: QtBot) -> None:
    chips = SymbolChips(rows=1)
    _holder = _shown(qtbot, chips, 210, 60)
    chips.grab()
    chips.set_symbols(SYLLABLES)
    chips.mark(2)
    chips._point(1)
    before = chips.grab().toImage()
    chips.mark(-1)
    assert chips.grab().toImage() != before


# Notices and toasts


def test_a_notice_is_there_only_while_something_is_wrong(qtbot: QtBot) -> None:
    notice = Notice()
    holder = _shown(qtbot, notice, 240, 200)
    assert not notice.isVisible()
    mended: list[bool] = []
    notice.show_text("Type symbols.", "error", ("Mend it", lambda: mended.append(True)))
    assert notice.isVisibleTo(holder)
    assert notice.text() == "Type symbols."
    assert notice.accessibleName() == "Type symbols."
    QTest.mouseClick(notice.action, Qt.MouseButton.LeftButton)
    assert mended == [True]
    notice.show_text("Merged.", "info")
    assert not notice.action.isVisible()
    notice.clear()
    assert not notice.isVisible()
    assert notice.text() == ""


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_toasts_stack_and_never_leave_the_window(window: QWidget) -> None:
    toasts = Toasts(window)
    for text in ("One", "Two", "Three", "A very long sentence. " * 20):
        toasts.show(text)
    showing = toasts.showing()
    assert [toast.message.text()[:3] for toast in showing] == ["Two", "Thr", "A v"]
    for toast in showing:
        assert window.rect().contains(toast.geometry())
    tops = [toast.y() for toast in showing]
    assert tops == sorted(tops, reverse=True)
    toasts.clear()


def test_the_same_sentence_is_shown_once(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show("Saved")
    toasts.show("Saved")
    assert len(toasts.showing()) == 1
    toasts.clear()


def test_a_toast_can_be_closed_and_acted_on(window: QWidget, qtbot: QtBot) -> None:
    toasts = Toasts(window)
    undone: list[bool] = []
    toast = toasts.show("Deleted", "warning", ("Undo", lambda: undone.append(True)))
    toast.findChildren(Button)[0].click()
    assert undone == [True]
    assert toasts.showing() == []
    other = toasts.show("Done", "success")
    QTest.mouseClick(other.close_button, Qt.MouseButton.LeftButton)
    assert toasts.showing() == []


def test_a_toast_fades_where_motion_is_on(window: QWidget, qtbot: QtBot) -> None:
    theme.set_motion(on=True)
    toasts = Toasts(window)
    toast = toasts.show("Bye")
    with qtbot.waitSignal(toast.destroyed):
        toast.leave()
        assert toasts.showing() == []


# Buttons, cards, questions


def test_buttons_leave_the_keyboard_where_it_is(qtbot: QtBot) -> None:
    for made in (Button("Train", "primary", "play"), IconButton("play"), RoundButton()):
        qtbot.addWidget(made)
        assert made.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_the_round_button(qtbot: QtBot) -> None:
    button = RoundButton("play")
    qtbot.addWidget(button)
    button.set_hint("Play")
    button.show()
    playing = button.grab().toImage()
    button.set_icon("pause")
    assert button.grab().toImage() != playing
    assert (button.accessibleName(), button.toolTip()) == ("Play", "Play")
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_card_shows_its_title_only_if_it_has_one(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.show()
    assert not card.title.isVisible()
    card.set_title("Unrolled", "the same W at every step")
    assert card.title.isVisible()
    assert card.subtitle.text() == "the same W at every step"


def test_a_low_panel_scrolls_but_never_sideways(qtbot: QtBot) -> None:
    panel = Panel()
    qtbot.addWidget(panel)
    for number in range(40):
        panel.body.addWidget(QLabel(f"A line that is much too wide for so narrow a panel, number {number}"))
    button = Button("Train")
    panel.add_footer(button)
    panel.setFixedWidth(200)
    panel.resize(200, 300)
    panel.show()
    qtbot.waitUntil(lambda: panel.scroller.verticalScrollBar().maximum() > 0)
    assert panel.contents.width() <= panel.scroller.viewport().width()
    assert panel.rect().contains(button.geometry())
    assert panel.body.contentsMargins().right() < panel.body.contentsMargins().left()


def test_a_question_gives_the_key_of_its_answer(qtbot: QtBot) -> None:
    answers = [
        Answer("save", "Save", "primary"),
        Answer("discard", "Lose", "danger"),
        Answer("cancel", "Stay"),
    ]
    question = QuestionDialog(None, "Save?", "It would be lost.", answers, "warning")
    qtbot.addWidget(question)
    assert question.answer == "cancel"
    assert question.answers["save"].isDefault()
    question.show()
    QTest.mouseClick(question.answers["discard"], Qt.MouseButton.LeftButton)
    assert question.answer == "discard"
    assert not question.isVisible()


def test_everything_follows_a_change_of_size(qtbot: QtBot) -> None:
    panel = Panel()
    qtbot.addWidget(panel)
    chips = SymbolChips()
    chips.set_symbols(SYLLABLES)
    panel.body.addWidget(chips)
    panel.body.addStretch(1)
    panel.resize(240, 400)
    panel.show()
    before = chips.heightForWidth(200)
    theme.set_presentation(on=True)
    assert chips.heightForWidth(200) > before
    assert panel.body.contentsMargins().left() > 14
