from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab import paths
from rnnlab.qt.icons import icon_pixmap, tinted_file
from rnnlab.qt.palette import contrast
from rnnlab.qt.theme import PRESENTATION_SCALE, theme

pytestmark = pytest.mark.usefixtures("dressed")


def test_switching_changes_colours_at_once(qtbot: QtBot) -> None:
    light = theme.color("card").name()
    with qtbot.waitSignal(theme.theme_changed):
        theme.set_mode("dark")
    assert theme.dark
    assert theme.color("card").name() != light
    theme.set_mode("light")
    assert theme.color("card").name() == light


def test_the_application_is_dressed(dressed: QApplication) -> None:
    theme.set_mode("dark")
    assert dressed.palette().window().color() == theme.color("paper")
    assert theme.palette.colors["paper"] in dressed.styleSheet()
    assert dressed.font().pixelSize() == 14


def test_an_unknown_role_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        theme.color("plaid")


def test_opacity() -> None:
    assert theme.color("input", 0.5).alphaF() == pytest.approx(0.5, abs=0.01)
    assert theme.color("input").alphaF() == 1.0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_numbers_on_the_diverging_map_can_be_read(mode: str) -> None:
    theme.set_mode(mode)
    for red, green, blue in theme.diverging_table()[::5]:
        cell = QColor(int(red), int(green), int(blue))
        assert contrast(theme.text_on(cell).name(), cell.name()) >= 3.4


def test_tables_follow_the_theme() -> None:
    light = theme.diverging_table().copy(), theme.violet_table().copy()
    theme.set_mode("dark")
    assert (theme.diverging_table() != light[0]).any()
    assert (theme.violet_table() != light[1]).any()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("presentation", [False, True])
def test_the_style_sheet_is_filled_in(mode: str, presentation: bool) -> None:
    theme.set_mode(mode)
    theme.set_presentation(presentation)
    sheet = theme.style_sheet()
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_presentation_enlarges_letters_and_lengths(dressed: QApplication) -> None:
    theme.set_presentation(on=True)
    assert dressed.font().pixelSize() == round(14 * PRESENTATION_SCALE)
    assert theme.px(100) == round(100 * PRESENTATION_SCALE)
    assert theme.font(20).pixelSize() == round(20 * PRESENTATION_SCALE)
    assert theme.font(20, scaled=False).pixelSize() == 20
    theme.set_zoom(0.5)
    assert theme.scale == pytest.approx(PRESENTATION_SCALE / 2)
    assert "1px solid" in theme.style_sheet()


def test_every_icon_can_be_drawn() -> None:
    names = [path.stem for path in (paths.resources() / "icons").glob("*.svg")]
    assert len(names) > 30
    for name in names:
        image = icon_pixmap(name, "#FF0000", 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


def test_icons_wear_the_colour_of_their_role() -> None:
    image = theme.pixmap("stop", "loss", 24).toImage()
    assert image.pixelColor(12, 12).name() == theme.color("loss").name()


def test_icons_are_sharp_on_fine_screens() -> None:
    pixmap = theme.pixmap("play", "ink", 20, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (40, 2.0)


def test_tinted_files_are_written_once(home: object) -> None:
    first = tinted_file("check", "#123456")
    assert "#123456" in Path(first).read_text(encoding="utf-8")
    assert tinted_file("check", "#123456") == first
    assert "\\" not in first
