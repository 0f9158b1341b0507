"""Beside the coloured text: which units follow what, and what the net expects after a letter."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnlab.core.net import NetShape
from rnnlab.core.text.corpus import Corpus
from rnnlab.qt.scenes.text.guess_bars import GuessBars, letter
from rnnlab.qt.scenes.text.unit_list import Ranked, UnitList
from rnnlab.qt.scenes.text.words import feature_names, unit_name
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Line, Select, Speaks
from rnnlab.session.text import InsideView
from rnnlab.session.text.looking import shares

__all__ = ["InsidePanel", "ranked"]

_LISTED = 512


class InsidePanel(Speaks, QWidget):
    """The inspector of the look inside.

    Attributes
    ----------
    unit_chosen : Signal(object)
        The unit a person wants to see: layer (from 1), state, unit.
    letter_opened : Signal
        A person wants to see all of what happened at the chosen letter.
    """

    unit_chosen = Signal(object)
    letter_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: InsideView | None = None
        self._corpus: Corpus | None = None
        self._shape: NetShape | None = None
        self._place = -1
        self.unit: tuple[int, int, int] | None = None
        self._heading, self._feature_name = Label("", "title"), Label("", "section")
        self.feature = Select()
        self.list = UnitList()
        self.expected = Label("", "title", wrap=True)
        self.bars = GuessBars()
        self.came = Label("", "hint", wrap=True)
        self.open = Button("", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self._heading)
        column.addWidget(self._feature_name)
        column.addWidget(self.feature)
        column.addWidget(self.list, 1)
        column.addWidget(Line())
        column.addWidget(self.expected)
        column.addWidget(self.bars)
        column.addWidget(self.came)
        column.addWidget(self.open)
        self.feature.chosen.connect(self._show_ranking)
        self.list.chosen.connect(self._on_list_chosen)
        self.open.clicked.connect(self.letter_opened)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._heading.setText(self.tr("Units"))
        self._feature_name.setText(self.tr("ranked by how closely they follow"))
        self.list.setAccessibleName(self.tr("Units, ranked by correlation"))
        self.list.setToolTip(
            self.tr("Pearson’s correlation, measured on this text; Up and Down go from unit to unit")
        )
        self.open.setText(self.tr("Gates and states here"))
        self._offer_features()
        self._show_ranking()
        self.show_place(self._place)

    # What is shown

    def show_view(self, view: InsideView | None, corpus: Corpus | None) -> None:
        """Show the units of a text as it was read; the chosen one stays, also while there is no text."""
        self._view, self._corpus = view, corpus
        if view is not None and view.shape != self._shape:
            self._shape, self.unit = view.shape, None
        self._offer_features()
        self._show_ranking()
        if view is None or self._place >= len(view.text):
            self._place = -1
        self.show_place(self._place)

    def _offer_features(self) -> None:
        names = feature_names()
        there = self._view.inside.feature_names if self._view is not None else ()
        self.feature.set_options(
            [("", self.tr("anything")), *((name, names.get(name, name)) for name in there)]
        )

    def _show_ranking(self, feature: str = "") -> None:
        feature = self.feature.key()
        if self._view is None:
            self.list.set_rows((), -1)
            return
        rows = ranked(self._view, feature)
        if self.unit is None and rows:
            self.unit = rows[0].key
        at = next((number for number, row in enumerate(rows) if row.key == self.unit), -1)
        self.list.set_rows(rows, at)
        self.unit_chosen.emit(self.unit)

    def step_unit(self, by: int) -> None:
        """Go to the next unit on the list, or the one before."""
        self.list.choose(self.list.at() + by)

    def choose_unit(self, unit: tuple[int, int, int]) -> None:
        """Mark a unit and show it."""
        self.unit = unit
        self._show_ranking()

    def show_place(self, place: int) -> None:
        """Show what the net expected after a letter; −1 for none."""
        self._place = place
        view, corpus = self._view, self._corpus
        known = view is not None and corpus is not None and 0 <= place < len(view.text)
        for widget in (self.bars, self.came, self.open):
            widget.setVisible(known)
        if view is None or corpus is None or not known:
            self.expected.setText(self.tr("Point at a letter: what does the net expect next?"))
            return
        came = view.text[place + 1] if place + 1 < len(view.text) else None
        self.expected.setText(self.tr("After “{0}” it expects").format(letter(view.text[place])))
        self.bars.show_guesses(shares(view, place, corpus), came)
        if came is None:
            self.came.setText(self.tr("Here the text ends."))
        else:
            cost = float(view.inside.surprise[place + 1])
            words = self.tr("“{0}” came: a surprise of {1} bits.")
            self.came.setText(words.format(letter(came), f"{cost:.2f}"))

    def _on_list_chosen(self, number: int) -> None:
        self.unit = self.list.rows()[number].key
        self.unit_chosen.emit(self.unit)


def ranked(view: InsideView, feature: str) -> tuple[Ranked, ...]:
    """Return units by how closely they follow a feature, or whatever they follow most; the closest first."""
    inside, names = view.inside, feature_names()
    values = inside.correlations  # (L, states, H, F)
    if not inside.feature_names or (feature and feature not in inside.feature_names):
        return ()
    if feature:
        which = np.full(values.shape[:3], inside.feature_names.index(feature))  # (L, states, H)
    else:
        which = np.abs(values).argmax(axis=-1)  # (L, states, H)
    best = np.take_along_axis(values, which[..., None], axis=-1)[..., 0]  # (L, states, H)
    order = np.argsort(-np.abs(best), axis=None, kind="stable")[:_LISTED]
    found = []
    for layer, state, unit in np.stack(np.unravel_index(order, best.shape), axis=1).tolist():
        follows = inside.feature_names[int(which[layer, state, unit])]
        name = unit_name(view.shape, layer + 1, state, unit)
        value = float(best[layer, state, unit])
        found.append(Ranked(layer + 1, state, unit, name, names.get(follows, follows), value))
    return tuple(found)
