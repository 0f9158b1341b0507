"""The caption session: settings, training, what is shown, files, own pictures."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rnnlab.core.captions import pictures
from rnnlab.core.captions.canvas import Drawing, Shape
from rnnlab.core.problems import Problem
from rnnlab.session.captions import CaptionSession, random_drawing
from tests.session.captions.using import SETTINGS, rest, until


def test_it_opens_with_a_picture_and_what_an_untrained_net_says(session: CaptionSession) -> None:
    until(session, lambda: session.view.attention is not None)
    content = session.view.content
    assert content is not None
    assert session.view.attention is not None
    assert content.training_step == 0
    assert content.wanted == " ".join(session.view.wanted or ())
    assert content.is_right is False
    assert len(content.look.blocks) == 2
    assert len(session.view.attention.maps) == len(content.spoken.indices)
    assert content.stage.trace is content.decoder.trace
    assert content.stage.labels[:2] == ("<START>", "<END>")
    assert content.stage.given == 1
    rest(session)
    assert list(session.view.diary) == [0]


def test_training_goes_to_the_end_and_is_examined(session: CaptionSession) -> None:
    seen: list[str] = []
    session.status_changed.connect(lambda: seen.append(session.status))
    session.train()
    rest(session)
    assert session.status == "finished"
    assert seen[0] == "running"
    assert session.dirty
    run = session.run
    assert run is not None
    assert run.newest_step == 6
    assert run.device == "cpu"
    assert len(session.curve) == 6
    assert run.examination is not None
    assert run.examination.step == 6
    assert run.examination.total == 6
    assert set(run.examination.confusions) == {"color", "kind", "size", "relation"}
    assert set(run.shares) == set(run.examinations) == {1, 2, 3, 4, 5, 6}
    assert run.examination_at(3) is run.examinations[3]
    assert run.measured_at(None)[0] == pytest.approx(float(run.curve.losses[-1]))
    assert session.view.content is not None
    assert session.view.content.training_step == 6
    assert set(session.view.diary) == set(run.history.steps.tolist())
    session.train()
    rest(session)
    assert run.newest_step == 12


def test_the_same_seed_gives_the_same_net_also_after_a_pause() -> None:
    nets = []
    for pauses in (False, True):
        session = CaptionSession(SETTINGS)
        session.train()
        if pauses:
            until(session, lambda session=session: session.run.newest_step >= 1)  # type: ignore[misc]
            session.pause()
            rest(session)
            assert session.status in {"paused", "finished"}
            if session.status == "paused":
                session.train()
        rest(session)
        assert session.run is not None
        nets.append(session.run.newest_parameters)
        session.close()
    np.testing.assert_array_equal(nets[0], nets[1])


def test_both_axes_can_be_scrubbed(session: CaptionSession) -> None:
    session.train()
    rest(session)
    shown = []
    for step in (2, 6):
        session.view.show_step(step)
        rest(session)
        assert session.view.content is not None
        shown.append((session.view.shown_step, session.view.content.training_step))
    assert shown == [(2, 2), (None, 6)]


def test_the_caption_follows_a_drawing(session: CaptionSession) -> None:
    drawing = random_drawing(3, "held_out")
    assert drawing == random_drawing(3, "held_out")
    session.view.draw(drawing)
    assert session.view.reading is not None
    assert session.view.reading.is_held_out
    for x in range(10, 40):
        session.view.draw(drawing.changed(0, drawing.shapes[0].moved(x, 20)))
        session.poll()
    rest(session)
    content = session.view.content
    assert content is not None
    assert content.look.picture is session.view.picture
    strange = Drawing((Shape("heart", "pink", 20, 20, 6),))
    session.view.draw(strange)
    rest(session)
    assert session.view.wanted is None
    assert session.view.content is not None
    assert session.view.content.is_right is None
    session.reset()
    assert session.view.drawing == strange


def test_training_waits_for_the_folder_that_is_wanted(session: CaptionSession, tmp_path: Path) -> None:
    session.change(source="folder")
    session.train()
    assert session.status == "idle"
    session.change(source="drawn")
    assert not session.problems
    (tmp_path / "empty").mkdir()
    session.change(source="folder", folder=str(tmp_path / "empty"))
    rest(session)
    assert "folder" in session.problems
    assert (session.run, session.view.content, session.view.wanted) == (None, None, None)
    session.change(source="drawn")
    rest(session)
    assert session.view.content is not None


def test_a_picture_of_ones_own_stays_for_another_net_and_an_example_is_one_of_the_new_net(
    session: CaptionSession,
) -> None:
    picture = random_drawing(3).picture
    session.view.show_picture(picture)
    session.reset()
    assert session.view.picture is picture
    assert (session.view.wanted, session.view.drawing) == (None, None)
    session.view.show_example(2)
    assert session.view.example == 2
    session.reset()
    assert session.view.example == 0
    assert session.view.wanted is not None


def test_beams_and_held_units(session: CaptionSession) -> None:
    session.view.set_beam(3)
    rest(session)
    content = session.view.content
    assert content is not None
    assert len(content.captions) == 3
    session.view.choose(2)
    rest(session)
    assert session.view.content is not None
    assert session.view.content.spoken.indices == content.captions[2].indices
    assert session.run is not None
    output = session.run.shape.decoder.cell.output
    session.view.clamp(1, output, 0, 9.0)
    rest(session)
    trace = session.view.content.stage.trace
    assert (trace.values[output][:, 0] == 9.0).all()
    assert session.view.content.stage.touched
    session.view.release_all()
    rest(session)
    assert not session.view.content.stage.touched


def test_what_excites_a_map_comes_when_asked(session: CaptionSession) -> None:
    session.view.ask_evidence(1, 0)
    until(session, lambda: (1, 0) in session.view.evidence)
    assert session.view.evidence[1, 0].block == 1


def test_settings_can_be_undone_and_say_what_is_wrong(session: CaptionSession) -> None:
    run = session.run
    assert not session.change(hidden_size=0)
    assert session.problems["hidden_size"].code == "experiment.range"
    assert session.run is run
    assert session.change(hidden_size=9)
    assert not session.problems
    assert session.run is not run
    assert session.change(language="en")
    assert session.source is not None
    assert "circle" in session.source.words.words
    session.undo()
    assert session.settings.language == "ko"
    session.undo()
    assert session.settings.hidden_size == 8
    session.redo()
    assert session.settings.hidden_size == 9
    kept = session.run
    assert session.change(learning_rate=0.001)
    assert session.run is kept


def test_the_number_of_shapes_is_a_setting_like_the_others(session: CaptionSession, tmp_path: Path) -> None:
    run = session.run
    assert session.change(most_shapes=1)
    assert session.run is not None
    assert session.run is not run
    learnt = session.run.source.batch(0, 32).scenes
    assert learnt is not None
    assert set(learnt.counts.tolist()) == {1}
    two = Drawing((Shape("circle", "red", 12, 24, 5), Shape("square", "blue", 34, 24, 8)))
    session.view.draw(two)
    assert session.view.reading is not None
    assert [notice.code for notice in session.view.reading.notices] == ["drawing.too_many"]
    assert len(random_drawing(0, most_shapes=1).shapes) == 1
    outcomes: list[Problem | None] = []
    session.save(tmp_path / "one.rnncaption", outcomes.append)
    until(session, lambda: outcomes)
    session.undo()
    assert session.settings.most_shapes == 3
    session.view.draw(two)
    assert session.view.wanted is not None
    session.open(tmp_path / "one.rnncaption", outcomes.append)
    until(session, lambda: len(outcomes) == 2)
    assert session.settings.most_shapes == 1
    assert isinstance(session.source, pictures.DrawnPictures)
    assert session.source.most_shapes == 1
    assert not session.change(most_shapes=4)
    assert session.problems["most_shapes"].code == "experiment.range"


def test_a_wider_beam_is_told_once(session: CaptionSession) -> None:
    told: list[int] = []
    session.view.beam_changed.connect(lambda: told.append(session.view.beam))
    for width in (4, 4, 0):
        session.view.set_beam(width)
    assert told == [4, 1]


def test_saved_and_opened_it_goes_on(session: CaptionSession, tmp_path: Path) -> None:
    session.train()
    rest(session)
    assert session.run is not None
    before = session.run.newest_parameters
    outcomes: list[Problem | None] = []
    session.save(tmp_path / "net.rnncaption", outcomes.append)
    until(session, lambda: outcomes)
    assert outcomes == [None]
    assert not session.dirty
    session.change(hidden_size=9)
    session.open(tmp_path / "net.rnncaption", outcomes.append)
    until(session, lambda: len(outcomes) == 2)
    assert outcomes == [None, None]
    assert session.settings == SETTINGS
    assert session.status == "finished"
    assert session.run is not None
    np.testing.assert_array_equal(session.run.newest_parameters, before)
    assert set(session.run.shares) == {1, 2, 3, 4, 5, 6}
    session.open(tmp_path / "none", outcomes.append)
    until(session, lambda: len(outcomes) == 3)
    assert outcomes[2] is not None
    assert outcomes[2].code == "file.missing"
    assert session.path == tmp_path / "net.rnncaption"


def test_saving_while_it_trains_goes_on_training(session: CaptionSession, tmp_path: Path) -> None:
    session.change(steps=30)
    session.train()
    until(session, lambda: session.run is not None and session.run.newest_step >= 1)
    outcomes: list[Problem | None] = []
    session.save(tmp_path / "net.rnncaption", outcomes.append)
    rest(session)
    assert outcomes == [None]
    assert session.status == "finished"
    assert session.run is not None
    assert session.run.newest_step == 30


def _folder(path: Path) -> Path:
    path.mkdir()
    for number in range(6):
        Image.new("RGB", (30, 30), (40 * number, 90, 90)).save(path / f"{number}.png")
    lines = "".join(f"{number}.png,number {number % 2}\n" for number in range(6))
    (path / "captions.csv").write_text(lines + "none.png,gone\n", encoding="utf-8")
    return path


def test_own_pictures(session: CaptionSession, tmp_path: Path) -> None:
    folder = _folder(tmp_path / "own")
    assert not session.change(source="folder")
    assert session.problems["folder"].code == "captions.no_folder"
    assert session.change(source="folder", folder=str(folder))
    assert session.status == "reading"
    session.train()
    rest(session)
    assert session.status == "finished"
    assert [notice.code for notice in session.notices] == ["folder.picture_missing"]
    assert session.run is not None
    assert session.run.examination is not None
    assert not session.run.examination.confusions
    assert session.view.content is not None
    assert session.view.content.wanted is not None
    session.view.draw(random_drawing(1))
    assert session.view.wanted is None
    assert session.view.reading is not None
    assert [notice.code for notice in session.view.reading.notices] == ["drawing.own_pictures"]
    outcomes: list[Problem | None] = []
    session.save(tmp_path / "own.rnncaption", outcomes.append)
    until(session, lambda: outcomes)
    session.open(tmp_path / "own.rnncaption", outcomes.append)
    until(session, lambda: len(outcomes) == 2)
    session.train()
    rest(session)
    assert session.run is not None
    assert session.run.newest_step == 12
    session.change(folder=str(tmp_path / "nowhere"))
    rest(session)
    assert session.problems["folder"].code == "folder.missing"
    assert not hasattr(session.run, "state")
    assert session.status == "idle"
