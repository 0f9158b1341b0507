"""Compiled code on the disk: found again, never trusted blindly, never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rnnlab.core.cells import graph, kernel
from rnnlab.core.cells.kernel import preparation, store
from rnnlab.core.cells.kernel.machine import Machine, object_code
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from tests.core.cells.kernel_helpers import assert_agrees, random_batch

EQUATIONS = "h = tanh(W_x @ x + W_h @ h + b_h) * 0.875"


@pytest.fixture
def cell(home: Path) -> graph.Cell:
    """Give a cell, with nothing compiled in memory and an empty cache."""
    del home
    store.forget()
    return parse_cell("stored", ("h",), EQUATIONS)


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what is compiled."""
    noted: list[str] = []

    def noting(source: str, machine: Machine) -> bytes:
        noted.append(source)
        return object_code(source, machine)

    monkeypatch.setattr(store, object_code.__name__, noting)
    return noted


def assert_works(cell: graph.Cell) -> None:
    shape = NetShape(cell, 4, 5, 2, 4)
    batch = random_batch(np.random.default_rng(0), shape, 4, 3, ragged=True)
    parameters = np.random.default_rng(1).normal(0, 0.5, shape.parameter_count).astype(np.float32)
    assert assert_agrees(shape, batch, parameters)


def files() -> list[Path]:
    return sorted(store.folder().iterdir())


def test_code_is_compiled_once_and_then_found(cell: graph.Cell, compilations: list[str]) -> None:
    assert not kernel.is_ready(cell)
    assert_works(cell)
    assert len(compilations) == 2  # the cell and the library
    assert len(files()) == 2
    assert_works(cell)
    assert len(compilations) == 2
    store.forget()
    assert kernel.is_ready(cell)
    assert_works(cell)
    assert len(compilations) == 2


def test_names_of_cells_do_not_matter_but_equations_do(cell: graph.Cell, compilations: list[str]) -> None:
    kernel.prepare(cell)
    kernel.prepare(parse_cell("renamed", ("h",), EQUATIONS))
    assert len(compilations) == 2
    kernel.prepare(parse_cell("stored", ("h",), EQUATIONS.replace("0.875", "0.75")))
    assert len(compilations) == 3


@pytest.mark.parametrize("damage", ["truncated", "changed", "empty", "foreign"])
def test_a_damaged_file_is_compiled_anew(cell: graph.Cell, compilations: list[str], damage: str) -> None:
    kernel.prepare(cell)
    store.forget()
    for file in files():
        content = file.read_bytes()
        middle = len(content) // 2
        file.write_bytes(
            {
                "truncated": content[:-10],
                "changed": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
                "empty": b"",
                "foreign": b"\x7fELF" + content,
            }[damage]
        )
    assert not kernel.is_ready(cell)
    assert_works(cell)
    assert len(compilations) == 4
    store.forget()
    assert kernel.is_ready(cell)


def test_a_cache_that_cannot_be_written_only_costs_time(
    cell: graph.Cell, compilations: list[str], home: Path
) -> None:
    home.write_text("a file where the folder should be")
    assert_works(cell)
    assert not kernel.is_ready(parse_cell("other", ("h",), "h = tanh(W_x @ x)"))
    store.forget()
    assert_works(cell)
    assert len(compilations) == 4


def test_a_full_disk_leaves_nothing_half_written(cell: graph.Cell, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert_works(cell)
    assert files() == []


def test_what_was_not_used_for_longest_is_deleted(cell: graph.Cell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MOST_FILES", 3)
    kernel.prepare(cell)
    left_behind = store.folder() / "tmp-of-a-crash"
    left_behind.write_bytes(b"half")
    for age, file in enumerate([*files()]):
        os.utime(file, (1e9 - age, 1e9 - age))
    store.forget()
    kernel.prepare(cell)  # found on the disk, which makes it new again
    kernel.prepare(parse_cell("other", ("h",), "h = tanh(W_x @ x + W_h @ h - 0.125)"))
    assert len(files()) == 3
    assert not left_behind.exists()
    store.forget()
    assert kernel.is_ready(cell)


def test_a_machine_that_llvm_cannot_serve_is_a_problem(
    cell: graph.Cell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise RuntimeError("no target")

    monkeypatch.setattr(store, object_code.__name__, fail)
    with pytest.raises(Problem) as caught:
        kernel.prepare(cell)
    assert caught.value.code == "backend.unavailable"
    assert caught.value.args["detail"] == "no target"


def test_another_version_of_the_generator_does_not_find_old_code(
    cell: graph.Cell, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel.prepare(cell)
    store.forget()
    assert kernel.is_ready(cell)
    monkeypatch.setattr(store, "_generator", lambda: "another")
    assert not kernel.is_ready(cell)


def test_two_processes_may_prepare_the_same_cell(cell: graph.Cell, compilations: list[str]) -> None:
    running = [kernel.prepare_in_subprocess(cell) for _ in range(2)]
    assert not all(kernel.is_prepared(preparation) for preparation in running)
    for one in running:
        assert one.process is not None
        assert one.process.wait(60) == 0
    assert all(kernel.is_prepared(one) for one in running)
    assert kernel.is_ready(cell)
    assert len(files()) == 2
    assert_works(cell)
    assert compilations == []


def test_a_preparation_can_be_stopped(cell: graph.Cell) -> None:
    one = kernel.prepare_in_subprocess(cell)
    one.stop()
    assert kernel.is_prepared(one)


def test_a_frozen_program_prepares_in_its_own_process(
    cell: graph.Cell, monkeypatch: pytest.MonkeyPatch, compilations: list[str]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    one = kernel.prepare_in_subprocess(cell)
    assert kernel.is_prepared(one)
    assert_works(cell)
    assert len(compilations) == 2


def test_a_process_that_cannot_start_is_no_misfortune(
    cell: graph.Cell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert kernel.is_prepared(preparation.prepare_in_subprocess(cell))
