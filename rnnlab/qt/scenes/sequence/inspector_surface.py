"""What the inspector's pieces show of an explanation, and all the words around it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rnnlab.core.cells.formula import Operator, Reference, Symbol, row
from rnnlab.core.explanation import Explanation
from rnnlab.qt.scenes.sequence import inspector_views as views
from rnnlab.qt.scenes.sequence.inspector_lines import Words, signed, slope
from rnnlab.qt.scenes.sequence.inspector_parts import Parts
from rnnlab.qt.scenes.sequence.inspector_pictures import parameter_symbol
from rnnlab.qt.widgets import Speaks
from rnnlab.scene.content import Content


class InspectorSurface(Speaks, QWidget):
    """Shows an explanation in its parts; subclasses choose what, and act on clicks.

    Parameters
    ----------
    changes_net
        Whether weights and units can be changed by hand here.
    """

    def __init__(self, parent: QWidget | None = None, *, changes_net: bool = True) -> None:
        super().__init__(parent)
        self._changes_net = changes_net
        self.parts = Parts(self)
        self._unfolded = False

    def retranslate(self) -> None:
        """Set the words that stay."""
        parts = self.parts
        parts.back.set_hint(self.tr("Back to what was shown before"))
        parts.unpin.set_hint(self.tr("Let go, and follow the playback again"))
        parts.hold.setText(self.tr("Hold at 0"))
        parts.hold.setToolTip(self.tr("Hold this unit at 0 at every step"))
        parts.release.setText(self.tr("Let it go"))
        parts.restore.setText(self.tr("Back to trained"))
        parts.restore.setToolTip(self.tr("Undo everything that was changed by hand"))
        parts.fold.set_hint(self.tr("Show the terms as vectors, unit by unit"))
        parts.hint_title.setText(self.tr("Try it yourself"))

    def show_nothing(self) -> None:
        """Say what will be here once there is a net."""
        parts = self.parts
        for part in parts.all_pieces():
            _show_if(part, False)
        parts.title.set_title(self.tr("Where numbers come from"))
        parts.remark.setText(
            self.tr("Train a net. Then point at any number, and here you see how it came about.")
        )
        _show_if(parts.remark, True)

    def show_explanation(
        self,
        explanation: Explanation,
        content: Content,
        t: int,
        entry: Reference | None,
        *,
        pinned: bool,
        back: bool,
    ) -> None:
        """Show an explanation.

        Parameters
        ----------
        explanation, content
            What, and of what.
        t
            Where the playback is.
        entry
            The weight or bias chosen for editing.
        pinned
            Whether it stays until it is let go.
        back
            Whether there is something to go back to.
        """
        parts = self.parts
        view = self._view(explanation, content, t)
        parts.title.set_title(self._title(explanation), view.name)
        parts.subtitle.set_title(self._subtitle(explanation, content))
        _show_if(parts.back, back)
        _show_if(parts.unpin, pinned)
        self._show_top(view, explanation, content)
        parts.show_pictures(view.pictures)
        self._show_numbers(view, explanation, content)
        self._show_slope(view, explanation, content)
        self._show_entry(content, entry, always=explanation.reference.kind == "parameter")
        self._show_hold(view, explanation)
        _show_if(parts.restore, bool(content.touched))
        hint = self._hint(explanation, content)
        if hint != parts.hint_words.text():
            parts.hint_words.setText(hint)
        _show_if(parts.hint, True)

    def _view(self, explanation: Explanation, content: Content, at: int) -> views.View:
        kind, t = explanation.reference.kind, explanation.reference.t
        words = self._words()
        if kind == "parameter":
            return views.parameter_view(explanation, content, words, at)
        if kind == "input":
            return views.input_view(explanation, content, words)
        if kind == "probability":
            return views.probability_view(explanation, content, words)
        if kind == "loss":
            return views.loss_view(explanation, content, words)
        if t == -1:
            return views.start_view(explanation, content)
        return views.node_view(explanation, content, words)

    # the words

    def _words(self) -> Words:
        return Words(
            total=self.tr("sum"),
            product=self.tr("product"),
            held=self.tr("held at"),
            picks=self.tr("picks the column of “{0}”"),
            row=self.tr("row {0} times the column = {1}"),
            drag=self.tr("Drag a cell up or down to change it."),
            slopes=self.tr("Teal: less would be better. Orange: more."),
        )

    def _title(self, explanation: Explanation) -> str:
        kind = explanation.reference.kind
        if kind == "parameter":
            return self.tr("{0}: learnt in training")
        if kind == "input":
            return self.tr("{0}: what goes in")
        if explanation.reference.t == -1:
            return self.tr("{0}: before the first step")
        return self.tr("How {0} is computed")

    def _subtitle(self, explanation: Explanation, content: Content) -> str:
        reference = explanation.reference
        if reference.kind == "parameter":
            words = self.tr("{0} numbers, the same at every step")
            return words.format("×".join(map(str, explanation.shape)))
        if reference.t is None:
            return self.tr("the mean over all steps with a target")
        if reference.t < 0:
            return self.tr("nothing was seen yet: all zeros")
        symbol = content.label(int(content.trace.inputs[reference.t]))
        if content.trace.shape.layers > 1 and reference.kind in ("quantity", "term"):
            words = self.tr("layer {0}, step {1}, at “{2}”")
            return words.format(reference.layer, reference.t + 1, symbol)
        return self.tr("step {0}, at “{1}”").format(reference.t + 1, symbol)

    def _remark(self, explanation: Explanation, content: Content) -> str:
        reference = explanation.reference
        t = reference.t
        if reference.kind == "input" and t is not None:
            symbol = int(content.trace.inputs[t])
            if not content.trace.shape.is_one_hot:
                return self._vector_words(content, t)
            words = self.tr("One-hot: a 1 at “{0}”, number {1} of {2}, and 0 everywhere else.")
            text = words.format(content.label(symbol), symbol + 1, content.trace.shape.input_size)
            if t >= content.given:
                text += " " + self.tr("The net itself gave this symbol at step {0}.").format(t)
            return text
        follower = content.follower
        if follower is not None and reference.kind == "quantity" and reference.index == (follower.unit,):
            is_it = reference.key == content.trace.shape.key(follower.state, follower.layer)
            words = self.tr("This unit follows the carry: r = {0} over 512 random sums.")
            return words.format(signed(follower.correlation)) if is_it else ""
        if reference.kind in ("logits", "probability") and content.trace.shape.output_size == 2:
            names = (content.answer(1), content.answer(0))
            words = self.tr("Softmax of two is one sigmoid: the probability of {0} is σ(y[{0}] − y[{1}]).")
            return words.format(*names)
        if reference.kind == "loss" and t is not None and content.target(t) is None:
            return self.tr("No symbol is wanted at this step, so there is no loss.")
        if reference.kind in ("parameter", "loss") and not content.has_loss():
            return self._no_loss()
        if reference.kind == "parameter" and reference.index:
            return self.tr(
                "Every step adds its share to the slope, because every step uses the same numbers."
            )
        return ""

    def _no_loss(self) -> str:
        return self.tr("No right answer is known here, so there is no loss.")

    def _vector_words(self, content: Content, t: int) -> str:
        """Say what the entries of an input are that is not one-hot."""
        vector = content.trace.layer_input(1, t)  # (X,)
        parts = [f"{content.entry(place)} = {float(value):g}" for place, value in enumerate(vector)]
        return self.tr("The numbers themselves go in: {0}.").format(", ".join(parts))

    def _hint(self, explanation: Explanation, content: Content) -> str:
        if any(target.kind == "quantity" for target in content.touched):
            return self.tr("A unit is held. Play from the start: which symbol goes wrong first?")
        if content.touched:
            return self.tr("A weight was changed. Which answers hold, which ones tip over?")
        if explanation.reference.kind == "parameter" and self._changes_net:
            return self.tr("Drag a cell of the matrix up or down: which answer changes first?")
        if explanation.reference.kind in ("probability", "logits", "loss"):
            return self.tr("Choose the second likeliest symbol: which row of the matrix argues for it?")
        if explanation.reference.kind == "input":
            return self.tr("Choose a row in the picked column: it is all that the symbol adds to that unit.")
        if explanation.reference.t == -1:
            return self.tr("Compare step 1 with step 2: which terms are still zero at step 1?")
        if not self._changes_net:
            return self.tr("Go from step to step: at which symbol does this number change most?")
        return self.tr("Hold a unit at 0: from which symbol on does it go wrong?")

    # the pieces

    def _show_top(self, view: views.View, explanation: Explanation, content: Content) -> None:
        parts, reference = self.parts, explanation.reference
        _show_if(parts.formula, view.formula is not None)
        if view.formula is not None:
            parts.formula.set_formula(view.formula)
        remark = self._remark(explanation, content)
        if remark != parts.remark.text():
            parts.remark.setText(remark)
        _show_if(parts.remark, bool(remark))
        is_input = reference.kind == "input"
        _show_if(parts.chips, is_input)
        if is_input and reference.t is not None:
            parts.chips.set_symbols(content.labels)
            parts.chips.mark(int(content.trace.inputs[reference.t]))

    def _show_numbers(self, view: views.View, explanation: Explanation, content: Content) -> None:
        parts, reference = self.parts, explanation.reference
        _show_if(parts.strips, bool(view.strips))
        can_fold = bool(view.pictures) and len(view.strips) > 1 and reference.kind != "parameter"
        folded = can_fold and not self._unfolded
        _show_if(parts.fold, can_fold)
        parts.fold.set_icon("chevron-down" if folded else "chevron-up")
        parts.strips.set_strips(view.strips, view.unit, view.captions, only_last=folded)
        is_probability = reference.kind == "probability"
        _show_if(parts.bars, is_probability)
        if is_probability and explanation.values is not None and reference.t is not None:
            wanted = content.target(reference.t)
            parts.bars.set_probabilities(
                explanation.values,
                content.names.answers,
                reference.index[0],
                -1 if wanted is None else wanted,
            )
        parts.rows_title.set_title(self.tr("One number: {0}"), view.entry)
        _show_if(parts.rows_title, bool(view.lines) and bool(reference.index))
        _show_if(parts.rows, bool(view.lines))
        parts.rows.set_lines(view.lines)

    def _show_slope(self, view: views.View, explanation: Explanation, content: Content) -> None:
        parts, gradient = self.parts, explanation.gradient
        shown = gradient is not None and explanation.reference.kind in ("quantity", "logits", "term")
        has_loss = content.has_loss(max(explanation.reference.t or 0, 0))
        _show_if(parts.slope, shown and has_loss)
        _show_if(parts.slope_words, shown)
        if gradient is None or not shown:
            return
        letters, value = Symbol("∂L/∂", "loss", upright=True), Symbol(slope(gradient), upright=True)
        parts.slope.set_formula(row(letters, *view.entry.items, Operator("="), value))
        if not has_loss:
            words = self._no_loss()
        elif gradient == 0:
            words = self.tr("This number does not change the loss.")
        elif gradient < 0:
            words = self.tr("A little more here would lower the loss.")
        else:
            words = self.tr("A little less here would lower the loss.")
        if words != parts.slope_words.text():
            parts.slope_words.setText(words)

    def _show_entry(self, content: Content, entry: Reference | None, *, always: bool) -> None:
        parts = self.parts
        _show_if(parts.editor, entry is not None and self._changes_net)
        _show_if(parts.editor.done, not always)
        for product in parts.products:
            product.set_entry(entry)
        trained = None
        if entry is not None:
            value = float(content.trace.shape.view(content.trace.parameters, entry.key)[entry.index])
            parts.editor.set_name(row(parameter_symbol(content, entry)))
            parts.editor.set_value(value)
            if content.trained_parameters is not None:
                trained = float(content.trace.shape.view(content.trained_parameters, entry.key)[entry.index])
                trained = None if trained == value else trained
        _show_if(parts.trained, trained is not None)
        if trained is not None:
            parts.trained.setText(self.tr("trained: {0}").format(signed(trained)))

    def _show_hold(self, view: views.View, explanation: Explanation) -> None:
        parts, reference = self.parts, explanation.reference
        is_unit = reference.kind == "quantity" and bool(reference.index) and (reference.t or 0) >= 0
        can_hold = is_unit and self._changes_net
        held = explanation.held
        _show_if(parts.hold, can_hold and held is None)
        _show_if(parts.holder, can_hold and held is not None)
        _show_if(parts.release, can_hold and held is not None)
        if can_hold and held is not None:
            parts.holder.set_name(view.entry)
            parts.holder.set_value(held)


def _show_if(widget: QWidget, shown: bool) -> None:
    if widget.isHidden() == shown:
        widget.setVisible(shown)
