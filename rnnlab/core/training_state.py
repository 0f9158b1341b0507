"""Everything that training changes: the parameters, the optimiser's memory and the step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnlab.core.net import Float32Array


@dataclass(eq=False)
class TrainingState:
    """The moving part of a training run; backends change it in place and hand it over.

    What the moments hold depends on the optimiser: Adam keeps means of the gradient and of its
    square, SGD its velocity (as ``torch.optim.SGD``) in the first, RMSprop the mean square in the
    second.

    Attributes
    ----------
    parameters
        Flat float32 (P,), see `rnnlab.core.net.NetShape`.
    first_moment, second_moment
        The optimiser's memory, float32 (P,).
    step
        Number of updates done; the next loss belongs to this step.
    """

    parameters: Float32Array
    first_moment: Float32Array
    second_moment: Float32Array
    step: int = 0

    @classmethod
    def fresh(cls, parameters: Float32Array) -> TrainingState:
        """Begin at step 0 from a copy of these parameters (P,), with empty moments."""
        own = np.array(parameters, np.float32)  # (P,)
        return cls(own, np.zeros_like(own), np.zeros_like(own))

    def copy(self) -> TrainingState:
        """Return a state of its own arrays."""
        return TrainingState(
            self.parameters.copy(), self.first_moment.copy(), self.second_moment.copy(), self.step
        )

    def forget(self) -> None:
        """Empty the optimiser's memory, in place: another optimiser means something else by it."""
        self.first_moment.fill(0)  # (P,)
        self.second_moment.fill(0)  # (P,)

    @property
    def is_finite(self) -> bool:
        """Whether every number is one."""
        arrays = (self.parameters, self.first_moment, self.second_moment)
        return all(bool(np.isfinite(array).all()) for array in arrays)
