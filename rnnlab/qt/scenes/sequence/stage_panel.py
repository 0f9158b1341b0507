"""The stage with its heading: what it is, and what its colours mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.stage_view import StageView
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks, repaint_with_theme
from rnnlab.qt.widgets.labels import Label
from rnnlab.scene.content import Content
from rnnlab.scene.notation import MINUS
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.reading import read
from rnnlab.session.playback import Playback

__all__ = ["StageLegend", "StagePanel"]

# A lower stage needs the room of its heading.
_LOWEST = 260


class StageLegend(Speaks, QWidget):
    """Roles as dots with their words, and the scale of signed values; what does not fit is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence again."""
        self._items = (
            ("input", self.tr("input")),
            ("hidden", self.tr("hidden state")),
            ("output", self.tr("output")),
        )
        scale = self.tr("Orange is negative, green is positive, white is zero.")
        self.setToolTip(scale)
        self.setAccessibleName(", ".join(words for _, words in self._items) + ". " + scale)
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the room for the scale alone."""
        return QSize(self._ramp_width(), theme.px(20))

    def sizeHint(self) -> QSize:
        """Return the room for everything."""
        return QSize(sum(self._item_widths()) + self._ramp_width(), theme.px(20))

    def _ramp_width(self) -> int:
        return theme.px(96)

    def _item_widths(self) -> list[int]:
        metrics = self._metrics()
        return [metrics.horizontalAdvance(words) + theme.px(30) for _, words in self._items]

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint from the right: the scale, then as many roles as fit."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(12))
            middle = self.height() / 2
            self._paint_ramp(painter, self.width() - self._ramp_width(), middle)
            widths = self._item_widths()
            if sum(widths) > self.width() - self._ramp_width():
                return
            x = float(self.width() - self._ramp_width() - sum(widths))
            for (role, words), width in zip(self._items, widths, strict=True):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(role))
                edge = theme.px(9)
                painter.drawRoundedRect(QRectF(x, middle - edge / 2, edge, edge), 2.5, 2.5)
                painter.setPen(theme.color("muted"))
                box = QRectF(x + theme.px(14), 0, width, self.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
                x += width

    def _paint_ramp(self, painter: QPainter, x: float, middle: float) -> None:
        """Paint the scale from − to +."""
        table = theme.diverging_table()
        sign, height = theme.px(14), theme.px(9)
        bar = QRectF(x + sign, middle - height / 2, self._ramp_width() - 2 * sign, height)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for place in (0, 64, 128, 192, 255):
            red, green, blue = (int(channel) for channel in table[place])
            gradient.setColorAt(place / 255, QColor(red, green, blue))
        painter.setPen(theme.color("border_strong"))
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(theme.color("muted"))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(x, 0, sign, self.height()), centre, MINUS)
        painter.drawText(QRectF(bar.right(), 0, sign, self.height()), centre, "+")


class StagePanel(Speaks, QWidget):
    """Heading, stage and legend; tells the playback how long the sequence is.

    Parameters
    ----------
    player
        The playback whose moment is shown.
    heading
        Whether title and legend stand above; else the legend may be put elsewhere.

    Attributes
    ----------
    view : StageView
        The stage itself.
    legend : StageLegend
        What the colours mean.
    """

    def __init__(self, player: Playback, parent: QWidget | None = None, *, heading: bool = True) -> None:
        super().__init__(parent)
        self._player, self._heading = player, heading
        self.view = StageView()
        self._remark = ""
        self.title = Label("", "title", self)
        self.subtitle = Label("", "hint", self)
        self.legend = StageLegend()
        header = QHBoxLayout()
        header.setSpacing(theme.px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        if heading:
            header.addWidget(self.title)
            header.addWidget(self.subtitle)
            header.addWidget(self.legend, 1)
            column.addLayout(header)
        else:
            self.title.hide()
            self.subtitle.hide()
        column.addWidget(self.view, 1)
        self.view.step_requested.connect(self._on_view_step_requested)
        player.position_changed.connect(self.set_position)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence again."""
        self.title.setText(self.tr("Unrolled graph"))
        self.set_remark(self._remark)

    def set_remark(self, text: str) -> None:
        """Say something about this net beside the title; an empty text says what holds for every net."""
        self._remark = text
        self.subtitle.setText(text or self.tr("Every time step uses the same W"))
        self._make_room()

    def set_content(self, content: Content | None) -> None:
        """Show another content, and play along it."""
        if content is None:
            self.view.set_content(None)
            self._player.set_timeline(0, 1)
            return
        phases = read(content).phases
        self.view.set_content(content)
        self._player.set_timeline(content.steps, len(phases), [phase.duration for phase in phases])

    def set_position(self, position: Position) -> None:
        """Show another moment."""
        self.view.set_position(position)

    def _on_view_step_requested(self, t: int) -> None:
        self._player.pause()
        self._player.seek(t, glide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the remark, and on a very low stage the whole heading, where there is no room."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        if not self._heading:
            return
        gaps = 3 * theme.px(12)
        whole = self.title.sizeHint().width() + self.subtitle.sizeHint().width() + gaps
        high = self.height() >= theme.px(_LOWEST)
        self.title.setVisible(high)
        self.legend.setVisible(high)
        self.subtitle.setVisible(high and whole + self.legend.minimumSizeHint().width() <= self.width())
