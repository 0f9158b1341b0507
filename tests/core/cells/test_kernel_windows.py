"""Windows with carried states, and the writer, against the interpreter in float64."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from contextlib import nullcontext

import numpy as np
import numpy.typing as npt
import pytest

from rnnlab.core import generate, optimizers
from rnnlab.core.cells import catalogue, interpreter
from rnnlab.core.cells.kernel import Hire, WindowRunner, Writer
from rnnlab.core.cells.kernel.crew import Crew
from rnnlab.core.cells.kernel.window_runner import parts_of
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import OUTPUT_BIAS, NetShape, initialise
from rnnlab.core.text.sampling import choose
from rnnlab.core.training_state import TrainingState
from rnnlab.session.hired import hire

SYMBOLS, STEPS, SEQUENCES, HIDDEN = 5, 4, 3, 6
ADAM = OptimizerSettings("adam", 0.02, 0.0, 0.5)
ADAM_UNCLIPPED = OptimizerSettings("adam", 0.02, 0.0, 0.0)


def net(cell: str, layers: int = 2) -> NetShape:
    return NetShape(catalogue.load(cell), SYMBOLS, HIDDEN, layers, SYMBOLS)


def text(count: int, seed: int = 0) -> npt.NDArray[np.int32]:
    """Random symbols, (count · STEPS + 1, SEQUENCES)."""
    return np.random.default_rng(seed).integers(0, SYMBOLS, (count * STEPS + 1, SEQUENCES)).astype(np.int32)


def train(
    runner: WindowRunner,
    inputs: npt.NDArray[np.int32],
    targets: npt.NDArray[np.int32],
    optimizer: OptimizerSettings,
) -> tuple[float, bool]:
    """Train on a single window (T, B)."""
    losses, is_finite = runner.train(inputs[None], targets[None], optimizer)
    return float(losses[0]), is_finite


class Oracle:
    """Truncated back-propagation through time in float64, one window after the other."""

    def __init__(
        self, shape: NetShape, parameters: npt.NDArray[np.float32], sequences: int = SEQUENCES
    ) -> None:
        self.shape, self.sequences = shape, sequences
        self.state = TrainingState(
            parameters.astype(np.float64),
            np.zeros(len(parameters)),  # type: ignore[arg-type]
            np.zeros(len(parameters)),  # type: ignore[arg-type]
        )
        self.before: list[dict[str, npt.NDArray[np.float64]]] = [{} for _ in range(sequences)]

    def train(self, inputs: npt.NDArray[np.int32], targets: npt.NDArray[np.int32]) -> float:
        """One step; every sequence is run alone, so that each has its own initial states."""
        total, gradient = 0.0, np.zeros(self.shape.parameter_count)
        for n in range(self.sequences):
            columns = inputs[:, n : n + 1], targets[:, n : n + 1]
            run = interpreter.forward(self.shape, self.state.parameters, *columns, (), self.before[n])
            total += run.loss / self.sequences
            gradient += interpreter.backward(run) / self.sequences
            self.before[n] = {
                self.shape.key(state, layer): np.array(
                    run.layers[layer - 1].values[self.shape.cell.quantity_nodes[state]]
                )[-1, 0]
                for layer in range(1, self.shape.layers + 1)
                for state in self.shape.cell.states
            }
        optimizers.update(self.state, gradient, ADAM)
        return total


@pytest.mark.parametrize("cell", catalogue.names())
def test_windows_with_carried_states_train_as_the_interpreter_does(cell: str) -> None:
    shape = net(cell)
    symbols = text(4)
    oracle = Oracle(shape, initialise(shape, 1))
    state = TrainingState.fresh(initialise(shape, 1))
    runner = WindowRunner(shape, STEPS, SEQUENCES)
    runner.take(state)
    for window in range(4):
        part = slice(window * STEPS, (window + 1) * STEPS)
        inputs, targets = symbols[part], symbols[1:][part]
        loss, is_finite = train(runner, inputs, targets, ADAM)
        assert is_finite
        assert loss == pytest.approx(oracle.train(inputs, targets), rel=2e-5)
    runner.give_back()
    assert state.step == 4
    np.testing.assert_allclose(state.parameters, oracle.state.parameters, atol=2e-4)


@pytest.mark.parametrize("sequences", [SEQUENCES, 35])
@pytest.mark.parametrize("cell", ["lstm", "mut1"])
def test_many_windows_in_a_call_are_as_one_after_the_other(cell: str, sequences: int) -> None:
    shape, count = net(cell), 6
    symbols = np.random.default_rng(1).integers(0, SYMBOLS, (2, count, STEPS, sequences)).astype(np.int32)
    rates = np.geomspace(0.02, 0.001, count)
    begins = np.array([False, False, True, False, True, False])
    found = []
    for calls in ([1] * count, [2, 4], [count]):
        state = TrainingState.fresh(initialise(shape, 1))
        runner = WindowRunner(shape, STEPS, sequences)
        runner.take(state)
        losses: list[float] = []
        for at_once in calls:
            part = slice(len(losses), len(losses) + at_once)
            done, is_finite = runner.train(
                symbols[0, part], symbols[1, part], ADAM, rates[part], begins[part]
            )
            assert is_finite
            losses += done.tolist()
        runner.give_back()
        assert state.step == count
        found.append((losses, state.parameters, state.second_moment, runner.states()))
    for other in found[1:]:
        for one, same in zip(found[0], other, strict=True):
            np.testing.assert_array_equal(one, same)


@pytest.mark.parametrize("begins", [False, True])
def test_a_stream_that_begins_has_states_of_zero(begins: bool) -> None:
    shape = net("lstm")
    symbols = text(1)
    runner = WindowRunner(shape, STEPS, SEQUENCES)
    runner.take(TrainingState.fresh(initialise(shape, 1)))
    fresh, _ = train(runner, symbols[:-1], symbols[1:], ADAM)
    runner.set_states(np.full_like(runner.states(), 0.7))
    runner.take(TrainingState.fresh(initialise(shape, 1)))
    losses, _ = runner.train(symbols[None, :-1], symbols[None, 1:], ADAM, begins=begins)
    assert bool(losses[0] == fresh) is begins


def test_a_cell_that_reads_its_input_number_by_number_takes_a_window_at_a_time() -> None:
    written = parse_cell("written", ["h"], "h = tanh(W_hh @ h + W_xh @ tanh(x))")
    shape = NetShape(written, SYMBOLS, SYMBOLS, 1, SYMBOLS)
    symbols, oracle = text(3), Oracle(shape, initialise(shape, 1))
    runner = WindowRunner(shape, STEPS, SEQUENCES)
    assert runner.most_windows == 1
    runner.take(TrainingState.fresh(initialise(shape, 1)))
    for window in range(3):
        part = slice(window * STEPS, (window + 1) * STEPS)
        inputs, targets = symbols[part], symbols[1:][part]
        assert train(runner, inputs, targets, ADAM)[0] == pytest.approx(
            oracle.train(inputs, targets), rel=2e-5
        )
    with pytest.raises(ValueError, match="at a time"):
        runner.train(np.stack([inputs, inputs]), np.stack([targets, targets]), ADAM)


@pytest.mark.parametrize("cell", ["lstm", "mut1"])
def test_carried_states_give_what_one_long_sequence_gives(cell: str) -> None:
    shape = net(cell)
    parameters = 2 * initialise(shape, 2)
    symbols = text(3)
    whole = interpreter.forward(shape, parameters.astype(np.float64), symbols[:-1], symbols[1:])
    runner = WindowRunner(shape, STEPS, SEQUENCES)
    runner.take(TrainingState.fresh(parameters))
    losses = []
    for window in range(3):
        part = slice(window * STEPS, (window + 1) * STEPS)
        losses.append(runner.measure(symbols[part], symbols[1:][part]).loss)
        runner.carry()
    assert np.mean(losses) == pytest.approx(whole.loss, rel=1e-5)
    # without the states of before the later windows are others
    runner.set_states(np.zeros_like(runner.states()))
    last = slice(2 * STEPS, 3 * STEPS)
    assert runner.measure(symbols[last], symbols[1:][last]).loss != pytest.approx(losses[2], rel=1e-3)


def test_a_loss_that_is_no_number_leaves_the_weights_before_it() -> None:
    shape = net("lstm", 1)
    symbols = text(1)
    state = TrainingState.fresh(initialise(shape, 0))
    runner = WindowRunner(shape, STEPS, SEQUENCES)
    runner.take(state)
    assert train(runner, symbols[:-1], symbols[1:], ADAM)[1]
    runner.give_back()
    before = state.parameters.copy()
    wild = OptimizerSettings("adam", 1e38, 0.0, 0.0)
    results = [train(runner, symbols[:-1], symbols[1:], wild)[1] for _ in range(2)]
    assert results[-1] is False
    runner.give_back()
    np.testing.assert_array_equal(state.parameters, before)
    assert state.step == 1


def test_the_windows_after_a_loss_that_is_no_number_are_left_out() -> None:
    shape = net("lstm", 1)
    symbols = text(1)
    inputs, targets = (np.repeat(part[None], 5, 0) for part in (symbols[:-1], symbols[1:]))
    state, expected = (TrainingState.fresh(initialise(shape, 0)) for _ in range(2))
    runner = WindowRunner(shape, STEPS, SEQUENCES)
    for into, rates in ((expected, [0.01, 0.01]), (state, [0.01, 0.01, 1e38, 0.01, 0.01])):
        runner.set_states(np.zeros_like(runner.states()))
        runner.take(into)
        losses, is_finite = runner.train(inputs[: len(rates)], targets[: len(rates)], ADAM_UNCLIPPED, rates)
        runner.give_back()
    assert not is_finite
    assert len(losses) == 4
    assert np.isfinite(losses).tolist() == [True, True, True, False]
    assert state.step == 2
    np.testing.assert_array_equal(state.parameters, expected.parameters)


def test_windows_of_another_shape_or_with_unknown_symbols_are_refused() -> None:
    shape = net("lstm", 1)
    runner = WindowRunner(shape, STEPS, SEQUENCES)
    runner.take(TrainingState.fresh(initialise(shape, 0)))
    right = np.zeros((STEPS, SEQUENCES), np.int32)
    with pytest.raises(ValueError, match="shape"):
        train(runner, right[1:], right[1:], ADAM)
    with pytest.raises(ValueError, match="between"):
        train(runner, right + SYMBOLS, right, ADAM)


@pytest.mark.parametrize("cell", catalogue.names())
def test_the_likeliest_symbols_are_those_of_the_interpreter(cell: str) -> None:
    shape = net(cell)
    parameters = 3 * initialise(shape, 3)
    writing = generate.write(shape, parameters.astype(np.float64), [1, 2, 3])
    expected = [next(writing).symbol for _ in range(40)]
    writer = Writer(shape, parameters)
    first = writer.write([1, 2, 3], np.zeros(25), temperature=0)
    second = writer.write([], np.zeros(15), temperature=0)
    assert [*first, *second] == expected


def test_reading_more_in_between_is_as_having_read_it() -> None:
    shape = net("lstm")
    parameters = 3 * initialise(shape, 4)
    one, other = Writer(shape, parameters), Writer(shape, parameters)
    written = one.write([0, 1], np.zeros(3), temperature=0)
    following = one.write([4, 2], np.zeros(5), temperature=0)
    np.testing.assert_array_equal(other.write([0, 1, *written, 4, 2], np.zeros(5), temperature=0), following)


LOGITS = np.array([0.3, -1.2, 1.7, 0.1, 0.9])


def indifferent() -> Writer:
    """A net whose prediction is always the same."""
    shape = net("rnn", 1)
    parameters = np.zeros(shape.parameter_count, np.float32)
    shape.view(parameters, OUTPUT_BIAS)[...] = LOGITS
    return Writer(shape, parameters)


@pytest.mark.parametrize(
    "temperature, count, mass",
    [(1.0, None, 1.0), (0.4, None, 1.0), (2.5, None, 1.0), (1.0, 2, 1.0), (1.0, None, 0.7), (0.8, 3, 0.95)],
)
def test_symbols_come_as_often_as_the_softmax_says(
    temperature: float, count: int | None, mass: float
) -> None:
    drawn = 100_000
    uniforms = np.random.default_rng(5).random(drawn, np.float32)
    written = indifferent().write([0], uniforms, temperature, count, mass)
    shares = np.exp(LOGITS / temperature) / np.exp(LOGITS / temperature).sum()
    order = np.argsort(-shares)
    needed = int(np.searchsorted(np.cumsum(shares[order]), mass)) + 1 if mass < 1 else len(shares)
    kept = order[: min(needed, count or len(shares))]
    expected = np.zeros(len(shares))
    expected[kept] = shares[kept] / shares[kept].sum()
    found = np.bincount(written, minlength=len(shares)) / drawn
    spread = np.sqrt(expected * (1 - expected) / drawn)
    assert (np.abs(found - expected) <= 5 * spread + 1e-9).all()
    # and one by one they are those that NumPy draws with the same numbers
    probabilities = np.exp(LOGITS) / np.exp(LOGITS).sum()
    again = [choose(probabilities, float(u), temperature, count, mass) for u in uniforms[:2000]]
    assert np.mean(np.array(again) == written[:2000]) > 0.999


def test_one_likeliest_symbol_only_is_the_likeliest() -> None:
    written = indifferent().write([0], np.linspace(0, 0.999, 50), 1.0, 1, 1.0)
    assert set(written.tolist()) == {2}
    assert set(indifferent().write([0], np.linspace(0, 0.999, 50), 1.0, None, 1e-6).tolist()) == {2}


def test_a_writer_needs_a_beginning() -> None:
    with pytest.raises(ValueError, match="begin"):
        indifferent().write([], np.zeros(1))
    with pytest.raises(ValueError, match="between"):
        indifferent().write([SYMBOLS], np.zeros(1))


@pytest.mark.parametrize("cell", ["lstm", "mut1"])
def test_wide_nets_and_many_rows(cell: str) -> None:
    """Rows whose distance is a large power of two are spaced, and weight gradients gathered in parts."""
    shape = NetShape(catalogue.load(cell), SYMBOLS, 128, 2, SYMBOLS)
    symbols = np.random.default_rng(0).integers(0, SYMBOLS, (71, 3)).astype(np.int32)
    state = TrainingState.fresh(initialise(shape, 1))
    runner = WindowRunner(shape, 70, 3)
    runner.take(state)
    sgd = OptimizerSettings("sgd", 10.0, 0.0, 0.0)
    loss, _ = train(runner, symbols[:-1], symbols[1:], sgd)
    runner.give_back()
    parameters = initialise(shape, 1).astype(np.float64)
    run = interpreter.forward(shape, parameters, symbols[:-1], symbols[1:])
    assert loss == pytest.approx(run.loss, rel=1e-5)
    expected = parameters - 10.0 * interpreter.backward(run)
    np.testing.assert_allclose(state.parameters, expected, atol=2e-5)


MANY = 35


def trained_in_parts(
    cell: str, hire: Hire | None
) -> tuple[TrainingState, list[float], npt.NDArray[np.float32]]:
    """Train on three windows of many sequences; return the state, the losses and the carried states."""
    shape = net(cell)
    symbols = np.random.default_rng(1).integers(0, SYMBOLS, (3 * STEPS + 1, MANY)).astype(np.int32)
    state = TrainingState.fresh(initialise(shape, 1))
    runner = WindowRunner(shape, STEPS, MANY)
    runner.take(state)
    losses = []
    with runner.crew.helped(hire, 3) if hire else nullcontext():
        for window in range(3):
            part = slice(window * STEPS, (window + 1) * STEPS)
            losses.append(train(runner, symbols[part], symbols[1:][part], ADAM)[0])
        runner.give_back()
        losses.append(runner.measure(symbols[part], symbols[1:][part]).loss)
    return state, losses, runner.states()


def test_windows_of_many_sequences_are_cut_by_their_number_alone() -> None:
    assert parts_of(31) == [slice(0, 31)]
    assert parts_of(35) == [slice(0, 17), slice(17, 35)]
    assert [len(parts_of(count)) for count in (1, 32, 63, 64, 128, 1024)] == [1, 2, 2, 4, 8, 8]


@pytest.mark.parametrize("cell", ["lstm", "gru", "mut1"])
def test_a_window_in_parts_trains_as_the_interpreter_does(cell: str) -> None:
    shape = net(cell)
    symbols = np.random.default_rng(1).integers(0, SYMBOLS, (3 * STEPS + 1, MANY)).astype(np.int32)
    oracle = Oracle(shape, initialise(shape, 1), MANY)
    parts = [slice(window * STEPS, (window + 1) * STEPS) for window in range(3)]
    expected = [oracle.train(symbols[part], symbols[1:][part]) for part in parts]
    state, losses, _ = trained_in_parts(cell, None)
    assert losses[:3] == pytest.approx(expected, rel=2e-5)
    np.testing.assert_allclose(state.parameters, oracle.state.parameters, atol=2e-4)


def never_comes(work: Callable[[], None]) -> Callable[[], None]:
    """Begin to help when all is over."""
    return work


@pytest.mark.parametrize("hire", [hire, never_comes])
def test_help_changes_nothing_and_is_not_waited_for(hire: Hire) -> None:
    alone, losses, carried = trained_in_parts("lstm", None)
    helped, again, also = trained_in_parts("lstm", hire)
    assert losses == again
    np.testing.assert_array_equal(alone.parameters, helped.parameters)
    np.testing.assert_array_equal(alone.second_moment, helped.second_moment)
    np.testing.assert_array_equal(carried, also)


def test_helpers_come_and_go() -> None:
    shape = net("lstm", 1)
    runner = WindowRunner(shape, STEPS, MANY)
    runner.take(TrainingState.fresh(initialise(shape, 1)))
    symbols = np.zeros((STEPS, MANY), np.int32)
    before = threading.active_count()
    for _ in range(3):
        with runner.crew.helped(hire, 5):
            assert runner.crew.helpers == 1
            assert threading.active_count() == before + 1
            losses = [train(runner, symbols, symbols, ADAM)[0] for _ in range(200)]
        assert runner.crew.helpers == 0
        assert threading.active_count() == before
    assert losses[-1] < 0.1


def test_a_helper_does_what_it_is_asked_for() -> None:
    """Two parts meet: neither ends before the other has begun, so there must be two at work."""
    meeting = threading.Barrier(2, timeout=20)
    work = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(lambda _: meeting.wait() and None)
    address = int(ctypes.cast(work, ctypes.c_void_p).value or 0)
    library = WindowRunner(net("rnn", 1), STEPS, 2).crew._library
    crew = Crew(library, [1, 2])
    crew._set("work", address)
    with crew.helped(hire, 1):
        for _ in range(20):
            library.entry("share")(crew.address)
    assert not meeting.broken
