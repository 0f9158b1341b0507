from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import torch

from rnnlab.core.cells import catalogue, interpreter
from rnnlab.core.problems import Problem
from rnnlab.core.text import engine_choice, engine_torch, engines, memory, training
from rnnlab.core.text.corpus import IndexArray
from rnnlab.core.text.diary import is_page, page
from rnnlab.core.text.engine_choice import Trial, candidates, fastest
from rnnlab.core.text.engines import CompiledEngine, EnginePlan, make, no_states
from rnnlab.core.text.record import Record, TextState
from rnnlab.core.text.training import BITS, Controls, take, train
from rnnlab.core.text.windows import Int32Array, Position, Window, split
from rnnlab.session.hired import hire
from tests.core.text.helpers import COMPILED, SMALL, TORCH, changed, run, trained

PLANS = {
    "compiled": (COMPILED, SMALL),
    "torch": (TORCH, SMALL),
    "dropout": (TORCH, changed(layers=2, dropout=0.3)),
    "bfloat16": (EnginePlan("torch", precision="bfloat16"), changed(layers=2, hidden_size=16)),
    "another cell": (TORCH, changed(cell="mut1", layers=2, dropout=0.3)),
}


def assert_equal(one: TextState, other: TextState) -> None:
    for name in ("parameters", "first_moment", "second_moment", "step"):
        np.testing.assert_array_equal(getattr(one.training, name), getattr(other.training, name))
    np.testing.assert_array_equal(one.carried, other.carried)
    assert one.position == other.position


@pytest.mark.parametrize("name", PLANS)
def test_a_run_in_two_parts_is_the_run_in_one_bit_for_bit(name: str) -> None:
    plan, settings = PLANS[name]
    whole, record, _ = trained(run(settings), plan)
    first, early, _ = trained(run(settings), plan, steps=13)
    assert first.training.step == 13
    second, late, _ = trained(run(settings), plan, state=first)
    assert_equal(whole, second)
    both = np.concatenate([early.curve.losses, late.curve.losses])
    np.testing.assert_array_equal(both, record.curve.losses)
    assert record.validations[-1] == late.validations[-1]
    assert record.diary[-1].text == late.diary[-1].text


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru-torch", "gru", "mut2"])
def test_compiled_code_and_torch_learn_the_same(cell: str) -> None:
    settings = changed(cell=cell, layers=2, steps=12)
    one, record, _ = trained(run(settings), COMPILED)
    other, again, _ = trained(run(settings), TORCH)
    np.testing.assert_allclose(record.curve.losses, again.curve.losses, rtol=1e-3)
    np.testing.assert_allclose(one.training.parameters, other.training.parameters, atol=5e-3)
    np.testing.assert_allclose(one.carried, other.carried, atol=5e-3)
    assert record.validations[-1][1] == pytest.approx(again.validations[-1][1], rel=1e-3)


def test_the_first_loss_and_the_test_are_those_of_the_interpreter() -> None:
    which = run(changed(batch_size=1, sequence_length=40, validation_share=0.3))
    _, record, _ = trained(which, COMPILED, steps=1)
    parameters = which.begin().training.parameters.astype(np.float64)
    learnt, held = split(which.corpus.indices, 0.3)
    first = interpreter.forward(which.shape, parameters, *_sides(learnt[:41]))
    assert record.curve.losses[0] == pytest.approx(first.loss * BITS, rel=1e-5)
    tested = interpreter.forward(which.shape, parameters, *_sides(held))
    assert record.validations[0][0] == 0
    assert record.validations[0][1] == pytest.approx(tested.loss * BITS, rel=1e-5)


def _sides(text: IndexArray) -> tuple[Int32Array, Int32Array]:
    symbols = text.astype(np.int32)[:, None]
    return symbols[:-1], symbols[1:]


def test_help_changes_no_number() -> None:
    settings = changed(batch_size=32, layers=2, steps=24, clip_norm=0.5)
    alone, record, _ = trained(run(settings), COMPILED)
    before = threading.active_count()
    two = EnginePlan("compiled", threads=2)
    helped, state = Record.empty(run(settings).shape.parameter_count), run(settings).begin()
    for report in train(run(replace(settings, threads=2)), state, Controls(24), two, hire):
        take(helped, report)
        assert report.plan == two
    assert threading.active_count() == before
    assert_equal(alone, state)
    np.testing.assert_array_equal(record.curve.losses, helped.curve.losses)
    assert record.validations == helped.validations


def test_bfloat16_learns_about_the_same() -> None:
    settings = changed(hidden_size=16, steps=60)
    _, record, _ = trained(run(settings), TORCH)
    _, mixed, _ = trained(run(settings), EnginePlan("torch", precision="bfloat16"))
    assert mixed.curve.recent(10) == pytest.approx(record.curve.recent(10), rel=0.03)


def test_it_learns_and_keeps_a_diary() -> None:
    which = run(changed(hidden_size=24, steps=320))
    state, record, reports = trained(which)
    assert [entry.step for entry in record.diary] == [0, 10, 20, 40, 80, 160, 320]
    assert record.shelf.steps == (0, 10, 20, 40, 80, 160, 320)
    assert all(len(entry.text) == 600 for entry in record.diary)
    assert record.diary[-1].measures["words"] == pytest.approx(1.0, abs=0.3)
    assert record.diary[0].measures["words"] != record.diary[-1].measures["words"]
    assert record.curve.recent(10) == pytest.approx(0.6, abs=0.6)
    assert record.validations[0][1] > 3.5
    assert record.baseline == {"words": 1.0}
    assert record.validations[-1][1] < 1.5
    assert reports[-1].status == "finished"
    assert reports[-1].state is not None
    assert_equal(reports[-1].state, state)
    assert sum(report.characters for report in reports) == 320 * which.windows.steps * which.windows.sequences


def test_the_weights_of_the_lowest_test_loss_are_kept() -> None:
    # too fast to get better all the time
    which = run(changed(steps=40, learning_rate=0.5, schedule="constant", warmup_steps=0, seed=1))
    _, record, _ = trained(which)
    best = record.best_weights
    assert best is not None
    assert (best.step, best.loss) == min(record.validations, key=lambda pair: pair[1])
    assert best.step < 40
    first, _, _ = trained(which, steps=best.step)
    np.testing.assert_array_equal(best.parameters, first.training.parameters)


def test_without_a_part_held_back_there_are_no_best_weights() -> None:
    _, record, _ = trained(run(changed(validation_share=0.0, steps=10)))
    assert record.best_weights is None


def test_the_diary_is_written_at_its_temperature() -> None:
    which = run(changed(steps=20, diary_temperature=0.0))
    _, record, _ = trained(which)
    assert [entry.temperature for entry in record.diary] == [0, 0, 0]
    controls, record = Controls(20, chunk_seconds=0.0), Record.empty(which.shape.parameter_count)
    for report in train(which, which.begin(), controls, COMPILED):
        take(record, report)
        controls.diary_temperature = 1.5 if report.step >= 10 else None
    assert [entry.temperature for entry in record.diary] == [0, 0, 1.5]
    parameters = record.shelf.at(20)
    assert parameters is not None
    assert record.diary[-1].text == page(which.at_temperature(1.5), parameters, 20, None, None).text


def test_pages_are_written_at_doubling_steps() -> None:
    assert [step for step in range(700) if is_page(step)] == [0, 10, 20, 40, 80, 160, 320, 640]


def test_pausing_ends_it_after_the_steps_in_hand() -> None:
    which, controls = run(), Controls(30, chunk_seconds=0.0)
    state = which.begin()
    for report in train(which, state, controls, COMPILED):
        controls.pause_requested = report.step >= 7
    assert report.status == "running"
    assert 7 <= report.step == state.training.step < 30
    assert report.state is not None


@pytest.mark.parametrize("seconds", [1e-4, 1.0])
def test_a_run_does_not_depend_on_how_many_windows_are_done_at_once(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "CALL_SECONDS", 0.0)
    expected, record, _ = trained(run(), COMPILED, steps=30)
    monkeypatch.setattr(engines, "CALL_SECONDS", seconds)
    state, again, _ = trained(run(), COMPILED, steps=30)
    assert_equal(state, expected)
    np.testing.assert_array_equal(again.curve.losses, record.curve.losses)


def test_a_state_is_handed_out_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "CALL_SECONDS", 0.0)
    which, controls = run(), Controls(30, chunk_seconds=0.0)
    states = {}
    for report in train(which, which.begin(), controls, COMPILED):
        if report.step == 4:
            controls.wants_state = True
        if report.state is not None:
            states[report.step] = report.state
    assert sorted(states) == [5, 30]
    assert states[5].training.step == 5
    expected, _, _ = trained(run(), COMPILED, steps=5)
    assert_equal(states[5], expected)


@pytest.mark.parametrize("plan", [COMPILED, TORCH])
def test_a_loss_that_is_no_number_ends_it_and_keeps_what_was_learnt(plan: EnginePlan) -> None:
    which = run()
    state, _, _ = trained(which, plan, steps=5)
    state.training.parameters[:] = 3e38
    before = state.copy()
    reports = list(train(which, state, Controls(30), plan))
    assert reports[-1].status == "diverged"
    assert reports[-1].diverged_step == 5
    assert_equal(state, before)
    assert reports[-1].state is not None


class Greedy(CompiledEngine):
    """Has no memory left after a few steps."""

    steps = 0

    def train(self, windows: Sequence[Window], rates: Sequence[float]) -> None:
        self.steps += len(windows)
        if self.steps > 12:
            raise RuntimeError(
                "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate"
            )
        super().train(windows, rates)


def test_too_little_memory_ends_in_a_proposal_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    which = run(changed(batch_size=32))
    monkeypatch.setattr(training, "make", lambda _, shape, sizes, clip, *__: Greedy(shape, sizes, clip))
    state, record = which.begin(), Record.empty(which.shape.parameter_count)
    reports = train(which, state, Controls(30), COMPILED)
    with pytest.raises(Problem) as caught:
        deque(map(partial(take, record), reports))
    assert (caught.value.code, caught.value.field) == ("text.memory", "batch_size")
    monkeypatch.undo()
    expected, _, _ = trained(which, COMPILED, steps=10)
    assert_equal(state, expected)
    assert [entry.step for entry in record.diary] == [0, 10]


def test_another_error_is_not_taken_for_a_lack_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("something else")

    monkeypatch.setattr(training, "make", broken)
    with pytest.raises(RuntimeError, match="something else"):
        list(train(run(), run().begin(), Controls(3), COMPILED))
    assert engine_torch.is_out_of_memory(torch.OutOfMemoryError("CUDA out of memory"))


def test_engines_are_measured_and_the_fastest_is_taken() -> None:
    which = run(changed(threads=1, steps=2))
    reports = list(train(which, which.begin(), Controls(2)))
    tried = [report.trial for report in reports if report.trial]
    assert {trial.plan for trial in tried} == set(candidates(which.settings))
    assert all(trial.characters_per_second > 0 for trial in tried)
    assert reports[-1].plan == fastest(tried)


def test_several_threads_have_to_be_clearly_faster() -> None:
    one, two = EnginePlan("compiled"), EnginePlan("torch", threads=2)
    assert fastest([Trial(one, 100), Trial(two, 120)]) == one
    assert fastest([Trial(one, 100), Trial(two, 140)]) == two
    with pytest.raises(Problem, match=r"text\.memory"):
        fastest([Trial(one, 0.0, Problem("text.memory", "hidden_size"))])


def test_settings_narrow_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {plan.backend for plan in candidates(changed(backend="torch"))} == {"torch"}
    assert candidates(changed(backend="compiled", threads=1)) == (COMPILED,)
    dropout = candidates(changed(layers=2, dropout=0.5, backend="auto"))
    assert {plan.backend for plan in dropout} == {"torch"}
    only = candidates(changed(backend="torch", precision="float32", threads=1))
    assert only == (TORCH,)
    assert engine_choice.fixed_plan(changed(backend="torch", precision="float32", threads=1)) == TORCH
    monkeypatch.setattr(engine_torch, "is_available", lambda device: device in ("cpu", "cuda"))
    assert {plan.device for plan in candidates(SMALL)} == {"cuda"}
    assert {plan.device for plan in candidates(changed(device="cpu"))} == {"cpu"}
    with pytest.raises(Problem, match=r"backend\.unavailable"):
        candidates(changed(device="mps"))
    assert engine_choice.usable(EnginePlan("torch", "mps"), SMALL) is None
    elsewhere = EnginePlan("compiled", threads=64)
    assert engine_choice.usable(elsewhere, changed(backend="compiled", threads=1)) == COMPILED


def test_bfloat16_that_is_only_imitated_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_supported(including_emulation: bool = True) -> bool:
        return including_emulation

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", is_supported)
    assert not engine_torch.has_bfloat16("cuda")


def test_a_net_that_does_not_fit_is_refused_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    which = run(changed(batch_size=32))
    assert memory.available_memory() > 0  # type: ignore[operator]
    monkeypatch.setattr(memory, "available_memory", lambda: 100_000)
    with pytest.raises(Problem, match=r"text\.memory"):
        next(iter(train(which, which.begin(), Controls(3), COMPILED)))
    monkeypatch.setattr(memory, "available_memory", lambda: None)
    assert next(iter(train(which, which.begin(), Controls(3), COMPILED))).status == "running"


def test_compiled_code_knows_no_dropout() -> None:
    with pytest.raises(Problem, match=r"text\.no_dropout"):
        make(COMPILED, run(changed(layers=2)).shape, (5, 2), 0.0, 0.5, 0)


def test_a_missing_device_is_a_problem() -> None:
    with pytest.raises(Problem, match=r"backend\.unavailable"):
        make(EnginePlan("torch", "nowhere"), run().shape, (5, 2), 0.0, 0.0, 0)


def test_dropout_hides_what_it_says_while_training_only() -> None:
    from rnnlab.core.cells.module_stream import StreamModule

    shape = run(changed(layers=2, hidden_size=64)).shape
    net = StreamModule(shape, torch.device("cpu"), 0.4)
    values = torch.ones(50, 4, 64)
    net.seed(1)
    dropped = net._dropped(values)
    assert sorted(set(dropped.flatten().tolist())) == pytest.approx([0.0, 1 / 0.6])
    assert float((dropped == 0).float().mean()) == pytest.approx(0.4, abs=0.02)
    assert not torch.equal(dropped, net._dropped(values))
    net.seed(1)
    assert torch.equal(dropped, net._dropped(values))
    net.eval()
    assert torch.equal(net._dropped(values), values)


def test_a_place_that_a_changed_text_does_not_have_is_left() -> None:
    which = run()
    state = which.begin()
    state.position, state.carried = Position(0, 10_000), no_states(which.shape, 2)
    reports = list(train(which, state, Controls(2), COMPILED))
    assert reports[-1].status == "finished"
    assert state.position.epoch == 1
    assert state.carried.shape[2] == which.windows.sequences


@pytest.mark.parametrize("name", catalogue.names())
def test_any_cell_can_be_trained(name: str) -> None:
    settings = replace(SMALL, cell=name, steps=2, batch_size=2, sequence_length=4)
    _, record, reports = trained(run(settings))
    assert reports[-1].status == "finished"
    assert np.isfinite(record.curve.losses).all()
