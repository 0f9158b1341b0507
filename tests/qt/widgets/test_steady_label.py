"""A number that changes all the time does not move what is beside it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import SteadyLabel

pytestmark = pytest.mark.usefixtures("dressed")


class LayoutCounter(QObject):
    """Counts how often a widget lays out its children anew."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


@pytest.fixture
def label(qtbot: QtBot) -> Iterator[SteadyLabel]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = SteadyLabel("loss")
    QHBoxLayout(holder).addWidget(made)
    holder.show()
    yield made
    holder.close()


def test_another_number_of_as_many_digits_lays_nothing_out(label: SteadyLabel, qtbot: QtBot) -> None:
    label.setText("8,888")
    qtbot.wait(1)
    counter, holder = LayoutCounter(), label.parentWidget()
    assert holder is not None
    holder.installEventFilter(counter)
    for number in range(1_000, 9_999, 37):
        label.setText(f"{number:,}")
        qtbot.wait(0)
    assert label.text() == "9,991"
    assert counter.count <= 2
    label.setText("10,000")
    qtbot.wait(1)
    assert counter.count > 0


def test_every_text_has_the_room_it_needs(label: SteadyLabel) -> None:
    for text in ("0.1", "1.1", "8.8", "a whole sentence", "–", ""):
        label.setText(text)
        assert label.width() >= label.sizeHint().width()
    assert label.width() == label.sizeHint().width()


def test_larger_letters_get_more_room(label: SteadyLabel) -> None:
    label.setText("1.234")
    before = label.width()
    theme.set_zoom(1.6)
    assert label.width() > before
    theme.set_zoom(1.0)
    assert label.width() == before
