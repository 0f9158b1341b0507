"""A caption on the playback's time axis: the picture net's step, then the decoder's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnnlab.scene.captions.moment import PRELUDE
from rnnlab.scene.content import Content


def with_prelude(content: Content, name: str) -> Content:
    """Return a content with one time step before the first, in which the picture is looked at.

    It is meant for what shows the time axis only: nothing but inputs, targets and logits has that step.

    Parameters
    ----------
    content
        The decoder's.
    name
        What stands at the step.
    """
    trace = content.trace
    symbol = len(content.labels)
    inputs = np.concatenate([np.full(PRELUDE, symbol, trace.inputs.dtype), trace.inputs])  # (1 + T,)
    targets = np.concatenate([np.full(PRELUDE, -1, trace.targets.dtype), trace.targets])  # (1 + T,)
    logits = np.concatenate([np.zeros_like(trace.logits[:PRELUDE]), trace.logits])  # (1 + T, V)
    return Content(
        trace=replace(trace, inputs=inputs, targets=targets, logits=logits),
        labels=(*content.labels, name),
        given=content.given + PRELUDE,
        training_step=content.training_step,
    )
