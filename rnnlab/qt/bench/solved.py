"""From a click on Train, or on another setting, to "solved" on screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Experiment
from rnnlab.qt.bench.figures import Figure
from rnnlab.qt.bench.watch import CELLS, Subject

__all__ = ["TITLE", "measure"]

TITLE = "from a click to solved on screen"
BAR = 0.15
_ROUNDS = 15


def measure(*, long: bool = False) -> list[Figure]:
    """Click often; the compiled code of every cell is made before."""
    subject = Subject()
    rounds = _ROUNDS * (4 if long else 1)
    figures = []
    for name in catalogue.names()[:CELLS]:
        _warm(subject, name)
        times = [_train(subject) for _ in range(rounds)]
        figures.append(Figure.of(f"click on Train, {name}", times, BAR))
    cells = catalogue.names()[:CELLS]
    changes = [_choose_cell(subject, cells[number % len(cells)]) for number in range(rounds)]
    figures.append(Figure.of("click on another cell", changes, BAR))
    orders = [_choose_order(subject, ("forward", "reversed")[number % 2]) for number in range(rounds)]
    figures.append(Figure.of("click on the other order", orders, BAR))
    subject.end()
    return figures


def _warm(subject: Subject, cell: str) -> None:
    """Train once, until the cell's compiled code is in use and "solved" is shown."""
    subject.begin(replace(Experiment(), cell=cell))
    for _ in range(200):
        subject.session.reset()
        subject.session.train(by_hand=False)
        subject.wait_until(subject.shows_solved)
        if subject.session.run.choice.name == "compiled":
            return
        subject.wait(0.1)
    raise TimeoutError(f"the compiled code of {cell} did not come")


def _train(subject: Subject) -> float:
    subject.session.reset()
    subject.wait(0.15)
    return _until_solved(subject, subject.scene.training_view.train.click)


def _choose_cell(subject: Subject, cell: str) -> float:
    subject.wait(0.15)
    subject.scene.setup_panel.cell.set_key(cell)
    return _until_solved(subject, lambda: subject.scene.setup_panel.cell.changed.emit(cell))


def _choose_order(subject: Subject, order: str) -> float:
    subject.wait(0.15)
    subject.scene.setup_panel.order.set_key(order)
    return _until_solved(subject, lambda: subject.scene.setup_panel.order.changed.emit(order))


def _until_solved(subject: Subject, click: Callable[[], object]) -> float:
    before = subject.session.run
    untrained = before.newest_step == 0
    started = time.perf_counter()
    click()
    done = subject.wait_until(
        lambda: subject.shows_solved() and (untrained or subject.session.run is not before)
    )
    return done - started
