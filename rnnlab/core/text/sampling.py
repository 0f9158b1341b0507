"""Writing text: one stream of characters, each drawn from the net's own prediction and read again.

Compiled code writes hundreds of thousands of characters a second. Where it cannot be had the same choice is
made in NumPy; with the same seed both write the same, up to the rounding of float32.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells import kernel
from rnnlab.core.fields import range_problem
from rnnlab.core.generate import Stepper
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.problems import Problem

Int32Array = npt.NDArray[np.int32]

TEMPERATURE_LIMIT = 5.0
LENGTH_LIMIT = 10_000_000
INTERPRETED_PARAMETERS = 1_000_000
"""A net of up to so many parameters writes a page sooner than its code is compiled."""
CHUNK = 256
"""Characters written in the first call; between two calls writing can be stopped."""
CALL_SECONDS = 0.012
"""About how long a call is where nobody asks for another length: the end of each costs other threads time."""
_LARGEST_CHUNK = 16_384


@dataclass(frozen=True)
class SamplingSettings:
    """How characters are chosen.

    Attributes
    ----------
    temperature
        0 for the likeliest; below 1 likelier ones are preferred, above 1 all become more alike.
    top_count
        Only so many of the likeliest are drawn from; 0 for all.
    top_mass
        Only the likeliest that together have this probability are drawn from, above 0 up to 1.
    seed
        Of the draws.
    """

    temperature: float = 0.8
    top_count: int = 0
    top_mass: float = 1.0
    seed: int = 0

    def validated(self) -> SamplingSettings:
        """Return these settings, or raise the first Problem, at its field."""
        limits: tuple[tuple[str, float, float], ...] = (
            ("temperature", 0, TEMPERATURE_LIMIT),
            ("top_count", 0, 1_000_000),
            ("top_mass", 0, 1),
            ("seed", 0, 2**32 - 1),
        )
        for name, low, high in limits:
            if problem := range_problem(name, getattr(self, name), low, high):
                raise problem
        if self.top_mass == 0:
            raise Problem("experiment.above", "top_mass", value=0, low=0, high=1)
        return self


class Writer(Protocol):
    """Writes one stream; see `rnnlab.core.cells.kernel.Writer`."""

    def write(
        self,
        prime: npt.ArrayLike,
        uniforms: npt.ArrayLike,
        temperature: float = 1.0,
        top_count: int | None = None,
        top_mass: float = 1.0,
    ) -> Int32Array:
        """Read some symbols, then write as many as there are uniforms."""
        ...


class InterpretedWriter:
    """The same as compiled code does, in NumPy."""

    def __init__(self, shape: NetShape, parameters: Float32Array) -> None:
        self._stepper = Stepper(shape, parameters)
        self._last: int | None = None

    def write(
        self,
        prime: npt.ArrayLike,
        uniforms: npt.ArrayLike,
        temperature: float = 1.0,
        top_count: int | None = None,
        top_mass: float = 1.0,
    ) -> Int32Array:
        """Read some symbols, then write; see `rnnlab.core.cells.kernel.Writer.write`."""
        for symbol in np.asarray(prime, np.int32).tolist():
            if self._last is not None:
                self._stepper.step(self._last)
            self._last = symbol
        if self._last is None:
            raise ValueError("the first call needs a symbol to begin with")
        written = []
        for uniform in np.asarray(uniforms, np.float64).tolist():
            probabilities = self._stepper.step(self._last)  # (V,)
            self._last = choose(probabilities, uniform, temperature, top_count, top_mass)
            written.append(self._last)
        return np.array(written, np.int32)


def choose(
    probabilities: npt.NDArray[np.floating],
    uniform: float,
    temperature: float,
    top_count: int | None,
    top_mass: float,
) -> int:
    """Return the symbol that a uniform number draws from probabilities (V,)."""
    if temperature <= 0:
        return int(probabilities.argmax())
    with np.errstate(divide="ignore"):
        logits = np.log(probabilities.astype(np.float64)) / temperature  # (V,)
    weights = np.exp(logits - logits.max())  # (V,)
    if (top_count is None or top_count >= len(weights)) and top_mass >= 1:
        order = np.arange(len(weights))
    else:
        order = np.argsort(-weights, kind="stable")  # (V,)
        masses = np.cumsum(weights[order])  # (V,)
        count = int(np.searchsorted(masses, top_mass * masses[-1])) + 1
        order = order[: min(count, top_count or len(weights))]
    sums = np.cumsum(weights[order])  # (k,)
    place = int(np.searchsorted(sums, uniform * sums[-1], side="right"))
    return int(order[min(place, len(order) - 1)])


def writer_of(shape: NetShape, parameters: Float32Array, *, waits: bool = True) -> Writer:
    """Return a fresh stream of a net: compiled if this machine can, else interpreted.

    Parameters
    ----------
    shape, parameters
        The net; parameters flat float32 (P,).
    waits
        Whether code that is not there yet is compiled first, which takes seconds; without waiting a small
        net is interpreted meanwhile, which writes the same.
    """
    if not waits and shape.parameter_count <= INTERPRETED_PARAMETERS and not kernel.is_ready(shape.cell):
        return InterpretedWriter(shape, parameters)
    try:
        return kernel.Writer(shape, parameters)
    except Problem:
        return InterpretedWriter(shape, parameters)


def write(
    shape: NetShape,
    parameters: Float32Array,
    prime: npt.ArrayLike,
    length: int,
    settings: SamplingSettings,
    chunk: int | None = None,
    *,
    waits: bool = True,
) -> Iterator[Int32Array]:
    """Write after a beginning, in chunks; whoever stops iterating stops it.

    Parameters
    ----------
    shape, parameters
        The net; parameters flat float32 (P,).
    prime
        At least one symbol, which the net reads first.
    length
        Symbols to be written.
    settings
        How they are chosen.
    chunk
        Symbols at a time, None for as many as take about `CALL_SECONDS`; the text does not depend on it.
    waits
        See `writer_of`.

    Yields
    ------
    array
        Symbols, int32, (n,).
    """
    stream = writer_of(shape, parameters, waits=waits)
    generator = np.random.Generator(np.random.PCG64(settings.seed))
    beginning = np.asarray(prime, np.int32)  # (k,)
    done, count = 0, chunk or CHUNK
    while done < length:
        began = time.perf_counter()
        uniforms = generator.random(min(count, length - done), np.float32)  # (n,)
        symbols = stream.write(
            beginning, uniforms, settings.temperature, settings.top_count or None, settings.top_mass
        )
        if chunk is None:
            count = fitted_chunk(count, time.perf_counter() - began)
        yield symbols
        beginning = beginning[:0]
        done += len(uniforms)


def fitted_chunk(count: int, seconds: float) -> int:
    """Return how many symbols to write in the next call, after a call that took so long for ``count``."""
    if seconds > 2 * CALL_SECONDS:
        return max(count // 2, 1)
    return min(2 * count, _LARGEST_CHUNK) if seconds < CALL_SECONDS / 2 else count
