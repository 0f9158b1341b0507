"""Small traces come at once, large ones later, and only the newest request counts."""

import threading
import time
from collections.abc import Sequence

import numpy as np

from rnnlab.core import trace as traces
from rnnlab.core.cells import catalogue, kernel
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import Float32Array, NetShape, initialise
from rnnlab.core.trace import Trace
from rnnlab.session.tracer import Tracer, TraceRequest, can_be_compiled, record


def _request(hidden_size: int, steps: int, token: object = None) -> TraceRequest:
    shape = NetShape(catalogue.load(catalogue.names()[0]), 4, hidden_size, 1, 4)
    inputs = tuple(step % 4 for step in range(steps))
    return TraceRequest(shape, initialise(shape, 0), inputs, inputs, (), token)


def _wait(tracer: Tracer) -> tuple[TraceRequest, Trace]:
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        result = tracer.poll()
        if result is not None:
            return result
        time.sleep(0.002)
    raise AssertionError("no trace came")


def test_a_small_trace_comes_at_once() -> None:
    tracer = Tracer()
    result = tracer.request(_request(4, 3, "small"))
    assert result is not None
    assert result[0].token == "small"
    assert len(result[1]) == 3
    assert tracer.poll() is None
    tracer.close()


def test_a_large_trace_comes_later_and_is_the_same() -> None:
    request = _request(600, 60)
    assert not request.is_small
    tracer = Tracer()
    assert tracer.request(request) is None
    _, trace = _wait(tracer)
    direct = record(request.shape, request.parameters, request.inputs, request.targets)
    assert trace.loss == direct.loss
    tracer.close()


def test_only_the_newest_of_many_large_requests_counts() -> None:
    release, calls = threading.Event(), []

    def recorder(
        shape: NetShape,
        parameters: Float32Array,
        inputs: Sequence[int],
        targets: Sequence[int],
        clamps: Sequence[Clamp],
    ) -> Trace:
        calls.append(len(inputs))
        release.wait(10)
        return traces.record(shape, parameters, inputs[:2], targets[:2], clamps)

    tracer = Tracer(recorder)
    tracer.request(_request(600, 60, 0))
    while not calls:
        time.sleep(0.001)
    for number in range(1, 6):
        tracer.request(_request(600, 60 + number, number))
    release.set()
    request, _ = _wait(tracer)
    assert request.token == 5
    assert calls == [60, 65]
    tracer.close()


def test_a_small_request_overtakes_a_large_one_for_good() -> None:
    release = threading.Event()

    def recorder(shape: NetShape, parameters: Float32Array, *sequence: Sequence[int]) -> Trace:
        if shape.hidden_size > 100:
            release.wait(10)
        return traces.record(shape, parameters, sequence[0][:2])

    tracer = Tracer(recorder)  # type: ignore[arg-type]
    tracer.request(_request(600, 60, "late"))
    result = tracer.request(_request(4, 3, "now"))
    assert result is not None
    release.set()
    tracer.close()
    assert tracer.poll() is None


def test_compiled_traces_are_the_interpreter_s() -> None:
    request = _request(9, 7)
    kernel.prepare(request.shape.cell)
    assert can_be_compiled(request.shape, ())
    compiled = record(request.shape, request.parameters, request.inputs, request.targets)
    interpreted = traces.record(request.shape, request.parameters, request.inputs, request.targets)
    assert compiled.values.keys() == interpreted.values.keys()
    for key, values in interpreted.values.items():
        np.testing.assert_allclose(compiled.values[key], values, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(compiled.gradients[key], interpreted.gradients[key], rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(compiled.losses, interpreted.losses, rtol=1e-4)


def test_a_held_unit_is_traced_although_compiled_code_knows_none() -> None:
    request = _request(5, 4)
    kernel.prepare(request.shape.cell)
    held = Clamp(1, request.shape.cell.output, 2, 0.25)
    assert not can_be_compiled(request.shape, (held,))
    trace = record(request.shape, request.parameters, request.inputs, request.targets, (held,))
    assert trace.values[request.shape.key(held.quantity, 1)][:, 2].tolist() == [0.25] * 4
    assert trace.clamps == (held,)
