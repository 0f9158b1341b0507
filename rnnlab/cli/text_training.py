"""One run on a text in this process: progress on standard error, and a Ctrl-C that loses nothing."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from rnnlab.cli.interruption import stopped_by_hand
from rnnlab.cli.output import ProgressLine, duration
from rnnlab.cli.words import say
from rnnlab.core.text import corpora, store
from rnnlab.core.text.corpus import Corpus, CorpusChoice
from rnnlab.core.text.engine_choice import Trial
from rnnlab.core.text.engines import EnginePlan
from rnnlab.core.text.record import DiaryEntry
from rnnlab.core.text.store import SavedText
from rnnlab.core.text.training import Controls, TextReport, take, train
from rnnlab.session.hired import hire
from rnnlab.session.sentences import sentence

AUTOSAVE_SECONDS = 60.0
_MEGABYTE = 1e6


def read_corpus(choice: CorpusChoice, language: str) -> Corpus:
    """Read a text and say what it is."""
    line = ProgressLine()
    reading = corpora.read(choice)
    try:
        while True:
            progress = next(reading)
            done = f"{progress.done / _MEGABYTE:.1f} MB"
            if progress.total:
                done = f"{progress.done / progress.total:.0%}"
            line.show(say(f"text.{progress.stage}", language, done=done))
    except StopIteration as stop:
        corpus: Corpus = stop.value
    finally:
        line.clear()
    for notice in corpus.notices:
        print(sentence(notice, language), file=sys.stderr)
    words = say("text.corpus_read", language, name=corpus.title, count=f"{len(corpus):,}", kinds=corpus.size)
    print(words, file=sys.stderr)
    return corpus


def page_heading(entry: DiaryEntry, language: str) -> str:
    """Return the line above a page of a diary."""
    shares = [
        say(f"text.measure.{name}", language, share=f"{share:.0%}")
        for name, share in entry.measures.items()
        if share is not None
    ]
    loss = entry.loss if entry.loss is not None else entry.validation_loss
    shown = "–" if loss is None else f"{loss:.2f}"
    return say("text.page", language, step=f"{entry.step:,}", loss=shown, measures="".join(shares))


def plan_name(plan: EnginePlan) -> str:
    """Return a short name of an engine."""
    threads = f" {plan.threads} threads" if plan.threads > 1 else ""
    return f"{plan.backend} {plan.device} {plan.precision}{threads}"


class TextTraining:
    """A run from where a net stands to its last step.

    Parameters
    ----------
    begun
        The net; its state and record are changed in place.
    output
        Where it is saved, now and then and at the end; None for nowhere.
    shows_diary
        Whether pages are printed as they are written.
    """

    def __init__(self, begun: SavedText, output: Path | None, *, shows_diary: bool) -> None:
        self._begun, self._output, self._shows_diary = begun, output, shows_diary
        self._plan = begun.plan
        self._first_step = begun.state.training.step
        self._seconds_before = begun.record.seconds
        self._controls = Controls(begun.run.settings.steps)
        self._saved_at = time.monotonic()
        self.interrupted = False
        self.diverged_step: int | None = None

    def run(self, language: str) -> None:
        """Train to the end; raises Problem if the wished engine cannot be had or memory is not enough."""
        begun, line = self._begun, ProgressLine()
        try:
            with stopped_by_hand(self._stop):
                for report in train(begun.run, begun.state, self._controls, self._plan, hire):
                    self._take(report, line, language)
        finally:
            line.clear()
            self._save()

    def _stop(self) -> None:
        self.interrupted = True
        self._controls.pause_requested = True

    def _take(self, report: TextReport, line: ProgressLine, language: str) -> None:
        take(self._begun.record, report)
        self._plan = report.plan or self._plan
        if report.status == "diverged":
            self.diverged_step = report.diverged_step
        if report.trial is not None:
            line.show(_trial(report.trial, language))
        elif report.characters:
            line.show(self._progress(report, language))
        if self._shows_diary and report.pages:
            line.clear()
            for entry, _ in report.pages:
                print(page_heading(entry, language))
                print(entry.text, end="\n\n", flush=True)
        if time.monotonic() - self._saved_at >= AUTOSAVE_SECONDS:
            if report.state is None:
                self._controls.wants_state = True
            else:
                self._save()

    def _save(self) -> None:
        """Save where training stands; the state is up to date after a report that carries it."""
        self._saved_at = time.monotonic()
        if self._output is not None:
            store.save(self._output, replace(self._begun, plan=self._plan))

    def _progress(self, report: TextReport, language: str) -> str:
        record, last = self._begun.record, self._controls.last_step
        rate = report.characters / report.seconds if report.seconds > 0 else 0.0
        left = (last - report.step) * report.seconds / max(len(report.losses), 1)
        tested = ""
        if record.validations:
            tested = say("text.tested", language, loss=f"{record.validations[-1][1]:.3f}")
        return say(
            "text.progress",
            language,
            step=f"{report.step:,}",
            last=f"{last:,}",
            loss=f"{record.curve.recent() or 0:.3f}",
            tested=tested,
            rate=f"{rate:,.0f}",
            eta=say("train.eta", language, time=duration(left)),
        )

    def summary(self, language: str) -> str:
        """Return what is said at the end."""
        begun, record = self._begun, self._begun.record
        loss = record.curve.recent()
        lines = [say("train.interrupted", language)] if self.interrupted else []
        lines.append(
            say(
                "text.summary",
                language,
                steps=f"{begun.state.training.step - self._first_step:,}",
                seconds=f"{record.seconds - self._seconds_before:.1f}",
                plan=plan_name(self._plan) if self._plan else "–",
                loss="–" if loss is None else f"{loss:.3f}",
                tested=f"{record.validations[-1][1]:.3f}" if record.validations else "–",
            )
        )
        if (since := record.overfitting_since) is not None:
            lines.append(say("text.overfitting", language, step=f"{since:,}"))
        best = record.best_weights
        if best is not None and best.step < begun.state.training.step:
            lines.append(say("text.best", language, step=f"{best.step:,}", loss=f"{best.loss:.3f}"))
        saved = say("train.saved", language, name=self._output) if self._output else ""
        lines.append(saved or say("train.not_saved", language))
        return "\n".join(lines)


def _trial(trial: Trial, language: str) -> str:
    rate = f"{trial.characters_per_second:,.0f}"
    return say("text.trial", language, plan=plan_name(trial.plan), rate=rate)
