"""``rnnlab sweep``: many set-ups with many seeds, to CSV."""

from __future__ import annotations

import argparse
import csv
import io
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rnnlab.cli.interruption import stopped_by_hand
from rnnlab.cli.output import ProgressLine, duration, short
from rnnlab.cli.parser import Parser, number
from rnnlab.cli.task_options import add_task_options, task_changes
from rnnlab.cli.words import say
from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.sweep import Axis, Summary, axis_kind, product, spread, summarise, with_value
from rnnlab.core.sweep.axes import AXES, Value, choices
from rnnlab.core.writing import write_text
from rnnlab.session.presets import load_preset
from rnnlab.session.sweep_job import SweepJob, SweepUnit

SEEDS, STEPS, COUNT = 20, 400, 10
INTERRUPTED = 130
MOST_SEEDS = 100_000
LOOK_SECONDS = 0.05
# Options as in `rnnlab train`, and the settings they stand for.
NAMES = {
    "hidden": "hidden_size",
    "lr": "learning_rate",
    "cell": "cell",
    "optimizer": "optimizer",
    "layers": "layers",
    "momentum": "momentum",
    "clip": "clip_norm",
    "order": "order",
}
RESULTS = (
    "parameters",
    "seeds",
    "solved",
    "share",
    "diverged",
    "steps_lower_quartile",
    "steps_median",
    "steps_upper_quartile",
    "seconds_median",
    "loss_median",
)


def run(arguments: Sequence[str], language: str) -> int:
    """Try everything, print or save."""
    values = _parser(language).read(arguments)
    base, axes = _base(values), [_axis(text) for text in values.vary or ()]
    _check(axes, values)
    cells = list(product(base, axes))
    for _, experiment in cells:
        experiment.validated()
    output = Path(values.output) if values.output else None
    if output is not None and not output.absolute().parent.is_dir():
        folder = str(output.absolute().parent)
        raise Problem("file.no_folder", "file", name=output.name, folder=folder)
    seeds = tuple(range(base.seed, base.seed + values.seeds))
    units = [SweepUnit(indices, experiment, seeds, values.steps) for indices, experiment in cells]
    job = SweepJob(units, len(units), values.workers)
    rows = _rows(job, axes, language)
    text = _written([*(_option(axis.name) for axis in axes), *RESULTS], [rows[key] for key in sorted(rows)])
    if output is None:
        print(text, end="")
    else:
        write_text(output, text)
    told = {"done": len(rows), "total": len(units), "nets": f"{len(rows) * len(seeds):,}"}
    print(say("sweep.finished", language, seconds=f"{job.elapsed:.1f}", **told), file=sys.stderr)
    return INTERRUPTED if len(rows) < len(units) else 0


def _parser(language: str) -> Parser:
    parser = Parser("sweep", language)
    option, default = parser.options.add_argument, Experiment()

    def words(name: str, value: object = None, **more: object) -> str:
        return say(f"train.{name}", language, default=value, **more)

    option(
        "--vary",
        metavar="NAME=VALUES",
        action="append",
        help=say("sweep.vary", language, names=", ".join(NAMES)),
    )
    option(
        "--seeds",
        metavar="N",
        type=number("--seeds", int),
        default=SEEDS,
        help=say("sweep.seeds", language, default=SEEDS),
    )
    option(
        "--steps",
        metavar="N",
        type=number("--steps", int),
        default=STEPS,
        help=say("sweep.steps", language, default=STEPS),
    )
    option("--preset", metavar="NAME", help=say("train.preset", language))
    option("--vocabulary", metavar="TEXT", help=words("vocabulary", default.vocabulary_text))
    option("--order", metavar="ORDER", help=words("order", default.order))
    add_task_options(parser, language)
    option("--cell", metavar="NAME", help=words("cell", default.cell, choices=", ".join(choices("cell"))))
    option("--optimizer", metavar="NAME", help=words("optimizer", default.optimizer.kind))
    for name, kind, value in (
        ("hidden", int, default.hidden_size),
        ("layers", int, default.layers),
        ("lr", float, default.optimizer.learning_rate),
        ("momentum", float, default.optimizer.momentum),
        ("clip", float, default.optimizer.clip_norm),
        ("seed", int, default.seed),
    ):
        metavar = "N" if kind is int else "X"
        option(f"--{name}", metavar=metavar, type=number(f"--{name}", kind), help=words(name, value))
    option("--workers", metavar="N", type=number("--workers", int), help=say("sweep.workers", language))
    option("-o", "--output", metavar="FILE", help=say("sweep.output", language))
    return parser


def _base(values: argparse.Namespace) -> Experiment:
    """Return what all set-ups have in common."""
    experiment = load_preset(values.preset).experiment if values.preset else Experiment()
    for option, name in NAMES.items():
        if (value := getattr(values, option)) is not None:
            experiment = with_value(experiment, name, value)
    if values.vocabulary is not None:
        experiment = replace(experiment, vocabulary_text=values.vocabulary)
    experiment = replace(experiment, **task_changes(values))
    if values.seed is not None:
        experiment = replace(experiment, seed=values.seed)
    return experiment.validated()


def _axis(text: str) -> Axis:
    """Read ``hidden=2,4,8``, ``lr=0.001..1:20`` or ``cell``."""
    option, _, written = text.partition("=")
    option = option.strip()
    if option not in NAMES:
        raise Problem("sweep.axis", "axis", axis=option, known=", ".join(NAMES))
    name = NAMES[option]
    if not written.strip():
        return spread(name, COUNT)
    if ".." in written and axis_kind(name).scale != "choice":
        ends, _, count = written.partition(":")
        low, _, high = ends.partition("..")
        counted = int(_number(count, text, whole=True)) if count else COUNT
        return spread(name, counted, _number(low, text), _number(high, text))
    parts = [part.strip() for part in written.split(",") if part.strip()]
    kind = AXES[name].scale
    values: list[Value] = [
        part if kind == "choice" else _number(part, text, whole=kind == "whole") for part in parts
    ]
    return Axis(name, tuple(dict.fromkeys(values)))


def _number(written: str, axis: str, *, whole: bool = False) -> int | float:
    try:
        return int(written) if whole else float(written)
    except (ValueError, OverflowError):
        raise Problem("sweep.value", "axis", value=written.strip(), axis=axis) from None


def _check(axes: Sequence[Axis], values: argparse.Namespace) -> None:
    names = [axis.name for axis in axes]
    for name in names:
        if names.count(name) > 1:
            raise Problem("sweep.twice", "axis", axis=_option(name))
    for option, value, high in (
        ("--seeds", values.seeds, MOST_SEEDS),
        ("--steps", values.steps, 10_000_000),
        ("--workers", 1 if values.workers is None else values.workers, 1024),
    ):
        if not 1 <= value <= high:
            raise Problem("command.range", "command", option=option, low=1, high=high, value=value)


def _option(name: str) -> str:
    return next(option for option, field in NAMES.items() if field == name)


def _rows(job: SweepJob, axes: Sequence[Axis], language: str) -> dict[tuple[int, ...], list[Any]]:
    """Work until all is done or Ctrl-C is pressed; raise the first problem."""
    line, rows = ProgressLine(), dict[tuple[int, ...], list[Any]]()
    nets = 0
    with stopped_by_hand(job.stop):
        job.start()
        try:
            while True:
                alive = job.is_alive
                for result in job.take():
                    if result.problem is not None:
                        raise result.problem
                    key: Any = result.unit.key
                    parameters = result.unit.experiment.shape().parameter_count
                    chosen = [axis.values[index] for axis, index in zip(axes, key, strict=True)]
                    rows[key] = [*chosen, parameters, *_results(summarise(result.runs))]
                    nets += len(result.runs)
                line.show(_progress(job, nets, language))
                if not alive:
                    return rows
                time.sleep(LOOK_SECONDS)
        finally:
            job.stop()
            job.join()
            line.clear()


def _progress(job: SweepJob, nets: int, language: str) -> str:
    remaining = job.remaining
    eta = "" if remaining is None else say("train.eta", language, time=duration(remaining))
    return say("sweep.progress", language, done=job.done, total=job.total, nets=f"{nets:,}", eta=eta)


def _results(summary: Summary) -> list[Any]:
    steps = summary.steps or ("", "", "")
    return [
        summary.seeds,
        summary.solved,
        f"{summary.share:.4g}",
        summary.diverged,
        *steps,
        "" if summary.seconds is None else f"{summary.seconds:.3g}",
        "" if summary.loss is None else short(summary.loss),
    ]


def _written(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()
