"""What the scene writes to files: tables as CSV."""

import csv
import io
from pathlib import Path
from typing import Any

from rnnlab.core.experiment import Experiment
from rnnlab.core.sweep import AXES, Summary, value_of
from rnnlab.core.writing import write_text
from rnnlab.session.compare import CompareSession
from rnnlab.session.success_map import SuccessMap

__all__ = ["map_table", "race_table", "save_table"]

_RESULTS = (
    "parameters",
    "seeds",
    "solved",
    "diverged",
    "steps_lower_quartile",
    "steps_median",
    "steps_upper_quartile",
    "seconds_median",
    "loss_median",
)
Rows = list[list[Any]]


def _row(experiment: Experiment, summary: Summary | None) -> list[Any]:
    setting = [experiment.task, experiment.vocabulary_text, *(value_of(experiment, name) for name in AXES)]
    weights = experiment.shape().parameter_count
    if summary is None:
        return [*setting, weights, *("" for _ in _RESULTS[1:])]
    steps = summary.steps or ("", "", "")
    rest = ["" if value is None else f"{value:.6g}" for value in (summary.seconds, summary.loss)]
    return [*setting, weights, summary.seeds, summary.solved, summary.diverged, *steps, *rest]


def race_table(session: CompareSession) -> Rows:
    """Return the race's standings, best first, with a line of names above."""
    rows = [_row(standing.experiment, standing.summary) for standing in session.ranking()]
    return [["task", "vocabulary", *AXES, *_RESULTS], *rows]


def map_table(success_map: SuccessMap) -> Rows:
    """Return the known cells of a map, with a line of names above."""
    cells = sorted(success_map.cells.items())
    rows = [_row(success_map.experiment_at(*at), cell.summary) for at, cell in cells if cell.problem is None]
    return [["task", "vocabulary", *AXES, *_RESULTS], *rows]


def save_table(path: Path, rows: Rows) -> None:
    """Write a table as CSV; raises Problem at ``file``."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    write_text(path, text.getvalue())
