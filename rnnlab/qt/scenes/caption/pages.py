"""The views of the Captions scene, one behind the other, each with its inspector."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.caption.confusion import ConfusionPanel
from rnnlab.qt.scenes.caption.decoder_inspector import DecoderInspector
from rnnlab.qt.scenes.caption.diary import DiaryPage
from rnnlab.qt.scenes.caption.draw import DrawPage
from rnnlab.qt.scenes.caption.examine import TestPage
from rnnlab.qt.scenes.caption.map_panel import MapPanel
from rnnlab.qt.scenes.caption.watch import WatchPage
from rnnlab.qt.widgets import scrolled
from rnnlab.session.captions.gallery import CaptionGallery
from rnnlab.session.captions.session import CaptionSession
from rnnlab.session.playback import Playback

__all__ = ["PAGES", "Pages"]

PAGES = ("watch", "draw", "test", "diary")


class Pages(QObject):
    """What stands in the centre and at the right.

    Attributes
    ----------
    changed : Signal(str)
        Another page is in front.
    """

    changed = Signal(str)

    def __init__(
        self,
        session: CaptionSession,
        gallery: CaptionGallery,
        player: Playback,
        context: SceneContext,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.watch = WatchPage(session, player)
        self.draw = DrawPage(session, context)
        self.test = TestPage(session, gallery)
        self.diary = DiaryPage(session)
        self.stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {
            "watch": self.watch,
            "draw": self.draw,
            "test": self.test,
            "diary": self.diary,
        }
        for page in self._pages.values():
            self.stack.addWidget(scrolled(page) if page is self.watch else page)
        self.decoder = DecoderInspector()
        self.map = MapPanel(session)
        self.confusion = ConfusionPanel(gallery)
        self.inspectors: tuple[QWidget, ...] = (
            self.decoder,
            self.map,
            self.confusion,
            self.diary.elsewhere,
        )
        self._key = PAGES[0]
        session.view.picture_changed.connect(self.show_inspector)
        session.view.diary_changed.connect(self.show_inspector)
        self.show_inspector()

    def key(self) -> str:
        """Return the page in front."""
        return self._key

    def page(self) -> QWidget:
        """Return the page in front itself."""
        return self._pages[self._key]

    def go(self, key: str) -> None:
        """Bring a page to the front."""
        if key in self._pages and key != self._key:
            self._key = key
            self.stack.setCurrentIndex(PAGES.index(key))
            self.show_inspector()
            self.changed.emit(key)

    def show_inspector(self) -> None:
        """Show the inspector that belongs to the page: the decoder's, a map's, the test's or none."""
        wanted: QWidget = self.decoder
        if self._key == "test":
            wanted = self.confusion
        elif self._key == "diary" and not self.diary.is_of_picture_shown():
            wanted = self.diary.elsewhere
        elif self._key == "watch" and self.watch.pipeline.chosen() is not None:
            wanted = self.map
        for inspector in self.inspectors:
            inspector.setVisible(inspector is wanted)
