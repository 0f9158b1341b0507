"""Fields for text and choice, dressed by the style sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import CalmWheel, repaint_with_theme, set_property
from rnnlab.qt.widgets.labels import Label

__all__ = ["NumberField", "Select", "Switch", "TextField", "WholeNumberField"]


class TextField(QLineEdit):
    """A line of text with a quiet remark at its right end, and a red edge when it is wrong.

    Hangul is composed: `settled` tells the text only when no syllable is half-made, and Return first finishes
    the syllable (FINDINGS: otherwise the last one is lost).

    Attributes
    ----------
    settled : Signal(str)
        The text changed and nothing is being composed.
    """

    settled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self.remark = Label("", "hint", self)
        self.remark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._on_text_changed)
        theme.theme_changed.connect(self._place_remark)

    def set_remark(self, text: str) -> None:
        """Show a remark at the right end, such as "14 symbols"."""
        self.remark.setText(text)
        self._place_remark()

    def set_wrong(self, wrong: bool) -> None:
        """Show or take away the red edge."""
        set_property(self, "wrong", "true" if wrong else "false")

    def _on_text_changed(self, text: str) -> None:
        if not self._composing:
            self.settled.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a syllable is being composed."""
        self._composing = bool(event.preeditString())
        before = self.text()
        super().inputMethodEvent(event)
        if not self._composing and self.text() == before and event.commitString():
            self.settled.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish the syllable before Return is heard; leave the box on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._composing:
            QGuiApplication.inputMethod().commit()
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave nothing half-composed behind."""
        super().focusOutEvent(event)
        self._composing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the remark at the right end."""
        super().resizeEvent(event)
        self._place_remark()

    def _place_remark(self) -> None:
        self.remark.adjustSize()
        width = self.remark.width() if self.remark.text() else 0
        self.remark.setVisible(bool(width))
        self.remark.move(self.width() - width - theme.px(10), (self.height() - self.remark.height()) // 2)
        self.setTextMargins(0, 0, width + theme.px(6) if width else 0, 0)


class Select(QComboBox):
    """A drop-down choice by key.

    Attributes
    ----------
    chosen : Signal(str)
        A person chose the option with this key.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._on_activated)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Show these pairs of key and words; the choice stays where its key stays."""
        if [self.itemData(index) for index in range(self.count())] == [key for key, _ in options]:
            for index, (_, text) in enumerate(options):
                self.setItemText(index, text)  # an open list stays open
            return
        chosen = self.key()
        self.blockSignals(True)
        self.clear()
        for key, text in options:
            self.addItem(text, key)
        self.set_key(chosen)
        self.blockSignals(False)

    def key(self) -> str:
        """Return the key of the choice."""
        return str(self.currentData() or "")

    def set_key(self, key: str) -> None:
        """Choose without telling `chosen`; an unknown key leaves the choice as it is."""
        index = self.findData(key)
        if index >= 0:
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel: scrolling past must never change what was chosen."""
        event.ignore()

    def _on_activated(self) -> None:
        self.chosen.emit(self.key())


class NumberField(CalmWheel, QDoubleSpinBox):
    """A number with a fraction."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(6, 0, 0, 0)


class WholeNumberField(CalmWheel, QSpinBox):
    """A whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(6, 0, 0, 0)


class Switch(QAbstractButton):
    """An on/off switch with its words at the right."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)

    def sizeHint(self) -> QSize:
        """Return the track and the words."""
        words = self.fontMetrics().horizontalAdvance(self.text()) + theme.px(10) if self.text() else 0
        return QSize(theme.px(34) + 6 + words, max(theme.px(20) + 6, self.fontMetrics().height()))

    def changeEvent(self, event: QEvent) -> None:
        """Ask for other room when the letters grow."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw track, knob and words."""
        width, height = theme.px(34), theme.px(20)
        top = (self.height() - height) / 2
        role = "track" if not self.isEnabled() else "accent" if self.isChecked() else "faint"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(role))
            track = QRectF(3, top, width, height)
            painter.drawRoundedRect(track, height / 2, height / 2)
            knob = height - 6
            x = track.right() - knob - 3 if self.isChecked() else track.left() + 3
            painter.setBrush(theme.color("on_accent"))
            painter.drawEllipse(QRectF(x, top + 3, knob, knob))
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), height / 2 + 2, height / 2 + 2)
            painter.setPen(theme.color("ink" if self.isEnabled() else "faint"))
            words = QRectF(width + theme.px(10) + 3, 0, self.width() - width, self.height())
            painter.drawText(
                words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text()
            )
