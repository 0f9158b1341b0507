"""One out of several: segments for two to four short words, chips for more, tabs for the scenes.

All are rows of checkable buttons in an exclusive group, so that the keyboard (Tab, then arrows) and screen
readers know them without our help; only the moving thumb behind the segments is painted by us.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QRect, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QPushButton, QSizePolicy, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import repaint_with_theme, set_property
from rnnlab.qt.widgets.flow import FlowLayout

__all__ = ["ChoiceChips", "ChoiceRow", "SegmentedControl", "TabRow"]


class _ChoiceButton(QPushButton):
    """A button always as wide as its words are in bold, so that choosing moves nothing."""

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        self.ensurePolished()
        font = self.font()
        font.setWeight(font.Weight.Normal)
        plain = QFontMetrics(font).horizontalAdvance(self.text())
        font.setWeight(font.Weight.Bold)
        bold = QFontMetrics(font).horizontalAdvance(self.text())
        return QSize(size.width() + max(0, bold - plain), size.height())


class ChoiceRow(QWidget):
    """Base of the rows below.

    Attributes
    ----------
    changed : Signal(str)
        A person chose the option with this key. Choosing by `set_key` is silent.
    """

    changed = Signal(str)
    kind = "chip"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self._row = self._make_layout()
        self._group.buttonClicked.connect(self._on_button_clicked)

    def _make_layout(self) -> QLayout:
        return FlowLayout(self)

    def set_options(self, options: Sequence[tuple[str, str]], hints: Sequence[str] = ()) -> None:
        """Show these options; where the keys stay the same only their words change.

        Parameters
        ----------
        options
            Pairs of key and words.
        hints
            Tool tips, in the same order.
        """
        if list(self._buttons) != [key for key, _ in options]:
            self._rebuild([key for key, _ in options])
        for key, text in options:
            self._buttons[key].setText(text.replace("&", "&&"))
        for (key, _), hint in zip(options, hints, strict=False):
            self._buttons[key].setToolTip(hint)
        self._row.invalidate()
        self.updateGeometry()

    def _rebuild(self, keys: list[str]) -> None:
        chosen = self.key()
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for key in keys:
            button = _ChoiceButton(self)
            button.setCheckable(True)
            button.setProperty("kind", self.kind)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[key] = button
            button.show()
        if keys:
            self._buttons[chosen if chosen in self._buttons else keys[0]].setChecked(True)

    def key(self) -> str:
        """Return the key of the chosen option, or an empty one if there are no options."""
        checked = self._group.checkedButton()
        return next((key for key, button in self._buttons.items() if button is checked), "")

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all options."""
        return tuple(self._buttons)

    def set_key(self, key: str) -> None:
        """Choose without telling `changed`; a key that is not offered is ignored."""
        button = self._buttons.get(key)
        if button is not None:
            button.setChecked(True)
            self._chosen_moved()

    def clear(self) -> None:
        """Choose none of the options, without telling `changed`."""
        button = self._group.checkedButton()
        if button is not None:
            self._group.setExclusive(False)
            button.setChecked(False)
            self._group.setExclusive(True)

    def button(self, key: str) -> QPushButton:
        """Return the button of an option."""
        return self._buttons[key]

    def _chosen_moved(self) -> None:
        """Let a subclass follow."""

    def _on_button_clicked(self) -> None:
        self._chosen_moved()
        self.changed.emit(self.key())


class ChoiceChips(ChoiceRow):
    """Chips that break into rows: the cells, the presets."""

    kind = "chip"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class TabRow(ChoiceRow):
    """The pill-shaped tabs of the scenes."""

    kind = "tab"

    def _make_layout(self) -> QLayout:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        return row

    @property
    def gap(self) -> int:
        """Pixels between two tabs."""
        return self._row.spacing()

    def set_narrow(self, narrow: bool) -> None:
        """Take less room at the sides of the words, or the usual one."""
        self._row.setSpacing(0 if narrow else 4)
        for button in self._buttons.values():
            set_property(button, "narrow", narrow)


class SegmentedControl(ChoiceRow):
    """Two to four segments with a thumb that slides to the chosen one.

    They are equally wide; where that is too narrow for the longest word, each is as wide as its own needs.

    Parameters
    ----------
    by_words
        Whether a segment is as wide as its words ask for; else all are equally wide.
    """

    kind = "segment"

    def __init__(self, parent: QWidget | None = None, *, by_words: bool = False) -> None:
        self._thumb = QRectF()
        self._by_words = by_words
        self._slide: QVariantAnimation | None = None
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)

    def _make_layout(self) -> QLayout:
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        return row

    def _rebuild(self, keys: list[str]) -> None:
        super()._rebuild(keys)
        row = self._row
        assert isinstance(row, QHBoxLayout)
        for index, button in enumerate(self._buttons.values()):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(20)
            row.setStretch(index, 1)

    def sizeHint(self) -> QSize:
        """Return room for the longest word in every segment."""
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=20)
        height = max((button.sizeHint().height() for button in self._buttons.values()), default=28)
        return QSize(widest * max(1, len(self._buttons)) + 6, height + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the thumb behind its segment at once."""
        super().resizeEvent(event)
        self._share_out()
        self._row.activate()
        self._stop_slide()
        self._thumb = QRectF(self._goal())

    def set_options(self, options: Sequence[tuple[str, str]], hints: Sequence[str] = ()) -> None:
        """Show these options; see `ChoiceRow`."""
        super().set_options(options, hints)
        self._share_out()

    def _share_out(self) -> None:
        """Give every segment the same width, or where that is too little as much as its word needs."""
        row, buttons = self._row, list(self._buttons.values())
        assert isinstance(row, QHBoxLayout)
        for narrow in (False, True):
            for button in buttons:
                set_property(button, "narrow", narrow)
            if self.width() >= self.sizeHint().width():
                break
        equal = not self._by_words and self.width() >= self.sizeHint().width()
        for index, button in enumerate(buttons):
            row.setStretch(index, 1 if equal else button.sizeHint().width())

    def _goal(self) -> QRect:
        checked = self._group.checkedButton()
        return checked.geometry() if checked is not None else QRect()

    def _chosen_moved(self) -> None:
        self._stop_slide()
        goal = QRectF(self._goal())
        if not (theme.motion and self.isVisible()):
            self._thumb = goal
            self.update()
            return
        slide = QVariantAnimation(self)
        slide.setStartValue(self._thumb)
        slide.setEndValue(goal)
        slide.setDuration(140)
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.valueChanged.connect(self._on_slide_moved)
        slide.start(QVariantAnimation.DeletionPolicy.KeepWhenStopped)
        self._slide = slide

    def _on_slide_moved(self, thumb: QRectF) -> None:
        self._thumb = thumb
        self.update()

    def _stop_slide(self) -> None:
        if self._slide is not None:
            self._slide.stop()
            self._slide.deleteLater()
            self._slide = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the trough and the thumb; the words are the buttons'."""
        if self._slide is None or self._slide.state() == QVariantAnimation.State.Stopped:
            self._thumb = QRectF(self._goal())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("subtle" if not theme.dark else "field"))
            painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
            painter.setPen(theme.color("border" if not theme.dark else "border_strong"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
            if self.isEnabled():
                painter.setBrush(theme.color("card" if not theme.dark else "hover"))
                painter.setPen(theme.color("border_strong"))
                painter.drawRoundedRect(self._thumb.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
