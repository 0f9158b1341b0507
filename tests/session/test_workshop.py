"""The workshop: one kernel after the other, beside whoever asks; closing waits for the one in hand only."""

import threading
import time

import pytest

from rnnlab.core.cells import catalogue, kernel
from rnnlab.core.cells.graph import Cell
from rnnlab.core.problems import Problem
from rnnlab.session.workshop import Workshop


def _until_ready(workshop: Workshop, cell: Cell) -> None:
    limit = time.monotonic() + 20
    while not workshop.kernel_is_ready(cell):
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.002)


def test_a_kernel_is_made_beside_whoever_asks() -> None:
    workshop = Workshop()
    cell = catalogue.load(catalogue.names()[0])
    _until_ready(workshop, cell)
    assert kernel.is_ready(cell)
    workshop.close()


def test_what_cannot_be_compiled_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(cell: Cell) -> None:
        raise OSError(cell.name)

    monkeypatch.setattr(kernel, "is_ready", lambda cell: False)
    monkeypatch.setattr(kernel, "prepare", fail)
    workshop = Workshop()
    with pytest.raises(Problem) as caught:
        _until_ready(workshop, catalogue.load(catalogue.names()[0]))
    assert caught.value.code == "backend.unavailable"
    workshop.close()


def test_closing_waits_for_the_one_in_hand_only(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, release, made = threading.Event(), threading.Event(), []

    def slow(cell: Cell) -> None:
        begun.set()
        release.wait(10)
        made.append(cell.name)

    monkeypatch.setattr(kernel, "is_ready", lambda cell: False)
    monkeypatch.setattr(kernel, "prepare", slow)
    workshop = Workshop()
    names = catalogue.names()[:5]
    for name in names:
        assert not workshop.kernel_is_ready(catalogue.load(name))
    assert begun.wait(10)
    threading.Timer(0.05, release.set).start()
    workshop.close()
    assert made == [names[0]]
    assert not workshop.kernel_is_ready(catalogue.load(names[1]))


def test_torch_is_only_noted() -> None:
    loaded = [False]
    workshop = Workshop(lambda: loaded[0])
    assert not workshop.torch_is_ready()
    assert workshop.torch_is_wanted
    loaded[0] = True
    assert workshop.torch_is_ready()
    workshop.close()
