"""The look in force: colours by role, letter sizes, icons, motion. One object, `theme`, for all.

Widgets that paint themselves ask `theme` while painting and repaint on `Theme.theme_changed`; everything else
follows from the palette and from the style sheet made out of ``resources/themes/style.qss``. Sizes are given
in logical pixels at 100 % and pass through `Theme.px`, so that larger type (presentation mode, zoom) enlarges
all of it.
"""

import re
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from rnnlab import paths
from rnnlab.qt import palette as palettes
from rnnlab.qt.icons import icon_pixmap, tinted_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BASE_SIZE", "PRESENTATION_SCALE", "Theme", "theme"]

BASE_SIZE = 14
PRESENTATION_SCALE = 1.3
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIZE = re.compile(r"(\d+)px")
_ICON = re.compile(r"\$icon\(([\w-]+), *(\w+)\)")
_ROLE = re.compile(r"\$(\w+)")


class Theme(QObject):
    """The look in force.

    Attributes
    ----------
    theme_changed : Signal
        Colours or sizes are others now.
    motion_changed : Signal
        `motion` was switched.
    motion : bool
        Whether things may move; off, every change is at once.
    """

    theme_changed = Signal()
    motion_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.motion = True
        self._mode = "system"
        self._presentation = False
        self._zoom = 1.0
        self._families: list[str] = []
        self._application: QApplication | None = None
        self._palette = palettes.load("light")
        self._colors: dict[str, QColor] = {}

    # What is in force

    @property
    def mode(self) -> str:
        """``light``, ``dark`` or ``system``."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the theme shown is a dark one."""
        return self._palette.dark

    @property
    def presentation(self) -> bool:
        """Whether letters and contrasts are those for a projector."""
        return self._presentation

    @property
    def scale(self) -> float:
        """How much larger than at 100 % everything is drawn."""
        return self._zoom * (PRESENTATION_SCALE if self._presentation else 1.0)

    @property
    def palette(self) -> palettes.Palette:
        """The colours as data."""
        return self._palette

    def color(self, role: str, opacity: float = 1.0) -> QColor:
        """Return the colour of a role such as ``input``, ``hidden_soft`` or ``ink``.

        Raises
        ------
        KeyError
            If the theme has no such role.
        """
        color = self._colors.get(role)
        if color is None:
            color = self._colors[role] = QColor(self._palette.colors[role])
        if opacity >= 1.0:
            return color
        faded = QColor(color)
        faded.setAlphaF(opacity)
        return faded

    def text_on(self, background: QColor) -> QColor:
        """Return black or white ink, whichever reads better on a colour."""
        name = background.name()
        dark, light = "#10161F", "#FFFFFF"
        # White is preferred until it falls well behind: on saturated fills it looks calmer than black does.
        behind = palettes.contrast(light, name) < min(3.4, palettes.contrast(dark, name))
        return QColor(dark if behind else light)

    def diverging_table(self) -> "NDArray[np.uint8]":
        """Return colours of −1 … +1 as a look-up table, ``(256, 3)`` red, green, blue; do not write to it."""
        return self._tables[0]

    def violet_table(self) -> "NDArray[np.uint8]":
        """Return colours of probability 0 … 1 as a look-up table, ``(256, 3)`` red, green, blue."""
        return self._tables[1]

    @cached_property
    def _tables(self) -> "tuple[NDArray[np.uint8], NDArray[np.uint8]]":
        return palettes.ramp(self._palette.diverging), palettes.ramp(self._palette.violet)

    # Sizes, letters, pictures

    def px(self, size: float) -> int:
        """Return a length in logical pixels for one given at 100 %."""
        return round(size * self.scale)

    def font(self, size: float = BASE_SIZE, *, bold: bool = False, scaled: bool = True) -> QFont:
        """Return the application's font in a size given at 100 %."""
        font = QFont(self._families) if self._families else QFont()
        font.setPixelSize(max(1, self.px(size) if scaled else round(size)))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def pixmap(self, name: str, role: str = "ink", size: float = 18, ratio: float = 1.0) -> QPixmap:
        """Return an icon of ``resources/icons`` in a role's colour; `size` is given at 100 %."""
        return icon_pixmap(name, self._palette.colors[role], self.px(size), ratio)

    def icon(self, name: str, role: str = "ink", size: float = 18, *, room: int = 0) -> QIcon:
        """Return an icon for buttons and menus; ask again on `theme_changed`.

        `room` is added at its right, in logical pixels: Qt's buttons leave too little before their words.
        """
        icon = QIcon()
        for ratio in (1.0, 2.0):
            for ink, mode in ((role, QIcon.Mode.Normal), ("faint", QIcon.Mode.Disabled)):
                pixmap = self.pixmap(name, ink, size, ratio)
                icon.addPixmap(_widened(pixmap, room) if room else pixmap, mode)
        return icon

    # Changing it

    def configure(self, mode: str, zoom: float, *, presentation: bool, motion: bool) -> None:
        """Take what the settings say, without dressing anything yet."""
        self._mode, self._zoom, self._presentation, self.motion = mode, zoom, presentation, motion

    def install(self, application: QApplication, families: list[str]) -> None:
        """Take charge of an application's style, palette, font and style sheet."""
        self._application = application
        self._families = families
        application.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._tell_system()
        self.refresh()

    def set_mode(self, mode: str) -> None:
        """Choose ``light``, ``dark`` or ``system``."""
        if mode != self._mode:
            self._mode = mode
            self._tell_system()
            self.refresh()

    def _tell_system(self) -> None:
        """Let the window's frame and the system's own dialogs be as light or dark as the theme."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        if self._application is not None:
            QGuiApplication.styleHints().setColorScheme(schemes.get(self._mode, Qt.ColorScheme.Unknown))

    def set_presentation(self, on: bool) -> None:
        """Enlarge letters and sharpen contrasts for a projector, or go back."""
        if on != self._presentation:
            self._presentation = on
            self.refresh()

    def set_zoom(self, zoom: float) -> None:
        """Enlarge or shrink everything; 1.0 is the usual size."""
        if zoom != self._zoom:
            self._zoom = zoom
            self.refresh()

    def set_motion(self, on: bool) -> None:
        """Let things move, or change at once."""
        if on != self.motion:
            self.motion = on
            self.motion_changed.emit()

    def _on_system_changed(self) -> None:
        if self._mode == "system":
            self.refresh()

    def refresh(self) -> None:
        """Read the theme again and dress the application in it."""
        dark = self._mode == "dark" or (self._mode == "system" and _system_is_dark())
        self._palette = palettes.load("dark" if dark else "light", presentation=self._presentation)
        self._colors.clear()
        self.__dict__.pop("_tables", None)
        if self._application is not None:
            self._application.setPalette(self._qt_palette())
            self._application.setFont(self.font())
            self._application.setStyleSheet(self.style_sheet())
        self.theme_changed.emit()

    def _qt_palette(self) -> QPalette:
        roles = {
            QPalette.ColorRole.Window: "paper",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "field",
            QPalette.ColorRole.AlternateBase: "subtle",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.PlaceholderText: "faint",
            QPalette.ColorRole.Button: "card",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.BrightText: "loss",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.Link: "input_text",
            QPalette.ColorRole.LinkVisited: "output_text",
            QPalette.ColorRole.ToolTipBase: "tooltip",
            QPalette.ColorRole.ToolTipText: "tooltip_text",
            QPalette.ColorRole.Mid: "border",
            QPalette.ColorRole.Dark: "border_strong",
            QPalette.ColorRole.Accent: "accent",
        }
        palette = QPalette()
        for group, role in roles.items():
            palette.setColor(group, self.color(role))
        for group in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, group, self.color("faint"))
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet for the colours and sizes in force."""
        text = (paths.resources() / "themes" / "style.qss").read_text(encoding="utf-8")
        colors = self._palette.colors
        text = _COMMENT.sub("", text)
        text = _SIZE.sub(lambda found: f"{self._scaled(int(found[1]))}px", text)
        text = _ICON.sub(lambda found: f'url("{tinted_file(found[1], colors[found[2]])}")', text)
        return _ROLE.sub(lambda found: colors[found[1]], text)

    def _scaled(self, size: int) -> int:
        return size if size <= 1 else self.px(size)


def _widened(pixmap: QPixmap, room: int) -> QPixmap:
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(room * ratio), pixmap.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    with QPainter(wide) as painter:
        painter.drawPixmap(0, 0, pixmap)
    return wide


def _system_is_dark() -> bool:
    if QGuiApplication.instance() is None:
        return False
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


theme = Theme()
