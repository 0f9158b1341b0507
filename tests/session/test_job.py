"""The training thread: reports arrive in order, it ends when asked, and its failures become sentences."""

import os
import sys
import threading
from collections.abc import Iterator

import numpy as np

from rnnlab.core.backends import BackendChoice
from rnnlab.core.problems import Problem
from rnnlab.core.training import Report
from rnnlab.session.job import MAILBOX_CAPACITY, NICENESS, TrainingJob, step_back


def _report(step: int, status: str = "running") -> Report:
    return Report(
        first_step=step,
        losses=np.ones(1, np.float32),
        correct=np.zeros(1, np.int64),
        total=1,
        snapshot_steps=np.zeros(0, np.int64),
        snapshots=np.zeros((0, 1), np.float32),
        step=step + 1,
        parameters=np.zeros(1, np.float32),
        status=status,
        choice=BackendChoice("interpreter"),
        seconds=0.0,
    )


def _never() -> None:
    """Ignore the request to pause."""


def test_reports_arrive_in_order_then_the_outcome() -> None:
    job = TrainingJob(lambda: iter([_report(step) for step in range(20)]), _never)
    job.start()
    assert job.join(5)
    post = job.mailbox.take()
    assert [report.first_step for report in post.reports] == list(range(20))
    assert post.finished
    assert post.problem is None
    assert job.mailbox.take().reports == []


def test_each_job_has_a_number_of_its_own() -> None:
    numbers = {TrainingJob(lambda: iter(()), _never).number for _ in range(5)}
    assert len(numbers) == 5


def test_a_problem_in_the_thread_becomes_the_outcome() -> None:
    def reports() -> Iterator[Report]:
        yield _report(0)
        raise Problem("device.missing", "device", device="cuda")

    job = TrainingJob(reports, _never)
    job.start()
    assert job.join(5)
    post = job.mailbox.take()
    assert len(post.reports) == 1
    assert post.problem == Problem("device.missing", "device", device="cuda")


def test_unexpected_failures_and_full_memory_are_said_too() -> None:
    outcomes = []
    for error in (MemoryError(), RuntimeError("the matter")):

        def reports(error: BaseException = error) -> Iterator[Report]:
            yield _report(0)
            raise error

        job = TrainingJob(reports, _never)
        job.start()
        assert job.join(5)
        outcomes.append(job.mailbox.take().problem)
    assert [problem.code for problem in outcomes if problem] == ["training.memory", "training.failed"]
    assert "the matter" in str(outcomes[1])


def test_an_endless_job_ends_soon_after_stop_even_if_nobody_looks() -> None:
    pause = threading.Event()

    def reports() -> Iterator[Report]:
        step = 0
        while not pause.is_set():
            yield _report(step)
            step += 1

    job = TrainingJob(reports, pause.set)
    job.start()
    while len(job.mailbox._post.reports) < MAILBOX_CAPACITY:
        threading.Event().wait(0.001)
    assert job.is_alive
    job.stop()
    assert job.join(5)


def test_a_pace_slows_the_job_down_and_can_be_lifted() -> None:
    pace: list[float | None] = [2.0]
    job = TrainingJob(lambda: iter([_report(step) for step in range(50)]), _never, lambda: pace[0])
    job.start()
    threading.Event().wait(0.05)
    assert job.is_alive
    assert len(job.mailbox.take().reports) == 1
    pace[0] = None
    assert job.join(5)
    assert job.mailbox.take().finished


def test_training_steps_back_and_the_window_does_not() -> None:
    found: list[int] = []

    def work() -> None:
        step_back()
        if sys.platform == "linux":
            found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, 0) if sys.platform == "linux" else 0
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert all(priority >= NICENESS for priority in found)
    assert not found or os.getpriority(os.PRIO_PROCESS, 0) == before
