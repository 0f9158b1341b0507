"""The inspector of the decoder: its symbols are words, and its x is a word and the picture's features."""

from __future__ import annotations

from dataclasses import replace

from rnnlab.core.cells.formula import Item, Operator, Reference, Symbol, row
from rnnlab.core.explanation import Explanation
from rnnlab.core.names import Names
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.qt.scenes.sequence.inspector_pictures import symbol_axes
from rnnlab.qt.scenes.sequence.inspector_products import Picture
from rnnlab.qt.scenes.sequence.inspector_views import View
from rnnlab.scene.content import Content
from rnnlab.session.captions.caption_content import CaptionContent

__all__ = ["DecoderInspector"]


class DecoderInspector(InspectorPanel):
    """Explains a caption word by word.

    The decoder's trace has one column for every x there can be, so no column is one of the matrix learnt;
    where the features go in with every word, its name says so.
    """

    _caption: CaptionContent | None = None

    def show_caption(self, caption: CaptionContent) -> None:
        """Show another caption, or the same in another language."""
        self._caption = caption
        names = None
        if caption.decoder.joins_features:
            words = self.tr("{0} + features")
            labels = caption.stage.labels
            names = Names(labels, tuple(words.format(label) for label in labels), labels)
        self.set_content(replace(caption.stage, own_names=names))

    def retranslate(self) -> None:
        """Set every word again."""
        super().retranslate()
        if self._caption is not None:
            self.show_caption(self._caption)

    def _joins_features(self) -> bool:
        return self._caption is not None and self._caption.decoder.joins_features

    def _view(self, explanation: Explanation, content: Content, at: int) -> View:
        view = super()._view(explanation, content, at)
        return replace(view, pictures=[self._named(picture, content) for picture in view.pictures])

    def _named(self, picture: Picture, content: Content) -> Picture:
        """Say in the header of a matrix that the features are in it."""
        reference = picture.product.matrix_reference
        if not self._joins_features() or not _reads_words(reference, content):
            return picture
        added: tuple[Item, ...] = (Operator("+"), Symbol(self.tr("features"), "input", upright=True))
        return replace(picture, header=row(*picture.header.items, *added))

    def _title(self, explanation: Explanation) -> str:
        content = self._content
        assert content is not None
        if explanation.reference.kind == "parameter" and _reads_words(explanation.reference, content):
            return self.tr("{0} times every x")
        return super()._title(explanation)

    def _subtitle(self, explanation: Explanation, content: Content) -> str:
        if explanation.reference.kind == "parameter" and _reads_words(explanation.reference, content):
            words = self.tr("{0} numbers, a column for every word")
            return words.format("×".join(map(str, explanation.shape)))
        return super()._subtitle(explanation, content)

    def _remark(self, explanation: Explanation, content: Content) -> str:
        reference = explanation.reference
        if reference.kind == "parameter" and _reads_words(reference, content) and content.has_loss():
            return self._x_words()
        if reference.kind != "input" or reference.t is None:
            return super()._remark(explanation, content)
        if reference.t < content.given:
            return self._x_words()
        said = self.tr("The net itself said this word at step {0}.").format(reference.t)
        return f"{self._x_words()} {said}"

    def _x_words(self) -> str:
        """Say what x is, and so what a column is."""
        if self._joins_features():
            return self.tr(
                "x is the word’s vector and the picture’s features together. A column here is what the "
                "matrix makes of the word, plus what it makes of the features."
            )
        return self.tr("x is the word’s vector. A column here is what the matrix makes of it.")

    def _hint(self, explanation: Explanation, content: Content) -> str:
        reference = explanation.reference
        if content.touched:
            return self.tr("A unit is held. Play from the start: which word goes wrong first?")
        if reference.kind in ("probability", "logits", "loss"):
            return self.tr("Choose the second likeliest word: which row of the matrix argues for it?")
        if reference.kind == "input":
            return self.tr("Choose a row in the picked column: it is all that x adds to that unit.")
        if reference.kind == "parameter":
            return self.tr("Go from step to step: at which word does this entry count most?")
        if reference.t == -1:
            return super()._hint(explanation, content)
        return self.tr("Hold a unit at 0: from which word on does it go wrong?")


def _reads_words(reference: Reference, content: Content) -> bool:
    """Return whether a parameter is a matrix that x goes into."""
    return reference.layer > 0 and any(symbol_axes(content, reference))
