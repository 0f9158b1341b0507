"""Training, and how well the net knows its book: what can be decided, and how near the shares are."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.core.phrases.judge import TOLERANCE, Distance
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.training_view import ShareBar, TrainingView
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, Speaks, SteadyLabel
from rnnlab.session.complete import CompleteSession

__all__ = ["PhraseTraining"]


class PhraseTraining(Speaks, QWidget):
    """Buttons, curve, and the judgement of the net that is shown."""

    def __init__(
        self, session: CompleteSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.view = TrainingView(session.net, context, answers=False)
        self._right_name, self.right = Label("", "section"), SteadyLabel("right")
        self.bar = ShareBar("right")
        self._share_name, self.share = Label("", "section"), SteadyLabel("right")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.view)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._right_name)
        row.addWidget(self.bar, 1)
        row.addWidget(self.right)
        column.addLayout(row)
        row = QHBoxLayout()
        row.addWidget(self._share_name)
        row.addStretch(1)
        row.addWidget(self.share)
        column.addLayout(row)
        session.judgement_changed.connect(self.show_judgement)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._right_name.setText(self.tr("Decidable"))
        self._right_name.setToolTip(
            self.tr(
                "Beginnings that the book continues in one way only, and how many the net answers rightly"
            )
        )
        self._share_name.setText(self.tr("Shares differ by"))
        self.show_judgement()

    def show_judgement(self) -> None:
        """Show how well the net knows the book."""
        judgement = self._session.judgement
        if judgement is None:
            self.right.setText("–")
            self.share.setText("–")
            self.bar.set_share(0.0)
            return
        self.right.setText(f"{judgement.right:,} / {judgement.decidable:,}")
        self.bar.set_share(judgement.right / max(judgement.decidable, 1))
        found = judgement.furthest_share
        for widget in (self._share_name, self.share):
            widget.setVisible(found is not None)
        if found is not None:
            near = found.size <= TOLERANCE
            self.share.set_role("right" if near else "loss")
            sign = "✓ " if near else ""
            self.share.setText(sign + self.tr("{0} points").format(f"{100 * found.size:.1f}"))
            words = self._place(found, judgement.ambiguous)
            self.share.setToolTip(words)
            self._share_name.setToolTip(words)

    def _place(self, found: Distance, ambiguous: int) -> str:
        vocabulary = self._session.task.vocabulary
        shown = [vocabulary.display(symbol) for symbol in vocabulary.decode((*found.prefix, found.symbol))]
        return self.tr(
            "Of the {0} beginnings that go on in several ways, the largest difference is after “{1}”:"
            " the net gives “{2}” {3}, the book {4}."
        ).format(
            ambiguous,
            "".join(shown[:-1]),
            shown[-1],
            f"{found.probability:.1%}",
            f"{found.share:.1%}",
        )
