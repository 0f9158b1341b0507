import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

from rnnlab.qt import fonts
from rnnlab.qt.theme import theme

pytestmark = pytest.mark.usefixtures("dressed")


def test_hangul_and_latin_can_be_written(dressed: QApplication) -> None:
    metrics = QFontMetrics(dressed.font())
    assert all(metrics.inFont(symbol) for symbol in "가하힣뷁ㄱㅎAz09")


def test_a_system_font_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    korean = QFontDatabase.WritingSystem.Korean
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["DejaVu Sans", "Malgun Gothic"])
    monkeypatch.setattr(QFontDatabase, "writingSystems", lambda _: [korean])
    assert fonts.families() == ["Malgun Gothic"]


def test_a_name_without_hangul_behind_it_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    latin = QFontDatabase.WritingSystem.Latin
    monkeypatch.setattr(
        QFontDatabase, "families", lambda *system: [] if system else ["Malgun Gothic", "NanumGothic"]
    )
    monkeypatch.setattr(QFontDatabase, "writingSystems", lambda _: [latin])
    found = fonts.families()
    assert found == ["Noto Sans KR"]
    assert QFontMetrics(QFont(found[0])).inFont("뷁")


def test_an_unknown_korean_font_is_taken_but_no_brush_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        QFontDatabase,
        "families",
        lambda *system: ["Some Batang", "Some Dotum"] if system else ["DejaVu Sans"],
    )
    monkeypatch.setattr(QFontDatabase, "isPrivateFamily", lambda _: False)
    monkeypatch.setattr(QFontDatabase, "isFixedPitch", lambda *_: False)
    assert fonts.families() == ["Some Dotum"]


def test_whether_letters_can_be_drawn_is_known(dressed: QApplication) -> None:
    assert fonts.can_be_drawn("기억 속으로\nabc", theme.font(14))
    assert not fonts.can_be_drawn("\U0010fffd", theme.font(14))
