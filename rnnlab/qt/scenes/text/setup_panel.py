"""The settings of the Text scene: the text, how long to learn, the net; behind a fold the rarer ones."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.core.cells import catalogue
from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.text.corpus_box import CorpusBox
from rnnlab.qt.scenes.text.setup_more import MoreTextSettings
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Choice,
    ChoiceChips,
    ChoiceMenu,
    Label,
    LabelledSlider,
    Notice,
    SegmentedControl,
    Speaks,
)
from rnnlab.session.text import TextPreset, TextSession, text_presets

__all__ = ["TextSetup"]

HIDDEN_STOPS = (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)


class TextSetup(Speaks, QWidget):
    """What is learnt, and by which net.

    Attributes
    ----------
    preset_wanted : Signal(object)
        A person wants the sizes of this `TextPreset`.
    """

    preset_wanted = Signal(object)

    def __init__(self, session: TextSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._dragged = False
        self.corpus = CorpusBox(session, context)
        self._presets_name, self.presets = Label("", "title"), ChoiceChips()
        self.preset_sentence = Label("", "hint", wrap=True)
        self._cell_name, self.cell = Label("", "section"), ChoiceMenu(3)
        self._layers_name, self.layers = Label("", "section"), SegmentedControl()
        self.layers.set_options([(str(n), str(n)) for n in (1, 2, 3)])
        self.hidden_size = LabelledSlider(HIDDEN_STOPS, limits=(4, 1024), whole=True, role="hidden")
        self.notice = Notice()
        self.more = MoreTextSettings(session, context)
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.corpus)
        column.addSpacing(theme.px(8))
        column.addWidget(self._presets_name)
        column.addWidget(self.presets)
        column.addWidget(self.preset_sentence)
        column.addSpacing(theme.px(4))
        column.addWidget(self._cell_name)
        column.addWidget(self.cell)
        layers = QHBoxLayout()
        layers.addWidget(self._layers_name, 1)
        layers.addWidget(self.layers, 1)
        column.addLayout(layers)
        column.addWidget(self.hidden_size)
        column.addWidget(self.notice)
        column.addWidget(self.more)
        column.addStretch(1)

    def _connect(self) -> None:
        self.presets.changed.connect(self._on_presets_changed)
        self.cell.changed.connect(self._on_cell_changed)
        self.layers.changed.connect(self._on_layers_changed)
        self.hidden_size.changed.connect(self._on_hidden_size_changed)
        self.hidden_size.committed.connect(self._on_hidden_size_committed)
        self._session.settings_changed.connect(self.show_settings)

    def retranslate(self) -> None:
        """Set every sentence."""
        presets = text_presets()
        self._presets_name.setText(self.tr("How long to learn"))
        self.presets.set_options(
            [(preset.id, preset.title.text(language.current)) for preset in presets],
            [preset.sentence.text(language.current) for preset in presets],
        )
        self._cell_name.setText(self.tr("Cell"))
        self._layers_name.setText(self.tr("Layers"))
        self.hidden_size.set_name(
            self.tr("Hidden size H"), self.tr("How many numbers each layer carries from letter to letter")
        )
        self._show_cells()
        self.show_settings()

    def _show_cells(self) -> None:
        groups: list[list[Choice]] = []
        for names in catalogue.groups():
            groups.append([])
            for name in names:
                with suppress(Problem):  # its file was changed a moment ago
                    cell = catalogue.load(name)
                    words = cell.title.text(language.current), cell.look_at.text(language.current)
                    groups[-1].append(Choice(name, *words))
        self.cell.set_groups(groups)

    def show_settings(self) -> None:
        """Show the settings in force, and what is wrong with the last change."""
        settings = self._session.settings
        fitting = next((preset for preset in text_presets() if preset.fits(settings)), None)
        if fitting is None:
            self.presets.clear()
            self.preset_sentence.setText(self.tr("Settings of your own"))
        else:
            self.presets.set_key(fitting.id)
            self.preset_sentence.setText(fitting.sentence.text(language.current))
        self.cell.set_key(settings.cell)
        self.layers.set_key(str(settings.layers))
        self.hidden_size.set_value(settings.hidden_size)
        problems = self._session.problems
        problem = next(
            (problems[name] for name in ("cell", "hidden_size", "layers") if name in problems), None
        )
        if problem is None:
            self.notice.clear()
        else:
            self.notice.show_text(self._context.sentence(problem))
        self.more.show_settings()

    def _on_presets_changed(self, key: str) -> None:
        preset: TextPreset = next(preset for preset in text_presets() if preset.id == key)
        self.preset_wanted.emit(preset)

    def _on_cell_changed(self, cell: str) -> None:
        self._session.change(cell=cell)

    def _on_layers_changed(self, layers: str) -> None:
        self._session.change(layers=int(layers))

    def _on_hidden_size_changed(self, value: float) -> None:
        self._session.change(merge=self._dragged, hidden_size=int(value))
        self._dragged = True

    def _on_hidden_size_committed(self) -> None:
        self._dragged = False
