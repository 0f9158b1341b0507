"""What there is to draw of a caption net: immutable, as whoever draws it may keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnlab.core.captions.decoding import Spoken
from rnnlab.scene.content import Content

if TYPE_CHECKING:
    from rnnlab.core.captions.decoder_trace import DecoderTrace
    from rnnlab.core.captions.net import Look


@dataclass(frozen=True, eq=False)
class CaptionContent:
    """Everything there is to draw for one picture and one set of weights.

    Attributes
    ----------
    training_step
        Of the weights.
    look
        The picture, its feature maps block by block, and the feature vector.
    captions
        What the net says, the likeliest first; as many as the beam is wide.
    chosen
        Which of them is shown word by word.
    text
        The chosen one as a person reads it.
    wanted
        What would be right, as a person reads it; None if that is not known.
    is_right
        Whether the chosen one is that, word for word; None if that is not known.
    decoder
        The chosen one word by word, with every quantity of the decoder.
    stage
        The same in the form that the stage and the inspector draw.
    """

    training_step: int
    look: Look
    captions: tuple[Spoken, ...]
    chosen: int
    text: str
    wanted: str | None
    is_right: bool | None
    decoder: DecoderTrace
    stage: Content

    @property
    def spoken(self) -> Spoken:
        """The chosen caption."""
        return self.captions[self.chosen]


@dataclass(frozen=True)
class DiaryEntry:
    """What the net said of the diary's picture at a training step."""

    step: int
    text: str
    is_right: bool | None
