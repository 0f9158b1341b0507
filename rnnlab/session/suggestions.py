"""What is suggested while somebody types: made in a thread, of which only the newest request counts.

A request names a net, its parameters and a beginning; the answer is an outlook and a list of choices, one of
which is chosen: at first the one that the net writes letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.phrases.search import Continuation, Outlook, look_ahead
from rnnlab.session.newest import Newest

__all__ = ["Suggestions", "Wish"]


@dataclass(frozen=True, eq=False)
class Wish:
    """A net and what it has read.

    Attributes
    ----------
    shape, parameters, clamps
        The net; parameters (P,).
    prefix
        Indices, the end symbol first.
    end, longest
        Where continuations end, and how long they may be.
    step
        Training step of the parameters.
    """

    shape: NetShape
    parameters: Float32Array
    prefix: tuple[int, ...]
    end: int
    longest: int
    clamps: tuple[Clamp, ...] = ()
    step: int = 0


def _look(wish: Wish) -> Outlook:
    return look_ahead(
        wish.shape,
        wish.parameters,
        wish.prefix,
        end=wish.end,
        longest=wish.longest,
        clamps=wish.clamps,
    )


class Suggestions:
    """The newest outlook and the choice among its continuations.

    Parameters
    ----------
    look
        Makes an outlook, in the thread.

    Attributes
    ----------
    outlook
        None before the first one has come.
    step
        Training step of the net that gave it.
    choices
        Continuations, the most probable first; the greedy one is always among them.
    chosen
        Which of them stands in the box.
    """

    def __init__(self, look: Callable[[Wish], Outlook] = _look) -> None:
        self._worker: Newest[Wish, Outlook] = Newest(look, "suggestions")
        self.outlook: Outlook | None = None
        self.step = 0
        self.choices: tuple[Continuation, ...] = ()
        self.chosen = 0
        self._by_hand = False

    def ask(self, wish: Wish) -> None:
        """Ask for the outlook of a net on a beginning."""
        self._worker.request(wish)

    @property
    def is_busy(self) -> bool:
        """Whether an outlook is on its way."""
        return self._worker.is_busy

    def poll(self) -> bool:
        """Take an outlook that has come; True if one has."""
        done = self._worker.poll()
        if done is None:
            return False
        wish, outlook = done
        before = self.choice if self._by_hand and self._is_about(outlook.prefix) else None
        self._by_hand = False
        self.outlook, self.step = outlook, wish.step
        self.choices = _sorted(outlook)
        kept = None if before is None else self._place_of(before)
        self.chosen = self._place_of(outlook.greedy) or 0 if kept is None else kept
        self._by_hand = kept is not None
        return True

    def _is_about(self, prefix: tuple[int, ...]) -> bool:
        return self.outlook is not None and self.outlook.prefix == prefix

    def _place_of(self, wanted: Continuation) -> int | None:
        return next((n for n, found in enumerate(self.choices) if found.symbols == wanted.symbols), None)

    @property
    def choice(self) -> Continuation | None:
        """The continuation that stands in the box."""
        return self.choices[self.chosen] if self.choices else None

    def choose(self, place: int) -> bool:
        """Choose another continuation; it stays until something else is typed. True if it is another one."""
        place = min(max(place, 0), len(self.choices) - 1)
        if not self.choices or place == self.chosen:
            return False
        self.chosen, self._by_hand = place, True
        return True

    def forget(self) -> None:
        """Forget everything: the net is another one."""
        self._worker.forget()
        self.outlook, self.choices, self.chosen, self._by_hand = None, (), 0, False

    def close(self) -> None:
        """End the thread."""
        self._worker.close()


def _sorted(outlook: Outlook) -> tuple[Continuation, ...]:
    """Return all continuations, each once, the most probable first; one that does not end comes last."""
    found = list(outlook.continuations)
    if (outlook.greedy.symbols, outlook.greedy.ended) not in ((one.symbols, one.ended) for one in found):
        found = [*found[: max(len(found) - 1, 0)], outlook.greedy]
    return tuple(sorted(found, key=lambda one: (not one.ended, -one.probability)))
