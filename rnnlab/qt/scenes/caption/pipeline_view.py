"""The picture net on the stage: the picture, the maps behind every block, the features; arrows between them.

It paints what a content and a moment say and keeps no state of its own but what is under the pointer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rnnlab.core.captions.drawing import CANVAS
from rnnlab.qt.scenes.caption.pictures import (
    features_image,
    maps_image,
    paint_edge,
    paint_picture,
    picture_image,
    veil_image,
)
from rnnlab.qt.scenes.caption.pipeline_parts import box_rect, paint_arrows, paint_empty, paint_line
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks
from rnnlab.scene.captions.layout import PipelineLayout, pipeline_layout
from rnnlab.scene.captions.moment import Moment, stages_of
from rnnlab.scene.motion import clamp
from rnnlab.scene.position import Position

if TYPE_CHECKING:
    from rnnlab.core.captions.net import Attention, Look
    from rnnlab.core.captions.shape import CaptionShape

__all__ = ["MapPlace", "PipelineView"]

MapPlace = tuple[int, int]
"""A block and one of its maps, 0-based."""

FAINT = 0.16
_START = Moment(0.0, Position(0, 0, 0.0), -1, 0, 0.0)


class PipelineView(Speaks, QWidget):
    """From the picture to the feature vector.

    Attributes
    ----------
    map_chosen : Signal(object)
        A map was clicked, as (block, map); None lets it go.
    picture_clicked : Signal()
        The picture itself was clicked.
    """

    map_chosen = Signal(object)
    picture_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._shape: CaptionShape | None = None
        self._picture: QImage | None = None
        self._maps: list[list[QImage]] = []
        self._attention: Attention | None = None
        self._veils: dict[int, QImage] = {}
        self._moment = _START
        self._shows_attention = True
        self._has_picture_only = False
        self._preview: int | None = None
        self._chosen: MapPlace | None = None
        self._hovered: MapPlace | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 60)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(260))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("From the picture to its features"))
        self.update()

    # What is shown

    def set_look(self, look: Look | None) -> None:
        """Show what the picture net made of a picture."""
        self._look = look
        self._make_images()
        self.update()

    def set_shape(self, shape: CaptionShape | None) -> None:
        """Show the places of a net that has not looked at anything yet."""
        self._shape = shape
        self.update()

    def set_picture(self, image: QImage | None) -> None:
        """Show a picture that the net has not looked at yet."""
        self._picture = image
        self.update()

    def set_picture_only(self, *, shown: bool) -> None:
        """Show nothing but the picture, as large as the view, or all the stages."""
        if shown != self._has_picture_only:
            self._has_picture_only = shown
            self.update()

    def look(self) -> Look | None:
        """Return what is shown."""
        return self._look

    def set_attention(self, attention: Attention | None) -> None:
        """Show where the net looked for every word, once that is known."""
        self._attention = attention
        self._veils = {}
        self.update()

    def set_attention_shown(self, shown: bool) -> None:
        """Lay where the net looked over the picture, or leave the picture as it is."""
        self._shows_attention = shown
        self.update()

    def attention_word(self) -> int | None:
        """Return the word whose attention lies over the picture now, None if none does."""
        attention, word = self._attention, self._moment.word
        if self._preview is not None:
            word = self._preview
        elif attention is not None and self._moment.spoken >= len(attention.maps):
            return None  # all has been said: the picture itself
        if attention is None or not self._shows_attention or not 0 <= word < len(attention.maps):
            return None
        return word

    def set_preview(self, word: int | None) -> None:
        """Show where the net looked for a word that is pointed at; None goes back to the moment's."""
        if word != self._preview:
            self._preview = word
            self.update()

    def set_moment(self, moment: Moment) -> None:
        """Show another moment."""
        before, self._moment = self._moment, moment
        kept = (before.looked, before.word, before.spoken, before.speaking)
        if kept != (moment.looked, moment.word, moment.spoken, moment.speaking):
            self.update()

    def set_chosen(self, place: MapPlace | None) -> None:
        """Mark a map."""
        if place != self._chosen:
            self._chosen = place
            self.update()

    def chosen(self) -> MapPlace | None:
        """Return the marked map."""
        return self._chosen

    def _make_images(self) -> None:
        look = self._look
        self._veils, self._attention = {}, None
        if look is None:
            self._maps = []
            return
        self._picture = picture_image(look.picture)
        self._maps = [maps_image(block) for block in look.blocks]

    def _on_theme_changed(self) -> None:
        attention = self._attention
        self._make_images()
        self._attention = attention
        self.update()

    def plan(self) -> PipelineLayout | None:
        """Return where everything stands; None while there is nothing, or nothing but the picture."""
        if self._has_picture_only or self.width() < 40 or self.height() < 40:
            return None
        if self._look is not None:
            maps, features = tuple(len(block) for block in self._look.blocks), len(self._look.features)
        elif self._shape is not None:
            maps, features = self._shape.maps, self._shape.feature_size
        else:
            return None
        size = (float(self.width()), float(self.height()))
        return pipeline_layout(*size, maps, features, self._moment.looked, theme.scale)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint everything."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("card"))
            plan = self.plan()
            if plan is None:
                if self._has_picture_only:
                    self._paint_picture(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1))
                return
            paint_arrows(painter, plan, self._moment.looked)
            self._paint_picture(painter, box_rect(plan.picture))
            if self._look is None:
                paint_empty(painter, plan)
            else:
                for block in range(len(plan.blocks)):
                    self._paint_block(painter, plan, block)
                self._paint_features(painter, plan)
            self._paint_words(painter, plan)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        if self._picture is not None:
            paint_picture(painter, box, self._picture)
        word = self.attention_word()
        if word is not None and self._attention is not None:
            if word not in self._veils:
                self._veils[word] = veil_image(self._attention.maps[word])
            painter.setOpacity(1.0 if self._preview is not None else self._moment.speaking)
            paint_picture(painter, box, self._veils[word], smooth=True)
            painter.setOpacity(1.0)
        is_now = self._moment.looked < 1.0 or word is not None
        paint_edge(painter, box, "input" if is_now else "border_strong", 2.0 if is_now else 1.0)

    def _paint_block(self, painter: QPainter, plan: PipelineLayout, block: int) -> None:
        tiles, images = plan.blocks[block], self._maps[block]
        done = clamp(self._moment.looked - (block + 1)) * len(images)
        for number, image in enumerate(images):
            box = box_rect(tiles.tile(number))
            painter.setOpacity(max(clamp(done - number), FAINT))
            paint_picture(painter, box, image)
            painter.setOpacity(1.0)
            paint_edge(painter, box, "border")
            if (block, number) in (self._chosen, self._hovered):
                paint_edge(painter, box, "hidden" if (block, number) == self._chosen else "ink", 2.0)

    def _paint_features(self, painter: QPainter, plan: PipelineLayout) -> None:
        if self._look is None:
            return
        tiles = plan.features
        image = features_image(self._look.features, tiles.columns)
        rows = -(-tiles.count // tiles.columns)
        box = QRectF(tiles.box.x, tiles.box.y, tiles.columns * tiles.pitch, rows * tiles.pitch)
        done = clamp(self._moment.looked - (stages_of(len(plan.blocks)) - 1))
        painter.setOpacity(FAINT)
        paint_picture(painter, box, image)
        painter.setOpacity(1.0)
        painter.save()
        painter.setClipRect(QRectF(box.x(), box.y(), box.width(), box.height() * done))
        paint_picture(painter, box, image)
        painter.restore()
        paint_edge(painter, box, "hidden" if self._moment.speaking > 0 else "border_strong")

    def _paint_words(self, painter: QPainter, plan: PipelineLayout) -> None:
        if not plan.is_labelled:
            return
        headings, footings = self._headings(len(plan.blocks)), self._footings()
        looked = self._moment.looked
        for stage, width in enumerate(plan.widths):
            is_now = stage <= looked < stage + 1
            role = "hidden_text" if is_now and stage else "input_text" if is_now else "ink"
            for place, text, look in (
                (plan.headings[stage], headings[stage], (role, 12.5)),
                (plan.footings[stage], footings[stage], ("muted", 11.5)),
            ):
                paint_line(painter, place, text, width, look, self.width())

    def _headings(self, blocks: int) -> list[str]:
        named = [self.tr("Block {0}").format(number + 1) for number in range(blocks)]
        return [self.tr("Picture"), *named, self.tr("Features v")]

    def _footings(self) -> list[str]:
        is_veiled = self.attention_word() is not None
        first = self.tr("where it looked") if is_veiled else f"{CANVAS}×{CANVAS}×3"
        if self._look is not None:
            shapes = [block.shape for block in self._look.blocks]
            sizes = [f"{maps} × {rows}×{columns}" for maps, rows, columns in shapes]
            return [first, *sizes, str(len(self._look.features))]
        shape = self._shape
        if shape is None:
            return []
        sides = [(maps, shape.side(block)) for block, maps in enumerate(shape.maps)]
        return [first, *(f"{maps} × {side}×{side}" for maps, side in sides), str(shape.feature_size)]

    # Pointing

    def map_at(self, x: float, y: float) -> MapPlace | None:
        """Return the map at a point."""
        plan = self.plan()
        if plan is None:
            return None
        for block, tiles in enumerate(plan.blocks):
            number = tiles.at(x, y)
            if number is not None:
                return block, number
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the map under the pointer."""
        place = self.map_at(event.position().x(), event.position().y())
        if place != self._hovered:
            self._hovered = place
            pointing = Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor
            self.setCursor(pointing)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what is under the pointer."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a map, or let it go."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x, y = event.position().x(), event.position().y()
        plan = self.plan()
        if plan is not None and plan.picture.contains(x, y):
            self.picture_clicked.emit()
            return
        self._choose(self.map_at(x, y))

    def _choose(self, place: MapPlace | None) -> None:
        if place == self._chosen:
            place = None
        self.set_chosen(place)
        self.map_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from map to map: Page Up and Down between blocks, Up and Down within one; Escape lets go."""
        moves = {
            Qt.Key.Key_PageUp: (1, 0),
            Qt.Key.Key_PageDown: (-1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        move = moves.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._chosen is not None:
            self._choose(None)
        elif move is not None and self._maps:
            block, number = self._chosen or (0, -1 if move == (0, 1) else 0)
            block = min(max(block + move[0], 0), len(self._maps) - 1)
            number = min(max(number + move[1], 0), len(self._maps[block]) - 1)
            self.set_chosen((block, number))
            self.map_chosen.emit((block, number))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show tool tips."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.map_at(event.pos().x(), event.pos().y())
            if place is not None and self._look is not None:
                values = self._look.blocks[place[0]][place[1]]
                words = self.tr("Map {0} of block {1}: greatest value {2}. Click to see what excites it.")
                text = words.format(place[1] + 1, place[0] + 1, f"{float(values.max()):.2f}")
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return super().event(event)
