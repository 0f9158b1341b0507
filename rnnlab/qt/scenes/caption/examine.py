"""Test: what the net says of pictures it never learnt from, and how many of them are right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.core.captions.words import NO_WORD
from rnnlab.qt.scenes.caption.gallery_view import Exhibit, GalleryArea
from rnnlab.qt.scenes.caption.pictures import picture_image
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, SegmentedControl, Speaks
from rnnlab.scene.captions.wording import Wording, wording
from rnnlab.session.captions.gallery import CaptionGallery
from rnnlab.session.captions.session import CaptionSession

__all__ = ["TestPage"]


class TestPage(Speaks, QWidget):
    """A sum, a filter, the gallery.

    Attributes
    ----------
    example_chosen : Signal(int)
        A picture shall be watched, by its place in the examination.
    """

    example_chosen = Signal(int)
    __test__ = False

    def __init__(
        self, session: CaptionSession, gallery: CaptionGallery, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._gallery = session, gallery
        self._exhibits: list[Exhibit] = []
        self.sum = Label("", "value")
        self.remark = Label("", "hint", wrap=True)
        self.filter = SegmentedControl()
        self.area = GalleryArea()
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(self.sum, 1)
        top.addWidget(self.filter)
        self.sum.setMinimumWidth(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(top)
        column.addWidget(self.remark)
        column.addWidget(self.area, 1)
        self.filter.changed.connect(self._on_filter_changed)
        self.area.view.chosen.connect(self.example_chosen)
        gallery.examination_changed.connect(self.show_examination)
        session.source_changed.connect(self.show_examination)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(600))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.filter.set_options(
            [("all", self.tr("All")), ("wrong", self.tr("Wrong")), ("right", self.tr("Right"))]
        )
        self.show_examination()

    def showEvent(self, event: object) -> None:
        """Show what has come meanwhile."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.show_examination()

    def show_examination(self) -> None:
        """Show what the net says of every picture."""
        source, examination = self._session.source, self._gallery.examination
        if not self.isVisible():
            return
        if source is None or not len(source.examination):
            self._exhibits = []
            self.sum.setText(self.tr("There are no pictures to test with."))
            self.remark.setText("")
            self._show_filtered()
            return
        examples, words = source.examination, source.words
        fits = examination is not None and len(examination.said) == len(examples)
        made: list[Exhibit] = []
        for row in range(len(examples)):
            wanted = words.decode(examples.captions[row].tolist())
            said: Wording | None = None
            if examination is not None and fits:
                indices = [int(index) for index in examination.said[row] if index != NO_WORD]
                said = wording(words.decode(indices), wanted)
            kept = self._exhibits[row] if row < len(self._exhibits) else None
            image = (
                picture_image(examples.pictures[row]) if kept is None or kept.wanted != wanted else kept.image
            )
            made.append(Exhibit(row, image, wanted, said))
        self._exhibits = made
        self._show_sum()
        self._show_filtered()

    def _show_sum(self) -> None:
        examination = self._gallery.examination
        if examination is None:
            self.sum.setText(self.tr("The net is looking at the pictures …"))
        else:
            text = self.tr("{0} of {1} right word for word ({2})")
            share = f"{examination.share:.1%}"
            self.sum.setText(text.format(examination.right, examination.total, share))
        settings = self._session.settings
        if examination is not None and examination.step == 0:
            self.remark.setText(self.tr("Not trained yet. Press “Train” and watch the pictures turn green."))
        elif settings.source == "drawn" and settings.most_shapes == 1:
            self.remark.setText(
                self.tr("New pictures of the shapes that training shows. Click one to watch it.")
            )
        elif settings.source == "drawn":
            self.remark.setText(
                self.tr(
                    "In each is a combination of colours, shapes and place that training never shows. "
                    "Click one to watch it."
                )
            )
        else:
            self.remark.setText(
                self.tr("Your pictures that were kept back from training. Click one to watch it.")
            )

    def _show_filtered(self) -> None:
        wish = {"all": None, "wrong": False, "right": True}[self.filter.key() or "all"]
        shown = [
            exhibit
            for exhibit in self._exhibits
            if wish is None or (exhibit.wording is not None and exhibit.wording.all_right is wish)
        ]
        self.area.view.set_exhibits(shown)

    def _on_filter_changed(self) -> None:
        self._show_filtered()
        self.area.verticalScrollBar().setValue(0)
