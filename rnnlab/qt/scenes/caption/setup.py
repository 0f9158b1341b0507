"""The settings of the Captions scene: what the pictures show, the decoder, and behind a fold the rest.

Every widget shows the session's settings and changes them by ``session.change``. What cannot be taken is said
below, and the settings in force stay.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnlab.core.cells import catalogue
from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.caption.folder_box import FolderBox
from rnnlab.qt.scenes.caption.setup_more import MoreSettings
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Choice,
    ChoiceMenu,
    Label,
    LabelledSlider,
    Notice,
    SegmentedControl,
    Speaks,
)
from rnnlab.session.captions.session import CaptionSession

__all__ = ["CaptionSetup"]

HIDDEN_STOPS = (8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)
OWN_FIELDS = ("cell", "hidden_size", "handover", "language", "most_shapes")


class CaptionSetup(Speaks, QWidget):
    """What is learnt from which pictures, by which decoder."""

    def __init__(self, session: CaptionSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._dragged = False
        self._heading = Label("", "title")
        self.source = SegmentedControl()
        self.hint = Label("", "hint", wrap=True)
        self._shapes_name, self.shapes = Label("", "section"), SegmentedControl()
        self._language_name, self.language = Label("", "section"), SegmentedControl()
        self.folder = FolderBox(session, context)
        self._cell_name, self.cell = Label("", "section"), ChoiceMenu()
        self.hidden_size = LabelledSlider(HIDDEN_STOPS, limits=(4, 512), whole=True, role="hidden")
        self._handover_name, self.handover = Label("", "section"), SegmentedControl()
        self.handover_hint = Label("", "hint", wrap=True)
        self.notice = Notice()
        self.more = MoreSettings(session, context)
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self._heading, self.source, self._shapes_name, self.shapes, self.hint, self.folder),
            (self._language_name, self.language),
            (self._cell_name, self.cell, self.hidden_size),
            (self._handover_name, self.handover, self.handover_hint),
            (self.notice, self.more),
        )
        for number, group in enumerate(groups):
            column.addSpacing(theme.px(3) if number else 0)
            for widget in group:
                column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        self.source.changed.connect(self._on_source_changed)
        self.shapes.changed.connect(self._on_shapes_changed)
        self.language.changed.connect(partial(self._on_choice_changed, "language"))
        self.cell.changed.connect(partial(self._on_choice_changed, "cell"))
        self.handover.changed.connect(partial(self._on_choice_changed, "handover"))
        self.hidden_size.changed.connect(self._on_hidden_size_changed)
        self.hidden_size.committed.connect(self._on_hidden_size_committed)
        self._session.settings_changed.connect(self.show_settings)
        self._session.problems_changed.connect(self.show_problems)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._heading.setText(self.tr("Pictures"))
        self.source.set_options(
            [("drawn", self.tr("Drawn")), ("folder", self.tr("My own"))],
            [
                self.tr("Scenes of a few shapes, drawn anew for every training step"),
                self.tr("Pictures and captions from a folder"),
            ],
        )
        self._shapes_name.setText(self.tr("Shapes in a picture"))
        self.shapes.set_options([("1", "1"), ("2", "1–2"), ("3", "1–3")])
        self._language_name.setText(self.tr("Captions in"))
        self.language.set_options([("ko", "한국어"), ("en", "English")])
        self._cell_name.setText(self.tr("Cell of the decoder"))
        self.hidden_size.set_name(
            self.tr("Hidden size H"), self.tr("How many numbers the decoder carries from word to word")
        )
        self._handover_name.setText(self.tr("Features enter"))
        self.handover.set_options([("every", self.tr("every step")), ("first", self.tr("first step"))])
        self._show_cells()
        self.show_settings()
        self.show_problems()

    def _show_cells(self) -> None:
        groups: list[list[Choice]] = []
        for names in catalogue.groups():
            groups.append([])
            for name in names:
                with suppress(Problem):  # its file was changed a moment ago
                    cell = catalogue.load(name)
                    groups[-1].append(
                        Choice(name, *(t.text(language.current) for t in (cell.title, cell.look_at)))
                    )
        self.cell.set_groups(groups)

    def show_settings(self) -> None:
        """Show the settings in force."""
        settings = self._session.settings
        self.source.set_key(settings.source)
        self._show_source(settings.source)
        self.shapes.set_key(str(settings.most_shapes))
        if settings.most_shapes > 1:
            hint = self.tr("By lot, no two pictures alike. Some combinations are kept for the test.")
        else:
            hint = self.tr("By lot, no two pictures alike. One shape alone has no combinations to keep.")
        self.hint.setText(hint)
        self.language.set_key(settings.language)
        self.cell.set_key(settings.cell)
        self.hidden_size.set_value(settings.hidden_size)
        self.handover.set_key(settings.handover)
        hints = {
            "every": self.tr("x = [word; features]: what it sees stays before its eyes."),
            "first": self.tr("The features come before <START> in the place of a word (Show and Tell)."),
        }
        self.handover_hint.setText(hints[settings.handover])
        self.more.show_settings()

    def _show_source(self, source: str) -> None:
        is_drawn = source == "drawn"
        for widget in (self._shapes_name, self.shapes, self.hint, self._language_name, self.language):
            widget.setVisible(is_drawn)
        self.folder.setVisible(not is_drawn)

    def show_problems(self) -> None:
        """Say what is wrong with one of these settings."""
        problems = self._session.problems
        problem = next((problems[name] for name in OWN_FIELDS if name in problems), None)
        if problem is None:
            self.notice.clear()
        else:
            self.notice.show_text(self._context.sentence(problem))
        self.more.show_problems()

    def _on_source_changed(self, source: str) -> None:
        self._show_source(source)
        self._session.change(source=source)  # without a folder it says that one is wanted

    def _on_shapes_changed(self, key: str) -> None:
        self._session.change(most_shapes=int(key))

    def _on_choice_changed(self, name: str, key: str) -> None:
        changed: dict[str, Any] = {name: key}
        self._session.change(**changed)

    def _on_hidden_size_changed(self, value: float) -> None:
        self._session.change(merge=self._dragged, hidden_size=int(value))
        self._dragged = True

    def _on_hidden_size_committed(self) -> None:
        self._dragged = False
