"""The diary at another temperature: its pages are written again by the weights that wrote them."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from rnnlab.core.net import Float32Array
from rnnlab.core.text.diary import page
from rnnlab.core.text.record import DiaryEntry
from rnnlab.core.text.training import TextRun
from rnnlab.session.text.training import TextTraining
from rnnlab.session.text.worker import NewestWorker, Worker, training_problem

__all__ = ["DiaryRewriter"]

_Order = tuple[DiaryEntry, Float32Array]


class DiaryRewriter:
    """Keeps the pages of a diary at the temperature of its run, as far as the weights are still there."""

    def __init__(self) -> None:
        self._newest: NewestWorker[DiaryEntry, None] = NewestWorker()
        self._written_for: tuple[TextTraining, float] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether pages are being written."""
        return self._newest.is_busy

    def follow(self, training: TextTraining | None) -> None:
        """Write again what is at another temperature; the newest request wins."""
        if training is None or not len(training.run.corpus):
            self._newest.retire()
            return
        aim = training, training.run.settings.diary_temperature
        if self._newest.is_busy and self._written_for == aim:
            return
        shelf = training.record.shelf
        orders = [
            (entry, parameters)
            for entry in training.record.diary
            if entry.temperature != aim[1] and (parameters := shelf.at(entry.step)) is not None
        ]
        self._newest.retire()
        if orders:
            run = training.run
            self._written_for = aim
            self._newest.start(Worker(lambda: _written(run, orders), training_problem))

    def poll(self) -> bool:
        """Put the pages that were written in place of the old ones; True if there are any."""
        delivery = self._newest.take()
        if delivery is None or self._written_for is None:
            return False
        diary = self._written_for[0].record.diary
        for written in delivery.items:
            diary[:] = [written if entry.step == written.step else entry for entry in diary]
        return bool(delivery.items)

    def close(self) -> None:
        """End every thread and wait for it."""
        self._newest.close()


def _written(run: TextRun, orders: Sequence[_Order]) -> Generator[DiaryEntry, None, None]:
    for old, parameters in reversed(orders):  # the newest is looked at first
        yield page(run, parameters, old.step, old.loss, old.validation_loss)
