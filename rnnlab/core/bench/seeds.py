"""Many nets trained beside each other in one call: what "does it always learn?" costs."""

from __future__ import annotations

from rnnlab.core.bench import Emit, Results, plain
from rnnlab.core.bench.steps import Size
from rnnlab.core.bench.timing import Work, duration, interleaved, table
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.kernel import CompiledRunner, advance_all
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.training_state import TrainingState

_COUNTS = (1, 10, 100)
_SIZE = Size(26, 25, 1, 32)
_ADAM = OptimizerSettings("adam", 1e-3)
_STEPS_A_CALL = 50


def measure(emit: Emit) -> Results:
    """Time a training step of one net when many are trained in one call."""
    rows = [[f"A net's training step, {_SIZE}", *(f"{count} nets" for count in _COUNTS)]]
    results: Results = {}
    for name in catalogue.names():
        shape = NetShape(catalogue.load(name), _SIZE.symbols, _SIZE.hidden, 1, _SIZE.symbols)
        times = interleaved({str(count): _work(shape, count) for count in _COUNTS}, rounds=5)
        each = {count: times[str(count)] / (count * _STEPS_A_CALL) for count in _COUNTS}
        results[name] = plain({str(count): seconds for count, seconds in each.items()})
        rows.append([name, *(duration(each[count]) for count in _COUNTS)])
    for line in table(rows):
        emit(line)
    return results


def _work(shape: NetShape, nets: int) -> Work:
    batch = _SIZE.batch()
    runners = [CompiledRunner(shape, batch) for _ in range(nets)]
    states = [TrainingState.fresh(initialise(shape, seed)) for seed in range(nets)]

    def work(count: int) -> None:
        for _ in range(count):
            advance_all(runners, states, _ADAM, _STEPS_A_CALL, False)

    return work
