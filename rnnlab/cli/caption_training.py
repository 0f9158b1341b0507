"""One caption net trained in this process: progress on standard error, and a Ctrl-C that loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rnnlab.cli.interruption import stopped_by_hand
from rnnlab.cli.output import ProgressLine, duration, short, table
from rnnlab.cli.words import say
from rnnlab.core.captions import store
from rnnlab.core.captions.examination import Confusion, Examination
from rnnlab.core.captions.pictures import PictureSource
from rnnlab.core.captions.store import SavedCaptions
from rnnlab.core.captions.training import CaptionControls, CaptionReport, CaptionTrainer, train
from rnnlab.session.captions.run import CaptionRun
from rnnlab.session.spare_threads import SpareThreads


class CaptionTraining:
    """A run from where a net stands to the end of its schedule.

    Parameters
    ----------
    begun
        The net; its state, history and curve are changed in place.
    source
        Its pictures.
    """

    def __init__(self, begun: SavedCaptions, source: PictureSource) -> None:
        self.run = CaptionRun.of_file(begun, source)
        self.first_step = begun.state.step
        self.interrupted = False
        self._trainer = CaptionTrainer(self.run.shape, self.run.settings, source)
        self._controls = CaptionControls(self.run.next_stop)

    @property
    def device(self) -> str:
        """Where it computes."""
        return self._trainer.device

    def train(self, language: str) -> None:
        """Train to the end, or until Ctrl-C."""
        line = ProgressLine()
        line.show(say("train.preparing", language))
        try:
            with stopped_by_hand(self._stop), SpareThreads() as spread:
                wanted = self.run.history.wanted
                for report in train(self.run.state, self._controls, self._trainer, wanted, spread):
                    self.run.take(report)
                    line.show(self._progress(report, language))
        finally:
            line.clear()
        if self.interrupted and self.run.status == "running":
            examination = self._trainer.examination(self.run.state)
            self.run.note(examination)

    def _stop(self) -> None:
        self.interrupted = True
        self._controls.pause_requested = True

    def _progress(self, report: CaptionReport, language: str) -> str:
        run = self.run
        left = (self._controls.stop_step - report.step) * report.seconds / max(len(report.losses), 1)
        pictures = len(report.losses) * run.settings.batch_size / max(report.seconds, 1e-9)
        right = run.examination
        return say(
            "caption.progress",
            language,
            step=f"{report.step:,}",
            last=f"{self._controls.stop_step:,}",
            loss=f"{report.losses[-1]:.3f}" if len(report.losses) else "",
            right="–" if right is None else f"{right.share:.1%}",
            rate=f"{pictures:,.0f}",
            eta=say("train.eta", language, time=duration(left)),
        )

    def save(self, path: Path) -> None:
        """Write everything to a file."""
        store.save(path, self.run.saved())

    def summary(self, output: Path | None, language: str) -> str:
        """Return what is said at the end."""
        run, examination = self.run, self.run.examination
        lines = [say("train.interrupted", language)] if self.interrupted else []
        if examination is not None:
            lines += [
                say(
                    "caption.result",
                    language,
                    right=examination.right,
                    total=examination.total,
                    share=f"{examination.share:.1%}",
                ),
                *confusion_tables(examination, language),
            ]
        seconds = f"{run.seconds_trained:.1f}"
        steps = f"{run.newest_step - self.first_step:,}"
        lines.append(say("caption.summary", language, steps=steps, seconds=seconds, device=self.device))
        saved = say("train.saved", language, name=output) if output else say("train.not_saved", language)
        return "\n".join([*lines, saved])

    def content(self, output: Path | None) -> dict[str, Any]:
        """Return the same for JSON."""
        run, examination = self.run, self.run.examination
        return {
            "status": run.status,
            "interrupted": self.interrupted,
            "step": run.newest_step,
            "seconds": round(run.seconds_trained, 3),
            "device": self.device,
            "loss": short(run.curve.losses[-1]) if len(run.curve) else None,
            "right": None if examination is None else examination.right,
            "total": None if examination is None else examination.total,
            "share": None if examination is None else examination.share,
            "shares": {str(step): share for step, share in sorted(run.shares.items())},
            "confusions": {}
            if examination is None
            else {
                name: {"names": list(found.names), "counts": found.counts.tolist()}
                for name, found in examination.confusions.items()
            },
            "file": None if output is None else str(output),
            "settings": run.settings.to_json(),
        }


def confusion_tables(examination: Examination, language: str) -> list[str]:
    """Return a table for each attribute that was ever confused: what was there, and what was said."""
    blocks = []
    for name, found in examination.confusions.items():
        if found.right < found.total:
            blocks.append(_table(say(f"caption.{name}", language), found, language))
    return blocks


def _table(title: str, found: Confusion, language: str) -> str:
    names = [say(f"caption.{name}", language) for name in found.names]
    rows = [[title, *names, say("caption.nothing", language)]]
    for name, counts in zip(names, found.counts.tolist(), strict=True):
        rows.append([name, *(str(count) if count else "·" for count in counts)])
    return table(rows)
