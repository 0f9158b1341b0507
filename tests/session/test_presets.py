"""Every preset is complete, and its net really learns what it promises."""

import numpy as np
import pytest

from rnnlab.core.cells.interpreter_runner import InterpreterRunner
from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.net import initialise
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Reading, task_of
from rnnlab.core.training_state import TrainingState
from rnnlab.session.presets import Preset, all_presets, load_preset

PRESETS = pytest.mark.parametrize("preset", all_presets(), ids=lambda preset: preset.id)
NO_STEPS = np.zeros(0, np.int64)


def test_the_presets_of_the_lecture_in_their_order() -> None:
    assert [preset.id for preset in all_presets()] == [
        "hand-calculation",
        "korean-forward",
        "korean-reversed",
        "alphabet-forward",
        "alphabet-reversed",
        "memory",
        "months-korean",
        "months-english",
        "numbers",
        "addition",
        "echo",
        "copy",
    ]


@PRESETS
def test_a_preset_is_told_in_both_languages(preset: Preset) -> None:
    for text in (preset.title, preset.sentence):
        assert text.ko
        assert text.en
    assert preset.sentence.en.endswith((".", "?"))
    assert preset.sentence.ko.endswith((".", "?"))
    assert load_preset(preset.id) is preset


@PRESETS
def test_a_preset_reads_as_it_is_meant(preset: Preset) -> None:
    task = task_of(preset.experiment)
    assert task.vocabulary.notices == ()
    if isinstance(task, Reading):
        example = task.pose(preset.prefix)
        assert task.expected(example.inputs) == example.targets[-1]
        return
    prefix = task.vocabulary.encode(preset.prefix)
    assert prefix
    assert task.expected(prefix) is not None


@PRESETS
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_net_of_a_preset_learns(preset: Preset, seed: int | None) -> None:
    experiment = preset.experiment
    shape = experiment.shape()
    runner = InterpreterRunner(shape, task_of(experiment).batch())
    state = TrainingState.fresh(initialise(shape, experiment.seed if seed is None else seed))
    assert runner.evaluate(state.parameters).correct < runner.evaluate(state.parameters).total
    chunk = runner.advance(state, experiment.optimizer, experiment.stop.steps, True, NO_STEPS)
    assert chunk.status == "solved"
    runner.advance(state, experiment.optimizer, experiment.stop.steps - state.step, False, NO_STEPS)
    assert runner.evaluate(state.parameters).solved, "solved once, but not any more at the end"


def test_the_hand_calculation_is_the_lectures_net() -> None:
    shape = load_preset("hand-calculation").experiment.shape()
    assert (shape.input_size, shape.hidden_size, shape.output_size) == (3, 2, 3)
    assert shape.parameter_count == 3 * 2 + 2 * 2 + 2 + 2 * 3 + 3


def test_a_preset_says_only_what_differs() -> None:
    assert load_preset("korean-reversed").experiment == Experiment()
    assert load_preset("hand-calculation").experiment.optimizer == OptimizerSettings(learning_rate=0.05)


def test_an_unknown_preset() -> None:
    with pytest.raises(Problem) as caught:
        load_preset("../cells/rnn")
    assert caught.value.code == "preset.unknown"
    assert "korean-forward" in caught.value.args["known"]
