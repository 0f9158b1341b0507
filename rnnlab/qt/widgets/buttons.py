"""Buttons. They take the keyboard by Tab only: a click on "train" leaves the space bar to "play"."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import repaint_with_theme, set_property

__all__ = ["Button", "IconButton", "RoundButton"]

_ICON_ROLES = {"primary": "on_accent", "danger": "loss_text", "ghost": "muted", "link": "input_text"}


class Button(QPushButton):
    """A button with words.

    Parameters
    ----------
    text
        What it does; set again when the language changes.
    kind
        ``primary`` (one a panel), ``secondary``, ``ghost`` (no border), ``danger`` or ``link``.
    icon_name
        An icon before the words.
    big
        Taller, with larger letters.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "secondary",
        icon_name: str = "",
        parent: QWidget | None = None,
        *,
        big: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setProperty("big", "true" if big else "false")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon_name = icon_name
        self._dress()
        theme.theme_changed.connect(self._dress)

    def set_icon(self, name: str) -> None:
        """Change the icon; an empty name takes it away."""
        if name != self._icon_name:
            self._icon_name = name
            self._dress()

    def set_kind(self, kind: str) -> None:
        """Change the look."""
        set_property(self, "kind", kind)
        self._dress()

    def _dress(self) -> None:
        if not self._icon_name:
            self.setIcon(QIcon())
            return
        role = _ICON_ROLES.get(str(self.property("kind")), "ink")
        room = theme.px(5) if self.text() else 0
        self.setIconSize(QSize(theme.px(16) + room, theme.px(16)))
        self.setIcon(theme.icon(self._icon_name, role, 16, room=room))


class IconButton(QToolButton):
    """A small square button with an icon; its hint is its tool tip and what a screen reader says.

    Parameters
    ----------
    icon_name
        Stem of a file in ``resources/icons``.
    role
        Colour of the icon.
    size
        Edge of the icon at 100 %.
    """

    def __init__(
        self, icon_name: str, role: str = "muted", parent: QWidget | None = None, *, size: int = 18
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._icon_name, self._role, self._size = icon_name, role, size
        self._dress()
        theme.theme_changed.connect(self._dress)

    def set_icon(self, name: str, role: str | None = None) -> None:
        """Change the icon and perhaps its colour."""
        if (name, role or self._role) != (self._icon_name, self._role):
            self._icon_name, self._role = name, role or self._role
            self._dress()

    def set_hint(self, text: str) -> None:
        """Set the tool tip and the name that is read aloud."""
        self.setToolTip(text)
        self.setAccessibleName(text)

    def _dress(self) -> None:
        self.setIconSize(QSize(theme.px(self._size), theme.px(self._size)))
        self.setIcon(theme.icon(self._icon_name, self._role, self._size))


class RoundButton(QAbstractButton):
    """The round play button: a dark disc with a light icon."""

    def __init__(self, icon_name: str = "play", parent: QWidget | None = None, *, size: int = 44) -> None:
        super().__init__(parent)
        self._icon_name, self._size = icon_name, size
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)

    def set_icon(self, name: str) -> None:
        """Change the icon, say from ``play`` to ``pause``."""
        if name != self._icon_name:
            self._icon_name = name
            self.update()

    def set_hint(self, text: str) -> None:
        """Set the tool tip and the name that is read aloud."""
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Return the disc and the room for its focus ring."""
        edge = theme.px(self._size) + 6
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the disc."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            disc = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            painter.setPen(Qt.PenStyle.NoPen)
            role = "accent" if self.underMouse() and self.isEnabled() else "ink"
            role = "accent_pressed" if self.isDown() else role
            painter.setBrush(theme.color(role if self.isEnabled() else "track"))
            painter.drawEllipse(disc)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            light = "on_accent" if role != "ink" else "card"
            picture = theme.pixmap(
                self._icon_name,
                light if self.isEnabled() else "faint",
                self._size * 0.5,
                self.devicePixelRatioF(),
            )
            edge = picture.width() / picture.devicePixelRatio()
            painter.drawPixmap(disc.center() - QPointF(edge / 2, edge / 2), picture)
