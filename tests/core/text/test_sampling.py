from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.cells import kernel
from rnnlab.core.net import Float32Array, NetShape, initialise
from rnnlab.core.problems import Problem
from rnnlab.core.text import sampling
from rnnlab.core.text.sampling import CALL_SECONDS, InterpretedWriter, SamplingSettings, fitted_chunk, write
from tests.core.text.helpers import changed, run

SHAPE = run(changed(layers=2, hidden_size=16)).shape
WEIGHTS = 4 * initialise(SHAPE, 1)


def text(settings: SamplingSettings, length: int = 300, chunk: int | None = 64) -> list[int]:
    pieces = write(SHAPE, WEIGHTS, [1, 2], length, settings, chunk)
    return [int(symbol) for piece in pieces for symbol in piece]


@pytest.mark.parametrize(
    "settings",
    [SamplingSettings(), SamplingSettings(0.0), SamplingSettings(1.3, 5), SamplingSettings(1.0, 0, 0.8, 9)],
)
def test_the_text_depends_on_the_seed_and_not_on_the_chunks(
    settings: SamplingSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = text(settings)
    assert len(expected) == 300
    assert text(settings, chunk=7) == expected
    assert text(settings, chunk=None) == expected
    assert text(settings, 100) == expected[:100]

    def interpreted(shape: NetShape, parameters: Float32Array, *, waits: bool) -> InterpretedWriter:
        assert waits
        return InterpretedWriter(shape, parameters)

    monkeypatch.setattr(sampling, "writer_of", interpreted)
    assert text(settings, 60) == expected[:60]


def test_whoever_does_not_wait_for_code_gets_the_same_text(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = text(SamplingSettings(), 60)
    monkeypatch.setattr(kernel, "is_ready", lambda _: False)
    assert isinstance(sampling.writer_of(SHAPE, WEIGHTS, waits=False), InterpretedWriter)
    assert isinstance(sampling.writer_of(SHAPE, WEIGHTS), kernel.Writer)
    pieces = write(SHAPE, WEIGHTS, [1, 2], 60, SamplingSettings(), 64, waits=False)
    assert [int(symbol) for piece in pieces for symbol in piece] == expected
    # a large net is written faster by code, even if that has to be made first
    monkeypatch.setattr(sampling, "INTERPRETED_PARAMETERS", SHAPE.parameter_count - 1)
    assert isinstance(sampling.writer_of(SHAPE, WEIGHTS, waits=False), kernel.Writer)


def test_another_seed_is_another_text() -> None:
    assert text(SamplingSettings(seed=1)) != text(SamplingSettings(seed=2))


def test_writing_can_be_stopped_between_chunks() -> None:
    writing = write(SHAPE, WEIGHTS, [0], 10**7, SamplingSettings(), 10)
    assert len(next(writing)) == 10
    writing.close()  # type: ignore[attr-defined]


def test_calls_are_made_as_long_as_wanted() -> None:
    assert fitted_chunk(256, 0.001) == 512
    assert fitted_chunk(256, CALL_SECONDS) == 256
    assert fitted_chunk(256, 0.1) == 128
    assert fitted_chunk(1, 1.0) == 1
    count = 256
    for _ in range(40):
        count = fitted_chunk(count, 0.0)
    assert fitted_chunk(count, 0.0) == count


@pytest.mark.parametrize(
    "settings, field",
    [
        (SamplingSettings(temperature=-1), "temperature"),
        (SamplingSettings(temperature=float("nan")), "temperature"),
        (SamplingSettings(top_count=-1), "top_count"),
        (SamplingSettings(top_mass=0), "top_mass"),
        (SamplingSettings(top_mass=1.5), "top_mass"),
        (SamplingSettings(seed=-1), "seed"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(settings: SamplingSettings, field: str) -> None:
    with pytest.raises(Problem) as caught:
        settings.validated()
    assert caught.value.field == field


def test_an_interpreted_writer_needs_a_beginning() -> None:
    with pytest.raises(ValueError, match="begin"):
        InterpretedWriter(SHAPE, WEIGHTS).write([], np.zeros(1))
