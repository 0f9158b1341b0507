"""What the tests of the compiled backend share."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch
from rnnlab.core.cells import interpreter
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.cells.kernel.machine import Machine, host
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import NetShape
from rnnlab.core.training_state import TrainingState

NO_STEPS = np.zeros(0, np.int64)
GRADIENT_ONLY = OptimizerSettings("sgd", learning_rate=1.0, momentum=0.0)


@dataclass(frozen=True)
class Expected:
    """What the interpreter finds in float64."""

    loss: float
    correct: int
    gradient: npt.NDArray[np.floating]

    @property
    def is_tame(self) -> bool:
        """Whether float32 can be asked to agree."""
        largest = np.abs(self.gradient).max()
        return bool(np.isfinite(self.loss) and np.isfinite(largest) and largest < 1e3 and self.loss < 1e3)


def random_batch(rng: np.random.Generator, shape: NetShape, steps: int, size: int, *, ragged: bool) -> Batch:
    """Make sequences of random symbols; ragged ones also lack a target here and there."""
    sequences = []
    for _ in range(size):
        length = int(rng.integers(1, steps + 1)) if ragged else steps
        inputs = rng.integers(0, shape.symbols, length).tolist()
        targets = rng.integers(-1 if ragged else 0, shape.output_size, length).tolist()
        sequences.append((inputs, targets))
    return Batch.of(sequences)


def expect(shape: NetShape, parameters: npt.NDArray[np.float32], batch: Batch) -> Expected:
    """Ask the interpreter in float64."""
    with np.errstate(all="ignore"):
        run = interpreter.forward(shape, parameters.astype(np.float64), batch.inputs, batch.targets)
        return Expected(run.loss, run.correct, interpreter.backward(run))


def compiled_gradient(runner: CompiledRunner, parameters: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Read the gradient off the velocity of one step without momentum."""
    state = TrainingState.fresh(parameters)
    chunk = runner.advance(state, GRADIENT_ONLY, 1, False, NO_STEPS)
    assert len(chunk) == 1
    return state.first_moment


def assert_agrees(shape: NetShape, batch: Batch, parameters: npt.NDArray[np.float32]) -> bool:
    """Compare loss, answers and every parameter's gradient; False if the net is too wild to compare."""
    expected = expect(shape, parameters, batch)
    if not expected.is_tame:
        return False
    runner = CompiledRunner(shape, batch)
    found = runner.evaluate(parameters)
    np.testing.assert_allclose(found.loss, expected.loss, rtol=1e-4, atol=1e-5)
    assert found.correct == expected.correct
    assert found.total == batch.attainable
    gradient = compiled_gradient(runner, parameters)
    scale = np.abs(expected.gradient).max()
    for entry in shape.parameters:
        place = slice(entry.offset, entry.offset + entry.size)
        np.testing.assert_allclose(
            gradient[place],
            expected.gradient[place],
            rtol=1e-3,
            atol=2e-5 * scale + 1e-7,
            err_msg=f"{entry.key} of\n{shape.cell.equations}",
        )
    return True


def machine_with(lanes: int) -> Machine:
    """Give this machine with vectors of another length; LLVM splits or joins them."""
    return dataclasses.replace(host(), lanes=lanes, registers=32 if lanes == 16 else 16)
