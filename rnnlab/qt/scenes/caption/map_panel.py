"""One feature map, large, and what excites it: the pieces of test pictures at which it is greatest."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.scenes.caption.pictures import paint_edge, paint_picture, picture_image, values_image
from rnnlab.qt.scenes.caption.pipeline_view import MapPlace
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, Speaks
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.session.captions.session import CaptionSession

__all__ = ["MapPanel", "Pieces"]

COLUMNS = 3


class _Map(QWidget):
    """A map as large as the column is wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(width, theme.px(230))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(200))

    def set_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if self._image is None:
            return
        side = min(self.width(), self.height()) - 2
        box = QRectF((self.width() - side) / 2, 1, side, side)
        with QPainter(self) as painter:
            paint_picture(painter, box, self._image)
            paint_edge(painter, box)


class Pieces(QWidget):
    """Pieces of pictures in rows of three, with the map's value at each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: list[tuple[QImage, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)

    def _rows(self) -> int:
        return -(-len(self._pieces) // COLUMNS)

    def set_pieces(self, pieces: list[tuple[QImage, float]]) -> None:
        """Show pieces, each with a value."""
        self._pieces = pieces
        self._take_room()
        self.update()

    def _take_room(self) -> None:
        self.setFixedHeight(max(round(self._rows() * self._pitch(self.width())[1]), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow with the width."""
        super().resizeEvent(event)
        self._take_room()

    def count(self) -> int:
        """Return how many are shown."""
        return len(self._pieces)

    def _pitch(self, width: float) -> tuple[float, float]:
        across = width / COLUMNS
        return across, across + QFontMetricsF(theme.font(11)).height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint pieces and values."""
        across, down = self._pitch(self.width())
        with QPainter(self) as painter:
            painter.setFont(theme.font(11))
            for number, (image, value) in enumerate(self._pieces):
                row, column = divmod(number, COLUMNS)
                room = QRectF(column * across, row * down, across, across).adjusted(3, 3, -3, -3)
                longer = max(image.width(), image.height())
                width, height = room.width() * image.width() / longer, room.height() * image.height() / longer
                box = QRectF(0, 0, width, height)
                box.moveCenter(room.center())
                paint_picture(painter, box, image)
                paint_edge(painter, box)
                painter.setPen(theme.color("muted"))
                below = QRectF(room.x(), room.bottom(), room.width(), down - across + 3)
                painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), f"{value:.2f}")


class MapPanel(Speaks, QWidget):
    """The inspector of a map.

    Attributes
    ----------
    closed : Signal()
        A person has seen enough.
    """

    closed = Signal()

    def __init__(self, session: CaptionSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place: MapPlace | None = None
        self._heading = Label("", "title")
        self.close_button = IconButton("cross")
        self.map = _Map()
        self.words = Label("", "hint", wrap=True)
        self._pieces_name = Label("", "section", wrap=True)
        self.pieces = Pieces()
        self.remark = Label("", "hint", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(top)
        for widget in (self.map, self.words, self._pieces_name, self.pieces, self.remark):
            column.addWidget(widget)
        column.addStretch(1)
        self.close_button.clicked.connect(self.closed)
        session.view.content_changed.connect(self.show_map)
        session.view.evidence_changed.connect(self.show_map)
        theme.theme_changed.connect(self.show_map)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.close_button.set_hint(self.tr("Back to the decoder"))
        self._pieces_name.setText(self.tr("What excites it"))
        self.show_map()

    def set_place(self, place: MapPlace | None) -> None:
        """Show a map; None shows nothing."""
        self._place = place
        self.show_map()

    def show_map(self) -> None:
        """Show the map's values and what excites it, as far as that is known."""
        content, place = self._session.view.content, self._place
        if content is None or place is None or place[0] >= len(content.look.blocks):
            return
        block = content.look.blocks[place[0]]
        if place[1] >= len(block):
            return
        values = block[place[1]]
        self._heading.setText(self.tr("Map {0} of block {1}").format(place[1] + 1, place[0] + 1))
        self.map.set_image(values_image(values, float(abs(block).max(initial=0.0))))
        text = self.tr("{0}×{0} values from 0 to {1}; green is where the map answers to the picture shown.")
        self.words.setText(text.format(values.shape[0], f"{float(values.max()):.2f}"))
        if self.isVisible():
            self._session.view.ask_evidence(*place)
        self._show_pieces(place)

    def showEvent(self, event: object) -> None:
        """Ask what excites the map."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.show_map()

    def _show_pieces(self, place: MapPlace) -> None:
        evidence = self._session.view.evidence.get(place)
        if evidence is None:
            self.pieces.set_pieces([])
            self.remark.setText(self.tr("Searching the test pictures …"))
            return
        pieces = [(picture_image(evidence.cut(piece)), piece.value) for piece in evidence.pieces]
        self.pieces.set_pieces(pieces)
        if pieces:
            self.remark.setText(
                self.tr(
                    "The pieces of {0} test pictures at which this map is greatest: "
                    "exactly what one of its units sees."
                ).format(len(evidence.pictures))
            )
        else:
            self.remark.setText(self.tr("Nothing excites this map: it is 0 on all test pictures."))
