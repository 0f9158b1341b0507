"""Pages that stay as they are are painted once, and anew when they look different."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from rnnlab.qt.scenes.text.diary_columns import DiaryColumns
from rnnlab.qt.scenes.text.page_paint import LIVE, Page, PagePainter
from rnnlab.qt.theme import theme


def page(key: int, text: str = "the cat sat on the mat") -> Page:
    return Page(key, "train more", f"Step {key}", "2.00 bits", text)


@pytest.fixture
def columns(qtbot: QtBot) -> DiaryColumns:
    found = DiaryColumns()
    qtbot.addWidget(found)
    found.resize(800, 300)
    found.set_pages([page(0), page(10), page(LIVE)])
    found.set_chosen(10)
    return found


def seen(columns: DiaryColumns) -> list[QImage]:
    """Return how every column looks."""
    whole = columns.grab().toImage()
    boxes = [columns._box(number).toAlignedRect() for number in range(len(columns.shown()))]
    return [whole.copy(box) for box in boxes]


def test_columns_are_as_wide_as_each_other_and_fill_the_width(columns: DiaryColumns) -> None:
    for width in range(700, 740):
        columns.resize(width, 300)
        boxes = [columns._box(number) for number in range(len(columns.shown()))]
        assert len({box.width() for box in boxes}) == 1
        assert boxes[0].left() == 0
        assert boxes[-1].right() == width
        assert all(one.right() < other.left() for one, other in pairwise(boxes))


def test_pages_that_stay_are_not_painted_again(
    columns: DiaryColumns, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen(columns)
    painted: list[int] = []
    paint = PagePainter.paint_text

    def noted(painter: PagePainter, canvas: QPainter, shown: Page, *rest: Any) -> None:  # noqa: ANN401
        painted.append(shown.key)
        paint(painter, canvas, shown, *rest)

    monkeypatch.setattr(PagePainter, "paint_text", noted)
    assert seen(columns) == before
    assert painted == [LIVE]


def test_what_looks_different_is_painted_anew(columns: DiaryColumns) -> None:
    first = seen(columns)
    kept = columns.pages()
    columns.set_pages([page(0), page(10, "another page"), kept[2]])
    other = seen(columns)
    assert (other[0] == first[0], other[1] == first[1]) == (True, False)
    columns.set_chosen(0)
    chosen = seen(columns)
    assert chosen[0] != other[0]
    assert chosen[1] != other[1]
    theme.set_mode("dark")
    dark = seen(columns)
    assert all(one != two for one, two in zip(dark, chosen, strict=True))
    theme.set_mode("light")
    assert seen(columns) == chosen
