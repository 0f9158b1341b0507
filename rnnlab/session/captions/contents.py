"""Makes what a view shows; imported in the background, because it needs torch."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from rnnlab.core.captions.decoder_trace import record
from rnnlab.core.captions.decoding import Decoder
from rnnlab.core.captions.drawing import Pictures
from rnnlab.core.captions.net import CaptionNet
from rnnlab.core.cells.layer_interpreter import Clamp
from rnnlab.scene.content import Content
from rnnlab.scene.target import Target
from rnnlab.session.captions.caption_content import CaptionContent


def make_content(
    net: CaptionNet,
    picture: Pictures,
    step: int,
    beam: int,
    chosen: int,
    wanted: tuple[str, ...] | None,
    clamps: Sequence[Clamp],
) -> CaptionContent:
    """Look at a picture and say what is there, keeping everything on the way."""
    if torch.get_num_threads() != 1:  # one picture is too little work to share
        torch.set_num_threads(1)
    look = net.look(picture)
    decoder = Decoder(net.shape, net.parameters, clamps) if clamps else net.decoder
    captions = decoder.beam(look.features, beam)
    chosen = min(chosen, len(captions) - 1)
    spoken = captions[chosen]
    said = net.words.decode(spoken.indices)
    right = () if wanted is None else net.words.encode(wanted)
    recorded = record(net.shape, net.parameters, look.features, spoken.indices, net.words, clamps, right)
    shape = net.shape.decoder
    touched = {
        Target("quantity", shape.key(clamp.quantity, clamp.layer), clamp.layer, None, (clamp.unit,))
        for clamp in clamps
    }
    return CaptionContent(
        training_step=step,
        look=look,
        captions=captions,
        chosen=chosen,
        text=" ".join(said),
        wanted=None if wanted is None else " ".join(wanted),
        is_right=None if wanted is None else spoken.has_ended and said == wanted,
        decoder=recorded,
        stage=Content(
            trace=recorded.trace,
            labels=recorded.labels,
            given=recorded.given,
            training_step=step,
            touched=frozenset(touched),
        ),
    )
