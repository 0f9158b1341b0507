"""Cards: rounded surfaces on the paper; and panels, cards that scroll when the window is low."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.labels import Label, Line

__all__ = ["Card", "Panel", "SoftCard", "scrolled"]


class Card(QFrame):
    """A rounded surface with a border; put contents into `body`.

    `header` holds `title` (hidden while empty), `subtitle` and whatever is added at its right end.
    """

    def __init__(self, parent: QWidget | None = None, *, margin: int = 16, spacing: int = 10) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._margin, self._spacing = margin, spacing
        self._side_margin: int | None = None
        self._squeezed = False
        self.title = Label("", "title")
        self.subtitle = Label("", "hint")
        self.header = QHBoxLayout()
        self.header.addWidget(self.title)
        self.header.addWidget(self.subtitle)
        self.header.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.addLayout(self.header)
        self.title.hide()
        self.subtitle.hide()
        self._measure()
        theme.theme_changed.connect(self._measure)

    def set_title(self, text: str, subtitle: str = "") -> None:
        """Show a title, and beside it a quiet remark."""
        self.title.setText(text)
        self.title.setVisible(bool(text))
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def set_side_margin(self, pixels: int) -> None:
        """Keep this much room at the left and the right, in logical pixels; above and below it stays."""
        if pixels != self._side_margin:
            self._side_margin = pixels
            self._measure()

    def squeeze(self, squeezed: bool) -> None:
        """Halve the room above and below, where a window is low, or give it back."""
        if squeezed != self._squeezed:
            self._squeezed = squeezed
            self._measure()

    def _measure(self) -> None:
        margin = theme.px(self._margin)
        side = margin if self._side_margin is None else self._side_margin
        above = margin // 2 if self._squeezed else margin
        self.body.setContentsMargins(side, above, side, above)
        self.body.setSpacing(theme.px(self._spacing))
        self.header.setSpacing(theme.px(12))


class SoftCard(QFrame):
    """A quiet surface inside a card, in a role's soft colour (``hidden``, ``input``, ``subtle``)."""

    def __init__(self, role: str = "subtle", parent: QWidget | None = None, *, margin: int = 14) -> None:
        super().__init__(parent)
        self.setProperty("soft", role)
        self._margin = margin
        self.body = QVBoxLayout(self)
        self._measure()
        theme.theme_changed.connect(self._measure)

    def _measure(self) -> None:
        margin = theme.px(self._margin)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(theme.px(8))


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget in an area that scrolls it vertically, never horizontally, and is not to be seen."""
    widget.setProperty("panelBody", "true")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


class Panel(QFrame):
    """A card for a column at the side: its `body` scrolls vertically, never horizontally.

    `footer` stays below the scrolled part (a button that must always be in reach).
    """

    def __init__(self, parent: QWidget | None = None, *, margin: int = 16, spacing: int = 10) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._margin, self._spacing = margin, spacing
        self.contents = QWidget()
        self.contents.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self.contents)
        self.scroller = scrolled(self.contents)
        self.footer = QVBoxLayout()
        self._edge = Line()
        self._edge.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.setSpacing(0)
        self._column.addWidget(self.scroller, 1)
        self._column.addWidget(self._edge)
        self._column.addLayout(self.footer)
        self.scroller.verticalScrollBar().rangeChanged.connect(self._measure)
        self.scroller.viewport().installEventFilter(self)
        theme.theme_changed.connect(self._measure)
        self._measure()

    def add_footer(self, widget: QWidget) -> None:
        """Put a widget below the scrolled part."""
        self.footer.addWidget(widget)
        self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the contents as wide as the view, however wide their longest word is."""
        if event.type() == QEvent.Type.Resize:
            self.contents.setMaximumWidth(self.scroller.viewport().width())
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        margin = theme.px(self._margin) - 2
        bar = self.scroller.verticalScrollBar()
        scrolls = bar.maximum() > bar.minimum()
        # The scroll bar stands in the margin, so that nothing moves when it comes.
        right = max(0, margin - bar.sizeHint().width()) if scrolls else margin
        self.body.setContentsMargins(margin, margin, right, margin)
        self.body.setSpacing(theme.px(self._spacing))
        footed = self.footer.count() > 0
        self.footer.setContentsMargins(margin, theme.px(10) if footed else 0, margin, margin if footed else 0)
        self._edge.setVisible(footed and scrolls)
