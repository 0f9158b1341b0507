"""One letter of a text on the stage: the time steps around it, what is touched, and what follows from it.

Everything is computed in a thread; only the newest request counts, so a unit can be dragged.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
from psygnal import Signal

from rnnlab.core.generate import write
from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.inside import Surroundings, around
from rnnlab.core.trace import Trace, record
from rnnlab.scene.content import Content
from rnnlab.session.newest import Newest
from rnnlab.session.text.looking import InsideView, labels_of
from rnnlab.session.touch import Touch, Touchable

__all__ = ["Letter"]

_LENGTH = 60
"""Characters that are written on after the letter."""
_TEMPERATURE = 0.5


@dataclass(frozen=True, eq=False)
class _Place:
    """A letter of a text as a net read it."""

    view: InsideView
    corpus: Corpus
    around: Surroundings


@dataclass(frozen=True, eq=False)
class _Request:
    """A letter to be traced, with what is touched."""

    place: _Place
    touch: Touch


class Letter(Touchable):
    """What is on the stage of a text.

    Attributes
    ----------
    content
        The time steps around the letter; None before the first.
    focus
        The letter's time step in it.
    writes_on, wrote_on
        What the net writes after the letter, as it is shown and as it was trained, with the same draws.
    """

    content_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.content: Content | None = None
        self.focus = 0
        self.writes_on = self.wrote_on = ""
        self._place: _Place | None = None
        self._newest: Newest[_Request, tuple[Trace, str]] = Newest(_traced, "letter")

    @property
    def is_busy(self) -> bool:
        """Whether something is being computed."""
        return self._newest.is_busy

    def show(self, view: InsideView, corpus: Corpus, place: int) -> None:
        """Have a letter traced, untouched; `content` follows at a poll."""
        self._place = _Place(view, corpus, around(view.shape, view.inside, place))
        self.touch = Touch()
        self.refresh()

    def refresh(self) -> None:
        """Compute what is shown anew."""
        if self._place is not None:
            self._newest.request(_Request(self._place, self.touch))

    def forget(self) -> None:
        """Show nothing any more."""
        self._newest.forget()
        self._place, self.touch = None, Touch()
        if self.content is not None:
            self.content = None
            self.content_changed.emit()

    def poll(self) -> None:
        """Take what is done."""
        done = self._newest.poll()
        if done is None:
            return
        request, (trace, text) = done
        view = request.place.view
        if not request.touch:
            self.wrote_on = text
        self.focus, self.writes_on = request.place.around.focus, text
        self.content = Content(
            trace,
            labels_of(request.place.corpus),
            len(trace),
            view.step,
            touched=request.touch.targets(view.shape),
            trained_parameters=view.parameters,
        )
        self.content_changed.emit()

    def close(self) -> None:
        """End the thread and wait for it."""
        self._newest.close()


def _traced(request: _Request) -> tuple[Trace, str]:
    """Return what happens around a letter, and what the net writes on after it."""
    view, steps, touch = request.place.view, request.place.around, request.touch
    parameters = touch.applied(view.shape, view.parameters)
    trace = record(view.shape, parameters, steps.inputs, steps.targets, touch.clamp_list, steps.initial)
    writing = write(
        view.shape,
        parameters,
        steps.inputs[: steps.focus + 1].tolist(),
        temperature=_TEMPERATURE,
        clamps=touch.clamp_list,
        initial=steps.initial,
    )
    symbols = [written.symbol for written in islice(writing, _LENGTH)]
    return trace, request.place.corpus.decode(np.array(symbols, np.int32))
