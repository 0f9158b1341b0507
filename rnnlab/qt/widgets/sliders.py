"""A slider painted by us, and the same with its name and its value, which can also be typed."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSlider, QVBoxLayout, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import CalmWheel, repaint_with_theme, set_property
from rnnlab.qt.widgets.labels import Label

__all__ = ["LabelledSlider", "Slider", "logarithmic", "steps"]


class Slider(CalmWheel, QSlider):
    """A thin horizontal slider; a click on the groove goes there at once.

    Parameters
    ----------
    role
        Colour of the part before the handle.
    """

    def __init__(self, parent: QWidget | None = None, *, role: str = "accent") -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._by_keyboard = False
        repaint_with_theme(self)

    def sizeHint(self) -> QSize:
        """Return a length to read values off, and the handle's height with its ring."""
        return QSize(theme.px(120), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Return the shortest usable length."""
        return QSize(theme.px(48), theme.px(24))

    def _radius(self) -> float:
        return theme.px(16) / 2

    def _handle_x(self) -> float:
        inset = self._radius() + 2
        span = max(1, self.maximum() - self.minimum())
        return inset + (self.width() - 2 * inset) * (self.sliderPosition() - self.minimum()) / span

    def _value_at(self, x: float) -> int:
        inset = self._radius() + 2
        portion = (x - inset) / max(1.0, self.width() - 2 * inset)
        return round(self.minimum() + min(1.0, max(0.0, portion)) * (self.maximum() - self.minimum()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the handle, wherever the groove is pressed."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        self.setSliderDown(True)
        self.setSliderPosition(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(event.position().x()))
            event.accept()
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self.isSliderDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            event.accept()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw groove, filled part, handle and focus ring."""
        radius, x, middle = self._radius(), self._handle_x(), self.height() / 2
        thick = max(4, theme.px(4))
        role = self._role if self.isEnabled() else "faint"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            groove = QRectF(2, middle - thick / 2, self.width() - 4, thick)
            painter.setBrush(theme.color("track"))
            painter.drawRoundedRect(groove, thick / 2, thick / 2)
            painter.setBrush(theme.color(role))
            painter.drawRoundedRect(QRectF(2, groove.top(), x - 2, thick), thick / 2, thick / 2)
            if self.hasFocus() or self.isSliderDown() or (self.underMouse() and self.isEnabled()):
                painter.setBrush(theme.color(role, 0.28 if self.hasFocus() else 0.16))
                painter.drawEllipse(QPointF(x, middle), radius + 3, radius + 3)
            painter.setPen(QPen(theme.color(role), 2))
            painter.setBrush(theme.color(role if self.isSliderDown() else "card"))
            painter.drawEllipse(QPointF(x, middle), radius - 1, radius - 1)


def steps(low: int, high: int, step: int = 1) -> tuple[float, ...]:
    """Return the whole numbers of a slider."""
    return tuple(float(value) for value in range(low, high + 1, step))


def logarithmic(
    low: float, high: float, per_decade: Sequence[float] = (1, 1.5, 2, 3, 5, 7)
) -> tuple[float, ...]:
    """Return round numbers whose ratios look equal, for rates: 0.01, 0.015, 0.02 and so on."""
    values = []
    for exponent in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        values += [float(f"{mantissa * 10.0**exponent:.6g}") for mantissa in per_decade]
    return tuple(value for value in values if low * (1 - 1e-9) <= value <= high * (1 + 1e-9))


def _plain(value: float) -> str:
    return f"{value:.6g}"


class LabelledSlider(QWidget):
    """A name, a value that can be typed over, and a slider between given stops.

    Parameters
    ----------
    stops
        The values the slider rests on, rising. A typed value may lie between them (and outside, within
        `limits`).
    show
        How a value is written.
    limits
        Least and greatest value that may be typed; the outer stops if not given.
    whole
        Whether only whole numbers are right.

    Attributes
    ----------
    changed : Signal(float)
        The value is another one; also while the handle is dragged.
    committed : Signal(float)
        The handle was let go, a key pressed or a value typed.
    """

    changed = Signal(float)
    committed = Signal(float)

    def __init__(
        self,
        stops: Sequence[float],
        parent: QWidget | None = None,
        *,
        show: Callable[[float], str] = _plain,
        limits: tuple[float, float] | None = None,
        whole: bool = False,
        role: str = "accent",
    ) -> None:
        super().__init__(parent)
        self._stops = tuple(stops)
        self._show, self._whole = show, whole
        self._limits = limits or (self._stops[0], self._stops[-1])
        self._value = self._stops[0]
        self._setting = False
        self.name = Label("", "section")
        self.number = QLineEdit()
        self.number.setProperty("bare", "true")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(theme.px(84))
        self.slider = Slider(role=role)
        self.slider.setRange(0, len(self._stops) - 1)
        self.slider.setPageStep(max(1, len(self._stops) // 8))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.slider)
        self.name.setBuddy(self.number)
        self.slider.valueChanged.connect(self._on_slider_moved)
        self.slider.sliderReleased.connect(self._on_slider_released)
        self.number.editingFinished.connect(self._on_number_edited)
        self.number.textEdited.connect(self._on_number_typed)
        theme.theme_changed.connect(self._measure)
        self.set_value(self._value)

    def _measure(self) -> None:
        self.number.setFixedWidth(theme.px(84))

    def set_name(self, text: str, hint: str = "") -> None:
        """Set the name and the tool tip."""
        self.name.setText(text)
        self.slider.setAccessibleName(text)
        self.number.setAccessibleName(text)
        self.setToolTip(hint)

    def value(self) -> float:
        """Return the value."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a value without telling `changed`."""
        self._value = value
        self._setting = True
        nearest = min(range(len(self._stops)), key=lambda index: abs(self._stops[index] - value))
        if not self.slider.isSliderDown():
            self.slider.setValue(nearest)
        self._setting = False
        if not (self.number.hasFocus() and self.number.isModified()):
            self.number.setText(self._show(value))
        set_property(self.number, "wrong", "false")

    def _take(self, value: float, *, commit: bool) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit(value)
        if commit:
            self.committed.emit(value)

    def _on_slider_moved(self, index: int) -> None:
        if self._setting:
            return
        value = self._stops[index]
        self.number.setText(self._show(value))
        set_property(self.number, "wrong", "false")
        self._take(value, commit=not self.slider.isSliderDown())

    def _on_slider_released(self) -> None:
        self.committed.emit(self._value)

    def _parsed(self) -> float | None:
        try:
            value = float(self.number.text().strip().replace(",", ".").replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            return None
        low, high = self._limits
        if not (low <= value <= high) or (self._whole and value != round(value)):
            return None
        return value

    def _on_number_typed(self) -> None:
        set_property(self.number, "wrong", "false" if self._parsed() is not None else "true")

    def _on_number_edited(self) -> None:
        if not self.number.isModified():
            return
        self.number.setModified(False)
        value = self._parsed()
        if value is None:
            self.number.setText(self._show(self._value))
            set_property(self.number, "wrong", "false")
            return
        self.number.setText(self._show(value))
        self._setting = True
        self.slider.setValue(min(range(len(self._stops)), key=lambda index: abs(self._stops[index] - value)))
        self._setting = False
        self._take(value, commit=True)
