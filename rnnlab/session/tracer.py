"""Traces on demand: at once for tiny nets, in a worker thread for large ones, so that the window never waits.

Only the newest request counts; one that has not begun when a newer one comes is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rnnlab.core import trace as traces
from rnnlab.core.cells import kernel
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.trace import Trace
from rnnlab.session.newest import Newest

# Floating-point operations that fit well inside one frame of the window, interpreted and compiled.
AT_ONCE = 2e7
AT_ONCE_COMPILED = 4e7
# What one node costs the interpreter at one time step, in floating-point operations it could do meanwhile.
NODE_OVERHEAD = 6_000.0


@dataclass(frozen=True, eq=False)
class TraceRequest:
    """A sequence to run through a net.

    Attributes
    ----------
    token
        Anything; comes back with the trace.
    """

    shape: NetShape
    parameters: Float32Array
    inputs: tuple[int, ...]
    targets: tuple[int, ...]
    clamps: tuple[Clamp, ...] = ()
    token: object = None

    @property
    def operations(self) -> float:
        """Return roughly how much work the trace is, in floating-point operations."""
        nodes = len(self.shape.cell.nodes) * self.shape.layers
        return self._arithmetic + len(self.inputs) * 3 * nodes * NODE_OVERHEAD

    @property
    def _arithmetic(self) -> float:
        return len(self.inputs) * 6.0 * self.shape.parameter_count

    @property
    def is_small(self) -> bool:
        """Whether whoever asks can wait for it."""
        if can_be_compiled(self.shape, self.clamps):
            return self._arithmetic <= AT_ONCE_COMPILED
        return self.operations <= AT_ONCE


Recorder = Callable[[NetShape, Float32Array, Sequence[int], Sequence[int], Sequence[Clamp]], Trace]


def can_be_compiled(shape: NetShape, clamps: Sequence[Clamp]) -> bool:
    """Return whether compiled code is at hand for a trace; it knows no clamps."""
    return not clamps and kernel.can_record(shape)


def record(
    shape: NetShape,
    parameters: Float32Array,
    inputs: Sequence[int],
    targets: Sequence[int],
    clamps: Sequence[Clamp] = (),
) -> Trace:
    """Record a trace with compiled code if it is at hand, ten times faster, else with the interpreter."""
    if can_be_compiled(shape, clamps):
        return kernel.record(shape, parameters, inputs, targets)
    return traces.record(shape, parameters, inputs, targets, clamps)


class Tracer:
    """Records traces for whoever asks."""

    def __init__(self, recorder: Recorder = record) -> None:
        self._recorder = recorder
        self._later: Newest[TraceRequest, Trace] = Newest(self._record, "tracer")

    def request(self, request: TraceRequest) -> tuple[TraceRequest, Trace] | None:
        """Return the trace at once if it is small work, else None: it comes from :meth:`poll` later."""
        if request.is_small:
            self._later.forget()
            return request, self._record(request)
        self._later.request(request)
        return None

    def poll(self) -> tuple[TraceRequest, Trace] | None:
        """Return a trace made in the background since the last look."""
        return self._later.poll()

    def close(self) -> None:
        """End the worker and wait for it."""
        self._later.close()

    def _record(self, request: TraceRequest) -> Trace:
        return self._recorder(
            request.shape, request.parameters, request.inputs, request.targets, request.clamps
        )
