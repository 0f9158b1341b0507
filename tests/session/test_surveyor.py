"""Surveys come from a worker thread, one a net at a time, and what is dropped never arrives."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from rnnlab.core.experiment import Experiment
from rnnlab.core.net import initialise
from rnnlab.core.tasks import task_of
from rnnlab.core.trace import record
from rnnlab.session.surveyor import Survey, Surveyor, SurveyRequest, survey


def request(key: int = 1, step: int = 0, delay: int = 4) -> SurveyRequest:
    experiment = Experiment("A-C", task="echo", delay=delay, hidden_size=5)
    shape = experiment.shape()
    return SurveyRequest(key, shape, initialise(shape, 0), task_of(experiment).batch(), step)


def wait(surveyor: Surveyor) -> list[tuple[SurveyRequest, Survey]]:
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        if found := surveyor.poll():
            return found
        time.sleep(0.002)
    raise AssertionError("no survey came")


def test_what_is_measured() -> None:
    asked = request(step=7)
    found = survey(asked)
    batch, parameters = asked.batch, asked.parameters.astype(np.float64)
    traces = [
        record(asked.shape, parameters, batch.inputs[:, column], batch.targets[:, column])
        for column in range(3)
    ]
    gradient = np.mean([trace.parameters_gradient for trace in traces], axis=0)
    assert found.gradient_norm == pytest.approx(np.linalg.norm(gradient))
    assert found.loss == pytest.approx(np.mean([trace.loss for trace in traces]))
    assert (found.total, found.step) == (3, 7)
    assert found.flow.trace.loss == pytest.approx(traces[0].loss)


def test_the_clip_factor_is_that_of_training() -> None:
    found = survey(request())
    assert found.clip_factor(0.0) == 1.0
    assert found.clip_factor(found.gradient_norm * 2) == 1.0
    assert found.clip_factor(found.gradient_norm / 2) == pytest.approx(0.5, rel=1e-4)


def test_a_survey_comes_from_the_worker() -> None:
    surveyor = Surveyor()
    asked = request()
    surveyor.request(asked)
    assert surveyor.is_busy(1)
    [(answered, found)] = wait(surveyor)
    assert answered is asked
    assert found.flow.steps == 5
    assert not surveyor.is_busy()
    surveyor.close()


def test_what_was_dropped_never_arrives_and_the_newest_replaces_the_waiting() -> None:
    release, begun = threading.Event(), threading.Event()
    worked: list[tuple[int, int]] = []

    def work(asked: SurveyRequest) -> Survey:
        worked.append((asked.key, asked.step))
        begun.set()
        release.wait(10)
        return survey(asked)

    surveyor = Surveyor(work)
    surveyor.request(request(1))
    begun.wait(10)
    surveyor.request(request(2, 1))
    surveyor.request(request(2, 2))
    surveyor.request(request(3))
    surveyor.drop(1)
    surveyor.drop(3)
    release.set()
    [(answered, _)] = wait(surveyor)
    assert (answered.key, answered.step) == (2, 2)
    surveyor.close()
    assert worked == [(1, 0), (2, 2)]
    assert surveyor.poll() == []
