"""Sweeps in threads: everything is done, in time or not at all."""

import time
from dataclasses import replace

import pytest

from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.sweep import train_seeds
from rnnlab.session.sweep_job import SweepJob, SweepResult, SweepUnit

SMALL = Experiment("가-마", hidden_size=8, optimizer=OptimizerSettings("adam", 0.05))
SLOW = replace(SMALL, optimizer=OptimizerSettings("sgd", 1e-6))


def drain(job: SweepJob) -> list[SweepResult]:
    job.start()
    assert job.join(20)
    return job.take()


@pytest.mark.parametrize("workers", [1, 3])
def test_threads_find_what_one_finds(workers: int) -> None:
    units = [SweepUnit(seed, SMALL, (seed, seed + 1), 200) for seed in range(0, 12, 2)]
    results = drain(job := SweepJob(units, len(units), workers))
    assert {result.unit for result in results} == set(units)
    found = {run.seed: run.solved_step for result in results for run in result.runs}
    alone = {run.seed: run.solved_step for ended in train_seeds(SMALL, range(12), 200) for run in ended}
    assert found == alone
    assert (job.done, job.total, job.is_alive, job.was_stopped) == (6, 6, False, False)
    assert job.remaining == 0


def test_a_unit_that_cannot_be_done_tells_why_and_the_others_go_on() -> None:
    units = [SweepUnit("bad", replace(SMALL, hidden_size=0), (0,), 10), SweepUnit("good", SMALL, (0,), 10)]
    results = {result.unit.key: result for result in drain(SweepJob(units, 2))}
    problem = results["bad"].problem
    assert problem is not None
    assert problem.field == "hidden_size"
    assert len(results["good"].runs) == 1


def test_stopping_is_quick_and_keeps_what_is_there() -> None:
    units = [SweepUnit("quick", SMALL, (0,), 1), *(SweepUnit(n, SLOW, (0, 1), 100_000_000) for n in range(4))]
    job = SweepJob(units, len(units), 2)
    assert job.remaining is None
    job.start()
    results: list[SweepResult] = []
    while not results:
        results += job.take()
        time.sleep(0.005)
    started = time.perf_counter()
    job.stop()
    assert job.join(5)
    assert time.perf_counter() - started < 1
    assert job.was_stopped
    assert [result.unit.key for result in results + job.take()] == ["quick"]


def test_no_work_is_done_at_once() -> None:
    job = SweepJob([], 0)
    assert drain(job) == []
    assert not job.is_alive
