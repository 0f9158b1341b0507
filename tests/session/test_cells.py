"""The Cells scene's session: own cells are written, trained, saved and shared, and nothing gets lost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rnnlab import paths
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.cell_file import CellText, read_cell_text
from rnnlab.core.cells.graph import Localised
from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.session import cells as cells_module
from rnnlab.session.cell_drafts import FILE, MOST, CellDrafts, Draft
from rnnlab.session.cell_shelf import CellShelf
from rnnlab.session.cells import CellsSession
from rnnlab.session.compare import CompareSession
from rnnlab.session.comparison import Comparison
from rnnlab.session.equation_reader import READ_AT_ONCE
from rnnlab.session.gradient_settings import GradientSettings
from rnnlab.session.gradients import GradientSession
from rnnlab.session.sequence import SequenceSession

GATED = "z = sigmoid(W_xz @ x + W_hz @ h)\nh = (1 - z) * h + z * tanh(W_xh @ x)"
Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def session(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CellsSession]:
    assert not home.exists()
    monkeypatch.setattr(cells_module, "REST_BEFORE_TRAINING", 0.0)
    monkeypatch.setattr(cells_module, "REST_BEFORE_WRITING", 0.0)
    catalogue.forget()
    made = CellsSession(CellShelf())
    yield made
    made.close()
    catalogue.forget()


@pytest.fixture
def wait(session: CellsSession) -> Wait:
    def until(is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not is_so():
            session.poll()
            assert time.monotonic() < end
            time.sleep(0.002)

    return until


def rest(session: CellsSession, wait: Wait) -> None:
    wait(lambda: not session.is_active)


def saved(session: CellsSession, wait: Wait) -> Problem | None:
    told: list[Problem | None] = []
    session.save(told.append)
    wait(lambda: bool(told))
    return told[0]


def own_cell(session: CellsSession, wait: Wait, name: str = "mine", equations: str = GATED) -> None:
    session.new()
    session.edit(name=name, equations=equations)
    assert saved(session, wait) is None


def test_the_catalogue_is_shown_by_families(session: CellsSession) -> None:
    shown = [entry.key for family in session.families() for entry in family]
    assert shown == list(catalogue.names())
    assert session.own() == ()
    assert session.draft is None
    assert not session.is_own


def test_a_cell_is_trained_as_soon_as_it_is_shown(session: CellsSession, wait: Wait) -> None:
    session.train()
    rest(session, wait)
    loss, right, total = session.live.result
    assert loss is not None
    assert (right, total) == (91, 91)
    assert session.live.run.choice.name == "interpreter"
    last = catalogue.names()[-1]
    session.select(last)
    rest(session, wait)
    content = session.live.exhibit.content
    assert content is not None
    assert content.trace.shape.cell.name == last
    assert session.live.run.solved_step is not None


def test_a_new_cell_is_written_trained_and_saved(session: CellsSession, wait: Wait) -> None:
    session.new()
    assert session.draft is not None
    assert [entry.unsaved for entry in session.own()] == [True]
    session.edit(name="나의 셀", equations=GATED, title=Localised("내 것", ""))
    assert session.outline.problem is None
    assert session.cell is not None
    assert session.cell.title == Localised("내 것", "나의 셀")
    rest(session, wait)
    assert session.live.shape.cell.is_like(session.cell)
    assert session.live.run.newest_step > 0
    assert session.is_dirty
    assert saved(session, wait) is None
    assert (session.key, session.is_dirty) == ("나의 셀", False)
    assert catalogue.load("나의 셀").title == Localised("내 것", "내 것")
    assert "나의 셀" in catalogue.names()
    assert session.drafts.keys() == ()


def test_a_mistake_keeps_the_last_cell_and_says_where(session: CellsSession, wait: Wait) -> None:
    session.new()
    before = session.cell
    session.edit(equations="h = tanh(W_xh @ y)")
    problem = session.outline.problem
    assert problem is not None
    assert (problem.code, problem.args["line"], problem.args["column"]) == ("cell.unknown_name", 1, 17)
    assert session.cell == before
    refused = saved(session, wait)
    assert refused == problem
    assert session.shelf.names() == ()


def test_long_texts_are_read_in_a_thread_and_only_the_last_counts(session: CellsSession, wait: Wait) -> None:
    session.new()
    remark = "# " + "long " * (READ_AT_ONCE // 4) + "\n"
    session.edit(equations=remark + "h = tanh(W_a @ x)")
    session.edit(equations=remark + "h = tanh(W_b @ x)")
    session.edit(equations=remark + "h = tanh(W_c @ x)")
    wait(lambda: session.cell is not None and session.cell.parameters[0].name == "W_c")
    rest(session, wait)
    assert session.outline.problem is None


def test_whatever_is_typed_survives_a_crash(session: CellsSession, wait: Wait) -> None:
    session.new()
    session.edit(equations="h = not yet a cell", name="half")
    wait(lambda: session.drafts.is_written)
    again = CellDrafts()
    assert [again.get(key) for key in list(again.keys())] == [session.draft]


def test_changes_of_a_saved_cell_survive_looking_elsewhere(session: CellsSession, wait: Wait) -> None:
    own_cell(session, wait)
    session.edit(equations="h = x +")
    session.select(catalogue.first())
    assert [(entry.key, entry.unsaved) for entry in session.own()] == [("mine", True)]
    session.select("mine")
    assert session.draft is not None
    assert session.draft.text.equations == "h = x +"
    assert session.cell is None
    given_up = session.revert()
    assert given_up is not None
    assert session.draft.text.equations == GATED
    session.take_back("mine", given_up)
    assert session.draft.text.equations == "h = x +"
    session.edit(equations=GATED)
    assert not session.is_dirty
    assert session.drafts.keys() == ()


def test_renaming_moves_the_file(session: CellsSession, wait: Wait) -> None:
    own_cell(session, wait)
    session.edit(name="other")
    assert saved(session, wait) is None
    assert session.shelf.names() == ("other",)
    session.edit(name="Other")
    assert saved(session, wait) is None
    assert session.shelf.names() == ("Other",)
    assert session.key == "Other"


@pytest.mark.parametrize("name", ["", "../x", "a" * 50, "nul", catalogue.names()[0].upper()])
def test_bad_names_are_refused(name: str, session: CellsSession, wait: Wait) -> None:
    session.new()
    session.edit(name=name)
    problem = session.name_problem()
    assert problem is not None
    assert saved(session, wait) == problem
    assert session.shelf.names() == ()
    assert session.drafts.keys() == (session.key,)


def test_a_copy_of_any_cell_begins_ones_own(session: CellsSession, wait: Wait) -> None:
    session.select(catalogue.names()[1])
    original = catalogue.load(session.key)
    session.duplicate()
    assert session.draft is not None
    assert session.draft.name == f"{original.name}-2"
    assert session.draft.text.equations == original.equations
    assert session.draft.text.source == Localised()
    session.duplicate()
    assert session.draft.name == f"{original.name}-3"
    assert saved(session, wait) is None
    assert catalogue.load(f"{original.name}-3").is_like(original)


def test_a_deleted_cell_comes_back(session: CellsSession, wait: Wait) -> None:
    own_cell(session, wait)
    session.edit(equations="h = x +")
    outcome: list[tuple[Problem | None, Callable[[], None]]] = []
    session.delete(lambda problem, back: outcome.append((problem, back)))
    wait(lambda: bool(outcome))
    problem, bring_back = outcome[0]
    assert problem is None
    assert session.key == catalogue.first()
    assert session.own() == ()
    bring_back()
    wait(lambda: session.key == "mine")
    assert session.draft is not None
    assert session.draft.text.equations == "h = x +"
    assert read_cell_text(session.shelf.path("mine")).equations == GATED


def test_a_draft_is_deleted_and_comes_back(session: CellsSession) -> None:
    session.new()
    key = session.key
    backs: list[Callable[[], None]] = []
    session.delete(lambda _, back: backs.append(back))
    assert session.own() == ()
    backs[0]()
    assert session.key == key


def test_files_are_shared(session: CellsSession, wait: Wait, tmp_path: Path) -> None:
    session.select(catalogue.names()[2])
    told: list[Problem | None] = []
    path = tmp_path / "shared.toml"
    session.export_file(path, told.append)
    wait(lambda: len(told) == 1)
    session.import_file(path, told.append)
    wait(lambda: len(told) == 2)
    assert told == [None, None]
    assert session.key == "shared"
    assert catalogue.load("shared").is_like(catalogue.load(catalogue.names()[2]))
    session.import_file(path, told.append)
    wait(lambda: len(told) == 3)
    assert session.shelf.names() == ("shared", "shared-2")
    session.import_file(tmp_path / "none.toml", told.append)
    wait(lambda: len(told) == 4)
    assert told[3] is not None


def test_a_shared_file_with_a_mistake_becomes_a_draft(
    session: CellsSession, wait: Wait, tmp_path: Path
) -> None:
    path = tmp_path / "half.toml"
    path.write_text('states = ["h"]\nequations = "h = tanh("\n', "utf-8")
    told: list[Problem | None] = []
    session.import_file(path, told.append)
    wait(lambda: bool(told))
    assert session.outline.problem is not None
    assert session.shelf.names() == ()
    assert session.draft is not None
    assert session.draft.text.equations == "h = tanh("


def test_files_that_are_no_cells_say_what_is_wrong(session: CellsSession, wait: Wait) -> None:
    folder = catalogue.folders()[1]
    folder.mkdir(parents=True)
    (folder / "odd.toml").write_text("no toml", "utf-8")
    (folder / "half.toml").write_text('states = ["h"]\nequations = "h = x +"', "utf-8")
    (folder / f"{catalogue.first()}.toml").write_text('states = ["h"]\nequations = "h = W_a @ x"', "utf-8")
    seen: list[None] = []
    session.entries_changed.connect(lambda: seen.append(None))
    session.shelf.look()
    assert seen
    codes = {entry.key: entry.problem.code for entry in session.own() if entry.problem is not None}
    assert codes == {"odd": "cell.file", "half": "cell.value_missing", catalogue.first(): "cell_name.taken"}
    session.select("odd")
    assert (session.cell, session.draft) == (None, None)
    assert session.outline.problem is not None
    session.select("half")
    session.edit(equations="h = W_a @ x")
    assert saved(session, wait) is None
    assert session.shelf.problem("half") is None


def test_drafts_that_cannot_be_read_are_put_aside(home: Path) -> None:
    path = paths.user_data() / FILE
    for content in ("no json", "[]", '{"drafts": [{"key": 3}]}', json.dumps({"drafts": 4})):
        path.write_text(content, "utf-8")
        assert CellDrafts(path).keys() == ()
        assert path.with_name(FILE + ".broken").read_text("utf-8") == content
    assert home.exists()


def test_drafts_are_kept_whatever_they_hold(home: Path) -> None:
    drafts = CellDrafts()
    odd = Draft("a\ud800\0", CellText(("h", "\n"), "h = \udfff\0" * 9, order=7), "from")
    drafts.put("+1", odd)
    drafts.write()
    assert CellDrafts().get("+1") == odd
    for number in range(2, MOST + 1):
        drafts.put(f"+{number}", odd)
    with pytest.raises(Problem):
        drafts.put("+99", odd)
    assert home.exists()


def test_the_task_can_be_another(session: CellsSession, wait: Wait) -> None:
    assert session.live.change(vocabulary_text="A-F", order="forward", hidden_size=5)
    rest(session, wait)
    assert session.live.shape.input_size == 6
    assert not session.live.change(vocabulary_text="")
    assert "vocabulary" in session.live.problems
    assert session.live.experiment.vocabulary_text == "A-F"
    assert session.live.take_task(Experiment(vocabulary_text="1-4", hidden_size=20))
    assert (session.live.task.vocabulary.size, session.live.experiment.hidden_size) == (4, 5)


def test_training_pauses_steps_and_begins_again(session: CellsSession, wait: Wait) -> None:
    live = session.live
    live.step()
    rest(session, wait)
    assert live.run.newest_step == 1
    live.toggle()
    assert live.status == "running"
    live.toggle()
    rest(session, wait)
    live.reset()
    rest(session, wait)
    assert live.run.newest_step == 0
    content = live.exhibit.content
    assert content is not None
    assert content.training_step == 0


def test_nets_go_on_when_their_cell_is_changed_or_gone(session: CellsSession, wait: Wait) -> None:
    own_cell(session, wait)
    base = Experiment(cell="mine", hidden_size=3, vocabulary_text="A-C")
    sequence = SequenceSession(base)
    sequence.change(hidden_size=4)
    gradients = GradientSession(GradientSettings(cells=("mine",), length=3))
    compare = CompareSession(Comparison((base,), seeds=2, steps=3))
    try:
        assert compare.standings()[0].parameters > 0
        session.edit(equations="h = tanh(W_xh @ x)")
        assert saved(session, wait) is None
        compare.forget_changed_cells()
        assert compare.standings()[0].parameters == 3 * 3 + 3 * 3 + 3
        session.delete(lambda *_: None)
        wait(lambda: not session.own())
        sequence.reset()
        sequence.undo()
        assert sequence.shape.hidden_size == 3
        sequence.train()
        gradients.reset()
        compare.forget_changed_cells()
        compare.start()
        end = time.monotonic() + 20
        while sequence.is_active or gradients.is_active or compare.is_active:
            for each in (sequence, gradients, compare):
                each.poll()
            assert time.monotonic() < end
            time.sleep(0.005)
        assert sequence.run.newest_step > 0
        assert gradients.content is not None
        assert gradients.content.lanes[0].titles.en == "mine"
    finally:
        for each in (sequence, gradients, compare):
            each.close()


def test_the_small_net_stays_on_the_processor(session: CellsSession) -> None:
    assert session.live.run.experiment.device == "cpu"
    assert session.live.experiment.device == "auto"  # what goes on to another scene leaves the choice open
