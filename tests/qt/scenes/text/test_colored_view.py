"""The coloured text alone: each line is drawn once, and only what changes is painted anew."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnlab.qt.scenes.text.colored_lines import Guesses, LinePictures
from rnnlab.qt.scenes.text.colored_view import ColoredText
from rnnlab.qt.theme import theme

pytestmark = pytest.mark.usefixtures("dressed", "home")

TEXT = "a cat\tsat\n한글 텍스트 on a mat\n\n" * 30


class Watched(ColoredText):
    """Notes how much is painted."""

    def __init__(self) -> None:
        self.areas: list[int] = []
        super().__init__()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = event.region().boundingRect()
        self.areas.append(box.width() * box.height())
        super().paintEvent(event)


@pytest.fixture
def view(qtbot: QtBot) -> Watched:
    made = Watched()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.set_text(TEXT, Guesses("abcde" * len(TEXT), np.full((len(TEXT), 5), 0.2)))
    made.set_values(np.linspace(-1, 1, len(TEXT)), 1.0)
    qtbot.waitUntil(lambda: bool(made.areas))
    qtbot.wait(1)
    return made


def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each drawing of letters and guesses."""
    noted: list[str] = []
    for name in ("_drawn_letters", "_drawn_guesses"):
        before = getattr(LinePictures, name)

        def noting(*args: object, before: object = before, name: str = name) -> object:
            noted.append(name)
            return before(*args)  # type: ignore[operator]

        monkeypatch.setattr(LinePictures, name, noting)
    return noted


def test_letters_are_drawn_once_whatever_the_colours(view: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    view.set_values(np.where(np.arange(len(TEXT)) % 2, 1.0, -1.0), 1.0)
    view.grab()
    noted = drawn(monkeypatch)
    view.set_values(np.where(np.arange(len(TEXT)) % 2, -1.0, 1.0), 1.0)
    before = view.grab().toImage()
    assert noted == []
    view.show_guesses(True)
    assert view.grab().toImage() != before
    assert "_drawn_guesses" in noted
    noted.clear()
    view.set_text(TEXT, Guesses("vwxyz" * len(TEXT), np.full((len(TEXT), 5), 0.9)))
    view.grab()
    assert set(noted) == {"_drawn_guesses"}


def test_pointing_at_a_letter_paints_only_its_surroundings(view: Watched, qtbot: QtBot) -> None:
    QTest.mouseMove(view.viewport(), view.rect_of(1).center().toPoint())
    qtbot.wait(20)
    view.areas.clear()
    QTest.mouseMove(view.viewport(), view.rect_of(3).center().toPoint())
    qtbot.waitUntil(lambda: bool(view.areas))
    assert max(view.areas) < 0.05 * view.viewport().width() * view.viewport().height()
    assert view.place_at(view.rect_of(3).center()) == 3


def test_both_inks_are_seen_where_a_line_needs_both(view: Watched) -> None:
    text = "MMMMMMMM"
    theme.set_mode("light")
    view.set_text(text, None)
    view.set_values(np.array([0.0] * 4 + [-1.0] * 4), 1.0)
    assert view.ink_at(0) != view.ink_at(7)
    image = view.viewport().grab().toImage()
    for place in (1, 6):
        box = view.rect_of(place).toAlignedRect()
        inside = [
            image.pixelColor(QPoint(x, y)).lightness()
            for x in range(box.left() + 1, box.right())
            for y in range(box.top() + 1, box.bottom())
        ]
        paper = view.color_at(place).lightness()
        far = max(inside, key=lambda value: abs(value - paper))
        assert (far > paper) == (view.ink_at(place).lightness() > paper)
