"""What sweeps use again and again: runners, initial weights, and what is known of a set-up.

Beside a window, Python's own work is what is dear: a tiny net trains in less time than it takes to read its
vocabulary and to make its runner. So everything that does not depend on the optimiser is made once.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from rnnlab.core.batch import Batch
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.net import Float32Array, NetShape, initialise
from rnnlab.core.tasks import task_of

POOL_BYTES = 2**27
"""About how much memory a pool may hold."""


@dataclass(eq=False)
class Bench:
    """A place to train one kind of net.

    Attributes
    ----------
    shape, batch
        The net and its task.
    runners
        As many as were ever needed at once.
    seconds_per_step
        What a training step of one net took the last time; 0 before the first.
    """

    shape: NetShape
    batch: Batch
    runners: list[CompiledRunner] = field(default_factory=list)
    seconds_per_step: float = 0.0
    _initial: dict[int, Float32Array] = field(default_factory=dict)

    def take(self, count: int) -> list[CompiledRunner]:
        """Return so many runners."""
        self.runners.extend(CompiledRunner(self.shape, self.batch) for _ in range(count - len(self.runners)))
        return self.runners[:count]

    def initial(self, seed: int) -> Float32Array:
        """Return the initial weights (P,) of a seed; not to be changed."""
        if seed not in self._initial:
            self._initial[seed] = initialise(self.shape, seed)
        return self._initial[seed]

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        shape, parameters = self.shape, self.shape.parameter_count
        quantities = shape.layers * len(shape.cell.quantities) * shape.hidden_size
        step = 2 * self.batch.inputs.size * (quantities + shape.output_size) + 4 * parameters
        return 4 * (len(self.runners) * step + len(self._initial) * parameters)


class RunnerPool:
    """Benches that were used before; the oldest go when there are too many. Belongs to one thread.

    Parameters
    ----------
    limit
        Bytes that it may hold.
    """

    def __init__(self, limit: int = POOL_BYTES) -> None:
        self._limit = limit
        self._benches: OrderedDict[Experiment, Bench] = OrderedDict()
        self._sound: set[OptimizerSettings] = set()

    def bench(self, experiment: Experiment) -> Bench:
        """Return the bench for an experiment.

        Raises
        ------
        Problem
            If the experiment is not valid.
        """
        # whatever an experiment holds belongs to the key, but for what a runner is given later
        key = replace(experiment, optimizer=OptimizerSettings(), stop=StopRule(), seed=0)
        found = self._benches.get(key)
        if found is None or experiment.optimizer not in self._sound:
            experiment.validated()
            self._sound.add(experiment.optimizer)
        if found is None:
            found = self._benches[key] = Bench(experiment.shape(), task_of(experiment).batch())
        self._benches.move_to_end(key)
        while len(self._benches) > 1 and sum(bench.size for bench in self._benches.values()) > self._limit:
            self._benches.popitem(last=False)
        return found
